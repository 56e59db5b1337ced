import type { CsvRecords } from '../csv/csvRecords';
import { csvRecords, valueOf } from '../csv/csvRecords';
import { InputError } from '../../common/ground/errors';
import type { HashColumn, HashPlan } from './hashColumn';
import { hashColumns } from './hashColumn';
import { checkHeader } from '../header';

const SHORT_BYTES = 32;
const FIRST_OUTPUT_BYTES = 64 * 1024;

/**
 * A CSV file with the values of some columns hashed. Everything else stays as it is, byte for byte:
 * byte order mark, quotes, line ends, other columns, existing hashes. A value that can't be hashed is
 * emptied, so that no value of these columns leaves in plain text.
 *
 * `inspectCsv` determines beforehand how long the result is and what becomes of the values. Memory
 * holds a chunk of the source and its result: up to 33 times as much (SHA512) if the chunk holds
 * little but short values to be hashed.
 *
 * @returns the file in chunks
 * @throws UserError or InputError (while reading) as `csvRecords` does; if a column is not in the
 *   header; if a record has more or fewer values than the header, since the value to be hashed could
 *   then stand in another column
 */
export async function* hashCsv(
	source: AsyncIterable<Uint8Array>,
	plan: HashPlan,
): AsyncGenerator<Uint8Array> {
	const hasher = new Hasher(plan);
	for await (const records of csvRecords(source)) {
		const chunk = hasher.readOn(records);
		if (chunk.length > 0) yield chunk;
	}
}

/** The error for a record whose values may belong to other columns than they seem to. */
export function shiftedRecord(nth: number, subject?: string): InputError {
	return new InputError(
		`Record ${nth} ${subject === undefined ? 'after the header' : `of ${subject}`} has more or fewer values than the header: the values to hash may be in the wrong column`,
		'Put values containing the separator in quotes, and make sure every record has all values.',
	);
}

class Hasher {
	private readonly output = new Output();
	private columns: HashColumn[] = [];
	private indices: number[] = [];
	private width = 0;

	constructor(private readonly plan: HashPlan) {}

	/** What the records at hand become. */
	readOn(records: CsvRecords): Uint8Array {
		const { output } = this;
		const { bytes } = records;
		let from = 0;
		while (records.nextPlain(this.width, this.indices) || records.next()) {
			if (this.width === 0) {
				this.readHeader(records);
				continue;
			}
			if (records.count !== this.width) throw shiftedRecord(records.read - 1);
			for (const column of this.columns) {
				column.judge(records);
				if (column.stays) continue;
				output.add(bytes, from, column.from);
				output.addText(column.text());
				from = column.to;
			}
		}
		const isLast = records.isClosed && records.at === bytes.length;
		output.add(bytes, from, isLast ? records.at - 1 : records.at);
		return output.take();
	}

	private readHeader(records: CsvRecords): void {
		const names = Array.from({ length: records.count }, (_, index) => valueOf(records, index));
		checkHeader(names);
		this.width = names.length;
		this.columns = hashColumns(names, this.plan);
		this.indices = this.columns.map(({ index }) => index);
		const lost = Object.keys(this.plan.columns).find((name) => !names.includes(name));
		if (lost === undefined) return;
		throw new InputError(`The column to hash, '${lost}', is not in the file`);
	}
}

/** Collects bytes into one chunk. */
class Output {
	private buffer = Buffer.allocUnsafe(FIRST_OUTPUT_BYTES);
	private length = 0;

	add(bytes: Buffer, from: number, to: number): void {
		this.makeRoom(to - from);
		// The text between two columns is often so short that calling `copy` takes longer.
		if (to - from < SHORT_BYTES) {
			for (let at = from; at < to; at++) this.buffer[this.length++] = bytes[at];
			return;
		}
		bytes.copy(this.buffer, this.length, from, to);
		this.length += to - from;
	}

	/** Adds ASCII text. */
	addText(text: string): void {
		this.makeRoom(text.length);
		this.length += this.buffer.write(text, this.length, 'latin1');
	}

	/** Returns what was added. It belongs to the caller, who may keep it. */
	take(): Uint8Array {
		const chunk = this.buffer.subarray(0, this.length);
		this.buffer = Buffer.allocUnsafe(Math.max(this.length, FIRST_OUTPUT_BYTES));
		this.length = 0;
		return chunk;
	}

	private makeRoom(bytes: number): void {
		const needed = this.length + bytes;
		if (needed <= this.buffer.length) return;
		const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.buffer.length));
		this.buffer.copy(larger, 0, 0, this.length);
		this.buffer = larger;
	}
}
