import { APPLOVIN_SCENARIOS } from '../../support/appLovinScenarios';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests, appLovinCredential, hintsOf, sandboxCredential } from '../../support/harness';
import { IQM_CHANGE_SCENARIOS } from '../../support/iqmChangeScenarios';
import { plant } from '../../support/randomFaultsStage';
import type { Scenario, Stage } from '../../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../../support/scenarios';
import { skippedWaits } from '../../support/testClock';

/**
 * "If It Exists Already": Return It, pressed again before a list shows what the last press made: the
 * process remembers it. Each run here is an execution of its own.
 */
const sandbox = freshSandbox();
const time = skippedWaits();

const ORDER = 'Insertion Order: Create';
const CAMPAIGN = 'Campaign: Create';
const NAMES = [
	ORDER,
	CAMPAIGN,
	'Campaign: Create Draft',
	'AppLovin Campaign: Create',
	'AppLovin Creative Set: Create',
	'AppLovin Asset: Add',
	'AppLovin Asset: Upload',
];
const CREATES = [...SCENARIOS, ...IQM_CHANGE_SCENARIOS, ...APPLOVIN_SCENARIOS].filter(({ name }) =>
	NAMES.includes(name),
);
/** A set has one asset of each type: what is sent a second time is refused there. */
const REPEATABLE = CREATES.filter(({ name }) => !name.includes('Asset'));
const named = (name: string) => CREATES.find((scenario) => scenario.name === name) as Scenario;

let stage: Stage;
let lag = { show: (): void => {}, stop: (): void => {} };
/** The fault of the next requests. */
let faultFor: Parameters<typeof plant>[1] = () => undefined;
afterEach(() => {
	lag.stop();
	faultFor = () => undefined;
});

/** Sets the stage; lists then show what is made this much later. */
async function lagging(scenario: Scenario, lagMs = 3_600_000): Promise<() => Promise<Ran>> {
	stage = await (scenario.stage ?? setStage)(sandbox);
	lag = plant(sandbox, (...request) => faultFor(...request), () => '', lagMs);
	return async () => await press(scenario);
}

type Ran = Awaited<ReturnType<typeof runScenario>>;

async function press(scenario: Scenario, options: Parameters<typeof runScenario>[3] = {}): Promise<Ran> {
	return await runScenario(sandbox, scenario, stage, {
		parameters: { ifItExists: 'return' },
		...options,
	});
}

/** How many there are, whatever lists show. */
function counted(scenario: Scenario): number {
	lag.show();
	return scenario.count(sandbox);
}

const idOf = ({ items }: Ran) =>
	Object.entries(items[0].json).find(([key]) =>
		/^(ioId|campaignId|campaign_id|creative_set_id)$/.test(key),
	)?.[1];

it('is tested for every operation that creates by name', () => {
	expect(CREATES.map(({ name }) => name).sort()).toEqual([...NAMES].sort());
});

describe.each(CREATES)('$name', (scenario) => {
	it('returns what the last execution made although no list shows it', async () => {
		const again = await lagging(scenario);
		const before = counted(scenario);
		const [first, second, third] = [await again(), await again(), await again()];
		expect([first.error, second.error, third.error]).toEqual([undefined, undefined, undefined]);
		expect(first.items[0].json.alreadyExisted).toBeUndefined();
		expect(second.items[0].json.alreadyExisted).toBe(true);
		expect(String(idOf(third))).toBe(String(idOf(first)));
		expect(hintsOf(third)[0]).toContain('already exists');
		expect(counted(scenario)).toBe(before + 1);
	});

	it('returns what was made with the choice Create Another', async () => {
		const again = await lagging(scenario);
		const before = counted(scenario);
		await press(scenario, { parameters: { ifItExists: 'create' } });
		expect((await again()).items[0].json.alreadyExisted).toBe(true);
		expect(counted(scenario)).toBe(before + 1);
	});

	it('makes one for two executions at the same moment', async () => {
		const again = await lagging(scenario);
		const before = counted(scenario);
		const both = await Promise.all([again(), again(), again()]);
		expect(both.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
		expect(new Set(both.map((ran) => String(idOf(ran)))).size).toBe(1);
		expect(counted(scenario)).toBe(before + 1);
	});

	it('sends nothing for a minute after a creation without an answer, then finds it', async () => {
		const again = await lagging(scenario, 30_000);
		const before = counted(scenario);
		let isFirst = true;
		faultFor = ({ path }) => {
			if (!isFirst || !scenario.path.test(path)) return undefined;
			isFirst = false;
			return 'resetAfter';
		};
		expect((await again()).error?.message).toBeDefined();
		const { error } = await again();
		expect(error?.message).toContain('A run less than a minute ago may or may not have created the');
		expect(error?.description).toContain('Run this again in a minute');
		time.ahead += 61_000;
		const { items } = await again();
		expect(items[0].json.alreadyExisted).toBe(true);
		expect(counted(scenario)).toBe(before + 1);
	});
});

describe.each(REPEATABLE)('$name', (scenario) => {
	it('shares nothing with another credential', async () => {
		const again = await lagging(scenario);
		await again();
		const isIqm = !scenario.name.startsWith('AppLovin');
		const before = counted(scenario);
		const credential = isIqm
			? sandboxCredential(sandbox, { workspaceHost: 'other.iqm.com' })
			: appLovinCredential(sandbox, { scopes: ['campaigns:write', 'creatives:write'] });
		const { items, error } = await press(scenario, { credential });
		expect(error).toBeUndefined();
		expect(items[0].json.alreadyExisted).toBeUndefined();
		expect(counted(scenario)).toBe(before + 1);
	});

	it('trusts the list again after two minutes', async () => {
		const again = await lagging(scenario);
		await again();
		time.ahead += 121_000;
		expect((await again()).items[0].json.alreadyExisted).toBeUndefined();
	});
});

describe.each([ORDER, CAMPAIGN].map(named))('$name', (scenario) => {
	const made = () =>
		scenario.name === ORDER
			? [...sandbox.iqm.insertionOrders.values()].at(-1)
			: [...sandbox.iqm.campaigns.values()].at(-1);

	it('does not return one that was deleted meanwhile', async () => {
		const again = await lagging(scenario);
		const first = await again();
		const one = made();
		if (one !== undefined && 'details' in one) one.details.ioStatusId = 3;
		else sandbox.iqm.decide('campaign', Number(idOf(first)), 'deleted');
		const second = await again();
		expect(second.error).toBeUndefined();
		expect(second.items[0].json.alreadyExisted).toBeUndefined();
		expect(idOf(second)).not.toBe(idOf(first));
	});

	it('does not return one that was renamed meanwhile', async () => {
		const again = await lagging(scenario);
		const first = await again();
		const one = made();
		if (one !== undefined && 'details' in one) one.details.ioName = 'Other';
		else if (one !== undefined) one.request.campaignName = 'Other';
		expect(idOf(await again())).not.toBe(idOf(first));
	});

	it('is an error where it can not be read again, and nothing is created', async () => {
		const again = await lagging(scenario);
		const first = await again();
		const before = counted(scenario);
		faultFor = ({ method }) => (method === 'GET' ? 'html404' : undefined);
		const { error } = await again();
		expect(error?.description).toContain('was created less than two minutes ago');
		expect(error?.description).toContain(`Id ${String(idOf(first))})`);
		expect(counted(scenario)).toBe(before);
	});

	it('reads it once to return it', async () => {
		const again = await lagging(scenario);
		await again();
		sandbox.requests.length = 0;
		await again();
		expect(apiRequests(sandbox).filter(({ method }) => method === 'GET')).toHaveLength(1);
	});
});
