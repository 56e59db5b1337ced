import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { isObject } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { reportRequest } from '../reportTransport/request';

/** Rows asked for at once: what most clients take; the documents state no number. */
const PAGE_ROWS = 1_000;

/** A server's own limit is hardly lower: fewer rows are the end, which a look at the next row shows. */
const LEAST_PAGE_ROWS = 100;

export interface ReportPages {
	path: string;
	/** Without columns, paging and sorting. */
	query: IDataObject;
	columns: string[];
	/** Those of the columns that tell rows apart. */
	dimensions: string[];
	/** What the caller sorts by, before what makes the order certain. */
	sort?: IDataObject;
	/** Whether a row is wanted. */
	fits?: (row: IDataObject) => boolean;
}

/** A report as far as it was read. */
export interface ReportRows {
	rows: IDataObject[];
	/** The answers as they came. */
	pages: unknown[];
}

/** The rows of an answer: `{"results":[…]}`, or a bare array. */
function rowsIn(data: unknown, path: string): IDataObject[] {
	const rows = isObject(data) ? data.results : data;
	const isWhole = Array.isArray(rows) && rows.every(isObject);
	if (isWhole && !(rows.length === 0 && isObject(data) && Number(data.count) > 0)) return rows;
	throw new ApiFailure(`AppLovin's response to ${path} is missing rows`, {
		description: "Check 'Base URL' in the credential. AppLovin may have changed this API.",
	});
}

/**
 * Reads a report to its end: until an empty page, or one that brings nothing new. A short page is no end:
 * a server's own limit below the one asked for looks like that, so a short first page is taken for such a
 * limit and kept to, and after a later one a look at the next row shows whether it is the end. Pages may
 * overlap, so a row that was on an earlier page counts once. The sorting covers all columns that tell rows
 * apart, since nothing else keeps rows in their place ("sort … several allowed").
 *
 * @param wanted the most rows; one more may come, which shows that there are more
 * @throws ApiFailure if the server's limit changed on the way: rows would be missing
 */
export async function readReport(
	{ context, index }: Pick<Item, 'context' | 'index'>,
	{ path, query, columns, dimensions, sort = {}, fits = () => true }: ReportPages,
	wanted = Infinity,
): Promise<ReportRows> {
	const certain = dimensions.filter((column) => !(`sort_${column}` in sort));
	const asked = {
		...{ ...query, columns: columns.join(','), ...sort },
		...Object.fromEntries(certain.map((column) => [`sort_${column}`, 'ASC'])),
	};
	const keyOf = (row: IDataObject): string => JSON.stringify(dimensions.map((column) => row[column] ?? null));
	const earlier = new Set<string>();
	const rows: IDataObject[] = [];
	const pages: unknown[] = [];
	let limit = PAGE_ROWS;
	let offset = 0;
	let isProbe = false;
	for (;;) {
		const { data, raw } = await reportRequest(context, path, { ...asked, limit, offset }, index);
		pages.push(raw);
		const page = rowsIn(data, path);
		const fresh = page.filter((row) => !earlier.has(keyOf(row)));
		if (fresh.length === 0) break;
		if (isProbe) {
			throw new ApiFailure('AppLovin returned shorter pages than before, so rows would be missing', {
				description: 'Nothing was changed. Run again.',
			});
		}
		for (const row of page) earlier.add(keyOf(row));
		rows.push(...fresh.filter(fits));
		if (rows.length > wanted) break;
		offset += page.length;
		if (page.length >= limit) continue;
		// "offset a multiple of limit": a page of one row can begin right after the last known row.
		isProbe = pages.length > 1 || page.length < LEAST_PAGE_ROWS;
		limit = isProbe ? 1 : page.length;
	}
	return { rows, pages };
}
