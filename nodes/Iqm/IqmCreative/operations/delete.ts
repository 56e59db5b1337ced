import type { IExecuteFunctions } from 'n8n-workflow';

import type { Operation, OperationResult } from '../../../common/run/operation';
import { checkConfirmation, confirmationProperty } from '../../shared/confirmation';
import { writeOptionsCollection } from '../../shared/options';
import { idsProperty, readIds } from '../../shared/several';
import { CREATIVES } from '../creatives';
import { sendStatus } from '../creativeStatus';

async function execute(context: IExecuteFunctions, itemIndex: number): Promise<OperationResult> {
	const ids = readIds(context, itemIndex, CREATIVES);
	checkConfirmation(context, itemIndex, ids);
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
