import { createHash } from 'node:crypto';
import { isObject, type JsonObject, type JsonValue } from '../json';
import { json, type Reply } from '../reply';
import {
	campaignParam,
	checkKeys,
	payload,
	refuse,
	route,
	writeReply,
	type Context,
	type Route,
} from './context';
import { COUNTRIES } from './lists';
import type { AppLovinSource, AppLovinSourceBid } from './state';

const SEED_COUNTRIES = ['us', 'gb', 'de', 'jp'];

/** Gives a new campaign the apps it is served in, each with an override of the bid. */
export function seedSources(campaignId: string, { state, options }: Context): void {
	const sources = Array.from({ length: options.sourceCount }, (_, index): AppLovinSource => {
		const digits = createHash('sha512').update(`${campaignId} ${index}`).digest('hex');
		// As long as the ids in the tables' examples.
		const [app_id, app_id_external] = [digits.slice(0, 52), digits.slice(52, 86)];
		return { app_id, app_id_external, status: true };
	});
	const bids = sources.map(({ app_id, app_id_external }, index): AppLovinSourceBid => ({
		app_id,
		app_id_external,
		bid_override_percentage: index % 2 ? 10 : 'default',
		bid_value: index % 2 ? 'default' : 1.2345,
		country: SEED_COUNTRIES[index % SEED_COUNTRIES.length],
	}));
	state.sources.set(campaignId, sources);
	state.sourceBids.set(campaignId, bids);
}

/**
 * "… with optional limit and offset query parameters to paginate": with either of the two, the answer
 * is an envelope; without them, the bare rows, since the first table only has their fields.
 */
function answerRows<T>(context: Context, key: string, rows: T[], total: number): Reply {
	const { request, options } = context;
	const { query } = request;
	if (!query.has('limit') && !query.has('offset')) return json(200, rows);
	const read = (name: string, fallback: number, least: number): number => {
		const value = query.get(name) ?? String(fallback);
		if (!/^\d{1,9}$/.test(value) || Number(value) < least) refuse(`${name} is invalid`);
		return Number(value);
	};
	// Strictest reading: no document names a maximum or a default.
	const limit = Math.min(read('limit', options.maxPageRows, 1), options.maxPageRows);
	// The table's own example lies beyond the end ("15000" of "8192"), so that is not an error.
	const offset = read('offset', 0, 0);
	const page = rows.slice(offset, offset + limit);
	return json(200, { limit, offset, [key]: page, total_row_count: total });
}

/** The rows of an update, with the app that each is about. */
function readRows(value: JsonValue, sources: AppLovinSource[]) {
	if (!Array.isArray(value)) refuse('The body must be a list of rows');
	if (value.length === 0) refuse('There is nothing to update');
	return value.map((row) => {
		if (!isObject(row)) refuse('Each row must be an object');
		const source = sources.find(({ app_id }) => app_id === row.app_id);
		return { row, source: source ?? refuse(`The app_id ${JSON.stringify(row.app_id)} is unknown`) };
	});
}

function refuseTwice(keys: string[]): void {
	if (new Set(keys).size !== keys.length) refuse('The body holds a row twice');
}

/** POST /sources/{campaign_id}: "to update the status of sources across a campaign". */
function updateSources(context: Context): Reply {
	const { campaign_id } = campaignParam(context);
	const rows = readRows(payload(context, 'sources'), context.state.sources.get(campaign_id) ?? []);
	for (const { row } of rows) {
		// app_id_external "is ignored on POST Requests".
		checkKeys(row, ['app_id', 'app_id_external', 'status'], []);
		if (typeof row.status !== 'boolean') refuse('status must be true or false');
	}
	refuseTwice(rows.map(({ source }) => source.app_id));
	for (const { row, source } of rows) source.status = row.status === true;
	const touched = rows.map(({ source }) => source);
	return writeReply(context, { sources: touched }, touched);
}

function readBid(row: JsonObject, { app_id, app_id_external }: AppLovinSource): AppLovinSourceBid {
	const names = ['bid_override_percentage', 'bid_value'];
	// app_id_external "is ignored on POST requests".
	checkKeys(row, ['app_id', 'app_id_external', 'country', ...names], []);
	const { country } = row;
	if (typeof country !== 'string' || !COUNTRIES.has(country)) refuse('country is unknown');
	// Strictest reading: no document says what it means if one of the two is missing.
	const [bid_override_percentage, bid_value] = names.map((name) => {
		const value = row[name];
		if (value === 'default' || typeof value === 'number') return value;
		return refuse(`${name} must be a number or "default"`);
	});
	// "At most one of these values can be other than "default"."
	if (bid_override_percentage !== 'default' && bid_value !== 'default') {
		refuse('One of bid_override_percentage and bid_value must be "default"');
	}
	if (bid_value !== 'default' && bid_value <= 0) refuse('bid_value must be above 0');
	// "The percent over (or under) the bid": nothing can be more than 100 percent under.
	if (bid_override_percentage !== 'default' && bid_override_percentage <= -100) {
		refuse('bid_override_percentage must be above -100');
	}
	return { app_id, app_id_external, bid_override_percentage, bid_value, country };
}

/** POST /source_bids/{campaign_id}: "to update or add more source bid overrides". */
function updateBids(context: Context): Reply {
	const { state } = context;
	const { campaign_id } = campaignParam(context);
	const rows = readRows(payload(context, 'source_bids'), state.sources.get(campaign_id) ?? []);
	const changes = rows.map(({ row, source }) => readBid(row, source));
	const keyOf = ({ app_id, country }: AppLovinSourceBid) => `${app_id} ${country}`;
	refuseTwice(changes.map(keyOf));
	const bids = new Map((state.sourceBids.get(campaign_id) ?? []).map((bid) => [keyOf(bid), bid]));
	for (const bid of changes) {
		// "Clear bid overrides by setting both … to "default"."
		const clears = bid.bid_value === 'default' && bid.bid_override_percentage === 'default';
		if (clears) bids.delete(keyOf(bid));
		else bids.set(keyOf(bid), bid);
	}
	state.sourceBids.set(campaign_id, [...bids.values()]);
	return writeReply(context, { source_bids: changes }, changes);
}

function getSources(context: Context): Reply {
	const { campaign_id } = campaignParam(context);
	const { sources, sourceBids } = context.state;
	// "Table of /sources/campaign_id?limit=xxxx&offset=yyyy", total_row_count: "Number of source bid
	// overrides associated with this campaign." Taken at its word.
	const total = sourceBids.get(campaign_id)?.length ?? 0;
	return answerRows(context, 'sources', sources.get(campaign_id) ?? [], total);
}

function getBids(context: Context): Reply {
	const { campaign_id } = campaignParam(context);
	const bids = context.state.sourceBids.get(campaign_id) ?? [];
	return answerRows(context, 'source_bids', bids, bids.length);
}

// No document says which scope /sources needs; of the known ones, source_bids comes closest.
export const sourceRoutes: Route[] = [
	route('GET', '/source_bids/{campaign_id}', 'source_bids:read', getBids),
	route('POST', '/source_bids/{campaign_id}', 'source_bids:write', updateBids, 'json'),
	route('GET', '/sources/{campaign_id}', 'source_bids:read', getSources),
	route('POST', '/sources/{campaign_id}', 'source_bids:write', updateSources, 'json'),
];
