import { isInteger, type JsonObject } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { canBeCopied, copyCampaign } from './campaign-duplicate';
import { idList, isOwn, jsonBody, refuseUnknown, route, type Context, type Route } from './context';
import { isMilliseconds, refuse } from './insertion-orders';
import { DELETED, EXPIRED, orderStatusId, ownOrder } from './insertion-order-view';
import { ordersIn } from './insertion-order-update';
import { isTimezone } from './master-lists';
import { addDecision, type Campaign, type InsertionOrder } from './state';
import { campaignStatus } from './status';

const DUPLICATE_KEYS = new Set([
	'ioId',
	'ioStartTime',
	'ioEndTime',
	'ioTimeZoneId',
	'ioExistingCampaignIds',
]);

function sourceOrder(body: JsonObject, context: Context): InsertionOrder {
	if (!isInteger(body.ioId)) refuse('Invalid ioId.');
	const order = ownOrder(body.ioId, context);
	if (!order && context.state.insertionOrders.has(body.ioId)) throw new Refusal(403, 'Forbidden!');
	if (!order || orderStatusId(order, context) === DELETED) refuse('Invalid ioId.');
	return order;
}

/** Checks the times; returns the end of the copy. */
function checkTimes(body: JsonObject, order: InsertionOrder, context: Context): number | null {
	const { ioStartTime: start, ioEndTime: end } = body;
	// The trailing blank is the document's.
	if (start === undefined || start === null) refuse('Start date is mandatory ');
	if (!isMilliseconds(start)) refuse('Invalid ioStartTime, epoch milliseconds expected.');
	if (start < context.now) refuse('Start date can not be less than current time.');
	if ('ioTimeZoneId' in body && !isTimezone(body.ioTimeZoneId)) refuse('Invalid timezone.');
	const isExpired = orderStatusId(order, context) === EXPIRED;
	if (isExpired && (end === undefined || end === null)) {
		refuse('End date is mandatory for expired IO');
	}
	if (end !== undefined && !isMilliseconds(end)) {
		refuse('Invalid ioEndTime, epoch milliseconds expected.');
	}
	// "duplicate io without end date". Strictest reading: the copy then has no end at all.
	if (end === undefined) return null;
	if (end <= start) refuse('End date can not be less than start date.');
	return end;
}

/** The campaigns to copy: of this order, with the statuses that the document names. */
function sources(body: JsonObject, order: InsertionOrder, context: Context): Campaign[] {
	if (!Array.isArray(body.ioExistingCampaignIds)) {
		// "omitting it previously produced a generic `500 "Server encountered an error !"`"
		throw new Refusal(500, 'server encountered an error !');
	}
	const ids = [...new Set(idList(body, 'ioExistingCampaignIds', 422) ?? [])];
	const found = ids.map((id) => {
		const campaign = context.state.campaigns.get(id);
		if (!isOwn(campaign, context) || Number(campaign.request.ioId) !== order.ioId) {
			refuse('Invalid campaign IDs provided');
		}
		return campaign;
	});
	// Strictest reading: drafts and deleted campaigns are simply not copied.
	return found.filter((campaign) => canBeCopied(campaign, context));
}

/** POST /api/v3/cmp/io/duplicate: IQM OpenAPI cmp, "This method duplicates single IO". */
function duplicate(context: Context): Reply {
	const { state, now } = context;
	const body = jsonBody(context);
	refuseUnknown(body, DUPLICATE_KEYS, 422);
	const order = sourceOrder(body, context);
	const ioEndTime = checkTimes(body, order, context);
	const campaigns = sources(body, order, context);
	const ioId = state.nextId('io');
	const ioStartTime = Number(body.ioStartTime);
	const details: JsonObject = {
		...order.details,
		ioId,
		ioName: `${String(order.details.ioName)} copy`,
		ioStartTime,
		ioEndTime,
		ioTimeZoneId: body.ioTimeZoneId ?? order.details.ioTimeZoneId ?? null,
		ioStatusId: 1,
	};
	state.insertionOrders.set(ioId, { ioId, request: body, details, madeAt: now });
	const duplicatedCampaignIds = campaigns.map((campaign) => {
		const { startTime: from, endTime: to } = campaign.request;
		const startTime = Math.ceil(ioStartTime / 1000);
		const length = Number(to ?? 0) - Number(from);
		// No document says when the copies run: here for as long as before, from the new start.
		return copyCampaign(
			campaign,
			{ ioId, startTime, ...(length > 0 ? { endTime: startTime + length } : {}) },
			context,
		);
	});
	// The older sample spells the second one "duplicatedIOId".
	return okV3({ duplicatedCampaignIds, duplicatedIoId: ioId });
}

/**
 * POST /api/v3/cmp/io/delete: IQM OpenAPI cmp, "Update IO status to delete along with campaigns
 * attached to it". `owIdsList` is "ignored if supplied".
 */
function remove(context: Context): Reply {
	const { state, now } = context;
	const body = jsonBody(context);
	refuseUnknown(body, new Set(['ioIdsList', 'owIdsList']), 422);
	idList(body, 'owIdsList', 422);
	const orders = ordersIn(body, 'Invalid IO ids.', context);
	for (const order of orders) {
		order.details = { ...order.details, ioStatusId: DELETED };
		for (const campaign of state.campaigns.values()) {
			if (Number(campaign.request.ioId) !== order.ioId) continue;
			const before = campaignStatus(campaign, context);
			if (before !== 'deleted') addDecision(campaign, { at: now, status: 'deleted', before });
		}
	}
	return okV3(`${orders.length} Insertion Orders deleted successfully`);
}

export const insertionOrderCopyRoutes: Route[] = [
	route('POST', '/api/v3/cmp/io/duplicate', duplicate),
	route('POST', '/api/v3/cmp/io/delete', remove),
];
