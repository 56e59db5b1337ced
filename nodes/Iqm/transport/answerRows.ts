import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { keptData } from '../../common/form/pickerLists';
import { isBlank, isObject } from '../../common/ground/values';
import type { IqmContext, IqmRequest } from './request';
import { iqmAccount, iqmRequest } from './request';
import { sessionKey } from './session';

/** The content of a list request, at most five minutes old. */
export async function listData(context: IqmContext, request: IqmRequest): Promise<unknown> {
	const account = await iqmAccount(context);
	// By everything that logs in: whoever can't log in gets no list that another one has loaded.
	const key = JSON.stringify([sessionKey(account), request]);
	return await keptData(key, async () => (await iqmRequest(context, request)).data);
}

/** How many rows there are, as the content of an answer says it. */
export function totalsOf(data: unknown): { all?: number; filtered?: number } {
	if (!isObject(data)) return {};
	const { totalRecords, filteredRecords } = data;
	const read = (total: unknown): number | undefined => (isBlank(total) ? undefined : Number(total));
	return { all: read(totalRecords), filtered: read(filteredRecords) };
}

/**
 * The rows in the content of an answer: under the key that the document of the list has for them, or
 * the content itself, which can be taken for nothing else. None where the answer is HTTP 204, or counts
 * no rows.
 *
 * @param keys where the document has them; with two documents of one list there are two
 * @returns undefined for an answer that holds no list, or one of something that is no row
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
