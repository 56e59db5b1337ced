import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { ApiFailure } from '../../../../common/errors';
import { uncertain } from '../../../../common/send';
import { isBlank, isObject } from '../../../../common/values';
import { LABELS } from '../../fields';

export const adField: INodeProperties = {
	displayName: LABELS.ad_id,
	name: 'ad_id',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 1000001',
	description:
		'ID of the ad, for example 1000001, from the operation Get Many. Ads appear by themselves once a template has all its assets.',
};

/** An ad with its id under its own name, as text: IDs may be longer than numbers are exact. */
export function adResult(row: IDataObject, id: unknown = row.id): IDataObject {
	return { ...(isBlank(id) ? {} : { ad_id: String(id) }), ...row };
}

/**
 * The ad in an answer.
 *
 * @throws ApiFailure when there is none, or when it is another one
 */
export function answeredAd(data: unknown, id: string, writes: boolean): IDataObject {
	const answered = isObject(data) && !isBlank(data.id) ? String(data.id) : id;
	if (isObject(data) && answered === id) return adResult(data, id);
	const what = answered === id ? 'without the ad' : `for the ad ${answered} instead of ${id}`;
	throw new ApiFailure(`AppLovin answered ${what}`, {
		description: writes ? uncertain('ad', 'AppLovin') : "Check 'Ad ID'.",
		mayHaveActed: writes,
	});
}
