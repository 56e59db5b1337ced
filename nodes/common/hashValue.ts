import { hash } from 'crypto';

/** The formats of IQM's list (`columnSettings`) that are hashes, by the names it has for them. */
export const HASH_ALGORITHMS = ['MD5', 'SHA1', 'SHA256', 'SHA512'] as const;
export type HashAlgorithm = (typeof HASH_ALGORITHMS)[number];

/**
 * What a column holds, which decides how its values are written before they are hashed:
 * - `email`: without spaces around it, in lower case
 * - `phone`: its digits, without the leading 1 of eleven
 * - `phoneE164`: a plus, the country code and the digits; ten digits are numbers of North America
 */
export type HashedKind = 'email' | 'phone' | 'phoneE164';

export type Hashed =
	{ is: 'hashed'; plain: string } | { is: 'alreadyHashed' } | { is: 'empty' } | { is: 'unusable' };

const HEX_DIGITS: Record<HashAlgorithm, number> = { MD5: 32, SHA1: 40, SHA256: 64, SHA512: 128 };

/** Length of a hash in hexadecimal digits. */
export function hashLength(algorithm: HashAlgorithm): number {
	return HEX_DIGITS[algorithm];
}

/** The hash in lower-case hexadecimal digits. */
export function hashText(text: string, algorithm: HashAlgorithm): string {
	return hash(algorithm.toLowerCase(), text, 'hex');
}

/**
 * Judges a value of a column and brings it into the form that is hashed.
 *
 * Already hashed is what has the digits and the length of the algorithm's hashes; it stays as it is.
 * Unusable is an e-mail address that does not have one @ with something on both sides, or that has
 * blanks, commas, semicolons or angle brackets inside; and a phone number with other characters than
 * digits and the usual separators (so with letters, also those of an extension), or with fewer than
 * 10 or more than 15 digits (ITU-T E.164). A ".0" at the end of a phone number, which programs add
 * that take it for an amount, is dropped.
 *
 * The forms of `email` and `phone` are those of the sample file in IQM's quickstart "Upload Matched
 * Audience" (columns `email-sha256` and `phone-sha256`).
 */
export function readForHash(value: string, kind: HashedKind, algorithm: HashAlgorithm): Hashed {
	const text = value.trim();
	if (text === '') return { is: 'empty' };
	if (text.length === hashLength(algorithm) && /^[\da-f]+$/i.test(text)) {
		return { is: 'alreadyHashed' };
	}
	const plain = kind === 'email' ? emailOf(text) : phoneOf(text, kind);
	return plain === undefined ? { is: 'unusable' } : { is: 'hashed', plain };
}

function emailOf(text: string): string | undefined {
	// U+FFFD stands for bytes that are not UTF-8.
	return /^[^\s@,;<>\ufffd]+@[^\s@,;<>\ufffd]+$/.test(text) ? text.toLowerCase() : undefined;
}

function phoneOf(text: string, kind: HashedKind): string | undefined {
	const number = text.replace(/^(\+?\d+)\.0+$/, '$1');
	if (!/^\+?[\d\s()./\u2010-\u2015-]+$/.test(number)) return undefined;
	const digits = number.replace(/\D/g, '');
	if (digits.length < 10 || digits.length > 15) return undefined;
	const isNorthAmerican = digits.length === 11 && digits.startsWith('1');
	if (kind === 'phone') return isNorthAmerican ? digits.slice(1) : digits;
	if (number.startsWith('+') || isNorthAmerican) return `+${digits}`;
	return digits.length === 10 ? `+1${digits}` : undefined;
}
