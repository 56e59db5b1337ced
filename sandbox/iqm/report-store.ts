import { isObject, type JsonObject, type JsonValue } from '../json';
import { Refusal } from '../reply';
import type { Context } from './context';
import { rowsIn } from './contracts/behaviours';
import * as contracts from './contracts/reports';

const CAMPAIGNS = '[{"filter":"campaign"}]';
/** What a report has that was saved without it. */
export const REPORT_DEFAULTS: JsonObject = {
	...{ columns: ['impressions', 'clicks'], requestType: 2, reportAggregated: '0' },
	...{ timezoneName: 'US/Eastern', customerIds: null, customerDetails: null },
};

/** The samples show seconds where the schemas promise milliseconds. */
function inMs(row: JsonObject): JsonObject {
	return {
		...row,
		...{ startDate: Number(row.startDate) * 1000, endDate: Number(row.endDate) * 1000 },
	};
}

function first(): Array<[number, JsonObject]> {
	const listed = rowsIn(contracts.reportsGetAll.answer, 'data.data').map(inMs);
	const { answer } = contracts.reportsGet;
	const got = isObject(answer) && isObject(answer.data) ? inMs(answer.data) : {};
	const more = [1234, 1235, 3219].map((id): JsonObject => {
		const dates = { startDate: 1_749_614_400_000, endDate: 1_757_649_599_000 };
		return { id, reportName: `Campaigns ${id}`, ...dates, dimensions: CAMPAIGNS, timezoneId: 29 };
	});
	return [...listed, got, ...more].map((row) => {
		const report = Object.entries(row).filter(([key]) => key !== 'reportSchedulingEventDetails');
		const id = Number(row.id);
		return [id, { ...REPORT_DEFAULTS, modifyDate: id, ...Object.fromEntries(report) }];
	});
}

/** All saved reports by id, their dates in milliseconds. */
export function reportsOf({ state }: Pick<Context, 'state'>): Map<number, JsonObject> {
	return state.rows('report', first);
}

/** A saved report; refuses an id that none has. */
export function reportWith(context: Context, id: JsonValue | undefined): JsonObject {
	const found = typeof id === 'number' ? reportsOf(context).get(id) : undefined;
	if (!found) throw new Refusal(422, 'Report does not exists for the given id');
	return found;
}

function firstSchedules(): Array<[number, JsonObject]> {
	const weekly = {
		...{ eventId: 29, deliveryFrequency: 3, fileType: 2, deliveryDay: 'Friday' },
		subscriberEmails: ['demoUser1@gmail.com', 'demoUser2@iqm.com'],
		eventEndDate: 1_671_148_799_999,
	};
	const total = { runningTotalEnabled: true, earliestCampaignStartDate: 1_670_674_108_900 };
	const ofReport = (id: number, changes: JsonObject = {}): [number, JsonObject] => [
		id,
		{ ...weekly, ...changes },
	];
	return [ofReport(1), ofReport(123, { eventId: 18, ...total }), ofReport(1234, { deliveryDay: 'MONDAY' })];
}

/** The schedules by the ids of their reports: "event will be created on this report id". */
export function schedulesOf({ state }: Pick<Context, 'state'>): Map<number, JsonObject> {
	return state.rows('reportSchedule', firstSchedules);
}
