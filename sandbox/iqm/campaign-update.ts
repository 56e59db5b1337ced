import type { JsonObject } from '../json';
import { okV2, okV3, Refusal, type Reply } from '../reply';
import { AUDIENCE_FIELDS, REQUIRED_FIELDS } from './campaign-fields';
import { checkFrequency } from './campaign-frequency';
import {
	checkAudiences,
	checkBasics,
	checkCreatives,
	checkExtras,
	checkMoney,
	checkOrder,
	checkTimes,
	orderOf,
} from './campaign-rules';
import { checkTargets } from './campaign-targets';
import { checkFields, idsIn, refuse } from './campaign-values';
import {
	idParam,
	isOwn,
	jsonBody,
	refuseUnknown,
	route,
	type Context,
	type Route,
} from './context';
import { addDecision, type Campaign } from './state';
import { campaignStatus } from './status';

/** A campaign that can still be changed; deleted ones remain visible in lists. */
export function changeable(id: number | undefined, context: Context): Campaign | undefined {
	const campaign = context.state.campaigns.get(id ?? -1);
	if (!isOwn(campaign, context)) return undefined;
	return campaignStatus(campaign, context) === 'deleted' ? undefined : campaign;
}

/** Applies a checked request. */
export function replaceRequest(campaign: Campaign, request: JsonObject, { now }: Context): void {
	campaign.request = request;
	campaign.modifiedAt = now;
}

/**
 * What POST has and PATCH lacks: IQM OpenAPI cmp, `EditCampaignRequestVO` ("lacks create-only fields
 * such as allowedMinBid/templateId").
 */
const CREATE_ONLY = ['allowedMinBid', 'creativeTargetingSegmentIds', 'isCustomAudienceTargeted'];

/** The statuses that schemas of campaign updates list; they say that "draft" fails. */
const STATUS_WORDS = ['running', 'paused', 'deleted', 'completed', 'pending'];

function merge(campaign: Campaign, changes: JsonObject): JsonObject {
	const { request } = campaign;
	const merged: JsonObject = { ...request, ...changes };
	// Only relevant in the first request; the actual status is kept separately.
	delete merged.status;
	const turnsOn = changes.totalBudgetPacing === true && request.totalBudgetPacing !== true;
	// Nobody who turns pacing on can remove a daily budget by PATCH, so the old one goes by itself.
	if (turnsOn && !('budgetDay' in changes)) delete merged.budgetDay;
	return merged;
}

/**
 * PATCH /api/v2/cmp/campaign/{campaignId}: IQM OpenAPI cmp, "Update campaign". "If campaign is in
 * DRAFT mode that this api will automatically update status from DRAFT to PENDING. In all other
 * cases it will not update status."
 */
function update(context: Context): Reply {
	const { now } = context;
	const campaign = changeable(idParam(context), context);
	if (!campaign) throw new Refusal(400, 'Invalid campaign id.');
	const { id, status, ...changes } = jsonBody(context);
	if (id !== undefined && id !== campaign.id) refuse('Invalid campaign id.', 'id');
	const stray = CREATE_ONLY.find((name) => name in changes);
	if (stray !== undefined) refuse(`Unrecognized field '${stray}'.`, stray);
	// Strictest reading: the table lists a status, but it changes nothing.
	if (status !== undefined && !STATUS_WORDS.includes(String(status))) {
		refuse('Invalid status.', 'status');
	}
	const isDraft = campaignStatus(campaign, context) === 'draft';
	const merged = merge(campaign, changes);
	const fresh = isDraft ? merged : changes;
	const has = (...keys: string[]) => keys.some((key) => key in fresh);
	checkFields(merged);
	checkBasics(merged);
	const order = checkOrder(merged, context);
	checkMoney(merged);
	const startIsNew = isDraft || merged.startTime !== campaign.request.startTime;
	checkTimes(merged, order, now, startIsNew);
	if (has('endTime') && Number(merged.endTime) * 1000 <= now) {
		refuse('End date can not be less than current time.', 'endTime');
	}
	if (has('creativeIds', 'creativeType')) checkCreatives(merged, context);
	if (has(...AUDIENCE_FIELDS)) checkAudiences(fresh, context);
	checkTargets(fresh);
	checkFrequency(merged);
	checkExtras(merged);
	replaceRequest(campaign, merged, context);
	if (isDraft) addDecision(campaign, { at: now, status: 'pending' });
	return okV2(
		{
			data: campaign.id,
			message: 'Campaign saved successfully.',
			status: campaignStatus(campaign, context),
		},
		201,
		200,
	);
}

/** "only `startTime` is required beyond the base 10 fields" */
const DRAFT_FIELDS = REQUIRED_FIELDS.filter(
	(name) => !['budgetTotal', 'timezone', 'startTime', 'creativeIds'].includes(name),
);

/** Drafts are lenient, but not where the documents say so. */
function checkDraft(body: JsonObject, context: Context): void {
	checkFields(body, DRAFT_FIELDS);
	// "omitting it produces the same generic 500 "Error in saving campaign.", not a field-named error"
	if (body.startTime === undefined || idsIn(body.creativeIds).length === 0) {
		throw new Refusal(500, 'Error in saving campaign.');
	}
	checkBasics(body, 'draft');
	orderOf(body, context);
	for (const id of idsIn(body.creativeIds)) {
		if (!isOwn(context.state.creatives.get(id), context)) {
			refuse(`Invalid creative ids: ${id}`, 'creativeIds');
		}
	}
	checkAudiences(body, context);
	checkTargets(body);
	checkFrequency(body);
}

/** POST /api/v2/cmp/campaigns/draft/add: IQM OpenAPI cmp, "Save Campaign as a draft". */
function addDraft(context: Context): Reply {
	const { state, now } = context;
	const body = jsonBody(context);
	checkDraft(body, context);
	const id = state.nextId('campaign');
	const decisions = [{ at: now, status: 'draft' as const }];
	state.campaigns.set(id, { id, request: body, madeAt: now, decisions });
	return okV2({ data: id, message: 'Campaign saved successfully.', status: 'draft' }, 201, 200);
}

/**
 * PUT /api/v2/cmp/campaign/draft/{campaignId}: IQM OpenAPI cmp, "Update draft campaign". Its schema
 * requires the same as for a new draft, so it replaces; strictest reading: fields left out are gone.
 */
function updateDraft(context: Context): Reply {
	const campaign = changeable(idParam(context), context);
	if (!campaign || campaignStatus(campaign, context) !== 'draft') {
		throw new Refusal(400, 'Invalid campaign id.');
	}
	const { id, ...body } = jsonBody(context);
	if (id !== undefined && id !== campaign.id) refuse('Invalid campaign id.', 'id');
	checkDraft(body, context);
	replaceRequest(campaign, body, context);
	const message = 'Campaign updated successfully.';
	return okV2({ data: campaign.id, message, status: 'draft' });
}

/** PATCH /api/v3/cmp/campaign/update-name/{campaign_id}: IQM OpenAPI v2-and-v3. */
function rename(context: Context): Reply {
	const campaign = changeable(idParam(context), context);
	if (!campaign) throw new Refusal(422, 'Invalid campaign id.');
	const body = jsonBody(context);
	refuseUnknown(body, new Set(['campaignName']), 422);
	const { campaignName } = body;
	if (typeof campaignName !== 'string' || campaignName.trim() === '') {
		// The words are those of insertion orders.
		throw new Refusal(422, "The field 'campaignName' cannot be empty.");
	}
	replaceRequest(campaign, { ...campaign.request, campaignName }, context);
	return okV3({ message: 'campaignName updated successfully' });
}

export const campaignUpdateRoutes: Route[] = [
	route('PATCH', '/api/v2/cmp/campaign/{campaignId}', update),
	route('POST', '/api/v2/cmp/campaigns/draft/add', addDraft),
	route('PUT', '/api/v2/cmp/campaign/draft/{campaignId}', updateDraft),
	route('PATCH', '/api/v3/cmp/campaign/update-name/{campaignId}', rename),
];
