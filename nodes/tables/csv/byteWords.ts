const EIGHTH_BITS = 0x80808080;

/**
 * The encoding of the bytes, or the index of the first one that is not part of a UTF-8 character (RFC
 * 3629: no overlong forms, no surrogates). A character cut off at the end is accepted.
 *
 * @param words the same memory, four bytes each; it may be longer
 */
export function checkUtf8(bytes: Uint8Array, words: Int32Array): 'ASCII' | 'UTF-8' | number {
	const { length } = bytes;
	const lastWords = (length >> 4) << 2;
	let isAscii = true;
	let at = 0;
	while (at < length) {
		if ((at & 15) === 0) {
			let word = at >> 2;
			while (word < lastWords && isAsciiAt(words, word)) word += 4;
			at = word << 2;
		}
		if (at === length) break;
		const lead = bytes[at];
		if (lead < 0x80) {
			at++;
			continue;
		}
		isAscii = false;
		const followers = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
		if (followers === 0) return at;
		for (let nth = 1; nth <= followers && at + nth < length; nth++) {
			const byte = bytes[at + nth];
			const lowest = nth > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
			const highest = nth > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
			if (byte < lowest || byte > highest) return at;
		}
		at += followers + 1;
	}
	return isAscii ? 'ASCII' : 'UTF-8';
}

/** Whether 16 bytes are ASCII. */
function isAsciiAt(words: Int32Array, word: number): boolean {
	const bits = words[word] | words[word + 1] | words[word + 2] | words[word + 3];
	return (bits & EIGHTH_BITS) === 0;
}

/** 1 in each of the four bytes that is not 0. */
function differing(others: number): number {
	return ((((others & 0x7f7f7f7f) + 0x7f7f7f7f) | others) >>> 7) & 0x01010101;
}

/** How often a byte occurs from `from` up to `to`; more than twice as fast as examining each byte. */
export function countByte(
	wanted: number,
	bytes: Uint8Array,
	words: Int32Array,
	from: number,
	to: number,
): number {
	const pattern = wanted * 0x01010101;
	const firstWord = (from + 3) >> 2;
	const lastWord = to >> 2;
	const before = Math.min(firstWord << 2, to);
	let count = 0;
	for (let at = from; at < before; at++) if (bytes[at] === wanted) count++;
	let word = firstWord;
	while (word + 4 <= lastWord) {
		// Four counters in one number, which overflow after 255 words.
		const stop = Math.min(lastWord, word + 252);
		let counts = 0;
		for (; word + 4 <= stop; word += 4) {
			counts +=
				0x04040404 -
				differing(words[word] ^ pattern) -
				differing(words[word + 1] ^ pattern) -
				differing(words[word + 2] ^ pattern) -
				differing(words[word + 3] ^ pattern);
		}
		count += (counts & 255) + ((counts >>> 8) & 255) + ((counts >>> 16) & 255) + (counts >>> 24);
	}
	for (let at = Math.max(word << 2, before); at < to; at++) if (bytes[at] === wanted) count++;
	return count;
}

/**
 * The position after the `nth` occurrence of a byte from `from` up to `to`, or -1; also four at a
 * time.
 */
export function behindNth(
	wanted: number,
	nth: number,
	bytes: Uint8Array,
	words: Int32Array,
	from: number,
	to: number,
): number {
	const pattern = wanted * 0x01010101;
	const lastWord = to >> 2;
	let left = nth;
	let at = from;
	while (at < to && (at & 3) !== 0) if (bytes[at++] === wanted && --left === 0) return at;
	let word = at >> 2;
	for (; word < lastWord; word++) {
		const others = differing(words[word] ^ pattern);
		if (others === 0x01010101) continue;
		const found = 4 - ((others * 0x01010101) >>> 24);
		if (found >= left) break;
		left -= found;
	}
	at = Math.max(at, word << 2);
	while (at < to) if (bytes[at++] === wanted && --left === 0) return at;
	return -1;
}

/** Index of a byte, or the number of bytes if it does not occur. */
export function indexOrEnd(bytes: Buffer, byte: number, from: number): number {
	const index = bytes.indexOf(byte, from);
	return index === -1 ? bytes.length : index;
}
