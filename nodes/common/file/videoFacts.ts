import type { ByteReader } from './byteReader';
import { readingBytes } from './byteReader';

/** What a film says of itself; what it does not say for certain is missing. */
export interface VideoFacts {
	/** In pixels, as it is seen: turned as the file says. */
	width?: number;
	/** In pixels, as it is seen. */
	height?: number;
	/** Not rounded. */
	seconds?: number;
}

interface Box {
	type: string;
	content: Buffer;
}

/** The head of a film of an hour has about 1 MiB. */
const MOST_HEAD_BYTES = 8 * 1024 * 1024;

/** Next to the head there are a few boxes; this many tiny ones would take minutes to skip. */
const MOST_BOXES = 10_000;

/** The flag of a track that is played (ISO/IEC 14496-12, 8.3.2). */
const ENABLED = 1;

/** 1 as a number of 16.16. */
const ONE = 0x10000;

/** Nine numbers. */
const MATRIX_BYTES = 36;

/**
 * Reads width, height and length of an MP4 or MOV from its head, the box `moov`, wherever that stands
 * (ISO/IEC 14496-12; QuickTime File Format): the source is read as far as the end of that box, all other
 * boxes are skipped, and it is stopped then. Only the content counts, not the file name or MIME type.
 *
 * The size is the one that the first enabled video track is shown with, turned as its matrix and the
 * movie's say. The length is the movie's; of a fragmented one it is the length that the head gives for
 * all fragments.
 *
 * @param size of the source, in bytes
 * @returns nothing for any other format, a head of more than 8 MiB, and a file that ends before its head
 */
export async function readVideoFacts(
	source: AsyncIterable<Uint8Array>,
	size: number,
): Promise<VideoFacts> {
	const head = await readingBytes(source, async (reader) => await readHead(reader, size));
	return head === undefined ? {} : factsIn(head);
}

/** The content of `moov`. */
async function readHead(reader: ByteReader, size: number): Promise<Buffer | undefined> {
	let left = size;
	for (let count = 0; count < MOST_BOXES; count++) {
		const start = await reader.read(8);
		if (!start) return undefined;
		let [length, startBytes] = [start.readUInt32BE(0), 8];
		if (length === 1) {
			const large = await reader.read(8);
			if (!large) return undefined;
			[length, startBytes] = [Number(large.readBigUInt64BE(0)), 16];
		} else if (length === 0) {
			// The last box may leave its length open.
			length = left;
		}
		if (length < startBytes || length > left) return undefined;
		const contentBytes = length - startBytes;
		if (start.toString('latin1', 4) === 'moov') {
			return contentBytes > MOST_HEAD_BYTES ? undefined : await reader.read(contentBytes);
		}
		if (!(await reader.skip(contentBytes))) return undefined;
		left -= length;
	}
	return undefined;
}

/** The boxes that a box consists of; undefined if they do not fill it. */
function boxesIn(content: Buffer): Box[] | undefined {
	const boxes: Box[] = [];
	let at = 0;
	// A few bytes at the end are no box: QuickTime ends some lists with zeros.
	while (at + 8 <= content.length) {
		let [length, startBytes] = [content.readUInt32BE(at), 8];
		if (length === 1 && at + 16 <= content.length) {
			[length, startBytes] = [Number(content.readBigUInt64BE(at + 8)), 16];
		}
		if (length < startBytes || length > content.length - at) return undefined;
		if (boxes.length === MOST_BOXES) return undefined;
		const type = content.toString('latin1', at + 4, at + 8);
		boxes.push({ type, content: content.subarray(at + startBytes, at + length) });
		at += length;
	}
	return boxes;
}

/** What is in the first box of a type. */
function contentOf(boxes: Box[] | undefined, wanted: string): Buffer | undefined {
	return boxes?.find(({ type }) => type === wanted)?.content;
}

/** What is in a box inside of another. */
function contentIn(boxes: Box[] | undefined, outer: string, inner: string): Buffer | undefined {
	const content = contentOf(boxes, outer);
	return content && contentOf(boxesIn(content), inner);
}

function factsIn(head: Buffer): VideoFacts {
	const boxes = boxesIn(head);
	const movie = contentOf(boxes, 'mvhd');
	if (boxes === undefined || movie === undefined) return {};
	return { ...sizeIn(boxes, movie), ...lengthIn(boxes, movie) };
}

/** Whether a header's times have 64 bits, which its version says; undefined for other versions. */
function isLong(header: Buffer): boolean | undefined {
	return [false, true][header[0]];
}

/** A length of time, of 32 or 64 bits; undefined if it is said not to be known. */
function lengthAt(header: Buffer, at: number, has64Bits: boolean): number | undefined {
	if (at + (has64Bits ? 8 : 4) > header.length) return undefined;
	const value = has64Bits ? header.readBigUInt64BE(at) : BigInt(header.readUInt32BE(at));
	const unknown = has64Bits ? 0xffff_ffff_ffff_ffffn : 0xffff_ffffn;
	return value === 0n || value === unknown ? undefined : Number(value);
}

function lengthIn(boxes: Box[], movie: Buffer): { seconds: number } | undefined {
	const isLongMovie = isLong(movie);
	if (isLongMovie === undefined) return undefined;
	const scale = lengthAt(movie, isLongMovie ? 20 : 12, false);
	// The header of a fragmented movie speaks only of what precedes the fragments.
	const length = boxes.some(({ type }) => type === 'mvex')
		? fragmentsLength(boxes)
		: lengthAt(movie, isLongMovie ? 24 : 16, isLongMovie);
	return scale === undefined || length === undefined ? undefined : { seconds: length / scale };
}

function fragmentsLength(boxes: Box[]): number | undefined {
	const header = contentIn(boxes, 'mvex', 'mehd');
	if (header === undefined) return undefined;
	const isLongHeader = isLong(header);
	return isLongHeader === undefined ? undefined : lengthAt(header, 4, isLongHeader);
}

/**
 * Whether a matrix lays a picture on its side; undefined if it does anything else than turn and mirror
 * it by right angles.
 */
function isTurned(header: Buffer, at: number): boolean | undefined {
	if (at + MATRIX_BYTES > header.length) return undefined;
	const [a, b, , c, d] = [0, 4, 8, 12, 16].map((offset) => Math.abs(header.readInt32BE(at + offset)));
	if (a === ONE && d === ONE && b === 0 && c === 0) return false;
	if (a === 0 && d === 0 && b === ONE && c === ONE) return true;
	return undefined;
}

/** The header of an enabled video track; undefined for anything else. */
function videoHeader({ type, content }: Box): Buffer | undefined {
	if (type !== 'trak') return undefined;
	const parts = boxesIn(content);
	const header = contentOf(parts, 'tkhd');
	const handler = contentIn(parts, 'mdia', 'hdlr');
	const isVideo = handler?.toString('latin1', 8, 12) === 'vide';
	return isVideo && header !== undefined && (header[3] & ENABLED) !== 0 ? header : undefined;
}

function sizeIn(boxes: Box[], movie: Buffer): { width: number; height: number } | undefined {
	const header = boxes.map(videoHeader).find((found) => found !== undefined);
	if (header === undefined) return undefined;
	const [isLongHeader, isLongMovie] = [isLong(header), isLong(movie)];
	if (isLongHeader === undefined || isLongMovie === undefined) return undefined;
	const matrixAt = isLongHeader ? 52 : 40;
	const sidesAt = matrixAt + MATRIX_BYTES;
	const turns = [isTurned(header, matrixAt), isTurned(movie, isLongMovie ? 48 : 36)];
	if (turns.includes(undefined) || sidesAt + 8 > header.length) return undefined;
	const sides = [0, 4].map((offset) => Math.round(header.readUInt32BE(sidesAt + offset) / ONE));
	if (sides.includes(0)) return undefined;
	const [width, height] = turns[0] === turns[1] ? sides : sides.reverse();
	return { width, height };
}
