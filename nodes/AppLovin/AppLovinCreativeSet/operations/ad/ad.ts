import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../../../common/ground/errors';
import { uncertain } from '../../../../common/send/thrown';
import { isBlank, isObject } from '../../../../common/ground/values';
import type { NamedThing } from '../../../shared/answered';
import { contradicted, textOfId, readThing } from '../../../shared/answered';
import { refuseContradictions } from '../../../shared/contradicted';
import { LABELS } from '../../setFields';

const AD: NamedThing = { names: ['ad', 'ads'], idOf: ({ id, ad_id }) => textOfId(id ?? ad_id) };

/** An ad with its id under its own name, as text: numbers are not exact for long IDs. */
export function adResult(row: IDataObject, id: unknown = row.id): IDataObject {
	return { ...(isBlank(id) ? {} : { ad_id: String(id) }), ...row };
}

/**
 * The ad in an answer.
 *
 * @throws ApiFailure if there is none, or if it is another one
 */
export function answeredAd(data: unknown, id: string, writes: boolean): IDataObject {
	const told = readThing(data, AD, id);
	const answered = told === undefined || told.id === '' ? id : told.id;
	if (told !== undefined && answered === id) return adResult(told.thing, id);
	const what = answered === id ? 'without the ad' : `for the ad ${answered} instead of ${id}`;
	throw new ApiFailure(`AppLovin answered ${what}`, {
		description: writes ? uncertain('ad', 'AppLovin') : "Check 'Ad'.",
		mayHaveActed: writes,
		created: writes ? [`ad_id ${id}`] : [],
	});
}

/**
 * The ad in the answer to a change of it. An answer without content means that the change was made:
 * the result is then what was sent.
 *
 * @throws ApiFailure if it is another one, or differs from what was sent
 */
export function changedAd(data: unknown, id: string, sent: IDataObject): IDataObject {
	if (data === undefined || (isObject(data) && Object.keys(data).length === 0)) {
		return { ad_id: id, updated: true, ...sent };
	}
	const ad = answeredAd(data, id, true);
	refuseContradictions('ad', `ad_id ${id}`, contradicted(sent, readThing(data, AD, id), LABELS));
	return ad;
}
