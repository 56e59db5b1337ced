import { isObject, type JsonObject, type JsonValue } from '../json';
import { json, type Reply } from '../reply';
import { assetRow, assetStatus } from './assets';
import type { Context, Route } from './context';
import { associated, checkKeys, choice, idIn, idOf, idsOf, jsonBody, listIn, pageOf, refuse, required, setsOf, textOf, timeIn, wanted, without } from './context';
import type { AxonAsset, AxonCreativeSet, AxonStatus } from './state';

const FIELDS = ['type', 'campaign_id', 'name', 'assets', 'languages', 'countries', 'product_page', 'creative_set_url', 'status', 'version'];

/** "upper-case words", the list of one client in daily use. */
const LANGUAGES = 'ENGLISH KOREAN JAPANESE CHINESE_SIMPLIFIED CHINESE_TRADITIONAL FRENCH GERMAN SPANISH PORTUGUESE ITALIAN INDONESIAN THAI VIETNAMESE RUSSIAN ARABIC TURKISH HINDI DUTCH POLISH SWEDISH NORWEGIAN DANISH FINNISH CZECH ROMANIAN HUNGARIAN GREEK HEBREW MALAY'.split(' ');

/** "WEB sets may not list". */
const NOT_FOR_WEB = 'AD AT AW AX BE BL BQ CH CW DE DK ES FI FO FR GB GF GG GI GL GP GR IE IM IS IT JE LI LU MC MF MQ MT NC NL NO PF PM PT RE SE SH SJ SM SX VA WF YT'.split(' ');

const ASSET_TYPES = ['HOSTED_HTML', 'IMG_INTER_P', 'IMG_BANNER', 'VID_SHORT_P', 'VID_LONG_P'];
const MOST_ASSETS = 50;
const MOST_OF_A_TYPE = 10;

function checkTexts(body: JsonObject, key: string, isAllowed: (value: string) => boolean): void {
	const value = body[key];
	if (value === undefined) return;
	if (!Array.isArray(value)) refuse(`${key} must be a list`);
	for (const one of value as JsonValue[]) {
		if (typeof one !== 'string' || !isAllowed(one)) refuse(`Invalid ${key}: ${JSON.stringify(one)}`);
	}
}

/** "1-50, at most 10 of a type"; "No asset may be REJECTED". */
function assetsOf(context: Context, body: JsonObject): number[] {
	const { assets: value } = body;
	if (!Array.isArray(value) || value.length === 0) refuse('assets must not be empty');
	const rows = (value as JsonValue[]).map((row): AxonAsset => {
		if (!isObject(row)) refuse('assets must hold objects');
		const entry = row as JsonObject;
		checkKeys(entry, ['id', 'type'], 'assets.');
		const id = idOf(entry.id, 'assets.id');
		const asset = context.state.assets.get(id) ?? refuse(`Invalid asset ids: [${id}(asset not found)]`);
		const type = choice(entry, 'type', ASSET_TYPES);
		if (type !== undefined && type !== asset.assetType) refuse(`Invalid type of asset ${id}: ${type}`);
		if (assetStatus(context, asset) === 'REJECTED') {
			refuse(`Invalid asset ids: [${id}(asset status: rejected)]`);
		}
		return asset;
	});
	if (rows.length > MOST_ASSETS) refuse(`assets: at most ${MOST_ASSETS} allowed`);
	if (new Set(rows).size < rows.length) refuse('assets has an asset twice');
	for (const type of ASSET_TYPES) {
		if (rows.filter(({ assetType }) => assetType === type).length > MOST_OF_A_TYPE) {
			refuse(`assets: at most ${MOST_OF_A_TYPE} of ${type} allowed`);
		}
	}
	checkCombination(context, rows);
	return rows.map(({ id }) => id);
}

/** One client had "video only and playable only refused", others not. */
function checkCombination({ options }: Context, rows: AxonAsset[]): void {
	if (options.assetCombinations === 'any') return;
	const kinds = new Set(rows.map(({ resourceType }) => resourceType));
	if (!kinds.has('IMAGE') || kinds.size < 2) refuse('asset combination is not supported');
}

/** What both create and update may hold. */
function checkFields(body: JsonObject): void {
	const type = choice(body, 'type', ['APP', 'WEB']);
	textOf(body, 'name');
	checkTexts(body, 'languages', (one) => LANGUAGES.includes(one));
	checkTexts(body, 'countries', (one) => /^[A-Z]{2}$/.test(one) && !(type === 'WEB' && NOT_FOR_WEB.includes(one)));
	textOf(body, 'product_page');
	textOf(body, 'creative_set_url');
	if (type === 'WEB' && body.product_page !== undefined) refuse('product_page is only for APP');
	if (type === 'APP' && body.creative_set_url !== undefined) refuse('creative_set_url is only for WEB');
	choice(body, 'status', ['LIVE', 'PAUSED']);
	choice(body, 'version', ['V1', 'V2']);
}

function setRow(context: Context, set: AxonCreativeSet): JsonObject {
	const { state } = context;
	const assets = set.assetIds.flatMap((id) => state.assets.get(id) ?? []);
	return {
		id: idIn(context, set.id),
		hashed_id: set.hashedId,
		...set.fields,
		status: set.status,
		version: set.version,
		campaign_ids: set.campaignIds.map((id) => idIn(context, id)),
		created_at: timeIn(set.createdAt),
		assets: assets.map((asset) => {
			const { id, name, url, status, asset_type: type, resource_type } = assetRow(context, asset);
			return { id, name, url, status, type, resource_type } as JsonObject;
		}),
	};
}

const made = (context: Context, { id, version }: AxonCreativeSet): Reply =>
	json(200, { id: idIn(context, id), version });

function campaignOf({ state }: Context, body: JsonObject, type: unknown): number {
	const id = idOf(body.campaign_id, 'campaign_id');
	const campaign = state.campaigns.get(id) ?? refuse(`Campaign not found: ${id}`);
	if (campaign.fields.type !== type) refuse(`Campaign ${id} is not of type ${String(type)}`);
	return id;
}

function add(context: Context, set: Omit<AxonCreativeSet, 'id' | 'hashedId' | 'createdAt'>): AxonCreativeSet {
	const { state, now } = context;
	const id = state.nextId('set');
	const row = { ...set, id, hashedId: state.hashedId('set', id), createdAt: now };
	state.creativeSets.set(id, row);
	return row;
}

function create(context: Context): Reply {
	const { options } = context;
	const body = jsonBody(context);
	if (body.id !== undefined) refuse('id is not allowed');
	checkKeys(body, FIELDS);
	required(body, ['type', 'name', 'assets']);
	checkFields(body);
	if (options.needsSetVersion && body.version !== 'V2') refuse('version is required');
	const campaignIds = body.campaign_id === undefined ? [] : [campaignOf(context, body, body.type)];
	const assetIds = assetsOf(context, body);
	const { status, version } = body;
	const fields = without(body, 'campaign_id', 'assets', 'status', 'version');
	return made(context, add(context, {
		...{ fields, campaignIds, assetIds },
		status: options.setStatus === 'heeded' ? ((status ?? 'LIVE') as AxonStatus) : 'LIVE',
		version: (version ?? 'V2') as AxonCreativeSet['version'],
	}));
}

function update(context: Context): Reply {
	const { state } = context;
	const { id: sentId, ...body } = jsonBody(context);
	required({ id: sentId } as JsonObject, ['id']);
	const id = idOf(sentId, 'id');
	const set = state.creativeSets.get(id) ?? refuse(`Creative set not found: ${id}`);
	checkKeys(body, FIELDS);
	// "required (C) or optional (M,G): send always".
	required(body, ['type', 'assets']);
	if (body.type !== set.fields.type) refuse(`The creative set's type is ${String(set.fields.type)}`);
	checkFields(body);
	const assetIds = assetsOf(context, body);
	if (body.campaign_id !== undefined) campaignOf(context, body, body.type);
	const { status = set.status } = body;
	const fields = without(body, 'campaign_id', 'assets', 'status', 'version');
	const changed = { ...set, assetIds, fields: { ...set.fields, ...fields }, status: status as AxonStatus };
	state.creativeSets.set(id, changed);
	return made(context, changed);
}

/** "the source set must belong to a campaign". */
function clone(context: Context): Reply {
	const body = jsonBody(context);
	checkKeys(body, ['campaign_id', 'creative_set_id', 'status']);
	required(body, ['campaign_id', 'creative_set_id']);
	const id = idOf(body.creative_set_id, 'creative_set_id');
	const set = context.state.creativeSets.get(id) ?? refuse(`Creative set not found: ${id}`);
	if (set.campaignIds.length === 0) refuse(`Creative set ${id} belongs to no campaign`);
	const campaignId = campaignOf(context, body, set.fields.type);
	const status = (choice(body, 'status', ['LIVE', 'PAUSED']) ?? context.options.cloneStatus) as AxonStatus;
	const { fields, assetIds, version } = set;
	return made(context, add(context, { fields: { ...fields }, assetIds: [...assetIds], version, campaignIds: [campaignId], status }));
}

function campaignsOf(context: Context, ids: number[]): number[] {
	const missing = ids.find((id) => !context.state.campaigns.has(id));
	if (missing !== undefined) refuse(`Campaign not found: ${missing}`);
	return ids;
}

function addToCampaigns(context: Context): Reply {
	const body = jsonBody(context);
	checkKeys(body, ['campaign_ids', 'creative_set_ids']);
	const campaigns = campaignsOf(context, idsOf(body, 'campaign_ids', 20));
	for (const set of setsOf(context, idsOf(body, 'creative_set_ids', 50))) {
		set.campaignIds = [...new Set([...set.campaignIds, ...campaigns])];
	}
	return associated(context);
}

function removeFromCampaigns(context: Context): Reply {
	const body = jsonBody(context);
	checkKeys(body, ['campaign_ids', 'creative_set_id']);
	const campaigns = campaignsOf(context, idsOf(body, 'campaign_ids', 20));
	const [set] = setsOf(context, idsOf({ creative_set_id: [body.creative_set_id ?? null] }, 'creative_set_id', 1));
	set.campaignIds = set.campaignIds.filter((id) => !campaigns.includes(id));
	return associated(context);
}

function removeFromAllCampaigns(context: Context): Reply {
	const body = jsonBody(context);
	checkKeys(body, ['creative_set_ids']);
	for (const set of setsOf(context, idsOf(body, 'creative_set_ids', 50))) set.campaignIds = [];
	return associated(context);
}

function list(context: Context): Reply {
	const rows = [...context.state.creativeSets.values()].filter(wanted(context));
	return json(200, pageOf(context, rows.map((row) => setRow(context, row))));
}

/** "rows missing or double": the first set of a campaign comes twice, the last one is left out. */
function listByCampaign(context: Context): Reply {
	const ids = listIn(context, 'ids', /^[1-9]\d*$/) ?? refuse('ids is required');
	const all = [...context.state.creativeSets.values()];
	const campaigns: Record<string, JsonObject[]> = {};
	let count = 0;
	for (const id of pageOf(context, ids)) {
		const rows = all.filter(({ campaignIds }) => campaignIds.includes(Number(id)));
		const shown = context.options.messyByCampaign && rows.length > 1 ? [rows[0], ...rows.slice(0, -1)] : rows;
		campaigns[id] = shown.map((row) => setRow(context, row));
		count += shown.length;
	}
	return json(200, { campaign_count: Object.keys(campaigns).length, creative_set_count: count, campaigns });
}

const path = (name: string): string => `/creative_set/${name}`;

export const creativeSetRoutes: Route[] = [
	{ method: 'GET', path: path('list'), query: ['ids', 'hashed_ids', 'page', 'size'], handle: list },
	{ method: 'GET', path: path('list_by_campaign_id'), query: ['ids', 'page', 'size'], handle: listByCampaign },
	{ method: 'POST', path: path('create'), handle: create },
	{ method: 'POST', path: path('update'), handle: update },
	{ method: 'POST', path: path('clone'), handle: clone },
	{ method: 'POST', path: path('add-to-campaigns'), handle: addToCampaigns },
	{ method: 'POST', path: path('remove-from-campaigns'), handle: removeFromCampaigns },
	{ method: 'POST', path: path('remove-from-all-campaigns'), handle: removeFromAllCampaigns },
];
