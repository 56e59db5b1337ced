import { createHash } from 'crypto';
import type { IDataObject, IHttpRequestHelper } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { clock } from '../../common/ground/clock';
import { networkWords } from '../../common/send/network';
import { takeTurn, windowFor } from '../../common/send/rateLimit';
import { tallyOf } from '../../common/send/tally';
import { redact } from '../../common/guard/redact';
import type { LoginFailureKind } from '../../common/send/door';
import type { Session } from '../../common/send/sessions';
import { Sessions } from '../../common/send/sessions';
import { isBlank } from '../../common/ground/values';
import type { AppLovinAccount } from './account';
import { rateLimitKey, secretsOf } from './account';
import { apiWords } from './refusal';
import { accessTokenOf } from './token';

const HOUR_MS = 3_600_000;

/** Every message of a failed login starts with this, see {@link loginFailureKind}. */
const LOGIN = 'AppLovin login';
const UNREACHABLE = `${LOGIN} could not reach`;
const RATE_LIMITED = `${LOGIN} was rate limited`;

/** n8n's own words when a connected account has to be reconnected. */
const DISCONNECTED = /reconnect|not connected|without access token|no refresh token/i;

/** Recognises a failed login by its message; undefined for any other error. */
export function loginFailureKind(message: string): LoginFailureKind | undefined {
	if (message.startsWith(UNREACHABLE)) return 'unreachable';
	if (message.startsWith(RATE_LIMITED)) return 'rateLimited';
	return message.startsWith(LOGIN) || DISCONNECTED.test(message) ? 'refused' : undefined;
}

export const sessions = new Sessions<Session>();

/** The window that all AppLovin nodes and logins of this process share for one account. */
export function accountWindow(account: AppLovinAccount) {
	return windowFor(rateLimitKey(account), account.requestsPerHour, HOUR_MS);
}

/** Two logins are the same only if every value that AppLovin sees is the same. */
export function sessionKey({ oauthBaseUrl, clientId, clientSecret, scopes }: AppLovinAccount) {
	return createHash('sha256')
		.update(JSON.stringify([oauthBaseUrl, clientId, clientSecret, scopes]))
		.digest('hex');
}

/** The session to go on with if the account has none, or its token met a 401 or is too old. */
export async function openSession(
	sender: IHttpRequestHelper,
	account: AppLovinAccount,
): Promise<Session> {
	const key = sessionKey(account);
	const held = { token: account.sessionToken, obtainedAt: account.sessionObtainedAt };
	const session = await sessions.open(key, held, async () => await logIn(sender, account));
	// The request that needs the session goes out now, for the first time or once more after a 401.
	await takeTurn(accountWindow(account), sessions.unwanted(key), tallyOf(sender));
	return session;
}

async function logIn(
	sender: IHttpRequestHelper,
	account: AppLovinAccount,
): Promise<Session> {
	for (const [label, value] of Object.entries({
		'Client ID': account.clientId,
		'Client Secret': account.clientSecret,
	})) {
		if (value === '') throw new UserError(`${LOGIN}: '${label}' is empty in the credential`);
	}
	const key = sessionKey(account);
	await takeTurn(accountWindow(account), sessions.unwanted(key), tallyOf(sender));
	const answer = await sendLogin(sender, account);
	if (!('status' in answer)) {
		throw new UserError(
			`${UNREACHABLE} ${account.oauthBaseUrl}: ${answer.reason}. Check 'OAuth Base URL' in the credential and whether n8n can reach it.`,
		);
	}
	const token = answer.status < 300 ? accessTokenOf(answer.body) : undefined;
	if (token !== undefined) return { token, obtainedAt: clock.now() };

	const error = loginError(answer, account);
	if (answer.status !== 429 && answer.status < 500) sessions.refuse(key, error);
	throw error;
}

interface LoginAnswer {
	status: number;
	headers: IDataObject;
	body: unknown;
}

/**
 * Table of Access Token Form Fields (Campaign Management API), `client_credentials`: client id and
 * secret in the body; `code`, `redirect_uri` and `refresh_token` are invalid there.
 */
async function sendLogin(
	sender: IHttpRequestHelper,
	account: AppLovinAccount,
): Promise<LoginAnswer | { reason: string }> {
	const form = new URLSearchParams({
		client_id: account.clientId,
		client_secret: account.clientSecret,
		grant_type: 'client_credentials',
		scope: account.scopes.join(' '),
	});
	try {
		const answer = (await sender.helpers.httpRequest({
			method: 'POST',
			url: `${account.oauthBaseUrl}/oauth/v1/access_token`,
			headers: {
				Accept: 'application/json',
				'Content-Type': 'application/x-www-form-urlencoded',
			},
			body: form.toString(),
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: 60_000,
		})) as { statusCode: number; headers?: IDataObject; body: unknown };
		return { status: answer.statusCode, headers: answer.headers ?? {}, body: answer.body };
	} catch (error) {
		const { code, message } = error as { code?: unknown; message?: unknown };
		const reason = networkWords(String(code)) ?? String(message);
		return { reason: redact(reason, secretsOf(account)) };
	}
}

function loginError({ status, headers, body }: LoginAnswer, account: AppLovinAccount): UserError {
	const said = apiWords(body, (text) => redact(text, secretsOf(account)), headers);
	const words = said ?? `HTTP status ${status}`;
	if (status === 429) return new UserError(`${RATE_LIMITED}: ${words}`);
	if (status >= 500)
		return new UserError(`${LOGIN} failed at AppLovin: ${words}. Try again later.`);
	if (status < 300 || status === 404 || isBlank(said)) {
		return new UserError(
			`${LOGIN}: the response of ${account.oauthBaseUrl} is missing a token (HTTP status ${status}). Check 'OAuth Base URL' in the credential.`,
		);
	}
	return new UserError(
		`${LOGIN} refused: ${words}. Check 'Client ID', 'Client Secret' and 'Scopes' in the credential; the scopes must be defined in the app.`,
	);
}
