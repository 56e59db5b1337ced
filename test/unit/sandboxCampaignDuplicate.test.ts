import { startSandbox, type Sandbox } from '../../sandbox';
import { dig, SandboxClient } from '../../sandbox/client';
import type { JsonObject } from '../../sandbox/json';
import { SAMPLE_BODY } from './campaignSample';

const COPY = '/api/v2/cmp/campaigns/duplicate';

// IQM OpenAPI cmp, POST /api/v2/cmp/campaigns/duplicate.
describe('sandbox: IQM campaign copies', () => {
	const start = 1_748_890_200_000;
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
	const copy = async (changes: Record<string, unknown>) =>
		await client.post(COPY, {
			existingCampaignIds: '25859',
			ioId: 123456,
			startDate: start / 1000 + 60,
			endDate: 0,
			...changes,
		});
	const errorOf = async (answer: ReturnType<typeof copy>) => {
		const { status, body } = await answer;
		return [status, dig(body, 'responseObject', 'errorMsg')];
	};

	test('copies campaigns, which wait for approval again', async () => {
		await make({ deviceType: '11' });
		now += 2000;
		const answer = await copy({ endDate: 1749099600, timeZoneId: 105 });
		expect(answer.body).toEqual({
			statusCode: 200,
			responseObject: { duplicatedCampaignIds: [25860], status: true },
		});
		expect(await shown(25860)).toMatchObject({
			campaignName: 'NewTest copy',
			status: 'pending',
			startTime: start / 1000 + 60,
			endTime: 1749099600,
			timezone: 105,
			deviceType: '11',
		});
		await copy({});
		expect(dig(await shown(25861), 'endTime')).toBe(1749096000);
	});

	test.each<[string, Record<string, unknown>, string]>([
		['no ids', { existingCampaignIds: undefined }, 'existingCampaignIds is required.'],
		['no start', { startDate: undefined }, 'startDate is required.'],
		['start 0', { startDate: 0 }, 'startDate is required.'],
		[
			'a start in the past',
			{ startDate: start / 1000 - 1 },
			'Start date can not be less than current time.',
		],
		[
			'a negative end',
			{ endDate: -1 },
			'End date value must be zero or more, except for budget pacing off campaigns where it can be zero.',
		],
		[
			'an end before the start',
			{ endDate: start / 1000 },
			'End date can not be less than start date.',
		],
		[
			'an end too soon',
			{ endDate: start / 1000 + 100 },
			'There should be at least 15 min difference between start date and end date.',
		],
		['an unknown timezone', { timeZoneId: 9 }, 'Invalid timezone.'],
		[
			'an order of others',
			{ ioId: 1 },
			'The action cannot be completed as insertion order 1 does not belong to this organization',
		],
		['the other campaign type', { campaignTypeId: 2 }, 'Invalid campaign Type provided'],
	])('refuses a copy with %s', async (_, changes, words) => {
		await make();
		expect(await errorOf(copy(changes))).toEqual([400, words]);
		expect(sandbox.iqm.campaigns.size).toBe(1);
	});

	test('leaks a Java exception without an order', async () => {
		await make();
		expect(await errorOf(copy({ ioId: undefined }))).toEqual([
			500,
			expect.stringMatching(/java\./),
		]);
	});

	test('names the campaigns that it could not copy', async () => {
		await make();
		const endless = JSON.parse(JSON.stringify({ ...sample, endTime: undefined })) as JsonObject;
		sandbox.iqm.campaigns.set(7, { id: 7, request: endless, madeAt: now });
		const { status, body } = await copy({ existingCampaignIds: '25859,7,999' });
		expect([status, dig(body, 'responseObject')]).toEqual([
			200,
			{
				reason: [
					{
						errorMessage: 'Campaigns with budget Pacing require an end date.',
						id: '7',
						campaignName: 'NewTest',
					},
					{ errorMessage: 'Invalid campaign id.', id: '999', campaignName: '' },
				],
				duplicatedCampaignIds: [25860],
				status: false,
			},
		]);
	});
});
