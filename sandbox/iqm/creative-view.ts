import { isObject, type JsonObject } from '../json';
import type { Context } from './context';
import { pixelsOf, sourceOf } from './creative-source';
import { CREATIVE_TYPES } from './master-lists';
import type { Creative } from './state';
import { creativeStatus, rejectionOf } from './status';

/** /crt/master/static/creative-status */
export const STATUS_IDS = { pending: 1, running: 2, paused: 3, deleted: 4, rejected: 5 };

export function campaignIdsOf(creative: Creative, { state }: Context): number[] {
	return [...state.campaigns.values()]
		.filter(({ request }) =>
			String(request.creativeIds).split(',').includes(String(creative.creativeId)),
		)
		.map((campaign) => campaign.id);
}

/** Milliseconds beside an ISO text, as in the documented samples. */
function times(creative: Creative): JsonObject {
	const modifiedAt = new Date(creative.modifiedAt ?? creative.madeAt).toISOString();
	return { createdAt: creative.madeAt, modifiedAt: modifiedAt.replace('Z', '+00:00') };
}

interface Flags {
	source: boolean;
	user: boolean;
	organization: boolean;
}

function people(flags: Flags, { options }: Context): JsonObject {
	const user = {
		userName: 'Sandbox Buyer',
		userEmail: options.email,
		hasEditAccess: true,
		hasApprovalAccess: options.approvalAccess,
	};
	const organization = {
		organizationName: 'Sandbox Organization',
		organizationLogo: 'https://cdn.sandbox.example/avatar/SO.png',
	};
	return {
		userDetails: { uowId: 6942, ...(flags.user ? user : {}) },
		organizationDetails: { owId: options.owId, ...(flags.organization ? organization : {}) },
	};
}

/** One row of POST /api/v3/crt/creatives/list, without what the flags leave out. */
export function creativeRow(creative: Creative, flags: Flags, context: Context): JsonObject {
	const id = creative.creativeId;
	const [pixelUrl] = pixelsOf(creative);
	return {
		creativeId: id,
		creativeName: creative.creativeName,
		platformCreativeTypeId: creative.creativeTypeId,
		creativeStatusId: STATUS_IDS[creativeStatus(creative, context)],
		creativePreviewFlag: 1,
		creativeSourceType: creative.sourceType.toLowerCase(),
		...(flags.source ? { creativeSource: sourceOf(creative) } : {}),
		creativeThumbnailSource: `https://cdn.sandbox.example/thumbnail/${id}.jpg`,
		creativeCardSource: `https://cdn.sandbox.example/card/${id}.jpg`,
		...times(creative),
		clickUrl: creative.clickUrl,
		...(pixelUrl === undefined ? {} : { pixelUrl }),
		...(creative.duration === null ? {} : { duration: creative.duration }),
		...(creative.width === null ? {} : { creativeWidth: creative.width }),
		...(creative.height === null ? {} : { creativeHeight: creative.height }),
		campaignDetails: { campaignIds: campaignIdsOf(creative, context) },
		...people(flags, context),
	};
}

/** The details object that belongs to the creative's type, and no other. */
function typeDetails(creative: Creative): JsonObject {
	const { metadata, edits = {}, width, height } = creative;
	const size = { creativeWidth: width, creativeHeight: height };
	const isXml = /^(VAST|DAAST)_/.test(creative.sourceType);
	const media = {
		duration: creative.duration,
		...(isXml ? { xmlType: 'inline', availableXmlVersions: '4.0,4.1' } : {}),
		trackingData: trackingOf(creative),
		transformed: false,
	};
	const [pixelUrl] = pixelsOf(creative);
	const image = { ...(pixelUrl === undefined ? {} : { pixelUrl }), ...size };
	switch (creative.creativeTypeId) {
		case 11:
			return { imageDetails: image };
		case 13:
			if (creative.sourceType !== 'HTML5') return { htmlDetails: size };
			return { html5Details: { ...size, html5Creative: true } };
		case 14:
			return { videoDetails: media };
		case 17:
			return { audioDetails: media };
		default: {
			const sent = isObject(metadata.nativeDetails) ? metadata.nativeDetails : {};
			const { cta, ...rest } = { ...sent, ...(isObject(edits.native) ? edits.native : {}) };
			const ctaId: JsonObject = isObject(cta) ? { ctaId: cta.id ?? null } : {};
			return {
				nativeDetails: { ...rest, ...ctaId },
				...(metadata.subMediaType === 'video' ? { videoDetails: media } : { imageDetails: image }),
			};
		}
	}
}

/** The original tracking addresses, overridden by those of updates. */
export function trackingOf({ metadata, edits = {} }: Creative): JsonObject {
	const made = [metadata.videoDetails, metadata.audioDetails].find(isObject)?.customTracking;
	const all = {
		...(isObject(made) ? made : {}),
		...(isObject(edits.trackingData) ? edits.trackingData : {}),
	};
	// "pass the url key with empty string explicitly in order to remove the value of that url"
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

/** GET /api/v3/crt/creatives/{creativeId}: IQM OpenAPI creative, "Get creative details". */
export function creativeDetails(creative: Creative, context: Context): JsonObject {
	const { metadata, edits = {} } = creative;
	const status = creativeStatus(creative, context);
	const external = edits.externalCreativeId ?? metadata.externalCreativeId;
	const reason = status === 'rejected' ? rejectionOf(creative, context) : undefined;
	const type = CREATIVE_TYPES.find(({ id }) => id === creative.creativeTypeId);
	return {
		creativeId: creative.creativeId,
		creativeName: creative.creativeName,
		rtbCreativeTypeId: type?.rtbTypeId ?? null,
		platformCreativeTypeId: creative.creativeTypeId,
		...(external === undefined ? {} : { externalCreativeId: external }),
		...(metadata.subMediaType === undefined ? {} : { subMediaType: metadata.subMediaType }),
		creativeStatusId: STATUS_IDS[status],
		creativeSource: sourceOf(creative),
		creativeCardSource: `https://cdn.sandbox.example/card/${creative.creativeId}.jpg`,
		clickUrl: creative.clickUrl,
		...typeDetails(creative),
		creativeSourceType: creative.sourceType.toLowerCase(),
		...(reason === undefined
			? {}
			: { creativeRejectionReason: edits.creativeRejectionReason ?? reason }),
		...(edits.creativeRemarks === undefined ? {} : { creativeRemarks: edits.creativeRemarks }),
		creativePreviewFlag: 1,
		...times(creative),
		...people({ source: true, user: true, organization: true }, context),
	};
}
