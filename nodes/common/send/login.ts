import type {
	IAdditionalCredentialOptions,
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { closeFile } from '../file/multipart';
import { contentOf } from '../ground/json';
import { pause } from '../ground/wait';
import { checkFormTurn, pollStop, takeDoorTurn, timeLeft } from './deadline';
import type { ApiContext, Door } from './door';
import { isForm } from './door';
import { TIMEOUT_MS } from './request';
import type { Outcome } from './retry';
import { isAnswer, withJitter } from './retry';
import type { Session, Sessions } from './sessions';
import { fileOrWords } from './answeredFile';
import { countWait } from './tally';
import { readThrown } from './thrown';

/**
 * How often a request that is answered with 401 goes out, and the pause before the third time, in ms.
 */
const MOST_ROUNDS = 8;
const ROUND_PAUSE_MS = 2_000;

/**
 * Sends once, and once more after n8n has renewed an OAuth2 token. n8n only renews on a thrown 401, so
 * that is the one status that is not ignored.
 */
export async function sendRenewing(
	context: ApiContext,
	door: Door,
	options: IHttpRequestOptions,
): Promise<Outcome> {
	const tolerant = { ignore: true as const, except: [401] };
	return await sendOnce(context, door, { ...options, ignoreHttpStatusErrors: tolerant });
}

/** Sends once, with a key that n8n does not renew: every status is an answer with its headers. */
export async function sendTolerantly(
	context: ApiContext,
	door: Door,
	options: IHttpRequestOptions,
): Promise<Outcome> {
	return await sendOnce(context, door, { ...options, ignoreHttpStatusErrors: true });
}

/** Hands n8n the credential without its token, which makes it log in first. */
function withoutToken(
	credentials: ICredentialDataDecryptedObject,
	credential: string,
): IAdditionalCredentialOptions {
	const data = { ...credentials, sessionToken: '' };
	return { credentialsDecrypted: { id: '', name: '', type: credential, data } };
}

/** A login that the package does itself, in a credential's `preAuthentication`. */
export interface OwnLogin {
	sessions: Sessions<Session>;
	/** The account's key in the sessions. */
	key: string;
	/** Whether a stored token is too old to begin with. */
	isAged?: (credentials: ICredentialDataDecryptedObject) => boolean;
}

/**
 * Sends with the token that n8n has stored, and logs in first if there is none or it met a 401, which
 * means that nothing was done.
 *
 * A login may end older tokens, and in queue mode other processes log in too. So after a 401 the
 * credential is read again, and a token stored by another process meanwhile is used first, since a new
 * login would end it. A 401 that persists after one new login is final, unless other processes log in
 * with this account or, once a minute, may do so: the API does not accept this login here, and each try
 * would cost two requests.
 */
export async function sendLoggedIn(
	context: ApiContext,
	door: Door,
	options: IHttpRequestOptions,
	{ sessions, key, isAged }: OwnLogin,
): Promise<Outcome> {
	const dead = new Set<string>();
	const rounds = isForm(context) ? 2 : MOST_ROUNDS;
	let mayLogIn = true;
	let refusal: Outcome | undefined;
	for (let round = 1; ; round++) {
		const credentials = await context.getCredentials(door.credential);
		const stored = String(credentials.sessionToken ?? '');
		const isGood = stored !== '' && !dead.has(stored) && isAged?.(credentials) !== true;
		const obtainedAt = Number(credentials.sessionObtainedAt) || 0;
		const isShared = sessions.isShared(key, { token: stored, obtainedAt });
		if (!isGood && !mayLogIn && !isShared && refusal !== undefined) {
			if (isForm(context) || !sessions.mayDoubt(key)) return refusal;
		}
		// After a renewal, a good token is one stored by another process.
		if (isGood) mayLogIn = true;
		const before = sessions.lastTokens(key)[0];
		// If a login comes first, it takes the turns for both.
		if (isGood) await takeDoorTurn(door);
		else checkFormTurn(door, sessions.lastTokens(key).length === 0 ? 2 : 1);
		const through = isGood
			? door
			: { ...door, additional: withoutToken(credentials, door.credential) };
		const outcome = await sessions.wanting(
			key,
			door.signal ?? pollStop(door),
			async () => await sendOnce(context, through, { ...options, ignoreHttpStatusErrors: true }),
		);
		if (!isAnswer(outcome) || outcome.status !== 401 || round >= rounds) return outcome;

		const newest = sessions.lastTokens(key)[0];
		// If another execution of this process had logged in, its token was used, without a login.
		if (!isGood && refusal !== undefined && newest !== before) mayLogIn = false;
		refusal = outcome;
		const refused = isGood ? stored : newest;
		dead.add(refused);
		sessions.discard(key, refused);
		// The first time, the token has simply expired. Later, another process may be about to store
		// one.
		if (!mayLogIn || (isShared && round > 1)) {
			const ms = withJitter(ROUND_PAUSE_MS * Math.max(1, round - 1));
			await countWait(door.tally, 'retry', async () => await pause(ms, door.signal));
		}
	}
}

/** n8n would break off a request as soon as the execution is cancelled. */
function withoutCancelling(context: ApiContext): ApiContext {
	if (!('getExecutionCancelSignal' in context)) return context;
	const heard = Object.create(context) as ApiContext;
	return Object.defineProperty(heard, 'getExecutionCancelSignal', { value: () => undefined });
}

async function sendOnce(
	context: ApiContext,
	door: Door,
	options: IHttpRequestOptions,
): Promise<Outcome> {
	door.onWay?.(true);
	try {
		const answer = (await context.helpers.httpRequestWithAuthentication.call(
			door.isHeard === true ? withoutCancelling(context) : context,
			door.credential,
			// n8n writes the credential's headers into the options passed to it.
			{
				...options,
				headers: { ...options.headers },
				timeout: timeLeft(options.timeout ?? TIMEOUT_MS, door),
			},
			door.additional,
		)) as { statusCode: number; headers: IDataObject; body: unknown };
		const { statusCode: status, headers = {}, body } = answer;
		if (options.encoding !== 'stream') return { status, headers, body: contentOf(body) };
		return { status, headers, body: await fileOrWords(status, headers, body) };
	} catch (error) {
		const outcome = readThrown(error, door);
		if (!isAnswer(outcome) && options.body instanceof FormData) closeFile(options.body);
		return outcome;
	} finally {
		door.onWay?.(false);
	}
}
