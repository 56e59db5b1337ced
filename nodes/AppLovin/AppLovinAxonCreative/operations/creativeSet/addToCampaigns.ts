import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { idsProperties, readIds } from '../../../../verbs/several';
import { CAMPAIGNS, DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { associate, associationOptions, rawOf, readSendAs } from '../../associations';
import { checkListed, checkSameType } from '../../checkListed';
import { SETS } from '../../creativeSets';

/** "campaign_ids <= 20, creative_set_ids <= 50" */
export const MOST_CAMPAIGNS = 20;
export const MOST_SETS = 50;

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const sets = faults.attempt(() => readIds(item, SETS)) ?? [];
	const campaigns = faults.attempt(() => readIds(item, CAMPAIGNS)) ?? [];
	const sendAs = faults.attempt(() => readSendAs(item)) ?? '';
	faults.throwAny();
	const listed = await checkListed(item, { sets, campaigns });
	checkSameType(listed.sets, listed.campaigns);
	const raws = await associate(item, {
		path: '/manage/v1/creative_set/add-to-campaigns',
		writes: 'campaigns of the creative sets',
		done: 'added',
		each: { thing: SETS, key: 'creative_set_ids', ids: sets, most: MOST_SETS },
		others: { thing: CAMPAIGNS, key: 'campaign_ids', ids: campaigns, most: MOST_CAMPAIGNS },
		sendAs,
	});
	return {
		results: sets.map((id) => ({ creative_set_id: id, campaign_ids: campaigns, added: true })),
		raw: rawOf(raws),
		label: sets.map((id) => `creative_set_id ${id} added to campaign_id ${campaigns.join(', ')}`).join('; '),
	};
}

/** Puts creative sets into campaigns. */
export const addToCampaigns: Operation = {
	value: 'addToCampaigns',
	name: 'Add to Campaigns',
	action: 'Add creative sets to campaigns',
	description: 'Use creative sets in more campaigns; those they are in already stay',
	endpoint: 'POST /manage/v1/creative_set/add-to-campaigns',
	document: `${DOCUMENT}, "/creative_set/add-to-campaigns"`,
	writes: true,
	properties: [
		...idsProperties(SETS, 'add', 'The creative sets to add to the campaigns'),
		...idsProperties(CAMPAIGNS, 'use', 'The campaigns that get the creative sets'),
		associationOptions(),
	],
	execute,
};
