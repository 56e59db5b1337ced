import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { asSearchResult, entryOf } from '../../../../common/form/pickerLists';
import { comparedName } from '../../../../common/ground/names';
import { listData, rowsIn } from '../../../transport/answerRows';
import { isOfAudience } from './insights';

/** Rows per page of a list that the user searches. */
const PAGE_SIZE = 100;

interface Picked {
	path: string;
	/** The key of the name in a row. */
	name: string;
	fits?: (row: IDataObject) => boolean;
}

/** One page of a list of insights or audiences, newest first, searched by IQM. */
async function searchPage(
	context: ILoadOptionsFunctions,
	{ path, name, fits = () => true }: Picked,
	filter = '',
	page = '1',
): Promise<INodeListSearchResult> {
	const searchField = comparedName(filter);
	const query: IDataObject = { sortBy: '-id', pageNo: Number(page), pageSize: PAGE_SIZE };
	if (searchField !== '') query.searchField = searchField;
	const data = await listData(context, { method: 'GET', path, query });
	const rows = rowsIn(data, ['insightsData'], `page ${page}`);
	return {
		...asSearchResult(rows.filter(fits).map((row) => entryOf(row, 'id', [name]))),
		paginationToken: rows.length < PAGE_SIZE ? undefined : String(Number(page) + 1),
	};
}

/** Audience insights: `GET /api/v3/ins/insights/list` (IQM OpenAPI insights, getInsightsDetailList). */
export async function searchInsights(
	this: ILoadOptionsFunctions,
	filter?: string,
	page?: string,
): Promise<INodeListSearchResult> {
	const list = { path: '/api/v3/ins/insights/list', name: 'name', fits: isOfAudience };
	return await searchPage(this, list, filter, page);
}

/**
 * Audiences that insights can be made of: `GET /api/v3/ins/audiences/list` (IQM OpenAPI insights,
 * getInsightsCreateEligibleAudienceList).
 */
export async function searchEligibleAudiences(
	this: ILoadOptionsFunctions,
	filter?: string,
	page?: string,
): Promise<INodeListSearchResult> {
	const list = { path: '/api/v3/ins/audiences/list', name: 'audienceName' };
	return await searchPage(this, list, filter, page);
}
