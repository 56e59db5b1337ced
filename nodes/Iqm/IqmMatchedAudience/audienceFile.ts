import { InputError } from '../../common/errors';
import type { InputFile } from '../../common/inputFile';
import type { CsvInspection } from '../../common/inspectCsv';
import { inspectCsv } from '../../common/inspectCsv';
import { stopIfCancelled } from '../../common/wait';

/** Name of the parameter for the field that holds the file. */
export const FILE_LABEL = 'Input Data Field Name';

/** Name of the option that lets irregular files through. */
export const IRREGULAR_LABEL = 'Send Irregular Files';

/**
 * "CSV or XLSX file for audience matching with maximum 1GB or 5M records" (quickstart "Upload
 * Matched Audience", "Before you begin"). Whether its GB is a billion bytes is not said: what only
 * that reading refuses is left to IQM.
 */
const MOST_BYTES = 1024 ** 3;
const MOST_RECORDS = 5_000_000;

const CHUNK_BYTES = 1024 * 1024;

/** How many records IQM gets to see in `metadata`. */
const SAMPLES = 3;

function checkType({ fileName, extension }: InputFile): void {
	if (extension === 'csv') return;
	const which = `'${FILE_LABEL}' holds '${fileName}'`;
	if (extension === 'xlsx' || extension === 'xls') {
		throw new InputError(
			`${which}, an Excel file, but this node uploads CSV files only`,
			"Save it as 'CSV UTF-8 (comma delimited)' in Excel, or use the node Convert to File.",
		);
	}
	const type = extension === '' ? 'without a file extension' : `of type ${extension.toUpperCase()}`;
	throw new InputError(
		`${which}, a file ${type}, but this node uploads CSV files only`,
		'If it is a CSV file, give it a name that ends in .csv.',
	);
}

function checkRegular({ fileName }: InputFile, inspection: CsvInspection): void {
	const { rows, raggedRows, firstRaggedRow } = inspection;
	if (raggedRows > 0) {
		throw new InputError(
			`${raggedRows} of ${rows} records in '${fileName}' have more or fewer values than the header, the first is record ${String(firstRaggedRow)}`,
			`A value that holds the separator must be in quotes. IQM may match the wrong people otherwise. To send the file all the same, switch on the option '${IRREGULAR_LABEL}'.`,
		);
	}
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

/**
 * Reads the file once, for what its upload has to state about it, and checks IQM's limits.
 *
 * @param allowIrregular whether records of unequal length pass
 */
export async function inspectAudienceFile(
	file: InputFile,
	allowIrregular: boolean,
	signal?: AbortSignal,
): Promise<CsvInspection> {
	checkType(file);
	const { fileName, size } = file;
	if (size > MOST_BYTES) {
		throw new InputError(
			`'${fileName}' in '${FILE_LABEL}' has ${size} bytes, IQM takes at most 1 GB (${MOST_BYTES} bytes)`,
			'Split it into several audiences.',
		);
	}
	const inspection = await inspectCsv(unlessStopped(file.open(CHUNK_BYTES), signal), {
		samples: SAMPLES,
	});
	const { rows } = inspection;
	if (rows === 0) {
		throw new InputError(`'${fileName}' in '${FILE_LABEL}' has a header and no records`);
	}
	if (rows > MOST_RECORDS) {
		throw new InputError(
			`'${fileName}' in '${FILE_LABEL}' has ${rows} records, IQM takes at most 5 million (${MOST_RECORDS})`,
			'Split it into several audiences.',
		);
	}
	if (!allowIrregular) checkRegular(file, inspection);
	return inspection;
}

/**
 * The name under which the file goes out. A folder would be cut off on the way and a quote be
 * escaped, and then `metadata` would name another file than its part.
 */
export function sentName({ fileName }: InputFile): string {
	return fileName.replace(/^.*[/\\]/s, '').replace(/["\p{Cc}]/gu, '_');
}

/** A JSON object in the order of `members`: a plain object would move a column named "2020". */
export function orderedJson(members: Array<[name: string, json: string]>): string {
	return `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

/** `metadata` as in the sample of the quickstart "Upload Matched Audience", step 3. */
export function metadataOf(fileName: string, fileSize: number, inspection: CsvInspection): string {
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
