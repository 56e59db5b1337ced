import type { IDataObject } from 'n8n-workflow';

import type { ListChange, ListFacts, ListsMode } from '../../../common/form/presentLists';
import {
	byId,
	changeList,
	inAnyCase,
	LISTS,
	modeName,
	readListsMode,
	REPLACE,
	replaceWith,
} from '../../../common/form/presentLists';
import { Faults } from '../../../common/ground/faults';
import { contentOf } from '../../../common/ground/json';
import { isObject } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import { AREA_FIELDS } from './areas';
import { FIELDS, LABELS } from './fields';
import { GENERAL_GROUPS } from './groups';
import type { Unasked } from './kinds';

/** A list of a campaign, and where it stands in a request and in an answer. */
interface CampaignList {
	name: string;
	/** The field that holds it, unless it is top-level. */
	parent?: string;
	field: Unasked;
	as: 'array' | 'text';
}

const { parent, fields: SEGMENT_LISTS } = GENERAL_GROUPS.creativeTargeting;
const SEGMENTS = parent?.name;

const ALL_LISTS: CampaignList[] = [
	...[...FIELDS].map(([name, field]) => ({ name, field })),
	...Object.entries(SEGMENT_LISTS).map(([name, field]) => ({ name, field, parent: SEGMENTS })),
].flatMap((list) => (list.field.list === undefined ? [] : [{ ...list, as: list.field.list }]));

/** Lists without which nothing is left out: all others restrict a campaign to their entries. */
const NONE_IF_EMPTY = [
	'conversionIds',
	'creativeIds',
	'groupDealId',
	'pmpDealIds',
	'prebidAudienceSegmentIdList',
	'userDealId',
];

const TO_EMPTY: Record<string, string> = {
	creativeIds: "A campaign has at least one creative. To show none, pause it with 'Update Status'.",
	exchanges: replaceWith('enter the word all to buy from every exchange'),
	publisherAdCategory: replaceWith('enter the word all for every category'),
	prebidAudienceSegmentIdList: replaceWith('enter [] for none'),
};

/** An empty text could mean anything to IQM, so none is sent where no document explains it. */
const IN_IQM = 'This operation sends no empty list here: empty it in IQM, or leave an entry in it.';

function emptyMeans(name: string): 'all' | 'none' {
	return NONE_IF_EMPTY.includes(name) || name.startsWith('blackListed') ? 'none' : 'all';
}

function factsOf({ name, field, as }: CampaignList, of: string): ListFacts {
	const isDomain = name.endsWith('SiteDomain');
	return {
		label: field.label,
		as,
		of,
		api: 'IQM',
		empty: emptyMeans(name),
		toEmpty: TO_EMPTY[name] ?? IN_IQM,
		// A zip code without its zero is another one.
		keyOf: isDomain ? inAnyCase : field.areZips ? String : byId,
	};
}

/** The value of a list in a request or an answer; what holds it may travel as JSON text. */
function valueIn(campaign: IDataObject, { name, parent }: CampaignList): unknown {
	if (parent === undefined) return campaign[name];
	const holder = contentOf(campaign[parent]);
	return isObject(holder) ? holder[name] : undefined;
}

function listsIn(changes: IDataObject): CampaignList[] {
	return ALL_LISTS.filter((list) => valueIn(changes, list) !== undefined);
}

/** Whether a change holds a list, areas aside. */
export function hasLists(changes: IDataObject): boolean {
	return listsIn(changes).length > 0;
}

/** Whether a value says "all" or "none" by holding no entries. */
function saysEmpty(value: unknown): boolean {
	const content = contentOf(value);
	return value === '' || (Array.isArray(content) && content.length === 0);
}

/**
 * What the lists of a change do to the present ones; undefined if none changes. Areas count as a list,
 * but have nothing that tells one from another.
 *
 * @param merged the changes of the form and "Additional JSON", not yet converted
 * @param faults collects what is wrong: no choice, or one that a list can't follow
 */
export function readCampaignLists(
	{ read }: Pick<Item, 'read'>,
	merged: IDataObject,
	faults: Faults,
): ListsMode | undefined {
	const lists = listsIn(merged);
	const areas = AREA_FIELDS.filter((name) => merged[name] !== undefined);
	const labels = [
		...lists.map(({ field }) => field.label),
		...areas.map((name) => LABELS[name] ?? name),
	];
	const mode = readListsMode(read, labels, faults);
	if (mode === undefined || mode === 'replace') return mode;
	for (const name of areas) {
		faults.wrong(
			`'${LABELS[name] ?? name}' can only be replaced as a whole, but '${LISTS}' says '${modeName(mode)}'`,
			`Change them in an Update of their own, with '${REPLACE}'.`,
		);
	}
	for (const list of lists.filter((one) => saysEmpty(valueIn(merged, one)))) {
		const word = emptyMeans(list.name);
		faults.wrong(
			`'${list.field.label}' says ${word}, which does not go with '${modeName(mode)}' in '${LISTS}'`,
			`Enter what to ${mode}, or choose '${REPLACE}'.`,
		);
	}
	return mode;
}

/** A campaign's lists after a change. */
interface ChangedLists {
	/** The changes with each list as a whole. */
	changes: IDataObject;
	lists: ListChange[];
}

function withList(
	changes: IDataObject,
	{ name, parent }: CampaignList,
	value: unknown,
	campaign: IDataObject | undefined,
): IDataObject {
	if (parent === undefined) return { ...changes, [name]: value as IDataObject };
	const holder = contentOf(campaign?.[parent]);
	return {
		...changes,
		// Whether IQM keeps the lists beside it, no document says: they are sent along.
		[parent]: {
			...(isObject(holder) ? holder : {}),
			...(changes[parent] as IDataObject),
			[name]: value as IDataObject,
		},
	};
}

/**
 * The lists of a change as they are sent: each as a whole, since IQM knows no other way, put together
 * with the present one by the meaning of its entries.
 *
 * @param changes the checked changes
 * @param campaign as IQM shows it; undefined if it was not read, because lists are replaced
 * @param of "campaign 7"
 * @throws InputError that names every list that can't be added to or removed from
 */
export function changeLists(
	changes: IDataObject,
	mode: ListsMode | undefined,
	campaign: IDataObject | undefined,
	of: string,
): ChangedLists {
	const faults = new Faults();
	const lists: ListChange[] = [];
	let whole = changes;
	for (const list of listsIn(changes)) {
		const shown = campaign === undefined ? undefined : valueIn(campaign, list);
		const facts = factsOf(list, of);
		const changed = faults.attempt(() => changeList(facts, mode, valueIn(changes, list), shown));
		if (changed === undefined) continue;
		lists.push(changed.change);
		if (mode !== 'replace') whole = withList(whole, list, changed.value, campaign);
	}
	faults.throwAny();
	return { changes: whole, lists };
}
