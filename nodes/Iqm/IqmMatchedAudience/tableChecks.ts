import { InputError } from '../../common/ground/errors';
import type { CsvInspection, HashCounts, TableInspection, XlsxInspection } from '../../tables';

/**
 * "CSV or XLSX file for audience matching with maximum 1GB or 5M records" (IQM's quickstart "Upload
 * Matched Audience", "Before you begin"). It does not say whether its GB is a billion bytes: files
 * that only that reading would refuse are left to IQM.
 */
export const MOST_BYTES = 1024 ** 3;
export const MOST_RECORDS = 5_000_000;

/** What a file is to be uploaded for. */
export interface TableUse {
	/** How messages name the file, for example 'voters.csv' in 'Input Data Field Name'. */
	subject: string;
	/** Label of the option that lets irregular files through; undefined if it is switched on. */
	irregularOption?: string;
	/** Label of the option that names the sheet; undefined if one was named. */
	sheetOption?: string;
}

/** Checks the size of a file, in bytes, before it is read. */
export function checkSize(size: number, subject: string): void {
	if (size <= MOST_BYTES) return;
	throw new InputError(
		`${subject} has ${size} bytes, but IQM accepts at most 1 GB (${MOST_BYTES} bytes)`,
		'Split it into several audiences.',
	);
}

/**
 * Checks the results of a table's inspection before it is sent: IQM's limits, and content that IQM may
 * read differently. The mapping checks the mapped columns itself.
 *
 * @throws InputError with the actual figure and the limit or rule
 */
export function checkTable(
	inspection: CsvInspection | XlsxInspection,
	{ subject, irregularOption, sheetOption }: TableUse,
): void {
	checkSize(inspection.size, subject);
	if ('sheets' in inspection && sheetOption !== undefined) {
		checkSheet(inspection, subject, sheetOption);
	}
	const isOneOfSeveral = 'sheets' in inspection && inspection.sheets.length > 1;
	const table = isOneOfSeveral ? `Sheet '${inspection.sheet}' of ${subject}` : subject;
	checkRecords(inspection, table);
	if (irregularOption !== undefined) {
		checkRegular(inspection, table, irregularOption);
		if ('encoding' in inspection) checkEncoding(inspection, subject, irregularOption);
	}
}

function checkRecords({ rows }: TableInspection, subject: string): void {
	if (rows === 0) throw new InputError(`${subject} has a header but no records`);
	if (rows <= MOST_RECORDS) return;
	throw new InputError(
		`${subject} has ${rows} records, but IQM accepts at most 5 million (${MOST_RECORDS})`,
		'Split it into several audiences.',
	);
}

function checkRegular(
	inspection: CsvInspection | XlsxInspection,
	subject: string,
	option: string,
): void {
	const { rows, raggedRows, firstRaggedRow } = inspection;
	if (raggedRows === 0) return;
	const isWorkbook = 'sheets' in inspection;
	const what = isWorkbook
		? 'with values to the right of the last named column'
		: 'with more or fewer values than the header';
	const rule = isWorkbook
		? 'Give these columns names, or remove the values.'
		: 'Values containing the separator must be in quotes.';
	throw new InputError(
		`${subject} has ${raggedRows} of ${rows} records ${what}, starting with record ${String(firstRaggedRow)}`,
		`${rule} Otherwise IQM may match the wrong people. To send the file anyway, turn on the option '${option}'.`,
	);
}

function checkEncoding({ firstNotUtf8Row }: CsvInspection, subject: string, option: string): void {
	if (firstNotUtf8Row === undefined) return;
	throw new InputError(
		`Record ${firstNotUtf8Row} of ${subject} is not UTF-8 text`,
		`Save the file as CSV UTF-8: otherwise IQM would misread names with accents. To send the file anyway, turn on the option '${option}'.`,
	);
}

function checkSheet({ sheets: [first] }: XlsxInspection, subject: string, option: string): void {
	if (!first.isHidden) return;
	throw new InputError(
		`The first sheet of ${subject}, '${first.name}', is hidden`,
		`IQM does not say which sheet it reads. Remove that sheet, move it after the one with the people, or name the sheet in '${option}'.`,
	);
}

/**
 * Checks what became of the values that were to be hashed.
 *
 * @throws InputError if a column is left without any value that can be matched
 */
export function checkHashed(counts: HashCounts[], subject: string): void {
	for (const { column, hashed, alreadyHashed, empty, unusable } of counts) {
		if (hashed + alreadyHashed > 0) continue;
		throw new InputError(
			`'${column}' of ${subject} has no values to hash: ${empty} are empty, ${unusable} don't match what the column is mapped to`,
			'Check which column is mapped to which field.',
		);
	}
}
