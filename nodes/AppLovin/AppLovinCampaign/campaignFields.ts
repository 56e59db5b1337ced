import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isBlank, toJsonObject } from '../../common/ground/values';

/** Fields whose values are codes, in which case makes no difference. */
export const CODES = ['bid_type', 'country', 'platform', 'tracking_method'];

/** Fields that only AppLovin sets. `created` is the document's name, `created_at` the API's. */
export const READ_ONLY = [
	'campaign_id',
	'clicks',
	'created',
	'created_at',
	'impressions',
	'installs',
	'spend',
];

/** Fields that the document also calls read-only, though a creation needs them: fixed from then on. */
export const FIXED_ONCE_CREATED = [
	'bid_type',
	'bundle_id',
	'goal_period',
	'package_name',
	'platform',
];

/** A collection's own fields, and its parsed "Additional JSON". */
export function readExtra(
	context: IExecuteFunctions,
	itemIndex: number,
	collection: string,
): { fields: IDataObject; json: IDataObject } {
	const { additionalJson, ...fields } = context.getNodeParameter(
		collection,
		itemIndex,
		{},
	) as IDataObject;
	const json = isBlank(additionalJson) ? {} : toJsonObject(additionalJson, 'Additional JSON');
	return { fields, json };
}
