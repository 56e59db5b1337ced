import { dig } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { SAMPLE_BODY } from '../../support/campaignSample';
import { campaignStage, START } from './campaignStage';
import { errorOf } from './sandboxStage';

const DUPLICATE = '/api/v3/cmp/io/duplicate';
const DELETE = '/api/v3/cmp/io/delete';

// IQM OpenAPI cmp, POST /api/v3/cmp/io/duplicate and POST /api/v3/cmp/io/delete.
describe('sandbox: IQM insertion order copies and ends', () => {
	const stage = campaignStage();
	const { make, shown: campaign } = stage;
	let ioId = 0;
	let campaigns: number[] = [];

	beforeEach(async () => {
		ioId = Number(stage.sample.ioId);
		campaigns = [await make({ campaignName: 'A' }), await make({ campaignName: 'B' })];
		stage.sandbox.iqm.insertionOrders.set(5, {
			ioId: 5,
			request: {},
			details: { ioId: 5, ioName: 'Theirs', owId: 7, ioBudgetTypeId: 1 },
			madeAt: 0,
		});
	});

	const duplicate = async (changes: Record<string, unknown> = {}) =>
		await stage.client.post(DUPLICATE, {
			ioId,
			ioStartTime: START + 60_000,
			ioEndTime: START + 86_400_000,
			ioTimeZoneId: 105,
			ioExistingCampaignIds: campaigns,
			...changes,
		});
	const shown = async (id: number) =>
		dig((await stage.client.get(`/api/v3/cmp/io/${id}`)).body, 'data');

	test('copies an order with its campaigns', async () => {
		const { status, body } = await duplicate();
		expect(status).toBe(200);
		expect(body).toEqual({
			success: true,
			data: { duplicatedCampaignIds: [25861, 25862], duplicatedIoId: 123457 },
		});
		expect(await shown(123457)).toMatchObject({
			ioName: 'IO Name 1 copy',
			ioStartTime: START + 60_000,
			ioEndTime: START + 86_400_000,
			ioTimeZoneId: 105,
			ioStatusId: 1,
		});
		expect(await campaign(25861)).toMatchObject({
			ioId: 123457,
			campaignName: 'A copy',
			status: 'pending',
			startTime: START / 1000 + 60,
		});
	});

	test('leaves out drafts and deleted campaigns without a word', async () => {
		stage.sandbox.iqm.decide('campaign', campaigns[0], 'deleted', stage.now);
		stage.sandbox.iqm.decide('campaign', campaigns[1], 'paused', stage.now);
		expect(dig((await duplicate()).body, 'data', 'duplicatedCampaignIds')).toEqual([25861]);
		expect(await campaign(25861)).toMatchObject({ campaignName: 'B copy', status: 'pending' });
	});

	// Sample "duplicate io without end date": no document says that the copy has the order's own.
	test('makes a copy without an end when none is sent, unless the order has expired', async () => {
		await duplicate({ ioEndTime: undefined });
		expect(await shown(123457)).toMatchObject({ ioEndTime: null, ioStatusId: 1 });
		const expired = await stage.client.makeOrder({ ioEndTime: START - 1 });
		const copy = { ioId: expired, ioExistingCampaignIds: [], ioEndTime: undefined };
		expect(await errorOf(duplicate(copy))).toEqual([422, 'End date is mandatory for expired IO']);
		expect((await duplicate({ ...copy, ioEndTime: START + 120_000 })).status).toBe(200);
	});

	test.each<[string, Record<string, unknown>, number, string]>([
		['no start', { ioStartTime: undefined }, 422, 'Start date is mandatory '],
		[
			'a start in seconds',
			{ ioStartTime: 1 },
			422,
			'Invalid ioStartTime, epoch milliseconds expected.',
		],
		[
			'a start in the past',
			{ ioStartTime: START - 1 },
			422,
			'Start date can not be less than current time.',
		],
		[
			'an end before the start',
			{ ioEndTime: START },
			422,
			'End date can not be less than start date.',
		],
		['no campaigns', { ioExistingCampaignIds: undefined }, 500, 'server encountered an error !'],
		['campaigns as text', { ioExistingCampaignIds: '25859' }, 500, 'server encountered an error !'],
		[
			'campaigns of other orders',
			{ ioExistingCampaignIds: [9] },
			422,
			'Invalid campaign IDs provided',
		],
		['an unknown order', { ioId: 9 }, 422, 'Invalid ioId.'],
		['an order in text', { ioId: '123456' }, 422, 'Invalid ioId.'],
		['an order of others', { ioId: 5 }, 403, 'Forbidden!'],
		['an unknown timezone', { ioTimeZoneId: 9 }, 422, 'Invalid timezone.'],
		['a misspelled key', { ioTimezoneId: 29 }, 422, "Unrecognized field 'ioTimezoneId'."],
	])('refuses to copy with %s', async (_, changes, status, words) => {
		expect(await errorOf(duplicate(changes))).toEqual([status, words]);
		expect(stage.sandbox.iqm.insertionOrders.size).toBe(2);
		expect(stage.sandbox.iqm.campaigns.size).toBe(2);
	});

	test('deletes orders and all their campaigns', async () => {
		const other = await stage.client.makeOrder();
		const answer = await stage.client.post(DELETE, {
			ioIdsList: [ioId, other, ioId],
			owIdsList: [1],
		});
		expect(answer.body).toEqual({
			success: true,
			data: '2 Insertion Orders deleted successfully',
		});
		expect(await shown(ioId)).toMatchObject({ ioStatusId: 3 });
		for (const id of campaigns) expect(await campaign(id)).toMatchObject({ status: 'deleted' });
		const list = async (body: JsonObject) =>
			dig(
				(await stage.client.post('/api/v3/cmp/io/basic/list', body)).body,
				'data',
				'totalRecords',
			);
		expect([await list({}), await list({ ioStatusIdsList: [1, 2] })]).toEqual([2, 0]);
		const path = `/api/v3/cmp/io/${ioId}`;
		expect((await stage.ask('PATCH', path, { ioName: 'x' })).status).toBe(422);
	});

	test('takes no campaign into a deleted order', async () => {
		await stage.client.post(DELETE, { ioIdsList: [ioId] });
		const body = { ...SAMPLE_BODY, ioId, creativeIds: '148971' };
		const answer = await stage.client.post('/api/v2/cmp/campaigns/add', body);
		expect(dig(answer.body, 'responseObject', 'errorMsg')).toMatch(/does not belong/);
	});

	test.each<[string, JsonObject, number, string]>([
		['an empty list', { ioIdsList: [] }, 422, 'Invalid IO ids.'],
		['no list', {}, 422, 'Invalid IO ids.'],
		['an unknown id', { ioIdsList: [123456, 9] }, 422, 'Invalid IO ids.'],
		['an id of others', { ioIdsList: [123456, 5] }, 403, 'Forbidden!'],
		['ids in text', { ioIdsList: ['123456'] }, 422, 'invalid arguments ioIdsList!'],
	])('deletes nothing with %s', async (_, body, status, words) => {
		expect(await errorOf(stage.client.post(DELETE, body))).toEqual([status, words]);
		expect(await shown(ioId)).toMatchObject({ ioStatusId: 1 });
	});

	test('deletes an order once', async () => {
		await stage.client.post(DELETE, { ioIdsList: [ioId] });
		expect(await errorOf(stage.client.post(DELETE, { ioIdsList: [ioId] }))).toEqual([
			422,
			'Invalid IO ids.',
		]);
	});
});
