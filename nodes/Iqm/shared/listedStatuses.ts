import type { IDataObject } from 'n8n-workflow';

import { isBlank } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import type { JointRead } from '../../common/run/readTogether';
import type { Look, WaitOptions } from '../../common/run/waitForStatus';
import { waitForStatus, waitTogether } from '../../common/run/waitForStatus';
import { clock } from '../../common/ground/clock';
import { combines } from '../../common/run/combine';
import type { PagedList } from '../../verbs/describe';
import { IQM } from '../transport/request';
import { PAGE_ROWS, readRows } from './paging';

/** A list that shows the status of things. */
export interface StatusList extends Omit<PagedList, 'filters'> {
	/** What is sent for these IDs. */
	filters(ids: string[]): IDataObject;
	/** The status in a row, in the words that the form waits for. */
	statusOf(row: IDataObject): string;
}

/** The wait of an item for one thing. */
interface OneWait<T extends Look> {
	item: Item;
	id: string;
	wait: WaitOptions;
	/** Statuses that no other follows. */
	failed: string[];
	/** The thing, as a message begins: "Campaign 7". */
	what: string;
	/** Reads the thing itself. */
	read(): Promise<T>;
}

/** A thing that the list lacks: it may be too new, or not exist. */
const UNLISTED = 'unlisted';

/**
 * Waits for the status of a thing, with all items of the run that wait for one: their statuses are looked up
 * in one list, and each thing is read by itself once it has come to an end there. IQM reads campaigns and
 * audiences one at a time otherwise.
 */
export async function waitInList<T extends Look>(one: OneWait<T>, list: StatusList): Promise<T> {
	const { item, id, wait, failed, what, read } = one;
	const started = clock.now();
	if (combines(item)) {
		const ended = [...wait.wanted, ...failed, UNLISTED];
		await waitTogether(item, { ...wait, wanted: ended, failed: [], what }, statusIn(item, id, list));
	}
	const longestMs = Math.max(0, wait.longestMs - (clock.now() - started));
	return await waitForStatus({ ...wait, longestMs, failed, what, read });
}

function statusIn(item: Item, id: string, list: StatusList): JointRead<Map<string, string>, Look> {
	const { filters, statusOf, ...others } = list;
	// An ID that can't be sent must not fail the items that share the request.
	filters([id]);
	return {
		...{ api: IQM, about: list.path, ids: [id], most: PAGE_ROWS },
		async ask(ids) {
			const { results } = await readRows(
				item.context,
				{ ...others, filters: filters(ids) },
				ids.length,
				{ itemIndex: item.index },
			);
			const named = results.filter((row) => !isBlank(row[list.idName]));
			return new Map(named.map((row) => [String(row[list.idName]), statusOf(row)]));
		},
		pick: (statuses) => ({ status: statuses.get(id) ?? UNLISTED }),
	};
}
