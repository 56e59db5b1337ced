import type { CsvRecords } from './csvRecords';
import { csvRecords, valueOf } from './csvRecords';
import type { Delimiter } from './csvStart';
import type { HashColumn, HashCounts, HashPlan } from './hashColumn';
import { hashColumns } from './hashColumn';
import { checkHeader } from './header';

/** What an upload has to state about a table of people, whatever its format. */
export interface TableInspection {
	/** Header names as the file has them, without quotes and byte order mark. */
	columns: string[];
	/** Data records: the header and empty lines are not counted. */
	rows: number;
	/** Per column the values of the first records; '' where a record is too short. */
	sampleValues: string[][];
	/** Bytes, byte order mark included. */
	size: number;
	/** Per column, whether any record has a value of more than spaces and control characters. */
	filled: boolean[];
	/** Records with more or fewer values than the header. */
	raggedRows: number;
	/** Number of the first such record; the first record after the header is 1. */
	firstRaggedRow?: number;
}

export interface CsvInspection extends TableInspection {
	delimiter: Delimiter;
	hasBom: boolean;
	encoding: 'ASCII' | 'UTF-8' | 'not UTF-8';
	/** Number of the first record that is not UTF-8. */
	firstNotUtf8Row?: number;
	/** What `hashCsv` would make of the columns that were asked for. */
	hashes: ColumnHashes[];
}

/** What hashing makes of a column. */
export interface ColumnHashes {
	counts: HashCounts;
	/** Bytes by which the file becomes longer. */
	growth: number;
	/** As those of the table. */
	sampleValues: string[];
}

const SPACE = 0x20;
const QUOTE = 0x22;

/**
 * Reads a CSV file once, in chunks of any size, and tells what an upload has to state about it.
 *
 * Which text is which record: {@link CsvRecords}. A line of blanks is a record. Memory stays at a
 * few MiB beside one chunk, whatever the size of the file.
 *
 * @param options.samples number of records whose values are returned (default 3)
 * @param options.toHash told the header, names the columns to be hashed, if any: the values of a record
 *   of another length than the header are not looked at then
 * @throws UserError when the file is empty, an Excel file or UTF-16; when the header is not UTF-8; when
 *   header names are missing or repeated; when quotes do not match; when the header or a
 *   sample record exceeds 1 MiB or any record 16 MiB. Messages give header names, record numbers and
 *   column positions, never a value.
 */
export async function inspectCsv(
	source: AsyncIterable<Uint8Array>,
	{ samples = 3, toHash }: { samples?: number; toHash?: (header: string[]) => HashPlan } = {},
): Promise<CsvInspection> {
	const inspector = new Inspector(samples, toHash);
	for await (const records of csvRecords(source, samples)) inspector.readOn(records);
	return inspector.inspection;
}

class Inspector {
	readonly inspection: CsvInspection = {
		columns: [],
		rows: 0,
		sampleValues: [],
		size: 0,
		delimiter: ',',
		hasBom: false,
		encoding: 'ASCII',
		filled: [],
		raggedRows: 0,
		hashes: [],
	};

	private hashed: HashColumn[] = [];
	/** Columns in which no value has been seen yet. */
	private unfilled: number[] = [];
	private wanted: number[] = [];

	constructor(
		private readonly samples: number,
		private readonly toHash?: (header: string[]) => HashPlan,
	) {}

	/** Takes in all records that are at hand. */
	readOn(records: CsvRecords): void {
		const { inspection, samples } = this;
		inspection.size = records.size;
		inspection.delimiter = records.delimiter ?? ',';
		inspection.hasBom = records.hasBom;
		if (records.hasBom && inspection.encoding === 'ASCII') inspection.encoding = 'UTF-8';
		const isFirst = records.read === 0;
		if (isFirst && !records.next()) return;
		const notUtf8 = this.checkEncoding(records);
		if (isFirst) this.readHeader(records, notUtf8);
		const columns = inspection.columns.length;
		while (inspection.rows < samples && records.next()) {
			this.count(records, columns);
			if (records.at > notUtf8) inspection.firstNotUtf8Row ??= inspection.rows;
			inspection.sampleValues.forEach((of, column) =>
				of.push(column < records.count ? valueOf(records, column) : ''),
			);
		}
		for (;;) {
			if (this.unfilled.length === 0 && this.hashed.length === 0) {
				const limit = inspection.firstNotUtf8Row === undefined ? notUtf8 : Infinity;
				inspection.rows += records.readRegular(columns, limit);
			}
			if (!records.nextPlain(columns, this.wanted) && !records.next()) return;
			this.count(records, columns);
			if (records.at > notUtf8) inspection.firstNotUtf8Row ??= inspection.rows;
		}
	}

	private readHeader(records: CsvRecords, notUtf8: number): void {
		const { inspection } = this;
		inspection.columns = Array.from({ length: records.count }, (_, column) => {
			if (notUtf8 < records.bounds[2 * column + 1]) {
				records.fail('not UTF-8 text. Save the file as CSV UTF-8.', column, 0);
			}
			return valueOf(records, column);
		});
		checkHeader(inspection.columns);
		inspection.sampleValues = inspection.columns.map(() => []);
		inspection.filled = inspection.columns.map(() => false);
		this.unfilled = inspection.columns.map((_, column) => column);
		if (this.toHash !== undefined) {
			this.hashed = hashColumns(inspection.columns, this.toHash(inspection.columns));
			inspection.hashes = this.hashed.map(({ counts }) => ({
				counts,
				growth: 0,
				sampleValues: [],
			}));
		}
		this.lookAt();
	}

	/** Settles whose values are looked at from now on. */
	private lookAt(): void {
		const columns = new Set([...this.unfilled, ...this.hashed.map(({ index }) => index)]);
		this.wanted = [...columns].sort((one, other) => one - other);
	}

	private count(records: CsvRecords, columns: number): void {
		const { inspection } = this;
		inspection.rows++;
		if (records.count !== columns) {
			inspection.raggedRows++;
			inspection.firstRaggedRow ??= inspection.rows;
		} else if (this.hashed.length > 0) this.hash(records);
		const before = this.unfilled.length;
		for (let nth = before - 1; nth >= 0; nth--) {
			const column = this.unfilled[nth];
			if (column >= records.count || !hasText(records, column)) continue;
			inspection.filled[column] = true;
			this.unfilled.splice(nth, 1);
		}
		if (this.unfilled.length < before) this.lookAt();
	}

	private hash(records: CsvRecords): void {
		const { hashed, inspection, samples } = this;
		for (let nth = 0; nth < hashed.length; nth++) {
			const column = hashed[nth];
			const found = inspection.hashes[nth];
			column.judge(records);
			found.growth += column.length - (column.to - column.from);
			if (inspection.rows > samples) continue;
			const left = column.stays ? valueOf(records, column.index) : '';
			found.sampleValues.push(column.is === 'hashed' ? column.text() : left);
		}
	}

	/** Where the bytes at hand stop to be UTF-8, as far as that is still to be found out. */
	private checkEncoding(records: CsvRecords): number {
		const { inspection } = this;
		if (inspection.firstNotUtf8Row !== undefined) return Infinity;
		const found = records.encoding();
		if (found !== 'ASCII') inspection.encoding = found === 'UTF-8' ? found : 'not UTF-8';
		return typeof found === 'number' ? found : Infinity;
	}
}

/** Whether the value has more than spaces and control characters. */
function hasText({ bytes, bounds }: CsvRecords, column: number): boolean {
	let [at, to] = [bounds[2 * column], bounds[2 * column + 1]];
	if (bytes[at] === QUOTE && at < to) {
		at++;
		to--;
	}
	while (at < to && bytes[at] <= SPACE) at++;
	return at < to;
}
