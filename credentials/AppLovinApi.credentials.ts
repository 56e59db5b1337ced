import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { readAccount } from '../nodes/AppLovin/transport/account';
import {
	addressFields,
	limitFields,
	scopesField,
} from '../nodes/AppLovin/transport/credentialFields';
import { openSession } from '../nodes/AppLovin/transport/session';
import { previewEverythingField } from '../nodes/common/guard/preview';
import { onlyHome } from '../nodes/common/send/onlyHome';

/**
 * A first-party OAuth app of AppLovin's Campaign Management API: client credentials, secrets in the
 * body, a token nested at `accessToken.access_token` that lasts 60 minutes ("API Request
 * Authentication"). n8n's own OAuth2 machinery does not read a nested token, so the credential logs
 * in by itself; a token that meets a 401 or is 55 minutes old is replaced.
 */
export class AppLovinApi implements ICredentialType {
	name = 'appLovinApi';

	displayName = 'AppLovin API';

	documentationUrl =
		'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/README.md#applovin';

	icon = {
		light: 'file:../nodes/AppLovin/applovin.svg',
		dark: 'file:../nodes/AppLovin/applovin.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description:
				"Client ID of your company's own (first-party) OAuth app at AppLovin, for its older Campaign Management API",
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Client secret of that app',
		},
		scopesField,
		...addressFields,
		...limitFields,
		previewEverythingField,
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Session Obtained At',
			name: 'sessionObtainedAt',
			type: 'hidden',
			default: '',
		},
	];

	/** Logs in; n8n calls it when there is no token yet, and after a 401. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const session = await openSession(this, readAccount(credentials));
		return { sessionToken: session.token, sessionObtainedAt: String(session.obtainedAt) };
	}

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { apiBaseUrl, sessionToken } = readAccount(credentials);
		onlyHome(options, apiBaseUrl, 'AppLovin');
		options.headers = { ...options.headers, Authorization: `Bearer ${sessionToken}` };
		return options;
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.apiBaseUrl.replace(/\\/+$/, "") }}',
			url: '/campaigns',
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
					message:
						"The login works, but a web page answers there instead of the API: check 'API Base URL'",
				},
			},
		],
	};
}
