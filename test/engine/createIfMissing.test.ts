import type { Sandbox } from '../../sandbox';
import { APPLOVIN_SCENARIOS } from '../support/appLovinScenarios';
import { forgetProcessState, testSandbox } from '../support/harness';
import type { Scenario } from '../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../support/scenarios';

/** The option "Create If Missing": a workflow that runs again finds what its first run made. */
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());
beforeEach(() => {
	sandbox.reset();
	forgetProcessState();
});

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
});
