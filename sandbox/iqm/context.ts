import type { ParsedPart } from '../body';
import { isInteger, isObject, type JsonObject } from '../json';
import { Refusal, type Reply } from '../reply';
import type { RecordedRequest } from '../types';
import type { IqmOptions } from './options';
import type { IqmState } from './state';

/** What a handler is given. */
export interface Context {
	request: RecordedRequest;
	parts: ParsedPart[];
	state: IqmState;
	options: IqmOptions;
	/** The time of this request, in milliseconds. */
	now: number;
	/** The decoded variable segments of the path. */
	params: string[];
}

export interface Route {
	method: string;
	pattern: RegExp;
	variables: number;
	/** What the body must be; anything else is refused as a Spring server would. */
	body: 'json' | 'multipart' | 'form' | 'none';
	/** Reachable without a token. */
	open: boolean;
	handle: (context: Context) => Reply;
}

/** Makes a route from a path as the documents write it, such as `/api/v3/cmp/io/{ioId}`. */
export function route(
	method: string,
	path: string,
	handle: (context: Context) => Reply,
	extra: Partial<Pick<Route, 'body' | 'open'>> = {},
): Route {
	const source = path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '([^/]+)');
	return {
		method,
		pattern: new RegExp(`^${source}$`),
		variables: path.split('{').length - 1,
		body: extra.body ?? (method === 'GET' ? 'none' : 'json'),
		open: extra.open ?? false,
		handle,
	};
}

/** The JSON object that a request carries. */
export function jsonBody(context: Context): JsonObject {
	const { json } = context.request;
	if (!isObject(json)) throw new Refusal(400, 'The request body must be a JSON object');
	return json;
}

/** An id in a path: digits only, so that `12abc` or `../` never mean id 12. */
export function idParam(context: Context): number | undefined {
	const [text] = context.params;
	return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** An optional list of ids in a JSON body. */
export function idList(body: JsonObject, key: string, status: number): number[] | undefined {
	const value = body[key];
	if (value === undefined || value === null) return undefined;
	if (!Array.isArray(value) || !value.every(isInteger)) {
		throw new Refusal(status, `invalid arguments ${key}!`, { field: key });
	}
	return value.filter(isInteger);
}

/** An optional list of texts in a JSON body. */
export function textList(body: JsonObject, key: string, status: number): string[] | undefined {
	const value = body[key];
	if (value === undefined || value === null) return undefined;
	const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
	if (!Array.isArray(value) || texts.length !== value.length) {
		throw new Refusal(status, `invalid arguments ${key}!`, { field: key });
	}
	return texts;
}

/** Refuses undocumented keys: a misspelled one must not pass unnoticed. */
export function refuseUnknown(body: JsonObject, known: ReadonlySet<string>, status: number): void {
	const stray = Object.keys(body).find((key) => !known.has(key));
	if (stray !== undefined) throw new Refusal(status, `Unrecognized field '${stray}'.`);
}

/** Whether it exists and belongs to the organization that is logged in. */
export function isOwn<T extends { owId?: number }>(
	made: T | undefined,
	{ options }: Context,
): made is T {
	return made !== undefined && (made.owId ?? options.owId) === options.owId;
}
