import type { IDataObject } from 'n8n-workflow';

import { keptData } from '../../common/lists';
import { isObject } from '../../common/values';
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

/**
 * The rows in an answer, wherever they are: a bare array, `{data: []}`, or `{<anything>List: []}`.
 * IQM's documents show all three for the same kind of list.
 */
export function rowsOf(data: unknown): IDataObject[] {
	if (Array.isArray(data)) return data.filter(isObject);
	if (!isObject(data)) return [];
	if (Array.isArray(data.data)) return data.data.filter(isObject);
	const list = Object.entries(data).find(
		([key, value]) => key.endsWith('List') && Array.isArray(value),
	);
	return list ? (list[1] as unknown[]).filter(isObject) : [];
}
