import { UserError } from 'n8n-workflow';

import { copied, unescaped, withoutBlanks } from '../cellText';
import type { SharedTexts } from './sharedTexts';
import { kindOfText, type ColumnKinds } from '../valueKinds';
import { attributeOf, type XmlReader } from './xml';

/** Text, or the number of a text that all sheets share. */
export type CellValue = string | { shared: number };

/** A row by its cells: column (from 0) → value. None of the header's is blank. */
export type Row = Map<number, CellValue>;

/** "Total number of rows and columns on a worksheet" (Excel specifications and limits): A to XFD. */
const MOST_COLUMNS = 16_384;
const MOST_KEPT_CHARACTERS = 8 * 1024 * 1024;
/** Memory for a kept cell besides its text, in characters. */
const CELL_CHARACTERS = 32;
/** Excel takes 32,767 characters in a cell. */
const LONGEST_CELL = 64 * 1024;

/**
 * Reads the rows of a worksheet (ECMA-376, part 1, 18.3.1): keeps the first rows that have a value,
 * and counts the others. A cell with only white space, control characters and invisible signs has no
 * value. A row without a value, as formatting leaves behind, does not count.
 *
 * Values are as the file has them: dates are numbers, no format is applied. Numbers are written as
 * JavaScript writes them: 1.5551234567E10 is 15551234567; from 1e21 on, and below 0.000001, they have
 * an exponent; beyond 2^53 the last digits may differ. A boolean is TRUE or FALSE.
 *
 * @throws UserError if a cell is beyond Excel's last column, if the kept rows are too large, or if a
 *   cell has a shared text that is not in the list
 */
export class SheetReader implements XmlReader {
	wantsText = false;
	isDone = false;

	/** The first rows: the header and the samples. Blanks in samples are kept as they are. */
	readonly kept: Row[] = [];
	/** Rows with a value, the header included. */
	rows = 0;
	/** Rows after the header that have a value to the right of the header's last one. */
	longRows = 0;
	firstLongRow: number | undefined;
	/** The number of columns up to the header's last value. */
	width = 0;
	watched: ColumnKinds[] = [];
	/** Whether the reading was ended after the header. */
	isCut = false;

	/** By column: 1 if a row after the header has a value there. */
	private readonly filled = new Uint8Array(MOST_COLUMNS);
	private readonly watchedAt = new Map<number, ColumnKinds>();
	private row: Row = new Map();
	private lastColumn = -1;
	private column = -1;
	private type = 'n';
	private value = '';
	private phonetic = 0;
	private keptCharacters = 0;
	private rowCharacters = 0;

	/**
	 * @param keep how many rows are kept, 1 or more
	 * @param sheet how messages refer to the sheet
	 * @param watch given the header, as the only row, and its width, returns the columns whose kinds
	 *   of values are counted, or undefined to end the reading there
	 */
	constructor(
		private readonly keep: number,
		private readonly sheet: string,
		private readonly texts: SharedTexts,
		private readonly watch: (rows: Row[], width: number) => ColumnKinds[] | undefined = () => [],
	) {}

	/** Whether a row after the header has a value in the column. */
	isFilled(column: number): boolean {
		return this.filled[column] === 1;
	}

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
		if (this.value.length < LONGEST_CELL) this.value += text;
	}

	private openRow(): void {
		this.row = new Map();
		this.column = -1;
		this.lastColumn = -1;
		this.rowCharacters = 0;
	}

	private openCell(attributes: string): void {
		const column = columnOf(attributeOf(attributes, 'r') ?? '');
		// Cells may come without a reference: then they follow one another.
		this.column = column === -1 ? this.column + 1 : column;
		if (this.column >= MOST_COLUMNS) {
			throw new UserError(
				`The sheet '${this.sheet}' has a cell to the right of column XFD, the last of the 16,384 columns that Excel has. Save it in Excel again, or as CSV UTF-8.`,
			);
		}
		this.type = attributeOf(attributes, 't') ?? 'n';
		this.value = '';
	}

	private closeCell(): void {
		if (this.value === '') return;
		const { column, rows } = this;
		const isHeader = rows === 0;
		if (!this.isBlank()) {
			if (column > this.lastColumn) this.lastColumn = column;
			if (isHeader) this.width = this.lastColumn + 1;
			else {
				this.filled[column] = 1;
				this.watchedAt.get(column)?.add(this.kind(), rows);
			}
		} else if (isHeader) return;
		if (rows < this.keep) this.keepValue(column, this.cellValue());
	}

	private isBlank(): boolean {
		const { value, texts } = this;
		if (withoutBlanks(value) === '') return true;
		if (this.type !== 's') return false;
		const shared = Number(value);
		if (!(shared >= 0 && shared < texts.count && Number.isInteger(shared))) {
			throw new UserError(
				`The file is damaged: it is missing text shown in sheet '${this.sheet}'. Save it in Excel again.`,
			);
		}
		return texts.isBlank(shared);
	}

	private cellValue(): CellValue {
		const { type, value } = this;
		if (value.trim() === '') return copied(value);
		if (type === 's') return { shared: Number(value) };
		if (type === 'b') return value.trim() === '1' ? 'TRUE' : 'FALSE';
		if (type !== 'n') return unescaped(copied(value));
		const number = Number(value);
		return Number.isFinite(number) ? String(number) : copied(value);
	}

	private kind(): number {
		const value = this.cellValue();
		return typeof value === 'object' ? this.texts.kindOf(value.shared) : kindOfText(value);
	}

	private keepValue(column: number, value: CellValue): void {
		this.row.set(column, value);
		this.rowCharacters += CELL_CHARACTERS + (typeof value === 'string' ? value.length : 0);
		if (this.keptCharacters + this.rowCharacters > MOST_KEPT_CHARACTERS) {
			throw new UserError('The header and the first rows contain more than 8 million characters.');
		}
	}

	private closeRow(): void {
		if (this.lastColumn === -1) return;
		if (this.rows < this.keep) {
			this.kept.push(this.row);
			this.keptCharacters += this.rowCharacters;
		}
		if (this.rows > 0 && this.lastColumn >= this.width) {
			this.longRows++;
			this.firstLongRow ??= this.rows;
		}
		this.rows++;
		if (this.rows === 1) this.settleWatched();
	}

	private settleWatched(): void {
		const watched = this.watch(this.kept, this.width);
		this.isDone = this.isCut = watched === undefined;
		this.watched = watched ?? [];
		for (const column of this.watched) this.watchedAt.set(column.index, column);
	}
}

/** The column in a cell reference, from 0: A1 is 0, Z1 is 25, AA1 is 26. Without letters it is -1. */
function columnOf(place: string): number {
	let number = 0;
	for (let at = 0; at < place.length; at++) {
		// Small and capital letters have the same last five bits.
		const code = place.charCodeAt(at);
		if (code < 0x41) break;
		number = number * 26 + (code & 0x1f);
	}
	return number - 1;
}
