import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { writeOptionsCollection } from '../../shared/options';
import { iqmRequest } from '../../transport/request';
import { madeCampaign, readSaved } from '../campaigns';
import { areasAsOption, withAreas } from '../form/areas';
import { checkDraft } from '../form/check';
import { LABELS } from '../form/fields';
import { collections, readForm } from '../form/form';
import { mainProperties, NONE } from '../form/main';
import { spendsPerDay } from '../spends';

/** Fields that a draft may still lack. */
const OPTIONAL = ['budgetDay', 'budgetTotal', 'timezone'];

function asOptional(property: INodeProperties): INodeProperties {
	if (!OPTIONAL.includes(property.name)) return property;
	const { type, hint } = property;
	return {
		...property,
		required: false,
		hint: type === 'number' ? "In the account's currency; 0 leaves it open" : hint,
	};
}

const properties: INodeProperties[] = [
	...mainProperties.map(asOptional),
	...collections,
	writeOptionsCollection([areasAsOption]),
];

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const draft = withAreas(context, itemIndex, checkDraft(readForm(context, itemIndex)));
	const reply = await iqmRequest(
		context,
		{
			method: 'POST',
			path: '/api/v2/cmp/campaigns/draft/add',
			body: draft,
			writes: 'draft of the campaign',
			spends: spendsPerDay(draft),
			made: madeCampaign,
		},
		itemIndex,
	);
	// If it is not a draft, it was submitted and may spend.
	const result = readSaved(reply, { ...draft, status: 'draft' }, { ...LABELS, status: 'Status' });
	return { results: [result], raw: reply.raw, label: `campaignId ${result.campaignId}` };
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
	properties,
	none: NONE,
	execute,
};
