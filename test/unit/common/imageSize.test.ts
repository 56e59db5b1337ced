import * as fc from 'fast-check';
import { crc32, deflateSync } from 'zlib';

import { readImageSize, type ImageInfo } from '../../../nodes/common/file/imageSize';
import { chunks } from '../../support/chunks';

async function size(bytes: Uint8Array, sizes = [65_536]): Promise<ImageInfo | undefined> {
	return await readImageSize(chunks(bytes, sizes));
}

function uint16(value: number): number[] {
	return [value >> 8, value & 0xff];
}

function png(width: number, height: number): Buffer {
	const chunk = (type: string, data: Buffer) => {
		const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
		const length = Buffer.alloc(4);
		length.writeUInt32BE(data.length);
		const check = Buffer.alloc(4);
		check.writeUInt32BE(crc32(body));
		return Buffer.concat([length, body, check]);
	};
	const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(Buffer.alloc(64))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function gif(width: number, height: number, version = '89a'): Buffer {
	const [w1, w0] = uint16(width);
	const [h1, h0] = uint16(height);
	return Buffer.concat([
		Buffer.from(`GIF${version}`, 'latin1'),
		Buffer.from([w0, w1, h0, h1, 0, 0, 0, 0x3b]),
	]);
}

function segment(marker: number, data: Uint8Array): Buffer {
	return Buffer.concat([Buffer.from([0xff, marker, ...uint16(data.length + 2)]), data]);
}

/** A JPEG without pixels: `before` and the frame header, then the start of the image data. */
function jpeg(width: number, height: number, before: Buffer[] = [], frame = 0xc0): Buffer {
	return Buffer.concat([
		Buffer.from([0xff, 0xd8]),
		...before,
		segment(frame, Buffer.from([8, ...uint16(height), ...uint16(width), 1, 1, 0x11, 0])),
		segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
		Buffer.from([0x12, 0x34, 0xff, 0xd9]),
	]);
}

const JFIF = segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'));

/** The largest EXIF segment there is, with a whole small JPEG as its thumbnail. */
const EXIF = segment(
	0xe1,
	Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), jpeg(160, 120), Buffer.alloc(65_000, 0xff)]),
);

const HUFFMAN_TABLES = segment(0xc4, Buffer.alloc(40, 1));

describe('readImageSize', () => {
	it('reads a PNG', async () => {
		expect(await size(png(728, 90))).toEqual({ format: 'png', width: 728, height: 90 });
		expect(await size(png(70_000, 1))).toEqual({ format: 'png', width: 70_000, height: 1 });
	});

	it.each(['87a', '89a'])('reads a GIF%s', async (version) => {
		const image = gif(300, 250, version);
		expect(await size(image)).toEqual({ format: 'gif', width: 300, height: 250 });
	});

	it('reads a JPEG after segments of every kind, not the thumbnail inside one', async () => {
		const fill = Buffer.from([0xff, 0xff, 0xff]);
		const standalone = Buffer.from([0xff, 0x01, 0xff, 0xd0]);
		const image = jpeg(320, 480, [JFIF, EXIF, EXIF, HUFFMAN_TABLES, standalone, fill]);
		expect(await size(image)).toEqual({ format: 'jpeg', width: 320, height: 480 });
	});

	it.each([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf])(
		'knows the frame header %i',
		async (frame) => {
			const image = jpeg(1024, 768, [], frame);
			expect(await size(image)).toEqual({ format: 'jpeg', width: 1024, height: 768 });
		},
	);

	it.each([0xc4, 0xc8, 0xcc])('takes %i for no frame header', async (marker) => {
		const image = jpeg(10, 20, [segment(marker, Buffer.alloc(15, 9))]);
		expect(await size(image)).toEqual({ format: 'jpeg', width: 10, height: 20 });
	});

	describe('with an EXIF orientation', () => {
		const MM = Buffer.from('MM\0*\0\0\0\x08', 'latin1');
		const II = Buffer.from('II*\0\x08\0\0\0', 'latin1');
		/** One entry of a directory: tag, type, count, value. */
		const entry = (tag: number, value: number, isLittle = false, type = 3, count = 1) => {
			const bytes = Buffer.alloc(12);
			const put16 = (number: number, at: number) =>
				isLittle ? bytes.writeUInt16LE(number, at) : bytes.writeUInt16BE(number, at);
			put16(tag, 0);
			put16(type, 2);
			put16(count, isLittle ? 4 : 6);
			put16(value, 8);
			return bytes;
		};
		const MAKE = 0x010f;
		const ORIENTATION = 0x0112;
		const directory = (isLittle: boolean, ...entries: Buffer[]) => {
			const count = isLittle ? [entries.length, 0] : [0, entries.length];
			return Buffer.concat([Buffer.from(count), ...entries, Buffer.alloc(4)]);
		};
		const app1 = (...parts: Array<Buffer | string>) =>
			segment(
				0xe1,
				Buffer.concat(
					['Exif\0\0', ...parts].map((part) =>
						typeof part === 'string' ? Buffer.from(part, 'latin1') : part,
					),
				),
			);
		const big = (...entries: Buffer[]) => app1(MM, directory(false, ...entries));
		const turned = big(entry(MAKE, 1), entry(ORIENTATION, 6));
		const XMP = segment(
			0xe1,
			Buffer.from('http://ns.adobe.com/xap/1.0/\0<x tiff:Orientation="6"/>', 'latin1'),
		);

		it.each([
			[1, 400, 300],
			[2, 400, 300],
			[3, 400, 300],
			[4, 400, 300],
			[5, 300, 400],
			[6, 300, 400],
			[7, 300, 400],
			[8, 300, 400],
		])('%i is %i wide and %i high', async (value, width, height) => {
			for (const isLittle of [false, true]) {
				const exif = app1(
					isLittle ? II : MM,
					directory(isLittle, entry(MAKE, 1, isLittle), entry(ORIENTATION, value, isLittle)),
				);
				const expected = { format: 'jpeg', width, height };
				expect(await size(jpeg(400, 300, [JFIF, exif]), [65_536])).toEqual(expected);
				expect(await size(jpeg(400, 300, [JFIF, exif]), [1])).toEqual(expected);
			}
		});

		it('is found after other data, and wherever the directory is', async () => {
			const far = app1(
				Buffer.from('MM\0*\0\0\x01\0', 'latin1'),
				Buffer.alloc(248),
				directory(false, entry(ORIENTATION, 8)),
			);
			for (const before of [[XMP, turned], [turned, XMP], [EXIF, turned], [far]]) {
				expect(await size(jpeg(400, 300, before))).toMatchObject({ width: 300, height: 400 });
			}
		});

		it('is the first one that there is', async () => {
			const upright = big(entry(ORIENTATION, 1));
			const info = await size(jpeg(400, 300, [upright, turned]));
			expect(info).toMatchObject({ width: 400, height: 300 });
		});

		it.each([
			['is in XMP alone', XMP],
			['is 0', big(entry(ORIENTATION, 0))],
			['is 9', big(entry(ORIENTATION, 9))],
			['has another type', big(entry(ORIENTATION, 6, false, 4))],
			['has two values', big(entry(ORIENTATION, 6, false, 3, 2))],
			['is of no known byte order', app1('NN\0*\0\0\0\x08', directory(false))],
			['is of no TIFF', app1('MM\0+\0\0\0\x08', directory(false, entry(ORIENTATION, 6)))],
			['has a directory beyond the end', app1('MM\0*\xff\xff\xff\xff')],
			['has a directory at the end', app1('MM\0*\0\0\0\x09\0')],
			['has entries beyond the end', app1(MM, Buffer.from([255, 255]), entry(MAKE, 1))],
			['ends in its entry', app1(MM, Buffer.from([0, 1]), entry(ORIENTATION, 6).subarray(0, 9))],
			['has no TIFF at all', app1('')],
			['is in a segment too short for it', segment(0xe1, Buffer.from('Exif', 'latin1'))],
		])('does not count where it %s', async (_, exif) => {
			expect(await size(jpeg(400, 300, [exif]))).toMatchObject({ width: 400, height: 300 });
		});

		it('does not count in a segment that is cut off', async () => {
			expect(await size(Buffer.concat([Buffer.from([0xff, 0xd8]), turned.subarray(0, -3)]))).toBe(
				undefined,
			);
		});
	});

	it.each([
		['an empty file', Buffer.alloc(0)],
		['one byte', Buffer.from([0xff])],
		['text', Buffer.from('<VAST version="3.0"></VAST>')],
		['WebP', Buffer.from('RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0\0\0\0\0', 'latin1')],
		['GIF of another version', gif(1, 1, '90a')],
		['PNG without IHDR', Buffer.concat([png(1, 1).subarray(0, 12), Buffer.alloc(99, 'CgBI')])],
		['JPEG with image data before a frame', jpeg(1, 1, [segment(0xda, Buffer.alloc(6))])],
		['JPEG that ends before a frame', jpeg(1, 1, [Buffer.from([0xff, 0xd9])])],
		['JPEG that goes on after its end', jpeg(1, 1, [segment(0xd9, Buffer.alloc(6))])],
		['JPEG with garbage for a marker', Buffer.concat([jpeg(1, 1).subarray(0, 2), gif(1, 1)])],
		['JPEG with a segment of length 0', jpeg(1, 1, [Buffer.from([0xff, 0xe0, 0, 0])])],
		['JPEG with a segment of length 1', jpeg(1, 1, [Buffer.from([0xff, 0xe0, 0, 1])])],
		['JPEG whose height follows later', jpeg(100, 0)],
		['JPEG of width 0', jpeg(0, 100)],
		['GIF of size 0', gif(0, 0)],
	])('knows nothing of %s', async (_, bytes) => {
		expect(await size(bytes)).toBeUndefined();
	});

	it.each([
		['png', png(728, 90), 24],
		['gif', gif(300, 250), 10],
		['jpeg', jpeg(320, 480, [JFIF]), 2 + JFIF.length + 9],
	])('needs no more than the header of a %s, and all of it', async (format, bytes, needed) => {
		for (let length = 0; length < needed; length++) {
			expect(await size(bytes.subarray(0, length))).toBeUndefined();
		}
		expect(await size(bytes.subarray(0, needed))).toMatchObject({ format });
	});

	it.each([
		['png', png(728, 90)],
		['gif', gif(300, 250)],
		['jpeg', jpeg(320, 480, [JFIF])],
		['nothing', Buffer.from('no image at all, but quite a long text')],
	])('reads one chunk and closes the source: %s', async (_, start) => {
		let read = 0;
		let closed = false;
		async function* endless(): AsyncGenerator<Uint8Array> {
			try {
				for (;;) {
					read++;
					yield read === 1 ? start : Buffer.alloc(1024);
				}
			} finally {
				closed = true;
			}
		}
		await readImageSize(endless());
		expect({ read, closed }).toEqual({ read: 1, closed: true });
	});

	it('passes on an error of the source', async () => {
		async function* broken(): AsyncGenerator<Uint8Array> {
			yield Buffer.from([0xff, 0xd8]);
			throw new Error('read failed');
		}
		await expect(readImageSize(broken())).rejects.toThrow('read failed');
	});

	it('does not depend on how the file is split into chunks', async () => {
		const side = fc.integer({ min: 1, max: 65_535 });
		const extra = fc.subarray([JFIF, EXIF, HUFFMAN_TABLES, Buffer.from([0xff, 0xff])]);
		const image = fc.oneof(
			fc.record({ format: fc.constant('png' as const), width: side, height: side }),
			fc.record({ format: fc.constant('gif' as const), width: side, height: side }),
			fc.record({ format: fc.constant('jpeg' as const), width: side, height: side }),
		);
		// 0 is an empty chunk; the last size is large enough for the list to get anywhere.
		const large = fc.integer({ min: 1, max: 4096 });
		const splits = fc
			.tuple(fc.array(fc.nat({ max: 40 }), { maxLength: 8 }), large)
			.map(([sizes, last]) => [...sizes, last]);

		await fc.assert(
			fc.asyncProperty(image, extra, splits, async (info, before, sizes) => {
				const { format, width, height } = info;
				const make = { png, gif, jpeg: () => jpeg(width, height, before) };
				expect(await size(make[format](width, height), sizes)).toEqual(info);
			}),
			{ numRuns: 1000 },
		);
	});

	it('ends without an error on any bytes that begin like an image', async () => {
		const start = fc.constantFrom(
			Buffer.from([0xff, 0xd8]),
			Buffer.from([0xff, 0xd8, 0xff]),
			png(1, 1).subarray(0, 8),
			gif(1, 1).subarray(0, 6),
		);
		await fc.assert(
			fc.asyncProperty(start, fc.uint8Array({ maxLength: 200 }), async (magic, rest) => {
				const info = await size(Buffer.concat([magic, rest]), [7]);
				if (info) expect(Math.min(info.width, info.height)).toBeGreaterThan(0);
			}),
			{ numRuns: 1000 },
		);
	});
});
