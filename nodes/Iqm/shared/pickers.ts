import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { asOptions, asSearchResult, entryOf, textInForm } from '../../common/form/pickerLists';
import { comparedName } from '../../common/ground/names';
import { listData, rowsIn } from '../transport/answerRows';
import { totalsAgree } from './gathered';
import type { ListedThings } from './listedThings';
import {
	LISTED_AUDIENCES,
	LISTED_CAMPAIGNS,
	LISTED_CREATIVES,
	LISTED_INSIGHT_CAMPAIGNS,
	LISTED_ORDERS,
	LISTED_REPORTS,
} from './listedThings';
import type { PagedList } from '../../verbs/describe';
import type { ReadRows } from './paging';
import { readRows } from './paging';
import { nounOf } from './masterList';
import type { MasterKey } from './masterLists';
import { MASTER_LISTS } from './masterLists';
import { readMasterList } from './masterRows';

/** Rows per page of a list that the user searches. */
const PAGE_SIZE = 100;

/** The most requests that one list of a form may take, out of 20 a minute. */
const MOST_REQUESTS = 15;

/** Reads a list for a form, page by page, with no more requests than its user would wait for. */
export async function readForForm(
	context: ILoadOptionsFunctions,
	list: PagedList,
	wanted: number,
): Promise<ReadRows> {
	return await readRows(context, list, wanted, {
		mostRequests: MOST_REQUESTS,
		send: async (request) => ({ data: await listData(context, request), raw: undefined }),
	});
}

/** A list of IQM's master data, whole, searched by the name that is the first filled of `names`. */
async function searchMaster(
	context: ILoadOptionsFunctions,
	key: MasterKey,
	names: string[],
	filter?: string,
): Promise<INodeListSearchResult> {
	const { results, more } = await readMasterList(context, key, {}, { mostRequests: MOST_REQUESTS });
	// Of these lists only the countries have pages.
	if (more !== 'no') {
		throw new ApiFailure(`IQM splits the list of ${nounOf(MASTER_LISTS[key])} into too many pages to show here`, {
			description: 'Enter the ID, for example 30100001 for the United States.',
		});
	}
	return asSearchResult(
		results.map((row) => entryOf(row, 'id', names)),
		filter,
	);
}

export async function searchTimezones(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searchMaster(this, 'timezones', ['label', 'name'], filter);
}

export async function searchCountries(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searchMaster(this, 'countries', ['name'], filter);
}

export async function searchCreativeTypes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searchMaster(this, 'creativeTypes', ['displayName', 'label', 'name'], filter);
}

/**
 * One page of a list that the user searches by name.
 *
 * @param page number of the page; the one before is still kept, and its rows are left out
 */
export async function searchPage(
	context: ILoadOptionsFunctions,
	{ path, pages, filters, searched, idName, name, status, empty }: ListedThings,
	filter = '',
	page?: string,
): Promise<INodeListSearchResult> {
	const words = comparedName(filter);
	const ask = async (pageNo: number): Promise<{ data: unknown; rows: IDataObject[] }> => {
		const body: IDataObject = {
			...filters,
			...(words === '' ? {} : searched(words)),
			...{ pageNo, noOfEntries: PAGE_SIZE },
		};
		const data = await listData(context, { method: 'POST', path, body });
		return { data, rows: rowsIn(data, [pages.rows], `page ${pageNo}`) };
	};
	const pageNo = Number(page ?? 1);
	const { data, rows } = await ask(pageNo);
	const before = pageNo > 1 ? (await ask(pageNo - 1)).rows : [];
	const known = new Set(before.map((row) => String(row[idName])));
	const news = rows.filter((row) => !known.has(String(row[idName])));
	const gathered = (pageNo - 1) * PAGE_SIZE + rows.length;
	const isLast =
		news.length === 0 || (rows.length < PAGE_SIZE && totalsAgree(data, rows.length, gathered));
	const isNone = pageNo === 1 && words === '';
	return {
		...asSearchResult(
			news.map((row) => entryOf(row, idName, [name], status?.(row))),
			'',
			isNone ? empty : undefined,
		),
		paginationToken: isLast ? undefined : String(pageNo + 1),
	};
}

/** A resource locator's list, a page at a time. */
function searching(things: ListedThings) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		page?: string,
	): Promise<INodeListSearchResult> {
		return await searchPage(this, things, filter, page);
	};
}

export const searchCampaigns = searching(LISTED_CAMPAIGNS);
export const searchInsightCampaigns = searching(LISTED_INSIGHT_CAMPAIGNS);
export const searchInsertionOrders = searching(LISTED_ORDERS);
export const searchCreatives = searching(LISTED_CREATIVES);
export const searchMatchedAudiences = searching(LISTED_AUDIENCES);
export const searchReports = searching(LISTED_REPORTS);

/** The last entry of a list that is cut, which says so. */
export function cutEntry(listed: number): INodePropertyOptions {
	const cut = `Only the newest ${listed.toLocaleString('en')} are listed: enter others by ID`;
	return { name: cut, value: '' };
}

/** The most that a form shows: each page costs one of the 20 requests a minute. */
const MOST_LISTED = 1_000;

/**
 * The newest of a list, those that run first; others are entered by their IDs.
 */
export async function newestOf(
	context: ILoadOptionsFunctions,
	{ method = 'POST', path, pages, filters, idName, name, status, isRunning, empty }: ListedThings,
): Promise<INodePropertyOptions[]> {
	const list: PagedList = { method, path, filters, idName, pages };
	const { results, more } = await readForForm(context, list, MOST_LISTED);
	const newest = [...results].sort((a, b) => Number(b[idName]) - Number(a[idName]));
	const ordered = [...newest.filter(isRunning), ...newest.filter((row) => !isRunning(row))];
	const options = asOptions(
		ordered.map((row) => entryOf(row, idName, [name], status?.(row))),
		empty,
	);
	return more === 'no' ? options : [...options, cutEntry(options.length)];
}

/** The ID that the open form has chosen in a parameter, unless that is an expression or still empty. */
export function chosenIn(context: ILoadOptionsFunctions, parameter: string): string | undefined {
	const id = textInForm(context, parameter);
	return /^\d+$/.test(id) ? id : undefined;
}

/** IQM's id of creatives that are approved and may be used: `PATCH …/creatives/update-status`. */
const RUNNING = 2;

/**
 * Running creatives of the chosen creative type. A campaign may only use those ("An Approved and Running
 * Creative").
 */
export async function getRunningCreatives(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const type = chosenIn(this, 'creativeType');
	const ofType = type === undefined ? {} : { platformCreativeTypeIds: [Number(type)] };
	return await newestOf(this, {
		...LISTED_CREATIVES,
		filters: { ...LISTED_CREATIVES.filters, creativeStatusIds: [RUNNING], ...ofType },
		status: undefined,
		empty:
			type === undefined
				? 'No running creatives: upload one first, and wait until it is approved'
				: 'No running creatives of this type: upload one first, and wait until it is approved',
	});
}
