import { deflateSync } from 'node:zlib';

// Small valid images of one colour, made here because binary files do not belong in the repository.

function crc32(bytes: Buffer): number {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	}
	return (crc ^ 0xffffffff) >>> 0;
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

function pngChunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

/** A PNG (RFC 2083) in one colour. */
export function png(width: number, height: number, rgb: [number, number, number]): Buffer {
	const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from(rgb))]);
	const pixels = Buffer.concat(Array.from({ length: height }, () => row));
	// 8 bits, colour type 2 (RGB), the only compression and filter there are, not interlaced.
	const header = Buffer.concat([uint32(width), uint32(height), Buffer.from([8, 2, 0, 0, 0])]);
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		pngChunk('IHDR', header),
		pngChunk('IDAT', deflateSync(pixels)),
		pngChunk('IEND', Buffer.alloc(0)),
	]);
}

/** Packs codes of varying width, least significant bit first as in GIF, or most as in JPEG. */
class BitWriter {
	private readonly bytes: number[] = [];
	private current = 0;
	private used = 0;

	constructor(private readonly mostSignificantFirst: boolean) {}

	put(value: number, width: number): void {
		for (let i = 0; i < width; i++) {
			const bit = this.mostSignificantFirst ? (value >> (width - 1 - i)) & 1 : (value >> i) & 1;
			const place = this.mostSignificantFirst ? 7 - this.used : this.used;
			this.current |= bit << place;
			if (++this.used === 8) this.flush();
		}
	}

	finish(padding: 0 | 1): number[] {
		while (this.used > 0) this.put(padding, 1);
		return this.bytes;
	}

	private flush(): void {
		this.bytes.push(this.current);
		// In JPEG data an FF must be followed by 00, or it would be a marker.
		if (this.mostSignificantFirst && this.current === 0xff) this.bytes.push(0);
		this.current = 0;
		this.used = 0;
	}
}

/** A GIF89a of two colours that shows only the second. */
export function gif(width: number, height: number): Buffer {
	const header = Buffer.from([
		...Buffer.from('GIF89a', 'latin1'),
		...[width & 255, width >> 8, height & 255, height >> 8, 0x80, 0, 0],
		...[0, 0, 0, 0x2f, 0x6f, 0xdf],
		...[0x2c, 0, 0, 0, 0, width & 255, width >> 8, height & 255, height >> 8, 0],
	]);
	const bits = new BitWriter(false);
	const [clear, end] = [4, 5];
	// A clear code after every two pixels keeps all codes three bits wide: long, but simple.
	for (let pixel = 0; pixel < width * height; pixel++) {
		if (pixel % 2 === 0) bits.put(clear, 3);
		bits.put(1, 3);
	}
	bits.put(end, 3);
	const data = Buffer.from(bits.finish(0));
	const blocks: Buffer[] = [];
	for (let at = 0; at < data.length; at += 255) {
		const block = data.subarray(at, at + 255);
		blocks.push(Buffer.from([block.length]), block);
	}
	return Buffer.concat([header, Buffer.from([2]), ...blocks, Buffer.from([0, 0x3b])]);
}

function jpegSegment(marker: number, data: number[]): number[] {
	const length = data.length + 2;
	return [0xff, marker, length >> 8, length & 255, ...data];
}

/** A baseline grey JPEG: the first block sets the brightness, all others repeat it. */
export function jpeg(width: number, height: number): Buffer {
	const huffman = (tableClass: number, lengths: number[], values: number[]) =>
		jpegSegment(0xc4, [tableClass, ...lengths, ...values]);
	const oneBitCode = [1, 1, ...Array<number>(14).fill(0)];
	const bits = new BitWriter(true);
	const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
	for (let block = 0; block < blocks; block++) {
		if (block === 0) {
			// Code 10: a difference of four bits, which are 1010 = 10 quantisation steps.
			bits.put(0b10, 2);
			bits.put(10, 4);
		} else {
			bits.put(0, 1);
		}
		// End of block: no detail.
		bits.put(0, 1);
	}
	return Buffer.from([
		...[0xff, 0xd8],
		...jpegSegment(0xe0, [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
		...jpegSegment(0xdb, [0, ...Array<number>(64).fill(16)]),
		...jpegSegment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
		...huffman(0x00, oneBitCode, [0, 4]),
		...huffman(0x10, oneBitCode, [0, 1]),
		...jpegSegment(0xda, [1, 1, 0, 0, 63, 0]),
		...bits.finish(1),
		...[0xff, 0xd9],
	]);
}
