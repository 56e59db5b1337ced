/** How EXIF data begin in a JPEG's APP1 segment (CIPA DC-008, 4.7.2); what follows is TIFF. */
export const EXIF_START = 'Exif\0\0';

const ORIENTATION = 0x0112;
const SHORT = 3;

/** Bytes of one entry of a directory: tag, type, count and value (TIFF 6.0, section 2). */
const ENTRY_BYTES = 12;

/**
 * The orientation of an image, from the first directory of its EXIF data (TIFF 6.0, tag 274, a SHORT
 * in either byte order): 1 to 8; from 5 on, the image lies on its side.
 *
 * @param tiff what follows {@link EXIF_START}
 * @returns undefined if there is none or the data are broken
 */
export function readOrientation(tiff: Buffer): number | undefined {
	if (tiff.length < 8) return undefined;
	const order = tiff.toString('latin1', 0, 2);
	if (order !== 'II' && order !== 'MM') return undefined;
	const uint16 = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
	const uint32 = (at: number) => (order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
	if (uint16(2) !== 42) return undefined;
	const start = uint32(4);
	if (start + 2 > tiff.length) return undefined;
	const entries = uint16(start);
	for (let index = 0; index < entries; index++) {
		const at = start + 2 + index * ENTRY_BYTES;
		if (at + ENTRY_BYTES > tiff.length) return undefined;
		if (uint16(at) !== ORIENTATION) continue;
		const value = uint16(at + 8);
		const isValid = uint16(at + 2) === SHORT && uint32(at + 4) === 1 && value >= 1 && value <= 8;
		return isValid ? value : undefined;
	}
	return undefined;
}
