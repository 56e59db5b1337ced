import type { JsonObject } from '../json';
import { okV2, Refusal, type Reply } from '../reply';
import { CAMPAIGN_FIELDS } from './campaign-fields';
import {
	checkAudiences,
	checkBasics,
	checkCreatives,
	checkExtras,
	checkFrequency,
	checkMoney,
	checkOrder,
	checkTimes,
} from './campaign-rules';
import { checkFields } from './campaign-values';
import { idParam, jsonBody, route, type Context, type Route } from './context';
import type { Campaign } from './state';
import { campaignStatus, REJECTION } from './status';

/**
 * POST /api/v2/cmp/campaigns/add: "Create a Campaign" quickstart, step 3, and "Upload Creative and
 * create a Campaign", step 5. The HTTP status is 200 while the body says 201.
 */
function add(context: Context): Reply {
	const { state, now } = context;
	const body = jsonBody(context);
	checkFields(body);
	checkBasics(body);
	const order = checkOrder(body, context);
	checkMoney(body);
	checkTimes(body, order, now);
	checkCreatives(body, context);
	checkAudiences(body, context);
	checkFrequency(body);
	checkExtras(body);
	const id = state.nextId('campaign');
	state.campaigns.set(id, { id, request: body, madeAt: now });
	return okV2({ data: id, message: 'Campaign saved successfully.', status: 'pending' }, 201, 200);
}

const DAY = 86_400;

/** With pacing on the API answers a daily budget of its own, as the quickstart's sample shows. */
function budgetDay(request: JsonObject): number {
	if (request.totalBudgetPacing !== true) return Number(request.budgetDay);
	const days = Math.max(1, (Number(request.endTime) - Number(request.startTime)) / DAY);
	return Math.round((Number(request.budgetTotal) / days) * 100) / 100;
}

/** The fields of "Create a Campaign", step 4, in its order. */
function details(campaign: Campaign, context: Context): JsonObject {
	const { request } = campaign;
	const { state, options } = context;
	const order = state.insertionOrders.get(Number(request.ioId));
	const status = campaignStatus(campaign, context);
	const or = (key: string, fallback: string | number | boolean) => request[key] ?? fallback;
	const known: JsonObject = {
		owId: options.owId,
		parentOrganizationName: 'Sandbox Parent Organization',
		id: campaign.id,
		uowId: 188494,
		campaignName: request.campaignName,
		advertiserDomain: request.advertiserDomain,
		creativeType: request.creativeType,
		campaignType: or('campaignType', 1),
		totalBudgetPacing: or('totalBudgetPacing', false),
		isTvAd: or('isTvAd', false),
		budgetDay: budgetDay(request),
		budgetTotal: request.budgetTotal,
		maxBid: request.maxBid,
		timezone: request.timezone,
		startTime: request.startTime,
		endTime: or('endTime', 0),
		status,
		...(status === 'rejected' ? { rejectionReason: REJECTION } : {}),
		dspMargin: 0,
		platformMargin: 0,
		userDealMargin: 0,
		spentScale: false,
		creativeIds: request.creativeIds,
		conversionType: or('conversionType', 'None'),
		bidOptimization: or('bidOptimization', false),
		bidPacing: or('bidPacing', false),
		isBidShading: or('isBidShading', false),
		impressionCapping: or('impressionCapping', 0),
		maxDayImpressions: or('maxDayImpressions', 0),
		maxDayClicks: or('maxDayClicks', 0),
		maxDayConversions: or('maxDayConversions', 0),
		totalImpressions: or('totalImpressions', 0),
		totalClicks: or('totalClicks', 0),
		totalConversions: or('totalConversions', 0),
		deviceType: or('deviceType', '13,15,11,12'),
		trafficType: or('trafficType', '11,12'),
		exchanges: request.exchanges,
		isLocationWithOrFilter: true,
		countryId: String(request.countryId),
		locationDetails: {},
		isCampaignFromNewPlatform: true,
		organizationName: 'Sandbox Organization',
		userEmail: options.email,
		userName: 'Sandbox Buyer',
		conversionTypeId: or('conversionTypeId', 0),
		isUnapprovedAudienceTargeted: false,
		isAllAudienceUnapproved: false,
		createDate: Math.floor(campaign.madeAt / 1000),
		ioId: Number(request.ioId),
		ioName: order?.details.ioName ?? null,
		prebidAudienceSegmentIdList: request.prebidAudienceSegmentIdList ?? [],
		campaignTypeId: or('campaignType', 1),
		budgetTypeId: or('budgetTypeId', 1),
		isAdvanceAudioVideoTargeted: or('isAdvanceAudioVideoTargeted', false),
		isEstimatorAvailable: true,
		isEditAccess: true,
		isMarginSet: false,
		isApprovalAccess: false,
		isParentInvoiceTemplateSet: true,
	};
	const targeting = Object.entries(request).filter(
		// Not in the quickstart's answer, which has no targeting; the guidelines' echoes it.
		([key]) => !(key in known) && CAMPAIGN_FIELDS.has(key) && key !== 'isAgreementChecked',
	);
	return { ...known, ...Object.fromEntries(targeting) };
}

/** GET /api/v2/cmp/campaign/{campaignId}: last step of both campaign quickstarts. */
function get(context: Context): Reply {
	const campaign = context.state.campaigns.get(idParam(context) ?? -1);
	if (!campaign) throw new Refusal(400, 'Invalid campaign id.');
	const spent = context.request.query.get('isSpentRequired') ?? 'false';
	if (spent !== 'true' && spent !== 'false') {
		throw new Refusal(400, 'Invalid value for isSpentRequired.', { field: 'isSpentRequired' });
	}
	const answer = details(campaign, context);
	// The parameter is documented, the field's name is not: "spent" is what the lists call it.
	return okV2(spent === 'true' ? { ...answer, spent: 0 } : answer);
}

export const campaignRoutes: Route[] = [
	route('POST', '/api/v2/cmp/campaigns/add', add),
	route('GET', '/api/v2/cmp/campaign/{campaignId}', get),
];
