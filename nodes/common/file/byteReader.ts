/** Hands out bytes across chunk borders, keeping no more than the current chunk. */
export class ByteReader {
	private chunk: Uint8Array = new Uint8Array(0);

	private position = 0;

	constructor(private readonly iterator: AsyncIterator<Uint8Array>) {}

	/** The next `count` bytes, or undefined if fewer are left. */
	async read(count: number): Promise<Buffer | undefined> {
		const bytes = Buffer.alloc(count);
		let filled = 0;
		while (filled < count) {
			if (!(await this.fill())) return undefined;
			const part = this.chunk.subarray(this.position, this.position + count - filled);
			bytes.set(part, filled);
			filled += part.length;
			this.position += part.length;
		}
		return bytes;
	}

	/** Returns false if fewer than `count` bytes are left. */
	async skip(count: number): Promise<boolean> {
		let left = count;
		while (left > 0) {
			if (!(await this.fill())) return false;
			const step = Math.min(left, this.chunk.length - this.position);
			this.position += step;
			left -= step;
		}
		return true;
	}

	private async fill(): Promise<boolean> {
		while (this.position >= this.chunk.length) {
			const next = await this.iterator.next();
			if (next.done) return false;
			this.chunk = next.value;
			this.position = 0;
		}
		return true;
	}
}

/** Reads a source as far as `read` needs it, and stops it then. */
export async function readingBytes<T>(
	source: AsyncIterable<Uint8Array>,
	read: (reader: ByteReader) => Promise<T>,
): Promise<T> {
	const iterator = source[Symbol.asyncIterator]();
	try {
		return await read(new ByteReader(iterator));
	} finally {
		// Closes the file behind the source: nobody reads the rest.
		await iterator.return?.();
	}
}
