import type { IDataObject } from 'n8n-workflow';

import { BOTH, campaignStage, change, form } from '../../../support/campaignStage';

/** Changes of campaigns under the spend limits of the credential. */
const { addCampaign, limited, run, writes } = campaignStage();

describe('spend limits of the credential', () => {
	const set = (name: string, amount: number) => ({
		campaignIds: 440264,
		...change(name, 'set', amount),
	});
	const addition = (by: number, atMost?: number) => ({
		campaignIds: 440264,
		...change('totalBudget', 'add', by, atMost),
	});
	const percent = (name: string, by: number) => ({
		campaignIds: 440264,
		...change(name, 'percent', by),
	});
	const copy = { campaignIds: 440264 };
	const spread = (amount: number) => ({
		campaignIds: 440264,
		...change('totalBudget', 'spread', amount),
	});

	it.each<[string, IDataObject, IDataObject, IDataObject, boolean]>([
		['updateBudget', { highestDailyBudget: '100' }, {}, set('dailyBudget', 101), false],
		['updateBudget', { highestDailyBudget: '100' }, {}, set('dailyBudget', 100), true],
		['updateBudget', { highestTotalBudget: '100' }, {}, set('totalBudget', 101), false],
		['updateBudget', { highestTotalBudget: '100' }, {}, set('totalBudget', 100), true],
		['updateBudget', { highestBid: '100' }, {}, set('maxBid', 101), false],
		['updateBudget', { highestTotalBudget: '100' }, { budgetTotal: 91 }, addition(10), false],
		['updateBudget', { highestTotalBudget: '100' }, { budgetTotal: 90 }, addition(10), true],
		['updateBudget', { highestTotalBudget: '100' }, { budgetTotal: 95 }, addition(10, 100), true],
		['updateBudget', { highestTotalBudget: '100' }, { budgetTotal: 500 }, addition(-10), false],
		['updateBudget', { highestTotalBudget: '100' }, { budgetTotal: 500 }, addition(-400), true],
		['updateBudget', { highestDailyBudget: '100' }, { budgetDay: 84 }, percent('dailyBudget', 20), false],
		['updateBudget', { highestDailyBudget: '100' }, { budgetDay: 83 }, percent('dailyBudget', 20), true],
		['updateBudget', { highestBid: '100' }, { maxBid: 84 }, percent('maxBid', 20), false],
		['updateBudget', { highestBid: '100' }, { maxBid: 83 }, percent('maxBid', 20), true],
		['updateBudget', { highestTotalBudget: '1' }, { maxBid: 83 }, percent('maxBid', 20), true],
		['updateBudget', { highestTotalBudget: '100' }, { budgetTotal: 5 }, spread(101), false],
		['updateBudget', { highestTotalBudget: '100' }, { budgetTotal: 500 }, spread(100), true],
		['duplicate', { highestTotalBudget: '100' }, { budgetTotal: 101 }, copy, false],
		['duplicate', { highestDailyBudget: '100' }, { budgetDay: 101 }, copy, false],
		['duplicate', { highestBid: '100' }, { maxBid: 101 }, copy, false],
		['duplicate', { highestBid: '100' }, { maxBid: 'much' }, copy, false],
		['duplicate', { highestBid: '100' }, { maxBid: 100 }, copy, true],
	])('%s under %j of %j, given %j, goes out: %s', async (operation, limits, has, given, goes) => {
		addCampaign(440264, { budgetDay: 5, ...has });
		const { error } = await run(form(operation, given), limited(limits));
		expect(writes()).toHaveLength(goes ? 1 : 0);
		if (goes) return;
		expect(error?.message).toMatch(/is above 100, the limit for|limits .* can't be checked/);
	});

	it('raises no bid above what IQM takes', async () => {
		addCampaign(440264, { maxBid: 900 });
		const { error } = await run(form('updateBudget', percent('maxBid', 20)));
		expect(error?.message).toBe("'Max Bid' (1080) of campaign 440264 must be 1 to 1000");
		expect(writes()).toEqual([]);
	});

	it('counts an amount to spread in full for each campaign', async () => {
		addCampaign(440264);
		addCampaign(440133);
		const changes = { ...spread(101), campaignIds: BOTH };
		const { error } = await run(
			form('updateBudget', changes),
			limited({ highestTotalBudget: '100' }),
		);
		expect(error?.message).toContain("'Total Budget' ('101') is above 100");
		expect(writes()).toEqual([]);
	});

	it('looks at each of several campaigns', async () => {
		addCampaign(440264, { budgetTotal: 60 });
		addCampaign(440133, { budgetTotal: 95 });
		const changes = { ...addition(10), campaignIds: BOTH };
		const { error } = await run(
			form('updateBudget', changes),
			limited({ highestTotalBudget: '100' }),
		);
		expect(error?.message).toContain("'Total Budget' ('105') is above 100");
		expect(writes()).toEqual([]);
	});
});
