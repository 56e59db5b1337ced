import { isBlankCode } from '../common/ground/blanks';
import type { HashAlgorithm } from './hash/hashValue';
import { algorithmOf, HASH_ALGORITHMS, hashLength } from './hash/hashValue';

/**
 * What a value shows by itself, whatever its column is called:
 * - a hash, by its digits and length
 * - `address`: it contains an @
 * - `exponent`: a number that a spreadsheet has written without its last digits, 3.45679E+09
 * - `shortZip`: three or four digits, what is left of a ZIP code with leading zeros
 * - `longZip`: the same for a ZIP+4, which may also be a phone number without its area code
 * - `number`: any other phone number
 * - `empty`: nothing but blanks
 * - `other`: anything else
 */
export type ValueKind =
	| HashAlgorithm
	| 'address'
	| 'exponent'
	| 'shortZip'
	| 'longZip'
	| 'number'
	| 'empty'
	| 'other';

/** Kinds by number. */
export const VALUE_KINDS: readonly ValueKind[] = [
	'other',
	...HASH_ALGORITHMS,
	'address',
	'exponent',
	'shortZip',
	'longZip',
	'number',
	'empty',
];

const OTHER = 0;
const numberOf = (kind: ValueKind): number => VALUE_KINDS.indexOf(kind);
const ADDRESS = numberOf('address');
const EXPONENT = numberOf('exponent');
const SHORT_ZIP = numberOf('shortZip');
const LONG_ZIP = numberOf('longZip');
const NUMBER = numberOf('number');
const EMPTY = numberOf('empty');

/** The longest address has 320 characters (RFC 3696, erratum 1690), the longest hash 128. */
const LONGEST = 512;
const [FEWEST_DIGITS, MOST_DIGITS] = [7, 20];

/** Values of only digits and letters, by length: a hash, or what digits alone are. */
const HASHES = new Uint8Array(LONGEST + 1);
for (const algorithm of HASH_ALGORITHMS) HASHES[hashLength(algorithm)] = numberOf(algorithm);
const DIGITS = HASHES.map((hash, length) => {
	if (length === 3 || length === 4) return SHORT_ZIP;
	if (length === 7 || length === 8) return LONG_ZIP;
	return length > 8 && length <= MOST_DIGITS ? NUMBER : hash;
});

const AT = /[@\ufe6b\uff20]/;
/** A number without decimals must have a sign in its exponent: "12E4" may be an ID. */
const IN_EXPONENTS = /^[+-]?\d+(?:[.,]\d+E[+-]?|E[+-])\d{1,3}$/i;
const IN_SHORT_ZIP = /^\d{3,4}(?:\.0)?$/;
const IN_LONG_ZIP = /^\d{3,4}[\s\u2010-\u2015\u2212-]?\d{4}(?:\.0)?$/;
const BEFORE_NUMBER = /^(?:tel|telephone|phone|mobile|cell)[.:\s]{0,3}/i;
const AFTER_NUMBER = /(?:\.0|[\s,;]{0,3}(?:extension|ext|x|#)[.:\s]{0,3}\d{1,6})$/i;
const IN_NUMBER = /^[\d\s+()./\u2010-\u2015\u2212-]+$/;

/** The value without surrounding blanks; not by an expression, which is slow if there are many. */
function trimmed(value: string): string {
	let [from, to] = [0, value.length];
	while (from < to && isBlankCode(value.charCodeAt(from))) from++;
	while (from < to && isBlankCode(value.charCodeAt(to - 1))) to--;
	return value.slice(from, to);
}

function judge(value: string): number {
	if (AT.test(value)) return ADDRESS;
	const text = trimmed(value);
	if (text === '') return EMPTY;
	const algorithm = algorithmOf(text);
	if (algorithm !== undefined) return numberOf(algorithm);
	if (IN_EXPONENTS.test(text)) return EXPONENT;
	if (IN_SHORT_ZIP.test(text)) return SHORT_ZIP;
	if (IN_LONG_ZIP.test(text)) return LONG_ZIP;
	const number = text.replace(BEFORE_NUMBER, '').replace(AFTER_NUMBER, '');
	if (!IN_NUMBER.test(number)) return OTHER;
	const digits = number.replace(/\D/g, '').length;
	return digits >= FEWEST_DIGITS && digits <= MOST_DIGITS ? NUMBER : OTHER;
}

const [DIGIT, LETTER, SIGN, DOT, AT_SIGN, WIDE, ELSE] = [1, 2, 4, 8, 16, 32, 64];
/** What each byte is: `LETTER` one of a hash, `SIGN` one of a phone number, `WIDE` no ASCII. */
const CLASSES = new Uint8Array(256).fill(ELSE).fill(WIDE, 128);
for (const byte of Buffer.from('0123456789')) CLASSES[byte] = DIGIT;
for (const byte of Buffer.from('abcdefABCDEF')) CLASSES[byte] = LETTER;
for (const byte of Buffer.from('+() -')) CLASSES[byte] = SIGN;
for (const byte of Buffer.from('./')) CLASSES[byte] = DOT;
CLASSES[0x40] = AT_SIGN;

/**
 * The kind of a value, by its number. Examines the bytes first: in the usual case that is enough, and
 * takes a tenth of the time.
 *
 * @param bytes the value in UTF-8 from `from` up to `to`, without quotes
 */
export function kindOfBytes(bytes: Buffer, from: number, to: number): number {
	let digits = 0;
	let seen = 0;
	for (let at = from; at < to; at++) {
		const found = CLASSES[bytes[at]];
		seen |= found;
		digits += found & DIGIT;
	}
	const length = to - from;
	if (length === 0) return EMPTY;
	if ((seen & AT_SIGN) !== 0) return ADDRESS;
	if (length > LONGEST) return OTHER;
	if (seen === DIGIT) return DIGITS[length];
	if ((seen & ~(DIGIT | LETTER)) === 0) return HASHES[length];
	// Apart from hashes and addresses, every kind but blanks has at least two digits.
	const isShort = length < 32 && (seen & WIDE) === 0;
	if (digits < 2 && isShort && !isBlankCode(bytes[from])) return OTHER;
	if (digits > 8 && digits <= MOST_DIGITS) {
		if ((seen & ~(DIGIT | SIGN)) === 0) return NUMBER;
		// A trailing ".0" does not count.
		if (digits > 9 && (seen & ~(DIGIT | SIGN | DOT)) === 0) return NUMBER;
	}
	return judge(bytes.toString('utf8', from, to));
}

const scratch = Buffer.alloc(3 * LONGEST);

/** The same for a value given as text. */
export function kindOfText(text: string): number {
	if (text.length > LONGEST) return AT.test(text) ? ADDRESS : OTHER;
	return kindOfBytes(scratch, 0, scratch.write(text));
}

/** How often a column has values of each kind, and where first. */
export class ColumnKinds {
	private readonly counts = new Uint32Array(VALUE_KINDS.length);
	private readonly firsts = new Uint32Array(VALUE_KINDS.length);

	/** @param index of the column, from 0 */
	constructor(
		readonly column: string,
		readonly index: number,
	) {}

	/** @param record its number, from 1 after the header */
	add(kind: number, record: number): void {
		if (this.counts[kind]++ === 0) this.firsts[kind] = record;
	}

	count(kind: ValueKind): number {
		return this.counts[numberOf(kind)];
	}

	/** The number of the first record with a value of this kind; Infinity if there is none. */
	first(kind: ValueKind): number {
		const number = numberOf(kind);
		return this.counts[number] === 0 ? Infinity : this.firsts[number];
	}
}

/** The named columns of a header, in its order. */
export function watchedColumns(header: string[], names: string[]): ColumnKinds[] {
	return header.flatMap((column, index) =>
		names.includes(column) ? [new ColumnKinds(column, index)] : [],
	);
}
