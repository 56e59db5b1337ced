import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import type { Fields } from '../../common/form/fields';
import { choices, idText, search } from '../../common/form/kinds';
import type { Field } from '../../common/form/field';
import { IDS, listOf, some } from '../../common/form/lists';
import { plainId, toIds } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import type { Operation, Resource } from '../../common/run/operation';
import type { MasterList, MasterResource } from '../shared/masterList';
import { labelOf } from '../shared/masterList';
import type { MasterKey } from '../shared/masterLists';
import { MASTER_LISTS } from '../shared/masterLists';

/** What the node's resources are called, and what is in their lists. */
export const THINGS: Record<MasterResource, { name: string; many: string }> = {
	location: { name: 'Location', many: 'locations' },
	demographic: { name: 'Demographic', many: 'ages and interests' },
	device: { name: 'Device', many: 'devices and carriers' },
	creative: { name: 'Creative', many: 'creative types and sizes' },
	supply: { name: 'Supply', many: 'exchanges and categories' },
};

type Entry = [key: MasterKey, list: MasterList];

/** The lists of a resource, by key. */
export function listsOf(resource: MasterResource): Entry[] {
	return (Object.entries(MASTER_LISTS) as Entry[]).filter(([, list]) => list.resource === resource);
}

/** Each endpoint of a resource's lists, and its document. */
export function sourcesOf(resource: MasterResource): Pick<Operation, 'document' | 'endpoint'> {
	const sources = new Map(listsOf(resource).map(([, list]) => [list.endpoint, list.document]));
	return { endpoint: [...sources.keys()], document: [...sources.values()] };
}

const LIST = 'List';

function choicesOf(resource: MasterResource): INodePropertyOptions[] {
	return listsOf(resource)
		.map(([value, list]) => ({
			name: labelOf(list),
			value,
			...(list.note === undefined ? {} : { description: list.note }),
		}))
		.sort((a, b) => a.name.localeCompare(b.name));
}

/** Which list; the first of the resource at first. */
export function listProperty(resource: MasterResource, description: string): INodeProperties {
	const [[preset, list]] = listsOf(resource);
	return {
		displayName: LIST,
		name: 'list',
		type: 'options',
		options: choicesOf(resource),
		default: preset,
		description: `${description}, for example ${labelOf(list)}`,
	};
}

/** @throws InputError for a list that the resource does not have */
export function readListKey({ read }: Pick<Item, 'read'>, resource: MasterResource): MasterKey {
	return toChoice(read('list'), LIST, choicesOf(resource)) as MasterKey;
}

/** What the filters of a form are called in a request. */
export interface Filters {
	searchField?: string;
	segmentIds?: string[];
	parentSegmentIds?: string[];
	locationTypeIds?: number[];
}

const upper = (words: string): string =>
	words.replace(/(^| )(?!or )[a-z]/g, (letter) => letter.toUpperCase());

/** The field, shown for some lists only. */
function shownFor<F extends Field>(field: F, keys: MasterKey[]): F {
	return { ...field, ask: { ...field.ask, displayOptions: { show: { '/list': keys } } } };
}

/** What rows belong to: one is picked, several come by an expression. */
export function parentField(resource: MasterResource): Fields {
	const entries = listsOf(resource).filter(([, { within }]) => within !== undefined);
	if (entries.length === 0) return {};
	const ones = [...new Set(entries.map(([, { within }]) => within?.one ?? ''))];
	const [[, { within }]] = entries;
	const label = upper(ones.join(' or '));
	const picked = idText(label, `Only those of this ${ones.join(' or ')}`, {
		example: within?.example ?? '',
		pick: 'searchMasterParents',
		note: 'Expressions may return several IDs',
	});
	const field = { ...picked, read: (value: unknown) => some(toIds(plainId(value), label), label) };
	return { parentSegmentIds: shownFor(field, entries.map(([key]) => key)) };
}

/** Kinds of places: `GET /api/v3/master/segment/locationtype` (IQM OpenAPI master). */
const LOCATION_TYPES = {
	304: 'Cities',
	306: 'Congressional Districts',
	303: 'Counties',
	309: 'DMAs',
	308: 'State House Districts',
	307: 'State Senate Districts',
	302: 'States',
	305: 'ZIP Codes',
};

const locationTypeIds = choices<number>('Location Types', 'Only locations of these types', {
	of: Object.entries(LOCATION_TYPES).map(([value, name]) => ({ name, value: Number(value) })),
	example: 'States',
});

const textIds = listOf(IDS, toIds);

export const FILTERS = { displayName: 'Filters', name: 'filters', placeholder: 'Add filter' };

/** The filters of a resource's lists. */
export function filtersOf(resource: MasterResource): Fields {
	return {
		searchField: search('Only entries whose name contains this text, or in some lists the ID', { example: 'new' }),
		segmentIds: textIds('IDs', "Only these. Use 'Find IDs' to look up the IDs of names", { example: '30200001,30200002' }),
		...parentField(resource),
		...(resource === 'location'
			? { locationTypeIds: shownFor(locationTypeIds, ['locationsByType']) }
			: {}),
	};
}

export function resourceOf(value: MasterResource, operations: Operation[]): Resource {
	return { value, name: THINGS[value].name, operations, preset: 'getAll' };
}
