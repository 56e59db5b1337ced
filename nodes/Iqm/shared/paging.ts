import type { IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { readLimit } from '../../common/form/limit';
import type { OperationResult } from '../../common/run/operation';
import { isBlank } from '../../common/ground/values';
import { rowsIn, totalsOf } from '../transport/answerRows';
import type { PagedList, Pages } from '../../verbs/describe';
import { asQuery } from '../../verbs/describe';
import type { IqmContext, IqmReply, IqmRequest } from '../transport/request';
import { iqmRequest } from '../transport/request';
import { Gathered, moreThan, totalsAgree } from './gathered';

/** The largest page of IQM's lists ("The default value is 20 and the maximum value is 500"). */
export const PAGE_ROWS = 500;

/** Lists whose page number and length are in the body: most of IQM's. */
export function inBody(rows: string): Pages {
	return { rows, in: 'body', size: 'noOfEntries', most: PAGE_ROWS };
}

/** What {@link readRows} needs to know about its caller. */
export interface Reading {
	/** The item whose option "Rate Limit Wait" applies. */
	itemIndex?: number;
	/** When a poll must be over, in milliseconds since the epoch. */
	until?: number;
	/** The most rows, if not the form's limit. */
	wanted?: number;
	/** Rows per page; by default as many as IQM allows, or as are wanted. */
	pageSize?: number;
	/** The most requests, for a form whose user is watching. */
	mostRequests?: number;
	/** Sends a request and takes its answer out of the envelope. */
	send?: (request: IqmRequest) => Promise<Pick<IqmReply, 'data' | 'raw'>>;
}

/** A list as far as it was read. */
export interface ReadRows extends OperationResult {
	/** Whether there are more rows than were wanted, as far as is known without another request. */
	more: 'yes' | 'perhaps' | 'no';
	/** Whether the pages began to repeat although a total indicates more rows. */
	isDoubtful: boolean;
	/** Whether the list ended although all of IQM's totals indicate more rows. */
	isIncomplete: boolean;
}

function hint(context: IExecuteFunctions, message: string): void {
	// Not there in older versions of n8n.
	(context as Partial<IExecuteFunctions>).addExecutionHints?.({
		message,
		type: 'warning',
		location: 'outputPane',
	});
}

/** Lists that come whole, filtered by a body. */
export function whole(rows: string): Pages {
	return { rows, in: 'body', most: Infinity };
}

/** {@link readRows} for the items of a run, up to the form's limit; says so if there are more. */
export async function readPages(
	context: IExecuteFunctions,
	itemIndex: number,
	list: PagedList,
	reading: Reading = {},
): Promise<OperationResult> {
	const limit = list.pages.size === undefined ? Infinity : readLimit(context, itemIndex);
	const { wanted = limit } = reading;
	const read = await readRows(context, list, wanted, { itemIndex, ...reading });
	return tellOfMore(context, read);
}

/** Says in a hint if a list has, or may have, more rows than were read. */
export function tellOfMore(
	context: IExecuteFunctions,
	{ more, isDoubtful, isIncomplete, ...read }: ReadRows,
): OperationResult {
	const count = read.results.length;
	if (more !== 'no') {
		hint(
			context,
			`'Limit' ended the list after ${count}: ${more === 'yes' ? 'there are' : 'there may be'} more. Raise 'Limit', or turn on 'Return All'.`,
		);
	} else if (isDoubtful || isIncomplete) {
		hint(
			context,
			`IQM listed ${count} but reports a higher total: some may be missing. Narrow down the filters to check.`,
		);
	}
	return read;
}

/**
 * Reads a list page by page, until all rows are there or as many as are wanted. It ends with an empty
 * page, one without anything new or, since requests are dear, a short one that the totals agree with:
 * the server may have cut a page that is merely short.
 *
 * @param wanted the most rows to return
 * @throws ApiFailure for an answer without a list, and if a full page brings nothing new: IQM then
 *   ignores the page number
 */
export async function readRows(
	context: IqmContext,
	list: PagedList,
	wanted: number,
	reading: Reading = {},
): Promise<ReadRows> {
	const { method, path, filters, idName, pages: way } = list;
	const { itemIndex, until, pageSize = way.most, mostRequests = Infinity } = reading;
	const send = reading.send ?? (async (request) => await iqmRequest(context, request, itemIndex));
	const size = Math.min(pageSize, wanted);
	const gathered = new Gathered(idName);
	const pages: unknown[] = [];
	let more: ReadRows['more'] = 'no';
	let isDoubtful = false;
	let isIncomplete = false;
	let totals: unknown[] = [];
	for (let pageNo = 1; ; pageNo++) {
		const asked = way.size === undefined ? filters : { ...filters, pageNo, [way.size]: size };
		const fields = way.in === 'body' ? { body: asked } : { query: asQuery(asked) };
		const { data, raw } = await send({ method, path, ...fields, until });
		pages.push(raw);
		const page = rowsIn(data, [way.rows], `page ${pageNo}`);
		const isNew = gathered.add(page);
		if (way.size === undefined) break;
		const told = Object.values(totalsOf(data)).filter((total) => !isBlank(total));
		if (told.length > 0 && (page.length > 0 || pageNo === 1)) totals = told;
		if (page.length === 0) {
			isIncomplete = totals.length > 0 && totals.every((total) => Number(total) > gathered.size);
			break;
		}
		const isShort = page.length < size;
		if (!isNew) {
			if (!isShort) {
				throw new ApiFailure(`IQM answered page ${pageNo} with rows from earlier pages`, {
					description: 'Nothing was changed. Try again later, or narrow down the filters.',
				});
			}
			isDoubtful = Object.values(totalsOf(data)).some((total) => Number(total) > gathered.size);
			break;
		}
		if (gathered.size > wanted) more = 'yes';
		else if (gathered.size === wanted) more = moreThan(data, gathered.size);
		if (gathered.size >= wanted) break;
		if (isShort && totalsAgree(data, page.length, gathered.size)) break;
		if (pageNo >= mostRequests) {
			more = 'perhaps';
			break;
		}
	}
	return { results: gathered.rows.slice(0, wanted), raw: { pages }, more, isDoubtful, isIncomplete };
}
