/** Films, boxes of ISO/IEC 14496-12 put together by hand: heads without any pictures. */

export const u16 = (...values: number[]): Buffer =>
	Buffer.concat(values.map((value) => Buffer.from([value >> 8, value & 0xff])));
export const u32 = (...values: number[]): Buffer =>
	Buffer.concat(
		values.map((value) => {
			const bytes = Buffer.alloc(4);
			bytes.writeUInt32BE(value >>> 0);
			return bytes;
		}),
	);
export const u64 = (value: bigint | number): Buffer => {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64BE(BigInt(value));
	return bytes;
};
const letters = (type: string) => Buffer.from(type, 'latin1');

/** A box with a size of 32 bits. */
export const box = (type: string, ...parts: Buffer[]): Buffer => {
	const data = Buffer.concat(parts);
	return Buffer.concat([u32(data.length + 8), letters(type), data]);
};
/** A box with a size of 64 bits. */
export const longBox = (type: string, ...parts: Buffer[]): Buffer => {
	const data = Buffer.concat(parts);
	return Buffer.concat([u32(1), letters(type), u64(data.length + 16), data]);
};
/** A box that reaches to the end of the file. */
export const openBox = (type: string, ...parts: Buffer[]): Buffer =>
	Buffer.concat([u32(0), letters(type), ...parts]);

const ONE = 0x10000;
const matrix = (a: number, b: number, c: number, d: number) =>
	u32(a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 0x40000000);

/** Matrices by what they do to a picture; angles are clockwise. */
export const MATRIX = {
	upright: matrix(1, 0, 0, 1),
	by90: matrix(0, 1, -1, 0),
	by180: matrix(-1, 0, 0, -1),
	by270: matrix(0, -1, 1, 0),
	mirrored: matrix(-1, 0, 0, 1),
	mirroredBy90: matrix(0, 1, 1, 0),
	doubled: matrix(2, 0, 0, 2),
	sheared: matrix(1, 0.5, 0, 1),
	slanted: matrix(0.5, 0.5, -0.5, 0.5),
	zero: Buffer.alloc(36),
};

type Version = 0 | 1;
const times = (version: Version, ...values: Array<bigint | number>) =>
	Buffer.concat(values.map((value) => (version === 1 ? u64(value) : u32(Number(value)))));

export interface Movie {
	version?: Version | 2;
	/** In units of `scale`. */
	length?: bigint | number;
	/** Units in a second. */
	scale?: number;
	matrix?: Buffer;
}

export const movieHeader = ({ version = 0, length = 16_000, scale = 1000, matrix: turn }: Movie) => {
	const form = version === 1 ? 1 : 0;
	return box(
		'mvhd',
		Buffer.from([version, 0, 0, 0]),
		times(form, 1, 2),
		u32(scale),
		times(form, length),
		u32(ONE),
		u16(0x0100),
		Buffer.alloc(10),
		turn ?? MATRIX.upright,
		Buffer.alloc(24),
		u32(2),
	);
};

export interface Track {
	version?: Version | 2;
	/** In pixels, also with a fraction. */
	width?: number;
	height?: number;
	flags?: number;
	matrix?: Buffer;
	handler?: string;
}

export const track = (facts: Track = {}): Buffer => {
	const { version = 0, width = 640, height = 360, flags = 3, handler = 'vide' } = facts;
	const form = version === 1 ? 1 : 0;
	const header = box(
		'tkhd',
		Buffer.from([version, 0, 0, flags]),
		times(form, 1, 2),
		u32(1, 0),
		times(form, 16_000),
		Buffer.alloc(16),
		facts.matrix ?? MATRIX.upright,
		u32(Math.round(width * ONE), Math.round(height * ONE)),
	);
	const media = box('mdia', box('mdhd', Buffer.alloc(24)), box('hdlr', u32(0, 0), letters(handler)));
	return box('trak', header, box('edts', Buffer.alloc(20)), media);
};

/** What makes a movie a fragmented one: `mvex`, with the length of all fragments if it is known. */
export const fragments = (length?: bigint | number, version: Version = 0): Buffer => {
	const whole = length === undefined ? [] : [box('mehd', u32(version << 24), times(version, length))];
	return box('mvex', ...whole, box('trex', Buffer.alloc(24)));
};

export const sound = (): Buffer => track({ handler: 'soun', width: 0, height: 0 });

export const head = (...parts: Buffer[]): Buffer => box('moov', ...parts);
export const FTYP = box('ftyp', letters('isom\0\0\x02\0isomavc1'));
export const PICTURES = box('mdat', Buffer.alloc(5000, 7));

/** A whole film, its head first. */
export const film = (movie: Movie = {}, facts: Track = {}, ...more: Buffer[]): Buffer =>
	Buffer.concat([FTYP, head(movieHeader(movie), sound(), track(facts), ...more), PICTURES]);

/** A whole film, its head last. */
export const filmHeadLast = (movie: Movie = {}, facts: Track = {}): Buffer =>
	Buffer.concat([FTYP, PICTURES, head(movieHeader(movie), sound(), track(facts))]);
