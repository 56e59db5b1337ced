import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoices } from '../../../common/form/choice';
import { limitProperties } from '../../../common/form/limit';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { toIdNumbers, toList, toSearched, unpackedTexts } from '../../../common/ground/values';
import { readFilters } from '../../shared/filters';
import { optionsCollection } from '../../shared/options';
import { inBody, readPages } from '../../shared/paging';
import { readSorting, sortOptions } from '../../shared/sorting';
import { statusWord } from '../../shared/statuses';
import { AUDIENCES, MATCHED, STATUS_ID, STATUSES } from '../audiences';
import { withoutValues } from '../people';

const SORT_FIELDS: INodePropertyOptions[] = [
	{ name: 'Audience ID', value: 'audienceId' },
	{ name: 'Created', value: 'createdAt' },
	{ name: 'Name', value: 'audienceName' },
];

const SEARCH = 'Name or ID Contains';

export const filterFields: INodeProperties[] = [
	{
		displayName: AUDIENCES.ids.label,
		name: 'audienceIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 15332,15333',
		description:
			'Only these audiences. A comma list, an array or one number, for example 15332,15333.',
	},
	{
		displayName: SEARCH,
		name: 'searchFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. voters',
		description:
			'Texts that the name or the ID of an audience contains: a comma list or an array, for example voters',
	},
	{
		displayName: 'Statuses',
		name: 'audienceStatusIds',
		type: 'multiOptions',
		options: STATUSES,
		default: [],
		description: 'Only audiences with one of these statuses, for example Ready',
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
	audienceIds: (value) => toIdNumbers(value, AUDIENCES.ids.label),
	audienceStatusIds: (value) =>
		toChoices(value, 'Statuses', STATUSES).map((status) => STATUS_ID[status]),
	searchFields: (value) =>
		toList(unpackedTexts(value, SEARCH), SEARCH).map((text) => toSearched(text, SEARCH)),
};

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const given: unknown = context.getNodeParameter('filters', itemIndex, {});
	const { results, raw } = await readPages(context, itemIndex, {
		method: 'POST',
		path: '/api/v3/audience/list',
		filters: {
			audienceTypeIds: [MATCHED],
			...readFilters(given, FILTERS, filterFields),
			...readSorting(options, SORT_FIELDS, { ascending: '' }),
		},
		idName: 'audienceId',
		pages: inBody('audienceList'),
	});
	const named = results.map((row) => ({
		matchedAudienceId: row.audienceId,
		...withoutValues(row),
		status: statusWord(row.audienceStatusId, STATUS_ID),
	}));
	return { results: named, raw };
}

/**
 * Lists matched audiences: audiences of their type. `createdAt` is in milliseconds; `status` is the
 * status id in words.
 */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many matched audiences',
	description: 'List matched audiences with their status, all or those that fit the filters',
	endpoint: 'POST /api/v3/audience/list',
	document: 'Audience API guideline, "Audience Details List"',
	writes: false,
	properties,
	execute,
};
