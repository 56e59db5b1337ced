import type { ParsedPart } from '../body';
import { isInteger, isObject, type JsonObject, type JsonValue } from '../json';
import { extensionOf, imageSize, imageTypeOf, looksLike, sizeLimit } from '../media';

/** The documented words for a FILE creative whose file is missing from the form. */
const FILE_MISSING = 'Creative file missing. Please attach the required file. : null';

const COMMON_KEYS = [
	'creativeName',
	'platformCreativeTypeId',
	'creativeSourceType',
	'creativeSource',
	'clickUrl',
	'externalCreativeId',
	'subMediaType',
];

// The table spells the tracking keys "…Url", every sample "…URL" except startUrl: the samples count.
const TRACKING_KEYS = [
	'startUrl',
	'firstQuartileURL',
	'midPointURL',
	'thirdQuartileURL',
	'completeURL',
	'impressionURL',
];

const DETAIL_KEYS: Record<string, string[]> = {
	imageDetails: ['creativeWidth', 'creativeHeight', 'pixelUrl', 'pixelUrls'],
	htmlDetails: ['creativeWidth', 'creativeHeight'],
	videoDetails: ['creativeWidth', 'creativeHeight', 'duration', 'customTracking'],
	audioDetails: ['duration', 'logoSource', 'logoHeight', 'logoWidth', 'customTracking'],
	nativeDetails: [
		'title',
		'description',
		'cta',
		'brandName',
		'brandIconSourceUrl',
		'brandIconHeight',
		'brandIconWidth',
		'thumbnailSourceUrl',
		'thumbnailHeight',
		'thumbnailWidth',
	],
};

const NUMBERS = ['creativeWidth', 'creativeHeight', 'duration', 'logoHeight', 'logoWidth'];

interface TypeRule {
	sources: string[];
	details: string[];
	extensions: string[];
}

/** Source types and detail objects as the creative guidelines' samples combine them. */
const TYPES: Record<number, TypeRule> = {
	11: {
		sources: ['FILE', 'URL'],
		details: ['imageDetails'],
		extensions: ['jpg', 'jpeg', 'png', 'gif'],
	},
	13: { sources: ['HTML', 'HTML5'], details: ['htmlDetails'], extensions: [] },
	14: {
		sources: ['FILE', 'URL', 'VAST_URL', 'VAST_XML'],
		details: ['videoDetails'],
		extensions: ['mp4', 'mov'],
	},
	15: {
		sources: ['FILE', 'URL', 'VAST_URL', 'VAST_XML'],
		details: ['nativeDetails', 'imageDetails', 'videoDetails'],
		extensions: ['jpg', 'jpeg', 'png', 'gif', 'mp4', 'mov'],
	},
	17: {
		sources: ['FILE', 'URL', 'VAST_URL', 'VAST_XML', 'DAAST_URL', 'DAAST_XML'],
		details: ['audioDetails'],
		extensions: ['mp3', 'wav', 'ogg', 'mpeg'],
	},
};

function isText(value: JsonValue | undefined): value is string {
	return typeof value === 'string' && value.trim() !== '';
}

function detailProblem(name: string, details: JsonValue): string | undefined {
	if (!isObject(details)) return `${name} must be an object`;
	for (const [key, value] of Object.entries(details)) {
		if (!DETAIL_KEYS[name].includes(key)) return `Unrecognized field '${name}.${key}'`;
		if (NUMBERS.includes(key) && (typeof value !== 'number' || value <= 0)) {
			return `Invalid ${name}.${key}`;
		}
	}
	const tracking = details.customTracking;
	if (tracking !== undefined) {
		if (!isObject(tracking)) return `Invalid ${name}.customTracking`;
		const stray = Object.keys(tracking).find((key) => !TRACKING_KEYS.includes(key));
		if (stray !== undefined) return `Unrecognized field '${name}.customTracking.${stray}'`;
	}
	// "pixelUrl (String, optional): Tracking pixel URL."
	if (details.pixelUrl !== undefined && !isText(details.pixelUrl)) return 'Invalid pixelUrl';
	// "pixelUrls[≤5]" in one document, a single "pixelUrl" in the other: both are accepted.
	const pixels = details.pixelUrls;
	if (pixels !== undefined && (!Array.isArray(pixels) || pixels.length > 5)) {
		return 'Invalid pixelUrls, at most 5 allowed';
	}
	return undefined;
}

function fileProblem(entry: JsonObject, rule: TypeRule, files: ParsedPart[]): string | undefined {
	const file = files.find((candidate) => candidate.filename === entry.creativeSource);
	if (!file || file.size === 0) return FILE_MISSING;
	const extension = extensionOf(file.filename ?? '');
	const limit = sizeLimit(extension);
	if (!rule.extensions.includes(extension) || !limit) {
		return `Unsupported file format '${extension}'`;
	}
	if (file.size > limit.bytes) return `File size exceeds ${limit.label}`;
	const imageType = imageTypeOf(extension);
	if (!imageType) {
		return looksLike(extension, file.content) ? undefined : `Invalid ${extension} file`;
	}
	const size = imageSize(file.content);
	if (size?.type !== imageType) return `Invalid ${extension} file`;
	const details = entry.imageDetails;
	if (!isObject(details)) return undefined;
	const { creativeWidth, creativeHeight } = details;
	const wrong =
		(creativeWidth !== undefined && creativeWidth !== size.width) ||
		(creativeHeight !== undefined && creativeHeight !== size.height);
	return wrong ? 'Width and height do not match the file' : undefined;
}

function sourceProblem(entry: JsonObject, rule: TypeRule, files: ParsedPart[]): string | undefined {
	const source = String(entry.creativeSource);
	switch (entry.creativeSourceType) {
		case 'FILE':
			return fileProblem(entry, rule, files);
		case 'URL':
		case 'VAST_URL':
		case 'DAAST_URL':
			return /^https?:\/\/\S+$/i.test(source) ? undefined : 'Invalid creativeSource URL';
		case 'VAST_XML':
			return /<VAST[\s>]/.test(source) ? undefined : 'Invalid VAST XML';
		case 'DAAST_XML':
			return /<DAAST[\s>]/.test(source) ? undefined : 'Invalid DAAST XML';
		default:
			return undefined;
	}
}

/**
 * What is wrong with one creative of POST /api/v3/crt/creatives (creative guidelines, "Add
 * creative"); it becomes that creative's entry in `failedData`.
 */
export function creativeProblem(entry: JsonValue, files: ParsedPart[]): string | undefined {
	if (!isObject(entry)) return 'Invalid creative metadata';
	const rule = TYPES[Number(entry.platformCreativeTypeId)];
	if (!isInteger(entry.platformCreativeTypeId) || !rule) return 'Invalid platformCreativeTypeId';
	if (!isText(entry.creativeName)) return 'creativeName is required';
	if (entry.creativeName.length > 255) return 'creativeName is too long';
	if (!rule.sources.includes(String(entry.creativeSourceType))) return 'Invalid creativeSourceType';
	if (!isText(entry.creativeSource)) return 'creativeSource is required';
	const isTag = /^(VAST|DAAST)_/.test(String(entry.creativeSourceType));
	// "clickUrl (String, required for non-VAST/DAAST types)"
	if (!isTag && !isText(entry.clickUrl)) return 'clickUrl is required';
	for (const [key, value] of Object.entries(entry)) {
		if (COMMON_KEYS.includes(key)) continue;
		if (!rule.details.includes(key)) return `Unrecognized field '${key}'`;
		const problem = detailProblem(key, value);
		if (problem) return problem;
	}
	if (entry.platformCreativeTypeId === 13) {
		const details = entry.htmlDetails;
		if (!isObject(details) || !details.creativeWidth || !details.creativeHeight) {
			return 'htmlDetails with creativeWidth and creativeHeight is required';
		}
	}
	// "subMediaType (String, required for Native: 'image' or 'video')"
	if (entry.platformCreativeTypeId === 15) {
		if (entry.subMediaType !== 'image' && entry.subMediaType !== 'video') {
			return 'subMediaType is required';
		}
		if (!isObject(entry.nativeDetails)) return 'nativeDetails is required';
	} else if (entry.subMediaType !== undefined) {
		return "Unrecognized field 'subMediaType'";
	}
	return sourceProblem(entry, rule, files);
}
