import type { JsonObject } from '../json';
import { CAMPAIGN_FIELDS } from './campaign-fields';
import type { Context } from './context';
import type { Campaign } from './state';
import { campaignStatus, rejectionOf } from './status';

const DAY = 86_400;

/** With pacing on, the API answers a daily budget of its own, as the quickstart's sample shows. */
function budgetDay(request: JsonObject): number | null {
	// A draft may lack its budgets and its end.
	if (request.budgetTotal === undefined) return null;
	if (request.totalBudgetPacing !== true) {
		return request.budgetDay === undefined ? null : Number(request.budgetDay);
	}
	if (request.endTime === undefined) return null;
	const days = Math.max(1, (Number(request.endTime) - Number(request.startTime)) / DAY);
	return Math.round((Number(request.budgetTotal) / days) * 100) / 100;
}

/** The fields of "Create a Campaign", step 4, in its order. */
export function campaignDetails(campaign: Campaign, context: Context): JsonObject {
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
		budgetTotal: request.budgetTotal ?? null,
		maxBid: request.maxBid,
		timezone: request.timezone ?? null,
		startTime: request.startTime,
		endTime: or('endTime', 0),
		status,
		...(status === 'rejected' ? { rejectionReason: rejectionOf(campaign, context) } : {}),
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
		isApprovalAccess: options.approvalAccess,
		isParentInvoiceTemplateSet: true,
	};
	const targeting = Object.entries(request).filter(
		// The quickstart's answer has no targeting; the guidelines' answer echoes it.
		([key]) => !(key in known) && CAMPAIGN_FIELDS.has(key) && key !== 'isAgreementChecked',
	);
	return { ...known, ...Object.fromEntries(targeting) };
}
