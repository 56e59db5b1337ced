import type { IDataObject } from 'n8n-workflow';

import type { Asked } from './answering';

/** A list's server whose pages differ from what was asked for. */
export interface PagedServer {
	/** Number of rows. */
	rows: number;
	/** Rows per page, whatever was asked for. */
	cap: number;
	/** The totals that it states, given all rows and those of the page. */
	totals: (all: number, page: number) => IDataObject;
	/** Whether a page begins with the last row of the previous one. */
	repeats?: boolean;
}

export const TOTALS: Record<string, PagedServer['totals']> = {
	'no total': () => ({}),
	'the right total': (all) => ({ totalRecords: all, filteredRecords: all }),
	'a total that is too small': () => ({ totalRecords: 3, filteredRecords: 3 }),
	'a total that is too large': () => ({ totalRecords: 99_999 }),
	'totals of something else': (_, page) => ({ totalRecords: 1_498, filteredRecords: page }),
	'an empty total': () => ({ totalRecords: null, filteredRecords: '' }),
};

/** A server's page for a request: the numbers of its rows, from 1. */
export function pageOf({ rows, cap, repeats }: PagedServer, { body }: Asked): number[] {
	const from = (Number(body.pageNo) - 1) * cap;
	const own = Array.from(
		{ length: Math.max(0, Math.min(cap, rows - from)) },
		(_, at) => from + at + 1,
	);
	return repeats === true && from > 0 && own.length > 0 ? [from, ...own] : own;
}

/** All servers whose pages are cut, with every kind of total. */
export const SERVERS: Array<[string, PagedServer]> = [7, 25, 1_000].flatMap((cap) =>
	Object.entries(TOTALS).flatMap(([name, totals]) =>
		[false, true].map((repeats): [string, PagedServer] => [
			`pages of ${cap}, ${name}${repeats ? ', a row repeated at the start of a page' : ''}`,
			{ rows: cap === 1_000 ? 2_500 : 60, cap, totals, repeats },
		]),
	),
);
