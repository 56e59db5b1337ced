import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { APPLOVIN_SCENARIOS } from '../support/appLovinScenarios';
import {
	appLovinCredential,
	forgetProcessState,
	sandboxCredential,
	testSandbox,
} from '../support/harness';
import type { Scenario } from '../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../support/scenarios';

/** The limits of the credential: with one of 100, 101 stays here and 100 goes out. */
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await testSandbox();
});
afterAll(async () => sandbox.close());
beforeEach(() => {
	sandbox.reset();
	forgetProcessState();
});

function scenarioOf(name: string): Scenario {
	const found = [...SCENARIOS, ...APPLOVIN_SCENARIOS].find((scenario) => scenario.name === name);
	if (found === undefined) throw new Error(`No scenario ${name}`);
	return found;
}

/** One way for an amount to get into a request. */
interface Way {
	operation: string;
	field: string;
	limit: string;
	parameters: (amount: number) => IDataObject;
}

const row = (
	operation: string,
	field: string,
	limit: string,
	parameters: (amount: number) => IDataObject,
): Way => ({ operation, field, limit, parameters });

const country = (values: IDataObject) => ({
	countries: { rows: [{ country: 'gb', ...values }] },
	bid_type: 'CPI',
});
const additional = (values: IDataObject) => ({
	countries: {},
	bid_type: 'CPI',
	updateFields: { additionalJson: JSON.stringify({ countries: [{ country: 'gb', ...values }] }) },
});
const sourceBid = (values: IDataObject) => ({
	rowsFrom: 'json',
	rowsJson: JSON.stringify([{ app_id: 'da605e6f950f1aec', country: 'gb', ...values }]),
});

const WAYS: Way[] = [
	row('Insertion Order: Create', 'ioTotalBudget', 'highestTotalBudget', (amount) => ({
		ioTotalBudget: amount,
	})),
	row('Insertion Order: Create', 'ioTotalBudget', 'highestTotalBudget', (amount) => ({
		ioTotalBudget: `={{ "${amount}" }}`,
	})),
	row('Campaign: Create', 'budgetDay', 'highestDailyBudget', (amount) => ({ budgetDay: amount })),
	row('Campaign: Create', 'budgetDay', 'highestDailyBudget', (amount) => ({
		budgetDay: `={{ ${amount - 1} + 1 }}`,
	})),
	row('Campaign: Create', 'budgetTotal', 'highestTotalBudget', (amount) => ({
		budgetDay: 1,
		budgetTotal: amount,
	})),
	row('Campaign: Create', 'maxBid', 'highestBid', (amount) => ({ maxBid: amount })),
	row('AppLovin Target: Update', 'bid', 'highestBid', (amount) => country({ bid: amount })),
	row('AppLovin Target: Update', 'budget', 'highestDailyBudget', (amount) =>
		country({ budget: `={{ ${amount} }}` }),
	),
	row('AppLovin Target: Update', 'bid', 'highestBid', (amount) => additional({ bid: amount })),
	row('AppLovin Source Bid: Update', 'bid_value', 'highestBid', (amount) =>
		sourceBid({ bid_value: amount }),
	),
];

describe.each(WAYS)('$operation: $field', ({ operation, field, limit, parameters }) => {
	const scenario = scenarioOf(operation);
	const credential = (value: string): IDataObject =>
		operation.startsWith('AppLovin')
			? appLovinCredential(sandbox, { [limit]: value })
			: sandboxCredential(sandbox, { [limit]: value });
	const run = async (amount: number, value: string) => {
		const stage = await (scenario.stage ?? setStage)(sandbox);
		return await runScenario(sandbox, scenario, stage, {
			credential: credential(value) as never,
			parameters: parameters(amount),
		});
	};

	it('refuses 101 under a limit of 100 and sends nothing', async () => {
		const { error } = await run(101, '100');
		expect(error?.message).toContain(`'${field}' ('101') is above 100`);
		expect(error?.description).toContain('in the credential');
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['100 under a limit of 100', 100, '100'],
		['101 without a limit', 101, ''],
	])('lets %s through', async (_, amount, value) => {
		await run(amount, value);
		expect(sandbox.requests.some(({ path }) => scenario.path.test(path))).toBe(true);
	});
});

describe("a limit that can't be kept", () => {
	it('refuses a percentage over a bid that the request does not hold', async () => {
		const scenario = scenarioOf('AppLovin Source Bid: Update');
		const stage = await (scenario.stage ?? setStage)(sandbox);
		const run = async (percentage: number) =>
			await runScenario(sandbox, scenario, stage, {
				credential: appLovinCredential(sandbox, { highestBid: '100' }),
				parameters: sourceBid({ bid_override_percentage: percentage }),
			});

		const { error } = await run(10);
		expect(error?.message).toContain("'bid_override_percentage' ('10') raises an amount");
		expect(sandbox.requests).toEqual([]);

		await run(-10);
		expect(sandbox.requests.some(({ path }) => scenario.path.test(path))).toBe(true);
	});

	it.each(['ten', '-5', '1,000'])('is an error when it reads %s', async (highestTotalBudget) => {
		const [scenario] = SCENARIOS;
		const stage = await setStage(sandbox);
		const { error } = await runScenario(sandbox, scenario, stage, {
			credential: sandboxCredential(sandbox, { highestTotalBudget }),
		});
		expect(error?.message).toContain("'Highest Total Budget'");
		expect(sandbox.requests).toEqual([]);
	});
});
