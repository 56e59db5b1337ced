import type { IDataObject } from 'n8n-workflow';

import { IqmInsertionOrder } from '../../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { change } from '../../../support/campaignStage';
import { iqmStage } from '../../../support/iqmStage';

/** Totals of insertion orders, changed by what they are: all are read by one request. */
const { run, sandbox, sent, stage } = iqmStage(() => new IqmInsertionOrder());

const IO = '/api/v3/cmp/io';

function addOrder(ioId: number, changes: IDataObject = {}): void {
	const staged = sandbox.iqm.insertionOrders.get(stage.ioId);
	if (staged === undefined) throw new Error('No order on the stage');
	const details = { ...staged.details, ioId, ...(changes as typeof staged.details) };
	sandbox.iqm.insertionOrders.set(ioId, { ...staged, ioId, details });
}

beforeEach(() => {
	addOrder(1, { ioTotalBudget: 1_000 });
	addOrder(2, { ioTotalBudget: 2_000.5 });
	addOrder(3, { ioTotalBudget: 1_000 });
});

const update = async (changes: IDataObject, ioIdsList: unknown = '1,2,3') =>
	await run({ operation: 'updateBudget', ioIdsList: ioIdsList as string, ...changes });
const asked = { ioIdList: [1, 2, 3], pageNo: 1, noOfEntries: 3 };

it('raises by percent: one look, and one request for each different total', async () => {
	const { items, error } = await update(change('ioTotalBudget', 'percent', '10', '2100'));
	expect(error).toBeUndefined();
	expect(sent()).toEqual([
		['POST', `${IO}/basic/list`, asked],
		['PATCH', `${IO}/update-budget`, { ioIdsList: [1, 3], budgetUpdateType: 'set', budget: 1_100 }],
		['PATCH', `${IO}/update-budget`, { ioIdsList: [2], budgetUpdateType: 'set', budget: 2_100 }],
	]);
	const says = { field: 'Total Budget', updated: true, message: 'Budget updated successfully' };
	expect(items.map(({ json }) => json)).toEqual([
		{ ioId: 1, ...says, old: 1_000, new: 1_100 },
		{
			ioId: 2,
			...says,
			old: 2_000.5,
			new: 2_100,
			reason: "It would be 2200.55; 'At Most' is 2100",
		},
		{ ioId: 3, ...says, old: 1_000, new: 1_100 },
	]);
});

it('adds impressions', async () => {
	addOrder(1, { ioBudgetTypeId: 2, ioTotalImpressions: 15 });
	const { error } = await update(change('ioTotalImpressions', 'add', '5', '100'), 1);
	expect(error).toBeUndefined();
	expect(sent().at(-1)?.[2]).toEqual({
		ioIdsList: [1],
		budgetUpdateType: 'set',
		ioTotalImpressions: 20,
	});
});

it.each<[string, IDataObject, string]>([
	['no total', { ioTotalBudget: null }, 'it has none'],
	['a total of 0', { ioTotalBudget: 0 }, "it is '0'"],
	['a sum of campaigns', { isAutoSumIoTotalBudget: true }, 'it is the sum of its campaigns'],
	['a limit of impressions', { ioBudgetTypeId: 2 }, 'the insertion order is limited by impressions'],
	['nothing but a deletion', { ioStatusId: 3 }, 'the insertion order is deleted'],
])('refuses an order with %s before anything is sent', async (_, has, words) => {
	addOrder(2, has);
	const { error } = await update(change('ioTotalBudget', 'percent', '10'));
	expect(error?.message).toMatch(
		new RegExp(`^('Total Budget' of insertion order 2 can't .*${words}|IQM lists no insertion order 2)`),
	);
	expect(sent().map(([method]) => method)).toEqual(['POST']);
});

it('refuses an order that IQM does not list', async () => {
	const { error } = await update(change('ioTotalBudget', 'add', '10'), '1,99');
	expect(error?.message).toBe('IQM lists no insertion order 99');
	expect(error?.description).toContain('Nothing was sent');
});

it('shows in a preview what was and what will be', async () => {
	const preview = { options: { preview: true } };
	const { items } = await update({ ...change('ioTotalBudget', 'add', '10', '900'), ...preview }, 1);
	expect(items[0].json.summary).toMatchObject({
		'Total Budget': "stays 1000 (account's currency). It is 1000 already; 'At Most' is 900",
	});
	const other = await update({ ...change('ioTotalBudget', 'add', '-10'), ...preview }, 1);
	expect(other.items[0].json).toMatchObject({
		summary: { 'Total Budget': "1000 → 990 (account's currency)" },
		body: { ioIdsList: [1], budget: 990 },
	});
	expect(sent().map(([method]) => method)).toEqual(['POST', 'POST']);
});
