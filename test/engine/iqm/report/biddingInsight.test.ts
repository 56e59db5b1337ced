import type { IDataObject } from 'n8n-workflow';

import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import { putPresent } from '../../../../sandbox/iqm/contracts/present';
import { freshSandbox } from '../../../support/freshSandbox';
import { apiRequests, runNode } from '../../../support/harness';
import { picked } from '../../../support/iqmStage';

const sandbox = freshSandbox({ iqm: { approvalAccess: false } });
beforeEach(() => putPresent(sandbox.iqm));

const get = async (changes: IDataObject = {}, timezone = 'UTC') =>
	await runNode(
		sandbox,
		new IqmReport(),
		{
			...{ resource: 'biddingInsight', operation: 'get', splitIntoReasons: true },
			campaignId: picked(451351),
			...{ dateRangeStart: '2026-03-01', dateRangeEnd: '2026-03-14' },
			...changes,
		},
		{ timezone },
	);

describe('IQM Report, Bidding Insight: Get', () => {
	it('returns an item for each reason, the most frequent first, with its reasons within', async () => {
		const { items, error } = await get();

		expect(error).toBeUndefined();
		expect(items).toHaveLength(13);
		expect(items[0].json).toEqual({
			...{ campaignId: 451351, reason: 'creativeSettings', title: 'Creative Settings' },
			rejectedBids: 100,
			description:
				'Campaign is filtered due to non-matching creative dimensions found in the request',
			subReasons: [
				{
					...{ reason: 'creativeDimension', title: 'Creative Dimensions', droppedRequests: 100 },
					description:
						'Campaign is filtered due to non-matching creative dimensions found in the request.',
				},
			],
		});
		expect(items[1].json).toMatchObject({ rejectedBids: 0, subReasons: [] });
	});

	it('returns all figures in one item if wanted', async () => {
		const { items } = await get({ splitIntoReasons: false });

		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({
			...{ campaignId: 451351, totalRequests: 100, totalBids: 0, lostBids: 0 },
			topMainReasons: { creativeSettings: 100 },
		});
	});

	it('sends whole days of the workflow’s time zone', async () => {
		await get({ dateRangeEnd: '2026-03-01' }, 'America/New_York');

		const [{ query }] = apiRequests(sandbox);
		expect(Object.fromEntries(query)).toEqual({
			dateRangeStart: String(Date.parse('2026-03-01T05:00:00Z')),
			dateRangeEnd: String(Date.parse('2026-03-02T04:59:59Z')),
		});
	});

	it('takes two weeks', async () => {
		const { error } = await get({ dateRangeEnd: '2026-03-15T00:00:00' });
		expect(error).toBeUndefined();
	});

	it.each([
		[{ dateRangeEnd: '2026-03-15T00:00:01' }, "'End' is more than two weeks after 'Start'"],
		[{ dateRangeEnd: '2026-02-28' }, "'End' must be later than 'Start'"],
		[{ campaignId: picked("={{ '../1' }}"), dateRangeEnd: 'soon' }, '2 problems found'],
	])('refuses %j before anything is sent', async (changes, words) => {
		const { error } = await get(changes);

		expect(error?.message).toContain(words);
		expect(apiRequests(sandbox)).toEqual([]);
	});

	it('tells an answer without reasons from one without rejections', async () => {
		sandbox.iqm.insight.bidding.set(451351, { totalRequests: 0, rejectionList: {} });
		const none = await get();
		expect([none.error, none.items]).toEqual([undefined, []]);

		sandbox.iqm.insight.bidding.set(451351, { totalRequests: 0 });
		const { error } = await get();
		expect(error?.message).toBe("IQM's response is missing the bidding insight of campaign 451351");
	});
});
