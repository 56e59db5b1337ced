import type { IDataObject } from 'n8n-workflow';

import { Faults } from '../../../../common/ground/faults';
import { isObject } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { idsProperties, readIds } from '../../../../verbs/several';
import { DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { rowId } from '../../../axonShared/byIds';
import { readAxonRows } from '../../../axonShared/pages';
import { sendEach } from '../../../axonShared/sendEach';
import { ASSETS } from '../../assets';
import { ALL, associate, associationOptions, CHOSEN, rawOf, readSendAs, removeFromProperty } from '../../associations';
import { checkListed } from '../../checkListed';
import { onlyFor } from '../../onlyFor';
import { LISTED_SETS, SETS } from '../../creativeSets';
import { MOST_ASSETS, MOST_SETS } from './addToSets';

const FROM = removeFromProperty('creative sets');

/** The sets that hold any of the assets now. */
async function setsWith({ context, index }: Item, assets: string[]): Promise<string[]> {
	const fits = (set: IDataObject): boolean =>
		Array.isArray(set.assets) && set.assets.filter(isObject).some((asset) => assets.includes(rowId(asset)));
	return (await readAxonRows(context, { path: LISTED_SETS.path, fits }, Infinity, index)).rows.map(rowId);
}

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const assets = faults.attempt(() => readIds(item, ASSETS)) ?? [];
	const from = faults.attempt(() => FROM.read(item));
	const sets = from === CHOSEN ? (faults.attempt(() => readIds(item, SETS)) ?? []) : [];
	const sendAs = faults.attempt(() => readSendAs(item)) ?? '';
	faults.throwAny();
	await checkListed(item, { assets, sets });
	const writes = 'assets of the creative sets';
	const raws =
		from === ALL
			? await associate(item, {
					path: '/manage/v1/asset/remove-from-all-creative-sets',
					each: { thing: ASSETS, key: 'asset_ids', ids: assets, most: MOST_ASSETS },
					...{ writes, done: 'removed from all creative sets', sendAs },
					setsOf: async (ids) => await setsWith(item, ids),
				})
			: // This request takes one asset.
				await sendEach(item, ASSETS, assets, 'removed', async (id) => {
					return await associate(item, {
						path: '/manage/v1/asset/remove-from-creative-sets',
						...{ writes, done: 'removed', sendAs },
						setsOf: async (ids) => await Promise.resolve(ids),
						each: { thing: SETS, key: 'creative_set_ids', ids: sets, most: MOST_SETS },
						others: { thing: ASSETS, key: 'asset_id', ids: [id], most: 1 },
					});
				});
	const where = from === ALL ? { all_creative_sets: true } : { creative_set_ids: sets };
	const words = from === ALL ? 'all creative sets' : `creative_set_id ${sets.join(', ')}`;
	return {
		results: assets.map((id) => ({ asset_id: id, ...where, removed: true })),
		raw: rawOf(raws.flat()),
		label: assets.map((id) => `asset_id ${id} removed from ${words}`).join('; '),
	};
}

/** Takes assets out of creative sets. */
export const removeFromSets: Operation = {
	value: 'removeFromSets',
	name: 'Remove From Creative Sets',
	action: 'Remove assets from creative sets',
	description: 'Stop using assets in some creative sets, or in all of them; the assets stay',
	endpoint: [
		'POST /manage/v1/asset/remove-from-creative-sets',
		'POST /manage/v1/asset/remove-from-all-creative-sets',
	],
	document: [
		`${DOCUMENT}, "/asset/remove-from-creative-sets"`,
		`${DOCUMENT}, "/asset/remove-from-all-creative-sets"`,
	],
	writes: true,
	properties: [
		...idsProperties(ASSETS, 'remove', 'The assets to remove from creative sets'),
		FROM.property,
		...onlyFor('removeFrom', CHOSEN, idsProperties(SETS, 'use', 'The creative sets that lose the assets')),
		associationOptions(),
	],
	execute,
};
