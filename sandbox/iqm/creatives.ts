import type { ParsedPart } from '../body';
import { isInteger, isObject, parseJson, type JsonObject } from '../json';
import { extensionOf, imageSize, imageTypeOf, sizeLimit, stemOf } from '../media';
import { okV2, Refusal, type Reply } from '../reply';
import { isOwn, route, type Context, type Route } from './context';
import { pixelsOf, sourceOf } from './creative-source';
import type { Creative, StoredFile } from './state';
import { campaignStatus, creativeStatus, rejectionOf } from './status';

function refuse(message: string, field?: string): never {
	throw new Refusal(400, message, field === undefined ? {} : { field });
}

export function storedFile(part: ParsedPart): StoredFile {
	return {
		filename: part.filename ?? '',
		...(part.contentType === undefined ? {} : { contentType: part.contentType }),
		size: part.size,
		sha256: part.sha256,
		content: part.content,
	};
}

const TEXTS = ['originalFileName', 'creativeName'];
const LENGTHS = ['width', 'height'];
const METADATA_KEYS = [...TEXTS, ...LENGTHS, 'clickUrl', 'pixelUrl'];

function isWebAddress(value: unknown): value is string {
	return typeof value === 'string' && /^https?:\/\/[^\s/]+/i.test(value);
}

/**
 * The map in `creativeImageMetadata`, as the sample request of the "Upload Creative and create a
 * Campaign" quickstart, step 3, shows it.
 */
function readMetadata(part: ParsedPart): Map<string, JsonObject> {
	const map = parseJson(part.content.toString('utf8'));
	if (!isObject(map) || Object.keys(map).length === 0) refuse('Invalid creativeImageMetadata.');
	const entries = new Map<string, JsonObject>();
	for (const [key, value] of Object.entries(map)) {
		if (!isObject(value)) refuse(`Invalid creativeImageMetadata for '${key}'.`);
		const stray = Object.keys(value).find((name) => !METADATA_KEYS.includes(name));
		if (stray !== undefined) refuse(`Unrecognized field '${stray}'.`);
		for (const name of TEXTS) {
			if (typeof value[name] !== 'string' || value[name] === '') {
				refuse(`${name} can not be null.`, name);
			}
		}
		if (!isWebAddress(value.clickUrl)) refuse('Invalid click url.', 'clickUrl');
		for (const name of LENGTHS) {
			const length = value[name];
			if (!isInteger(length) || length < 1) refuse(`Invalid ${name}.`, name);
		}
		// An array of addresses: only this step's later TypeScript sample has it.
		const pixels = value.pixelUrl;
		if (pixels !== undefined && !(Array.isArray(pixels) && pixels.every(isWebAddress))) {
			refuse('Invalid pixelUrl.', 'pixelUrl');
		}
		entries.set(key, value);
	}
	return entries;
}

function checkImage(file: ParsedPart, metadata: JsonObject): void {
	const filename = file.filename ?? '';
	const extension = extensionOf(filename);
	const type = imageTypeOf(extension);
	const limit = sizeLimit(extension);
	if (!type || !limit) refuse(`Unsupported file format '${extension}'.`);
	if (file.size > limit.bytes) refuse(`File size of ${filename} exceeds ${limit.label}.`);
	// The sample's part says `Content-Type: image/png`.
	if (file.contentType !== `image/${type}`) {
		refuse(`Content type '${file.contentType ?? ''}' does not match ${filename}.`);
	}
	const size = imageSize(file.content);
	if (size?.type !== type) refuse(`${filename} is not a valid ${type} image.`);
	if (size.width !== metadata.width || size.height !== metadata.height) {
		refuse(`Width and height of ${filename} do not match the file.`);
	}
}

/**
 * POST /api/v2/crt/add/image/banner/creative: "Upload Creative and create a Campaign" quickstart, step
 * 3. The map's keys match files by name: the sample's file is called `<key>.png`.
 */
function addImages(context: Context): Reply {
	const { parts, state, now } = context;
	const named = (name: string) => parts.filter((part) => part.name === name);
	const known = ['dspId', 'advertiserId', 'creativeImageMetadata', 'creativeFiles'];
	const stray = parts.find((part) => !known.includes(part.name));
	if (stray) refuse(`Unexpected part '${stray.name}'.`);
	// Strictest reading: the sample sends dspId and advertiserId empty, the table leaves them out.
	for (const name of known) {
		if (named(name).length === 0) refuse(`Required request part '${name}' is not present`);
		if (name !== 'creativeFiles' && named(name).length > 1) refuse(`Duplicate part '${name}'.`);
	}
	const metadata = readMetadata(named('creativeImageMetadata')[0]);
	const files = named('creativeFiles');
	const stems = files.map((file) => stemOf(file.filename ?? ''));
	if (new Set(stems).size !== stems.length) refuse('Duplicate creative file.');
	for (const [index, file] of files.entries()) {
		if (!file.isFile || file.size === 0) refuse('Creative file missing.');
		const entry = metadata.get(stems[index]);
		if (!entry) refuse(`No metadata found for file ${file.filename ?? ''}.`);
		checkImage(file, entry);
	}
	for (const key of metadata.keys()) {
		if (!stems.includes(key)) refuse(`Creative file missing for '${key}'.`);
	}
	// Everything is checked before anything is made: this endpoint has no partial success.
	const ids = files.map((file, index) => {
		const entry = metadata.get(stems[index]) ?? {};
		const creativeId = state.nextId('creative');
		state.creatives.set(creativeId, {
			creativeId,
			creativeName: String(entry.creativeName),
			creativeTypeId: 11,
			clickUrl: String(entry.clickUrl),
			width: Number(entry.width),
			height: Number(entry.height),
			duration: null,
			sourceType: 'FILE',
			source: '',
			metadata: entry,
			file: storedFile(file),
			madeAt: now,
		});
		return creativeId;
	});
	return okV2({ data: ids, message: 'Image Creative(s) Added successfully' }, 201, 201);
}

const TYPE_NAMES: Record<number, string> = {
	11: 'image',
	13: 'html',
	14: 'video',
	15: 'native',
	17: 'audio',
};

function details(creative: Creative, context: Context): JsonObject {
	const { options, state } = context;
	const pixels = pixelsOf(creative);
	const status = creativeStatus(creative, context);
	const madeAt = Math.floor(creative.madeAt / 1000);
	const isXml = /^(VAST|DAAST)_/.test(creative.sourceType);
	const campaigns = [...state.campaigns.values()]
		.filter(({ request }) =>
			String(request.creativeIds).split(',').includes(String(creative.creativeId)),
		)
		.map((campaign) => ({
			campaignName: campaign.request.campaignName,
			campaignId: campaign.id,
			campaignStatus: campaignStatus(campaign, context),
		}));
	return {
		creativeName: creative.creativeName,
		status,
		creativeId: creative.creativeId,
		height: creative.height,
		width: creative.width,
		duration: creative.duration,
		creativeTypeId: creative.creativeTypeId,
		creativeType: TYPE_NAMES[creative.creativeTypeId] ?? null,
		clickUrl: creative.clickUrl,
		creativeCardSource: `https://cdn.sandbox.example/card/${creative.creativeId}.jpg`,
		creativeSource: sourceOf(creative),
		creativeSourceURL: null,
		pixelUrls: pixels.length > 0 ? pixels : null,
		createdOn: madeAt,
		modifiedDate: Math.floor((creative.modifiedAt ?? creative.madeAt) / 1000),
		uowId: 6942,
		owId: options.owId,
		userName: 'Sandbox Buyer',
		adPlacement: null,
		remarks: null,
		xmlType: isXml ? 'inline' : null,
		xmlVersion: isXml ? '4.0,4.1' : null,
		rejectionReason: status === 'rejected' ? rejectionOf(creative, context) : null,
		userEmail: options.email,
		organizationName: 'Sandbox Organization',
		campaigns,
		previewFlag: 1,
		nativeCreativeAttributes: null,
		isEditAccess: true,
		isApprovalAccess: options.approvalAccess,
	};
}

/**
 * GET /api/v2/crt/creatives/details?creativeIds=: "Upload Creative and create a Campaign"
 * quickstart, step 4, whose answer is an array.
 */
function getDetails(context: Context): Reply {
	const { request, state } = context;
	const ids = request.query.get('creativeIds') ?? '';
	if (!/^\d+(,\d+)*$/.test(ids)) refuse('Invalid creative ids.', 'creativeIds');
	// Strictest reading: an unknown id is silently left out of the array.
	const found = ids.split(',').flatMap((id) => {
		const creative = state.creatives.get(Number(id));
		return isOwn(creative, context) ? [details(creative, context)] : [];
	});
	return okV2(found);
}

export const creativeRoutes: Route[] = [
	route('POST', '/api/v2/crt/add/image/banner/creative', addImages, { body: 'multipart' }),
	route('GET', '/api/v2/crt/creatives/details', getDetails),
];
