import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { asOptions, asSearchResult, entryOf } from '../../../../common/form/pickerLists';
import { comparedName } from '../../../../common/ground/names';
import { listData, rowsIn } from '../../../transport/answerRows';
import { cutEntry, readForForm } from '../../../shared/pickers';
import { INSIGHT_PAGES, insightStatus, isOfAudience } from './insights';

/** Rows per page of a list that the user searches. */
const PAGE_SIZE = 100;

interface Picked {
	path: string;
	/** The key of the name in a row. */
	name: string;
	fits?: (row: IDataObject) => boolean;
	status?: (row: IDataObject) => string;
	/** Why there is nothing to pick from. */
	empty: string;
}

const INSIGHTS: Picked = {
	path: '/api/v3/ins/insights/list',
	name: 'name',
	fits: isOfAudience,
	status: (row) => capitalized(insightStatus(row)),
	empty: 'There are no audience insights yet: create one first',
};

const ELIGIBLE_AUDIENCES: Picked = {
	path: '/api/v3/ins/audiences/list',
	name: 'audienceName',
	empty: 'No matched audience is ready and has at least 10,000 uniques',
};

function capitalized(word: string): string {
	return word[0].toUpperCase() + word.slice(1);
}

/** One page of a list of insights or audiences, newest first, searched by IQM. */
async function searchPage(
	context: ILoadOptionsFunctions,
	{ path, name, fits = () => true, status, empty }: Picked,
	filter = '',
	page = '1',
): Promise<INodeListSearchResult> {
	const searchField = comparedName(filter);
	const query: IDataObject = { sortBy: '-id', pageNo: Number(page), pageSize: PAGE_SIZE };
	if (searchField !== '') query.searchField = searchField;
	const data = await listData(context, { method: 'GET', path, query });
	const rows = rowsIn(data, ['insightsData'], `page ${page}`);
	return {
		...asSearchResult(
			rows.filter(fits).map((row) => entryOf(row, 'id', [name], status?.(row))),
			'',
			page === '1' && searchField === '' ? empty : undefined,
		),
		paginationToken: rows.length < PAGE_SIZE ? undefined : String(Number(page) + 1),
	};
}

/** The newest of such a list, of which several are picked. */
async function newest(
	context: ILoadOptionsFunctions,
	{ path, name, fits = () => true, status, empty }: Picked,
): Promise<INodePropertyOptions[]> {
	const list = { method: 'GET', path, filters: { sortBy: '-id' }, idName: 'id' } as const;
	const { results, more } = await readForForm(context, { ...list, pages: INSIGHT_PAGES }, 1_000);
	const rows = results.filter(fits);
	const options = asOptions(
		rows.map((row) => entryOf(row, 'id', [name], status?.(row))),
		empty,
	);
	return more === 'no' ? options : [...options, cutEntry(options.length)];
}

/** Audience insights: `GET /api/v3/ins/insights/list` (IQM OpenAPI insights, getInsightsDetailList). */
export async function searchInsights(
	this: ILoadOptionsFunctions,
	filter?: string,
	page?: string,
): Promise<INodeListSearchResult> {
	return await searchPage(this, INSIGHTS, filter, page);
}

/** The same, of which several are picked. */
export async function getInsights(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await newest(this, INSIGHTS);
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
	return await searchPage(this, ELIGIBLE_AUDIENCES, filter, page);
}

/** The same, of which several are picked. */
export async function getEligibleAudiences(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await newest(this, ELIGIBLE_AUDIENCES);
}
