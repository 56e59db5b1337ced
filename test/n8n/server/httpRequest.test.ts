import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import { appLovinData, iqmData } from '../support/accounts';
import { itemsOf, type Execution, type N8nApi } from '../support/api';
import { errorOf, NODE, oneNode } from '../support/oneNode';
import { connect } from '../support/runningServers';

let api: N8nApi;
let sandbox: Sandbox;
/** Another API: whatever arrives there has left the credential's own host. */
let stranger: Sandbox;

beforeAll(async () => {
	api = await connect();
});

// New for each test: n8n remembers the session of an account, and a new address is a new account.
beforeEach(async () => {
	sandbox = await startSandbox({ iqm: { requestsPerMinute: 1_000 } });
	stranger = await startSandbox();
	const applovin = new AppLovinClient(sandbox);
	await applovin.login();
	await applovin.makeCampaign();
	sandbox.requests.splice(0);
});

afterEach(async () => {
	await sandbox.close();
	await stranger.close();
});

interface Case {
	type: string;
	data: () => ICredentialDataDecryptedObject;
	login: string;
	/** An endpoint that no operation of the package needs, or whose answer is raw here. */
	path: string;
	answer: object;
}

const CASES: Case[] = [
	{
		type: 'iqmApi',
		data: () => iqmData(sandbox),
		login: '/api/v3/ua/login',
		path: '/api/v3/master/timezones',
		answer: { success: true },
	},
	{
		type: 'appLovinApi',
		data: () => appLovinData(sandbox),
		login: '/oauth/v1/access_token',
		path: '/campaign_management/v1/campaigns',
		answer: { name: 'My app US' },
	},
];

describe.each(CASES)(
	"n8n's HTTP Request node with $type",
	({ type, data, login, path, answer }) => {
		const store = async () => await api.createCredential(type, 'for HTTP Request', data());

		const call = async (id: string, url: string): Promise<Execution> =>
			await api.run(
				oneNode(
					'n8n-nodes-base.httpRequest',
					4.2,
					{
						method: 'GET',
						url,
						authentication: 'predefinedCredentialType',
						nodeCredentialType: type,
						options: {},
					},
					{ [type]: id },
				),
			);

		const to = (wanted: string) => sandbox.requests.filter((request) => request.path === wanted);

		it('gets data of the API', async () => {
			const execution = await call(await store(), `${sandbox.url}${path}`);
			expect(errorOf(execution)).toBe('');
			expect(itemsOf(execution, NODE)[0].json).toMatchObject(answer);
			expect(to(login)).toHaveLength(1);
			expect(to(path).map(({ status }) => status)).toEqual([200]);
		});

		it('goes on after its token has expired, with one more login', async () => {
			const id = await store();
			await call(id, `${sandbox.url}${path}`);
			sandbox.expireTokens();
			const execution = await call(id, `${sandbox.url}${path}`);
			expect(errorOf(execution)).toBe('');
			expect(itemsOf(execution, NODE)[0].json).toMatchObject(answer);
			expect(to(login)).toHaveLength(2);
			expect(to(path).map(({ status }) => status)).toEqual([200, 401, 200]);

			// The new token was stored: the next execution neither meets a 401 nor logs in.
			await call(id, `${sandbox.url}${path}`);
			expect(to(login)).toHaveLength(2);
			expect(to(path).at(-1)?.status).toBe(200);
		});

		it('sends nothing to another host', async () => {
			const execution = await call(await store(), `${stranger.url}${path}`);
			expect(execution.status).toBe('error');
			expect(errorOf(execution)).toContain(
				`login is for ${sandbox.url}, but the request goes to ${stranger.url}: it was not sent`,
			);
			expect(stranger.requests).toEqual([]);
		});

		it('does not take the token along when the API redirects to another host', async () => {
			// Elsewhere is the same machine by another name, which is another host to a client.
			sandbox.addFault({ path: new RegExp(`^${path}$`), kind: 'redirect' });
			await call(await store(), `${sandbox.url}${path}`);
			expect(to(path)[0].headers.authorization).toMatch(/^Bearer /);
			const [redirected] = to('/redirected');
			expect(redirected.headers.host).toBe(`localhost:${sandbox.port}`);
			expect(redirected.headers.authorization).toBeUndefined();
		});
	},
);
