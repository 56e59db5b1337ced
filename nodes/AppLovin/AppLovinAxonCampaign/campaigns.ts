import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { isBlank } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { inTurn } from '../../common/run/madeLately';
import type { Find, Simple } from '../../common/run/simple';
import { firstOf, MARKS, number, own, within, word } from '../../common/run/simple';
import type { Thing } from '../../verbs/describe';
import type { Listed } from '../axonShared/byIds';
import { axonListsKey } from '../axonTransport/request';
import { goalTypeWords } from './goalTypes';

export const CAMPAIGNS: Thing = {
	one: 'campaign',
	many: 'campaigns',
	idName: 'campaign_id',
	key: 'id',
	ids: {
		name: 'campaign_ids',
		label: 'Campaign IDs',
		example: '12345,12346',
		pick: {
			from: 'campaignsFrom',
			label: 'Campaigns From',
			name: 'pickedCampaigns',
			load: 'getCampaigns',
			first: 'live',
		},
	},
};

/** "Axon Campaign Management API" is all one document; its sections are named by their paths. */
export const DOCUMENT = 'Axon Campaign Management API';

export const LIST_PATH = '/manage/v1/campaign/list';
export const UPDATE_PATH = '/manage/v1/campaign/update';

export const TYPES: INodePropertyOptions[] = [
	{ name: 'App', value: 'APP', description: 'Promotes an app from a store' },
	{ name: 'Web', value: 'WEB', description: 'Promotes a website or a shop' },
];

/** What a campaign can be set to. */
export const STATUSES: INodePropertyOptions[] = [
	{ name: 'Live', value: 'LIVE', description: 'Running and may spend money' },
	{ name: 'Paused', value: 'PAUSED', description: 'Spends nothing' },
];

/** What a campaign can be. */
export const ALL_STATUSES: INodePropertyOptions[] = [
	{ name: 'Completed', value: 'COMPLETED' },
	{ name: 'Deleted', value: 'DELETED' },
	...STATUSES,
];

export const PLATFORMS: INodePropertyOptions[] = [
	{ name: 'Android', value: 'ANDROID' },
	{ name: 'Apple iOS', value: 'IOS' },
];

/** What spends until something ends. */
export const isLive = ({ status }: IDataObject): boolean =>
	String(status ?? '')
		.trim()
		.toUpperCase() === 'LIVE';

const countries: Find = ({ targeting }) =>
	Array.isArray(targeting)
		? targeting.map((row) => (row as IDataObject).country_code).filter((code) => !isBlank(code))
		: null;

/** Amounts by country as numbers; undefined if there are none. */
const byCountry =
	(part: string, key: string): Find =>
	(row) => {
		const map = (row[part] as IDataObject | undefined)?.[key] as IDataObject | undefined;
		const entries = Object.entries(map ?? {}).map(([code, value]) => [code, Number(value)]);
		return entries.length === 0 ? undefined : Object.fromEntries(entries);
	};

/** A campaign as Get Many shows it at first. Budgets are in USD per day; a goal's unit is beside it. */
export const SIMPLE_CAMPAIGN: Simple = {
	campaign_id: firstOf('campaign_id', 'id'),
	...own('hashed_id', 'name'),
	status: word('status', ALL_STATUSES),
	type: word('type', TYPES),
	platform: word('platform', PLATFORMS),
	daily_budget: within('budget', number('daily_budget_for_all_countries')),
	daily_budget_by_country: byCountry('budget', 'country_code_to_daily_budget'),
	goal_type: within('goal', 'goal_type'),
	goal_unit: ({ goal }) => goalTypeWords((goal as IDataObject | undefined)?.goal_type),
	goal: within('goal', number('goal_value_for_all_countries')),
	goal_by_country: byCountry('goal', 'country_code_to_goal_value'),
	countries,
	...own('start_date', 'end_date', 'created_at'),
};

/** What a write says of a campaign. */
export const READABLE_CAMPAIGN: Simple = {
	...own('campaign_id', 'name'),
	status: word('status', ALL_STATUSES),
	type: word('type', TYPES),
	platform: word('platform', PLATFORMS),
	...MARKS,
};

export const LISTED_CAMPAIGNS: Listed = {
	thing: CAMPAIGNS,
	path: LIST_PATH,
	advice:
		"Check the ID: it is the number that Get Many calls campaign_id, not the hashed ID, and the credential's account must own the campaign. AppLovin does not list archived campaigns.",
};

/**
 * Does the work once nothing else in this process changes the same campaign: items of a run stay in order,
 * and what is read and then sent as a whole loses nothing.
 */
export async function inCampaignTurn<T>(
	{ context }: Pick<Item, 'context'>,
	id: string,
	work: () => Promise<T>,
): Promise<T> {
	const key = `${await axonListsKey(context)}|campaign ${id}`;
	return await inTurn(key, context.getExecutionCancelSignal(), work);
}
