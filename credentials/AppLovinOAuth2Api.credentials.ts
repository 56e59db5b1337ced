import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';

import {
	addressFields,
	limitFields,
	scopesField,
} from '../nodes/AppLovin/transport/credentialFields';
import { flattenToken } from '../nodes/AppLovin/transport/token';
import { previewEverythingField } from '../nodes/common/guard/preview';

/**
 * A third-party OAuth app of AppLovin's Campaign Management API, with n8n's Connect button ("Third-
 * Party App Authorization Flow"). n8n stores the answer of the token endpoint as it came, nested;
 * `preAuthentication`, which n8n runs for every OAuth2 request since 2.20, makes it readable for
 * n8n's own renewal. Each refresh token is good for one use: n8n 2.30 and newer renew once for
 * parallel executions and store the new token before it is used.
 *
 * Tried on n8n-core 2.41.1 and on servers of n8n 2.40.7 and 1.123.81: the Connect button on both; on
 * 2.x signing and renewing with the refresh token at each of the three places where it may stand,
 * with parallel executions. 1.123 can't sign after a renewal.
 */
export class AppLovinOAuth2Api implements ICredentialType {
	name = 'appLovinOAuth2Api';

	displayName = 'AppLovin OAuth2 API';

	documentationUrl =
		'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/README.md#applovin';

	extends = ['oAuth2Api'];

	icon = {
		light: 'file:../nodes/AppLovin/applovin.svg',
		dark: 'file:../nodes/AppLovin/applovin.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		scopesField,
		...addressFields,
		...limitFields,
		previewEverythingField,
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: '={{ $self["oauthBaseUrl"].replace(/\\/+$/, "") }}/oauth/initialize',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: '={{ $self["oauthBaseUrl"].replace(/\\/+$/, "") }}/oauth/v1/access_token',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			// The same as USUAL_SCOPES for an empty choice, which an expression can't read from there.
			default:
				'={{ ($self["scopes"] || []).join(" ") || "campaigns:write creatives:write source_bids:write" }}',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
	];

	/** Flattens the stored token; see the class. */
	async preAuthentication(
		this: IHttpRequestHelper,
		{ oauthTokenData }: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const flat = flattenToken(oauthTokenData);
		return flat === undefined ? {} : { oauthTokenData: flat };
	}
}
