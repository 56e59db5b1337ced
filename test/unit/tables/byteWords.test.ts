import * as fc from 'fast-check';

import { behindNth, checkUtf8, countByte } from '../../../nodes/tables/csv/byteWords';

function memory(bytes: Uint8Array): { bytes: Buffer; words: Int32Array } {
	const block = Buffer.allocUnsafeSlow((bytes.length + 3) & ~3).fill(0xff);
	block.set(bytes);
	return { bytes: block.subarray(0, bytes.length), words: new Int32Array(block.buffer) };
}

function check(bytes: Uint8Array): 'ASCII' | 'UTF-8' | number {
	const at = memory(bytes);
	return checkUtf8(at.bytes, at.words);
}

function decodes(bytes: Uint8Array): boolean {
	try {
		// As a stream, so that a character that is cut off at the end passes.
		new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
		return true;
	} catch {
		return false;
	}
}

describe('checkUtf8', () => {
	it.each([
		['overlong', 'c080', 0],
		['overlong of three', '61e09f80', 1],
		['a surrogate', 'eda080', 0],
		['above U+10FFFF', 'f4908080', 0],
		['a continuation byte alone', '6180', 1],
		['Latin-1', '4a6f73e92c', 3],
		['cut off at the end', '61f09f', 'UTF-8'],
		['a whole character', 'f09fa79d', 'UTF-8'],
		['text', '6162', 'ASCII'],
		['nothing', '', 'ASCII'],
	])('%s', (_, hex, expected) => {
		expect(check(Buffer.from(hex, 'hex'))).toBe(expected);
	});

	it('finds what the decoder of the platform finds', () => {
		const byte = fc.oneof(
			fc.constantFrom(0x41, 0x7f, 0x80, 0xbf, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0xf5),
			fc.nat({ max: 255 }),
		);
		const plain = fc.nat({ max: 40 });
		fc.assert(
			fc.property(plain, fc.array(byte, { maxLength: 12 }), plain, (before, middle, after) => {
				const bytes = Buffer.from([
					...Buffer.alloc(before, 'a'),
					...middle,
					...Buffer.alloc(after, 'b'),
				]);
				const found = check(bytes);
				expect(typeof found !== 'number').toBe(decodes(bytes));
				if (typeof found === 'number') {
					expect(decodes(bytes.subarray(0, found))).toBe(true);
				} else {
					expect(found === 'ASCII').toBe(bytes.every((one) => one < 128));
				}
			}),
			{ numRuns: 3000 },
		);
	});
});

describe('countByte', () => {
	it('counts like a loop, whatever the place and length', () => {
		const content = fc.uint8Array({ maxLength: 80 });
		fc.assert(
			fc.property(content, fc.nat({ max: 255 }), fc.nat(), fc.nat(), (bytes, byte, one, other) => {
				const [from, to] = [one, other].map((at) => at % (bytes.length + 1)).sort((a, b) => a - b);
				const at = memory(bytes.map((value, i) => (i % 3 === 0 ? byte : value)));
				const expected = at.bytes.subarray(from, to).filter((value) => value === byte).length;
				expect(countByte(byte, at.bytes, at.words, from, to)).toBe(expected);
			}),
			{ numRuns: 3000 },
		);
	});

	it('does not lose count where there are more than 255 in a row', () => {
		const { bytes, words } = memory(Buffer.alloc(10_001, ','));
		expect(countByte(0x2c, bytes, words, 1, 10_000)).toBe(9_999);
		expect(countByte(0x2d, bytes, words, 0, 10_001)).toBe(0);
	});
});

describe('behindNth', () => {
	it('finds what a loop finds, whatever the place and length', () => {
		const content = fc.uint8Array({ maxLength: 80 });
		const nth = fc.integer({ min: 1, max: 30 });
		fc.assert(
			fc.property(content, nth, fc.nat(), fc.nat(), fc.nat(9), (bytes, times, one, other, gap) => {
				const [from, to] = [one, other].map((at) => at % (bytes.length + 1)).sort((a, b) => a - b);
				const at = memory(bytes.map((value, i) => (i % (gap + 1) === 0 ? 0x2c : value)));
				const places = [...at.bytes.keys()].filter(
					(place) => place >= from && place < to && at.bytes[place] === 0x2c,
				);
				const expected = places.length < times ? -1 : places[times - 1] + 1;
				expect(behindNth(0x2c, times, at.bytes, at.words, from, to)).toBe(expected);
			}),
			{ numRuns: 3000 },
		);
	});
});
