import type { IDataObject } from 'n8n-workflow';

import type { JsonObject, JsonValue } from '../../sandbox/json';
import type { Otherwise } from './contractForms';
import { PERFORMANCE } from './contractFormsPerformance';

/** How forms of voter level data reports differ from the documents' samples. */
const VOTER_REPORTS: Record<string, Otherwise> = {
	'iqmReport voterLevelDataReport: generate': {
		// The price is asked for first, and the new report's ID is looked up afterwards.
		fills: { highestCost: '1000' },
		oncePerStage: true,
		made: ({ iqm }) => iqm.insight.generations.length,
		reads: ['/api/v3/ins/vld-reports/computation', '/api/v3/ins/vld-reports'],
		credential: { allowMoneyOperations: true },
	},
	'iqmReport voterLevelDataReport: delete': { oncePerStage: true },
	'iqmReport voterLevelDataReport: sendEmail': { made: ({ iqm }) => iqm.insight.emails.length },
	'iqmReport voterLevelDataReport: download': { fills: { binaryPropertyName: 'data' } },
};

/** How forms of audience insights differ from the documents' samples. */
const AUDIENCE_INSIGHTS: Record<string, Otherwise> = {
	// 1 is the only type that is made of audiences. Of the sample's third audience IQM makes none,
	// which the node tells as an error.
	'iqmReport audienceInsight: create': {
		asked: { sourceIds: [567895, 925436] },
		fills: { ifItExists: 'create' },
		sends: ['insightsTypeId'],
		// Of each of the two audiences.
		made: ({ iqm }) => iqm.insight.insights.size / 2,
	},
	'iqmReport audienceInsight: getValueList': {
		others: [
			{
				name: 'Insight Types',
				path: '/ins/static/insights/type/list',
				fills: { valueList: 'insightTypes' },
			},
			{
				name: 'Report Statuses',
				path: '/ins/static/report-status',
				fills: { valueList: 'reportStatuses' },
			},
		],
	},
	// The same insight has three names in the documents; the form has one.
	'iqmReport audienceInsight: download': { named: { insightsId: 'insightId' } },
	'iqmReport audienceInsight: sendEmail': {
		named: { id: 'insightId' },
		made: ({ iqm }) => iqm.insight.emails.length,
	},
	'iqmReport audienceInsight: delete': { oncePerStage: true },
	'iqmReport audienceInsight: regenerate': { oncePerStage: true },
};

const ZONES = '/api/v3/master/timezones';

const iso = (ms: JsonValue): string => new Date(Number(ms)).toISOString();

/** A definition as the form asks for it: dimensions and their filters apart, days instead of moments. */
function definitionForm(sample: JsonObject): IDataObject {
	const dimensions = JSON.parse(String(sample.dimensions)) as Array<{
		filter: string;
		value?: number[];
	}>;
	const rows = dimensions
		.filter(({ value }) => value !== undefined)
		.map(({ filter, value }) => ({ filter, value: value?.join(',') }));
	return {
		dimensions: dimensions.map(({ filter }) => filter),
		...(rows.length === 0 ? {} : { dimensionFilters: { rows } }),
		columns: sample.columns as string[],
		requestType: sample.requestType as number,
		timezoneId: { __rl: true, mode: 'id', value: String(sample.timezoneId) },
	};
}

const periodForm = ({ startDate, endDate }: JsonObject): IDataObject => ({
	period: 'custom',
	startDate: iso(startDate),
	endDate: iso(endDate),
});

/** A report that is run or downloaded. */
const runForm = (sample: JsonObject): IDataObject => ({
	definition: 'new',
	...definitionForm(sample),
	...periodForm(sample),
	...(sample.noOfEntries === undefined ? {} : { limit: sample.noOfEntries as number }),
	...(sample.customerIds instanceof Array && sample.customerIds.length > 0
		? { filters: { customerIds: sample.customerIds.join(',') } }
		: {}),
});

/** The first and the last second of 7 December 2022 to 7 February 2023, UTC. */
const DAYS_IN_UTC = { startDate: 1_670_371_200_000, endDate: 1_675_814_399_000 };

/** The same of 17 April to 28 October 2022, US/Eastern. */
const DAYS_IN_EASTERN = { startDate: 1_650_168_000_000, endDate: 1_667_015_999_000 };

/** How forms of saved reports differ from the documents' samples. */
const SAVED_REPORTS: Record<string, Otherwise> = {
	// The quickstart's report is of whole days. No customers are all of them.
	'iqmReport report: run': { from: 1, form: runForm, unasked: ['customerIds'], reads: [ZONES] },
	// The sample begins and ends in the middle of a day, and has paging that a file does not need.
	'iqmReport report: download': {
		asked: {
			...DAYS_IN_UTC,
			...{ sortBy: '-impressions', order: undefined, pageNo: undefined, noOfEntries: undefined },
		},
		form: runForm,
		fills: { binaryPropertyName: 'data', fileType: 1 },
		adds: { fileType: 1 },
		reads: [ZONES],
	},
	'iqmReport report: create': {
		asked: { ...DAYS_IN_EASTERN, reportName: 'Campaign by Gender by Device type' },
		form: (sample) => ({
			ifItExists: 'create',
			reportName: sample.reportName as string,
			...definitionForm(sample),
			...periodForm(sample),
		}),
		reads: [ZONES],
	},
	// The sample changes one end of the period; the form changes both.
	'iqmReport report: update': {
		fills: { listsMode: 'replace' },
		asked: { ...DAYS_IN_EASTERN, dimensions: '[{"filter":"campaign"},{"filter":"creative"}]' },
		form: (sample) => ({
			...periodForm(sample),
			updateFields: {
				...definitionForm(sample),
				reportName: sample.reportName as string,
				reportAggregated: sample.reportAggregated as string,
				customerIds: String(sample.customerIds),
			},
		}),
		// A preview shows what is replaced.
		reads: [ZONES, 'GET /api/v3/ra/report/123'],
	},
	'iqmReport report: delete': { oncePerStage: true },
	'iqmReport report: duplicate': { named: { id: 'reportId' } },
};

/** The samples end in 2022; an end that has passed is refused. */
const LATER = 1_893_455_999_000;

/** How forms of schedules differ from the documents' samples. */
const REPORT_SCHEDULES: Record<string, Otherwise> = {
	'iqmReport reportSchedule: delete': { oncePerStage: true },
	'iqmReport reportSchedule: create': {
		asked: { eventEndDate: LATER },
		fills: { ifItExists: 'create' },
	},
	'iqmReport reportSchedule: update': {
		fills: { listsMode: 'replace' },
		reads: ['/api/v3/ra/report/1234'],
	},
};

/** How forms of report fields differ from the documents' samples. */
const REPORT_FIELDS: Record<string, Otherwise> = {
	// The sample has `customerIds` where its own table has `owIds`, which is asked for.
	'iqmReport reportField: getCustomFields': { unasked: ['customerIds'] },
	'iqmReport reportField: getValueList': {
		fills: { list: 'requestType' },
		others: [
			{ name: 'File Types', path: '/rb/static/report-file-type', fills: { list: 'fileType' } },
			{
				name: 'Delivery Frequencies',
				path: '/rb/static/report-delivery-frequency',
				fills: { list: 'deliveryFrequency' },
			},
		],
	},
};

/** How forms of campaign pulses differ from the documents' samples. */
const PULSES: Record<string, Otherwise> = {
	'iqmReport campaignPulse: run': {
		made: ({ iqm }) => iqm.insight.pulseRuns.length,
		others: [
			{
				name: 'Several Campaigns',
				path: '/das/campaign-pulse/diagnosis',
				fills: { runFor: 'campaigns', campaignIds: '582510' },
			},
		],
	},
};

export const REPORT_OTHERWISE: Record<string, Otherwise> = {
	...SAVED_REPORTS,
	...REPORT_SCHEDULES,
	...REPORT_FIELDS,
	...AUDIENCE_INSIGHTS,
	...VOTER_REPORTS,
	...PULSES,
	...PERFORMANCE,
};
