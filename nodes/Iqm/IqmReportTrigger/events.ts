import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { isBlank } from '../../common/ground/values';
import type { Watched } from '../shared/watchList';

/** What starts the workflow: a thing of a list that has entered a status. */
export interface ReportEvent {
	option: INodePropertyOptions;
	watched: Watched;
	status: string;
}

/** The words for IDs that the documents do not know keep them apart. */
function wordOf(id: unknown, words: Record<string, string>): string {
	return isBlank(id) ? '' : (words[String(id)] ?? `unknown (${String(id)})`);
}

/** "1 processing, 2 ready, 3 failed" (Insights API guideline, "Get Insights Status List"). */
const INSIGHT_STATUS = { 1: 'processing', 2: 'ready', 3: 'failed' };

/** Audience insights; the list holds other types too, whose status IDs mean something else. */
const AUDIENCE = 1;

function insightStatus({ typeId, statusId }: IDataObject): string {
	return Number(typeId) === AUDIENCE
		? wordOf(statusId, INSIGHT_STATUS)
		: `of type ${String(typeId)}, ${String(statusId)}`;
}

function moment(value: unknown): string | undefined {
	const number = Number(value);
	if (isBlank(value) || !Number.isFinite(number)) return undefined;
	// Documents and samples differ in the unit: no date in milliseconds is below this, none in seconds above.
	return new Date(number < 1e11 ? number * 1_000 : number).toISOString();
}

/** `GET /api/v3/ins/insights/list` (IQM OpenAPI insights, getInsightsDetailList). */
const insights: Watched = {
	things: 'audience insights',
	list: {
		method: 'GET',
		path: '/api/v3/ins/insights/list',
		filters: {},
		idName: 'id',
		pages: { rows: 'insightsData', in: 'query', size: 'pageSize', most: 500 },
	},
	outputName: 'insightId',
	sortedById: (order) => ({ sortBy: order === 'asc' ? '+id' : '-id' }),
	statusOf: insightStatus,
	shown: (row) => ({ ...row, createdAt: moment(row.createdAt) }),
};

/**
 * "1 failed, 2 processing, 3 ready, 4 failed for lack of funds" (IQM OpenAPI insights, the report
 * statuses). An older list of insight statuses says otherwise, so `vldStatus` stays in the output.
 */
const REPORT_STATUS = { 1: 'failed', 2: 'processing', 3: 'ready', 4: 'failed for lack of funds' };

/**
 * `GET /api/v3/ins/vld-reports` (IQM OpenAPI insights, getVLDReportList). Its schema calls the status
 * `vldStatus`, the guideline `vldStatusId`. By what it can be sorted is documented in two ways.
 */
const voterReports: Watched = {
	things: 'voter level data reports',
	list: {
		method: 'GET',
		path: '/api/v3/ins/vld-reports',
		filters: {},
		idName: 'vldId',
		pages: { rows: 'vldReportDataList', in: 'query', size: 'noOfEntries', most: 200 },
	},
	outputName: 'vldId',
	sortedById: () => ({}),
	statusOf: ({ vldStatus, vldStatusId }) => wordOf(vldStatus ?? vldStatusId, REPORT_STATUS),
	shown: (row) => ({
		...row,
		startDate: moment(row.startDate),
		endDate: moment(row.endDate),
		vldCreatedOn: moment(row.vldCreatedOn),
	}),
};

export const EVENTS: ReportEvent[] = [
	{
		option: {
			name: 'Insight Failed',
			value: 'insightFailed',
			description: 'When an audience insight could not be made',
		},
		watched: insights,
		status: 'failed',
	},
	{
		option: {
			name: 'Insight Ready',
			value: 'insightReady',
			description: 'When an audience insight can be downloaded',
		},
		watched: insights,
		status: 'ready',
	},
	{
		option: {
			name: 'Voter Level Data Report Ready',
			value: 'voterLevelDataReportReady',
			description: 'When a voter level data report can be downloaded',
		},
		watched: voterReports,
		status: 'ready',
	},
];
