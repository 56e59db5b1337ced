import type { CsvRecords } from '../csv/csvRecords';
import { valueOf } from '../csv/csvRecords';
import type { HashAlgorithm, Hashed, HashedKind } from './hashValue';
import { hashLength, hashText, readForHash, writeEmail, writePhone } from './hashValue';

/** Which columns of a file are hashed, and how. */
export interface HashPlan {
	algorithm: HashAlgorithm;
	/** By the column's name, as in the header. */
	columns: Record<string, HashedKind>;
}

/** What became of the values of a column. */
export interface HashCounts {
	column: string;
	hashed: number;
	alreadyHashed: number;
	/** No value, or only blanks. */
	empty: number;
	/** Neither hashed nor sent: such a value is replaced by nothing. */
	unusable: number;
}

const QUOTE = 0x22;
const SCRATCH_BYTES = 256;

/**
 * A column whose values are hashed: for one record after the other it says which bytes are replaced by
 * how many and, if wanted, by which. So the length of the hashed file is known before any hash is
 * computed, and the pass that determines it can't differ from the one that sends it.
 */
export class HashColumn {
	readonly counts: HashCounts;
	/** What the last judged value is. */
	is: Hashed['is'] = 'empty';
	/** Where the replaced bytes begin and end; an empty range if the value stays. */
	from = 0;
	to = 0;
	/** Number of bytes that take their place. */
	length = 0;

	private readonly hashLength: number;
	private readonly write: typeof writePhone;
	private readonly scratch = Buffer.alloc(SCRATCH_BYTES);
	/** Its beginnings by length: making one for each value would take a third of the hash's time. */
	private readonly beginnings = Array.from({ length: SCRATCH_BYTES + 1 }, (_, length) =>
		this.scratch.subarray(0, length),
	);
	private written = -1;
	private plain = '';

	/**
	 * @param index of the column, from 0
	 * @param isOnly whether the file has no other column
	 */
	constructor(
		column: string,
		readonly index: number,
		private readonly isOnly: boolean,
		private readonly kind: HashedKind,
		private readonly algorithm: HashAlgorithm,
	) {
		this.counts = { column, hashed: 0, alreadyHashed: 0, empty: 0, unusable: 0 };
		this.hashLength = hashLength(algorithm);
		this.write = kind === 'email' ? writeEmail : writePhone;
	}

	/** Judges and counts a value of the last record read. */
	judge(records: CsvRecords): void {
		const { bytes, bounds } = records;
		let from = bounds[2 * this.index];
		let to = bounds[2 * this.index + 1];
		const isQuoted = bytes[from] === QUOTE && from < to;
		if (isQuoted) {
			from++;
			to--;
		}
		this.from = from;
		this.to = to;
		this.length = this.hashLength;
		this.written = this.write(bytes, from, to, this.scratch, this.kind);
		if (this.written > 0) {
			this.is = 'hashed';
			this.counts.hashed++;
			return;
		}
		const read = readForHash(valueOf(records, this.index), this.kind, this.algorithm);
		this.is = read.is;
		this.counts[read.is]++;
		if (read.is === 'hashed') {
			this.plain = read.plain;
			return;
		}
		this.length = 0;
		if (read.is !== 'unusable') this.to = from;
		// Otherwise the line would be empty and not count as a record.
		else if (this.isOnly && !isQuoted) this.length = 2;
	}

	/** Whether the last judged value stays as it is. */
	get stays(): boolean {
		return this.is === 'empty' || this.is === 'alreadyHashed';
	}

	/** What replaces the last judged value: ASCII text. */
	text(): string {
		if (this.is !== 'hashed') return '""'.slice(0, this.length);
		const plain = this.written > 0 ? this.beginnings[this.written] : this.plain;
		return hashText(plain, this.algorithm);
	}
}

/** The columns of a plan in the order of the file; columns missing from the header are left out. */
export function hashColumns(header: string[], { algorithm, columns }: HashPlan): HashColumn[] {
	return header.flatMap((name, index) =>
		Object.hasOwn(columns, name)
			? new HashColumn(name, index, header.length === 1, columns[name], algorithm)
			: [],
	);
}
