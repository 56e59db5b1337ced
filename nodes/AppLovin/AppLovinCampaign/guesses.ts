import type { IDataObject } from 'n8n-workflow';

import { isBlank, isObject } from '../../common/ground/values';
import { rowsOf } from '../shared/answerRows';

/*
 * What this node assumes without a document that says so: the stored copy of "Campaign Management API"
 * has lost all its sample bodies. If a real account answers differently, change it here (and in
 * `shared/bodyFormat.ts` for the bodies of sources and source bids).
 */

/**
 * Guess: the trailing slash. "Do not fill in the campaign_id in the request URL" can also mean the
 * path without it, which `sendCreation` tries if this one does not exist.
 */
export const CREATE_PATH = '/campaign/';

/** One page of sources or source bids. */
export interface Page {
	rows: IDataObject[];
	/** The total number of rows; undefined if the answer does not state it. */
	total: number | undefined;
	/** A bare list may be all rows, whatever was asked for. */
	isBare: boolean;
}

/**
 * Reads a page. With `limit` and `offset`, the documented answer is `{limit, offset, <name>,
 * total_row_count}`. Guess: without them, and perhaps despite them, it is the bare list.
 */
export function readPage(data: unknown, name: string): Page {
	const rows = rowsOf(data, name);
	if (!isObject(data)) return { rows, total: undefined, isBare: true };
	const { total_row_count: count } = data;
	const total = isBlank(count) ? NaN : Number(count);
	return { rows, total: Number.isNaN(total) ? undefined : total, isBare: false };
}
