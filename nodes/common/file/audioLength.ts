import type { ByteReader } from './byteReader';
import { readingBytes } from './byteReader';

/** Next to its sound a WAV has a few chunks; this many tiny ones would take minutes to skip. */
const MOST_CHUNKS = 10_000;

// Formats of WAV whose bytes are as many in each second: PCM, IEEE float, and the form that names one of them.
const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** In Hz, by the version in a frame's header; version 1 is reserved. */
const SAMPLE_RATES = [[11_025, 12_000, 8000], [], [22_050, 24_000, 16_000], [44_100, 48_000, 32_000]];
const MPEG_1 = 3;
const LAYER_3 = 1;
const MONO = 3;

/** So much of an MP3 may follow its sound: tags of its title. */
const MOST_TAGS_BYTES = 64 * 1024;

/**
 * Reads the length of a sound from the head of a WAV, or of an MP3 whose first frame counts the others
 * (the tag "Xing" or "Info"), and stops the source then. Only the content counts, not the file name or
 * MIME type.
 *
 * @param size of the source, in bytes
 * @returns in seconds, not rounded; undefined where only decoding the whole sound would tell
 */
export async function readAudioLength(
	source: AsyncIterable<Uint8Array>,
	size: number,
): Promise<number | undefined> {
	return await readingBytes(source, async (reader) => {
		const start = await reader.read(4);
		if (!start) return undefined;
		return start.toString('latin1') === 'RIFF'
			? await readWave(reader, size)
			: await readMp3(reader, start, size);
	});
}

async function readWave(reader: ByteReader, size: number): Promise<number | undefined> {
	if ((await reader.read(8))?.toString('latin1', 4) !== 'WAVE') return undefined;
	let bytesPerSecond: number | undefined;
	let left = size - 12;
	for (let count = 0; count < MOST_CHUNKS; count++) {
		const chunk = await reader.read(8);
		if (!chunk) return undefined;
		left -= 8;
		const [type, length] = [chunk.toString('latin1', 0, 4), chunk.readUInt32LE(4)];
		if (length > left) return undefined;
		if (type === 'data') return bytesPerSecond && length > 0 ? length / bytesPerSecond : undefined;
		// Chunks begin at even places.
		const whole = length + (length % 2);
		const formatBytes = type === 'fmt ' ? Math.min(length, 40) : 0;
		if (type === 'fmt ') {
			const format = await reader.read(formatBytes);
			bytesPerSecond = format && rateOf(format);
			if (bytesPerSecond === undefined) return undefined;
		}
		if (!(await reader.skip(whole - formatBytes))) return undefined;
		left -= whole;
	}
	return undefined;
}

/** Bytes in a second, if there are as many in each. */
function rateOf(format: Buffer): number | undefined {
	if (format.length < 16) return undefined;
	const named = format.readUInt16LE(0);
	const kind = named === EXTENSIBLE && format.length >= 26 ? format.readUInt16LE(24) : named;
	if (kind !== PCM && kind !== FLOAT) return undefined;
	const rate = format.readUInt32LE(8);
	return rate === format.readUInt32LE(4) * format.readUInt16LE(12) ? rate : undefined;
}

async function readMp3(
	reader: ByteReader,
	first: Buffer,
	size: number,
): Promise<number | undefined> {
	let start: Buffer | undefined = first;
	let left = size - 4;
	if (start.toString('latin1', 0, 3) === 'ID3') {
		const rest = await reader.read(6);
		if (!rest) return undefined;
		// ID3v2, 3.1: seven bits of each byte count, and a footer repeats the header.
		const length = rest.subarray(2).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
		const whole = length + ((rest[1] & 0x10) === 0 ? 0 : 10);
		if (!(await reader.skip(whole))) return undefined;
		start = await reader.read(4);
		left -= 6 + whole + 4;
	}
	const frame = start && frameOf(start);
	if (!frame) return undefined;
	if (!(await reader.skip(frame.sideBytes))) return undefined;
	const tag = await reader.read(16);
	if (!tag || !['Xing', 'Info'].includes(tag.toString('latin1', 0, 4))) return undefined;
	const hasFramesAndBytes = (tag.readUInt32BE(4) & 3) === 3;
	const [frames, bytes] = [tag.readUInt32BE(8), tag.readUInt32BE(12)];
	// A file that was cut off or put together keeps the numbers of its first part.
	const stray = left + 4 - bytes;
	if (!hasFramesAndBytes || frames === 0 || stray < 0 || stray > MOST_TAGS_BYTES) return undefined;
	return (frames * frame.samples) / frame.sampleRate;
}

interface Frame {
	/** In Hz. */
	sampleRate: number;
	/** In each frame. */
	samples: number;
	/** Bytes between the frame's header and the tag. */
	sideBytes: number;
}

/** The facts in a frame's header (ISO/IEC 11172-3, 2.4.2.3), if it is one of an MP3. */
function frameOf(header: Buffer): Frame | undefined {
	const [sync, kind, rates, mode] = header;
	const version = (kind >> 3) & 3;
	const isLayer3 = sync === 0xff && kind >> 5 === 7 && ((kind >> 1) & 3) === LAYER_3;
	const sampleRate = SAMPLE_RATES[version][(rates >> 2) & 3];
	if (!isLayer3 || sampleRate === undefined) return undefined;
	const isMono = mode >> 6 === MONO;
	if (version === MPEG_1) return { sampleRate, samples: 1152, sideBytes: isMono ? 17 : 32 };
	return { sampleRate, samples: 576, sideBytes: isMono ? 9 : 17 };
}
