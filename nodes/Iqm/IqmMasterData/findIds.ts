import type { IDataObject } from 'n8n-workflow';

import { collectionProperty, requiredProperties } from '../../common/form/fields';
import { hint } from '../../common/form/moreHint';
import type { Field } from '../../common/form/field';
import { asText } from '../../common/form/field';
import { some } from '../../common/form/lists';
import { InputError } from '../../common/ground/errors';
import { Faults } from '../../common/ground/faults';
import { toCodes, toPhrases, unpackedTexts } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { itemAt } from '../../common/run/item';
import { computedOnce, oncePerRun } from '../../common/run/oncePerRun';
import type { Operation, OperationResult } from '../../common/run/operation';
import { readCollection } from '../../verbs/describe';
import type { Lookup } from '../shared/masterIds';
import { findIds } from '../shared/masterIds';
import type { MasterResource } from '../shared/masterList';
import { nounOf } from '../shared/masterList';
import type { MasterKey } from '../shared/masterLists';
import { MASTER_LISTS } from '../shared/masterLists';
import { shownRow } from '../shared/masterRows';
import { optionsCollection } from '../shared/options';
import { accountKey } from '../transport/request';
import type { Filters } from './things';
import { FILTERS, listProperty, listsOf, parentField, readListKey, THINGS } from './things';

/** What separates names: a comma may belong to one. */
const LINES = /[;\uFF1B\n\v\f\r\u0085\u2028\u2029]+/;

const LABEL = 'Names';

const NAMES: Field<unknown> = {
	label: LABEL,
	ask: {
		...asText('Names or codes to find the IDs of', { example: 'Columbus, OH' }, 'One per line or an array'),
		typeOptions: { rows: 5 },
		hint: "One per line, or separated by semicolons; commas are part of the name, as in 'Columbus, OH'",
	},
	read: (value) => value,
};

/** The names in a list: text by lines, codes by commas and blanks too. */
function toNames(value: unknown, key: MasterKey): string[] {
	if (MASTER_LISTS[key].codesAs !== undefined) return some(toCodes(value, LABEL), LABEL);
	const given = unpackedTexts(value, LABEL);
	return some(toPhrases(typeof given === 'string' ? given.split(LINES) : given, LABEL), LABEL);
}

interface Wanted {
	key: MasterKey;
	names: string[];
	parentIds?: string[];
}

/** @throws InputError that names everything that is wrong with the form */
function readWanted(item: Item, resource: MasterResource): Wanted {
	const faults = new Faults();
	const key = faults.attempt(() => readListKey(item, resource)) ?? 'countries';
	const names = faults.attempt(() => toNames(item.read('names'), key)) ?? [];
	const filters: Filters = readCollection(item, FILTERS.name, parentField(resource), faults);
	faults.throwAny();
	return { key, names, parentIds: filters.parentSegmentIds };
}

const placeOf = ({ key, parentIds = [] }: Wanted): string => [key, ...parentIds].join(' ');

/** The names that the items of a run look for in each list: they are looked for together. */
function wantedInRun({ context }: Item, resource: MasterResource): Map<string, string[]> {
	return computedOnce(context, `names of ${resource}`, () => {
		const all = new Map<string, string[]>();
		for (const index of context.getInputData().keys()) {
			try {
				const wanted = readWanted(itemAt(context, index), resource);
				all.set(placeOf(wanted), [...(all.get(placeOf(wanted)) ?? []), ...wanted.names]);
			} catch {
				// It ends with this error when its turn comes.
			}
		}
		return all;
	});
}

/** What a name stands for; without an ID unless that is clear. */
function shownLookup({ name, matches, nearest }: Lookup, key: MasterKey): IDataObject {
	const shown = matches.map(({ parent, row }) => ({
		...shownRow(row, MASTER_LISTS[key]),
		...(parent === undefined ? {} : { parent }),
	}));
	const isClear = matches.length === 1;
	return { name, found: isClear, id: isClear ? matches[0].id : null, matches: shown, nearest };
}

/** Says how many names led to no ID. */
function tellMissing({ context }: Item, lookups: Lookup[], key: MasterKey): void {
	const missing = lookups.filter(({ matches }) => matches.length === 0);
	const unclear = lookups.filter(({ matches }) => matches.length > 1);
	const noun = nounOf(MASTER_LISTS[key]);
	const words = (found: Lookup[]): string => {
		const some = found.slice(0, 5).map(({ name }) => name);
		return `${found.length} (${some.join('; ')}${found.length > some.length ? '; …' : ''})`;
	};
	if (missing.length > 0) {
		hint(context, `Not found in IQM's ${noun}: ${words(missing)}. 'nearest' lists similar names.`, 'warning');
	}
	if (unclear.length > 0) {
		hint(context, `Several ${noun} have the same name: ${words(unclear)}. 'matches' lists all of them.`, 'warning');
	}
}

/** Looks names up in one of a resource's lists: an item each, in their order. */
export function findingIds(resource: MasterResource): Operation {
	const { many } = THINGS[resource];
	const [[, first]] = listsOf(resource);
	return {
		value: 'findIds',
		name: 'Find IDs',
		action: `Look up ${many} by name`,
		description: `Find the IDs of ${many} by their names or codes, one item per name`,
		// It asks for the lists of Get Many; the first stands for all of them.
		endpoint: first.endpoint,
		document: first.document,
		writes: false,
		properties: [
			listProperty(resource, 'Which list to search'),
			...requiredProperties({ names: NAMES }),
			...collectionProperty(FILTERS, parentField(resource)),
			optionsCollection(),
		],
		async execute(item: Item): Promise<OperationResult> {
			const { context, index } = item;
			const wanted = readWanted(item, resource);
			const { key, names, parentIds } = wanted;
			const all = [...new Set([...(wantedInRun(item, resource).get(placeOf(wanted)) ?? []), ...names])];
			const account = await accountKey(context);
			const lookUp = async (sought: string[]): Promise<Map<string, Lookup>> =>
				await oncePerRun(context, JSON.stringify([account, placeOf(wanted), sought]), async () => {
					const lookups = await findIds(context, key, sought, { parentIds, itemIndex: index });
					tellMissing(item, lookups, key);
					return new Map(lookups.map((lookup) => [lookup.name, lookup]));
				});
			const found = await lookUp(all).catch(async (error: unknown) =>
				// A name of another item that can't be looked up is that item's error.
				error instanceof InputError && all.length > names.length
					? await lookUp(names)
					: await Promise.reject(error),
			);
			const own = names.map((name) => found.get(name)).filter((one) => one !== undefined);
			const rows = own.flatMap(({ matches }) => matches.map(({ row }) => row));
			return { results: own.map((one) => shownLookup(one, key)), raw: { data: rows } };
		},
	};
}
