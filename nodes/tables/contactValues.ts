import { hasAddress } from './addressValues';
import { visibleText } from './header';
import { phoneSign } from './phoneValues';

/** Longer texts are looked at in part. */
const MOST_CHARACTERS = 4096;

/**
 * What a column may hold, which decides how surely its values must be phone numbers. One that is written
 * with a plus, brackets or separators is enough in every column; of digits alone
 * - `none`: count for nothing, because they may be an ID, an amount or a date
 * - `half`: one among words is enough, alone they have to be half of the values
 * - `one`: one is enough, for it can be nothing else there
 * - `any`: the same, also for one without its area code, in a column that is named like one of numbers
 */
export type PhoneRule = 'none' | 'half' | 'one' | 'any';

/** Of the values that are weak signs, how many have to be. */
const MOST_OF = 0.9;

/** What some values of a column have of e-mail addresses and phone numbers. The values are not kept. */
export class ContactSigns {
	/** Values that were looked at: those with more than blanks. */
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

	/** Whether any value is, or holds, an e-mail address. */
	get hasAddress(): boolean {
		return this.addresses > 0;
	}

	/**
	 * Whether any value is surely a phone number, or, as the rule allows, some may be. Values without a
	 * digit, such as "n/a", count for nothing.
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
