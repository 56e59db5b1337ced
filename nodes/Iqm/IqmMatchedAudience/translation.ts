import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { isBlank, quote } from '../../common/ground/values';
import { API_VERSION_LABEL, QUICKSTART } from '../shared/apiVersion';
import type { V3Lists } from './v3Lists';
import { ALGORITHM_IN_WORDS } from './hashing';
import type { ColumnMap, Mapping, MatchBy } from './mapping';
import { ambiguous, AUTOMATIC, MATCH_LABEL, NAME_AND_ADDRESS } from './mapping';
import { hasFormat, hasPartner, settingInWords } from './settings';
import { isSingleKey, KNOWN_FIELDS, labelOf, plainName } from './systemFields';

/** The result of combining the form and the file, in the older upload's terms. */
export interface Wish {
	mapping: Mapping;
	matchBy: MatchBy;
	/** Formats and partners by the key of their field; see `readSettings`. */
	settings: IDataObject;
	/** Fields whose format "Hash Before Upload" has set. */
	hashed: string[];
	/** Whether the user says that the file holds hashes. */
	isHashed: boolean;
	/** Whether the node, not the user, chose the columns, by their names. */
	byName: boolean;
	fileName: string;
	/** What maps the columns, for messages. */
	mappedBy: string;
}

interface ColumnMapping {
	columnId: number;
	fileColumnName: string;
	dataFormatId?: number;
}

/** The same in the current upload's terms. */
export interface Translation {
	/** The columns that are sent. */
	columns: ColumnMap;
	request: {
		columnMappings: ColumnMapping[];
		columnCombinationId: number;
		dataPartnerId?: number;
	};
}

const OTHERWISE = `choose ${QUICKSTART} in '${API_VERSION_LABEL}'`;

function idOf({ id }: IDataObject): number {
	return isBlank(id) ? NaN : Number(id);
}

function idsIn(value: unknown): number[] {
	return Array.isArray(value) ? value.map(Number) : [];
}

function nameOf({ displayName, name, id }: IDataObject): string {
	const words = [displayName, name].find((text) => !isBlank(text));
	return words === undefined ? `ID ${String(id)}` : String(words);
}

function namesOf(rows: IDataObject[]): string {
	return rows.length === 0 ? 'none' : rows.map(nameOf).join(', ');
}

/** The row that has one of these names; undefined if two only look like one of them. */
function rowNamed(rows: IDataObject[], names: string[]): IDataObject | undefined {
	const usable = rows.filter((row) => Number.isSafeInteger(idOf(row)));
	const exact = usable.find(({ name }) => names.includes(String(name)));
	if (exact !== undefined) return exact;
	const plain = names.map(plainName);
	const alike = usable.filter(({ name, displayName }) =>
		[name, displayName].some((text) => !isBlank(text) && plain.includes(plainName(String(text)))),
	);
	return alike.length === 1 ? alike[0] : undefined;
}

/** IQM's row for a field; its samples spell one "NPI_ID", one of its errors "npi-id". */
function columnOf(key: string, columns: IDataObject[]): IDataObject | undefined {
	const exact = columns.find((row) => row.name === key && Number.isSafeInteger(idOf(row)));
	const isKnown = KNOWN_FIELDS.some((field) => field.key === key);
	return exact ?? (isKnown ? rowNamed(columns, [key, labelOf(key)]) : undefined);
}

/** The row of a list that a setting refers to by its name, label or id. */
function settingRow(rows: IDataObject[], setting: unknown): IDataObject | undefined {
	const text = String(setting).trim();
	return rowNamed(rows, [text]) ?? rows.find(({ id }) => String(id) === text);
}

function formatOf(
	key: string,
	column: IDataObject,
	{ settings, hashed }: Wish,
	formats: IDataObject[],
): { dataFormatId?: number } {
	// The form knows no format for other fields; the API leaves it optional.
	if (!hasFormat(key)) return {};
	const setting = settings[key];
	const allowed = formats.filter((row) => idsIn(column.dataFormatIds).includes(idOf(row)));
	const row = settingRow(allowed, setting);
	if (row !== undefined) return { dataFormatId: idOf(row) };
	const isRaw = plainName(String(setting)) === 'raw';
	if (idsIn(column.dataFormatIds).length === 0 && isRaw) return {};
	const where = hashed.includes(key) ? ALGORITHM_IN_WORDS : settingInWords(key);
	throw new InputError(
		`${where} is ${quote(setting)}, which IQM's current API does not support for ${labelOf(key)}`,
		`It supports: ${namesOf(allowed)}. Choose one of these, or ${OTHERWISE}.`,
	);
}

function matchInWords(primary: MatchBy): string {
	return primary === NAME_AND_ADDRESS ? 'Name and Address' : labelOf(primary);
}

/** One field, or names and addresses. The older upload only says whether a single field is meant. */
function primaryField({ mapping, matchBy, fileName }: Wish): MatchBy {
	if (matchBy !== AUTOMATIC) return matchBy;
	if (!mapping.isSingle) return NAME_AND_ADDRESS;
	const keys = mapping.columns.map(([, key]) => key);
	const singles = keys.filter(isSingleKey);
	if (singles.length === 1) return singles[0];
	throw ambiguous(keys, fileName);
}

/**
 * How people are found, which the current upload states and the older one leaves open. Needs no list,
 * and so is asked before any.
 *
 * @throws InputError if the mapping allows several, or names the partner of another field: there is
 *   one `dataPartnerId` for the whole audience
 */
export function primaryOf(wish: Wish): MatchBy {
	const primary = primaryField(wish);
	const idle = wish.mapping.columns
		.map(([, key]) => key)
		.find((key) => hasPartner(key) && key !== primary);
	if (idle === undefined) return primary;
	throw new InputError(
		`${wish.mappedBy} maps a column to ${labelOf(idle)}, but people are matched by ${matchInWords(primary)}: IQM's current API has one data partner for the whole audience, so it can't know whose IDs that column contains`,
		`Remove the column from the mapping, choose ${labelOf(idle)} in '${MATCH_LABEL}', or ${OTHERWISE}.`,
	);
}

function partnerOf(
	primary: MatchBy,
	settings: IDataObject,
	partners: IDataObject[],
): { dataPartnerId?: number } {
	if (!hasPartner(primary)) return {};
	const row = settingRow(partners, settings[primary]);
	if (row !== undefined) return { dataPartnerId: idOf(row) };
	throw new InputError(
		`${settingInWords(primary)} is ${quote(settings[primary])}, which IQM's current API does not list among the data partners`,
		`It lists: ${namesOf(partners)}. Choose one of these, or ${OTHERWISE}.`,
	);
}

/**
 * The combination that the mapped columns fulfil. If more is mapped than needed, several are
 * fulfilled; then it is the first in IQM's own order.
 */
function combinationOf(
	primary: MatchBy,
	mapped: Map<string, number>,
	{ columns, combinations }: V3Lists,
	mappedBy: string,
): number {
	const ids = [...mapped.values()];
	const singles = KNOWN_FIELDS.filter(({ isSingle }) => isSingle).flatMap(({ key }) => {
		const row = columnOf(key, columns);
		return row === undefined ? [] : [idOf(row)];
	});
	const fits = ({ columnIds }: IDataObject): boolean => {
		const wanted = idsIn(columnIds);
		if (primary !== NAME_AND_ADDRESS)
			return wanted.length === 1 && wanted[0] === mapped.get(primary);
		return wanted.length > 1 && wanted.every((id) => ids.includes(id) && !singles.includes(id));
	};
	const orderOf = ({ order }: IDataObject) => (isBlank(order) ? Infinity : Number(order));
	const [found] = combinations
		.filter((row) => Number.isSafeInteger(idOf(row)) && fits(row))
		.sort((a, b) => orderOf(a) - orderOf(b));
	if (found !== undefined) return idOf(found);

	const inWords = combinations.map(({ columnIds }) =>
		idsIn(columnIds)
			.map((id) => nameOf(columns.find((row) => idOf(row) === id) ?? { id }))
			.join(' + '),
	);
	throw new InputError(
		`People are to be matched by ${matchInWords(primary)}, but ${mappedBy} has none of the combinations that IQM's current API lists for it`,
		`It lists: ${inWords.join('; ')}. Map the columns of one of these, or ${OTHERWISE}.`,
	);
}

/**
 * Translates the older upload's mapping (quickstart "Upload Matched Audience", step 3) into ids of the
 * current one (Audience API guideline, POST /api/v3/audience/matched).
 *
 * @throws InputError for anything without a counterpart there, before anything is uploaded
 */
export function translate(wish: Wish, lists: V3Lists): Translation {
	const { mapping, settings, byName, mappedBy } = wish;
	const known = mapping.columns.flatMap(([column, key]) => {
		const row = columnOf(key, lists.columns);
		if (row !== undefined) return [{ column, key, row }];
		// "Detect From Header" sends every column that is known, and this one is not.
		if (byName) return [];
		throw new InputError(
			`${mappedBy} maps '${column}' to ${labelOf(key)} (${key}), a field that IQM's current API does not list`,
			`It lists: ${namesOf(lists.columns)}. Map another field, remove the column, or ${OTHERWISE}.`,
		);
	});
	const primary = primaryOf(wish);
	const mapped = new Map(known.map(({ key, row }) => [key, idOf(row)]));
	const columnCombinationId = combinationOf(primary, mapped, lists, mappedBy);
	return {
		columns: known.map(({ column, key }): [string, string] => [column, key]),
		request: {
			columnMappings: known.map(({ column, key, row }) => ({
				columnId: idOf(row),
				fileColumnName: column,
				...formatOf(key, row, wish, lists.formats),
			})),
			columnCombinationId,
			...partnerOf(primary, settings, lists.partners),
		},
	};
}
