import type { Otherwise } from './contractForms';

/** How forms of voter level data reports differ from the documents' samples. */
const VOTER_REPORTS: Record<string, Otherwise> = {
	'iqmReport voterLevelDataReport: generate': {
		// The price is asked for first, and the new report's ID is looked up afterwards.
		fills: { highestCost: '1000' },
		reads: ['/api/v3/ins/vld-reports/computation', '/api/v3/ins/vld-reports'],
		credential: { allowMoneyOperations: true },
	},
	'iqmReport voterLevelDataReport: download': { fills: { binaryPropertyName: 'data' } },
};

/** How forms of audience insights differ from the documents' samples. */
const AUDIENCE_INSIGHTS: Record<string, Otherwise> = {
	// 1 is the only type that is made of audiences. Of the sample's third audience IQM makes none,
	// which the node tells as an error.
	'iqmReport audienceInsight: create': {
		asked: { sourceIds: [567895, 925436] },
		sends: ['insightsTypeId'],
	},
	// The same insight has three names in the documents; the form has one.
	'iqmReport audienceInsight: download': { named: { insightsId: 'insightId' } },
	'iqmReport audienceInsight: sendEmail': { named: { id: 'insightId' } },
};

/** How forms of saved reports differ from the documents' samples. */
const SAVED_REPORTS: Record<string, Otherwise> = {
	'iqmReport report: duplicate': { named: { id: 'reportId' } },
};

/** The samples end in 2022; an end that has passed is refused. */
const LATER = 1_893_455_999_000;

/** How forms of schedules differ from the documents' samples. */
const REPORT_SCHEDULES: Record<string, Otherwise> = {
	'iqmReport reportSchedule: create': { asked: { eventEndDate: LATER } },
};

/** How forms of report fields differ from the documents' samples. */
const REPORT_FIELDS: Record<string, Otherwise> = {
	// The sample has `customerIds` where its own table has `owIds`, which is asked for.
	'iqmReport reportField: getCustomFields': { unasked: ['customerIds'] },
	'iqmReport reportField: getValueList': { fills: { list: 'requestType' } },
};

export const REPORT_OTHERWISE: Record<string, Otherwise> = {
	...SAVED_REPORTS,
	...REPORT_SCHEDULES,
	...REPORT_FIELDS,
	...AUDIENCE_INSIGHTS,
	...VOTER_REPORTS,
};
