import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import { choice, flag, moment } from '../../../../common/form/kinds';
import type { Field } from '../../../../common/form/kinds';
import type { Wrong } from '../../../../common/ground/faults';
import { isBlank, isObject, toText } from '../../../../common/ground/values';
import type { Simple } from '../../../../common/run/simple';
import { MARKS, own, times, word } from '../../../../common/run/simple';
import type { Judge, Thing } from '../../../../verbs/describe';
import { emails } from '../../../shared/emails';
import { bySentence } from '../../../shared/verbs';

/** A report has one schedule at most, which has no ID of its own. */
export const SCHEDULES: Thing = {
	one: 'report schedule',
	many: 'report schedules',
	idName: 'reportId',
	ids: { name: 'reportIds', label: 'Report IDs', example: '3219' },
};

export const ONCE = 1;
export const WEEKLY = 3;
export const MONTHLY = 4;

export const FREQUENCIES: INodePropertyOptions[] = [
	{ name: 'Daily', value: 2 },
	{ name: 'Monthly', value: MONTHLY },
	{ name: 'Once', value: ONCE, description: 'Immediately, one time only' },
	{ name: 'Weekly', value: WEEKLY },
];

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const DAYS_OF_WEEK: INodePropertyOptions[] = WEEKDAYS.map((day) => ({
	name: `Each Week: ${day}`,
	value: day.toUpperCase(),
}));

/** "FIRST", "LAST", "2", …, "29": there is no "1" and no "30". */
const DAYS_OF_MONTH: INodePropertyOptions[] = [
	{ name: 'Each Month: First Day', value: 'FIRST' },
	...Array.from({ length: 28 }, (_, at) => ({
		name: `Each Month: Day ${at + 2}`,
		value: String(at + 2),
	})),
	{ name: 'Each Month: Last Day', value: 'LAST' },
];

const DAY_LABEL = 'Delivery Day';
const DAYS = [...DAYS_OF_WEEK, ...DAYS_OF_MONTH];

/** Whether a day belongs to a frequency; only the week and the month have days. */
function isDayOf(day: string, frequency: number): boolean {
	const days = { [WEEKLY]: DAYS_OF_WEEK, [MONTHLY]: DAYS_OF_MONTH }[frequency] ?? [];
	return days.some(({ value }) => value === day);
}

const askedDay = choice<string>(DAY_LABEL, 'Day to send the report on', {
	of: DAYS,
	example: 'Each Week: Monday',
	note: 'Only for Weekly and Monthly',
});

/** 01 and 1 are the first day of the month. */
function dayText(text: string): string {
	const day = text.replace(/^0+(?=\d)/, '');
	return day === '1' ? 'FIRST' : day;
}

/** Sent in upper case. */
const deliveryDay: Field<string> = {
	...askedDay,
	read: (value) => toChoice(dayText(toText(value, DAY_LABEL)), DAY_LABEL, DAYS),
};

const FILE_TYPES: INodePropertyOptions[] = [
	{ name: 'CSV', value: 1 },
	{ name: 'Excel (XLSX)', value: 2 },
];

/** What a schedule is saved as; a missing moment is 0. */
export const READABLE_SCHEDULE: Simple = {
	...own('reportId', 'subscriberEmails'),
	fileType: word('fileType', FILE_TYPES),
	deliveryFrequency: word('deliveryFrequency', FREQUENCIES),
	...own('deliveryDay'),
	...times(['eventEndDate', 'earliestCampaignStartDate']),
	...MARKS,
};

export const FIELDS = {
	subscriberEmails: emails('Recipients', 'Email addresses to send the report to'),
	fileType: choice<number>('File Type', 'Format of the file to send', {
		of: FILE_TYPES,
		example: 'CSV',
	}),
	deliveryFrequency: choice<number>('Delivery Frequency', 'How often to send the report', {
		of: FREQUENCIES,
		example: 'Weekly',
	}),
	deliveryDay,
	eventEndDate: moment('End', 'When to stop sending the report', {
		unit: 'milliseconds',
		of: 'end',
		example: '2026-12-31',
		note: 'Not needed for Once',
	}),
};

export const RUNNING_TOTAL = {
	earliestCampaignStartDate: moment(
		'Earliest Campaign Start',
		'Start of the earliest campaign in the report, from which to count the running total',
		{ unit: 'milliseconds', of: 'start', example: '2026-03-01' },
	),
	runningTotalEnabled: flag(
		'Running Total',
		'to count figures from the start of the earliest campaign; only if the dimension is Campaign',
	),
};

/** What a schedule may hold, under the API's names. */
interface Schedule {
	deliveryFrequency?: number;
	deliveryDay?: string;
	eventEndDate?: number;
	runningTotalEnabled?: boolean;
	earliestCampaignStartDate?: number;
}

const wordOf = (choices: INodePropertyOptions[], wanted: unknown): string =>
	choices.find(({ value }) => String(value) === String(wanted))?.name ?? String(wanted);

/** "Weekly" */
export const nameOf = (frequency: unknown): string => wordOf(FREQUENCIES, frequency);

/** A schedule with its values as the form calls them: IQM writes days and addresses in any case. */
export function inWords(schedule: IDataObject): IDataObject {
	const { deliveryFrequency, fileType, deliveryDay: day, subscriberEmails } = schedule;
	const emailsOf = (list: unknown[]) => list.map((one) => String(one).trim().toLowerCase());
	return {
		...schedule,
		...(isBlank(deliveryFrequency) ? {} : { deliveryFrequency: nameOf(deliveryFrequency) }),
		...(isBlank(fileType) ? {} : { fileType: wordOf(FILE_TYPES, fileType) }),
		...(isBlank(day) ? {} : { deliveryDay: dayText(String(day).toUpperCase()) }),
		...(Array.isArray(subscriberEmails) ? { subscriberEmails: emailsOf(subscriberEmails) } : {}),
	};
}

/**
 * What the documents require of a schedule, or of a change to one that names its frequency.
 */
export function checkSchedule(sent: Schedule, wrong: Wrong): void {
	const { deliveryFrequency: frequency, deliveryDay: day, eventEndDate } = sent;
	if (frequency !== undefined) {
		const name = nameOf(frequency);
		const hasDay = frequency === WEEKLY || frequency === MONTHLY;
		if (hasDay && day === undefined) {
			wrong(`'${DAY_LABEL}' is empty`, `${name} needs the day to send the report on.`);
		} else if (day !== undefined && !isDayOf(day, frequency)) {
			wrong(
				`'${DAY_LABEL}' ${day} does not go with '${FIELDS.deliveryFrequency.label}' ${name}`,
				hasDay ? `Choose a day of the ${frequency === WEEKLY ? 'week' : 'month'}.` : 'Remove it.',
			);
		}
		if (frequency !== ONCE && eventEndDate === undefined) {
			wrong(`'${FIELDS.eventEndDate.label}' is empty`, `${name} needs an end.`);
		} else if (frequency === ONCE && eventEndDate !== undefined) {
			wrong(`'${FIELDS.eventEndDate.label}' does not go with ${name}`, 'Remove it.');
		}
	}
	if (sent.runningTotalEnabled === true && sent.earliestCampaignStartDate === undefined) {
		const { earliestCampaignStartDate, runningTotalEnabled } = RUNNING_TOTAL;
		wrong(
			`'${runningTotalEnabled.label}' needs '${earliestCampaignStartDate.label}'`,
			'Enter when the earliest campaign of the report starts.',
		);
	}
}

/** The saved schedule in an answer; its day comes in any case. */
function savedIn(data: unknown): IDataObject {
	const saved = isObject(data) && isObject(data.scheduledData) ? data.scheduledData : {};
	const { deliveryDay: day } = saved;
	return typeof day === 'string' ? { ...saved, deliveryDay: day.toUpperCase() } : saved;
}

/**
 * What an answer says was saved, as a label: to which addresses the report goes. IQM leaves out those
 * that it refuses, saves the rest and names the refused ones beside it (Reports API guideline, "Update
 * Report Schedule").
 */
export function savedLabels(reportId: string, data: unknown): string[] {
	const { subscriberEmails: addresses } = savedIn(data);
	const named = Array.isArray(addresses) && addresses.length > 0;
	return [`reportId ${reportId} ${named ? `is sent to ${addresses.join(', ')}` : 'scheduled'}`];
}

const sentences = bySentence({ content: savedIn });

/** The answer's sentence, and its schedule compared with what was sent. */
export const bySchedule: Judge = {
	request: ({ ids: [reportId] }) => ({
		hasSentence: true,
		made: (data) => savedLabels(reportId, data),
	}),
	read: (reply, told) => sentences.read(reply, told),
};
