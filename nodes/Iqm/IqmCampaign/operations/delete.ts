import type { Item } from '../../../common/run/item';
import { checkConfirmation, confirmationProperty, idsProperty, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { writeOptionsCollection } from '../../shared/options';
import { CAMPAIGNS } from '../campaigns';
import { sendStatus } from '../campaignStatus';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, CAMPAIGNS);
	checkConfirmation({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, ids);
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
