import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import * as n8nWorkflow from 'n8n-workflow';

import { clock } from '../../common/ground/clock';
import { InputError } from '../../common/ground/errors';
import { checkTurn, rateLimitWaitMs, takeDoorTurn } from '../../common/send/deadline';
import { redact } from '../../common/guard/redact';
import type { Outcome } from '../../common/send/retry';
import { isAnswer, sendPatiently } from '../../common/send/retry';
import type { ApiContext, ApiReply, ApiRequest, Door } from '../../common/send/door';
import { cancelSignal } from '../../common/send/door';
import { sendLoggedIn, sendRenewing } from '../../common/send/login';
import { checkWrite, requestOptions } from '../../common/send/request';
import { networkFailure } from '../../common/send/thrown';
import type { KnownAmount, SpendLimits } from '../../common/guard/spend';
import { checkSpend } from '../../common/guard/spend';
import { unlessCancelled } from '../../common/ground/wait';
import type { AppLovinAccount } from './account';
import { MONEY, readAccount, secretsOf } from './account';
import { readAnswer } from './answer';
import { accountWindow, loginFailureKind, sessionKey, sessions } from './session';

/** The two ways to authorize, values of the parameter `authentication`. */
export const FIRST_PARTY = 'appLovinApi';
export const THIRD_PARTY = 'appLovinOAuth2Api';

/** A first-party token lasts 60 minutes; it is replaced before an upload could outlast it. */
const RENEW_AFTER_MS = 55 * 60_000;

/** First n8n that can carry AppLovin's nested token and renew it once for parallel executions. */
const THIRD_PARTY_SINCE = '2.30';

/**
 * n8n-workflow tells no version. It lost this export in 2.30, the release that also brought the lock
 * around the renewal of OAuth2 tokens; `preAuthentication` runs for OAuth2 since 2.20.
 */
function carriesThirdParty(): boolean {
	return !('createDeferredPromise' in n8nWorkflow);
}

export interface AppLovinRequest extends ApiRequest {
	/** Whether an answer of a good status may be without content; see {@link readAnswer}. */
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
 * What n8n holds after a request, in whose midst it may have renewed the tokens of a third-party
 * app. Nothing may fail here: the request has been answered.
 */
async function renewedSecrets(context: ApiContext): Promise<string[]> {
	try {
		return secretsOf(readAccount(await context.getCredentials(THIRD_PARTY)));
	} catch {
		return [];
	}
}

function doorFor(
	account: AppLovinAccount,
	credential: string,
	signal: AbortSignal | undefined,
	until: number | undefined,
): Door {
	return {
		api: 'AppLovin',
		addressField: 'API Base URL',
		credential,
		window: accountWindow(account),
		signal,
		until,
		loginFailureKind,
		// Where the Connect button's token stands until n8n has renewed it once.
		...(credential === THIRD_PARTY
			? { additional: { oauth2: { property: 'accessToken.access_token' } } }
			: {}),
	};
}

/** The credential's spend limits, in USD; one for bids holds for percent too. */
export async function spendLimits(context: ApiContext, itemIndex: number): Promise<SpendLimits> {
	const credentials = await context.getCredentials(credentialOf(context, itemIndex));
	return readAccount(credentials).limits;
}

/**
 * Refuses the body of a request that is only sent later, once something was looked up, where it sets
 * more money than the credential allows.
 *
 * @param known amounts that the request comes to without holding them
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

/**
 * Sends one request to AppLovin and returns its content: waits for its turn, logs in or renews the
 * token where needed, repeats what may be repeated, and turns every kind of failure into an
 * ApiFailure in the API's own words.
 *
 * @param itemIndex the item whose authentication and option "Rate Limit Wait" hold
 */
export async function appLovinRequest(
	context: ApiContext,
	request: AppLovinRequest,
	itemIndex = 0,
): Promise<ApiReply> {
	const credential = credentialOf(context, itemIndex);
	const account = readAccount(await context.getCredentials(credential));
	if (credential === THIRD_PARTY && account.tokens.length === 0) {
		throw new InputError(
			"'AppLovin OAuth2 API' is not connected yet",
			'Open the credential and press Connect.',
		);
	}
	const signal = cancelSignal(context);
	const door = doorFor(account, credential, signal, request.until);
	const options = requestOptions(context, account.apiBaseUrl, request);
	checkWrite(context, request, options, { fields: MONEY, limits: account.limits }, itemIndex);

	const send = async (): Promise<Outcome> => {
		checkTurn(context, door);
		if (credential === FIRST_PARTY) {
			const key = sessionKey(account);
			return await sendLoggedIn(context, door, options, { sessions, key, isAged });
		}
		await takeDoorTurn(door);
		return await sendRenewing(context, door, options);
	};
	const outcome = await sendPatiently(async () => await unlessCancelled(send(), signal), {
		repeatable: request.writes === undefined,
		rateLimitWaitMs: rateLimitWaitMs(context, itemIndex),
		window: door.window,
		signal,
		until: request.until,
	});
	const secrets = [
		...secretsOf(account),
		...sessions.lastTokens(sessionKey(account)),
		...(credential === THIRD_PARTY ? await renewedSecrets(context) : []),
	];
	const clean = (text: string) => redact(text, secrets);
	if (!isAnswer(outcome)) throw networkFailure(outcome, door, request.writes, clean);
	const data = readAnswer(outcome, request.writes, request.mayBeEmpty === true, clean);
	return { data, raw: outcome.body, clean };
}
