import { UserError } from 'n8n-workflow';

import { behindNth, countByte, indexOrEnd } from './byteWords';
import { isBlankRecord, pastEndSign, withoutEndSign } from './csvBlanks';
import { CsvBuffer } from './csvBuffer';
import type { Delimiter } from './csvStart';
import { NOT_UTF8, readCsvStart } from './csvStart';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

const MIB = 1024 * 1024;
/** Bounds memory: a source with large chunks, such as n8n's in-memory mode, is read in pieces. */
const PIECE_BYTES = MIB;
const MOST_RECORD_BYTES = 16 * MIB;
const MOST_BOUNDS = 4 * MIB;

/**
 * The records of a CSV file, one after the other, as offsets into the bytes at hand.
 *
 * Reads as csv-parse does with `bom`, `relax_column_count` and `skip_empty_lines`, with these
 * decisions: the delimiter is the most frequent of comma, semicolon, tab and bar in the header; CRLF,
 * LF and CR each end a record, even mixed in one file; a quote inside an unquoted value is an ordinary
 * character. A record may have 16 MiB, the header 1 MiB. As in a workbook, a line with nothing but
 * delimiters, quotes and blanks is not a record. The end sign (0x1A) that ends a record belongs to no
 * value.
 */
export class CsvRecords extends CsvBuffer {
	/** Known once the header has been read. */
	delimiter: Delimiter | undefined;
	hasBom = false;
	/** Bytes of the file so far. */
	size = 0;
	/** Records read so far, including the header. */
	read = 0;
	/** Whether a line end was added to the bytes, because the file has ended. */
	isClosed = false;
	/** Where the last record read begins. */
	start = 0;
	/** Number of values in the last record read. */
	count = 0;
	/** Where its values begin and end, quotes included: two numbers for each. */
	bounds = new Int32Array(128);

	private delimiterByte = 0;
	/** For each byte, whether a blank record may begin with it. */
	private readonly mayBeBlank = new Uint8Array(256);
	private readonly endsValue = new Uint8Array(256);

	/** @param shortRecords number of records after the header that are limited to 1 MiB */
	constructor(private readonly shortRecords: number) {
		super();
	}

	/** Takes the file's next bytes; those of records already read are dropped. */
	add(piece: Uint8Array): void {
		this.size += piece.length;
		this.append(piece);
		if (this.delimiter === undefined && this.bytes.length >= 4) this.openHeader(false);
		// Every piece is searched, because PowerShell's >> appends UTF-16 to a UTF-8 file.
		else if (piece.includes(0)) throw new UserError(NOT_UTF8);
	}

	/** Says that the file has no more bytes: its last record may lack a line end. */
	close(): void {
		this.append(Buffer.of(LF));
		if (this.delimiter === undefined) this.openHeader(true);
		this.isClosed = true;
	}

	/** To be called after `close` and the last `next`. */
	checkEnd(): void {
		if (this.at < this.bytes.length) this.fail('a quote is opened here and never closed.');
		if (this.read === 0) {
			throw new UserError("The file is empty: it doesn't even have a header line.");
		}
	}

	/** Reads the next record; false if it has no end yet. */
	next(): boolean {
		const { bytes } = this;
		const { length } = bytes;
		let { at } = this;
		do {
			at = this.at;
			while (at < length && (bytes[at] === LF || bytes[at] === CR)) at++;
			this.at = at;
			this.start = at;
			if (at === length) return false;
			if (!this.readValues()) {
				if (length - at > this.mostBytes) this.failTooLong();
				return false;
			}
			if (this.at - at > this.mostBytes) this.failTooLong();
		} while (this.isBlank(at, this.at - 1));
		// Records may follow the header: then every reader takes the sign as part of the name.
		if (this.read > 0) this.leaveOutEndSign(this.count - 1);
		this.read++;
		return true;
	}

	/**
	 * Reads on while records have `width` values, few of them quoted, and leaves the rest to `next`.
	 * Two to three times as fast, since it does not find out where values begin and end.
	 *
	 * @param limit only records that end before this byte
	 * @returns how many records were read
	 */
	readRegular(width: number, limit: number): number {
		const { bytes, words, endsValue, mayBeBlank } = this;
		const { length } = bytes;
		const delimiter = this.delimiterByte;
		let { at, lf, cr, quote } = this;
		let read = 0;
		for (;;) {
			while (at < length && (bytes[at] === LF || bytes[at] === CR)) at++;
			if (at === length || bytes[at] === QUOTE) break;
			if (lf < at) lf = this.lf = indexOrEnd(bytes, LF, at);
			if (cr < at) cr = this.cr = indexOrEnd(bytes, CR, at);
			if (quote < at) quote = this.quote = indexOrEnd(bytes, QUOTE, at);
			let count = 1;
			let from = at;
			let end = Math.min(lf, cr);
			while (quote < end) {
				count += countByte(delimiter, bytes, words, from, quote);
				from = quote + 1;
				if (bytes[quote - 1] === delimiter) {
					from = this.endOfQuoted(quote);
					if (from === -1 || endsValue[bytes[from]] === 0) {
						end = length;
						break;
					}
				}
				if (lf < from) lf = indexOrEnd(bytes, LF, from);
				if (cr < from) cr = indexOrEnd(bytes, CR, from);
				if (quote < from) quote = indexOrEnd(bytes, QUOTE, from);
				end = Math.min(lf, cr);
			}
			if (end === length || end >= limit || end - at > MOST_RECORD_BYTES) break;
			if (mayBeBlank[bytes[at]] === 0 || !this.isBlank(at, end)) {
				if (count + countByte(delimiter, bytes, words, from, end) !== width) break;
				read++;
			}
			at = end + 1;
		}
		this.at = at;
		this.read += read;
		return read;
	}

	/**
	 * Reads the next record if it has `width` values, none of them quoted, and leaves any other to
	 * `next`. Several times as fast, since it only finds out where the values of some columns begin
	 * and end.
	 *
	 * @param columns their indices, ascending
	 */
	nextPlain(width: number, columns: number[]): boolean {
		const { bytes, bounds, words } = this;
		const { length } = bytes;
		const delimiter = this.delimiterByte;
		let { at } = this;
		let end = at;
		do {
			while (at < length && (bytes[at] === LF || bytes[at] === CR)) at++;
			if (this.lf < at) this.lf = indexOrEnd(bytes, LF, at);
			if (this.cr < at) this.cr = indexOrEnd(bytes, CR, at);
			if (this.quote < at) this.quote = indexOrEnd(bytes, QUOTE, at);
			end = Math.min(this.lf, this.cr);
			if (end === length || this.quote < end || 2 * width > bounds.length) return false;
			if (end - at > this.mostBytes) return false;
			this.start = this.at = at;
			at = end + 1;
		} while (this.mayBeBlank[bytes[this.start]] === 1 && this.isBlank(this.start, end));

		at = this.start;
		let column = 0;
		for (const wanted of columns) {
			if (column < wanted) at = behindNth(delimiter, wanted - column, bytes, words, at, end);
			if (at === -1) return false;
			column = wanted;
			bounds[2 * wanted] = at;
			while (at < end && bytes[at] !== delimiter) at++;
			bounds[2 * wanted + 1] = at;
		}
		if (column + countByte(delimiter, bytes, words, at, end) !== width - 1) return false;
		if (column === width - 1 && columns.length > 0) this.leaveOutEndSign(column);
		this.count = width;
		this.at = end + 1;
		this.read++;
		return true;
	}

	/**
	 * Ends the reading with an error that names a column and a record, never a value.
	 *
	 * @param column counted from 0; by default the current one
	 * @param read records before that one; by default the current count
	 */
	fail(problem: string, column = this.count, read = this.read): never {
		const record = read === 0 ? 'Header' : `Record ${read} after the header`;
		throw new UserError(`${record}, column ${column + 1}: ${problem}`);
	}

	/** Whether there is nothing but blanks, quotes and delimiters from `from` up to `to`. */
	isBlank(from: number, to: number): boolean {
		return isBlankRecord(this.bytes, from, to, this.delimiterByte);
	}

	private get mostBytes(): number {
		return this.read <= this.shortRecords ? MIB : MOST_RECORD_BYTES;
	}

	private failTooLong(): never {
		const most = `${this.mostBytes / MIB} MiB`;
		this.fail(`the record exceeds ${most}. A quote is probably not closed.`);
	}

	private openHeader(isWhole: boolean): void {
		const { hasBom, delimiter, headerAt } = readCsvStart(this.bytes, isWhole);
		this.hasBom = hasBom;
		if (delimiter === undefined) return;
		this.delimiter = delimiter;
		this.delimiterByte = delimiter.charCodeAt(0);
		this.at = headerAt;
		for (const byte of [this.delimiterByte, LF, CR]) this.endsValue[byte] = 1;
		this.mayBeBlank.fill(1, 0, 0x21).fill(1, 0x7f);
		for (const byte of [this.delimiterByte, QUOTE]) this.mayBeBlank[byte] = 1;
	}

	private readValues(): boolean {
		const { bytes, endsValue } = this;
		const { length } = bytes;
		let { at, bounds } = this;
		let count = 0;
		for (; ; count++) {
			const start = at;
			let valueEnd = -1;
			if (at < length && bytes[at] === QUOTE) {
				valueEnd = this.endOfQuoted(at);
				if (valueEnd === -1) break;
				at = this.read === 0 ? valueEnd : pastEndSign(bytes, valueEnd);
				if (at === length) break;
				if (endsValue[bytes[at]] === 0) {
					this.count = count;
					this.fail('text follows a closing quote. Write a quote inside a value twice ("").');
				}
			} else {
				while (at < length && endsValue[bytes[at]] === 0) at++;
				if (at === length) break;
				valueEnd = at;
			}
			const index = 2 * count;
			if (index >= bounds.length && index < MOST_BOUNDS) bounds = this.growBounds();
			// Writing past the end of a typed array is no error and changes nothing.
			bounds[index] = start;
			bounds[index + 1] = valueEnd;
			const end = bytes[at++];
			if (end === LF || end === CR) {
				this.count = count + 1;
				this.at = at;
				return true;
			}
		}
		this.count = count;
		return false;
	}

	private leaveOutEndSign(column: number): void {
		const { bounds } = this;
		const last = 2 * column + 1;
		bounds[last] = withoutEndSign(this.bytes, bounds[last - 1], bounds[last]);
	}

	private growBounds(): Int32Array<ArrayBuffer> {
		const larger = new Int32Array(2 * this.bounds.length);
		larger.set(this.bounds);
		this.bounds = larger;
		return larger;
	}
}

/** A value of the last record read, without its quotes. Bytes that are not UTF-8 become U+FFFD. */
export function valueOf({ bytes, bounds }: CsvRecords, index: number): string {
	const [from, to] = [bounds[2 * index], bounds[2 * index + 1]];
	if (bytes[from] !== QUOTE || from === to) return bytes.toString('utf8', from, to);
	return bytes.toString('utf8', from + 1, to - 1).replaceAll('""', '"');
}

/**
 * Reads a CSV file in chunks of any size. Yields the same object again and again, each time with more
 * records to read: `while (records.next()) …`. Memory use stays at one chunk plus a few MiB.
 *
 * @param shortRecords number of records after the header that are limited to 1 MiB, because the caller
 *   keeps them
 * @throws UserError if the file is empty, an Excel file or UTF-16, if quotes do not match, or if a
 *   record is longer than allowed
 */
export async function* csvRecords(
	source: AsyncIterable<Uint8Array>,
	shortRecords = 0,
): AsyncGenerator<CsvRecords> {
	const records = new CsvRecords(shortRecords);
	for await (const chunk of source) {
		for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
			records.add(chunk.subarray(at, at + PIECE_BYTES));
			if (records.delimiter !== undefined) yield records;
		}
	}
	records.close();
	yield records;
	records.checkEnd();
}
