import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import type { KnownAmount } from '../../common/guard/spend';
import { isBlank } from '../../common/ground/values';
import { limitsToCheck, readAmount } from '../shared/limits';
import { BY_IMPRESSIONS } from './fields';
import { fetchOrder } from './orders';

/** Whether an order has no cap in money; the documents have two names for the sum. */
function isUncapped(order: IDataObject): boolean {
	const { isAutoSumIoTotalBudget, isBudgetAutoSum, ioBudgetTypeId, ioTotalBudget } = order;
	if (isAutoSumIoTotalBudget === true || isBudgetAutoSum === true) return true;
	return Number(ioBudgetTypeId) === BY_IMPRESSIONS && !(Number(ioTotalBudget) > 0);
}

/**
 * The total budgets of orders once `added` is added to them; none if nothing limits them.
 *
 * @throws InputError for an order without a total in money: it exceeds any limit
 */
export async function spendsAfterAdding(
	context: IExecuteFunctions,
	itemIndex: number,
	ids: string[],
	added: number,
): Promise<KnownAmount[]> {
	const limited = await limitsToCheck(context, itemIndex, ['totalBudget']);
	const amounts: KnownAmount[] = [];
	for (const id of limited.length > 0 ? ids : []) {
		const { order } = await fetchOrder(context, itemIndex, id);
		if (isUncapped(order) || isBlank(order.ioTotalBudget)) {
			throw new InputError(
				`The insertion order ${id} has no total budget of its own, but the credential limits total budgets`,
				"Nothing was sent. Give it a budget with Update, or empty 'Highest Total Budget' in the credential.",
			);
		}
		const name = `ioTotalBudget of insertion order ${id}${added > 0 ? ' with what is added' : ''}`;
		amounts.push(readAmount('totalBudget', name, order.ioTotalBudget, added));
	}
	return amounts;
}
