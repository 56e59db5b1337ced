import type { IDataObject } from 'n8n-workflow';

import type { Fields } from '../../../common/form/fields';
import { readJson } from '../../../common/form/fields';
import type { Faults } from '../../../common/ground/faults';
import type { Unasked } from './kinds';

/** Fields that belong together in a request. */
export interface Group {
	/** The field of the request that holds them; without it they are top-level. */
	parent?: { name: string; label: string };
	fields: Fields;
}

/**
 * A body with its known fields as the API wants them and others unchanged. Fields that were already
 * converted stay the same.
 *
 * @param body with times in the API's unit
 * @param faults collects what is wrong with a field, which is then left out
 */
export function convertAll(
	body: IDataObject,
	fields: Map<string, Unasked>,
	faults: Faults,
): IDataObject {
	const converted: IDataObject = {};
	for (const [name, value] of Object.entries(body)) {
		const field = fields.get(name);
		const read = field === undefined ? value : faults.rule(() => readJson(field, value));
		if (read !== undefined) converted[name] = read as IDataObject;
	}
	return converted;
}

/**
 * What was added to the collection that shows a group, under the API's names and not yet converted; only in a group
 * with a parent are the fields converted, and stand inside it.
 */
export function readGroup(
	values: IDataObject,
	{ fields, parent }: Group,
	faults: Faults,
): IDataObject {
	const added = Object.fromEntries(
		Object.keys(fields)
			.filter((name) => name in values)
			.map((name) => [name, values[name]]),
	);
	if (parent === undefined) return added;
	const parts = convertAll(added, new Map(Object.entries(fields)), faults);
	return Object.keys(parts).length === 0 ? {} : { [parent.name]: parts };
}
