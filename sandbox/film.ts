/** Numbers of a box, each in this many bytes, big-endian. */
const uint = (bytes: 2 | 4, ...values: number[]): Buffer => {
	const data = Buffer.alloc(bytes * values.length);
	values.forEach((value, index) => data.writeUIntBE(value, index * bytes, bytes));
	return data;
};
const uint16 = (...values: number[]) => uint(2, ...values);
const uint32 = (...values: number[]) => uint(4, ...values);

/** A box of ISO/IEC 14496-12: its size, its type of four letters, and what is in it. */
function box(type: string, ...parts: Buffer[]): Buffer {
	const data = Buffer.concat(parts);
	return Buffer.concat([uint32(data.length + 8), Buffer.from(type, 'latin1'), data]);
}

/** A box that begins with version 0 and flags. */
function fullBox(type: string, flags: number, ...parts: Buffer[]): Buffer {
	return box(type, uint32(flags), ...parts);
}

/** Neither turned nor scaled. */
const UPRIGHT = uint32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** Units in a second. */
const SCALE = 1000;

interface Film {
	/** In pixels. */
	width: number;
	/** In pixels. */
	height: number;
	/** In seconds. */
	seconds: number;
}

function movieHeader(length: number): Buffer {
	const rateAndVolume = [uint32(0x10000), uint16(0x0100), Buffer.alloc(10)];
	const nextTrack = uint32(2);
	return fullBox(
		'mvhd',
		0,
		uint32(0, 0, SCALE, length),
		...rateAndVolume,
		UPRIGHT,
		Buffer.alloc(24),
		nextTrack,
	);
}

/** Enabled, in the movie and its preview; the sides in 16.16. */
function trackHeader({ width, height }: Film, length: number): Buffer {
	const sides = uint32(width * 0x10000, height * 0x10000);
	return fullBox('tkhd', 7, uint32(0, 0, 1, 0, length), Buffer.alloc(16), UPRIGHT, sides);
}

/** The tables of the track's pictures: H.264, and none of them. */
function pictures({ width, height }: Film): Buffer {
	const codec = box('avcC', Buffer.from([1, 66, 0, 30, 0xff, 0xe0, 0]));
	const entry = box(
		'avc1',
		Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]),
		Buffer.alloc(16),
		uint16(width, height),
		uint32(0x480000, 0x480000, 0),
		uint16(1),
		Buffer.alloc(32),
		uint16(0x18, 0xffff),
		codec,
	);
	return box(
		'stbl',
		fullBox('stsd', 0, uint32(1), entry),
		fullBox('stts', 0, uint32(0)),
		fullBox('stsc', 0, uint32(0)),
		fullBox('stsz', 0, uint32(0, 0)),
		fullBox('stco', 0, uint32(0)),
	);
}

function media(film: Film, length: number): Buffer {
	const undetermined = uint16(0x55c4, 0);
	const handler = [uint32(0), Buffer.from('vide', 'latin1'), Buffer.alloc(12), Buffer.from([0])];
	const inThisFile = fullBox('dref', 0, uint32(1), fullBox('url ', 1));
	return box(
		'mdia',
		fullBox('mdhd', 0, uint32(0, 0, SCALE, length), undetermined),
		fullBox('hdlr', 0, ...handler),
		box('minf', fullBox('vmhd', 1, Buffer.alloc(8)), box('dinf', inThisFile), pictures(film)),
	);
}

/** An MP4 whose head says how large and long the film is, without any pictures in it. */
export function film(facts: Film): Buffer {
	const length = facts.seconds * SCALE;
	return Buffer.concat([
		box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2avc1mp41', 'latin1')),
		box(
			'moov',
			movieHeader(length),
			box('trak', trackHeader(facts, length), media(facts, length)),
		),
		box('free', Buffer.alloc(64)),
		box('mdat', Buffer.alloc(512)),
	]);
}
