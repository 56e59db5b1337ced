import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toBoolean } from '../ground/values';
import type { Item } from './item';
import type { Simple } from './simple';

/** A form, and what a simplified result of it consists of, if it offers one. */
export interface Simplifying {
	properties: INodeProperties[];
	/** Depends on the item where the form decides what a result is. */
	simple?: Simple | ((item: Item) => Simple);
	/**
	 * What a person looks for in a write's result, which is small: nothing is left out of it, so there is no
	 * *Simplify*.
	 */
	readable?: Simple;
}

const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

const isCollection = ({ type }: INodeProperties): boolean => /collection$/i.test(type);

/** The parameters, with *Simplify* before the collections at the end where results can be simplified. */
export function formOf({ properties, simple }: Simplifying): INodeProperties[] {
	if (simple === undefined) return properties;
	let end = properties.length;
	while (end > 0 && isCollection(properties[end - 1])) end--;
	return [...properties.slice(0, end), SIMPLIFY, ...properties.slice(end)];
}

/**
 * A result with these values first, as people read them, and all others as they are. What neither the
 * request nor the answer said is not there, rather than null: a write says only what it knows.
 */
export function readably(readable: Simple, result: IDataObject): IDataObject {
	const values = Object.entries(readable)
		.map(([name, find]): [string, unknown] => [name, find(result)])
		.filter(([name, value]) => value !== undefined && (value !== null || result[name] !== undefined));
	const others = Object.entries(result).filter(([name]) => !(name in readable));
	return Object.fromEntries([...values, ...others]) as IDataObject;
}

/**
 * How the form wants a result: all of it, or the named values of a simplified one and nothing else.
 *
 * @throws InputError for a value of *Simplify* that is no yes or no
 */
export function readSimplify(
	item: Item,
	{ simple, readable }: Omit<Simplifying, 'properties'>,
): (result: IDataObject) => IDataObject {
	if (readable !== undefined) return (result) => readably(readable, result);
	if (simple === undefined) return (result) => result;
	if (!toBoolean(item.read(SIMPLIFY.name) ?? SIMPLIFY.default, SIMPLIFY.displayName)) return (result) => result;
	const values = Object.entries(typeof simple === 'function' ? simple(item) : simple);
	return (result) =>
		Object.fromEntries(
			values.map(([name, find]) => [name, find(result)]).filter(([, value]) => value !== undefined),
		) as IDataObject;
}
