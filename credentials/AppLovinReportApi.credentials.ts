import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { readReportAccount, REPORT_BASE_URL } from '../nodes/AppLovin/reportTransport/account';
import { onlyHome } from '../nodes/common/send/onlyHome';

/** AppLovin's Reporting API: a key in the query of each request, and nothing else. */
export class AppLovinReportApi implements ICredentialType {
	name = 'appLovinReportApi';

	displayName = 'AppLovin Reporting API';

	documentationUrl =
		'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/README.md#applovin';

	icon = {
		light: 'file:../nodes/AppLovin/applovin.svg',
		dark: 'file:../nodes/AppLovin/applovin.dark.svg',
	} as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Report Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'The Report Key, not the Campaign Management, MAX or SDK key',
			description: "The account's Report Key (in AppLovin: Account > Keys; only admins see it). It can read figures and change nothing.",
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: REPORT_BASE_URL,
			required: true,
			description: "Address of AppLovin's Reporting API, without a trailing slash. The key is sent to this host only.",
		},
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { apiKey, baseUrl } = readReportAccount(credentials);
		onlyHome(options, baseUrl, 'AppLovin Reporting');
		options.qs = { ...options.qs, api_key: apiKey };
		return options;
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.replace(/\\/+$/, "") }}',
			url: '/report',
			method: 'GET',
			// As text: n8n applies the rules below to nothing else, should the report be a bare, empty array.
			encoding: 'text',
			qs: {
				report_type: 'advertiser',
				start: '={{ new Date(Date.now() - 86400000).toISOString().slice(0, 10) }}',
				end: '={{ new Date(Date.now() - 86400000).toISOString().slice(0, 10) }}',
				format: 'json',
				columns: 'day,cost',
				limit: 1,
			},
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					// The first character shows whether a web page came instead of the report.
					key: '0',
					value: '<',
					message: "A web page answers there instead of the API: check 'Base URL'",
				},
			},
			// The first digit of a code within a success, `{"code":403,…}`: n8n can compare no more than one character.
			{
				type: 'responseSuccessBody',
				properties: {
					key: '8',
					value: '4',
					message: "AppLovin answers with a refusal: check that 'Report Key' is the Report Key, and if it is, test again in a minute",
				},
			},
			{
				type: 'responseSuccessBody',
				properties: { key: '8', value: '5', message: 'AppLovin answers with an internal error: test again later' },
			},
			{
				type: 'responseSuccessBody',
				properties: { key: 'length', value: 0, message: 'AppLovin answers with nothing: test again later' },
			},
		],
	};
}
