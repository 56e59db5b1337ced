import { isInteger, type JsonObject } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { idParam, jsonBody, refuseUnknown, route, type Context, type Route } from './context';
import { orderDetails, ownOrder } from './insertion-order-view';
import { isTimezone } from './master-lists';

/** Plausible epoch milliseconds (2001 to 5138): seconds are three digits short. */
export function isMilliseconds(value: unknown): value is number {
	return isInteger(value) && value >= 1e12 && value < 1e14;
}

const ADD_KEYS = new Set([
	'ioId',
	'ioName',
	'owId',
	'createdByUowId',
	'modifiedByUowId',
	'ioStartTime',
	'ioEndTime',
	'ioTotalBudget',
	'ioTimeZoneId',
	'isAutoSumIoTotalBudget',
	'ioBudgetDistributionMethodId',
	'ioBudgetTypeId',
	'ioTotalImpressions',
	'ioStatusId',
	// The table of "Create a Campaign", step 2, has this spelling; the TypeScript next to it does not.
	'ioStatusID',
	'ioNextPerformanceCheck',
	'ioLastPriorityShift',
	'ioCurrentPriority',
	'isIoPrioritise',
]);

export function refuse(message: string): never {
	throw new Refusal(422, message);
}

export function given(body: JsonObject, key: string): boolean {
	return body[key] !== undefined && body[key] !== null;
}

/** "Create a Campaign" quickstart, step 2 (request schema), and the Campaign API guidelines. */
function checkAdd(body: JsonObject): void {
	refuseUnknown(body, ADD_KEYS, 422);
	const { ioName, ioStartTime, ioEndTime, ioBudgetTypeId, ioTotalBudget } = body;
	// Documented word for word: 422 "The field 'ioName' cannot be empty."
	if (typeof ioName !== 'string' || ioName.trim() === '') {
		refuse("The field 'ioName' cannot be empty.");
	}
	if (ioName.length > 255) refuse("The field 'ioName' cannot be longer than 255 characters.");
	if (!given(body, 'ioStartTime')) refuse("The field 'ioStartTime' cannot be empty.");
	// "Unix epoch timestamp (in milliseconds) of IO start time"
	if (!isMilliseconds(ioStartTime)) refuse('Invalid ioStartTime, epoch milliseconds expected.');
	// The schema does not require it, and an answer without an end shows `"ioEndTime": null`.
	// Strictly, null in a request is not an integer, and the schema does not say "nullable", as it
	// does for another field.
	if (ioEndTime !== undefined) {
		if (!isMilliseconds(ioEndTime)) refuse('Invalid ioEndTime, epoch milliseconds expected.');
		if (ioEndTime <= ioStartTime) refuse('End date can not be less than start date.');
	}
	// 1 = budget, 2 = impression: static/campaign/budget-type
	if (ioBudgetTypeId !== 1 && ioBudgetTypeId !== 2) refuse('Invalid budget type provided');
	if (given(body, 'ioTimeZoneId') && !isTimezone(body.ioTimeZoneId)) refuse('Invalid timezone.');
	const method = body.ioBudgetDistributionMethodId;
	if (given(body, 'ioBudgetDistributionMethodId') && method !== 1 && method !== 2) {
		refuse('Invalid budget distribution method provided');
	}
	for (const key of ['ioStatusId', 'ioStatusID']) {
		// Strictest reading: an order that is created expired (2) or deleted (3) makes no sense.
		if (given(body, key) && body[key] !== 1) refuse('Invalid IO status provided');
	}
	checkBudget(body, ioTotalBudget, ioBudgetTypeId);
}

function checkBudget(body: JsonObject, budget: unknown, budgetTypeId: 1 | 2): void {
	const autoSum = body.isAutoSumIoTotalBudget ?? true;
	if (typeof autoSum !== 'boolean') refuse('Invalid isAutoSumIoTotalBudget, boolean expected.');
	if (autoSum) {
		// Documented word for word; the flag defaults to true.
		if (given(body, 'ioTotalBudget')) {
			refuse('Cannot add budget on IO creation when isAutoSum flag is true.');
		}
		// Strictest reading: the same applies to impressions; no document says so.
		if (given(body, 'ioTotalImpressions')) {
			refuse('Cannot add impressions on IO creation when isAutoSum flag is true.');
		}
		return;
	}
	if (given(body, 'ioTotalBudget') && (typeof budget !== 'number' || budget < 0)) {
		refuse('Invalid ioTotalBudget.');
	}
	const impressions = body.ioTotalImpressions;
	if (given(body, 'ioTotalImpressions') && (!isInteger(impressions) || impressions < 0)) {
		refuse('Invalid ioTotalImpressions.');
	}
	// The words are those of the same rules for campaigns.
	if (budgetTypeId === 1 && !given(body, 'ioTotalBudget')) refuse('Total budget is required.');
	if (budgetTypeId === 2 && !given(body, 'ioTotalImpressions')) {
		refuse('Total impression should not be empty');
	}
}

/** POST /api/v3/cmp/io/add: "Create a Campaign" quickstart, step 2. */
function add(context: Context): Reply {
	const { state, options, now } = context;
	const body = jsonBody(context);
	checkAdd(body);
	const ioId = state.nextId('io');
	const autoSum = body.isAutoSumIoTotalBudget ?? true;
	const details: JsonObject = {
		ioId,
		ioName: body.ioName,
		owId: options.owId,
		createdByUowId: 188494,
		modifiedByUowId: 188494,
		ioStartTime: body.ioStartTime,
		ioEndTime: body.ioEndTime ?? null,
		// The quickstart's answer: 0 while the budget is the sum of campaigns that do not exist yet.
		ioTotalBudget: autoSum ? 0 : (body.ioTotalBudget ?? 0),
		ioTimeZoneId: body.ioTimeZoneId ?? null,
		isAutoSumIoTotalBudget: autoSum,
		ioBudgetDistributionMethodId: body.ioBudgetDistributionMethodId ?? null,
		ioBudgetTypeId: body.ioBudgetTypeId,
		ioTotalImpressions: body.ioTotalImpressions ?? null,
		ioStatusId: 1,
		ioNextPerformanceCheck: null,
		ioLastPriorityShift: null,
		ioCurrentPriority: null,
		isIoPrioritise: false,
	};
	const order = { ioId, request: body, details, madeAt: now };
	state.insertionOrders.set(ioId, order);
	return okV3(orderDetails(order, context));
}

/** GET /api/v3/cmp/io/{ioId}: Campaign API guidelines, "Get Insertion Order Details". */
function get(context: Context): Reply {
	const order = ownOrder(idParam(context) ?? -1, context);
	if (!order) throw new Refusal(422, 'Invalid insertion order id.');
	// Strictest reading: no document says that deleted orders are gone, and there is a status for
	// them.
	return okV3(orderDetails(order, context));
}

export const insertionOrderRoutes: Route[] = [
	route('POST', '/api/v3/cmp/io/add', add),
	route('GET', '/api/v3/cmp/io/{ioId}', get),
];
