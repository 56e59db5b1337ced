import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Operation, OperationResult } from '../../../common/run/operation';
import { resultId } from '../../../common/ground/values';
import { checkConfirmation, confirmationProperty } from '../../shared/confirmation';
import { writeOptionsCollection } from '../../shared/options';
import { asNumbers, forSeveral, idsProperty, readIds, readSentence } from '../../shared/several';
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
	const message = readSentence(ORDERS, ids, { data, clean }, 'deleted');
	return {
		results: ids.map((id) => ({ ioId: resultId(id), deleted: true, ...message })),
		raw,
		label: ids.map((id) => `ioId ${id} deleted`).join(', '),
	};
}

/**
 * Deletes insertion orders and all campaigns attached to them. IQM answers with a sentence that names
 * a count, no IDs.
 */
export const deleteOrders: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete insertion orders',
	description: 'Delete insertion orders and all their campaigns, after the IDs were entered twice',
	endpoint: 'POST /api/v3/cmp/io/delete',
	document: 'Campaign API guideline, "Delete an Insertion Order"',
	writes: true,
	properties,
	execute,
};
