import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoices } from '../../../common/form/choice';
import { limitProperties } from '../../../common/form/limit';
import { START_OF_DAY, toMoment } from '../../../common/ground/moments';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { isObject, toIdNumbers, toSearched } from '../../../common/ground/values';
import { CREATIVE_TYPES } from '../../shared/creativeTypes';
import { readFilters } from '../../shared/filters';
import { optionsCollection } from '../../shared/options';
import { inBody, readPages } from '../../shared/paging';
import { readSorting, sortOptions } from '../../shared/sorting';
import { statusWord } from '../../shared/statuses';
import { STATUS_ID, STATUSES } from '../creatives';

const SORT_FIELDS: INodePropertyOptions[] = [
	{ name: 'Creative ID', value: 'creativeId' },
	{ name: 'Created', value: 'createdAt' },
	{ name: 'Name', value: 'creativeName' },
];

const LABELS = {
	campaignIds: 'Campaign IDs',
	creativeIds: 'Creative IDs',
	creativeStatusIds: 'Statuses',
	endTime: 'Created Before',
	platformCreativeTypeIds: 'Creative Types',
	searchField: 'Name or ID Contains',
	startTime: 'Created After',
};

export const filterFields: INodeProperties[] = [
	{
		displayName: LABELS.campaignIds,
		name: 'campaignIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 537599,537600',
		description:
			'Only creatives of these campaigns. A comma list, an array or one number, for example 537599,537600.',
	},
	{
		displayName: LABELS.startTime,
		name: 'startTime',
		type: 'dateTime',
		default: '',
		description:
			`Only creatives that were made after this moment, for example 2026-03-01T09:00:00. ${START_OF_DAY} Without an offset it is in the workflow's time zone.`,
	},
	{
		displayName: LABELS.endTime,
		name: 'endTime',
		type: 'dateTime',
		default: '',
		description:
			`Only creatives that were made before this moment, for example 2026-03-31T18:00:00. ${START_OF_DAY} Without an offset it is in the workflow's time zone.`,
	},
	{
		displayName: LABELS.creativeIds,
		name: 'creativeIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 148246,148971',
		description:
			'Only these creatives. A comma list, an array or one number, for example 148246,148971.',
	},
	{
		displayName: LABELS.platformCreativeTypeIds,
		name: 'platformCreativeTypeIds',
		type: 'multiOptions',
		options: CREATIVE_TYPES,
		default: [],
		description: 'Only creatives of these types, for example Video',
	},
	{
		displayName: LABELS.searchField,
		name: 'searchField',
		type: 'string',
		default: '',
		placeholder: 'e.g. spring',
		description: 'Text that the name or the ID of a creative contains, for example spring',
	},
	{
		displayName: LABELS.creativeStatusIds,
		name: 'creativeStatusIds',
		type: 'multiOptions',
		options: STATUSES,
		default: [],
		description: 'Only creatives with one of these statuses, for example Running',
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

/** How each filter travels, those by time left out. */
export const FILTERS: Record<string, (value: unknown) => IDataObject[string]> = {
	campaignIds: (value) => toIdNumbers(value, LABELS.campaignIds),
	creativeIds: (value) => toIdNumbers(value, LABELS.creativeIds),
	creativeStatusIds: (value) =>
		toChoices(value, LABELS.creativeStatusIds, STATUSES).map(
			(status) => STATUS_ID[status as keyof typeof STATUS_ID],
		),
	platformCreativeTypeIds: (value) =>
		toChoices(value, LABELS.platformCreativeTypeIds, CREATIVE_TYPES).map(Number),
	searchField: (value) => toSearched(value, LABELS.searchField),
};

/** All filters; `zone` is that of dates without an offset. */
const filtersIn = (zone: string): typeof FILTERS => ({
	...FILTERS,
	endTime: (value) => toMoment(value, zone, LABELS.endTime),
	startTime: (value) => toMoment(value, zone, LABELS.startTime),
});

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const given: unknown = context.getNodeParameter('filters', itemIndex, {});
	const { results, raw } = await readPages(context, itemIndex, {
		method: 'POST',
		path: '/api/v3/crt/creatives/list',
		filters: {
			...readFilters(given, filtersIn(context.getTimezone()), filterFields),
			...readSorting(options, SORT_FIELDS, { ascending: '+', preset: '-creativeId' }),
		},
		idName: 'creativeId',
		pages: inBody('filteredList'),
	});
	const named = results
		.filter(isObject)
		.map((row) => ({ ...row, status: statusWord(row.creativeStatusId, STATUS_ID) }));
	return { results: named, raw };
}

/** Lists creatives. `createdAt` is in milliseconds; `status` is the status id in words. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many creatives',
	description: 'List creatives with their status, all or those that fit the filters',
	endpoint: 'POST /api/v3/crt/creatives/list',
	document: 'Creative API guideline, "Get List of Creatives and Details"',
	writes: false,
	properties,
	execute,
};
