import type { IDataObject } from 'n8n-workflow';

import { readLimit } from '../../common/form/limit';
import { upToLimit } from '../../common/form/moreHint';
import type { Item } from '../../common/run/item';
import type { OperationResult } from '../../common/run/operation';
import { rowsByIds } from '../axonShared/byIds';
import { listAxon } from '../axonShared/pages';

/** What a list is narrowed down to. The API itself filters by IDs, and by what is in `query`. */
interface Narrowed {
	path: string;
	/** The rows in words: "creative sets". */
	what: string;
	ids?: string[];
	hashedIds?: string[];
	query?: IDataObject;
	fits: (row: IDataObject) => boolean;
	/** The row as results show it. */
	shown: (row: IDataObject) => IDataObject;
}

/** Rows of a list that match, up to the form's limit. */
export async function listNarrowed(
	item: Item,
	{ path, what, ids, hashedIds, query, fits, shown }: Narrowed,
): Promise<OperationResult> {
	const wanted = ids ?? hashedIds;
	if (wanted === undefined) {
		const { results, raw } = await listAxon(item, { path, query, fits }, what);
		return { results: results.map(shown), raw };
	}
	const { rows, pages } = await rowsByIds(item, path, [...new Set(wanted)], ids === undefined ? 'hashed_ids' : 'ids');
	const limit = readLimit(item.context, item.index);
	return { results: upToLimit(item.context, rows.filter(fits), limit, what).map(shown), raw: { pages } };
}

/** Whether an answer's word is one that the form has, in any case. */
export const isOneOf = (said: unknown, wanted: string[] | undefined): boolean =>
	wanted === undefined || wanted.includes(String(said ?? '').trim().toUpperCase());
