import type { Find, Simple } from '../../common/run/simple';
import { each, ifThere, MARKS, own } from '../../common/run/simple';
import { shownStatus } from '../shared/simpleStatus';
import { shownAssetStatus } from './assets';

const counted =
	(key: string): Find =>
	({ [key]: list }) =>
		Array.isArray(list) ? list.length : null;

/** A creative set as Get and Get Many show it at first. */
export const SIMPLE_SET: Simple = {
	...own('creative_set_id', 'campaign_id', 'name', 'countries', 'languages', 'product_page', 'sizes'),
	asset_count: counted('assets'),
	ad_count: counted('ads'),
	...ifThere('missingAssets'),
};

const ASSETS: Simple = { assets: each('assets', { status: shownAssetStatus }) };

/** A creative set that is created or changed. */
export const READABLE_SET: Simple = {
	...own('creative_set_id', 'campaign_id', 'name', 'countries', 'languages', 'product_page', 'sizes'),
	...MARKS,
	ads: each('ads', { status: shownStatus }),
	...ASSETS,
};

/** An asset; `type` is the code that other operations take. */
export const SIMPLE_ASSET: Simple = {
	...own('creative_set_id', 'campaign_id', 'type'),
	status: shownAssetStatus,
	...own('asset'),
	...ifThere('missingAssets'),
};

/** A set's asset that is added, replaced or removed, with all that the set then has. */
export const READABLE_ASSET: Simple = {
	...own('creative_set_id', 'type'),
	status: shownAssetStatus,
	...own('asset'),
	...MARKS,
	...ASSETS,
};

export const SIMPLE_AD: Simple = {
	...own('ad_id', 'name'),
	status: shownStatus,
	...own('size', 'template', 'creative_set_id', 'creative_set_name'),
};
