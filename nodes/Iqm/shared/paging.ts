import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/errors';
import { readLimit } from '../../common/limit';
import { isSameName, searchedPart } from '../../common/names';
import type { OperationResult } from '../../common/operation';
import { isBlank, isObject } from '../../common/values';
import { rowsOf } from '../transport/lists';
import type { IqmContext } from '../transport/request';
import { iqmRequest } from '../transport/request';

/** Largest page of IQM's lists ("The default value is 20 and the maximum value is 500"). */
const PAGE_ROWS = 500;

/** A list that is asked for by POST: its path, its filters, and the row's key that identifies it. */
export interface List {
	path: string;
	filters: IDataObject;
	idName: string;
}

/** What {@link readRows} needs to know of its caller. */
export interface Reading {
	/** The item whose option "Rate Limit Wait" holds. */
	itemIndex?: number;
	/** When a poll must be over, in milliseconds since the epoch. */
	until?: number;
	/** Whether an answer that holds no list at all is an error, and not an empty list. */
	isStrict?: boolean;
}

/** {@link readRows} for the items of a run; `wanted` is what the form says unless it is given. */
export async function readPages(
	context: IExecuteFunctions,
	itemIndex: number,
	list: List,
	wanted = readLimit(context, itemIndex),
): Promise<OperationResult> {
	return await readRows(context, list, wanted, { itemIndex, isStrict: true });
}

/** Whether an answer holds a list, or says that there is nothing to list. */
function holdsList(data: unknown): boolean {
	if (!isObject(data)) return Array.isArray(data);
	const lists = Object.entries(data).filter(([key]) => key === 'data' || key.endsWith('List'));
	return lists.some(([, value]) => Array.isArray(value)) || totalsOf(data).includes(0);
}

function totalsOf({ totalRecords, filteredRecords }: IDataObject): number[] {
	return [totalRecords, filteredRecords].filter((total) => !isBlank(total)).map(Number);
}

/**
 * Whether a page that is shorter than was asked for may not be the last one, because IQM gives no
 * longer ones: a total is above the rows that came, and they are a round number. Some samples' totals
 * are the length of the page, others above all there is: so none ends a list, and what comes after
 * it is looked at.
 */
function mayGoOn(data: unknown, page: number, rows: number): boolean {
	return isObject(data) && page % 10 === 0 && totalsOf(data).some((total) => total > rows);
}

/** What tells a row from others, also one without an ID. */
function keyOf(row: IDataObject, { idName }: List): string {
	return isBlank(row[idName]) ? JSON.stringify(row) : String(row[idName]);
}

/**
 * Reads a list page by page, until all rows are there or as many as are wanted. A short page is the
 * end, unless a total says that there is more: then a short page without anything new is.
 *
 * Rows that turn up twice, because something was created or changed between two pages, come out
 * once, as they were seen last.
 *
 * @param wanted most rows to return
 * @throws ApiFailure when a full page brings nothing new: IQM then ignores the page number
 */
export async function readRows(
	context: IqmContext,
	list: List,
	wanted: number,
	{ itemIndex, until, isStrict = false }: Reading = {},
): Promise<OperationResult> {
	const noOfEntries = Math.min(PAGE_ROWS, wanted);
	const rows = new Map<string, IDataObject>();
	const pages: unknown[] = [];
	for (let pageNo = 1; rows.size < wanted; pageNo++) {
		const body = { ...list.filters, pageNo, noOfEntries };
		const { data, raw } = await iqmRequest(
			context,
			{ method: 'POST', path: list.path, body, until },
			itemIndex,
		);
		pages.push(raw);
		if (isStrict && !holdsList(data)) {
			throw new ApiFailure(`IQM answered page ${pageNo} without a list`, {
				description: 'Nothing was changed. Try again later.',
			});
		}
		const page = rowsOf(data);
		const before = rows.size;
		for (const row of page) rows.set(keyOf(row, list), row);
		const isNew = rows.size > before;
		if (page.length < noOfEntries && !(isNew && mayGoOn(data, page.length, rows.size))) break;
		if (!isNew) {
			throw new ApiFailure(`IQM answered page ${pageNo} with rows of earlier pages`, {
				description: 'Nothing was changed. Try again later, or narrow the filters.',
			});
		}
	}
	return { results: [...rows.values()].slice(0, wanted), raw: { pages } };
}

/**
 * All rows whose name looks like this one. IQM's own search takes any part of a name or an id, but not
 * one that is stored in another way: so it only narrows a list that is too long to be read at once.
 *
 * @param list newest first: what stands on its first page is compared whatever the search would find
 */
export async function rowsOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	list: List,
	nameKey: string,
	name: string,
): Promise<IDataObject[]> {
	const searchField = searchedPart(name);
	const most = searchField === '' ? Infinity : PAGE_ROWS;
	const { results: newest } = await readPages(context, itemIndex, list, most);
	const rows = new Map(newest.map((row) => [keyOf(row, list), row]));
	if (newest.length >= most) {
		const searched = { ...list, filters: { ...list.filters, searchField } };
		const { results: found } = await readPages(context, itemIndex, searched, Infinity);
		for (const row of found) rows.set(keyOf(row, list), row);
	}
	return [...rows.values()].filter((row) => isSameName(row[nameKey], name));
}
