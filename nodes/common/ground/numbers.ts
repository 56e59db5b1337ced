import { InputError } from './errors';
import { isBlank, quote } from './plain';

/** Digits with a decimal point: the usual notation, neither scientific nor hexadecimal. */
const PLAIN = /^-?(?:\d+(?:\.\d+)?|\.\d+)$/;

const HOW_TO_WRITE =
	'Use only digits and a decimal point, such as 1000.50: no separators, currency signs, percent signs or exponents.';

/** Nobody means an amount beyond this, in any currency: a trillion. */
export const LARGEST_AMOUNT = 1_000_000_000_000;

/** The relative difference that binary fractions leave, as in 0.1 + 0.2. */
const FLOAT_NOISE = 2 ** -46;
const LEAST_NOISE = 1e-7;

/** A number, or text that is one in plain digits; NaN for anything else. */
export function plainNumber(value: unknown): number {
	if (typeof value === 'number') return value;
	if (typeof value !== 'string') return NaN;
	const text = value.trim();
	return PLAIN.test(text) ? Number(text) : NaN;
}

/**
 * A finite number, also from text such as "12.50".
 *
 * @throws InputError which says that the field is empty, or how a number is written
 */
export function toNumber(value: unknown, label: string): number {
	const number = plainNumber(value);
	if (Number.isFinite(number)) return number;
	// What was computed and is no number was not left empty.
	if (isBlank(value) && typeof value !== 'number') throw new InputError(`'${label}' is empty`);
	const advice = typeof value === 'string' ? HOW_TO_WRITE : undefined;
	throw new InputError(`'${label}' must be a number, not ${quote(value)}`, advice);
}

export function toInteger(value: unknown, label: string, least = 0): number {
	const number = toNumber(value, label);
	if (number > Number.MAX_SAFE_INTEGER) {
		throw new InputError(`'${label}' is too large: ${quote(value)}`);
	}
	if (!Number.isSafeInteger(number) || number < least) {
		throw new InputError(
			`'${label}' must be a whole number of at least ${least}, not ${quote(value)}`,
		);
	}
	return number;
}

/**
 * A number with at most this many decimals. A difference that only a float makes is rounded away; a
 * fraction that somebody typed is not.
 *
 * @throws InputError that names the nearest values below and above
 */
export function toDecimal(value: unknown, label: string, decimals: number): number {
	const factor = 10 ** decimals;
	const scaled = toNumber(value, label) * factor;
	const whole = Math.round(scaled);
	if (Math.abs(scaled - whole) <= Math.max(LEAST_NOISE, Math.abs(scaled) * FLOAT_NOISE)) {
		return whole / factor;
	}
	const [below, above] = [Math.floor(scaled), Math.ceil(scaled)].map((part) =>
		(part / factor).toFixed(decimals),
	);
	const most = decimals === 2 ? 'two' : String(decimals);
	throw new InputError(
		`'${label}' must have at most ${most} decimals, not ${quote(value)}`,
		`Enter ${below} or ${above}.`,
	);
}

/**
 * A bid or budget in any unit: above 0, since 0 is a mistake.
 *
 * @param advice what to do instead of entering 0
 * @param decimals the most decimals shown in the API's documents; for money, cents
 */
export function toAmount(value: unknown, label: string, advice: string, decimals = 2): number {
	const given = toNumber(value, label);
	if (given > LARGEST_AMOUNT) {
		throw new InputError(`'${label}' is too large for an amount: ${quote(value)}`);
	}
	const amount = given > 0 ? toDecimal(value, label, decimals) : 0;
	if (amount > 0) return amount;
	throw new InputError(`'${label}' must be above 0, not ${quote(value)}`, advice);
}

/** Money in the account's currency, to the cent. */
export function toMoney(value: unknown, label: string): number {
	return toAmount(value, label, "It is in the account's currency.");
}

/** The sum of amounts of money, computed in cents: 0.1 and 0.2 are 0.3. */
export function sumOfMoney(...amounts: number[]): number {
	return amounts.reduce((sum, amount) => sum + Math.round(amount * 100), 0) / 100;
}

/** Whether an amount exceeds a limit by more than a rounding error. */
export function isAbove(amount: number, limit: number): boolean {
	return amount - limit > Math.max(LEAST_NOISE, Math.abs(limit) * FLOAT_NOISE);
}
