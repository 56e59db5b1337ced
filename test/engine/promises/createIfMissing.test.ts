import type { IDataObject } from 'n8n-workflow';

import { answering } from '../../support/answering';
import { APPLOVIN_SCENARIOS } from '../../support/appLovinScenarios';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests, appLovinCredential, sandboxCredential } from '../../support/harness';
import type { Scenario } from '../../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../../support/scenarios';

/** The option "Create If Missing": a workflow that runs again finds what its first run made. */
const sandbox = freshSandbox();

const NAMES = [
	'Insertion Order: Create',
	'Campaign: Create',
	'AppLovin Campaign: Create',
	'AppLovin Creative Set: Create',
];
const CREATES = [...SCENARIOS, ...APPLOVIN_SCENARIOS].filter(({ name }) => NAMES.includes(name));

const options = { createIfMissing: true };
const idOf = (json: object | undefined) =>
	Object.entries(json ?? {}).find(([key]) =>
		/^(ioId|campaignId|campaign_id|creative_set_id)$/.test(key),
	);

async function staged(scenario: Scenario) {
	return await (scenario.stage ?? setStage)(sandbox);
}

it('is tested for every operation that has it', () => {
	expect(CREATES.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
});

describe.each(CREATES)('$name', (scenario) => {
	it('creates what is not there, and returns it the next time', async () => {
		const stage = await staged(scenario);
		const before = scenario.count(sandbox);
		const first = await runScenario(sandbox, scenario, stage, { parameters: { options } });
		expect(first.error).toBeUndefined();
		expect(first.items[0].json.alreadyExisted).toBeUndefined();
		const second = await runScenario(sandbox, scenario, stage, { parameters: { options } });
		expect(second.error).toBeUndefined();
		expect(second.items[0].json.alreadyExisted).toBe(true);
		expect(String(idOf(second.items[0].json)?.[1])).toBe(String(idOf(first.items[0].json)?.[1]));
		expect(scenario.count(sandbox)).toBe(before + 1);
	});

	it('is an error when there are two of that name', async () => {
		const stage = await staged(scenario);
		await runScenario(sandbox, scenario, stage, { count: 2 });
		const before = scenario.count(sandbox);
		const { error } = await runScenario(sandbox, scenario, stage, { parameters: { options } });
		expect(error?.message).toContain('There are 2 of the');
		expect(scenario.count(sandbox)).toBe(before);
	});

	it('looks at nothing in a preview', async () => {
		const stage = await staged(scenario);
		const { items } = await runScenario(sandbox, scenario, stage, {
			parameters: { options: { ...options, preview: true } },
		});
		expect(items[0].json.preview).toBe(true);
		expect(sandbox.requests).toEqual([]);
	});

	it('looks for nothing that a limit of the credential refuses', async () => {
		const stage = await staged(scenario);
		const isIqm = !scenario.name.startsWith('AppLovin');
		const given: IDataObject = isIqm
			? { ioTotalBudget: 101, budgetTotal: 101 }
			: { additionalFields: { additionalJson: '{"others":[{"bid":101}]}' } };
		const limits = { highestTotalBudget: '100', highestBid: '100' };
		const { error } = await runScenario(sandbox, scenario, stage, {
			parameters: { options, ...given },
			credential: isIqm ? sandboxCredential(sandbox, limits) : appLovinCredential(sandbox, limits),
		});
		expect(error?.message).toContain('is above 100, the limit for');
		expect(sandbox.requests).toEqual([]);
	});
});

const ORDER = CREATES.filter(({ name }) => name === 'Insertion Order: Create')[0];

describe('names of insertion orders', () => {
	const create = async (ioName: string, count = 1) =>
		await runScenario(sandbox, ORDER, await setStage(sandbox), {
			parameters: { ioName, options },
			count,
		});
	/** Puts orders beside the stage's, then runs. */
	const beside = async (names: string[], wanted: string, changes: IDataObject = {}) => {
		const stage = await setStage(sandbox);
		const [staged] = sandbox.iqm.insertionOrders.values();
		names.forEach((ioName, at) => {
			const details = { ...staged.details, ioId: at + 1, ioName, ...changes };
			sandbox.iqm.insertionOrders.set(at + 1, {
				...staged,
				ioId: at + 1,
				details: details as typeof staged.details,
			});
		});
		return await runScenario(sandbox, ORDER, stage, { parameters: { ioName: wanted, options } });
	};

	// IQM's own sample has a name "CMP 0002 copy " with a blank at its end.
	it.each([
		['Spring copy ', 'Spring copy', 1],
		['Spring copy', '  Spring copy ', 1],
		['spring', 'Spring', undefined],
		['Spring 2', 'Spring', undefined],
		['1', '11', undefined],
	])('%j is there, %j is wanted: finds %j', async (there, wanted, ioId) => {
		const { items, error } = await beside([there], wanted);
		expect(error).toBeUndefined();
		const [{ json }] = items;
		if (ioId === undefined) expect(json.alreadyExisted).toBeUndefined();
		else expect(json).toMatchObject({ ioId, alreadyExisted: true });
	});

	it('looks through all pages of similar names', async () => {
		const names = Array.from({ length: 1_200 }, (_, at) => (at === 0 ? 'Spring' : `Spring ${at}`));
		const { items } = await beside(names, 'Spring');
		expect(items[0].json).toMatchObject({ ioId: 1, alreadyExisted: true });
		const lists = apiRequests(sandbox).filter(({ path }) => path.endsWith('/io/basic/list'));
		// The newest 500 as they are, then the three pages of what the search finds.
		expect(lists.map(({ json }) => (json as IDataObject).searchField)).toEqual([
			undefined,
			'Spring',
			'Spring',
			'Spring',
		]);
	});

	it('does not count a deleted one', async () => {
		const { items } = await beside(['Spring'], 'Spring', { ioStatusId: 3 });
		expect(items[0].json.alreadyExisted).toBeUndefined();
	});

	it('returns an expired one, whose status says so', async () => {
		const { items } = await beside(['Spring'], 'Spring', { ioEndTime: 1_600_000_000_000 });
		expect(items[0].json).toMatchObject({ ioId: 1, ioStatusId: 2, alreadyExisted: true });
	});

	it('creates one for two equal items of a run', async () => {
		const { items } = await create('Twin', 2);
		expect(items.map(({ json }) => json.alreadyExisted)).toEqual([undefined, true]);
		expect(items[0].json.ioId).toBe(items[1].json.ioId);
	});
});

describe('a list that lags behind', () => {
	const EMPTY = { success: true, data: { totalRecords: 0, ioBasicDetailsList: [] } };
	const twice = async (made: unknown, count = 2) =>
		await answering(
			({ path }) => (path.endsWith('/list') ? EMPTY : { success: true, data: made }),
			async (baseUrl) =>
				await runScenario(sandbox, ORDER, await setStage(sandbox), {
					parameters: { options },
					count,
					credential: sandboxCredential(sandbox, { baseUrl }),
					node: { onError: 'continueRegularOutput' },
				}),
		);
	const adds = (asked: Array<{ path: string }>) =>
		asked.filter(({ path }) => path.endsWith('/add'));

	it('does not make a run create the same name twice', async () => {
		const { result, asked } = await twice({ ioId: 5 }, 3);
		expect(result.items.map(({ json }) => [json.ioId, json.alreadyExisted])).toEqual([
			[5, undefined],
			[5, true],
			[5, true],
		]);
		expect(adds(asked)).toHaveLength(1);
	});

	it('does not create what an earlier item may have created', async () => {
		const { result, asked } = await twice({});
		expect(result.items.map(({ json }) => json.error)).toEqual([
			'IQM answered without the ID of the insertion order',
			"An earlier item may or may not have created the insertion order 'Scenario order'",
		]);
		expect(adds(asked)).toHaveLength(1);
	});

	it('is an error where IQM answers without a list, and nothing is created', async () => {
		const { result, asked } = await answering(
			() => ({ success: true, data: {} }),
			async (baseUrl) =>
				await runScenario(sandbox, ORDER, await setStage(sandbox), {
					parameters: { options },
					credential: sandboxCredential(sandbox, { baseUrl }),
				}),
		);
		expect(result.error?.message).toContain('without a list');
		expect(adds(asked)).toEqual([]);
	});
});
