import type { IExecuteFunctions } from 'n8n-workflow';

import type { Operation, OperationResult } from '../../../common/run/operation';
import { checkConfirmation, confirmationProperty } from '../../shared/confirmation';
import { writeOptionsCollection } from '../../shared/options';
import { idsProperty, readIds } from '../../shared/several';
import { CAMPAIGNS } from '../campaigns';
import { sendStatus } from '../campaignStatus';

async function execute(context: IExecuteFunctions, itemIndex: number): Promise<OperationResult> {
	const ids = readIds(context, itemIndex, CAMPAIGNS);
	checkConfirmation(context, itemIndex, ids);
	return await sendStatus(context, itemIndex, ids, 'deleted');
}

/** Deletes campaigns by the status deleted, since IQM has no other way. */
export const deleteCampaigns: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete campaigns',
	description: 'Delete campaigns for good, after their IDs were entered a second time',
	endpoint: 'PUT /api/v2/cmp/campaigns/update-status',
	document: 'Campaign API guideline, "Update Campaign Status"',
	writes: true,
	properties: [
		idsProperty(CAMPAIGNS, 'delete'),
		confirmationProperty(CAMPAIGNS),
		writeOptionsCollection(),
	],
	execute,
};
