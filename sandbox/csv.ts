import { StringDecoder } from 'node:string_decoder';

/** The facts with which the audience rules compare the client's claims. */
export interface Table {
	header: string[];
	/** The first three records, for `columnValues`. */
	first: string[][];
	/** Records after the header; lines with nothing but blanks, quotes and delimiters do not count. */
	records: number;
	problem?: string;
}

export const SAMPLE_RECORDS = 3;

const BLANK = /[\s\p{Cc}\p{Cf}"]/u;
const BLANK_BEFORE_HEADER = /^[\s\p{Cc}\p{Cf}",;|]*$/u;

/** DOS programs end a file with this sign. */
const END_SIGN = '\x1a';
const ENDED = new RegExp(`${END_SIGN}[${END_SIGN} \\t]*$`);

/**
 * Reads a CSV file as it streams past (RFC 4180, comma, UTF-8; a byte order mark is not part of the
 * first name). Written for the sandbox alone, so that it does not share the mistakes of the nodes'
 * parser. After the first records it only counts.
 */
export class CsvScanner {
	private readonly decoder = new StringDecoder('utf8');
	private readonly rows: string[][] = [];
	private cells: string[] = [];
	private cell = '';
	private state: 'start' | 'plain' | 'quoted' | 'quote' = 'start';
	private cellCount = 0;
	private sawCharacter = false;
	private records = 0;
	private afterReturn = false;
	private started = false;
	private delimiter = ',';
	private problem?: string;

	write(chunk: Buffer): void {
		this.scan(this.decoder.write(chunk));
	}

	end(): Table {
		this.scan(this.decoder.end());
		if (this.state === 'quoted') this.problem ??= 'a quoted cell is never closed';
		this.endRecord();
		const [header = [], ...first] = this.rows;
		return {
			header,
			first,
			records: Math.max(0, this.records - 1),
			...(this.problem === undefined ? {} : { problem: this.problem }),
		};
	}

	private scan(piece: string): void {
		let text = piece;
		if (!this.started && text.length > 0) {
			this.started = true;
			if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
			this.delimiter = delimiterOf(text);
		}
		for (let i = 0; i < text.length; i++) this.read(text[i]);
	}

	private read(char: string): void {
		const wasReturn = this.afterReturn;
		this.afterReturn = false;
		this.sawCharacter ||= !this.isBlank(char);
		if (this.state === 'quoted') {
			if (char === '"') this.state = 'quote';
			else this.keep(char);
		} else if (this.state === 'quote' && char === '"') {
			this.keep('"');
			this.state = 'quoted';
		} else if (char === '\n' && wasReturn) {
			// The second half of a CRLF that has already ended the record.
		} else if (char === '\n' || char === '\r') {
			this.endRecord();
			this.afterReturn = char === '\r';
		} else if (char === this.delimiter) {
			this.endCell();
		} else if (char === '"' && this.state === 'start') {
			this.state = 'quoted';
		} else if (char !== END_SIGN || this.state !== 'quote') {
			if (this.state === 'quote') this.problem ??= 'text follows a closing quote';
			this.state = 'plain';
			this.keep(char);
		}
	}

	private isBlank(char: string): boolean {
		if (this.records === 0) return BLANK_BEFORE_HEADER.test(char);
		return char === this.delimiter || BLANK.test(char);
	}

	private keep(char: string): void {
		if (this.rows.length <= SAMPLE_RECORDS) this.cell += char;
	}

	private endCell(): void {
		this.cellCount++;
		if (this.rows.length <= SAMPLE_RECORDS) this.cells.push(this.cell);
		this.cell = '';
		this.state = 'start';
	}

	private endRecord(): void {
		if (this.sawCharacter) {
			if (this.records > 0) this.cell = this.cell.replace(ENDED, '');
			this.endCell();
			this.records++;
			if (this.rows.length <= SAMPLE_RECORDS) this.rows.push(this.cells);
			if (this.cellCount > this.rows[0].length) {
				this.problem ??= `record ${this.records - 1} has more cells than the header`;
			}
		}
		this.cells = [];
		this.cell = '';
		this.cellCount = 0;
		this.state = 'start';
		this.sawCharacter = false;
	}
}

/** The quickstart only says "CSV"; spreadsheets in many countries use `;` or tabs for it. */
function delimiterOf(text: string): string {
	const bare = text.replace(/"[^"]*"/g, (quoted) => (BLANK_BEFORE_HEADER.test(quoted) ? '' : 'x'));
	const header = bare.split(/[\r\n]/).find((line) => !BLANK_BEFORE_HEADER.test(line)) ?? '';
	const count = (char: string): number => header.split(char).length - 1;
	return [',', ';', '\t'].reduce((best, char) => (count(char) > count(best) ? char : best));
}
