import { InputError } from './errors';
import { isBlank, quote } from './plain';

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
