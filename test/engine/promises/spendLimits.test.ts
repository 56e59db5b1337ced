import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { AXON_MONEY } from '../../../nodes/AppLovin/axonTransport/account';
import { MONEY as APPLOVIN_MONEY } from '../../../nodes/AppLovin/transport/account';
import { withoutUnit } from '../../../nodes/common/ground/units';
import { MONEY as IQM_MONEY } from '../../../nodes/Iqm/transport/account';
import { scenariosOf } from '../../support/allScenarios';
import { APPLOVIN_SCENARIOS } from '../../support/appLovinScenarios';
import { AXON_CAMPAIGN_SCENARIOS } from '../../support/axonCampaignScenarios';
import { freshSandbox } from '../../support/freshSandbox';
import {
	apiRequests,
	credentialFor,
	forgetProcessState,
} from '../../support/harness';
import { IQM_CHANGE_SCENARIOS } from '../../support/iqmChangeScenarios';
import { namesIn, OFFERED, WRITTEN } from '../../support/operations';
import type { Scenario, Stage } from '../../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../../support/scenarios';

/** The limits of the credential: with one of 100, 101 stays here and 100 goes out. */
const sandbox = freshSandbox();

const ALL = [...SCENARIOS, ...IQM_CHANGE_SCENARIOS, ...APPLOVIN_SCENARIOS, ...AXON_CAMPAIGN_SCENARIOS];

function scenarioOf(name: string): Scenario {
	const found = ALL.find((scenario) => scenario.name === name);
	if (found === undefined) throw new Error(`No scenario ${name}`);
	return found;
}

const DAILY = 'highestDailyBudget';
const TOTAL = 'highestTotalBudget';
const BID = 'highestBid';

/** What errors call the fields that set money: the forms' labels. */
const SAID: Record<string, string> = {
	allowedMinBid: 'Lowest Allowed Bid',
	bid: 'Bid',
	bid_value: 'Bid Value',
	budgetDay: 'Daily Budget',
	budgetTotal: 'Total Budget',
	dailyBudget: 'Daily Budget',
	daily_budget_for_all_countries: 'Daily Budget (All Countries)',
	goal_value_for_all_countries: 'Goal (All Countries)',
	ioTotalBudget: 'Total Budget',
	maxBid: 'Max Bid',
	minBid: 'Min Bid',
	totalBudget: 'Total Budget',
};

/** A field of an operation that sets money, and how a value gets into it. */
interface Field {
	operation: string;
	field: string;
	limit: string;
	/** What its error calls it, unless as in {@link SAID}. */
	says?: string;
	/** By the form; the value is an amount, an expression, or text. */
	form?: (value: unknown) => IDataObject;
	/** By Additional JSON, or by rows as JSON. */
	json?: (values: IDataObject) => IDataObject;
}

const inCollection =
	(collection: string, name: string, others: IDataObject = {}) =>
	(value: unknown): IDataObject => ({ ...others, [collection]: { [name]: value as string } });
const top =
	(name: string, others: IDataObject = {}) =>
	(value: unknown): IDataObject => ({ ...others, [name]: value as string });
const inJson =
	(collection: string, others: IDataObject = {}) =>
	(values: IDataObject): IDataObject => ({
		...others,
		[collection]: { additionalJson: JSON.stringify(values) },
	});

const target = (name: string) => (value: unknown) => ({
	countries: { rows: [{ country: 'DEFAULT', [name]: value as string }] },
	bid_type: 'CPI',
	changeBy: 'set',
});
const targetJson = (values: IDataObject) => ({
	countries: {},
	bid_type: 'CPI',
	changeBy: 'set',
	updateFields: {
		additionalJson: JSON.stringify({ countries: [{ country: 'DEFAULT', ...values }] }),
	},
});
const sourceBid = (values: IDataObject) => ({
	changeBy: 'set',
	rowsFrom: 'json',
	rowsJson: JSON.stringify([{ app_id: 'da605e6f950f1aec', country: 'gb', ...values }]),
});

/** The fields of a new campaign; amounts of 0 are left to Additional JSON. */
const campaignFields = (operation: string): Field[] => {
	const wide = { budgetTotal: 5000 };
	return [
		{
			operation,
			field: 'budgetDay',
			limit: DAILY,
			form: top('budgetDay', wide),
			json: inJson('additionalFields', { ...wide, budgetDay: 0 }),
		},
		{
			operation,
			field: 'budgetTotal',
			limit: TOTAL,
			form: top('budgetTotal', { budgetDay: 1 }),
			json: inJson('additionalFields', { budgetDay: 1, budgetTotal: 0 }),
		},
		{
			operation,
			field: 'maxBid',
			limit: BID,
			form: top('maxBid'),
			json: inJson('additionalFields', { maxBid: 0 }),
		},
		{
			operation,
			field: 'allowedMinBid',
			limit: BID,
			form: inCollection('additionalFields', 'allowedMinBid'),
			json: inJson('additionalFields'),
		},
	];
};

const FIELDS: Field[] = [
	{
		operation: 'Insertion Order: Create',
		field: 'ioTotalBudget',
		limit: TOTAL,
		form: top('ioTotalBudget'),
	},
	// The form asks for the total itself; an older name of the total is not converted by it.
	{
		operation: 'Insertion Order: Create',
		field: 'budget',
		says: 'Total Budget',
		limit: TOTAL,
		json: inJson('additionalFields', { ioTotalBudget: 1 }),
	},
	{
		operation: 'Insertion Order: Update',
		field: 'ioTotalBudget',
		limit: TOTAL,
		form: inCollection('updateFields', 'ioTotalBudget'),
		json: inJson('updateFields'),
	},
	{
		operation: 'Insertion Order: Update Budget',
		field: 'budget',
		says: 'Total Budget',
		limit: TOTAL,
		form: top('amount'),
	},
	...campaignFields('Campaign: Create'),
	...campaignFields('Campaign: Create Draft'),
	...['budgetDay', 'budgetTotal', 'maxBid'].map((field) => ({
		operation: 'Campaign: Update',
		field,
		limit: { budgetDay: DAILY, budgetTotal: TOTAL, maxBid: BID }[field] ?? '',
		form: inCollection('updateFields', field),
		json: inJson('additionalFields', { updateFields: {} }),
	})),
	{
		operation: 'Campaign: Update',
		field: 'minBid',
		limit: BID,
		form: inCollection('moneyAndTime', 'minBid', { updateFields: {} }),
		json: inJson('additionalFields', { updateFields: {} }),
	},
	...['dailyBudget', 'totalBudget', 'maxBid'].map((field) => ({
		operation: 'Campaign: Update Budget',
		field,
		limit: { dailyBudget: DAILY, totalBudget: TOTAL, maxBid: BID }[field] ?? '',
		form: top('amount', { amountToChange: field }),
	})),
	{
		operation: 'AppLovin Target: Update',
		field: 'bid',
		limit: BID,
		form: target('bid'),
		json: targetJson,
	},
	{
		operation: 'AppLovin Target: Update',
		field: 'budget',
		says: 'Daily Budget',
		limit: DAILY,
		form: target('budget'),
		json: targetJson,
	},
	{
		operation: 'AppLovin Source Bid: Update',
		field: 'bid_value',
		limit: BID,
		form: (value) => ({
			source_bids: {
				rows: [{ app_id: 'da605e6f950f1aec', country: 'gb', bid_value: value as string }],
			},
		}),
		json: sourceBid,
	},
	...['Create', 'Update'].map((operation) => ({
		operation: `AppLovin Campaign: ${operation}`,
		field: 'budget',
		says: 'Daily Budget',
		limit: DAILY,
		json: inJson(operation === 'Create' ? 'additionalFields' : 'updateFields'),
	})),
	...['Create', 'Update'].map((operation) => ({
		operation: `AppLovin Creative Set: ${operation}`,
		field: 'bid',
		limit: BID,
		json: inJson(operation === 'Create' ? 'additionalFields' : 'updateFields'),
	})),
];

const AXON_BUDGETS = 'country_code_to_daily_budget';
const AXON_FIELDS: Field[] = [
	{
		operation: 'AppLovin Axon Campaign: Create',
		field: 'daily_budget_for_all_countries',
		limit: DAILY,
		form: top('daily_budget'),
	},
	{
		operation: 'AppLovin Axon Campaign: Create',
		field: AXON_BUDGETS,
		says: 'Daily Budget (Sum of All Countries)',
		limit: DAILY,
		// The limit holds for the sum: the other country has 1.
		form: (value) => ({
			...{ countries: ['US', 'GB'], budgetFor: 'byCountry' },
			countryBudgets: {
				rows: [
					{ country: 'US', amount: typeof value === 'number' ? value - 1 : `={{ ${/=\{\{ (.*) \}\}$/.exec(String(value))?.[1]} - 1 }}` },
					{ country: 'GB', amount: 1 },
				],
			},
		}),
	},
	{
		operation: 'AppLovin Axon Campaign: Create',
		field: 'goal_value_for_all_countries',
		limit: BID,
		form: top('goal_value'),
	},
	{
		operation: 'AppLovin Axon Campaign: Update Budget',
		field: 'daily_budget_for_all_countries',
		limit: DAILY,
		form: top('amount'),
	},
	{
		operation: 'AppLovin Axon Campaign: Update Goal',
		field: 'goal_value_for_all_countries',
		says: 'Goal',
		limit: BID,
		form: top('amount', { campaign_ids: '12345', goalFor: 'all', goalUnit: 'usd' }),
	},
];

type Way = [string, Field, (amount: number) => IDataObject];

const WAYS: Way[] = [...FIELDS, ...AXON_FIELDS].flatMap((entry): Way[] => {
	const { operation, field, form, json } = entry;
	const way = (name: string, parameters: (amount: number) => IDataObject): Way => [
		`${operation}: ${field} by ${name}`,
		entry,
		parameters,
	];
	return [
		...(form === undefined
			? []
			: [
					way('form', (amount) => form(amount)),
					way('expression', (amount) => form(`={{ ${amount - 1} + 1 }}`)),
					way('text of an expression', (amount) => form(`={{ " ${amount}.0" }}`)),
				]),
		...(json === undefined
			? []
			: [
					way('Additional JSON', (amount) => json({ [field]: amount })),
					way('text in Additional JSON', (amount) => json({ [field]: String(amount) })),
				]),
	];
});

async function run(
	name: string,
	limits: IDataObject,
	parameters: IDataObject,
	arrange: (stage: Stage) => void = () => {},
) {
	const scenario = scenarioOf(name);
	const stage = await (scenario.stage ?? setStage)(sandbox);
	arrange(stage);
	const credential = credentialFor(sandbox, name, limits);
	const { error, items } = await runScenario(sandbox, scenario, stage, { credential, parameters });
	const went = sandbox.requests.some(
		({ method, path }) => scenario.path.test(path) && !(scenario.writes && method === 'GET'),
	);
	return { error, items, went };
}

/** A text as a pattern that matches it alone. */
const literally = (text: string) => text.replace(/[()]/g, '\\$&');

describe.each(WAYS)('%s', (_, { operation, field, limit, says = SAID[field] }, parameters) => {
	it('refuses 101 under a limit of 100 and sends nothing', async () => {
		const { error } = await run(operation, { [limit]: '100' }, parameters(101));
		expect(error?.message).toMatch(new RegExp(`'${literally(says)}' \\('101(?:\\.00)?'\\) is above 100`));
		expect(error?.description).toContain('in the credential');
		expect(sandbox.requests).toEqual([]);
	});

	it('lets 100 through', async () => {
		const { went } = await run(operation, { [limit]: ' 100 ' }, parameters(100));
		expect(went).toBe(true);
	});
});

const FIRST_WAYS = [...FIELDS, ...AXON_FIELDS].map((entry) => WAYS.find(([, of]) => of === entry) as Way);

it.each(FIRST_WAYS)('%s: lets 101 through without a limit', async (_, { operation, limit }, of) => {
	const { went } = await run(operation, { [limit]: '' }, of(101));
	expect(went).toBe(true);
});

function moneyOf(nodeName: string) {
	if (nodeName.startsWith('IQM')) return IQM_MONEY;
	return nodeName.startsWith('AppLovin Axon') ? AXON_MONEY : APPLOVIN_MONEY;
}

/** Fields of a form, and what a choice of amounts offers, by name and short label. */
function labelsIn(properties: INodeProperties[]): Array<{ name: string; label: string }> {
	return properties.flatMap(({ name, displayName, options = [] }) => [
		{ name, label: withoutUnit(displayName) },
		...options.flatMap((option) => {
			if ('values' in option) return labelsIn(option.values);
			if ('type' in option) return labelsIn([option]);
			return 'value' in option ? [{ name: String(option.value), label: option.name }] : [];
		}),
	]);
}

it('has a way for every field that sets money, in every operation that writes', () => {
	const tested = new Set(FIELDS.map(({ operation, field }) => `${operation}: ${field}`));
	const missing = OFFERED.filter(({ title }) => WRITTEN.get(title)?.writes).flatMap((offered) => {
		const { amounts } = moneyOf(offered.nodeName);
		return scenariosOf(offered).flatMap(({ name }) =>
			namesIn(offered.properties)
				.filter((field) => Object.hasOwn(amounts, field))
				.map((field) => `${name}: ${field}`)
				.filter((title) => !tested.has(title)),
		);
	});
	// What a new campaign bids at least is at most its highest bid, which is held to the same limit.
	expect([...new Set(missing)]).toEqual([
		'Campaign: Create: minBid',
		'Campaign: Create Draft: minBid',
	]);
});

it('knows the label of every field that sets money, as the forms have it', () => {
	for (const { amounts, maps, sums, relative, uncapped, labels } of [APPLOVIN_MONEY, AXON_MONEY, IQM_MONEY]) {
		const named = [amounts, maps, sums, relative, uncapped].flatMap((fields) => Object.keys(fields ?? {}));
		expect(Object.keys(labels).sort()).toEqual(named.sort());
	}
	const inForms = OFFERED.flatMap(({ nodeName, properties }) =>
		labelsIn(properties).map((said) => ({ ...said, ...moneyOf(nodeName) })),
	).filter(({ name, labels }) => Object.hasOwn(labels, name));
	expect(inForms.length).toBeGreaterThan(20);
	for (const { name, label, labels } of inForms) expect(`${name}: ${labels[name]}`).toBe(`${name}: ${label}`);
});

/** What the staged campaign and order have is what a copy gets. */
const has =
	(request: IDataObject, order: IDataObject = { ioTotalBudget: 1 }) =>
	(stage: Stage) => {
		const campaign = sandbox.iqm.campaigns.get(stage.campaignId);
		const io = sandbox.iqm.insertionOrders.get(stage.ioId);
		if (campaign === undefined || io === undefined) throw new Error('Nothing on the stage');
		campaign.request = { ...campaign.request, ...(request as typeof campaign.request) };
		io.details = { ...io.details, ...(order as typeof io.details) };
	};

describe.each(['Campaign: Duplicate', 'Insertion Order: Duplicate'])('%s', (operation) => {
	it.each([
		['budgetDay', DAILY],
		['budgetTotal', TOTAL],
		['maxBid', BID],
	])('reads %s of the original, and sends no copy above the limit', async (field, limit) => {
		const above = await run(operation, { [limit]: '100' }, {}, has({ [field]: 101 }));
		expect(above.error?.message).toMatch(new RegExp(`'${SAID[field]} of campaign \\d+' \\('101'\\)`));
		expect(above.went).toBe(false);
		expect(apiRequests(sandbox).every(({ method }) => method === 'GET')).toBe(true);

		sandbox.reset();
		forgetProcessState();
		expect((await run(operation, { [limit]: '100' }, {}, has({ [field]: 100 }))).went).toBe(true);
		sandbox.reset();
		forgetProcessState();
		expect((await run(operation, {}, {}, has({ [field]: 101 }))).went).toBe(true);
	});
});

it('reads the total of an order that is copied', async () => {
	const order = { ioTotalBudget: 101 };
	const { error, went } = await run(
		'Insertion Order: Duplicate',
		{ [TOTAL]: '100' },
		{},
		has({ budgetTotal: 1, budgetDay: 1 }, order),
	);
	expect(error?.message).toMatch(/'Total Budget of insertion order \d+' \('101'\) is above 100/);
	expect(went).toBe(false);
});

describe('what leaves no amount for a limit', () => {
	const order = 'Insertion Order: Create';
	const impressions = { ioBudgetTypeId: 2, ioTotalImpressions: 9 };
	it.each<[string, IDataObject, string]>([
		[order, { isAutoSumIoTotalBudget: true }, "'Auto-Sum (No Cap)' ('true')"],
		[order, { isAutoSumIoTotalBudget: "={{ 'true' }}" }, "'Auto-Sum (No Cap)' ('true')"],
		[order, impressions, "'Total Impressions' ('9')"],
		['Insertion Order: Update', { updateFields: { isAutoSumIoTotalBudget: true } }, 'Auto-Sum'],
		[
			'Insertion Order: Update Budget',
			{ amountToChange: 'ioTotalImpressions', amount: 9 },
			"'Total Impressions'",
		],
	])('is refused: %s with %j', async (operation, parameters, words) => {
		const { error } = await run(operation, { [TOTAL]: '100' }, parameters);
		expect(error?.message).toContain(words);
		expect(error?.message).toContain('to check against 100, the limit for total budgets in the credential');
		expect(sandbox.requests).toEqual([]);

		expect((await run(operation, { [BID]: '100' }, parameters)).went).toBe(true);
	});

	it('is shown to a preview too', async () => {
		const options = { preview: true };
		const { error } = await run(order, { [TOTAL]: '100' }, { ioTotalBudget: 101, options });
		expect(error?.message).toContain('is above 100');
	});
});

describe("a limit that can't be kept", () => {
	it.each([10, '10', '10%'])('refuses a bid that is raised by %j percent', async (percentage) => {
		const rows = sourceBid({ bid_override_percentage: percentage });
		const { error } = await run('AppLovin Source Bid: Update', { [BID]: '100' }, rows);
		expect(error?.message).toMatch(/raises an amount by a percentage|must be a number/);
		expect(sandbox.requests).toEqual([]);
	});

	it('lets a bid through that is lowered by percent, or cleared', async () => {
		const rows = sourceBid({ bid_override_percentage: -10 });
		expect((await run('AppLovin Source Bid: Update', { [BID]: '1' }, rows)).went).toBe(true);
		expect((await run('AppLovin Source Bid: Clear', { [BID]: '1' }, {})).went).toBe(true);
	});

	it.each([
		['1,000', 'must be a number'],
		['$5', 'must be a number'],
		['1e3', 'must be a number'],
		['0x65', 'must be a number'],
		[[5, 101], 'must be a number'],
		[{ amount: 101 }, 'must be a number'],
	])('refuses the amount %j in Additional JSON', async (budget, words) => {
		const parameters = inJson('additionalFields')({ budget });
		const { error } = await run(
			'Insertion Order: Create',
			{ [TOTAL]: '100' },
			{
				ioTotalBudget: 1,
				...parameters,
			},
		);
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toEqual([]);
	});

	it.each(['ten', '-5', '1,000'])('is an error when it reads %s', async (value) => {
		const { error } = await run('Insertion Order: Create', { [TOTAL]: value }, {});
		expect(error?.message).toContain("'Total Budget Limit'");
		expect(sandbox.requests).toEqual([]);
	});

	it('lets nothing through when it is 0', async () => {
		const { error } = await run('Insertion Order: Create', { [TOTAL]: 0 }, {});
		expect(error?.message).toContain('is above 0');
		expect(sandbox.requests).toEqual([]);
	});
});
