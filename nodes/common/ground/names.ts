/**
 * Signs that take up no room and change nothing visible: control characters, soft hyphen, zero widths,
 * direction and joining marks, variation selectors, byte order mark. A joiner inside an emoji is not
 * one of them, nor are the tags that tell Scotland's flag from England's.
 */
const UNSEEN = new RegExp(
	[
		/(?![\s\u0085])\p{Cc}/u,
		/[\u00AD\u061C\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/u,
		/\u034F|[\u17B4\u17B5]|[\u180B-\u180F]|[\uFE00-\uFE0F]/u,
		/(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D|\u200D(?!\p{Extended_Pictographic})/u,
	]
		.map(({ source }) => source)
		.join('|'),
	'gu',
);

/**
 * Runs of what looks blank: besides JavaScript's own blanks, NEL, the Hangul fillers and Braille's
 * blank.
 */
const BLANKS = /[\s\u0085\u115F\u1160\u2800\u3164\uFFA0]+/gu;

/**
 * Signs that show nothing: those that Unicode ignores by default, among them the Hangul fillers,
 * Braille's blank, and annotation marks.
 */
const NOTHING_SHOWN = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB]*$/u;

/** What a server's search finds however the text around it is stored. */
const SEARCHABLE = /[\w.-]+/g;

/** Whether a text shows nothing. */
export function showsNothing(text: string): boolean {
	return NOTHING_SHOWN.test(text);
}

/** A text without its invisible signs. */
export function withoutUnseen(text: string): string {
	return text.replace(UNSEEN, '');
}

/**
 * A name in the form used for comparison: NFC (Unicode Standard Annex 15), each run of blanks as one
 * plain blank, none at either end, nothing invisible. Capital letters stay.
 */
export function comparedName(name: unknown): string {
	return withoutUnseen(String(name)).normalize('NFC').replace(BLANKS, ' ').trim();
}

/**
 * Whether two names look the same. IQM calls a copy of "Spring" "Spring copy ", a Mac writes "ü" as
 * two characters, and a web page has no-break spaces. A missing name matches nothing.
 */
export function isSameName(one: unknown, other: unknown): boolean {
	if (one === undefined || one === null) return false;
	return comparedName(one) === comparedName(other);
}

/** Whether something read by its ID shows another name than it had. One that shows none may have it still. */
export function isRenamed(shown: unknown, name: unknown): boolean {
	return comparedName(shown ?? '') !== '' && !isSameName(shown, name);
}

/** Whether a name contains this text, regardless of case; a text that shows nothing is in no name. */
export function nameHolds(name: unknown, part: string): boolean {
	const wanted = comparedName(part).toLowerCase();
	return wanted !== '' && comparedName(name).toLowerCase().includes(wanted);
}

/**
 * What to search for on a server that finds parts of names, so that the answer includes every name
 * that {@link isSameName} considers equal and that has no invisible sign inside a word: the longest
 * run of letters and digits that can be stored in only one way.
 *
 * @returns '' if the name has no such run: then it can't be searched for
 */
export function searchedPart(name: string): string {
	const parts = name.normalize('NFC').match(SEARCHABLE) ?? [];
	return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
