import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import type { Fields, Sent } from '../common/form/fields';
import { readFields } from '../common/form/fields';
import type { Field } from '../common/form/kinds';
import { InputError } from '../common/ground/errors';
import type { Faults } from '../common/ground/faults';
import { isObject, quote } from '../common/ground/values';
import type { Item } from '../common/run/item';
import type { Operation, OperationResult } from '../common/run/operation';
import type { ApiReply, ApiRequest } from '../common/send/door';
import { pathId } from '../common/send/door';
import type { Api } from '../common/send/exchange';
import { exchange } from '../common/send/exchange';

/** How a form lets several things be picked by name instead of entering their IDs. */
export interface PickSeveral {
	/** The choice between list and IDs, and its label: "Campaigns From". */
	from: string;
	label: string;
	/** The picker, which has no name in common with the field of IDs: n8n keeps a value by its name. */
	name: string;
	/** The node's `loadOptions` method. */
	load: string;
	/** What the list shows first: "running". */
	first: string;
}

/** The kind of thing that operations act on. */
export interface Thing {
	/** As it stands in sentences: "campaign", "campaigns". */
	one: string;
	many: string;
	/** The name of its ID in results, and in a form that asks for a single one. */
	idName: string;
	/** The name of its ID in the API's answers, if different. */
	key?: string;
	/** How a form asks for several of them. */
	ids: { name: string; label: string; example: string; pick?: PickSeveral };
}

/** A route as its document writes it, with the form's names in the slots: `PATCH /api/v3/…/{ioId}`. */
export type Endpoint = `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} /${string}`;

type Slots<E extends string> = E extends `${string}{${infer Slot}}${infer Rest}`
	? Slot | Slots<Rest>
	: never;

/** Makes a slot without a field a compiler error. */
type InPath<E extends Endpoint> = [Slots<E>] extends [never]
	? { path?: undefined }
	: { path: Record<Slots<E>, Field<string>> };

/** What n8n shows of an operation. */
export type Words = Pick<Operation, 'value' | 'name' | 'action' | 'description'>;

/** Keys reserved for later work; no verb reads them yet. */
interface Later {
	/** What makes a thing the same as another, and the list in which to look for it. */
	exists?: { name: string; list: Endpoint };
}

/**
 * What every described operation states; {@link Later}, `simple` and `readable` aside, a verb has at most ten keys.
 */
export type Described<E extends Endpoint> = InPath<E> &
	Later &
	Pick<Operation, 'readable' | 'simple'> & {
		thing: Thing;
		endpoint: E;
		/** Where the endpoint is documented, as document and section. */
		document: string;
		/** What n8n shows, if the verb's own words do not fit. */
		words?: Partial<Words>;
	};

/** A list, as an API's way of paging reads it. */
export interface PagedList {
	method: IHttpRequestMethods;
	path: string;
	/** Sent with each page. */
	filters: IDataObject;
	/** The key that identifies a row. */
	idName: string;
	pages: Pages;
}

/** How a list is split into pages. */
export interface Pages {
	/** The key of the rows in the answer; '' for a bare array. */
	rows: string;
	/** Where the page number travels, together with the filters. */
	in: 'body' | 'query';
	/** What the document calls the page length; without one, the list comes whole. */
	size?: 'limit' | 'noOfEntries' | 'pageSize' | 'size';
	/** The longest page. */
	most: number;
}

/** What an answer to a write is compared with. */
export interface Told {
	thing: Thing;
	/** The IDs of the things that an item is about. */
	ids: string[];
	/** The IDs of all things that the request was for: other items may have shared it. */
	all: string[];
	/** What was sent, under the API's names. */
	sent: IDataObject;
	/** The form's words for it. */
	labels: Record<string, string>;
	/** What the request does to them: "deleted". */
	done: string;
}

/** How the answer to a write is read. */
export interface Judge {
	/** Settings of the request that let through what is read here. */
	request(told: Told): Pick<
		ApiRequest,
		'hasSentence' | 'made' | 'mayFailPartly' | 'ownFailures'
	> & {
		/** Whether a success without content is a good answer, for APIs that have such ones. */
		mayBeEmpty?: boolean;
	};
	/**
	 * @returns what the answer adds to all results, or one result per ID
	 * @throws ApiFailure for an answer that does not say that everything was done as asked
	 */
	read(reply: ApiReply, told: Told): IDataObject | IDataObject[];
}

/** An API as the verbs need it. */
export interface VerbApi {
	api: Api;
	/**
	 * Reads a list to its end, or up to the form's limit; says so if there is more.
	 *
	 * @param wanted the most rows, if not the form's limit
	 */
	readList(item: Item, list: PagedList, wanted?: number): Promise<OperationResult>;
	/** Reads the answer to a write whose operation has no judge of its own. */
	judge: Judge;
}

/** An operation with its endpoint, for documentation and tests. */
export type DescribedOperation = Operation & { endpoint: Endpoint; document: string };

export function article(noun: string): string {
	return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/**
 * One or two dots mean a folder of the path, encoded or not, and half a surrogate pair can't be
 * encoded.
 *
 * @throws InputError for those
 */
function checkedSlot(slot: string, { label }: Field<string>): string {
	if (!/^\.{1,2}$|\p{Cs}/u.test(slot)) return slot;
	throw new InputError(`'${label}' can't be ${quote(slot)}: it would refer to something else`);
}

/** The slots of a path as text. */
export function readPath(
	{ read, zone }: Item,
	path: Record<string, Field<string>> | undefined,
	faults: Faults,
): Record<string, string> {
	const slots = Object.entries(path ?? {}).map(([name, field]) => [
		name,
		faults.attempt(() => checkedSlot(field.read(read(name), zone), field)) ?? '',
	]);
	return Object.fromEntries(slots) as Record<string, string>;
}

/** The collection of fields that a request need not have. */
export const ADDITIONAL_FIELDS = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	placeholder: 'Add field',
};

/**
 * The fields that were added in a collection of the form, as they are sent.
 *
 * @param faults collects everything that is wrong with them
 */
export function readCollection(
	item: Item,
	name: string,
	fields: Fields,
	faults: Faults,
): IDataObject {
	const given = item.read(name);
	return readFields(isObject(given) ? given : {}, fields, item, faults) as IDataObject;
}

/** The values of fields that are always shown, as they are sent. */
export function readTop<F extends Fields>({ read, zone }: Item, fields: F, faults: Faults): Sent<F> {
	const given = Object.fromEntries(Object.keys(fields).map((name) => [name, read(name)]));
	return readFields(given as IDataObject, fields, { zone }, faults);
}

/** Method and path of a route; IDs are encoded, so that they change nothing but themselves. */
export function routeTo(
	endpoint: Endpoint,
	slots: Record<string, string>,
): { method: IHttpRequestMethods; path: string } {
	const [method, template] = endpoint.split(' ') as [IHttpRequestMethods, string];
	const path = template.replace(/\{(\w+)\}/g, (_, slot: string) => pathId(slots[slot]));
	return { method, path };
}

/** Fields as a query: lists travel as comma-separated text. */
export function asQuery(fields: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.join(',') : value,
		]),
	);
}

/** Puts the fields of a request where its method carries them. */
export function carrying(method: IHttpRequestMethods, fields: IDataObject): Partial<ApiRequest> {
	if (Object.keys(fields).length === 0) return {};
	return method === 'GET' || method === 'DELETE'
		? { query: asQuery(fields) }
		: { body: fields };
}

/** Sends a request for an item. */
export async function sendFor({ api }: VerbApi, item: Item, request: ApiRequest): Promise<ApiReply> {
	return await exchange(api, item.context, request, item.index);
}
