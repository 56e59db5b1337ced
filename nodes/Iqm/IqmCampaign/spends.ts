import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { KnownAmount, Spend } from '../../common/spend';
import { isBlank, isObject } from '../../common/values';
import { limitsToCheck, readAmount, uncheckable } from '../shared/limits';
import { iqmRequest, pathId } from '../transport/request';

/**
 * The campaigns themselves, where the credential's spend limits ask for them: an update may add to a
 * budget, and a copy has those of its original.
 */
async function readForLimits(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
	spends: Spend[],
): Promise<Array<{ id: string; campaign: IDataObject }>> {
	if (!(await limitsToCheck(context, itemIndex, spends))) return [];
	const campaigns: Array<{ id: string; campaign: IDataObject }> = [];
	for (const id of ids) {
		const { data } = await iqmRequest(
			context,
			{ method: 'GET', path: `/api/v2/cmp/campaign/${pathId(id)}` },
			itemIndex,
		);
		if (!isObject(data) || isBlank(data.id)) throw uncheckable(`the campaign ${id}`);
		campaigns.push({ id, campaign: data });
	}
	return campaigns;
}

/** The total budgets that campaigns will have once `added` is on top of what they have. */
export async function spendsAfterAdding(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
	added: number,
): Promise<KnownAmount[]> {
	const campaigns = await readForLimits(context, itemIndex, ids, ['totalBudget']);
	return campaigns.map(({ id, campaign }) =>
		readAmount(
			'totalBudget',
			`budgetTotal of campaign ${id} with what is added`,
			campaign.budgetTotal,
			added,
		),
	);
}

/** The budgets and bids that copies of campaigns will have. */
export async function spendsOfCopies(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
): Promise<KnownAmount[]> {
	const names = { dailyBudget: 'budgetDay', totalBudget: 'budgetTotal', bid: 'maxBid' } as const;
	const spends = Object.keys(names) as Array<keyof typeof names>;
	const campaigns = await readForLimits(context, itemIndex, ids, spends);
	return campaigns.flatMap(({ id, campaign }) =>
		spends
			.filter((spend) => !isBlank(campaign[names[spend]]))
			.map((spend) =>
				readAmount(spend, `${names[spend]} of campaign ${id}`, campaign[names[spend]]),
			),
	);
}
