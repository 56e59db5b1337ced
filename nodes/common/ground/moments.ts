import type { IDataObject } from 'n8n-workflow';
import { DateTime, IANAZone } from 'luxon';

import { InputError } from './errors';
import { isBlank, plainNumber, quote } from './values';

/**
 * Nothing that runs or is searched for lies outside these years: such a moment was mistyped or
 * misread.
 */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/** Below this a number is read as seconds: in milliseconds it would lie before March 1973. */
const LARGEST_SECONDS = 100_000_000_000;

/** The name by which Luxon knows a time zone, also from a label with blanks in place of underscores. */
export function ianaName(name: unknown): string | undefined {
	const zone = isBlank(name) ? '' : String(name).trim().replaceAll(' ', '_');
	return IANAZone.isValidZone(zone) ? zone : undefined;
}

/** A time since 1970 in milliseconds, whether it was given in them or in seconds: its size tells. */
export function asMilliseconds(time: number): number {
	return time < LARGEST_SECONDS ? time * 1_000 : time;
}

/** Text names a moment only together with its offset. */
const WHOLE_MOMENT = /T.*(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * A time of an answer as ISO 8601 text with its offset, as all results show it. A number's size tells
 * whether it is in seconds or in milliseconds: documents and their samples differ in that. 0 is how APIs
 * write "none", for which null stands, as it does for nothing; what is no moment stays as the API said it.
 *
 * @param zone IANA name of the time zone whose offset the text has
 */
export function isoText(said: unknown, zone = 'utc'): IDataObject[string] {
	if (isBlank(said) || plainNumber(said) === 0) return null;
	const isText = typeof said === 'string' && WHOLE_MOMENT.test(said);
	const number = plainNumber(said);
	const asSaid = said as IDataObject[string];
	if (!isText && !Number.isFinite(number)) return asSaid;
	const moment = isText
		? DateTime.fromISO(said, { zone })
		: DateTime.fromMillis(asMilliseconds(number), { zone });
	return moment.isValid ? moment.toISO({ suppressMilliseconds: true }) : asSaid;
}

/**
 * A moment as messages tell it to people: "2026-11-28 08:00 (America/New_York)". Seconds stand there only if
 * there are any, as at the end of a day.
 *
 * @param ms milliseconds since 1970
 * @param zone IANA name of the time zone in which it is told; without one, in UTC, and the text says so
 */
export function momentText(ms: number, zone?: string): string {
	const at = DateTime.fromMillis(ms, { zone: zone ?? 'utc' });
	const text = at.toFormat(at.second === 0 ? 'yyyy-MM-dd HH:mm' : 'yyyy-MM-dd HH:mm:ss');
	return zone === undefined ? `${text} UTC` : `${text} (${zone})`;
}

/** No place is further from UTC; in hours. */
const LARGEST_OFFSET = 14;

/** A day without a time: ISO 8601's calendar date, with or without hyphens, or its week date. */
const DAY = /^(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4}-W\d{2}-\d)$/;
const DAY_AND_TIME = /^(?:\d{4}-\d{2}-\d{2}[T ]|\d{8}T|\d{4}-W\d{2}-\dT)\d{2}/i;
const OFFSET = /[T ].*[+-](\d{2}):?\d{0,2}$/i;

/** The same or a Z; and `fromSQL` knows zones by name. */
const HAS_OFFSET = /[T ].*(?:[+-]\d{2}:?\d{0,2}|[a-z])$/i;

/** Ten digits that could be a date and an hour as well as seconds of the years 2033 to 2036. */
const DAY_AND_HOUR = /^(?:20\d{2}|2100)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])$/;

/** Days since the end of 1899, as spreadsheets count them, possibly with a time as their fraction. */
const SERIAL_DAY = /^(\d{5})(?:\.\d+)?$/;
const DAYS_BEFORE_1970 = 25_569;
const MS_OF_A_DAY = 86_400_000;

const WAYS =
	'Use the date picker, ISO 8601 text such as 2026-03-01T09:00:00Z, or seconds or milliseconds since 1970.';

/** What a value names: one moment, or a whole day in the field's time zone, by its first moment. */
interface Reading {
	at: DateTime;
	isDay: boolean;
}

/** A Luxon or JavaScript date; n8n may hand over one of its own copy of Luxon. */
function isTime(value: unknown): value is Date | DateTime {
	return (
		value instanceof Date ||
		(typeof value === 'object' && value !== null && 'toMillis' in value && 'toISO' in value)
	);
}

function unreadable(value: unknown, label: string, advice = WAYS): InputError {
	// JSON has no word for an invalid date.
	const shown = isTime(value) ? String(value) : value;
	return new InputError(`'${label}' is not a date: ${quote(shown)}`, advice);
}

/** Why digits are not taken for seconds or milliseconds; undefined if they are. */
function adviceOnDigits(digits: string): string | undefined {
	const { length } = digits;
	if (length === 14 || (length === 12 && /^(?:19|20|21)/.test(digits))) {
		return 'It looks like a date without separators: write it as 2026-03-01T09:00:00.';
	}
	if (length === 16 || length === 19) {
		const unit = length === 16 ? 'microseconds' : 'nanoseconds';
		return `It looks like ${unit} since 1970: enter seconds or milliseconds, or 2026-03-01T09:00:00.`;
	}
	if (DAY_AND_HOUR.test(digits)) {
		return 'It could be a date and hour without separators or seconds since 1970: write it as 2026-03-01T09:00:00Z.';
	}
	return undefined;
}

function adviceOnText(text: string): string {
	if (/^\d{4}(-\d{2})?$/.test(text) || /^\d{4}-?W\d{2}$/i.test(text)) {
		return 'It is a month, a week or a year: enter a day, such as 2026-03-01, or a day and a time.';
	}
	const serial = SERIAL_DAY.exec(text)?.[1];
	if (serial !== undefined) {
		const ms = (Number(serial) - DAYS_BEFORE_1970) * MS_OF_A_DAY;
		const day = DateTime.fromMillis(ms, { zone: 'utc' });
		if (day.year >= FIRST_YEAR && day.year <= LAST_YEAR) {
			return `${serial} looks like a spreadsheet's date number: format it as text such as ${day.toFormat('yyyy-MM-dd')}.`;
		}
	}
	if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b/.test(text)) {
		return 'Write the year first, such as 2027-03-31: it is unclear which number is the month.';
	}
	if (/^\d{4}[/.]\d{1,2}[/.]\d{1,2}\b/.test(text)) {
		return 'Write it with hyphens and two digits each, such as 2027-03-31.';
	}
	return WAYS;
}

function readNumber(text: string, value: unknown, label: string): DateTime {
	const advice = adviceOnDigits(text.replace(/\..*$/, ''));
	if (advice !== undefined) throw unreadable(value, label, advice);
	const number = Number(text);
	const ms = asMilliseconds(number);
	return DateTime.fromMillis(Math.floor(ms));
}

/**
 * The first of two moments with the same clock time, where clocks went back in between: Luxon takes the one
 * or the other by the season in which it is asked, and the same text must always be the same moment.
 */
function firstOf(at: DateTime): DateTime {
	return at.isValid ? (at.getPossibleOffsets()[0] ?? at) : at;
}

function readText(text: string, zone: string, value: unknown, label: string): Reading {
	if (DAY.test(text)) return { at: firstOf(DateTime.fromISO(text, { zone })), isDay: true };
	if (/^\d{9,}(?:\.\d+)?$/.test(text)) {
		return { at: readNumber(text, value, label), isDay: false };
	}
	// Luxon would read text without a day as a time of today: "12" would be noon.
	const offset = OFFSET.exec(text)?.[1];
	if (!DAY_AND_TIME.test(text) || Number(offset ?? 0) > LARGEST_OFFSET) {
		throw unreadable(value, label, adviceOnText(text));
	}
	const iso = DateTime.fromISO(text, { zone });
	const at = iso.isValid ? iso : DateTime.fromSQL(text, { zone });
	return { at: HAS_OFFSET.test(text) ? at : firstOf(at), isDay: false };
}

function readAny(value: unknown, zone: string, label: string): Reading {
	if (isBlank(value) || typeof value === 'boolean') throw unreadable(value, label);
	if (isTime(value)) return { at: DateTime.fromMillis(value.valueOf()), isDay: false };
	if (typeof value === 'object') throw unreadable(value, label);
	return readText(String(value).trim(), zone, value, label);
}

function checkYear(at: DateTime, value: unknown, label: string): void {
	if (at.year >= FIRST_YEAR && at.year <= LAST_YEAR) return;
	throw new InputError(
		`'${label}' is in the year ${at.year}, not in ${FIRST_YEAR} to ${LAST_YEAR}: ${quote(value)}`,
		WAYS,
	);
}

function read(value: unknown, zone: string, label: string): Reading {
	const { at, isDay } = readAny(value, zone, label);
	if (!at.isValid) throw unreadable(value, label, adviceOnText(String(value)));
	const there = at.setZone(zone);
	checkYear(there, value, label);
	return { at: there, isDay };
}

/**
 * A moment from a date-time picker, ISO 8601 text, a number (seconds or milliseconds since the epoch,
 * also as text) or a Luxon or JavaScript date. Text without an offset is in `zone`; a day without a
 * time, also as the number 20260301, is its first second there.
 *
 * @returns milliseconds since the epoch
 * @throws InputError for anything that names no moment, or one outside the years 2000 to 2100
 */
export function toMoment(value: unknown, zone: string, label: string): number {
	return read(value, zone, label).at.toMillis();
}

/**
 * The same for the end of something that includes its last day: a day without a time is its last
 * second.
 */
export function toEnd(value: unknown, zone: string, label: string): number {
	const { at, isDay } = read(value, zone, label);
	return (isDay ? at.endOf('day').startOf('second') : at).toMillis();
}

/** No clock is earlier than in the first of these time zones, and none later than in the second. */
export const ENDS_OF_EARTH = ['UTC+14', 'UTC-12'] as const;

/**
 * Whether a date means another moment in another time zone: text without an offset does. What is no date
 * does not; reading it says what is wrong with it.
 */
export function needsZone(value: unknown): boolean {
	try {
		const [first, last] = ENDS_OF_EARTH.map((zone) => readAny(value, zone, ''));
		return first.at.isValid && first.at.toMillis() !== last.at.toMillis();
	} catch {
		return false;
	}
}

/** What the description of an end says about a day without a time. */
export const END_OF_DAY = 'A date without a time, such as 2026-03-31, means its last second.';

/** The same for a start. */
export const START_OF_DAY = 'A date without a time means its first second.';

/**
 * A number in the API's own unit, as "Additional JSON" holds times.
 *
 * @returns the number unchanged
 * @throws InputError for the other unit, and for a year outside 2000 to 2100
 */
export function toEpoch(value: unknown, label: string, unit: 'seconds' | 'milliseconds'): number {
	const time = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
	if (typeof time !== 'number' || !Number.isSafeInteger(time) || time < 0) {
		throw new InputError(
			`'${label}' must be a whole number of ${unit} since 1970, not ${quote(value)}`,
		);
	}
	if (time < LARGEST_SECONDS !== (unit === 'seconds')) {
		throw new InputError(
			`'${label}' must be in ${unit} since 1970, not ${quote(value)}`,
			`This number looks like ${unit === 'seconds' ? 'milliseconds' : 'seconds'}.`,
		);
	}
	const ms = unit === 'seconds' ? time * 1_000 : time;
	// In the zone where the year ends last, so that no zone's last second of 2100 is refused.
	checkYear(DateTime.fromMillis(ms, { zone: 'UTC-12' }), value, label);
	return time;
}
