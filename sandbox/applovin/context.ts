import type { ParsedPart } from '../body';
import { isObject, type JsonObject, type JsonValue } from '../json';
import { json, Refusal, text, type Reply } from '../reply';
import type { RecordedRequest } from '../types';
import type { AppLovinOptions } from './options';
import type { AppLovinCampaign, AppLovinCreativeSet, AppLovinState } from './state';

/** What a handler is given. */
export interface Context {
	request: RecordedRequest;
	parts: ParsedPart[];
	state: AppLovinState;
	options: AppLovinOptions;
	/** The time of this request, in milliseconds. */
	now: number;
	/** The decoded variable segments of the path. */
	params: string[];
}

export interface Route {
	method: string;
	pattern: RegExp;
	/** The scope that the token needs; the OAuth routes need no token. */
	scope?: string;
	/** `json` takes arrays as well, `object` does not. */
	body: 'object' | 'json' | 'multipart' | 'form' | 'none';
	handle: (context: Context) => Reply;
}

const BASE = '/campaign_management/v1';

/** Makes a route from a path as the document writes it, such as `/campaign/{campaign_id}`. */
export function route(
	method: string,
	path: string,
	scope: string,
	handle: (context: Context) => Reply,
	body: Route['body'] = method === 'GET' ? 'none' : 'object',
): Route {
	const pattern = new RegExp(`^${BASE}${path.replace(/\{\w+\}/g, '([^/]+)')}$`);
	return { method, pattern, scope, body, handle };
}

/** Refuses a request; the form of AppLovin's error bodies is not documented. */
export function refuse(message: string, status = 400): never {
	throw new Refusal(status, message);
}

/** The JSON object that a request carries. */
export function jsonBody({ request }: Context): JsonObject {
	return isObject(request.json) ? request.json : refuse('The body must be a JSON object');
}

/** The campaign whose id is in the path. */
export function campaignParam({ params, state }: Context): AppLovinCampaign {
	return state.campaigns.get(params[0]) ?? refuse('Campaign not found', 404);
}

/** The creative set whose id is in the path. */
export function creativeSetParam({ params, state }: Context): AppLovinCreativeSet {
	return state.creativeSets.get(params[0]) ?? refuse('Creative set not found', 404);
}

/**
 * The content of a body whose sample the document has lost: either the value itself or the value under
 * its name. Only the form that the options name is accepted.
 */
export function payload({ request, options }: Context, key: string): JsonValue {
	const value = request.json as JsonValue;
	if (options.bodyFormat === 'bare') return value;
	const wrapped = isObject(value) && Object.keys(value).length === 1 ? value[key] : undefined;
	return wrapped ?? refuse(`The body must be an object with the field '${key}' alone`);
}

/** The rows of a list in the order that the options name. */
export function turned<T>(rows: T[], { state, options }: Context): T[] {
	if (options.listOrder === 'made' || rows.length === 0) return rows;
	const first = ++state.listsAnswered % rows.length;
	return [...rows.slice(first), ...rows.slice(0, first)];
}

/** Answers a write whose reply is not documented. */
export function writeReply({ options }: Context, object: unknown, rows: unknown): Reply {
	if (options.writeReply === 'empty') return text(200, 'application/json', '');
	return json(200, options.writeReply === 'object' ? object : rows);
}

/** Refuses fields that are read-only or missing from the document's tables. */
export function checkKeys(
	body: JsonObject,
	writable: readonly string[],
	readOnly: readonly string[],
): void {
	for (const key of Object.keys(body)) {
		if (readOnly.includes(key)) refuse(`The field '${key}' is read-only`);
		if (!writable.includes(key)) refuse(`Unknown field '${key}'`);
	}
}

export function isText(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '';
}
