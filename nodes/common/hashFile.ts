import type { CsvRecords } from './csvRecords';
import { csvRecords } from './csvRecords';
import { InputError } from './errors';
import type { HashAlgorithm, HashedKind } from './hashValue';
import { hashLength, hashText, readForHash } from './hashValue';
import { checkHeader } from './header';

/** Which columns of a file are hashed, and how. */
export interface HashPlan {
	algorithm: HashAlgorithm;
	/** By the column's name as the header has it. */
	columns: Record<string, HashedKind>;
	/**
	 * Of how many records the hashes are computed (default all). Those of the others are zeros of the
	 * same length, which is enough to inspect the result.
	 */
	realRecords?: number;
}

/** What became of the values of a column. */
export interface HashCounts {
	column: string;
	hashed: number;
	alreadyHashed: number;
	/** No value, or blanks only. */
	empty: number;
	/** Neither hashed nor sent: such a value is made empty. */
	unusable: number;
}

const QUOTE = 0x22;
const FIRST_OUTPUT_BYTES = 64 * 1024;

/**
 * A CSV file with the values of some columns hashed. Everything else stays as it is, byte for byte:
 * byte order mark, quotes, line ends, other columns, hashes that are there already. A value that
 * can't be hashed is made empty, so that no value of these columns leaves in plain text.
 *
 * The result is the same for the same file, so its length can be found out by reading it once
 * before it is sent; `realRecords` saves the computing then. Memory stays at a few MiB.
 *
 * @returns the file in chunks, and counts, which are complete when the chunks have been read
 * @throws UserError or InputError (while reading) as `csvRecords` does; when a column is not in the
 *   header; when a record has more or fewer values than the header, since the value to be hashed
 *   could then stand in another column
 */
export function hashCsv(
	source: AsyncIterable<Uint8Array>,
	plan: HashPlan,
): { chunks: AsyncGenerator<Uint8Array>; counts: HashCounts[] } {
	const counts = Object.keys(plan.columns).map((column): HashCounts => ({
		column,
		hashed: 0,
		alreadyHashed: 0,
		empty: 0,
		unusable: 0,
	}));
	return { chunks: hashedChunks(source, new Hasher(plan, counts)), counts };
}

async function* hashedChunks(
	source: AsyncIterable<Uint8Array>,
	hasher: Hasher,
): AsyncGenerator<Uint8Array> {
	for await (const records of csvRecords(source)) {
		const chunk = hasher.readOn(records);
		if (chunk.length > 0) yield chunk;
	}
}

interface HashedColumn {
	index: number;
	kind: HashedKind;
	counts: HashCounts;
}

class Hasher {
	private readonly output = new Output();
	private columns: HashedColumn[] = [];
	private width = 0;
	private readonly zeros: string;

	constructor(
		private readonly plan: HashPlan,
		private readonly counts: HashCounts[],
	) {
		this.zeros = '0'.repeat(hashLength(plan.algorithm));
	}

	/** What the records that are at hand become. */
	readOn(records: CsvRecords): Uint8Array {
		const { output } = this;
		const { bytes } = records;
		let from = 0;
		while (records.next()) {
			if (this.width === 0) this.readHeader(records);
			else {
				this.checkWidth(records);
				for (const column of this.columns) from = this.hashValue(records, column, from);
			}
		}
		const isLast = records.isClosed && records.at === bytes.length;
		output.add(bytes, from, isLast ? records.at - 1 : records.at);
		return output.take();
	}

	private readHeader(records: CsvRecords): void {
		const { columns } = this.plan;
		const names = Array.from({ length: records.count }, (_, index) => valueOf(records, index));
		checkHeader(names);
		this.width = names.length;
		this.columns = this.counts
			.map((counts) => ({
				index: names.indexOf(counts.column),
				kind: columns[counts.column],
				counts,
			}))
			.sort((one, other) => one.index - other.index);
		const [first] = this.columns;
		if (first !== undefined && first.index === -1) {
			throw new InputError(
				`The column '${first.counts.column}' is to be hashed, but the file has no such column`,
			);
		}
	}

	private checkWidth({ count, read }: CsvRecords): void {
		if (count === this.width) return;
		throw new InputError(
			`Record ${read - 1} after the header has ${count} values, the header has ${this.width}: what is to be hashed could stand in another column`,
			'Write values that hold the separator in quotes, and give every record all values.',
		);
	}

	/** Writes everything from `from` up to the end of the value; returns where that is. */
	private hashValue(records: CsvRecords, column: HashedColumn, from: number): number {
		const { output, plan } = this;
		const { bytes, bounds } = records;
		const { algorithm } = plan;
		const { counts, index, kind } = column;
		const hashed = readForHash(valueOf(records, index), kind, algorithm);
		counts[hashed.is]++;
		if (hashed.is === 'empty' || hashed.is === 'alreadyHashed') return from;

		const start = bounds[2 * index];
		const end = bounds[2 * index + 1];
		const isQuoted = bytes[start] === QUOTE;
		output.add(bytes, from, isQuoted ? start + 1 : start);
		if (hashed.is === 'hashed') {
			const isReal = records.read - 1 <= (plan.realRecords ?? Infinity);
			output.addText(isReal ? hashText(hashed.plain, algorithm) : this.zeros);
		} else if (this.width === 1 && !isQuoted) {
			// Otherwise the line would be empty, which is no record.
			output.addText('""');
		}
		return isQuoted ? end - 1 : end;
	}
}

function valueOf({ bytes, bounds }: CsvRecords, index: number): string {
	const [start, end] = [bounds[2 * index], bounds[2 * index + 1]];
	if (bytes[start] !== QUOTE || start === end) return bytes.toString('utf8', start, end);
	return bytes.toString('utf8', start + 1, end - 1).replaceAll('""', '"');
}

/** Bytes that are put together to one chunk. */
class Output {
	private buffer = Buffer.allocUnsafe(FIRST_OUTPUT_BYTES);
	private length = 0;

	add(bytes: Buffer, from: number, to: number): void {
		this.makeRoom(to - from);
		bytes.copy(this.buffer, this.length, from, to);
		this.length += to - from;
	}

	/** Adds ASCII text. */
	addText(text: string): void {
		this.makeRoom(text.length);
		this.length += this.buffer.write(text, this.length, 'latin1');
	}

	/** Hands out what was added. It belongs to the caller, who may keep it. */
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
