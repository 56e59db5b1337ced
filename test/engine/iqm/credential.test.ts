import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { IqmApi } from '../../../credentials/IqmApi.credentials';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { SandboxClient } from '../../../sandbox/client';
import { Engine } from '../../support/engine';
import { pressTest as pressTestOf } from '../../support/pressTest';
import { freshSandbox } from '../../support/freshSandbox';
import {
	apiRequests,
	forgetProcessState,
	requestsTo,
	runNode,
	sandboxCredential,
	testSandbox,
} from '../../support/harness';
import { callByHttpRequest } from '../../support/httpRequest';
import { skippedWaits } from '../../support/testClock';

// Pauses between logins are real seconds otherwise.
skippedWaits();
const sandbox = freshSandbox();

const logins = () => sandbox.requests.filter(({ path }) => path.startsWith('/api/v3/ua/'));

const pressTest = async (credential: ICredentialDataDecryptedObject) =>
	await pressTestOf(new IqmApi(), credential);

describe('the Test button', () => {
	it('succeeds with the right values', async () => {
		expect(await pressTest(sandboxCredential(sandbox))).toBe('OK');
		// IQM OpenAPI master, "This API fetches a static list of time zones".
		const asked = sandbox.requests.map(({ method, url }) => [method, url]);
		expect(asked).toEqual([
			['POST', '/api/v3/ua/login'],
			['GET', '/api/v3/master/timezones'],
		]);
		const [, { headers, body }] = sandbox.requests;
		expect(headers.authorization).toMatch(/^Bearer /);
		expect(headers['x-iaa-ow-id']).toBe(String(sandbox.options.iqm.owId));
		expect(body).toHaveLength(0);
	});

	it('takes an empty list of time zones for an answer', async () => {
		const data = { data: [], totalRecords: 0, filteredRecords: 0 };
		const message = JSON.stringify({ success: true, data });
		sandbox.addFault({ path: /timezones/, kind: 'notJson', message });
		expect(await pressTest(sandboxCredential(sandbox))).toBe('OK');
	});

	it('distinguishes a refusal after the login from a refused login', async () => {
		sandbox.addFault({ path: /timezones/, kind: 'successFalse', message: 'No access' });
		expect(await pressTest(sandboxCredential(sandbox))).toBe(
			'IQM accepted the login but refused the first request',
		);
	});

	it('accepts a trailing slash on the base URL', async () => {
		const credential = sandboxCredential(sandbox, { baseUrl: `${sandbox.url}//` });
		expect(await pressTest(credential)).toBe('OK');
		expect(requestsTo(sandbox, '/api/v3/master/timezones')).toHaveLength(1);
	});

	it.each([
		['a wrong client', { clientSecret: 'wrong' }, 'wrong Client ID or Client Secret'],
		['a wrong user', { password: 'wrong' }, "User doesn't exist or user is not allowed"],
		[
			'an unreachable host',
			{ baseUrl: 'http://127.0.0.1:9' },
			'could not reach http://127.0.0.1:9',
		],
		['no protocol', { baseUrl: 'app.iqm.com' }, 'must start with https://'],
		['an empty password', { password: '' }, "'Password' is empty"],
	])('reports %s', async (_, changes: IDataObject, words) => {
		expect(await pressTest(sandboxCredential(sandbox, changes))).toContain(words);
	});

	it("shows a held account's reason and support address", async () => {
		sandbox.options.iqm.loginStatus = 'onHold';
		const message = await pressTest(sandboxCredential(sandbox));
		// Quickstart "Create a Campaign", step 1, "More Responses".
		expect(message).toContain('On Hold');
		expect(message).toContain('due to missed payment dates for last 3 months');
		expect(message).toContain('support@iqm.com');
		expect(message).toContain('User is not associated with any active organization.');
	});

	it.each(['html', 'html404', 'redirect'] as const)(
		'says to try the other base URL when the login is answered with %s',
		async (kind) => {
			sandbox.addFault({ path: /ua\/login/, kind });
			expect(await pressTest(sandboxCredential(sandbox))).toContain('https://api.iqm.com');
		},
	);

	it('asks for the workspace id when the login returns none', async () => {
		sandbox.options.iqm.oauthFlat = true;
		const credential = sandboxCredential(sandbox, { loginMethod: 'oauthToken' });
		expect(await pressTest(credential)).toContain('no Organization Workspace ID');
	});

	it('does not repeat a refused login for every item', async () => {
		const { error } = await runNode(
			sandbox,
			new IqmCreative(),
			{ operation: 'getTypes' },
			{
				credential: sandboxCredential(sandbox, { password: 'wrong' }),
				items: Array.from({ length: 20 }, () => ({ json: {} })),
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(error).toBeUndefined();
		expect(logins()).toHaveLength(1);
	});
});

describe('logging in', () => {
	const getTypes = async (changes: IDataObject = {}, options = {}) =>
		await runNode(
			sandbox,
			new IqmCreative(),
			{ operation: 'getTypes' },
			{ credential: sandboxCredential(sandbox, changes), ...options },
		);

	it.each([false, true])('reads the token endpoint, flat answer: %s', async (flat) => {
		sandbox.options.iqm.oauthFlat = flat;
		const { error, items } = await getTypes({
			loginMethod: 'oauthToken',
			owId: flat ? String(sandbox.options.iqm.owId) : '',
		});
		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
		const [login] = logins();
		expect(login.path).toBe('/api/v3/ua/oauth/token');
		expect(login.headers['content-type']).toBe('application/x-www-form-urlencoded');
		expect(Object.fromEntries(new URLSearchParams(login.body.toString()))).toEqual({
			grant_type: 'password',
			username: sandbox.options.iqm.email,
			password: sandbox.options.iqm.password,
		});
	});

	it('sends a pasted workspace address as a bare host, at login and after', async () => {
		await getTypes({ workspaceHost: 'https://Team.iqm.com:443/#/campaigns?x=1' });
		expect(sandbox.requests.map(({ headers }) => headers['x-iaa-host'])).toEqual([
			'team.iqm.com',
			'team.iqm.com',
		]);
	});

	it("prefers the user's workspace id to the login's", async () => {
		await getTypes({ owId: '4711' });
		expect(apiRequests(sandbox)[0].headers['x-iaa-ow-id']).toBe('4711');
	});

	it('logs in once for ten executions that start together', async () => {
		const engine = (await getTypes()).engine;
		engine.setup.credentials.iqm = sandboxCredential(sandbox);
		forgetProcessState();
		const before = logins().length;
		await Promise.all(Array.from({ length: 10 }, async () => await getTypes({}, { engine })));
		expect(logins().length - before).toBe(1);
	});

	it('renews once when the token of ten parallel executions has expired', async () => {
		const { engine } = await getTypes();
		sandbox.expireTokens();
		const runs = await Promise.all(
			Array.from({ length: 10 }, async () => await getTypes({}, { engine })),
		);
		expect(runs.map(({ error }) => error)).toEqual(runs.map(() => undefined));
		expect(logins()).toHaveLength(2);
	});

	it('uses the newest session in place of an older token instead of logging in again', async () => {
		const { engine } = await getTypes();
		const old = { ...engine.setup.credentials.iqm };
		sandbox.expireTokens();
		await getTypes({}, { engine });
		expect(logins()).toHaveLength(2);
		engine.setup.credentials.iqm = old;
		const { error } = await getTypes({}, { engine });
		expect(error).toBeUndefined();
		expect(logins()).toHaveLength(2);
	});

	it('goes on after another process has logged in and lost its login in turn', async () => {
		const { engine } = await getTypes();
		engine.setup.credentials.iqm = {
			...engine.setup.credentials.iqm,
			sessionToken: 'made-by-another-process',
			sessionObtainedAt: String(Date.now() + 1_000),
		};
		sandbox.expireTokens();
		const { error } = await getTypes({}, { engine });
		expect(error).toBeUndefined();
		expect(logins()).toHaveLength(2);
	});

	/** A login beside this process, which ends the older token; the new one is stored at once. */
	async function logInElsewhere(engine: Engine): Promise<void> {
		const client = new SandboxClient(sandbox);
		await client.login();
		engine.setup.credentials.iqm = {
			...engine.setup.credentials.iqm,
			sessionToken: client.headers.Authorization.replace('Bearer ', ''),
			sessionObtainedAt: String(Date.now()),
		};
	}

	it('takes the token that another process has stored while a request met a 401', async () => {
		const { engine } = await getTypes();
		const { credentials } = engine.setup;
		const old = credentials.iqm;
		await logInElsewhere(engine);
		const stored = credentials.iqm;
		// Stored between the request that met the 401 and the look at what is stored.
		Object.defineProperty(credentials, 'iqm', {
			get: () => (sandbox.requests.some(({ status }) => status === 401) ? stored : old),
		});
		const before = logins().length;
		const { error } = await getTypes({}, { engine });
		expect(error).toBeUndefined();
		expect(sandbox.requests.map(({ status }) => status)).toContain(401);
		expect(logins()).toHaveLength(before);
	});

	/** What was sent, in order: a login, or a request with its answer's status. */
	const sent = () =>
		sandbox.requests.map(({ path, status }) => (path.includes('/ua/') ? 'login' : status));

	/** Another process logs in and stores its token after each of so many requests that met a 401. */
	async function othersLogIn(engine: Engine, times: number): Promise<void> {
		const { credentials } = engine.setup;
		const tokens: ICredentialDataDecryptedObject[] = [];
		for (let count = 0; count < times; count++) {
			const client = new SandboxClient(sandbox);
			await client.login();
			const sessionToken = client.headers.Authorization.replace('Bearer ', '');
			tokens.push({ ...credentials.iqm, sessionToken, sessionObtainedAt: String(Date.now()) });
		}
		sandbox.requests.length = 0;
		let own = credentials.iqm;
		let refused = 1;
		Object.defineProperty(credentials, 'iqm', {
			get: () => {
				const now = sandbox.requests.filter(({ status }) => status === 401).length;
				// The first 401 is the old token's, the next one that of this process' own login.
				if (now > refused && tokens.length > 0) {
					refused = now;
					own = tokens.shift() as ICredentialDataDecryptedObject;
				}
				return own;
			},
			set: (value: ICredentialDataDecryptedObject) => {
				own = value;
			},
		});
	}

	it("outlasts two processes that end each other's tokens", async () => {
		const { engine } = await getTypes();
		await othersLogIn(engine, 1);
		sandbox.addFault({ path: /creativeTypes/, kind: 'expiredToken', times: 3 });
		const { error } = await getTypes({}, { engine });
		expect(error).toBeUndefined();
		// The old token, a login of its own, the other's token, and once more a login of its own.
		expect(sent()).toEqual([401, 'login', 401, 401, 'login', 200]);
	}, 60_000);

	it.each([
		['a stored token', {}, [401, 'login', 401, 'login', 401], [401, 'login', 401]],
		[
			'no token yet',
			{ sessionToken: '' },
			['login', 401, 'login', 401, 'login', 401],
			['login', 401, 'login', 401],
		],
	])(
		'a persistent 401 costs two new logins, and one within the next minute: %s',
		async (_, stored, requests, later) => {
			const { engine } = await getTypes();
			Object.assign(engine.setup.credentials.iqm, stored);
			forgetProcessState();
			sandbox.addFault({ path: /creativeTypes/, kind: 'expiredToken', times: 100 });
			sandbox.requests.length = 0;
			const { error } = await getTypes({}, { engine });
			expect(error?.httpCode).toBe('401');
			expect(error?.description).toContain('IQM does not accept the login of this credential');
			expect(sent()).toEqual(requests);

			Object.assign(engine.setup.credentials.iqm, stored);
			sandbox.requests.length = 0;
			expect((await getTypes({}, { engine })).error?.httpCode).toBe('401');
			expect(sent()).toEqual(later);
		},
		60_000,
	);

	it("goes on if another process, which logs in at the same moment, ends a new login's token", async () => {
		const { engine } = await getTypes();
		// What the other process stores is written over by this one, so nobody sees it.
		sandbox.addFault({ path: /creativeTypes/, kind: 'expiredToken', times: 2 });
		sandbox.requests.length = 0;
		expect((await getTypes({}, { engine })).error).toBeUndefined();
		expect(sent()).toEqual([401, 'login', 401, 'login', 200]);
	}, 60_000);

	it('a persistent 401 costs a write two new logins too, and the write is reported as not done', async () => {
		const { engine } = await getTypes();
		engine.setup.nodeTypes['n8n-nodes-iqm-applovin.iqmCreative'] = new IqmCreative();
		sandbox.addFault({ path: /update-status/, kind: 'expiredToken', times: 100 });
		sandbox.requests.length = 0;
		const { error } = await runNode(
			sandbox,
			new IqmCreative(),
			{ operation: 'updateStatus', creativeIds: '5', status: 'paused' },
			{ engine },
		);
		expect(error?.httpCode).toBe('401');
		expect(error?.description).not.toContain('may or may not');
		expect(sent()).toEqual([401, 'login', 401, 'login', 401]);
	}, 60_000);

	it('finishes a run of items whose token expires in the middle with one renewal', async () => {
		const items = Array.from({ length: 6 }, (_, index) => ({ json: { index } }));
		sandbox.addFault({ path: /io\/add/, kind: 'expiredToken' });
		const { items: results, error } = await runNode(
			sandbox,
			new IqmInsertionOrder(),
			{
				operation: 'create',
				ifItExists: 'create',
				ioName: '=Order {{ $json.index }}',
				ioStartTime: '2030-01-01T00:00:00Z',
				ioEndTime: '2030-02-01T00:00:00Z',
				ioTimeZoneId: { __rl: true, mode: 'id', value: '29' },
				ioBudgetTypeId: 1,
				isAutoSumIoTotalBudget: false,
				ioTotalBudget: 10,
				additionalFields: {},
				options: {},
			},
			{ items },
		);
		expect(error).toBeUndefined();
		expect(results).toHaveLength(6);
		expect(sandbox.iqm.insertionOrders.size).toBe(6);
		expect(logins()).toHaveLength(2);
	});
});

describe("n8n's HTTP Request node", () => {
	const call = async (url: string) => {
		const data = sandboxCredential(sandbox);
		return await callByHttpRequest({ type: new IqmApi(), id: 'iqm', data }, url);
	};

	it('reaches the rest of the API with the credential', async () => {
		const { error, runData } = await call(`${sandbox.url}/api/v3/master/timezones`);
		expect(error).toBeUndefined();
		expect(runData['HTTP Request'][0].data?.main[0]?.[0].json).toMatchObject({ success: true });
		expect(requestsTo(sandbox, '/api/v3/master/timezones')[0].headers.authorization).toMatch(
			/^Bearer /,
		);
	});

	it('never takes the token to another host', async () => {
		const other = await testSandbox();
		const { error } = await call(`${other.url}/api/v3/master/timezones`);
		expect(error?.message).toContain('was not sent');
		expect(other.requests).toHaveLength(0);
		await other.close();
	});
});
