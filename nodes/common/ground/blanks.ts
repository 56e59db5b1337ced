const SPACE = 0x20;
const DELETE = 0x7f;

/** White space, control characters and invisible signs. */
const BLANK = /[\s\p{Cc}\p{Cf}]/u;

/**
 * Whether a UTF-16 code unit is blank. One rule for all table files: a row that is empty in a workbook
 * is empty in a CSV too.
 */
export function isBlankCode(code: number): boolean {
	if (code <= SPACE) return true;
	return code >= DELETE && BLANK.test(String.fromCharCode(code));
}

/** How many bytes the blank character at `at` takes in UTF-8; 0 if the character there is not blank. */
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
	// Below that, three bytes are not valid UTF-8.
	return (length === 2 || code >= 0x800) && isBlankCode(code) ? length : 0;
}
