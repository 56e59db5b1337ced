import { isObject, type JsonObject } from '../json';
import { okV2, type Reply } from '../reply';
import { isSeconds } from './campaign-rules';
import { changeable, replaceRequest } from './campaign-update';
import { campaignIdsIn, refuse } from './campaign-values';
import { jsonBody, refuseUnknown, route, type Context, type Route } from './context';
import { addDecision, type Campaign, type CampaignStatus } from './state';
import { campaignStatus, resumed } from './status';

const BODY_KEYS = new Set([
	'campaignIds',
	'status',
	'rejectionReason',
	'endDate',
	'adCategoryIds',
	'campaignAdCategories',
]);

const TARGETS = ['running', 'paused', 'deleted', 'rejected'] as const;

type Target = (typeof TARGETS)[number];

function isCsv(value: unknown): boolean {
	return typeof value === 'string' && /^\d+(,\d+)*$/.test(value);
}

function checkCategories({ adCategoryIds, campaignAdCategories: map }: JsonObject): void {
	if (adCategoryIds !== undefined && !isCsv(adCategoryIds)) {
		refuse('Invalid ad category ids.', 'adCategoryIds');
	}
	if (map === undefined) return;
	// "Key is campaignId and value is map with key as 'adCategoryIds'"
	const fits =
		isObject(map) &&
		Object.entries(map).every(
			([id, value]) => /^\d+$/.test(id) && isObject(value) && isCsv(value.adCategoryIds),
		);
	if (!fits) refuse('Invalid campaign ad categories.', 'campaignAdCategories');
}

function readTarget(body: JsonObject): Target {
	const target = TARGETS.find((word) => word === body.status);
	// "`draft` is NOT a valid target status -- passing it throws a 400 (Invalid status)."
	if (target === undefined) refuse('Invalid status');
	const reason = body.rejectionReason;
	if (reason !== undefined && typeof reason !== 'string') {
		refuse('Invalid rejection reason.', 'rejectionReason');
	}
	// The rule comes from the creatives, whose words speak of creatives.
	if (target === 'rejected' && !reason?.trim()) {
		refuse('Rejection reason not provided.', 'rejectionReason');
	}
	return target;
}

/** A campaign's new status; undefined if the requested one is impossible. */
function outcome(campaign: Campaign, target: Target, context: Context): CampaignStatus | undefined {
	const current = campaignStatus(campaign, context);
	const { approvalAccess } = context.options;
	const isLive = ['pending', 'running', 'paused'].includes(current);
	switch (target) {
		case 'deleted':
			return 'deleted';
		case 'paused':
			return isLive ? 'paused' : undefined;
		case 'rejected':
			return isLive && approvalAccess ? 'rejected' : undefined;
		case 'running':
			if (current === 'running') return 'running';
			if (current === 'paused') return approvalAccess ? 'running' : resumed(campaign, context);
			// Running a waiting or refused campaign means approving it.
			return ['pending', 'rejected'].includes(current) && approvalAccess ? 'running' : undefined;
	}
}

/**
 * PUT /api/v2/cmp/campaigns/update-status: IQM OpenAPI cmp, "Update Campaign Status". The document
 * does not say what happens to ids that can't be updated. Strictly, and as with audiences that can't
 * be deleted: a success from which they are missing.
 */
function updateStatus(context: Context): Reply {
	const { now } = context;
	const body = jsonBody(context);
	refuseUnknown(body, BODY_KEYS, 400);
	const ids = campaignIdsIn(body, 'campaignIds');
	const target = readTarget(body);
	checkCategories(body);
	const { endDate } = body;
	if (endDate !== undefined) {
		if (!isSeconds(endDate)) refuse('Invalid end date, epoch seconds expected.', 'endDate');
		if (endDate * 1000 <= now) refuse('End date can not be less than current time.', 'endDate');
	}
	const updatedData: JsonObject[] = [];
	for (const id of ids) {
		const campaign = changeable(id, context);
		if (!campaign) continue;
		const { request } = campaign;
		if (endDate !== undefined && Number(endDate) <= Number(request.startTime)) continue;
		// The end first: with a later one, an expired campaign regains its former status.
		if (endDate !== undefined) campaign.request = { ...request, endTime: endDate };
		const status = outcome(campaign, target, context);
		if (status === undefined) {
			campaign.request = request;
			continue;
		}
		const before = campaignStatus(campaign, context);
		if (status !== before) {
			const reason = typeof body.rejectionReason === 'string' ? body.rejectionReason : undefined;
			addDecision(campaign, { at: now, status, before, ...(reason ? { reason } : {}) });
		}
		replaceRequest(campaign, campaign.request, context);
		updatedData.push({ campaignId: id, status });
	}
	return okV2({ updatedData, status: true });
}

export const campaignStatusRoutes: Route[] = [
	route('PUT', '/api/v2/cmp/campaigns/update-status', updateStatus),
];
