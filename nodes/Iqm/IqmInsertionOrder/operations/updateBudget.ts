import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { AmountChange } from '../../../common/form/amountChange';
import {
	amountChangeProperties,
	isRelative,
	readAmountChange,
} from '../../../common/form/amountChange';
import { Faults } from '../../../common/ground/faults';
import { resultId } from '../../../common/ground/values';
import { afterEarlier, combineOption, sendTogether } from '../../../common/run/combine';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { asNumbers, forSeveral, idsProperties, readIds, readIdsOnce } from '../../../verbs/several';
import type { AmountRequest } from '../../shared/amountChanges';
import { changeAmounts } from '../../shared/amountChanges';
import { writeOptionsCollection } from '../../shared/options';
import { readSentence } from '../../shared/readSentence';
import { checkRepeated } from '../../shared/repeated';
import type { IqmReply } from '../../transport/request';
import { checkLimits, IQM, iqmRequest } from '../../transport/request';
import { AMOUNTS, planAmounts } from '../amounts';
import { LABELS } from '../fields';
import { ORDERS } from '../orders';

const properties: INodeProperties[] = [
	...idsProperties(ORDERS, 'change'),
	...amountChangeProperties(AMOUNTS),
	writeOptionsCollection([combineOption()]),
];

function readForm(item: Item): { ids: string[]; change: AmountChange } {
	const faults = new Faults();
	const change = readAmountChange(item, AMOUNTS, faults);
	const isTwice = change !== undefined && isRelative(change);
	const ids = faults.attempt(() => (isTwice ? readIdsOnce : readIds)(item, ORDERS));
	faults.throwAny();
	return { ids: ids ?? [], change: change as AmountChange };
}

/** Here the total in money is called `budget`. */
function bodyOf(
	{ amount: { value } }: AmountChange,
	{ ids, amount }: Pick<AmountRequest, 'amount' | 'ids'>,
): IDataObject {
	const total = value === 'ioTotalBudget' ? { budget: amount } : { ioTotalImpressions: amount };
	return { ioIdsList: asNumbers(ids, ORDERS), budgetUpdateType: 'set', ...total };
}

/** Sets a total of orders. IQM answers with a sentence. */
async function send(
	{ context, index }: Item,
	change: AmountChange,
	{ ids, amount, spends, lines }: AmountRequest,
): Promise<IqmReply> {
	return await iqmRequest(
		context,
		{
			method: 'PATCH',
			path: '/api/v3/cmp/io/update-budget',
			body: bodyOf(change, { ids, amount }),
			writes: 'budget of the insertion order',
			hasSentence: true,
			spends,
			lines,
		},
		index,
	).catch(forSeveral(ORDERS, ids, 'changed', 'IQM'));
}

/** @param all the orders of the request, which other items may have shared */
function readAnswer(
	{ data, raw, clean }: IqmReply,
	change: AmountChange,
	{ ids, amount }: Pick<AmountRequest, 'amount' | 'ids'>,
	all = ids,
): Pick<OperationResult, 'raw' | 'results'> {
	const { value } = change.amount;
	const sent = { [value]: amount, ...(value === 'ioTotalBudget' ? { budget: amount } : {}) };
	const labels = { ...LABELS, budget: LABELS.ioTotalBudget };
	const message = readSentence(ORDERS, all, { data, clean }, 'changed');
	checkRepeated({ data, clean }, { sent, labels, made: ids.map((id) => `ioId ${id}`) });
	return { results: ids.map((id) => ({ ioId: resultId(id), ...message })), raw };
}

/** A new total for all orders, by one request, without a look. */
async function setAmount(
	item: Item,
	ids: string[],
	change: AmountChange,
): Promise<OperationResult> {
	const { amount, by } = change;
	await checkLimits(item.context, bodyOf(change, { ids, amount: by }));
	const lines = { [amount.name]: `${by} (${amount.unit})` };
	const read = (reply: IqmReply, own: string[], all: string[]): OperationResult => {
		const { results, raw } = readAnswer(reply, change, { ids: own, amount: by }, all);
		return {
			results: results.map(({ ioId, ...row }) => ({
				...{ ioId, field: amount.name, new: by },
				...{ updated: true, ...row },
			})),
			raw,
			label: own.map((id) => `ioId ${id} changed`).join(', '),
		};
	};
	return await sendTogether(item, {
		...{ api: IQM, change: [amount.value, by], ids, repeatable: true, read },
		send: async (all) => await send(item, change, { ids: all, amount: by, spends: [], lines }),
	});
}

async function execute(item: Item): Promise<OperationResult> {
	const { ids, change } = readForm(item);
	if (!isRelative(change)) return await setAmount(item, ids, change);
	await afterEarlier(item, ids);
	return await changeAmounts(item, ORDERS, ids, change, {
		plan: async () => await planAmounts(item, ids, change),
		check: async (request) => await checkLimits(item.context, bodyOf(change, request)),
		send: async (request) => readAnswer(await send(item, change, request), change, request),
	});
}

/** Sets, raises or lowers the total of insertion orders. */
export const updateBudget: Operation = {
	value: 'updateBudget',
	name: 'Update Budget',
	action: 'Update the budget of insertion orders',
	description: 'Set, raise or lower the total budget or impressions of insertion orders',
	endpoint: 'PATCH /api/v3/cmp/io/update-budget',
	document: 'Campaign API guideline, "Update Budget for Multiple IOs"',
	writes: true,
	properties,
	execute,
};
