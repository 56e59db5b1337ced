import { isBlankCode } from '../common/ground/blanks';

const ESCAPE_LENGTH = '_x0000_'.length;
const ESCAPE = /^_x([\da-f]{4})_/i;

/** Undoes `_x000D_` escapes, with which texts hold what XML can't (ECMA-376, part 1, 22.9.2.19). */
export function unescaped(text: string): string {
	return text.replace(/_x([\da-fA-F]{4})_/g, (_, code: string) =>
		String.fromCharCode(parseInt(code, 16)),
	);
}

/** A text from its first character that is not blank, escaped or not. */
export function withoutBlanks(text: string): string {
	let at = 0;
	for (;;) {
		while (at < text.length && isBlankCode(text.charCodeAt(at))) at++;
		if (text[at] !== '_') break;
		const code = ESCAPE.exec(text.slice(at, at + ESCAPE_LENGTH))?.[1];
		if (code === undefined || !isBlankCode(parseInt(code, 16))) break;
		at += ESCAPE_LENGTH;
	}
	return at === 0 ? text : text.slice(at);
}

/** Whether the text after a first piece may still turn out to be entirely blank. */
export function mayBeBlank(rest: string): boolean {
	return rest === '' || (rest.startsWith('_') && rest.length < ESCAPE_LENGTH);
}

/**
 * A copy of the text in memory of its own: as part of a larger text, it would keep all of that in
 * memory.
 */
export function copied(text: string): string {
	return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** The name that Excel shows for a column: 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
	const letter = String.fromCharCode(65 + (column % 26));
	return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}
