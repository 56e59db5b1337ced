import type { IDataObject } from 'n8n-workflow';

import { additionalJsonProperty } from '../common/form/additionalJson';
import type { Field } from '../common/form/field';
import type { Fields, Sent } from '../common/form/fields';
import { collectionProperty, labelsOf, requiredProperties } from '../common/form/fields';
import { writeOptionsCollection } from '../common/form/options';
import type { ListChange, ListFacts, ListsMode } from '../common/form/presentLists';
import {
	changeList,
	listLines,
	listResult,
	listsModeProperty,
	NO_LISTS,
	presentFor,
	readListsMode,
} from '../common/form/presentLists';
import type { Wrong } from '../common/ground/faults';
import { Faults } from '../common/ground/faults';
import { isObject } from '../common/ground/values';
import type { Item } from '../common/run/item';
import { readInOwnZone } from '../common/run/ownZone';
import type { Described, DescribedOperation, Endpoint, Judge, VerbApi } from './describe';
import { article, readPath, routeTo } from './describe';
import { checkNoIds, readMerged } from './merged';
import { carryOut } from './write';

type Update<E extends Endpoint, F extends Fields> = Described<E> & {
	/** Fields that can be changed. */
	fields: F;
	/** Rules between fields; every violation is reported. */
	check?: (changes: Sent<F> & IDataObject, wrong: Wrong) => void;
	judge?: Judge;
	/** How lists among the fields are put together with the present ones. */
	lists?: PresentLists<F>;
};

interface PresentLists<F extends Fields> {
	/** Reads the thing with its lists under the fields' names. */
	read: (item: Item, id: string) => Promise<IDataObject>;
	facts: { [Name in keyof F]?: Pick<ListFacts, 'empty' | 'keyOf' | 'toEmpty'> };
}

const COLLECTION = {
	displayName: 'Update Fields',
	name: 'updateFields',
	placeholder: 'Add field',
};

/** The lists among the fields that an update changes, by name. */
function listsIn(fields: Fields, changes: IDataObject): string[] {
	return Object.keys(changes).filter((name) => fields[name]?.list !== undefined);
}

/** The changes with each list as a whole, and how the lists change. */
async function withPresent<F extends Fields>(
	{ api: { name: api } }: VerbApi,
	item: Item,
	{ thing, fields, lists }: Pick<Update<Endpoint, F>, 'fields' | 'lists' | 'thing'>,
	{ id, changes, mode }: { id: string; changes: IDataObject; mode: ListsMode | undefined },
): Promise<{ whole: IDataObject; changed: ListChange[] }> {
	const names = lists === undefined ? [] : listsIn(fields, changes);
	if (lists === undefined || names.length === 0) return { whole: changes, changed: [] };
	const { context, index } = item;
	const present = await presentFor(context, index, mode, async () => await lists.read(item, id));
	const faults = new Faults();
	const whole = { ...changes };
	const changed = names.flatMap((name) => {
		const { label, list: as = 'array' } = fields[name];
		const facts: ListFacts = {
			empty: 'none',
			toEmpty: `Leave an entry in '${label}'.`,
			...lists.facts[name],
			...{ label, as, api, of: `${thing.one} ${id}` },
		};
		const list = faults.attempt(() => changeList(facts, mode, changes[name], present?.[name]));
		if (list === undefined) return [];
		whole[name] = list.value as IDataObject;
		return [list.change];
	});
	faults.throwAny();
	return { whole, changed };
}

/** What of an update's description its form needs. */
type Changed<F extends Fields> = Pick<Update<Endpoint, F>, 'check' | 'fields' | 'lists' | 'thing'> & {
	path?: Record<string, Field<string>>;
};

/** What an update's form says; all that is wrong with it goes to `faults`. */
function readChanges<F extends Fields>(
	item: Item,
	form: IDataObject,
	{ thing, path, fields, check, lists }: Changed<F>,
	faults: Faults,
) {
	const slots = readPath(item, path, faults);
	const changes = readMerged(form, fields, item.zone, faults);
	const labels = listsIn(fields, changes).map((name) => fields[name].label);
	const mode = lists === undefined ? undefined : readListsMode(item.read, labels, faults);
	const { idName, key = idName } = thing;
	checkNoIds(changes, [idName, key, ...Object.keys(slots)], fields, faults);
	faults.rule((wrong) => {
		if (Object.keys(changes).length > 0) check?.(changes, wrong);
		else wrong('There is nothing to update', `Add a field in '${COLLECTION.displayName}'.`);
	});
	return { slots, changes, mode, values: { ...slots, ...changes } };
}

/**
 * Changes one thing: only the added fields are sent, all others stay as they are. A list that is added to
 * or removed from is read first and sent as a whole, so that what somebody else changes of it between
 * these two requests is lost.
 */
export function update<E extends Endpoint, F extends Fields>(
	api: VerbApi,
	described: Update<E, F>,
): DescribedOperation {
	const { thing, endpoint, document, path, words, fields, judge, lists, readable } = described;
	const { one, idName } = thing;
	return {
		value: 'update',
		name: 'Update',
		action: `Update ${article(one)}`,
		description: `Change fields of ${article(one)}`,
		...words,
		endpoint,
		document,
		writes: true,
		readable,
		...(lists === undefined ? {} : { none: NO_LISTS }),
		properties: [
			...requiredProperties(path ?? {}),
			...(lists === undefined ? [] : [listsModeProperty]),
			...collectionProperty(COLLECTION, fields, [additionalJsonProperty]),
			writeOptionsCollection(api.api.name),
		],
		async execute(item) {
			const given = item.read(COLLECTION.name);
			const form = isObject(given) ? given : {};
			const read = (own: Item, faults: Faults) => readChanges(own, form, described, faults);
			const { slots, changes, mode } = await readInOwnZone(item, fields, form, read);
			const id = slots[idName];
			const { whole, changed } = await withPresent(api, item, described, { id, changes, mode });
			return await carryOut(api, {
				item,
				request: () => ({
					...{ ...routeTo(endpoint, slots), body: whole, writes: one },
					...(changed.length === 0 ? {} : { lines: listLines(changed) }),
				}),
				told: {
					thing,
					ids: [id],
					sent: { [idName]: id, ...whole },
					labels: labelsOf({ ...path, ...fields }),
					done: 'changed',
				},
				fields,
				judge,
				result: { updated: true, ...whole, ...listResult(changed) },
				label: 'changed',
			});
		},
	};
}
