import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { optionsCollection } from '../../shared/options';
import { fetchOrder, orderProperty, readOrderId } from '../orders';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const { order, raw } = await fetchOrder(context, itemIndex, readOrderId(context, itemIndex));
	return { results: [order], raw };
}

/** Returns an insertion order, times in milliseconds. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get an insertion order',
	description: 'Get an insertion order with its budget, times and status',
	endpoint: 'GET /api/v3/cmp/io/{ioId}',
	document: 'Campaign API guideline, "Get Insertion Order Details by ID"',
	writes: false,
	properties: [orderProperty, optionsCollection()],
	execute,
};
