import { checkUtf8 } from './byteWords';

const QUOTE = 0x22;
const FIRST_BLOCK_BYTES = 64 * 1024;

/** The bytes of a CSV file that are at hand: the last piece, and what is left of earlier ones. */
export class CsvBuffer {
	/** What was added, including what had not been read at the last `append`. */
	bytes: Buffer;
	/** Where the next record begins. */
	at = 0;

	/** The same memory, four bytes each. */
	protected words: Int32Array;
	/** Where the next LF, CR and quote are, as far as was searched; -1 means unknown. */
	protected lf = -1;
	protected cr = -1;
	protected quote = -1;

	private block = Buffer.allocUnsafeSlow(FIRST_BLOCK_BYTES);

	constructor() {
		this.words = new Int32Array(this.block.buffer);
		this.bytes = this.block.subarray(0, 0);
	}

	/** The encoding of the bytes at hand, or the index of the first one that is not UTF-8. */
	encoding(): 'ASCII' | 'UTF-8' | number {
		return checkUtf8(this.bytes, this.words);
	}

	protected append(piece: Uint8Array): void {
		const rest = this.bytes.length - this.at;
		const length = rest + piece.length;
		if (length > this.block.length) {
			const larger = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(length)));
			this.bytes.copy(larger, 0, this.at);
			this.block = larger;
			this.words = new Int32Array(larger.buffer);
		} else {
			this.block.copyWithin(0, this.at, this.bytes.length);
		}
		this.block.set(piece, rest);
		this.bytes = this.block.subarray(0, length);
		this.at = 0;
		this.lf = -1;
		this.cr = -1;
		this.quote = -1;
	}

	/** The position after the quote that closes the one at `at`, or -1 if it is not at hand yet. */
	protected endOfQuoted(at: number): number {
		const { bytes } = this;
		const { length } = bytes;
		let end = at;
		do {
			end = bytes.indexOf(QUOTE, end + 1);
		} while (end !== -1 && ++end < length && bytes[end] === QUOTE);
		return end === length ? -1 : end;
	}
}
