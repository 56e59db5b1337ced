import type { IDataObject } from 'n8n-workflow';

import { hint } from '../../common/form/moreHint';
import { readLimit } from '../../common/form/limit';
import { ApiFailure } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import type { OperationResult } from '../../common/run/operation';
import type { ApiContext } from '../../common/send/door';
import { axonRequest } from '../axonTransport/request';

/** "size <= 100", which is also the most IDs that one list request takes. */
export const AXON_PAGE_ROWS = 100;

/** One list of the Axon API. */
export interface AxonList {
	/** From `/manage/v1` on, which it includes. */
	path: string;
	/** Filters, sent with each page. */
	query?: IDataObject;
	/** The key that identifies a row; by default `id`. */
	key?: string;
	/** Whether a row is one of the wanted, for filters that the API does not have. */
	fits?: (row: IDataObject) => boolean;
	/** Whether all of a page is known already, so that nothing new follows: for logs, newest first. */
	isOld?: (page: IDataObject[]) => boolean;
	/** The most rows that there can be, if the query names as many. */
	most?: number;
	/** When a poll must be over, in milliseconds since the epoch. */
	until?: number;
	/** The most requests, for an open form whose user is watching. */
	mostRequests?: number;
}

/** A list as far as it was read. */
export interface AxonRows {
	rows: IDataObject[];
	/** The answers as they came. */
	pages: unknown[];
	/** Whether there are, or may be, more rows than were wanted. */
	hasMore: boolean;
}

/** The rows of a page; the API's lists are bare arrays. */
function pageOf(data: unknown, path: string): IDataObject[] {
	if (Array.isArray(data) && data.every(isObject)) return data;
	throw new ApiFailure(`AppLovin's response to ${path} is missing the list`, {
		description: "Check 'Base URL' in the credential. AppLovin may have changed this API.",
	});
}

/**
 * Reads a list page by page until an empty page, or one that brings nothing new: the only end that the
 * document names is `[]`, and rows move between pages while they are read, so each counts once. Rows
 * without an ID are kept.
 *
 * @param wanted the most rows to return
 * @param itemIndex the item whose options apply
 */
export async function readAxonRows(
	context: ApiContext,
	{ path, query = {}, key = 'id', fits = () => true, isOld, most, until, mostRequests }: AxonList,
	wanted = Infinity,
	itemIndex = 0,
): Promise<AxonRows> {
	const known = new Set<string>();
	const rows: IDataObject[] = [];
	const pages: unknown[] = [];
	for (let page = 1; ; page++) {
		const asked = { ...query, page, size: AXON_PAGE_ROWS };
		const request = { method: 'GET', path, query: asked, until } as const;
		const { data, raw } = await axonRequest(context, request, itemIndex);
		pages.push(raw);
		const before = known.size;
		const listed = pageOf(data, path);
		for (const row of listed) {
			const id = isBlank(row[key]) ? undefined : String(row[key]);
			if (id !== undefined && known.has(id)) continue;
			if (id !== undefined) known.add(id);
			if (fits(row)) rows.push(row);
		}
		const isComplete = most !== undefined && known.size >= most;
		const isEnd = known.size === before || isComplete || isOld?.(listed) === true;
		const isCut = rows.length > wanted || page === mostRequests;
		if (isEnd || isCut) {
			const hasMore = rows.length > wanted || !isEnd;
			return { rows: rows.slice(0, wanted), pages, hasMore };
		}
	}
}

/**
 * {@link readAxonRows} for the items of a run, up to the form's limit; says so if there are more.
 *
 * @param what the rows in words, for the hint: "campaigns"
 */
export async function listAxon(
	{ context, index }: Item,
	list: AxonList,
	what: string,
	wanted = readLimit(context, index),
): Promise<OperationResult> {
	const { rows, pages, hasMore } = await readAxonRows(context, list, wanted, index);
	if (hasMore) {
		const message = `There are more ${what} than the ${wanted.toLocaleString('en')} that 'Limit' allows: raise it, or turn on 'Return All'.`;
		hint(context, message, 'info');
	}
	return { results: rows, raw: { pages } };
}
