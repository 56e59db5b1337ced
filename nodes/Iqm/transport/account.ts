import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { readPreviewEverything } from '../../common/guard/preview';
import type { MoneyFields, SpendLimits } from '../../common/guard/spend';
import { readSpendLimits } from '../../common/guard/spend';
import type { Allowed } from '../../common/guard/twoKeys';
import { readAllowed } from '../../common/guard/twoKeys';
import { blankInUrl, isBlank, toInteger } from '../../common/ground/values';
import { checkedAddress, credentialText } from '../../common/send/credentialText';

/** The IQM API credential as the package reads it. */
export interface IqmAccount {
	clientId: string;
	clientSecret: string;
	email: string;
	password: string;
	/** Without a trailing slash. */
	baseUrl: string;
	/** The user's own workspace host, or '' if the credential leaves it empty. */
	workspaceHost: string;
	/** The user's own organization workspace id, or '' if the login decides. */
	owId: string;
	requestsPerMinute: number;
	loginMethod: 'login' | 'oauthToken';
	/** In the account's currency. */
	limits: SpendLimits;
	/** What may be done that moves money or rights. */
	allowed: Allowed;
	/** Whether nothing may be created or changed, only shown. */
	previews: boolean;
	/** Token of the last login, or ''. */
	sessionToken: string;
	/** Organization workspace id that the last login returned, or ''. */
	sessionOwId: string;
	/** When the last login happened, milliseconds since the epoch; 0 without one. */
	sessionObtainedAt: number;
}

/** IQM's documented limit ("20 requests per minute"). */
export const REQUESTS_PER_MINUTE = 20;

/**
 * Fields that set money: of campaigns and insertion orders (quickstart "Create a Campaign", tables of
 * steps 2 and 3; quickstart "Upload Creative and Create a Campaign", table of step 5), and of their
 * budget updates (Campaign API guideline). An order that sums up its campaigns, or is limited by
 * impressions, has no total in money.
 */
export const MONEY: MoneyFields = {
	amounts: {
		allowedMinBid: 'bid',
		budget: 'totalBudget',
		budgetDay: 'dailyBudget',
		budgetTotal: 'totalBudget',
		dailyBudget: 'dailyBudget',
		ioTotalBudget: 'totalBudget',
		maxBid: 'bid',
		minBid: 'bid',
		totalBudget: 'totalBudget',
	},
	relative: {},
	uncapped: { isAutoSumIoTotalBudget: 'totalBudget', ioTotalImpressions: 'totalBudget' },
	noAmounts: [],
	labels: {
		allowedMinBid: 'Lowest Allowed Bid',
		budget: 'Total Budget',
		budgetDay: 'Daily Budget',
		budgetTotal: 'Total Budget',
		dailyBudget: 'Daily Budget',
		ioTotalBudget: 'Total Budget',
		ioTotalImpressions: 'Total Impressions',
		isAutoSumIoTotalBudget: 'Auto-Sum (No Cap)',
		maxBid: 'Max Bid',
		minBid: 'Min Bid',
		totalBudget: 'Total Budget',
	},
};

export const CURRENT_BASE_URL = 'https://api.iqm.com';

/** What to try if a base URL answers, but not like the API. */
export const OTHER_BASE_URL_HINT = `Check 'Base URL' in the credential: IQM's current address is ${CURRENT_BASE_URL}, its older one https://app.iqm.com.`;

const RATE_LABEL = 'Requests per Minute';

/** The bare host in what a user pastes: `https://app.example.com/#/login` becomes `app.example.com`. */
export function hostOf(pasted: string): string {
	const host = pasted
		.trim()
		.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
		.replace(/[/?#].*$/, '')
		.replace(/^.*@/, '')
		.replace(/:\d*$/, '');
	return host.toLowerCase();
}

function baseUrlOf(value: unknown): string {
	const url = credentialText(value).replace(/\/+$/, '');
	const blank = blankInUrl(url, 'Base URL');
	if (blank !== undefined) throw blank;
	return checkedAddress(url, {
		label: 'Base URL',
		credential: 'IQM API',
		advice: `Enter https://app.iqm.com or ${CURRENT_BASE_URL}.`,
	});
}

/** Reads the decrypted credential. A base URL without a protocol is an error before any request. */
export function readAccount(credentials: ICredentialDataDecryptedObject): IqmAccount {
	return {
		clientId: credentialText(credentials.clientId),
		clientSecret: credentialText(credentials.clientSecret),
		email: credentialText(credentials.email),
		password: isBlank(credentials.password) ? '' : String(credentials.password),
		baseUrl: baseUrlOf(credentials.baseUrl),
		workspaceHost: hostOf(credentialText(credentials.workspaceHost)),
		owId: credentialText(credentials.owId),
		requestsPerMinute: isBlank(credentials.requestsPerMinute)
			? REQUESTS_PER_MINUTE
			: toInteger(credentials.requestsPerMinute, RATE_LABEL),
		loginMethod: credentials.loginMethod === 'oauthToken' ? 'oauthToken' : 'login',
		limits: readSpendLimits(credentials),
		allowed: readAllowed(credentials),
		previews: readPreviewEverything(credentials),
		sessionToken: credentialText(credentials.sessionToken),
		sessionOwId: credentialText(credentials.sessionOwId),
		sessionObtainedAt: Number(credentials.sessionObtainedAt) || 0,
	};
}

/** The key of what IQM counts together for its rate limit: base URL, client and workspace. */
export function rateLimitKey(account: IqmAccount): string {
	return ['iqm', account.baseUrl, account.clientId, account.owId || account.workspaceHost].join(
		'|',
	);
}

/** Everything in the account that must not appear in an error, a log or an output. */
export function secretsOf(account: IqmAccount): string[] {
	const basic = Buffer.from(`${account.clientId}:${account.clientSecret}`).toString('base64');
	return [account.clientSecret, account.password, account.sessionToken, basic];
}
