import { hash } from 'crypto';

/** The formats in IQM's list (`columnSettings`) that are hashes, by IQM's names for them. */
export const HASH_ALGORITHMS = ['MD5', 'SHA1', 'SHA256', 'SHA512'] as const;
export type HashAlgorithm = (typeof HASH_ALGORITHMS)[number];

/**
 * What a column holds, which decides how its values are written before hashing:
 * - `email`: without surrounding spaces, in lower case
 * - `phone`: its digits, without prefixes and without the leading 1 of eleven
 * - `phoneE164`: a plus, the country code and the digits; ten digits are a North American number
 */
export type HashedKind = 'email' | 'phone' | 'phoneE164';

export type Hashed =
	{ is: 'hashed'; plain: string } | { is: 'alreadyHashed' } | { is: 'empty' } | { is: 'unusable' };

const [FEWEST_DIGITS, MOST_DIGITS] = [10, 15];

const HEX_DIGITS: Record<HashAlgorithm, number> = { MD5: 32, SHA1: 40, SHA256: 64, SHA512: 128 };

/** What spreadsheets and copied lists leave around a value: blanks and invisible signs. */
const AROUND = /[\s\p{Cf}]/u;

/**
 * The value without what surrounds it; not by a single expression, which takes minutes for many
 * blanks.
 */
function bare(value: string): string {
	let [from, to] = [0, value.length];
	while (from < to && AROUND.test(value[from])) from++;
	while (from < to && AROUND.test(value[to - 1])) to--;
	return value.slice(from, to);
}

/** U+FFFD stands for bytes that are not UTF-8. */
const ADDRESS =
	/^[^\s@,;:<>"()[\]\\|\p{Cc}\p{Cf}\ufffd]+@[^\s@,;:/<>"()[\]\\|\p{Cc}\p{Cf}\ufffd]+$/u;

/** Length of a hash in hexadecimal digits. */
export function hashLength(algorithm: HashAlgorithm): number {
	return HEX_DIGITS[algorithm];
}

/** The algorithm whose hash a value may be, judging by its digits and length. */
export function algorithmOf(value: string): HashAlgorithm | undefined {
	const text = bare(value);
	if (!/^[\da-f]+$/i.test(text)) return undefined;
	return HASH_ALGORITHMS.find((algorithm) => text.length === hashLength(algorithm));
}

/** The hash in lower-case hexadecimal digits; a text is hashed as UTF-8. */
export function hashText(text: string | Uint8Array, algorithm: HashAlgorithm): string {
	return hash(algorithm.toLowerCase(), text, 'hex');
}

/**
 * Judges a value of a column and converts it into the form to be hashed.
 *
 * A value is already hashed if it has the digits and length of the algorithm's hashes; it then stays
 * as it is. An e-mail address is unusable if it does not have exactly one @ with something on both
 * sides, or has more to it: blanks, quotes, brackets, a second address, "mailto:". A phone number is
 * unusable if it has characters other than digits and the usual separators (so any letters, even those
 * of an extension), fewer than 10 or more than 15 digits (ITU-T E.164), or a trunk prefix 0 for an
 * unknown country ("030 1234567"); for E.164, also if its country is unknown. Dropped from a phone
 * number are a ".0" at the end, added by programs that take it for an amount, prefixes for
 * international calls (00, 011), and a trunk prefix after a calling code: 011 49 (0) 30 1234567 is +49
 * 30 1234567.
 *
 * The forms of `email` and `phone` are those of the sample file in IQM's quickstart "Upload Matched
 * Audience" (columns `email-sha256` and `phone-sha256`).
 */
export function readForHash(value: string, kind: HashedKind, algorithm: HashAlgorithm): Hashed {
	const text = bare(value);
	if (text === '') return { is: 'empty' };
	if (algorithmOf(text) === algorithm) return { is: 'alreadyHashed' };
	const plain = kind === 'email' ? emailOf(text) : phoneOf(text, kind);
	return plain === undefined ? { is: 'unusable' } : { is: 'hashed', plain };
}

function emailOf(text: string): string | undefined {
	return ADDRESS.test(text) && !/^'|['.]$/.test(text) ? text.toLowerCase() : undefined;
}

function phoneOf(text: string, kind: HashedKind): string | undefined {
	const number = text.replace(/^(\+?\d+)\.0+$|(\d{4})\.0$/, '$1$2');
	if (!/^\(?\+?[\d\s()./\u2010-\u2015\u2212-]+$/.test(number)) return undefined;
	const digits = numberOf(number);
	if (digits === undefined) return undefined;
	const isAbroad = digits.startsWith('+');
	const plain = isAbroad ? digits.slice(1) : digits;
	if (plain.length < FEWEST_DIGITS || plain.length > MOST_DIGITS) return undefined;
	// No country code begins with 0, and no North American area code with 0 or 1.
	const hasCountry = plain.startsWith('1') && (isAbroad || plain.length === 11);
	if (plain.startsWith('0') || (hasCountry && /^1[01]/.test(plain))) return undefined;
	const isNorthAmerican = plain.length === 11 && hasCountry;
	if (kind === 'phone') return isNorthAmerican ? plain.slice(1) : plain;
	if (isAbroad) return `+${plain}`;
	const national = isNorthAmerican ? plain.slice(1) : plain;
	return /^[2-9]\d{9}$/.test(national) ? `+1${national}` : undefined;
}

/** Calling codes with fewer than three digits (ITU-T E.164, list of assigned country codes). */
const SHORT_CODES = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;
/**
 * Countries in which a leading 0 belongs to the number, even after the calling code: Italy and the
 * Vatican, San Marino, Côte d'Ivoire, Benin, Gabon and the Republic of the Congo.
 */
const WITH_ZERO = ['39', '378', '379', '225', '229', '241', '242'];

/**
 * Trunk prefixes other than 0 (ITU-T E.164, annex to the Operational Bulletin: dialling procedures),
 * by calling code, with the length of the number after it if the prefix could also be its beginning.
 */
const TRUNKS: Record<string, Array<[prefix: string, length: number]>> = {
	36: [['06', 0]],
	52: [['01', 10]],
	7: [['8', 10]],
	370: [['8', 8]],
	375: [
		['80', 9],
		['8', 9],
	],
	993: [['8', 8]],
};
/** "8 (495) 123-45-67" and "8 (029) 123-45-67", as in Russia and Kazakhstan, and in Belarus. */
const TRUNK_8 = /^\(?8[^\d+]+(?=\d)(?:\D*\d){10}\D*$/;

const codeOf = (digits: string) => SHORT_CODES.exec(digits)?.[0] ?? digits.slice(0, 3);

/** Whether a calling code's country may have the trunk prefix 8, by the code's first two digits. */
const MAY_HAVE_8 = Uint8Array.from({ length: 100 }, (_, start) =>
	/^(?:7|37|99)/.test(String(start).padStart(2, '0')) ? 1 : 0,
);

/** How many digits a calling code has, by its first two and what follows. */
const CODE_LENGTHS = Uint8Array.from(
	{ length: 100 },
	(_, start) => codeOf(`${String(start).padStart(2, '0')}0`).length,
);

/**
 * The digits of a number, with a plus if its calling code is known, from a plus or a prefix for
 * international calls: 00, or 011 in North America. The trunk prefix 0 after the calling code is
 * dropped, as in +49 (0) 30 or +49 030, and so are those of {@link TRUNKS}.
 */
function numberOf(written: string): string | undefined {
	const hasPlus = /^\(?\+/.test(written);
	if (TRUNK_8.test(written)) {
		const behind = written.replace(/\D/g, '').slice(1);
		return behind.startsWith('0') ? `+375${behind.slice(1)}` : `+7${behind}`;
	}
	const [before, behind, ...more] = written.split(/\(\s*0\s*\)/);
	if (more.length > 0) return undefined;
	const [first, rest] = [before, behind ?? ''].map((part) => part.replace(/\D/g, ''));
	const prefix = hasPlus ? '' : (/^(?:00|011)/.exec(first)?.[0] ?? '');
	const isAbroad = hasPlus || prefix !== '';
	const start = first.slice(prefix.length);
	const digits = start + rest;
	const code = codeOf(digits);
	// In Italian numbers nobody can tell what such a 0 means.
	if (behind !== undefined && (start !== code || WITH_ZERO.includes(code))) return undefined;
	if (!isAbroad) return digits;
	const national = digits.slice(code.length);
	const trunk = (TRUNKS[code] ?? []).find(
		([prefix, length]) =>
			national.startsWith(prefix) && (length === 0 || national.length === prefix.length + length),
	);
	if (trunk !== undefined) return `+${code}${national.slice(trunk[0].length)}`;
	if (code === '1' || WITH_ZERO.includes(code) || !national.startsWith('0')) return `+${digits}`;
	return national.startsWith('00') ? undefined : `+${code}${national.slice(1)}`;
}

const AT = 0x40;
const DOT = 0x2e;
const [DIGIT_0, DIGIT_1, DIGIT_2, DIGIT_8, DIGIT_9] = [0x30, 0x31, 0x32, 0x38, 0x39];
const [SPACE, OPEN, CLOSE, HYPHEN, PLUS] = [0x20, 0x28, 0x29, 0x2d, 0x2b];

/** For each byte that is usual in an e-mail address, its lower case. */
const USUAL = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789@.!#$%&*+-=?^_`{}~') {
	USUAL[character.charCodeAt(0)] = character.charCodeAt(0);
	USUAL[character.toUpperCase().charCodeAt(0)] = character.charCodeAt(0);
}

/**
 * Writes an e-mail address as it is hashed, like `readForHash`, but only in the usual case, where this
 * takes a tenth of the time.
 *
 * @param bytes the value from `from` up to `to`, without quotes
 * @returns bytes written; -1 if `readForHash` must look at the value
 */
export function writeEmail(bytes: Buffer, from: number, to: number, target: Buffer): number {
	const length = to - from;
	if (length > target.length) return -1;
	let at = -1;
	for (let nth = 0; nth < length; nth++) {
		const byte = USUAL[bytes[from + nth]];
		if (byte === 0) return -1;
		if (byte === AT) {
			if (at !== -1) return -1;
			at = nth;
		}
		target[nth] = byte;
	}
	return at > 0 && at < length - 1 && target[length - 1] !== DOT ? length : -1;
}

/** The same for a phone number of the {@link HashedKind} `phone` or `phoneE164`. */
export function writePhone(
	bytes: Buffer,
	from: number,
	to: number,
	target: Buffer,
	kind: HashedKind,
): number {
	const hasPlus = bytes[from] === PLUS && from < to;
	// Two places are left free for "+1".
	let size = 2;
	let isOpen = false;
	for (let at = hasPlus ? from + 1 : from; at < to; at++) {
		const byte = bytes[at];
		if (byte >= DIGIT_0 && byte <= DIGIT_9) {
			// No trunk prefix, as in "(0)" or "(030)".
			if (size === 2 + MOST_DIGITS || (isOpen && byte === DIGIT_0)) return -1;
			isOpen = false;
			target[size++] = byte;
		} else if (byte === OPEN) isOpen = true;
		else if (byte !== SPACE && byte !== CLOSE && byte !== HYPHEN) return -1;
	}
	const digits = size - 2;
	if (digits < FEWEST_DIGITS || target[2] === DIGIT_0) return -1;
	const hasCountry = target[2] === DIGIT_1 && (hasPlus || digits === 11);
	if (hasCountry && target[3] < DIGIT_2) return -1;
	// Nor one behind a calling code.
	const code = 10 * (target[2] - DIGIT_0) + target[3] - DIGIT_0;
	const behind = target[2 + CODE_LENGTHS[code]];
	if (hasPlus && (behind === DIGIT_0 || (behind === DIGIT_8 && MAY_HAVE_8[code] === 1))) return -1;
	// Nor one that stands alone in front.
	const isJoined = bytes[from] === DIGIT_8 && bytes[from + 1] === target[3];
	if (!hasPlus && digits === 11 && target[2] === DIGIT_8 && !isJoined) return -1;
	const isNorthAmerican = digits === 11 && hasCountry;
	if (kind === 'phone') {
		const first = isNorthAmerican ? 3 : 2;
		target.copyWithin(0, first, size);
		return size - first;
	}
	target[0] = PLUS;
	target[1] = DIGIT_1;
	if (digits === 10 && !hasPlus) return target[2] >= DIGIT_2 ? size : -1;
	if (!hasPlus && !isNorthAmerican) return -1;
	target.copyWithin(1, 2, size);
	return size - 1;
}
