import type { IDataObject } from 'n8n-workflow';

import type { Contradiction } from '../../common/contradiction';
import { contradictions } from '../../common/contradiction';
import { isBlank, isObject, plainNumber } from '../../common/values';
import { isNothing } from '../transport/refusal';
import { CODES } from './campaignFields';
import { rowLabel } from './rows';

/** A list of rows that an answer may repeat. */
interface Repeated {
	displayName: string;
	/** The fields that say which row it is. */
	keys: string[];
	/** The form's words for the others. */
	titles: Record<string, string>;
}

const REPEATED: Record<string, Repeated> = {
	sources: { displayName: 'Sources', keys: ['app_id'], titles: { status: 'Status' } },
	source_bids: {
		displayName: 'Source Bids',
		keys: ['app_id', 'country'],
		titles: { bid_value: 'Bid Value', bid_override_percentage: 'Bid Override (Percent)' },
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

/** The two values of a source bid: "default", nothing and 0 all say that there is no override. */
const OVERRIDES = ['bid_value', 'bid_override_percentage'];

function withoutDefaults(row: IDataObject): IDataObject {
	const isNone = (name: string, value: unknown): boolean =>
		value === 'default' || (OVERRIDES.includes(name) && plainNumber(value) === 0);
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name, isNone(name, value) ? null : value]),
	);
}

/** What a row of an answer says of itself that was not done. */
function refusedIn(row: IDataObject): string[] {
	const { success, code } = row;
	return [
		...['error', 'errors'].filter((field) => !isNothing(row[field])),
		...(success === false || success === 'false' ? ['success'] : []),
		...(plainNumber(code) >= 400 ? ['code'] : []),
	];
}

function keyOf(row: IDataObject, { keys }: Repeated): string {
	return keys
		.map((key) => (key === 'country' ? String(row[key]).toLowerCase() : String(row[key])).trim())
		.join(' in ');
}

/** "The API only returns active countries": one that is returned is not disabled, unless it says so. */
function asAnswered(row: IDataObject, name: string): IDataObject {
	return withoutDefaults(name === 'countries' ? { disabled: false, ...row } : row);
}

function rowsRefused(
	name: string,
	rows: IDataObject[],
	answered: IDataObject[],
	first: number,
): Contradiction[] {
	const repeated = REPEATED[name];
	const { displayName, titles } = repeated;
	const byKey = new Map(answered.map((row) => [keyOf(row, repeated), asAnswered(row, name)]));
	const label = (index: number, field: string) => rowLabel(displayName, first + index, field);
	const found = rows.flatMap((row, index): Contradiction[] => {
		const other = byKey.get(keyOf(row, repeated));
		if (other === undefined) return [];
		const labels = Object.fromEntries(
			Object.entries(titles).map(([field, title]) => [field, label(index, title)]),
		);
		return [
			...contradictions(withoutDefaults(row), other, labels, CODES),
			...refusedIn(other).map((field) => ({
				label: label(index, 'Error'),
				wanted: 'none',
				present: other[field],
			})),
		];
	});
	if (found.length > 0) return found;
	// A disabled country is not returned.
	const awaited = rows.filter(({ disabled }) => disabled !== true);
	const missing = awaited.filter((row) => !byKey.has(keyOf(row, repeated)));
	if (missing.length > 0 && missing.length < awaited.length) {
		return [{ label: displayName, wanted: keyOf(missing[0], repeated), present: 'left out' }];
	}
	const isOther =
		answered.length > 0 &&
		answered.length <= rows.length &&
		!rows.some((row) => byKey.has(keyOf(row, repeated)));
	if (!isOther) return [];
	return [
		{ label: displayName, wanted: keyOf(rows[0], repeated), present: keyOf(answered[0], repeated) },
	];
}

/** The objects of a list that an answer holds: a bare one, or one under its name. */
function listIn(data: unknown, name: string): IDataObject[] {
	const rows = isObject(data) ? data[name] : data;
	return Array.isArray(rows) ? rows.filter(isObject) : [];
}

/** The rows that an answer repeats. */
function rowsIn(data: unknown, name: string): IDataObject[] {
	const { keys } = REPEATED[name];
	return listIn(data, name).filter((row) => keys.every((key) => !isBlank(row[key])));
}

/** Refusals in rows that do not say which row they are about. */
function strayRefusals(data: unknown, name: string): Contradiction[] {
	const { keys, displayName } = REPEATED[name];
	return listIn(data, name)
		.filter((row) => keys.some((key) => isBlank(row[key])))
		.flatMap((row) =>
			refusedIn(row).map((field) => ({ label: displayName, wanted: 'none', present: row[field] })),
		);
}

/**
 * What the answer to a change of targeting, sources or source bids repeats with another meaning. Rows
 * that it does not repeat are none of it; rows about other things alone are.
 *
 * @param sent rows and fields under the API's names
 * @param first number of the first row, from 0 on, among all that the form gave
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
	return [
		...lists.flatMap((name) => [
			...rowsRefused(name, sent[name] as IDataObject[], rowsIn(data, name), first),
			...strayRefusals(data, name),
		]),
		...contradictions(fields, data, LABELS),
	];
}
