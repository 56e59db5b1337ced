import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { idPicker } from '../../common/form/idPicker';
import { InputError } from '../../common/ground/errors';
import { isBlank, isEmpty, isObject, plainId, quote, toJson, toKey } from '../../common/ground/values';
import { combineOption } from '../../common/run/combine';
import type { Item } from '../../common/run/item';
import { writeOptionsCollection } from '../shared/options';
import { KEY_PATTERN } from '../shared/pickers';
import { isFromItem, itemFields, ONLY_FORM, readItemRow, rowsFromProperty } from './itemRows';

const FROM_JSON = 'json';

/**
 * The most rows in one request: a larger one might be cut or refused, and no document says at what
 * size.
 */
export const MOST_ROWS = 1_000;

/** A list of rows that an operation sends together. */
export interface RowsForm {
	/** Parameter name, which is the API's. */
	name: string;
	displayName: string;
	/** What the heading calls one row. */
	row: string;
	description: string;
	fields: INodeProperties[];
	/** The names of the fields without which there is no row. */
	required: string[];
	/** Rows as JSON. */
	example: string;
}

/** The rows one by one, all of them as JSON from an expression, or one from each item. */
export function rowsProperties(form: RowsForm): INodeProperties[] {
	const { name, displayName, row, description, fields, required, example } = form;
	return [
		rowsFromProperty([
			{
				name: 'JSON',
				value: FROM_JSON,
				description: 'Enter many rows at once with an expression, the same for each input item',
			},
		]),
		{
			displayName,
			name,
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: `Add ${row.toLowerCase()}`,
			default: {},
			displayOptions: ONLY_FORM,
			description,
			options: [{ displayName: row, name: 'rows', values: fields }],
		},
		...itemFields(fields, required),
		{
			displayName: `${displayName} (JSON)`,
			name: 'rowsJson',
			type: 'json',
			default: '',
			required: true,
			displayOptions: { show: { rowsFrom: [FROM_JSON] } },
			description: `A list of rows with AppLovin's field names, for example ${example}`,
		},
	];
}

/** The options of an operation whose items may be rows. */
export function rowsOptions(more: INodeProperties[] = []): INodeProperties {
	const most = MOST_ROWS.toLocaleString('en');
	const combine = combineOption('the rows of input items for the same campaign', most);
	return writeOptionsCollection([
		...more,
		{ ...combine, displayOptions: { show: { '/rowsFrom': ['item'] } } },
	]);
}

/**
 * The rows of a fixed collection; none if it was not added. Every row has all fields: those left empty
 * are dropped.
 */
export function rowsOfCollection(collection: unknown): IDataObject[] {
	const rows = ((collection as IDataObject | undefined)?.rows ?? []) as IDataObject[];
	return rows.map((row) =>
		Object.fromEntries(
			Object.entries(row)
				.map(([name, value]) => [name, plainId(value)] as const)
				.filter(([, value]) => !isBlank(value)),
		) as IDataObject,
	);
}

/** A value that must be a list of objects, as an expression or as text. */
export function toRows(value: unknown, label: string): IDataObject[] {
	const parsed = isBlank(value) ? [] : toJson(value, label);
	const rows = isObject(parsed) ? [parsed] : parsed;
	if (Array.isArray(rows) && rows.every(isObject)) return rows;
	throw new InputError(`'${label}' must be a list of JSON objects, not ${quote(value)}`);
}

/** A form's rows, with the number of each from 0; the row that an item is has none. */
export type Numbered = Array<{ row: IDataObject; index: number | undefined }>;

/** What the parameters of {@link rowsProperties} hold: at least one row. */
export function readFormRows(
	item: Pick<Item, 'context' | 'index' | 'read'>,
	{ name, displayName, fields }: RowsForm,
): Numbered {
	if (isFromItem(item)) return [{ row: readItemRow(item, fields), index: undefined }];
	const read = (key: string): unknown => item.context.getNodeParameter(key, item.index, '');
	const rows =
		read('rowsFrom') === FROM_JSON
			? toRows(read('rowsJson'), `${displayName} (JSON)`)
			: rowsOfCollection(read(name));
	if (rows.length > 0) return rows.map((row, index) => ({ row, index }));
	throw new InputError(`'${displayName}' is empty`, 'Add at least one row.');
}

/** What messages call a field of a row: "Sources 2: Status"; of the row that an item is, "Status". */
export function rowLabel(displayName: string, index: number | undefined, field: string): string {
	return index === undefined ? field : `${displayName} ${index + 1}: ${field}`;
}

/** What messages call a row. */
export function rowPlace(displayName: string, index: number | undefined): string {
	return index === undefined ? displayName : `${displayName} ${index + 1}`;
}

/**
 * Refuses fields that a row does not have, since a misspelled one would silently do nothing, and
 * fields of JSON rows that have lost their value.
 *
 * @param titles names of the row's fields in the form, by the API's
 * @param ignored fields that may be present, whatever they hold
 */
export function checkKeys(
	row: IDataObject,
	titles: Record<string, string>,
	label: string,
	ignored: string[] = NOT_SENT,
): void {
	const known = [...Object.keys(titles), ...ignored];
	const unknown = Object.keys(row).find((key) => !known.includes(key));
	if (unknown !== undefined) {
		throw new InputError(
			`'${label}' has no field '${unknown}'`,
			`Its fields are ${known.join(', ')}.`,
		);
	}
	const lost = Object.keys(titles).find((key) => key in row && isEmpty(row[key]));
	if (lost === undefined) return;
	throw new InputError(
		`'${label}: ${titles[lost]}' is empty`,
		`Enter a value for '${lost}', or leave it out of the row.`,
	);
}

/** Refuses two rows about the same thing: no document says which of them would win. */
export function checkOnce(keys: string[], displayName: string): void {
	const seen = new Set<string>();
	const twice = keys.find((key) => seen.size === seen.add(key).size);
	if (twice === undefined) return;
	throw new InputError(`'${displayName}' has two rows for ${twice}`, 'Remove one of them.');
}

/**
 * Decimals of a bid: the document's example is 1.2345. Its budgets are whole numbers of USD, so they
 * are limited to cents.
 */
export const BID_DECIMALS = 4;

const APP = 'App';

/** The field for one app in which ads are served. */
export const appIdField: INodeProperties = idPicker(
	{
		displayName: APP,
		name: 'app_id',
		required: false,
		description:
			'The app, picked from the list or entered by the ID that Get Many returns. Reports call it external_placement_id, tracking URLs {PLACEMENT_ID}.',
	},
	'searchApps',
	'da605e6f950f1aec838816df',
	KEY_PATTERN,
);

/** What Get Many returns besides a row's own fields: it may be present, and is never sent. */
export const NOT_SENT = ['app_id_external', 'campaign_id'];

/**
 * The app of a row. If the row names a campaign, it must be the chosen one.
 *
 * @param campaignId '' if it could not be read, which is an error of its own
 */
export function readAppId(
	row: IDataObject,
	campaignId: string,
	displayName: string,
	index: number | undefined,
): string {
	const other = row.campaign_id;
	if (!isBlank(other) && campaignId !== '' && String(other).trim() !== campaignId) {
		throw new InputError(
			`'${rowPlace(displayName, index)}' is a row of the campaign ${quote(other)}, not of ${campaignId}`,
		);
	}
	return toKey(row.app_id, rowLabel(displayName, index, APP));
}
