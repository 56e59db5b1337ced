import { InputError } from './errors';
import { isBlank, plainId, quote } from './plain';
import { toCodes } from './textLists';

/**
 * One id of digits, as text. An empty id is an error before anything is sent: in a path it would
 * address something else.
 */
export function toId(value: unknown, label: string): string {
	const id = plainId(value);
	if (isBlank(id)) {
		throw new InputError(`'${label}' is empty`, 'Choose an entry from the list or enter its ID.');
	}
	const text = String(id).trim();
	if (typeof id === 'object' || !/^\d+$/.test(text)) {
		throw new InputError(`'${label}' must be an ID of digits only, not ${quote(id)}`);
	}
	checkIdNumber(text, label);
	return text;
}

/**
 * An id of 0 is nobody's: it is what an empty value becomes as a number. One that a number can't hold
 * exactly would become the id of something else.
 */
function checkIdNumber(text: string, label: string): void {
	const id = Number(text);
	if (id === 0) throw new InputError(`'${label}' must be an ID above 0, not ${quote(text)}`);
	if (!Number.isSafeInteger(id)) {
		throw new InputError(`'${label}' is too large for an ID: ${quote(text)}`);
	}
}

/**
 * One id of letters and digits, as AppLovin's hexadecimal ones. Empty is an error before anything is
 * sent: there an empty id would turn an update into a create.
 */
export function toKey(value: unknown, label: string): string {
	const id = plainId(value);
	if (isBlank(id)) {
		throw new InputError(`'${label}' is empty`, 'Choose an entry from the list or enter its ID.');
	}
	const text = String(id).trim();
	// What a missing value becomes in the text of an expression, or in the words of a language model.
	if (/^(undefined|null|NaN)$/i.test(text)) {
		throw new InputError(`'${label}' is empty: ${quote(id)} is no ID`);
	}
	if (typeof id === 'object' || !/^[A-Za-z0-9_-]+$/.test(text)) {
		throw new InputError(`'${label}' must be an ID of letters and digits, not ${quote(id)}`);
	}
	return text;
}

/**
 * A list of ids of digits: an array, also as JSON text, text with separators or blanks between them,
 * or one number. May be empty.
 */
export function toIds(value: unknown, label: string): string[] {
	return toCodes(value, label).map((entry) => {
		if (!/^\d+$/.test(entry)) {
			throw new InputError(`'${label}' must hold IDs of digits only, not ${quote(entry)}`);
		}
		checkIdNumber(entry, label);
		return entry;
	});
}
