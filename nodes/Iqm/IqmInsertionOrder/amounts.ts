import type { IDataObject } from 'n8n-workflow';

import type { AmountChange, ChangeableAmount } from '../../common/form/amountChange';
import { changedAmount, presentAmount } from '../../common/form/amountChange';
import { InputError } from '../../common/ground/errors';
import type { Item } from '../../common/run/item';
import { asNumbers } from '../../verbs/several';
import type { PlannedAmount } from '../shared/amountChanges';
import { inBody, readRows } from '../shared/paging';
import { BY_BUDGET, BY_IMPRESSIONS, DELETED, LABELS } from './fields';
import { ORDERS, withSum } from './orders';

/** The amounts that `PATCH /api/v3/cmp/io/update-budget` sets, by the names that an order has for them. */
export const AMOUNTS: ChangeableAmount[] = [
	{
		value: 'ioTotalBudget',
		name: LABELS.ioTotalBudget,
		decimals: 2,
		unit: "account's currency",
	},
	{ value: 'ioTotalImpressions', name: LABELS.ioTotalImpressions, decimals: 0, unit: 'impressions' },
];

const TYPES: Record<string, number> = {
	ioTotalBudget: BY_BUDGET,
	ioTotalImpressions: BY_IMPRESSIONS,
};

/** Why an order has no total that could be changed; undefined if it may have one. */
function whyNone({ value }: ChangeableAmount, order: IDataObject): string | undefined {
	const { ioStatusId, ioBudgetTypeId, isAutoSumIoTotalBudget } = withSum(order) as IDataObject;
	if (Number(ioStatusId) === DELETED) return 'the insertion order is deleted';
	if (isAutoSumIoTotalBudget === true) return 'it is the sum of its campaigns';
	if (ioBudgetTypeId === undefined || Number(ioBudgetTypeId) === TYPES[value]) return undefined;
	return `the insertion order is limited by ${TYPES[value] === BY_BUDGET ? 'impressions' : 'budget'}`;
}

/**
 * The orders by their IDs, all in one request: `POST /api/v3/cmp/io/basic/list` with `ioIdList`
 * (Campaign API guideline).
 */
async function listedOrders(
	{ context, index }: Item,
	ids: string[],
): Promise<Map<string, IDataObject>> {
	const list = {
		method: 'POST',
		path: '/api/v3/cmp/io/basic/list',
		filters: { ioIdList: asNumbers(ids, ORDERS) },
		idName: 'ioId',
		pages: inBody('ioBasicDetailsList'),
	} as const;
	const { results } = await readRows(context, list, ids.length, { itemIndex: index });
	return new Map(results.map((order) => [String(order.ioId), order]));
}

/** Reads the orders and computes their new totals. */
export async function planAmounts(
	item: Item,
	ids: string[],
	change: AmountChange,
): Promise<PlannedAmount[]> {
	const orders = await listedOrders(item, ids);
	return ids.map((id) => {
		const of = `insertion order ${id}`;
		const order = orders.get(id);
		if (order === undefined) {
			throw new InputError(
				`IQM lists no insertion order ${id}`,
				`Nothing was sent. Check '${ORDERS.ids.label}'.`,
			);
		}
		const why = whyNone(change.amount, order);
		const old = presentAmount(change, order[change.amount.value], of, why);
		return { id, ...changedAmount(change, old, of), spends: [] };
	});
}
