import { isInteger, type JsonObject } from '../json';
import { okV2, Refusal, type Reply } from '../reply';
import { orderOf } from './campaign-rules';
import { campaignIdsIn, refuse } from './campaign-values';
import { isOwn, jsonBody, refuseUnknown, route, type Context, type Route } from './context';
import { isTimezone } from './master-lists';
import type { Campaign, InsertionOrder } from './state';
import { campaignStatus } from './status';

const BODY_KEYS = new Set([
	'existingCampaignIds',
	'ioId',
	'startDate',
	'endDate',
	'timeZoneId',
	'campaignTypeId',
	'pgDealIds',
]);

const MINUTES_15 = 15 * 60;
const TOO_SHORT = 'There should be at least 15 min difference between start date and end date.';

/**
 * Statuses of campaigns that the insertion order's duplicate copies: the others are not campaigns yet,
 * or no longer.
 */
const COPIED = ['running', 'paused', 'pending', 'expired', 'rejected'];

export function canBeCopied(
	campaign: Campaign | undefined,
	context: Context,
): campaign is Campaign {
	return isOwn(campaign, context) && COPIED.includes(campaignStatus(campaign, context));
}

/** Makes a copy that waits for its approval, as every new campaign does. */
export function copyCampaign(source: Campaign, changes: JsonObject, context: Context): number {
	const { state, now } = context;
	const id = state.nextId('campaign');
	// A sample of update-budget has a campaign called "CMP 0002 copy ".
	const campaignName = `${String(source.request.campaignName)} copy`;
	const request = { ...source.request, campaignName, ...changes };
	state.campaigns.set(id, { id, request, madeAt: now });
	return id;
}

/** The documented 400s, in the order of the schema. */
function checkBody(body: JsonObject, now: number): { start: number; end: number } {
	refuseUnknown(body, BODY_KEYS, 400);
	const start = body.startDate;
	// "omitting it (or a value <= 0) returns a clean 400"
	if (!isInteger(start) || start <= 0) refuse('startDate is required.');
	// Milliseconds would be a start in the far future; strictly, they are refused.
	if (start >= 1e10) refuse('Invalid start date, epoch seconds expected.');
	if (start * 1000 < now) refuse('Start date can not be less than current time.');
	const end = body.endDate ?? 0;
	if (!isInteger(end) || end < 0) {
		refuse(
			'End date value must be zero or more, except for budget pacing off campaigns where it can be zero.',
		);
	}
	if (end > 0 && end < start) refuse('End date can not be less than start date.');
	if (end > 0 && end - start < MINUTES_15) refuse(TOO_SHORT);
	if (end >= 1e10) refuse('Invalid end date, epoch seconds expected.');
	if ('timeZoneId' in body && !isTimezone(body.timeZoneId)) refuse('Invalid timezone.');
	if ((body.campaignTypeId ?? 1) !== 1 || body.pgDealIds !== undefined) {
		refuse('Invalid campaign Type provided');
	}
	return { start, end };
}

function problemOf(
	source: Campaign,
	order: InsertionOrder,
	{ start, end }: { start: number; end: number },
): string | undefined {
	const { request } = source;
	if ((request.budgetTypeId ?? 1) !== order.details.ioBudgetTypeId) {
		return 'IO and campaign budget type should be same';
	}
	if (start * 1000 < Number(order.details.ioStartTime)) {
		return "Campaign start time can't be before IO start time";
	}
	if (end > 0) return undefined;
	// "0 keeps the source campaign's existing end date. Not valid when the source campaign … no end
	// date of its own"
	const kept = Number(request.endTime ?? 0);
	if (kept === 0) return 'Campaigns with budget Pacing require an end date.';
	if (kept < start) return 'End date can not be less than start date.';
	return kept - start < MINUTES_15 ? TOO_SHORT : undefined;
}

/**
 * POST /api/v2/cmp/campaigns/duplicate: IQM OpenAPI cmp. Problems with single campaigns are "named
 * per-campaign-ID in the response's reason array". Strictly, the others are already copied then.
 */
function duplicate(context: Context): Reply {
	const { state, now } = context;
	const body = jsonBody(context);
	const ids = campaignIdsIn(body, 'existingCampaignIds');
	const times = checkBody(body, now);
	if (body.ioId === undefined || body.ioId === null) {
		// "omitting it previously caused a raw, unhandled Java exception (including internal
		// class/method names) to leak through the response"
		const leak = 'because the return value of "CampaignDuplicateRequestVO.getIoId()" is null';
		throw new Refusal(500, `Cannot invoke "java.lang.Integer.intValue()" ${leak}`);
	}
	if (!isInteger(body.ioId)) refuse('Invalid value for ioId: expected an integer.');
	const order = orderOf(body, context);
	const made: number[] = [];
	const reason: JsonObject[] = [];
	for (const id of ids) {
		const source = state.campaigns.get(id);
		const isThere = canBeCopied(source, context);
		const problem = isThere ? problemOf(source, order, times) : 'Invalid campaign id.';
		if (!isThere || problem !== undefined) {
			const campaignName = isThere ? source.request.campaignName : '';
			reason.push({ errorMessage: problem ?? '', id: String(id), campaignName });
			continue;
		}
		const changes: JsonObject = { ioId: order.ioId, startTime: times.start };
		if (times.end > 0) changes.endTime = times.end;
		if (body.timeZoneId !== undefined) changes.timezone = body.timeZoneId;
		made.push(copyCampaign(source, changes, context));
	}
	if (reason.length === 0) return okV2({ duplicatedCampaignIds: made, status: true });
	return okV2({ reason, duplicatedCampaignIds: made, status: false });
}

export const campaignDuplicateRoutes: Route[] = [
	route('POST', '/api/v2/cmp/campaigns/duplicate', duplicate),
];
