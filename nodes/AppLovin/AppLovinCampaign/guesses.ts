import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { OperationResult } from '../../common/operation';
import { isBlank, isObject } from '../../common/values';
import { rowsOf } from '../shared/rows';
import { appLovinRequest } from '../transport/request';

/*
 * What this node assumes without a document that says so: the stored copy of "Campaign Management
 * API" has lost all its sample bodies. When a real account answers differently, change it here (and
 * in `shared/bodyFormat.ts` for the bodies of sources and source bids).
 */

/**
 * Guess: the slash at the end. "Do not fill in the campaign_id in the request URL" can also mean the
 * path without it.
 */
export const CREATE_PATH = '/campaign/';

/**
 * Sends a change whose reply no document shows, so that an empty one is good too.
 *
 * Guess: any answer of a good status means that everything was changed. The result is therefore what
 * was sent, under the API's names; "Raw Response" shows what came back.
 *
 * Guess: the body of `/campaign_targets/{id}` holds the changed fields alone, as the table
 * "Request/Response Body Fields" lists them.
 *
 * @param what the thing that changes, as it stands in messages: "targeting"
 */
export async function sendChange(
	context: IExecuteFunctions,
	itemIndex: number,
	change: {
		campaignId: string;
		path: string;
		body: IDataObject | IDataObject[];
		what: string;
		sent: IDataObject;
	},
): Promise<OperationResult> {
	const { campaignId, path, body, what, sent } = change;
	const { raw } = await appLovinRequest(
		context,
		{ method: 'POST', path, body, writes: what, mayBeEmpty: true },
		itemIndex,
	);
	return {
		results: [{ campaign_id: campaignId, updated: true, ...sent }],
		raw,
		label: `${what} of campaign_id ${campaignId}`,
	};
}

/** One page of sources or source bids. */
export interface Page {
	rows: IDataObject[];
	/** How many rows there are in all; undefined where the answer does not tell. */
	total: number | undefined;
	/** A bare list may be all rows, whatever was asked for. */
	isBare: boolean;
}

/**
 * Reads a page. Asked with `limit` and `offset` the documented answer is `{limit, offset, <name>,
 * total_row_count}`. Guess: without them, and perhaps despite them, it is the bare list.
 */
export function readPage(data: unknown, name: string): Page {
	const rows = rowsOf(data, name);
	if (!isObject(data)) return { rows, total: undefined, isBare: true };
	const { total_row_count: count } = data;
	const total = isBlank(count) ? NaN : Number(count);
	return { rows, total: Number.isNaN(total) ? undefined : total, isBare: false };
}
