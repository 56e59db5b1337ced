import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../../common/ground/errors';
import { Faults } from '../../../common/ground/faults';
import { isObject, quote, toJson, toText } from '../../../common/ground/values';

export const SCHEDULE = 'Schedule';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** IQM counts days from 0 for Monday to 6 for Sunday. */
const SPANS: Array<{ name: string; value: string; days: number[] }> = [
	{ name: 'Every Day', value: 'everyDay', days: [0, 1, 2, 3, 4, 5, 6] },
	{ name: 'Weekdays (Monday to Friday)', value: 'weekdays', days: [0, 1, 2, 3, 4] },
	...DAYS.map((name, day) => ({ name, value: String(day), days: [day] })),
];

export const scheduleProperty: INodeProperties = {
	displayName: SCHEDULE,
	name: 'scheduling',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add hours',
	default: {},
	description:
		"Days and hours at which ads are shown, in the campaign's time zone. Without this field they are shown at all hours.",
	options: [
		{
			displayName: 'Hours',
			name: 'ranges',
			values: [
				{
					displayName: 'Day',
					name: 'day',
					type: 'options',
					// In the order of the week: nobody would find a day in a list sorted by name.
					options: SPANS.map(({ name, value }) => ({ name, value })),
					default: 'everyDay',
					description: 'Day or days of the week',
				},
				{
					displayName: 'From',
					name: 'from',
					type: 'string',
					default: '',
					placeholder: 'e.g. 09:00',
					description: 'When to start, in hours and minutes, for example 09:00',
				},
				{
					displayName: 'To',
					name: 'to',
					type: 'string',
					default: '',
					placeholder: 'e.g. 17:30',
					description: 'When to stop, in hours and minutes, for example 17:30; 24:00 for midnight',
				},
			],
		},
	],
};

const CLOCK_TIME = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

function toClockTime(value: unknown, label: string): string {
	const text = toText(value, label);
	// The API knows no 24:00:00.
	if (/^24:00(:00)?$/.test(text)) return '23:59:59';
	const parts = CLOCK_TIME.exec(text);
	if (parts !== null) return `${parts[1].padStart(2, '0')}:${parts[2]}:${parts[3] ?? '00'}`;
	throw new InputError(`'${label}' must be a time such as 09:00, not ${quote(value)}`);
}

/** `scheduling`: a map of days to time ranges, each as [from, to] (HH:mm:ss). */
export function readSchedule(collection: unknown): IDataObject | undefined {
	const rows = ((collection as IDataObject | undefined)?.ranges ?? []) as IDataObject[];
	if (rows.length === 0) return undefined;
	const schedule: Record<string, string[][]> = {};
	const faults = new Faults();
	for (const { day, from, to } of rows) {
		const span = SPANS.find(({ value }) => value === String(day));
		if (span === undefined) {
			faults.wrong(
				`'${SCHEDULE}: Day' must be one of ${SPANS.map(({ value }) => value).join(', ')}, not ${quote(day)}`,
			);
		}
		const first = faults.attempt(() => toClockTime(from, `${SCHEDULE}: From`));
		const last = faults.attempt(() => toClockTime(to, `${SCHEDULE}: To`));
		if (first === undefined || last === undefined) continue;
		for (const number of span?.days ?? []) (schedule[String(number)] ??= []).push([first, last]);
	}
	faults.throwAny();
	for (const ranges of Object.values(schedule)) ranges.sort(([a], [b]) => a.localeCompare(b));
	return schedule as unknown as IDataObject;
}

function isRange(range: unknown): range is [string, string] {
	return (
		Array.isArray(range) &&
		range.length === 2 &&
		range.every((time) => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(String(time)))
	);
}

function checkDay(day: string, ranges: unknown): void {
	const name = DAYS[Number(day)];
	if (!/^[0-6]$/.test(day)) {
		throw new InputError(`'${SCHEDULE}' has the day ${quote(day)}; days are 0 (Monday) to 6 (Sunday)`);
	}
	if (!Array.isArray(ranges) || ranges.length === 0 || !ranges.every(isRange)) {
		throw new InputError(
			`'${SCHEDULE}' must hold ranges such as ["09:00:00","17:00:00"] for ${name}, not ${quote(ranges)}`,
		);
	}
	const sorted = [...ranges].sort(([a], [b]) => a.localeCompare(b));
	sorted.forEach(([from, to], index) => {
		if (to <= from) {
			throw new InputError(
				`'${SCHEDULE}' ends at ${to} before it starts at ${from} on ${name}`,
				'Split hours over midnight into two rows; 24:00 is the end of a day.',
			);
		}
		const next = sorted[index + 1];
		if (next !== undefined && next[0] < to) {
			throw new InputError(
				`'${SCHEDULE}' has overlapping hours on ${name}: ${from} to ${to} and ${next[0]} to ${next[1]}`,
				'Merge the two rows.',
			);
		}
	});
}

/** Checks `scheduling` in the API's form, from any source. */
export function checkSchedule(value: unknown): IDataObject {
	const schedule = toJson(value, SCHEDULE);
	if (!isObject(schedule) || Object.keys(schedule).length === 0) {
		throw new InputError(`'${SCHEDULE}' must map days 0 to 6 to ranges of times, not ${quote(value)}`);
	}
	const faults = new Faults();
	for (const [day, ranges] of Object.entries(schedule)) faults.attempt(() => checkDay(day, ranges));
	faults.throwAny();
	return schedule;
}
