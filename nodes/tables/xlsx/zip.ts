import { UserError } from 'n8n-workflow';

import { inflate } from './inflate';

/** A file that can be read several times, each time from the start. */
export type OpenFile = () => AsyncIterable<Uint8Array>;

/** What a ZIP file's directory says about one of its files. */
export interface ZipEntry {
	name: string;
	isEncrypted: boolean;
	/** 0 for stored, 8 for DEFLATE; others exist. */
	method: number;
	compressedSize: number;
	size: number;
	/** Where the entry's own header is. */
	offset: number;
}

const KEPT_BYTES = 1024 * 1024;
const LONGEST_HEADER = 30 + 2 * 0xffff;

const ENTRY_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const IN_ZIP64 = 0xffffffff;

/**
 * The files in a ZIP file (PKWARE's APPNOTE.TXT, with ZIP64), without holding it in memory or reading
 * it other than from start to end. A first pass keeps its directory, which is at the end, and a MiB
 * from either end; anything else takes a pass of its own, which ends where the entry does. Sizes and
 * offsets are the directory's: the header in front of an entry may lack them.
 */
export class ZipFile {
	readonly entries = new Map<string, ZipEntry>();

	private constructor(
		private readonly open: OpenFile,
		/** Bytes of the ZIP file. */
		readonly size: number,
		private readonly head: Buffer,
		private readonly tail: Buffer,
	) {}

	/** @throws UserError if the file is not a ZIP file or its directory is damaged */
	static async read(open: OpenFile): Promise<ZipFile> {
		const head: Uint8Array[] = [];
		const tail: Uint8Array[] = [];
		let headLength = 0;
		let tailLength = 0;
		let size = 0;
		for await (const chunk of open()) {
			size += chunk.length;
			if (headLength < KEPT_BYTES) head.push(chunk.subarray(0, KEPT_BYTES - headLength));
			headLength += chunk.length;
			tail.push(chunk);
			tailLength += chunk.length;
			while (tail.length > 1 && tailLength - tail[0].length >= KEPT_BYTES) {
				tailLength -= tail[0].length;
				tail.shift();
			}
		}
		const file = new ZipFile(open, size, Buffer.concat(head), Buffer.concat(tail));
		file.readDirectory();
		return file;
	}

	/** The content of an entry in chunks, starting over at each call. */
	async *content(entry: ZipEntry): AsyncGenerator<Uint8Array> {
		const what = `'${entry.name}' in the file`;
		if (entry.isEncrypted) throw new UserError(`${what} is encrypted. Remove the password.`);
		if (entry.method !== 0 && entry.method !== 8) {
			throw new UserError(`${what} is compressed by method ${entry.method}, which is not supported.`);
		}
		const stored = this.stored(entry, what);
		let left = entry.size;
		for await (const chunk of entry.method === 0 ? stored : inflate(stored, what)) {
			left -= chunk.length;
			if (left < 0) break;
			yield chunk;
		}
		if (left !== 0) {
			throw new UserError(
				`${what} does not have the ${entry.size} bytes stated in the file's directory.`,
			);
		}
	}

	/** The bytes of an entry as stored in the file. */
	private async *stored(entry: ZipEntry, what: string): AsyncGenerator<Uint8Array> {
		let header: Buffer | undefined = Buffer.alloc(0);
		let skipped = 0;
		let left = entry.compressedSize;
		for await (let chunk of this.from(entry.offset, LONGEST_HEADER + entry.compressedSize)) {
			if (header !== undefined) {
				header = Buffer.concat([header, chunk]);
				if (header.length < 30) continue;
				if (header.readUInt32LE(0) !== ENTRY_HEADER) break;
				skipped = 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
				chunk = header;
				header = undefined;
			}
			const part = chunk.subarray(skipped, skipped + left);
			skipped = Math.max(0, skipped - chunk.length);
			left -= part.length;
			if (part.length > 0) yield part;
			if (left === 0) return;
		}
		if (left > 0 || header !== undefined) throw new UserError(`${what} is damaged or cut off.`);
	}

	/** The file from an offset on: `length` bytes or more, if it has them. */
	private async *from(offset: number, length: number): AsyncGenerator<Uint8Array> {
		const tailAt = this.size - this.tail.length;
		if (offset >= tailAt) yield this.tail.subarray(offset - tailAt);
		else if (offset + length <= this.head.length) yield this.head.subarray(offset);
		else {
			let skip = offset;
			for await (const chunk of this.open()) {
				if (skip < chunk.length) yield chunk.subarray(skip);
				skip = Math.max(0, skip - chunk.length);
			}
		}
	}

	private readDirectory(): void {
		const { tail } = this;
		const tailAt = this.size - tail.length;
		const { count, length, offset } = this.directoryPlace(tailAt);
		let at = offset - tailAt;
		if (at < 0) {
			throw new UserError(
				`The file has a directory of ${length} bytes for ${count} files in it, which is too long for a workbook.`,
			);
		}
		for (let nth = 0; nth < count; nth++) {
			if (at + 46 > tail.length || tail.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged();
			const nameAt = at + 46;
			const extraAt = nameAt + tail.readUInt16LE(at + 28);
			const extraEnd = extraAt + tail.readUInt16LE(at + 30);
			const entry: ZipEntry = {
				name: tail.toString('utf8', nameAt, extraAt),
				isEncrypted: (tail.readUInt16LE(at + 8) & 1) === 1,
				method: tail.readUInt16LE(at + 10),
				compressedSize: tail.readUInt32LE(at + 20),
				size: tail.readUInt32LE(at + 24),
				offset: tail.readUInt32LE(at + 42),
			};
			readZip64(entry, tail.subarray(extraAt, extraEnd));
			this.entries.set(partName(entry.name), entry);
			at = extraEnd + tail.readUInt16LE(at + 32);
		}
	}

	private directoryPlace(tailAt: number): { count: number; length: number; offset: number } {
		const { tail } = this;
		let end = tail.length - 22;
		// A comment may follow; the record states its length.
		const isEnd = () =>
			tail.readUInt32LE(end) === DIRECTORY_END &&
			end + 22 + tail.readUInt16LE(end + 20) === tail.length;
		while (end >= 0 && !isEnd()) end--;
		if (end < 0) throw damaged();
		const place = {
			count: tail.readUInt16LE(end + 10),
			length: tail.readUInt32LE(end + 12),
			offset: tail.readUInt32LE(end + 16),
		};
		if (end < 20 || tail.readUInt32LE(end - 20) !== ZIP64_LOCATOR) return place;
		const zip64 = Number(tail.readBigUInt64LE(end - 12)) - tailAt;
		if (!(zip64 >= 0 && zip64 + 56 <= end) || tail.readUInt32LE(zip64) !== ZIP64_END) {
			throw damaged();
		}
		return {
			count: Number(tail.readBigUInt64LE(zip64 + 32)),
			length: Number(tail.readBigUInt64LE(zip64 + 40)),
			offset: Number(tail.readBigUInt64LE(zip64 + 48)),
		};
	}
}

/** Takes numbers that need more than 32 bits from ZIP64's field, in its order. */
function readZip64(entry: ZipEntry, extra: Buffer): void {
	for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
		if (extra.readUInt16LE(at) !== 1) continue;
		let field = at + 4;
		for (const name of ['size', 'compressedSize', 'offset'] as const) {
			if (entry[name] !== IN_ZIP64) continue;
			if (field + 8 > extra.length) throw damaged();
			entry[name] = Number(extra.readBigUInt64LE(field));
			field += 8;
		}
	}
}

/** The name by which a part is looked up: part names ignore case (ECMA-376-2). */
export function partName(name: string): string {
	return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function damaged(): UserError {
	return new UserError('The file is damaged or cut off: its directory (ZIP) is not complete.');
}
