import type { INodePropertyOptions } from 'n8n-workflow';
import { DateTime } from 'luxon';

import { InputError } from '../../../../common/ground/errors';
import { needsZone, toMoment } from '../../../../common/ground/moments';

/** What a report's period may be; `custom` has its own first and last day. */
export type PeriodName =
	| 'yesterday'
	| 'today'
	| 'last7Days'
	| 'last30Days'
	| 'thisMonth'
	| 'lastMonth'
	| 'custom';

/** The choices of a period, with what *Custom* and *Today* are where they are asked for. */
export function periodChoices(custom: string, today: string): INodePropertyOptions[] {
	return [
		{ name: 'Custom', value: 'custom', description: custom },
		{ name: 'Last 30 Days', value: 'last30Days', description: 'The 30 full days before today' },
		{ name: 'Last 7 Days', value: 'last7Days', description: 'The seven full days before today' },
		{ name: 'Last Month', value: 'lastMonth', description: 'The previous calendar month' },
		{ name: 'This Month', value: 'thisMonth', description: 'From the first of the month through today' },
		{ name: 'Today', value: 'today', description: today },
		{ name: 'Yesterday', value: 'yesterday', description: 'The full day before today' },
	];
}

/** Whole days in a time zone, as IQM's reports take them. */
export interface Period {
	/** The first moment of the first day, in milliseconds since 1970. */
	startDate: number;
	/** The last second of the last day, in milliseconds since 1970. */
	endDate: number;
	/** Whether the last day is not over yet. */
	isRunning: boolean;
	/** Dates that stand for another day in the report's time zone than they show, in sentences. */
	moved?: string[];
}

/** How a form calls the days of a custom period. */
export const FIRST_DAY = 'First Day';
export const LAST_DAY = 'Last Day';

/** "1 year" (Reports API guideline), in a leap year. */
export const MOST_DAYS = 366;

/**
 * The first moment of a day, in milliseconds. Where clocks go back at 01:00, midnight comes twice, and
 * Luxon takes the second one; where they go forward at 00:00, the day begins later.
 */
function startOfDay(day: DateTime): number {
	const start = day.startOf('day');
	const before = start.minus({ milliseconds: 1 });
	if (!before.hasSame(start, 'day')) return start.toMillis();
	return start.toMillis() - (before.offset - start.offset) * 60_000;
}

/** The last second of a day: its next day may begin at 01:00, and its last hour may come twice. */
function endOfDay(day: DateTime): number {
	return startOfDay(day.plus({ days: 1 })) - 1_000;
}

function wholeDays(first: DateTime, last: DateTime, now: number): Period {
	const endDate = endOfDay(last);
	return { startDate: startOfDay(first), endDate, isRunning: endDate >= now };
}

const PRESETS: Record<Exclude<PeriodName, 'custom'>, (today: DateTime) => [DateTime, DateTime]> = {
	yesterday: (today) => [today.minus({ days: 1 }), today.minus({ days: 1 })],
	today: (today) => [today, today],
	last7Days: (today) => [today.minus({ days: 7 }), today.minus({ days: 1 })],
	last30Days: (today) => [today.minus({ days: 30 }), today.minus({ days: 1 })],
	thisMonth: (today) => [today.set({ day: 1 }), today],
	lastMonth: (today) => {
		const last = today.set({ day: 1 }).minus({ days: 1 });
		return [last.set({ day: 1 }), last];
	},
};

/** At noon no place's clocks change, so that counting days from there never skips one. */
function noonOf(moment: number, zone: string): DateTime {
	return DateTime.fromMillis(moment, { zone }).set({ hour: 12, minute: 0, second: 0, millisecond: 0 });
}

/**
 * The days of a preset period: "Last 7 Days" are the seven whole days before today, "This Month" ends
 * today.
 *
 * @param zone the report's time zone, by its IANA name
 * @param now in milliseconds since 1970
 */
export function presetPeriod(name: Exclude<PeriodName, 'custom'>, zone: string, now: number): Period {
	const [first, last] = PRESETS[name](noonOf(now, zone));
	return wholeDays(first, last, now);
}

/** The day of a moment that is midnight by the offset it has; undefined for any other, and for what has none. */
function dayOfMidnight(value: unknown): string | undefined {
	if (!needsZone(value) && (typeof value === 'string' || DateTime.isDateTime(value))) {
		const at = typeof value === 'string' ? DateTime.fromISO(value.trim(), { setZone: true }) : value;
		if (at.isValid && at.hour === 0 && at.minute === 0 && at.second === 0) return at.toISODate() ?? undefined;
	}
	return undefined;
}

/** What to say of a date whose day, such as {{ $today }}, is another one in the report's time zone. */
function movedDay(label: string, value: unknown, day: DateTime): string[] {
	const shown = dayOfMidnight(value);
	if (shown === undefined || shown === day.toISODate()) return [];
	return [
		`'${label}' shows ${shown}, but in the report's time zone (${String(day.zoneName)}) it is still ${String(day.toISODate())} at that moment, which is the day that counts.`,
	];
}

/**
 * Whole days from a first to a last one, both included. A time of day does not count; a moment with an
 * offset is the day that it falls on in the report's time zone.
 *
 * @throws InputError for anything that names no day, an end before the start, and more than 366 days
 */
export function customPeriod(
	{ startDate, endDate }: { startDate: unknown; endDate: unknown },
	zone: string,
	now: number,
): Period {
	const first = noonOf(toMoment(startDate, zone, FIRST_DAY), zone);
	const last = noonOf(toMoment(endDate, zone, LAST_DAY), zone);
	const days = Math.round(last.diff(first, 'days').days) + 1;
	if (days < 1) {
		throw new InputError(
			`'${LAST_DAY}' (${last.toISODate()}) lies before '${FIRST_DAY}' (${first.toISODate()})`,
			'Swap them.',
		);
	}
	if (days > MOST_DAYS) {
		throw new InputError(
			`The period has ${days} days: from ${first.toISODate()} to ${last.toISODate()}. IQM reports on at most ${MOST_DAYS}`,
			'Choose a shorter period.',
		);
	}
	const moved = [
		...movedDay(FIRST_DAY, startDate, first),
		...movedDay(LAST_DAY, endDate, last),
	];
	return { ...wholeDays(first, last, now), ...(moved.length > 0 ? { moved } : {}) };
}
