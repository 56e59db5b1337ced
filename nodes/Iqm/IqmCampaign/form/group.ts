import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Fields } from '../../../common/form/fields';
import { collectionProperty, readJson } from '../../../common/form/fields';
import type { Unasked } from './kinds';

/** A collection of the form. Media buyers look for fields by purpose, not in the API's order. */
export interface Group {
	/** Parameter name; saved workflows refer to it. */
	name: string;
	displayName: string;
	placeholder: string;
	/** The field of the request that holds the group's fields; without it they are top-level. */
	parent?: string;
	fields: Fields;
}

/** The group as a parameter, with extra properties besides its fields. */
export function groupProperty(group: Group, extra: INodeProperties[] = []): INodeProperties[] {
	return collectionProperty(group, group.fields, extra);
}

/**
 * A body with its known fields as the API wants them and others unchanged. Fields that were already
 * converted stay the same.
 *
 * @param body with times in the API's unit
 */
export function convertAll(body: IDataObject, fields: Map<string, Unasked>): IDataObject {
	return Object.fromEntries(
		Object.entries(body).map(([name, value]) => {
			const field = fields.get(name);
			return [name, field === undefined ? value : (readJson(field, value) as IDataObject)];
		}),
	);
}

/**
 * What was added to the group's collection, under the API's names and not yet converted; only in a group
 * with a parent are the fields converted, and stand inside it.
 */
export function readGroup(
	values: IDataObject,
	{ fields, parent }: Pick<Group, 'fields' | 'parent'>,
): IDataObject {
	const added = Object.fromEntries(
		Object.keys(fields)
			.filter((name) => name in values)
			.map((name) => [name, values[name]]),
	);
	if (parent === undefined) return added;
	const parts = convertAll(added, new Map(Object.entries(fields)));
	return Object.keys(parts).length === 0 ? {} : { [parent]: parts };
}
