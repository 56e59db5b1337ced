import { isInteger, type JsonObject } from '../json';
import { okV2, Refusal, type Reply } from '../reply';
import { checkMoney, isSeconds } from './campaign-rules';
import { changeable, replaceRequest } from './campaign-update';
import { campaignIdsIn, refuse } from './campaign-values';
import { jsonBody, refuseUnknown, route, type Context, type Route } from './context';
import type { Campaign } from './state';

const MONEY = ['maxBid', 'totalBudget', 'dailyBudget'];
const COUNTS = ['totalImpressions', 'dailyImpressions', 'endTime'];
const BUDGET_KEYS = new Set([
	...MONEY,
	...COUNTS,
	'campaignIds',
	'budgetTypeId',
	'campaignTypeId',
	'totalBudgetUpdateType',
]);

/** The schema's words; only its description calls them "increase" and "decrease". */
const UPDATE_TYPES = ['change', 'addition', 'distribution'];

function checkBudgetBody(body: JsonObject): void {
	refuseUnknown(body, BUDGET_KEYS, 400);
	for (const key of MONEY) {
		const value = body[key];
		if (value === undefined) continue;
		if (typeof value !== 'number') refuse(`Invalid value for ${key}: expected a number.`, key);
		if (value < 0) refuse(`${key} can not be negative.`, key);
	}
	for (const key of COUNTS) {
		const value = body[key];
		if (value === undefined) continue;
		if (!isInteger(value) || value < 0) {
			refuse(`Invalid value for ${key}: expected an integer.`, key);
		}
	}
	if (body.endTime !== undefined && !isSeconds(body.endTime)) {
		refuse('Invalid end date, epoch seconds expected.', 'endTime');
	}
	if ((body.campaignTypeId ?? 1) !== 1) refuse('Invalid campaign Type provided', 'campaignTypeId');
	const type = body.totalBudgetUpdateType ?? 'change';
	if (!UPDATE_TYPES.includes(String(type))) {
		refuse('Invalid totalBudgetUpdateType.', 'totalBudgetUpdateType');
	}
	// Strictest reading: an update of nothing is an error.
	if (![...MONEY, ...COUNTS].some((key) => body[key] !== undefined)) {
		refuse('At least one field is required to update.');
	}
}

function endProblem(campaign: Campaign, end: number, now: number): string | undefined {
	const start = Number(campaign.request.startTime);
	if (end * 1000 <= now) return 'End date can not be less than current time.';
	if (end <= start) return 'End date can not be less than start date.';
	if (end - start >= 15 * 60) return undefined;
	return 'There should be at least 15 min difference between start date and end date.';
}

/** The campaign's fields after the update; throws what rules it out. */
function budgetChange(campaign: Campaign, body: JsonObject, count: number, now: number) {
	const { request } = campaign;
	const budgetTypeId = request.budgetTypeId ?? 1;
	if ((body.budgetTypeId ?? budgetTypeId) !== budgetTypeId) refuse('Invalid budget type provided');
	const counts = body.totalImpressions !== undefined || body.dailyImpressions !== undefined;
	if (counts && budgetTypeId !== 2) refuse('Invalid budget type provided');
	const changed: JsonObject = { ...request };
	const old = Number(request.budgetTotal ?? 0);
	const total = Number(body.totalBudget);
	if (body.totalBudget !== undefined) {
		// "addition: It will add budget to the current total budget", "distribution: It will distribute
		// given total budget in selected campaigns equally".
		if (body.totalBudgetUpdateType === 'addition') changed.budgetTotal = old + total;
		else if (body.totalBudgetUpdateType === 'distribution') changed.budgetTotal = total / count;
		else changed.budgetTotal = total;
	}
	const copies = [
		['dailyBudget', 'budgetDay'],
		['maxBid', 'maxBid'],
		['totalImpressions', 'totalImpressions'],
		['dailyImpressions', 'maxDayImpressions'],
		['endTime', 'endTime'],
	];
	for (const [from, to] of copies) {
		if (body[from] !== undefined) changed[to] = body[from];
	}
	const problem =
		body.endTime === undefined ? undefined : endProblem(campaign, Number(body.endTime), now);
	if (problem !== undefined) refuse(problem);
	checkMoney(changed);
	return changed;
}

function reasonFor(id: number, message: string, campaign?: Campaign): JsonObject {
	// The id is a text here and a number in modified_data.
	const campaignName = campaign ? campaign.request.campaignName : '';
	return { errorMessage: message, id: String(id), campaignName };
}

/**
 * PUT /api/v2/cmp/campaigns/update-budget: IQM OpenAPI cmp and v2-and-v3, "200okwithfalsestatus": some
 * campaigns are changed, others are in `reason`, and the HTTP status is 200 nevertheless.
 */
function updateBudget(context: Context): Reply {
	const body = jsonBody(context);
	const ids = campaignIdsIn(body, 'campaignIds');
	checkBudgetBody(body);
	const modified: JsonObject[] = [];
	const reason: JsonObject[] = [];
	for (const id of ids) {
		const campaign = changeable(id, context);
		if (!campaign) {
			reason.push(reasonFor(id, 'Invalid campaign id.'));
			continue;
		}
		try {
			const changed = budgetChange(campaign, body, ids.length, context.now);
			replaceRequest(campaign, changed, context);
			modified.push({ budgetDay: changed.budgetDay ?? null, campaignId: id });
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			reason.push(reasonFor(id, error.message, campaign));
		}
	}
	if (reason.length === 0) return okV2({ modified_data: modified, status: true });
	// The newer sample of a failure has no `modified_data`, the older one has both.
	return okV2({
		reason,
		...(modified.length > 0 ? { modified_data: modified } : {}),
		status: false,
	});
}

/**
 * PUT /api/v2/cmp/campaigns/update-end-date: IQM OpenAPI v2-and-v3. The answer is only a status.
 * Strictest reading: false if any of the campaigns keeps its end, without saying which or why.
 */
function updateEndDate(context: Context): Reply {
	const body = jsonBody(context);
	refuseUnknown(body, new Set(['campaignIds', 'endDate']), 400);
	const ids = campaignIdsIn(body, 'campaignIds');
	const { endDate } = body;
	if (endDate === undefined) refuse('endDate is required.');
	if (!isSeconds(endDate)) refuse('Invalid end date, epoch seconds expected.');
	let status = true;
	for (const id of ids) {
		const campaign = changeable(id, context);
		if (!campaign || endProblem(campaign, endDate, context.now) !== undefined) {
			status = false;
			continue;
		}
		replaceRequest(campaign, { ...campaign.request, endTime: endDate }, context);
	}
	return okV2({ status });
}

export const campaignBulkRoutes: Route[] = [
	route('PUT', '/api/v2/cmp/campaigns/update-budget', updateBudget),
	route('PUT', '/api/v2/cmp/campaigns/update-end-date', updateEndDate),
];
