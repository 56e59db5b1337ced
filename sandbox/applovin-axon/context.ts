import type { ParsedPart } from '../body';
import { isObject, type JsonObject, type JsonValue } from '../json';
import { json, Refusal, text, type Reply } from '../reply';
import type { RecordedRequest } from '../types';
import type { AppLovinAxonOptions } from './options';
import type { AppLovinAxonState, AxonCreativeSet } from './state';

/** What a handler is given. */
export interface Context {
	request: RecordedRequest;
	parts: ParsedPart[];
	/** Why a multipart body could not be read. */
	problem?: string;
	state: AppLovinAxonState;
	options: AppLovinAxonOptions;
	/** The time of this request, in milliseconds. */
	now: number;
}

export interface Route {
	method: 'GET' | 'POST';
	path: string;
	/** What the query may hold besides `account_id`. */
	query?: string[];
	handle: (context: Context) => Reply;
}

/** Refuses a request with the code and in the style of the only refusal that a client has shown. */
export function refuse(message: string, status = 400): never {
	throw new Refusal(status, `CAMPAIGN_MANAGEMENT_API_VALIDATION_ERROR. ${message}`);
}

/** The JSON object that a request carries. */
export function jsonBody({ request }: Context): JsonObject {
	const type = (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
	if (type !== 'application/json') refuse('Content type must be application/json', 415);
	return isObject(request.json) ? request.json : refuse('The body must be a JSON object');
}

/** Refuses fields that no table has. */
export function checkKeys(body: JsonObject, known: readonly string[], where = ''): void {
	for (const key of Object.keys(body)) {
		if (!known.includes(key)) refuse(`Unknown field: ${where}${key}`);
	}
}

/** The fields that are stored as they were sent. */
export function without(body: JsonObject, ...keys: string[]): JsonObject {
	return Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));
}

/** A choice of a list; undefined if it is not there. */
export function choice(body: JsonObject, key: string, values: readonly string[]): string | undefined {
	const value = body[key];
	if (value === undefined) return undefined;
	if (typeof value !== 'string' || !values.includes(value)) {
		refuse(`Invalid ${key}: ${JSON.stringify(value)}`);
	}
	return value as string;
}

export function required(body: JsonObject, keys: readonly string[]): void {
	for (const key of keys) {
		if (body[key] === undefined) refuse(`Missing required field: ${key}`);
	}
}

export function textOf(body: JsonObject, key: string): string | undefined {
	const value = body[key];
	if (value === undefined) return undefined;
	if (typeof value !== 'string' || value.trim() === '') refuse(`${key} must be a text`);
	return value as string;
}

/** "ids are numeric strings". */
export function idOf(value: JsonValue | undefined, key: string): number {
	if (typeof value !== 'string' || !/^[1-9]\d*$/.test(value)) {
		refuse(`Invalid ${key}: ${JSON.stringify(value)}`);
	}
	return Number(value);
}

/** IDs of a call that associates things: "integers in G, strings in P: both presumably accepted". */
export function idsOf(body: JsonObject, key: string, most: number): number[] {
	const value = body[key];
	if (!Array.isArray(value) || value.length === 0) refuse(`${key} must be a list of IDs`);
	if ((value as JsonValue[]).length > most) refuse(`${key}: at most ${most} allowed`);
	return (value as JsonValue[]).map((id) => {
		if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id;
		return idOf(id, key);
	});
}

/** A query's whole number. */
function numberIn({ request }: Context, name: string, preset: number, most: number): number {
	const given = request.query.get(name);
	if (given === null) return preset;
	const value = /^\d+$/.test(given) ? Number(given) : 0;
	if (value < 1 || value > most) refuse(`Invalid ${name}: ${given}`);
	return value;
}

/** "`page` >=1, `size` <=100 (default 100)"; `[]` past the end. */
export function pageOf<T>(context: Context, rows: T[]): T[] {
	const page = numberIn(context, 'page', 1, Number.MAX_SAFE_INTEGER);
	const size = numberIn(context, 'size', 100, 100);
	return rows.slice((page - 1) * size, page * size);
}

/** Up to 100 comma-separated values; undefined if the query has none. */
export function listIn({ request }: Context, name: string, pattern: RegExp): string[] | undefined {
	const given = request.query.get(name);
	if (given === null) return undefined;
	const values = given.split(',');
	if (values.length > 100) refuse(`${name}: at most 100 allowed`);
	for (const value of values) if (!pattern.test(value)) refuse(`Invalid ${name}: ${value}`);
	return values;
}

/** The IDs that a list is for: "`ids` xor `hashed_ids`". */
export function wanted(context: Context): (row: { id: number; hashedId: string }) => boolean {
	const ids = listIn(context, 'ids', /^[1-9]\d*$/);
	const hashed = listIn(context, 'hashed_ids', /^[0-9a-f]{32}$/);
	if (ids !== undefined && hashed !== undefined) refuse('Only one of ids and hashed_ids is allowed');
	if (ids !== undefined) return ({ id }) => ids.includes(String(id));
	if (hashed !== undefined) return ({ hashedId }) => hashed.includes(hashedId);
	return () => true;
}

/** Answers a call that associates things: "body to be ignored, may be empty". */
export function associated({ options }: Context): Reply {
	return options.associationReply === 'empty'
		? text(200, 'application/json', '')
		: json(200, { success: true });
}

/** An ID as an answer has it. */
export function idIn({ options }: Context, id: number): JsonValue {
	return options.ids === 'text' ? String(id) : id;
}

/** A time as answers have it; no document states its format. */
export const timeIn = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

/** Creative sets by their IDs. */
export function setsOf({ state }: Context, ids: number[]): AxonCreativeSet[] {
	return ids.map((id) => state.creativeSets.get(id) ?? refuse(`Creative set not found: ${id}`));
}
