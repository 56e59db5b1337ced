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
		'What the token may do. The scopes must be defined in the app at AppLovin; a write scope may read too. None chosen means all three write scopes.',
};

/** Where the API is and how often it may be asked: the same in both credentials. */
export const addressFields: INodeProperties[] = [
	{
		displayName: 'API Base URL',
		name: 'apiBaseUrl',
		type: 'string',
		default: API_BASE_URL,
		required: true,
		description: 'Where the Campaign Management API is, without a slash at the end',
	},
	{
		displayName: 'OAuth Base URL',
		name: 'oauthBaseUrl',
		type: 'string',
		default: OAUTH_BASE_URL,
		required: true,
		description: 'Where users consent and tokens are issued, without a slash at the end',
	},
	{
		displayName: 'Requests per Hour',
		name: 'requestsPerHour',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: REQUESTS_PER_HOUR,
		description:
			'AppLovin documents no limit; others have met one of about 2000 requests an hour. All AppLovin nodes of one n8n process share this number. 0 means no limit on this side.',
	},
];

/** The most that the nodes may spend. AppLovin knows no total budgets, and bids in USD or percent. */
export const limitFields = spendLimitFields(['dailyBudget', 'bid'], {
	dailyBudget: 'USD',
	bid: 'USD, or in percent where a campaign bids in percent (15 then refuses 50%)',
});
