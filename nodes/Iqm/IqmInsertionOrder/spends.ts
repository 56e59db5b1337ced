import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import type { KnownAmount } from '../../common/guard/spend';
import { isBlank } from '../../common/ground/values';
import { limitsToCheck, readAmount } from '../shared/limits';
import { BY_IMPRESSIONS, LABELS } from './fields';
import { fetchOrder } from '../shared/oneOrder';

/** Whether an order has no cap in money; the documents have two names for the sum. */
function isUncapped(order: IDataObject): boolean {
	const { isAutoSumIoTotalBudget, isBudgetAutoSum, ioBudgetTypeId, ioTotalBudget } = order;
	if (isAutoSumIoTotalBudget === true || isBudgetAutoSum === true) return true;
	return Number(ioBudgetTypeId) === BY_IMPRESSIONS && !(Number(ioTotalBudget) > 0);
}

/**
 * The total budget that a copy of an order will have; none if nothing limits it.
 *
 * @throws InputError for an order without a total in money: it exceeds any limit
 */
export async function spendsOfCopy(
	context: IExecuteFunctions,
	itemIndex: number,
	id: string,
): Promise<KnownAmount[]> {
	const limited = await limitsToCheck(context, itemIndex, ['totalBudget']);
	if (limited.length === 0) return [];
	const { order } = await fetchOrder(context, itemIndex, id);
	if (isUncapped(order) || isBlank(order.ioTotalBudget)) {
		throw new InputError(
			`The insertion order ${id} has no total budget of its own, but the credential limits total budgets`,
			"Nothing was sent. Set a budget with Update, or clear 'Total Budget Limit' in the credential.",
		);
	}
	return [readAmount('totalBudget', `${LABELS.ioTotalBudget} of insertion order ${id}`, order.ioTotalBudget)];
}
