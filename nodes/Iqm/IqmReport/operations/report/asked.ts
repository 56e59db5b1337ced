import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { DateTime } from 'luxon';

import { toChoice } from '../../../../common/form/choice';
import { hint } from '../../../../common/form/moreHint';
import { clock } from '../../../../common/ground/clock';
import type { Faults } from '../../../../common/ground/faults';
import { ENDS_OF_EARTH, isoText, toMoment } from '../../../../common/ground/moments';
import type { Item } from '../../../../common/run/item';
import type { Period, PeriodName } from './periods';
import { customPeriod, FIRST_DAY, LAST_DAY, periodChoices, presetPeriod } from './periods';
import type { Zone } from '../../../shared/zones';

const PERIOD = 'Period';

const PERIODS = periodChoices('From a first to a last day', 'Today so far');

export const KEEP: INodePropertyOptions = {
	name: 'Keep',
	value: 'keep',
	description: 'Keeps the dates of the report',
};

function dayProperty(displayName: string, name: string, which: string, example: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'dateTime',
		default: '',
		required: true,
		displayOptions: { show: { period: ['custom'] } },
		description: `${which} of the period, included, for example ${example}. The time of day is ignored. Without an offset, it is in the report's time zone.`,
	};
}

/**
 * Asks for the period.
 *
 * @param first the preselected choice
 */
export function periodProperties(first: string, others: INodePropertyOptions[] = []): INodeProperties[] {
	return [
		{
			displayName: PERIOD,
			name: 'period',
			type: 'options',
			options: [...PERIODS, ...others].sort((a, b) => a.name.localeCompare(b.name)),
			default: first,
			description: "Period that the report covers, in the report's time zone, for example Yesterday",
		},
		dayProperty(FIRST_DAY, 'startDate', 'First day', '2026-03-01'),
		dayProperty(LAST_DAY, 'endDate', 'Last day', '2026-03-31'),
	];
}

export { FIRST_DAY, LAST_DAY };

/** A period as the form asks for it; its days depend on the report's time zone. */
export type AskedPeriod = (zone: string) => Period;

/**
 * The form's period; undefined to keep the present one. What is wrong in every time zone is told now,
 * together with everything else.
 */
export function readPeriod(
	{ read }: Item,
	faults: Faults,
	others: INodePropertyOptions[] = [],
): AskedPeriod | undefined {
	const chosen = faults.attempt(() => toChoice(read('period'), PERIOD, [...PERIODS, ...others]));
	if (chosen === undefined || chosen === KEEP.value) return undefined;
	const now = clock.now();
	if (chosen !== 'custom') {
		return (zone) => presetPeriod(chosen as Exclude<PeriodName, 'custom'>, zone, now);
	}
	const days = { startDate: read('startDate'), endDate: read('endDate') };
	const isReadable = [
		faults.attempt(() => toMoment(days.startDate, 'utc', FIRST_DAY)),
		faults.attempt(() => toMoment(days.endDate, 'utc', LAST_DAY)),
	].every((moment) => moment !== undefined);
	if (!isReadable) return undefined;
	faults.attempt(() => {
		const [first, second] = ENDS_OF_EARTH.map((zone) => () => customPeriod(days, zone, now));
		try {
			return first();
		} catch {
			return second();
		}
	});
	return (zone) => customPeriod(days, zone, now);
}

/** The days of a report, and what a request says of them. */
export interface Days {
	zone: Zone;
	period: Period;
	sent: IDataObject;
}

export function daysIn(zone: Zone, asked: AskedPeriod): Days {
	const period = asked(zone.iana);
	const { startDate, endDate } = period;
	const { timezoneId, timezoneName } = zone;
	return { zone, period, sent: { startDate, endDate, timezoneId, timezoneName } };
}

/** Says if a period is not over yet, and if its days may be others than were meant. */
export function hintAtPeriod({ context }: Item, { isRunning, moved = [] }: Period): void {
	if (moved.length > 0) {
		const advice = 'For a day in every time zone, use text without a time, for example {{ $today.toISODate() }}.';
		hint(context, [...moved, advice].join(' '), 'warning');
	}
	if (!isRunning) return;
	hint(
		context,
		'The period is not over yet: figures may still change, and rows may shift while they are being read.',
		'info',
	);
}

/** A moment as ISO text with the offset of a zone. */
export function isoIn({ iana }: Zone, ms: number): string {
	return String(isoText(ms, iana));
}

/** The day of a moment in a zone: 2026-03-31. */
export function isoDay({ iana }: Zone, ms: number): string {
	return String(DateTime.fromMillis(ms, { zone: iana }).toISODate());
}
