import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type RecordedRequest, type Sandbox } from '../../../sandbox';
import { appLovinData } from '../support/accounts';
import type { Execution, N8nApi } from '../support/api';
import { errorOf, oneNode } from '../support/oneNode';
import { PACKAGE } from '../support/ownPackage';
import { connect, line, runningServer } from '../support/runningServers';
import { serverLog } from '../support/serverLog';

/** The "Connect" button of the credential for third-party apps, over n8n's own callback address. */

const TYPE = 'appLovinOAuth2Api';
const TOKEN = '/oauth/v1/access_token';
const CAMPAIGNS = '/campaign_management/v1/campaigns';

let api: N8nApi;
let callback: string;
let sandbox: Sandbox;

beforeAll(async () => {
	api = await connect();
	callback = `${api.url}/rest/oauth2-credential/callback`;
});

beforeEach(async () => {
	sandbox = await startSandbox({
		applovin: { appKind: 'thirdParty', redirectUris: [callback] },
	});
});

afterEach(async () => {
	await sandbox.close();
});

const store = async (changes: IDataObject = {}): Promise<string> =>
	await api.createCredential(TYPE, 'third-party app', {
		...appLovinData(sandbox),
		...changes,
	} as ReturnType<typeof appLovinData>);

/** What "Connect" opens in a new window. */
const consentPage = async (id: string): Promise<URL> =>
	new URL((await api.get(`/oauth2-credential/auth?id=${id}`)) as string);

/** Opens an address as the owner's browser does, without following redirects. */
const open = async (address: URL | string): Promise<Response> =>
	await fetch(address, {
		redirect: 'manual',
		headers: { Cookie: `${api.session.name}=${api.session.value}` },
	});

/** Consents at the sandbox and returns what n8n's callback page says. */
async function consent(id: string): Promise<string> {
	const consented = await open(await consentPage(id));
	const page = await open(consented.headers.get('location') ?? '');
	return await page.text();
}

async function storedFields(id: string): Promise<IDataObject> {
	const { data } = (await api.get(`/credentials/${id}?includeData=true`)) as { data: IDataObject };
	return data;
}

const workflow = (id: string) =>
	oneNode(
		`${PACKAGE}.appLovinCampaign`,
		1,
		{
			authentication: TYPE,
			resource: 'campaign',
			operation: 'getAll',
			returnAll: true,
			options: {},
		},
		{ [TYPE]: id },
	);

const to = (path: string): RecordedRequest[] =>
	sandbox.requests.filter((request) => request.path === path);

const formOf = ({ body }: RecordedRequest) =>
	Object.fromEntries(new URLSearchParams(body.toString()));

describe('Connect', () => {
	it.each([
		[{}, 'campaigns:write creatives:write source_bids:write'],
		// What the editor stores where nobody has chosen any.
		[{ scopes: [] }, 'campaigns:write creatives:write source_bids:write'],
		[{ scopes: ['campaigns:read', 'creatives:write'] }, 'campaigns:read creatives:write'],
	])('asks for consent with the parameters of the document (%j)', async (changes, scope) => {
		const page = await consentPage(await store(changes));
		expect(page.origin + page.pathname).toBe(`${sandbox.url}/oauth/initialize`);
		// "Table of Third-Party App Authorization Request Query Parameters": these five, all required.
		expect(Object.fromEntries(page.searchParams)).toEqual({
			client_id: sandbox.options.applovin.clientId,
			redirect_uri: callback,
			response_type: 'code',
			scope,
			state: expect.stringMatching(/.{20}/),
		});
		expect([...page.searchParams.keys()]).toHaveLength(5);
	});

	it('asks for consent at the right place when the OAuth Base URL ends with a slash', async () => {
		const page = await consentPage(await store({ oauthBaseUrl: `${sandbox.url}/` }));
		expect(page.origin + page.pathname).toBe(`${sandbox.url}/oauth/initialize`);
	});

	it('trades the code in with the secrets in the body, and stores the token unseen', async () => {
		const id = await store();
		expect(await consent(id)).toContain('Connection successful');
		expect(to(TOKEN)).toHaveLength(1);
		const [grant] = to(TOKEN);
		expect(grant.status).toBe(200);
		expect(grant.headers.authorization).toBeUndefined();
		const [code] = sandbox.applovin.codes.keys();
		expect(formOf(grant)).toEqual({
			client_id: sandbox.options.applovin.clientId,
			client_secret: sandbox.options.applovin.clientSecret,
			code,
			grant_type: 'authorization_code',
			redirect_uri: callback,
		});

		const shown = await storedFields(id);
		// n8n shows no more than that there is one.
		expect(shown.oauthTokenData).toBe(true);
		const { tokens, refreshTokens } = sandbox.applovin;
		for (const secret of [
			sandbox.options.applovin.clientSecret,
			...tokens.keys(),
			...refreshTokens.keys(),
		]) {
			expect(JSON.stringify(shown)).not.toContain(secret);
		}
	});

	it('ends in an error page and without a token when the user denies', async () => {
		const id = await store();
		const state = (await consentPage(id)).searchParams.get('state') ?? '';
		const query = new URLSearchParams({ error: 'access_denied', state });
		const page = await (await open(`${callback}?${query.toString()}`)).text();
		expect(page).not.toContain('Connection successful');
		expect(page).toContain('access_denied');
		expect(sandbox.requests).toEqual([]);
		expect(await storedFields(id)).not.toHaveProperty('oauthTokenData');
	});

	it('ends in an error page and without a token when the client secret is wrong', async () => {
		const id = await store({ clientSecret: 'planted-mistake' });
		const page = await consent(id);
		expect(page).not.toContain('Connection successful');
		expect(page).toContain('invalid_client');
		expect(page).not.toContain('planted-mistake');
		expect(serverLog(runningServer())).not.toContain('planted-mistake');
		expect(to(TOKEN).map(({ status }) => status)).toEqual([401]);
		expect(await storedFields(id)).not.toHaveProperty('oauthTokenData');
	});
});

// Only n8n 2.30 and newer can renew AppLovin's nested token, and once for parallel executions.
if (line() === '1') {
	it('names the version of n8n that the node needs, and sends nothing', async () => {
		const id = await store();
		await consent(id);
		sandbox.requests.splice(0);
		const execution = await api.run(workflow(id));
		expect(execution.status).toBe('error');
		expect(errorOf(execution)).toContain("'AppLovin OAuth2 API' needs n8n 2.30 or newer");
		expect(errorOf(execution)).toContain('use a first-party app');
		expect(sandbox.requests).toEqual([]);
	});
} else {
	const expectSuccess = (execution: Execution): void => {
		expect(errorOf(execution)).toBe('');
		expect(execution.status).toBe('success');
	};

	/** A credential that has just been connected. */
	async function connected(): Promise<string> {
		const id = await store();
		await consent(id);
		sandbox.requests.splice(0);
		return id;
	}

	it.each(['nested', 'top', 'object'] as const)(
		'rotates and stores the refresh token with each renewal (its place: %s)',
		async (place) => {
			sandbox.options.applovin.refreshTokenPlace = place;
			const id = await connected();
			expectSuccess(await api.run(workflow(id)));
			expect(to(TOKEN)).toEqual([]);
			// More than one round: the second one needs the refresh token that the first has stored.
			for (let round = 1; round <= 2; round++) {
				sandbox.expireTokens();
				expectSuccess(await api.run(workflow(id)));
				expect(to(TOKEN).map(({ status }) => status)).toEqual(Array(round).fill(200));
				expectSuccess(await api.run(workflow(id)));
				expect(to(TOKEN)).toHaveLength(round);
			}
			const [first, second] = to(TOKEN).map(formOf);
			expect(first).toMatchObject({ grant_type: 'refresh_token' });
			expect(second.refresh_token).not.toBe(first.refresh_token);
			expect(sandbox.applovin.refusedRefreshes).toBe(0);
		},
	);

	it('says to press Connect when nobody has done so yet', async () => {
		const execution = await api.run(workflow(await store()));
		expect(errorOf(execution)).toContain("'AppLovin OAuth2 API' is not connected yet");
		expect(sandbox.requests).toEqual([]);
	});

	it('renews once for five executions that meet the expired token together', async () => {
		const id = await connected();
		sandbox.expireTokens();
		// Long enough for all five to have asked with the expired token before the first one learns.
		sandbox.addFault({ path: /campaigns$/, kind: 'slow', times: 5, delayMs: 10_000 });
		const stored = await api.createWorkflow(workflow(id));
		const started = await Promise.all(
			Array.from({ length: 5 }, async () => await api.startWorkflow(stored)),
		);
		const executions = await Promise.all(started.map(async (one) => await api.finished(one)));
		executions.forEach(expectSuccess);
		expect(sandbox.requests.map(({ path, status }) => `${status} ${path}`)).toEqual([
			...Array<string>(5).fill(`401 ${CAMPAIGNS}`),
			`200 ${TOKEN}`,
			...Array<string>(5).fill(`200 ${CAMPAIGNS}`),
		]);
	});

	it('says to reconnect when the refresh token is lost, and works again after that', async () => {
		const id = await connected();
		sandbox.expireTokens();
		sandbox.applovin.refreshTokens.clear();
		const execution = await api.run(workflow(id));
		expect(execution.status).toBe('error');
		expect(errorOf(execution)).toMatch(/reconnect/i);

		expect(await consent(id)).toContain('Connection successful');
		expectSuccess(await api.run(workflow(id)));
	});

	it("carries n8n's HTTP Request node too, once the node has renewed the token", async () => {
		const id = await connected();
		const call = async () =>
			await api.run(
				oneNode(
					'n8n-nodes-base.httpRequest',
					4.2,
					{
						method: 'GET',
						url: `${sandbox.url}${CAMPAIGNS}`,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: TYPE,
						options: {},
					},
					{ [TYPE]: id },
				),
			);
		expectSuccess(await call());
		sandbox.expireTokens();
		expectSuccess(await api.run(workflow(id)));
		sandbox.expireTokens();
		expectSuccess(await call());
		expect(to(CAMPAIGNS).map(({ status }) => status)).toEqual([200, 401, 200, 401, 200]);
		expect(to(TOKEN).map(({ status }) => status)).toEqual([200, 200]);
	});
}
