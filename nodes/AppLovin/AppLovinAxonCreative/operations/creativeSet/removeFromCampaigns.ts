import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { idsProperties, readIds } from '../../../../verbs/several';
import { CAMPAIGNS, DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { sendEach } from '../../../axonShared/sendEach';
import { ALL, associate, associationOptions, CHOSEN, rawOf, readSendAs, removeFromProperty } from '../../associations';
import { checkListed } from '../../checkListed';
import { onlyFor } from '../../onlyFor';
import { SETS } from '../../creativeSets';
import { MOST_CAMPAIGNS, MOST_SETS } from './addToCampaigns';

const FROM = removeFromProperty('campaigns');

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const sets = faults.attempt(() => readIds(item, SETS)) ?? [];
	const from = faults.attempt(() => FROM.read(item));
	const campaigns = from === CHOSEN ? (faults.attempt(() => readIds(item, CAMPAIGNS)) ?? []) : [];
	const sendAs = faults.attempt(() => readSendAs(item)) ?? '';
	faults.throwAny();
	await checkListed(item, { sets, campaigns });
	const each = { thing: SETS, key: 'creative_set_ids', ids: sets, most: MOST_SETS };
	const writes = 'campaigns of the creative sets';
	const raws =
		from === ALL
			? await associate(item, {
					path: '/manage/v1/creative_set/remove-from-all-campaigns',
					...{ writes, done: 'removed from all campaigns', each, sendAs },
				})
			: // This request takes one set.
				await sendEach(item, SETS, sets, 'removed', async (id) => {
					return await associate(item, {
						path: '/manage/v1/creative_set/remove-from-campaigns',
						...{ writes, done: 'removed', sendAs },
						each: { thing: CAMPAIGNS, key: 'campaign_ids', ids: campaigns, most: MOST_CAMPAIGNS },
						others: { thing: SETS, key: 'creative_set_id', ids: [id], most: 1 },
					});
				});
	const where = from === ALL ? { all_campaigns: true } : { campaign_ids: campaigns };
	const words = from === ALL ? 'all campaigns' : `campaign_id ${campaigns.join(', ')}`;
	return {
		results: sets.map((id) => ({ creative_set_id: id, ...where, removed: true })),
		raw: rawOf(raws.flat()),
		label: sets.map((id) => `creative_set_id ${id} removed from ${words}`).join('; '),
	};
}

/** Takes creative sets out of campaigns. */
export const removeFromCampaigns: Operation = {
	value: 'removeFromCampaigns',
	name: 'Remove From Campaigns',
	action: 'Remove creative sets from campaigns',
	description: 'Stop using creative sets in some of their campaigns, or in all of them; the sets stay',
	endpoint: [
		'POST /manage/v1/creative_set/remove-from-campaigns',
		'POST /manage/v1/creative_set/remove-from-all-campaigns',
	],
	document: [
		`${DOCUMENT}, "/creative_set/remove-from-campaigns"`,
		`${DOCUMENT}, "/creative_set/remove-from-all-campaigns"`,
	],
	writes: true,
	properties: [
		...idsProperties(SETS, 'remove', 'The creative sets to remove from campaigns'),
		FROM.property,
		...onlyFor('removeFrom', CHOSEN, idsProperties(CAMPAIGNS, 'use', 'The campaigns that lose the creative sets')),
		associationOptions(),
	],
	execute,
};
