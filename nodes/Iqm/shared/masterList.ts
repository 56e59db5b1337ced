import type { IDataObject } from 'n8n-workflow';

import type { Endpoint, Pages } from '../../verbs/describe';
import { districtRows } from './masterShapes';

/** The things of the node IQM Master Data that a list belongs to. */
export type MasterResource = 'creative' | 'demographic' | 'device' | 'location' | 'supply';

/** What the rows of a list belong to: states to a country, cities to a state. */
export interface Within {
	/** In words: "country". */
	one: string;
	/** An ID, for examples. */
	example: string;
	/** The list in which it is found, if there is one. */
	list?: string;
	/**
	 * How IQM is asked for the rows of some parents: a key of the request, or a slot of the path. Without
	 * either, the list is read whole, and rows are chosen by their `parentId`.
	 */
	sentAs?: string;
	/** Whether IQM gives nothing without: then all of `list` are sent if none are chosen. */
	isNeeded?: true;
	slot?: string;
	/** The slot's value if nothing is chosen. */
	preset?: string;
}

/** Which of IQM's two kinds of IDs the rows of a list have, where both exist. */
type Space = 'campaigns' | 'others';

const SPACES: Record<Space, string> = {
	campaigns: 'for Campaigns',
	others: 'for Inventory, Audiences, Reports',
};

/** One list of IQM's master data. */
export interface MasterList {
	resource: MasterResource;
	/** As a form calls it: "States". */
	name: string;
	space?: Space;
	/** What a form adds, as the description of a choice. */
	note?: string;
	endpoint: Endpoint;
	/** Document and section. */
	document: string;
	pages: Pages;
	/** How many rows there are, roughly: that decides how names are looked up. */
	about: number;
	/** Sent with every request. */
	always?: IDataObject;
	/** Whether IQM searches it by `searchField`; others are searched here. */
	isSearched?: true;
	/** The key that filters by IDs. IQM's `ids` only puts rows first. */
	idsAs?: string;
	/** The key that filters by codes, many at once. */
	codesAs?: string;
	within?: Within;
	/** Keys of other names of a row, beside `name`: "OH", "IAB20-1". */
	alsoNamed?: string[];
	/** What may be left out at the end of a name: the state of "Columbus, OH". */
	ending?: RegExp;
	/** Where a name has the code of its state. */
	stateCode?: RegExp;
	/** The rows in an answer of another shape. */
	shape?: (data: unknown) => IDataObject[];
}

type Facts = Partial<MasterList> & Pick<MasterList, 'about' | 'name' | 'resource'>;

/** No document names the longest page of these lists; 300 is what they give unasked. */
const IN_BODY: Pages = { rows: 'data', in: 'body', size: 'noOfEntries', most: 300 };

/** "The default value is 20 and the maximum value is 500." */
export const IN_QUERY: Pages = { ...IN_BODY, in: 'query', most: 500 };

export const wholeAt = (rows: string): Pages => ({ rows, in: 'query', most: Infinity });

/** `POST /api/v3/master/segment/…` */
export function segment(path: string, id: string, facts: Facts): MasterList {
	return {
		endpoint: `POST /api/v3/master/segment/${path}`,
		document: `IQM OpenAPI master, ${id}`,
		pages: IN_BODY,
		always: { sortBy: '+id' },
		isSearched: true,
		idsAs: 'segmentIds',
		...facts,
	};
}

/** `GET /api/v2/master/segment/…`, those that no newer list has replaced. */
export function olderSegment(path: string, id: string, facts: Facts): MasterList {
	return {
		endpoint: `GET /api/v2/master/segment/${path}`,
		document: `IQM OpenAPI master, ${id}`,
		pages: IN_QUERY,
		always: { sortBy: 'id' },
		isSearched: true,
		idsAs: 'segmentIds',
		...facts,
	};
}

/** Lists that come whole. */
export function whole(path: string, id: string, facts: Facts): MasterList {
	return {
		endpoint: `GET /api/${path}`,
		document: `IQM OpenAPI master, ${id}`,
		pages: wholeAt('data'),
		...facts,
	};
}

/**
 * Districts of one kind, with the IDs that campaigns take: the samples of campaigns have "78,174,222" (IQM
 * OpenAPI cmp, addCampaign), which are not those of the newer `segment/…` lists. IQM wants the states
 * named, by their older IDs.
 */
export function districts(
	type: 'congressional' | 'house' | 'senate',
	facts: Pick<MasterList, 'about' | 'name' | 'resource'>,
): MasterList {
	return {
		...whole('v2/master/district/list', 'getDistrictsByStates', facts),
		space: 'campaigns',
		always: { type },
		alsoNamed: ['abbreviation'],
		shape: districtRows,
		within: {
			...{ one: 'state', example: '4660', list: 'olderStates' },
			...{ sentAs: 'stateIds', isNeeded: true },
		},
	};
}

/** A list as a form calls it, with the kind of its IDs: "Carriers (for Campaigns)". */
export function labelOf({ name, space }: MasterList): string {
	return space === undefined ? name : `${name} (${SPACES[space]})`;
}

/** Its rows in sentences: "congressional districts", "ZIP codes". */
export function nounOf({ name }: MasterList): string {
	const word = (one: string): string => (/[A-Z]{2}/.test(one) ? one : one.toLowerCase());
	return name.split(' ').map(word).join(' ');
}
