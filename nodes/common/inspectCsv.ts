import { UserError } from 'n8n-workflow';

// The order decides a tie.
const DELIMITERS = [',', ';', '\t'] as const;
type Delimiter = (typeof DELIMITERS)[number];

export interface CsvInspection {
	/** Header names as the file has them, without quotes and byte order mark. */
	columns: string[];
	/** Data records: the header and empty lines are not counted. */
	rows: number;
	/** Per column the values of the first records; '' where a record is too short. */
	sampleValues: string[][];
	/** Bytes, byte order mark included. */
	size: number;
	delimiter: Delimiter;
	hasBom: boolean;
	/** Per column, whether any record has a value of more than spaces and control characters. */
	filled: boolean[];
	/** Records with more or fewer values than the header. */
	raggedRows: number;
	/** Number of the first such record; the first record after the header is 1. */
	firstRaggedRow?: number;
}

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;

/** Bounds memory: the most bytes that are kept of the header and of each sample record. */
const MAX_KEPT_BYTES = 1024 * 1024;

const NOT_UTF8 = 'The file is UTF-16 or holds NUL bytes. Save it as CSV UTF-8.';
const TOO_LONG = 'the record exceeds 1 MiB. A quote is probably not closed.';

// Where the scanner stands inside a record.
const VALUE_START = 0;
const UNQUOTED = 1;
const QUOTED = 2;
const AFTER_QUOTE = 3;

/**
 * Reads a CSV file once, in chunks of any size, and tells what an upload has to state about it.
 *
 * Reads as csv-parse does with `bom`, `relax_column_count` and `skip_empty_lines` (so a line of
 * blanks is a record), with these decisions: the delimiter is the most frequent of comma, semicolon
 * and tab in the header; CRLF, LF and CR each end a record, also mixed in one file; a quote inside
 * an unquoted value is an ordinary character. UTF-8 is checked in the header and the samples only.
 * Memory stays at a few MiB plus one chunk, whatever the size of the file.
 *
 * @param options.samples number of records whose values are returned (default 3)
 * @throws UserError when the file is empty, an Excel file or not UTF-8; when header names are
 *   missing or repeated; when quotes do not match; when the header or a sample record exceeds
 *   1 MiB. Messages give header names, record numbers and column positions, never a value.
 */
export async function inspectCsv(
	source: AsyncIterable<Uint8Array>,
	options: { samples?: number } = {},
): Promise<CsvInspection> {
	const samples = options.samples ?? 3;
	// The delimiter is known only at the end of the header, so the head is read twice.
	const head = Buffer.allocUnsafe(MAX_KEPT_BYTES);
	let headLength = 0;
	let size = 0;
	let scanner: RecordScanner | undefined;

	for await (const chunk of source) {
		size += chunk.length;
		if (scanner) {
			scanner.push(chunk);
			continue;
		}
		const part = chunk.subarray(0, head.length - headLength);
		head.set(part, headLength);
		headLength += part.length;
		if (headLength === head.length) {
			scanner = startScanner(head, samples, false);
			scanner.push(chunk.subarray(part.length));
		}
	}

	scanner ??= startScanner(head.subarray(0, headLength), samples, true);
	return { ...scanner.finish(), size };
}

function startScanner(head: Buffer, samples: number, isWholeFile: boolean): RecordScanner {
	const start = head.toString('latin1', 0, 4);
	if (start === 'PK\x03\x04') {
		throw new UserError('The file is an Excel (XLSX) file, not a CSV. Save it as CSV UTF-8.');
	}
	if (/^(\xff\xfe|\xfe\xff)/.test(start)) throw new UserError(NOT_UTF8);
	const hasBom = start.startsWith('\xef\xbb\xbf');
	const text = hasBom ? head.subarray(3) : head;
	// A binary file has no header that ends: this is the more helpful of the two errors.
	if (text.includes(0)) throw new UserError(NOT_UTF8);
	const scanner = new RecordScanner(detectDelimiter(text, isWholeFile), hasBom, samples);
	scanner.push(text);
	return scanner;
}

function detectDelimiter(text: Uint8Array, isWholeFile: boolean): Delimiter {
	const counts = new Map(DELIMITERS.map((delimiter) => [delimiter.charCodeAt(0), 0]));
	let quoted = false;
	let canOpenQuote = true;
	let isEmpty = true;
	let isComplete = isWholeFile;
	for (const byte of text) {
		if (byte === QUOTE) {
			// Toggling reads "" right as well: the second quote opens what the first one closed.
			if (canOpenQuote) quoted = !quoted;
		} else if (!quoted) {
			if (byte === LF || byte === CR) {
				if (isEmpty) continue;
				isComplete = true;
				break;
			}
			const count = counts.get(byte);
			if (count !== undefined) counts.set(byte, count + 1);
			canOpenQuote = count !== undefined;
		}
		isEmpty = false;
	}
	if (!isComplete) {
		throw new UserError(
			'The file does not look like a CSV: its header does not end within 1 MiB. ' +
				'If it is one, a quote in the header is probably not closed.',
		);
	}
	const most = Math.max(...counts.values());
	return DELIMITERS.find((delimiter) => counts.get(delimiter.charCodeAt(0)) === most) ?? ',';
}

/** Splits bytes into records: keeps the values of header and samples, and counts the rest. */
class RecordScanner {
	private readonly inspection: Omit<CsvInspection, 'size'>;
	private readonly delimiterByte: number;
	private readonly endsValue = new Uint8Array(256);
	private readonly kept = Buffer.allocUnsafe(MAX_KEPT_BYTES);
	private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
	private state = VALUE_START;

	// The record under way: the header or a sample if its values are kept.
	private keeps = true;
	private keptLength = 0;
	private valueStart = 0;
	private values: string[] = [];
	private valueCount = 0;

	constructor(
		delimiter: Delimiter,
		hasBom: boolean,
		private readonly samples: number,
	) {
		const none = { columns: [], rows: 0, sampleValues: [], filled: [], raggedRows: 0 };
		this.inspection = { ...none, delimiter, hasBom };
		this.delimiterByte = delimiter.charCodeAt(0);
		for (const byte of [this.delimiterByte, LF, CR]) this.endsValue[byte] = 1;
	}

	push(chunk: Uint8Array): void {
		// Every chunk is searched, because PowerShell's >> appends UTF-16 to a UTF-8 file.
		if (chunk.includes(0)) throw new UserError(NOT_UTF8);

		const { endsValue } = this;
		const { length } = chunk;
		let { state } = this;
		let at = 0;
		while (at < length) {
			const from = at;
			const byte = chunk[at];
			if (state === VALUE_START) {
				// A line end without values is an empty line, or the LF of a CRLF.
				const isSkipped = this.valueCount === 0 && (byte === LF || byte === CR);
				if (!isSkipped) state = byte === QUOTE ? QUOTED : UNQUOTED;
				if (state !== UNQUOTED) {
					at++;
					continue;
				}
			}
			if (state === UNQUOTED) {
				while (at < length && endsValue[chunk[at]] === 0) at++;
				if (at > from) this.take(chunk, from, at);
				if (at < length) {
					this.endValue(chunk[at++]);
					state = VALUE_START;
				}
			} else if (state === QUOTED) {
				while (at < length && chunk[at] !== QUOTE) at++;
				if (at > from) this.take(chunk, from, at);
				if (at < length) {
					state = AFTER_QUOTE;
					at++;
				}
			} else if (byte === QUOTE) {
				this.take(chunk, from, ++at);
				state = QUOTED;
			} else if (endsValue[byte] === 1) {
				// From here on a quoted value ends as an unquoted one does.
				state = UNQUOTED;
			} else {
				this.fail('text follows a closing quote. Write a quote inside a value twice ("").');
			}
		}
		this.state = state;
	}

	finish(): Omit<CsvInspection, 'size'> {
		if (this.state === QUOTED) this.fail('a quote is opened here and never closed.');
		if (this.state !== VALUE_START || this.valueCount > 0) this.endValue(LF);
		if (this.inspection.columns.length === 0) {
			throw new UserError('The file is empty: it has not even a header line.');
		}
		return this.inspection;
	}

	private take(chunk: Uint8Array, from: number, to: number): void {
		if (this.keeps) {
			if (this.keptLength + to - from > MAX_KEPT_BYTES) this.fail(TOO_LONG);
			this.kept.set(chunk.subarray(from, to), this.keptLength);
			this.keptLength += to - from;
		}
		// Costs little: most columns are filled in the first record and not looked at again.
		const { filled } = this.inspection;
		const column = this.valueCount;
		if (column < filled.length) filled[column] ||= hasText(chunk, from, to);
	}

	private endValue(endedBy: number): void {
		if (this.keeps) {
			const value = this.decode(this.kept.subarray(this.valueStart, this.keptLength));
			this.values.push(value ?? this.fail('not UTF-8 text. Save the file as CSV UTF-8.'));
			this.valueStart = this.keptLength;
			// Empty values take no bytes, so they need a bound of their own.
			if (this.values.length > MAX_KEPT_BYTES) this.fail(TOO_LONG);
		}
		this.valueCount++;
		if (endedBy !== this.delimiterByte) this.endRecord();
	}

	private endRecord(): void {
		const { inspection, values } = this;
		if (inspection.columns.length === 0) {
			checkHeader(values);
			inspection.columns = values;
			inspection.sampleValues = values.map(() => []);
			inspection.filled = values.map(() => false);
		} else {
			inspection.rows++;
			if (this.valueCount !== inspection.columns.length) {
				inspection.raggedRows++;
				inspection.firstRaggedRow ??= inspection.rows;
			}
			if (this.keeps) inspection.sampleValues.forEach((of, i) => of.push(values[i] ?? ''));
		}
		this.keeps = inspection.rows < this.samples;
		this.keptLength = 0;
		this.valueStart = 0;
		this.values = [];
		this.valueCount = 0;
	}

	private decode(bytes: Uint8Array): string | undefined {
		try {
			return this.decoder.decode(bytes);
		} catch {
			return undefined;
		}
	}

	private fail(problem: string): never {
		const { columns, rows } = this.inspection;
		const record = columns.length === 0 ? 'Header' : `Record ${rows + 1} after the header`;
		throw new UserError(`${record}, column ${this.valueCount + 1}: ${problem}`);
	}
}

function hasText(chunk: Uint8Array, from: number, to: number): boolean {
	for (let at = from; at < to; at++) if (chunk[at] > SPACE) return true;
	return false;
}

function checkHeader(columns: string[]): void {
	const positions = new Map<string, number>();
	columns.forEach((name, index) => {
		const position = index + 1;
		if (name.trim() === '') {
			throw new UserError(`The header has no name for column ${position}. Give it one.`);
		}
		const earlier = positions.get(name);
		if (earlier !== undefined) {
			const both = `${earlier} and ${position}`;
			// Clipped, because a file that is no CSV can have any text here.
			throw new UserError(`Columns ${both} are named "${name.slice(0, 60)}". Rename one.`);
		}
		positions.set(name, position);
	});
}
