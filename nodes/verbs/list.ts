import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Fields } from '../common/form/fields';
import { collectionProperty, requiredProperties } from '../common/form/fields';
import { limitProperties, readLimit } from '../common/form/limit';
import { hint } from '../common/form/moreHint';
import { optionsCollection } from '../common/form/options';
import { Faults } from '../common/ground/faults';
import { isObject } from '../common/ground/values';
import type { Item } from '../common/run/item';
import type { OperationResult } from '../common/run/operation';
import { combines } from '../common/run/combine';
import { readTogether } from '../common/run/readTogether';
import type {
	Described,
	DescribedOperation,
	Endpoint,
	PagedList,
	Pages,
	VerbApi,
} from './describe';
import { readCollection, readPath, routeTo } from './describe';

/** How a list is sorted. */
export interface Sorting {
	/** Options of the form. */
	properties: INodeProperties[];
	/** What is sent for them. */
	read(options: IDataObject): IDataObject;
}

type List<E extends Endpoint> = Described<E> & {
	pages: Pages;
	filters?: Fields;
	sorting?: Sorting;
	/** Filters that are always sent. */
	always?: IDataObject;
	/** The row as results show it. */
	shown?: (row: IDataObject) => IDataObject;
	/** The filter that takes IDs of the listed things: items with one each are listed by one request. */
	byIds?: string;
};

const FILTERS = { displayName: 'Filters', name: 'filters', placeholder: 'Add filter' };

/** Lists things: all of them or those that match the filters, up to the form's limit. */
export function list<E extends Endpoint>(
	api: VerbApi,
	{
		thing,
		endpoint,
		document,
		path,
		words,
		pages,
		filters = {},
		sorting,
		always = {},
		shown = (row) => row,
		byIds,
		simple,
	}: List<E>,
): DescribedOperation {
	const { many, idName, key = idName } = thing;
	return {
		value: 'getAll',
		name: 'Get Many',
		action: `Get many ${many}`,
		description: `List ${many}, all of them or those that match the filters`,
		...words,
		endpoint,
		document,
		writes: false,
		simple,
		properties: [
			...requiredProperties(path ?? {}),
			...(pages.size === undefined ? [] : limitProperties),
			...collectionProperty(FILTERS, filters),
			optionsCollection(api.api.name, sorting?.properties),
		],
		async execute(item: Item) {
			const faults = new Faults();
			const slots = readPath(item, path, faults);
			const asked = readCollection(item, FILTERS.name, filters, faults);
			faults.throwAny();
			const given = item.read('options');
			const options = isObject(given) ? given : {};
			const listed: PagedList = {
				...routeTo(endpoint, slots),
				filters: { ...always, ...asked, ...sorting?.read(options) },
				idName: key,
				pages,
			};
			const ids = sharedIds(item, asked, byIds);
			const { results, raw } =
				byIds === undefined || ids === undefined
					? await api.readList(item, listed)
					: await readShared(api, item, listed, { name: byIds, ids });
			const named = (row: IDataObject): IDataObject =>
				key === idName ? shown(row) : { [idName]: row[key], ...shown(row) };
			return { results: results.map(named), raw };
		},
	};
}

/** The IDs that an item filters by, if others may be listed with them: its limit must not cut the list. */
function sharedIds(
	item: Item,
	asked: IDataObject,
	byIds: string | undefined,
): Array<number | string> | undefined {
	const ids = byIds === undefined ? undefined : asked[byIds];
	if (!Array.isArray(ids) || !combines(item)) return undefined;
	if (ids.length === 0 || ids.length > readLimit(item.context, item.index)) return undefined;
	return ids as Array<number | string>;
}

/** Lists the things with these IDs, by one request with all items of the run that list alike. */
async function readShared(
	api: VerbApi,
	item: Item,
	list: PagedList,
	{ name, ids }: { name: string; ids: Array<number | string> },
): Promise<OperationResult> {
	const filters = Object.fromEntries(
		Object.entries(list.filters).filter(([filter]) => filter !== name),
	) as IDataObject;
	const asSent = typeof ids[0] === 'number' ? Number : String;
	return await readTogether(item, {
		...{ api: api.api, ids: ids.map(String), most: list.pages.most },
		about: [list.path, filters],
		async ask(all) {
			const filtered = { ...filters, [name]: all.map((id) => asSent(id)) as IDataObject[string] };
			const listed = await api.readList(item, { ...list, filters: filtered }, all.length);
			const strays = listed.results.filter((row) => !all.includes(String(row[list.idName])));
			if (strays.length > 0) {
				const rows = strays.length === 1 ? '1 row' : `${strays.length} rows`;
				hint(
					item.context,
					`${api.api.name} listed ${rows} that no item asked for, or that have no ID: they are left out.`,
					'warning',
				);
			}
			return listed;
		},
		pick: ({ results, raw }, wanted) => ({
			raw,
			results: results.filter((row) => wanted.includes(String(row[list.idName]))),
		}),
	});
}
