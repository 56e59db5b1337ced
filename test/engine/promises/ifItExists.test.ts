import type { IDataObject } from 'n8n-workflow';

import { answering } from '../../support/answering';
import { APPLOVIN_SCENARIOS } from '../../support/appLovinScenarios';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests, appLovinCredential, hintsOf, sandboxCredential } from '../../support/harness';
import { IQM_GENERATION_SCENARIOS } from '../../support/iqmGenerationScenarios';
import type { Scenario } from '../../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../../support/scenarios';

/** "If It Exists Already": Return It: a workflow that runs again finds what its first run made. */
const sandbox = freshSandbox();

const NAMES = [
	'Insertion Order: Create',
	'Campaign: Create',
	'Creative: Upload (image)',
	'Creative: Upload (VAST)',
	'Matched Audience: Upload',
	'Matched Audience: Upload, current API',
	'AppLovin Campaign: Create',
	'AppLovin Creative Set: Create',
	'AppLovin Asset: Add',
	'AppLovin Asset: Upload',
];
const ALL = [...SCENARIOS, ...IQM_GENERATION_SCENARIOS, ...APPLOVIN_SCENARIOS];
const CREATES = ALL.filter(({ name }) => NAMES.includes(name));
const SPENDING = CREATES.filter(({ name }) => !/Upload|Asset/.test(name));
/** A set has one asset of each type: AppLovin never has two. */
const REPEATABLE = CREATES.filter(({ name }) => !name.includes('Asset'));

const parameters = { ifItExists: 'return' };
const idOf = (json: object | undefined) =>
	Object.entries(json ?? {}).find(([key]) =>
		/^(ioId|campaignId|creativeId|matchedAudienceId|campaign_id|creative_set_id)$/.test(key),
	);

/** The options of a scenario, such as the generation of the API. */
const options = ({ parameters: of }: Scenario) =>
	of({ ioId: 1, creativeId: 1, campaignId: 1, audienceId: 1 }).options as IDataObject | undefined;

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
		const first = await runScenario(sandbox, scenario, stage, { parameters });
		expect(first.error).toBeUndefined();
		expect(first.items[0].json.alreadyExisted).toBeUndefined();
		const second = await runScenario(sandbox, scenario, stage, { parameters });
		expect(second.error).toBeUndefined();
		expect(second.items[0].json.alreadyExisted).toBe(true);
		expect(String(idOf(second.items[0].json)?.[1])).toBe(String(idOf(first.items[0].json)?.[1]));
		expect(scenario.count(sandbox)).toBe(before + 1);
	});

	it('looks at nothing in a preview', async () => {
		const stage = await staged(scenario);
		const { items } = await runScenario(sandbox, scenario, stage, {
			parameters: { ...parameters, options: { ...options(scenario), preview: true } },
		});
		expect(items[0].json.preview).toBe(true);
		expect(sandbox.requests).toEqual([]);
	});
});

describe.each(REPEATABLE)('$name', (scenario) => {
	it('is an error when there are two of that name', async () => {
		const stage = await staged(scenario);
		await runScenario(sandbox, scenario, stage, { count: 2 });
		const before = scenario.count(sandbox);
		const { error } = await runScenario(sandbox, scenario, stage, { parameters });
		expect(error?.message).toContain('already exists 2 times');
		expect(scenario.count(sandbox)).toBe(before);
	});
});

describe.each(SPENDING)('$name, which costs money', (scenario) => {
	it('looks for nothing that a limit of the credential refuses', async () => {
		const stage = await staged(scenario);
		const isIqm = !scenario.name.startsWith('AppLovin');
		const given: IDataObject = isIqm
			? { ioTotalBudget: 101, budgetTotal: 101 }
			: { additionalFields: { additionalJson: '{"others":[{"bid":101}]}' } };
		const limits = { highestTotalBudget: '100', highestBid: '100' };
		const { error } = await runScenario(sandbox, scenario, stage, {
			parameters: { ...parameters, ...given },
			credential: isIqm ? sandboxCredential(sandbox, limits) : appLovinCredential(sandbox, limits),
		});
		expect(error?.message).toContain('is above 100, the limit for');
		expect(sandbox.requests).toEqual([]);
	});
});

const ORDER = CREATES.filter(({ name }) => name === 'Insertion Order: Create')[0];

/** What the form of the scenario asks for, as IQM stores it. */
const AS_ASKED = {
	ioStartTime: Date.UTC(2030, 0, 1),
	ioEndTime: Date.UTC(2032, 0, 1),
	ioTotalBudget: 5_000,
};

describe('names of insertion orders', () => {
	const create = async (ioName: string, count = 1) =>
		await runScenario(sandbox, ORDER, await setStage(sandbox), {
			parameters: { ioName, ...parameters },
			count,
		});
	/** Puts orders beside the stage's, then runs. */
	const beside = async (
		names: string[],
		wanted: string,
		changes: IDataObject = {},
		form: IDataObject = {},
	) => {
		const stage = await setStage(sandbox);
		const [staged] = sandbox.iqm.insertionOrders.values();
		names.forEach((ioName, at) => {
			const details = { ...staged.details, ...AS_ASKED, ioId: at + 1, ioName, ...changes };
			sandbox.iqm.insertionOrders.set(at + 1, {
				...staged,
				ioId: at + 1,
				details: details as typeof staged.details,
			});
		});
		return await runScenario(sandbox, ORDER, stage, { parameters: { ioName: wanted, ...parameters, ...form } });
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

	it('does not pass an expired one for one that is still to run', async () => {
		const { error } = await beside(['Spring'], 'Spring', { ioEndTime: 1_600_000_000_000 });
		expect(error?.message).toBe(
			"The insertion order 'Spring' already exists (ioId 1), but it does not match this form: 'End' is '2020-09-13T12:26:40Z', not '2032-01-01T00:00:00Z'",
		);
		expect(error?.description).toBe(
			"Nothing was created or changed. If a later node in the workflow changed it, pin this node's output, or enter the current value in this form. Otherwise change it with Update, or choose 'Create Another' in 'If It Exists Already'.",
		);
	});

	it.each<[string, IDataObject, string]>([
		['a total budget', { ioTotalBudget: 4_000 }, "'Total Budget' is '4000', not '5000'"],
		['a time zone', { ioTimeZoneId: 30 }, "'Time Zone' is '30', not '29'"],
		['a budget type', { ioBudgetTypeId: 2 }, "'Budget Type' is '2', not '1'"],
		['no total of its own', { isAutoSumIoTotalBudget: true }, 'Auto-Sum (No Cap)'],
	])('is an error where the one that exists has %s that was not asked for', async (_, changes, words) => {
		const before = sandbox.iqm.insertionOrders.size;
		const { error } = await beside(['Spring'], 'Spring', changes);
		expect(error?.message).toContain(words);
		expect(sandbox.iqm.insertionOrders.size).toBeLessThanOrEqual(before + 2);
		expect(apiRequests(sandbox).every(({ path }) => path.endsWith('/list'))).toBe(true);
	});

	it('says what differs besides, and what can not be compared', async () => {
		const result = await beside(['Spring'], 'Spring', {
			ioBudgetDistributionMethodId: 2,
		}, { additionalFields: { ioBudgetDistributionMethodId: 1, isIoPrioritise: true } });
		expect(result.items[0].json).toMatchObject({
			alreadyExisted: true,
			differs: [{ field: 'Budget Distribution', wanted: 1, present: 2 }],
			notCompared: 'IQM does not show Prioritize',
		});
		expect(hintsOf(result)).toEqual([
			"The insertion order 'Spring' already exists (ioId 1) and was returned; nothing was created. It differs from this form: 'Budget Distribution' is '2', not '1'. Not compared: IQM does not show Prioritize.",
		]);
	});

	it('is an error by choice, which says which one there is', async () => {
		const { error } = await beside(['Spring'], 'Spring', {}, { ifItExists: 'error' });
		expect(error?.message).toBe("The insertion order 'Spring' already exists (ioId 1)");
	});

	it('looks for nothing where another one is wanted', async () => {
		const { items } = await beside(['Spring'], 'Spring', {}, { ifItExists: 'create' });
		expect(items[0].json.alreadyExisted).toBeUndefined();
		expect(apiRequests(sandbox).map(({ path }) => path)).toEqual(['/api/v3/cmp/io/add']);
	});

	it('lists once for a hundred names', async () => {
		const items = Array.from({ length: 100 }, (_, at) => ({ json: { name: `Order ${at}` } }));
		const result = await runScenario(sandbox, ORDER, await setStage(sandbox), {
			parameters: { ioName: '={{ $json.name }}', ...parameters },
			items,
		});
		expect(result.items).toHaveLength(100);
		const paths = apiRequests(sandbox).map(({ path }) => path);
		expect(paths.filter((path) => path.endsWith('/list'))).toHaveLength(1);
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
					parameters,
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
			"IQM's response is missing the ID of the insertion order",
			"An earlier item may or may not have created the insertion order 'Scenario order'",
		]);
		expect(adds(asked)).toHaveLength(1);
	});

	it('is an error where IQM answers without a list, and nothing is created', async () => {
		const { result, asked } = await answering(
			() => ({ success: true, data: {} }),
			async (baseUrl) =>
				await runScenario(sandbox, ORDER, await setStage(sandbox), {
					parameters,
					credential: sandboxCredential(sandbox, { baseUrl }),
				}),
		);
		expect(result.error?.message).toContain('has no list');
		expect(adds(asked)).toEqual([]);
	});
});
