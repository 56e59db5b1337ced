import type { IDataObject } from 'n8n-workflow';

import { Faults } from '../../common/ground/faults';
import { comparedName } from '../../common/ground/names';
import { isBlank, quote, resultId } from '../../common/ground/values';
import type { IqmContext } from '../transport/request';
import type { MasterList } from './masterList';
import { nounOf } from './masterList';
import type { MasterKey } from './masterLists';
import { MASTER_LISTS } from './masterLists';
import type { LookupReading } from './masterPlans';
import { keyOf, rowsFor, shortName } from './masterPlans';
import type { MasterReading } from './masterRows';
import { namesOf, readMasterList } from './masterRows';

/** A row that a name may stand for. */
export interface Match {
	id: number | string;
	name: string;
	/** What it belongs to, where the names of several are the same: "India". */
	parent?: string;
	row: IDataObject;
}

/** What a list has under a name. */
export interface Lookup {
	name: string;
	/** One if the name is clear, none if the list lacks it. */
	matches: Match[];
	/** If there are none: names that begin alike, as far as rows were read. */
	nearest: string[];
}

/** How much of a beginning two names must share to be nearest, and how many are told. */
const LEAST_ALIKE = 3;
const MOST_NEAREST = 3;
/** So many matches of one name are told in an error. */
const MOST_SHOWN = 10;

/** All that a row can be called: its ID, its names, and its name without the ending. */
function keysOf(row: IDataObject, list: MasterList): Set<string> {
	const names = namesOf(row, list);
	const all = [String(row.id), ...names, ...names.map((one) => shortName(one, list))];
	return new Set(all.map((one) => keyOf(one, list)));
}

/** Finds names that begin like another one, those with the longest beginning in common first. */
function nearestIn(rows: IDataObject[], list: MasterList): (name: string) => string[] {
	let known: Array<[name: string, key: string]> | undefined;
	return (name) => {
		known ??= [...new Set(rows.map((row) => String(row.name)))].map((one) => [one, keyOf(one, list)]);
		const wanted = keyOf(name, list);
		const common = (other: string): number => {
			let length = 0;
			while (length < wanted.length && wanted[length] === other[length]) length++;
			return length;
		};
		return known
			.map(([other, key]) => ({ other, length: common(key) }))
			.filter(({ length }) => length >= LEAST_ALIKE)
			.sort((a, b) => b.length - a.length || a.other.length - b.other.length)
			.slice(0, MOST_NEAREST)
			.map(({ other }) => other);
	};
}

/** What the matches of one name belong to, where nothing else tells them apart. */
async function withParents(
	context: IqmContext,
	list: MasterList,
	lookups: Lookup[],
	reading: MasterReading,
): Promise<void> {
	const alike = lookups.flatMap(({ matches }) =>
		matches.filter((one) => matches.some((other) => other !== one && other.name === one.name)),
	);
	const parentIds = [...new Set(alike.map(({ row }) => row.parentId))].filter((id) => !isBlank(id));
	const { list: parents } = list.within ?? {};
	if (parents === undefined || parentIds.length === 0) return;
	const asked = { ids: parentIds.map(String) };
	const { results } = await readMasterList(context, parents as MasterKey, asked, reading);
	const names = new Map(results.map(({ id, name }) => [String(id), String(name)]));
	for (const match of alike) match.parent = names.get(String(match.row.parentId));
}

/**
 * The IDs behind names, in the order of the names. A name may be a row's name ("Ohio"), a code of it ("OH",
 * the DMA "501", "IAB20-1"), a city with its state ("Columbus, OH") or without, a ZIP code, or an ID, which
 * comes back if the list has it. Case, kinds of blanks and signs that can't be seen make no difference.
 *
 * @returns for each name what it may stand for: {@link idsIn} makes one ID of each, or an error
 */
export async function findIds(
	context: IqmContext,
	key: MasterKey,
	names: string[],
	asked: LookupReading = {},
): Promise<Lookup[]> {
	const list = MASTER_LISTS[key];
	const wanted = [...new Map(names.map((name) => [keyOf(name, list), comparedName(name)])).values()];
	const rows = wanted.length === 0 ? [] : await rowsFor(context, key, wanted, asked);
	const byKey = new Map<string, IDataObject[]>();
	for (const row of rows.filter(({ id }) => !isBlank(id))) {
		for (const one of keysOf(row, list)) byKey.set(one, [...(byKey.get(one) ?? []), row]);
	}
	const nearest = nearestIn(rows, list);
	const lookups = names.map((name): Lookup => {
		const found = byKey.get(keyOf(name, list)) ?? [];
		const matches = found.map((row) => ({
			id: resultId(String(row.id)),
			name: namesOf(row, list)[0] ?? String(row.id),
			row,
		}));
		return { name, matches, nearest: found.length > 0 ? [] : nearest(name) };
	});
	const { itemIndex, mostRequests } = asked;
	await withParents(context, list, lookups, { itemIndex, mostRequests });
	return lookups;
}

function shownMatch({ id, name, parent }: Match): string {
	return `${name}${parent === undefined ? '' : `, ${parent}`} (${id})`;
}

/**
 * One ID for each name.
 *
 * @param label the form's field
 * @throws InputError that names every name without an ID and with several
 */
export function idsIn(lookups: Lookup[], key: MasterKey, label: string): Array<number | string> {
	const faults = new Faults();
	const noun = nounOf(MASTER_LISTS[key]);
	for (const { name, matches, nearest } of lookups) {
		if (matches.length === 0) {
			const near = nearest.length === 0 ? '' : `: did you mean ${nearest.join(' or ')}`;
			faults.wrong(`'${label}' holds ${quote(name)}, which is none of IQM's ${noun}${near}`);
		} else if (matches.length > 1) {
			const shown = matches.slice(0, MOST_SHOWN).map(shownMatch);
			if (matches.length > MOST_SHOWN) shown.push(`${matches.length - MOST_SHOWN} more`);
			faults.wrong(
				`'${label}' holds ${quote(name)}, which may be several ${noun}: ${shown.join('; ')}`,
				'Enter one of them, or its ID.',
			);
		}
	}
	faults.throwAny();
	return lookups.map(({ matches }) => matches[0].id);
}
