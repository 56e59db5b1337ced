import type { IDataObject } from 'n8n-workflow';

import type { Contradiction } from '../../common/guard/contradiction';
import { contradictions } from '../../common/guard/contradiction';
import { isBlank, isObject, plainNumber } from '../../common/ground/values';
import { CAMPAIGN, contradicted, refusedIn, spokenBy } from '../shared/answered';
import { folded, isWrapper, partsOf, THINGS } from '../transport/envelope';
import { CODES } from './campaignFields';
import { rowLabel } from './formRows';

/** A list of rows that an answer may repeat. */
interface Repeated {
	displayName: string;
	/** The fields that identify a row. */
	keys: string[];
	/** The form's words for the other fields. */
	titles: Record<string, string>;
}

const REPEATED: Record<string, Repeated> = {
	sources: { displayName: 'Sources', keys: ['app_id'], titles: { status: 'Status' } },
	source_bids: {
		displayName: 'Source Bids',
		keys: ['app_id', 'country'],
		titles: { bid_value: 'Bid Value', bid_override_percentage: 'Bid Override' },
	},
	countries: {
		displayName: 'Countries',
		keys: ['country'],
		titles: {
			bid: 'Bid',
			budget: 'Daily Budget',
			click_url: 'Click URL',
			impression_url: 'Impression URL',
			disabled: 'Disabled',
		},
	},
};

const LABELS = {
	device_types: 'Device Types',
	os_major_version_min: 'Lowest OS Version',
};

/** The two values of a source bid: "default", nothing and 0 all mean that there is no override. */
const OVERRIDES = ['bid_value', 'bid_override_percentage'];

function withoutDefaults(row: IDataObject): IDataObject {
	const isNone = (name: string, value: unknown): boolean =>
		value === 'default' || (OVERRIDES.includes(name) && plainNumber(value) === 0);
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name, isNone(name, value) ? null : value]),
	);
}

/**
 * Which of a row's own fields say that something was not done. A country's `code` may be ISO's number.
 */
function refusedRow(name: string, row: IDataObject, label: string): Contradiction[] {
	const fields = name === 'countries' ? { ...row, code: undefined } : row;
	// Its status is its own, not the answer's.
	return refusedIn(fields, row, label);
}

function keyOf(row: IDataObject, { keys }: Repeated): string {
	return keys
		.map((key) => (key === 'country' ? String(row[key]).toLowerCase() : String(row[key])).trim())
		.join(' in ');
}

/** "The API only returns active countries": a returned country is not disabled, unless it says so. */
function asAnswered(row: IDataObject, name: string): IDataObject {
	return withoutDefaults(name === 'countries' ? { disabled: false, ...row } : row);
}

/** What an answer says of a row that it repeats. */
function rowRefused(
	name: string,
	row: IDataObject,
	other: IDataObject,
	labelOf: (field: string) => string,
): Contradiction[] {
	const labels = Object.fromEntries(
		Object.entries(REPEATED[name].titles).map(([field, title]) => [field, labelOf(title)]),
	);
	return [
		...contradictions(withoutDefaults(row), other, labels, CODES),
		...refusedRow(name, other, labelOf('Error')),
	];
}

function rowsByName(name: string, answered: IDataObject[]): Map<string, IDataObject> {
	const repeated = REPEATED[name];
	return new Map(answered.map((row) => [keyOf(row, repeated), asAnswered(row, name)]));
}

/** A disabled country is not returned. */
const isAwaited = ({ disabled }: IDataObject): boolean => disabled !== true;

/** Whether an answer has rows, but only about other things. */
function isAboutOthers(
	name: string,
	rows: IDataObject[],
	answered: IDataObject[],
	byKey: Map<string, IDataObject>,
): boolean {
	return (
		answered.length > 0 &&
		answered.length <= rows.length &&
		!rows.some((row) => byKey.has(keyOf(row, REPEATED[name])))
	);
}

function rowsRefused(
	name: string,
	rows: IDataObject[],
	answered: IDataObject[],
	first: number,
): Contradiction[] {
	const repeated = REPEATED[name];
	const { displayName } = repeated;
	const byKey = rowsByName(name, answered);
	const found = rows.flatMap((row, index): Contradiction[] => {
		const other = byKey.get(keyOf(row, repeated));
		if (other === undefined) return [];
		return rowRefused(name, row, other, (field) => rowLabel(displayName, first + index, field));
	});
	if (found.length > 0) return found;
	const awaited = rows.filter(isAwaited);
	const missing = awaited.filter((row) => !byKey.has(keyOf(row, repeated)));
	if (missing.length > 0 && missing.length < awaited.length) {
		return [{ label: displayName, wanted: keyOf(missing[0], repeated), present: 'left out' }];
	}
	if (!isAboutOthers(name, rows, answered, byKey)) return [];
	return [
		{ label: displayName, wanted: keyOf(rows[0], repeated), present: keyOf(answered[0], repeated) },
	];
}

/** `{"gb": {…}, "fr": {…}}` as rows, if their single key identifies them. */
function rowsByKey(map: unknown, { keys }: Repeated): IDataObject[] {
	if (!isObject(map) || keys.length > 1) return [];
	const rows = Object.entries(map);
	const areRows = rows.every(([key, row]) => isObject(row) && !isWrapper(key, THINGS));
	return areRows ? rows.map(([key, row]) => ({ [keys[0]]: key, ...(row as IDataObject) })) : [];
}

/** What an answer holds under a list's name: the rows that it repeats, and other fields. */
interface Answered {
	rows: IDataObject[];
	/** Rows that can't be identified. */
	strays: IDataObject[];
}

/**
 * Reads the rows that an answer repeats: in a list, alone, or by key; at the top or one level down.
 *
 * @param sent the rows of the request: an object outside a list may be about something else
 */
function answeredRows(data: unknown, name: string, sent: IDataObject[]): Answered {
	const repeated = REPEATED[name];
	const wanted = new Set(sent.map((row) => keyOf(row, repeated)));
	const isNamed = (row: IDataObject) => repeated.keys.every((key) => !isBlank(row[key]));
	const parts = partsOf(data, [...THINGS, folded(name)]);
	const rows = parts
		.filter(({ fields }) => isNamed(fields))
		.filter(({ fields, isRow }) => isRow || wanted.has(keyOf(fields, repeated)))
		.map(({ fields }) => fields);
	const maps = parts
		.map(({ fields }) => rowsByKey(fields[name], repeated))
		.filter((map) => map.some((row) => wanted.has(keyOf(row, repeated))))
		.flat();
	const strays = parts.filter(({ fields, isRow }) => isRow && !isNamed(fields));
	return { rows: [...rows, ...maps], strays: strays.map(({ fields }) => fields) };
}

/**
 * What an answer says about the request outside its rows: its fields, and that something was not done.
 */
function fieldsRefused(fields: IDataObject, lists: string[], data: unknown): Contradiction[] {
	const keys = lists.flatMap((name) => REPEATED[name].keys);
	const parts = partsOf(data, [...THINGS, ...lists.map(folded)]);
	const others = parts.filter((part) => !part.isRow && !keys.some((key) => key in part.fields));
	const told = {
		thing: {},
		id: '',
		parts: others.map((part) => spokenBy(part, CAMPAIGN)),
	};
	return contradicted(fields, told, LABELS);
}

/**
 * What the answer to a change of targeting, sources or source bids repeats with another meaning. Rows
 * that it leaves out do not count; an answer with only rows about other things does.
 *
 * @param sent rows and fields under the API's names
 * @param first number of the first row, from 0, among all those in the form
 */
export function changesRefused(
	sent: IDataObject,
	data: unknown,
	first: number,
): Contradiction[] {
	const lists = Object.keys(sent).filter((name) => name in REPEATED);
	const fields = Object.fromEntries(
		Object.entries(sent).filter(([name]) => !lists.includes(name)),
	);
	const ofRows = lists.flatMap((name) => {
		const given = sent[name] as IDataObject[];
		const { rows, strays } = answeredRows(data, name, given);
		const { displayName } = REPEATED[name];
		return [
			...rowsRefused(name, given, rows, first),
			...strays.flatMap((row) => refusedRow(name, row, displayName)),
		];
	});
	return [...ofRows, ...fieldsRefused(fields, lists, data)];
}

/** What an answer says of the rows of a request, each of which is an item. */
export interface RowsJudge {
	/** What it says of this row with another meaning, or that it leaves it out beside others. */
	of(row: IDataObject): Contradiction[];
	/** Whether it repeats the row. */
	repeats(row: IDataObject): boolean;
	/** What it says otherwise, without naming a row. */
	others: Contradiction[];
}

/**
 * Reads once what an answer says of each of many rows; see {@link changesRefused}.
 *
 * @param name the rows' name in the API
 * @param sent what the request sets, under the API's names
 */
export function judgeRows(name: string, sent: IDataObject, data: unknown): RowsJudge {
	const { [name]: given, ...fields } = sent;
	const rows = given as IDataObject[];
	const repeated = REPEATED[name];
	const { displayName } = repeated;
	const { rows: answered, strays } = answeredRows(data, name, rows);
	const byKey = rowsByName(name, answered);
	const areOthers = isAboutOthers(name, rows, answered, byKey);
	const hasSome = rows.some((row) => isAwaited(row) && byKey.has(keyOf(row, repeated)));
	const leftOut = (row: IDataObject): Contradiction[] => {
		const wanted = keyOf(row, repeated);
		if (areOthers) return [{ label: displayName, wanted, present: keyOf(answered[0], repeated) }];
		return hasSome && isAwaited(row) ? [{ label: displayName, wanted, present: 'left out' }] : [];
	};
	return {
		of: (row) => {
			const other = byKey.get(keyOf(row, repeated));
			return other === undefined ? leftOut(row) : rowRefused(name, row, other, (field) => field);
		},
		repeats: (row) => byKey.has(keyOf(row, repeated)),
		others: [
			...strays.flatMap((row) => refusedRow(name, row, displayName)),
			...fieldsRefused(fields, [name], data),
		],
	};
}
