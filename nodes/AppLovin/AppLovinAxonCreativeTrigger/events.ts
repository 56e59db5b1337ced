import { createHash } from 'crypto';
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { collectionProperty, readAll } from '../../common/form/fields';
import { choices } from '../../common/form/kinds';
import { IDS, listOf, picked } from '../../common/form/lists';
import { SIMPLIFY_EVENTS } from '../../common/form/simplifyField';
import { ApiFailure } from '../../common/ground/errors';
import { isObject, toIds } from '../../common/ground/values';
import type { Seen, WatchEvent } from '../../common/poll/watch';
import { byId, MOST_WATCHED, tooMany } from '../../common/poll/watch';
import { own } from '../../common/run/simple';
import { inWords } from '../../common/run/simpleEvent';
import { NOTHING_MISSED } from '../../common/send/deadline';
import { TYPES } from '../AppLovinAxonCampaign/campaigns';
import { ASSET_STATUSES, LISTED_ASSETS, RESOURCE_TYPES, SIMPLE_ASSET } from '../AppLovinAxonCreative/assets';
import { campaignsOf, LISTED_SETS, SET_STATUSES, SIMPLE_SET } from '../AppLovinAxonCreative/creativeSets';
import { rowId } from '../axonShared/byIds';
import { readAxonRows } from '../axonShared/pages';
import type { AxonEvent } from '../axonShared/trigger';
import { axonEventProperty } from '../axonShared/trigger';

const REVIEWED = 'assetReviewed';
const CHANGED = 'creativeSetChanged';

/** "ACTIVE, REJECTED": what a review can come to. */
const OUTCOMES = ASSET_STATUSES.filter(({ value }) => value === 'ACTIVE' || value === 'REJECTED');
const ALL_OUTCOMES = OUTCOMES.map(({ value }) => String(value));
const PAUSED = 'PAUSED';
const REJECTED = 'REJECTED';

const SAMPLES = 3;

const ASSET_FILTERS = {
	resource_type: choices<string>('File Types', 'Only assets of these types', { of: RESOURCE_TYPES, inWords: 'Video' }),
	status: choices<string>('Outcomes', 'Only reviews that end like this', { of: OUTCOMES, inWords: 'Rejected' }),
};

const SET_FILTERS = {
	campaign_ids: listOf(IDS, toIds)('Campaign IDs', 'Only creative sets that are in one of these campaigns', {
		example: '12345,12346',
	}),
	pickedCampaigns: { ...picked('Campaign Names or IDs', 'The newest 1,000, live first', 'getCampaigns', toIds), standsFor: 'campaign_ids' },
	type: choices<string>('Types', 'Only creative sets of these types', { of: TYPES, inWords: 'App' }),
};

const wordOf = (said: unknown): string => String(said ?? '').trim().toUpperCase();

function idOf(row: IDataObject, what: string): string {
	const id = rowId(row);
	if (id !== '') return id;
	throw new ApiFailure(`AppLovin lists ${what} without its ID`, { description: NOTHING_MISSED });
}

/** Everything in a list; one too many is an error rather than something that is never reported. */
async function readAllRows(
	context: Parameters<AxonEvent['watch']>[0],
	path: string,
	until: number,
	things: string,
): Promise<IDataObject[]> {
	const { rows, hasMore } = await readAxonRows(context, { path, until }, MOST_WATCHED);
	if (hasMore) throw tooMany(things);
	return rows;
}

const newestFirst = (one: Seen, other: Seen): number => byId(other.id, one.id);

/** Each asset whose review has come to an end, be it the first or a later one. */
const reviewed: AxonEvent = {
	option: {
		name: 'Asset Reviewed',
		value: REVIEWED,
		description: 'When AppLovin has approved or rejected an asset',
	},
	simple: SIMPLE_ASSET,
	statusAs: inWords(ASSET_STATUSES),
	watch(context, until) {
		const filters = readAll(context.getNodeParameter('assetFilters', {}), ASSET_FILTERS, 'utc');
		const statuses = filters.status ?? ALL_OUTCOMES;
		const kinds = filters.resource_type?.map((one) => one.toUpperCase());
		const read = async (): Promise<Seen[]> =>
			(await readAllRows(context, LISTED_ASSETS.path, until, 'assets')).map((row) => ({
				id: idOf(row, 'an asset'),
				status: wordOf(row.status),
				json: row,
				isNotedOnly: kinds !== undefined && !kinds.includes(wordOf(row.resource_type)),
			}));
		return {
			things: 'assets',
			scope: { statuses: [...statuses].sort(), kinds: kinds === undefined ? undefined : [...kinds].sort() },
			// What was paused and runs again was not reviewed; what was paused and is rejected was.
			wanted: { event: 'changed', statuses, notAfter: [PAUSED], evenSo: [REJECTED], idsGrow: true },
			read,
			async sample() {
				const fits = (await read()).filter(({ status, isNotedOnly }) => statuses.includes(status) && isNotedOnly !== true);
				return fits.sort(newestFirst).slice(0, SAMPLES);
			},
			toJson: ({ id, status, previousStatus, json }, observedAt) => ({
				...json,
				...{ event: REVIEWED, asset_id: id, status, previousStatus: previousStatus ?? null, observedAt },
			}),
		};
	},
};

const idsIn = (assets: unknown): string[] =>
	Array.isArray(assets) ? assets.filter(isObject).map(rowId).sort(byId) : [];

const sorted = (list: unknown): unknown => (Array.isArray(list) ? list.map(String).sort() : list);

/** What of a set is watched, by the name under which an event tells that it changed. */
const PARTS: Record<string, (set: IDataObject) => unknown> = {
	status: ({ status }) => wordOf(status),
	name: ({ name }) => name,
	assets: ({ assets }) => idsIn(assets),
	campaigns: (set) => campaignsOf(set).sort(byId),
	countries: ({ countries }) => sorted(countries),
	languages: ({ languages }) => sorted(languages),
	landing_page: ({ product_page: page, creative_set_url: url }) => [page ?? null, url ?? null],
};

/** A text that changes with each of the parts: the memory holds one for each set, so it is short. */
const printOf = (set: IDataObject): string =>
	Object.entries(PARTS)
		.map(([name, find]) => {
			const value = find(set);
			if (name === 'status') return String(value);
			const whole = JSON.stringify(value ?? null);
			return createHash('sha256').update(whole).digest('base64url').slice(0, 6);
		})
		.join('.');

/** Which parts differ between two prints; undefined for a set that is new. */
function changesOf({ status, previousStatus }: WatchEvent): string[] | undefined {
	if (previousStatus === undefined) return undefined;
	const [before, now] = [previousStatus.split('.'), status.split('.')];
	return Object.keys(PARTS).filter((_, at) => before[at] !== now[at]);
}

/** Each creative set that is new or was changed, by anyone. */
const changed: AxonEvent = {
	option: {
		name: 'Creative Set Changed',
		value: CHANGED,
		description: 'When a creative set is created, paused, set live, or its assets, campaigns, countries or other settings change',
	},
	simple: { ...SIMPLE_SET, ...own('isNew', 'changed') },
	statusAs: inWords(SET_STATUSES),
	watch(context, until) {
		const filters = readAll(context.getNodeParameter('setFilters', {}), SET_FILTERS, 'utc');
		const campaigns = filters.campaign_ids && [...new Set(filters.campaign_ids)].sort(byId);
		const types = filters.type && [...filters.type].sort();
		const fits = (set: IDataObject): boolean =>
			(campaigns === undefined || campaignsOf(set).some((id) => campaigns.includes(id))) &&
			(types === undefined || types.includes(wordOf(set.type)));
		const read = async (): Promise<Seen[]> =>
			(await readAllRows(context, LISTED_SETS.path, until, 'creative sets')).map((row) => ({
				id: idOf(row, 'a creative set'),
				status: printOf(row),
				json: row,
				isNotedOnly: !fits(row),
			}));
		return {
			things: 'creative sets',
			scope: { campaigns, types },
			wanted: { event: 'changed', statuses: [], idsGrow: true },
			read,
			async sample() {
				const own = (await read()).filter(({ isNotedOnly }) => isNotedOnly !== true);
				return own.sort(newestFirst).slice(0, SAMPLES);
			},
			toJson: (event, observedAt) => ({
				...event.json,
				event: CHANGED,
				creative_set_id: event.id,
				isNew: event.previousStatus === undefined,
				changed: changesOf(event) ?? [],
				previousStatus: event.previousStatus?.split('.')[0] ?? null,
				observedAt,
			}),
		};
	},
};

/** What can happen to assets and creative sets. */
export const CREATIVE_EVENTS: AxonEvent[] = [reviewed, changed];

const filtersFor = (event: string, name: string, fields: Parameters<typeof collectionProperty>[1]): INodeProperties[] =>
	collectionProperty({ displayName: 'Filters', name, placeholder: 'Add filter' }, fields).map((property) => ({
		...property,
		displayOptions: { show: { event: [event] } },
	}));

/** What a user is asked; n8n adds the poll times itself. */
export const properties: INodeProperties[] = [
	axonEventProperty(CREATIVE_EVENTS, REVIEWED, 'Each poll takes one request per 100 assets or creative sets, and one more'),
	...SIMPLIFY_EVENTS,
	...filtersFor(REVIEWED, 'assetFilters', ASSET_FILTERS),
	...filtersFor(CHANGED, 'setFilters', SET_FILTERS),
];
