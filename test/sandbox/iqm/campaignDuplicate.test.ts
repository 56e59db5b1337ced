import { dig } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { campaignStage, errorOf, START } from './campaignStage';

const COPY = '/api/v2/cmp/campaigns/duplicate';

// IQM OpenAPI cmp, POST /api/v2/cmp/campaigns/duplicate.
describe('sandbox: IQM campaign copies', () => {
	const stage = campaignStage();
	const { make, shown } = stage;
	const copy = async (changes: Record<string, unknown>) =>
		await stage.client.post(COPY, {
			existingCampaignIds: '25859',
			ioId: 123456,
			startDate: START / 1000 + 60,
			endDate: 0,
			...changes,
		});

	test('copies campaigns, which wait for approval again', async () => {
		await make({ deviceType: '11' });
		stage.now += 2000;
		const answer = await copy({ endDate: 1749099600, timeZoneId: 105 });
		expect(answer.body).toEqual({
			statusCode: 200,
			responseObject: { duplicatedCampaignIds: [25860], status: true },
		});
		expect(await shown(25860)).toMatchObject({
			campaignName: 'NewTest copy',
			status: 'pending',
			startTime: START / 1000 + 60,
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
			{ startDate: START / 1000 - 1 },
			'Start date can not be less than current time.',
		],
		[
			'a negative end',
			{ endDate: -1 },
			'End date value must be zero or more, except for budget pacing off campaigns where it can be zero.',
		],
		[
			'an end before the start',
			{ endDate: START / 1000 },
			'End date can not be less than start date.',
		],
		[
			'an end too soon',
			{ endDate: START / 1000 + 100 },
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
		expect(stage.sandbox.iqm.campaigns.size).toBe(1);
	});

	test('leaks a Java exception without an order', async () => {
		await make();
		expect(await errorOf(copy({ ioId: undefined }))).toEqual([
			500,
			expect.stringMatching(/java\./),
		]);
	});

	test('names the campaigns that it cannot copy', async () => {
		await make();
		const endless = JSON.parse(
			JSON.stringify({ ...stage.sample, endTime: undefined }),
		) as JsonObject;
		stage.sandbox.iqm.campaigns.set(7, { id: 7, request: endless, madeAt: stage.now });
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
