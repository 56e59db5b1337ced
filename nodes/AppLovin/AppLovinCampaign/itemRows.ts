import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { isBlank, plainId } from '../../common/ground/values';
import type { Item } from '../../common/run/item';

const NAME = 'rowsFrom';
const FROM_FORM = 'fields';
const FROM_ITEM = 'item';

/** Shown where the rows are entered in the form. */
export const ONLY_FORM = { show: { [NAME]: [FROM_FORM] } };

const ONLY_ITEM = { show: { [NAME]: [FROM_ITEM] } };

/**
 * Where an operation's rows come from.
 *
 * @param more what a form offers besides
 */
export function rowsFromProperty(more: INodePropertyOptions[] = []): INodeProperties {
	return {
		displayName: 'Rows From',
		name: NAME,
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'This Form', value: FROM_FORM, description: 'Enter rows one by one, the same for each input item' },
			{
				name: 'Each Item Is a Row',
				value: FROM_ITEM,
				description: 'Each input item gives one row: fill the fields below with expressions',
			},
			...more,
		],
		default: FROM_FORM,
		description:
			'Where the rows come from, for example Each Item Is a Row for one row per input item. Rows of items for the same campaign are sent together.',
	};
}

/** Whether the item is a row, rather than the form holding rows. */
export function isFromItem({ read }: Pick<Item, 'read'>): boolean {
	return read(NAME) === FROM_ITEM;
}

/**
 * The fields of a row as parameters of their own, for items that are rows.
 *
 * @param required the names of those without which there is no row
 */
export function itemFields(fields: INodeProperties[], required: string[]): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		...(required.includes(field.name) ? { required: true } : {}),
		displayOptions: { ...field.displayOptions, ...ONLY_ITEM },
	}));
}

/** An item's row under the API's names, without fields that were left empty. */
export function readItemRow({ read }: Pick<Item, 'read'>, fields: INodeProperties[]): IDataObject {
	const values = fields.map(({ name }) => [name, plainId(read(name))] as const);
	return Object.fromEntries(values.filter(([, value]) => !isBlank(value))) as IDataObject;
}
