import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/errors';
import type { OperationResult } from '../../common/operation';
import { readLimit } from '../../common/limit';
import { appLovinRequest } from '../transport/request';
import { readPage } from './guesses';

/** Rows asked for at once: the document's example. */
const PAGE_ROWS = 5_000;

/**
 * Reads pages until all rows are there or enough of them. Each page starts after the rows that came,
 * because AppLovin may return fewer than it was asked for.
 *
 * @param name the key of the rows in an answer
 */
export async function readPages(
	context: IExecuteFunctions,
	itemIndex: number,
	path: string,
	name: string,
): Promise<OperationResult> {
	const wanted = readLimit(context, itemIndex);
	const rows: IDataObject[] = [];
	const pages: unknown[] = [];
	const firsts = new Set<string>();
	while (rows.length < wanted) {
		const limit = Math.min(PAGE_ROWS, wanted - rows.length);
		const query = { limit, offset: rows.length };
		const { data, raw } = await appLovinRequest(context, { method: 'GET', path, query }, itemIndex);
		const page = readPage(data, name);
		pages.push(raw);
		if (page.rows.length === 0) break;
		const first = JSON.stringify(page.rows[0]);
		if (firsts.has(first)) {
			// Without pages every answer is the whole list.
			if (page.isBare && first === JSON.stringify(rows[0])) break;
			const which = first === JSON.stringify(rows[0]) ? 'the first page' : 'a page';
			throw new ApiFailure(`AppLovin answered with ${which} again`, {
				description: 'Nothing was changed. Try again later.',
			});
		}
		firsts.add(first);
		rows.push(...page.rows);
		if (page.total !== undefined && rows.length >= page.total) break;
		if (page.isBare && page.rows.length > limit) break;
	}
	return { results: rows.slice(0, wanted), raw: { pages } };
}
