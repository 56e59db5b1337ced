import type { IExecuteFunctions } from 'n8n-workflow';

import type { KnownAmount } from '../../common/spend';
import { isBlank } from '../../common/values';
import { limitsToCheck, readAmount } from '../shared/limits';
import { fetchOrder } from './orders';

/** The total budgets of orders, `added` on top of what they have; none where nothing limits them. */
export async function spendsAfterAdding(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
	added: number,
): Promise<KnownAmount[]> {
	if (!(await limitsToCheck(context, itemIndex, ['totalBudget']))) return [];
	const amounts: KnownAmount[] = [];
	for (const id of ids) {
		const { order } = await fetchOrder(context, itemIndex, id);
		// An order that its impressions limit has no total that a copy could have.
		if (added === 0 && isBlank(order.ioTotalBudget)) continue;
		const name = `ioTotalBudget of insertion order ${id}${added > 0 ? ' with what is added' : ''}`;
		amounts.push(readAmount('totalBudget', name, order.ioTotalBudget, added));
	}
	return amounts;
}
