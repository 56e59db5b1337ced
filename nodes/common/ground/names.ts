/**
 * Signs that take no room and change nothing that is seen: control characters, soft hyphen, zero
 * widths, direction and joining marks, variation selectors, byte order mark. A joiner inside an emoji
 * is none of them, nor are the tags that make Scotland's flag another than England's.
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

/** Runs of what looks blank: beside JavaScript's own NEL, the Hangul fillers and Braille's blank. */
const BLANKS = /[\s\u0085\u115F\u1160\u2800\u3164\uFFA0]+/gu;

/**
 * Signs that show nothing: of Unicode those that are ignorable by default, among them the fillers of
 * Hangul; Braille's blank; and marks of annotations.
 */
const NOTHING_SHOWN = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFB]*$/u;

/** What a search at a server finds however the text around it is stored. */
const SEARCHABLE = /[\w.-]+/g;

/** Whether there is nothing to see in a text. */
export function showsNothing(text: string): boolean {
	return NOTHING_SHOWN.test(text);
}

/** A text without the signs that nobody can see. */
export function withoutUnseen(text: string): string {
	return text.replace(UNSEEN, '');
}

/**
 * A name in the form in which it is compared: NFC (Unicode Standard Annex 15), every run of blanks as
 * one plain blank and none around it, nothing that can't be seen. Capital letters stay.
 */
export function comparedName(name: unknown): string {
	return withoutUnseen(String(name)).normalize('NFC').replace(BLANKS, ' ').trim();
}

/**
 * Whether two names look the same. A copy of "Spring" is called "Spring copy " at IQM, a Mac writes
 * "ü" as two characters, and a web page has its blanks as no-break ones. What has no name is like
 * nothing.
 */
export function isSameName(one: unknown, other: unknown): boolean {
	if (one === undefined || one === null) return false;
	return comparedName(one) === comparedName(other);
}

/**
 * Whether a name holds this text, in capital letters or not; what holds nothing that can be seen is in
 * no name.
 */
export function nameHolds(name: unknown, part: string): boolean {
	const wanted = comparedName(part).toLowerCase();
	return wanted !== '' && comparedName(name).toLowerCase().includes(wanted);
}

/**
 * What to search for at a server that looks for parts of names, so that the answer holds every name
 * that {@link isSameName} takes for this one and has no unseen sign inside a word: the longest run of
 * letters and digits that are stored in one way only.
 *
 * @returns '' when the name has none: then there is nothing to search by
 */
export function searchedPart(name: string): string {
	const parts = name.normalize('NFC').match(SEARCHABLE) ?? [];
	return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
