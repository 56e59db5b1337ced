import type { ParsedPart } from '../body';
import { json, type Reply } from '../reply';
import { fileAssetType } from './asset-file';
import {
	creativeSetParam,
	isText,
	refuse,
	route,
	turned,
	type Context,
	type Route,
} from './context';
import { ASSET_TYPES } from './lists';
import type { AppLovinAsset, AppLovinAssetStatus } from './state';

type Clock = Pick<Context, 'now' | 'options'>;

/** "It begins by setting the status to processing. It finishes by setting … error … or ready." */
export function assetStatus(asset: AppLovinAsset, { now, options }: Clock): AppLovinAssetStatus {
	const decision = asset.decisions?.filter(({ at }) => at <= now).at(-1);
	if (decision) return decision.status;
	if (now - asset.madeAt < options.assetReadyAfterMs) return 'processing';
	return asset.fails ? 'error' : 'ready';
}

/** "Asset URL, hash, or text string": no document says which one appears when. */
function shownAsset({ asset, file }: AppLovinAsset, status: string, { options }: Clock): string {
	const isHash = status === 'processing' && options.processingAsset === 'hash';
	return file && isHash ? file.sha256.slice(0, 32) : asset;
}

/** "Table of Asset Object Fields". */
export function assetRows(creativeSetId: string, context: Context) {
	const assets = [...(context.state.assets.get(creativeSetId)?.values() ?? [])];
	return turned(assets, context).map((entry) => ({
		asset: shownAsset(entry, assetStatus(entry, context), context),
		status: assetStatus(entry, context),
		type: entry.type,
	}));
}

const TEXT_PARTS = ['asset', 'type', 'update', 'remove'];

/** "Table of Request Asset Form Fields"; "Only one asset can be managed per request." */
function readForm(parts: ParsedPart[]): { texts: Map<string, string>; file?: ParsedPart } {
	const texts = new Map<string, string>();
	let file: ParsedPart | undefined;
	for (const part of parts) {
		if (part.name === 'file') {
			if (!part.isFile) refuse('The part file must be a file');
			if (file) refuse('The part file is given twice');
			file = part;
			continue;
		}
		if (!TEXT_PARTS.includes(part.name)) refuse(`Unknown part '${part.name}'`);
		if (part.isFile) refuse(`The part ${part.name} must be a text`);
		if (texts.has(part.name)) refuse(`The part ${part.name} is given twice`);
		texts.set(part.name, part.content.toString('utf8'));
	}
	return { texts, ...(file ? { file } : {}) };
}

/** "true or false" */
function flag(texts: Map<string, string>, name: string): boolean {
	const value = texts.get(name) ?? 'false';
	if (value !== 'true' && value !== 'false') refuse(`${name} must be true or false`);
	return value === 'true';
}

function checkType(type: string | undefined): string {
	if (type === undefined) refuse('type is required');
	return ASSET_TYPES.includes(type) ? type : refuse('type is unknown');
}

/** "Asset URL, hash, or text string": text is for the TXT types, the others need the first two. */
function checkAsset(asset: string, type: string): void {
	if (!isText(asset)) refuse('asset is empty');
	// "0.0–5.0, only increments of 0.5 are accepted"
	if (type === 'TXT_RATING' && !/^([0-4]\.[05]|5\.0)$/.test(asset)) {
		refuse('TXT_RATING must be 0.0 to 5.0 in steps of 0.5');
	}
	const isReference = /^https?:\/\/[^\s/]+\S*$/.test(asset) || /^[0-9a-f]{16,}$/.test(asset);
	if (!type.startsWith('TXT_') && !isReference) refuse(`asset is no URL or hash for ${type}`);
}

function fileAsset(file: ParsedPart, context: Context): AppLovinAsset {
	const filename = file.filename ?? '';
	const { size, sha256 } = file;
	const name = encodeURIComponent(filename);
	return {
		type: fileAssetType(file, context.options),
		asset: `https://res1.sandbox.example/o${sha256.slice(0, 7)}/${name}`,
		// No document says what gets refused, so the name decides.
		fails: /fail/i.test(filename),
		madeAt: context.now,
		file: { filename, size, sha256 },
	};
}

/** The asset of a request that adds or updates one. */
function readAsset(texts: Map<string, string>, file: ParsedPart | undefined, context: Context) {
	const asset = texts.get('asset');
	// "you only need to pass either the asset parameter or the file parameter"
	if ((asset === undefined) === (file === undefined)) refuse('Pass either asset or file');
	if (file) {
		// Strictest reading: no document says what a type means beside a file, which has its own.
		if (texts.has('type')) refuse('type is calculated from the file');
		return fileAsset(file, context);
	}
	const type = checkType(texts.get('type'));
	checkAsset(asset ?? '', type);
	return { type, asset: asset ?? '', fails: /fail/i.test(asset ?? ''), madeAt: context.now };
}

/**
 * POST /creative_set_assets/{creative_set_id}: "to upload, update, or remove an asset". A set has one
 * asset of each type, because `update` and `remove` speak of "the asset type".
 */
function manage(context: Context): Reply {
	const { id } = creativeSetParam(context);
	const assets = context.state.assets.get(id) ?? new Map<string, AppLovinAsset>();
	const { texts, file } = readForm(context.parts);
	const [update, remove] = [flag(texts, 'update'), flag(texts, 'remove')];
	if (remove) {
		const type = checkType(texts.get('type'));
		// "When you remove an asset, you only need to pass the type parameter." More is refused.
		if (update || file || texts.has('asset')) refuse('remove needs only type');
		// The ads made from it stay: the document has no way to remove ads.
		if (!assets.delete(type)) refuse(`The creative set has no ${type}`);
	} else {
		const asset = readAsset(texts, file, context);
		// Strictest reading: neither case is documented.
		if (update && !assets.has(asset.type)) refuse(`The creative set has no ${asset.type}`);
		if (!update && assets.has(asset.type)) refuse(`The creative set has a ${asset.type} already`);
		assets.set(asset.type, asset);
	}
	// "The response will include all assets in the creative set."
	const rows = assetRows(id, context);
	return json(200, context.options.assetsReply === 'array' ? rows : { assets: rows });
}

export const assetRoutes: Route[] = [
	route('POST', '/creative_set_assets/{creative_set_id}', 'creatives:write', manage, 'multipart'),
];
