import { blankLength } from '../../common/ground/blanks';
import { ContactScan } from '../contactScan';
import type { ContactSigns } from '../contactValues';
import type { CsvRecords } from './csvRecords';
import { csvRecords, valueOf } from './csvRecords';
import type { Delimiter } from './csvStart';
import type { HashColumn, HashCounts, HashPlan } from '../hash/hashColumn';
import { hashColumns } from '../hash/hashColumn';
import { checkHeader } from '../header';
import { kindOfBytes, watchedColumns, type ColumnKinds } from '../valueKinds';

/** What an upload must state about a table of people, whatever its format. */
export interface TableInspection {
	/** Header names as in the file, without quotes and byte order mark. */
	columns: string[];
	/** Number of data records, without the header and blank lines. */
	rows: number;
	/** For each column, the values of the first records; '' if a record is too short. */
	sampleValues: string[][];
	/** Bytes, including the byte order mark. */
	size: number;
	/** For each column, whether any record has a value that is not blank. */
	filled: boolean[];
	/** Records with more or fewer values than the header. */
	raggedRows: number;
	/** Number of the first such record; the first record after the header is 1. */
	firstRaggedRow?: number;
	/** For each watched column, which kinds of values it has in all records. */
	watched: ColumnKinds[];
}

/** What to find out about a table beyond what every upload must state. */
export interface TableOptions {
	/** Number of records whose values are returned (default 3). */
	samples?: number;
	/** Given the header, names the columns whose kinds of values are counted. */
	watch?: (header: string[]) => string[];
}

export interface CsvInspection extends TableInspection {
	delimiter: Delimiter;
	hasBom: boolean;
	encoding: 'ASCII' | 'UTF-8' | 'not UTF-8';
	/** Number of the first record that is not UTF-8. */
	firstNotUtf8Row?: number;
	/** What the searched columns contain of addresses and numbers, by position. */
	contacts?: Array<ContactSigns | undefined>;
	/** What `hashCsv` would make of the requested columns. */
	hashes: ColumnHashes[];
	/** Records of which `hashCsv` leaves nothing but blanks, so that they no longer count. */
	emptiedRows: number;
}

/** What else to find out about a CSV file. */
export interface CsvOptions extends TableOptions {
	/** Given the header, names the columns to hash, if any. */
	toHash?: (header: string[]) => HashPlan;
	/** Given the header, names the columns to search for e-mail addresses and phone numbers. */
	contacts?: (header: string[]) => string[];
}

/** What hashing does to a column. */
export interface ColumnHashes {
	counts: HashCounts;
	/** Bytes by which the file grows. */
	growth: number;
	/** Like the table's sample values. Emptied records are in neither. */
	sampleValues: string[];
}

const QUOTE = 0x22;

/**
 * Reads a CSV file once, in chunks of any size, and finds out what an upload must state about it.
 * {@link CsvRecords} decides what a record is. Memory use stays at one chunk plus a few MiB, whatever
 * the size of the file.
 *
 * @param options.toHash given the header, names the columns to hash, if any: the values of a record
 *   that differs in length from the header are then ignored
 * @throws UserError if the file is empty, an Excel file or UTF-16; if the header is not UTF-8; if
 *   header names are missing or repeated; if quotes do not match; if the header or a sample record
 *   exceeds 1 MiB or any record 16 MiB. Messages give header names, record numbers and column
 *   positions, never a value.
 */
export async function inspectCsv(
	source: AsyncIterable<Uint8Array>,
	options: CsvOptions = {},
): Promise<CsvInspection> {
	const { samples = 3 } = options;
	const inspector = new Inspector({ ...options, samples });
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
		watched: [],
		hashes: [],
		emptiedRows: 0,
	};

	private hashed: HashColumn[] = [];
	private scan: ContactScan | undefined;
	/** Columns in which no value has been seen yet. */
	private unfilled: number[] = [];
	private wanted: number[] = [];

	constructor(private readonly options: CsvOptions & { samples: number }) {}

	/** Takes in all records at hand. */
	readOn(records: CsvRecords): void {
		const { inspection } = this;
		inspection.size = records.size;
		inspection.delimiter = records.delimiter ?? ',';
		inspection.hasBom = records.hasBom;
		if (records.hasBom && inspection.encoding === 'ASCII') inspection.encoding = 'UTF-8';
		const isFirst = records.read === 0;
		if (isFirst && !records.next()) return;
		const notUtf8 = this.checkEncoding(records);
		if (isFirst) this.readHeader(records, notUtf8);
		const columns = inspection.columns.length;
		while (this.wantsSample && records.next()) {
			if (!this.count(records, columns, notUtf8)) continue;
			inspection.sampleValues.forEach((of, column) =>
				of.push(column < records.count ? valueOf(records, column) : ''),
			);
		}
		for (;;) {
			if (this.wanted.length === 0 && this.scan === undefined) {
				const limit = inspection.firstNotUtf8Row === undefined ? notUtf8 : Infinity;
				inspection.rows += records.readRegular(columns, limit);
			}
			if (!records.nextPlain(columns, this.wanted) && !records.next()) return;
			this.count(records, columns, notUtf8);
		}
	}

	private get wantsSample(): boolean {
		const { rows, emptiedRows } = this.inspection;
		return rows - emptiedRows < this.options.samples;
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
		const { toHash, watch, contacts } = this.options;
		inspection.watched = watchedColumns(inspection.columns, watch?.(inspection.columns) ?? []);
		if (toHash !== undefined) {
			this.hashed = hashColumns(inspection.columns, toHash(inspection.columns));
			inspection.hashes = this.hashed.map(({ counts }) => ({
				counts,
				growth: 0,
				sampleValues: [],
			}));
		}
		if (contacts !== undefined) {
			const passed = this.hashed.map(({ index }) => index);
			this.scan = new ContactScan(inspection.columns, contacts(inspection.columns), passed);
			inspection.contacts = this.scan.signs;
		}
		this.lookAt();
	}

	/** Decides which columns' values are examined from now on. */
	private lookAt(): void {
		const { inspection, unfilled, hashed } = this;
		const columns = new Set([...unfilled, ...(this.scan?.open ?? [])]);
		for (const { index } of [...hashed, ...inspection.watched]) columns.add(index);
		this.wanted = [...columns].sort((one, other) => one - other);
	}

	/** @returns whether the record remains when the file is hashed */
	private count(records: CsvRecords, columns: number, notUtf8: number): boolean {
		const { inspection } = this;
		const nth = ++inspection.rows;
		if (records.at > notUtf8) inspection.firstNotUtf8Row ??= nth;
		let isLeft = true;
		if (records.count !== columns) {
			inspection.raggedRows++;
			inspection.firstRaggedRow ??= nth;
		} else if (this.hashed.length > 0) isLeft = this.hash(records);
		if (inspection.watched.length > 0) this.look(records, nth);
		const before = this.unfilled.length;
		for (let at = before - 1; at >= 0; at--) {
			const column = this.unfilled[at];
			if (column >= records.count || !hasText(records, column)) continue;
			inspection.filled[column] = true;
			this.unfilled.splice(at, 1);
		}
		const isSettled = this.scan?.look(records) === true;
		if (isSettled || this.unfilled.length < before) this.lookAt();
		return isLeft;
	}

	private look(records: CsvRecords, nth: number): void {
		const { bytes, bounds } = records;
		for (const column of this.inspection.watched) {
			if (column.index >= records.count) continue;
			let from = bounds[2 * column.index];
			let to = bounds[2 * column.index + 1];
			if (bytes[from] === QUOTE && from < to) {
				from++;
				to--;
			}
			column.add(kindOfBytes(bytes, from, to), nth);
		}
	}

	private hash(records: CsvRecords): boolean {
		const { hashed, inspection } = this;
		for (let nth = 0; nth < hashed.length; nth++) {
			const column = hashed[nth];
			column.judge(records);
			inspection.hashes[nth].growth += column.length - (column.to - column.from);
		}
		if (isEmptied(records, hashed)) {
			inspection.emptiedRows++;
			return false;
		}
		if (inspection.rows - inspection.emptiedRows > this.options.samples) return true;
		hashed.forEach((column, nth) => {
			const left = column.stays ? valueOf(records, column.index) : '';
			inspection.hashes[nth].sampleValues.push(column.is === 'hashed' ? column.text() : left);
		});
		return true;
	}

	/** Where the bytes at hand stop being UTF-8, as far as is known yet. */
	private checkEncoding(records: CsvRecords): number {
		const { inspection } = this;
		if (inspection.firstNotUtf8Row !== undefined) return Infinity;
		const found = records.encoding();
		if (found !== 'ASCII') inspection.encoding = found === 'UTF-8' ? found : 'not UTF-8';
		return typeof found === 'number' ? found : Infinity;
	}
}

/** Whether a record has only blanks left without the values that can't be hashed. */
function isEmptied(records: CsvRecords, hashed: HashColumn[]): boolean {
	if (hashed.every(({ is }) => is !== 'unusable')) return false;
	let from = records.start;
	for (const column of hashed) {
		if (column.is !== 'unusable') continue;
		if (!records.isBlank(from, column.from)) return false;
		from = column.to;
	}
	return records.isBlank(from, records.at - 1);
}

/** Whether the value is not blank. */
function hasText({ bytes, bounds }: CsvRecords, column: number): boolean {
	let [at, to] = [bounds[2 * column], bounds[2 * column + 1]];
	if (bytes[at] === QUOTE && at < to) {
		at++;
		to--;
	}
	while (at < to) {
		const blank = blankLength(bytes, at, to);
		if (blank === 0) return true;
		at += blank;
	}
	return false;
}
