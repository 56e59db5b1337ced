import { randomBytes } from 'node:crypto';
import { html, json, Refusal, type Reply } from '../reply';
import type { Context, Route } from './context';
import { SCOPES, type AppLovinOptions } from './options';
import type { AppLovinState } from './state';

type GrantType = keyof AppLovinState['grants'];
type Form = Partial<Record<string, string>>;

/** The document states no lifetime for codes; ten minutes is the most that OAuth recommends. */
const CODE_LIFETIME_MS = 600_000;

/** "Table of Third-Party App Authorization Request Query Parameters": all of them are required. */
const QUERY = ['client_id', 'redirect_uri', 'response_type', 'scope', 'state'];

/** "Table of Access Token Form Fields", besides client_id, client_secret and grant_type. */
const GRANTS: Record<
	GrantType,
	{ app: AppLovinOptions['appKind']; required: string[]; optional: string[] }
> = {
	client_credentials: { app: 'firstParty', required: ['scope'], optional: [] },
	authorization_code: { app: 'thirdParty', required: ['code', 'redirect_uri'], optional: [] },
	refresh_token: {
		app: 'thirdParty',
		required: ['refresh_token'],
		optional: ['scope', 'redirect_uri'],
	},
};
const ALWAYS = ['client_id', 'client_secret', 'grant_type'];
const FIELDS = [...ALWAYS, 'code', 'redirect_uri', 'refresh_token', 'scope'];

/** "Separate multiple scopes with spaces", "must be a subset"; undefined if they are not. */
function readScopes(value: string, allowed: string[]): string[] | undefined {
	const scopes = value.split(' ');
	const known = (scope: string) => SCOPES.includes(scope) && allows(allowed, scope);
	return scopes.every(known) ? scopes : undefined;
}

/** "Write scopes automatically have read permission." */
export function allows(scopes: string[], needed: string): boolean {
	return scopes.includes(needed) || scopes.includes(needed.replace(/:read$/, ':write'));
}

function isRegistered(redirectUri: string, { redirectUris }: AppLovinOptions): boolean {
	if (!/^https?:\/\/[^\s#]+$/.test(redirectUri) || !URL.canParse(redirectUri)) return false;
	return redirectUris === 'any' || redirectUris.includes(redirectUri);
}

/** GET /oauth/initialize: "Third-Party App Authorization Flow". The user consents at once. */
function initialize({ request, options, state, now }: Context): Reply {
	const page = (problem: string) => html(400, `Authorization error: ${problem}`);
	const values = QUERY.map((name) => request.query.getAll(name));
	const at = values.findIndex((list) => list.length !== 1 || list[0] === '');
	if (at >= 0) return page(`${QUERY[at]} is required`);
	const [clientId, redirectUri, responseType, scope, given] = values.map(([value]) => value);
	if (clientId !== options.clientId) return page('unknown client_id');
	if (options.appKind !== 'thirdParty') return page('this is a first-party app');
	// "It must match the redirect_uri defined in the OAuth creation process."
	if (!isRegistered(redirectUri, options)) return page('redirect_uri does not match');
	if (responseType !== 'code') return page('response_type must be code');
	const scopes = readScopes(scope, options.scopes);
	if (!scopes) return page('invalid scope');
	const code = randomBytes(22).toString('hex');
	state.codes.set(code, { scopes, redirectUri, expiresAt: now + CODE_LIFETIME_MS, used: false });
	const location = new URL(redirectUri);
	location.searchParams.append('code', code);
	location.searchParams.append('state', given);
	const reply = html(302, 'Found');
	return { ...reply, headers: { ...reply.headers, location: location.href } };
}

/** The form of these errors is not documented: this is OAuth's own. */
function refuse(error: string, description: string, status = 400): never {
	throw new Refusal(status, error, { raw: { error, error_description: description } });
}

function readForm({ request }: Context): Form {
	if (request.url.includes('?')) refuse('invalid_request', 'The fields belong in the body');
	const form: Form = {};
	for (const [name, value] of new URLSearchParams(request.body.toString('utf8'))) {
		if (!FIELDS.includes(name)) refuse('invalid_request', `Unknown field ${name}`);
		if (form[name] !== undefined) refuse('invalid_request', `${name} is given twice`);
		form[name] = value;
	}
	return form;
}

/** Checks who asks, and that the form has exactly the fields of its grant. */
function readGrant(context: Context): { grant: GrantType; form: Form } {
	const { request, options } = context;
	// The table has client_id and client_secret as form fields and mentions no header.
	if (request.headers.authorization !== undefined) {
		refuse('invalid_client', 'Client credentials belong in the body', 401);
	}
	const form = readForm(context);
	for (const name of ALWAYS) if (!form[name]) refuse('invalid_request', `${name} is required`);
	if (form.client_id !== options.clientId || form.client_secret !== options.clientSecret) {
		refuse('invalid_client', 'Client authentication failed', 401);
	}
	const grant = (Object.keys(GRANTS) as GrantType[]).find((name) => name === form.grant_type);
	if (!grant) refuse('unsupported_grant_type', 'Unsupported grant_type');
	const { app, required, optional } = GRANTS[grant];
	if (options.appKind !== app) {
		refuse('unauthorized_client', `This app may not use grant_type=${grant}`);
	}
	for (const name of required) {
		if (!form[name]) refuse('invalid_request', `${name} is required for grant_type=${grant}`);
	}
	// "Required for grant_type=…, otherwise invalid", "Invalid on first-party applications".
	const known = [...ALWAYS, ...required, ...optional];
	const stray = Object.keys(form).find((name) => !known.includes(name));
	if (stray) refuse('invalid_request', `${stray} is invalid for grant_type=${grant}`);
	return { grant, form };
}

function scopesOf(form: Form, allowed: string[]): string[] {
	const scopes = readScopes(form.scope ?? '', allowed);
	return scopes ?? refuse('invalid_scope', 'The scope is unknown or exceeds what was granted');
}

function useCode(form: Form, { state, now }: Context) {
	const code = state.codes.get(form.code ?? '');
	if (!code || code.used || code.expiresAt <= now || code.redirectUri !== form.redirect_uri) {
		refuse('invalid_grant', 'The code is invalid, expired or used, or has another redirect_uri');
	}
	code.used = true;
	return { scopes: code.scopes, redirectUri: code.redirectUri };
}

/** "Each refresh token can be used only once. But a new refresh token is returned with each call." */
function useRefreshToken(form: Form, { state, now }: Context) {
	const old = state.refreshTokens.get(form.refresh_token ?? '');
	if (!old || old.used || old.expiresAt <= now) {
		state.refusedRefreshes++;
		refuse('invalid_grant', 'The refresh token is invalid, expired or used');
	}
	const { redirectUri } = old;
	if (form.redirect_uri !== undefined && form.redirect_uri !== redirectUri) {
		refuse('invalid_grant', 'The redirect_uri does not match');
	}
	const scopes = form.scope === undefined ? old.scopes : scopesOf(form, old.scopes);
	old.used = true;
	// Strictest reading: the access token issued with it ends as well.
	state.tokens.delete(old.accessToken);
	return { scopes, redirectUri };
}

/** POST /oauth/v1/access_token: "API Request Authentication". */
function accessToken(context: Context): Reply {
	const { state, options, now } = context;
	const { grant, form } = readGrant(context);
	let granted: { scopes: string[]; redirectUri?: string };
	if (grant === 'client_credentials') granted = { scopes: scopesOf(form, options.scopes) };
	else if (grant === 'authorization_code') granted = useCode(form, context);
	else granted = useRefreshToken(form, context);
	const { scopes, redirectUri } = granted;
	// Strictest reading: no document says whether a new token ends the older ones.
	if (options.singleToken) state.tokens.clear();
	const token = randomBytes(32).toString('hex');
	const expiresAt = now + options.accessTokenLifetimeMs;
	state.tokens.set(token, { accessToken: token, scopes, expiresAt });
	state.grants[grant]++;
	const expires_in = Math.floor(options.accessTokenLifetimeMs / 1000);
	const nested = { access_token: token, token_type: 'bearer', expires_in };
	if (redirectUri === undefined) return json(200, { accessToken: nested });
	const refresh_token = randomBytes(30).toString('hex');
	state.refreshTokens.set(refresh_token, {
		accessToken: token,
		scopes,
		redirectUri,
		expiresAt: now + options.refreshTokenLifetimeMs,
		used: false,
	});
	// "accessToken.access_token" is documented; the place of the refresh token is not.
	switch (options.refreshTokenPlace) {
		case 'nested':
			return json(200, { accessToken: { ...nested, refresh_token } });
		case 'top':
			return json(200, { accessToken: nested, refresh_token });
		case 'object':
			return json(200, { accessToken: nested, refreshToken: { refresh_token } });
	}
}

/** Refuses a request without a valid token for the scope: "Authorization: Bearer …". */
export function requireScope({ request, state, now }: Context, scope: string): void {
	const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
	const token = state.tokens.get(bearer ?? '');
	if (!token || token.expiresAt <= now) throw new Refusal(401, 'Invalid or expired access token');
	if (!allows(token.scopes, scope)) throw new Refusal(403, `The scope ${scope} is required`);
}

export const oauthRoutes: Route[] = [
	{ method: 'GET', pattern: /^\/oauth\/initialize$/, body: 'none', handle: initialize },
	{ method: 'POST', pattern: /^\/oauth\/v1\/access_token$/, body: 'form', handle: accessToken },
];
