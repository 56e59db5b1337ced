import type { IDataObject } from 'n8n-workflow';

import type { AmountChange, ChangeableAmount } from '../../common/form/amountChange';
import { changedAmount, presentAmount } from '../../common/form/amountChange';
import { InputError } from '../../common/ground/errors';
import { isAbove, plainNumber } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import type { PlannedAmount } from '../shared/amountChanges';
import { iqmAccount } from '../transport/request';
import { checkMaxBid } from './form/check';
import { MAIN } from './form/fields';
import { fetchCampaign } from './oneCampaign';
import { raisedPerDay } from './spends';

const MONEY = { decimals: 2, unit: "account's currency" };
const COUNT = { decimals: 0, unit: 'impressions' };

/** The amounts that `PUT /api/v2/cmp/campaigns/update-budget` sets, by its own names. */
export const AMOUNTS: ChangeableAmount[] = [
	{ value: 'dailyBudget', name: MAIN.budgetDay.label, ...MONEY },
	{ value: 'dailyImpressions', name: 'Daily Impressions', ...COUNT },
	{ value: 'maxBid', name: MAIN.maxBid.label, ...MONEY },
	{ value: 'totalBudget', name: MAIN.budgetTotal.label, ...MONEY },
	{ value: 'totalImpressions', name: 'Total Impressions', ...COUNT },
];

export const LABELS: Record<string, string> = Object.fromEntries(
	AMOUNTS.map(({ value, name }) => [value, name]),
);

/** Their names in `GET /api/v2/cmp/campaign/{campaignId}`, if different. */
export const READ_AS: Record<string, string> = {
	dailyBudget: 'budgetDay',
	dailyImpressions: 'maxDayImpressions',
	totalBudget: 'budgetTotal',
};

/** Why a campaign has no amount that could be changed; undefined if it may have one. */
function whyNone({ value }: ChangeableAmount, status: string, campaign: IDataObject) {
	if (status === 'draft' || status === 'deleted') return `the campaign is ${status}`;
	if (value === 'dailyBudget' && campaign.totalBudgetPacing === true) {
		return 'the campaign paces its total budget evenly and has no daily budget';
	}
	return undefined;
}

/** @throws InputError for a daily budget above the total */
function checkBoth(value: string, id: string, wanted: number, campaign: IDataObject): void {
	if (campaign.totalBudgetPacing === true) return;
	const isDaily = value === 'dailyBudget';
	if (!isDaily && value !== 'totalBudget') return;
	const other = plainNumber(isDaily ? campaign.budgetTotal : campaign.budgetDay);
	const [daily, total] = isDaily ? [wanted, other] : [other, wanted];
	if (!(other > 0) || !isAbove(daily, total)) return;
	throw new InputError(
		`'${LABELS.dailyBudget}' (${daily}) of campaign ${id} must not be above '${LABELS.totalBudget}' (${total})`,
		`Nothing was sent. '${LABELS[value]}' would be ${wanted}.`,
	);
}

/** Reads campaigns one by one and computes their new amounts. */
export async function planAmounts(
	{ context, index }: Item,
	ids: string[],
	change: AmountChange,
): Promise<PlannedAmount[]> {
	const { value } = change.amount;
	const { limits } = await iqmAccount(context);
	const isPerDay = value === 'totalBudget' && limits.dailyBudget !== undefined;
	const planned: PlannedAmount[] = [];
	for (const id of ids) {
		const of = `campaign ${id}`;
		const { campaign, status } = await fetchCampaign(context, index, id);
		const why = whyNone(change.amount, status, campaign);
		const old = presentAmount(change, campaign[READ_AS[value] ?? value], of, why);
		const changed = changedAmount(change, old, of);
		if (changed.new !== old) checkBoth(value, id, changed.new, campaign);
		if (changed.new !== old && value === 'maxBid') checkMaxBid(changed.new, of);
		const spends = isPerDay
			? raisedPerDay(campaign, { budgetTotal: changed.new }, ` of ${of}`)
			: [];
		planned.push({ id, ...changed, spends });
	}
	return planned;
}
