import type { INodePropertyOptions } from 'n8n-workflow';

import type { Simple } from '../../common/run/simple';
import { firstOf, MARKS, own, word } from '../../common/run/simple';
import type { Thing } from '../../verbs/describe';
import type { Listed } from '../axonShared/byIds';

export const ASSETS: Thing = {
	one: 'asset',
	many: 'assets',
	idName: 'asset_id',
	key: 'id',
	ids: {
		name: 'asset_ids',
		label: 'Asset IDs',
		example: '70000001,70000002',
		pick: {
			from: 'assetsFrom',
			label: 'Assets From',
			name: 'pickedAssets',
			load: 'getAssets',
			first: 'newest',
		},
	},
};

export const LISTED_ASSETS: Listed = {
	thing: ASSETS,
	path: '/manage/v1/asset/list',
	advice: "Check the ID: it is the number that Get Many calls asset_id, and the credential's account must own the asset.",
};

export const ASSET_STATUSES: INodePropertyOptions[] = [
	{ name: 'Active', value: 'ACTIVE', description: 'Approved: creative sets can use it' },
	{ name: 'In Review', value: 'IN_REVIEW' },
	{ name: 'Paused', value: 'PAUSED' },
	{ name: 'Rejected', value: 'REJECTED', description: 'Refused by AppLovin: no creative set can use it' },
];

/** What an asset is made of; the API's filter takes lower case, its answers have upper case. */
export const RESOURCE_TYPES: INodePropertyOptions[] = [
	{ name: 'Image', value: 'image' },
	{ name: 'Playable (HTML)', value: 'html' },
	{ name: 'Video', value: 'video' },
];

/** What AppLovin makes of a file, by its size and length. */
export const ASSET_TYPES: INodePropertyOptions[] = [
	{ name: 'Banner Image (IMG_BANNER)', value: 'IMG_BANNER' },
	{ name: 'Long Video (VID_LONG_P)', value: 'VID_LONG_P' },
	{ name: 'Playable (HOSTED_HTML)', value: 'HOSTED_HTML' },
	{ name: 'Portrait Interstitial Image (IMG_INTER_P)', value: 'IMG_INTER_P' },
	{ name: 'Short Video (VID_SHORT_P)', value: 'VID_SHORT_P' },
];

/** An asset as Get Many shows it at first. */
export const SIMPLE_ASSET: Simple = {
	asset_id: firstOf('asset_id', 'id'),
	...own('name'),
	status: word('status', ASSET_STATUSES),
	resource_type: word('resource_type', RESOURCE_TYPES),
	asset_type: word('asset_type', ASSET_TYPES),
	...own('url', 'asset_hash', 'violation_reasons', 'upload_time'),
};

/** What an upload says of an asset. */
export const READABLE_ASSET: Simple = {
	...own('asset_id', 'name'),
	status: word('status', ASSET_STATUSES),
	resource_type: word('resource_type', RESOURCE_TYPES),
	asset_type: word('asset_type', ASSET_TYPES),
	...MARKS,
};
