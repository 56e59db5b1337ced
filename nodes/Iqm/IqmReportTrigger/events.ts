import type { IDataObject } from 'n8n-workflow';

import { isoText } from '../../common/ground/moments';
import type { Simple } from '../../common/run/simple';
import { firstOf, own, times } from '../../common/run/simple';
import { inWords } from '../../common/run/simpleEvent';
import {
	AUDIENCE_TYPE,
	INSIGHT_PAGES,
	STATUS_ID as INSIGHT_STATUS_ID,
	STATUS_WORDS as INSIGHT_STATUS_WORDS,
	typeWord,
} from '../IqmReport/operations/audienceInsight/insights';
import {
	reportList,
	SIMPLE_REPORT,
	STATUS_ID as REPORT_STATUS_ID,
	statusIdOf,
	STATUS_WORDS as REPORT_STATUS_WORDS,
} from '../IqmReport/operations/voterLevelDataReport/reports';
import type { ListTrigger } from '../shared/listTrigger';
import { distinctStatus } from '../shared/statuses';
import type { Watched } from '../shared/watchList';
import { askForLinks, MAY_BE_READY } from './askForLinks';

/** The list holds other types too, whose status IDs mean something else. */
function insightStatus({ typeId, statusId }: IDataObject): string {
	return Number(typeId) === AUDIENCE_TYPE
		? distinctStatus(statusId, INSIGHT_STATUS_ID)
		: `of type ${String(typeId)}, ${String(statusId)}`;
}

/** As Get Many shows them at first; only those about audiences are reported. */
const SIMPLE_INSIGHT: Simple = {
	...own('insightId', 'name', 'status'),
	type: ({ typeId }) => typeWord(typeId),
	audienceId: firstOf('sourceId'),
	...times(['createdAt']),
};

/** `GET /api/v3/ins/insights/list` (IQM OpenAPI insights, getInsightsDetailList). */
const insights: Watched = {
	things: 'audience insights',
	list: {
		method: 'GET',
		path: '/api/v3/ins/insights/list',
		filters: {},
		idName: 'id',
		pages: INSIGHT_PAGES,
	},
	outputName: 'insightId',
	sortedById: (order) => ({ sortBy: order === 'asc' ? '+id' : '-id' }),
	statusOf: insightStatus,
	shown: (row) => ({ ...row, createdAt: isoText(row.createdAt) }),
	simple: SIMPLE_INSIGHT,
	statusAs: inWords(INSIGHT_STATUS_WORDS),
};

/**
 * `GET /api/v3/ins/vld-reports` (IQM OpenAPI insights, getVLDReportList). Its schema calls the status
 * `vldStatus`, the guideline `vldStatusId`. By what it can be sorted is documented in two ways. Two lists
 * of statuses contradict each other ({@link askForLinks}), so `vldStatus` stays in the output.
 */
const voterReports: Watched = {
	things: 'voter level data reports',
	list: { ...reportList(), filters: {} },
	outputName: 'vldId',
	sortedById: () => ({}),
	statusOf: (row) => distinctStatus(statusIdOf(row), REPORT_STATUS_ID),
	shown: (row) => ({
		...row,
		startDate: isoText(row.startDate),
		endDate: isoText(row.endDate),
		vldCreatedOn: isoText(row.vldCreatedOn),
	}),
	simple: SIMPLE_REPORT,
	statusAs: inWords(REPORT_STATUS_WORDS),
};

/** What can happen to an insight or a report. */
export const REPORT_EVENTS: ListTrigger = {
	preset: 'insightReady',
	perRequest:
		'500 insights or 200 voter level data reports, one more for each report that may be ready',
	events: [
		{
			option: {
				name: 'Insight Failed',
				value: 'insightFailed',
				description: 'When an audience insight fails',
			},
			watched: insights,
			into: ['failed'],
		},
		{
			option: {
				name: 'Insight Ready',
				value: 'insightReady',
				description: 'When an audience insight can be downloaded',
			},
			watched: insights,
			into: ['ready'],
		},
		{
			option: {
				name: 'Voter Level Data Report Ready',
				value: 'voterLevelDataReportReady',
				description: 'When a voter level data report can be downloaded',
			},
			watched: voterReports,
			into: MAY_BE_READY,
			asking: askForLinks,
		},
	],
};
