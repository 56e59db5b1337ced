import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import { collectionProperty, toProperty } from '../../../../common/form/fields';
import type { Field } from '../../../../common/form/kinds';
import { id, moment } from '../../../../common/form/kinds';
import { clock } from '../../../../common/ground/clock';
import { InputError } from '../../../../common/ground/errors';
import type { Faults } from '../../../../common/ground/faults';
import { isObject } from '../../../../common/ground/values';
import { ianaName } from '../../../../common/ground/moments';
import type { Item } from '../../../../common/run/item';
import { readCollection } from '../../../../verbs/describe';
import type { PeriodName } from '../report/periods';
import { periodChoices, presetPeriod } from '../report/periods';
import { MOST_DAYS } from '../../../shared/performancePages';
import { timezoneRows, ZONE, zoneOf } from '../../../shared/zones';
import { FILTERS } from './groups';

const PERIODS = periodChoices(
	'From a start to an end time',
	'Today so far, for example to check pacing',
);

const START = 'Start';
const END = 'End';

const DAY_MS = 86_400_000;

function bound(label: string, description: string, of: 'end' | 'start', example: string): Field<number> {
	const inZone = `the workflow's time zone, or that of the option '${ZONE}'`;
	return moment(label, description, { unit: 'milliseconds', of, example, inZone });
}

const BOUNDS = {
	startTimeEpochMillis: bound(START, 'When the period starts', 'start', '2026-03-01'),
	endTimeEpochMillis: bound(END, 'When the period ends', 'end', '2026-03-31'),
};

const zoneField = id(ZONE, "Time zone of the period; by default the workflow's", {
	example: '29',
	inWords: '29 for US/Eastern',
	pick: 'searchTimezones',
});

/** Asks for the time zone of the period, as an option. */
export const zoneProperty: INodeProperties = toProperty('timezoneId', zoneField);

/** Asks for the period and for what is counted in it. */
export const askedProperties: INodeProperties[] = [
	{
		displayName: 'Period',
		name: 'period',
		type: 'options',
		options: PERIODS,
		default: 'yesterday',
		description: 'Period that the figures cover, at most 365 days, for example Yesterday',
	},
	...Object.entries(BOUNDS).map(([name, field]) => ({
		...toProperty(name, field),
		required: true,
		displayOptions: { show: { period: ['custom'] } },
	})),
	...collectionProperty(
		{ displayName: 'Filters', name: 'filters', placeholder: 'Add filter' },
		FILTERS,
	),
];

/** What is asked for: the filters with their period, and the zone whose days it counts. */
export interface Asked {
	filters: IDataObject;
	/** Start and end in milliseconds since 1970. */
	start: number;
	end: number;
	/** IANA name. */
	zone: string;
	/** IQM's ID of the zone, if the form names one. */
	timezoneId: number | undefined;
}

/** @throws InputError for a period that ends before it starts, or is too long */
function checkPeriod(start: number, end: number): void {
	if (end <= start) {
		throw new InputError(`'${END}' must be after '${START}'`, 'Swap them, or choose others.');
	}
	// Clocks that change make a day longer or shorter by an hour.
	const days = Math.round((end - start) / (DAY_MS / 24)) / 24;
	if (days <= MOST_DAYS + 1 / 24) return;
	throw new InputError(
		`The period has ${Math.ceil(days)} days: IQM's figures cover at most ${MOST_DAYS}`,
		'Choose a shorter period, or run a report by campaign.',
	);
}

/**
 * Reads period and filters. Whatever is wrong with the form is told before IQM is asked for the clocks
 * of a time zone.
 *
 * @param faults what is wrong with the rest of the form
 * @throws InputError for all of it
 */
export async function readAsked(item: Item, faults: Faults): Promise<Asked> {
	const filters = readCollection(item, 'filters', FILTERS, faults);
	const period = faults.attempt(() => toChoice(item.read('period'), 'Period', PERIODS));
	const bounds = (zone: string): [number, number] => {
		if (period !== 'custom') {
			const { startDate, endDate } = presetPeriod(
				period as Exclude<PeriodName, 'custom'>,
				zone,
				clock.now(),
			);
			return [startDate, endDate];
		}
		const [start, end] = Object.entries(BOUNDS).map(([name, field]) =>
			faults.attempt(() => field.read(item.read(name), zone)),
		);
		if (start !== undefined && end !== undefined) faults.attempt(() => checkPeriod(start, end));
		return [start ?? 0, end ?? 0];
	};
	const options = item.read('options');
	const given = isObject(options) ? options.timezoneId : undefined;
	const timezoneId =
		given === undefined ? undefined : faults.attempt(() => zoneField.read(given, item.zone));
	if (period !== undefined) bounds(item.zone);
	faults.throwAny();
	const zone = timezoneId === undefined ? item.zone : (await zoneOf(item, timezoneId)).iana;
	const [start, end] = bounds(zone);
	faults.throwAny();
	const times = { startTimeEpochMillis: start, endTimeEpochMillis: end };
	return { filters: { ...filters, ...times }, start, end, zone, timezoneId };
}

/** The name that all spellings of a time zone share; undefined for none. */
function canonical(name: unknown): string | undefined {
	const zone = ianaName(name);
	if (zone === undefined) return undefined;
	return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
}

/**
 * IQM's ID of the time zone: the chosen one, or that of the workflow's, which IQM may list under an
 * older name.
 *
 * @throws InputError if IQM does not list it
 */
export async function timezoneIdOf({ context }: Item, { zone, timezoneId }: Asked): Promise<number> {
	if (timezoneId !== undefined) return timezoneId;
	const wanted = canonical(zone);
	const found = (await timezoneRows(context)).find((row) =>
		[row.name, row.label].some((name) => wanted !== undefined && canonical(name) === wanted),
	);
	if (found !== undefined) return Number(found.id);
	throw new InputError(
		`IQM does not list the workflow's time zone, ${zone}`,
		`Choose one in the option '${ZONE}'.`,
	);
}
