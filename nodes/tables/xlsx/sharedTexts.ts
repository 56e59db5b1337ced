import { UserError } from 'n8n-workflow';

import { copied, mayBeBlank, unescaped, withoutBlanks } from '../cellText';
import { kindOfText } from '../valueKinds';
import type { XmlReader } from './xml';

const MOST_TEXT_CHARACTERS = 8 * 1024 * 1024;
/** Only the first texts are kept: programs number texts as they meet them, from the header on. */
const FIRST_TEXTS = 4096;
const FIRST_CHARACTERS = 1024 * 1024;
/** Bounds memory: for these texts, 4 MiB say which are blank and 32 MiB which kind each is. */
const MOST_JUDGED_TEXTS = 32 * 1024 * 1024;
/** Longer than any value whose kind is determined. */
const LONGEST_JUDGED = 4096;

/**
 * Reads the texts that all sheets share (ECMA-376, part 1, 18.4.9): keeps the first of them and, for
 * all of them, which ones are blank (nothing but white space, control characters and invisible signs)
 * and, if asked for, which kind they are. When read again after `lookFor`, it keeps those texts too,
 * and is done at the last of them.
 *
 * All pieces of a formatted text belong to it, but not the hints to its pronunciation.
 *
 * @throws UserError if the texts to be kept exceed 8 million characters, or if one after the first 32
 *   million texts is blank or of a kind: at most 36 MiB are kept about that
 */
export class SharedTexts implements XmlReader {
	wantsText = false;
	isDone = false;
	/** How many there are. */
	count = 0;
	/** By their number in the list, from 0. */
	private readonly texts = new Map<number, string>();
	/** One bit per text, eight to a byte. */
	private blanks = new Uint8Array(0);
	/** One byte per text. */
	private kinds = new Uint8Array(0);
	private needed: Set<number> | undefined;
	private index = -1;
	private isKept = false;
	private phonetic = 0;
	private current = '';
	private characters = 0;
	/** Whether the text so far is all blank; `rest` may hold the start of an escape. */
	private isOpen = false;
	private rest = '';
	/** The start of a text whose kind is to be determined. */
	private start = '';
	private isJudged = false;

	/** @param tellsKinds whether to determine the kind of each text */
	constructor(private readonly tellsKinds = false) {}

	get(index: number): string | undefined {
		return this.texts.get(index);
	}

	/** Whether a text of the list is blank. */
	isBlank(index: number): boolean {
		return ((this.blanks[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
	}

	/** The kind of a text of the list, by its number. */
	kindOf(index: number): number {
		return this.kinds[index] ?? 0;
	}

	/** @returns whether the texts must be read again, because one of them is not kept yet */
	lookFor(indexes: number[]): boolean {
		this.needed = new Set(indexes.filter((index) => !this.texts.has(index)));
		this.index = -1;
		this.characters = 0;
		this.isDone = this.needed.size === 0;
		return !this.isDone;
	}

	open(name: string): void {
		if (name === 'si') this.openItem();
		else if (name === 't') this.wantsText = this.phonetic === 0 && this.isWanted;
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
		if (this.isJudged) {
			this.start += text;
			this.isJudged = this.start.length < LONGEST_JUDGED;
		}
		if (this.isKept) this.keep(text);
		this.wantsText = this.isWanted;
	}

	private get isWanted(): boolean {
		return this.isKept || this.isOpen || this.isJudged;
	}

	private openItem(): void {
		const { needed } = this;
		this.index++;
		this.current = '';
		this.rest = '';
		this.start = '';
		this.isOpen = needed === undefined;
		this.isJudged = this.isOpen && this.tellsKinds;
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
			throw new UserError('The header and the first rows contain more than 8 million characters.');
		}
		if (!this.isKept) this.current = '';
	}

	private closeItem(): void {
		const { index, needed } = this;
		if (this.isOpen && this.rest === '') this.markBlank(index);
		if (this.start !== '') this.markKind(index, kindOfText(unescaped(this.start)));
		if (this.isKept) this.texts.set(index, unescaped(copied(this.current)));
		if (needed === undefined) this.count = index + 1;
		else if (needed.delete(index)) this.isDone = needed.size === 0;
	}

	private markBlank(index: number): void {
		this.blanks = grownTo(index >> 3, this.blanks, MOST_JUDGED_TEXTS / 8);
		this.blanks[index >> 3] |= 1 << (index & 7);
	}

	private markKind(index: number, kind: number): void {
		if (kind === 0) return;
		this.kinds = grownTo(index, this.kinds, MOST_JUDGED_TEXTS);
		this.kinds[index] = kind;
	}
}

/** The bytes, or a longer copy of them that includes this position. */
function grownTo(
	place: number,
	bytes: Uint8Array<ArrayBuffer>,
	most: number,
): Uint8Array<ArrayBuffer> {
	if (place >= most) {
		throw new UserError(
			'The file has more than 32 million texts, which is more than can be read. Save it as CSV UTF-8.',
		);
	}
	if (place < bytes.length) return bytes;
	const grown = new Uint8Array(Math.min(2 * (place + 64), most));
	grown.set(bytes);
	return grown;
}
