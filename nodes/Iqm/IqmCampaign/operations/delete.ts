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

/**
 * Deletes campaigns: `PUT /api/v2/cmp/campaigns/update-status` with the status deleted, since IQM has
 * no other way (Campaign API guideline; outside the quickstarts).
 */
export const deleteCampaigns: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete campaigns',
	description: 'Delete campaigns for good, after their IDs were entered a second time',
	writes: true,
	properties: [
		idsProperty(CAMPAIGNS, 'delete'),
		confirmationProperty(CAMPAIGNS),
		writeOptionsCollection(),
	],
	execute,
};
