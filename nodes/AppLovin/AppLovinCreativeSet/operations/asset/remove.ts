import { hint } from '../../../../common/form/moreHint';
import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { writeOptionsCollection } from '../../../shared/options';
import { removeAsset } from '../../assets';
import { rememberGone } from '../../existingAssets';
import {
	assetTypeField,
	readAssetType,
	readCampaignIfAny,
	readId,
	setFields,
} from '../../setFields';
import { READABLE_ASSET } from '../../simpleSet';

/** Status of a removal that AppLovin has accepted while the asset is still listed. */
const PENDING = 'Pending';

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const faults = new Faults();
	const set = faults.attempt(() => readId(context, itemIndex, 'creative_set_id')) ?? '';
	const type = faults.attempt(() => readAssetType(context, itemIndex)) ?? '';
	faults.throwAny();
	const campaign = readCampaignIfAny(context, itemIndex);
	const { rows, raw } = await removeAsset(item, { campaign, set }, type);
	await rememberGone(item, set, type);
	if (rows.some((row) => row.type === type)) {
		hint(
			context,
			`AppLovin accepted the removal of ${type} from the creative set ${set} but still lists it: check again later with Asset: Get Many.`,
			'warning',
		);
		const result = { creative_set_id: set, deleted: false, status: PENDING, type, assets: rows };
		return { results: [result], raw, label: `removal of ${type} of creative_set_id ${set}, pending` };
	}
	return {
		results: [{ creative_set_id: set, deleted: true, type, assets: rows }],
		raw,
		label: `removed ${type} of creative_set_id ${set}`,
	};
}

/**
 * Removes the asset of a type: "When you remove an asset, you only need to pass the type parameter".
 */
export const remove: Operation = {
	value: 'delete',
	name: 'Remove',
	action: 'Remove an asset',
	description: 'Remove the asset of a given type from a creative set',
	endpoint: 'POST /creative_set_assets/{creative_set_id}',
	document: 'Campaign Management API, "/creative_set_assets/creative_set_id"',
	writes: true,
	readable: READABLE_ASSET,
	properties: [...setFields, assetTypeField, writeOptionsCollection()],
	execute,
};
