import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';

const ORDERS: INodePropertyOptions[] = [
	{ name: 'Ascending', value: 'asc' },
	{ name: 'Descending', value: 'desc' },
];

/** Options for sorting a list: descending unless chosen otherwise, so that new rows move no others. */
export function sortOptions(fields: INodePropertyOptions[]): INodeProperties[] {
	const [{ name: example, value: preset }] = fields;
	return [
		{
			displayName: 'Order',
			name: 'order',
			type: 'options',
			options: ORDERS,
			default: 'desc',
			description: 'Sort direction of the results, for example Descending',
		},
		{
			displayName: 'Sort By',
			name: 'sortBy',
			type: 'options',
			options: fields,
			default: preset,
			description: `Field to sort the results by, for example ${example}`,
		},
	];
}

/** A list sorted by a field with a sign in front, "-ioId" for descending. */
export interface Signed {
	/** What precedes an ascending field: some documents write "+id", others "audienceName". */
	ascending: '+' | '';
	/** What is sent if nothing is chosen, if a document names such an order. */
	preset?: string;
}

/**
 * The chosen order in the format of the list's document: a field with a sign, or a field and `order`.
 * If neither the document nor the user names a field, nothing is sent.
 *
 * @param options the operation's options
 */
export function readSorting(
	{ sortBy, order }: IDataObject,
	fields: INodePropertyOptions[],
	style: Signed | 'order',
): { sortBy?: string; order?: string } {
	const isChosen = sortBy !== undefined || order !== undefined;
	const direction = toChoice(order ?? 'desc', 'Order', ORDERS);
	const field = toChoice(sortBy ?? fields[0].value, 'Sort By', fields);
	if (style === 'order') {
		if (!isChosen) return {};
		return sortBy === undefined ? { order: direction } : { sortBy: field, order: direction };
	}
	if (!isChosen) return style.preset === undefined ? {} : { sortBy: style.preset };
	return { sortBy: `${direction === 'desc' ? '-' : style.ascending}${field}` };
}
