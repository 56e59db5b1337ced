export interface ImageSize {
	type: 'png' | 'gif' | 'jpeg';
	width: number;
	height: number;
}

/** Whether an APP1 segment's EXIF data lay the image on its side: orientation 5 to 8. */
function isOnItsSide(segment: Buffer): boolean {
	if (segment.toString('latin1', 0, 6) !== 'Exif\0\0' || segment.length < 16) return false;
	const tiff = new DataView(segment.buffer, segment.byteOffset + 6, segment.length - 6);
	const little = tiff.getUint16(0) === 0x4949;
	const first = tiff.getUint32(4, little);
	const tagAt = (at: number) => (at + 12 > tiff.byteLength ? 0 : tiff.getUint16(at, little));
	for (let at = first + 2; tagAt(at) !== 0; at += 12) {
		if (tagAt(at) === 0x0112) return [5, 6, 7, 8].includes(tiff.getUint16(at + 8, little));
	}
	return false;
}

function jpegSize(bytes: Buffer): ImageSize | undefined {
	let at = 2;
	let turned = false;
	while (at + 9 < bytes.length && bytes[at] === 0xff) {
		const marker = bytes[at + 1];
		// The start-of-frame markers; C4, C8 and CC in the same range mean something else.
		if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
			const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
			return { type: 'jpeg', ...(turned ? { width: height, height: width } : { width, height }) };
		}
		const next = at + 2 + bytes.readUInt16BE(at + 2);
		turned ||= marker === 0xe1 && isOnItsSide(bytes.subarray(at + 4, next));
		at = next;
	}
	return undefined;
}

/** The type and displayed size that an image's own header states; undefined for anything else. */
export function imageSize(bytes: Buffer): ImageSize | undefined {
	if (bytes.length >= 24 && bytes.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n') {
		return { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
	}
	if (bytes.length >= 10 && /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) {
		return { type: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
	}
	if (bytes.length >= 4 && bytes[0] === 0xff && bytes[1] === 0xd8) return jpegSize(bytes);
	return undefined;
}

const IMAGE_TYPES = { png: 'png', gif: 'gif', jpg: 'jpeg', jpeg: 'jpeg' } as const;

/** The image type that a file name promises. */
export function imageTypeOf(extension: string): ImageSize['type'] | undefined {
	return Object.entries(IMAGE_TYPES).find(([known]) => known === extension)?.[1];
}

/** Whether a video or sound file begins as its extension promises. */
export function looksLike(extension: string, bytes: Buffer): boolean {
	const start = bytes.toString('latin1', 0, 16);
	switch (extension) {
		case 'mp4':
		case 'mov':
			return ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].includes(start.slice(4, 8));
		case 'wav':
			return start.startsWith('RIFF') && start.slice(8, 12) === 'WAVE';
		case 'ogg':
			return start.startsWith('OggS');
		case 'mp3':
		case 'mpeg':
			return start.startsWith('ID3') || (bytes[0] === 0xff && (bytes[1] & 0xe0) === 0xe0);
		default:
			return false;
	}
}

export function extensionOf(filename: string): string {
	return /\.([^.]+)$/.exec(filename)?.[1].toLowerCase() ?? '';
}

export function stemOf(filename: string): string {
	return filename.replace(/\.[^.]*$/, '');
}

// "Upload Creative …" quickstart, file requirements: "2MB for JPG, JPEG, PNG; 750KB for GIF; 400MB
// for MOV, MP4; 100MB for MP3, WAV, OGG, MPEG". Strictest reading: a megabyte is a million bytes.
const LIMITS: Array<[string[], number, string]> = [
	[['jpg', 'jpeg', 'png'], 2_000_000, '2MB'],
	[['gif'], 750_000, '750KB'],
	[['mov', 'mp4'], 400_000_000, '400MB'],
	[['mp3', 'wav', 'ogg', 'mpeg'], 100_000_000, '100MB'],
];

/** The documented size limit of a file type, in bytes and in the documents' words. */
export function sizeLimit(extension: string): { bytes: number; label: string } | undefined {
	const limit = LIMITS.find(([extensions]) => extensions.includes(extension));
	return limit && { bytes: limit[1], label: limit[2] };
}
