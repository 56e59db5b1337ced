import { search } from '../../../../common/form/kinds';
import { remove } from '../../../../verbs/act';
import { list } from '../../../../verbs/list';
import { IQM_VERBS, sortedBy } from '../../../shared/verbs';
import { LIST_ENDPOINT, reportList, REPORTS, shownReport, SIMPLE_REPORT } from './reports';

export const getAll = list(IQM_VERBS, {
	thing: REPORTS,
	endpoint: LIST_ENDPOINT,
	document: 'IQM OpenAPI insights, getVLDReportList',
	words: { description: 'List voter level data reports with their campaign, dates and status' },
	pages: reportList().pages,
	filters: {
		searchField: search('Only reports whose name or ID contains this text', {
			example: 'VLD_Insights_7',
		}),
	},
	// The document's default is the oldest first: new reports would move the rows of later pages.
	sorting: sortedBy([{ name: 'Report ID', value: 'vldId' }], { ascending: '', preset: '-vldId' }),
	shown: shownReport,
	simple: SIMPLE_REPORT,
});

/** "deletes VLD reports that … have a 'failed' status": all of them or none. */
export const deleteReports = remove(IQM_VERBS, {
	thing: REPORTS,
	endpoint: 'DELETE /api/v3/ins/vld-report',
	document: 'IQM OpenAPI insights, deleteFailedVLDReport',
	hint: 'Only failed reports can be deleted',
	sends: (reports) => ({ vldIds: reports.join(',') }),
});
