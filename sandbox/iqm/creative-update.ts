import { isInteger, isObject, type JsonObject, type JsonValue } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import {
	idParam,
	isOwn,
	jsonBody,
	refuseUnknown,
	route,
	type Context,
	type Route,
} from './context';
import { addDecision, type Creative } from './state';
import { creativeStatus } from './status';

const NATIVE_TEXTS = [
	'title',
	'description',
	'brandName',
	'brandIconSourceUrl',
	'thumbnailSourceUrl',
];
const NATIVE_NUMBERS = ['brandIconHeight', 'brandIconWidth', 'thumbnailWidth', 'thumbnailHeight'];
const NATIVE_KEYS = [...NATIVE_TEXTS, ...NATIVE_NUMBERS, 'cta'];
/** Only the sample of workspace and super users has them. */
const APPROVER_KEYS = ['creativeRejectionReason', 'creativeRemarks'];
const TRACKING_KEYS = new Set([
	'startUrl',
	'firstQuartileURL',
	'midPointURL',
	'thirdQuartileURL',
	'completeURL',
	'impressionURL',
]);
const BODY_KEYS = new Set([
	...NATIVE_KEYS,
	...APPROVER_KEYS,
	'creativeName',
	'externalCreativeId',
	'clickUrl',
	'pixelUrl',
	'creativeSource',
	'htmlDetails',
	'trackingData',
]);

function refuse(message: string, field?: string): never {
	throw new Refusal(422, message, field === undefined ? {} : { field });
}

function isText(value: JsonValue | undefined): value is string {
	return typeof value === 'string';
}

/** Fields that only creatives of some types have; others are refused them. */
function checkTypes(
	body: JsonObject,
	{ creativeTypeId: type, metadata, sourceType }: Creative,
): void {
	const only = (key: string, fits: boolean) => {
		if (key in body && !fits) refuse(`Invalid ${key} for the creative type`, key);
	};
	const isNativeVideo = type === 15 && metadata.subMediaType === 'video';
	// "This can only be updated for video, audio and native video creative types."
	only('trackingData', type === 14 || type === 17 || isNativeVideo);
	only('pixelUrl', type === 11 || type === 15);
	only('htmlDetails', type === 13);
	only('creativeSource', sourceType !== 'FILE');
	for (const key of NATIVE_KEYS) only(key, type === 15);
}

function checkBody(body: JsonObject, options: Context['options']): void {
	refuseUnknown(body, BODY_KEYS, 422);
	for (const key of [...NATIVE_TEXTS, ...APPROVER_KEYS, 'pixelUrl', 'creativeSource']) {
		if (key in body && !isText(body[key])) refuse(`Invalid ${key}`, key);
	}
	for (const key of NATIVE_NUMBERS) {
		if (key in body && !isInteger(body[key])) refuse(`Invalid ${key}`, key);
	}
	const limits: Array<[string, number]> = [
		['creativeName', 255],
		['externalCreativeId', 200],
		['clickUrl', Infinity],
	];
	for (const [key, most] of limits) {
		const value = body[key];
		if (!(key in body)) continue;
		if (!isText(value) || value.trim() === '' || value.length > most) refuse(`Invalid ${key}`, key);
	}
	for (const key of ['trackingData', 'htmlDetails', 'cta']) {
		if (key in body && !isObject(body[key])) refuse(`Invalid ${key}`, key);
	}
	if (isObject(body.trackingData)) {
		refuseUnknown(body.trackingData, TRACKING_KEYS, 422);
		if (!Object.values(body.trackingData).every(isText)) refuse('Invalid trackingData');
	}
	if (isObject(body.htmlDetails)) {
		refuseUnknown(body.htmlDetails, new Set(['creativeWidth', 'creativeHeight']), 422);
		if (!Object.values(body.htmlDetails).every((side) => isInteger(side) && side > 0)) {
			refuse('Invalid htmlDetails');
		}
	}
	if (!options.approvalAccess && APPROVER_KEYS.some((key) => key in body)) {
		throw new Refusal(403, 'Forbidden !');
	}
}

/**
 * A changed address needs a new approval: the list's `approvalRequiredPostUrlUpdate` speaks of it, and
 * strictly that is always so, except for users who approve themselves.
 */
export function waitAgain(creative: Creative, context: Context): void {
	creative.modifiedAt = context.now;
	if (context.options.approvalAccess) return;
	const before = creativeStatus(creative, context);
	const isPaused = before === 'paused';
	const status = isPaused ? ('paused' as const) : ('pending' as const);
	addDecision(creative, { at: context.now, status, before: isPaused ? 'pending' : before });
}

function apply(creative: Creative, body: JsonObject, context: Context): void {
	const { edits = {} } = creative;
	const object = (value: JsonValue | undefined) => (isObject(value) ? value : {});
	const native = Object.fromEntries(
		Object.entries(body).filter(([key]) => NATIVE_KEYS.includes(key)),
	);
	const kept = ['externalCreativeId', 'pixelUrl', ...APPROVER_KEYS];
	creative.edits = {
		...edits,
		...Object.fromEntries(Object.entries(body).filter(([key]) => kept.includes(key))),
		trackingData: { ...object(edits.trackingData), ...object(body.trackingData) },
		native: { ...object(edits.native), ...native },
	};
	if (isText(body.creativeName)) creative.creativeName = body.creativeName;
	if (isText(body.creativeSource)) creative.source = body.creativeSource;
	const { creativeWidth, creativeHeight } = object(body.htmlDetails);
	if (isInteger(creativeWidth)) creative.width = creativeWidth;
	if (isInteger(creativeHeight)) creative.height = creativeHeight;
	creative.modifiedAt = context.now;
	if (isText(body.clickUrl)) creative.clickUrl = body.clickUrl;
	if (['clickUrl', 'pixelUrl', 'creativeSource'].some((key) => key in body)) {
		waitAgain(creative, context);
	}
}

/** PATCH /api/v3/crt/creatives/{creativeId}: IQM OpenAPI creative, "Update creative details". */
function update(context: Context): Reply {
	const creative = context.state.creatives.get(idParam(context) ?? -1);
	if (!creative || creativeStatus(creative, context) === 'deleted') {
		refuse(`No creative details found for creativeId: ${context.params[0]}`);
	}
	// "ownership and edit permissions are validated"
	if (!isOwn(creative, context)) throw new Refusal(403, 'Forbidden !');
	const body = jsonBody(context);
	checkBody(body, context.options);
	checkTypes(body, creative);
	apply(creative, body, context);
	return okV3({
		id: creative.creativeId,
		message: `${creative.creativeName} updated successfully`,
	});
}

export const creativeUpdateRoutes: Route[] = [
	route('PATCH', '/api/v3/crt/creatives/{creativeId}', update),
];
