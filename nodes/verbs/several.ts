import type { INodeProperties } from 'n8n-workflow';

import { ApiFailure, InputError } from '../common/ground/errors';
import { idNumber, quote, toIds } from '../common/ground/values';
import type { Item } from '../common/run/item';
import type { Thing } from './describe';

/**
 * The parameter for one or several IDs.
 *
 * @param verb what is done to them: "delete"
 */
export function idsProperty({ ids, many }: Thing, verb: string): INodeProperties {
	const { name, label, example } = ids;
	return {
		displayName: label,
		name,
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${example}`,
		description: `The ${many} to ${verb}, all by one request. A comma list, an array or one number, for example ${example}.`,
	};
}

/** IDs, each once, spelled as in answers: "007" is 7. */
export function distinctIds(value: unknown, label: string): string[] {
	return [...new Set(toIds(value, label).map((id) => id.replace(/^0+/, '')))];
}

/**
 * IDs as numbers, for requests that need them so.
 *
 * @throws InputError for one that a number can't hold exactly
 */
export function asNumbers(ids: string[], { ids: { label } }: Thing): number[] {
	return ids.map((id) => idNumber(id, label));
}

/** The IDs of {@link idsProperty}: at least one, each once. */
export function readIds({ read }: Pick<Item, 'read'>, { ids, many }: Thing): string[] {
	const found = distinctIds(read(ids.name), ids.label);
	if (found.length > 0) return found;
	throw new InputError(`'${ids.label}' is empty`, `Enter the IDs of the ${many}.`);
}

const CONFIRM = 'Confirm IDs';

/** Asks for the IDs of {@link idsProperty} a second time before something is deleted for good. */
export function confirmationProperty({ ids: { label, example }, many }: Thing): INodeProperties {
	return {
		displayName: CONFIRM,
		name: 'confirmIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${example}`,
		hint: `Enter the same IDs as in '${label}': deleting can not be undone`,
		description: `The IDs of the ${many} once more, in any order, for example ${example}`,
	};
}

/** @throws InputError unless the same IDs were entered again, in any order */
export function checkConfirmation({ read }: Pick<Item, 'read'>, ids: string[]): void {
	const again = new Set(distinctIds(read('confirmIds'), CONFIRM));
	if (again.size === ids.length && ids.every((id) => again.has(id))) return;
	throw new InputError(
		`'${CONFIRM}' must hold the same IDs, ${quote(ids.join(','))}, not ${quote([...again].join(','))}`,
		'Nothing was deleted. Enter the IDs a second time to delete.',
	);
}

/**
 * Adds to the failure of a request for several things what it leaves open: an API names those that it
 * refused, and no document says whether the others were changed. For a request's `catch`.
 *
 * @param done what the request does to them: "paused"
 * @param api the API's name in messages
 */
export function forSeveral(
	{ many }: Pick<Thing, 'many'>,
	ids: string[],
	done: string,
	api: string,
): (failure: unknown) => never {
	return (failure) => {
		if (!(failure instanceof ApiFailure) || ids.length === 1) throw failure;
		const { description, ...facts } = failure.facts;
		const open = `The request was for ${ids.length} ${many}: look in ${api} whether others were ${done}.`;
		throw new ApiFailure(failure.message, {
			...facts,
			description: description === undefined ? open : `${description} ${open}`,
		});
	};
}
