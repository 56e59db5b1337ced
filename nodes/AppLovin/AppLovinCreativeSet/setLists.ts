import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import type { Faults } from '../../common/ground/faults';
import { toList } from '../../common/ground/values';
import { COUNTRIES, LANGUAGES } from '../shared/choices';
import { findSet } from './creativeSets';
import { LABELS, lowerCase, readId, toChoices } from './setFields';

/** The lists of a set that an update changes entry by entry, or as a whole. */
const LISTS = {
	countries: {
		label: LABELS.countries,
		one: 'country',
		choices: COUNTRIES,
		example: 'za, gb',
		/** What an empty list means at AppLovin: "If blank, all countries in the campaign are eligible". */
		empty: "AppLovin takes none for all of the campaign's countries",
	},
	languages: {
		label: LABELS.languages,
		one: 'language',
		choices: LANGUAGES,
		example: 'en, zh_hans',
		empty: 'it is not known what AppLovin does with none',
	},
};

type ListName = keyof typeof LISTS;

const NAMES = Object.keys(LISTS) as ListName[];

const addName = (name: ListName): string => `${name}ToAdd`;
const removeName = (name: ListName): string => `${name}ToRemove`;
const addLabel = (name: ListName): string => `${LISTS[name].label}: Add`;
const removeLabel = (name: ListName): string => `${LISTS[name].label}: Remove`;

/** The form's words for a list that takes the place of the present one. */
export const replaceLabel = (name: ListName): string => `${LISTS[name].label}: Replace`;

/** One field for each way, so that no list has a meaning of its own. */
export function listFields(name: ListName): INodeProperties[] {
	const { choices, example, one } = LISTS[name];
	const codes = `Expressions take codes as an array or a comma-separated list, for example ${example}.`;
	const field = (key: string, displayName: string, what: string): INodeProperties => ({
		displayName,
		name: key,
		type: 'multiOptions',
		options: choices,
		default: [],
		description: [what, codes].join(' '),
	});
	const needs = "Requires 'Campaign', to look up what the set has now.";
	return [
		field(addName(name), addLabel(name), `Adds these; every current ${one} of the set stays. ${needs}`),
		field(
			removeName(name),
			removeLabel(name),
			`Removes these; every other ${one} of the set stays, and at least one must be left. ${needs}`,
		),
		field(
			name,
			replaceLabel(name),
			`Keeps only these: any ${one} that is not among them is removed.`,
		),
	];
}

/** What an update adds to a list and takes out of it. */
interface ListChange {
	name: ListName;
	add: string[];
	remove: string[];
}

/**
 * What the form adds and removes.
 *
 * @param fields of the collection; the ones that are read here are taken out of it
 */
export function takeListChanges(fields: IDataObject, faults: Faults): ListChange[] {
	const changes: ListChange[] = [];
	for (const name of NAMES) {
		const { choices } = LISTS[name];
		const take = (key: string, label: string): string[] => {
			const value = fields[key];
			delete fields[key];
			if (value === undefined) return [];
			return (
				faults.attempt(() => {
					const list = toChoices(value, label, choices, lowerCase);
					if (list.length > 0) return list;
					throw new InputError(`'${label}' is empty`, 'Choose at least one, or remove the field.');
				}) ?? []
			);
		};
		const add = take(addName(name), addLabel(name));
		const remove = take(removeName(name), removeLabel(name));
		const both = add.find((entry) => remove.includes(entry));
		if (both !== undefined) {
			faults.wrong(`'${addLabel(name)}' and '${removeLabel(name)}' both hold ${both}`);
		}
		if (add.length + remove.length > 0) changes.push({ name, add, remove });
	}
	return changes;
}

/** Refuses two ways for one list. */
export function checkOneWay(changes: ListChange[], form: IDataObject, faults: Faults): void {
	for (const { name, add } of changes) {
		if (form[name] === undefined) continue;
		const way = add.length > 0 ? addLabel(name) : removeLabel(name);
		faults.wrong(
			`'${way}' does not go with another value for '${LISTS[name].label}'`,
			'Replace the list, or add to it and remove from it.',
		);
	}
}

/** A list as it was and as it will be. */
export interface ChangedList {
	name: ListName;
	what: string;
	old: string[];
	new: string[];
}

/** @throws InputError where the list would come to stand for everything, or stop doing so */
function changedList({ name, add, remove }: ListChange, present: unknown): ChangedList {
	const { label, empty, one } = LISTS[name];
	const old = toList(present ?? [], label).map(lowerCase);
	if (old.length === 0) {
		const way = add.length > 0 ? addLabel(name) : removeLabel(name);
		throw new InputError(
			`'${way}' needs a present list, and the creative set has no ${one} of its own`,
			`Nothing was sent: ${empty}. Use '${replaceLabel(name)}' to restrict it.`,
		);
	}
	const kept = old.filter((entry) => !remove.includes(entry));
	const after = [...kept, ...add.filter((entry) => !kept.includes(entry))];
	if (after.length === 0) {
		throw new InputError(
			`'${removeLabel(name)}' would leave no ${one} of ${old.join(', ')}`,
			`Nothing was sent: ${empty}. Keep at least one.`,
		);
	}
	return { name, what: label, old, new: after };
}

/**
 * The lists as they will be, from those that AppLovin shows now.
 *
 * @throws InputError without a campaign: a set has no address of its own to be read from
 */
export async function changedLists(
	context: IExecuteFunctions,
	itemIndex: number,
	set: string,
	changes: ListChange[],
): Promise<ChangedList[]> {
	if (changes.length === 0) return [];
	const campaign = readId(context, itemIndex, 'campaign_id');
	const { row } = await findSet(context, itemIndex, campaign, set);
	return changes.map((change) => changedList(change, row[change.name]));
}

/** Whether there is anything to send. */
export function isChanged({ old, new: after }: ChangedList): boolean {
	return old.length !== after.length || after.some((entry) => !old.includes(entry));
}
