import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { appLovinData, iqmData } from '../support/accounts';
import type { N8nApi } from '../support/api';
import { oneNode } from '../support/oneNode';
import { PACKAGE } from '../support/ownPackage';
import { connect, runningServer } from '../support/runningServers';
import { serverLog } from '../support/serverLog';

/** Every secret of this file holds this word, so that one search finds any of them. */
const PLANTED = 'planted';
/** Nothing listens there. */
const NOBODY = 'http://127.0.0.1:9';

let api: N8nApi;
let sandbox: Sandbox;
let webPage: Server;

beforeAll(async () => {
	api = await connect();
	sandbox = await startSandbox({
		iqm: {
			clientSecret: 'planted-iqm-secret',
			password: 'planted-iqm-password',
			requestsPerMinute: 0,
		},
		applovin: { clientSecret: 'planted-applovin-secret', requestsPerHour: 0 },
	});
	webPage = createServer((_, response) => {
		response.setHeader('Content-Type', 'text/html');
		response.end('<!DOCTYPE html><html><body>Welcome to our website</body></html>');
	});
	await new Promise<void>((resolve) => webPage.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
	await sandbox.close();
	webPage.closeAllConnections();
	await new Promise((resolve) => webPage.close(resolve));
});

const webPageUrl = (): string => `http://127.0.0.1:${(webPage.address() as AddressInfo).port}`;

/** Tokens and headers of logins that the sandbox has seen or given out so far. */
function secretsInUse(): string[] {
	const headers = sandbox.requests.map(({ headers: { authorization = '' } }) => authorization);
	const tokens = [...sandbox.iqm.tokens.keys(), ...sandbox.applovin.tokens.keys()];
	return [...headers.map((header) => header.split(' ')[1] ?? ''), ...tokens].filter(Boolean);
}

function expectNoSecrets(text: string): void {
	for (const secret of [PLANTED, ...secretsInUse()]) expect(text).not.toContain(secret);
}

interface Case {
	type: string;
	data: () => ICredentialDataDecryptedObject;
	/** A read that the credential logs in for. */
	node: string;
	parameters: INodeParameters;
}

const IQM: Case = {
	type: 'iqmApi',
	data: () => iqmData(sandbox),
	node: 'iqmCreative',
	parameters: { operation: 'getTypes', options: {} },
};
const APPLOVIN: Case = {
	type: 'appLovinApi',
	data: () => appLovinData(sandbox),
	node: 'appLovinCampaign',
	parameters: {
		authentication: 'appLovinApi',
		resource: 'campaign',
		operation: 'getAll',
		returnAll: true,
		options: {},
	},
};

async function expectRefusal(
	{ type, data }: Case,
	changes: IDataObject,
	words: string,
): Promise<void> {
	const changed = { ...data(), ...changes } as ICredentialDataDecryptedObject;
	const { status, message } = await api.testCredential(type, changed);
	expect(message).toContain(words);
	expect(status).toBe('Error');
	expectNoSecrets(message);
}

describe('the Test of the credential IQM API', () => {
	const CLIENT = "wrong Client ID or Client Secret (Unauthorized access). Check 'Client ID' and";
	const USER =
		"IQM login refused for this user: User doesn't exist or user is not allowed to provided workspace. Check 'Email', 'Password' and";

	it.each<[string, () => IDataObject, string]>([
		['a wrong client secret', () => ({ clientSecret: 'planted-mistake' }), CLIENT],
		['a wrong client ID', () => ({ clientId: 'somebody' }), CLIENT],
		['a wrong password', () => ({ password: 'planted-mistake' }), USER],
		['a wrong e-mail', () => ({ email: 'somebody@example.com' }), USER],
		[
			'an unreachable base URL',
			() => ({ baseUrl: NOBODY }),
			`IQM login could not reach ${NOBODY}: the connection was refused. Check 'Base URL'`,
		],
		[
			'a base URL of a web page',
			() => ({ baseUrl: webPageUrl() }),
			'answered, but not as the IQM API (HTTP status 200)',
		],
		[
			'a base URL without https://',
			() => ({ baseUrl: 'app.iqm.com' }),
			"'Base URL' of the IQM API credential must start with https://",
		],
	])('reports %s', async (_, changes, words) => {
		await expectRefusal(IQM, changes(), words);
	});
});

describe('the Test of the credential AppLovin API', () => {
	const CLIENT = "Client authentication failed. Check 'Client ID', 'Client Secret' and 'Scopes'";

	it.each<[string, () => IDataObject, string]>([
		['a wrong client secret', () => ({ clientSecret: 'planted-mistake' }), CLIENT],
		['a wrong client ID', () => ({ clientId: 'somebody' }), CLIENT],
		[
			'an unreachable OAuth base URL',
			() => ({ oauthBaseUrl: NOBODY }),
			`AppLovin login could not reach ${NOBODY}: the connection was refused. Check 'OAuth Base URL'`,
		],
		[
			'an OAuth base URL of a web page',
			() => ({ oauthBaseUrl: webPageUrl() }),
			"is missing a token (HTTP status 200). Check 'OAuth Base URL'",
		],
		[
			'an API base URL without https://',
			() => ({ apiBaseUrl: 'o.applovin.com' }),
			"'API Base URL' of the AppLovin credential must start with https://",
		],
		[
			'an API base URL of a web page',
			() => ({ apiBaseUrl: webPageUrl() }),
			"a web page answers there instead of the API: check 'API Base URL'",
		],
	])('reports %s', async (_, changes, words) => {
		await expectRefusal(APPLOVIN, changes(), words);
	});

	it('passes without a chosen scope, as the editor stores a new credential', async () => {
		const data = { ...appLovinData(sandbox), scopes: [] as string[] };
		expect(await api.testCredential('appLovinApi', data)).toMatchObject({ status: 'OK' });
	});

	it('reports a scope that the app does not have', async () => {
		const { scopes } = sandbox.options.applovin;
		sandbox.options.applovin.scopes = ['campaigns:write', 'creatives:write'];
		// Unlike the other tests' choice: a refused login is remembered for some seconds.
		const changes = { scopes: ['campaigns:write', 'source_bids:read'] };
		await expectRefusal(APPLOVIN, changes, 'the scopes must be defined in the app');
		sandbox.options.applovin.scopes = scopes;
	});
});

describe.each([IQM, APPLOVIN])('a stored credential $type', ({ type, data, node, parameters }) => {
	const read = async (id: string) =>
		(await api.get(`/credentials/${id}?includeData=true`)) as {
			data: ICredentialDataDecryptedObject;
		};

	it('passes the Test with the right values', async () => {
		expect(await api.testCredential(type, data())).toMatchObject({ status: 'OK' });
	});

	it('passes the Test when it is opened again, its secrets hidden', async () => {
		const id = await api.createCredential(type, 'opened again', data());
		const credentials = { id, name: 'opened again', type, data: (await read(id)).data };
		expect(await api.post('/credentials/test', { credentials })).toMatchObject({ status: 'OK' });
	});

	it('shows no secret and no token in the editor or in an execution', async () => {
		const id = await api.createCredential(type, 'shown', data());
		const workflow = oneNode(`${PACKAGE}.${node}`, 1, parameters, { [type]: id });
		const execution = await api.run(workflow);
		expect(execution.status).toBe('success');

		const shown = await read(id);
		expect(shown.data).toMatchObject({ clientId: data().clientId });
		// The run has stored a token, and the planted secret was there before.
		expect(Object.keys(shown.data)).toEqual(
			expect.arrayContaining(['sessionToken', 'clientSecret']),
		);
		expect(secretsInUse().length).toBeGreaterThan(0);
		expectNoSecrets(JSON.stringify(shown));
		expectNoSecrets(JSON.stringify(execution));
	});
});

it('leaves no secret in the log of the server, which tells of refused logins', async () => {
	for (const { type, data } of [IQM, APPLOVIN]) {
		await api.testCredential(type, data());
		await api.testCredential(type, { ...data(), clientSecret: 'planted-for-the-log' });
	}
	const log = serverLog(runningServer());
	expect(log).toContain('IQM login refused');
	expect(log).toContain('AppLovin login refused');
	expectNoSecrets(log);
});
