import { isInteger, withValueAt, type JsonObject, type JsonValue } from '../../json';
import { json, Refusal, text, type Reply } from '../../reply';
import { isOwn, type Context } from '../context';
import { idsFirst, isWanted, pageOf, readPaging, sortItems } from '../lists';
import type { Behaviour, Keys, Rows } from './contract';

const INTEGERS = { each: 'integer' } as const;

/** What each list under `/api/v3/master/segment` takes that is asked by POST (IQM OpenAPI master). */
export const SEGMENT_BODY: Keys = {
	...{ pageNo: 'integer', noOfEntries: 'integer', sortBy: 'text', order: ['asc', 'desc'] },
	...{ sortCriteriaMap: { map: 'text' }, searchField: 'text' },
	...{ segmentIds: INTEGERS, parentSegmentIds: INTEGERS, ids: INTEGERS },
	// The samples that have it hold null.
	campaignId: { orNull: 'integer' },
};

/** What every list under `/api/v2/master/segment` takes. */
export const SEGMENT_QUERY: Keys = {
	...{ pageNo: 'integer', noOfEntries: 'integer', sortBy: 'text', order: ['asc', 'desc'] },
	...{ searchField: 'text', campaignId: 'integer' },
	...{ segmentIds: { csv: 'integer' }, ids: { csv: 'integer' } },
};

/** Where the rows of `/api/v3` are. */
export const V3_ROWS: Rows = { at: 'data.data', id: 'id', size: 'noOfEntries' };
/** The same in lists that are whole. */
export const V3_UNPAGED: Rows = { at: 'data.data', id: 'id' };
/** Where the rows of `/api/v2` are. */
export const V2_ROWS: Rows = { at: 'responseObject.data', id: 'id', size: 'noOfEntries' };
/** Where the rows are in an answer without an envelope. */
export const BARE_ROWS: Rows = { at: '', id: 'id' };

export interface MasterList {
	rows: JsonObject[] | ((context: Context) => JsonObject[]);
	/** Key of the request → key of the row: keeps rows that hold one of the values. */
	filters?: Record<string, string>;
	/** The keys of a row in which `searchField` is looked for. */
	search?: string[];
	/** The order by default, descending by id; empty for the order of `rows`. */
	sort?: string;
	/** The length of a page by default, 300. */
	entries?: number;
	/** Whether page −1 holds all rows, and whether a request without a page means it, too. */
	allAtMinusOne?: 'asked' | 'default';
	/** What stands in `totalRecords` and `filteredRecords`: all that match, or the page. */
	counts?: ['matching' | 'page', 'matching' | 'page'];
	/** "204 No Content" instead of a list without rows. */
	noContent?: boolean;
}

/**
 * What the lists under `/api/v2/master/segment` have in common: "It filters records by id, name." and
 * "The default value is 20", though the schema beside it says 300.
 */
export const V2 = { search: ['id', 'name'], sort: '+id', entries: 20, noContent: true };

const SEGMENT_FILTERS = { segmentIds: 'id', parentSegmentIds: 'parentId' };

/** The values of an array, a comma-separated text or a number. */
function several(value: JsonValue | undefined): Array<number | string> {
	if (typeof value === 'string') return value.split(',').map(Number);
	return [value ?? []].flat().filter((one) => typeof one === 'string' || isInteger(one));
}

/** Whether a test wants this list to be empty. */
export function isEmptied({ options, request }: Context): boolean {
	return options.emptyLists.includes(request.path);
}

function isFound(row: JsonObject, keys: string[], text: JsonValue | undefined): boolean {
	const searched = String(text ?? '').toLowerCase();
	return keys.some((key) => String(row[key] ?? '').toLowerCase().includes(searched));
}

function allOf({ rows }: MasterList, context: Context): JsonObject[] {
	if (isEmptied(context)) return [];
	return typeof rows === 'function' ? rows(context) : rows;
}

/**
 * "State records associated with the provided campaign will be returned first": all ids of eight
 * digits that the campaign's own fields hold, since no two segments share one.
 */
function targetedBy(campaignId: JsonValue | undefined, context: Context): number[] {
	const campaign = context.state.campaigns.get(Number(campaignId ?? -1));
	if (!isOwn(campaign, context)) return [];
	const texts = Object.values(campaign.request).filter((value) => typeof value === 'string');
	return texts.flatMap((value) => (value.match(/\b\d{8}\b/g) ?? []).map(Number));
}

function sortedBy(rows: JsonObject[], { sort = '-id' }: MasterList, asked: JsonObject) {
	// The documents' words; only those of the lists of videos show this refusal.
	const sortBy = asked.sortBy ?? sort;
	if (sortBy === '') return rows;
	const sorted = sortItems(rows, sortBy, ['id', 'name'], asked.order);
	if (!sorted) throw new Refusal(422, 'Invalid sortBy value.');
	return sorted;
}

function pageIn(rows: JsonObject[], list: MasterList, size: string | undefined, asked: JsonObject) {
	const { allAtMinusOne, entries = 300 } = list;
	const isUnpaged = asked.pageNo === undefined && asked.noOfEntries === undefined;
	const isAll = asked.pageNo === -1 || (allAtMinusOne === 'default' && isUnpaged);
	if (size === undefined || (allAtMinusOne !== undefined && isAll)) return rows;
	// "the maximum value is 500", where the documents name one; a longer page is cut without a word.
	return pageOf(rows, readPaging(asked, { entries, max: 500 }));
}

/**
 * A list of master data. `ids` only come first, all others follow; `segmentIds` and the like filter.
 * The counts are as contradictory as in the documents' samples.
 */
export function masterList(list: MasterList): Behaviour {
	const { filters = SEGMENT_FILTERS, search = ['name'] } = list;
	return (contract) =>
		(context, asked): Reply => {
			const matching = allOf(list, context)
				.filter((row) =>
					Object.entries(filters).every(([key, of]) => isWanted(several(asked[key]), row[of])),
				)
				.filter((row) => isFound(row, search, asked.searchField));
			const first = [...several(asked.ids).map(Number), ...targetedBy(asked.campaignId, context)];
			const ordered = idsFirst(sortedBy(matching, list, asked), first, ({ id }) => Number(id));
			const { at = '', size } = contract.rows ?? {};
			const page = pageIn(ordered, list, size, asked);
			if (page.length === 0 && list.noContent) return text(204, 'application/json', '');
			const lengths = { matching: matching.length, page: page.length };
			return json(200, counted(withValueAt(contract.answer, at, page), at, list, lengths));
		};
}

function counted(
	answer: JsonValue,
	at: string,
	{ counts = ['matching', 'page'] }: MasterList,
	lengths: { matching: number; page: number },
): JsonValue {
	if (!at.endsWith('.data')) return answer;
	const beside = at.slice(0, -'.data'.length);
	const [total, filtered] = counts.map((what) => lengths[what]);
	const withTotal = withValueAt(answer, `${beside}.totalRecords`, total);
	return withValueAt(withTotal, `${beside}.filteredRecords`, filtered);
}
