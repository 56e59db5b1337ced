import { createIfMissing, createIfMissingOption } from '../../../common/run/createIfMissing';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { writeOptionsCollection } from '../../shared/options';
import type { IqmRequest } from '../../transport/request';
import { checkLimits, iqmRequest } from '../../transport/request';
import { campaignsOfName, madeCampaign, readSaved } from '../campaigns';
import { areasAsOption, withAreas } from '../form/areas';
import { checkCampaign } from '../form/check';
import { LABELS } from '../form/fields';
import { collections, readForm } from '../form/form';
import { mainProperties, NONE } from '../form/main';
import { spendsPerDay } from '../spends';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const campaign = withAreas(context, itemIndex, checkCampaign(readForm(context, itemIndex)));
	const request: IqmRequest = {
		method: 'POST',
		path: '/api/v2/cmp/campaigns/add',
		body: campaign,
		writes: 'campaign',
		spends: spendsPerDay(campaign),
		made: madeCampaign,
	};
	return await createIfMissing(
		context,
		itemIndex,
		{ what: 'campaign', name: String(campaign.campaignName), within: String(campaign.ioId) },
		{
			check: async () => await checkLimits(context, campaign, request.spends),
			find: async () => await campaignsOfName(context, itemIndex, campaign),
			create: async () => {
				const reply = await iqmRequest(context, request, itemIndex);
				const result = readSaved(reply, campaign, LABELS);
				return { results: [result], raw: reply.raw, label: `campaignId ${result.campaignId}` };
			},
		},
	);
}

/** Creates a campaign with the status pending. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a campaign',
	description: 'Create a campaign, which then waits for approval',
	endpoint: 'POST /api/v2/cmp/campaigns/add',
	document:
		'Quickstart "Create a Campaign", step 3 "Create a Campaign"; quickstart "Upload Creative and Create a Campaign", step 5 "Create a Campaign"',
	writes: true,
	properties: [
		...mainProperties,
		...collections,
		writeOptionsCollection([areasAsOption, createIfMissingOption]),
	],
	none: NONE,
	execute,
};
