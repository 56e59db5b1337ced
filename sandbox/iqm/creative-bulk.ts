import type { JsonObject } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { idList, isOwn, jsonBody, refuseUnknown, route, type Context, type Route } from './context';
import { waitAgain } from './creative-update';
import { STATUS_IDS } from './creative-view';
import { addDecision, type Creative, type CreativeStatus } from './state';
import { creativeStatus, resumed } from './status';

const INVALID_IDS = 'Invalid creative ids found. Please provide valid creative ids';

/** The creatives in `creativeIds`, all or none: each must exist and belong to the organization. */
function creativesIn(body: JsonObject, context: Context): Creative[] {
	const ids = [...new Set(idList(body, 'creativeIds', 422) ?? [])];
	if (ids.length === 0) throw new Refusal(422, INVALID_IDS);
	return ids.map((id) => {
		const creative = context.state.creatives.get(id);
		if (!isOwn(creative, context)) throw new Refusal(422, INVALID_IDS);
		return creative;
	});
}

/** For operations without a documented error: deleted creatives are not valid. */
function livingIn(body: JsonObject, context: Context): Creative[] {
	const creatives = creativesIn(body, context);
	if (creatives.some((creative) => creativeStatus(creative, context) === 'deleted')) {
		throw new Refusal(422, INVALID_IDS);
	}
	return creatives;
}

const NAMES = Object.keys(STATUS_IDS) as CreativeStatus[];

function readStatus(body: JsonObject): CreativeStatus {
	const { creativeStatusId: id, creativeRejectionReason: reason } = body;
	const status = NAMES.find((name) => STATUS_IDS[name] === id);
	if (status === undefined) throw new Refusal(422, 'Invalid creative status id.');
	if (reason !== undefined && (typeof reason !== 'string' || reason.length > 255)) {
		throw new Refusal(422, 'Invalid creativeRejectionReason');
	}
	if (status === 'rejected' && !reason?.trim()) {
		const words = 'Please provide the reason for rejecting the creative/s.';
		throw new Refusal(400, `Rejection reason not provided. ${words}`);
	}
	return status;
}

/** A creative's new status; undefined if it takes approval access. */
function outcome(creative: Creative, target: CreativeStatus, context: Context) {
	const current = creativeStatus(creative, context);
	const { approvalAccess } = context.options;
	if (target === 'rejected') return approvalAccess ? target : undefined;
	if (target !== 'running' || current === 'running' || approvalAccess) return target;
	return current === 'paused' ? resumed(creative, context) : undefined;
}

/** PATCH /api/v3/crt/creatives/update-status: IQM OpenAPI creative; 4 is how to delete. */
function updateStatus(context: Context): Reply {
	const { now } = context;
	const body = jsonBody(context);
	const keys = ['creativeIds', 'creativeStatusId', 'creativeRejectionReason'];
	refuseUnknown(body, new Set(keys), 422);
	const target = readStatus(body);
	const creatives = creativesIn(body, context);
	if (creatives.some((creative) => creativeStatus(creative, context) === 'deleted')) {
		const words = 'Creative/s not in running/pending/paused/rejected state.';
		throw new Refusal(422, `${words} Please pass valid creative/s.`);
	}
	const outcomes = creatives.map((creative) => outcome(creative, target, context));
	if (outcomes.includes(undefined)) {
		const what = 'reject/approve/pause/delete/restore the creative';
		throw new Refusal(403, `Logged in user does not have access to ${what}`);
	}
	const reason = body.creativeRejectionReason;
	for (const [index, creative] of creatives.entries()) {
		const before = creativeStatus(creative, context);
		const status = outcomes[index] ?? before;
		creative.modifiedAt = now;
		if (status === before) continue;
		const words = typeof reason === 'string' ? { reason } : {};
		addDecision(creative, { at: now, status, before, ...words });
	}
	const [first] = creatives;
	return okV3({
		message:
			creatives.length === 1
				? `${first.creativeName} creative updated successfully`
				: `${creatives.length} Creatives updated successfully`,
	});
}

function optionalUrl(body: JsonObject, key: string): string | undefined {
	const value = body[key];
	if (value === undefined) return undefined;
	if (typeof value !== 'string') throw new Refusal(422, `Invalid ${key}`, { field: key });
	return value;
}

function which(creatives: Creative[]): string {
	if (creatives.length > 1) return `${creatives.length} creatives`;
	return `${creatives[0].creativeName} creative`;
}

/** POST /api/v3/crt/creatives/duplicate: IQM OpenAPI v2-and-v3. The answer names no id of a copy. */
function duplicate(context: Context): Reply {
	const { state, now } = context;
	const body = jsonBody(context);
	refuseUnknown(body, new Set(['creativeIds', 'clickUrl']), 422);
	const creatives = livingIn(body, context);
	const clickUrl = optionalUrl(body, 'clickUrl');
	if (clickUrl?.trim() === '') throw new Refusal(422, 'Invalid clickUrl', { field: 'clickUrl' });
	for (const source of creatives) {
		const creativeId = state.nextId('creative');
		const copy: Creative = {
			...source,
			creativeId,
			creativeName: `${source.creativeName} copy`,
			clickUrl: clickUrl ?? source.clickUrl,
			madeAt: now,
		};
		// A copy waits for its own approval.
		delete copy.decisions;
		delete copy.modifiedAt;
		state.creatives.set(creativeId, copy);
	}
	return okV3({ message: `${which(creatives)} duplicated successfully` });
}

/** PATCH /api/v3/crt/creatives/click-url: IQM OpenAPI v2-and-v3. */
function updateClickUrl(context: Context): Reply {
	const body = jsonBody(context);
	refuseUnknown(body, new Set(['creativeIds', 'clickUrl']), 422);
	const creatives = livingIn(body, context);
	const clickUrl = optionalUrl(body, 'clickUrl');
	// Strictest reading: the schema requires nothing, but a creative without an address leads nowhere.
	if (!clickUrl?.trim()) throw new Refusal(422, 'Invalid clickUrl', { field: 'clickUrl' });
	for (const creative of creatives) {
		creative.clickUrl = clickUrl;
		waitAgain(creative, context);
	}
	return okV3({ message: `Click URL updated successfully for ${which(creatives)}` });
}

/** PATCH /api/v3/crt/creatives/pixel-url: IQM OpenAPI v2-and-v3; without an address it has none. */
function updatePixelUrl(context: Context): Reply {
	const body = jsonBody(context);
	refuseUnknown(body, new Set(['creativeIds', 'pixelUrl']), 422);
	const creatives = livingIn(body, context);
	const pixelUrl = optionalUrl(body, 'pixelUrl') ?? '';
	if (creatives.some(({ creativeTypeId: type }) => ![11, 15].includes(type))) {
		throw new Refusal(422, 'Invalid pixelUrl for the creative type', { field: 'pixelUrl' });
	}
	for (const creative of creatives) {
		creative.edits = { ...creative.edits, pixelUrl };
		waitAgain(creative, context);
	}
	return okV3({ message: `Pixel URL updated successfully for ${which(creatives)}` });
}

export const creativeBulkRoutes: Route[] = [
	route('PATCH', '/api/v3/crt/creatives/update-status', updateStatus),
	route('POST', '/api/v3/crt/creatives/duplicate', duplicate),
	route('PATCH', '/api/v3/crt/creatives/click-url', updateClickUrl),
	route('PATCH', '/api/v3/crt/creatives/pixel-url', updatePixelUrl),
];
