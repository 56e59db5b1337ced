import { blankLength } from '../../common/ground/blanks';

const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const QUOTE = 0x22;
/** The sign that DOS programs, and some of today's, put at the end of a text file (Ctrl+Z). */
const END_SIGN = 0x1a;

/**
 * Whether a record has nothing but blanks, quotes and delimiters, so that it does not count:
 * spreadsheets write such lines for rows with formatting only. An end sign on a line of its own is
 * blank too.
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

/** Programs fill the rest of a file's last block with the sign. */
function mayFollowEndSign(byte: number): boolean {
	return byte === END_SIGN || byte === SPACE || byte === TAB;
}

/** Where a record's last value ends if it is not quoted: before an end sign. */
export function withoutEndSign(bytes: Uint8Array, from: number, to: number): number {
	let end = to;
	for (let at = to - 1; at >= from && mayFollowEndSign(bytes[at]); at--) {
		if (bytes[at] === END_SIGN) end = at;
	}
	return end;
}

/** The position after an end sign that follows a quoted value, if the sign ends the record. */
export function pastEndSign(bytes: Uint8Array, at: number): number {
	if (bytes[at] !== END_SIGN) return at;
	let end = at;
	while (end < bytes.length && mayFollowEndSign(bytes[end])) end++;
	return end === bytes.length || bytes[end] === LF || bytes[end] === CR ? end : at;
}
