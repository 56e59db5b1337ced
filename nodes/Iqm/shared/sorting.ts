import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../common/choice';

const ORDERS: INodePropertyOptions[] = [
	{ name: 'Ascending', value: 'asc' },
	{ name: 'Descending', value: 'desc' },
];

/** Options by which a list is sorted. Newest first unless chosen: new rows then move no others. */
export function sortOptions(fields: INodePropertyOptions[]): INodeProperties[] {
	const [{ name: example, value: preset }] = fields;
	return [
		{
			displayName: 'Order',
			name: 'order',
			type: 'options',
			options: ORDERS,
			default: 'desc',
			description: 'Direction in which the results are sorted, for example Descending',
		},
		{
			displayName: 'Sort By',
			name: 'sortBy',
			type: 'options',
			options: fields,
			default: preset,
			description: `Field by which IQM sorts the results, for example ${example}`,
		},
	];
}

/**
 * The chosen order as most of IQM's lists take it: one field, with a minus in front for descending
 * ("-ioId"). The list of campaigns documents a field and `order` instead.
 *
 * @param options the operation's options
 */
export function readSorting(
	{ sortBy, order }: IDataObject,
	fields: INodePropertyOptions[],
	style: 'minus' | 'order' = 'minus',
): { sortBy: string; order?: string } {
	const field = toChoice(sortBy ?? fields[0].value, 'Sort By', fields);
	const direction = toChoice(order ?? 'desc', 'Order', ORDERS);
	if (style === 'order') return { sortBy: field, order: direction };
	return { sortBy: direction === 'desc' ? `-${field}` : field };
}
