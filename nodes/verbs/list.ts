import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Fields } from '../common/form/fields';
import { collectionProperty, requiredProperties } from '../common/form/fields';
import { limitProperties } from '../common/form/limit';
import { optionsCollection } from '../common/form/options';
import { Faults } from '../common/ground/faults';
import { isObject } from '../common/ground/values';
import type { Item } from '../common/run/item';
import type { Described, DescribedOperation, Endpoint, Pages, VerbApi } from './describe';
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
			const options = item.read('options');
			const { results, raw } = await api.readList(item, {
				...routeTo(endpoint, slots),
				filters: {
					...always,
					...asked,
					...sorting?.read(isObject(options) ? options : {}),
				},
				idName: key,
				pages,
			});
			const named = (row: IDataObject): IDataObject =>
				key === idName ? shown(row) : { [idName]: row[key], ...shown(row) };
			return { results: results.map(named), raw };
		},
	};
}
