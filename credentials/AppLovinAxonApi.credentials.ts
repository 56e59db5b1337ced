import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { AXON_BASE_URL, readAxonAccount } from '../nodes/AppLovin/axonTransport/account';
import { axonLimitFields } from '../nodes/AppLovin/axonTransport/credentialFields';
import { previewEverythingField } from '../nodes/common/guard/preview';
import { onlyHome } from '../nodes/common/send/onlyHome';

/**
 * AppLovin's Axon Campaign Management API: the key itself in `Authorization`, without a word before
 * it, and the account's ID in the query of every call.
 */
export class AppLovinAxonApi implements ICredentialType {
	name = 'appLovinAxonApi';

	displayName = 'AppLovin Axon API';

	documentationUrl =
		'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/README.md#applovin';

	icon = {
		light: 'file:../nodes/AppLovin/applovin.svg',
		dark: 'file:../nodes/AppLovin/applovin.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'The Campaign Management key, not the Report, MAX or SDK key',
			description:
				'The Campaign Management API key of the account (in AppLovin: Account > Keys). AppLovin must have enabled the API for the account: ask your account team.',
		},
		{
			displayName: 'Account ID',
			name: 'accountId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 12345',
			description: "The number behind the account's name in AppLovin's settings, for example 12345",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: AXON_BASE_URL,
			required: true,
			description:
				"Address of AppLovin's Axon API, without a trailing slash. The key is sent to this host only.",
		},
		...axonLimitFields,
		previewEverythingField,
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { apiKey, accountId, baseUrl } = readAxonAccount(credentials);
		onlyHome(options, baseUrl, 'AppLovin Axon');
		options.headers = { ...options.headers, Authorization: apiKey };
		options.qs = { ...options.qs, account_id: accountId };
		return options;
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.replace(/\\/+$/, "") }}',
			url: '/manage/v1/campaign/list',
			qs: { page: 1, size: 1 },
			method: 'GET',
			// As text; otherwise n8n could not apply the rule below to an account without campaigns.
			encoding: 'text',
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					// The first character shows whether a web page came instead of the list.
					key: '0',
					value: '<',
					message: "A web page answers there instead of the API: check 'Base URL'",
				},
			},
		],
	};
}
