import type { IDataObject } from 'n8n-workflow';

import { AppLovinAxonApi } from '../../../../credentials/AppLovinAxonApi.credentials';
import { AXON_VERBS } from '../../../../nodes/AppLovin/axonShared/verbs';
import { text } from '../../../../nodes/common/form/kinds';
import { act } from '../../../../nodes/verbs/act';
import { list } from '../../../../nodes/verbs/list';
import { runAxonOnce } from '../../../support/axonVerb';
import { axonCredential, forgetProcessState } from '../../../support/harness';
import { callByHttpRequest } from '../../../support/httpRequest';
import { pressTest } from '../../../support/pressTest';
import { skippedWaits } from '../../../support/testClock';
import type { Teller } from '../../../support/toldServer';
import { tellJson, told } from '../../../support/toldServer';
import { GADGETS } from '../../../support/verbNode';

/** Whatever is the same for all operations of the Axon API. */
const time = skippedWaits();
beforeEach(forgetProcessState);

const getAll = list(AXON_VERBS, {
	thing: { ...GADGETS, key: 'id' },
	endpoint: 'GET /manage/v1/gadget/list',
	document: 'None: made for the tests',
	pages: { rows: '', in: 'query', size: 'size', most: 100 },
});
const rename = act(AXON_VERBS, {
	thing: GADGETS,
	endpoint: 'POST /manage/v1/gadget/update',
	document: 'None: made for the tests',
	words: { value: 'rename', name: 'Rename', action: 'Rename', description: 'Rename' },
	fields: { name: text('Name', 'New name') },
	sends: (ids, { name }) => ({ ids, name: name ?? '' }),
	doing: () => ({ done: 'renamed', writes: 'name of the gadget' }),
});

const KEY = 'sandbox-applovin-axon-key';
const RENAMED = { gadgetIds: '7', name: 'New' };

/** Answers in turn, and then with the last of them. */
const inTurn = (...tellers: Teller[]): Teller => {
	let at = 0;
	return (response, heard) => tellers[Math.min(at++, tellers.length - 1)](response, heard);
};
const json =
	(content: unknown, status = 200): Teller =>
	(response) =>
		tellJson(response, content, status);
const refuse =
	(status: number, headers: Record<string, string> = {}, body = ''): Teller =>
	(response) =>
		response.writeHead(status, headers).end(body);
const rows = (...ids: number[]) => ids.map((id) => ({ id: String(id), name: `Gadget ${id}` }));

describe('a request', () => {
	it('carries the key as it is, and the account in its query', async () => {
		const { heard, error } = await runAxonOnce(getAll, json([]), { returnAll: true });
		expect(error).toBeUndefined();
		expect(heard).toMatchObject([
			{
				method: 'GET',
				path: '/manage/v1/gadget/list',
				query: { account_id: '12345', page: '1', size: '100' },
				headers: { authorization: KEY },
			},
		]);
	});

	it('is shown by a preview as it would be sent', async () => {
		const options = { preview: true };
		const { items, heard } = await runAxonOnce(rename, json({}), { ...RENAMED, options });
		expect(heard).toEqual([]);
		expect(items[0].json).toMatchObject({
			preview: true,
			method: 'POST',
			query: { account_id: '12345' },
			body: { ids: ['7'], name: 'New' },
		});
	});

	it.each([
		['without a key', { apiKey: ' ' }, "'API Key' is empty in the AppLovin Axon credential"],
		[
			'without an account',
			{ accountId: '' },
			"'Account ID' is empty in the AppLovin Axon credential",
		],
		[
			'with a name for the account',
			{ accountId: 'My Company' },
			"'Account ID' of the AppLovin Axon credential must have digits only, not 'My Company'",
		],
	])('is not sent %s', async (_, credentials, message) => {
		const { heard, error } = await runAxonOnce(getAll, json([]), {}, { credentials });
		expect([heard, error?.message]).toEqual([[], message]);
	});

	it('goes to one address, however the credential writes it', async () => {
		await told(json([]), async (server) => {
			const credentials = { baseUrl: `${server.baseUrl}/manage/v1/` };
			const { heard } = await runAxonOnce(getAll, json([]), {}, {});
			expect(heard).toHaveLength(1);
			const { error } = await runAxonOnce(getAll, json([]), {}, { credentials });
			expect(error).toBeUndefined();
			expect(server.heard.map(({ path }) => path)).toEqual(['/manage/v1/gadget/list']);
		});
	});
});

describe('the credential', () => {
	it.each([
		['a list', json(rows(1)), 'OK'],
		['an account without campaigns', json([]), 'OK'],
		['a refusal', refuse(403), /403|Forbidden/i],
	] as Array<[string, Teller, RegExp | string]>)('is tested: %s', async (_, teller, wanted) => {
		await told(teller, async (server) => {
			const said = await pressTest(new AppLovinAxonApi(), axonCredential({ url: server.baseUrl }));
			if (wanted !== 'OK') return expect(said).toMatch(wanted);
			expect(server.heard).toMatchObject([
				{
					path: '/manage/v1/campaign/list',
					query: { account_id: '12345', page: '1', size: '1' },
					headers: { authorization: KEY },
				},
			]);
			expect(said).not.toMatch(/error|page|refused/i);
		});
	});

	it('serves the HTTP Request node at its own host only', async () => {
		await told(json([{ id: '1' }]), async (server) => {
			await told(json([]), async (other) => {
				const data = axonCredential({ url: server.baseUrl });
				const axon = { type: new AppLovinAxonApi(), id: 'axon', data };
				const good = await callByHttpRequest(axon, `${server.baseUrl}/manage/v1/asset/list`);
				expect(good.error).toBeUndefined();
				expect(server.heard).toMatchObject([
					{ query: { account_id: '12345' }, headers: { authorization: KEY } },
				]);
				const bad = await callByHttpRequest(axon, `${other.baseUrl}/manage/v1/asset/list`);
				expect(other.heard).toEqual([]);
				expect(JSON.stringify(bad)).toContain('it was not sent');
				expect(JSON.stringify(bad)).not.toContain(KEY);
			});
		});
	});
});

describe('a refusal', () => {
	const headers = {
		'x-al-error-code': '100001',
		'x-al-error-message': `Invalid name for ${KEY}`,
		'X-TRACE-ID': 'trace-1',
	};

	it('speaks in the words of its headers, which are before those of its body', async () => {
		const answer = refuse(400, headers, '{"message":"Bad Request"}');
		const { error, heard } = await runAxonOnce(rename, answer, RENAMED);
		expect(heard).toHaveLength(1);
		expect(error?.message).toBe('Invalid name for *** (error code 100001)');
		expect(error?.description).toContain("For AppLovin's support: trace ID trace-1.");
		expect(error?.httpCode).toBe('400');
	});

	it('has the words of its body if its headers have none', async () => {
		const { error } = await runAxonOnce(rename, refuse(500, {}, 'disk full'), RENAMED);
		expect(error?.message).toBe('disk full');
		expect(error?.description).toContain('may or may not have been created or changed');
	});

	it('in the headers of a success is a failure that may have acted', async () => {
		const answer: Teller = (response) => response.writeHead(200, headers).end('{"id":"7"}');
		const { error } = await runAxonOnce(rename, answer, RENAMED);
		expect(error?.message).toContain('(error code 100001)');
		expect(error?.description).toContain('may or may not have been created or changed');
	});

	it.each([400, 401, 403, 404, 408, 409])(
		'with status %d is never answered by asking again',
		async (status) => {
			for (const [operation, parameters] of [
				[getAll, {}],
				[rename, RENAMED],
			] as const) {
				const { heard, error } = await runAxonOnce(operation, refuse(status), parameters);
				expect([operation.value, heard.length, error?.httpCode]).toEqual([
					operation.value,
					1,
					String(status),
				]);
			}
		},
	);

	it('with status 401 says which key is meant, and keeps the words of its headers', async () => {
		const { error } = await runAxonOnce(getAll, refuse(401, headers));
		expect(error?.message).toBe('Invalid name for *** (error code 100001)');
		expect(error?.description).toContain('Campaign Management API key');
	});

	it('with status 500 is asked again for a read, not for a write', async () => {
		const faults = () => inTurn(refuse(500), refuse(502), json(rows(1)), json([]));
		const read = await runAxonOnce(getAll, faults(), { returnAll: true });
		expect([read.error, read.items.length, read.heard.length]).toEqual([undefined, 1, 4]);
		const write = await runAxonOnce(rename, faults(), RENAMED);
		expect([write.heard.length, write.error?.httpCode]).toEqual([1, '500']);
	});

	it('with status 429 makes a read wait for minutes, and ends a write', async () => {
		const busy = () => inTurn(refuse(429), refuse(429), json([]));
		const read = await runAxonOnce(getAll, busy());
		expect([read.error, read.heard.length]).toEqual([undefined, 3]);
		expect(time.ahead).toBeGreaterThanOrEqual(90_000);
		forgetProcessState();
		const write = await runAxonOnce(rename, busy(), RENAMED);
		expect([write.heard.length, write.error?.httpCode]).toEqual([1, '429']);
		expect(write.error?.description).not.toContain('may or may not');
	});

	it('gives a read up after the ten minutes that AppLovin refuses everything', async () => {
		// Pauses are a little random: with the shortest ones, the fifth error answer of the run ends it instead.
		const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
		const { error, heard } = await runAxonOnce(getAll, refuse(429));
		random.mockRestore();
		expect([error?.httpCode, heard.length <= 5]).toEqual(['429', true]);
		expect(time.ahead).toBeGreaterThan(60_000);
		expect(time.ahead).toBeLessThan(600_000);
	});
});

describe('an answer', () => {
	it.each([
		['nothing', ''],
		['a web page', '<html></html>'],
		['a text', 'OK'],
	])('of %s to a write is an error, since the API answers with an ID', async (_, body) => {
		const { error } = await runAxonOnce(rename, refuse(200, {}, body), RENAMED);
		expect(error?.description).toContain('may or may not have been created or changed');
	});

	it('about another thing is an error that may have acted', async () => {
		const { error } = await runAxonOnce(rename, json({ id: '8' }), RENAMED);
		expect(error?.message).toBe('AppLovin answered for the gadget 8 instead of 7');
		expect((error?.context?.details as IDataObject).created).toEqual(['gadgetId 7']);
	});

	it('that is a redirect is not followed', async () => {
		const { error, heard } = await runAxonOnce(getAll, refuse(302, { location: '/elsewhere' }));
		expect([heard.length, error?.message]).toEqual([
			1,
			'AppLovin returned a redirect (HTTP status 302)',
		]);
	});
});

describe('a list', () => {
	const pages = (...all: unknown[]): Teller => inTurn(...all.map((page) => json(page)));
	const idsOf = ({ items }: { items: Array<{ json: IDataObject }> }) =>
		items.map(({ json: { id } }) => id);

	it('goes on after a short page, until an empty one', async () => {
		const run = await runAxonOnce(getAll, pages(rows(1, 2), rows(3), []), { returnAll: true });
		expect(idsOf(run)).toEqual(['1', '2', '3']);
		expect(run.heard.map(({ query: { page } }) => page)).toEqual(['1', '2', '3']);
	});

	it('has each row once, and ends where a page brings nothing new', async () => {
		const run = await runAxonOnce(getAll, pages(rows(1, 2), rows(2, 3), rows(3, 1)), {
			returnAll: true,
		});
		expect(idsOf(run)).toEqual(['1', '2', '3']);
		expect(run.heard).toHaveLength(3);
	});

	it('stops at its limit, and says so only if there is more', async () => {
		const more = await runAxonOnce(getAll, pages(rows(1, 2, 3), []), { limit: 2 });
		expect(idsOf(more)).toEqual(['1', '2']);
		expect(more.heard).toHaveLength(1);
		const all = await runAxonOnce(getAll, pages(rows(1, 2), []), { limit: 2 });
		expect(idsOf(all)).toEqual(['1', '2']);
		const hints = [more, all].map(({ run }) =>
			Object.values(run.data.resultData.runData).flatMap((runs) =>
				runs.flatMap(({ hints = [] }) => hints),
			),
		);
		expect(hints.map(({ length }) => length)).toEqual([1, 0]);
	});

	it('that is no list is an error, not an empty one', async () => {
		const { error } = await runAxonOnce(getAll, json({ gadgets: [] }));
		expect(error?.message).toBe(
			"AppLovin's response to /manage/v1/gadget/list is missing the list",
		);
	});
});
