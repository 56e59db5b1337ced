import type { Operation } from '../../../../common/run/operation';
import { writeOptionsCollection } from '../../../shared/options';
import { addAssets } from '../../addAssets';
import { waitFields } from '../../assets';
import { assetField, readAssetDrafts } from '../../assetText';
import { existsFields } from '../../existingAssets';
import { assetTypeField, setFieldsWithLook } from '../../setFields';
import { READABLE_ASSET } from '../../simpleSet';

/** Adds an asset by its URL, hash or text: the parts `type` and `asset`. */
export const add: Operation = {
	value: 'add',
	name: 'Add',
	action: 'Add an asset by url hash or text',
	description:
		'Add an asset to a creative set by URL, hash or text; if the set already has one of that type, use Replace',
	endpoint: 'POST /creative_set_assets/{creative_set_id}',
	document: 'Campaign Management API, "/creative_set_assets/creative_set_id"',
	writes: true,
	readable: READABLE_ASSET,
	properties: [
		...setFieldsWithLook,
		assetTypeField,
		assetField,
		...existsFields,
		...waitFields,
		writeOptionsCollection(),
	],
	execute: async (item) =>
		await addAssets(
			item,
			async (faults) => await Promise.resolve(readAssetDrafts(item, faults)),
			true,
		),
};
