import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { isObject } from '../../common/ground/values';

/**
 * The filters of a list as they travel.
 *
 * @param given the parameter that holds them
 * @param readers how each filter travels, by the API's name
 * @param fields the filters as the form shows them
 * @throws InputError for a filter without a value: left out, it would let everything through
 */
export function readFilters(
	given: unknown,
	readers: Record<string, (value: unknown) => IDataObject[string]>,
	fields: INodeProperties[],
): IDataObject {
	const filters: IDataObject = {};
	for (const [name, read] of Object.entries(readers)) {
		const value = isObject(given) ? given[name] : undefined;
		if (value === undefined) continue;
		const filter = read(value);
		if (Array.isArray(filter) && filter.length === 0) {
			const label = fields.find((field) => field.name === name)?.displayName ?? name;
			throw new InputError(`'${label}' is empty`, "Enter a value, or remove it from 'Filters'.");
		}
		filters[name] = filter;
	}
	return filters;
}
