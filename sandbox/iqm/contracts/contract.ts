import { withValueAt, type JsonObject, type JsonValue } from '../../json';
import type { Reply } from '../../reply';
import type { Context } from '../context';

export interface Bounds {
	/** Of a text its length. */
	least?: number;
	most?: number;
}

/** What a key may hold, as the document's table or schema says. */
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

/** Where the sample can't be meant: the document's own table says otherwise. */
export interface Instead {
	key: string;
	value: JsonValue;
	why: string;
}

/** Who asks: a user who may approve and reject, or, without a word, one who may not. */
export type Role = 'advertiser' | 'approver';

/** A refusal that the document shows, and what brings it about. */
export interface Refused {
	/** Keys that are asked otherwise than in the sample. */
	asked?: JsonObject;
	/** Keys of the sample that are left out. */
	without?: string[];
	/** Another path than the sample's: something that is not there, or is not one's own. */
	path?: Path;
	/** Another user than the sample's. */
	as?: Role;
	status: number;
	/** IQM's words. */
	words: string;
	field?: string;
	/** `{success:false,error:{message,field}}`, which a few lists answer instead of `errorObjects`. */
	form?: 'error';
}

/** Where a list's rows stand, and what makes two of them different. */
export interface Rows {
	/** Keys from the answer's root on, separated by dots; empty when the answer is the array. */
	at: string;
	id: string;
	/** The key that holds the length of a page; without one the list has no pages. */
	size?: string;
}

/** Answers a request that holds nothing but what the contract allows. */
export type Handler = (context: Context, asked: JsonObject) => Reply;

/** What the sandbox does about a request; behaviours.ts has those that most operations share. */
export type Behaviour = (contract: Contract) => Handler;

/** One operation of IQM as its document has it: copied, not interpreted. */
export interface Contract {
	/** Whose request this is: "<node> <resource>: <operation>", all by their internal names. */
	of: string;
	/** "PATCH /api/v3/cmp/io/{ioId}" */
	endpoint: string;
	/** Document and section. */
	document: string;
	/** Every key that the document knows, by where it travels. */
	takes: { query?: Keys; body?: Keys };
	/** The keys that the document requires. */
	needs?: string[];
	/** A request of the document, word for word, wherever its keys travel. */
	sample: JsonObject;
	/** Ids for the endpoint's slots: from the sample, or from the sample answer. */
	path?: Path;
	as?: Role;
	instead?: Instead[];
	/** The document's other requests, word for word. */
	more?: JsonObject[];
	/** Its answer, word for word, envelope included. */
	answer: JsonValue;
	/** The answer's HTTP status; 200 when it is left out. */
	status?: number;
	/** Keys of the answer that are not in every answer, or not in the sample; each with the reason. */
	varies?: Record<string, string>;
	/** Lists only. */
	rows?: Rows;
	refuses?: Refused[];
	/** A behaviour, or why there is a handler of its own that does more than a behaviour could. */
	does: Behaviour | `by hand: ${string}`;
}

/** An id that belongs to another organization, wherever a refusal needs one. */
export const THEIRS = 5;

/** An id of something that was deleted, wherever a refusal needs one. */
export const GONE = 7;

/** An id that nothing has, wherever a refusal needs one. */
export const NOBODYS = 999_999_999;

/** The sample's keys as they must be sent: those that are wrong in the document put right. */
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
 * The request by which an operation is asked for these keys, each where the contract lets it
 * travel; a key that it does not know goes where `stray` says. Without keys it is the sample.
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
