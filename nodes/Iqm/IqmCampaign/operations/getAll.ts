import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoices } from '../../../common/form/choice';
import { limitProperties } from '../../../common/form/limit';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { toIdNumbers, toSearched } from '../../../common/ground/values';
import { CREATIVE_TYPES } from '../../shared/creativeTypes';
import { readFilters } from '../../shared/filters';
import { optionsCollection } from '../../shared/options';
import { inBody, readPages } from '../../shared/paging';
import { readSorting, sortOptions } from '../../shared/sorting';
import { STATUSES } from '../campaigns';
import { ADVANCED, PROGRAMMATIC_GUARANTEED } from '../form/fields';

const CAMPAIGN_TYPES: INodePropertyOptions[] = [
	{ name: 'Advanced', value: ADVANCED },
	{ name: 'Programmatic Guaranteed', value: PROGRAMMATIC_GUARANTEED },
];

/** Fields of a row by which IQM can sort. */
const SORT_FIELDS: INodePropertyOptions[] = [
	{ name: 'Campaign ID', value: 'campaignId' },
	{ name: 'Created', value: 'createdAt' },
	{ name: 'End', value: 'endTime' },
	{ name: 'Modified', value: 'modifiedAt' },
	{ name: 'Name', value: 'name' },
	{ name: 'Start', value: 'startTime' },
	{ name: 'Status', value: 'status' },
];

export const filterFields: INodeProperties[] = [
	{
		displayName: 'Campaign IDs',
		name: 'campaignIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 537599,537600',
		description:
			'Only these campaigns. A comma list, an array or one number, for example 537599,537600.',
	},
	{
		displayName: 'Campaign Types',
		name: 'campaignTypeIds',
		type: 'multiOptions',
		options: CAMPAIGN_TYPES,
		default: [],
		description: 'Only campaigns of these types, for example Advanced',
	},
	{
		displayName: 'Creative Types',
		name: 'creativeTypeIds',
		type: 'multiOptions',
		options: CREATIVE_TYPES,
		default: [],
		description: 'Only campaigns with creatives of these types, for example Video',
	},
	{
		displayName: 'Insertion Order IDs',
		name: 'ioIdsList',
		type: 'string',
		default: '',
		placeholder: 'e.g. 17994',
		description:
			'Only campaigns of these insertion orders. A comma list, an array or one number, for example 17994.',
	},
	{
		displayName: 'Name or ID Contains',
		name: 'searchField',
		type: 'string',
		default: '',
		placeholder: 'e.g. spring',
		description: 'Text that the name or the ID of a campaign contains, for example spring',
	},
	{
		displayName: 'Statuses',
		name: 'status',
		type: 'multiOptions',
		options: STATUSES,
		default: [],
		description: 'Only campaigns with one of these statuses, for example Running',
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

/** How each filter travels. */
export const FILTERS: Record<string, (value: unknown) => IDataObject[string]> = {
	campaignIds: (value) => toIdNumbers(value, 'Campaign IDs'),
	campaignTypeIds: (value) => toChoices(value, 'Campaign Types', CAMPAIGN_TYPES).map(Number),
	creativeTypeIds: (value) => toChoices(value, 'Creative Types', CREATIVE_TYPES).map(Number),
	ioIdsList: (value) => toIdNumbers(value, 'Insertion Order IDs'),
	searchField: (value) => toSearched(value, 'Name or ID Contains'),
	status: (value) => toChoices(value, 'Statuses', STATUSES),
};

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const given: unknown = context.getNodeParameter('filters', itemIndex, {});
	return await readPages(context, itemIndex, {
		method: 'POST',
		path: '/api/v3/cmp/basic/list',
		filters: {
			...readFilters(given, FILTERS, filterFields),
			...readSorting(options, SORT_FIELDS, 'order'),
		},
		idName: 'campaignId',
		pages: inBody('data'),
	});
}

/** Lists campaigns. Times in the rows are in seconds. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many campaigns',
	description: 'List campaigns with their status, all or those that fit the filters',
	endpoint: 'POST /api/v3/cmp/basic/list',
	document: 'Campaign API guideline, "Get Basic Details of Campaigns"',
	writes: false,
	properties,
	execute,
};
