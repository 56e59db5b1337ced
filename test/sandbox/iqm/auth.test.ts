import { IQM_DEFAULTS, startSandbox, type Sandbox } from '../../../sandbox';
import { dig, SandboxClient } from '../../../sandbox/client';

const FORM = 'application/x-www-form-urlencoded';

describe('sandbox: IQM access', () => {
	let now: number;
	let sandbox: Sandbox;
	let client: SandboxClient;

	beforeEach(async () => {
		now = 1_750_000_000_000;
		sandbox = await startSandbox({ now: () => now, iqm: { requestsPerMinute: 0 } });
		client = new SandboxClient(sandbox);
	});
	afterEach(() => sandbox.close());

	const login = (body: unknown, headers: Record<string, string> = {}) =>
		client.send('POST', '/api/v3/ua/login', JSON.stringify(body), {
			'Content-Type': 'application/json',
			Authorization: client.basic,
			'X-IAA-HOST': 'app.iqm.com',
			...headers,
		});
	const good = {
		grantType: 'password',
		email: IQM_DEFAULTS.email,
		password: IQM_DEFAULTS.password,
	};
	const oauth = (form: Record<string, string>) =>
		client.send('POST', '/api/v3/ua/oauth/token', new URLSearchParams(form).toString(), {
			'Content-Type': FORM,
			Authorization: client.basic,
		});

	test('listens on the loopback interface alone', () => {
		expect(sandbox.url).toBe(`http://127.0.0.1:${sandbox.port}`);
	});

	test('logs in as the quickstart shows', async () => {
		const answer = await login(good);
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			success: true,
			data: {
				access_token: expect.stringMatching(/^[0-9a-f-]{36}$/),
				refresh_token: expect.stringMatching(/^[0-9a-f-]{36}$/),
				scope: 'read write',
				token_type: 'bearer',
				expires_in: 35999,
				owId: 200001,
			},
		});
		expect(sandbox.iqm.logins).toBe(1);
	});

	test.each([
		['a wrong client', good, { Authorization: 'Basic eDp5' }, 401],
		['no client', good, { Authorization: '' }, 401],
		['no workspace host', good, { 'X-IAA-HOST': '' }, 400],
		['no grant type', { ...good, grantType: undefined }, {}, 400],
		['another grant type', { ...good, grantType: 'client_credentials' }, {}, 400],
		['a wrong password', { ...good, password: 'x' }, {}, 403],
		['an unknown user', { ...good, email: 'a@b.example' }, {}, 403],
	])('refuses a login with %s', async (_, body, headers, status) => {
		const answer = await login(body, headers);
		expect(answer.status).toBe(status);
		expect(answer.body.success).toBe(false);
		expect(sandbox.iqm.logins).toBe(0);
	});

	test('refuses another workspace host when one is set', async () => {
		sandbox.options.iqm.workspaceHost = 'buyers.example.com';
		const refused = await login(good);
		expect(refused.status).toBe(403);
		expect(dig(refused.body, 'errorObjects', 0, 'error')).toBe(
			"User doesn't exist or user is not allowed to provided workspace.",
		);
		expect((await login(good, { 'X-IAA-HOST': 'buyers.example.com' })).status).toBe(200);
	});

	test('answers the documented 400 for an account on hold', async () => {
		sandbox.options.iqm.loginStatus = 'onHold';
		const answer = await login(good);
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject({
			success: false,
			data: { status: 'On Hold', supportEmail: 'support@iqm.com' },
			errorObjects: [{ error: 'User is not allowed to access provided customer' }],
		});
	});

	test('takes the password grant at the token endpoint, enveloped or flat', async () => {
		const { email, password } = IQM_DEFAULTS;
		const form = { grant_type: 'password', username: email, password };
		expect(dig((await oauth(form)).body, 'data', 'owId')).toBe(200001);
		sandbox.options.iqm.oauthFlat = true;
		const flat = await oauth(form);
		expect(flat.body.owId).toBeUndefined();
		expect(flat.body.access_token).toEqual(expect.any(String));
		expect((await oauth({ ...form, password: 'x' })).body.error).toBe('invalid_grant');
		expect((await oauth({ ...form, grant_type: 'x' })).body.error).toBe('unsupported_grant_type');
	});

	test('refreshes a token once, flat and without owId', async () => {
		const { body } = await client.login();
		const refresh_token = String(dig(body, 'data', 'refresh_token'));
		sandbox.expireTokens();
		const form = { grant_type: 'refresh_token', refresh_token };
		const answer = await oauth(form);
		expect(answer.status).toBe(200);
		expect(Object.keys(answer.body)).toEqual([
			'access_token',
			'refresh_token',
			'scope',
			'token_type',
			'expires_in',
		]);
		expect((await oauth(form)).status).toBe(400);
		expect(sandbox.iqm.logins).toBe(1);
	});

	test('wants a bearer token in Authorization and the right organization', async () => {
		await client.login();
		const path = '/api/v3/ua/profile';
		const ask = (headers: Record<string, string>) => client.send('GET', path, undefined, headers);
		const { Authorization, 'X-IAA-OW-ID': owId } = client.headers;
		expect((await ask(client.headers)).status).toBe(200);
		expect((await ask({ 'X-IAA-OW-ID': owId })).status).toBe(401);
		expect((await ask({ Authentication: Authorization, 'X-IAA-OW-ID': owId })).status).toBe(401);
		expect((await ask({ Authorization })).status).toBe(400);
		expect((await ask({ Authorization, 'X-IAA-OW-ID': '1' })).status).toBe(403);
	});

	test('lets tokens expire by the clock', async () => {
		await client.login();
		now += IQM_DEFAULTS.tokenLifetimeMs - 1;
		expect((await client.get('/api/v3/ua/profile')).status).toBe(200);
		now += 1;
		const answer = await client.get('/api/v3/ua/profile');
		expect(answer.status).toBe(401);
		expect(answer.body).toEqual({ success: false, errorObjects: [{ error: 'Invalid token' }] });
		const v2 = await client.get('/api/v2/cmp/campaign/1');
		expect(v2.body).toEqual({
			statusCode: 401,
			responseObject: { errorMsg: 'Invalid token', errorCode: 401 },
		});
	});

	test('ends older tokens with a new login unless told otherwise', async () => {
		const other = new SandboxClient(sandbox);
		await client.login();
		await other.login();
		expect((await client.get('/api/v3/ua/profile')).status).toBe(401);
		sandbox.options.iqm.singleToken = false;
		await client.login();
		expect((await other.get('/api/v3/ua/profile')).status).toBe(200);
		expect((await client.get('/api/v3/ua/profile')).status).toBe(200);
	});

	test('logs out', async () => {
		await client.login();
		const answer = await client.send('POST', '/api/v3/ua/logout', undefined, client.headers);
		expect(answer.body).toEqual({ success: true, data: 'User logged out successfully.' });
		expect((await client.get('/api/v3/ua/profile')).status).toBe(401);
	});
});
