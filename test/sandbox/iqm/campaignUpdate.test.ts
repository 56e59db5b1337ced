import { dig } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { campaignStage, errorOf, START } from './campaignStage';

const SAVED = 'Campaign saved successfully.';

// IQM OpenAPI cmp, PATCH /api/v2/cmp/campaign/{campaignId}, and the two draft operations.
describe('sandbox: IQM campaign updates and drafts', () => {
	const HOUR = 3_600_000;
	const stage = campaignStage();
	const { ask, make, shown } = stage;
	const patch = async (id: number | string, body: JsonObject) =>
		await ask('PATCH', `/api/v2/cmp/campaign/${id}`, body);
	const without = (...keys: string[]) =>
		Object.fromEntries(Object.entries(stage.sample).filter(([key]) => !keys.includes(key)));

	test('changes only what is sent, and not the status', async () => {
		const id = await make({ deviceType: '11' });
		stage.now += 2000;
		const answer = await patch(id, { campaignName: 'Renamed', maxBid: 5, status: 'paused' });
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			statusCode: 201,
			responseObject: { data: id, message: SAVED, status: 'running' },
		});
		expect(await shown(id)).toMatchObject({
			campaignName: 'Renamed',
			maxBid: 5,
			budgetTotal: 1500,
			deviceType: '11',
			status: 'running',
		});
	});

	test('leaves a lowest allowed bid as it was made', async () => {
		const id = await make({ allowedMinBid: 0.25 });
		expect((await patch(id, { campaignName: 'Renamed' })).status).toBe(200);
		expect(stage.sandbox.iqm.campaigns.get(id)?.request).toMatchObject({ allowedMinBid: 0.25 });
	});

	test('takes an update of a campaign that has started', async () => {
		const id = await make();
		stage.now += HOUR;
		const { startTime } = stage.sample;
		expect((await patch(id, { startTime, endTime: 1749099600 })).status).toBe(200);
		expect(await errorOf(patch(id, { startTime: 1748890260 }))).toEqual([
			400,
			'You cannot input a start_date earlier than current minute.',
		]);
	});

	test('turns pacing on and off', async () => {
		const id = await make();
		expect(await errorOf(patch(id, { totalBudgetPacing: true, budgetDay: 50 }))).toEqual([
			400,
			'Daily budget is not allowed if total budget pacing is enabled.',
		]);
		expect((await patch(id, { totalBudgetPacing: true })).status).toBe(200);
		// The answer has a computed daily budget: it must not be sent back.
		const budgetDay = Number(dig(await shown(id), 'budgetDay'));
		expect(budgetDay).toBeGreaterThan(50);
		expect((await patch(id, { budgetDay })).status).toBe(400);
		expect(await errorOf(patch(id, { totalBudgetPacing: false }))).toEqual([
			400,
			'Daily budget is required.',
		]);
		expect((await patch(id, { totalBudgetPacing: false, budgetDay: 60 })).status).toBe(200);
	});

	test.each<[string, JsonObject, string]>([
		['a domain without protocol', { advertiserDomain: 'iqm.com' }, 'Invalid advertiser domain.'],
		['no name', { campaignName: ' ' }, 'campaignName is required.'],
		['a name taken away', { campaignName: null }, 'campaignName is required.'],
		[
			'an end in the past',
			{ endTime: START / 1000 - 60 },
			'End date can not be less than start date.',
		],
		[
			'a daily budget above the total',
			{ budgetTotal: 10 },
			'Daily budget must not exceed total budget.',
		],
		['an unknown creative', { creativeIds: '7' }, 'Invalid creative ids: 7'],
		['an agreement withdrawn', { isAgreementChecked: false }, 'Agreement must be checked.'],
		['a draft again', { status: 'draft' }, 'Invalid status.'],
		// Schema `EditCampaignRequestVO`: "lacks create-only fields such as allowedMinBid/templateId".
		['a lowest allowed bid', { allowedMinBid: 0.25 }, "Unrecognized field 'allowedMinBid'."],
		[
			'segments of a new campaign',
			{ creativeTargetingSegmentIds: [1] },
			"Unrecognized field 'creativeTargetingSegmentIds'.",
		],
		['the id of another', { id: 1 }, 'Invalid campaign id.'],
		['a misspelled key', { name: 'x' }, "Unrecognized field 'name'."],
		[
			'another order',
			{ ioId: 9 },
			'The action cannot be completed as insertion order 9 does not belong to this organization',
		],
	])('refuses %s and changes nothing', async (_, changes, words) => {
		const id = await make();
		expect(await errorOf(patch(id, changes))).toEqual([400, words]);
		expect(stage.sandbox.iqm.campaigns.get(id)?.request).toEqual(stage.sample);
	});

	test('answers the documented 412 inside 400, and the bare 500', async () => {
		const id = await make();
		const { status, body } = await patch(id, { whiteListedAudienceIds: '7' });
		expect([status, body.statusCode]).toEqual([400, 412]);
		expect(dig(body, 'responseObject', 'errorMsg')).toBe('Invalid arguments audience ids!');
		expect(await errorOf(patch(id, { creativeIds: '' }))).toEqual([
			500,
			'Error in saving campaign.',
		]);
	});

	test('knows neither deleted campaigns nor those of others', async () => {
		const id = await make();
		stage.sandbox.iqm.decide('campaign', id, 'deleted', stage.now);
		stage.sandbox.iqm.campaigns.set(1, {
			id: 1,
			request: stage.sample,
			madeAt: stage.now,
			owId: 5,
		});
		for (const wrong of [id, 1, 999, 'x']) {
			expect(await errorOf(patch(wrong, {}))).toEqual([400, 'Invalid campaign id.']);
		}
		expect((await stage.client.get('/api/v2/cmp/campaign/1')).status).toBe(400);
	});

	const DRAFT = '/api/v2/cmp/campaigns/draft/add';

	test('saves a draft without money, end and timezone, and submits it by an update', async () => {
		const draft = without('budgetDay', 'budgetTotal', 'timezone', 'endTime', 'budgetTypeId');
		const answer = await stage.client.post(DRAFT, draft);
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			statusCode: 201,
			responseObject: { data: 25859, message: SAVED, status: 'draft' },
		});
		stage.now += HOUR;
		expect(await shown(25859)).toMatchObject({ status: 'draft', budgetDay: null, timezone: null });
		expect(await errorOf(patch(25859, {}))).toEqual([400, 'budgetTotal is required.']);
		const rest = { budgetTotal: 100, budgetDay: 10, timezone: 29, startTime: stage.now / 1000 };
		const { body } = await patch(25859, rest);
		expect(dig(body, 'responseObject', 'status')).toBe('pending');
		stage.now += 2000;
		expect(dig(await shown(25859), 'status')).toBe('running');
	});

	test('breaks down over a draft without start or creatives, as documented', async () => {
		const words = [500, 'Error in saving campaign.'];
		expect(await errorOf(stage.client.post(DRAFT, without('startTime')))).toEqual(words);
		expect(await errorOf(stage.client.post(DRAFT, without('creativeIds')))).toEqual(words);
		expect(await errorOf(stage.client.post(DRAFT, { ...stage.sample, creativeIds: '' }))).toEqual(
			words,
		);
	});

	test.each([
		'campaignName',
		'creativeType',
		'exchanges',
		'publisherAdCategory',
		'ioId',
		'isAgreementChecked',
		'advertiserDomain',
		'countryId',
		'maxBid',
	])('wants %s of a draft', async (field) => {
		const words = [400, `${field} is required.`];
		expect(await errorOf(stage.client.post(DRAFT, without(field)))).toEqual(words);
	});

	test('replaces a draft', async () => {
		await stage.client.post(DRAFT, stage.sample);
		const path = '/api/v2/cmp/campaign/draft/25859';
		const answer = await ask('PUT', path, { ...without('budgetTotal'), campaignName: 'Second' });
		expect(answer.body).toEqual({
			statusCode: 200,
			responseObject: { data: 25859, message: 'Campaign updated successfully.', status: 'draft' },
		});
		expect(await shown(25859)).toMatchObject({ campaignName: 'Second', budgetTotal: null });
		expect(await errorOf(ask('PUT', path, { campaignName: 'x' }))).toEqual([
			400,
			'creativeType is required.',
		]);
		const id = await make();
		expect(await errorOf(ask('PUT', `/api/v2/cmp/campaign/draft/${id}`, stage.sample))).toEqual([
			400,
			'Invalid campaign id.',
		]);
	});

	test('lets a draft only be deleted, not paused or run', async () => {
		await stage.client.post(DRAFT, stage.sample);
		const status = async (word: string) =>
			dig(
				(
					await ask('PUT', '/api/v2/cmp/campaigns/update-status', {
						campaignIds: '25859',
						status: word,
					})
				).body,
				'responseObject',
				'updatedData',
			);
		expect(await status('running')).toEqual([]);
		expect(await status('paused')).toEqual([]);
		expect(await status('deleted')).toEqual([{ campaignId: 25859, status: 'deleted' }]);
	});
});
