import { isInteger, type JsonObject } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import {
	idList,
	idParam,
	jsonBody,
	refuseUnknown,
	route,
	type Context,
	type Route,
} from './context';
import { given, isMilliseconds, refuse } from './insertion-orders';
import { DELETED, orderStatusId, ownOrder } from './insertion-order-view';
import { isTimezone } from './master-lists';
import type { InsertionOrder } from './state';
import { campaignStatus } from './status';

// The schema's keys; the older sample also sends `ioBudgetTypeId`, which no table or schema has.
const UPDATE_KEYS = new Set([
	'ioName',
	'ioStartTime',
	'ioEndTime',
	'ioTotalBudget',
	'isAutoSumIoTotalBudget',
	'ioTimeZoneId',
	'ioTotalImpressions',
]);

/** The words are those for creating an order: none are documented for changing one. */
const AUTO_SUM = 'Cannot add budget on IO creation when isAutoSum flag is true.';

function checkBudget(body: JsonObject, merged: JsonObject): void {
	const { ioTotalBudget: budget, ioTotalImpressions: impressions } = body;
	const autoSum = merged.isAutoSumIoTotalBudget ?? true;
	if (typeof autoSum !== 'boolean' || body.isAutoSumIoTotalBudget === null) {
		refuse('Invalid isAutoSumIoTotalBudget, boolean expected.');
	}
	if ('ioTotalBudget' in body && (typeof budget !== 'number' || budget < 0)) {
		refuse('Invalid ioTotalBudget.');
	}
	if ('ioTotalImpressions' in body && (!isInteger(impressions) || impressions < 0)) {
		refuse('Invalid ioTotalImpressions.');
	}
	if (autoSum) {
		// "When true, do NOT include ioTotalBudget in the request." The sample beside it does.
		if ('ioTotalBudget' in body || 'ioTotalImpressions' in body) refuse(AUTO_SUM);
	} else if (body.isAutoSumIoTotalBudget === false) {
		if (merged.ioBudgetTypeId === 1 && !('ioTotalBudget' in body)) {
			refuse('Total budget is required.');
		}
		if (merged.ioBudgetTypeId === 2 && !('ioTotalImpressions' in body)) {
			refuse('Total impression should not be empty');
		}
	}
}

function checkTimes(body: JsonObject, merged: JsonObject, ioId: number, context: Context): void {
	for (const key of ['ioStartTime', 'ioEndTime']) {
		if (key in body && !isMilliseconds(body[key])) {
			refuse(`Invalid ${key}, epoch milliseconds expected.`);
		}
	}
	if (given(merged, 'ioEndTime') && Number(merged.ioEndTime) <= Number(merged.ioStartTime)) {
		refuse('End date can not be less than start date.');
	}
	// What holds when a campaign is made must still hold.
	const isLate = [...context.state.campaigns.values()].some(
		(campaign) =>
			Number(campaign.request.ioId) === ioId &&
			campaignStatus(campaign, context) !== 'deleted' &&
			Number(campaign.request.startTime) * 1000 < Number(merged.ioStartTime),
	);
	if ('ioStartTime' in body && isLate) refuse("Campaign start time can't be before IO start time");
}

/** PATCH /api/v3/cmp/io/{ioId}: IQM OpenAPI cmp, "edit the insertion order details". */
function update(context: Context): Reply {
	const order = ownOrder(idParam(context) ?? -1, context);
	if (!order || orderStatusId(order, context) === DELETED) refuse('Invalid ioId.');
	const body = jsonBody(context);
	refuseUnknown(body, UPDATE_KEYS, 422);
	const merged: JsonObject = { ...order.details, ...body };
	const { ioName } = merged;
	if (typeof ioName !== 'string' || ioName.trim() === '') {
		refuse("The field 'ioName' cannot be empty.");
	}
	if (ioName.length > 255) refuse("The field 'ioName' cannot be longer than 255 characters.");
	if ('ioTimeZoneId' in body && !isTimezone(body.ioTimeZoneId)) refuse('Invalid timezone.');
	checkTimes(body, merged, order.ioId, context);
	checkBudget(body, merged);
	order.details = merged;
	// A text, not an object.
	return okV3(`${ioName} saved successfully.`);
}

/**
 * The orders in a list of ids, all or none. Documented are the words for an empty list, for invalid
 * ids and "Forbidden!", presumably for orders of others.
 */
export function ordersIn(body: JsonObject, empty: string, context: Context): InsertionOrder[] {
	const ids = [...new Set(idList(body, 'ioIdsList', 422) ?? [])];
	if (ids.length === 0) refuse(empty);
	return ids.map((id) => {
		const order = ownOrder(id, context);
		if (!order && context.state.insertionOrders.has(id)) throw new Refusal(403, 'Forbidden!');
		if (!order || orderStatusId(order, context) === DELETED) refuse('Invalid IO ids.');
		return order;
	});
}

/** "from workspace/super" the organization is named; for an advertiser it can only be the own one. */
function checkOrganization(body: JsonObject, { options }: Context): void {
	if (body.ioOwId !== undefined && body.ioOwId !== options.owId) {
		throw new Refusal(403, 'Forbidden!');
	}
}

/** PATCH /api/v3/cmp/io/update-end-date: IQM OpenAPI v2-and-v3. */
function updateEndDate(context: Context): Reply {
	const body = jsonBody(context);
	// "ioTimezoneId": with a small z, unlike everywhere else.
	refuseUnknown(body, new Set(['ioIdsList', 'ioEndTime', 'ioTimezoneId', 'ioOwId']), 422);
	const orders = ordersIn(body, 'IO Ids list can not be empty.', context);
	checkOrganization(body, context);
	const { ioEndTime, ioTimezoneId } = body;
	if (!isMilliseconds(ioEndTime)) refuse('Invalid ioEndTime, epoch milliseconds expected.');
	// "if the end-date is updated the timezone id is a required field"
	if (!isTimezone(ioTimezoneId)) refuse('Invalid timezone.');
	if (orders.some(({ details }) => ioEndTime <= Number(details.ioStartTime))) {
		refuse('End date can not be less than start date.');
	}
	for (const order of orders) {
		order.details = { ...order.details, ioEndTime, ioTimeZoneId: ioTimezoneId };
	}
	return okV3('EndDate updated successfully');
}

const BUDGET_KEYS = new Set([
	'ioIdsList',
	'budget',
	'ioTotalImpressions',
	'budgetUpdateType',
	'ioOwId',
	'ioBudgetTypeId',
]);

/** PATCH /api/v3/cmp/io/update-budget: IQM OpenAPI v2-and-v3; "budget" or "ioTotalImpressions". */
function updateBudget(context: Context): Reply {
	const body = jsonBody(context);
	refuseUnknown(body, BUDGET_KEYS, 422);
	const orders = ordersIn(body, 'IO list can not be empty.', context);
	checkOrganization(body, context);
	const { budget, ioTotalImpressions: impressions, budgetUpdateType: type } = body;
	if (type !== 'set' && type !== 'add') refuse('Invalid budget update type provided');
	if (budget === undefined && impressions === undefined) refuse('Total budget is required.');
	if (budget !== undefined && impressions !== undefined) refuse('Invalid budget type provided');
	if (budget !== undefined && (typeof budget !== 'number' || budget < 0)) {
		refuse('Invalid budget.');
	}
	if (impressions !== undefined && (!isInteger(impressions) || impressions < 0)) {
		refuse('Invalid ioTotalImpressions.');
	}
	const typeId = budget === undefined ? 2 : 1;
	const given = body.ioBudgetTypeId ?? typeId;
	if (given !== typeId || orders.some(({ details }) => details.ioBudgetTypeId !== typeId)) {
		refuse('Invalid budget type provided');
	}
	if (orders.some(({ details }) => details.isAutoSumIoTotalBudget === true)) refuse(AUTO_SUM);
	const [key, value] =
		typeId === 1 ? ['ioTotalBudget', budget] : ['ioTotalImpressions', impressions];
	for (const order of orders) {
		const old = type === 'add' ? Number(order.details[String(key)] ?? 0) : 0;
		order.details = { ...order.details, [String(key)]: old + Number(value) };
	}
	return okV3('Budget updated successfully');
}

export const insertionOrderUpdateRoutes: Route[] = [
	route('PATCH', '/api/v3/cmp/io/{ioId}', update),
	route('PATCH', '/api/v3/cmp/io/update-end-date', updateEndDate),
	route('PATCH', '/api/v3/cmp/io/update-budget', updateBudget),
];
