/**
 * How certain it is that a text is or contains a phone number:
 * - `sure`: by a plus, an area code in brackets, or North American separators
 * - `inWords`: digits only, among other words
 * - `bare`: as many digits as a number has, on their own or in groups
 * - `weak`: seven digits written as a number without its area code, or 14 or 15 digits
 */
export type PhoneSign = 'sure' | 'inWords' | 'bare' | 'weak';

/** "+49 30 1234567", "(030) 1234567"; with nine digits or more. */
const MARKED = [
	/(?<![\p{L}\p{N}+])\+[\d\s()./_-]{8,30}/gu,
	/(?<!\p{L})[([]\d{2,5}[)\]][\d\s./_-]{5,20}/gu,
];
const FEWEST_MARKED = 9;
/** "345-678-9012", "1 345 678 9012 ext. 3" */
const NORTH_AMERICAN =
	/(?<![\p{L}\p{N}.+/_-])(?:1[\s./_:·•*~-]{1,3})?[2-9]\d{2}[\s./_:·•*~-]{0,3}\d{3}[\s./_:·•*~-]{1,3}\d{4}(?![\p{L}\p{N}]|[./_-]\d)/u;

/** Ten digits, or eleven with a leading 1; an area code does not begin with 0 or 1. */
const BARE = /^1?[2-9]\d{9}$/;
/** The same after a letter that says whose number it is: "P3456789012". */
const LETTERED = /^[PTMCHWF][:.]? ?1?[2-9]\d{2}[2-9]\d{6}$/i;
/** "345.6789012" can't be a coordinate. */
const DOTTED = /^[2-9]\d{2}\.\d{7}$/;
/** With the prefix for international calls, or the trunk prefix. */
const PREFIXED = /^(?:(?:00|011)[1-9]\d{9,12}|0[1-9]\d{8,10})$/;
/** With the calling code of another country (ITU-T E.164, list of assigned country codes). */
const ABROAD =
	/^(?=\d{10,15}$)(?:7\d{10}$|2(?:[07]|1[12368]|[2346]\d|5[0-8]|9[01789])|3(?:[0-469]|[57]\d|8[0-35-79])|4(?:[013-9]|2[013])|5(?:[1-8]|[09]\d)|6(?:[0-6]|[78]\d|9[0-2])|8(?:[1246]|5[0-36]|8[0-368])|9(?:[0-58]|6\d|7[0-79]|9[2-68]))/;
const MOST_USUAL = 13;
/** "345-6789" */
const LOCAL = /^[2-9]\d{2}[\s-]\d{4}$/;
/** From another country, judging by its digits alone. */
const GROUPED = /^\d[\d\s()./_-]*[\s()./_-][\d\s()./_-]*$/;
const [FEWEST_GROUPED, MOST_GROUPED] = [10, 15];

/** Digits among words: as above, or with a trunk prefix, possibly in groups. */
const IN_WORDS = [
	/(?<![\p{L}\p{N}.+_-])1?[2-9]\d{9}(?!(?!x\d)[\p{L}\p{N}_]|[.-]\d)/giu,
	/(?<![\p{L}\p{N}.,+/:_-])0[1-9]\d{8,9}(?![\p{L}\p{N}_]|[.-]\d)/gu,
	/(?<![\p{L}\p{N}.,+/:_-])0[1-9]\d{0,3}([\s.-])\d{2,4}(?:\1\d{2,4}){1,3}(?![\p{L}\p{N}_]|[.-]\d)/gu,
];
/** Digits from any country, after a word for a phone. */
const AFTER_PHONE_WORD =
	/(?:\b(?:call|text|sms|phone|tele?|mobile?|m[oó]vil|cell|whats ?app|fax|handy)|(?:telefone?o?|nummer))[\s:.#]{0,3}\d{10,15}(?!\d)/iu;
/** What digits mean after other words. */
const AFTER_OTHER_WORD =
	/(?:order|invoice|ref|reference|id|case|ticket|claim|account|acct|npi|mrn|policy|tracking|confirmation|receipt|transaction|txn|sku|serial|license|isbn|upc|ean|box|parcel)[\s:#.="'_-]{0,4}(?:(?:no|nr|number|num)[\s:#.="'_-]{0,3})?$/i;

/** Amounts, coordinates and IP addresses, which can't be called. */
const NUMBERS = [
	/^[+-]?\d+\.\d+(?:[\s/]+[+-]?\d+\.\d+)?$/,
	/^\d{1,3}([. ])\d{3}(?:\1\d{3})*$/,
	/^\d{1,3}(?:\.\d{1,3}){3}$/,
];
const OTHERS = [
	// Dates and times
	/^(?:\d{4}|\d{1,2})([./-])\d{1,2}\1(?:\d{4}|\d{1,2})(?!\1|\d)/,
	/^(?:19|20)\d{2}[01]\d[0-3]\d\D/,
	/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/,
	// Web addresses
	/:\/\/|\bwww\./i,
	// ISBNs, whose last group is a check digit, and drug codes (NDC)
	/^(?=.{10,20}$)\d[\d\s-]*\d{2}[\d\s-]*[\s-]\d$/,
	/^\d{4,5}-\d{3,4}-\d{1,2}$/,
	// The largest number in many databases
	/^2147483647$/,
];
const POWER_OF_TEN = /^\d(?:\.\d+)?e\+?\d{1,2}$/i;

const digitsOf = (text: string) => text.replace(/\D/g, '').length;

/** Digits of any script in ASCII: `visibleText` has only converted full-width ones. */
function inAsciiDigits(text: string): string {
	return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
		const code = digit.codePointAt(0) ?? 0;
		const row = code & ~15;
		// Unicode puts each script's ten digits in a row of sixteen, starting at its first or seventh
		// place.
		return String(code - (/\p{Nd}/u.test(String.fromCodePoint(row)) ? row : row + 6));
	});
}

function isInWords(text: string): boolean {
	if (AFTER_PHONE_WORD.test(text)) return true;
	return IN_WORDS.some((pattern) =>
		[...text.matchAll(pattern)].some(({ 0: found, index }) => {
			const digits = digitsOf(found);
			if (digits < FEWEST_GROUPED || digits > FEWEST_GROUPED + 1) return false;
			return !AFTER_OTHER_WORD.test(text.slice(Math.max(0, index - 40), index));
		}),
	);
}

/** What a text, as returned by `visibleText`, shows of a phone number. */
export function phoneSign(given: string): PhoneSign | undefined {
	const text = inAsciiDigits(given).replace(/%2B/gi, '+').replace(/%20/g, ' ');
	// What programs turn a number into if they take it for an amount.
	const plain = POWER_OF_TEN.test(text)
		? String(Number(text))
		: text.replace(/^(\+?\d+)\.0+$/, '$1');
	if (DOTTED.test(plain)) return 'bare';
	if (NUMBERS.some((number) => number.test(plain))) return undefined;
	const marked = MARKED.flatMap((pattern) => plain.match(pattern) ?? []);
	if (marked.some((found) => digitsOf(found) >= FEWEST_MARKED)) return 'sure';
	if (NORTH_AMERICAN.test(plain)) return 'sure';
	if (OTHERS.some((other) => other.test(plain))) return undefined;
	if ([BARE, LETTERED, PREFIXED].some((pattern) => pattern.test(plain))) return 'bare';
	if (ABROAD.test(plain)) return plain.length > MOST_USUAL ? 'weak' : 'bare';
	if (LOCAL.test(plain)) return 'weak';
	const digits = digitsOf(plain);
	if (digits < FEWEST_GROUPED) return undefined;
	if (digits <= MOST_GROUPED && GROUPED.test(plain)) return 'bare';
	return isInWords(plain) ? 'inWords' : undefined;
}
