import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/errors';
import { pathId, uncertain } from '../../common/send';
import { isBlank, isObject } from '../../common/values';
import { rowsOf } from '../shared/rows';
import { appLovinRequest } from '../transport/request';

/**
 * Id of a creative set. The document's table has none; rows of the API have `id`, and ads name their
 * set in `creative_set_id`.
 */
function idOf(row: IDataObject): string {
	const id = isBlank(row.id) ? row.creative_set_id : row.id;
	return isBlank(id) ? '' : String(id);
}

/** A creative set with its ids under their own names. */
export function setResult(row: IDataObject, ids: IDataObject = {}): IDataObject {
	const id = idOf(row);
	return { ...ids, ...(id === '' ? {} : { creative_set_id: id }), ...row };
}

/**
 * The creative set that a write answers.
 *
 * @param ids with `creative_set_id` where the write changes one that is there
 * @throws ApiFailure when there is none, or when it is another one
 */
export function answeredSet(data: unknown, ids: IDataObject): IDataObject {
	const { creative_set_id: id } = ids;
	const answered = isObject(data) ? idOf(data) : '';
	if (!isBlank(id) && answered !== '' && answered !== id) {
		throw new ApiFailure(
			`AppLovin answered for the creative set ${answered} instead of ${String(id)}`,
			{ description: uncertain('creative set', 'AppLovin'), mayHaveActed: true },
		);
	}
	if (isObject(data) && (idOf(data) !== '' || !isBlank(ids.creative_set_id))) {
		return setResult(data, ids);
	}
	throw new ApiFailure('AppLovin answered without the creative set and its ID', {
		description: uncertain('creative set', 'AppLovin'),
		mayHaveActed: true,
	});
}

/** The creative sets of a campaign: `GET /creative_sets/{campaign_id}`, which has no pages. */
export async function setsOf(
	context: IExecuteFunctions,
	itemIndex: number,
	campaign: string,
): Promise<{ rows: IDataObject[]; raw: unknown }> {
	const path = `/creative_sets/${pathId(campaign)}`;
	const { data, raw } = await appLovinRequest(context, { method: 'GET', path }, itemIndex);
	return { rows: rowsOf(data, 'creative_sets'), raw };
}

/**
 * One creative set, out of those of its campaign: the API has no GET of a single one.
 *
 * @throws ApiFailure when the campaign does not have it
 */
export async function findSet(
	context: IExecuteFunctions,
	itemIndex: number,
	campaign: string,
	set: string,
): Promise<{ row: IDataObject; raw: unknown }> {
	const { rows, raw } = await setsOf(context, itemIndex, campaign);
	const row = rows.find((candidate) => idOf(candidate) === set);
	if (row !== undefined) return { row, raw };
	throw new ApiFailure(`The campaign ${campaign} has no creative set ${set}`, {
		description: "Check 'Creative Set' and 'Campaign': AppLovin lists creative sets by campaign.",
	});
}
