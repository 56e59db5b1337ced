import { UserError } from 'n8n-workflow';

import { checkHeader } from './header';
import type { TableInspection } from './inspectCsv';
import { SharedTexts } from './sharedTexts';
import { SheetReader, type CellValue, type Row } from './sheetReader';
import { stopIfCancelled } from './wait';
import { openWorkbook, partOf, type Sheet, type Workbook } from './workbook';
import { readXml, type XmlReader } from './xml';
import type { OpenFile, ZipEntry } from './zip';

export interface XlsxInspection extends TableInspection {
	/** The sheet that was inspected. */
	sheet: string;
	/** All sheets with cells in the order of their tabs. */
	sheets: Array<{ name: string; isHidden: boolean }>;
}

/** Bounds time: a million rows with a hundred columns have about 3 GiB. Memory is bounded anyway. */
const MOST_PART_BYTES = 8 * 1024 ** 3;

/**
 * Reads an Excel workbook (XLSX) several times from start to end and tells what an upload has to
 * state about it. Memory stays at a few MiB beside the first rows, whatever the size of the file.
 *
 * The header is the first row that has a value, in the first column; rows without a value are not
 * counted. `raggedRows` are those with values to the right of the header. What values look like:
 * {@link SheetReader}.
 *
 * @param options.sheet name of the sheet (default: the first that is not hidden)
 * @param options.samples number of records whose values are returned (default 3)
 * @param options.signal ends the reading; few bytes of a file may be many of a sheet
 * @throws UserError when the file is no XLSX, is damaged or protected; when there is no such sheet;
 *   when the sheet is empty; when header names are missing or repeated. Messages hold no values
 *   other than header names.
 */
export async function inspectXlsx(
	open: OpenFile,
	options: { sheet?: string; samples?: number; signal?: AbortSignal } = {},
): Promise<XlsxInspection> {
	const { signal } = options;
	const workbook = await openWorkbook(open);
	const sheet = chooseSheet(workbook, options.sheet);
	const reader = await readSheet(workbook, sheet, 1 + (options.samples ?? 3), signal);
	const texts = await readSharedTexts(workbook, neededTexts(reader), signal);
	const textOf = (value: CellValue | undefined): string =>
		typeof value === 'object' ? (texts.get(value.shared) ?? '') : (value ?? '');

	const [header, ...samples] = reader.kept;
	const columns = headerOf(header, textOf);
	checkHeader(columns);
	const hasText = (column: number): boolean =>
		reader.filled.has(column) ||
		[...(reader.unsure.get(column) ?? [])].some((text) => textOf({ shared: text }).trim() !== '');
	const { longRows: raggedRows, firstLongRow } = reader;
	return {
		columns,
		rows: reader.rows - 1,
		sampleValues: columns.map((_, column) => samples.map((row) => textOf(row.get(column)))),
		size: workbook.zip.size,
		filled: columns.map((_, column) => hasText(column)),
		raggedRows,
		...(firstLongRow === undefined ? {} : { firstRaggedRow: firstLongRow }),
		sheet: sheet.name,
		sheets: workbook.sheets.map(({ name, isHidden }) => ({ name, isHidden })),
	};
}

function chooseSheet({ sheets }: Workbook, wanted: string | undefined): Sheet {
	const found =
		wanted === undefined
			? sheets.find(({ isHidden }) => !isHidden)
			: (sheets.find(({ name }) => name === wanted) ??
				sheets.find(({ name }) => name.trim().toLowerCase() === wanted.trim().toLowerCase()));
	if (found !== undefined) return found;
	const names = sheets.map(({ name }) => `'${name}'`).join(', ');
	throw new UserError(
		wanted === undefined
			? `All sheets of the workbook are hidden: ${names}.`
			: `The workbook has no sheet '${wanted}'. Its sheets are ${names}.`,
	);
}

async function* unlessCancelled(
	chunks: AsyncIterable<Uint8Array>,
	signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
	for await (const chunk of chunks) {
		stopIfCancelled(signal);
		yield chunk;
	}
}

async function readPart(
	workbook: Workbook,
	path: string,
	reader: XmlReader,
	signal: AbortSignal | undefined,
): Promise<ZipEntry> {
	const entry = partOf(workbook, path);
	if (entry.size > MOST_PART_BYTES) {
		throw new UserError(
			`'${entry.name}' in the file has ${entry.size} bytes, more than the ${MOST_PART_BYTES} that are read.`,
		);
	}
	const chunks = unlessCancelled(workbook.zip.content(entry), signal);
	await readXml(chunks, reader, `'${entry.name}' in the file`);
	return entry;
}

async function readSheet(
	workbook: Workbook,
	sheet: Sheet,
	keep: number,
	signal: AbortSignal | undefined,
): Promise<SheetReader> {
	const reader = new SheetReader(keep);
	const { name } = await readPart(workbook, sheet.path, reader, signal);
	if (!reader.isDone) throw new UserError(`'${name}' in the file is cut off.`);
	if (reader.rows === 0) throw new UserError(`The sheet '${sheet.name}' is empty.`);
	return reader;
}

function neededTexts({ kept, unsure }: SheetReader): Set<number> {
	const inRows = kept.flatMap((row) => [...row.values()]);
	const shared = inRows.flatMap((value) => (typeof value === 'object' ? [value.shared] : []));
	return new Set([...shared, ...[...unsure.values()].flatMap((texts) => [...texts])]);
}

/** The names, one for each column up to the last that has one. */
function headerOf(header: Row, textOf: (value: CellValue | undefined) => string): string[] {
	return Array.from({ length: Math.max(...header.keys()) + 1 }, (_, column) =>
		textOf(header.get(column)),
	);
}

async function readSharedTexts(
	workbook: Workbook,
	needed: Set<number>,
	signal: AbortSignal | undefined,
): Promise<Map<number, string>> {
	const reader = new SharedTexts(needed);
	if (needed.size === 0) return reader.texts;
	const path = workbook.sharedStrings ?? 'xl/sharedstrings.xml';
	const { name } = await readPart(workbook, path, reader, signal);
	if (!reader.isDone)
		throw new UserError(`'${name}' in the file lacks texts that the sheet shows.`);
	return reader.texts;
}
