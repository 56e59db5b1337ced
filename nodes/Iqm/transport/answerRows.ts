import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';
import { ExecutionStopped, unlessCancelled } from '../../common/ground/wait';
import { cancelSignal, isForm } from '../../common/send/door';
import type { Keeping } from '../../common/send/keptLists';
import { keptData, MASTER_MS } from '../../common/send/keptLists';
import { rateLimitKey } from './account';
import type { IqmContext, IqmRequest } from './request';
import { iqmAccount, iqmRequest } from './request';
import { sessionKey } from './session';

/** Whether an answer lists anything, whatever its shape: what does not may be another one soon. */
function listsAny(data: unknown): boolean {
	const parts = isObject(data) ? Object.values(data) : [data];
	return parts.some((part) => (Array.isArray(part) ? part.length > 0 : isObject(part)));
}

/**
 * The content of a list request, which {@link keptData} keeps for a while; for a day only if it lists
 * anything. Who asks at the same time as others neither ends with them, if they are cancelled, nor waits
 * on when cancelled itself; and a run has more patience than a form that it waits for.
 *
 * @param keeping how long, if not as long as all lists
 * @param itemIndex the item of a run whose options apply
 */
export async function listData(
	context: IqmContext,
	request: IqmRequest,
	keeping: Keeping = {},
	itemIndex = 0,
): Promise<unknown> {
	const account = await iqmAccount(context);
	// The key covers the whole login: whoever can't log in gets no list that somebody else has loaded.
	const key = JSON.stringify([sessionKey(account), request]);
	const isKept = keeping.keepMs === MASTER_MS ? listsAny : undefined;
	const list = { key, account: rateLimitKey(account), isKept, ...keeping };
	const signal = cancelSignal(context);
	let isOwn = false;
	const load = async (): Promise<unknown> => {
		isOwn = true;
		return (await iqmRequest(context, request, itemIndex)).data;
	};
	const ask = async (): Promise<unknown> =>
		await unlessCancelled(keptData(list, load), signal).catch(async (failure: unknown) => {
			const mayAsk = failure instanceof ExecutionStopped || !isForm(context);
			return !isOwn && mayAsk && signal?.aborted !== true ? await ask() : await Promise.reject(failure);
		});
	return await ask();
}

/** The row counts stated in the content of an answer. */
export function totalsOf(data: unknown): { all?: number; filtered?: number } {
	if (!isObject(data)) return {};
	// Some lists call the second one `filterRecords`.
	const { totalRecords, filterRecords, filteredRecords = filterRecords } = data;
	const read = (total: unknown): number | undefined => (isBlank(total) ? undefined : Number(total));
	return { all: read(totalRecords), filtered: read(filteredRecords) };
}

/**
 * The rows in the content of an answer: under the key given in the list's document, or the content
 * itself if it is an array. There are none if the answer is HTTP 204 or counts no rows.
 *
 * @param keys the documented keys; a list with two documents may have two
 * @returns undefined for an answer without a list, or with a list of anything but rows
 */
export function listIn(data: unknown, keys: string[]): IDataObject[] | undefined {
	if (data === undefined) return [];
	const found = Array.isArray(data)
		? data
		: isObject(data)
			? keys.map((key) => data[key]).find(Array.isArray)
			: undefined;
	if (found !== undefined) return found.every(isObject) ? found : undefined;
	const { all, filtered } = totalsOf(data);
	return all === 0 || filtered === 0 ? [] : undefined;
}

/**
 * {@link listIn}
 *
 * @param what the list in messages: "page 2"
 * @throws ApiFailure for an answer without a list
 */
export function rowsIn(data: unknown, keys: string[], what = 'the request'): IDataObject[] {
	const rows = listIn(data, keys);
	if (rows !== undefined) return rows;
	throw new ApiFailure(`IQM's response to ${what} has no list`, {
		description: 'Nothing was changed. Try again later.',
	});
}
