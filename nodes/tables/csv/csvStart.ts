import { UserError } from 'n8n-workflow';

import { blankLength } from '../../common/ground/blanks';

// The order decides a tie.
const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface CsvStart {
	hasBom: boolean;
	/** Undefined until the header's end is found. */
	delimiter?: Delimiter;
	/** Where the first line begins that is not blank. */
	headerAt: number;
}

export const NOT_UTF8 = 'The file is UTF-16 or contains NUL bytes. Save it as CSV UTF-8.';

const MOST_HEADER_BYTES = 1024 * 1024;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

/**
 * Finds out from a file's first bytes, at least four if it has them, how to read it.
 *
 * @param isWhole whether the file has no more bytes
 * @throws UserError if it is not a CSV in UTF-8
 */
export function readCsvStart(bytes: Buffer, isWhole: boolean): CsvStart {
	const start = bytes.toString('latin1', 0, 4);
	if (start === 'PK\x03\x04') {
		throw new UserError(
			'The file is an Excel (XLSX) file, not a CSV. Give it a name that ends in .xlsx.',
		);
	}
	if (start === '\xd0\xcf\x11\xe0') {
		throw new UserError('The file is an old Excel (XLS) file, not a CSV. Save it as CSV UTF-8.');
	}
	const header = bytes.subarray(0, MOST_HEADER_BYTES);
	// The header of a binary file never ends: of the two errors, this is the more helpful one.
	if (/^(\xff\xfe|\xfe\xff)/.test(start) || bytes.includes(0)) throw new UserError(NOT_UTF8);

	if (/^(\xef\xbb\xbf)?"?sep=[,;|\t]"?[\r\n]/i.test(bytes.toString('latin1', 0, 12))) {
		throw new UserError(
			"The first line of the file is 'sep=', which only Excel understands. Remove that line: the separator is detected without it.",
		);
	}
	const hasBom = start.startsWith('\xef\xbb\xbf');
	const { delimiter, headerAt } = findHeader(header, hasBom ? 3 : 0, isWhole);
	if (delimiter === undefined && bytes.length >= MOST_HEADER_BYTES) {
		throw new UserError(
			'The file does not look like a CSV: its header does not end within 1 MiB. ' +
				'If it is one, a quote in the header is probably not closed.',
		);
	}
	return { hasBom, delimiter, headerAt };
}

/**
 * Where the header begins, and its most frequent delimiter, which is undefined if the header does not
 * end here. Preceding lines with nothing but blanks, quotes and delimiters are not records.
 */
function findHeader(
	text: Uint8Array,
	from: number,
	isWhole: boolean,
): { headerAt: number; delimiter?: Delimiter } {
	const counts = new Map(DELIMITERS.map((delimiter) => [delimiter.charCodeAt(0), 0]));
	let headerAt = from;
	let quoted = false;
	let canOpenQuote = true;
	let isBlank = true;
	let isComplete = isWhole;
	for (let at = from; at < text.length; at++) {
		const byte = text[at];
		const count = counts.get(byte);
		if (byte === QUOTE) {
			// Toggling handles "" correctly too: the second quote opens what the first one closed.
			if (canOpenQuote) quoted = !quoted;
		} else if (!quoted) {
			if (byte === LF || byte === CR) {
				if (!isBlank) {
					isComplete = true;
					break;
				}
				headerAt = at + 1;
				for (const delimiter of counts.keys()) counts.set(delimiter, 0);
				canOpenQuote = true;
				continue;
			}
			if (count !== undefined) counts.set(byte, count + 1);
			canOpenQuote = count !== undefined;
		}
		if (!isBlank || byte === QUOTE || count !== undefined) continue;
		const blank = blankLength(text, at, text.length);
		if (blank === 0) isBlank = false;
		else at += blank - 1;
	}
	if (!isComplete) return { headerAt };
	const most = Math.max(...counts.values());
	const delimiter = DELIMITERS.find((one) => counts.get(one.charCodeAt(0)) === most);
	return { headerAt, delimiter };
}
