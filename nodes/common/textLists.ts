import { InputError } from './errors';
import { blankInUrl, isBlank, plainId, quote, toUrl, unpacked } from './plain';

/** What stands between entries: also tabs and line breaks of spreadsheets, and commas of CJK text. */
const SEPARATORS = ',;\\t\\n\\v\\f\\r\\u0085\\u2028\\u2029\\uFF0C\\uFF1B';

/** An entry in quotes, which may hold separators, or what stands up to the next separator. */
const ENTRY = new RegExp(`\\s*"((?:[^"]|"")*)"\\s*(?=[${SEPARATORS}]|$)|[^${SEPARATORS}]+`, 'g');

const BETWEEN_CODES = new RegExp(`[\\s${SEPARATORS}]+`);

/** Blanks of all kinds, and signs that can't be seen. */
const AROUND = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** How an address begins, also one whose protocol was forgotten. */
const LIKE_URL = /^["']?(?:[a-z]+:\/\/|[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$))/i;

const QUOTED = /^(?:'([^']*)'|“([^”]*)”|‘([^’]*)’|„([^“”]*)[“”]|«([^»]*)»)$/;
const QUOTES_AROUND = /^["'`“”„‘’«»]+|["'`“”„‘’«»]+$/g;

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
	const entries: unknown[] = Array.isArray(value) ? value.map(plainId) : [plainId(value)];
	return entries.flatMap((entry) => {
		if (isBlank(entry)) return [];
		if (typeof entry === 'object' || typeof entry === 'boolean') {
			throw new InputError(`'${label}' must be a list of values, not ${quote(value)}`);
		}
		checkExact(entry, label);
		return split(String(entry)).filter((part) => part !== '' && isGiven(part, label));
	});
}

/** @throws InputError for a whole number beyond 2^53: it has lost its last digits already */
export function checkExact(value: unknown, label: string): void {
	if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return;
	throw new InputError(
		`'${label}' holds the number ${value}, which is too large to be exact`,
		'Its last digits are lost. Give it as text.',
	);
}

/** What a missing value becomes in the text of an expression is no entry. */
function isGiven(entry: string, label: string): boolean {
	if (!/^(undefined|null|NaN|\[object Object\])$/.test(entry)) return true;
	throw new InputError(
		`'${label}' holds ${quote(entry)}, which an expression without a value gives`,
		'Check the expression, or remove the entry.',
	);
}

/**
 * Entries of an array, of text with commas, semicolons, tabs or line breaks between them, or a single
 * value. Blanks and quotes around an entry are taken off, and entries without content dropped; an
 * entry in double quotes may hold separators.
 *
 * @throws InputError for lists in lists, objects, true and false
 */
export function toList(value: unknown, label: string): string[] {
	return entriesOf(value, label, splitNames);
}

/**
 * The same for entries that never hold a blank, such as IDs: blanks stand between them too. A list
 * may be JSON text.
 */
export function toCodes(value: unknown, label: string): string[] {
	return entriesOf(unpacked(value, label), label, splitCodes);
}

/** Entries of a list of known values: blanks stand between them where none of the values holds one. */
export function toKnown(value: unknown, label: string, known: string[]): string[] {
	return known.some((one) => /\s/.test(one))
		? toList(unpacked(value, label), label)
		: toCodes(value, label);
}

/**
 * Texts that may hold commas, as an array or as text with separators between them: what stands in an
 * array, also one of JSON, is one entry.
 */
export function toPhrases(value: unknown, label: string): string[] {
	const given = unpacked(value, label);
	const whole = (text: string): string[] => [text.replace(AROUND, '')];
	return entriesOf(given, label, Array.isArray(given) ? whole : splitNames);
}

/**
 * Web addresses of an array, or of text with blanks, line breaks, or commas or semicolons between
 * them. A comma inside an address stays: ad servers use them.
 */
export function toUrls(value: unknown, label: string): string[] {
	const given = unpacked(value, label);
	const entries: unknown[] = Array.isArray(given) ? given : [given];
	return entries.flatMap((entry) => {
		if (isBlank(entry)) return [];
		if (typeof entry !== 'string') {
			throw new InputError(`'${label}' must be a list of web addresses, not ${quote(value)}`);
		}
		return entry
			.split(/[\s\p{Cf}]+|[,;]\s*(?=["']?https?:\/\/)/iu)
			.filter((part) => part !== '')
			.map((part, index, parts) => {
				// What follows a blank alone and looks like no address belongs to the one before it.
				const isRest = index > 0 && !/[,;]$/.test(parts[index - 1]) && !LIKE_URL.test(part);
				const blank = isRest ? blankInUrl(`${parts[index - 1]} ${part}`, label) : undefined;
				if (blank !== undefined) throw blank;
				return part.replace(/[,;]$/, '').replace(QUOTES_AROUND, '');
			})
			.filter((url) => url !== '')
			.map((url) => toUrl(url, label));
	});
}
