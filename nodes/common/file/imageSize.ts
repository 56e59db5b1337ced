import type { ByteReader } from './byteReader';
import { readingBytes } from './byteReader';
import { EXIF_START, readOrientation } from './exif';

export interface ImageInfo {
	format: 'png' | 'gif' | 'jpeg';
	/** In pixels. */
	width: number;
	/** In pixels. */
	height: number;
}

const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n';
const GIF_SIGNATURES = ['GIF87a', 'GIF89a'];

// JPEG markers, ITU-T T.81 table B.1.
const TEM = 0x01;
const SOF0 = 0xc0;
const DHT = 0xc4;
const JPG = 0xc8;
const DAC = 0xcc;
const SOF15 = 0xcf;
const RST0 = 0xd0;
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;

/** The first EXIF orientation that lays an image on its side. */
const FIRST_TURNED = 5;

/**
 * Reads format and size in pixels of a PNG, GIF or JPEG from its header, and stops the source as soon
 * as they are known. Only the content counts, not the file name or MIME type.
 *
 * The size is the one a viewer sees: PNG's IHDR, GIF's logical screen, JPEG's frame header (ITU-T T.81
 * B.2.2), turned as its EXIF data say. EXIF data after the frame header are ignored, as are those of a
 * PNG (chunk eXIf, which may follow the image data): few programs heed them.
 *
 * @returns undefined for any other format, if the content ends before the size, or if the size is 0 (a
 *   JPEG may state 0 and give its height only after the image data)
 */
export async function readImageSize(
	source: AsyncIterable<Uint8Array>,
): Promise<ImageInfo | undefined> {
	const info = await readingBytes(source, readHeader);
	return info && info.width > 0 && info.height > 0 ? info : undefined;
}

async function readHeader(reader: ByteReader): Promise<ImageInfo | undefined> {
	const magic = await reader.read(2);
	if (!magic) return undefined;
	if (magic[0] === 0xff && magic[1] === SOI) return await readJpeg(reader);

	// 10 bytes hold all of a GIF's header, and PNG's signature.
	const rest = await reader.read(8);
	if (!rest) return undefined;
	const start = Buffer.concat([magic, rest]);
	if (GIF_SIGNATURES.includes(start.toString('latin1', 0, 6))) {
		return { format: 'gif', width: start.readUInt16LE(6), height: start.readUInt16LE(8) };
	}
	if (start.toString('latin1', 0, 8) === PNG_SIGNATURE) {
		const chunk = await reader.read(14);
		if (chunk?.toString('latin1', 2, 6) !== 'IHDR') return undefined;
		return { format: 'png', width: chunk.readUInt32BE(6), height: chunk.readUInt32BE(10) };
	}
	return undefined;
}

async function readJpeg(reader: ByteReader): Promise<ImageInfo | undefined> {
	let orientation: number | undefined;
	for (;;) {
		const marker = await readMarker(reader);
		// The frame header precedes the image data, so after SOS or EOI there is none to come.
		if (marker === undefined || marker === SOS || marker === EOI) return undefined;
		if (marker === TEM || (marker >= RST0 && marker <= SOI)) continue;

		const length = (await reader.read(2))?.readUInt16BE(0);
		if (length === undefined || length < 2) return undefined;
		if (isFrameHeader(marker)) {
			const frame = await reader.read(5);
			if (!frame) return undefined;
			const sides = [frame.readUInt16BE(3), frame.readUInt16BE(1)];
			const [width, height] = (orientation ?? 1) < FIRST_TURNED ? sides : sides.reverse();
			return { format: 'jpeg', width, height };
		}
		let left = length - 2;
		// Segments of this kind also hold other data, such as XMP.
		if (marker === APP1 && orientation === undefined && left >= EXIF_START.length) {
			left -= EXIF_START.length;
			const start = await reader.read(EXIF_START.length);
			if (start?.toString('latin1') === EXIF_START) {
				const tiff = await reader.read(left);
				if (!tiff) return undefined;
				orientation = readOrientation(tiff);
				continue;
			}
		}
		if (!(await reader.skip(left))) return undefined;
	}
}

async function readMarker(reader: ByteReader): Promise<number | undefined> {
	if ((await reader.read(1))?.[0] !== 0xff) return undefined;
	for (;;) {
		const code = (await reader.read(1))?.[0];
		// Any number of 0xff may fill the space before a marker (T.81 B.1.1.2).
		if (code !== 0xff) return code;
	}
}

function isFrameHeader(marker: number): boolean {
	if (marker === DHT || marker === JPG || marker === DAC) return false;
	return marker >= SOF0 && marker <= SOF15;
}
