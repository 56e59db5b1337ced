import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { clock } from '../../common/ground/clock';
import { ApiFailure } from '../../common/ground/errors';
import { comparedName, searchedPart } from '../../common/ground/names';
import { isBlank, quote } from '../../common/ground/values';
import type { Found } from '../../common/run/ifItExists';
import { computedOnce, oncePerRun, valuesOfRun } from '../../common/run/oncePerRun';
import type { PagedList } from '../../verbs/describe';
import { PAGE_ROWS, readRows } from './paging';

/** Where rows of a name are looked for. */
export interface NamedList {
	/** Newest first if it can be sorted: the rows on its first page are compared whether or not a search finds them. */
	list: PagedList;
	/** The key of the rows' names. */
	nameKey: string;
	/** The parameter that holds the name, which shows how many names a run looks for. */
	parameter: string;
	/** Names that the run looks for besides, such as those of files. */
	others?: () => string[];
	/** How the list is asked for a part of a name; by default as `searchField`. */
	searchedBy?: (part: string) => IDataObject;
}

const bySearchField = (searchField: string): IDataObject => ({ searchField });

/** So many names are searched for one by one; for more, the whole list is read once. */
const MOST_SEARCHED = 3;

/** What tells a row from others, even one without an ID. */
function keyOf(row: IDataObject, { idName }: PagedList): string {
	return isBlank(row[idName]) ? JSON.stringify(row) : String(row[idName]);
}

/** A list as far as it was read. */
export interface Listed extends Found {
	isIncomplete: boolean;
	/** Whether these are all rows there are, as far as IQM says. */
	isWhole: boolean;
}

/** How many different names the items of a run have, that of the present item among them. */
function countNames(
	context: IExecuteFunctions,
	{ parameter, others }: Pick<NamedList, 'others' | 'parameter'>,
	name: string,
): number {
	const names = computedOnce(context, `names by ${parameter}`, () => {
		const values = valuesOfRun(context, parameter).filter((value) => !isBlank(value));
		return new Set([...(others?.() ?? []), ...values].map(comparedName));
	});
	return names.size + (names.has(comparedName(name)) ? 0 : 1);
}

/** The rows of lists by their names: each of many items looks for its own in the same list. */
const byNames = new WeakMap<IDataObject[], Map<string, IDataObject[]>>();

/** The rows of a list, each once, whose name looks like this one. */
function rowsNamed(
	rows: IDataObject[],
	{ list, nameKey }: Pick<NamedList, 'list' | 'nameKey'>,
	name: string,
): IDataObject[] {
	const known = byNames.get(rows) ?? new Map<string, IDataObject[]>();
	if (!byNames.has(rows)) {
		byNames.set(rows, known);
		for (const row of new Map(rows.map((one) => [keyOf(one, list), one])).values()) {
			const shown = row[nameKey];
			if (shown === undefined || shown === null) continue;
			const own = comparedName(shown);
			known.set(own, [...(known.get(own) ?? []), row]);
		}
	}
	return known.get(comparedName(name)) ?? [];
}

/** Up to `most` rows of a list, read once for all items of a run. */
export async function listed(
	context: IExecuteFunctions,
	itemIndex: number,
	list: PagedList,
	most: number,
): Promise<Listed> {
	// A list lags behind the moment it was asked for, however long its pages take.
	const askedAt = clock.now();
	const key = JSON.stringify([list.path, list.filters, most]);
	return await oncePerRun(context, key, async () => {
		const { results: rows, isIncomplete } = await readRows(context, list, most, { itemIndex });
		return { rows, askedAt, isIncomplete, isWhole: rows.length < most };
	});
}

/**
 * All rows whose name looks like this one. What is listed is kept for the other items of the run. IQM's
 * own search matches any part of a name or an id, but not a name stored in another form, so it only
 * narrows a list that is too long to be read at once.
 *
 * @throws ApiFailure if IQM counts more rows than it lists: one of that name may be among them
 */
export async function rowsOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	wanted: NamedList,
	name: string,
): Promise<Found> {
	const { list, searchedBy = bySearchField } = wanted;
	const part = searchedPart(name);
	const isSearched = part !== '' && countNames(context, wanted, name) <= MOST_SEARCHED;
	const newest = await listed(context, itemIndex, list, isSearched ? PAGE_ROWS : Infinity);
	const found = rowsNamed(newest.rows, wanted, name);
	if (newest.isIncomplete && found.length === 0) {
		throw new ApiFailure(
			`IQM listed ${newest.rows.length} but reports a higher total: one named ${quote(name)} may be among the rest`,
			{ description: 'Nothing was created. Try again later, or look for the name in IQM.' },
		);
	}
	if (newest.isWhole || !isSearched) return { rows: found, askedAt: newest.askedAt };
	const searched = { ...list, filters: { ...list.filters, ...searchedBy(part) } };
	const others = await listed(context, itemIndex, searched, Infinity);
	// Kept, so that its index is built once for all items that search for this part.
	const key = JSON.stringify(['found by', searched.path, searched.filters]);
	const both = computedOnce(context, key, () => [...newest.rows, ...others.rows]);
	const rows = rowsNamed(both, wanted, name);
	return { rows, askedAt: Math.min(newest.askedAt, others.askedAt) };
}
