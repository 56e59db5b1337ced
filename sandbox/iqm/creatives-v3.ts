import { isObject, parseJson, type JsonObject, type JsonValue } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { route, type Context, type Route } from './context';
import { creativeProblem } from './creative-request';
import { storedFile } from './creatives';

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
	// Strictest reading: a file whose name fits no creativeSource is not silently ignored.
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

export const creativeV3Routes: Route[] = [
	route('POST', '/api/v3/crt/creatives', addCreatives, { body: 'multipart' }),
];
