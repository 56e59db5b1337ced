import type { INodeProperties } from 'n8n-workflow';

import { toChoice } from '../common/form/choice';
import { askSeveral } from '../common/form/lists';
import { ApiFailure, InputError } from '../common/ground/errors';
import { idNumber, quote, toIds } from '../common/ground/values';
import { byPerson } from '../common/guard/twoKeys';
import type { Item } from '../common/run/item';
import type { Thing } from './describe';

const LIST = 'list';
const IDS = 'ids';

const WAYS = [
	{ name: 'IDs', value: IDS, description: 'Enter IDs, or an expression that returns them' },
	{ name: 'List', value: LIST, description: 'Pick by name' },
];

/** "Campaign IDs" as "Campaign Names or IDs". */
function pickedLabel(label: string): string {
	return label.replace(/ IDs$/, ' Names or IDs');
}

/** The parameter for one or several IDs. */
function idsText({ ids: { name, label, example } }: Thing, description: string): INodeProperties {
	return {
		displayName: label,
		name,
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${example}`,
		description: `${description}. A comma-separated list, an array or a single number, for example ${example}.`,
	};
}

/**
 * The parameters for one or several things: picked by name, or by their IDs.
 *
 * @param verb what is done to them: "delete"
 * @param description what they are for, if not "The campaigns to delete, all in one request"
 */
export function idsProperties(
	thing: Thing,
	verb: string,
	description = `The ${thing.many} to ${verb}, all in one request`,
): INodeProperties[] {
	const { many, ids } = thing;
	const text = idsText(thing, description);
	if (ids.pick === undefined) return [text];
	const { from, label, name, load, first } = ids.pick;
	const shownFor = (way: string) => ({ displayOptions: { show: { [from]: [way] } } });
	return [
		{
			displayName: label,
			name: from,
			type: 'options',
			options: WAYS,
			default: LIST,
			description: `How to choose the ${many}: pick them by name, or enter IDs, for example from an earlier node`,
		},
		{
			...askSeveral(load, `The newest 1,000, ${first} first`),
			displayName: pickedLabel(ids.label),
			name,
			required: true,
			...shownFor(LIST),
		},
		{ ...text, ...shownFor(IDS) },
	];
}

/** What the form holds, and the label of the field that holds it. */
function givenIds({ read }: Pick<Item, 'read'>, { ids }: Thing): { value: unknown; label: string } {
	const { name, label, pick } = ids;
	if (pick !== undefined && toChoice(read(pick.from), pick.label, WAYS) === LIST) {
		return { value: read(pick.name), label: pickedLabel(label) };
	}
	return { value: read(name), label };
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

/** @throws InputError for a name that was entered as an ID, which says where names are picked */
function checkNoNames(value: unknown, label: string, { ids: { pick } }: Thing): void {
	if (pick === undefined || typeof value !== 'string') return;
	// A preview's made-up ID and what is no value at all have errors of their own.
	const isName = (entry: string) =>
		/^[^/]*\p{L}[^/]*$/u.test(entry) && !/^\s*(preview-.*|undefined|null|nan)\s*$/i.test(entry);
	const name = /^\s*[[{]/.test(value) ? undefined : value.split(',').find(isName);
	if (name === undefined) return;
	throw new InputError(
		`'${label}' must hold IDs of digits only, not ${quote(name.trim())}: to choose by name, set '${pick.label}' to List`,
	);
}

/** The IDs of {@link idsProperties}: at least one, each once. */
export function readIds(item: Pick<Item, 'read'>, thing: Thing): string[] {
	const { value, label } = givenIds(item, thing);
	checkNoNames(value, label, thing);
	const found = distinctIds(value, label);
	if (found.length > 0) return found;
	throw new InputError(
		`'${label}' is empty`,
		thing.ids.pick === undefined
			? `Enter the IDs of the ${thing.many}.`
			: `Choose the ${thing.many}, or enter their IDs.`,
	);
}

/**
 * The IDs of {@link idsProperties} for a change that would be made twice to one that is named twice.
 *
 * @throws InputError for an ID that is there a second time
 */
export function readIdsOnce(item: Pick<Item, 'read'>, thing: Thing): string[] {
	const found = readIds(item, thing);
	const { value, label } = givenIds(item, thing);
	const all = toIds(value, label).map((id) => id.replace(/^0+/, ''));
	const repeated = all.find((id, index) => all.indexOf(id) < index);
	if (repeated === undefined) return found;
	throw new InputError(
		`'${label}' names ${thing.one} ${repeated} twice: it would change twice`,
		'Nothing was sent. Name each once.',
	);
}

const CONFIRM = 'Confirm IDs';

/** Asks for the IDs of {@link idsProperties} a second time before something is deleted for good. */
export function confirmationProperties({ ids, many }: Thing): INodeProperties[] {
	const { label, example, pick } = ids;
	const above = pick === undefined ? `as in '${label}'` : 'as chosen above; the list shows them';
	return byPerson({
		displayName: CONFIRM,
		name: 'confirmIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${example}`,
		hint: `Enter the same IDs ${above}. This can't be undone`,
		description: `The IDs of the ${many} again, in any order, for example ${example}`,
	});
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
		const open = `The request was for ${ids.length} ${many}: check in ${api} whether the others were ${done}.`;
		throw new ApiFailure(failure.message, {
			...facts,
			description: description === undefined ? open : `${description} ${open}`,
		});
	};
}
