import { dig, type Answer } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { campaignStage, errorOf } from './campaignStage';

const BUDGET = '/api/v2/cmp/campaigns/update-budget';
const END = '/api/v2/cmp/campaigns/update-end-date';

// IQM OpenAPI cmp (update-budget) and v2-and-v3 (update-end-date, update-name).
describe('sandbox: IQM campaign budgets, ends and names', () => {
	const stage = campaignStage();
	const { ask, make, shown } = stage;
	const object = async (answer: Promise<Answer>) => {
		const { status, body } = await answer;
		return [status, dig(body, 'responseObject')];
	};

	test('changes, adds to and distributes budgets', async () => {
		const [first, second] = [await make(), await make()];
		const campaignIds = `${first},${second}`;
		expect(await object(ask('PUT', BUDGET, { campaignIds, dailyBudget: 60 }))).toEqual([
			200,
			{
				modified_data: [
					{ budgetDay: 60, campaignId: first },
					{ budgetDay: 60, campaignId: second },
				],
				status: true,
			},
		]);
		const total = async (body: JsonObject) => {
			await ask('PUT', BUDGET, { campaignIds, ...body });
			return dig(await shown(first), 'budgetTotal');
		};
		expect(await total({ totalBudget: 2000 })).toBe(2000);
		expect(await total({ totalBudget: 500, totalBudgetUpdateType: 'addition' })).toBe(2500);
		expect(await total({ totalBudget: 1000, totalBudgetUpdateType: 'distribution' })).toBe(500);
		await ask('PUT', BUDGET, { campaignIds, maxBid: 7, endTime: 1749099600 });
		expect(await shown(second)).toMatchObject({ maxBid: 7, endTime: 1749099600 });
	});

	test('answers HTTP 200 with status false and a reason for each that fails', async () => {
		const good = await make();
		const bad = await make({ minBid: 3, campaignName: 'test cust aud dev' });
		const campaignIds = `${good},${bad},999`;
		expect(await object(ask('PUT', BUDGET, { campaignIds, maxBid: 2 }))).toEqual([
			200,
			{
				reason: [
					{
						errorMessage: 'max bid cannot be less than minimum bid 3.0',
						id: String(bad),
						campaignName: 'test cust aud dev',
					},
					{ errorMessage: 'Invalid campaign id.', id: '999', campaignName: '' },
				],
				modified_data: [{ budgetDay: 50, campaignId: good }],
				status: false,
			},
		]);
		expect(dig(await shown(good), 'maxBid')).toBe(2);
		expect(dig(await shown(bad), 'maxBid')).toBe(100);
	});

	test.each<[string, JsonObject, string]>([
		[
			'a daily budget above the total',
			{ dailyBudget: 1501 },
			'Daily budget must not exceed total budget.',
		],
		[
			'a bid below 1',
			{ maxBid: 0.5 },
			'For given campaign_type max bid cannot be less than 1.00 or greater than 1000.',
		],
		['another budget type', { dailyBudget: 50, budgetTypeId: 2 }, 'Invalid budget type provided'],
		['impressions', { totalImpressions: 5 }, 'Invalid budget type provided'],
		['an end in the past', { endTime: 1748890100 }, 'End date can not be less than current time.'],
	])('does not change %s', async (_, changes, errorMessage) => {
		const id = await make();
		expect(await object(ask('PUT', BUDGET, { campaignIds: String(id), ...changes }))).toEqual([
			200,
			{ reason: [{ errorMessage, id: String(id), campaignName: 'NewTest' }], status: false },
		]);
	});

	test.each<[string, JsonObject, RegExp]>([
		['an id as number', { campaignIds: 192476, dailyBudget: 5 }, /comma separated ids/],
		['a budget in text', { dailyBudget: '5' }, /expected a number/],
		['a negative budget', { totalBudget: -1 }, /can not be negative/],
		[
			'the words of the description',
			{ totalBudget: 1, totalBudgetUpdateType: 'increase' },
			/totalBudgetUpdateType/,
		],
		['nothing to change', {}, /At least one field/],
		['a misspelled key', { budgetDay: 5 }, /Unrecognized field 'budgetDay'/],
	])('refuses %s with a 400', async (_, changes, words) => {
		const [status, error] = await errorOf(ask('PUT', BUDGET, { campaignIds: '1', ...changes }));
		expect([status, error]).toEqual([400, expect.stringMatching(words)]);
	});

	test('moves ends, and says only that one could not be moved', async () => {
		const id = await make();
		const endDate = 1749099600;
		const done = await object(ask('PUT', END, { campaignIds: String(id), endDate }));
		expect(done).toEqual([200, { status: true }]);
		expect(dig(await shown(id), 'endTime')).toBe(endDate);
		const partly = { campaignIds: `${id},999`, endDate: endDate + 60 };
		expect(await object(ask('PUT', END, partly))).toEqual([200, { status: false }]);
		expect(dig(await shown(id), 'endTime')).toBe(endDate + 60);
		const early = { campaignIds: String(id), endDate: 1748890300 };
		expect(await object(ask('PUT', END, early))).toEqual([200, { status: false }]);
		expect((await ask('PUT', END, { campaignIds: String(id), endDate: stage.now })).status).toBe(
			400,
		);
		expect((await ask('PUT', END, { campaignIds: String(id) })).status).toBe(400);
	});

	test('renames', async () => {
		const id = await make();
		const path = `/api/v3/cmp/campaign/update-name/${id}`;
		expect((await ask('PATCH', path, { campaignName: 'Name Edit Test' })).body).toEqual({
			success: true,
			data: { message: 'campaignName updated successfully' },
		});
		expect(dig(await shown(id), 'campaignName')).toBe('Name Edit Test');
		expect((await ask('PATCH', path, { campaignName: '' })).status).toBe(422);
		expect((await ask('PATCH', path, { name: 'x' })).status).toBe(422);
		expect((await ask('PATCH', `${path}9`, { campaignName: 'x' })).status).toBe(422);
	});
});
