import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { AmountChange } from '../../../common/form/amountChange';
import {
	amountChangeProperties,
	isRelative,
	readAmountChange,
} from '../../../common/form/amountChange';
import { Faults } from '../../../common/ground/faults';
import { quote, resultId } from '../../../common/ground/values';
import { afterEarlier, combineOption, sendTogether } from '../../../common/run/combine';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { forSeveral, idsProperties, readIds, readIdsOnce } from '../../../verbs/several';
import type { AmountRequest } from '../../shared/amountChanges';
import { changeAmounts } from '../../shared/amountChanges';
import { contradictions } from '../../shared/contradiction';
import { writeOptionsCollection } from '../../shared/options';
import type { IqmReply } from '../../transport/request';
import { checkLimits, IQM, iqmRequest } from '../../transport/request';
import { AMOUNTS, LABELS, planAmounts, READ_AS } from '../amounts';
import { CAMPAIGNS, confirmedResults, rowsByCampaign } from '../campaigns';
import { checkMaxBid } from '../form/check';
import { spendsOfChange } from '../spends';

const SPREAD = 'spread';

/**
 * IQM's API reference (`PUT /api/v2/cmp/campaigns/update-budget`) on `distribution`: "It will
 * distribute given total budget in selected campaigns equally."
 */
const WAYS: INodePropertyOptions[] = [
	{
		name: 'Spread',
		value: SPREAD,
		description: `Splits the amount evenly: each campaign gets an equal share as its new ${LABELS.totalBudget}. The credential's limits check the full amount for each campaign.`,
	},
];

const properties: INodeProperties[] = [
	...idsProperties(CAMPAIGNS, 'change'),
	...amountChangeProperties(AMOUNTS, WAYS),
	writeOptionsCollection([combineOption()]),
];

function readForm(item: Item): { ids: string[]; change: AmountChange } {
	const faults = new Faults();
	const change = readAmountChange(item, AMOUNTS, faults, WAYS);
	const isTwice = change !== undefined && isRelative(change);
	const ids = faults.attempt(() => (isTwice ? readIdsOnce : readIds)(item, CAMPAIGNS));
	if (change?.how === SPREAD && change.amount.value !== 'totalBudget') {
		faults.wrong(
			`'Spread' is for '${LABELS.totalBudget}' only, not for '${change.amount.name}'`,
			"Choose 'New Amount' to give each campaign the same.",
		);
	}
	if (change?.amount.value === 'maxBid' && !isTwice) faults.rule(() => checkMaxBid(change.by));
	faults.throwAny();
	return { ids: ids ?? [], change: change as AmountChange };
}

/** What the answer may repeat: IQM's sample has the names of a campaign. A part of a sum is none of it. */
function answersTo({ value, how }: { value: string; how: string }, amount: number): IDataObject {
	return how === SPREAD ? {} : { [value]: amount, [READ_AS[value] ?? value]: amount };
}

const ANSWERED_LABELS: Record<string, string> = {
	...LABELS,
	...Object.fromEntries(Object.entries(READ_AS).map(([sent, read]) => [read, LABELS[sent]])),
};

function bodyOf(
	{ amount: { value }, how }: AmountChange,
	{ ids, amount }: Pick<AmountRequest, 'amount' | 'ids'>,
): IDataObject {
	const type = how === SPREAD ? { totalBudgetUpdateType: 'distribution' } : {};
	return { campaignIds: ids.join(','), [value]: amount, ...type };
}

/** Sets an amount of campaigns. IQM answers a refusal with HTTP 200 and `status: false`. */
async function send(
	{ context, index }: Item,
	change: AmountChange,
	{ ids, amount, spends, lines }: AmountRequest,
): Promise<IqmReply> {
	return await iqmRequest(
		context,
		{
			method: 'PUT',
			path: '/api/v2/cmp/campaigns/update-budget',
			body: bodyOf(change, { ids, amount }),
			writes: 'budget of the campaign',
			mayFailPartly: true,
			made: (content) =>
				[...rowsByCampaign(content, 'modified_data').keys()].map((id) => `campaignId ${id}`),
			spends,
			lines,
		},
		index,
	).catch(forSeveral(CAMPAIGNS, ids, 'changed', 'IQM'));
}

/** @param all the campaigns of the request, which other items may have shared */
function readAnswer(
	{ data, raw, clean }: IqmReply,
	change: AmountChange,
	{ ids, amount }: Pick<AmountRequest, 'amount' | 'ids'>,
	all = ids,
): OperationResult {
	const rows = rowsByCampaign(data, 'modified_data');
	const wanted = answersTo({ value: change.amount.value, how: change.how }, amount);
	const differs = new Map<string, string>();
	for (const [id, row] of rows) {
		const [first] = contradictions(wanted, row, ANSWERED_LABELS);
		if (first === undefined) continue;
		const { label, present, wanted: asked } = first;
		differs.set(id, `'${label}' of campaign ${id} is ${quote(present)}, not ${quote(asked)}`);
	}
	const confirmed = new Map([...rows].filter(([id]) => !differs.has(id)));
	return { ...confirmedResults(ids, { data, clean }, confirmed, 'changed', differs, all), raw };
}

/**
 * A new amount for all campaigns, or one that IQM spreads over them: by one request, without a look. What is
 * spread depends on how many campaigns share it.
 */
async function setAmount(
	item: Item,
	ids: string[],
	change: AmountChange,
): Promise<OperationResult> {
	const { amount, how, by } = change;
	const body = bodyOf(change, { ids, amount: by });
	await checkLimits(item.context, body);
	// An amount to be spread counts in full: if others are refused, one campaign may get all of it.
	const spends =
		amount.value === 'totalBudget'
			? await spendsOfChange(item.context, item.index, ids, { budgetTotal: by })
			: [];
	await checkLimits(item.context, body, spends);
	const way = how === SPREAD ? `${by} in equal parts` : String(by);
	const lines = { [amount.name]: `${way} (${amount.unit})` };
	const ask = async (all: string[]) => await send(item, change, { ids: all, amount: by, spends, lines });
	const read = (reply: IqmReply, own: string[], all: string[]) =>
		readAnswer(reply, change, { ids: own, amount: by }, all);
	const { value } = amount;
	if (how === SPREAD) await afterEarlier(item, ids);
	const { results, ...sent } =
		how === SPREAD
			? read(await ask(ids), ids, ids)
			: await sendTogether(item, {
					...{ api: IQM, change: [value, by], ids },
					...{ repeatable: true, send: ask, read },
				});
	const said = how === SPREAD ? { spread: by } : { new: by };
	return {
		...sent,
		results: results.map((row, index) => ({
			campaignId: resultId(ids[index]),
			field: amount.name,
			...said,
			updated: true,
			...row,
		})),
	};
}

async function execute(item: Item): Promise<OperationResult> {
	const { ids, change } = readForm(item);
	if (!isRelative(change)) return await setAmount(item, ids, change);
	await afterEarlier(item, ids);
	return await changeAmounts(item, CAMPAIGNS, ids, change, {
		plan: async () => await planAmounts(item, ids, change),
		check: async (request) =>
			await checkLimits(item.context, bodyOf(change, request), request.spends),
		send: async (request) => readAnswer(await send(item, change, request), change, request),
	});
}

/** Changes a budget, the impressions or the highest bid of campaigns. */
export const updateBudget: Operation = {
	value: 'updateBudget',
	name: 'Update Budget',
	action: 'Update the budget of campaigns',
	description: 'Change the budget, impressions or max bid of campaigns',
	endpoint: 'PUT /api/v2/cmp/campaigns/update-budget',
	document: 'Campaign API guideline, "Change Campaign Budget"',
	writes: true,
	properties,
	execute,
};
