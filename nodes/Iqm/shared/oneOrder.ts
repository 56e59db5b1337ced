import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';
import { oncePerRun } from '../../common/run/oncePerRun';
import { accountKey, iqmRequest, pathId } from '../transport/request';
import { checkAsked } from './asked';

/** Label of the order that an operation acts on. */
export const ORDER = 'Insertion Order';

/** @throws ApiFailure for an answer without this order */
export function orderIn(data: unknown, ioId: string): IDataObject {
	if (!isObject(data) || isBlank(data.ioId)) {
		throw new ApiFailure(`IQM's response is missing the insertion order ${ioId}`, {
			description: `Check '${ORDER}'.`,
		});
	}
	checkAsked('insertion order', ioId, data.ioId);
	return data;
}

/** One order: `GET /api/v3/cmp/io/{ioId}` (Campaign API guideline). */
export async function fetchOrder(
	context: IExecuteFunctions,
	itemIndex: number,
	ioId: string,
): Promise<{ order: IDataObject; raw: unknown }> {
	const { data, raw } = await iqmRequest(
		context,
		{ method: 'GET', path: `/api/v3/cmp/io/${pathId(ioId)}` },
		itemIndex,
	);
	return { order: orderIn(data, ioId), raw };
}

/** The same, read once in a run: for operations that change no orders. */
export async function orderOnce(
	context: IExecuteFunctions,
	itemIndex: number,
	ioId: string,
): Promise<IDataObject> {
	const key = JSON.stringify(['order', await accountKey(context), ioId]);
	return await oncePerRun(
		context,
		key,
		async () => (await fetchOrder(context, itemIndex, ioId)).order,
	);
}
