import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/errors';
import { readLimit } from '../../common/limit';
import type { OperationResult } from '../../common/operation';
import { rowsOf } from '../transport/lists';
import { iqmRequest } from '../transport/request';

/** Largest page of IQM's lists ("The default value is 20 and the maximum value is 500"). */
const PAGE_ROWS = 500;

/**
 * Reads a list that is asked for by POST, page by page, until all rows are there or as many as
 * "Limit" says. A short page is the end: totals mean different things in IQM's samples.
 *
 * Rows that turn up twice, because something was created or changed between two pages, come out
 * once.
 *
 * @param list its path, its filters, and the row's key that identifies it
 * @param wanted most rows to return; default: what the form says
 * @throws ApiFailure when a page brings nothing new: IQM then ignores the page number
 */
export async function readPages(
	context: IExecuteFunctions,
	itemIndex: number,
	list: { path: string; filters: IDataObject; idName: string },
	wanted = readLimit(context, itemIndex),
): Promise<OperationResult> {
	const noOfEntries = Math.min(PAGE_ROWS, wanted);
	const rows = new Map<string, IDataObject>();
	const pages: unknown[] = [];
	for (let pageNo = 1; rows.size < wanted; pageNo++) {
		const body = { ...list.filters, pageNo, noOfEntries };
		const { data, raw } = await iqmRequest(
			context,
			{ method: 'POST', path: list.path, body },
			itemIndex,
		);
		pages.push(raw);
		const page = rowsOf(data);
		const before = rows.size;
		for (const row of page) rows.set(String(row[list.idName]), row);
		if (page.length < noOfEntries) break;
		if (rows.size === before) {
			throw new ApiFailure(`IQM answered page ${pageNo} with rows of earlier pages`, {
				description: 'Nothing was changed. Try again later, or narrow the filters.',
			});
		}
	}
	return { results: [...rows.values()].slice(0, wanted), raw: { pages } };
}

/** All rows whose name is exactly this one: IQM's own search takes any part of a name or an id. */
export async function rowsOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	list: { path: string; filters: IDataObject; idName: string },
	nameKey: string,
	name: string,
): Promise<IDataObject[]> {
	const filters = { ...list.filters, searchField: name };
	const { results } = await readPages(context, itemIndex, { ...list, filters }, Infinity);
	return results.filter((row) => row[nameKey] === name);
}
