import { visibleText } from './header';

/** Longer texts are looked at in part. */
const MOST_CHARACTERS = 4096;

/** Of `name@host.tld` what follows the @; to look at both sides at once takes quadratic time. */
const HOST = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
const LOCAL_END = /[\p{L}\p{N}\p{M}_.+'-]$/u;

/** Whether an e-mail address stands in a text, which has to be as `visibleText` makes it. */
function holdsAddress(text: string): boolean {
	for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
		if (at === 0 || !LOCAL_END.test(text[at - 1])) continue;
		const host = HOST.exec(text.slice(at + 1, at + 256))?.[0] ?? '';
		// "2@1.50" is a price.
		if (/\p{L}/u.test(host)) return true;
	}
	return false;
}

/** What is hashed as an address: also one whose host has no dot. */
function isAddress(text: string): boolean {
	if (!/^[^\s@]+@[^\s@]+$/.test(text) || text.includes('://')) return false;
	return /\p{L}/u.test(text.slice(text.indexOf('@')));
}

/** "+49 30 1234567", "(030) 1234567"; with nine digits or more. */
const MARKED = [
	/(?<![\p{L}\p{N}+])\+[\d\s()./-]{8,30}/gu,
	/(?<!\p{L})\(\d{2,5}\)[\d\s./-]{5,20}/gu,
];
const FEWEST_MARKED = 9;
/** "345-678-9012", "1 345 678 9012 ext. 3" */
const NORTH_AMERICAN =
	/(?<![\p{L}\p{N}.+/-])(?:1[\s./-]{1,3})?[2-9]\d{2}[\s./-]{0,3}\d{3}[\s./-]{1,3}\d{4}(?![\p{L}\p{N}]|[./-]\d)/u;
/** Ten digits, or eleven with a 1 in front, also among words; an area code has no 0 or 1 in front. */
const BARE = /(?<![\p{L}\p{N}.+_-])1?[2-9]\d{9}(?![\p{L}\p{N}_]|[.-]\d)/u;
/** Such digits alone, by the whole North American Numbering Plan: NXX-NXX-XXXX. */
const BARE_IN_FULL = /^1?[2-9]\d{2}[2-9]\d{6}$/;
/** With the prefix for calls abroad. */
const BARE_ABROAD = /^(?:00|011)[1-9]\d{9,12}$/;
/** Of another country, as far as its digits tell. */
const GROUPED = /^\d[\d\s()./-]*[\s()./-][\d\s()./-]*$/;
const [FEWEST_GROUPED, MOST_GROUPED] = [10, 15];

/** Amounts, coordinates and IP addresses, which are no numbers to call. */
const NUMBERS = [
	/^[+-]?\d+\.\d+(?:[\s/]+[+-]?\d+\.\d+)?$/,
	/^\d{1,3}([. ])\d{3}(?:\1\d{3})*$/,
	/^\d{1,3}(?:\.\d{1,3}){3}$/,
];
/** Dates and web addresses, whose digits alone say nothing. */
const OTHERS = [
	/^(?:\d{4}|\d{1,2})([./-])\d{1,2}\1(?:\d{4}|\d{1,2})(?!\1|\d)/,
	/^(?:19|20)\d{2}[01]\d[0-3]\d\D/,
	/:\/\/|\bwww\./i,
];
const POWER_OF_TEN = /^\d(?:\.\d+)?e\+?\d{1,2}$/i;

const digitsOf = (text: string) => text.replace(/\D/g, '').length;

/**
 * How surely a text is, or holds, a phone number: `marked` by a plus or an area code in brackets,
 * `written` with separators as in North America, and less surely `bareInFull`, `bare` or `grouped`, by
 * its digits alone.
 */
function phoneIn(
	text: string,
): 'marked' | 'written' | 'bareInFull' | 'bare' | 'grouped' | undefined {
	// What programs make of it that take it for an amount.
	const plain = POWER_OF_TEN.test(text)
		? String(Number(text))
		: text.replace(/^(\+?\d+)\.0+$/, '$1');
	if (NUMBERS.some((number) => number.test(plain))) return undefined;
	const marked = MARKED.flatMap((pattern) => plain.match(pattern) ?? []);
	if (marked.some((found) => digitsOf(found) >= FEWEST_MARKED)) return 'marked';
	if (NORTH_AMERICAN.test(plain)) return 'written';
	if (OTHERS.some((other) => other.test(plain))) return undefined;
	if (BARE_IN_FULL.test(plain)) return 'bareInFull';
	if (BARE.test(plain) || BARE_ABROAD.test(plain)) return 'bare';
	const digits = digitsOf(plain);
	const isGrouped = digits >= FEWEST_GROUPED && digits <= MOST_GROUPED && GROUPED.test(plain);
	return isGrouped ? 'grouped' : undefined;
}

/** Of the values that may be phone numbers by their digits alone, how many have to be. */
const MOST_OF = 0.9;

/** What a column may hold, which decides how surely its values must be phone numbers. */
export interface PhoneRules {
	/** Whether a value that is written as one is enough; otherwise it needs a plus or brackets. */
	written: boolean;
	/** Whether digits alone count: not at all, if all are of the North American plan, or if most may be. */
	bare: 'no' | 'all' | 'most';
}

/** What some values of a column have of e-mail addresses and phone numbers. The values are not kept. */
export class ContactSigns {
	/** Values that were looked at: those with more than blanks. */
	values = 0;

	private addresses = 0;
	private marked = 0;
	private written = 0;
	private withDigits = 0;
	private possible = 0;
	private bareInFull = 0;

	note(value: string): void {
		const text = visibleText(value.slice(0, MOST_CHARACTERS));
		if (text === '') return;
		this.values++;
		if (isAddress(text) || holdsAddress(text)) this.addresses++;
		if (!/\d/.test(text)) return;
		this.withDigits++;
		const phone = phoneIn(text);
		if (phone === undefined) return;
		this.possible++;
		if (phone === 'marked') this.marked++;
		if (phone === 'written') this.written++;
		if (phone === 'bareInFull') this.bareInFull++;
	}

	/** Whether any value is, or holds, an e-mail address. */
	get hasAddress(): boolean {
		return this.addresses > 0;
	}

	/**
	 * Whether any value is surely a phone number, or, as the rules allow, most may be. Values without a
	 * digit, such as "n/a", count for nothing.
	 */
	hasPhone({ written, bare }: PhoneRules): boolean {
		if (this.marked > 0 || (written && this.written > 0)) return true;
		if (bare === 'no' || this.possible === 0) return false;
		if (bare === 'all') return this.bareInFull === this.withDigits;
		return this.possible >= MOST_OF * this.withDigits;
	}
}

/** The same for a single text. */
export function signsOf(text: string): ContactSigns {
	const signs = new ContactSigns();
	signs.note(text);
	return signs;
}
