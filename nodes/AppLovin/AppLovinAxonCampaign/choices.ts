import type { INodePropertyOptions } from 'n8n-workflow';

/** What cannot be told from the documents says so, and is sent as it is chosen. */
export const BIDDING_STRATEGIES: INodePropertyOptions[] = [
	{
		name: 'Automatic Bidding (CPM Billing)',
		value: 'AUTO_BIDDING_WITH_CPM_BILLING',
		description:
			'AppLovin bids for the goal and bills impressions. The only one for web campaigns.',
	},
	{
		name: 'Maximize Results (CPM Billing, Not Verified)',
		value: 'maximize_results_with_cpm_billing',
		description: 'Seen in one account only: AppLovin may refuse it',
	},
	{
		name: 'Target Goal (CPI Billing)',
		value: 'TARGET_GOAL_WITH_CPI_BILLING',
		description: 'AppLovin bids for the goal and bills installs. Not with CPE.',
	},
];

export const ROAS_DAYS: INodePropertyOptions[] = [
	{ name: 'Day 0', value: 'DAY0', description: 'For web campaigns' },
	{ name: 'Day 28', value: 'DAY28', description: 'For app campaigns' },
	{ name: 'Day 7', value: 'DAY7' },
];

/** The days of ROAS goals, by type of campaign. */
export const DAYS_OF: Record<string, string[]> = { APP: ['DAY7', 'DAY28'], WEB: ['DAY0', 'DAY7'] };

export const TRACKING_METHODS: INodePropertyOptions[] = [
	{ name: 'Adjust', value: 'ADJUST' },
	{ name: 'AppsFlyer', value: 'APPSFLYER' },
	{ name: 'Branch', value: 'BRANCH' },
	{ name: 'Kochava', value: 'KOCHAVA' },
	{
		name: 'Singular (APSALAR, Not Verified)',
		value: 'APSALAR',
		description: 'Sources disagree on its name: if AppLovin refuses this one, choose the other',
	},
	{
		name: 'Singular (SINGULAR, Not Verified)',
		value: 'SINGULAR',
		description: 'Sources disagree on its name: if AppLovin refuses this one, choose the other',
	},
	{ name: 'Tenjin', value: 'TENJIN' },
];

export const AUDIENCE_STRATEGIES: INodePropertyOptions[] = [
	{ name: 'Discovery', value: 'DISCOVERY' },
	{ name: 'Prospecting', value: 'PROSPECTING' },
	{ name: 'Universal', value: 'UNIVERSAL' },
];

export const CATALOG_TYPES: INodePropertyOptions[] = [
	{ name: 'DOA', value: 'DOA' },
	{ name: 'DPA', value: 'DPA' },
];

export const STARTS: INodePropertyOptions[] = [
	{
		name: 'Live',
		value: 'LIVE',
		description: 'The campaign runs from its start date on and may spend money',
	},
	{
		name: 'Paused',
		value: 'PAUSED',
		description: 'The campaign is paused by a second request, right after it was created',
	},
];

export const ENDS: INodePropertyOptions[] = [
	{ name: 'No End', value: 'none', description: 'Runs until it is paused' },
	{ name: 'On a Date', value: 'date', description: 'Runs until the end date below' },
];
