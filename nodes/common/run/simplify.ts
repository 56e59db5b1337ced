import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { SIMPLIFY, toSimplify } from '../form/simplifyField';
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

/** The named values of a result and nothing else; what is undefined has no key. */
export function simplified(simple: Simple, result: IDataObject): IDataObject {
	const values = Object.entries(simple).map(([name, find]): [string, unknown] => [name, find(result)]);
	return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as IDataObject;
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
	if (!toSimplify(item.read(SIMPLIFY.name) ?? SIMPLIFY.default)) return (result) => result;
	const named = typeof simple === 'function' ? simple(item) : simple;
	return (result) => simplified(named, result);
}
