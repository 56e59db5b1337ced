import { randomUUID } from 'node:crypto';
import { isObject } from '../json';
import { json, okV3, Refusal, type Reply } from '../reply';
import { route, type Context, type Route } from './context';
import type { Token } from './state';

function issueToken({ state, options, now }: Context): Token {
	// Strictest reading: no document says whether a login ends the older sessions.
	if (options.singleToken) state.tokens.clear();
	const token = {
		accessToken: randomUUID(),
		refreshToken: randomUUID(),
		expiresAt: now + options.tokenLifetimeMs,
	};
	state.tokens.set(token.accessToken, token);
	return token;
}

function tokenFields(token: Token, { options }: Context) {
	return {
		access_token: token.accessToken,
		refresh_token: token.refreshToken,
		scope: 'read write',
		token_type: 'bearer',
		expires_in: Math.floor(options.tokenLifetimeMs / 1000),
	};
}

function clientIsKnown({ request, options }: Context): boolean {
	const expected = Buffer.from(`${options.clientId}:${options.clientSecret}`).toString('base64');
	return request.headers.authorization === `Basic ${expected}`;
}

/** "User doesn't exist or user is not allowed to provided workspace.": login, response 403. */
function refuseUser(): never {
	throw new Refusal(403, "User doesn't exist or user is not allowed to provided workspace.");
}

/** The 400 of an account on hold, word for word as in step 1 of every quickstart. */
function refuseOnHold(): never {
	throw new Refusal(400, 'User is not allowed to access provided customer', {
		reason: 'User is not associated with any active organization.',
		data: {
			status: 'On Hold',
			reason:
				'The particular account is kept on hold due to missed payment dates for last 3 months.',
			supportEmail: 'support@iqm.com',
		},
	});
}

/**
 * POST /api/v3/ua/login: step 1 of the "Create a Campaign" and "Upload Matched Audience"
 * quickstarts.
 */
function login(context: Context): Reply {
	const { request, options, state } = context;
	// "If they do not match, HTTP Status code 401 (unauthorized access) is returned."
	if (!clientIsKnown(context)) throw new Refusal(401, 'Unauthorized access');
	const host = request.headers['x-iaa-host'];
	if (typeof host !== 'string' || host.trim() === '') {
		throw new Refusal(400, "Required request header 'X-IAA-HOST' is not present.");
	}
	const body = isObject(request.json) ? request.json : {};
	for (const field of ['grantType', 'email', 'password']) {
		const value = body[field];
		if (typeof value !== 'string' || value === '') {
			throw new Refusal(400, `The field '${field}' cannot be empty.`);
		}
	}
	if (body.grantType !== 'password') throw new Refusal(400, 'Unsupported grant type.');
	if (body.email !== options.email || body.password !== options.password) refuseUser();
	if (options.workspaceHost !== undefined && host !== options.workspaceHost) refuseUser();
	if (options.loginStatus === 'onHold') refuseOnHold();
	state.logins++;
	return okV3({ ...tokenFields(issueToken(context), context), owId: options.owId });
}

function refuseOAuth(status: number, error: string, description: string): never {
	throw new Refusal(status, error, { raw: { error, error_description: description } });
}

/**
 * POST /api/v3/ua/oauth/token: the Authentication quickstart (form fields as in its curl sample,
 * because its table names those of /ua/login). A refresh answers flat and without owId.
 */
function oauthToken(context: Context): Reply {
	const { request, options, state } = context;
	if (!clientIsKnown(context)) refuseOAuth(401, 'invalid_client', 'Bad client credentials');
	const form = new URLSearchParams(request.body.toString('utf8'));
	if (form.get('grant_type') === 'refresh_token') {
		const refreshToken = form.get('refresh_token');
		const old = [...state.tokens.values()].find((token) => token.refreshToken === refreshToken);
		if (!old) refuseOAuth(400, 'invalid_grant', 'Invalid refresh token');
		// Strictest reading: a refresh token can be used once, and its access token ends with it.
		state.tokens.delete(old.accessToken);
		return json(200, tokenFields(issueToken(context), context));
	}
	if (form.get('grant_type') !== 'password') {
		refuseOAuth(400, 'unsupported_grant_type', 'Unsupported grant type');
	}
	if (form.get('username') !== options.email || form.get('password') !== options.password) {
		refuseOAuth(400, 'invalid_grant', 'Bad credentials');
	}
	if (options.loginStatus === 'onHold') refuseOnHold();
	state.logins++;
	const fields = tokenFields(issueToken(context), context);
	return options.oauthFlat ? json(200, fields) : okV3({ ...fields, owId: options.owId });
}

/** POST /api/v3/ua/logout: "This API will invalidate the access token." */
function logout(context: Context): Reply {
	context.state.tokens.delete(bearerOf(context) ?? '');
	return okV3('User logged out successfully.');
}

/** The token of `Authorization: Bearer …`; an `Authentication` header is ignored. */
export function bearerOf({ request }: Pick<Context, 'request'>): string | undefined {
	return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * Refuses a request that carries no valid token or another organization's id. "The Organization
 * Workspace ID (OWID) returned from login has to be provided in the X-IAA-OW-ID header for every
 * call after login" (Authentication, in the quickstarts).
 */
export function requireAccess(context: Context): void {
	const { state, options, now, request } = context;
	const token = state.tokens.get(bearerOf(context) ?? '');
	if (!token || token.expiresAt <= now) throw new Refusal(401, 'Invalid token');
	const owId = request.headers['x-iaa-ow-id'];
	if (owId === undefined) {
		throw new Refusal(400, "Required request header 'X-IAA-OW-ID' is not present.");
	}
	if (owId !== String(options.owId)) {
		throw new Refusal(403, 'User is not allowed to access requested data.');
	}
}

export const authRoutes: Route[] = [
	route('POST', '/api/v3/ua/login', login, { open: true }),
	route('POST', '/api/v3/ua/oauth/token', oauthToken, { open: true, body: 'form' }),
	route('POST', '/api/v3/ua/logout', logout, { body: 'none' }),
];
