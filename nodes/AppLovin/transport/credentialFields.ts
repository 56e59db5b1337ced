import type { INodeProperties } from 'n8n-workflow';

import { spendLimitFields } from '../../common/guard/spend';
import { API_BASE_URL, OAUTH_BASE_URL, REQUESTS_PER_HOUR, SCOPES } from './account';

/** The scopes, chosen from the documented list. */
export const scopesField: INodeProperties = {
	displayName: 'Scopes',
	name: 'scopes',
	type: 'multiOptions',
	options: SCOPES.map((scope) => ({ name: scope, value: scope })),
	default: [],
	description:
		'What the credential may do. The scopes must be enabled in the app at AppLovin; a write scope also allows reading. Leave empty for all three write scopes.',
};

/** Where the API is and how often it may be asked: the same in both credentials. */
export const addressFields: INodeProperties[] = [
	{
		displayName: 'API Base URL',
		name: 'apiBaseUrl',
		type: 'string',
		default: API_BASE_URL,
		required: true,
		description:
			"Address of AppLovin's older Campaign Management API, the only one with source bids, without a trailing slash. If your account has a Campaign Management key (Account > Keys) instead of an OAuth app, use the credential AppLovin Axon API.",
	},
	{
		displayName: 'OAuth Base URL',
		name: 'oauthBaseUrl',
		type: 'string',
		default: OAUTH_BASE_URL,
		required: true,
		description: "Address of AppLovin's login, without a trailing slash",
	},
	{
		displayName: 'Requests per Hour',
		name: 'requestsPerHour',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: REQUESTS_PER_HOUR,
		description:
			'AppLovin publishes no limit; in practice it is about 2000 requests per hour. All AppLovin nodes in one n8n process share this number. Enter 0 for no limit.',
	},
];

/** The most that the nodes may spend. AppLovin knows no total budgets, and bids in USD or percent. */
export const limitFields = spendLimitFields(['dailyBudget', 'bid'], {
	dailyBudget: { unit: 'USD' },
	bid: { unit: 'USD or Percent', note: 'A percent goal is compared by its number: 15 refuses 50%' },
});
