import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../../../common/run/item';
import { asNumbers, checkConfirmation, confirmationProperty, forSeveral, idsProperty, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { resultId } from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { readSentence } from '../../shared/several';
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

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, ORDERS);
	checkConfirmation({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, ids);
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
	).catch(forSeveral(ORDERS, ids, 'deleted', 'IQM'));
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
