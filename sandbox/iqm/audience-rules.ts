import type { ParsedPart } from '../body';
import { SAMPLE_RECORDS, type Table } from '../csv';
import { isObject, parseJson, type JsonObject } from '../json';
import { extensionOf } from '../media';
import { Refusal } from '../reply';
import { COMBINATIONS, SINGLE_COLUMNS, SYSTEM_KEYS } from './audience-lists';
import { DATA_FORMATS, DATA_PARTNERS } from './master-lists';

function refuse(message: string): never {
	throw new Refusal(400, message);
}

const MAX_BYTES = 1_000_000_000;
const MAX_RECORDS = 5_000_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TYPES: Record<string, string> = { csv: 'text/csv', xlsx: XLSX };

/**
 * "CSV or XLSX file for audience matching with maximum 1GB or 5M records." In the newer upload the
 * file's own media type does not matter: with `isStream`, it was checked before.
 */
export function checkFile(file: ParsedPart, isStream = false): Table {
	const filename = file.filename ?? '';
	const type = TYPES[extensionOf(filename)];
	if (!file.isFile || !type) refuse('Only CSV and XLSX files are supported.');
	// The sample's part says `Content-Type: text/csv`.
	if (file.contentType !== type && !isStream) {
		refuse(`Content type '${file.contentType ?? ''}' does not match ${filename}.`);
	}
	if (file.size > MAX_BYTES) refuse('File size exceeds 1GB.');
	const { table } = file;
	if (table?.problem !== undefined) refuse(`File ${filename} can not be read: ${table.problem}.`);
	if (!table || table.header.length === 0) refuse(`File ${filename} has no header.`);
	if (table.records === 0) refuse(`File ${filename} has no records.`);
	if (table.records > MAX_RECORDS) refuse('File has more than 5M records.');
	if (table.header.some((name) => name.trim() === '')) refuse('File has a column without a name.');
	if (new Set(table.header).size !== table.header.length) {
		refuse('File has duplicate column names.');
	}
	return table;
}

function objectIn(text: string, name: string): JsonObject {
	const value = parseJson(text);
	if (!isObject(value)) refuse(`Invalid ${name}, a JSON object expected.`);
	return value;
}

/** "Matched audience file columns mapped with system fields": returns the keys mapped to. */
export function checkColumns(text: string, table: Table): string[] {
	const columns = objectIn(text, 'columns');
	if (Object.keys(columns).length === 0) refuse('Columns can not be empty.');
	const keys = Object.entries(columns).map(([header, key]) => {
		if (!table.header.includes(header)) refuse(`Column '${header}' is not in the file.`);
		if (typeof key !== 'string' || !SYSTEM_KEYS.has(key)) {
			refuse(`Column '${header}' is mapped to an unknown field.`);
		}
		return key;
	});
	if (new Set(keys).size !== keys.length) refuse('Two columns are mapped to the same field.');
	const matches = keys.some((key) => SINGLE_COLUMNS.includes(key)) || isCombined(keys);
	// "One of the following system field combinations is required for matching"
	if (!matches) refuse('Mapped columns do not contain a supported combination.');
	return keys;
}

function isCombined(keys: string[]): boolean {
	return COMBINATIONS.some((combination) => combination.every((key) => keys.includes(key)));
}

const FORMATS = DATA_FORMATS.map((format) => format.keyName);
/** Key names that each setting accepts; NPI's sample value is in no list, so both are accepted. */
const SETTINGS: Record<string, string[]> = {
	Voters_ID: DATA_PARTNERS.filter((partner) => partner.audienceColumnId === 1).map(
		(partner) => partner.keyName,
	),
	NPI_ID: ['healthcare_id', 'hl_npi_id'],
	Phone: FORMATS,
	Email: FORMATS,
};

/**
 * "Column setting should be as per the selected column": the table marks it NOT REQUIRED for names and
 * addresses. Strictly, a setting for a column that takes none or is not mapped is an error.
 */
export function checkSettings(text: string | undefined, keys: string[]): void {
	const needed = keys.filter((key) => key in SETTINGS);
	if (text === undefined) {
		if (needed.length > 0) refuse(`Column settings are required for ${needed.join(', ')}.`);
		return;
	}
	if (needed.length === 0) refuse('Column settings are not allowed for the mapped columns.');
	const settings = objectIn(text, 'columnSettings');
	const stray = Object.keys(settings).find((key) => !needed.includes(key));
	if (stray !== undefined) refuse(`Column setting '${stray}' is not allowed.`);
	for (const key of needed) {
		const value = settings[key];
		if (typeof value !== 'string' || !SETTINGS[key].includes(value)) {
			refuse(`Invalid column setting for ${key}.`);
		}
	}
}

/**
 * "if the voterId/phone/email/full-address the primary column mapping than this should be true, and
 * false otherwise". If a combination and a single column are both mapped, either may be the primary
 * one.
 */
export function checkSingleFlag(text: string, keys: string[]): void {
	if (text !== 'true' && text !== 'false') refuse('Invalid value for isSingleColumnEnabled.');
	const single = keys.some((key) => SINGLE_COLUMNS.includes(key));
	const wrong = text === 'true' ? !single : !isCombined(keys);
	if (wrong) refuse('isSingleColumnEnabled does not match the mapped columns.');
}

const METADATA_KEYS = ['columns', 'fileName', 'fileSize', 'columnValues', 'rows', 'voterIDColumn'];

function same(left: unknown, right: unknown): boolean {
	return JSON.stringify(left) === JSON.stringify(right);
}

/** Checks every claim in the sample's `metadata` part against the file that was really sent. */
export function checkMetadata(text: string, file: ParsedPart, table: Table): void {
	const metadata = objectIn(text, 'metadata');
	const stray = Object.keys(metadata).find((key) => !METADATA_KEYS.includes(key));
	if (stray !== undefined) refuse(`Unrecognized field 'metadata.${stray}'.`);
	if (!same(metadata.columns, table.header)) {
		refuse('metadata.columns does not match the header of the file.');
	}
	if (metadata.fileName !== file.filename) {
		refuse('metadata.fileName does not match the file name.');
	}
	if (metadata.fileSize !== file.size) refuse('metadata.fileSize does not match the file size.');
	if (metadata.rows !== table.records) refuse('metadata.rows does not match the record count.');
	const values = metadata.columnValues;
	if (!isObject(values) || !same(Object.keys(values).sort(), [...table.header].sort())) {
		refuse('metadata.columnValues must have every column of the file.');
	}
	for (const [index, name] of table.header.entries()) {
		const expected = table.first.slice(0, SAMPLE_RECORDS).map((row) => row[index] ?? '');
		if (!same(values[name], expected)) {
			refuse(`metadata.columnValues of '${name}' are not the first values of the column.`);
		}
	}
}

/** "Total number of records in the uploaded audience file", `integer($int32)`. */
export function checkCount(text: string, table: Table): void {
	if (!/^\d{1,10}$/.test(text)) refuse('Invalid value for fileTotalCount.');
	if (Number(text) !== table.records) refuse('fileTotalCount does not match the record count.');
}
