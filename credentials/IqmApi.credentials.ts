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
import { UserError } from 'n8n-workflow';

import { readAccount, REQUESTS_PER_MINUTE } from '../nodes/Iqm/transport/account';
import { openSession } from '../nodes/Iqm/transport/session';
import { previewEverythingField } from '../nodes/common/guard/preview';
import { spendLimitFields } from '../nodes/common/guard/spend';
import { twoKeyFields } from '../nodes/common/guard/twoKeys';
import { onlyHome } from '../nodes/common/send/onlyHome';

/**
 * A login at IQM: Basic authentication with client id and secret, e-mail and password in the body;
 * the answer's token and organization workspace id go with every later call (quickstart "Create a
 * Campaign", step 1). A token that meets a 401 is renewed by a new login.
 */
export class IqmApi implements ICredentialType {
	name = 'iqmApi';

	displayName = 'IQM API';

	documentationUrl =
		'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/README.md#iqm-api';

	icon = { light: 'file:../nodes/Iqm/iqm.svg', dark: 'file:../nodes/Iqm/iqm.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'Issued by IQM on request (integrations@iqm.com), one per app or customer',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Issued by IQM together with the client ID',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. buyer@example.com',
			default: '',
			required: true,
			description:
				'Email address the user logs in to IQM with. Ideally use a dedicated user for n8n, without multi-factor login.',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Password of that user',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://app.iqm.com',
			required: true,
			hint: 'If IQM returns 404 or a web page, enter https://api.iqm.com',
			description:
				"IQM's address. The older one is https://app.iqm.com, the current one https://api.iqm.com.",
		},
		{
			displayName: 'Workspace Host',
			name: 'workspaceHost',
			type: 'string',
			placeholder: 'e.g. yourworkspace.iqm.com',
			default: '',
			description:
				"Host of your white-label workspace, as in the browser's address bar. A pasted URL is reduced to its host. Leave empty if you don't have one.",
		},
		{
			displayName: 'Organization Workspace ID',
			name: 'owId',
			type: 'string',
			placeholder: 'e.g. 200001',
			default: '',
			description:
				'Only needed to work in another workspace of the same user, or if the login returns no ID. Leave empty to use the ID that the login returns.',
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: REQUESTS_PER_MINUTE,
			description:
				'IQM allows 20 requests a minute. All IQM nodes in one n8n process share this number; with several workers, give each its share. Enter 0 for no limit.',
		},
		{
			displayName: 'Log In With',
			name: 'loginMethod',
			type: 'options',
			options: [
				{
					name: 'User Login',
					value: 'login',
					description: "IQM's original login",
				},
				{
					name: 'OAuth Token',
					value: 'oauthToken',
					description: "IQM's current login",
				},
			],
			default: 'login',
			description:
				'How to log in to IQM. If one login fails, try the other.',
		},
		...spendLimitFields(['dailyBudget', 'totalBudget', 'bid', 'reportCost']),
		...twoKeyFields(['money', 'access']),
		previewEverythingField,
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Session Organization Workspace ID',
			name: 'sessionOwId',
			type: 'hidden',
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
		return {
			sessionToken: session.token,
			sessionOwId: session.owId,
			sessionObtainedAt: String(session.obtainedAt),
		};
	}

	/** Adds the headers that IQM requires on every call after the login. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const account = readAccount(credentials);
		const owId = account.owId || account.sessionOwId;
		if (owId === '') {
			throw new UserError('IQM login returned no Organization Workspace ID', {
				description: "Enter it in the credential's field 'Organization Workspace ID'.",
			});
		}
		onlyHome(options, account.baseUrl, 'IQM');
		options.headers = {
			...options.headers,
			Authorization: `Bearer ${account.sessionToken}`,
			'X-IAA-OW-ID': owId,
		};
		if (account.workspaceHost !== '') options.headers['X-IAA-HOST'] = account.workspaceHost;
		return options;
	};

	/**
	 * The login's errors say what is wrong with it. After it comes the cheapest read that both
	 * generations document: a list that is the same for all accounts (IQM's OpenAPI file of master
	 * data).
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.replace(/\\/+$/, "") }}',
			url: '/api/v3/master/timezones',
			method: 'GET',
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'success',
					value: false,
					message: 'IQM accepted the login but refused the first request',
				},
			},
		],
	};
}
