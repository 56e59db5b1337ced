import { DateTime } from 'luxon';

import type { PeriodName } from '../../../nodes/Iqm/IqmReport/operations/report/periods';
import { customPeriod, presetPeriod } from '../../../nodes/Iqm/IqmReport/operations/report/periods';

type Preset = Exclude<PeriodName, 'custom'>;

/** Time zones with the days on which their clocks changed, and whether midnight came twice then. */
const SWITCHES: Array<[string, string, string, 'twice' | 'once']> = [
	['America/New_York', '2026-03-08', '2026-11-01', 'once'],
	['America/Los_Angeles', '2026-03-08', '2026-11-01', 'once'],
	['America/Havana', '2026-03-08', '2026-11-01', 'twice'],
	['America/Santiago', '2026-09-06', '2026-04-05', 'once'],
	['America/Asuncion', '2023-10-01', '2023-03-26', 'once'],
	['America/Sao_Paulo', '2018-11-04', '2018-02-18', 'once'],
	['Asia/Beirut', '2026-03-29', '2026-10-25', 'once'],
	['Africa/Cairo', '2026-04-24', '2026-10-30', 'once'],
	['Europe/London', '2026-03-29', '2026-10-25', 'once'],
	['Atlantic/Azores', '2026-03-29', '2026-10-25', 'twice'],
	['Australia/Lord_Howe', '2026-10-04', '2026-04-05', 'once'],
	['Pacific/Auckland', '2026-09-27', '2026-04-05', 'once'],
];

/** A day some days later, counted without any time zone. */
function later(day: string, days: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const monthStart = (day: string): string => `${day.slice(0, 7)}-01`;

const DAYS: Record<Preset, (today: string) => [string, string]> = {
	yesterday: (today) => [later(today, -1), later(today, -1)],
	today: (today) => [today, today],
	last7Days: (today) => [later(today, -7), later(today, -1)],
	last30Days: (today) => [later(today, -30), later(today, -1)],
	thisMonth: (today) => [monthStart(today), today],
	lastMonth: (today) => {
		const last = later(monthStart(today), -1);
		return [monthStart(last), last];
	},
};

/** The first moment of a day; where midnight comes twice, Luxon has the second one. */
function startOf(day: string, zone: string, twice: string[]): number {
	const luxon = DateTime.fromISO(day, { zone }).startOf('day').toMillis();
	return twice.includes(day) ? luxon - 3_600_000 : luxon;
}

const endOf = (day: string, zone: string): number =>
	DateTime.fromISO(day, { zone }).endOf('day').startOf('second').toMillis();

/** A moment as the clocks of a zone show it, without Luxon. */
function shownIn(zone: string, ms: number): string {
	return new Intl.DateTimeFormat('sv-SE', {
		timeZone: zone,
		dateStyle: 'short',
		timeStyle: 'medium',
	}).format(ms);
}

const NAMES = Object.keys(DAYS) as Preset[];

describe.each(SWITCHES)('%s', (zone, forward, back, midnight) => {
	const twice = midnight === 'twice' ? [back] : [];
	// Also the day and the week after, so that the switch lies within, at both ends of and outside a period.
	const todays = [forward, back].flatMap((day) => [0, 1, 7, 8, 30].map((days) => later(day, days)));

	it.each(NAMES)('%s is made of whole days', (name) => {
		for (const today of todays) {
			const [first, last] = DAYS[name](today);
			const [from, to] = [startOf(today, zone, twice), endOf(today, zone)];
			for (const now of [from, from + 1_800_000, Math.floor((from + to) / 2), to]) {
				expect([today, presetPeriod(name, zone, now)]).toEqual([
					today,
					{
						startDate: startOf(first, zone, twice),
						endDate: endOf(last, zone),
						isRunning: last === today,
					},
				]);
			}
			const { startDate, endDate } = presetPeriod(name, zone, from);
			expect(shownIn(zone, startDate).slice(0, 10)).toBe(first);
			expect(shownIn(zone, startDate - 1).slice(0, 10)).toBe(later(first, -1));
			expect(shownIn(zone, endDate)).toBe(`${last} 23:59:59`);
			expect(shownIn(zone, endDate + 1_000).slice(0, 10)).toBe(later(last, 1));
			expect([startDate % 1_000, endDate % 1_000]).toEqual([0, 0]);
		}
	});

	it('a custom period across both switches has the same days', () => {
		const [first, last] = [forward, back].sort();
		expect(customPeriod({ startDate: first, endDate: last }, zone, 0)).toEqual({
			startDate: startOf(first, zone, twice),
			endDate: endOf(last, zone),
			isRunning: true,
		});
	});
});

it("gives the milliseconds of IQM's own sample", () => {
	const days = { startDate: '2025-06-11', endDate: '2025-09-11' };
	expect(customPeriod(days, 'US/Eastern', 1_800_000_000_000)).toEqual({
		startDate: 1_749_614_400_000,
		endDate: 1_757_649_599_000,
		isRunning: false,
	});
});

it('begins at 01:00 where a day has no midnight', () => {
	const { startDate } = customPeriod({ startDate: '2026-03-29', endDate: '2026-03-29' }, 'Asia/Beirut', 0);
	expect(shownIn('Asia/Beirut', startDate)).toBe('2026-03-29 01:00:00');
});

it.each<[unknown, string]>([
	['2026-03-10T23:30:00', '2026-03-10'],
	['2026-03-11T02:00:00Z', '2026-03-10'],
	[Date.parse('2026-03-10T12:00:00Z'), '2026-03-10'],
	[DateTime.fromISO('2026-03-10T12:00', { zone: 'America/New_York' }), '2026-03-10'],
])('the day of %s in the zone counts, not its time', (startDate, day) => {
	const { startDate: start } = customPeriod({ startDate, endDate: '2026-03-12' }, 'America/New_York', 0);
	expect(shownIn('America/New_York', start)).toBe(`${day} 00:00:00`);
});

it.each<[string, string, string]>([
	['2026-03-02', '2026-03-01', "'Last Day' (2026-03-01) lies before 'First Day' (2026-03-02)"],
	['2025-01-01', '2026-01-02', 'The period has 367 days: from 2025-01-01 to 2026-01-02. IQM reports on at most 366'],
	['2026-03-32', '2026-03-01', "'First Day' is not a date: '2026-03-32'"],
	['2026-03-01', '', "'Last Day' is not a date: ''"],
])('refuses %s to %s', (startDate, endDate, message) => {
	expect(() => customPeriod({ startDate, endDate }, 'US/Eastern', 0)).toThrow(message);
});

it('takes 366 days', () => {
	expect(() => customPeriod({ startDate: '2025-01-01', endDate: '2026-01-01' }, 'US/Eastern', 0)).not.toThrow();
});
