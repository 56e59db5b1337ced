import { InputError } from './errors';
import { parseJson } from './json';
import { blankInUrl, isBlank, isObject, OBJECT_AS_TEXT, plainId, quote, toJson, toUrl } from './plain';

/** Commas and semicolons of other scripts: Arabic, ideographic, small, full-width and half-width. */
const OTHER_COMMAS = '\\u060C\\u061B\\u3001\\uFE50\\uFE51\\uFE54\\uFF0C\\uFF1B\\uFF64';

/** What separates entries: also tabs and line breaks, as in spreadsheets. */
const SEPARATORS = `,;\\t\\n\\v\\f\\r\\u0085\\u2028\\u2029${OTHER_COMMAS}`;

const HAS_SEPARATOR = new RegExp(`[${SEPARATORS}]`);

/** An entry in quotes, which may contain separators, or whatever precedes the next separator. */
const ENTRY = new RegExp(`\\s*"((?:[^"]|"")*)"\\s*(?=[${SEPARATORS}]|$)|[^${SEPARATORS}]+`, 'g');

const BETWEEN_CODES = new RegExp(`[\\s${SEPARATORS}]+`);

/** Blanks of all kinds, and invisible signs. */
const AROUND = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** How an address begins, even one whose protocol was forgotten. */
const LIKE_URL = /^["'<]?(?:[a-z]+:\/\/|[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$))/i;

const QUOTED = /^(?:'([^']*)'|“([^”]*)”|‘([^’]*)’|„([^“”]*)[“”]|«([^»]*)»)$/;
const QUOTES_AROUND = /^["'`“”„‘’«»]+|["'`“”„‘’«»]+$/g;

/** A list in brackets, and one of JSON whose other end is missing. */
const IN_BRACKETS = /^\[.*\]$/s;
const BROKEN_JSON = /^[[{]+\s*"|"\s*[\]}]+$/;

/** The same for codes, where the other bracket is missing: [1,2 */
const ONE_BRACKET = /^(?:\[[^\]]*|\{[^}]*|[^[{]*[\]}])$/;

/** A missing entry, whose expression may have given nothing: [1,] */
const GAP = /[[,]\s*,|,\s*\]$/;

/** What is inside the only brackets of a text, unless double quotes make it JSON. */
const INSIDE = /^\[([^[\]{}"]*)\]$/;

const AS_JSON = 'In JSON, put each entry in double quotes: ["02139", "35005"].';

/** Web addresses are split where the next one begins: they may contain commas themselves. */
const BETWEEN_URLS = new RegExp(`[\\s\\p{Cf}]+|[,;${OTHER_COMMAS}]\\s*(?=["'<]?https?://)`, 'iu');

const ENDS_OF_URL = new RegExp(`^[,;${OTHER_COMMAS}]+|[,;${OTHER_COMMAS}]$`, 'gu');

/**
 * Parses a text as a JSON list.
 *
 * @returns the entries, or undefined for a text that is not JSON
 * @throws InputError for JSON other than a list, and for a list without one of its ends, whose
 *   brackets and quotes would become part of the entries
 */
function jsonList(text: string, label: string): unknown[] | undefined {
	if (text.includes(OBJECT_AS_TEXT)) return undefined;
	if (IN_BRACKETS.test(text) || /^\{.*\}$/s.test(text)) {
		let parsed: unknown;
		try {
			parsed = parseJson(text);
		} catch {
			parsed = undefined;
		}
		if (Array.isArray(parsed)) return parsed;
		if (isObject(parsed)) {
			throw new InputError(`'${label}' must be a list such as ["a", "b"], not ${quote(text)}`);
		}
	}
	if (BROKEN_JSON.test(text)) toJson(text, label, AS_JSON);
	return undefined;
}

function insideBrackets(text: string): string | undefined {
	return text.includes(OBJECT_AS_TEXT) ? undefined : INSIDE.exec(text)?.[1];
}

/**
 * A list of codes given as JSON text, as expressions and AI agents like to do. Brackets around codes
 * that are not JSON, as in [02139,35005], are removed.
 *
 * @throws InputError for an object, and for broken JSON
 */
export function unpacked(value: unknown, label: string): unknown {
	if (typeof value !== 'string') return value;
	const text = value.trim();
	const inside = jsonList(text, label) ?? insideBrackets(text);
	const isBroken = inside === undefined ? ONE_BRACKET.test(text) : GAP.test(text);
	if (isBroken && !Array.isArray(inside)) toJson(text, label, AS_JSON);
	return inside ?? value;
}

/**
 * The same for a list of texts, which may contain brackets of their own: "[US] phones".
 *
 * @throws InputError also for brackets around several texts, which are ambiguous
 */
export function unpackedTexts(value: unknown, label: string): unknown {
	if (typeof value !== 'string') return value;
	const text = value.trim();
	const entries = jsonList(text, label);
	if (entries !== undefined) return entries;
	const inside = insideBrackets(text);
	if (inside === undefined || !HAS_SEPARATOR.test(inside)) return value;
	throw new InputError(
		`'${label}' must be a list such as ["a", "b"], not ${quote(text)}`,
		'In JSON, put each entry in double quotes. Otherwise leave out the brackets.',
	);
}

function splitNames(text: string): string[] {
	return [...text.matchAll(ENTRY)].map(([plain, quoted]) => {
		if (quoted !== undefined) return quoted.replaceAll('""', '"').replace(AROUND, '');
		const trimmed = plain.replace(AROUND, '');
		const inner = QUOTED.exec(trimmed)
			?.slice(1)
			.find((part) => part !== undefined);
		return (inner ?? trimmed).replace(AROUND, '');
	});
}

function splitCodes(text: string): string[] {
	return text
		.replace(/\p{Cf}/gu, '')
		.split(BETWEEN_CODES)
		.map((part) => part.replace(QUOTES_AROUND, ''));
}

function entriesOf(value: unknown, label: string, split: (text: string) => string[]): string[] {
	const given: unknown[] = Array.isArray(value) ? value.map(plainId) : [plainId(value)];
	const entries = given.flatMap((entry) => {
		if (isBlank(entry)) return [];
		if (typeof entry === 'object' || typeof entry === 'boolean') {
			throw new InputError(`'${label}' must be a list of values, not ${quote(value)}`);
		}
		checkExact(entry, label);
		const text = String(entry);
		if (text.includes(OBJECT_AS_TEXT)) checkGiven(OBJECT_AS_TEXT, label);
		const parts = split(text).filter((part) => !isBlank(part));
		for (const part of parts) checkGiven(part, label);
		return parts;
	});
	checkAny(entries, given, value, label);
	return entries;
}

/** @throws InputError if a value led to no entries: an empty filter would let everything through */
function checkAny(entries: string[], given: unknown[], value: unknown, label: string): void {
	if (entries.length > 0 || given.every(isBlank)) return;
	throw new InputError(
		`'${label}' holds no value, only separators: ${quote(value)}`,
		'Enter the values between them.',
	);
}

/** @throws InputError for a whole number beyond 2^53: it has already lost its last digits */
export function checkExact(value: unknown, label: string): void {
	if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return;
	throw new InputError(
		`'${label}' holds the number ${value}, which is too large to be exact`,
		'Its last digits are lost. Enter it as text.',
	);
}

/** A missing value in the text of an expression must not become an entry. */
function checkGiven(entry: string, label: string): void {
	if (!/^(undefined|null|NaN|\[object Object\])$/.test(entry)) return;
	throw new InputError(
		`'${label}' holds ${quote(entry)}, which is what an expression without a value returns`,
		'Check the expression, or remove the entry.',
	);
}

/**
 * The entries of an array, of text separated by commas, semicolons, tabs or line breaks, or of a
 * single value. Blanks and quotes around an entry are removed, and empty entries dropped; an entry in
 * double quotes may contain separators.
 *
 * @throws InputError for lists in lists, objects, true and false
 */
export function toList(value: unknown, label: string): string[] {
	return entriesOf(value, label, splitNames);
}

/**
 * The same for entries that never contain a blank, such as IDs: blanks separate them too. A list may
 * be JSON text.
 */
export function toCodes(value: unknown, label: string): string[] {
	return entriesOf(unpacked(value, label), label, splitCodes);
}

/** Entries of a list of known values: blanks separate them unless one of the values contains a blank. */
export function toKnown(value: unknown, label: string, known: string[]): string[] {
	return known.some((one) => /\s/.test(one))
		? toList(unpacked(value, label), label)
		: toCodes(value, label);
}

/**
 * Texts that may contain commas, as an array or as separated text: each element of an array, even of
 * one in JSON text, is one entry.
 */
export function toPhrases(value: unknown, label: string): string[] {
	const given = unpackedTexts(value, label);
	const whole = (text: string): string[] =>
		splitNames(text).length === 0 ? [] : [text.replace(AROUND, '')];
	return entriesOf(given, label, Array.isArray(given) ? whole : splitNames);
}

/**
 * Web addresses from an array, or from text separated by blanks, line breaks, commas or semicolons. A
 * comma inside an address stays: ad servers use them.
 */
export function toUrls(value: unknown, label: string): string[] {
	const given = unpacked(value, label);
	const texts: unknown[] = Array.isArray(given) ? given : [given];
	const urls = texts.flatMap((entry) => {
		if (isBlank(entry)) return [];
		if (typeof entry !== 'string') {
			throw new InputError(`'${label}' must be a list of URLs, not ${quote(value)}`);
		}
		return entry
			.split(BETWEEN_URLS)
			.filter((part) => part !== '')
			.map((part, index, parts) => {
				// A part that follows only a blank and does not look like an address belongs to the
				// one before it.
				const isRest = index > 0 && !/[,;]$/.test(parts[index - 1]) && !LIKE_URL.test(part);
				const blank = isRest ? blankInUrl(`${parts[index - 1]} ${part}`, label) : undefined;
				if (blank !== undefined) throw blank;
				const url = part.replace(ENDS_OF_URL, '').replace(QUOTES_AROUND, '');
				return /^<(.*)>$/.exec(url)?.[1] ?? url;
			})
			.filter((url) => url !== '')
			.map((url) => toUrl(url, label));
	});
	checkAny(urls, texts, value, label);
	return urls;
}
