import * as fc from 'fast-check';

import type { VideoFacts } from '../../../nodes/common/file/videoFacts';
import { readVideoFacts } from '../../../nodes/common/file/videoFacts';
import { sampleContent } from '../../../sandbox';
import { chunks } from '../../support/chunks';
import {
	box,
	film,
	filmHeadLast,
	fragments,
	FTYP,
	head,
	longBox,
	MATRIX,
	movieHeader,
	openBox,
	PICTURES,
	sound,
	track,
	u32,
	u64,
} from '../../support/films';

async function facts(bytes: Uint8Array, sizes?: number[]): Promise<VideoFacts> {
	return await readVideoFacts(chunks(bytes, sizes), bytes.length);
}

const WHOLE = { width: 640, height: 360, seconds: 16 };
const MOVIE = movieHeader({});
const TRACK = track();
const HEAD = head(MOVIE, TRACK);

describe('readVideoFacts: where the head stands', () => {
	it.each<[string, Buffer]>([
		['first', film()],
		['last', filmHeadLast()],
		['alone', HEAD],
		['after a box with a size of 64 bits', Buffer.concat([FTYP, longBox('mdat', Buffer.alloc(99)), HEAD])],
		['in a box with a size of 64 bits', Buffer.concat([FTYP, longBox('moov', MOVIE, TRACK)])],
		['in a box that reaches to the end', Buffer.concat([FTYP, PICTURES, openBox('moov', MOVIE, TRACK)])],
		['before a box that reaches to the end', Buffer.concat([HEAD, openBox('mdat', Buffer.alloc(9))])],
		['as older programs of QuickTime begin', Buffer.concat([box('wide'), PICTURES, HEAD])],
		['before a second head', Buffer.concat([HEAD, head(movieHeader({ length: 5 }), TRACK)])],
		['before pictures that are cut off', film().subarray(0, -3000)],
		['with boxes of 64 bits in it', head(longBox('free', Buffer.alloc(5)), MOVIE, TRACK)],
		['with zeros at its end', head(MOVIE, TRACK, u32(0))],
		['with the track before the header', head(TRACK, MOVIE)],
	])('%s', async (_, bytes) => {
		expect(await facts(bytes)).toEqual(WHOLE);
	});

	it('is that of the sample', async () => {
		expect(await facts(sampleContent('/samples/video.mp4'))).toEqual(WHOLE);
	});

	it('does not matter for how the file is split', async () => {
		for (const bytes of [film(), filmHeadLast()]) {
			for (const sizes of [[1], [7, 1, 3], [8], [1_000_000]]) {
				expect(await facts(bytes, sizes)).toEqual(WHOLE);
			}
		}
	});
});

describe('readVideoFacts: length', () => {
	it.each<[string, Buffer, number | undefined]>([
		['in other units', film({ length: 451_450, scale: 30_000 }), 451_450 / 30_000],
		['of 64 bits', film({ version: 1, length: 2n ** 33n, scale: 2 ** 30 }), 8],
		['that is not known', film({ length: 0xffffffff }), undefined],
		['of 64 bits that is not known', film({ version: 1, length: 2n ** 64n - 1n }), undefined],
		['of 0', film({ length: 0 }), undefined],
		['in units of nothing', film({ scale: 0 }), undefined],
		['of all fragments', film({ length: 0 }, {}, fragments(30_000)), 30],
		['of all fragments, of 64 bits', film({ version: 1 }, {}, fragments(30_000, 1)), 30],
		['of what precedes the fragments', film({ length: 2000 }, {}, fragments()), undefined],
		['of fragments that is not known', film({}, {}, fragments(0xffffffff)), undefined],
		['of fragments, of another version', film({}, {}, box('mvex', box('mehd', u32(2 << 24, 9)))), undefined],
		['of fragments, cut off', film({}, {}, box('mvex', box('mehd', Buffer.from([1, 0, 0, 0, 9, 9])))), undefined],
	])('%s', async (_, bytes, seconds) => {
		const { width, height, ...rest } = await facts(bytes);
		expect([width, height]).toEqual([640, 360]);
		expect(rest).toEqual(seconds === undefined ? {} : { seconds });
	});
});

describe('readVideoFacts: size', () => {
	const both = (...parts: Buffer[]) => head(MOVIE, ...parts);
	it.each<[string, Buffer, [number, number] | undefined]>([
		['of a track of version 1', film({}, { version: 1, width: 1920, height: 1080 }), [1920, 1080]],
		['with a fraction', film({}, { width: 853.34, height: 479.6 }), [853, 480]],
		['turned by 90°', film({}, { matrix: MATRIX.by90 }), [360, 640]],
		['turned by 90°, version 1', film({ version: 1 }, { version: 1, matrix: MATRIX.by90 }), [360, 640]],
		['turned by 180°', film({}, { matrix: MATRIX.by180 }), [640, 360]],
		['turned by 270°', film({}, { matrix: MATRIX.by270 }), [360, 640]],
		['mirrored', film({}, { matrix: MATRIX.mirrored }), [640, 360]],
		['mirrored and turned', film({}, { matrix: MATRIX.mirroredBy90 }), [360, 640]],
		['turned with the whole movie', film({ matrix: MATRIX.by90 }), [360, 640]],
		['turned with the whole movie, version 1', film({ version: 1, matrix: MATRIX.by90 }), [360, 640]],
		['turned twice', film({ matrix: MATRIX.by90 }, { matrix: MATRIX.by90 }), [640, 360]],
		['scaled', film({}, { matrix: MATRIX.doubled }), undefined],
		['slanted', film({}, { matrix: MATRIX.slanted }), undefined],
		['sheared', film({}, { matrix: MATRIX.sheared }), undefined],
		['with no matrix', film({}, { matrix: MATRIX.zero }), undefined],
		['scaled with the whole movie', film({ matrix: MATRIX.doubled }), undefined],
		['of the first of two', both(track({ width: 1280 }), TRACK), [1280, 360]],
		['of the first that is enabled', both(track({ width: 1280, flags: 2 }), TRACK), [640, 360]],
		['of none that is enabled', film({}, { flags: 0xfe }), undefined],
		['of a sound alone', both(sound()), undefined],
		['of 0', film({}, { width: 0 }), undefined],
		['of a track of another version', film({}, { version: 2 }), undefined],
		['of a track without a header', both(box('trak')), undefined],
		['of a track without a kind', both(box('trak', box('tkhd', u32(3)), box('mdia'))), undefined],
		['of a track that is cut off', both(box('trak', box('tkhd', u32(3)), TRACK.subarray(8 + 92))), undefined],
	])('%s', async (_, bytes, sides) => {
		const { seconds, ...rest } = await facts(bytes);
		expect(seconds).toBe(16);
		expect(rest).toEqual(sides === undefined ? {} : { width: sides[0], height: sides[1] });
	});
});

describe('readVideoFacts: nothing', () => {
	const tiny = (count: number) => Buffer.concat(Array.from({ length: count }, () => box('free')));
	it.each<[string, Buffer]>([
		['of an empty file', Buffer.alloc(0)],
		['of text', Buffer.from('<VAST version="3.0"></VAST>, and more than one line of it')],
		['of zeros', Buffer.alloc(100_000)],
		['of a film without a head', Buffer.concat([FTYP, PICTURES])],
		['of a film whose head is behind an open end', Buffer.concat([openBox('mdat', Buffer.alloc(9)), HEAD])],
		['of a head that is cut off', film().subarray(0, FTYP.length + HEAD.length)],
		['of a head without a header', head(TRACK)],
		['of a head of another version', head(movieHeader({ version: 2 }), TRACK)],
		['of a compressed head', head(box('cmov', Buffer.alloc(200)))],
		['of a box smaller than its own start', Buffer.concat([u32(7), Buffer.from('free'), HEAD])],
		['of a long box smaller than its own start', Buffer.concat([u32(1), Buffer.from('free'), u64(15), HEAD])],
		['of a box larger than all files', Buffer.concat([u32(1), Buffer.from('free'), u64(2n ** 64n - 1n), HEAD])],
		['of a head whose boxes do not fit', head(MOVIE, TRACK, u32(500), Buffer.from('udta'))],
		['of a head with a box of no size', head(MOVIE, TRACK, u32(0), Buffer.from('udta'))],
		['of too many boxes', Buffer.concat([tiny(10_000), HEAD])],
		['of a head of too many boxes', head(MOVIE, TRACK, tiny(10_000))],
		['of a head of more than 8 MiB', head(MOVIE, TRACK, box('free', Buffer.alloc(8 * 1024 * 1024)))],
	])('%s', async (_, bytes) => {
		expect(await facts(bytes)).toEqual({});
	});

	it('but all of as many boxes, and as large a head, as there may be', async () => {
		expect(await facts(Buffer.concat([tiny(9999), HEAD]))).toEqual(WHOLE);
		expect(await facts(head(MOVIE, TRACK, tiny(9998)))).toEqual(WHOLE);
		const left = 8 * 1024 * 1024 - MOVIE.length - TRACK.length - 8;
		expect(await facts(head(MOVIE, TRACK, box('free', Buffer.alloc(left))))).toEqual(WHOLE);
	});
});

describe('readVideoFacts: the source', () => {
	/** A source that counts its chunks and whether it was closed. */
	const counting = (bytes: Buffer, size: number) => {
		const seen = { read: 0, closed: false };
		async function* open(): AsyncGenerator<Uint8Array> {
			try {
				for await (const chunk of chunks(bytes, [size])) {
					seen.read++;
					yield chunk;
				}
			} finally {
				seen.closed = true;
			}
		}
		return { seen, open };
	};

	it.each<[string, Buffer, number]>([
		['the end of a head', film(), Math.ceil((FTYP.length + head(MOVIE, sound(), TRACK).length) / 100)],
		['what is not a box at all', Buffer.alloc(5000, 'x'), 1],
	])('is read no further than %s, and closed', async (_, bytes, read) => {
		const { seen, open } = counting(bytes, 100);
		await readVideoFacts(open(), bytes.length);
		expect(seen).toEqual({ read, closed: true });
	});

	it('passes on its error', async () => {
		async function* broken(): AsyncGenerator<Uint8Array> {
			yield FTYP;
			throw new Error('read failed');
		}
		await expect(readVideoFacts(broken(), 10_000)).rejects.toThrow('read failed');
	});

	it('keeps nothing of what is skipped', async () => {
		const megabyte = Buffer.alloc(1024 * 1024);
		const count = 512;
		async function* long(): AsyncGenerator<Uint8Array> {
			yield Buffer.concat([u32(count * megabyte.length + 8), Buffer.from('mdat')]);
			for (let at = 0; at < count; at++) yield Buffer.from(megabyte);
			yield HEAD;
		}
		const before = process.memoryUsage().arrayBuffers;
		let most = 0;
		const watched = async function* () {
			for await (const chunk of long()) {
				most = Math.max(most, process.memoryUsage().arrayBuffers - before);
				yield chunk;
			}
		};
		const size = 8 + count * megabyte.length + HEAD.length;
		expect(await readVideoFacts(watched(), size)).toEqual(WHOLE);
		expect(most).toBeLessThan(256 * megabyte.length);
	});
});

describe('readVideoFacts: any file', () => {
	const bytesOf = (bytes: Buffer) => fc.constant(bytes);
	const films = fc.oneof(
		bytesOf(film()),
		bytesOf(filmHeadLast()),
		bytesOf(film({ version: 1 }, { version: 1 }, fragments(30_000, 1))),
	);

	it('cut off anywhere gives all, nothing, or never anything else', async () => {
		await fc.assert(
			fc.asyncProperty(films, fc.double({ min: 0, max: 1, noNaN: true }), async (whole, part) => {
				const all = await facts(whole);
				const cut = await facts(whole.subarray(0, Math.floor(whole.length * part)));
				expect([{}, all]).toContainEqual(cut);
			}),
			{ numRuns: 500 },
		);
	});

	it('with bytes changed anywhere gives plain numbers or nothing, and never fails', async () => {
		const change = fc.tuple(fc.nat(600), fc.nat(255));
		await fc.assert(
			fc.asyncProperty(films, fc.array(change, { minLength: 1, maxLength: 8 }), async (whole, changes) => {
				const bytes = Buffer.from(whole);
				for (const [at, value] of changes) bytes[at] = value;
				const found = await facts(bytes, [64, 3]);
				for (const [name, value] of Object.entries(found)) {
					expect(['width', 'height', 'seconds']).toContain(name);
					expect(Number.isFinite(value) && value > 0).toBe(true);
				}
				expect('width' in found).toBe('height' in found);
			}),
			{ numRuns: 1000 },
		);
	});

	it('of nothing but chance never fails', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
				await facts(bytes);
				await facts(Buffer.concat([box('moov', Buffer.from(bytes))]));
			}),
			{ numRuns: 500 },
		);
	});
});
