import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { ianaName, isoText } from '../ground/moments';
import { isBlank, isObject, plainNumber } from '../ground/values';

/** Finds one value in a result: null if the API did not say it, undefined for a key that is not shown. */
export type Find = (row: IDataObject) => unknown;

/** A simplified result: its names in the order in which people look for them. */
export type Simple = Record<string, Find>;

const fill = (names: string[], find: (name: string) => Find): Simple =>
	Object.fromEntries(names.map((name) => [name, find(name)]));

/** Values under their own names, such as IDs: other nodes take them by these. */
export function own(...names: string[]): Simple {
	return fill(names, (name) => (row) => row[name] ?? null);
}

/** The same for what comes only if the form asks for it: no key otherwise. */
export function ifThere(...names: string[]): Simple {
	return fill(names, (name) => (row) => row[name]);
}

/** How a result says that it is one of something that existed already: see `existingResult`. */
export const MARKS: Simple = ifThere('alreadyExisted', 'differs', 'notCompared');

/** The values that an object has, as people read them, in place of its own. */
function replaced(row: IDataObject, readable: Simple): IDataObject {
	const said = Object.entries(readable).filter(([name]) => row[name] !== undefined);
	return { ...row, ...Object.fromEntries(said.map(([name, find]) => [name, find(row)])) } as IDataObject;
}

/** A list of objects, with these values as people read them. */
export function each(key: string, readable: Simple): Find {
	return ({ [key]: rows }) =>
		Array.isArray(rows) ? rows.map((row) => (isObject(row) ? replaced(row, readable) : row)) : rows;
}

/** The first of these that the API said: some answers have another name for the same. */
export function firstOf(...finds: Array<Find | string>): Find {
	return (row) =>
		finds
			.map((find) => (typeof find === 'string' ? row[find] : find(row)))
			.find((value) => !isBlank(value)) ?? null;
}

/** A value of an object within the result. */
export function within(key: string, find: Find | string): Find {
	const inner = firstOf(find);
	return (row) => {
		const part = row[key];
		return isObject(part) ? inner(part) : null;
	};
}

/** A status or a type as the form calls it; one that the form does not know stays as the API said it. */
export function word(key: string, choices: INodePropertyOptions[]): Find {
	return (row) => {
		const said = row[key];
		if (isBlank(said)) return null;
		const folded = String(said).trim().toLowerCase();
		return choices.find(({ value }) => String(value).toLowerCase() === folded)?.name ?? said;
	};
}

/** The choices under the numbers that stand for their values in an API's answers. */
export function numbered(
	choices: INodePropertyOptions[],
	numbers: Readonly<Record<string, number>>,
): INodePropertyOptions[] {
	return choices.map(({ name, value }) => ({ name, value: numbers[String(value)] }));
}

/** An amount or a count that the API has as text. */
export function number(key: string): Find {
	return (row) => {
		const said = row[key];
		if (isBlank(said)) return null;
		const value = plainNumber(said);
		return Number.isFinite(value) ? value : said;
	};
}

/**
 * A time as {@link isoText}.
 *
 * @param zoneKey where the result names the time zone of the thing; without one, the text is in UTC
 */
export function time(key: string, zoneKey?: string): Find {
	return (row) => isoText(row[key], zoneKey === undefined ? undefined : ianaName(row[zoneKey]));
}

/** Several times under their own names. */
export function times(names: string[], zoneKey?: string): Simple {
	return fill(names, (name) => time(name, zoneKey));
}
