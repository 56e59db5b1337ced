import type { IDataObject } from 'n8n-workflow';

import { flagOf } from '../ground/flags';
import { contentOf } from '../ground/json';
import { plainNumber } from '../ground/numbers';
import { isBlank, isObject, quote } from '../ground/plain';
import { plainText } from './sameText';

/** A field of a request that its answer repeats with another value. */
export interface Contradiction {
	/** The form's word for the field. */
	label: string;
	wanted: unknown;
	present: unknown;
}

/** From here on a number may be a time in seconds. */
const LEAST_SECONDS = 100_000_000;
const LEAST_MILLISECONDS = 100_000_000_000;

/** The year 5138: a larger number is not a time. */
const MOST_MILLISECONDS = 100_000_000_000_000;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

/** The relative difference that floats may leave between two equal numbers. */
const FLOAT_NOISE = 1e-9;

function isNothing(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	if (isObject(value)) return Object.keys(value).length === 0;
	return isBlank(value);
}

interface Moment {
	ms: number;
	/** Whether milliseconds were written, rather than seconds. */
	isFine: boolean;
}

/** A time from seconds, milliseconds or ISO text, which is in UTC unless it has a zone. */
function momentOf(value: unknown): Moment | undefined {
	if (typeof value === 'string' && MOMENT.test(value.trim())) {
		const text = value.trim().replace(' ', 'T');
		const ms = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
		return Number.isNaN(ms) ? undefined : { ms, isFine: /:\d{2}\.\d/.test(text) };
	}
	const number = plainNumber(value);
	if (!Number.isInteger(number) || number < LEAST_SECONDS || number > MOST_MILLISECONDS) {
		return undefined;
	}
	return number < LEAST_MILLISECONDS
		? { ms: number * 1_000, isFine: false }
		: { ms: number, isFine: true };
}

/** Whether two values are the same time, in the coarser of their units: days, seconds, milliseconds. */
function isSameTime(wanted: unknown, present: unknown): boolean {
	const [one, other] = [wanted, present].map((value) =>
		typeof value === 'string' ? value.trim() : value,
	);
	const isDay = [one, other].map((value) => typeof value === 'string' && DAY.test(value));
	if (isDay[0] !== isDay[1]) {
		const [day, moment] = isDay[0] ? [one, other] : [other, one];
		const found = momentOf(moment);
		if (found === undefined) return false;
		return new Date(found.ms).toISOString().startsWith(String(day));
	}
	// Two numbers may be amounts: a caller that knows they are times brings them to one unit.
	if (typeof one === 'number' && typeof other === 'number') return false;
	const [first, second] = [momentOf(one), momentOf(other)];
	if (first === undefined || second === undefined) return false;
	if (first.isFine && second.isFine) return first.ms === second.ms;
	return Math.floor(first.ms / 1_000) === Math.floor(second.ms / 1_000);
}

/** Whole numbers may be IDs: they must match exactly. */
function isSameNumber(wanted: number, present: number): boolean {
	if (Number.isInteger(wanted) && Number.isInteger(present)) return wanted === present;
	return Math.abs(wanted - present) <= Math.abs(wanted) * FLOAT_NOISE;
}

/** A number that can be compared with text: neither an ID with leading zeros nor one beyond 2^53. */
function comparable(value: unknown): number {
	const number = plainNumber(value);
	const isExact = !Number.isInteger(number) || Number.isSafeInteger(number);
	return isExact && !/^\s*-?0\d/.test(String(value)) ? number : NaN;
}

/** Whether a text is a list as some servers write it, with a comma at its start or end: `,13,`. */
function hasOuterComma(value: unknown): boolean {
	if (typeof value !== 'string' || !/^,|,$/.test(value.trim())) return false;
	return value.split(',').every((entry) => /^[\w.-]*$/.test(entry.trim()));
}

/** The entries of a list, which may be JSON text, or text with commas between and around its entries. */
function entriesOf(value: unknown): unknown[] {
	const content = typeof value === 'string' && /^\s*\[/.test(value) ? contentOf(value) : value;
	if (Array.isArray(content)) return content as unknown[];
	if (isNothing(content)) return [];
	if (typeof content !== 'string') return [content];
	return content.split(',').filter((entry) => !isBlank(entry));
}

/** A list entry as a key: entries with the same meaning have the same key. */
function keyOf(entry: unknown): string {
	if (isObject(entry)) {
		const fields = Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1));
		return JSON.stringify(fields.map(([name, value]) => [name, keyOf(value)]));
	}
	if (Array.isArray(entry)) return JSON.stringify(entry.map(keyOf).sort());
	const number = comparable(entry);
	return Number.isNaN(number) ? plainText(String(entry)).toLowerCase() : String(number);
}

/** Fields that identify an entry of which only the identifier was sent: 5 comes back as `{"id": 5}`. */
const NAMING = ['id', 'code', 'key', 'value', 'name', 'country', 'language', 'type'];

/** Whether an entry comes back with more fields than it was sent with. */
function isEntry(wanted: unknown, present: unknown): boolean {
	if (!isObject(present)) return false;
	if (!isObject(wanted)) {
		const named = NAMING.filter((name) => name in present && typeof present[name] !== 'object');
		return named.some((name) => keyOf(present[name]) === keyOf(wanted));
	}
	const both = Object.keys(wanted).filter((name) => present[name] !== undefined);
	return (
		both.length > 0 &&
		both.every((name) => {
			const [one, other] = [wanted[name], present[name]];
			return keyOf(one) === keyOf(other) || meansSame(one, other);
		})
	);
}

/** Entries sorted by what identifies them, so that long lists are not compared pair by pair. */
function inOrder(entries: unknown[], like: unknown): unknown[] {
	const names = isObject(like) ? Object.keys(like) : NAMING;
	const orderOf = (entry: unknown): string =>
		keyOf(isObject(entry) ? names.map((name) => entry[name]).find((it) => !isBlank(it)) : entry);
	return entries
		.map((entry) => ({ entry, order: orderOf(entry) }))
		.sort((a, b) => (a.order < b.order ? -1 : 1))
		.map(({ entry }) => entry);
}

function isSameList(wanted: unknown, present: unknown): boolean {
	const [ones, others] = [wanted, present].map(
		(value) => new Map(entriesOf(value).map((entry) => [keyOf(entry), entry])),
	);
	if (ones.size !== others.size) return false;
	const missing = [...ones].filter(([key]) => !others.delete(key)).map(([, entry]) => entry);
	const left = new Set(inOrder([...others.values()], missing[0]));
	return inOrder(missing, missing[0]).every((one) => {
		for (const other of left) if (isEntry(one, other)) return left.delete(other);
		return false;
	});
}

function isSameText(wanted: string, present: unknown): boolean {
	if (typeof present === 'object') return false;
	const text = String(present);
	if (plainText(wanted) === plainText(text)) return true;
	const numbers = [comparable(wanted), comparable(present)];
	return !numbers.some(Number.isNaN) && isSameNumber(numbers[0], numbers[1]);
}

/**
 * Whether an answer means what was sent: numbers as numbers ("0.50" is 0.5), texts trimmed and in NFC,
 * addresses and HTML's signs encoded or not, lists as sets, objects (also in lists) by the fields that
 * both have, times in the coarser unit, yes and no in all spellings. An answer of nothing means false,
 * an empty list or an empty text, and contradicts everything else.
 */
export function meansSame(wanted: unknown, present: unknown): boolean {
	if (isNothing(wanted)) return isNothing(present);
	if (typeof wanted === 'boolean') {
		return isNothing(present) ? !wanted : flagOf(present) === wanted;
	}
	if (isObject(wanted)) {
		const content = typeof present === 'string' ? contentOf(present) : present;
		// Some servers write an object without fields as an empty list.
		if (Array.isArray(content) && content.length === 0) return true;
		if (!isObject(content)) return false;
		return Object.keys(wanted)
			.filter((name) => content[name] !== undefined)
			.every((name) => meansSame(wanted[name], content[name]));
	}
	if (isNothing(present)) return false;
	if (Array.isArray(wanted) || Array.isArray(present)) return isSameList(wanted, present);
	if (hasOuterComma(present) || hasOuterComma(wanted)) return isSameList(wanted, present);
	if (isSameTime(wanted, present)) return true;
	if (typeof wanted === 'number') {
		const number = plainNumber(present);
		return !Number.isNaN(number) && isSameNumber(wanted, number);
	}
	return isSameText(String(wanted), present);
}

/**
 * The fields that an answer repeats with a meaning other than what was sent; a field that it leaves
 * out is not one of them. See {@link meansSame}.
 *
 * @param labels the form's words for the fields; the API's own name is used for a missing one
 * @param codes fields whose values are codes: "GB" is "gb"
 */
export function contradictions(
	sent: IDataObject,
	answered: unknown,
	labels: Record<string, string>,
	codes: string[] = [],
): Contradiction[] {
	if (!isObject(answered)) return [];
	return Object.entries(sent)
		.filter(([name, wanted]) => {
			const present = answered[name];
			if (wanted === undefined || present === undefined) return false;
			if (meansSame(wanted, present)) return false;
			const areTexts = typeof wanted === 'string' && typeof present === 'string';
			if (!codes.includes(name) || !areTexts) return true;
			return !meansSame(wanted.toLowerCase(), present.toLowerCase());
		})
		.map(([name, wanted]) => ({
			label: labels[name] ?? name,
			wanted,
			present: answered[name],
		}));
}

/** The same for a list of rows, each found in the answer by its key. */
export function rowContradictions(
	sent: IDataObject[],
	answered: IDataObject[],
	keyOfRow: (row: IDataObject) => string,
	labelsOf: (index: number) => Record<string, string>,
): Contradiction[] {
	const byKey = new Map(answered.map((row) => [keyOfRow(row), row]));
	return sent.flatMap((row, index) => {
		const key = keyOfRow(row);
		const other = byKey.get(key);
		return other === undefined ? [] : contradictions(row, other, labelsOf(index));
	});
}

/** The most differences that a message lists. */
const MOST_LISTED = 5;

function differenceOf({ label, wanted, present }: Contradiction): string {
	if (isNothing(present)) return `'${label}' holds no value, not ${quote(wanted)}`;
	return `'${label}' is ${quote(present)}, not ${isNothing(wanted) ? 'empty' : quote(wanted)}`;
}

/** The differences in words: "'Name' is 'Old', not 'New'", "'Bid' holds no value, not '2'". */
export function differenceWords(found: Contradiction[]): string {
	const words = found.slice(0, MOST_LISTED).map(differenceOf);
	const more = found.length - words.length;
	return words.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
