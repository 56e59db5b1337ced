import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { windowFor } from '../../../nodes/common/send/rateLimit';
import { rateLimitKey, readAccount } from '../../../nodes/Iqm/transport/account';
import { sessions } from '../../../nodes/Iqm/transport/session';
import { freshSandbox } from '../../support/freshSandbox';
import type { NodeRun, NodeRunOptions } from '../../support/harness';
import { hintsOf, sandboxCredential, testSandbox } from '../../support/harness';
import { openForm } from '../../support/openForm';
import type { Scenario, Stage } from '../../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../../support/scenarios';
import { startVirtualClock } from '../../support/virtualClock';

/**
 * The limit of 20 requests in any 60 seconds, kept on a virtual clock that the nodes and the sandbox
 * share. The sandbox counts every request as it arrives, refused ones as well.
 */
const LIMIT = 20;
const MINUTE = 60_000;

const time = startVirtualClock(clock);

const sandbox = freshSandbox({ now: time.now });
let stage: Stage;

afterAll(() => time.stop());
beforeEach(async () => {
	stage = await setStage(sandbox);
	time.pass(10 * MINUTE);
	sandbox.options.iqm.requestsPerMinute = LIMIT;
});

const scenario = (name: string) => SCENARIOS.find((entry) => entry.name === name) as Scenario;
const CREATE = scenario('Insertion Order: Create');
const GET = scenario('Campaign: Get');
const TYPES = scenario('Creative: Get Types');

const limited = (changes: IDataObject = {}) =>
	sandboxCredential(sandbox, { requestsPerMinute: LIMIT, ...changes });

const run = async (
	entry: Scenario,
	count: number,
	options: NodeRunOptions & { parameters?: IDataObject } = {},
): Promise<NodeRun> => {
	const { engine } = options;
	const node = entry.node();
	if (engine) engine.setup.nodeTypes[`n8n-nodes-iqm-applovin.${node.description.name}`] = node;
	return await runScenario(sandbox, entry, stage, { credential: limited(), count, ...options });
};

const refused = () => sandbox.requests.filter(({ status }) => status === 429);
const logins = () => sandbox.requests.filter(({ path }) => path.includes('/ua/'));

/** Least time in which that many requests can leave, the first at once. */
const least = (requests: number) => Math.floor((requests - 1) / LIMIT) * MINUTE;

function expectKept(start: number, requests: number): void {
	expect(refused()).toEqual([]);
	expect(sandbox.requests).toHaveLength(requests);
	expect(time.now() - start).toBeGreaterThanOrEqual(least(requests));
	expect(time.now() - start).toBeLessThanOrEqual(least(requests) * 1.02);
}

describe('one execution', () => {
	it.each([20, 21, 59, 60, 61])('sends %i requests as fast as the limit allows', async (count) => {
		const { engine } = await run(TYPES, 1);
		time.pass(10 * MINUTE);
		sandbox.requests.length = 0;
		const start = time.now();
		const { items, error } = await run(CREATE, count, { engine });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(count);
		expectKept(start, count);
	});

	it.each([19, 20, 59, 60])('counts its login: %i requests', async (count) => {
		const start = time.now();
		const { items } = await run(CREATE, count);
		expect(items).toHaveLength(count);
		expect(logins()).toHaveLength(1);
		expectKept(start, count + 1);
	});

	it('counts the renewal of its login and what is sent again after it', async () => {
		const { engine } = await run(TYPES, 1);
		time.pass(10 * MINUTE);
		for (const at of [3, 19, 20, 41]) {
			sandbox.requests.length = 0;
			sandbox.addFault({ path: CREATE.path, kind: 'expiredToken' });
			const fault = sandbox.faults[0];
			fault.path = /nowhere/;
			const ready = setInterval(() => {
				if (sandbox.requests.length >= at) fault.path = CREATE.path;
			}, 0);
			const { error, items } = await run(CREATE, 60, { engine });
			clearInterval(ready);
			expect(error).toBeUndefined();
			expect(items).toHaveLength(60);
			expect(logins()).toHaveLength(1);
			expect(refused()).toEqual([]);
			sandbox.faults.length = 0;
		}
	});

	it('logs in late, when the minute is used up, and still keeps the limit', async () => {
		// A second credential of the account, after a minute in which the first one's login was reused.
		await run(TYPES, 18);
		sessions.reset();
		const { items } = await run(CREATE, 45);
		expect(items).toHaveLength(45);
		expect(logins()).toHaveLength(2);
		expect(refused()).toEqual([]);
	});
});

describe('all that one process sends for one account', () => {
	it('shares one window: two nodes', async () => {
		const start = time.now();
		const { engine } = await run(GET, 15);
		await run(TYPES, 15, { engine });
		expectKept(start, 31);
	});

	it('shares one window: executions that run in parallel, from the login on', async () => {
		const runs = await Promise.all(Array.from({ length: 6 }, async () => await run(GET, 10)));
		expect(runs.map(({ error }) => error)).toEqual(runs.map(() => undefined));
		expect(runs.map(({ items }) => items.length)).toEqual(runs.map(() => 10));
		expect(refused()).toEqual([]);
	});

	it('shares one window: executions that run in parallel, through a renewal', async () => {
		const { engine } = await run(GET, 1);
		sandbox.expireTokens();
		const runs = await Promise.all(
			Array.from({ length: 6 }, async () => await run(GET, 10, { engine })),
		);
		expect(runs.map(({ error }) => error)).toEqual(runs.map(() => undefined));
		expect(logins()).toHaveLength(2);
		expect(refused()).toEqual([]);
	});

	it('shares one window: lists of an open form, which say when it is used up and book no turn', async () => {
		const form = openForm(sandbox, new IqmCampaign(), { credential: limited() });
		const { engine } = await run(GET, 18);
		const start = time.now();
		await form.search('searchTimezones');
		const sent = sandbox.requests.length;
		time.pass(26_500);
		for (let again = 0; again < 3; again++) {
			await expect(form.search('searchCountries')).rejects.toThrow(
				"IQM's 20 requests a minute are used up: the list can be loaded again in 34 seconds",
			);
		}
		expect(sandbox.requests).toHaveLength(sent);
		expect(time.now()).toBe(start + 26_500);
		// Ten seconds before the next turn, the list waits for it.
		time.pass(25_000);
		await form.search('searchCountries');
		expect(time.now()).toBe(start + MINUTE + 500);
		await run(GET, 1, { engine });
		expect(refused()).toEqual([]);
	});

	it('says so too where a login would have to come first', async () => {
		await run(GET, 18);
		sessions.reset();
		const form = openForm(sandbox, new IqmCampaign(), { credential: limited() });
		const sent = sandbox.requests.length;
		await expect(form.search('searchTimezones')).rejects.toThrow('are used up');
		expect(sandbox.requests).toHaveLength(sent);
	});

	it('keeps the answer of a list for 30 seconds, of master data for a day', async () => {
		const form = openForm(sandbox, new IqmCampaign(), { credential: limited() });
		const asked = (end: string) => sandbox.requests.filter(({ path }) => path.endsWith(end)).length;
		const open = async () => {
			await form.search('searchTimezones', 'US');
			await form.search('searchInsertionOrders');
			return [asked('/master/timezones'), asked('/io/basic/list')];
		};
		expect(await open()).toEqual([1, 1]);
		time.pass(30_000 - 1);
		expect(await open()).toEqual([1, 1]);
		time.pass(2);
		expect(await open()).toEqual([1, 2]);
		time.pass(24 * 60 * MINUTE - 31_000);
		expect((await open())[0]).toBe(1);
		time.pass(31_000);
		expect((await open())[0]).toBeGreaterThan(1);
	});
});

describe('another account', () => {
	it('has a window of its own', async () => {
		const other = await testSandbox({ now: time.now, iqm: { requestsPerMinute: LIMIT } });
		const start = time.now();
		const credential = { ...limited(), baseUrl: other.url };
		await run(TYPES, LIMIT - 1);
		await run(TYPES, LIMIT - 1, { credential });
		expect(time.now()).toBe(start);
		expect(other.requests).toHaveLength(LIMIT);
		await other.close();
	});

	it.each([
		['base URL', { baseUrl: 'https://api.iqm.com' }],
		['client', { clientId: 'another' }],
		['workspace id', { owId: '7' }],
		['workspace host', { workspaceHost: 'another.iqm.com' }],
	])('is one that has another %s', (_, changes: IDataObject) => {
		const key = (more: IDataObject) => rateLimitKey(readAccount(limited(more)));
		expect(key(changes)).not.toBe(key({}));
		expect(key({ password: 'x', requestsPerMinute: 1, sessionToken: 'x' })).toBe(key({}));
	});
});

describe('what is no limit', () => {
	it.each(['abc', -1, 2.5])('%s requests per minute are an error', async (requestsPerMinute) => {
		const { error } = await run(TYPES, 1, { credential: limited({ requestsPerMinute }) });
		expect(error?.message).toContain("'Requests per Minute'");
		expect(sandbox.requests).toEqual([]);
	});

	it.each(['', undefined, null])('%s requests per minute mean 20', async (requestsPerMinute) => {
		const credential = limited({ requestsPerMinute: requestsPerMinute as never });
		const start = time.now();
		await run(TYPES, 30, { credential });
		expectKept(start, 31);
	});

	it('a wait that is not a number is an error before anything is sent', async () => {
		const options = { rateLimitWaitMinutes: '={{ "soon" }}' };
		const { error } = await run(CREATE, 1, { parameters: { options } });
		expect(error?.message).toContain("'Rate Limit Wait'");
		expect(sandbox.requests).toEqual([]);
	});
});

describe('429 all the same, because others use the account as well', () => {
	it.each([
		['without Retry-After', { kind: 'rateLimit' }],
		['with Retry-After: 0', { kind: 'rateLimitRetryAfter', retryAfterSeconds: 0 }],
		['with a Retry-After that is over', { kind: 'rateLimitRetryAfter', retryAfterSeconds: -5 }],
		['with a long Retry-After', { kind: 'rateLimitRetryAfter', retryAfterSeconds: 3_600 }],
	] as const)('ends after the longest wait: %s', async (_, fault) => {
		sandbox.options.iqm.requestsPerMinute = 0;
		const start = time.now();
		sandbox.addFault({ path: CREATE.path, times: 10_000, ...fault });
		const { error } = await run(CREATE, 1, {
			parameters: { options: { rateLimitWaitMinutes: 2 } },
			credential: limited({ requestsPerMinute: 0 }),
		});
		expect(error).toMatchObject({ httpCode: '429' });
		expect(time.now() - start).toBeLessThanOrEqual(2 * MINUTE + 1_000);
		expect(sandbox.requests.length).toBeLessThanOrEqual(125);
	});

	it('goes on as soon as there is room, and creates all', async () => {
		// Another process has just used up the minute.
		const other = limited({ requestsPerMinute: 0, clientId: sandbox.options.iqm.clientId });
		const { engine } = await run(TYPES, LIMIT - 1, {
			credential: { ...other, workspaceHost: 'x' },
		});
		engine.setup.credentials.iqm = limited();
		const { items, error } = await run(CREATE, 5, { engine });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(5);
		expect(refused().length).toBeGreaterThan(0);
		expect(refused().length).toBeLessThan(8);
	});

	const ownWindow = () => windowFor(rateLimitKey(readAccount(limited())), LIMIT);
	const refuse = (times: number) =>
		sandbox.addFault({ path: CREATE.path, kind: 'rateLimitRetryAfter', retryAfterSeconds: 1, times });

	it('sends fewer a minute from then on, and says so', async () => {
		const { engine } = await run(TYPES, 9);
		refuse(1);
		const result = await run(CREATE, 30, { engine });
		expect(result.error).toBeUndefined();
		expect(hintsOf(result).join()).toContain('20 requests a minute (shared with others)');
		// A login, nine reads, a refusal and the orders, at 13 a minute and then a little more.
		const minutes = sandbox.requests.map(({ at }) => Math.floor((at - sandbox.requests[0].at) / MINUTE));
		const sent = [0, 1, 2].map((minute) => minutes.filter((one) => one === minute).length);
		expect(sent).toEqual([13, 14, 14]);
	});

	it('takes the refusals of one burst for one', async () => {
		const { engine } = await run(TYPES, 7);
		refuse(6);
		const runs = await Promise.all(
			Array.from({ length: 6 }, async () => await run(CREATE, 1, { engine })),
		);
		expect(runs.map(({ error }) => error)).toEqual(runs.map(() => undefined));
		expect(refused()).toHaveLength(6);
		// 13, and what has come back in the minute since.
		expect(ownWindow().width).toBe(14);
	});

	it('is told by a list of an open form too', async () => {
		await run(TYPES, 9);
		sandbox.addFault({ path: /master\/timezones/, kind: 'rateLimit' });
		const form = openForm(sandbox, new IqmCampaign(), { credential: limited() });
		await expect(form.search('searchTimezones')).rejects.toThrow();
		expect(ownWindow().width).toBe(13);
	});
});
