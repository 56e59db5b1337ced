import { isInteger, isObject, valueAt, withValueAt } from '../../json';
import type { JsonObject, JsonValue } from '../../json';
import { json, Refusal, text, type Reply } from '../../reply';
import { idParam, type Context } from '../context';
import { linkTo } from '../links';
import { pageOf, readPaging, sortItems } from '../lists';
import { notThere } from './check';
import type { Behaviour, Contract, Shape } from './contract';

/** A kind of thing that contracts share: one makes it, another lists, changes or removes it. */
export interface Kind {
	name: string;
	/** The key of a row that holds its id. */
	id: string;
	/** What exists before anything is made, such as the rows of a sample answer. */
	first: JsonObject[];
}

/** The rows that an answer shows, for {@link Kind.first}. */
export function rowsIn(answer: JsonValue, at: string): JsonObject[] {
	const rows = valueAt(answer, at);
	return Array.isArray(rows) ? rows.filter(isObject) : [];
}

function thingsOf(kind: Kind, { state }: Context): Map<number, JsonObject> {
	return state.rows(kind.name, () => kind.first.map((row) => [Number(row[kind.id]), row]));
}

function answered({ answer, status = 200 }: Contract, changes: Record<string, JsonValue> = {}) {
	const body = Object.entries(changes).reduce(
		(value, [at, replacement]) => withValueAt(value, at, replacement),
		answer,
	);
	return json(status, body);
}

function isCsv(shape: Shape | undefined): boolean {
	if (typeof shape !== 'object' || Array.isArray(shape)) return false;
	return 'csv' in shape || ('anyOf' in shape && shape.anyOf.some(isCsv));
}

/** The entries of an array or of a comma-separated text, or a single value. */
function several({ takes }: Contract, asked: JsonObject, key: string): JsonValue[] {
	const value = asked[key] ?? [];
	if (typeof value !== 'string' || !isCsv({ ...takes.query, ...takes.body }[key])) {
		return [value].flat();
	}
	const entries = value.split(',');
	return entries.every((entry) => /^\d+$/.test(entry)) ? entries.map(Number) : entries;
}

/** The things that a request refers to: the one in its path, or those with their ids in a key. */
function meant(
	contract: Contract,
	kind: Kind,
	key: string | undefined,
	context: Context,
	asked: JsonObject,
) {
	const things = thingsOf(kind, context);
	const id = key === undefined ? idParam(context) : undefined;
	const ids = key === undefined ? [id] : several(contract, asked, key);
	const isThere = (one: JsonValue | undefined): one is number => isInteger(one) && things.has(one);
	const there = [...new Set(ids.filter(isThere))];
	const missing = ids.filter((one): one is JsonValue => one !== undefined && !isThere(one));
	const refuseMissing = () => {
		if (missing.length > 0 || there.length === 0) throw notThere(contract, key);
	};
	return { things, there, missing, refuseMissing };
}

export interface Listing {
	/** A kind of thing, or a function that computes the rows when asked. */
	from: Kind | ((context: Context, asked: JsonObject) => JsonObject[]);
	/** Key of the request → key of the row: keeps rows that hold one of the values. */
	filters?: Record<string, string>;
	/** Key of the request → keys of the row in which to look for its text. */
	search?: Record<string, string[]>;
	/** Keys to sort by; by default the first one, descending. */
	sorts?: string[];
	/** The order by default, if it is another one. */
	sort?: string;
	/** Key to sort by → key of the row, where they differ. */
	sortsAs?: Record<string, string>;
	/** Page lengths: the default and the longest. */
	pages?: { entries: number; max: number };
	/** Page −1 holds all rows. */
	allAtMinusOne?: boolean;
	/** Keys for counts beside the rows: of all rows, of those that pass the filters, or of the page. */
	counts?: Record<string, 'all' | 'matching' | 'page'>;
}

function contains(row: JsonObject, keys: string[], searched: JsonValue): boolean {
	const wanted = String(searched).toLowerCase();
	return keys.some((key) =>
		String(row[key] ?? '')
			.toLowerCase()
			.includes(wanted),
	);
}

/** Whether a row holds one of these; an empty list and "all" accept everything. */
function holds(row: JsonObject, key: string, wanted: JsonValue[]): boolean {
	const own = [row[key] ?? null].flat();
	return wanted.length === 0 || wanted.includes('all') || wanted.some((one) => own.includes(one));
}

function sortRows(rows: JsonObject[], sortBy: JsonValue, list: Listing, order?: JsonValue) {
	const { sorts = [], sortsAs = {} } = list;
	const named = Object.entries(sortsAs);
	const keyed = rows.map((row) => ({
		...row,
		...Object.fromEntries(named.map(([key, own]) => [key, row[own]])),
		row,
	}));
	return sortItems(keyed, sortBy, sorts, order)?.map(({ row }) => row);
}

function pageFrom(rows: JsonObject[], size: string | undefined, asked: JsonObject, list: Listing) {
	if (size === undefined || (list.allAtMinusOne && asked.pageNo === -1)) return rows;
	const paging = { pageNo: asked.pageNo, noOfEntries: asked[size], offset: asked.offset };
	return pageOf(rows, readPaging(paging, list.pages ?? { entries: 20, max: 500 }));
}

/** A list: filtered, searched, sorted and cut to a page, with the document's counts. */
export function lists(list: Listing): Behaviour {
	return (contract) => (context, asked) => {
		const { at = '', size } = contract.rows ?? {};
		const { from, filters = {}, search = {}, sorts = [], counts = {} } = list;
		const byDefault = list.sort ?? (sorts.length > 0 ? `-${sorts[0]}` : undefined);
		const all =
			typeof from === 'function' ? from(context, asked) : [...thingsOf(from, context).values()];
		const given = (keys: object) => Object.keys(keys).filter((key) => asked[key] !== undefined);
		const matching = all
			.filter((row) =>
				given(filters).every((key) => holds(row, filters[key], several(contract, asked, key))),
			)
			.filter((row) => given(search).every((key) => contains(row, search[key], asked[key])));
		const sortBy = asked.sortBy ?? byDefault;
		const sorted = sortBy === undefined ? matching : sortRows(matching, sortBy, list, asked.order);
		if (!sorted) throw new Refusal(422, 'Invalid sortBy value.', { field: 'sortBy' });
		const page = pageFrom(sorted, size, asked, list);
		const lengths = { all: all.length, matching: matching.length, page: page.length };
		const beside = at.split('.').slice(0, -1).join('.');
		const changes = Object.entries(counts).map(([key, what]): [string, JsonValue] => [
			[beside, key].filter((part) => part !== '').join('.'),
			lengths[what],
		]);
		return answered(contract, { ...Object.fromEntries(changes), [at]: page });
	};
}

/** One thing, by the id in the path, at this place in the answer. */
export function shows(kind: Kind, at: string): Behaviour {
	return (contract) => (context, asked) => {
		const { things, there, refuseMissing } = meant(contract, kind, undefined, context, asked);
		refuseMissing();
		return answered(contract, { [at]: things.get(there[0]) ?? null });
	};
}

/**
 * Changes the thing in the path, or those with their ids in the key `ids`, all or none. Each value is
 * kept under its own name unless `keeps` gives it another.
 */
export function changes(
	kind: Kind,
	{ ids, keeps = {} }: { ids?: string; keeps?: Record<string, string> } = {},
): Behaviour {
	return (contract) => (context, asked) => {
		const { things, there, refuseMissing } = meant(contract, kind, ids, context, asked);
		refuseMissing();
		const kept = Object.entries(asked)
			.filter(([key]) => key !== ids)
			.map(([key, value]) => [keeps[key] ?? key, value]);
		for (const id of there) {
			things.set(id, { ...things.get(id), ...Object.fromEntries(kept), [kind.id]: id });
		}
		return answered(contract);
	};
}

/** A new thing; `idAt` is the place of its id in the answer. */
export function makes(kind: Kind, idAt: string): Behaviour {
	return (contract) => (context, asked) => {
		const things = thingsOf(kind, context);
		const sampled = Number(valueAt(contract.answer, idAt));
		const id = Math.max(sampled - 1, ...things.keys()) + 1;
		things.set(id, { ...asked, [kind.id]: id });
		return answered(contract, { [idAt]: id });
	};
}

/**
 * Removes the thing in the path, or those with their ids in the key `ids`: all or none. If the answer
 * has places for the ids that were removed and for those that were not, it removes as many as it can.
 */
export function removes(
	kind: Kind,
	{ ids, partly }: { ids?: string; partly?: { removed: string; failed: string } } = {},
): Behaviour {
	return (contract) => (context, asked) => {
		const { things, there, missing, refuseMissing } = meant(contract, kind, ids, context, asked);
		if (!partly) refuseMissing();
		there.forEach((id) => things.delete(id));
		return answered(contract, partly ? { [partly.removed]: there, [partly.failed]: missing } : {});
	};
}

/** A file as the answer itself: its bytes with their media type, to be saved under this name. */
export function file(type: string, name: string, content: string | Buffer): Behaviour {
	return ({ status = 200 }) =>
		(): Reply => {
			const reply = text(status, type, content);
			const disposition = `attachment; filename="${name}"`;
			return { ...reply, headers: { ...reply.headers, 'content-disposition': disposition } };
		};
}

/** A file behind a signed link, which stands at this place of the answer. */
export function fileLink(
	at: string,
	type: string,
	name: string,
	content: string | Buffer,
): Behaviour {
	return (contract) => (context) =>
		answered(contract, { [at]: linkTo({ type, name, content: Buffer.from(content) }, context) });
}

/** Answers as the document does, whatever is asked. */
export const same: Behaviour = (contract) => () => answered(contract);
