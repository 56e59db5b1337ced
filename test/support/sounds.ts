/** Sounds put together by hand: heads, and bytes in place of what is heard. */

const letters = (text: string) => Buffer.from(text, 'latin1');
const le16 = (value: number) => Buffer.from([value & 0xff, value >> 8]);
const le32 = (value: number) => Buffer.concat([le16(value & 0xffff), le16(value >>> 16)]);
const be32 = (value: number) => Buffer.from(le32(value)).reverse();

export const chunk = (type: string, data: Buffer, says = data.length): Buffer =>
	Buffer.concat([letters(type), le32(says), data, Buffer.alloc(data.length % 2)]);

export interface Wave {
	/** 1 is PCM. */
	kind?: number;
	/** In Hz. */
	rate?: number;
	/** Bytes of all channels together. */
	frameBytes?: number;
	bytesPerSecond?: number;
	/** What follows the format's first 16 bytes. */
	more?: Buffer;
}

export const format = (facts: Wave = {}): Buffer => {
	const { kind = 1, rate = 8000, frameBytes = 2, more = Buffer.alloc(0) } = facts;
	const bytesPerSecond = facts.bytesPerSecond ?? rate * frameBytes;
	return chunk(
		'fmt ',
		Buffer.concat([
			le16(kind),
			le16(1),
			le32(rate),
			le32(bytesPerSecond),
			le16(frameBytes),
			le16(16),
			more,
		]),
	);
};
/** The rest of a format that names `kind` in its second place. */
export const extension = (kind: number): Buffer =>
	Buffer.concat([le16(22), le16(16), le32(4), le16(kind), Buffer.alloc(14)]);
export const EXTENSIBLE = 0xfffe;

export const riff = (...parts: Buffer[]): Buffer => {
	const data = Buffer.concat(parts);
	return Buffer.concat([letters('RIFF'), le32(data.length + 4), letters('WAVE'), data]);
};

export interface Mp3 {
	/** The first four bytes of the frame. */
	header?: number[];
	/** Between them and the tag. */
	sideBytes?: number;
	tag?: string;
	flags?: number;
	frames?: number;
	/** What the tag says of the sound's bytes. */
	bytes?: number;
	/** Bytes in place of what is heard. */
	soundBytes?: number;
}

/** MPEG-1, layer III, 128 kbit/s, 44.1 kHz, stereo. */
export const STEREO = [0xff, 0xfb, 0x90, 0x64];

export const mp3 = (facts: Mp3 = {}): Buffer => {
	const { header = STEREO, sideBytes = 32, tag = 'Info', flags = 3, frames = 1225 } = facts;
	const { soundBytes = 50_000 } = facts;
	const whole = 4 + sideBytes + 16 + soundBytes;
	return Buffer.concat([
		Buffer.from(header),
		Buffer.alloc(sideBytes),
		letters(tag),
		be32(flags),
		be32(frames),
		be32(facts.bytes ?? whole),
		Buffer.alloc(soundBytes, 7),
	]);
};

/** A tag of ID3v2.4 with this many bytes in it. */
export const id3 = (bytes: number, hasFooter = false): Buffer => {
	const size = [21, 14, 7, 0].map((shift) => (bytes >> shift) & 0x7f);
	const flags = hasFooter ? 0x10 : 0;
	return Buffer.concat([
		letters('ID3'),
		Buffer.from([4, 0, flags, ...size]),
		Buffer.alloc(bytes + (hasFooter ? 10 : 0), 0xff),
	]);
};
