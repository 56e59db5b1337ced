import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { KnownAmount, Spend } from '../../common/guard/spend';
import { isBlank, isObject } from '../../common/ground/values';
import { checkAsked } from '../shared/asked';
import { limitsToCheck, readAmount, uncheckable } from '../shared/limits';
import { MONEY } from '../transport/account';
import { iqmRequest, pathId } from '../transport/request';

const DAY_S = 86_400;

/** A campaign whose amounts matter because the credential limits them. */
interface Read {
	id: string;
	campaign: IDataObject;
	limited: Spend[];
}

/**
 * Reads the campaigns if the credential's spend limits depend on them: a total that is spread evenly
 * makes a daily budget, and a copy has the budgets of its original.
 *
 * @param known the only campaign, if it has been read already
 */
async function readForLimits(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
	spends: Spend[],
	known?: IDataObject,
): Promise<Read[]> {
	const limited = await limitsToCheck(context, itemIndex, spends);
	if (known !== undefined) {
		return limited.length > 0 ? ids.map((id) => ({ id, campaign: known, limited })) : [];
	}
	const campaigns: Read[] = [];
	for (const id of limited.length > 0 ? ids : []) {
		const { data } = await iqmRequest(
			context,
			{ method: 'GET', path: `/api/v2/cmp/campaign/${pathId(id)}` },
			itemIndex,
		);
		if (!isObject(data) || isBlank(data.id)) throw uncheckable(`the campaign ${id}`);
		checkAsked('campaign', id, data.id);
		campaigns.push({ id, campaign: data, limited });
	}
	return campaigns;
}

/**
 * What a campaign that spreads its total evenly from start to end spends a day: it has no daily budget
 * of its own for a limit to apply to.
 */
export function spendsPerDay(campaign: IDataObject, of = ''): KnownAmount[] {
	const { totalBudgetPacing, budgetTotal, startTime, endTime } = campaign;
	const times = [startTime, endTime];
	if (totalBudgetPacing !== true || isBlank(budgetTotal) || times.some(isBlank)) return [];
	const days = Math.max(1, (Number(endTime) - Number(startTime)) / DAY_S);
	const value = Math.round((Number(budgetTotal) / days) * 100) / 100;
	return [readAmount('dailyBudget', `${MONEY.labels.budgetTotal}${of} spread evenly, per day`, value)];
}

/** The same for a change: amounts that it does not raise are no reason to refuse it. */
export function raisedPerDay(before: IDataObject, change: IDataObject, of: string): KnownAmount[] {
	const old = spendsPerDay(before).map(({ value }) => Number(value));
	return spendsPerDay({ ...before, ...change }, of).filter(
		({ value }) => old.length === 0 || Number(value) > old[0],
	);
}

/**
 * What campaigns will spend a day once their total, start or end has changed.
 *
 * @param change the changed fields under the names of `GET /api/v2/cmp/campaign/{campaignId}`
 * @param known the only campaign, if it has been read already
 */
export async function spendsOfChange(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
	change: IDataObject,
	known?: IDataObject,
): Promise<KnownAmount[]> {
	const fields = ['totalBudgetPacing', 'budgetTotal', 'startTime', 'endTime'];
	if (change.totalBudgetPacing === false || !fields.some((name) => name in change)) return [];
	const campaigns = await readForLimits(context, itemIndex, ids, ['dailyBudget'], known);
	return campaigns.flatMap(({ id, campaign }) =>
		raisedPerDay(campaign, change, ` of campaign ${id}`),
	);
}

const COPIED = { dailyBudget: 'budgetDay', totalBudget: 'budgetTotal', bid: 'maxBid' } as const;

/** The amounts of one copy. An amount that IQM does not state may be above the limit. */
function spendsOfCopy({ id, campaign, limited }: Read, times: IDataObject): KnownAmount[] {
	const copy = { ...campaign, ...times };
	const own = limited
		.filter((spend) => spend !== 'reportCost')
		.filter((spend) => spend !== 'dailyBudget' || copy.totalBudgetPacing !== true)
		// A draft may lack budgets, which are then null.
		.filter((spend) => campaign[COPIED[spend]] !== null)
		.map((spend) =>
			readAmount(spend, `${MONEY.labels[COPIED[spend]]} of campaign ${id}`, campaign[COPIED[spend]]),
		);
	return [...own, ...spendsPerDay(copy, ` of campaign ${id}`)];
}

/**
 * The budgets and bids that copies of campaigns will have.
 *
 * @param times start and end of the copies, in seconds, if they differ from the originals'
 */
export async function spendsOfCopies(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
	times: IDataObject = {},
): Promise<KnownAmount[]> {
	const spends = Object.keys(COPIED) as Spend[];
	const campaigns = await readForLimits(context, itemIndex, ids, spends);
	return campaigns.flatMap((one) => spendsOfCopy(one, times));
}
