import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { comparedName, nameHolds } from '../../common/ground/names';
import { idNumber, isBlank } from '../../common/ground/values';
import type { PagedList } from '../../verbs/describe';
import { routeTo } from '../../verbs/describe';
import type { Keeping } from '../../common/send/keptLists';
import { MASTER_MS } from '../../common/send/keptLists';
import { listData, listIn } from '../transport/answerRows';
import type { IqmContext, IqmReply, IqmRequest } from '../transport/request';
import { iqmRequest } from '../transport/request';
import type { MasterList } from './masterList';
import { nounOf } from './masterList';
import type { MasterKey } from './masterLists';
import { MASTER_LISTS } from './masterLists';
import type { ReadRows, Reading } from './paging';
import { readRows } from './paging';

/** Which rows of a list are wanted; without any of these, all. */
export interface MasterAsk {
	/** Only rows whose name holds this. */
	search?: string;
	/** Only rows with these IDs. */
	ids?: string[];
	/** Only rows that belong to these: states of countries, cities of states. */
	parentIds?: string[];
	/** Only rows with these codes, in a list that is filtered by them. */
	codes?: string[];
	/** Further keys of the request. */
	filters?: IDataObject;
}

export interface MasterReading extends Pick<Reading, 'itemIndex' | 'mostRequests' | 'until'> {
	/** The most rows. */
	wanted?: number;
	/** Whether IQM is asked even if the list is kept, for its answer as it came. */
	isFresh?: boolean;
}

/** The names of a row, in any of its documents' keys. */
export function namesOf(row: IDataObject, { alsoNamed = [] }: MasterList): string[] {
	return ['name', ...alsoNamed]
		.map((key) => row[key])
		.filter((name) => !isBlank(name))
		.map(String);
}

/** The last four digits of a ZIP code, which IQM's list does not have. */
const PLUS_FOUR = /^(\d{5})-\d{4}$/;

/** A ZIP code in five digits; tables and some answers drop its zeros. */
export function asZip(code: string): string {
	const short = code.replace(PLUS_FOUR, '$1');
	return /^\d{1,5}$/.test(short) ? short.padStart(5, '0') : short;
}

/** A row as results show it: its ID and name first, whatever IQM calls the name. */
export function shownRow(row: IDataObject, list: MasterList): IDataObject {
	const name = namesOf(row, list)[0] ?? null;
	const shown = list.codesAs === undefined || name === null ? name : asZip(name);
	return { id: row.id, ...row, name: shown };
}

function asNumbers(ids: string[]): number[] {
	return ids.map((id) => idNumber(id, 'IDs'));
}

/**
 * Master data is kept for a day, but not an answer without rows: the next one may have some. What is
 * searched for is kept as shortly as all lists: it changes as little, but there is too much of it.
 */
function keepingOf(list: MasterList, { search, ids, codes }: MasterAsk): Keeping {
	const isPart = [search, ids, codes].some((part) => part !== undefined);
	const isLong = !isPart && list.about < Infinity;
	const rows = (data: unknown) => list.shape?.(data) ?? listIn(data, [list.pages.rows]) ?? [];
	return { ...(isLong ? { keepMs: MASTER_MS } : {}), isKept: (data) => rows(data).length > 0 };
}

/** The requests for a list: one, or one for each parent that stands in its path. */
function requestsFor(list: MasterList, ask: MasterAsk): PagedList[] {
	const { endpoint, always, isSearched, idsAs, codesAs, within, pages } = list;
	const { search, ids, parentIds, codes, filters } = ask;
	const sent: IDataObject = { ...always };
	if (search !== undefined && isSearched) sent.searchField = comparedName(search);
	if (ids !== undefined && idsAs !== undefined) sent[idsAs] = asNumbers(ids);
	if (parentIds !== undefined && within?.sentAs !== undefined) {
		sent[within.sentAs] = asNumbers(parentIds);
	}
	if (codes !== undefined && codesAs !== undefined) sent[codesAs] = codes;
	Object.assign(sent, filters);
	const rest = { filters: sent, idName: 'id', pages };
	const { slot, preset = '' } = within ?? {};
	const slots = slot === undefined ? [{}] : (parentIds ?? [preset]).map((id) => ({ [slot]: id }));
	return slots.map((values) => ({ ...routeTo(endpoint, values), ...rest }));
}

/** What IQM does not filter, as a condition on rows; undefined if it filters everything asked for. */
function ownFilter(
	list: MasterList,
	{ search, ids, parentIds }: MasterAsk,
): ((row: IDataObject) => boolean) | undefined {
	const { isSearched, idsAs, within } = list;
	const conditions: Array<(row: IDataObject) => boolean> = [];
	if (search !== undefined && !isSearched) {
		conditions.push((row) =>
			[...namesOf(row, list), String(row.id)].some((name) => nameHolds(name, search)),
		);
	}
	if (ids !== undefined && idsAs === undefined) {
		const wanted = new Set(ids);
		conditions.push(({ id }) => wanted.has(String(id)));
	}
	if (parentIds !== undefined && within?.sentAs === undefined && within?.slot === undefined) {
		const wanted = new Set(parentIds);
		conditions.push(({ parentId }) => wanted.has(String(parentId)));
	}
	if (conditions.length === 0) return undefined;
	return (row) => conditions.every((fits) => fits(row));
}

/**
 * Reads a list of master data, or the part of it that is asked for, to its end or up to `wanted` rows.
 * Whole lists and those of a parent are kept for a day, for all nodes of the process.
 *
 * @param ask what IQM can't filter is filtered here
 * @throws ApiFailure for an answer without a list; InputError for parents of a list that has none
 */
export async function readMasterList(
	context: IqmContext,
	key: MasterKey,
	ask: MasterAsk = {},
	{ wanted = Infinity, isFresh = false, ...reading }: MasterReading = {},
): Promise<ReadRows> {
	const list = MASTER_LISTS[key];
	if (ask.parentIds !== undefined && list.within === undefined) {
		throw new InputError(`IQM's ${nounOf(list)} can't be filtered by what they belong to`);
	}
	const { list: parents, isNeeded } = list.within ?? {};
	if (isNeeded && ask.parentIds === undefined) {
		const { results } = await readMasterList(context, parents as MasterKey, {}, reading);
		const parentIds = results.map(({ id }) => String(id));
		return await readMasterList(context, key, { ...ask, parentIds }, { wanted, isFresh, ...reading });
	}
	const fits = ownFilter(list, ask);
	const keep = keepingOf(list, ask);
	const send = async (request: IqmRequest): Promise<Pick<IqmReply, 'data' | 'raw'>> => {
		const { itemIndex } = reading;
		const { data, raw } = isFresh
			? await iqmRequest(context, request, itemIndex)
			: { data: await listData(context, request, keep, itemIndex), raw: undefined };
		return { data: list.shape?.(data) ?? data, raw };
	};
	const most = list.pages.size === undefined || fits !== undefined ? Infinity : wanted;
	const reads: ReadRows[] = [];
	for (const request of requestsFor(list, ask)) {
		reads.push(await readRows(context, request, most, { ...reading, send }));
	}
	const all = reads.flatMap(({ results }) => results);
	const rows = fits === undefined ? all : all.filter(fits);
	// In the documents' samples both totals of many lists are the length of the page.
	const isCut = rows.length >= wanted && list.about > wanted;
	const unsure = reads.find(({ more }) => more !== 'no')?.more ?? (isCut ? 'perhaps' : 'no');
	const raws = reads.map(({ raw }) => raw);
	return {
		results: rows.slice(0, wanted),
		raw: raws.length === 1 ? raws[0] : { lists: raws },
		more: unsure === 'no' && rows.length > wanted ? 'yes' : unsure,
		isDoubtful: reads.some(({ isDoubtful }) => isDoubtful),
		isIncomplete: reads.some(({ isIncomplete }) => isIncomplete),
	};
}
