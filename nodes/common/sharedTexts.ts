import { UserError } from 'n8n-workflow';

import { copied, mayBeBlank, unescaped, withoutBlanks } from './cellText';
import type { XmlReader } from './xml';

const MOST_TEXT_CHARACTERS = 8 * 1024 * 1024;
/** The first texts are kept: programs number them as they meet them, from the header on. */
const FIRST_TEXTS = 4096;
const FIRST_CHARACTERS = 1024 * 1024;
/** 4 MiB as bits. */
const MOST_TEXTS_WITH_BLANKS = 32 * 1024 * 1024;

/**
 * Reads the texts that all sheets share (ECMA-376, part 1, 18.4.9): keeps the first of them, and of
 * all which ones are blank (nothing but white space, control characters and signs that nobody
 * sees). Read again after `lookFor`, it keeps those too, and is done at the last of them.
 *
 * Of a formatted text all pieces belong to it, but not what says how it is pronounced.
 *
 * @throws UserError when texts hold more than 8 million characters that are to be kept, or when one
 *   behind the first 32 million texts is blank: which ones are is kept in 4 MiB at most
 */
export class SharedTexts implements XmlReader {
	wantsText = false;
	isDone = false;
	/** How many there are. */
	count = 0;
	/** By their number in the list, from 0. */
	private readonly texts = new Map<number, string>();
	private blanks = new Uint8Array(0);
	private needed: Set<number> | undefined;
	private index = -1;
	private isKept = false;
	private phonetic = 0;
	private current = '';
	private characters = 0;
	/** Whether all of the text so far is blank; of an escape there may be the start in `rest`. */
	private isOpen = false;
	private rest = '';

	get(index: number): string | undefined {
		return this.texts.get(index);
	}

	/** Whether a text of the list is blank. */
	isBlank(index: number): boolean {
		return ((this.blanks[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
	}

	/** @returns whether the texts have to be read again, because one of them is not kept yet */
	lookFor(indexes: number[]): boolean {
		this.needed = new Set(indexes.filter((index) => !this.texts.has(index)));
		this.index = -1;
		this.characters = 0;
		this.isDone = this.needed.size === 0;
		return !this.isDone;
	}

	open(name: string): void {
		if (name === 'si') this.openItem();
		else if (name === 't') this.wantsText = this.phonetic === 0 && (this.isKept || this.isOpen);
		else if (name === 'rPh') this.phonetic++;
	}

	close(name: string): void {
		if (name === 't') this.wantsText = false;
		else if (name === 'rPh') this.phonetic--;
		else if (name === 'si') this.closeItem();
		else if (name === 'sst') this.isDone = true;
	}

	text(text: string): void {
		if (this.isOpen) {
			this.rest = withoutBlanks(this.rest + text);
			this.isOpen = mayBeBlank(this.rest);
		}
		if (this.isKept) this.keep(text);
		this.wantsText = this.isKept || this.isOpen;
	}

	private openItem(): void {
		const { needed } = this;
		this.index++;
		this.current = '';
		this.rest = '';
		this.isOpen = needed === undefined;
		this.isKept =
			needed === undefined
				? this.index < FIRST_TEXTS && this.characters < FIRST_CHARACTERS
				: needed.has(this.index);
	}

	private keep(text: string): void {
		this.characters += text.length;
		this.current += text;
		if (this.needed === undefined) this.isKept = this.characters <= FIRST_CHARACTERS;
		else if (this.characters > MOST_TEXT_CHARACTERS) {
			throw new UserError('The header and the first rows hold more than 8 million characters.');
		}
		if (!this.isKept) this.current = '';
	}

	private closeItem(): void {
		const { index, needed } = this;
		if (this.isOpen && this.rest === '') this.markBlank(index);
		if (this.isKept) this.texts.set(index, unescaped(copied(this.current)));
		if (needed === undefined) this.count = index + 1;
		else if (needed.delete(index)) this.isDone = needed.size === 0;
	}

	private markBlank(index: number): void {
		if (index >= MOST_TEXTS_WITH_BLANKS) {
			throw new UserError(
				'The file has an empty text behind more than 32 million others, which is more than is read. Save it as CSV UTF-8.',
			);
		}
		const byte = index >> 3;
		if (byte >= this.blanks.length) {
			const grown = new Uint8Array(Math.min(2 * (byte + 64), MOST_TEXTS_WITH_BLANKS / 8));
			grown.set(this.blanks);
			this.blanks = grown;
		}
		this.blanks[byte] |= 1 << (index & 7);
	}
}
