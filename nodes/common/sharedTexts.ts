import { UserError } from 'n8n-workflow';

import { unescaped } from './sheetReader';
import type { XmlReader } from './xml';

const MOST_TEXT_CHARACTERS = 8 * 1024 * 1024;

/**
 * Collects the texts that are needed of those that all sheets share (ECMA-376, part 1, 18.4.9), and
 * is done at the last of them. Of a formatted text all pieces belong to it, but not what says how it
 * is pronounced.
 */
export class SharedTexts implements XmlReader {
	wantsText = false;
	isDone = false;
	/** By their number in the list, from 0. */
	readonly texts = new Map<number, string>();
	private index = -1;
	private isNeeded = false;
	private phonetic = 0;
	private current = '';
	private characters = 0;

	constructor(private readonly needed: Set<number>) {}

	open(name: string): void {
		if (name === 'si') {
			this.isNeeded = this.needed.has(++this.index);
			this.current = '';
		} else if (name === 't') this.wantsText = this.isNeeded && this.phonetic === 0;
		else if (name === 'rPh') this.phonetic++;
	}

	close(name: string): void {
		if (name === 't') this.wantsText = false;
		else if (name === 'rPh') this.phonetic--;
		else if (name === 'si' && this.isNeeded) {
			this.texts.set(this.index, unescaped(this.current));
			this.isDone = this.texts.size === this.needed.size;
		}
	}

	text(text: string): void {
		this.characters += text.length;
		if (this.characters > MOST_TEXT_CHARACTERS) {
			throw new UserError('The header and the first rows hold more than 8 million characters.');
		}
		this.current += text;
	}
}
