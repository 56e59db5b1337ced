import { ContactSigns } from './contactValues';
import type { CsvRecords } from './csv/csvRecords';

/** How many values of a column are examined, and how few are enough once this many records were read. */
const [MOST_VALUES, FEWEST_VALUES, MOST_RECORDS] = [1000, 100, 10_000];
/** Only part of a longer value is examined. */
const MOST_BYTES = 16 * 1024;
/** How much is examined on either side of an @. */
const [BEFORE, BEHIND] = [256, 512];

const AT = 0x40;
const QUOTE = 0x22;

/**
 * Looks for e-mail addresses and phone numbers in columns of a CSV file while it is inspected: in the
 * first thousand values that are not blank, however late they come, and around each @ in all records.
 * Keeps no value.
 */
export class ContactScan {
	/** By the column's position; undefined if it is not examined. */
	readonly signs: Array<ContactSigns | undefined>;
	/** Positions of the columns whose values are still examined. */
	readonly open: number[];

	/** The bytes at hand, and the next @ in them. */
	private bytes: Buffer = Buffer.alloc(0);
	private sign = -1;

	/**
	 * @param names of the columns to examine
	 * @param passed positions of columns whose bounds are known for each record, and which are not
	 *   examined
	 */
	constructor(
		header: string[],
		names: string[],
		private readonly passed: number[],
	) {
		this.signs = header.map((name) => (names.includes(name) ? new ContactSigns() : undefined));
		this.open = header.flatMap((_, place) => (this.signs[place] === undefined ? [] : [place]));
	}

	/**
	 * Examines the last record read, for which the bounds of `open` and `passed` are known.
	 *
	 * @returns whether `open` has become shorter
	 */
	look(records: CsvRecords): boolean {
		const { open, signs } = this;
		const before = open.length;
		for (let nth = before - 1; nth >= 0; nth--) {
			const column = signs[open[nth]];
			if (column === undefined || open[nth] >= records.count) continue;
			column.note(startOf(records, open[nth]));
			const enough = records.read > MOST_RECORDS ? FEWEST_VALUES : MOST_VALUES;
			if (column.values >= enough) open.splice(nth, 1);
		}
		this.lookForAddresses(records);
		return open.length < before;
	}

	private lookForAddresses(records: CsvRecords): void {
		const { at: end, bytes } = records;
		let sign = this.next(bytes, records.start);
		while (sign < end) {
			let from = this.endOfPassed(records, sign);
			if (from === -1) {
				const column = this.signs[placeOf(records, sign)];
				from = Math.min(sign + BEHIND, end);
				if (column?.hasAddress === false) {
					const start = Math.max(sign - BEFORE, records.start);
					column.noteAddress(valueAround(records, start, sign, from));
				}
				from = sign + 1;
			}
			sign = this.next(bytes, from);
		}
	}

	private next(bytes: Buffer, from: number): number {
		if (bytes !== this.bytes || this.sign < from) {
			const found = bytes.indexOf(AT, from);
			this.bytes = bytes;
			this.sign = found === -1 ? Infinity : found;
		}
		return this.sign;
	}

	/** The end of the passed column that contains a byte, or -1. */
	private endOfPassed({ bounds, count }: CsvRecords, at: number): number {
		for (const place of this.passed) {
			if (place < count && bounds[2 * place] <= at && at < bounds[2 * place + 1]) {
				return bounds[2 * place + 1];
			}
		}
		return -1;
	}
}

function startOf({ bytes, bounds }: CsvRecords, place: number): string {
	const [from, to] = [bounds[2 * place], bounds[2 * place + 1]];
	const isQuoted = bytes[from] === QUOTE && from < to;
	const [start, end] = isQuoted ? [from + 1, to - 1] : [from, to];
	const text = bytes.toString('utf8', start, Math.min(end, start + MOST_BYTES));
	return isQuoted ? text.replaceAll('""', '"') : text;
}

/** The position of the last record's column that contains a byte. */
function placeOf({ bytes, start, delimiter }: CsvRecords, sign: number): number {
	const separator = delimiter?.charCodeAt(0);
	let isQuoted = false;
	let place = 0;
	for (let at = start; at < sign; at++) {
		const byte = bytes[at];
		if (byte === QUOTE && (isQuoted || at === start || bytes[at - 1] === separator)) {
			isQuoted = !isQuoted;
		} else if (byte === separator && !isQuoted) place++;
	}
	return place;
}

/**
 * The text around a byte, as far as it belongs to the same value: no unquoted text contains a
 * delimiter.
 */
function valueAround(records: CsvRecords, from: number, sign: number, to: number): string {
	const { bytes, delimiter = ',' } = records;
	const before = bytes.toString('utf8', from, sign).split(delimiter).pop() ?? '';
	const [behind] = bytes.toString('utf8', sign, to).split(delimiter);
	return `${before}${behind}`.replace(/""/g, '"').replace(/^"(?=[^"]*$)|"?\s*$/g, '');
}
