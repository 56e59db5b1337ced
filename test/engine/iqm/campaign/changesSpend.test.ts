import type { IDataObject } from 'n8n-workflow';

import { BOTH, campaignStage, form } from '../../../support/campaignStage';

/** Changes of campaigns under the spend limits of the credential. */
const { addCampaign, limited, run, writes } = campaignStage();

describe('spend limits of the credential', () => {
	const fields = (updateFields: IDataObject) => ({ campaignIds: 440264, updateFields });
	const addition = (totalBudget: number) =>
		fields({ totalBudget, totalBudgetUpdateType: 'addition' });
	const copy = { campaignIds: 440264 };
	const spread = (totalBudget: number) =>
		fields({ totalBudget, totalBudgetUpdateType: 'distribution' });

	it.each<[string, IDataObject, IDataObject, IDataObject, boolean]>([
		['updateBudget', { highestDailyBudget: '100' }, {}, fields({ dailyBudget: 101 }), false],
		['updateBudget', { highestDailyBudget: '100' }, {}, fields({ dailyBudget: 100 }), true],
		['updateBudget', { highestTotalBudget: '100' }, {}, fields({ totalBudget: 101 }), false],
		['updateBudget', { highestTotalBudget: '100' }, {}, fields({ totalBudget: 100 }), true],
		['updateBudget', { highestBid: '100' }, {}, fields({ maxBid: 101 }), false],
		['updateBudget', { highestTotalBudget: '100' }, { budgetTotal: 91 }, addition(10), false],
		['updateBudget', { highestTotalBudget: '100' }, { budgetTotal: 90 }, addition(10), true],
		['updateBudget', { highestTotalBudget: '100' }, { budgetTotal: 'much' }, addition(10), false],
		['updateBudget', { highestBid: '100' }, { budgetTotal: 'much' }, addition(10), true],
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

	it('counts an amount to spread in full for each campaign', async () => {
		addCampaign(440264);
		addCampaign(440133);
		const changes = { ...spread(101), campaignIds: BOTH };
		const { error } = await run(
			form('updateBudget', changes),
			limited({ highestTotalBudget: '100' }),
		);
		expect(error?.message).toContain("'totalBudget' ('101') is above 100");
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
		expect(error?.message).toContain("'budgetTotal of campaign 440133 with what is added' ('105')");
		expect(writes()).toEqual([]);
	});
});
