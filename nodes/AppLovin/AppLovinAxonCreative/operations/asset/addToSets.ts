import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { idsProperties, readIds } from '../../../../verbs/several';
import { DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { ASSETS } from '../../assets';
import { associate, associationOptions, rawOf, readSendAs } from '../../associations';
import { checkListed } from '../../checkListed';
import { SETS } from '../../creativeSets';
import { assetsByIds } from '../../setFields';

/** "asset_ids <= 10, creative_set_ids <= 50" */
export const MOST_ASSETS = 10;
export const MOST_SETS = 50;

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const assets = faults.attempt(() => readIds(item, ASSETS)) ?? [];
	const sets = faults.attempt(() => readIds(item, SETS)) ?? [];
	const sendAs = faults.attempt(() => readSendAs(item)) ?? '';
	faults.throwAny();
	await checkListed(item, { sets });
	await assetsByIds(item, assets);
	const raws = await associate(item, {
		path: '/manage/v1/asset/add-to-creative-sets',
		writes: 'assets of the creative sets',
		done: 'added',
		each: { thing: ASSETS, key: 'asset_ids', ids: assets, most: MOST_ASSETS },
		others: { thing: SETS, key: 'creative_set_ids', ids: sets, most: MOST_SETS },
		sendAs,
		setsOf: async (_, ofSets) => await Promise.resolve(ofSets),
	});
	return {
		results: assets.map((id) => ({ asset_id: id, creative_set_ids: sets, added: true })),
		raw: rawOf(raws),
		label: assets.map((id) => `asset_id ${id} added to creative_set_id ${sets.join(', ')}`).join('; '),
	};
}

/** Puts assets into creative sets. */
export const addToSets: Operation = {
	value: 'addToSets',
	name: 'Add to Creative Sets',
	action: 'Add assets to creative sets',
	description: 'Use assets in creative sets; what the sets have already stays',
	endpoint: 'POST /manage/v1/asset/add-to-creative-sets',
	document: `${DOCUMENT}, "/asset/add-to-creative-sets"`,
	writes: true,
	properties: [
		...idsProperties(ASSETS, 'add', 'The assets to add to the creative sets'),
		...idsProperties(SETS, 'use', 'The creative sets that get the assets'),
		associationOptions(),
	],
	execute,
};
