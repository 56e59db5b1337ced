import * as fc from 'fast-check';

import { readAudioLength } from '../../../nodes/common/file/audioLength';
import { sampleContent } from '../../../sandbox';
import { chunks } from '../../support/chunks';
import { chunk, extension, EXTENSIBLE, format, id3, mp3, riff } from '../../support/sounds';

const length = async (bytes: Uint8Array, sizes?: number[]) =>
	await readAudioLength(chunks(bytes, sizes), bytes.length);

const SOUND = chunk('data', Buffer.alloc(24_000, 7));
const tiny = (count: number) =>
	Buffer.concat(Array.from({ length: count }, () => chunk('LIST', Buffer.alloc(0))));

describe('the length of a WAV', () => {
	it.each<[string, Buffer, number | undefined]>([
		['PCM', riff(format(), SOUND), 1.5],
		['float', riff(format({ kind: 3 }), SOUND), 1.5],
		['of the longer form', riff(format({ kind: EXTENSIBLE, more: extension(1) }), SOUND), 1.5],
		['of several channels', riff(format({ rate: 4000, frameBytes: 12 }), SOUND), 0.5],
		['with chunks of odd lengths', riff(chunk('LIST', Buffer.alloc(7)), format(), SOUND), 1.5],
		['with a long format', riff(format({ more: Buffer.alloc(61) }), SOUND), 1.5],
		['with more behind the sound', riff(format(), SOUND, chunk('id3 ', Buffer.alloc(99))), 1.5],
		['with as many chunks as there may be', riff(format(), tiny(9998), SOUND), 1.5],
		['with too many chunks', riff(format(), tiny(9999), SOUND), undefined],
		['compressed', riff(format({ kind: 2 }), SOUND), undefined],
		['compressed, in the longer form', riff(format({ kind: EXTENSIBLE, more: extension(2) }), SOUND), undefined],
		['of the longer form, cut short', riff(format({ kind: EXTENSIBLE }), SOUND), undefined],
		['of numbers that do not agree', riff(format({ bytesPerSecond: 16_001 }), SOUND), undefined],
		['of no bytes in a second', riff(format({ rate: 0 }), SOUND), undefined],
		['without a format', riff(SOUND), undefined],
		['with a format that is too short', riff(chunk('fmt ', Buffer.alloc(14)), SOUND), undefined],
		['without sound', riff(format()), undefined],
		['of no sound', riff(format(), chunk('data', Buffer.alloc(0))), undefined],
		['cut off', riff(format(), SOUND).subarray(0, -1), undefined],
		['of unknown length', riff(format(), chunk('data', Buffer.alloc(99), 0xffffffff)), undefined],
		['of another kind', Buffer.from('RIFF\x24\0\0\0AVI LIST\0\0\0\0', 'latin1'), undefined],
	])('%s', async (_, bytes, seconds) => {
		expect(await length(bytes)).toBe(seconds);
		expect(await length(bytes, [1, 5])).toBe(seconds);
	});
});

describe('the length of an MP3', () => {
	const SECONDS = (1225 * 1152) / 44_100;
	it.each<[string, Buffer, number | undefined]>([
		['of even quality', mp3(), SECONDS],
		['of changing quality', mp3({ tag: 'Xing' }), SECONDS],
		['in mono', mp3({ header: [0xff, 0xfb, 0x90, 0xc4], sideBytes: 17 }), SECONDS],
		['of 48 kHz', mp3({ header: [0xff, 0xfb, 0x94, 0x64] }), (1225 * 1152) / 48_000],
		['of MPEG-2', mp3({ header: [0xff, 0xf3, 0x90, 0x64], sideBytes: 17 }), (1225 * 576) / 22_050],
		['of MPEG-2, in mono', mp3({ header: [0xff, 0xf3, 0x90, 0xc4], sideBytes: 9 }), (1225 * 576) / 22_050],
		['of MPEG-2.5', mp3({ header: [0xff, 0xe3, 0x98, 0x64], sideBytes: 17 }), (1225 * 576) / 8000],
		['behind its title', Buffer.concat([id3(300), mp3()]), SECONDS],
		['behind its title, with a footer', Buffer.concat([id3(300, true), mp3()]), SECONDS],
		['before a title', Buffer.concat([mp3(), Buffer.alloc(64 * 1024)]), SECONDS],
		['put together of several', Buffer.concat([mp3(), mp3({ soundBytes: 70_000 })]), undefined],
		['cut off', mp3().subarray(0, -1), undefined],
		['cut off behind its title', Buffer.concat([id3(300), mp3()]).subarray(0, -1), undefined],
		['without a count of frames', mp3({ flags: 2 }), undefined],
		['without a count of bytes', mp3({ flags: 1 }), undefined],
		['of no frames', mp3({ frames: 0 }), undefined],
		['that does not say it', mp3({ tag: 'VBRI' }), undefined],
		['of layer II', mp3({ header: [0xff, 0xfd, 0x90, 0x64] }), undefined],
		['of a reserved version', mp3({ header: [0xff, 0xeb, 0x90, 0x64] }), undefined],
		['of a reserved rate', mp3({ header: [0xff, 0xfb, 0x9c, 0x64] }), undefined],
		['without its start', mp3({ header: [0xfe, 0xfb, 0x90, 0x64] }), undefined],
		['without the end of its start', mp3({ header: [0xff, 0xdb, 0x90, 0x64] }), undefined],
		['that ends in its title', id3(300).subarray(0, 200), undefined],
		['that ends in the title’s start', id3(300).subarray(0, 8), undefined],
		['of the sample, which does not say it', sampleContent('/samples/audio.mp3'), undefined],
		['that is an OGG', Buffer.from('OggS\0\x02 and more of it, long enough for a frame or two'), undefined],
		['that is empty', Buffer.alloc(0), undefined],
	])('%s', async (_, bytes, seconds) => {
		expect(await length(bytes)).toBe(seconds);
		expect(await length(bytes, [1, 5])).toBe(seconds);
	});
});

it('is a positive number or unknown, whatever a file holds, and never fails', async () => {
	const starts = [riff(format(), SOUND), Buffer.concat([id3(30), mp3()]), mp3()];
	const change = fc.tuple(fc.nat(120), fc.nat(255));
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...starts),
			fc.array(change, { maxLength: 8 }),
			fc.double({ min: 0, max: 1, noNaN: true }),
			async (whole, changes, part) => {
				const bytes = Buffer.from(whole.subarray(0, Math.ceil(whole.length * part)));
				for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
				const seconds = (await length(bytes)) ?? 1;
				expect(Number.isFinite(seconds) && seconds > 0).toBe(true);
			},
		),
		{ numRuns: 1000 },
	);
});
