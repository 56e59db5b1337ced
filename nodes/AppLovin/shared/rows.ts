import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../common/errors';
import { isObject } from '../../common/values';

/**
 * The rows of an answer: a bare array, or `{<name>: [...]}`. The document's samples are missing; a
 * bare array has been seen for `campaigns` and `creative_sets`, the rest is a guess.
 *
 * @throws ApiFailure for anything else: no rows would look like an empty list
 */
export function rowsOf(data: unknown, name: string): IDataObject[] {
	const rows = isObject(data) ? data[name] : data;
	if (Array.isArray(rows)) return rows.filter(isObject);
	throw new ApiFailure(`AppLovin answered without a list of ${name.replaceAll('_', ' ')}`, {
		description: "Check 'API Base URL' in the credential. AppLovin may have changed this API.",
	});
}
