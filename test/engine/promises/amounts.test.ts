import type { IDataObject, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { freshSandbox } from '../../support/freshSandbox';
import { runNode, sandboxCredential } from '../../support/harness';
import { picked } from '../../support/iqmStage';
import { CAMPAIGN_FORM } from '../../support/scenarios';

/** How every field that takes an amount reads it, shown by previews: nothing is sent. */
const sandbox = freshSandbox();

/** A field for an amount: the form around it, and how to find it in the request. */
interface AmountField {
	name: string;
	node: () => INodeType;
	form: (value: unknown) => IDataObject;
	sent: (body: IDataObject) => unknown;
	label: string;
}

const CAMPAIGN = CAMPAIGN_FORM({ ioId: 17994, creativeId: 676384 });
const campaign = () => new IqmCampaign();
const order = () => new IqmInsertionOrder();

const MONEY: AmountField[] = [
	{
		name: 'IQM Insertion Order: create',
		node: order,
		form: (ioTotalBudget) => ({
			operation: 'create',
			ifItExists: 'create',
			ioName: 'Order',
			ioStartTime: '2030-01-01',
			ioEndTime: '2031-01-01',
			ioTimeZoneId: picked(29),
			ioBudgetTypeId: 1,
			isAutoSumIoTotalBudget: false,
			ioTotalBudget: ioTotalBudget as number,
		}),
		sent: ({ ioTotalBudget }) => ioTotalBudget,
		label: 'Total Budget',
	},
	{
		name: 'IQM Insertion Order: update',
		node: order,
		form: (ioTotalBudget) => ({
			operation: 'update',
			ioId: picked(1),
			updateFields: { ioTotalBudget: ioTotalBudget as number },
		}),
		sent: ({ ioTotalBudget }) => ioTotalBudget,
		label: 'Total Budget',
	},
	{
		name: 'IQM Insertion Order: updateBudget',
		node: order,
		form: (amount) => ({
			operation: 'updateBudget',
			ioIdsList: '1',
			amountToChange: 'ioTotalBudget',
			changeBy: 'set',
			amount: amount as number,
		}),
		sent: ({ budget }) => budget,
		label: 'Amount',
	},
	...(['create', 'createDraft'] as const).map((operation): AmountField => ({
		name: `IQM Campaign: ${operation}`,
		node: campaign,
		form: (maxBid) => ({ ...CAMPAIGN, operation, maxBid: maxBid as number }),
		sent: ({ maxBid }) => maxBid,
		label: 'Max Bid',
	})),
	{
		name: 'IQM Campaign: create, a collection',
		node: campaign,
		form: (totalCPM) => ({ ...CAMPAIGN, moneyAndTime: { totalCPM: totalCPM as number } }),
		sent: ({ totalCPM }) => totalCPM,
		label: 'CPM Cap',
	},
	{
		name: 'IQM Campaign: update',
		node: campaign,
		form: (budgetDay) => ({
			operation: 'update',
			campaignId: '1',
			updateFields: { budgetDay: budgetDay as number },
		}),
		sent: ({ budgetDay }) => budgetDay,
		label: 'Daily Budget',
	},
	{
		name: 'IQM Campaign: updateBudget',
		node: campaign,
		form: (amount) => ({
			operation: 'updateBudget',
			campaignIds: '1',
			amountToChange: 'totalBudget',
			changeBy: 'set',
			amount: amount as number,
		}),
		sent: ({ totalBudget }) => totalBudget,
		label: 'Amount',
	},
	{
		name: 'AppLovin Target: update, budget',
		node: () => new AppLovinCampaign(),
		form: (budget) => ({
			resource: 'target',
			operation: 'update',
			campaign_id: picked('abc'),
			changeBy: 'set',
			countries: { rows: [{ country: 'us', budget: budget as number }] },
		}),
		sent: ({ countries }) => (countries as IDataObject[])[0].budget,
		label: 'Countries 1: Daily Budget',
	},
];

const BIDS: AmountField[] = [
	{
		name: 'AppLovin Target: update, bid',
		node: () => new AppLovinCampaign(),
		form: (bid) => ({
			resource: 'target',
			operation: 'update',
			campaign_id: picked('abc'),
			bid_type: 'CPI',
			changeBy: 'set',
			countries: { rows: [{ country: 'us', bid: bid as number }] },
		}),
		sent: ({ countries }) => (countries as IDataObject[])[0].bid,
		label: 'Countries 1: Bid',
	},
	{
		name: 'AppLovin Source Bid: update',
		node: () => new AppLovinCampaign(),
		form: (bid_value) => ({
			resource: 'sourceBid',
			operation: 'update',
			campaign_id: picked('abc'),
			changeBy: 'set',
			source_bids: { rows: [{ app_id: 'abc', country: 'us', bid_value: bid_value as number }] },
		}),
		sent: (body) => (body as unknown as IDataObject[])[0].bid_value,
		label: 'Source Bids 1: Bid Value',
	},
];

const preview = async ({ node, form }: AmountField, value: unknown) =>
	await runNode(sandbox, node(), { ...form(value), options: { preview: true } });

describe.each([...MONEY, ...BIDS])('$name', (field) => {
	it.each([
		['text', ' 12.50 ', 12.5],
		['a number', 12.5, 12.5],
		['what a float makes of it', '={{ 0.1 + 0.2 + 12.2 }}', 12.5],
		['a whole number', '={{ 1e1 }}', 10],
	])('takes an amount as %s', async (_, value, expected) => {
		const { items, error } = await preview(field, value);
		expect(error).toBeUndefined();
		expect(field.sent(items[0].json.body as IDataObject)).toBe(expected);
	});

	it.each([
		['a hexadecimal number', '0x10'],
		['an exponent', '1e3'],
		['English separators', '1,000.50'],
		['German separators', '1.000,50'],
		['a comma', '12,5'],
		['a currency sign', '$100'],
		['Infinity', 'Infinity'],
		['other digits', '١٢٣'],
		['true', '={{ true }}'],
		['a list of one', '={{ [12.5] }}'],
	])('refuses %s', async (_, value) => {
		const { error } = await preview(field, value);
		expect(error?.message).toContain(`'${field.label}' must be a number, not`);
		expect(sandbox.requests).toEqual([]);
	});

	it('refuses what cannot be meant', async () => {
		for (const value of ['={{ 1e21 }}', '10000000000000']) {
			const { error } = await preview(field, value);
			expect(error?.message).toContain(`'${field.label}' is too large for an amount`);
		}
	});
});

// A source bid may be in percent: that depends on its campaign, which a preview does not look up.
it.each([...MONEY, BIDS[0]])('$name: refuses a percent sign', async (field) => {
	const { error } = await preview(field, '50%');
	expect(error?.message).toContain(`'${field.label}' must be a number, not '50%'`);
	expect(sandbox.requests).toEqual([]);
});

it.each(MONEY)('$name: refuses a fraction of a cent', async (field) => {
	for (const value of ['10.005', 19.999, '={{ 100 / 3 }}']) {
		const { error } = await preview(field, value);
		expect(error?.message).toContain(`'${field.label}' must have at most two decimals, not`);
		expect(error?.description).toMatch(/^Enter \d+\.\d\d or \d+\.\d\d\.$/);
	}
});

it.each(BIDS)('$name: takes four decimals, as the document shows, and no more', async (field) => {
	const { items } = await preview(field, '1.2345');
	expect(field.sent(items[0].json.body as IDataObject)).toBe(1.2345);
	const { error } = await preview(field, '1.23456');
	expect(error?.message).toContain(`'${field.label}' must have at most 4 decimals, not '1.23456'`);
});

it.each([
	['1e3', "'Total Impression Cap' must be a number, not '1e3'"],
	['0x10', "'Total Impression Cap' must be a number, not '0x10'"],
	['1,000', "'Total Impression Cap' must be a number, not '1,000'"],
	['1.5', "'Total Impression Cap' must be a whole number"],
	['9007199254740993', "'Total Impression Cap' is too large"],
])('refuses %s as a count, from the form and from "Additional JSON"', async (value, message) => {
	for (const fields of [
		{ moneyAndTime: { totalImpressions: value } },
		{ additionalFields: { additionalJson: JSON.stringify({ totalImpressions: value }) } },
	]) {
		const { error } = await runNode(sandbox, new IqmCampaign(), { ...CAMPAIGN, ...fields });
		expect(error?.message).toContain(message);
	}
	expect(sandbox.requests).toEqual([]);
});

describe('limits of the credential', () => {
	const limited = async (node: INodeType, parameters: IDataObject, limits: IDataObject) =>
		await runNode(sandbox, node, parameters, { credential: sandboxCredential(sandbox, limits) });

	it('let through what is above them only by a rounding error', async () => {
		const { error } = await limited(
			new IqmCampaign(),
			{ ...CAMPAIGN, budgetDay: '={{ 0.1 + 0.2 }}', budgetTotal: 1, options: { preview: true } },
			{ highestDailyBudget: '0.3' },
		);
		expect(error).toBeUndefined();
	});

	it.each(['1e3', '0x10', '1,000'])('must be plain numbers, not %s', async (limit) => {
		const { error } = await limited(new IqmCampaign(), CAMPAIGN, { highestDailyBudget: limit });
		expect(error?.message).toContain(`'Daily Budget Limit' must be a number, not '${limit}'`);
	});
});
