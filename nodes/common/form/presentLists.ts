import type { IDataObject, IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { InputError } from '../ground/errors';
import type { Faults } from '../ground/faults';
import { contentOf } from '../ground/json';
import { isBlank, isEmpty } from '../ground/values';
import { Previewed, wantsPreview } from '../guard/preview';
import { toChoice, withoutDefault } from './choice';

/** What a list of an update does to the present one. */
export type ListsMode = 'add' | 'remove' | 'replace';

type Entry = number | string;

const ADD = 'Add to Existing';
const REMOVE = 'Remove From Existing';
export const REPLACE = 'Replace Existing';

export const MODES: INodePropertyOptions[] = [
	{ name: ADD, value: 'add', description: 'Keeps the current entries and adds the ones below' },
	{ name: REMOVE, value: 'remove', description: 'Removes the entries below and keeps all others' },
	{ name: REPLACE, value: 'replace', description: 'Keeps only the entries below and removes all others' },
];

export const LISTS = 'How Lists Change';

/**
 * What an update does to present lists. It stands in the form unasked, and is needed as soon as a list
 * changes: n8n can't show or require a parameter by what was added to a collection.
 */
export const listsModeProperty: INodeProperties = {
	displayName: LISTS,
	name: 'listsMode',
	type: 'options',
	options: withoutDefault(MODES),
	default: '',
	hint: 'Required if a field below is a list, such as several IDs',
	description: `What to do with the current entries of each list that you change below, for example ${ADD}. Other fields are not affected.`,
};

/** What an operation says about {@link listsModeProperty} without a value. */
export const NO_LISTS = {
	listsMode: 'Choose what to do with the current entries, or clear the field if no list changes.',
};

/** Advice for what only a list as a whole can do. */
export const replaceWith = (whole: string): string => `Choose '${REPLACE}' in '${LISTS}', and ${whole}.`;

/** The name of a mode, as the form shows it. */
export const modeName = (mode: ListsMode): string => ({ add: ADD, remove: REMOVE, replace: REPLACE })[mode];

/**
 * What was chosen; undefined if nothing was, which is a fault where a list changes.
 *
 * @param changed the labels of the lists that change
 */
export function readListsMode(
	read: (name: string) => unknown,
	changed: string[],
	faults: Faults,
): ListsMode | undefined {
	const value = read(listsModeProperty.name);
	if (!isEmpty(value)) {
		return faults.rule(() => toChoice(value, LISTS, MODES)) as ListsMode | undefined;
	}
	faults.rule((wrong) => {
		if (changed.length === 0) return;
		const named = changed.map((label) => `'${label}'`).join(', ');
		wrong(`'${LISTS}' is empty, but ${named} would change`, `Choose '${ADD}', '${REMOVE}' or '${REPLACE}'.`);
	});
	return undefined;
}

/**
 * The entries of a list as an API shows it: an array, JSON text, or text with commas or line breaks.
 *
 * @param as how the list travels: an array may hold texts with commas, which are never split
 * @returns undefined if it is not shown, or not as a list
 */
function presentEntries(value: unknown, as: 'array' | 'text'): Entry[] | undefined {
	if (value === undefined) return undefined;
	const content = typeof value === 'string' && /^\s*\[/.test(value) ? contentOf(value) : value;
	if (Array.isArray(content)) {
		const entries = content.filter((entry) => !isBlank(entry)) as unknown[];
		const isPlain = (entry: unknown) => typeof entry === 'number' || typeof entry === 'string';
		return entries.every(isPlain) ? (entries as Entry[]) : undefined;
	}
	if (isBlank(content)) return [];
	if (typeof content === 'number') return [content];
	if (typeof content !== 'string') return undefined;
	if (as === 'array' && !/^[\d\s,]+$/.test(content)) return undefined;
	return content
		.split(/[,\r\n]/)
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

/** What is known of a list that an update changes. */
export interface ListFacts {
	label: string;
	/** How it travels. */
	as: 'array' | 'text';
	/** Whose list it is: "campaign 7". */
	of: string;
	/** The name of the API. */
	api: string;
	/** What an empty list stands for. Adding to all would leave only what is added. */
	empty: 'all' | 'none';
	/** How to leave no entry at all, as a whole sentence. */
	toEmpty: string;
	/** Advice for what only a list as a whole can do, where no {@link listsModeProperty} is asked. */
	whole?: (rest: string) => string;
	/** What tells entries apart, where it is more than their spelling. */
	keyOf?: (entry: Entry) => string;
}

/** Digits as a number, "007" as 7: IDs are spelled in both ways. */
export const byId = (entry: Entry): string =>
	String(entry).trim().replace(/^0+(?=\d+$)/, '');

/** Names of hosts and addresses of people, in any case. */
export const inAnyCase = (entry: Entry): string => String(entry).trim().toLowerCase();

/**
 * The whole list after adding to it or removing from it: the present entries in their order, then the
 * new ones. An entry to add that is there already, or one to remove that is not there, changes nothing,
 * so that the same update can be run again.
 *
 * @param present undefined if the API does not show the list
 * @throws InputError if the list is not shown, stands for all, or would have no entries left
 */
function changedList(
	mode: 'add' | 'remove',
	given: Entry[],
	present: Entry[] | undefined,
	{ label, of, api, empty, toEmpty, whole = replaceWith, keyOf = String }: ListFacts,
): Entry[] {
	const where = `'${label}' of ${of}`;
	if (present === undefined) {
		throw new InputError(
			`${api} does not show ${where}, so nothing can be ${mode === 'add' ? 'added to it' : 'removed from it'}`,
			whole('enter the whole list'),
		);
	}
	if (present.length === 0 && (mode === 'remove' || empty === 'all')) {
		const means = empty === 'all' ? 'includes everything: it has no entries' : 'has no entries';
		throw new InputError(
			mode === 'add'
				? `${where} ${means}, and adding some would exclude all others`
				: `${where} ${means} to remove`,
			empty === 'all' ? whole('enter the entries to keep') : `Remove '${label}' from this update.`,
		);
	}
	const keys = new Set(given.map(keyOf));
	if (mode === 'add') {
		const known = new Set(present.map(keyOf));
		return [...present, ...given.filter((entry) => !known.has(keyOf(entry)))];
	}
	const left = present.filter((entry) => !keys.has(keyOf(entry)));
	if (left.length > 0) return left;
	throw new InputError(`${where} would have no entries left`, toEmpty);
}

/** A list before and after an update. */
export interface ListChange {
	label: string;
	/** Undefined if it is not known. */
	before: Entry[] | undefined;
	now: Entry[];
	/** What an empty list stands for. */
	empty: 'all' | 'none';
}

/** A list as an update sends it, and how it changes. */
export interface ChangedList {
	value: unknown;
	change: ListChange;
}

/**
 * A list as it is sent: what was given, or the whole that it and the present one make.
 *
 * @param given as it would be sent without the present one
 * @param shown what the API shows of it; undefined also if nothing was read, because it is replaced
 * @throws InputError for one that can't be added to or removed from
 */
export function changeList(
	facts: ListFacts,
	mode: ListsMode | undefined,
	given: unknown,
	shown: unknown,
): ChangedList {
	const { label, as, empty } = facts;
	const entries = presentEntries(given, as) ?? [];
	const before = presentEntries(shown, as);
	if (mode !== 'add' && mode !== 'remove') {
		return { value: given, change: { label, before, now: entries, empty } };
	}
	const areNumbers = entries.every((entry) => typeof entry === 'number');
	const now = changedList(mode, entries, before, facts).map((entry) =>
		areNumbers && Number.isSafeInteger(Number(entry)) ? Number(entry) : entry,
	);
	return {
		value: as === 'text' ? now.join(',') : now,
		change: { label, before, now, empty },
	};
}

/**
 * What the lists of an update are put together with, or what a preview shows to be replaced; undefined
 * if neither is needed. A thing that is only previewed itself can't be read.
 */
export async function presentFor(
	context: IExecuteFunctions,
	itemIndex: number,
	mode: ListsMode | undefined,
	read: () => Promise<IDataObject>,
): Promise<IDataObject | undefined> {
	if (mode === undefined) return undefined;
	if (mode !== 'replace') return await read();
	if (!wantsPreview(context, itemIndex)) return undefined;
	return await read().catch(async (error: unknown) =>
		error instanceof Previewed ? undefined : await Promise.reject(error),
	);
}

/** The most characters of a list in a line. */
const MOST = 300;

function inLine(entries: Entry[] | undefined, empty: 'all' | 'none'): string {
	if (entries === undefined) return '(not shown)';
	if (entries.length === 0) return empty === 'all' ? '(all)' : '(none)';
	const text = entries.join(', ');
	return text.length > MOST ? `${text.slice(0, MOST)}… (${entries.length} in all)` : text;
}

/** The lists as lines of a preview: `{ 'Exchange IDs': '55, 61 → 55, 61, 58' }`. */
export function listLines(changes: ListChange[]): IDataObject {
	return Object.fromEntries(
		changes.map(({ label, before, now, empty }) => [
			label,
			`${inLine(before, empty)} → ${inLine(now, empty)}`,
		]),
	);
}

/** The lists as a result holds them: `{ lists: [{ field, before, now }] }`, nothing if none is known. */
export function listResult(changes: ListChange[]): IDataObject {
	const known = changes.filter(({ before }) => before !== undefined);
	if (known.length === 0) return {};
	return {
		lists: known.map(({ label, before = [], now }) => ({ field: label, before, now })),
	};
}
