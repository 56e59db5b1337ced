import { InputError } from './errors';
import { isBlank, isObject, plainId, quote } from './plain';
import { refusePreviewId } from './previewIds';
import { checkExact, toCodes } from './textLists';

/** The largest whole number of 64 bits, which no ID of an API exceeds. */
const LARGEST_ID = '9223372036854775807';

/** The id in a form's value, as trimmed text. An empty one is an error before anything is sent. */
function idText(value: unknown, label: string): { id: unknown; text: string } {
	const id = plainId(value);
	if (isBlank(id)) {
		throw new InputError(`'${label}' is empty`, 'Choose an entry from the list or enter its ID.');
	}
	checkExact(id, label);
	refusePreviewId(id, label);
	return { id, text: String(id).trim() };
}

/**
 * The error for an ID that is none. A name in a resource locator stands where only its list takes names.
 *
 * @param rule what an ID has: "digits"
 */
function noId(value: unknown, id: unknown, label: string, rule: string): InputError {
	const isLocator = isObject(value) && value.__rl === true;
	return new InputError(
		isLocator && typeof id === 'string'
			? `'${label}' is ${quote(id)}, but an ID has ${rule} only: choose it with 'From List'`
			: `'${label}' must be an ID of ${rule}${rule === 'digits' ? ' only' : ''}, not ${quote(id)}`,
	);
}

/** An id of 0 belongs to nothing: it is what an empty value becomes as a number. */
function checkDigits(text: string, label: string): string {
	const digits = text.replace(/^0+/, '');
	if (digits === '') throw new InputError(`'${label}' must be an ID above 0, not ${quote(text)}`);
	const { length } = digits;
	if (length > LARGEST_ID.length || (length === LARGEST_ID.length && digits > LARGEST_ID)) {
		throw new InputError(`'${label}' is too large for an ID: ${quote(text)}`);
	}
	return text;
}

/**
 * One id of digits, as text. An empty id is an error before anything is sent: in a path it would
 * address something else.
 *
 * @throws InputError also for a number beyond 2^53, which has already lost its last digits
 */
export function toId(value: unknown, label: string): string {
	const { id, text } = idText(value, label);
	if (typeof id === 'object' || !/^\d+$/.test(text)) {
		throw noId(value, id, label, 'digits');
	}
	return checkDigits(text, label);
}

/**
 * An id as a number, for APIs that take it as one.
 *
 * @throws InputError if a number can't hold it exactly: it would become the id of something else
 */
export function idNumber(id: string, label: string): number {
	const number = Number(id);
	if (Number.isSafeInteger(number)) return number;
	throw new InputError(
		`'${label}' is too large for an ID here: ${quote(id)}`,
		'It would lose its last digits.',
	);
}

/** {@link toId} as a number. */
export function toIdNumber(value: unknown, label: string): number {
	return idNumber(toId(value, label), label);
}

/**
 * One id of letters and digits, such as AppLovin's hexadecimal ones. An empty one is an error before
 * anything is sent: there it would turn an update into a create.
 */
export function toKey(value: unknown, label: string): string {
	const { id, text } = idText(value, label);
	// What a missing value becomes in the text of an expression, or in a language model's words.
	if (/^(undefined|null|NaN)$/i.test(text)) {
		throw new InputError(`'${label}' is empty: ${quote(id)} is no ID`);
	}
	if (!['number', 'string'].includes(typeof id) || !/^[A-Za-z0-9_-]+$/.test(text)) {
		throw noId(value, id, label, 'letters and digits');
	}
	return text;
}

/**
 * A list of numeric ids: an array, possibly as JSON text, text with separators or blanks between them,
 * or one number. May be empty.
 */
export function toIds(value: unknown, label: string): string[] {
	return toCodes(value, label).map((entry) => {
		refusePreviewId(entry, label);
		if (!/^\d+$/.test(entry)) {
			throw new InputError(`'${label}' must hold IDs of digits only, not ${quote(entry)}`);
		}
		return checkDigits(entry, label);
	});
}

/** {@link toIds} as numbers. */
export function toIdNumbers(value: unknown, label: string): number[] {
	return toIds(value, label).map((id) => idNumber(id, label));
}

/** An id as results hold it: a number, or text if a number can't hold it exactly. */
export function resultId(id: string): number | string {
	const number = Number(id);
	return Number.isSafeInteger(number) ? number : id;
}

/** The same for an id in an answer; undefined if it is not an id. */
export function answeredId(value: unknown): number | string | undefined {
	const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
	return /^0*[1-9]\d*$/.test(text) ? resultId(text) : undefined;
}
