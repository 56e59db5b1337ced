import type { Operation } from '../../../../common/run/operation';
import { writeOptionsCollection } from '../../../shared/options';
import { addAssets } from '../../addAssets';
import { waitFields } from '../../assets';
import { assetField, assetParts } from '../../assetText';
import { assetTypeField, readAssetType, setFieldsWithWait } from '../../setFields';

/** Adds an asset by its URL, hash or text: the parts `type` and `asset`. */
export const add: Operation = {
	value: 'add',
	name: 'Add',
	action: 'Add an asset by url hash or text',
	description: 'Add an asset to a creative set by its URL, its hash or its text',
	endpoint: 'POST /creative_set_assets/{creative_set_id}',
	document: 'Campaign Management API, "/creative_set_assets/creative_set_id"',
	writes: true,
	properties: [
		...setFieldsWithWait,
		assetTypeField,
		assetField,
		...waitFields,
		writeOptionsCollection(),
	],
	execute: async ({ context, index: itemIndex }) =>
		await addAssets(context, itemIndex, async () => {
			const type = readAssetType(context, itemIndex);
			const value = context.getNodeParameter('asset', itemIndex, null);
			return [{ parts: assetParts(value, type), type, typePrefix: type }];
		}),
};
