import { isObject, type JsonObject, type JsonValue } from '../json';
import { json, type Reply } from '../reply';
import { adRow, adsOf } from './ads';
import { assetRows } from './assets';
import {
	campaignParam,
	checkKeys,
	creativeSetParam,
	isText,
	jsonBody,
	payload,
	refuse,
	route,
	turned,
	writeReply,
	type Context,
	type Route,
} from './context';
import { COUNTRIES, LANGUAGES, SIZE_DESIGNATORS } from './lists';
import type { AppLovinCreativeSet } from './state';

// "Table of /creative_set/creative_set_id Request/Response Body Fields". No table has the set's own
// id, but the ads' `creative_set_id` must come from somewhere.
const WRITABLE = ['countries', 'languages', 'name', 'product_page', 'sizes'];
const NEVER = ['ads', 'assets', 'id', 'creative_set_id'];

function checkList(body: JsonObject, name: string, known: ReadonlySet<string>): void {
	if (!(name in body)) return;
	const list = body[name];
	if (!Array.isArray(list)) refuse(`${name} must be a list`);
	const stray = list.find((item) => typeof item !== 'string' || !known.has(item));
	if (stray !== undefined) refuse(`${name} holds the unknown value ${JSON.stringify(stray)}`);
}

function checkSizes(sizes: JsonValue): Array<[string, boolean]> {
	if (!isObject(sizes) || Object.keys(sizes).length === 0) refuse('sizes must be an object');
	return Object.entries(sizes).map(([size, enabled]) => {
		if (!SIZE_DESIGNATORS.includes(size)) refuse(`The size '${size}' is unknown`);
		if (typeof enabled !== 'boolean') refuse(`The size '${size}' must be true or false`);
		return [size, enabled];
	});
}

function checkValues(body: JsonObject): void {
	if ('name' in body && !isText(body.name)) refuse('name must be a text that is not empty');
	checkList(body, 'countries', COUNTRIES);
	checkList(body, 'languages', LANGUAGES);
	if ('product_page' in body && typeof body.product_page !== 'string') {
		refuse('product_page must be a text');
	}
	if ('sizes' in body) checkSizes(body.sizes);
}

/** Applies what `checkValues` has accepted. */
function assign(set: AppLovinCreativeSet, body: JsonObject, context: Context): void {
	const list = (value: JsonValue) => (Array.isArray(value) ? value.map(String) : []);
	if ('name' in body) set.name = String(body.name);
	if ('countries' in body) set.countries = list(body.countries);
	if ('languages' in body) set.languages = list(body.languages);
	if ('product_page' in body) set.product_page = String(body.product_page);
	if ('sizes' in body) switchSizes(set, checkSizes(body.sizes), context);
}

/**
 * "… would disable any ads in the set that are of size BANNER, and would enable the ads in the set
 * that are of size INTER. Ads of other sizes would not be affected." Taken literally: the status of
 * each of these ads is set, even of those switched individually before.
 */
function switchSizes(
	set: AppLovinCreativeSet,
	sizes: Array<[string, boolean]>,
	{ state }: Context,
): void {
	for (const [size, enabled] of sizes) {
		set.switched.set(size, enabled);
		for (const ad of adsOf(set.id, state)) if (ad.size === size) ad.status = enabled;
	}
}

/** "Set of creative size options": only the sizes of the ads in the set. */
function sizesOf(set: AppLovinCreativeSet, { state }: Context): Record<string, boolean> {
	const sizes = adsOf(set.id, state).map((ad) => ad.size);
	return Object.fromEntries(sizes.map((size) => [size, set.switched.get(size) ?? true]));
}

function row(set: AppLovinCreativeSet, context: Context) {
	const { id, campaign_id, name, countries, languages, product_page } = set;
	return {
		id,
		campaign_id,
		name,
		countries,
		languages,
		product_page,
		sizes: sizesOf(set, context),
		ads: adsOf(id, context.state).map((ad) => adRow(ad, context.state)),
		assets: assetRows(id, context),
	};
}

/** POST /creative_set/ without an id. Only `campaign_id` can say which campaign it is for. */
function create(context: Context): Reply {
	const { state } = context;
	const body = jsonBody(context);
	// "do not fill in the creative_set_id in the request URL nor in the request body"
	checkKeys(body, [...WRITABLE, 'campaign_id'], NEVER);
	if (!isText(body.campaign_id)) refuse('campaign_id is required');
	if (!state.campaigns.has(body.campaign_id)) refuse('Campaign not found', 404);
	if (!('name' in body)) refuse('name is required');
	checkValues(body);
	const set: AppLovinCreativeSet = {
		id: state.nextHexId('creativeSet'),
		campaign_id: body.campaign_id,
		name: '',
		countries: [],
		languages: [],
		product_page: '',
		switched: new Map(),
	};
	assign(set, body, context);
	state.creativeSets.set(set.id, set);
	state.assets.set(set.id, new Map());
	return json(200, row(set, context));
}

/** POST /creative_set/{creative_set_id}: "to update a creative set’s name". */
function update(context: Context): Reply {
	const set = creativeSetParam(context);
	const body = jsonBody(context);
	// The table's footnote 1 at `campaign_id`: "read-only".
	checkKeys(body, WRITABLE, [...NEVER, 'campaign_id']);
	if (Object.keys(body).length === 0) refuse('There is nothing to update');
	checkValues(body);
	assign(set, body, context);
	return json(200, row(set, context));
}

/** POST /creative_set/{creative_set_id}/sizes: "enable or disable one or more creative sizes". */
function updateSizes(context: Context): Reply {
	const set = creativeSetParam(context);
	switchSizes(set, checkSizes(payload(context, 'sizes')), context);
	const sizes = sizesOf(set, context);
	return writeReply(context, { sizes }, sizes);
}

/** GET /creative_sets/{campaign_id}: "all creative sets associated with a campaign". */
function getAll(context: Context): Reply {
	const { campaign_id } = campaignParam(context);
	const sets = [...context.state.creativeSets.values()];
	const own = sets.filter((set) => set.campaign_id === campaign_id);
	return json(
		200,
		turned(own, context).map((set) => row(set, context)),
	);
}

// There is no GET of one set: the document has only POST at this path.
export const creativeSetRoutes: Route[] = [
	route('POST', '/creative_set/', 'creatives:write', create),
	route('POST', '/creative_set/{creative_set_id}', 'creatives:write', update),
	route('POST', '/creative_set/{creative_set_id}/sizes', 'creatives:write', updateSizes, 'json'),
	route('GET', '/creative_sets/{campaign_id}', 'creatives:read', getAll),
];
