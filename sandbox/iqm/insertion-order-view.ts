import type { JsonObject } from '../json';
import type { Context } from './context';
import type { InsertionOrder } from './state';
import { campaignStatus } from './status';

/** static/io/status/list: 1 active, 2 expired, 3 deleted. */
export const ACTIVE = 1;
export const EXPIRED = 2;
export const DELETED = 3;

/** An order of the organization that is logged in. */
export function ownOrder(ioId: number, { state, options }: Context): InsertionOrder | undefined {
	const order = state.insertionOrders.get(ioId);
	return (order?.details.owId ?? options.owId) === options.owId ? order : undefined;
}

export function orderStatusId({ details }: InsertionOrder, { now }: Context): number {
	if (details.ioStatusId === DELETED) return DELETED;
	const end = Number(details.ioEndTime ?? 0);
	return end > 0 && now >= end ? EXPIRED : ACTIVE;
}

/** Campaigns that an order's sum includes: neither drafts nor deleted ones. */
function counted(ioId: number, context: Context) {
	return [...context.state.campaigns.values()].filter(
		(campaign) =>
			Number(campaign.request.ioId) === ioId &&
			!['draft', 'deleted'].includes(campaignStatus(campaign, context)),
	);
}

/** An order's present details: its status follows the clock, its sum the campaigns. */
export function orderDetails(order: InsertionOrder, context: Context): JsonObject {
	const { details } = order;
	const shown: JsonObject = { ...details, ioStatusId: orderStatusId(order, context) };
	// "Whether the IO total budget is auto-summed from campaign budgets"
	if (details.isAutoSumIoTotalBudget !== true) return shown;
	const sum = (key: string) =>
		counted(order.ioId, context).reduce(
			(total, { request }) => total + Number(request[key] ?? 0),
			0,
		);
	if (details.ioBudgetTypeId === 2)
		return { ...shown, ioTotalImpressions: sum('totalImpressions') };
	return { ...shown, ioTotalBudget: sum('budgetTotal') };
}
