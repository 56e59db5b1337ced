import { isObject, type JsonObject, type JsonValue } from '../json';
import { json, Refusal, type Reply } from '../reply';
import { idParam, type Context, type Route } from './context';
import type { Handler } from './contracts/contract';
import * as contracts from './contracts/reportSchedules';
import { routesOf } from './contracts/routes';
import { dimensionsOf } from './report-definition';
import { reportsOf, schedulesOf } from './report-store';

const DAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const DAY_OF_MONTH = /^(FIRST|LAST|[2-9]|1\d|2\d)$/;
const [ONCE, DAILY, WEEKLY] = [1, 2, 3];
const SECONDS_END = 100_000_000_000;

/** Schedules refuse with `errorObjects` as one object. */
function refuse(error: string): never {
	throw new Refusal(422, error, { raw: { success: false, errorObjects: { error } } });
}

function checkDay(frequency: JsonValue, day: JsonValue | undefined): void {
	if (frequency === ONCE || frequency === DAILY) {
		// Required "if deliveryFrequency is not ONCE", but no value is one of a daily delivery.
		if (day !== undefined) refuse('Invalid delivery day.');
		return;
	}
	const text = typeof day === 'string' ? day : '';
	const fits = frequency === WEEKLY ? DAYS.includes(text) : DAY_OF_MONTH.test(text);
	if (!fits) refuse('Invalid delivery day.');
}

function checkSchedule(schedule: JsonObject, report: JsonObject): void {
	const { deliveryFrequency, eventEndDate, runningTotalEnabled } = schedule;
	checkDay(deliveryFrequency, schedule.deliveryDay);
	if (deliveryFrequency !== ONCE && eventEndDate === undefined) refuse('Invalid event end date.');
	for (const key of ['eventEndDate', 'earliestCampaignStartDate']) {
		const value = schedule[key];
		// "in milliseconds"
		if (typeof value === 'number' && value < SECONDS_END) refuse(`Invalid ${key}.`);
	}
	if (runningTotalEnabled !== true) return;
	if (schedule.earliestCampaignStartDate === undefined) {
		refuse('Earliest campaign start date is required.');
	}
	const filters = (dimensionsOf(report.dimensions) ?? []).map(({ filter }) => filter);
	if (filters.join() !== 'campaign') {
		refuse('Running total is supported only with Campaign dimension.');
	}
}

const EMAIL = /^[^\s@,]+@[^\s@,]+\.[^\s@,.]+$/;

/** Keeps a schedule without its invalid addresses, which it returns. */
export function saveSchedule(context: Context, reportId: number, schedule: JsonObject): JsonValue[] {
	const emails = [schedule.subscriberEmails ?? []].flat();
	const isValid = (email: JsonValue) => typeof email === 'string' && EMAIL.test(email);
	const eventId = schedulesOf(context).get(reportId)?.eventId ?? reportId;
	const subscriberEmails = emails.filter(isValid);
	schedulesOf(context).set(reportId, { ...schedule, eventId, reportId, subscriberEmails });
	return emails.filter((email) => !isValid(email));
}

function saved(context: Context, reportId: number, invalid: JsonValue[]): Reply {
	const schedule = schedulesOf(context).get(reportId) ?? {};
	const scheduledData = {
		...{ earliestCampaignStartDate: schedule.earliestCampaignStartDate ?? 0, reportId },
		...{ deliveryFrequency: schedule.deliveryFrequency, fileType: schedule.fileType },
		subscriberEmails: schedule.subscriberEmails,
		...{ eventEndDate: schedule.eventEndDate ?? null, deliveryDay: schedule.deliveryDay ?? null },
		runningTotalEnabled: schedule.runningTotalEnabled ?? false,
	};
	const error = {
		error: `Invalid email provided - invalid Emails : [${invalid.map(String).join(', ')}].`,
		reason: 'One or more subscribers emails are empty or not provided as per the email format',
		field: 'subscriberEmails',
	};
	return json(200, {
		success: true,
		...(invalid.length === 0 ? {} : { errorObjects: [error] }),
		data: { scheduledData, message: 'Report schedule has been successfully updated.' },
	});
}

const create: Handler = (context, asked) => {
	const reportId = Number(asked.reportId);
	const report = reportsOf(context).get(reportId);
	if (!report) refuse('Report does not exists for the given id');
	checkSchedule(asked, report);
	return saved(context, reportId, saveSchedule(context, reportId, asked));
};

function scheduled(context: Context): [number, JsonObject] {
	const reportId = idParam(context) ?? -1;
	const schedule = schedulesOf(context).get(reportId);
	if (!schedule) refuse('Report event does not exists for the given id');
	return [reportId, schedule];
}

const OF_FREQUENCY = ['deliveryDay', 'eventEndDate'];

/** Another frequency needs its own day and end; the old ones do not stay. */
function updated(schedule: JsonObject, asked: JsonObject): JsonObject {
	if (asked.deliveryFrequency === undefined) return { ...schedule, ...asked };
	const others = Object.entries(schedule).filter(([key]) => !OF_FREQUENCY.includes(key));
	return { ...Object.fromEntries(others), ...asked };
}

const update: Handler = (context, asked) => {
	const [reportId, schedule] = scheduled(context);
	if (asked.reportId !== undefined && asked.reportId !== reportId) refuse('Invalid report id.');
	const next = updated(schedule, asked);
	const report = reportsOf(context).get(reportId);
	checkSchedule(next, isObject(report) ? report : {});
	return saved(context, reportId, saveSchedule(context, reportId, next));
};

const remove: Handler = (context) => {
	const [reportId] = scheduled(context);
	schedulesOf(context).delete(reportId);
	return json(200, { success: true, data: { message: 'Report event is removed.' } });
};

export const reportScheduleRoutes: Route[] = routesOf([
	{ ...contracts.reportSchedulesCreate, does: () => create },
	{ ...contracts.reportSchedulesUpdate, does: () => update },
	{ ...contracts.reportSchedulesDelete, does: () => remove },
]);
