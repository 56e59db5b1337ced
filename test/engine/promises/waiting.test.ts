import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../../sandbox';
import { APPLOVIN_SCENARIOS } from '../../support/appLovinScenarios';
import { freshSandbox } from '../../support/freshSandbox';
import type { NodeRun, NodeRunOptions } from '../../support/harness';
import { appLovinCredential, hintsOf, sandboxCredential } from '../../support/harness';
import type { Scenario, Stage } from '../../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../../support/scenarios';
import { stoppedClock } from '../../support/testClock';

/** How long a run has waited, and for what, stands above its output: nobody has to guess. */

const sandbox = freshSandbox();
const time = stoppedClock();
let stage: Stage;
beforeEach(async () => {
	// Pauses whose length is left to chance.
	jest.spyOn(Math, 'random').mockReturnValue(0.5);
	stage = await setStage(sandbox);
	sandbox.requests.length = 0;
});

afterEach(() => jest.restoreAllMocks());

const scenario = (name: string) =>
	[...SCENARIOS, ...APPLOVIN_SCENARIOS].find((entry) => entry.name === name) as Scenario;
const CREATE = scenario('Insertion Order: Create');
const GET = scenario('Campaign: Get');

/** Runs a scenario with a credential of so many requests a minute. */
async function run(
	entry: Scenario,
	count: number,
	{ limit = 20, ...options }: NodeRunOptions & { limit?: number; parameters?: IDataObject } = {},
): Promise<NodeRun> {
	const credential = sandboxCredential(sandbox, { requestsPerMinute: limit });
	return await runScenario(sandbox, entry, stage, { count, credential, ...options });
}

const REFUSED: Fault = { path: CREATE.path, kind: 'rateLimitRetryAfter' };

describe('a run that waited tells in one hint what it sent and what it waited for', () => {
	it.each<[string, number, number, string]>([
		['two items', 2, 2, 'Sent 3 requests to IQM and waited 61 seconds for its limit of 2 requests a minute.'],
		['forty', 40, 20, 'Sent 41 requests to IQM and waited 2 minutes for its limit of 20 requests a minute.'],
		['one, after its login', 1, 1, 'Sent 2 requests to IQM and waited 61 seconds for its limit of 1 request a minute.'],
	])('for the rate limit: %s', async (_, count, limit, words) => {
		const result = await run(CREATE, count, { limit });
		expect(result.error).toBeUndefined();
		expect(sandbox.requests).toHaveLength(count + 1);
		expect(hintsOf(result)).toEqual([words]);
	});

	it.each<[string, number, string]>([
		['of the credential', 20, 'its limit of 20 requests a minute'],
		['that only IQM knows', 0, 'its rate limit'],
	])('for a 429 that was waited out, of the limit %s', async (_, limit, what) => {
		sandbox.addFault({ ...REFUSED, times: 2, retryAfterSeconds: 12 });
		const result = await run(CREATE, 2, { limit });
		expect(result.items).toHaveLength(2);
		expect(sandbox.requests).toHaveLength(5);
		expect(hintsOf(result)).toEqual([
			`Sent 5 requests to IQM (2 of them refused as too many) and waited 24 seconds for ${what}.`,
		]);
	});

	it('for a login that was refused as too many', async () => {
		sandbox.addFault({ path: /\/ua\//, kind: 'rateLimitRetryAfter' });
		const result = await run(GET, 1);
		expect(hintsOf(result)).toEqual([
			'Sent 3 requests to IQM (1 of them refused as too many) and waited 5 seconds for its limit of 20 requests a minute.',
		]);
	});

	it('after errors, for a status and for the limit, each by itself', async () => {
		sandbox.options.iqm.readyAfterMs = 3_600_000;
		sandbox.addFault({ path: GET.path, kind: 'serverError', times: 2 });
		const result = await run(GET, 1, {
			limit: 4,
			parameters: { waitForStatus: true, longestWaitMinutes: 1, checkIntervalSeconds: 30 },
			node: { onError: 'continueRegularOutput' },
		});
		// The fifth request has to wait until the first, the login, is a minute ago.
		expect(sandbox.requests).toHaveLength(5);
		expect(result.items[0].json.error).toContain('is still');
		expect(hintsOf(result)).toEqual([
			'Sent 5 requests to IQM and waited 28 seconds for its limit of 4 requests a minute, 3 seconds to try again after errors and 30 seconds for a status.',
		]);
	});

	it('of AppLovin too, whose limit counts an hour', async () => {
		const entry = scenario('AppLovin Campaign: Create');
		const staged = (await entry.stage?.(sandbox)) as Stage;
		sandbox.requests.length = 0;
		const credential = appLovinCredential(sandbox, { requestsPerHour: 2 });
		const result = await runScenario(sandbox, entry, staged, { count: 2, credential });
		expect(hintsOf(result)).toEqual([
			'Sent 3 requests to AppLovin and waited 60 minutes for its limit of 2 requests an hour.',
		]);
	});

	it('only what it waited itself, although the account is shared', async () => {
		const first = await run(CREATE, 19);
		time.now += 20_000;
		const second = await run(CREATE, 1, { engine: first.engine });
		expect([first, second].map(hintsOf)).toEqual([
			[],
			['Sent 1 request to IQM and waited 41 seconds for its limit of 20 requests a minute.'],
		]);
	});
});

describe('no hint', () => {
	it('where nothing was waited for', async () => {
		expect(hintsOf(await run(CREATE, 19))).toEqual([]);
	});

	it.each([
		[1, []],
		[2, [expect.stringContaining('waited 2 seconds')]],
	])('where it was less than two seconds: %i', async (times, hints) => {
		sandbox.addFault({ ...REFUSED, times, retryAfterSeconds: 1 });
		expect(hintsOf(await run(CREATE, 1))).toEqual(hints);
	});

	it('of a preview, which sends nothing', async () => {
		await run(CREATE, 19);
		const preview = { options: { preview: true } };
		const result = await run(CREATE, 30, { parameters: preview });
		expect(result.items).toHaveLength(30);
		expect(hintsOf(result)).toEqual([]);
	});
});

describe('a run that ends with an error, of which n8n shows no hints', () => {
	it.each([
		['tells waits of half a minute after what to do', 30, true],
		['says nothing of shorter ones', 29, false],
	])('%s', async (_, retryAfterSeconds, isTold) => {
		sandbox.addFault({ ...REFUSED, retryAfterSeconds });
		sandbox.addFault({ path: CREATE.path, kind: 'serverError' });
		const result = await run(CREATE, 1);
		const advice = 'This execution will not send it again.';
		const told = `Sent 3 requests to IQM (1 of them refused as too many) and waited ${retryAfterSeconds} seconds for its limit of 20 requests a minute.`;
		expect(result.error?.description).toMatch(isTold ? `${advice} ${told}` : /again\.$/);
		expect(hintsOf(result)).toEqual([]);
	});

	it('tells them where there is no advice', async () => {
		sandbox.addFault({ ...REFUSED, retryAfterSeconds: 45 });
		sandbox.addFault({ path: CREATE.path, kind: 'successFalse' });
		const { error } = await run(CREATE, 1);
		expect(error?.description).toContain('waited 45 seconds');
		expect(error?.description).not.toMatch(/^\s|undefined/);
	});
});
