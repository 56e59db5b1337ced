import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';

/**
 * The rows of an answer: a bare array, or `{<name>: [...]}`. The document's samples are missing; a
 * bare array was seen for `campaigns` and `creative_sets`, the rest is a guess. An answer without
 * content, `null` and `{}` have no rows.
 *
 * @throws ApiFailure for anything else: without rows it would look like an empty list
 */
export function rowsOf(data: unknown, name: string): IDataObject[] {
	if (isBlank(data) || (isObject(data) && Object.keys(data).length === 0)) return [];
	const rows = isObject(data) ? data[name] : data;
	if (Array.isArray(rows)) return rows.filter(isObject);
	throw new ApiFailure(`AppLovin's response is missing a list of ${name.replaceAll('_', ' ')}`, {
		description: "Check 'API Base URL' in the credential. AppLovin may have changed this API.",
	});
}

/**
 * Id of a creative set. The document's table has none; the API's rows have `id`, and ads name their
 * set in `creative_set_id`.
 *
 * @returns '' if the row has none
 */
export function setIdOf(row: IDataObject): string {
	const id = isBlank(row.id) ? row.creative_set_id : row.id;
	return isBlank(id) ? '' : String(id).trim();
}
