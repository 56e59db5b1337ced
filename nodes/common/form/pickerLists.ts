import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { InputError } from '../ground/errors';
import { nameHolds } from '../ground/names';
import { isBlank, isObject } from '../ground/values';

/** One entry of a list to pick from. */
export interface ListEntry {
	name: string;
	value: string;
}

/** A method that loads the entries of a list, for a node's `loadOptions`. */
export type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

/** What the open form holds in a parameter, by the value alone; an expression as it is written. */
export function textInForm(context: ILoadOptionsFunctions, parameter: string): string {
	const value = context.getCurrentNodeParameter(parameter) as unknown;
	return String((isObject(value) ? value.value : value) ?? '').trim();
}

/**
 * The entry for a row: its name from the first of `names` that is filled, its id, and its status if it
 * has one: "Spring launch (477717) – Running".
 */
export function entryOf(
	row: IDataObject,
	id: string,
	names: string[],
	status?: string,
): ListEntry | undefined {
	if (isBlank(row[id])) return undefined;
	const name = names.map((key) => row[key]).find((text) => !isBlank(text));
	const value = String(row[id]);
	const shown = name === undefined ? value : `${String(name)} (${value})`;
	return { name: status === undefined ? shown : `${shown} – ${status}`, value };
}

/**
 * Entries whose name contains `filter`, in the form that n8n's resource locator expects.
 *
 * @param empty why there is nothing at all to pick from. n8n shows the message of an error in the list,
 *   and asks again when the list is opened the next time; an empty answer it would keep.
 * @throws InputError if there is nothing, and nothing was searched
 */
export function asSearchResult(
	entries: Array<ListEntry | undefined>,
	filter = '',
	empty?: string,
): INodeListSearchResult {
	const listed = entries.filter((entry) => entry !== undefined);
	if (listed.length === 0 && filter.trim() === '' && empty !== undefined) {
		throw new InputError(empty);
	}
	return {
		results: listed.filter(({ name }) => filter.trim() === '' || nameHolds(name, filter)),
	};
}

/**
 * Entries in the form that n8n's lists of one or several expect.
 *
 * @param empty why there is nothing to pick from: the only entry then, since n8n would show "No data", and
 *   instead of an error a text field. It stands for no value.
 */
export function asOptions(
	entries: Array<ListEntry | undefined>,
	empty: string,
): INodePropertyOptions[] {
	const listed = entries.filter((entry) => entry !== undefined);
	return listed.length > 0 ? listed : [{ name: empty, value: '' }];
}
