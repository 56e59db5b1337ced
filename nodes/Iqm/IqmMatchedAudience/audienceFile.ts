import { InputError } from '../../common/ground/errors';
import { namingAdvice, XLSX_TYPE } from '../../common/file/fileName';
import type {
	CsvInspection,
	HashCounts,
	HashPlan,
	TableInspection,
	XlsxInspection,
} from '../../tables';
import { hashCsv, inspectCsv, inspectXlsx, shiftedRecord } from '../../tables';
import { checkHashed, checkSize, checkTable } from './tableChecks';
import type { InputFile } from '../../common/file/inputFile';
import { isBlank } from '../../common/ground/values';
import { stopIfCancelled } from '../../common/ground/wait';

/** Label of the parameter for the field that holds the file. */
export const FILE_LABEL = 'Input Data Field Name';

/** Label of the option that lets irregular files through. */
export const IRREGULAR_LABEL = 'Send Irregular Files';

/** Label of the option for a workbook's sheet. */
export const SHEET_LABEL = 'Sheet Name';

const CHUNK_BYTES = 1024 * 1024;

/** How many records `metadata` shows to IQM. */
const SAMPLES = 3;

/** Media types of the formats that IQM accepts, by extension. */
const TYPES = {
	csv: 'text/csv',
	xlsx: XLSX_TYPE,
};

/** The media type of an audience file. */
export function contentTypeOf({ extension }: InputFile): string {
	return extension === 'xlsx' ? TYPES.xlsx : TYPES.csv;
}

function subjectOf({ fileName }: InputFile): string {
	return `'${fileName}' in '${FILE_LABEL}'`;
}

function checkType({ fileName, extension }: InputFile): void {
	if (Object.hasOwn(TYPES, extension)) return;
	const which = `'${FILE_LABEL}' holds '${fileName}'`;
	if (['xls', 'xlsb', 'xlsm'].includes(extension)) {
		throw new InputError(
			`${which}, an Excel file of type ${extension.toUpperCase()}, but IQM accepts only CSV and XLSX files`,
			"Save it as 'Excel Workbook (.xlsx)' or 'CSV UTF-8 (comma delimited)' in Excel.",
		);
	}
	const type = extension === '' ? 'without a file extension' : `of type ${extension.toUpperCase()}`;
	throw new InputError(
		`${which}, a file ${type}, but IQM accepts only CSV and XLSX files`,
		`If it is one of these, rename it so that it ends in .csv or .xlsx. ${namingAdvice('people.csv')}`,
	);
}

function noHashing(subject: string): InputError {
	return new InputError(
		`${subject} is an Excel file, whose values can't be hashed before upload`,
		"Save it as 'CSV UTF-8 (comma delimited)' in Excel, or use the Convert to File node. If it contains no email addresses or phone numbers, choose 'Send As Is'.",
	);
}

async function* unlessStopped(
	source: AsyncIterable<Uint8Array>,
	signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
	for await (const chunk of source) {
		stopIfCancelled(signal);
		yield chunk;
	}
}

/** How to read an audience file. */
export interface Reading {
	/** Whether records of unequal length, or in an encoding other than UTF-8, pass. */
	allowIrregular: boolean;
	/** Name of a workbook's sheet; blank means the first one. */
	sheet?: string;
	/** Given the header of a file whose values are to be hashed, names the columns to hash. */
	toHash?: (header: string[]) => HashPlan;
	/** Given the header, names the columns of a CSV file to search for addresses and numbers. */
	contacts?: (header: string[]) => string[];
	/** Given the header, names the columns whose kinds of values are counted. */
	watch?: (header: string[]) => string[];
	signal?: AbortSignal;
}

/**
 * What can be said about the file without reading it.
 *
 * @param isHashed whether its values are hashed before the upload
 * @throws InputError for a type or size that IQM does not take, and for a workbook that needs hashing
 */
export function checkFile(file: InputFile, isHashed: boolean): void {
	checkType(file);
	const subject = subjectOf(file);
	if (isHashed && file.extension === 'xlsx') throw noHashing(subject);
	checkSize(file.size, subject);
}

/**
 * Reads the file for what its upload must state about it, and checks IQM's limits ("CSV or XLSX file …
 * with maximum 1GB or 5M records", quickstart "Upload Matched Audience").
 *
 * @throws InputError with the actual figure and the limit; for a workbook that needs hashing
 */
export async function inspectAudienceFile(
	file: InputFile,
	{ allowIrregular, sheet, toHash, contacts, watch, signal }: Reading,
): Promise<CsvInspection | XlsxInspection> {
	checkFile(file, toHash !== undefined);
	const subject = subjectOf(file);
	const open = () => unlessStopped(file.open(CHUNK_BYTES), signal);
	const named = isBlank(sheet) ? undefined : sheet;
	const inspection =
		file.extension === 'xlsx'
			? await inspectXlsx(open, { sheet: named, samples: SAMPLES, watch, signal })
			: await inspectCsv(open(), { samples: SAMPLES, toHash, contacts, watch });
	if (inspection.size !== file.size) {
		throw new InputError(
			`${subject} has ${inspection.size} bytes, but n8n says ${file.size}: it changed while being read`,
			'Have the workflow store the file first, then run it again.',
		);
	}
	checkTable(inspection, {
		subject,
		...(allowIrregular ? {} : { irregularOption: IRREGULAR_LABEL }),
		...(named === undefined ? { sheetOption: SHEET_LABEL } : {}),
	});
	return inspection;
}

/** A file as it is sent, and what its upload states about it. */
export interface HashedFile {
	file: InputFile;
	inspection: TableInspection;
	counts: HashCounts[];
}

/**
 * The file with its values hashed, which happens each time it is opened.
 *
 * @param inspection of the file, made with this plan
 * @param mapped the file's mapped columns
 * @throws InputError if a record has more or fewer values than the header, if the hashed file is too
 *   long, or if a mapped column has no value that can be hashed
 */
export function hashAudienceFile(
	file: InputFile,
	inspection: CsvInspection | XlsxInspection,
	plan: HashPlan,
	mapped: string[],
): HashedFile {
	const subject = subjectOf(file);
	if (!('hashes' in inspection)) throw noHashing(subject);
	if (inspection.firstRaggedRow !== undefined) {
		throw shiftedRecord(inspection.firstRaggedRow, subject);
	}
	const { hashes } = inspection;
	const counts = hashes.map((column) => column.counts);
	const size = hashes.reduce((sum, { growth }) => sum + growth, inspection.size);
	const rows = inspection.rows - inspection.emptiedRows;
	checkSize(size, `${subject}, once hashed,`);
	checkHashed(
		counts.filter(({ column }) => mapped.includes(column)),
		subject,
	);
	const sampleValues = inspection.columns.map((name, index) => {
		const hashed = hashes.find((column) => column.counts.column === name);
		return hashed?.sampleValues ?? inspection.sampleValues[index];
	});
	return {
		file: { ...file, size, open: (chunkBytes) => hashCsv(file.open(chunkBytes), plan) },
		inspection: { ...inspection, rows, size, sampleValues },
		counts,
	};
}

/**
 * The name under which the file is sent. On the way a folder would be cut off and a quote escaped, so
 * that `metadata` would name another file than its part.
 */
export function sentName({ fileName }: InputFile): string {
	return fileName.replace(/^.*[/\\]/s, '').replace(/["\p{Cc}]/gu, '_');
}

/** A JSON object with its members in this order: a plain object would move a column named "2020". */
export function orderedJson(members: Array<[name: string, json: string]>): string {
	return `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

/** `metadata` as in the sample of the quickstart "Upload Matched Audience", step 3. */
export function metadataOf(
	fileName: string,
	fileSize: number,
	inspection: TableInspection,
): string {
	const { columns, sampleValues, rows } = inspection;
	const values = columns.map((column, index): [string, string] => [
		column,
		JSON.stringify(sampleValues[index]),
	]);
	return orderedJson([
		['columns', JSON.stringify(columns)],
		['fileName', JSON.stringify(fileName)],
		['fileSize', String(fileSize)],
		['columnValues', orderedJson(values)],
		['rows', String(rows)],
	]);
}
