import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ApiFailure } from '../../../common/errors';
import type { Operation, OperationResult } from '../../../common/operation';
import { resultId } from '../../../common/values';
import { checkConfirmation, confirmationProperty } from '../../shared/confirmation';
import { writeOptionsCollection } from '../../shared/options';
import { asNumbers, forSeveral, idsProperty, readIds } from '../../shared/several';
import { iqmRequest } from '../../transport/request';
import { ORDERS } from '../orders';

const properties: INodeProperties[] = [
	{
		...idsProperty(ORDERS, 'delete'),
		hint: 'Deleting an insertion order deletes all its campaigns too',
	},
	confirmationProperty(ORDERS),
	writeOptionsCollection(),
];

/**
 * The orders that the answer speaks of: "3 Insertion Orders deleted successfully". A sentence about
 * one may begin with its name, as that of Update does, and a name may begin with a number.
 */
function countIn(message: unknown, asked: number): number {
	const count = /^(\d+) insertion orders? /i.exec(String(message))?.[1];
	return asked === 1 || count === undefined ? asked : Number(count);
}

async function execute(context: IExecuteFunctions, itemIndex: number): Promise<OperationResult> {
	const ids = readIds(context, itemIndex, ORDERS);
	checkConfirmation(context, itemIndex, ids);
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'POST',
			path: '/api/v3/cmp/io/delete',
			body: { ioIdsList: asNumbers(ids, ORDERS) },
			writes: 'insertion order',
			hasSentence: true,
		},
		itemIndex,
	).catch(forSeveral(ORDERS, ids, 'deleted'));
	const message = typeof data === 'string' ? { message: data } : {};
	const count = countIn(data, ids.length);
	if (count !== ids.length) {
		throw new ApiFailure(
			`IQM deleted ${count} of ${ids.length} insertion orders: ${clean(String(data))}`,
			{ description: 'Look in IQM which of them are left.', mayHaveActed: true },
		);
	}
	return {
		results: ids.map((id) => ({ ioId: resultId(id), deleted: true, ...message })),
		raw,
		label: ids.map((id) => `ioId ${id} deleted`).join(', '),
	};
}

/**
 * Deletes insertion orders and all campaigns attached to them: `POST /api/v3/cmp/io/delete` (Campaign
 * API guideline; outside the quickstarts). IQM answers with a sentence that names a count, no IDs.
 */
export const deleteOrders: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete insertion orders',
	description: 'Delete insertion orders and all their campaigns, after the IDs were entered twice',
	writes: true,
	properties,
	execute,
};
