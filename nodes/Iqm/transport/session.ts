import { createHash } from 'crypto';
import type { IDataObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { looksLikeHtml } from '../../common/send/answers';
import { clock } from '../../common/ground/clock';
import { contentOf } from '../../common/ground/json';
import { networkWords } from '../../common/send/network';
import { takeTurn, windowFor } from '../../common/send/rateLimit';
import { tallyOf } from '../../common/send/tally';
import { redact } from '../../common/guard/redact';
import type { LoginFailureKind } from '../../common/send/door';
import type { Session } from '../../common/send/sessions';
import { Sessions } from '../../common/send/sessions';
import { isBlank, isObject } from '../../common/ground/values';
import type { IqmAccount } from './account';
import { hostOf, OTHER_BASE_URL_HINT, rateLimitKey, secretsOf } from './account';
import { apiWords } from './envelope';

/** The result of a login. */
interface IqmSession extends Session {
	/** Organization workspace id; '' if the answer has none (a flat token answer). */
	owId: string;
}

function accountWindow(account: IqmAccount) {
	return windowFor(rateLimitKey(account), account.requestsPerMinute);
}

interface LoginAnswer {
	status: number;
	body: unknown;
}

/**
 * Every message of a failed login starts with this: n8n passes on a credential's errors as text, so
 * the transport has no other way to tell them from a failed request.
 */
const LOGIN = 'IQM login';
const UNREACHABLE = `${LOGIN} could not reach`;
const RATE_LIMITED = `${LOGIN} was rate limited`;

/** Recognises a failed login by its message; undefined for any other error. */
export function loginFailureKind(message: string): LoginFailureKind | undefined {
	if (message.startsWith(UNREACHABLE)) return 'unreachable';
	if (message.startsWith(RATE_LIMITED)) return 'rateLimited';
	return message.startsWith(LOGIN) ? 'refused' : undefined;
}

/** The sessions of IQM accounts in this process. */
export const sessions = new Sessions<IqmSession>();

/** Two logins are the same only if every value that IQM sees is the same. */
export function sessionKey(account: IqmAccount): string {
	const { baseUrl, clientId, clientSecret, email, password, workspaceHost, owId } = account;
	const inputs = [baseUrl, clientId, clientSecret, email, password, workspaceHost, owId];
	return createHash('sha256')
		.update(JSON.stringify([...inputs, account.loginMethod]))
		.digest('hex');
}

/**
 * The session to go on with if the account has none or its token met a 401.
 *
 * IQM's refresh token is not used: no document says whether it rotates and how long it lives, while a
 * new login needs nothing but what the credential holds.
 */
export async function openSession(
	sender: IHttpRequestHelper,
	account: IqmAccount,
): Promise<IqmSession> {
	const key = sessionKey(account);
	const held = { token: account.sessionToken, obtainedAt: account.sessionObtainedAt };
	const session = await sessions.open(key, held, async () => await logIn(sender, account));
	// The request that needs the session goes out now, for the first time or once more after a 401.
	await takeTurn(accountWindow(account), sessions.unwanted(key), tallyOf(sender));
	return session;
}

async function logIn(
	sender: IHttpRequestHelper,
	account: IqmAccount,
): Promise<IqmSession> {
	for (const [label, value] of Object.entries({
		'Client ID': account.clientId,
		'Client Secret': account.clientSecret,
		Email: account.email,
		Password: account.password,
	})) {
		if (value === '') throw new UserError(`${LOGIN}: '${label}' is empty in the credential`);
	}

	const key = sessionKey(account);
	await takeTurn(accountWindow(account), sessions.unwanted(key), tallyOf(sender));
	const answer = await sendLogin(sender, account);
	if (!('status' in answer)) {
		throw new UserError(
			`${UNREACHABLE} ${account.baseUrl}: ${answer.reason}. Check 'Base URL' in the credential and whether n8n can reach it.`,
		);
	}
	const session = readSession(answer);
	if (session) return session;

	const error = loginError(answer, account);
	if (answer.status !== 429 && answer.status < 500) {
		sessions.refuse(key, error);
	}
	throw error;
}

/**
 * `POST /api/v3/ua/login` (quickstart "Create a Campaign", step 1), or the token endpoint of the
 * current documentation, whose form fields follow its curl sample (`grant_type`, `username`).
 */
function loginRequest(account: IqmAccount): IHttpRequestOptions {
	const { clientId, clientSecret, email, password } = account;
	const headers: IDataObject = {
		Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
		Accept: 'application/json',
		'X-IAA-HOST': account.workspaceHost || hostOf(account.baseUrl),
	};
	const shared: IHttpRequestOptions = {
		method: 'POST',
		url: '',
		headers,
		returnFullResponse: true,
		encoding: 'text',
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: 60_000,
	};
	if (account.loginMethod === 'oauthToken') {
		const form = new URLSearchParams({ grant_type: 'password', username: email, password });
		return {
			...shared,
			url: `${account.baseUrl}/api/v3/ua/oauth/token`,
			headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
			body: form.toString(),
		};
	}
	return {
		...shared,
		url: `${account.baseUrl}/api/v3/ua/login`,
		headers: { ...headers, 'Content-Type': 'application/json' },
		body: { grantType: 'password', email, password },
	};
}

async function sendLogin(
	sender: IHttpRequestHelper,
	account: IqmAccount,
): Promise<LoginAnswer | { reason: string }> {
	try {
		const answer = (await sender.helpers.httpRequest(loginRequest(account))) as { statusCode: number; body: unknown };
		return { status: answer.statusCode, body: contentOf(answer.body) };
	} catch (error) {
		const { code, message } = error as { code?: unknown; message?: unknown };
		const reason = networkWords(String(code)) ?? String(message);
		return { reason: redact(reason, secretsOf(account)) };
	}
}

/** The session in an answer, enveloped (`{success, data}`) or flat. */
function readSession({ status, body }: LoginAnswer): IqmSession | undefined {
	if (status >= 300 || !isObject(body) || body.success === false) return undefined;
	const data = isObject(body.data) ? body.data : body;
	if (isBlank(data.access_token)) return undefined;
	return {
		token: String(data.access_token),
		owId: isBlank(data.owId) ? '' : String(data.owId),
		obtainedAt: clock.now(),
	};
}

function loginError({ status, body }: LoginAnswer, account: IqmAccount): UserError {
	const clean = (text: string) => redact(text, secretsOf(account));
	const words = apiWords(body, clean) ?? `HTTP status ${status}`;
	// Everything is in the message: n8n's "Test" button shows nothing else.
	const fail = (message: string, hint?: string) =>
		new UserError(hint === undefined ? message : `${message.replace(/\.$/, '')}. ${hint}`);

	if (status === 429) return fail(`${RATE_LIMITED}: ${words}`);
	if (looksLikeHtml(body) || status === 404 || (status >= 300 && status < 400)) {
		return fail(
			`${LOGIN}: ${account.baseUrl} answered, but not as the IQM API (HTTP status ${status})`,
			OTHER_BASE_URL_HINT,
		);
	}
	// Not quoted: it may hold the token.
	if (status < 300 && !isObject(body)) {
		return fail(
			`${LOGIN} was answered without a token (HTTP status ${status})`,
			OTHER_BASE_URL_HINT,
		);
	}
	const held = isObject(body) && isObject(body.data) ? body.data : undefined;
	if (held && !isBlank(held.reason)) {
		const support = isBlank(held.supportEmail) ? '' : ` Contact ${String(held.supportEmail)}.`;
		const state = clean(`${String(held.status ?? 'not active')}. ${String(held.reason)}${support}`);
		return fail(`${LOGIN} refused: the account is ${state} (${words})`);
	}
	const code = isObject(body) ? body.error : undefined;
	if (code === 'invalid_client' || (status === 401 && code !== 'invalid_grant')) {
		return fail(
			`${LOGIN} refused: wrong Client ID or Client Secret (${words})`,
			"Check 'Client ID' and 'Client Secret' in the credential. IQM issues them on request.",
		);
	}
	if (status === 403 || code === 'invalid_grant') {
		return fail(
			`${LOGIN} refused for this user: ${words}`,
			"Check 'Email', 'Password' and 'Workspace Host' in the credential.",
		);
	}
	if (status >= 500) return fail(`${LOGIN} failed at IQM: ${words}`, 'Try again later.');
	return fail(`${LOGIN} refused: ${words}`);
}
