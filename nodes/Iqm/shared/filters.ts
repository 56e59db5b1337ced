import type { IDataObject } from 'n8n-workflow';

import { isBlank, isObject } from '../../common/values';

/**
 * The filters of a list as they travel. One that was left empty is no filter, and neither is a list
 * of blanks.
 *
 * @param given the parameter that holds them
 * @param readers how each filter travels, by the API's name
 */
export function readFilters(
	given: unknown,
	readers: Record<string, (value: unknown) => IDataObject[string]>,
): IDataObject {
	const filters: IDataObject = {};
	for (const [name, read] of Object.entries(readers)) {
		const value = isObject(given) ? given[name] : undefined;
		if (isBlank(value)) continue;
		const filter = read(value);
		if (!Array.isArray(filter) || filter.length > 0) filters[name] = filter;
	}
	return filters;
}
