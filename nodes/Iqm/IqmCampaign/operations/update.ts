import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { toId } from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { checkLimits, iqmRequest, pathId } from '../../transport/request';
import { readSaved } from '../campaigns';
import { areasAsOption, withAreas } from '../form/areas';
import { changeCollections, changesProperty, readChanges } from '../form/changes';
import { checkChanges } from '../form/check';
import { LABELS } from '../form/fields';
import { spendsOfChange } from '../spends';

const ID = 'Campaign ID';

const properties: INodeProperties[] = [
	{
		displayName: ID,
		name: 'campaignId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 537599',
		description: 'ID of the campaign, for example 537599',
	},
	changesProperty,
	...changeCollections,
	writeOptionsCollection([areasAsOption]),
];

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const campaignId = toId(context.getNodeParameter('campaignId', itemIndex, ''), ID);
	const changes = withAreas(context, itemIndex, checkChanges(readChanges(context, itemIndex)));
	await checkLimits(context, changes);
	const reply = await iqmRequest(
		context,
		{
			method: 'PATCH',
			path: `/api/v2/cmp/campaign/${pathId(campaignId)}`,
			body: changes,
			writes: 'campaign',
			made: () => [`campaignId ${campaignId}`],
			spends: await spendsOfChange(context, itemIndex, [campaignId], changes),
		},
		itemIndex,
	);
	// IQM's answer holds the saved campaign's ID under `data`.
	const sent = { ...changes, data: campaignId };
	const result = readSaved(reply, sent, { ...LABELS, data: ID });
	return { results: [result], raw: reply.raw, label: `campaignId ${campaignId} changed` };
}

/**
 * Changes a campaign: only the changed fields are sent, with times in seconds. This turns a draft into
 * a pending campaign.
 */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a campaign',
	description: 'Change fields of a campaign, and submit a draft for approval',
	endpoint: 'PATCH /api/v2/cmp/campaign/{campaignId}',
	document: 'Campaign API guideline, "Update Campaign"',
	writes: true,
	properties,
	execute,
};
