import type { IDataObject } from 'n8n-workflow';

import { parseJson } from '../../common/json';
import { isBlank, isObject } from '../../common/plain';

/** A field whose answer says something else than what was sent. */
export interface Contradiction {
	/** The form's words for it. */
	label: string;
	wanted: unknown;
	present: unknown;
}

/** Names of fields that hold moments: their unit differs from answer to answer. */
const MOMENT = /(?:[tT]ime|[dD]ate|At)$/;

/** Numbers from here on are milliseconds since the epoch, below they are seconds. */
const LEAST_MS = 100_000_000_000;

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** A text as it is compared: APIs trim it, store it in NFC, and answer it as HTML holds it. */
function plainText(value: unknown): string {
	return String(value)
		.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name])
		.normalize('NFC')
		.replace(/\s+/gu, ' ')
		.trim();
}

function numberOf(value: unknown): number | undefined {
	if (typeof value === 'number') return value;
	if (typeof value !== 'string' || !DECIMAL.test(value.trim())) return undefined;
	// Beyond 2^53 the digits themselves are compared.
	const number = Number(value);
	return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

function booleanOf(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const text = String(value).trim().toLowerCase();
	if (['true', '1', 'yes'].includes(text)) return true;
	return ['false', '0', 'no'].includes(text) ? false : undefined;
}

/** Seconds since the epoch, of a number in either unit or of an ISO text. */
function secondsOf(value: unknown): number | undefined {
	const number = numberOf(value);
	const ms =
		number === undefined ? Date.parse(String(value)) : number >= LEAST_MS ? number : number * 1_000;
	return Number.isFinite(ms) ? Math.floor(ms / 1_000) : undefined;
}

/** What a text of JSON holds, which APIs answer for objects and lists; any other value as it is. */
function unpackedJson(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
	try {
		return parseJson(value);
	} catch {
		return value;
	}
}

/** The entries of a list, or of a text that holds one with commas. */
function entriesOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	return isBlank(value)
		? []
		: String(value)
				.split(',')
				.filter((part) => part.trim() !== '');
}

function isSameList(wanted: unknown, present: unknown, name: string): boolean {
	const [left, right] = [entriesOf(wanted), entriesOf(present)];
	const holds = (list: unknown[], entry: unknown): boolean =>
		list.some((one) => isSameValue(one, entry, name));
	return left.every((entry) => holds(right, entry)) && right.every((entry) => holds(left, entry));
}

/**
 * Whether two values mean the same: numbers as numbers ("0.50" is 0.5), texts trimmed and in NFC, lists
 * as sets, moments in seconds, booleans in their spellings.
 *
 * @param name the field's name, which tells a moment
 */
export function isSameValue(wanted: unknown, present: unknown, name = ''): boolean {
	if (wanted === present) return true;
	const [sent, answered] = [unpackedJson(wanted), unpackedJson(present)];
	if (sent !== wanted || answered !== present) return isSameValue(sent, answered, name);
	if (Array.isArray(wanted) || Array.isArray(present)) return isSameList(wanted, present, name);
	if (isObject(wanted) || isObject(present)) {
		return (
			isObject(wanted) && isObject(present) && contradictions(wanted, present, {}).length === 0
		);
	}
	// No moment at all is answered as 0 too.
	const isNone = (value: unknown): boolean =>
		isBlank(value) || (MOMENT.test(name) && Number(value) === 0);
	if (isBlank(wanted) || isBlank(present)) return isNone(wanted) && isNone(present);
	if (typeof wanted === 'boolean' || typeof present === 'boolean') {
		const [left, right] = [booleanOf(wanted), booleanOf(present)];
		return left !== undefined && left === right;
	}
	if (MOMENT.test(name)) {
		const [left, right] = [secondsOf(wanted), secondsOf(present)];
		if (left !== undefined && right !== undefined) return left === right;
	}
	const [left, right] = [numberOf(wanted), numberOf(present)];
	if (left !== undefined && right !== undefined) return left === right;
	if (/status$/i.test(name)) {
		return plainText(wanted).toLowerCase() === plainText(present).toLowerCase();
	}
	const [one, other] = [plainText(wanted), plainText(present)];
	if (one === other) return true;
	// "1,2" and "2,1": lists travel as text.
	return one.includes(',') && /^[\d\s,]+$/.test(one) && isSameList(one, other, name);
}

/**
 * Compares what was sent with what an answer repeats of it. A field that the answer leaves out says
 * nothing; one that it answers with nothing, where something was sent, is a difference.
 *
 * @param sent fields under the names of the answer
 * @param labels the form's words for them
 */
export function contradictions(
	sent: IDataObject,
	answered: unknown,
	labels: Record<string, string>,
): Contradiction[] {
	if (!isObject(answered)) return [];
	return Object.entries(sent).flatMap(([name, wanted]) => {
		const present = answered[name];
		if (wanted === undefined || present === undefined) return [];
		if (isSameValue(wanted, present, name)) return [];
		return [{ label: labels[name] ?? name, wanted, present }];
	});
}
