import { UserError } from 'n8n-workflow';

import { columnLetters } from '../cellText';
import { checkHeader } from '../header';
import type { TableInspection, TableOptions } from '../csv/inspectCsv';
import { isSameName } from '../../common/ground/names';
import { SharedTexts } from './sharedTexts';
import { SheetReader, type CellValue, type Row } from './sheetReader';
import { watchedColumns } from '../valueKinds';
import { stopIfCancelled } from '../../common/ground/wait';
import { openWorkbook, partOf, type Sheet, type Workbook } from './workbook';
import { readXml, type XmlReader } from './xml';
import type { OpenFile, ZipEntry } from './zip';

export interface XlsxInspection extends TableInspection {
	/** The sheet that was inspected. */
	sheet: string;
	/** All sheets with cells, in the order of their tabs. */
	sheets: Array<{ name: string; isHidden: boolean }>;
}

/** Bounds time: a million rows with a hundred columns have about 3 GiB. Memory is bounded anyway. */
const MOST_PART_BYTES = 8 * 1024 ** 3;

/**
 * Reads an Excel workbook (XLSX) and finds out what an upload must state about it. Memory use stays at
 * the first rows plus a few MiB, whatever the size of the file.
 *
 * The file is opened for its first bytes, read to its end for its directory, and then for each part
 * that is not within the first or last MiB: the lists of its contents, the texts that its sheets
 * share, the sheet, and those texts once more if one in the header or the samples is not among the
 * first; if it is one in the header and columns are to be watched, the sheet once more too. Each of
 * these readings ends where the part does.
 *
 * The header is the first row with any value, and begins in column A; rows without a value are not
 * counted. `raggedRows` are those with values to the right of the header's last name.
 * {@link SheetReader} says what a value is and looks like.
 *
 * @param options.sheet name of the sheet (default: the first that is not hidden)
 * @param options.signal ends the reading; few bytes of a file may be many of a sheet
 * @throws UserError if the file is not an XLSX, is damaged or protected; if there is no such sheet; if
 *   the sheet is empty or has more columns than Excel; if header names are missing or repeated.
 *   Messages contain no values other than header names.
 */
export async function inspectXlsx(
	open: OpenFile,
	options: TableOptions & { sheet?: string; signal?: AbortSignal } = {},
): Promise<XlsxInspection> {
	const { signal } = options;
	const workbook = await openWorkbook(open);
	const sheet = chooseSheet(workbook, options.sheet);
	const texts = new SharedTexts(options.watch !== undefined);
	await readSharedTexts(workbook, texts, signal);
	const columnsOf = ([header]: Row[], width: number): string[] =>
		Array.from({ length: width }, (_, column) => textOf(texts, header.get(column)));
	const read = async (isAgain = false): Promise<SheetReader> => {
		const reader = new SheetReader(1 + (options.samples ?? 3), sheet.name, texts, (rows, width) => {
			if (options.watch === undefined) return [];
			const isKnown = sharedIn(rows).every((text) => texts.get(text) !== undefined);
			if (!isKnown && !isAgain) return undefined;
			const columns = columnsOf(rows, width);
			return watchedColumns(columns, options.watch(columns));
		});
		await readSheet(workbook, sheet, reader, signal);
		if (texts.lookFor(sharedIn(reader.kept))) await readSharedTexts(workbook, texts, signal);
		return reader.isCut ? await read(true) : reader;
	};
	const reader = await read();

	const [, ...samples] = reader.kept;
	const columns = columnsOf(reader.kept, reader.width);
	// Even columns without any value: no document says what IQM makes of a table that begins at B2.
	checkHeader(columns, {
		place: columnLetters,
		where: ` of the sheet '${sheet.name}'`,
		remedy: 'Give it one, or remove that column.',
	});
	const { longRows: raggedRows, firstLongRow } = reader;
	return {
		columns,
		rows: reader.rows - 1,
		sampleValues: columns.map((_, column) => samples.map((row) => textOf(texts, row.get(column)))),
		size: workbook.zip.size,
		filled: columns.map((_, column) => reader.isFilled(column)),
		raggedRows,
		...(firstLongRow === undefined ? {} : { firstRaggedRow: firstLongRow }),
		watched: reader.watched,
		sheet: sheet.name,
		sheets: workbook.sheets.map(({ name, isHidden }) => ({ name, isHidden })),
	};
}

function chooseSheet({ sheets }: Workbook, wanted: string | undefined): Sheet {
	const found =
		wanted === undefined
			? sheets.find(({ isHidden }) => !isHidden)
			: (sheets.find(({ name }) => name === wanted) ??
				sheets.find(({ name }) => isSameName(name.toLowerCase(), wanted.toLowerCase())));
	if (found !== undefined) return found;
	const names = sheets.map(({ name }) => `'${name}'`).join(', ');
	throw new UserError(
		wanted === undefined
			? `All sheets of the workbook are hidden: ${names}.`
			: `The workbook has no sheet '${wanted}'. Its sheets are ${names}.`,
	);
}

async function* untilCancelled(
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
	const chunks = untilCancelled(workbook.zip.content(entry), signal);
	await readXml(chunks, reader, `'${entry.name}' in the file`);
	return entry;
}

async function readSheet(
	workbook: Workbook,
	sheet: Sheet,
	reader: SheetReader,
	signal: AbortSignal | undefined,
): Promise<void> {
	const { name } = await readPart(workbook, sheet.path, reader, signal);
	if (!reader.isDone) throw new UserError(`'${name}' in the file is cut off.`);
	if (reader.rows === 0) throw new UserError(`The sheet '${sheet.name}' is empty.`);
}

/** Reads the texts that all sheets share, if the workbook has any. */
async function readSharedTexts(
	workbook: Workbook,
	texts: SharedTexts,
	signal: AbortSignal | undefined,
): Promise<void> {
	const path = workbook.sharedStrings ?? 'xl/sharedstrings.xml';
	if (workbook.zip.entries.has(path)) await readPart(workbook, path, texts, signal);
}

function textOf(texts: SharedTexts, value: CellValue | undefined): string {
	return typeof value === 'object' ? (texts.get(value.shared) ?? '') : (value ?? '');
}

/** The numbers of the shared texts that occur in rows. */
function sharedIn(rows: Row[]): number[] {
	const values = rows.flatMap((row) => [...row.values()]);
	return values.flatMap((value) => (typeof value === 'object' ? [value.shared] : []));
}
