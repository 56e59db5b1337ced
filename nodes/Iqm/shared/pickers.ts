import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { asSearchResult, entryOf } from '../../common/form/pickerLists';
import { comparedName } from '../../common/ground/names';
import { isObject } from '../../common/ground/values';
import { listData, rowsIn } from '../transport/answerRows';
import { creativeTypeRows } from './creativeTypes';
import { totalsAgree } from './gathered';
import type { PagedList } from '../../verbs/describe';
import type { ReadRows, Reading } from './paging';
import { inBody, readRows } from './paging';

/** Rows per page of a list that the user searches. */
const PAGE_SIZE = 100;

/** The most requests that one list of a form may take, out of 20 a minute. */
const MOST_REQUESTS = 15;

/** Reads a list for a form, page by page, with no more requests than its user would wait for. */
async function readForForm(
	context: ILoadOptionsFunctions,
	list: PagedList,
	wanted: number,
	reading: Reading = {},
): Promise<ReadRows> {
	return await readRows(context, list, wanted, {
		mostRequests: MOST_REQUESTS,
		send: async (request) => ({ data: await listData(context, request), raw: undefined }),
		...reading,
	});
}

/** Time zones: `GET /api/v3/master/timezones` (Master API guideline). */
export async function searchTimezones(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const data = await listData(this, { method: 'GET', path: '/api/v3/master/timezones' });
	const entries = rowsIn(data, ['data']).map((row) => entryOf(row, 'id', ['label', 'name']));
	return asSearchResult(entries, filter);
}

/** Countries: `POST /api/v3/master/segment/country` (Master API guideline). */
export async function searchCountries(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const list: PagedList = {
		method: 'POST',
		path: '/api/v3/master/segment/country',
		filters: { sortBy: '+id' },
		idName: 'id',
		pages: inBody('data'),
	};
	const { results, more } = await readForForm(this, list, Infinity, { pageSize: 300 });
	if (more !== 'no') {
		throw new ApiFailure('IQM gives the list of countries in too many pages for a form', {
			description: 'Enter the ID, for example 30100001 for the United States.',
		});
	}
	return asSearchResult(
		results.map((row) => entryOf(row, 'id', ['name'])),
		filter,
	);
}

/** Creative types: `GET /api/v3/master/creativeTypes`. */
export async function searchCreativeTypes(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const data = await listData(this, { method: 'GET', path: '/api/v3/master/creativeTypes' });
	return asSearchResult(
		creativeTypeRows(data).map((row) => entryOf(row, 'id', ['displayName', 'label', 'name'])),
		filter,
	);
}

/** A list whose search and page number are in the body, as a form asks for it. */
interface Searched {
	path: string;
	/** The key of the rows in the answer. */
	rows: string;
	/** The keys of a row's ID and name. */
	id: string;
	name: string;
	sortBy: string;
}

/**
 * One page of a list that the user searches by name.
 *
 * @param page number of the page; the one before is still cached, and its rows are left out
 */
export async function searchPage(
	context: ILoadOptionsFunctions,
	{ path, rows: key, id, name, sortBy }: Searched,
	filter?: string,
	page?: string,
): Promise<INodeListSearchResult> {
	const ask = async (pageNo: number): Promise<{ data: unknown; rows: IDataObject[] }> => {
		const body: IDataObject = { sortBy, pageNo, noOfEntries: PAGE_SIZE };
		const wanted = comparedName(filter ?? '');
		if (wanted !== '') body.searchField = wanted;
		const data = await listData(context, { method: 'POST', path, body });
		return { data, rows: rowsIn(data, [key], `page ${pageNo}`) };
	};
	const pageNo = Number(page ?? 1);
	const { data, rows } = await ask(pageNo);
	const before = pageNo > 1 ? (await ask(pageNo - 1)).rows : [];
	const known = new Set(before.map((row) => String(row[id])));
	const news = rows.filter((row) => !known.has(String(row[id])));
	const gathered = (pageNo - 1) * PAGE_SIZE + rows.length;
	const isLast =
		news.length === 0 || (rows.length < PAGE_SIZE && totalsAgree(data, rows.length, gathered));
	return {
		...asSearchResult(news.map((row) => entryOf(row, id, [name]))),
		paginationToken: isLast ? undefined : String(pageNo + 1),
	};
}

/** Insertion orders: `POST /api/v3/cmp/io/basic/list` (Campaign API guideline), a page at a time. */
export async function searchInsertionOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	page?: string,
): Promise<INodeListSearchResult> {
	return await searchPage(
		this,
		{
			path: '/api/v3/cmp/io/basic/list',
			rows: 'ioBasicDetailsList',
			id: 'ioId',
			name: 'ioName',
			sortBy: '-ioId',
		},
		filter,
		page,
	);
}

/** IQM's id of creatives that are approved and may be used: `PATCH …/creatives/update-status`. */
const RUNNING = 2;

/** The most that a form shows: each page costs one of the 20 requests a minute. */
const MOST_CREATIVES = 1_500;

/** The open form's creative type, unless it is an expression or still empty. */
function chosenCreativeType(context: ILoadOptionsFunctions): number | undefined {
	const value = context.getCurrentNodeParameter('creativeType') as unknown;
	const id = String((isObject(value) ? value.value : value) ?? '').trim();
	return /^\d+$/.test(id) ? Number(id) : undefined;
}

/**
 * Running creatives of the chosen creative type: `POST /api/v3/crt/creatives/list` (Creative API
 * guideline). A campaign may only use those ("An Approved and Running Creative").
 */
export async function getCreatives(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const type = chosenCreativeType(this);
	const body: IDataObject = { sortBy: '-creativeId', creativeStatusIds: [RUNNING] };
	if (type !== undefined) body.platformCreativeTypeIds = [type];
	const { results, more } = await readForForm(
		this,
		{
			method: 'POST',
			path: '/api/v3/crt/creatives/list',
			filters: body,
			idName: 'creativeId',
			pages: inBody('filteredList'),
		},
		MOST_CREATIVES,
	);
	const options: INodePropertyOptions[] = results
		.map((row) => entryOf(row, 'creativeId', ['creativeName']))
		.filter((entry) => entry !== undefined);
	if (more === 'no') return options;
	const cut = `Only the newest ${options.length.toLocaleString('en')} are listed: enter the IDs of others by an expression`;
	return [...options, { name: cut, value: '' }];
}
