import { startSandbox, type Sandbox } from '../../sandbox';
import { dig, SandboxClient } from '../../sandbox/client';
import type { JsonObject } from '../../sandbox/json';
import { SAMPLE_BODY } from './campaignSample';

const SAVED = 'Campaign saved successfully.';

// IQM OpenAPI cmp, PATCH /api/v2/cmp/campaign/{campaignId}, and the two draft operations.
describe('sandbox: IQM campaign updates and drafts', () => {
	const start = 1_748_890_200_000;
	const HOUR = 3_600_000;
	let now = start;
	let sandbox: Sandbox;
	let client: SandboxClient;
	let sample: JsonObject;

	beforeAll(async () => {
		sandbox = await startSandbox({ now: () => now, iqm: { requestsPerMinute: 0 } });
		client = new SandboxClient(sandbox);
	});
	beforeEach(async () => {
		sandbox.reset();
		now = start - 2000;
		await client.login();
		const ioId = await client.makeOrder();
		const creativeIds = String(await client.makeImage());
		now = start;
		sample = { ...SAMPLE_BODY, ioId, creativeIds };
	});
	afterAll(() => sandbox.close());

	const ask = async (method: string, path: string, body: unknown) =>
		await client.send(method, path, JSON.stringify(body), {
			...client.headers,
			'Content-Type': 'application/json',
		});
	const make = async (changes: JsonObject = {}) =>
		Number(
			dig(
				(await client.post('/api/v2/cmp/campaigns/add', { ...sample, ...changes })).body,
				'responseObject',
				'data',
			),
		);
	const shown = async (id: number) =>
		dig((await client.get(`/api/v2/cmp/campaign/${id}`)).body, 'responseObject');
	const patch = async (id: number | string, body: JsonObject) =>
		await ask('PATCH', `/api/v2/cmp/campaign/${id}`, body);
	const errorOf = async (answer: ReturnType<typeof ask>) => {
		const { status, body } = await answer;
		return [status, dig(body, 'responseObject', 'errorMsg')];
	};
	const without = (...keys: string[]) =>
		Object.fromEntries(Object.entries(sample).filter(([key]) => !keys.includes(key)));

	test('changes only what is sent, and not the status', async () => {
		const id = await make({ deviceType: '11' });
		now += 2000;
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

	test('takes an update of a campaign that has started', async () => {
		const id = await make();
		now += HOUR;
		const { startTime } = sample;
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
			{ endTime: start / 1000 - 60 },
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
		expect(sandbox.iqm.campaigns.get(id)?.request).toEqual(sample);
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
		sandbox.iqm.decide('campaign', id, 'deleted', now);
		sandbox.iqm.campaigns.set(1, { id: 1, request: sample, madeAt: now, owId: 5 });
		for (const wrong of [id, 1, 999, 'x']) {
			expect(await errorOf(patch(wrong, {}))).toEqual([400, 'Invalid campaign id.']);
		}
		expect((await client.get('/api/v2/cmp/campaign/1')).status).toBe(400);
	});

	const DRAFT = '/api/v2/cmp/campaigns/draft/add';

	test('saves a draft without money, end and timezone, and submits it by an update', async () => {
		const draft = without('budgetDay', 'budgetTotal', 'timezone', 'endTime', 'budgetTypeId');
		const answer = await client.post(DRAFT, draft);
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			statusCode: 201,
			responseObject: { data: 25859, message: SAVED, status: 'draft' },
		});
		now += HOUR;
		expect(await shown(25859)).toMatchObject({ status: 'draft', budgetDay: null, timezone: null });
		expect(await errorOf(patch(25859, {}))).toEqual([400, 'budgetTotal is required.']);
		const rest = { budgetTotal: 100, budgetDay: 10, timezone: 29, startTime: now / 1000 };
		const { body } = await patch(25859, rest);
		expect(dig(body, 'responseObject', 'status')).toBe('pending');
		now += 2000;
		expect(dig(await shown(25859), 'status')).toBe('running');
	});

	test('breaks down over a draft without start or creatives, as documented', async () => {
		const words = [500, 'Error in saving campaign.'];
		expect(await errorOf(client.post(DRAFT, without('startTime')))).toEqual(words);
		expect(await errorOf(client.post(DRAFT, without('creativeIds')))).toEqual(words);
		expect(await errorOf(client.post(DRAFT, { ...sample, creativeIds: '' }))).toEqual(words);
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
		expect(await errorOf(client.post(DRAFT, without(field)))).toEqual(words);
	});

	test('replaces a draft', async () => {
		await client.post(DRAFT, sample);
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
		expect(await errorOf(ask('PUT', `/api/v2/cmp/campaign/draft/${id}`, sample))).toEqual([
			400,
			'Invalid campaign id.',
		]);
	});

	test('lets a draft only be deleted', async () => {
		await client.post(DRAFT, sample);
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
