import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ifItExists } from '../../../common/run/ifItExists';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { writeOptionsCollection } from '../../shared/options';
import { checkLimits, iqmRequest } from '../../transport/request';
import { madeCampaign, madeLabel, readSaved } from '../campaigns';
import { areasAsOption, withAreas } from '../form/areas';
import { checkDraft } from '../form/check';
import { FIELDS, LABELS } from '../form/fields';
import { readNewCampaign } from '../form/newCampaign';
import { mainProperties, NONE } from '../form/main';
import { withPlaceIds } from '../form/places';
import { existingCampaign } from '../oneCampaign';
import { READABLE_CAMPAIGN } from '../simpleCampaign';
import { spendsPerDay } from '../spends';

/** Fields that a draft may still lack. */
const OPTIONAL = ['budgetDay', 'budgetTotal'];

function asOptional(property: INodeProperties): INodeProperties {
	if (!OPTIONAL.includes(property.name)) return property;
	return { ...property, required: false, hint: 'Leave empty to set it later' };
}

const properties: INodeProperties[] = [
	...mainProperties.map(asOptional),
	writeOptionsCollection([areasAsOption]),
];

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const { checked, loose, lines, way } = await readNewCampaign(item, checkDraft);
	const draft = withAreas(await withPlaceIds(item, checked, FIELDS), way);
	const spends = spendsPerDay(draft);
	return await ifItExists(
		context,
		itemIndex,
		{ what: 'campaign', name: String(draft.campaignName), within: String(draft.ioId) },
		{
			...existingCampaign(item, draft, { isDraft: true, loose }),
			check: async () => await checkLimits(context, draft, spends),
			create: async () => await save(context, itemIndex, draft, lines),
		},
	);
}

async function save(
	context: IExecuteFunctions,
	itemIndex: number,
	draft: IDataObject,
	lines: IDataObject,
): Promise<OperationResult> {
	const reply = await iqmRequest(
		context,
		{
			method: 'POST',
			path: '/api/v2/cmp/campaigns/draft/add',
			body: draft,
			writes: 'draft of the campaign',
			spends: spendsPerDay(draft),
			made: madeCampaign,
			lines,
		},
		itemIndex,
	);
	// If it is not a draft, it was submitted and may spend.
	const result = readSaved(reply, { ...draft, status: 'draft' }, { ...LABELS, status: 'Status' });
	return { results: [result], raw: reply.raw, label: madeLabel(result) };
}

/**
 * Saves a campaign as a draft, which spends nothing and is not submitted for approval. An update turns
 * it into a pending campaign.
 */
export const createDraft: Operation = {
	value: 'createDraft',
	name: 'Create Draft',
	action: 'Create a draft of a campaign',
	description: 'Save a campaign that is not complete yet; Update submits it for approval',
	endpoint: 'POST /api/v2/cmp/campaigns/draft/add',
	document: 'Campaign API guideline, "Create New Campaign"',
	writes: true,
	readable: READABLE_CAMPAIGN,
	makes: 'campaignId',
	properties,
	none: NONE,
	execute,
};
