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

	documentationUrl = 'https://developers.iqm.com';

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
			description: 'Issued by IQM together with the Client ID',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. buyer@example.com',
			default: '',
			required: true,
			description:
				'E-mail address with which the user logs in to IQM. A user of its own for n8n, without multi-factor login, is best.',
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
			hint: 'If IQM answers with 404 or a web page, enter https://api.iqm.com',
			description:
				"Where IQM's API is. IQM's older documents say https://app.iqm.com, the current ones https://api.iqm.com.",
		},
		{
			displayName: 'Workspace Host',
			name: 'workspaceHost',
			type: 'string',
			placeholder: 'e.g. yourworkspace.iqm.com',
			default: '',
			description:
				"Host of your workspace, as in the browser's address bar; a pasted address is reduced to its host. Sent as X-IAA-HOST with every call. Left empty, the login sends the host of the Base URL and other calls send none.",
		},
		{
			displayName: 'Organization Workspace ID',
			name: 'owId',
			type: 'string',
			placeholder: 'e.g. 200001',
			default: '',
			description:
				'Sent as X-IAA-OW-ID. Left empty, the ID that the login returns is used. Needed for a login that returns none, and to work in another workspace of the same user.',
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: REQUESTS_PER_MINUTE,
			description:
				'IQM allows 20 requests a minute. All IQM nodes of one n8n process share this number; with several workers give each its part. 0 means no limit on this side.',
		},
		{
			displayName: 'Log In With',
			name: 'loginMethod',
			type: 'options',
			options: [
				{
					name: 'Login Endpoint',
					value: 'login',
					description: 'POST /api/v3/ua/login',
				},
				{
					name: 'OAuth Token Endpoint',
					value: 'oauthToken',
					description: "POST /api/v3/ua/oauth/token, as in IQM's current documentation",
				},
			],
			default: 'login',
			description:
				'Which of the two documented logins is used. Try the other one if a login fails.',
		},
		...spendLimitFields(['dailyBudget', 'totalBudget', 'bid', 'reportCost']),
		...twoKeyFields(['money', 'access']),
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
		const session = await openSession(
			async (options) => await this.helpers.httpRequest(options),
			readAccount(credentials),
		);
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
