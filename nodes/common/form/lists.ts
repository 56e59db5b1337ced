import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../ground/errors';
import {
	toIdNumbers,
	toIds,
	toList,
	toPhrases,
	toSearched,
	toUrls,
	unpackedTexts,
} from '../ground/values';
import type { Facts, Field } from './field';
import { asText, say } from './field';

/** How to write a list of IDs, for descriptions. */
export const IDS = 'A comma-separated list, an array or a single number';
/** The same for texts, which may contain commas. */
export const TEXTS = 'A comma-separated list, an array or one per line';
/** The same for web addresses. */
export const URLS = 'One per line or an array';

/** A kind of list: makes a field from a label, a description and an example. */
export type ListKind<Sent> = (label: string, description: string, facts?: Facts) => Field<Sent>;

/** What is done to the entries before they are sent. */
type Rule = <T>(entries: T[], label: string) => T[];

/** A list that came out empty would silently stand for everything. */
export const some: Rule = (entries, label) => {
	if (entries.length > 0) return entries;
	throw new InputError(`'${label}' is empty`, 'Enter at least one value, or remove the field.');
};

/**
 * A kind of list that is sent as an array.
 *
 * @param how how to write it, for the description
 * @param toEntries reads the user's value; nothing becomes an empty list
 */
export function listOf<T>(
	how: string,
	toEntries: (value: unknown, label: string) => T[],
	rule: Rule = some,
): ListKind<T[]> {
	return (label, description, facts) => ({
		label,
		ask: asText(description, facts, how),
		how: { words: how, without: say(description, facts) },
		list: 'array',
		read: (value) => rule(toEntries(value, label), label),
	});
}

/** The same kind, sent as comma-separated text. */
export function withCommas<T extends number | string>(kind: ListKind<T[]>): ListKind<string> {
	return (label, description, facts) => {
		const list = kind(label, description, facts);
		return {
			label,
			ask: list.ask,
			how: list.how,
			list: 'text',
			read: (value, zone) => list.read(value, zone).join(','),
		};
	};
}

/** Several texts, as an array. */
export const texts = listOf(TEXTS, toPhrases);

/** Several web addresses with their protocols, as an array. */
export const urls = listOf(URLS, toUrls);

/** Several IDs, sent as numbers. */
export const ids = listOf(IDS, toIdNumbers);

/** Several IDs, sent as comma-separated text. */
export const idsText = withCommas(listOf(IDS, toIds));

/**
 * How a form asks for several entries of a list that the node loads; n8n takes typed ones only by an
 * expression.
 *
 * @param loadOptionsMethod name of the node's method
 * @param dependsOn a parameter whose change loads the list again
 */
export function askSeveral(
	loadOptionsMethod: string,
	hint: string,
	dependsOn?: string,
): Omit<INodeProperties, 'displayName' | 'name'> {
	const depends = dependsOn === undefined ? {} : { loadOptionsDependsOn: [dependsOn] };
	return {
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod, ...depends },
		default: [],
		hint,
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	};
}

/**
 * Several entries picked from a list: {@link askSeveral}.
 *
 * @param toEntries reads the user's value; nothing becomes an empty list
 */
export function picked<T>(
	label: string,
	hint: string,
	loadOptionsMethod: string,
	toEntries: (value: unknown, label: string) => T[],
): Field<T[]> {
	return {
		label,
		ask: askSeveral(loadOptionsMethod, hint),
		read: (value) => some(toEntries(value, label), label),
	};
}

export const SEARCH = 'Name or ID Contains';

/** Words for which a list's server searches names and IDs, where it takes several. */
export function searches(description: string, facts: Facts = {}): Field<string[]> {
	return {
		label: SEARCH,
		ask: asText(`${description}: a comma-separated list or an array`, facts),
		read: (value) =>
			some(
				toList(unpackedTexts(value, SEARCH), SEARCH).map((one) => toSearched(one, SEARCH)),
				SEARCH,
			),
	};
}
