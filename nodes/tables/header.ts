import { UserError } from 'n8n-workflow';

/** Invisible signs: zero-width and direction marks, soft hyphens, variation selectors, controls. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]|(?![\t-\r])\p{Cc}/gu;

/** A text as it looks: without invisible signs, in NFKC, all kinds of blanks and dashes each as one. */
export function visibleText(text: string): string {
	return text
		.replace(UNSEEN, '')
		.normalize('NFKC')
		.replace(/[\p{Pd}\u2212\u02d7\u2043]/gu, '-')
		.replace(/\s+/g, ' ')
		.trim();
}

/**
 * Whether a header contains a person's data because the file has none: its names are then not shown.
 * Recognised by an e-mail address, a phone number's digits, a ZIP code, a date, a hash, or a street with
 * its number.
 */
export function looksLikeData(columns: string[]): boolean {
	const data = [
		/@|(\d[\s()./\u2010-\u2015\u2212-]*){9}/,
		/^\s*\d{5}(-\d{4})?\s*$/,
		/^\s*(\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})\s*$/,
		/^\s*[\da-f]{32,}\s*$/i,
		/^\s*\d+\s+\p{L}+\s+\p{L}/u,
	];
	return columns.some((name) => data.some((pattern) => pattern.test(name)));
}

/** How messages refer to the columns of a table. */
export interface ColumnWords {
	/** A column by its index, the first being 0. */
	place: (index: number) => string;
	/** What follows a position. */
	where: string;
	/** What to do about a column without a name. */
	remedy: string;
}

const NUMBERED: ColumnWords = {
	place: (index) => String(index + 1),
	where: '',
	remedy: 'Give it one.',
};

/**
 * Checks that every column has a name and that no two names are the same.
 *
 * @throws UserError that gives the positions
 */
export function checkHeader(
	columns: string[],
	{ place, where, remedy }: ColumnWords = NUMBERED,
): void {
	const places = new Map<string, string>();
	columns.forEach((name, index) => {
		const here = place(index);
		if (visibleText(name) === '') {
			throw new UserError(`The header has no name for column ${here}${where}. ${remedy}`);
		}
		const earlier = places.get(name);
		if (earlier !== undefined) {
			// Truncated, because a file that is not a table can have any text here.
			const shown = looksLikeData(columns) ? 'the same' : `"${name.slice(0, 60)}"`;
			throw new UserError(`Columns ${earlier} and ${here}${where} are named ${shown}. Rename one.`);
		}
		places.set(name, here);
	});
}
