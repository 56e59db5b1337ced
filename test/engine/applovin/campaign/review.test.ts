import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { clock } from '../../../../nodes/common/ground/clock';
import { sampleContent } from '../../../../sandbox';
import { ID, SET } from '../../../support/appLovinForms';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRun, NodeRunOptions } from '../../../support/harness';
import { appLovinCredential, fileItem, runNode } from '../../../support/harness';
import { skippedWaits } from '../../../support/testClock';

/** What the API below got and answers, beyond what the sandbox can be made to do. */
interface Asked {
	method: string;
	path: string;
	query: URLSearchParams;
	body: string;
	bearer: string;
}
type Reply = { status?: number; body: unknown };

const LINE_1 = (globalThis as { N8N_LINE?: string }).N8N_LINE === '1';
const CLIENT_SECRET = 'Planted+client/secret="1"&2 3';

skippedWaits();
const sandbox = freshSandbox();

let server: Server;
let url: string;
let asked: Asked[];
let issued: string[];
let answer: (request: Asked) => Reply;
let grant: (request: Asked) => Reply;

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('latin1');
}

beforeAll(async () => {
	server = createServer((request, response) => {
		void (async () => {
			const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
			const one: Asked = {
				method: String(request.method),
				path: pathname,
				query: searchParams,
				body: await readBody(request),
				bearer: String(request.headers.authorization ?? '').replace('Bearer ', ''),
			};
			const isGrant = pathname.endsWith('/access_token');
			if (!isGrant) asked.push(one);
			const { status = 200, body } = (isGrant ? grant : answer)(one);
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(typeof body === 'string' ? body : JSON.stringify(body));
		})();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
	asked = [];
	issued = [];
	answer = () => ({ body: {} });
	grant = ({ body }) => {
		const token = (name: string) => {
			issued.push(`Planted-${name}-${issued.length}-abcdefghijkl`);
			return issued.at(-1);
		};
		return {
			body: {
				accessToken: { access_token: token('access'), expires_in: 3600 },
				// "Client credentials" come without one.
				...(body.includes('grant_type=refresh') ? { refresh_token: token('refresh') } : {}),
			},
		};
	};
});

const credential = (changes: IDataObject = {}) =>
	appLovinCredential(sandbox, {
		clientSecret: CLIENT_SECRET,
		apiBaseUrl: url,
		oauthBaseUrl: url,
		...changes,
	});

/** Access and refresh token. */
const OLD_TOKENS = ['Planted-old-access-abcdefghijkl', 'Planted-old-refresh-abcdefghijkl'] as const;

/** The credential of a third-party app whose owner has logged in, with these tokens. */
const thirdParty = (access: string, refresh: string) =>
	credential({
		grantType: 'authorizationCode',
		accessTokenUrl: `${url}/oauth/v1/access_token`,
		authentication: 'body',
		oauthTokenData: {
			accessToken: { access_token: access, refresh_token: refresh, expires_in: 3600 },
		},
	}) as ICredentialDataDecryptedObject;

const run = async (
	node: 'campaign' | 'set',
	parameters: IDataObject,
	options: NodeRunOptions = {},
): Promise<NodeRun> =>
	await runNode(
		sandbox,
		node === 'campaign' ? new AppLovinCampaign() : new AppLovinCreativeSet(),
		{ campaign_id: ID, creative_set_id: SET, ...parameters },
		{ credential: credential(), ...options },
	);

const READ = { resource: 'campaign', operation: 'getAll', returnAll: true };
const THIRD_PARTY_READ = { ...READ, authentication: 'appLovinOAuth2Api' };
const WRITE = { resource: 'campaign', operation: 'update', updateFields: { name: 'x' } };

/** All own values of what came out, also those that JSON hides. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
	if (typeof value !== 'object' || value === null) return `${String(value)}\n`;
	if (seen.has(value)) return '';
	seen.add(value);
	return Reflect.ownKeys(value)
		.map((key) => `${String(key)}: ${everythingIn(Reflect.get(value, key), seen)}`)
		.join('');
}

const formsOf = (secret: string): string[] => [
	secret,
	encodeURIComponent(secret),
	new URLSearchParams([['', secret]]).toString().slice(1),
	JSON.stringify(secret).slice(1, -1),
];

const echo = ({ bearer }: { bearer: string }): string =>
	`Refused: ${[CLIENT_SECRET, bearer, ...issued].flatMap(formsOf).join(' | ')}`.slice(0, 4_000);

function expectClean({ run: { data }, error, items }: NodeRun, more: string[] = []): void {
	const out = [data.resultData, data.executionData?.contextData, error, items];
	const text = `${everythingIn(out)}\n${JSON.stringify(out)}`;
	expect(text).toContain('***');
	for (const secret of [CLIENT_SECRET, ...issued, ...more]) {
		for (const form of formsOf(secret)) expect(text).not.toContain(form);
	}
}

const ON_ERROR = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

describe.each(ON_ERROR)('secrets with %s', (onError) => {
	const node = { onError };

	it.each([
		['a read', READ, 400],
		['a read', READ, 500],
		['a write', WRITE, 400],
		['a write', WRITE, 500],
		['a write', WRITE, 200],
		['a login that is refused again', READ, 401],
	])('%s (%#)', async (_, parameters, status) => {
		answer = (request) => ({ status, body: { error: echo(request), errors: [echo(request)] } });
		expectClean(await run('campaign', parameters, { node }));
		expect(asked.length).toBeGreaterThan(0);
	});

	it('a login', async () => {
		grant = ({ body }) => ({ status: 400, body: { error: echo({ bearer: '' }), message: body } });
		expectClean(await run('campaign', READ, { node }));
		expect(asked).toHaveLength(0);
	});

	// An older n8n refuses third-party apps before anything is sent: engine/applovin/credential.test.ts.
	const sent = LINE_1 ? [] : [READ, WRITE];
	for (const parameters of sent) {
		const what = parameters === READ ? 'a read' : 'a write';
		it(`${what} of a third-party app whose token is renewed in the meantime`, async () => {
			const old: string[] = [...OLD_TOKENS];
			answer = (request) =>
				old.includes(request.bearer)
					? { status: 401, body: { error: 'expired' } }
					: { status: 400, body: { message: `${echo(request)} | ${old.join(' | ')}` } };
			const { error, ...out } = await run(
				'campaign',
				{ ...parameters, authentication: 'appLovinOAuth2Api' },
				{ node, credential: thirdParty(...OLD_TOKENS) },
			);
			expect(issued).toHaveLength(2);
			expect(asked.at(-1)?.bearer).toBe(issued[0]);
			expectClean({ error, ...out }, old);
		});
	}
});

describe('never twice', () => {
	const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
	const item = () => {
		const one = fileItem('a.png', 'image/png', sampleContent('/samples/banner.png'));
		const two = fileItem('b.png', 'image/png', sampleContent('/samples/banner.png'), 'two');
		return { json: {}, binary: { ...one.binary, ...two.binary } };
	};
	const UPLOAD = { resource: 'asset', operation: 'upload', ifItExists: 'create', binaryPropertyName: 'data,two' };
	const uploads = () => asked.filter(({ method }) => method === 'POST');
	const rows = (count: number, status: string) =>
		['a', 'b'].slice(0, count).map((name) => ({
			type: `IMG_${name.toUpperCase()}`,
			asset: `https://example.com/${name}.png`,
			status,
		}));

	it('uploads no file again when the second of two was refused', async () => {
		answer = () =>
			uploads().length === 2
				? { status: 400, body: { message: 'too large' } }
				: { body: rows(1, 'processing') };
		const { error } = await run('set', UPLOAD, { node: retry, items: [item()] });
		expect(error?.message).toContain('too large');
		expect(error?.description).toContain('a.png');
		expect(uploads()).toHaveLength(2);
	});

	it('uploads no file again when the wait after the uploads fails', async () => {
		answer = ({ method }) => {
			if (method === 'POST') return { body: rows(uploads().length, 'processing') };
			if (uploads().length > 0) return { status: 403, body: { message: 'no read' } };
			return { body: [{ id: SET, assets: [] }] };
		};
		const parameters = { ...UPLOAD, waitForStatus: true, longestWaitMinutes: 1 };
		const { error } = await run('set', parameters, { node: retry, items: [item()] });
		expect(error?.message).toContain('no read');
		expect(uploads()).toHaveLength(2);
	});

	it('sends nothing more when it is cancelled while it waits after an upload', async () => {
		let cancel = (): void => {};
		let atCancel = -1;
		const sleep = clock.sleep;
		clock.sleep = async (ms) => {
			await sleep(ms);
			if (uploads().length === 2 && atCancel < 0) {
				atCancel = asked.length;
				cancel();
			}
		};
		answer = ({ method }) => {
			const found = rows(uploads().length, 'processing');
			return { body: method === 'POST' ? found : [{ id: SET, assets: found }] };
		};
		await run(
			'set',
			{ ...UPLOAD, waitForStatus: true, longestWaitMinutes: 60 },
			{
				node: retry,
				items: [item(), item()],
				onStart: (execution) => (cancel = () => execution.cancel()),
			},
		);
		await new Promise((resolve) => setTimeout(resolve, 500));
		expect(atCancel).toBeGreaterThan(2);
		expect(asked).toHaveLength(atCancel);
	});

	it.each(['', ' ', '.', '..', './', '/', '%2e', '?', '#', {}, [], null, 'a b', '[object Object]'])(
		'sends no update with the id %j',
		async (id) => {
			for (const [node, parameters] of [
				['campaign', { ...WRITE, campaign_id: '={{ $json.id }}' }],
				[
					'set',
					{
						resource: 'creativeSet',
						operation: 'update',
						creative_set_id: '={{ $json.id }}',
						updateFields: { name: 'x' },
					},
				],
			] as const) {
				const { error } = await run(node, parameters, { items: [{ json: { id } as IDataObject }] });
				expect(error?.message).toMatch(/'(Campaign|Creative Set)'/);
			}
			expect(asked).toHaveLength(0);
		},
	);
});

describe('never silently wrong', () => {
	it.each([
		['campaign', WRITE, { campaign_id: 'another' }],
		[
			'set',
			{ resource: 'creativeSet', operation: 'update', updateFields: { name: 'x' } },
			{ id: 'another', name: 'x' },
		],
		[
			'set',
			{ resource: 'ad', operation: 'update', ad_id: '7', updateFields: { status: 'paused' } },
			{ id: 8, status: false },
		],
	] as const)(
		'an update of a %s that is answered for another: %#',
		async (node, parameters, body) => {
			answer = () => ({ body });
			const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
			const { error } = await run(node, parameters, { node: retry });
			expect(error?.message).toContain('instead of');
			expect(asked).toHaveLength(1);
		},
	);

	it.each([
		[{ resource: 'asset', operation: 'delete', type: 'TXT_TITLE' }, 'set'],
		[{ resource: 'asset', operation: 'add', ifItExists: 'create', type: 'TXT_TITLE', asset: 'x' }, 'set'],
		[{ resource: 'creativeSet', operation: 'create', ifItExists: 'create', name: 'x' }, 'set'],
	] as const)(
		'an empty answer to a write whose outcome only an answer can show: %#',
		async (parameters, node) => {
			answer = () => ({ body: '' });
			const { error } = await run(node, parameters);
			expect(error?.message).toContain('returned an empty response');
			expect(error?.description).toContain('may or may not');
		},
	);
});

describe('pages', () => {
	const MANY = { resource: 'source', operation: 'getAll', returnAll: true };
	const all = ['a', 'b', 'c', 'd', 'e'].map((app_id) => ({ app_id, status: true }));
	const pageAt = (offset: number) => all.slice(offset, offset + 2);

	it('end when AppLovin repeats its last page forever', async () => {
		answer = ({ query }) => {
			if (asked.length > 20) return { status: 400, body: { message: 'endless' } };
			return { body: { sources: pageAt(Math.min(Number(query.get('offset')), 3)) } };
		};
		const { items, error } = await run('campaign', MANY);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.app_id)).toEqual(['a', 'b', 'c', 'd', 'e']);
		expect(asked.length).toBeLessThan(7);
	});

	it('end where a page is empty, without a total', async () => {
		answer = ({ query }) => ({ body: { sources: pageAt(Number(query.get('offset'))) } });
		const { items, error } = await run('campaign', MANY);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.app_id)).toEqual(['a', 'b', 'c', 'd', 'e']);
	});
});

describe('values', () => {
	it('of source bids, sources and statuses travel as numbers, "default" and booleans', async () => {
		const row = { app_id: 'abc1', country: 'GB' };
		const rows = (fields: IDataObject) => ({ rows: [{ ...row, ...fields }] });
		await run('campaign', {
			resource: 'sourceBid',
			operation: 'update',
			source_bids: rows({ bid_override_percentage: '-20', bid_value: 'default' }),
		});
		await run('campaign', {
			resource: 'sourceBid',
			operation: 'clear',
			source_bids: rows({ bid_value: 1.2 }),
		});
		await run('campaign', { resource: 'campaign', operation: 'pause' });
		expect(asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
			[{ app_id: 'abc1', country: 'gb', bid_override_percentage: -20, bid_value: 'default' }],
			[
				{
					app_id: 'abc1',
					country: 'gb',
					bid_override_percentage: 'default',
					bid_value: 'default',
				},
			],
			{ status: false },
		]);
	});
});

const RENEWALS: Array<[string, (access: string, refresh: string) => IDataObject]> = [
	['flat', (access, refresh) => ({ access_token: access, refresh_token: refresh })],
	['a flat token alone, the refresh token nested', (access, refresh) => ({
		...{ access_token: access, refreshToken: { refresh_token: refresh } },
	})],
	['text under accessToken', (access, refresh) => ({ accessToken: access, refreshToken: refresh })],
	['nested', (access, refresh) => ({
		accessToken: { access_token: access, refresh_token: refresh },
	})],
];

// An older n8n refuses third-party apps before anything is sent: engine/applovin/credential.test.ts.
if (!LINE_1) {
	it("reports AppLovin's own words where the login of a third-party app is refused", async () => {
		answer = () => ({ status: 401, body: { error: 'no such grant', message: 'ask the owner' } });
		const { error } = await run('campaign', THIRD_PARTY_READ, {
			credential: thirdParty(...OLD_TOKENS),
		});
		expect(error?.message).toBe('no such grant: ask the owner');
		expect(error?.httpCode).toBe('401');
	});

	describe.each(RENEWALS)('a renewed token that comes %s', (_, form) => {
		it('is used, and so is its refresh token the next time', async () => {
			const token = (kind: string, round: number) => `Planted-${kind}-${round}-abcdefghijkl`;
			let round = 0;
			const used: string[] = [];
			grant = ({ body }) => {
				used.push(new URLSearchParams(body).get('refresh_token') ?? '');
				round += 1;
				return { body: { ...form(token('access', round), token('refresh', round)), expires_in: 3600 } };
			};
			let isExpired = true;
			answer = ({ bearer }) => {
				if (bearer === token('access', round) && !isExpired) return { body: [] };
				isExpired = false;
				return { status: 401, body: { error: 'expired' } };
			};
			const first = await run('campaign', THIRD_PARTY_READ, {
				credential: thirdParty(token('access', 0), token('refresh', 0)),
			});
			expect(first.error).toBeUndefined();
			for (const next of [2, 3]) {
				isExpired = true;
				const again = await run('campaign', THIRD_PARTY_READ, { engine: first.engine });
				expect(again.error).toBeUndefined();
				expect(asked.at(-1)?.bearer).toBe(token('access', next));
			}
			expect(used).toEqual([0, 1, 2].map((index) => token('refresh', index)));
		});
	});
}
