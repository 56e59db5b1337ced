import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import { FIRST_PARTY, THIRD_PARTY } from '../transport/request';

/** The first parameter of every AppLovin node: which of the two credentials it uses. */
export const authenticationProperty: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'First-Party App',
			value: 'appLovinApi',
			description: "Your company's own OAuth app, for your own campaigns",
		},
		{
			name: 'Third-Party App (OAuth2)',
			value: 'appLovinOAuth2Api',
			description: 'An OAuth app that other companies authorize to manage their campaigns',
		},
	],
	default: 'appLovinApi',
	description:
		"How to log in, for example First-Party App for your own company's campaigns. Both are apps of AppLovin's older Campaign Management API, the only one with source bids; with a Campaign Management key, use the AppLovin Axon nodes.",
};

/**
 * The credentials of every AppLovin node, each shown for its choice of {@link authenticationProperty}.
 */
export const appLovinCredentials: INodeCredentialDescription[] = [FIRST_PARTY, THIRD_PARTY].map(
	(name) => ({
		name,
		required: true,
		displayOptions: { show: { authentication: [name] } },
	}),
);
