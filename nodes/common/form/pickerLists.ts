import type { IDataObject, INodeListSearchResult } from 'n8n-workflow';

import { clock } from '../ground/clock';
import { nameHolds } from '../ground/names';
import { isBlank } from '../ground/values';

/** One entry of a list to pick from. */
export interface ListEntry {
	name: string;
	value: string;
}

/** How long a list answer is reused, in ms: one open form must not eat up the request limit. */
const KEEP_MS = 5 * 60_000;

const kept = new Map<string, { until: number; data: unknown }>();

/** Requests under way: all rows of a form that opens ask for the same list at once. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * The content of a list request, loaded at most `KEEP_MS` ago.
 *
 * @param key tells the account and the request from all others
 */
export async function keptData(key: string, load: () => Promise<unknown>): Promise<unknown> {
	const known = kept.get(key);
	if (known && known.until > clock.now()) return known.data;
	const asked = underWay.get(key) ?? askOnce(key, load);
	underWay.set(key, asked);
	return await asked;
}

async function askOnce(key: string, load: () => Promise<unknown>): Promise<unknown> {
	try {
		const data = await load();
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

/** The entry for a row: its id, and its name from the first of `names` that is filled. */
export function entryOf(row: IDataObject, id: string, names: string[]): ListEntry | undefined {
	if (isBlank(row[id])) return undefined;
	const name = names.map((key) => row[key]).find((text) => !isBlank(text));
	const value = String(row[id]);
	return { name: name === undefined ? value : `${String(name)} (${value})`, value };
}

/** Entries whose name contains `filter`, in the form that n8n's resource locator expects. */
export function asSearchResult(
	entries: Array<ListEntry | undefined>,
	filter?: string,
): INodeListSearchResult {
	const wanted = filter ?? '';
	return {
		results: entries
			.filter((entry) => entry !== undefined)
			.filter(({ name }) => wanted.trim() === '' || nameHolds(name, wanted)),
	};
}
