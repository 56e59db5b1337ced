import type { IDataObject } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';
import { unlessStopped } from '../../common/ground/wait';
import type { Item } from '../../common/run/item';
import { readTogether } from '../../common/run/readTogether';
import type { Thing } from '../../verbs/describe';
import { AXON } from '../axonTransport/request';
import { AXON_PAGE_ROWS, readAxonRows } from './pages';

/** Things that the API lists, and so finds by their IDs. */
export interface Listed {
	thing: Thing;
	/** The list, from `/manage/v1` on, which it includes. */
	path: string;
	/** What to check about an ID that is not listed. */
	advice: string;
}

/** The most IDs that a message names. */
const MOST_NAMED = 20;

/** A row's ID as text; '' for a row without one. */
export const rowId = ({ id }: IDataObject): string => (isBlank(id) ? '' : String(id).trim());

const withoutZeros = (id: string): string => id.replace(/^0+(?=\d)/, '');

/** Whether a row is one of those that were asked for; one that does not say is. */
function isOneOf(ids: string[], key: 'hashed_id' | 'id'): (row: IDataObject) => boolean {
	const asked = new Set(ids.map(withoutZeros));
	return ({ [key]: id }) => isBlank(id) || asked.has(withoutZeros(String(id).trim()));
}

/**
 * Rows by their IDs, at most 100 by one request; rows that nobody asked for are left out.
 *
 * @param key `ids`, or `hashed_ids`: "either of the two kinds, not both"
 */
export async function rowsByIds(
	{ context, index }: Pick<Item, 'context' | 'index'>,
	path: string,
	ids: string[],
	key: 'hashed_ids' | 'ids' = 'ids',
): Promise<{ rows: IDataObject[]; pages: unknown[] }> {
	const rows: IDataObject[] = [];
	const pages: unknown[] = [];
	for (let from = 0; from < ids.length; from += AXON_PAGE_ROWS) {
		const some = ids.slice(from, from + AXON_PAGE_ROWS);
		const list = { path, query: { [key]: some.join(',') }, most: some.length };
		const read = await readAxonRows(context, list, Infinity, index);
		rows.push(...read.rows.filter(isOneOf(some, key === 'ids' ? 'id' : 'hashed_id')));
		pages.push(...read.pages);
	}
	return { rows, pages };
}

function foundIn({ thing, advice }: Listed, ids: string[], rows: IDataObject[]): Map<string, IDataObject> {
	const all = new Map(rows.map((row) => [rowId(row), row]));
	const missing = ids.filter((id) => !all.has(id));
	if (missing.length === 0) return new Map(ids.map((id) => [id, all.get(id) as IDataObject]));
	const left = missing.length - MOST_NAMED;
	const named = missing.slice(0, MOST_NAMED).join(', ');
	throw new InputError(
		`AppLovin lists no ${missing.length === 1 ? thing.one : thing.many} ${named}${left > 0 ? ` and ${left} more` : ''}`,
		`Nothing was sent for this. ${advice}`,
	);
}

/**
 * The things that an item is about, as they are listed, by one request with all items that ask at the same
 * time: an unknown ID would cost an error answer, of which an account has few.
 *
 * @throws InputError for IDs that are not listed; nothing is sent then
 */
export async function listedByIds(
	item: Item,
	listed: Listed,
	ids: string[],
): Promise<Map<string, IDataObject>> {
	if (ids.length === 0) return new Map();
	return await readTogether(item, {
		...{ api: AXON, about: listed.path, ids, most: AXON_PAGE_ROWS },
		ask: async (all) => (await rowsByIds(item, listed.path, all)).rows,
		pick: (rows, wanted) => foundIn(listed, wanted, rows),
	});
}

/**
 * One thing as it is now, for a change that depends on that.
 *
 * @throws InputError if it is not listed
 */
export async function listedNow(item: Item, listed: Listed, id: string): Promise<IDataObject> {
	const { rows } = await rowsByIds(item, listed.path, [id]);
	return foundIn(listed, [id], rows).get(id) as IDataObject;
}

/** The same after a change; undefined if the list can't be read, or does not show it yet. */
export async function seenNow(item: Item, listed: Listed, id: string): Promise<IDataObject | undefined> {
	return await listedNow(item, listed, id).catch(unlessStopped);
}

/** The ID in the answer to a write, as text; undefined for an answer without one. */
export function answeredId(data: unknown): string | undefined {
	const id = isObject(data) ? data.id : undefined;
	return isBlank(id) || typeof id === 'object' ? undefined : String(id).trim();
}

/** @throws ApiFailure for an answer to a change that names no such thing, or another one */
export function checkAnswered({ one, idName }: Thing, id: string, data: unknown): void {
	const answered = answeredId(data);
	if (answered === id) return;
	throw new ApiFailure(
		answered === undefined
			? `AppLovin's response is missing the ${one} ${id}`
			: `AppLovin answered for the ${one} ${answered} instead of ${id}`,
		{
			description: `Check the ${one} ${id} in AppLovin before running again.`,
			mayHaveActed: true,
			created: [`${idName} ${id}`],
		},
	);
}
