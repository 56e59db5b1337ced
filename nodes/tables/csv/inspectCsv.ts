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

/** What an upload has to state about a table of people, whatever its format. */
export interface TableInspection {
	/** Header names as the file has them, without quotes and byte order mark. */
	columns: string[];
	/** Data records: the header is not counted, nor what has nothing but blanks. */
	rows: number;
	/** Per column the values of the first records; '' where a record is too short. */
	sampleValues: string[][];
	/** Bytes, byte order mark included. */
	size: number;
	/** Per column, whether any record has a value that is not blank. */
	filled: boolean[];
	/** Records with more or fewer values than the header. */
	raggedRows: number;
	/** Number of the first such record; the first record after the header is 1. */
	firstRaggedRow?: number;
	/** Of the columns that were to be watched: which kinds of values they have in all records. */
	watched: ColumnKinds[];
}

/** What is asked of a table beside what an upload always has to state. */
export interface TableOptions {
	/** Number of records whose values are returned (default 3). */
	samples?: number;
	/** Told the header, names the columns whose kinds of values are counted. */
	watch?: (header: string[]) => string[];
}

export interface CsvInspection extends TableInspection {
	delimiter: Delimiter;
	hasBom: boolean;
	encoding: 'ASCII' | 'UTF-8' | 'not UTF-8';
	/** Number of the first record that is not UTF-8. */
	firstNotUtf8Row?: number;
	/** What the columns that were to be searched have of addresses and numbers; by place. */
	contacts?: Array<ContactSigns | undefined>;
	/** What `hashCsv` would make of the columns that were asked for. */
	hashes: ColumnHashes[];
	/** Records that `hashCsv` leaves nothing of but blanks, so that they are none any more. */
	emptiedRows: number;
}

/** What is asked of a CSV file besides. */
export interface CsvOptions extends TableOptions {
	/** Told the header, names the columns to be hashed, if any. */
	toHash?: (header: string[]) => HashPlan;
	/** Told the header, names the columns to be searched for e-mail addresses and phone numbers. */
	contacts?: (header: string[]) => string[];
}

/** What hashing makes of a column. */
export interface ColumnHashes {
	counts: HashCounts;
	/** Bytes by which the file becomes longer. */
	growth: number;
	/** As those of the table. What is emptied is among neither. */
	sampleValues: string[];
}

const QUOTE = 0x22;

/**
 * Reads a CSV file once, in chunks of any size, and tells what an upload has to state about it.
 *
 * Which text is which record: {@link CsvRecords}. Memory stays at a few MiB beside one chunk,
 * whatever the size of the file.
 *
 * @param options.toHash told the header, names the columns to be hashed, if any: the values of a record
 *   of another length than the header are not looked at then
 * @throws UserError when the file is empty, an Excel file or UTF-16; when the header is not UTF-8; when
 *   header names are missing or repeated; when quotes do not match; when the header or a
 *   sample record exceeds 1 MiB or any record 16 MiB. Messages give header names, record numbers and
 *   column positions, never a value.
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

	/** Takes in all records that are at hand. */
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

	/** Settles whose values are looked at from now on. */
	private lookAt(): void {
		const { inspection, unfilled, hashed } = this;
		const columns = new Set([...unfilled, ...(this.scan?.open ?? [])]);
		for (const { index } of [...hashed, ...inspection.watched]) columns.add(index);
		this.wanted = [...columns].sort((one, other) => one - other);
	}

	/** @returns whether the record is left when the file is hashed */
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

	/** Where the bytes at hand stop being UTF-8, as far as that is known yet. */
	private checkEncoding(records: CsvRecords): number {
		const { inspection } = this;
		if (inspection.firstNotUtf8Row !== undefined) return Infinity;
		const found = records.encoding();
		if (found !== 'ASCII') inspection.encoding = found === 'UTF-8' ? found : 'not UTF-8';
		return typeof found === 'number' ? found : Infinity;
	}
}

/** Whether nothing but blanks is left of a record without the values that can't be hashed. */
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

/** Whether the value has more than blanks. */
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
