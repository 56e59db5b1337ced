import { hasAddress } from './addressValues';
import { visibleText } from './header';
import { phoneSign } from './phoneValues';

/** Only part of a longer text is examined. */
const MOST_CHARACTERS = 4096;

/**
 * What a column may hold, which decides how certain it must be that its values are phone numbers. A
 * number written with a plus, brackets or separators is enough in every column. Numbers of digits
 * only:
 * - `none`: count for nothing, because they may be an ID, an amount or a date
 * - `half`: one among words is enough; on their own they must be half of the values
 * - `one`: one is enough, since it can be nothing else there
 * - `any`: the same, and the area code may be missing, in a column named like one of phone numbers
 */
export type PhoneRule = 'none' | 'half' | 'one' | 'any';

/** The share of the values that must be weak signs. */
const MOST_OF = 0.9;

/** What some values of a column show of e-mail addresses and phone numbers. The values are not kept. */
export class ContactSigns {
	/** Number of values examined: those that are not blank. */
	values = 0;

	private addresses = 0;
	private withDigits = 0;
	private readonly phones = { sure: 0, inWords: 0, bare: 0, weak: 0 };

	note(value: string): void {
		const text = visibleText(value.slice(0, MOST_CHARACTERS));
		if (text === '') return;
		this.values++;
		if (hasAddress(text)) this.addresses++;
		if (!/\p{Nd}/u.test(text)) return;
		this.withDigits++;
		const sign = phoneSign(text);
		if (sign !== undefined) this.phones[sign]++;
	}

	/** Looks for addresses only. */
	noteAddress(value: string): void {
		if (hasAddress(visibleText(value.slice(0, MOST_CHARACTERS)))) this.addresses++;
	}

	/** Whether any value is or contains an e-mail address. */
	get hasAddress(): boolean {
		return this.addresses > 0;
	}

	/**
	 * Whether any value is certainly a phone number or, if the rule allows, some may be. Values
	 * without a digit, such as "n/a", do not count.
	 */
	hasPhone(rule: PhoneRule): boolean {
		const { sure, inWords, bare, weak } = this.phones;
		if (sure > 0) return true;
		if (rule === 'none') return false;
		if (inWords > 0 || (rule !== 'half' && bare > 0)) return true;
		if (rule === 'one') return false;
		if (rule === 'any') return weak > 0;
		const possible = bare + weak;
		return (bare > 0 && 2 * bare >= this.withDigits) || isMost(possible, this.withDigits);
	}
}

const isMost = (count: number, all: number) => count > 0 && count >= MOST_OF * all;

/** The same for a single text. */
export function signsOf(text: string): ContactSigns {
	const signs = new ContactSigns();
	signs.note(text);
	return signs;
}
