import { createHash } from 'crypto';
import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { collectionProperty, readAll } from '../../common/form/fields';
import { choices } from '../../common/form/kinds';
import { SIMPLIFY_EVENTS } from '../../common/form/simplifyField';
import { ApiFailure, InputError } from '../../common/ground/errors';
import { isBlank, isObject, quote } from '../../common/ground/values';
import type { Gone } from '../../common/poll/gone';
import type { Seen } from '../../common/poll/watch';
import { MOST_WATCHED } from '../../common/poll/watch';
import { ifThere } from '../../common/run/simple';
import type { SimpleEvent } from '../../common/run/simpleEvent';
import { NOTHING_MISSED } from '../../common/send/deadline';
import { pathId } from '../../common/send/door';
import { shownAssetStatus, statusOf } from '../AppLovinCreativeSet/assets';
import { SIMPLE_ASSET } from '../AppLovinCreativeSet/simpleSet';
import { rowsOf, setIdOf } from '../shared/answerRows';
import { authenticationProperty } from '../shared/authentication';
import { ASSET_TYPES } from '../shared/choices';
import type { Ask, TriggerEvent } from '../shared/trigger';
import { eventProperty } from '../shared/trigger';
import { campaignChoice, idOf, listCampaigns, OTHERS_GO_ON, readChosen, REMOVE_GONE } from '../shared/watchedCampaigns';

/**
 * "It begins by setting the status to processing. It finishes by setting the status to either error
 * (failure) or ready (success)."
 */
const READY = 'ready';
const FAILED = 'error';
const PROCESSING = 'processing';

const TYPE_LABEL = 'Asset Types';

/** The most campaigns of one trigger: each costs a request at each poll, out of about 2000 an hour. */
const MOST_CAMPAIGNS = 200;

/** The most campaigns searched for a sample. */
const MOST_SAMPLED = 20;

/** How many campaigns are read at once. */
const PARALLEL = 5;

const FILTERS = {
	types: choices<string>(TYPE_LABEL, 'Only assets of these types', {
		of: ASSET_TYPES,
		example: 'Playable File (HOSTED_HTML)',
	}),
};

/**
 * A key that identifies an asset, which has no id; short, since all keys are remembered. A replaced
 * asset is a different one; no document says whether a set can have several of a type.
 */
function assetId(set: string, { type, asset }: IDataObject): string {
	const whole = JSON.stringify([set, type, asset]);
	return createHash('sha256').update(whole).digest('base64url').slice(0, 16);
}

function assetsOf(set: IDataObject, campaign: string, types: string[]): Seen[] {
	const id = setIdOf(set);
	if (id === '') {
		throw new ApiFailure(`AppLovin lists a creative set of campaign ${campaign} without its ID`, {
			description: NOTHING_MISSED,
		});
	}
	const ids = { campaign_id: campaign, creative_set_id: id };
	const name = isBlank(set.name) ? {} : { creative_set_name: set.name };
	return (Array.isArray(set.assets) ? set.assets.filter(isObject) : [])
		.filter(({ type }) => types.length === 0 || types.includes(String(type)))
		.map((asset) => ({
			id: assetId(id, asset),
			status: knownStatus(asset, campaign),
			json: { ...ids, ...name, ...asset },
		}));
}

/** Refuses a status that the document does not know: the end of processing would never be reported. */
function knownStatus(asset: IDataObject, campaign: string): string {
	const status = statusOf(asset);
	if (isBlank(asset.status) || [READY, FAILED, PROCESSING].includes(status)) return status;
	const which = `AppLovin lists a ${String(asset.type)} of campaign ${campaign}`;
	throw new ApiFailure(`${which} with the unknown status ${quote(asset.status)}`, {
		description: NOTHING_MISSED,
	});
}

/** Missing campaigns, with what AppLovin says about the first one. */
function goneOf(found: Map<string, string>, count: number, isChosen: boolean): Gone {
	return {
		ids: [...found.keys()],
		isAll: found.size === count,
		failure: (ids) =>
			new ApiFailure(
				`AppLovin has no creative sets of campaign ${ids.join(', ')}: ${found.get(ids[0])}`,
				{ httpCode: '404', description: isChosen ? REMOVE_GONE : OTHERS_GO_ON },
			),
	};
}

/**
 * Assets of a campaign's creative sets: `GET /creative_sets/{campaign_id}`. A missing campaign has
 * none and is noted; the others are still read.
 */
async function readCampaign(
	ask: Ask,
	campaign: string,
	types: string[],
	gone: Map<string, string>,
): Promise<Seen[]> {
	const path = `/creative_sets/${pathId(campaign)}`;
	const answer = await ask(path).catch(async (error: unknown) => {
		const isGone = error instanceof ApiFailure && error.facts.httpCode === '404';
		if (!isGone) return await Promise.reject(error);
		gone.set(campaign, error.message);
		return [];
	});
	return rowsOf(answer, 'creative_sets').flatMap((set) => assetsOf(set, campaign, types));
}

/** The same asset twice in a set counts as one, finished once both are. */
function each(assets: Seen[]): Seen[] {
	const byId = new Map<string, Seen>();
	for (const asset of assets) {
		const other = byId.get(asset.id);
		if (other === undefined || [READY, FAILED].includes(other.status)) byId.set(asset.id, asset);
	}
	if (byId.size <= MOST_WATCHED) return [...byId.values()];
	throw new InputError(
		`The campaigns have ${byId.size.toLocaleString('en')} assets: one trigger can watch ${MOST_WATCHED.toLocaleString('en')}`,
		`Choose fewer in 'Campaigns' or 'Filters', or split them between several triggers. ${NOTHING_MISSED}`,
	);
}

async function campaignsToRead(ask: Ask, chosen: string[] | undefined): Promise<string[]> {
	const campaigns = chosen ?? (await listCampaigns(ask)).map(idOf);
	if (campaigns.length <= MOST_CAMPAIGNS) return campaigns;
	throw new InputError(
		`There are ${campaigns.length.toLocaleString('en')} campaigns: one trigger can watch the assets of ${MOST_CAMPAIGNS}`,
		"Each takes a request at every poll. Choose fewer in 'Campaigns', or split them between several triggers.",
	);
}

const SIMPLE: SimpleEvent = {
	simple: { ...SIMPLE_ASSET, ...ifThere('creative_set_name') },
	statusAs: (key) => (item) => shownAssetStatus({ status: item[key] }),
};

/** Each asset whose processing has come to one of these ends. */
function processed(option: INodePropertyOptions, statuses: string[]): TriggerEvent {
	const watch: TriggerEvent['watch'] = (context, ask) => {
		const chosen = readChosen(context);
		const given: unknown = context.getNodeParameter('filters', {});
		const filter = readAll(given, FILTERS, context.getTimezone());
		const types = [...new Set(filter.types)].sort();
		const missing = new Map<string, string>();
		let count = 0;
		const campaignsNow = async (): Promise<string[]> => {
			const campaigns = await campaignsToRead(ask, chosen);
			missing.clear();
			count = campaigns.length;
			return campaigns;
		};
		return {
			things: 'assets',
			gone: () => goneOf(missing, count, chosen !== undefined),
			scope: { chosen, types },
			wanted: { event: 'changed', statuses, idsGrow: false },
			read: async () => {
				const campaigns = await campaignsNow();
				const assets: Seen[] = [];
				for (let first = 0; first < campaigns.length; first += PARALLEL) {
					const some = campaigns.slice(first, first + PARALLEL);
					const found = await Promise.all(
						some.map(async (campaign) => await readCampaign(ask, campaign, types, missing)),
					);
					assets.push(...found.flat());
				}
				return each(assets);
			},
			sample: async () => {
				const campaigns = await campaignsNow();
				for (const campaign of campaigns.slice(0, MOST_SAMPLED)) {
					const assets = await readCampaign(ask, campaign, types, missing);
					const finished = assets.filter(({ status }) => statuses.includes(status));
					if (finished.length > 0) return finished.slice(0, 1);
				}
				const gone = goneOf(missing, count, chosen !== undefined);
				if (gone.isAll && count > 0) throw gone.failure(gone.ids);
				return [];
			},
			toJson: ({ json, status, previousStatus }, observedAt) => ({
				...json,
				event: status === READY ? 'assetReady' : 'assetFailed',
				status,
				previousStatus: previousStatus ?? null,
				observedAt,
			}),
		};
	};
	return { option, ...SIMPLE, watch };
}

/**
 * What can happen to an asset. Assets are only listed in the creative sets of their campaign, so each
 * campaign costs a request.
 */
export const ASSET_EVENTS: TriggerEvent[] = [
	processed(
		{
			name: 'Asset Failed',
			value: 'assetFailed',
			description: 'When AppLovin fails to process an asset',
		},
		[FAILED],
	),
	processed(
		{ name: 'Asset Ready', value: 'assetReady', description: 'When an asset can be used in ads' },
		[READY],
	),
	processed(
		{
			name: 'Asset Ready or Failed',
			value: 'assetReadyOrFailed',
			description: 'When AppLovin has finished processing an asset',
		},
		[FAILED, READY],
	),
];

/** What a user is asked; n8n adds the poll times itself. */
export const properties: INodeProperties[] = [
	authenticationProperty,
	eventProperty(
		ASSET_EVENTS,
		'assetReadyOrFailed',
		'Each poll takes one request per campaign, plus one for the list of campaigns: watching 30 campaigns every 5 minutes takes 372 requests an hour',
	),
	...campaignChoice,
	...SIMPLIFY_EVENTS,
	...collectionProperty(
		{ displayName: 'Filters', name: 'filters', placeholder: 'Add filter' },
		FILTERS,
	),
];
