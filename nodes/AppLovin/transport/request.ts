import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import * as n8nWorkflow from 'n8n-workflow';

import { clock } from '../../common/ground/clock';
import { InputError } from '../../common/ground/errors';
import type { Account, Api } from '../../common/send/exchange';
import { exchange } from '../../common/send/exchange';
import type { ApiContext, ApiReply, ApiRequest } from '../../common/send/door';
import type { KnownAmount, SpendLimits } from '../../common/guard/spend';
import { checkSpend } from '../../common/guard/spend';
import type { AppLovinAccount } from './account';
import { MONEY, rateLimitKey, readAccount, secretsOf } from './account';
import { readAnswer } from './answer';
import { accountWindow, loginFailureKind, sessionKey, sessions } from './session';

/** The two ways to authorize, which are values of the parameter `authentication`. */
export const FIRST_PARTY = 'appLovinApi';
export const THIRD_PARTY = 'appLovinOAuth2Api';

/** A first-party token lasts 60 minutes; it is replaced before an upload could outlast it. */
const RENEW_AFTER_MS = 55 * 60_000;

/** The first n8n that can send AppLovin's nested token and renew it once for parallel executions. */
const THIRD_PARTY_SINCE = '2.30';

/**
 * n8n-workflow does not state its version. It lost this export in 2.30, the release that also added
 * the lock around the renewal of OAuth2 tokens; `preAuthentication` runs for OAuth2 since 2.20.
 */
function carriesThirdParty(): boolean {
	return !('createDeferredPromise' in n8nWorkflow);
}

export interface AppLovinRequest extends ApiRequest {
	/** Whether an answer with a success status may have no content; see {@link readAnswer}. */
	mayBeEmpty?: boolean;
}

/** The credential that the parameter `authentication` of a node names. */
export function credentialOf(context: ApiContext, itemIndex: number): string {
	const chosen =
		'getInputData' in context
			? context.getNodeParameter('authentication', itemIndex, FIRST_PARTY)
			: (context.getNode().parameters.authentication ?? FIRST_PARTY);
	if (chosen !== THIRD_PARTY) return FIRST_PARTY;
	if (carriesThirdParty()) return THIRD_PARTY;
	throw new InputError(
		`'AppLovin OAuth2 API' needs n8n ${THIRD_PARTY_SINCE} or newer`,
		"Update n8n, or use a first-party app with the credential 'AppLovin API'.",
	);
}

/** Whether a first-party token could expire while a request is under way. */
function isAged(credentials: ICredentialDataDecryptedObject): boolean {
	return clock.now() - readAccount(credentials).sessionObtainedAt > RENEW_AFTER_MS;
}

/**
 * The secrets that n8n holds after a request, during which it may have renewed a third-party app's
 * tokens. Nothing may fail here: the request has been answered.
 */
async function renewedSecrets(context: ApiContext): Promise<string[]> {
	try {
		return secretsOf(readAccount(await context.getCredentials(THIRD_PARTY)));
	} catch {
		return [];
	}
}

/** The credential's spend limits, in USD; one for bids also applies to percent. */
export async function spendLimits(context: ApiContext, itemIndex: number): Promise<SpendLimits> {
	const credentials = await context.getCredentials(credentialOf(context, itemIndex));
	return readAccount(credentials).limits;
}

/**
 * What tells an account from all others, as a hash. Companies that connect to the same third-party app
 * share its client id, so there n8n's id of the credential tells them apart: their tokens do too, but are
 * renewed every hour, and with them what the process knows of the account would be lost.
 */
export async function accountKey(context: ApiContext, itemIndex: number): Promise<string> {
	const credential = credentialOf(context, itemIndex);
	const account = readAccount(await context.getCredentials(credential));
	const connected = context.getNode().credentials?.[credential]?.id ?? '';
	const whose = credential === THIRD_PARTY ? [connected] : [];
	const parts = [credential, sessionKey(account), account.apiBaseUrl, ...whose];
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * Refuses the body of a request that is sent later, after a look-up, if it sets more money than the
 * credential allows.
 *
 * @param known amounts that the request results in without holding them
 * @throws InputError that names field, value and limit
 */
export async function checkLimits(
	context: ApiContext,
	body: unknown,
	itemIndex: number,
	known: KnownAmount[] = [],
): Promise<void> {
	checkSpend(body, MONEY, await spendLimits(context, itemIndex), known);
}

/** A first-party app: the package does the login itself. */
function firstParty(account: AppLovinAccount): Pick<Account, 'login' | 'secrets'> {
	const key = sessionKey(account);
	return {
		login: { sessions, key, isAged },
		secrets: () => [...secretsOf(account), ...sessions.lastTokens(key)],
	};
}

/** A third-party app: n8n has connected it, and renews its token. */
function thirdParty(
	account: AppLovinAccount,
	context: ApiContext,
): Pick<Account, 'additional' | 'secrets'> {
	if (account.tokens.length === 0) {
		throw new InputError(
			"'AppLovin OAuth2 API' is not connected yet",
			'Open the credential and press Connect.',
		);
	}
	return {
		// Where the Connect button's token is until n8n has renewed it once.
		additional: { oauth2: { property: 'accessToken.access_token' } },
		secrets: async () => [...secretsOf(account), ...(await renewedSecrets(context))],
	};
}

/** AppLovin's Campaign Management API as {@link exchange} needs it. */
export const APPLOVIN: Api<AppLovinRequest> = {
	name: 'AppLovin',
	addressField: 'API Base URL',
	money: MONEY,
	loginFailureKind,
	read: (answer, { writes, mayBeEmpty = false }, clean) =>
		readAnswer(answer, writes, mayBeEmpty, clean),
	async open(context, itemIndex) {
		const credential = credentialOf(context, itemIndex);
		const account = readAccount(await context.getCredentials(credential));
		const way = credential === THIRD_PARTY ? thirdParty(account, context) : firstParty(account);
		const { apiBaseUrl: baseUrl, limits, previews } = account;
		return {
			...{ ...way, account: rateLimitKey(account), credential, baseUrl, limits, previews },
			window: accountWindow(account),
		};
	},
};

/** {@link exchange} with AppLovin; the item decides which of the two credentials applies. */
export async function appLovinRequest(
	context: ApiContext,
	request: AppLovinRequest,
	itemIndex = 0,
): Promise<ApiReply> {
	return await exchange(APPLOVIN, context, request, itemIndex);
}
