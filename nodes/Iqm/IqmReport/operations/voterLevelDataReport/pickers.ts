import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { asSearchResult, entryOf } from '../../../../common/form/pickerLists';
import { listData, rowsIn } from '../../../transport/answerRows';
import { eligibleIn } from './getEligibleCampaigns';
import { LIST_PAGE, reportList } from './reports';

/** Voter level data reports, the newest first; the server searches names and IDs. */
async function searchVoterReports(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const searchField = (filter ?? '').trim();
	const { method, path, filters, pages } = reportList(searchField === '' ? {} : { searchField });
	const query = { ...filters, pageNo: 1, noOfEntries: LIST_PAGE };
	const rows = rowsIn(await listData(this, { method, path, query }), [pages.rows]);
	return asSearchResult(rows.map((row) => entryOf(row, 'vldId', ['vldName'])));
}

/** Campaigns of which reports can be made: an answer of IDs, whose names another list has. */
async function searchVoterCampaigns(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const eligible = eligibleIn(
		await listData(this, { method: 'GET', path: '/api/v3/ins/vld/campaigns' }),
	);
	if (eligible.length === 0) return { results: [] };
	const body = {
		...{ campaignIds: eligible.map(({ campaignId }) => Number(campaignId)) },
		...{ pageNo: 1, noOfEntries: 500 },
	};
	const data = await listData(this, { method: 'POST', path: '/api/v3/cmp/basic/list', body });
	const names = new Map(
		rowsIn(data, ['data']).map((row) => [String(row.campaignId), row.campaignName ?? row.name]),
	);
	const named = eligible.map((row) => ({
		...row,
		campaignName: names.get(String(row.campaignId)),
	}));
	return asSearchResult(
		named.map((row) => entryOf(row, 'campaignId', ['campaignName'])),
		filter,
	);
}

export const voterReportSearches = { searchVoterReports, searchVoterCampaigns };
