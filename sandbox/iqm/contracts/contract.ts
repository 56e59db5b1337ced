import { withValueAt, type JsonObject, type JsonValue } from '../../json';
import type { Reply } from '../../reply';
import type { Context } from '../context';

export interface Bounds {
	/** For a text, its length. */
	least?: number;
	most?: number;
}

/** What a key may hold, according to the document's table or schema. */
export type Shape =
	| 'boolean'
	| 'integer'
	| 'number'
	| 'text'
	/** One of these. */
	| JsonValue[]
	| { text: Bounds }
	| { integer: Bounds }
	| { number: Bounds }
	/** An array; in a query its entries are separated by commas or the key is repeated. */
	| { each: Shape }
	/** A text with entries separated by commas. */
	| { csv: 'integer' | 'text' }
	/** An object with any keys. */
	| { map: Shape }
	/** An object with these keys and no others. */
	| { keys: Keys }
	| { orNull: Shape }
	| { anyOf: Shape[] };

export type Keys = Record<string, Shape>;

/** The values of a path's slots, by the names they have in the endpoint. */
export type Path = Record<string, number | string>;

/** Where the sample can't be right: the document's own table says otherwise. */
export interface Instead {
	key: string;
	value: JsonValue;
	why: string;
}

/** Who asks: a user who may approve and reject, or, by default, one who may not. */
export type Role = 'advertiser' | 'approver';

/** A refusal that the document shows, and what causes it. */
export interface Refused {
	/** Keys with values other than the sample's. */
	asked?: JsonObject;
	/** Keys of the sample that are left out. */
	without?: string[];
	/** A path other than the sample's: to something that does not exist, or belongs to somebody else. */
	path?: Path;
	/** A user other than the sample's. */
	as?: Role;
	status: number;
	/** IQM's words. */
	words: string;
	field?: string;
	/**
	 * What an answer has instead of an array `errorObjects`: `{success:false,error:{message,field}}` in a
	 * few lists, `{success:false,error:"words"}` in the campaign pulse, `errorObjects` as one object in
	 * schedules of reports.
	 */
	form?: 'error' | 'object' | 'text';
}

/** Where a list's rows are, and what identifies them. */
export interface Rows {
	/** Keys from the answer's root, separated by dots; empty if the answer is the array. */
	at: string;
	id: string;
	/** The key for the page length; without one, the list has no pages. */
	size?: string;
}

/** Answers a request that holds only what the contract allows. */
export type Handler = (context: Context, asked: JsonObject) => Reply;

/** What the sandbox does with a request; behaviours.ts has those that most operations share. */
export type Behaviour = (contract: Contract) => Handler;

/** One of IQM's operations as documented: copied, not interpreted. */
export interface Contract {
	/**
	 * The operation that sends this request: "<node> <resource>: <operation>", all by their internal
	 * names.
	 */
	of: string;
	/** "PATCH /api/v3/cmp/io/{ioId}" */
	endpoint: string;
	/** Document and section. */
	document: string;
	/**
	 * Every documented key, by where it travels. With a `file`, the name of an optional one, a request
	 * may be multipart/form-data, whose text parts may be keys of the query.
	 */
	takes: { query?: Keys; body?: Keys; file?: string };
	/** The keys that the document requires. */
	needs?: string[];
	/** A request from the document, word for word, wherever its keys travel. */
	sample: JsonObject;
	/** Ids for the endpoint's slots: from the sample, or from the sample answer. */
	path?: Path;
	as?: Role;
	instead?: Instead[];
	/** The document's other requests, word for word. */
	more?: JsonObject[];
	/** Its answer, word for word, envelope included. */
	answer: JsonValue;
	/** The answer's HTTP status; 200 by default. */
	status?: number;
	/** Keys that not every answer has, or the sample lacks; each with the reason. */
	varies?: Record<string, string>;
	/** Lists only. */
	rows?: Rows;
	refuses?: Refused[];
	/** A behaviour, or why a handler of its own is needed. */
	does: Behaviour | `by hand: ${string}`;
}

/** An id that belongs to another organization, for refusals that need one. */
export const THEIRS = 5;

/** An id of something deleted, for refusals that need one. */
export const GONE = 7;

/** An id that does not exist, for refusals that need one. */
export const NOBODYS = 999_999_999;

/** The sample with the document's mistakes corrected, as it must be sent. */
export function meantBy({ sample, instead = [] }: Contract): JsonObject {
	return instead.reduce<JsonObject>(
		(request, { key, value }) => withValueAt(request, key, value) as JsonObject,
		sample,
	);
}

export interface Request {
	method: string;
	/** With its query. */
	path: string;
	/** Undefined when the operation has none. */
	body?: JsonObject;
}

function asText(value: JsonValue): string {
	return Array.isArray(value) ? value.map(String).join(',') : String(value);
}

/**
 * The request with which an operation asks for these keys, each where the contract lets it travel; an
 * unknown key goes where `stray` says. The default is the sample.
 */
export function requestOf(
	contract: Contract,
	asked = meantBy(contract),
	path: Path = contract.path ?? {},
	stray: 'query' | 'body' = contract.takes.body ? 'body' : 'query',
): Request {
	const { endpoint, takes } = contract;
	const [method, pattern] = endpoint.split(' ');
	const travels = (key: string) =>
		takes.query && key in takes.query ? 'query' : takes.body && key in takes.body ? 'body' : stray;
	const entries = Object.entries(asked);
	const query = entries
		.filter(([key]) => travels(key) === 'query')
		.map(([key, value]) => `${key}=${encodeURIComponent(asText(value))}`)
		.join('&');
	const filled = pattern.replace(/\{(\w+)\}/g, (_, slot: string) => String(path[slot]));
	const inBody = entries.filter(([key]) => travels(key) === 'body');
	return {
		method,
		path: query === '' ? filled : `${filled}?${query}`,
		...(takes.body || inBody.length > 0 ? { body: Object.fromEntries(inBody) } : {}),
	};
}
