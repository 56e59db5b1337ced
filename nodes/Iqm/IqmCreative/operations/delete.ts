import type { Item } from '../../../common/run/item';
import { checkConfirmation, confirmationProperty, idsProperty, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { writeOptionsCollection } from '../../shared/options';
import { CREATIVES } from '../creatives';
import { sendStatus } from '../creativeStatus';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, CREATIVES);
	checkConfirmation({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, ids);
	return await sendStatus(context, itemIndex, ids, 'deleted');
}

/** Deletes creatives by the status deleted, which "is how to remove a Creative". */
export const deleteCreatives: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete creatives',
	description: 'Delete creatives for good, after their IDs were entered a second time',
	endpoint: 'PATCH /api/v3/crt/creatives/update-status',
	document: 'Creative API guideline, "Update Creative Status"',
	writes: true,
	properties: [
		idsProperty(CREATIVES, 'delete'),
		confirmationProperty(CREATIVES),
		writeOptionsCollection(),
	],
	execute,
};
