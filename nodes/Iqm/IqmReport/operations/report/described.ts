import { idText, idsText, search } from '../../../../common/form/kinds';
import { ApiFailure } from '../../../../common/ground/errors';
import { isObject } from '../../../../common/ground/values';
import { remove } from '../../../../verbs/act';
import type { Judge } from '../../../../verbs/describe';
import { get as read } from '../../../../verbs/get';
import { list } from '../../../../verbs/list';
import { checkAsked } from '../../../shared/asked';
import { inBody } from '../../../shared/paging';
import { withPickers } from '../../../shared/pickedIds';
import { bySentence, IQM_VERBS, sortedBy } from '../../../shared/verbs';
import { duplicate } from './duplicate';
import { idInSentence, PICKED, reportIn, REPORTS } from './savedReports';
import { SIMPLE_LISTED, SIMPLE_REPORT } from './simpleReport';

export const get = read(IQM_VERBS, {
	thing: REPORTS,
	endpoint: 'GET /api/v3/ra/report/{reportId}',
	document: 'IQM OpenAPI reports, getReport',
	path: { reportId: idText('Report', 'The saved report', PICKED) },
	words: {
		action: 'Get a saved report',
		description: 'Get the definition of a saved report with its schedule; use Run to get its figures',
	},
	results(data, { reportId }) {
		if (!isObject(data)) {
			throw new ApiFailure("IQM's response is missing the report", {
				description: 'Nothing was changed. There may be no data yet.',
			});
		}
		checkAsked('report', reportId, data.id);
		return [reportIn(data)];
	},
	simple: SIMPLE_REPORT,
});

export const getAll = list(IQM_VERBS, {
	thing: REPORTS,
	endpoint: 'POST /api/v3/ra/reports/list',
	document: 'IQM OpenAPI reports, fetchReportList',
	words: {
		action: 'Get many saved reports',
		description: 'List saved reports with their schedules, all of them or those that match the filters',
	},
	pages: inBody('data'),
	filters: withPickers({
		customerIds: idsText('Customer IDs', 'Only reports of these customers', {
			example: '202017,202018',
		}),
		searchField: search('Only reports whose name or ID contains this text', {
			example: 'weekly',
		}),
	}),
	sorting: sortedBy(
		[
			{ name: 'Report ID', value: 'id' },
			{ name: 'Modified', value: 'modifyDate' },
			{ name: 'Name', value: 'name' },
			{ name: 'Start', value: 'startDate' },
		],
		{ ascending: '+', preset: '-modifyDate' },
	),
	shown: (row) => reportIn(row),
	simple: SIMPLE_LISTED,
});

const sentences = bySentence();

/** A sentence about another report says that the wrong one is gone. */
export const byOwnSentence: Judge = {
	request: (told) => sentences.request(told),
	read(reply, told) {
		const named = idInSentence(reply.data);
		const [reportId] = told.ids;
		if (named !== undefined && Number(named) !== Number(reportId)) {
			throw new ApiFailure(
				reply.clean(`IQM answered about the report ${named}, not about ${reportId}`),
				{ description: 'Check both in IQM before running this again.', mayHaveActed: true },
			);
		}
		return sentences.read(reply, told);
	},
};

export const deleteReport = remove(IQM_VERBS, {
	thing: { ...REPORTS, ids: { ...REPORTS.ids, label: 'Report' } },
	endpoint: 'DELETE /api/v3/ra/report/{reportId}',
	document: 'IQM OpenAPI reports, deleteReport',
	path: { reportId: idText('Report', 'The saved report to delete', PICKED) },
	words: {
		action: 'Delete a saved report',
		description:
			'Delete a saved report and its schedule permanently, after entering its ID twice',
	},
	hint: 'Deleting a report also deletes its schedule: it is no longer sent by email',
	judge: byOwnSentence,
});

export const described = [get, getAll, duplicate, deleteReport];
