import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { readPreviewEverything } from '../../common/guard/preview';
import type { MoneyFields, SpendLimits } from '../../common/guard/spend';
import { readSpendLimits } from '../../common/guard/spend';
import { isBlank, isObject, toInteger, toList } from '../../common/ground/values';
import { checkedAddress, credentialText } from '../../common/send/credentialText';

/** The content of either AppLovin credential, as the package reads it. */
export interface AppLovinAccount {
	clientId: string;
	clientSecret: string;
	/** Base of the Campaign Management API, without a trailing slash. */
	apiBaseUrl: string;
	/** Base of the OAuth pages and tokens, without a trailing slash. */
	oauthBaseUrl: string;
	scopes: string[];
	requestsPerHour: number;
	/** In USD; a limit for bids also applies to percent. */
	limits: SpendLimits;
	/** Whether nothing may be created or changed, only shown. */
	previews: boolean;
	/** Token of the last login of a first-party app, or ''. */
	sessionToken: string;
	/** When it was obtained, milliseconds since the epoch; 0 without one. */
	sessionObtainedAt: number;
	/** Tokens of a third-party app, to keep them out of messages. */
	tokens: string[];
}

/**
 * A working public client uses this base, which was seen to answer for `campaigns`, `creative_sets`
 * and `campaign_targets`; for the other paths it is assumed. The document's stored copy has lost its
 * URLs.
 */
export const API_BASE_URL = 'https://o.applovin.com/campaign_management/v1';
export const OAUTH_BASE_URL = 'https://oauth.applovin.com';

/** A public client counted about 2000 requests an hour; the document states no limit. */
export const REQUESTS_PER_HOUR = 2_000;

/**
 * Fields that set money (Campaign Management API, tables of targets and source bids). A country's
 * `budget` is per day.
 */
export const MONEY: MoneyFields = {
	amounts: { bid: 'bid', bid_value: 'bid', budget: 'dailyBudget' },
	relative: { bid_override_percentage: 'bid' },
	uncapped: {},
	// "No override" in a source bid.
	noAmounts: ['default'],
	labels: {
		bid: 'Bid',
		bid_value: 'Bid Value',
		bid_override_percentage: 'Bid Override',
		budget: 'Daily Budget',
	},
};

/** Scopes in the document's token table; a write scope includes read permission. */
export const SCOPES = [
	'campaigns:read',
	'campaigns:write',
	'creatives:read',
	'creatives:write',
	'source_bids:read',
	'source_bids:write',
];

/** Enough for every operation of this package. */
export const USUAL_SCOPES = ['campaigns:write', 'creatives:write', 'source_bids:write'];

function urlOf(value: unknown, preset: string, label: string): string {
	const url = (credentialText(value) || preset).replace(/\/+$/, '');
	return checkedAddress(url, { label, credential: 'AppLovin', advice: `Enter ${preset}.` });
}

/** The chosen scopes; n8n shows a new credential without any, which therefore means the usual ones. */
function scopesOf(value: unknown): string[] {
	const chosen = toList(value ?? [], 'Scopes');
	return chosen.length > 0 ? chosen : USUAL_SCOPES;
}

/** Every text in a token answer, however it is nested. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Reads a decrypted credential of either kind. */
export function readAccount(credentials: ICredentialDataDecryptedObject): AppLovinAccount {
	const { requestsPerHour } = credentials;
	return {
		clientId: credentialText(credentials.clientId),
		clientSecret: credentialText(credentials.clientSecret),
		apiBaseUrl: urlOf(credentials.apiBaseUrl, API_BASE_URL, 'API Base URL'),
		oauthBaseUrl: urlOf(credentials.oauthBaseUrl, OAUTH_BASE_URL, 'OAuth Base URL'),
		scopes: scopesOf(credentials.scopes),
		requestsPerHour: isBlank(requestsPerHour)
			? REQUESTS_PER_HOUR
			: toInteger(requestsPerHour, 'Requests per Hour'),
		limits: readSpendLimits(credentials),
		previews: readPreviewEverything(credentials),
		sessionToken: credentialText(credentials.sessionToken),
		sessionObtainedAt: Number(credentials.sessionObtainedAt) || 0,
		tokens: textsIn(credentials.oauthTokenData).filter((value) => value.length > 12),
	};
}

/** The key of what is counted together: one client at one API. */
export function rateLimitKey({ apiBaseUrl, clientId }: AppLovinAccount): string {
	return ['applovin', apiBaseUrl, clientId].join('|');
}

/** Everything in the account that must not appear in an error, a log or an output. */
export function secretsOf({ clientSecret, sessionToken, tokens }: AppLovinAccount): string[] {
	return [clientSecret, sessionToken, ...tokens];
}
