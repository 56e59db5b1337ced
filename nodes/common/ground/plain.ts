import type { IDataObject } from 'n8n-workflow';

import { InputError } from './errors';
import { parseJson } from './json';
import { comparedName, showsNothing } from './names';

/** What JavaScript turns an object into when it is put into text. */
export const OBJECT_AS_TEXT = '[object Object]';

/** How a value is shown in a message. */
export function quote(value: unknown): string {
	// JSON has no word for Infinity and NaN.
	const isPlain = ['string', 'number', 'bigint'].includes(typeof value);
	const text = isPlain ? String(value) : (JSON.stringify(value) ?? String(value));
	return `'${text.length > 80 ? `${text.slice(0, 80)}…` : text}'`;
}

/** Nothing, NaN, or a text that shows nothing: blanks, zero widths and the like. */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		(typeof value === 'string' && showsNothing(value)) ||
		(typeof value === 'number' && Number.isNaN(value))
	);
}

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nothing, blanks, or a list of only those; a resource locator counts by its value. */
export function isEmpty(value: unknown): boolean {
	if (isObject(value) && '__rl' in value) return isEmpty(value.value);
	return Array.isArray(value) ? value.every(isEmpty) : isBlank(value);
}

/** Non-empty text without surrounding space. */
export function toText(value: unknown, label: string): string {
	if (isBlank(value)) throw new InputError(`'${label}' is empty`, `Enter a value in '${label}'.`);
	if (typeof value === 'object') {
		throw new InputError(`'${label}' must be text, not ${quote(value)}`);
	}
	const text = String(value).trim();
	// Scripts in markup may mention it too.
	if (text.includes(OBJECT_AS_TEXT) && !text.includes('<')) {
		throw new InputError(
			`'${label}' is ${quote(text)}: an object converted to text`,
			'Correct the expression.',
		);
	}
	return text;
}

/**
 * Text unchanged, including blanks around it.
 *
 * @throws InputError that does not quote it
 */
export function toSecret(value: unknown, label: string): string {
	if (isBlank(value)) throw new InputError(`'${label}' is empty`, `Enter a value in '${label}'.`);
	const text = String(value);
	if (typeof value !== 'object' && !text.includes(OBJECT_AS_TEXT)) return text;
	throw new InputError(`'${label}' must be text, not an object`, 'Correct the expression.');
}

/**
 * Text to search names for, on a server that compares it literally: in NFC, with single plain blanks
 * and nothing invisible, as people type names.
 */
export function toSearched(value: unknown, label: string): string {
	return comparedName(toText(value, label));
}

/**
 * @param most the most characters that the API takes
 * @throws InputError that names both lengths
 */
export function checkLength(text: string, label: string, most: number): void {
	if (text.length <= most) return;
	throw new InputError(`'${label}' must have at most ${most} characters, not ${text.length}`);
}

/** What a web address must not contain: blanks of all kinds and invisible signs. */
const BLANK_IN_URL = /[\s\p{Cc}\p{Cf}]/u;

const BLANK_NAMES: Record<string, string> = {
	' ': 'a space',
	'\t': 'a tab',
	'\n': 'a line break',
	'\r': 'a line break',
	'\u00A0': 'a no-break space',
};

/**
 * The error for a web address that contains a blank; undefined for any other.
 *
 * @param url without blanks around it
 */
export function blankInUrl(url: string, label: string): InputError | undefined {
	const at = url.search(BLANK_IN_URL);
	if (at < 0) return undefined;
	const code = (url.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
	const blank = BLANK_NAMES[url[at]] ?? `a character that can't be seen (U+${code})`;
	const before = url.slice(0, at);
	const where = before.length > 40 ? `…${before.slice(-40)}` : before;
	return new InputError(
		`'${label}' contains whitespace, ${blank} after ${quote(where)}: a URL can't contain any`,
		'Remove it, or write %20 in its place.',
	);
}

/**
 * A web address with its protocol, which IQM requires. Macros such as {CACHEBUSTER} stay as they are.
 *
 * @throws InputError that names a blank in it
 */
export function toUrl(value: unknown, label: string): string {
	const url = toText(value, label);
	const blank = /^https?:\/\//i.test(url) ? blankInUrl(url, label) : undefined;
	if (blank !== undefined) throw blank;
	if (/^https?:\/\/[^\s/?#]\S*$/i.test(url)) return url;
	throw new InputError(
		`'${label}' must be a URL starting with https:// or http://, not ${quote(url)}`,
		'For example https://example.com/landing-page.',
	);
}

/** A value as a boolean, also from the text of a spreadsheet or CSV: TRUE, False. */
export function saidBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'string') return undefined;
	const word = value.trim().toLowerCase();
	return word === 'true' ? true : word === 'false' ? false : undefined;
}

export function toBoolean(value: unknown, label: string): boolean {
	const said = saidBoolean(value);
	if (said !== undefined) return said;
	throw new InputError(`'${label}' must be true or false, not ${quote(value)}`);
}

/** The id in a value from a resource locator, a list, an expression or a person. */
export function plainId(value: unknown): unknown {
	if (isObject(value) && 'value' in value) return value.value;
	return value;
}

/** A JSON object, typed as text or from an expression. */
export function toJsonObject(value: unknown, label: string): IDataObject {
	const parsed = toJson(value, label);
	if (isObject(parsed)) return parsed;
	throw new InputError(`'${label}' must be a JSON object such as {"key": 1}, not ${quote(value)}`);
}

/** Any JSON value, typed as text or from an expression; `advice` is for text that is not JSON. */
export function toJson(value: unknown, label: string, advice?: string): unknown {
	if (typeof value !== 'string') return value;
	let reason = '';
	try {
		return parseJson(value);
	} catch (error) {
		reason = (error as Error).message;
	}
	throw new InputError(`'${label}' is not valid JSON: ${reason}`, advice);
}
