import type { IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../../../common/errors';
import type { Operation, OperationResult } from '../../../../common/operation';
import { uncertain } from '../../../../common/send';
import { writeOptionsCollection } from '../../../shared/options';
import { manageAsset } from '../../assets';
import { assetTypeField, readAssetType, readId, setFields } from '../../fields';

async function execute(context: IExecuteFunctions, itemIndex: number): Promise<OperationResult> {
	const set = readId(context, itemIndex, 'creative_set_id');
	const type = readAssetType(context, itemIndex);
	const { rows, raw } = await manageAsset(context, itemIndex, set, [
		{ name: 'type', text: type },
		{ name: 'remove', text: 'true' },
	]);
	if (rows.some((row) => row.type === type)) {
		throw new ApiFailure(`AppLovin's answer still lists ${type} after its removal`, {
			description: uncertain('asset', 'AppLovin'),
			mayHaveActed: true,
		});
	}
	return {
		results: [{ creative_set_id: set, deleted: true, type, assets: rows }],
		raw,
		label: `removed ${type} of creative_set_id ${set}`,
	};
}

/**
 * Removes the asset of a type: `POST /creative_set_assets/{creative_set_id}`, "When you remove an
 * asset, you only need to pass the type parameter".
 */
export const remove: Operation = {
	value: 'delete',
	name: 'Remove',
	action: 'Remove an asset',
	description: 'Remove the asset of a type from a creative set',
	writes: true,
	properties: [...setFields, assetTypeField, writeOptionsCollection()],
	execute,
};
