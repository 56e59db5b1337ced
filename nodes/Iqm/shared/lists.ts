import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { asSearchResult, entryOf } from '../../common/lists';
import { comparedName } from '../../common/names';
import { isObject } from '../../common/values';
import { listData, rowsOf } from '../transport/lists';
import { creativeTypeRows } from './creativeTypes';

/** Rows of one page of a list in which the user searches. */
const PAGE_SIZE = 100;

/** Time zones: `GET /api/v3/master/timezones` (Master API guideline; outside the quickstarts). */
export async function searchTimezones(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const data = await listData(this, { method: 'GET', path: '/api/v3/master/timezones' });
	const entries = rowsOf(data).map((row) => entryOf(row, 'id', ['label', 'name']));
	return asSearchResult(entries, filter);
}

/** Countries: `POST /api/v3/master/segment/country` (Master API guideline). */
export async function searchCountries(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const data = await listData(this, {
		method: 'POST',
		path: '/api/v3/master/segment/country',
		body: { pageNo: 1, noOfEntries: 300, sortBy: '+id' },
	});
	return asSearchResult(
		rowsOf(data).map((row) => entryOf(row, 'id', ['name'])),
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

/** Insertion orders: `POST /api/v3/cmp/io/basic/list` (Campaign API guideline). */
export async function searchInsertionOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	page?: string,
): Promise<INodeListSearchResult> {
	const pageNo = Number(page ?? 1);
	const body: IDataObject = { sortBy: '-ioId', pageNo, noOfEntries: PAGE_SIZE };
	const wanted = comparedName(filter ?? '');
	if (wanted !== '') body.searchField = wanted;
	const data = await listData(this, { method: 'POST', path: '/api/v3/cmp/io/basic/list', body });
	const rows = rowsOf(data);
	return {
		...asSearchResult(rows.map((row) => entryOf(row, 'ioId', ['ioName']))),
		// Totals mean different things in IQM's samples: a short page is the only sure end.
		paginationToken: rows.length < PAGE_SIZE ? undefined : String(pageNo + 1),
	};
}

/** IQM's id of creatives that are approved and may be used: `PATCH …/creatives/update-status`. */
const RUNNING = 2;

/** A form shows at most this many pages: each costs one of the 20 requests a minute. */
const MOST_CREATIVE_PAGES = 3;
const CREATIVE_PAGE_SIZE = 500;

/** The chosen creative type of the open form, unless it is an expression or still empty. */
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
	const options: INodePropertyOptions[] = [];
	for (let pageNo = 1; pageNo <= MOST_CREATIVE_PAGES; pageNo++) {
		const data = await listData(this, {
			method: 'POST',
			path: '/api/v3/crt/creatives/list',
			body: { ...body, pageNo, noOfEntries: CREATIVE_PAGE_SIZE },
		});
		const rows = rowsOf(data);
		const entries = rows.map((row) => entryOf(row, 'creativeId', ['creativeName']));
		options.push(...entries.filter((entry) => entry !== undefined));
		if (rows.length < CREATIVE_PAGE_SIZE) break;
	}
	return options;
}
