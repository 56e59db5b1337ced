import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { ListEntry } from '../../../../common/form/pickerLists';
import { asOptions, asSearchResult, entryOf } from '../../../../common/form/pickerLists';
import { cutEntry, readForForm } from '../../../shared/pickers';
import { listData, rowsIn } from '../../../transport/answerRows';
import { eligibleIn } from './getEligibleCampaigns';
import { LIST_PAGE, reportList, shownReport } from './reports';

const NO_CAMPAIGN = 'There are no campaigns that a report can be generated for';
const EMPTY = 'There are no voter level data reports yet: generate one first';

function voterEntry(row: IDataObject): ListEntry | undefined {
	const { status } = shownReport(row);
	const words = status === undefined ? undefined : String(status);
	const shown = words === undefined ? undefined : words[0].toUpperCase() + words.slice(1);
	return entryOf(row, 'vldId', ['vldName'], shown);
}

/** Voter level data reports, the newest first; the server searches names and IDs. */
async function searchVoterReports(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const searchField = (filter ?? '').trim();
	const { method, path, filters, pages } = reportList(searchField === '' ? {} : { searchField });
	const query = { ...filters, pageNo: 1, noOfEntries: LIST_PAGE };
	const rows = rowsIn(await listData(this, { method, path, query }), [pages.rows]);
	return asSearchResult(rows.map(voterEntry), searchField, EMPTY);
}

/** The same, of which several are picked: those that have failed first, since others stay. */
async function getVoterReports(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { results, more } = await readForForm(this, reportList(), 1_000);
	const hasFailed = (row: IDataObject) => /^failed/.test(String(shownReport(row).status));
	const rows = [...results.filter(hasFailed), ...results.filter((row) => !hasFailed(row))];
	const options = asOptions(rows.map(voterEntry), EMPTY);
	return more === 'no' ? options : [...options, cutEntry(options.length)];
}

/** Campaigns of which reports can be made: an answer of IDs, whose names another list has. */
async function searchVoterCampaigns(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const eligible = eligibleIn(
		await listData(this, { method: 'GET', path: '/api/v3/ins/vld/campaigns' }),
	);
	if (eligible.length === 0) return asSearchResult([], '', NO_CAMPAIGN);
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
export const voterReportLists = { getVoterReports };
