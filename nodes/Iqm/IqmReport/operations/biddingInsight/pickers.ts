import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { asSearchResult, entryOf } from '../../../../common/form/pickerLists';
import { comparedName } from '../../../../common/ground/names';
import { listData, rowsIn } from '../../../transport/answerRows';

/** Rows per page of a list that the user searches. */
const PAGE_SIZE = 100;

/**
 * Campaigns that an insight or a pulse can be about: `POST /api/v3/cmp/basic/list` (Campaign API
 * guideline), newest first.
 */
export async function searchInsightCampaigns(
	this: ILoadOptionsFunctions,
	filter?: string,
	page?: string,
): Promise<INodeListSearchResult> {
	const pageNo = Number(page ?? 1);
	const body: IDataObject = {
		...{ sortBy: 'campaignId', order: 'desc' },
		...{ pageNo, noOfEntries: PAGE_SIZE },
		status: ['running', 'paused', 'expired'],
	};
	const searchField = comparedName(filter ?? '');
	if (searchField !== '') body.searchField = searchField;
	const data = await listData(this, { method: 'POST', path: '/api/v3/cmp/basic/list', body });
	const rows = rowsIn(data, ['data'], `page ${pageNo}`);
	return {
		...asSearchResult(rows.map((row) => entryOf(row, 'campaignId', ['name']))),
		paginationToken: rows.length < PAGE_SIZE ? undefined : String(pageNo + 1),
	};
}
