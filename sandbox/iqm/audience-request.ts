import { type Table } from '../csv';
import { isInteger, isObject, type JsonObject, type JsonValue } from '../json';
import { Refusal } from '../reply';
import { COLUMN_COMBINATIONS, COLUMNS, NPI, VOTER } from './audience-statics';
import { DATA_PARTNERS } from './master-lists';

/** 400 for missing or malformed fields, as documented for the column combination. */
function refuse(message: string, field: string): never {
	throw new Refusal(400, message, { field });
}

/** 422 "Validation failed" for fields that contradict each other. */
function misfit(message: string, field: string): never {
	throw new Refusal(422, message, { field });
}

const REQUEST_KEYS = [
	'audienceName',
	'dataPartnerId',
	'audienceSubtypeId',
	'columnMappings',
	'fileRowCount',
	'fileColumnCount',
	'columnCombinationId',
	'consentGiven',
];
const MAPPING_KEYS = ['columnId', 'fileColumnName', 'dataFormatId'];

/** "3 for HCP, 4 for Nurse, 5 for Non NPI Nurse and 6 for Patient" */
const SUBTYPES = [3, 4, 5, 6];
const PATIENT = 6;

function checkMapping(mapping: JsonValue, table: Table): number {
	const field = 'columnMappings';
	if (!isObject(mapping)) refuse('Invalid column mapping', field);
	const stray = Object.keys(mapping).find((key) => !MAPPING_KEYS.includes(key));
	if (stray !== undefined) refuse(`Unrecognized field '${stray}'`, field);
	const column = COLUMNS.find(({ id }) => id === mapping.columnId);
	// Documented for another operation on audiences' files.
	if (!column) misfit('Invalid System column provided.', field);
	const header = mapping.fileColumnName;
	if (typeof header !== 'string' || !table.header.includes(header)) {
		misfit(`Column '${String(header)}' is not in the file`, field);
	}
	const format = mapping.dataFormatId ?? null;
	// Strictest reading: a format if there is a choice, and none if there is no choice.
	const allowed: unknown[] = 'dataFormatIds' in column ? (column.dataFormatIds ?? []) : [null];
	if (!allowed.includes(format)) misfit(`Invalid dataFormatId for '${column.name}'`, field);
	return column.id;
}

function checkMappings(request: JsonObject, table: Table): number[] {
	const mappings = request.columnMappings;
	if (!Array.isArray(mappings) || mappings.length === 0) {
		refuse('Column mappings must not be empty', 'columnMappings');
	}
	const ids = mappings.map((mapping) => checkMapping(mapping, table));
	const headers = mappings.map((mapping) => (isObject(mapping) ? mapping.fileColumnName : null));
	if (new Set(ids).size !== ids.length || new Set(headers).size !== headers.length) {
		misfit('A column is mapped twice', 'columnMappings');
	}
	return ids;
}

function checkCombination(request: JsonObject, mapped: number[]): number[] {
	const id = request.columnCombinationId;
	// Documented word for word, for a combination that is "not provided".
	if (!isInteger(id) || id <= 0) {
		refuse('Column combination ID must be positive', 'columnCombinationId');
	}
	const combination = COLUMN_COMBINATIONS.find((known) => known.id === id);
	if (!combination) misfit('Invalid column combination ID provided', 'columnCombinationId');
	const missing = combination.columnIds.find((columnId) => !mapped.includes(columnId));
	if (missing !== undefined) {
		const name = COLUMNS.find((column) => column.id === missing)?.name;
		misfit(`Required column '${name}' is missing from column mappings`, 'columns');
	}
	return combination.columnIds;
}

/** "required for few verticals and few subtypes": here for the ids of voters and physicians. */
function checkPartner({ dataPartnerId }: JsonObject, combination: number[]): void {
	const column = [VOTER, NPI].find((id) => combination.includes(id));
	const given = dataPartnerId !== undefined && dataPartnerId !== null;
	if (column === undefined) {
		if (given) misfit('Data partner ID is not applicable', 'dataPartnerId');
		return;
	}
	if (!given) misfit('Data partner ID is required', 'dataPartnerId');
	const partner = DATA_PARTNERS.find(({ id }) => id === dataPartnerId);
	if (partner?.audienceColumnId !== column) {
		misfit('Invalid data partner ID provided', 'dataPartnerId');
	}
}

function checkSubtype({ audienceSubtypeId: id, consentGiven }: JsonObject): void {
	if (consentGiven !== undefined && typeof consentGiven !== 'boolean') {
		refuse('Invalid consentGiven', 'consentGiven');
	}
	if (id === undefined || id === null) return;
	if (!isInteger(id) || !SUBTYPES.includes(id)) {
		misfit(`Invalid audience subtype provided: ${String(id)}`, 'audienceSubtypeId');
	}
	if (id === PATIENT && consentGiven !== true) misfit('Consent is required', 'consentGiven');
}

/** Checks name and claims of the `audienceRequest` against the file that was really sent. */
export function checkRequest(request: JsonObject, table: Table): void {
	const stray = Object.keys(request).find((key) => !REQUEST_KEYS.includes(key));
	if (stray !== undefined) refuse(`Unrecognized field '${stray}'`, stray);
	const { audienceName: name, fileRowCount: rows, fileColumnCount: columns } = request;
	// The words are those of the renaming operation.
	if (typeof name !== 'string' || name.trim() === '' || name.length > 255) {
		refuse('Audience name must be between 1 and 255 characters.', 'audienceName');
	}
	if (!isInteger(rows) || rows <= 0) refuse('File row count must be positive', 'fileRowCount');
	if (!isInteger(columns) || columns <= 0) {
		refuse('File column count must be positive', 'fileColumnCount');
	}
	if (rows !== table.records) misfit('File row count does not match the file', 'fileRowCount');
	if (columns !== table.header.length) {
		misfit('File column count does not match the file', 'fileColumnCount');
	}
	const mapped = checkMappings(request, table);
	checkPartner(request, checkCombination(request, mapped));
	checkSubtype(request);
}
