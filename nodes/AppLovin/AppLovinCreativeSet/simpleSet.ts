import type { Find, Simple } from '../../common/run/simple';
import { ifThere, own } from '../../common/run/simple';
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

/** An asset; `type` is the code that other operations take. */
export const SIMPLE_ASSET: Simple = {
	...own('creative_set_id', 'campaign_id', 'type'),
	status: shownAssetStatus,
	...own('asset'),
	...ifThere('missingAssets'),
};

export const SIMPLE_AD: Simple = {
	...own('ad_id', 'name'),
	status: shownStatus,
	...own('size', 'template', 'creative_set_id', 'creative_set_name'),
};
