import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoices } from '../../../common/form/choice';
import { limitProperties } from '../../../common/form/limit';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { toIdNumbers, toSearched } from '../../../common/ground/values';
import { readFilters } from '../../shared/filters';
import { optionsCollection } from '../../shared/options';
import { inBody, readPages } from '../../shared/paging';
import { readSorting, sortOptions } from '../../shared/sorting';
import { BUDGET_TYPES, STATUSES } from '../orders';

/** "ioId, ioName, ioStartTime, ioEndTime, ioTotalBudget" (guideline, sortBy). */
const SORT_FIELDS: INodePropertyOptions[] = [
	{ name: 'Insertion Order ID', value: 'ioId' },
	{ name: 'End', value: 'ioEndTime' },
	{ name: 'Name', value: 'ioName' },
	{ name: 'Start', value: 'ioStartTime' },
	{ name: 'Total Budget', value: 'ioTotalBudget' },
];

const filterFields: INodeProperties[] = [
	{
		displayName: 'Budget Types',
		name: 'ioBudgetTypeIdsList',
		type: 'multiOptions',
		options: BUDGET_TYPES,
		default: [],
		description: 'Only orders that are limited this way, for example by Budget',
	},
	{
		displayName: 'Insertion Order IDs',
		name: 'ioIdList',
		type: 'string',
		default: '',
		placeholder: 'e.g. 17994,17995',
		description:
			'Only these orders. A comma list, an array or one number, for example 17994,17995.',
	},
	{
		displayName: 'Name or ID Contains',
		name: 'searchField',
		type: 'string',
		default: '',
		placeholder: 'e.g. spring',
		description: 'Text that the name or the ID of an order contains, for example spring',
	},
	{
		displayName: 'Statuses',
		name: 'ioStatusIdsList',
		type: 'multiOptions',
		options: STATUSES,
		default: [],
		description: 'Only orders with one of these statuses, for example Active',
	},
];

const properties: INodeProperties[] = [
	...limitProperties,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: filterFields,
	},
	optionsCollection(sortOptions(SORT_FIELDS)),
];

const FILTERS: Record<string, (value: unknown) => IDataObject[string]> = {
	ioBudgetTypeIdsList: (value) => toChoices(value, 'Budget Types', BUDGET_TYPES).map(Number),
	ioIdList: (value) => toIdNumbers(value, 'Insertion Order IDs'),
	ioStatusIdsList: (value) => toChoices(value, 'Statuses', STATUSES).map(Number),
	searchField: (value) => toSearched(value, 'Name or ID Contains'),
};

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const given: unknown = context.getNodeParameter('filters', itemIndex, {});
	return await readPages(context, itemIndex, {
		method: 'POST',
		path: '/api/v3/cmp/io/basic/list',
		filters: {
			...readFilters(given, FILTERS, filterFields),
			...readSorting(options, SORT_FIELDS, { ascending: '+', preset: '-ioId' }),
		},
		idName: 'ioId',
		pages: inBody('ioBasicDetailsList'),
	});
}

/** Lists insertion orders, times in milliseconds. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many insertion orders',
	description: 'List insertion orders, all or those that fit the filters',
	endpoint: 'POST /api/v3/cmp/io/basic/list',
	document: 'Campaign API guideline, "Get Insertion Order Details"',
	writes: false,
	properties,
	execute,
};
