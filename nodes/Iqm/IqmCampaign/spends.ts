import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/errors';
import type { KnownAmount } from '../../common/spend';
import { isBlank, isObject } from '../../common/values';
import { limitsToCheck } from '../shared/limits';
import { iqmRequest, pathId } from '../transport/request';

/**
 * The campaigns themselves, where the credential's spend limits ask for them: an update may add to a
 * budget, and a copy has those of its original.
 */
async function readForLimits(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
): Promise<Array<{ id: string; campaign: IDataObject }>> {
	if (!(await limitsToCheck(context, itemIndex))) return [];
	const campaigns: Array<{ id: string; campaign: IDataObject }> = [];
	for (const id of ids) {
		const { data } = await iqmRequest(
			context,
			{ method: 'GET', path: `/api/v2/cmp/campaign/${pathId(id)}` },
			itemIndex,
		);
		if (!isObject(data)) {
			throw new ApiFailure(
				`IQM answered without the campaign ${id}, so the spend limits of the credential can't be checked`,
				{ description: 'Nothing was changed.' },
			);
		}
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
	const campaigns = await readForLimits(context, itemIndex, ids);
	return campaigns.map(({ id, campaign }) => ({
		spend: 'totalBudget',
		name: `budgetTotal of campaign ${id} with what is added`,
		value: Number(campaign.budgetTotal) + added,
	}));
}

/** The budgets and bids that copies of campaigns will have. */
export async function spendsOfCopies(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
): Promise<KnownAmount[]> {
	const campaigns = await readForLimits(context, itemIndex, ids);
	return campaigns.flatMap(({ id, campaign }) => {
		const amounts: KnownAmount[] = [
			{ spend: 'dailyBudget', name: 'budgetDay', value: campaign.budgetDay },
			{ spend: 'totalBudget', name: 'budgetTotal', value: campaign.budgetTotal },
			{ spend: 'bid', name: 'maxBid', value: campaign.maxBid },
		];
		return amounts
			.filter(({ value }) => !isBlank(value))
			.map((amount) => ({ ...amount, name: `${amount.name} of campaign ${id}` }));
	});
}
