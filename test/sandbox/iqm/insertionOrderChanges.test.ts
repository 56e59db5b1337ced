import { dig, type Answer } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { SAMPLE_BODY } from '../../support/campaignSample';
import { errorOf, sandboxStage } from './sandboxStage';

const IO = '/api/v3/cmp/io';

// IQM OpenAPI cmp (PATCH, duplicate, delete) and v2-and-v3 (update-end-date, update-budget).
describe('sandbox: IQM insertion order changes', () => {
	const start = 1_748_890_200_000;
	const stage = sandboxStage(start, IO);
	const { ask } = stage;
	const dataOf = async (answer: Promise<Answer>) => dig((await answer).body, 'data');
	const shown = async (ioId: number) => dig((await stage.client.get(`${IO}/${ioId}`)).body, 'data');
	const makeCampaign = async (ioId: number, changes: JsonObject = {}) => {
		const creativeIds = String(await stage.client.makeImage());
		stage.now += 2000;
		const startTime = Math.ceil(stage.now / 1000);
		const body = { ...SAMPLE_BODY, ioId, creativeIds, startTime, ...changes };
		return await stage.client.makeCampaign(body);
	};
	/** An order of another organization. */
	const foreign = () =>
		stage.sandbox.iqm.insertionOrders.set(5, {
			ioId: 5,
			request: {},
			details: { ioId: 5, ioName: 'Theirs', owId: 7, ioBudgetTypeId: 1 },
			madeAt: 0,
		});

	test('hides the orders of others', async () => {
		foreign();
		expect((await stage.client.get(`${IO}/5`)).status).toBe(422);
		const list = await stage.client.post(`${IO}/basic/list`, { isAllOwIds: true });
		expect(dig(list.body, 'data', 'ioBasicDetailsList')).toEqual([]);
	});

	test('sums the budgets of its campaigns and expires by the clock', async () => {
		const ioId = await stage.client.makeOrder({
			isAutoSumIoTotalBudget: true,
			ioTotalBudget: null,
			ioEndTime: start + 3_600_000,
		});
		await makeCampaign(ioId);
		await makeCampaign(ioId, { budgetTotal: 500.5 });
		expect(await shown(ioId)).toMatchObject({ ioTotalBudget: 2000.5, ioStatusId: 1 });
		stage.now = start + 3_600_000;
		expect(await shown(ioId)).toMatchObject({ ioStatusId: 2 });
		const list = await stage.client.post(`${IO}/basic/list`, { ioStatusIdsList: [2] });
		expect(dig(list.body, 'data', 'ioBasicDetailsList', 0, 'ioId')).toBe(ioId);
	});

	test('changes what is sent and answers a text', async () => {
		const ioId = await stage.client.makeOrder();
		const changes = { ioName: 'Updated IO Name', ioTotalBudget: 5000, ioTimeZoneId: 11 };
		expect((await ask('PATCH', `/${ioId}`, changes)).body).toEqual({
			success: true,
			data: 'Updated IO Name saved successfully.',
		});
		expect(await shown(ioId)).toMatchObject({ ...changes, ioStartTime: 1690898148000 });
	});

	test('switches the sum on and off', async () => {
		const ioId = await stage.client.makeOrder();
		const auto = 'Cannot add budget on IO creation when isAutoSum flag is true.';
		const both = { ioTotalBudget: 1000, isAutoSumIoTotalBudget: true };
		expect(await errorOf(ask('PATCH', `/${ioId}`, both))).toEqual([422, auto]);
		await ask('PATCH', `/${ioId}`, { isAutoSumIoTotalBudget: true });
		expect(await shown(ioId)).toMatchObject({ ioTotalBudget: 0, isAutoSumIoTotalBudget: true });
		expect(await errorOf(ask('PATCH', `/${ioId}`, { ioTotalBudget: 5 }))).toEqual([422, auto]);
		expect(await errorOf(ask('PATCH', `/${ioId}`, { isAutoSumIoTotalBudget: false }))).toEqual([
			422,
			'Total budget is required.',
		]);
	});

	test.each<[string, JsonObject, RegExp]>([
		['an empty name', { ioName: '' }, /^The field 'ioName' cannot be empty\.$/],
		['a long name', { ioName: 'x'.repeat(256) }, /longer than 255/],
		['seconds', { ioEndTime: 1790898148 }, /milliseconds/],
		['an end taken away', { ioEndTime: null }, /milliseconds/],
		['an end before the start', { ioEndTime: 1690898148000 }, /less than start date/],
		['an unknown timezone', { ioTimeZoneId: 9999 }, /Invalid timezone/],
		['a budget in text', { ioTotalBudget: '1' }, /Invalid ioTotalBudget/],
		['a flag in text', { isAutoSumIoTotalBudget: 'true' }, /boolean expected/],
		['the budget type', { ioBudgetTypeId: 1 }, /Unrecognized field 'ioBudgetTypeId'/],
		['a status', { ioStatusId: 3 }, /Unrecognized field 'ioStatusId'/],
	])('refuses to change %s', async (_, changes, words) => {
		const ioId = await stage.client.makeOrder();
		const [status, error] = await errorOf(ask('PATCH', `/${ioId}`, changes));
		expect([status, error]).toEqual([422, expect.stringMatching(words)]);
	});

	test('does not start after its campaigns', async () => {
		const ioId = await stage.client.makeOrder();
		await makeCampaign(ioId);
		expect(await errorOf(ask('PATCH', `/${ioId}`, { ioStartTime: stage.now + 3_600_000 }))).toEqual(
			[422, "Campaign start time can't be before IO start time"],
		);
	});

	test.each(['999', '5', 'abc'])('changes no order %s', async (id) => {
		foreign();
		expect(await errorOf(ask('PATCH', `/${id}`, { ioName: 'x' }))).toEqual([422, 'Invalid ioId.']);
	});

	test('moves ends', async () => {
		const ioIdsList = [await stage.client.makeOrder(), await stage.client.makeOrder()];
		const body = { ioIdsList, ioEndTime: start + 86_400_000, ioTimezoneId: 105 };
		expect(await dataOf(ask('PATCH', '/update-end-date', body))).toBe(
			'EndDate updated successfully',
		);
		expect(await shown(ioIdsList[1])).toMatchObject({
			ioEndTime: body.ioEndTime,
			ioTimeZoneId: 105,
		});
	});

	test.each<[string, Record<string, unknown>, number, string]>([
		['an empty list', { ioIdsList: [] }, 422, 'IO Ids list can not be empty.'],
		['no list', { ioIdsList: undefined }, 422, 'IO Ids list can not be empty.'],
		['ids in text', { ioIdsList: '123456' }, 422, 'invalid arguments ioIdsList!'],
		['an unknown id', { ioIdsList: [123456, 9] }, 422, 'Invalid IO ids.'],
		['the id of others', { ioIdsList: [123456, 5] }, 403, 'Forbidden!'],
		['another organization', { ioOwId: 7 }, 403, 'Forbidden!'],
		['no timezone', { ioTimezoneId: undefined }, 422, 'Invalid timezone.'],
		[
			'a time zone key with a capital Z',
			{ ioTimeZoneId: 29 },
			422,
			"Unrecognized field 'ioTimeZoneId'.",
		],
		['seconds', { ioEndTime: 1 }, 422, 'Invalid ioEndTime, epoch milliseconds expected.'],
	])('refuses to move ends with %s', async (_, changes, status, words) => {
		const ioId = await stage.client.makeOrder();
		foreign();
		const body = { ioIdsList: [ioId], ioEndTime: start + 86_400_000, ioTimezoneId: 105 };
		const answer = errorOf(ask('PATCH', '/update-end-date', { ...body, ...changes }));
		expect(await answer).toEqual([status, words]);
		expect(await shown(ioId)).toMatchObject({ ioEndTime: 1990898888000, ioTimeZoneId: 29 });
	});

	test('sets and adds to budgets', async () => {
		const ioId = await stage.client.makeOrder();
		const update = async (body: JsonObject) =>
			await dataOf(ask('PATCH', '/update-budget', { ioIdsList: [ioId], ...body }));
		const done = 'Budget updated successfully';
		expect(await update({ budget: 100000, budgetUpdateType: 'set' })).toBe(done);
		expect(await update({ budget: 0.5, budgetUpdateType: 'add' })).toBe(done);
		expect(await shown(ioId)).toMatchObject({ ioTotalBudget: 100000.5 });
	});

	test.each<[string, Record<string, unknown>, string]>([
		['an empty list', { ioIdsList: [] }, 'IO list can not be empty.'],
		['no type', { budgetUpdateType: undefined }, 'Invalid budget update type provided'],
		['a campaign’s type', { budgetUpdateType: 'addition' }, 'Invalid budget update type provided'],
		['no budget', { budget: undefined }, 'Total budget is required.'],
		['a budget in text', { budget: '5' }, 'Invalid budget.'],
		['impressions', { budget: undefined, ioTotalImpressions: 5 }, 'Invalid budget type provided'],
		['both', { ioTotalImpressions: 5 }, 'Invalid budget type provided'],
	])('refuses to change a budget with %s', async (_, changes, words) => {
		const ioId = await stage.client.makeOrder();
		const body = { ioIdsList: [ioId], budget: 5, budgetUpdateType: 'set', ...changes };
		expect(await errorOf(ask('PATCH', '/update-budget', body))).toEqual([422, words]);
	});

	test('does not set the budget of an order that sums', async () => {
		const ioId = await stage.client.makeOrder({
			isAutoSumIoTotalBudget: true,
			ioTotalBudget: null,
		});
		const body = { ioIdsList: [ioId], budget: 5, budgetUpdateType: 'set' };
		expect((await ask('PATCH', '/update-budget', body)).status).toBe(422);
	});
});
