import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { isBlank } from '../../common/ground/values';
import { isMadeUp } from '../../common/guard/preview';
import type { Item } from '../../common/run/item';
import { LISTED_CAMPAIGNS } from '../AppLovinAxonCampaign/campaigns';
import { listedByIds } from '../axonShared/byIds';
import { LISTED_ASSETS } from './assets';
import { LISTED_SETS } from './creativeSets';

type Rows = Map<string, IDataObject>;

/** Things to look up; those that are only previewed can't be. */
interface Wanted {
	campaigns?: string[];
	sets?: string[];
	assets?: string[];
}

/**
 * Looks up what a request names, with all items that ask at the same time: one ID that AppLovin does not
 * know costs an error answer, and fails the items that share the request.
 *
 * @throws InputError for IDs that are not listed; nothing is sent then
 */
export async function checkListed(
	item: Item,
	{ campaigns = [], sets = [], assets = [] }: Wanted,
): Promise<{ campaigns: Rows; sets: Rows }> {
	const real = (ids: string[]): string[] => ids.filter((id) => !isMadeUp(item.context, id));
	const [ofCampaigns, ofSets, ofAssets] = [real(campaigns), real(sets), real(assets)];
	await listedByIds(item, LISTED_ASSETS, ofAssets);
	return {
		sets: await listedByIds(item, LISTED_SETS, ofSets),
		campaigns: await listedByIds(item, LISTED_CAMPAIGNS, ofCampaigns),
	};
}

const typeOf = ({ type }: IDataObject): string => (isBlank(type) ? '' : String(type).trim().toUpperCase());

/**
 * @param sets by ID, or by a name for one that is not made yet
 * @throws InputError for a set of an app in a campaign of a website, or the other way round
 */
export function checkSameType(sets: Rows, campaigns: Rows): void {
	for (const [set, own] of sets) {
		for (const [campaign, other] of campaigns) {
			const [one, two] = [typeOf(own), typeOf(other)];
			if (one === '' || two === '' || one === two) continue;
			throw new InputError(
				`The creative set ${set} is of the type ${one}, the campaign ${campaign} of the type ${two}`,
				'Nothing was sent. A creative set can only be in campaigns of its own type.',
			);
		}
	}
}
