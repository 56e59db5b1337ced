import { ifItExists } from '../../../common/run/ifItExists';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { writeOptionsCollection } from '../../shared/options';
import type { IqmRequest } from '../../transport/request';
import { checkLimits, iqmRequest } from '../../transport/request';
import { madeCampaign, madeLabel, readSaved } from '../campaigns';
import { areasAsOption, withAreas } from '../form/areas';
import { checkCampaign } from '../form/check';
import { FIELDS, LABELS } from '../form/fields';
import { readNewCampaign } from '../form/newCampaign';
import { mainProperties, NONE } from '../form/main';
import { withPlaceIds } from '../form/places';
import { existingCampaign } from '../oneCampaign';
import { READABLE_CAMPAIGN } from '../simpleCampaign';
import { spendsPerDay } from '../spends';

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const { checked, loose, lines, way } = await readNewCampaign(item, checkCampaign);
	const campaign = withAreas(await withPlaceIds(item, checked, FIELDS), way);
	const request: IqmRequest = {
		method: 'POST',
		path: '/api/v2/cmp/campaigns/add',
		body: campaign,
		writes: 'campaign',
		spends: spendsPerDay(campaign),
		made: madeCampaign,
		lines,
	};
	return await ifItExists(
		context,
		itemIndex,
		{ what: 'campaign', name: String(campaign.campaignName), within: String(campaign.ioId) },
		{
			...existingCampaign(item, campaign, { isDraft: false, loose }),
			check: async () => await checkLimits(context, campaign, request.spends),
			create: async () => {
				const reply = await iqmRequest(context, request, itemIndex);
				const result = readSaved(reply, campaign, LABELS);
				return { results: [result], raw: reply.raw, label: madeLabel(result) };
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
	readable: READABLE_CAMPAIGN,
	makes: 'campaignId',
	properties: [...mainProperties, writeOptionsCollection([areasAsOption])],
	none: NONE,
	execute,
};
