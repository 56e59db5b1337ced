import { blankLength } from '../../common/ground/blanks';

const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const QUOTE = 0x22;
/** What DOS programs, and some of today's, end a text file with (Ctrl+Z). */
const END_SIGN = 0x1a;

/**
 * Whether a record has nothing but blanks, quotes and delimiters, so that it is none: spreadsheets
 * write such lines for rows that are formatted only. An end sign on a line of its own is blank too.
 */
export function isBlankRecord(
	bytes: Uint8Array,
	from: number,
	to: number,
	delimiter: number,
): boolean {
	let at = from;
	while (at < to) {
		const byte = bytes[at];
		if (byte <= SPACE || byte === QUOTE || byte === delimiter) at++;
		else {
			const length = blankLength(bytes, at, to);
			if (length === 0) return false;
			at += length;
		}
	}
	return true;
}

/** Programs fill up the last block of a file with the sign. */
function mayFollowEndSign(byte: number): boolean {
	return byte === END_SIGN || byte === SPACE || byte === TAB;
}

/** Where a record's last value ends, which is not in quotes: before an end sign. */
export function withoutEndSign(bytes: Uint8Array, from: number, to: number): number {
	let end = to;
	for (let at = to - 1; at >= from && mayFollowEndSign(bytes[at]); at--) {
		if (bytes[at] === END_SIGN) end = at;
	}
	return end;
}

/** The place behind an end sign that follows a value in quotes, if it ends the record. */
export function pastEndSign(bytes: Uint8Array, at: number): number {
	if (bytes[at] !== END_SIGN) return at;
	let end = at;
	while (end < bytes.length && mayFollowEndSign(bytes[end])) end++;
	return end === bytes.length || bytes[end] === LF || bytes[end] === CR ? end : at;
}
