import type { IExecuteFunctions } from 'n8n-workflow';

import type { KnownAmount } from '../../common/spend';
import { limitsToCheck } from '../shared/limits';
import { fetchOrder } from './orders';

/** The total budgets of orders, `added` on top of what they have; none where nothing limits them. */
export async function spendsAfterAdding(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
	added: number,
): Promise<KnownAmount[]> {
	if (!(await limitsToCheck(context, itemIndex))) return [];
	const amounts: KnownAmount[] = [];
	for (const id of ids) {
		const { order } = await fetchOrder(context, itemIndex, id);
		amounts.push({
			spend: 'totalBudget',
			name: `ioTotalBudget of insertion order ${id}${added > 0 ? ' with what is added' : ''}`,
			value: Number(order.ioTotalBudget) + added,
		});
	}
	return amounts;
}
