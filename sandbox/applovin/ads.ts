import { json, type Reply } from '../reply';
import { assetStatus } from './assets';
import {
	checkKeys,
	creativeSetParam,
	isText,
	jsonBody,
	refuse,
	route,
	type Context,
	type Route,
} from './context';
import { TEMPLATES } from './lists';
import type { AppLovinAd, AppLovinState } from './state';

// "Table of /ad/ad_id Request/Response Body Fields"
const NEVER = ['creative_set_id', 'creative_set_name', 'id', 'size', 'template'];

export function adsOf(creativeSetId: string, state: AppLovinState): AppLovinAd[] {
	return [...state.ads.values()].filter((ad) => ad.creative_set_id === creativeSetId);
}

export function adRow(ad: AppLovinAd, state: AppLovinState) {
	const creative_set_name = state.creativeSets.get(ad.creative_set_id)?.name ?? '';
	return { ...ad, creative_set_name };
}

/**
 * "After you upload all required assets for an ad template …, the ads are automatically created."
 * Computed from the clock at every request, without timers, so that tests can move it. Ads that a
 * disabled size gets later are disabled too.
 */
export function growAds(context: Context): void {
	const { state } = context;
	for (const set of state.creativeSets.values()) {
		const assets = [...(state.assets.get(set.id)?.values() ?? [])];
		const ready = assets.filter((asset) => assetStatus(asset, context) === 'ready');
		const types = ready.map((asset) => asset.type);
		const own = adsOf(set.id, state);
		for (const { size, name: template, assets: needed } of TEMPLATES) {
			if (!needed.every((type) => types.includes(type))) continue;
			if (own.some((ad) => ad.size === size && ad.template === template)) continue;
			const id = state.nextAdId();
			const name = `${set.name} ${size} ${template}`;
			const status = set.switched.get(size) ?? true;
			state.ads.set(id, { id, name, creative_set_id: set.id, size, template, status });
		}
	}
}

function adParam({ params, state }: Context): AppLovinAd {
	const ad = /^\d{1,15}$/.test(params[0]) ? state.ads.get(Number(params[0])) : undefined;
	return ad ?? refuse('Ad not found', 404);
}

/** POST /ad/{ad_id}: "to edit an ad’s name or status". */
function update(context: Context): Reply {
	const ad = adParam(context);
	const body = jsonBody(context);
	checkKeys(body, ['name', 'status'], NEVER);
	if (Object.keys(body).length === 0) refuse('There is nothing to update');
	if ('name' in body && !isText(body.name)) refuse('name must be a text that is not empty');
	if ('status' in body && typeof body.status !== 'boolean') refuse('status must be true or false');
	if (typeof body.name === 'string') ad.name = body.name;
	if (typeof body.status === 'boolean') ad.status = body.status;
	return json(200, adRow(ad, context.state));
}

/** GET /ads/{creative_set_id}: "all ads associated with a creative set". */
function getAll(context: Context): Reply {
	const { id } = creativeSetParam(context);
	const { state } = context;
	return json(
		200,
		adsOf(id, state).map((ad) => adRow(ad, state)),
	);
}

export const adRoutes: Route[] = [
	route('GET', '/ad/{ad_id}', 'creatives:read', (context) =>
		json(200, adRow(adParam(context), context.state)),
	),
	route('POST', '/ad/{ad_id}', 'creatives:write', update),
	route('GET', '/ads/{creative_set_id}', 'creatives:read', getAll),
];
