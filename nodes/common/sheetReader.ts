import { UserError } from 'n8n-workflow';

import type { XmlReader } from './xml';

/** Text, or the number of a text that all sheets share. */
export type CellValue = string | { shared: number };

/** A row by its cells: column (from 0) → value. Cells without a value are missing. */
export type Row = Map<number, CellValue>;

const MOST_KEPT_CHARACTERS = 8 * 1024 * 1024;
/** Excel takes 32,767 characters in a cell. */
const LONGEST_CELL = 64 * 1024;
/** So many different texts in a column are not all blank. */
const ENOUGH_TEXTS = 16;

const CELL_PLACE = /\sr\s*=\s*["']([A-Za-z]{1,3})\d*["']/;
const CELL_TYPE = /\st\s*=\s*["'](\w+)["']/;

/**
 * Reads the rows of a worksheet (ECMA-376, part 1, 18.3.1): keeps the first rows that have a value,
 * and of the others their number. A row without a value, as formatting leaves it, is no row.
 *
 * Values are as the file has them: dates are numbers, no format is applied; a number is written as
 * people write it (1.5551234567E10 is 15551234567), a boolean as TRUE or FALSE.
 */
export class SheetReader implements XmlReader {
	wantsText = false;
	isDone = false;

	/** The first rows: the header and the samples. */
	readonly kept: Row[] = [];
	/** Rows with a value, the header included. */
	rows = 0;
	/** Rows after the header that have a value to the right of the header's last. */
	longRows = 0;
	firstLongRow: number | undefined;
	/** Columns in which a row after the header has a value that is not blank. */
	readonly filled = new Set<number>();
	/** Of other columns: the shared texts in them, which may be blank. */
	readonly unsure = new Map<number, Set<number>>();

	private width = 0;
	private row: Row = new Map();
	private rowHasValue = false;
	private lastColumn = -1;
	private column = -1;
	private type = 'n';
	private value = '';
	private hasValue = false;
	private phonetic = 0;
	private keptCharacters = 0;

	/** @param keep how many rows are kept */
	constructor(private readonly keep: number) {}

	open(name: string, attributes: string): void {
		if (name === 'c') this.openCell(attributes);
		else if (name === 'v') this.wantsText = this.type !== 'inlineStr';
		else if (name === 't') this.wantsText = this.type === 'inlineStr' && this.phonetic === 0;
		else if (name === 'rPh') this.phonetic++;
		else if (name === 'row') this.openRow();
	}

	close(name: string): void {
		if (name === 'v' || name === 't') this.wantsText = false;
		else if (name === 'c') this.closeCell();
		else if (name === 'row') this.closeRow();
		else if (name === 'rPh') this.phonetic--;
		else if (name === 'sheetData') this.isDone = true;
	}

	text(text: string): void {
		this.hasValue = true;
		if (this.value.length < LONGEST_CELL) this.value += text;
	}

	private openRow(): void {
		this.row = new Map();
		this.rowHasValue = false;
		this.column = -1;
		this.lastColumn = -1;
	}

	private openCell(attributes: string): void {
		const place = CELL_PLACE.exec(attributes);
		// Cells may come without their place: then they follow one another.
		this.column = place === null ? this.column + 1 : columnNumber(place[1]);
		this.type = CELL_TYPE.exec(attributes)?.[1] ?? 'n';
		this.value = '';
		this.hasValue = false;
	}

	private closeCell(): void {
		if (!this.hasValue) return;
		this.rowHasValue = true;
		const { column } = this;
		this.lastColumn = Math.max(this.lastColumn, column);
		const isHeader = this.rows === 0;
		const isKept = this.rows < this.keep;
		if (isHeader && isKept) this.width = Math.max(this.width, column + 1);
		else if (!isKept && (column >= this.width || this.filled.has(column))) return;

		const value = this.cellValue();
		if (isKept) this.keepValue(column, value);
		if (!isHeader) this.note(column, value);
	}

	private cellValue(): CellValue {
		const { type, value } = this;
		if (type === 's') return { shared: Number(value) };
		if (type === 'b') return value.trim() === '1' ? 'TRUE' : 'FALSE';
		if (type !== 'n') return unescaped(value);
		const number = Number(value);
		return value.trim() === '' || !Number.isFinite(number) ? value : String(number);
	}

	private keepValue(column: number, value: CellValue): void {
		this.row.set(column, value);
		this.keptCharacters += typeof value === 'string' ? value.length : 0;
		if (this.keptCharacters > MOST_KEPT_CHARACTERS) {
			throw new UserError('The header and the first rows hold more than 8 million characters.');
		}
	}

	/** Notes that a column has a value, unless that is blank. */
	private note(column: number, value: CellValue): void {
		if (this.filled.has(column)) return;
		if (typeof value === 'string') {
			if (value.trim() !== '') this.filled.add(column);
			return;
		}
		const texts = this.unsure.get(column) ?? new Set();
		this.unsure.set(column, texts.add(value.shared));
		if (texts.size > ENOUGH_TEXTS) {
			this.filled.add(column);
			this.unsure.delete(column);
		}
	}

	private closeRow(): void {
		if (!this.rowHasValue) return;
		if (this.rows < this.keep) this.kept.push(this.row);
		if (this.rows > 0 && this.lastColumn >= this.width) {
			this.longRows++;
			this.firstLongRow ??= this.rows;
		}
		this.rows++;
	}
}

/** A is 0, Z is 25, AA is 26. */
function columnNumber(letters: string): number {
	let number = 0;
	for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
	return number - 1;
}

/** Undoes `_x000D_`, by which texts hold what XML can't (ECMA-376, part 1, 22.9.2.19). */
export function unescaped(text: string): string {
	return text.replace(/_x([\da-fA-F]{4})_/g, (_, code: string) =>
		String.fromCharCode(parseInt(code, 16)),
	);
}
