import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import type { Field } from '../../../../common/form/kinds';
import { choices, ids, preset, search } from '../../../../common/form/kinds';
import { STATUSES } from '../../../IqmCampaign/campaigns';
import { CREATIVE_TYPES } from '../../../shared/creativeTypes';
import { readSorting, sortOptions } from '../../../shared/sorting';

/** What the rows of a table stand for. */
export type GroupBy = 'campaign' | 'customer' | 'io';

const GROUPS: INodePropertyOptions[] = [
	{ name: 'Campaign', value: 'campaign' },
	{
		name: 'Customer',
		value: 'customer',
		description: 'Advertisers of a workspace; only for those who see several',
	},
	{ name: 'Insertion Order', value: 'io' },
];

export const groupByField: Field<string> = preset(
	'Group By',
	'What each row stands for, for example Campaign',
	{ of: GROUPS, first: 'campaign', toValue: (value, label) => toChoice(value, label, GROUPS) },
);

/** The API's word for {@link GroupBy}, as timeline and comparison take it. */
const DIMENSIONS: INodePropertyOptions[] = [
	{ name: 'Campaign', value: 'CAMPAIGN' },
	{ name: 'Customer', value: 'CUSTOMER' },
	{ name: 'Insertion Order', value: 'IO' },
];

export const dimensionField: Field<string> = preset(
	'Count By',
	'By which kind of thing IQM finds what the filters name and adds it up, for example Campaign',
	{
		of: DIMENSIONS,
		first: 'CAMPAIGN',
		toValue: (value, label) => toChoice(value, label, DIMENSIONS),
	},
);

/** What a table shows: all tables can be narrowed by the same ("filters" of the dashboard's reports). */
export const FILTERS = {
	campaignBudgetTypeIds: choices<number>(
		'Budget Types',
		'Only campaigns whose budget is counted like this, for example Budget',
		{
			of: [
				{ name: 'Budget', value: 1 },
				{ name: 'Impressions', value: 2 },
			],
		},
	),
	campaignIds: ids('Campaign IDs', 'Only these campaigns', { example: '582510,582511' }),
	campaignStatusList: choices<string>(
		'Campaign Statuses',
		'Only campaigns with one of these statuses, for example Running',
		{ of: STATUSES },
	),
	campaignTypeIds: choices<number>(
		'Campaign Types',
		'Only campaigns of these types, for example Advanced',
		{
			of: [
				{ name: 'Advanced', value: 1 },
				{ name: 'Programmatic Guaranteed', value: 2 },
			],
		},
	),
	creativeTypeIds: choices<number>(
		'Creative Types',
		'Only campaigns with these types of creatives, for example Video',
		{ of: CREATIVE_TYPES },
	),
	ioIds: ids('Insertion Order IDs', 'Only these insertion orders', { example: '10374,10375' }),
	owIds: ids('Customer IDs', 'Only these customers, by their organization IDs', {
		example: '200058,200062',
	}),
	searchField: search('Only what has this in its name or ID', { example: 'spring' }),
	verticalIds: ids('Vertical IDs', 'Only campaigns of these verticals', { example: '1,2' }),
};

const SORT_FIELDS: INodePropertyOptions[] = [
	{ name: 'Impressions', value: 'impressions' },
	{ name: 'Clicks', value: 'clicks' },
	{ name: 'Click-Through Rate', value: 'CTR' },
	{ name: 'Media Cost', value: 'mediaSpent' },
	{ name: 'Spend', value: 'spent' },
	{ name: 'Win Rate', value: 'winRate' },
];

export const sortProperties = sortOptions(SORT_FIELDS);

/** How IQM sorts a table: by impressions, the most first, unless chosen otherwise. */
export function readSort({ sortBy = 'impressions', order = 'desc' }: IDataObject): IDataObject {
	const { sortBy: signed = '' } = readSorting({ sortBy, order }, SORT_FIELDS, { ascending: '' });
	const isDescending = signed.startsWith('-');
	return { field: signed.replace('-', ''), order: isDescending ? 'DESC' : 'ASC' };
}
