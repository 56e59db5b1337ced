const SPACE = 0x20;
const DELETE = 0x7f;

/** White space, control characters, and signs that nobody sees. */
const BLANK = /[\s\p{Cc}\p{Cf}]/u;

/**
 * Whether a UTF-16 code unit is blank. One rule for all table files: what is an empty row in a
 * workbook is none in a CSV either.
 */
export function isBlankCode(code: number): boolean {
	if (code <= SPACE) return true;
	return code >= DELETE && BLANK.test(String.fromCharCode(code));
}

/** How many bytes the blank character at `at` has in UTF-8; 0 where another one begins. */
export function blankLength(bytes: Uint8Array, at: number, to: number): number {
	const lead = bytes[at];
	if (lead <= SPACE || lead === DELETE) return 1;
	if (lead < 0xc2 || lead >= 0xf0) return 0;
	const length = lead < 0xe0 ? 2 : 3;
	if (at + length > to) return 0;
	let code = lead & (length === 2 ? 0x1f : 0x0f);
	for (let nth = 1; nth < length; nth++) {
		const byte = bytes[at + nth];
		if ((byte & 0xc0) !== 0x80) return 0;
		code = (code << 6) | (byte & 0x3f);
	}
	// Below that, three bytes are no UTF-8.
	return (length === 2 || code >= 0x800) && isBlankCode(code) ? length : 0;
}
