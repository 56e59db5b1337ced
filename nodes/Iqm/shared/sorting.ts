import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';

const ORDERS: INodePropertyOptions[] = [
	{ name: 'Ascending', value: 'asc' },
	{ name: 'Descending', value: 'desc' },
];

/** Options by which a list is sorted: descending unless chosen, so that new rows move no others. */
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

/** A list whose order is a field with a sign in front, "-ioId" for descending. */
export interface Signed {
	/** What stands in front of an ascending field: some documents write "+id", others "audienceName". */
	ascending: '+' | '';
	/** What is asked for when nothing is chosen, where a document names such an order. */
	preset?: string;
}

/**
 * The chosen order as the list's document has it: a field with a sign, or a field and `order`. Nothing
 * is sent of a field that neither the document names nor the user has chosen.
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
