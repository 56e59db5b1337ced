import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isBlank } from '../../common/values';

/**
 * The filters of a list as they travel. One that was left empty is no filter.
 *
 * @param readers how each filter travels, by the API's name
 */
export function readFilters(
	context: IExecuteFunctions,
	itemIndex: number,
	readers: Record<string, (value: unknown) => IDataObject[string]>,
): IDataObject {
	const given = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const filters: IDataObject = {};
	for (const [name, read] of Object.entries(readers)) {
		const value = given[name];
		if (isBlank(value) || (Array.isArray(value) && value.length === 0)) continue;
		filters[name] = read(value);
	}
	return filters;
}
