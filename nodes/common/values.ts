import type { IDataObject } from 'n8n-workflow';

import { InputError } from './errors';

/** How a value is shown in a message. */
export function quote(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return `'${text.length > 80 ? `${text.slice(0, 80)}…` : text}'`;
}

export function isBlank(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		(typeof value === 'string' && value.trim() === '') ||
		(typeof value === 'number' && Number.isNaN(value))
	);
}

export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Non-empty text without surrounding space. */
export function toText(value: unknown, label: string): string {
	if (isBlank(value)) throw new InputError(`'${label}' is empty`, `Enter a value in '${label}'.`);
	if (typeof value === 'object') {
		throw new InputError(`'${label}' must be text, not ${quote(value)}`);
	}
	return String(value).trim();
}

/**
 * @param most characters that the API takes
 * @throws InputError that names both lengths
 */
export function checkLength(text: string, label: string, most: number): void {
	if (text.length <= most) return;
	throw new InputError(`'${label}' must have at most ${most} characters, not ${text.length}`);
}

/**
 * A web address with its protocol, which IQM wants. Macros in it such as {CACHEBUSTER} stay as they
 * are.
 */
export function toUrl(value: unknown, label: string): string {
	const url = toText(value, label);
	if (/^https?:\/\/[^\s/?#]\S*$/i.test(url)) return url;
	throw new InputError(
		`'${label}' must be a web address that starts with https:// or http://, not ${quote(url)}`,
		'For example https://example.com/landing-page.',
	);
}

/** A finite number, also from text such as "12.50". */
export function toNumber(value: unknown, label: string): number {
	const number = typeof value === 'number' ? value : isBlank(value) ? NaN : Number(value);
	if (typeof value === 'boolean' || typeof value === 'object' || !Number.isFinite(number)) {
		throw new InputError(`'${label}' must be a number, not ${quote(value)}`);
	}
	return number;
}

export function toInteger(value: unknown, label: string, least = 0): number {
	const number = toNumber(value, label);
	if (!Number.isSafeInteger(number) || number < least) {
		throw new InputError(
			`'${label}' must be a whole number of at least ${least}, not ${quote(value)}`,
		);
	}
	return number;
}

/** Money in the account's currency: a number above 0, since a budget or bid of 0 is a mistake. */
export function toMoney(value: unknown, label: string): number {
	const amount = toNumber(value, label);
	if (amount <= 0) {
		throw new InputError(
			`'${label}' must be above 0, not ${quote(value)}`,
			'The amount is in the currency of the account.',
		);
	}
	return amount;
}

export function toBoolean(value: unknown, label: string): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw new InputError(`'${label}' must be true or false, not ${quote(value)}`);
}

/** The id out of what a resource locator, a list, an expression or a person may give. */
function plainId(value: unknown): unknown {
	if (isObject(value) && 'value' in value) return value.value;
	return value;
}

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

/** Entries of an array, of a comma or line separated text, or a single value; blanks dropped. */
export function toList(value: unknown, label: string): string[] {
	const entries = Array.isArray(value) ? value.map(plainId) : [plainId(value)];
	return entries.flatMap((entry) => {
		if (isBlank(entry)) return [];
		if (typeof entry === 'object') {
			throw new InputError(`'${label}' must be a list of values, not ${quote(value)}`);
		}
		return String(entry)
			.split(/[,\n\r]/)
			.map((part) => part.trim())
			.filter((part) => part !== '');
	});
}

/** A list that was given as JSON text, as expressions and AI agents like to do. */
export function unpacked(value: unknown, label: string): unknown {
	return typeof value === 'string' && /^\s*\[[^]*\]\s*$/.test(value) ? toJson(value, label) : value;
}

/** A list of ids of digits: an array, also as JSON text, a comma list or one number. May be empty. */
export function toIds(value: unknown, label: string): string[] {
	return toList(unpacked(value, label), label).map((entry) => {
		if (!/^\d+$/.test(entry)) {
			throw new InputError(`'${label}' must hold IDs of digits only, not ${quote(entry)}`);
		}
		checkIdNumber(entry, label);
		return entry;
	});
}

/** A JSON object, typed as text or given by an expression. */
export function toJsonObject(value: unknown, label: string): IDataObject {
	const parsed = toJson(value, label);
	if (isObject(parsed)) return parsed;
	throw new InputError(`'${label}' must be a JSON object such as {"key": 1}, not ${quote(value)}`);
}

/** Any JSON value, typed as text or given by an expression. */
export function toJson(value: unknown, label: string): unknown {
	if (typeof value !== 'string') return value;
	let reason = '';
	try {
		return JSON.parse(value);
	} catch (error) {
		reason = (error as Error).message;
	}
	throw new InputError(`'${label}' is not valid JSON: ${reason}`);
}
