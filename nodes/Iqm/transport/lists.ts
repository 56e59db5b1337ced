import type { IDataObject, INodeListSearchResult } from 'n8n-workflow';

import { clock } from '../../common/clock';
import { isBlank, isObject } from '../../common/values';
import { rateLimitKey } from './account';
import type { IqmContext, IqmRequest } from './request';
import { iqmAccount, iqmRequest } from './request';

/** One entry of a list from which the user picks. */
export interface ListEntry {
	name: string;
	value: string;
}

/** How long a list answer is reused, in ms: one open form must not eat the minute's requests. */
const KEEP_MS = 5 * 60_000;

const kept = new Map<string, { until: number; data: unknown }>();

/** Requests on their way: all rows of an opened form ask for the same list at once. */
const underWay = new Map<string, Promise<unknown>>();

/** The content of a list request, at most five minutes old. */
export async function listData(context: IqmContext, request: IqmRequest): Promise<unknown> {
	const account = await iqmAccount(context);
	const key = JSON.stringify([rateLimitKey(account), account.email, request]);
	const known = kept.get(key);
	if (known && known.until > clock.now()) return known.data;
	const asked = underWay.get(key) ?? askOnce(context, request, key);
	underWay.set(key, asked);
	return await asked;
}

async function askOnce(context: IqmContext, request: IqmRequest, key: string): Promise<unknown> {
	try {
		const { data } = await iqmRequest(context, request);
		for (const [old, { until }] of kept) if (until <= clock.now()) kept.delete(old);
		kept.set(key, { until: clock.now() + KEEP_MS, data });
		return data;
	} finally {
		underWay.delete(key);
	}
}

/** Forgets all kept lists. Only tests need it. */
export function resetLists(): void {
	kept.clear();
	underWay.clear();
}

/**
 * The rows in an answer, wherever they are: a bare array, `{data: []}`, or `{<anything>List: []}`.
 * IQM's documents show all three for the same kind of list.
 */
export function rowsOf(data: unknown): IDataObject[] {
	if (Array.isArray(data)) return data.filter(isObject);
	if (!isObject(data)) return [];
	if (Array.isArray(data.data)) return data.data.filter(isObject);
	const list = Object.entries(data).find(
		([key, value]) => key.endsWith('List') && Array.isArray(value),
	);
	return list ? (list[1] as unknown[]).filter(isObject) : [];
}

/** A row's entry: its id, and its name from the first of `names` that is filled. */
export function entryOf(row: IDataObject, id: string, names: string[]): ListEntry | undefined {
	if (isBlank(row[id])) return undefined;
	const name = names.map((key) => row[key]).find((text) => !isBlank(text));
	const value = String(row[id]);
	return { name: name === undefined ? value : `${String(name)} (${value})`, value };
}

/** Entries whose name holds `filter`, in the form that n8n's resource locator wants. */
export function asSearchResult(
	entries: Array<ListEntry | undefined>,
	filter?: string,
): INodeListSearchResult {
	const wanted = (filter ?? '').trim().toLowerCase();
	return {
		results: entries
			.filter((entry) => entry !== undefined)
			.filter(({ name }) => name.toLowerCase().includes(wanted)),
	};
}
