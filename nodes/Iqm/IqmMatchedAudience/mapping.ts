import { InputError } from '../../common/ground/errors';
import type { TableInspection } from '../../tables';
import { looksLikeData, visibleText } from '../../tables';
import { isBlank, isObject, quote, toJsonObject, toText } from '../../common/ground/values';
import {
	COMBINATIONS_IN_WORDS,
	hasNameAndAddress,
	isSingleKey,
	keyNamed,
	keySpelled,
	labelOf,
	plainName,
} from './systemFields';

/** Columns of the file with the fields of IQM that they hold, in the order in which they are sent. */
export type ColumnMap = Array<[column: string, key: string]>;

/** How people are found: the key of a single field, or one of these two. */
export type MatchBy = string;
export const AUTOMATIC = 'auto';
export const NAME_AND_ADDRESS = 'nameAndAddress';

/** The result of combining the form and the file. */
export interface Mapping {
	columns: ColumnMap;
	/** `isSingleColumnEnabled` */
	isSingle: boolean;
}

/** The file's columns, and how messages refer to what maps them. */
export interface Header extends Pick<TableInspection, 'columns' | 'filled' | 'rows'> {
	fileName: string;
	/** The sheet that was read from a workbook. */
	sheet?: string;
	mappedBy: string;
}

export const MATCH_LABEL = 'Match People By';

/** The choice of {@link MatchBy}, which may come from an expression. */
export function toMatchBy(value: unknown): MatchBy {
	const choice = String(value ?? '').trim();
	if ([AUTOMATIC, NAME_AND_ADDRESS].includes(choice) || isSingleKey(choice)) return choice;
	throw new InputError(
		`'${MATCH_LABEL}' must be auto, nameAndAddress, Email, NPI_ID, Phone, Residence_FullAddress or Voters_ID, not ${quote(value)}`,
	);
}

/**
 * The file's column names in words. A file without a header has a person's data in their place: such a
 * line is not shown.
 */
export function headerInWords({ columns, filled, sheet }: Header): string {
	if (looksLikeData(columns)) {
		return 'The first line of the file looks like data, but it must contain the column names.';
	}
	const empty = columns.filter((_, index) => !filled[index]).length;
	const note = empty === 0 ? '' : ` Columns without values: ${empty}.`;
	const where = sheet === undefined ? 'the file' : `its sheet '${sheet}'`;
	return `The columns of ${where} are ${namesInWords(columns)}.${note}`;
}

function namesInWords(columns: string[]): string {
	const shown = columns.slice(0, 100).map((name) => `'${name.slice(0, 60)}'`);
	const more = columns.length > shown.length ? ` and ${columns.length - shown.length} more` : '';
	return `${shown.join(', ')}${more}`;
}

function inWords(keys: string[]): string {
	return keys.length === 0 ? 'no field of IQM' : keys.map(labelOf).join(', ');
}

/** The kinds of match that the mapped fields allow, in words. */
function choices(keys: string[]): string[] {
	const singles = keys.filter(isSingleKey).map(labelOf);
	return hasNameAndAddress(keys) ? ['Name and Address', ...singles] : singles;
}

/** The error for columns that allow more than one kind of match. */
export function ambiguous(keys: string[], fileName: string): InputError {
	return new InputError(
		`'${MATCH_LABEL}' is Automatic, but the columns of '${fileName}' allow matching by several: ${choices(keys).join(', ')}`,
		`Choose one of them in '${MATCH_LABEL}'.`,
	);
}

function noCombination(keys: string[], header: Header): InputError {
	const hint = keys.includes('LalVoterID')
		? "For L2's voter IDs map the column to Voters_ID and choose LalVoterID as 'Voter ID Partner' in 'Column Settings'."
		: headerInWords(header);
	return new InputError(
		`${header.mappedBy} maps '${header.fileName}' to ${inWords(keys)}, but IQM needs one of these combinations: ${COMBINATIONS_IN_WORDS}`,
		`${hint} You can map more columns too.`,
	);
}

function checkChosen(keys: string[], matchBy: MatchBy, header: Header): void {
	const isThere = matchBy === NAME_AND_ADDRESS ? hasNameAndAddress(keys) : keys.includes(matchBy);
	if (isThere) return;
	const wanted = matchBy === NAME_AND_ADDRESS ? 'Name and Address' : labelOf(matchBy);
	throw new InputError(
		`'${MATCH_LABEL}' is ${wanted}, but ${header.mappedBy} maps '${header.fileName}' to ${inWords(keys)}`,
		`IQM needs one of these combinations: ${COMBINATIONS_IN_WORDS}. ${headerInWords(header)}`,
	);
}

/** Two columns for one field: no document says which one IQM would use. */
function checkUnique(columns: ColumnMap, mappedBy: string): void {
	const byKey = new Map<string, string>();
	const names = new Set<string>();
	for (const [column, key] of columns) {
		const other = byKey.get(key);
		if (other !== undefined && other !== column) {
			throw new InputError(
				`${mappedBy} maps both '${other}' and '${column}' to ${labelOf(key)}, but a field can have only one column`,
				"Choose 'Map by Hand' in 'Columns' and map one of them.",
			);
		}
		if (names.has(column)) {
			throw new InputError(
				`${mappedBy} maps '${column}' twice, but a column can have only one field`,
				'Remove one of the two rows.',
			);
		}
		byKey.set(key, column);
		names.add(column);
	}
}

/** "Mail" may say whether somebody gets post: it counts as a field only if no other column does. */
function withoutLoose(columns: ColumnMap): ColumnMap {
	return columns.filter(
		([column, key]) =>
			plainName(column) !== 'mail' ||
			columns.every(([other, otherKey]) => otherKey !== key || plainName(other) === 'mail'),
	);
}

/**
 * Maps the columns with known names. Of the fields that can find people on their own, only the chosen
 * one is mapped: each of the others would need its format or partner too. Columns without any value
 * are left out.
 */
export function mapByName(header: Header, matchBy: MatchBy): Mapping {
	const known = header.columns.flatMap((column, index): ColumnMap => {
		const key = header.filled[index] ? keyNamed(column) : undefined;
		return key === undefined ? [] : [[column, key]];
	});
	const keys = [...new Set(known.map(([, key]) => key))];
	const possible = choices(keys);
	if (possible.length === 0) throw noCombination(keys, header);
	if (matchBy === AUTOMATIC && possible.length > 1) throw ambiguous(keys, header.fileName);
	if (matchBy !== AUTOMATIC) checkChosen(keys, matchBy, header);

	const columns = withoutLoose(known).filter(
		([, key]) => !isSingleKey(key) || matchBy === AUTOMATIC || key === matchBy,
	);
	checkUnique(columns, header.mappedBy);
	return { columns, isSingle: columns.some(([, key]) => isSingleKey(key)) };
}

function toColumnMap(rows: unknown[][], label: string): ColumnMap {
	if (rows.length === 0) {
		throw new InputError(
			`'${label}' is empty`,
			"Map at least one column of the file, or choose 'Detect From Header' in 'Columns'.",
		);
	}
	return rows.map(([column, key]) => {
		if (isBlank(column))
			throw new InputError(`'${label}: File Column' is empty in one of the rows`);
		return [String(column), keySpelled(toText(key, `${label}: IQM Field`))];
	});
}

/** The rows of the form. */
export function readRows(value: unknown, label: string): ColumnMap {
	const rows = isObject(value) && Array.isArray(value.mappings) ? value.mappings : [];
	return toColumnMap(
		rows.filter(isObject).map(({ fileColumn, key }) => [fileColumn, key]),
		label,
	);
}

/** The map as JSON text, or as an object from an expression. */
export function readMap(value: unknown, label: string): ColumnMap {
	return toColumnMap(isBlank(value) ? [] : Object.entries(toJsonObject(value, label)), label);
}

/**
 * The column as the file spells it, which may have spaces around its name or invisible signs in it. If
 * two columns look like the name, none is returned.
 */
export function findColumn(name: string, columns: string[]): string | undefined {
	const found =
		columns.find((column) => column === name) ??
		columns.find((column) => column.trim() === name.trim());
	if (found !== undefined) return found;
	const seen = visibleText(name);
	const alike = columns.filter((column) => visibleText(column) === seen);
	return alike.length === 1 ? alike[0] : undefined;
}

/** @throws InputError that names all columns that the file does not have, and its own */
function checkNamed(names: string[], header: Header): void {
	const unknown = names.filter((name) => findColumn(name, header.columns) === undefined);
	if (unknown.length === 0) return;
	const { fileName, sheet, columns, mappedBy } = header;
	const are = unknown.length === 1 ? 'is not a column' : 'are not columns';
	const where = sheet === undefined ? `'${fileName}'` : `sheet '${sheet}' of '${fileName}'`;
	const message = `${unknown.map(quote).join(', ')} ${are} of ${where}`;
	if (looksLikeData(columns)) throw new InputError(message, headerInWords(header));
	// Names of people can't be told from names of columns, unless one of these is known.
	if (unknown.length === names.length && columns.every((name) => keyNamed(name) === undefined)) {
		throw new InputError(
			message,
			`The first line of the file has no known column names, so it is not shown: it may contain personal data. ${header.mappedBy} must use the column names in that line.`,
		);
	}
	throw new InputError(
		`${message}. Its columns are: ${namesInWords(columns)}`,
		`Correct ${mappedBy}: names must match the file exactly.`,
	);
}

/**
 * Checks the user's own mapping. All of it is sent; with more than one field that can find people,
 * "Match People By" decides the value of `isSingleColumnEnabled`.
 */
export function mapAsChosen(chosen: ColumnMap, header: Header, matchBy: MatchBy): Mapping {
	checkNamed(
		chosen.map(([name]) => name),
		header,
	);
	const columns = chosen.map(([name, key]): [string, string] => [
		findColumn(name, header.columns) ?? name,
		key,
	]);
	checkUnique(columns, header.mappedBy);
	for (const [column, key] of columns) {
		if (header.filled[header.columns.indexOf(column)]) continue;
		throw new InputError(
			`${header.mappedBy} maps '${column}' to ${labelOf(key)}, but that column is empty in all ${header.rows} records of '${header.fileName}'`,
			'Fill the column, or remove it from the mapping.',
		);
	}
	const keys = columns.map(([, key]) => key);
	if (choices(keys).length === 0) throw noCombination(keys, header);
	if (matchBy !== AUTOMATIC) {
		checkChosen(keys, matchBy, header);
		return { columns, isSingle: matchBy !== NAME_AND_ADDRESS };
	}
	const isSingle = keys.some(isSingleKey);
	if (isSingle && hasNameAndAddress(keys)) throw ambiguous(keys, header.fileName);
	return { columns, isSingle };
}
