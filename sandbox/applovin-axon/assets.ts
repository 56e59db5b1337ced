import type { ParsedPart } from '../body';
import { type JsonObject } from '../json';
import { json, type Reply } from '../reply';
import type { Context, Route } from './context';
import { associated, checkKeys, idIn, idsOf, jsonBody, listIn, pageOf, refuse, setsOf, timeIn } from './context';
import type { AxonAsset, AxonAssetStatus, AxonUpload } from './state';

const RESOURCES: Record<string, AxonAsset['resourceType']> = {
	'text/html': 'HTML',
	'image/gif': 'IMAGE',
	'image/jpeg': 'IMAGE',
	'image/png': 'IMAGE',
	'video/mp4': 'VIDEO',
	'video/quicktime': 'VIDEO',
};

const GIB = 1024 ** 3;
const MOST_FILES = 40;

/** IN_REVIEW until the review is over; a test may decide otherwise. */
export function assetStatus({ now, options }: Pick<Context, 'now' | 'options'>, asset: AxonAsset): AxonAssetStatus {
	if (asset.status !== undefined) return asset.status;
	if (now - asset.uploadedAt < options.reviewMs) return 'IN_REVIEW';
	return /reject/i.test(asset.name) ? 'REJECTED' : 'ACTIVE';
}

/** Who decides it is not documented: here the file's name, for tests to choose. */
function assetTypeOf(resource: AxonAsset['resourceType'], name: string): string {
	if (resource === 'HTML') return 'HOSTED_HTML';
	if (resource === 'VIDEO') return /long/i.test(name) ? 'VID_LONG_P' : 'VID_SHORT_P';
	return /banner/i.test(name) ? 'IMG_BANNER' : 'IMG_INTER_P';
}

const urlOf = ({ id, name }: AxonAsset): string => `https://assets.example.com/${id}/${encodeURIComponent(name)}`;

export function assetRow(context: Context, asset: AxonAsset): JsonObject {
	const status = assetStatus(context, asset);
	return {
		id: idIn(context, asset.id),
		name: asset.name,
		url: urlOf(asset),
		status,
		asset_type: asset.assetType,
		resource_type: asset.resourceType,
		upload_time: timeIn(asset.uploadedAt),
		asset_hash: asset.hash,
		violation_reasons: status === 'REJECTED' ? (asset.reasons ?? ['Misleading content']) : [],
	};
}

/** "`resource_type` image, html, video (G lower, P upper case)": both are taken. */
function list(context: Context): Reply {
	const ids = listIn(context, 'ids', /^[1-9]\d*$/);
	const resource = context.request.query.get('resource_type');
	if (resource !== null && !/^(image|html|video)$/i.test(resource)) refuse(`Invalid resource_type: ${resource}`);
	const rows = [...context.state.assets.values()]
		.filter(({ id }) => ids === undefined || ids.includes(String(id)))
		.filter(({ resourceType }) => resource === null || resourceType === resource.toUpperCase());
	return json(200, pageOf(context, rows.map((row) => assetRow(context, row))));
}

/** "repeated part `files`; 1-40 files, <=1 GB each, <=10 GB together, names unique". */
function upload(context: Context): Reply {
	const { request, parts, problem, state, now } = context;
	if (!/^multipart\/form-data/i.test(request.headers['content-type'] ?? '')) {
		refuse('Content type must be multipart/form-data', 415);
	}
	if (problem !== undefined) refuse(`Broken form: ${problem}`);
	const other = parts.find(({ name, isFile }) => name !== 'files' || !isFile);
	if (other !== undefined) refuse(`Unknown part: ${other.name}`);
	if (parts.length === 0 || parts.length > MOST_FILES) refuse(`Between 1 and ${MOST_FILES} files are required`);
	const names = parts.map(({ filename }) => filename ?? '');
	if (names.includes('')) refuse('Every file needs a name');
	if (new Set(names).size < names.length) refuse('File names must be unique');
	if (parts.some(({ size }) => size > GIB)) refuse('A file is larger than 1 GB');
	if (parts.reduce((sum, { size }) => sum + size, 0) > 10 * GIB) refuse('The files are larger than 10 GB');
	const id = `c7a3${String(state.nextId('upload')).padStart(4, '0')}`;
	const files = parts.map((part) => fileOf(context, part, now));
	state.uploads.set(id, { id, looks: 0, files });
	return json(200, { upload_id: id });
}

function fileOf({ state }: Context, part: ParsedPart, now: number): AxonUpload['files'][number] {
	const name = part.filename as string;
	const resourceType = RESOURCES[(part.contentType ?? '').split(';')[0].trim().toLowerCase()];
	if (resourceType === undefined) return { name, error: 'The file type is not supported' };
	if (part.size === 0) return { name, error: 'The file is empty' };
	if (/fail/i.test(name)) return { name, error: 'The file could not be processed' };
	const id = state.nextId('asset');
	state.assets.set(id, {
		...{ id, name, resourceType, assetType: assetTypeOf(resourceType, name) },
		...{ uploadedAt: now, hash: part.sha1, size: part.size },
	});
	return { name, assetId: id };
}

/** "FINISHED with failures is still HTTP 200"; a failed file "counts as one" error. */
function uploadResult(context: Context): Reply {
	const { request, state, options, now } = context;
	const found = state.uploads.get(request.query.get('upload_id') ?? '') ?? refuse('Upload not found');
	found.looks += 1;
	const isFinished = found.looks >= options.uploadLooks;
	if (found.looks === options.uploadLooks) {
		for (const { error } of found.files) if (error !== undefined) state.countError(now, options.errorsUntilBlocked);
	}
	const details = found.files.map(({ name, assetId, error }) => {
		const asset = assetId === undefined ? undefined : state.assets.get(assetId);
		if (!isFinished) return { name, file_status: 'PENDING' };
		if (asset === undefined) return { name, file_status: 'FAILURE', error_message: error ?? '' };
		return {
			id: idIn(context, asset.id),
			...{ name, url: urlOf(asset), resource_type: asset.resourceType },
			...{ uploadTime: timeIn(asset.uploadedAt), file_status: 'SUCCESS' },
		};
	});
	const count = (status: string): number => details.filter((one) => one.file_status === status).length;
	return json(200, {
		upload_status: isFinished ? 'FINISHED' : 'PENDING',
		summary: {
			...{ total: details.length, success: count('SUCCESS') },
			...{ failed: count('FAILURE'), pending: count('PENDING') },
		},
		details,
	});
}

function checkAssets({ state }: Context, ids: number[]): number[] {
	const missing = ids.find((id) => !state.assets.has(id));
	if (missing !== undefined) refuse(`Invalid asset ids: [${missing}(asset not found)]`);
	return ids;
}

function addToSets(context: Context): Reply {
	const body = jsonBody(context);
	checkKeys(body, ['asset_ids', 'creative_set_ids']);
	const assets = checkAssets(context, idsOf(body, 'asset_ids', 10));
	const rejected = assets.find((id) => {
		const asset = context.state.assets.get(id);
		return asset !== undefined && assetStatus(context, asset) === 'REJECTED';
	});
	if (rejected !== undefined) refuse(`Invalid asset ids: [${rejected}(asset status: rejected)]`);
	const sets = setsOf(context, idsOf(body, 'creative_set_ids', 50));
	for (const set of sets) set.assetIds = [...new Set([...set.assetIds, ...assets])];
	return associated(context);
}

function removeFromSets(context: Context): Reply {
	const body = jsonBody(context);
	checkKeys(body, ['asset_id', 'creative_set_ids']);
	const [asset] = checkAssets(context, idsOf({ asset_id: [body.asset_id ?? null] }, 'asset_id', 1));
	const sets = setsOf(context, idsOf(body, 'creative_set_ids', 50));
	for (const set of sets) set.assetIds = set.assetIds.filter((id) => id !== asset);
	return associated(context);
}

function removeFromAllSets(context: Context): Reply {
	const body = jsonBody(context);
	checkKeys(body, ['asset_ids']);
	const assets = checkAssets(context, idsOf(body, 'asset_ids', 10));
	for (const set of context.state.creativeSets.values()) {
		set.assetIds = set.assetIds.filter((id) => !assets.includes(id));
	}
	return associated(context);
}

export const assetRoutes: Route[] = [
	{ method: 'GET', path: '/asset/list', query: ['ids', 'resource_type', 'page', 'size'], handle: list },
	{ method: 'POST', path: '/asset/upload', handle: upload },
	{ method: 'GET', path: '/asset/upload_result', query: ['upload_id'], handle: uploadResult },
	{ method: 'POST', path: '/asset/add-to-creative-sets', handle: addToSets },
	{ method: 'POST', path: '/asset/remove-from-creative-sets', handle: removeFromSets },
	{ method: 'POST', path: '/asset/remove-from-all-creative-sets', handle: removeFromAllSets },
];
