import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { keptData } from '../../common/form/pickerLists';
import { isBlank, isObject } from '../../common/ground/values';
import type { IqmContext, IqmRequest } from './request';
import { iqmAccount, iqmRequest } from './request';
import { sessionKey } from './session';

/** The content of a list request, which {@link keptData} keeps for a while. */
export async function listData(context: IqmContext, request: IqmRequest): Promise<unknown> {
	const account = await iqmAccount(context);
	// The key covers the whole login: whoever can't log in gets no list that somebody else has loaded.
	const key = JSON.stringify([sessionKey(account), request]);
	return await keptData(key, async () => (await iqmRequest(context, request)).data);
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
	throw new ApiFailure(`IQM answered ${what} without a list`, {
		description: 'Nothing was changed. Try again later.',
	});
}
