import { APPLOVIN_DEFAULTS, startSandbox, type Sandbox } from '../../../sandbox';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import { dig } from '../../../sandbox/client';

const CREDENTIALS = { grant_type: 'client_credentials', scope: 'campaigns:read creatives:read' };
const REDIRECT = 'http://localhost:5678/rest/oauth2-credential/callback';

describe('sandbox: AppLovin access', () => {
	let now: number;
	let sandbox: Sandbox;
	let client: AppLovinClient;

	beforeEach(async () => {
		now = 1_750_000_000_000;
		sandbox = await startSandbox({ now: () => now });
		client = new AppLovinClient(sandbox);
	});
	afterEach(() => sandbox.close());

	describe('first-party app', () => {
		test('gets a token that is nested, and no refresh token', async () => {
			const answer = await client.grant(CREDENTIALS);
			expect(answer.status).toBe(200);
			expect(answer.body).toEqual({
				accessToken: {
					access_token: expect.stringMatching(/^[0-9a-f]{64}$/),
					token_type: 'bearer',
					expires_in: 3600,
				},
			});
			expect(sandbox.applovin.grants).toEqual({
				client_credentials: 1,
				authorization_code: 0,
				refresh_token: 0,
			});
			expect(sandbox.requests[0].api).toBe('applovin');
		});

		test.each<[string, Record<string, string | undefined>, number, string]>([
			['no scope', { scope: undefined }, 400, 'invalid_request'],
			['an empty scope', { scope: '' }, 400, 'invalid_request'],
			['an unknown scope', { scope: 'campaigns:read reports:read' }, 400, 'invalid_scope'],
			['the singular scope', { scope: 'campaign:read' }, 400, 'invalid_scope'],
			['commas', { scope: 'campaigns:read,creatives:read' }, 400, 'invalid_scope'],
			['a code', { code: 'x' }, 400, 'invalid_request'],
			['a redirect_uri', { redirect_uri: REDIRECT }, 400, 'invalid_request'],
			['an empty redirect_uri', { redirect_uri: '' }, 400, 'invalid_request'],
			['a refresh token', { refresh_token: 'x' }, 400, 'invalid_request'],
			['an unknown field', { audience: 'x' }, 400, 'invalid_request'],
			['no secret', { client_secret: undefined }, 400, 'invalid_request'],
			['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client'],
			['a wrong client', { client_id: 'x' }, 401, 'invalid_client'],
			['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
			[
				'the grant of a third-party app',
				{ grant_type: 'refresh_token', refresh_token: 'x', scope: undefined },
				400,
				'unauthorized_client',
			],
		])('is refused with %s', async (_, changes, status, error) => {
			const answer = await client.grant({ ...CREDENTIALS, ...changes });
			expect([answer.status, answer.body.error]).toEqual([status, error]);
			expect(sandbox.applovin.tokens.size).toBe(0);
		});

		test('is refused with a Basic header, a query or another body', async () => {
			const { clientId, clientSecret } = APPLOVIN_DEFAULTS;
			const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
			const header = { Authorization: `Basic ${basic}` };
			expect((await client.grant(CREDENTIALS, header)).status).toBe(401);
			const json = { 'Content-Type': 'application/json' };
			expect((await client.grant(CREDENTIALS, json)).status).toBe(415);
			const form = new URLSearchParams({
				...CREDENTIALS,
				client_id: clientId,
				client_secret: clientSecret,
			});
			const path = '/oauth/v1/access_token';
			const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
			expect((await client.send('POST', `${path}?${form}`, '', type)).status).toBe(400);
			expect((await client.send('POST', path, `${form}&scope=x`, type)).status).toBe(400);
			expect((await client.send('GET', path)).status).toBe(405);
			expect((await client.send('POST', path, `${form}`, type)).status).toBe(200);
		});

		test('cannot ask for more scopes than the app has; write gives read', async () => {
			sandbox.options.applovin.scopes = ['campaigns:write'];
			expect((await client.login('campaigns:write creatives:read')).status).toBe(400);
			expect((await client.login('campaigns:read')).status).toBe(200);
			expect((await client.get('/campaigns')).status).toBe(200);
			await client.login('campaigns:write');
			expect((await client.get('/campaigns')).status).toBe(200);
			const refused = await client.get('/creative_sets/x');
			expect([refused.status, refused.body]).toEqual([
				403,
				{ error: { message: 'The scope creatives:read is required' } },
			]);
		});

		test('has no consent page', async () => {
			expect((await client.consent()).status).toBe(400);
		});
	});

	test.each([
		['GET', '/campaigns', 'campaigns:read'],
		['GET', '/campaign/x', 'campaigns:read'],
		['POST', '/campaign/x', 'campaigns:write'],
		['POST', '/campaign/', 'campaigns:write'],
		['POST', '/creative_set/x', 'creatives:write'],
		['POST', '/creative_set/', 'creatives:write'],
		['POST', '/creative_set/x/sizes', 'creatives:write'],
		['GET', '/creative_sets/x', 'creatives:read'],
		['POST', '/creative_set_assets/x', 'creatives:write'],
		['GET', '/ad/1', 'creatives:read'],
		['POST', '/ad/1', 'creatives:write'],
		['GET', '/ads/x', 'creatives:read'],
		['GET', '/campaign_targets/x', 'campaigns:read'],
		['POST', '/campaign_targets/x', 'campaigns:write'],
		['GET', '/source_bids/x', 'source_bids:read'],
		['POST', '/source_bids/x', 'source_bids:write'],
		['GET', '/sources/x', 'source_bids:read'],
		['POST', '/sources/x', 'source_bids:write'],
	])('%s %s needs %s', async (method, path, scope) => {
		const call = () => (method === 'GET' ? client.get(path) : client.post(path, {}));
		expect((await call()).status).toBe(401);
		const others = APPLOVIN_DEFAULTS.scopes.filter(
			(other) => other !== scope && other !== scope.replace(':read', ':write'),
		);
		await client.login(others.join(' '));
		expect((await call()).status).toBe(403);
		await client.login(scope);
		expect([200, 400, 404, 415]).toContain((await call()).status);
	});

	test('takes the token as a bearer alone, and until it expires', async () => {
		const path = '/campaign_management/v1/campaigns';
		await client.login();
		const { token } = client;
		const ask = (Authorization: string) => client.send('GET', path, undefined, { Authorization });
		expect((await ask(`Bearer ${token}`)).status).toBe(200);
		expect((await ask(token)).status).toBe(401);
		expect((await ask('Bearer [object Object]')).status).toBe(401);
		now += 3_599_999;
		expect((await client.get('/campaigns')).status).toBe(200);
		now += 1;
		expect((await client.get('/campaigns')).status).toBe(401);
	});

	test('ends older tokens with a new one unless told otherwise', async () => {
		const other = new AppLovinClient(sandbox);
		await client.login();
		await other.login();
		expect((await client.get('/campaigns')).status).toBe(401);
		sandbox.options.applovin.singleToken = false;
		await client.login();
		expect((await other.get('/campaigns')).status).toBe(200);
		sandbox.expireTokens();
		expect((await other.get('/campaigns')).status).toBe(401);
	});

	describe('third-party app', () => {
		beforeEach(() => {
			sandbox.options.applovin.appKind = 'thirdParty';
		});
		const refresh = (refresh_token: string, more = {}) =>
			client.grant({ grant_type: 'refresh_token', refresh_token, ...more });

		test('is redirected with code and state', async () => {
			const answer = await client.consent({ state: 'a b&c=/é' });
			expect(answer.status).toBe(302);
			const location = new URL(answer.headers.get('location') ?? '');
			expect(location.origin + location.pathname).toBe(REDIRECT);
			expect(location.searchParams.get('state')).toBe('a b&c=/é');
			expect(location.searchParams.get('code')).toMatch(/^[0-9a-f]{44}$/);
		});

		test.each<[string, Record<string, string | undefined>]>([
			['no client_id', { client_id: undefined }],
			['an unknown client_id', { client_id: 'x' }],
			['no redirect_uri', { redirect_uri: undefined }],
			['an unregistered redirect_uri', { redirect_uri: `${REDIRECT}/` }],
			['no response_type', { response_type: undefined }],
			['another response_type', { response_type: 'token' }],
			['no scope', { scope: '' }],
			['an unknown scope', { scope: 'campaigns:read x' }],
			['no state', { state: undefined }],
		])('is shown an error page with %s', async (_, changes) => {
			const answer = await client.consent(changes);
			expect(answer.status).toBe(400);
			expect(answer.text).toContain('<h1>Authorization error');
			expect(sandbox.applovin.codes.size).toBe(0);
		});

		test('may register any web address when told to', async () => {
			sandbox.options.applovin.redirectUris = 'any';
			const redirect_uri = 'http://127.0.0.1:9/back?x=1';
			const answer = await client.consent({ redirect_uri });
			expect(answer.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:9\/back\?x=1&code=/);
			expect((await client.consent({ redirect_uri: 'javascript:alert(1)' })).status).toBe(400);
		});

		test('trades a code in once, with its redirect_uri and no scope', async () => {
			const { headers } = await client.consent();
			const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
			const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
			const scope = 'campaigns:read';
			expect((await client.grant({ ...form, scope })).body.error).toBe('invalid_request');
			expect((await client.grant({ ...form, redirect_uri: undefined })).status).toBe(400);
			const other = { ...form, redirect_uri: 'https://mydomain.com/oauth_code' };
			expect((await client.grant(other)).body.error).toBe('invalid_grant');
			const answer = await client.grant(form);
			expect(answer.body).toEqual({
				accessToken: {
					access_token: expect.any(String),
					token_type: 'bearer',
					expires_in: 3600,
					refresh_token: expect.stringMatching(/^[0-9a-f]{60}$/),
				},
			});
			expect((await client.grant(form)).body.error).toBe('invalid_grant');
			expect(sandbox.applovin.grants.authorization_code).toBe(1);
			expect((await client.grant(CREDENTIALS)).body.error).toBe('unauthorized_client');
		});

		test('does not trade in an old code', async () => {
			const { headers } = await client.consent();
			const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
			now += 600_000;
			const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
			expect((await client.grant(form)).status).toBe(400);
		});

		test('refreshes with each token once, and gets a new one', async () => {
			sandbox.options.applovin.singleToken = false;
			const first = dig((await client.connect()).body, 'accessToken', 'refresh_token');
			expect((await client.get('/campaigns')).status).toBe(200);
			const answer = await refresh(String(first));
			expect(answer.status).toBe(200);
			const second = dig(answer.body, 'accessToken', 'refresh_token');
			expect(second).not.toBe(first);
			expect((await client.get('/campaigns')).status).toBe(401);
			expect((await refresh(String(first))).body.error).toBe('invalid_grant');
			expect(sandbox.applovin.refusedRefreshes).toBe(1);
			expect((await refresh(String(second))).status).toBe(200);
			expect(sandbox.applovin.grants.refresh_token).toBe(2);
		});

		test('may narrow the scopes, but send no code', async () => {
			const next = (answer: { body: Parameters<typeof dig>[0] }) =>
				String(dig(answer.body, 'accessToken', 'refresh_token'));
			const token = next(await client.connect());
			expect((await refresh(token, { code: 'x' })).body.error).toBe('invalid_request');
			expect((await refresh(token, { scope: 'x' })).body.error).toBe('invalid_scope');
			const wrong = { redirect_uri: 'https://mydomain.com/oauth_code' };
			expect((await refresh(token, wrong)).body.error).toBe('invalid_grant');
			const narrow = await refresh(token, { scope: 'creatives:read', redirect_uri: REDIRECT });
			client.token = String(dig(narrow.body, 'accessToken', 'access_token'));
			expect((await client.get('/campaigns')).status).toBe(403);
			const wide = await refresh(next(narrow), { scope: 'campaigns:read' });
			expect(wide.body.error).toBe('invalid_scope');
		});

		test('loses a refresh token after 30 days', async () => {
			const token = dig((await client.connect()).body, 'accessToken', 'refresh_token');
			sandbox.expireTokens();
			now += 30 * 86_400_000;
			expect((await refresh(String(token))).status).toBe(400);
			expect(sandbox.applovin.refusedRefreshes).toBe(1);
		});

		test('finds the refresh token where it is told to', async () => {
			sandbox.options.applovin.refreshTokenPlace = 'top';
			const top = await client.connect();
			expect(dig(top.body, 'accessToken', 'refresh_token')).toBeNull();
			expect(top.body.refresh_token).toEqual(expect.any(String));
			sandbox.options.applovin.refreshTokenPlace = 'object';
			const answer = await refresh(String(top.body.refresh_token));
			expect(answer.body.refreshToken).toEqual({ refresh_token: expect.any(String) });
		});

		test('uses up a refresh token although the answer is lost', async () => {
			const token = dig((await client.connect()).body, 'accessToken', 'refresh_token');
			sandbox.addFault({ path: /access_token/, kind: 'resetAfter' });
			await expect(refresh(String(token))).rejects.toThrow();
			expect((await refresh(String(token))).status).toBe(400);
		});
	});
});
