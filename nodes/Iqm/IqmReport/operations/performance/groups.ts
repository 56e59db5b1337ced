import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import type { Field } from '../../../../common/form/kinds';
import { choices, ids, preset, search } from '../../../../common/form/kinds';
import { picked } from '../../../../common/form/lists';
import { toIdNumbers } from '../../../../common/ground/values';
import { STATUSES } from '../../../IqmCampaign/campaigns';
import { CAMPAIGN_TYPES } from '../../../IqmCampaign/simpleCampaign';
import { BUDGET_TYPES } from '../../../shared/budgetTypes';
import { CREATIVE_TYPES } from '../../../shared/creativeTypes';
import { withPickers } from '../../../shared/pickedIds';
import { readSorting, sortOptions } from '../../../shared/sorting';

/** What the rows of a table stand for. */
export type GroupBy = 'campaign' | 'customer' | 'io';

const GROUPS: INodePropertyOptions[] = [
	{ name: 'Campaign', value: 'campaign' },
	{
		name: 'Customer',
		value: 'customer',
		description: 'Advertisers of a workspace; only for users who can see several',
	},
	{ name: 'Insertion Order', value: 'io' },
];

export const groupByField: Field<string> = preset(
	'Group By',
	'What each row represents, for example Campaign',
	{ of: GROUPS, first: 'campaign', toValue: (value, label) => toChoice(value, label, GROUPS) },
);

/** The API's word for {@link GroupBy}, as timeline and comparison take it. */
const DIMENSIONS: INodePropertyOptions[] = [
	{ name: 'Campaign', value: 'CAMPAIGN' },
	{ name: 'Customer', value: 'CUSTOMER' },
	{ name: 'Insertion Order', value: 'IO' },
];

export const dimensionField: Field<string> = preset(
	'Aggregate By',
	'Level at which IQM applies the filters and adds up the figures, for example Campaign',
	{
		of: DIMENSIONS,
		first: 'CAMPAIGN',
		toValue: (value, label) => toChoice(value, label, DIMENSIONS),
	},
);

/** What a table shows: all tables can be narrowed by the same ("filters" of the dashboard's reports). */
export const FILTERS = withPickers({
	campaignBudgetTypeIds: choices<number>(
		'Budget Types',
		'Only campaigns with one of these budget types, for example Budget',
		{ of: BUDGET_TYPES },
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
		{ of: CAMPAIGN_TYPES },
	),
	creativeTypeIds: choices<number>(
		'Creative Types',
		'Only campaigns with creatives of these types, for example Video',
		{ of: CREATIVE_TYPES },
	),
	ioIds: ids('Insertion Order IDs', 'Only these insertion orders', { example: '10374,10375' }),
	owIds: ids('Customer IDs', 'Only these customers, by their organization IDs', {
		example: '200058,200062',
	}),
	searchField: search('Only rows whose name or ID contains this text', { example: 'spring' }),
	verticalIds: picked('Verticals', 'Only campaigns of these', 'getVerticals', toIdNumbers),
});

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
