import { isObject, parseJson, type JsonObject, type JsonValue } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { idList, jsonBody, route, type Context, type Route } from './context';
import { creativeProblem } from './creative-request';
import { sourceOf, storedFile } from './creatives';
import { matchesSearch, pageOf, readPaging, sortItems } from './lists';
import type { Creative } from './state';
import { creativeStatus } from './status';

function numberOrNull(value: JsonValue | undefined): number | null {
	return typeof value === 'number' ? value : null;
}

function detailsOf(entry: JsonObject): JsonObject {
	for (const key of ['imageDetails', 'htmlDetails', 'videoDetails', 'audioDetails']) {
		const details = entry[key];
		if (isObject(details)) return details;
	}
	return {};
}

/**
 * POST /api/v3/crt/creatives: creative guidelines, "Add creative". Some creatives may fail while
 * `success` stays true, and ids come as strings.
 */
function addCreatives(context: Context): Reply {
	const { parts, state, now } = context;
	const requests = parts.filter((part) => part.name === 'creativeRequest');
	const files = parts.filter((part) => part.name === 'creativeFiles' && part.isFile);
	const stray = parts.find((part) => !['creativeRequest', 'creativeFiles'].includes(part.name));
	if (stray) throw new Refusal(422, `Unexpected part '${stray.name}'.`);
	if (requests.length !== 1) throw new Refusal(422, "The field 'creativeRequest' cannot be empty.");
	const map = parseJson(requests[0].content.toString('utf8'));
	if (!isObject(map) || Object.keys(map).length === 0) {
		throw new Refusal(422, 'Invalid creativeRequest.');
	}
	const sources = Object.values(map).map((entry) => isObject(entry) && entry.creativeSource);
	const unused = files.find((file) => !sources.includes(file.filename ?? ''));
	// Hardest: a file whose name fits no creativeSource is not passed over silently.
	if (unused) throw new Refusal(422, `No creative refers to file ${unused.filename ?? ''}.`);
	const successData: Record<string, string> = {};
	const failedData: Record<string, string> = {};
	for (const [reference, entry] of Object.entries(map)) {
		const problem = creativeProblem(entry, files);
		if (problem !== undefined || !isObject(entry)) {
			failedData[reference] = problem ?? 'Invalid creative metadata';
			continue;
		}
		const creativeId = state.nextId('creative');
		const details = detailsOf(entry);
		const isFile = entry.creativeSourceType === 'FILE';
		const file = files.find((part) => isFile && part.filename === entry.creativeSource);
		state.creatives.set(creativeId, {
			creativeId,
			creativeName: String(entry.creativeName),
			creativeTypeId: Number(entry.platformCreativeTypeId),
			clickUrl: typeof entry.clickUrl === 'string' ? entry.clickUrl : null,
			width: numberOrNull(details.creativeWidth),
			height: numberOrNull(details.creativeHeight),
			duration: numberOrNull(details.duration),
			sourceType: String(entry.creativeSourceType),
			source: isFile ? '' : String(entry.creativeSource),
			metadata: entry,
			...(file ? { file: storedFile(file) } : {}),
			madeAt: now,
		});
		successData[reference] = String(creativeId);
	}
	return okV3({ successData, failedData });
}

/** /crt/master/static/creative-status */
const STATUS_IDS = { pending: 1, running: 2, rejected: 5 };

function listEntry(creative: Creative, context: Context): JsonObject {
	const campaignIds = [...context.state.campaigns.values()]
		.filter(({ request }) =>
			String(request.creativeIds).split(',').includes(String(creative.creativeId)),
		)
		.map((campaign) => campaign.id);
	return {
		creativeId: creative.creativeId,
		creativeName: creative.creativeName,
		platformCreativeTypeId: creative.creativeTypeId,
		creativeStatusId: STATUS_IDS[creativeStatus(creative, context)],
		creativePreviewFlag: 1,
		creativeSourceType: creative.sourceType.toLowerCase(),
		creativeSource: sourceOf(creative),
		creativeThumbnailSource: `https://cdn.sandbox.example/thumbnail/${creative.creativeId}.jpg`,
		creativeCardSource: `https://cdn.sandbox.example/card/${creative.creativeId}.jpg`,
		// Milliseconds beside an ISO text, as in the documented sample.
		createdAt: creative.madeAt,
		modifiedAt: new Date(creative.madeAt).toISOString().replace('Z', '+00:00'),
		clickUrl: creative.clickUrl,
		...(creative.duration === null ? {} : { duration: creative.duration }),
		...(creative.width === null ? {} : { creativeWidth: creative.width }),
		...(creative.height === null ? {} : { creativeHeight: creative.height }),
		campaignDetails: { campaignIds },
		userDetails: { uowId: 6942 },
		organizationDetails: { owId: context.options.owId },
	};
}

const SORTABLE = ['creativeId', 'creativeName', 'createdAt', 'platformCreativeTypeId'];

/** POST /api/v3/crt/creatives/list: creative guidelines; all fields optional. */
function list(context: Context): Reply {
	const body = jsonBody(context);
	const paging = readPaging(body, { entries: 20, max: 500 });
	const types = idList(body, 'platformCreativeTypeIds', 422);
	const statuses = idList(body, 'creativeStatusIds', 422);
	const ids = idList(body, 'creativeIds', 422);
	const campaignIds = idList(body, 'campaignIds', 422);
	const entries = [...context.state.creatives.values()]
		.map((creative) => listEntry(creative, context))
		.filter((entry) => !types?.length || types.includes(Number(entry.platformCreativeTypeId)))
		.filter((entry) => !statuses?.length || statuses.includes(Number(entry.creativeStatusId)))
		.filter((entry) => !ids?.length || ids.includes(Number(entry.creativeId)))
		.filter((entry) => {
			const used = isObject(entry.campaignDetails) ? entry.campaignDetails.campaignIds : [];
			if (!campaignIds?.length) return true;
			return campaignIds.some((id) => Array.isArray(used) && used.includes(id));
		})
		.filter((entry) => Number(entry.createdAt) >= Number(body.startTime ?? 0))
		.filter((entry) => Number(entry.createdAt) <= Number(body.endTime ?? Infinity))
		.filter((entry) =>
			matchesSearch(body.searchField, String(entry.creativeName), Number(entry.creativeId)),
		);
	const sorted = sortItems(entries, body.sortBy ?? '-creativeId', SORTABLE, body.order);
	if (!sorted) throw new Refusal(422, 'Invalid sortBy value.');
	const page = pageOf(sorted, paging);
	// The documented sample: 120 in total, and "filtered" counts the two on the page.
	return okV3({ totalRecords: sorted.length, filteredRecords: page.length, filteredList: page });
}

export const creativeV3Routes: Route[] = [
	route('POST', '/api/v3/crt/creatives', addCreatives, { body: 'multipart' }),
	route('POST', '/api/v3/crt/creatives/list', list),
];
