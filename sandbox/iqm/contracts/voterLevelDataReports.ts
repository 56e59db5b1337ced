import {
	computesVoterReport,
	deletesVoterReports,
	generatesVoterReport,
	showsEligibleCampaigns,
	voterReportRows,
} from '../voter-reports';
import { lists } from './behaviours';
import type { Contract, Instead, Keys, Shape } from './contract';

export const vldGetAll: Contract = {
	of: 'iqmReport voterLevelDataReport: getAll',
	endpoint: 'GET /api/v3/ins/vld-reports',
	document: 'IQM OpenAPI insights, getVLDReportList',
	takes: {
		query: { searchField: 'text', pageNo: 'integer', noOfEntries: 'integer', sortBy: 'text' },
	},
	// The defaults: there is no sample request.
	sample: { pageNo: 1, noOfEntries: 200, sortBy: '-vldId' },
	// prettier-ignore
	answer: {"success":true,"data":{"totalRecords":10,"vldReportDataList":[{"vldId":10,"vldName":"530667_VLD_Insights_7","campaignName":"prod-campaign-21145","campaignId":21145,"vldStatus":3,"startDate":1603152000,"endDate":1603411200,"ioId":5,"ioName":"Corporate, Inc.","isCampaignEligible":false,"vldCreatedOn":1721253632,"creativeTypeId":11,"timezoneId":29,"ioTypeId":1},{"vldId":9,"vldName":"530667_VLD_Insights_6","campaignName":"Campaign-4949","campaignId":4949,"vldStatus":3,"startDate":1603152000,"endDate":1603411200,"ioId":15,"ioName":"Quinton for Mayor","isCampaignEligible":false,"vldCreatedOn":1720325578,"creativeTypeId":14,"timezoneId":29,"ioTypeId":1}],"filteredRecords":10}},
	rows: { at: 'data.vldReportDataList', id: 'vldId', size: 'noOfEntries' },
	// The document has these words with the operations that sort nothing, and none with this one.
	refuses: [{ asked: { sortBy: 'nothing' }, status: 422, words: 'Invalid sortBy value.' }],
	does: lists({
		from: voterReportRows,
		search: { searchField: ['vldName', 'vldId'] },
		sorts: ['vldId', 'reportId'],
		sortsAs: { reportId: 'vldId' },
		// The newest document's default, which has the oldest first; older ones have "-vldId".
		sort: 'reportId',
		pages: { entries: 200, max: 500 },
		counts: { totalRecords: 'all', filteredRecords: 'matching' },
	}),
};

export const vldGetEligibleCampaigns: Contract = {
	of: 'iqmReport voterLevelDataReport: getEligibleCampaigns',
	endpoint: 'GET /api/v3/ins/vld/campaigns',
	document: 'IQM OpenAPI insights, getStatusWiseCampaignsForVLDReports',
	takes: {},
	sample: {},
	// prettier-ignore
	answer: {"success":true,"data":{"running":[{"campaignId":451351,"campaignTimezoneId":29}],"paused":[{"campaignId":451350,"campaignTimezoneId":29}],"expired":[{"campaignId":470839,"campaignTimezoneId":29}]}},
	does: showsEligibleCampaigns,
};

/** The texts say milliseconds; strictest reading: seconds, which the samples have, are refused. */
const MILLISECONDS: Shape = { integer: { least: 100_000_000_000 } };

/** The last three are in the schema and nowhere else. */
const WANTED: Keys = {
	...{ campaignId: 'integer', vldId: 'integer' },
	...{ vldStartDate: MILLISECONDS, vldEndDate: MILLISECONDS },
	...{ startDate: MILLISECONDS, endDate: MILLISECONDS, id: 'integer' },
};

const IN_MILLISECONDS: Instead[] = [
	{
		...{ key: 'vldStartDate', value: 1_722_311_000_000 },
		why: 'the schema: "in epoch milliseconds"',
	},
	{
		...{ key: 'vldEndDate', value: 1_722_315_000_000 },
		why: 'the schema: "in epoch milliseconds"',
	},
];

/** What both operations share: the samples are the same, word for word. */
const computed = {
	takes: { body: WANTED },
	// prettier-ignore
	sample: {"campaignId":1,"vldStartDate":1722311000,"vldEndDate":1722315000},
	instead: IN_MILLISECONDS,
	more: [{ vldId: 1 }],
	// prettier-ignore
	answer: {"success":true,"data":{"vldReportCreated":true,"campaignId":1,"campaignName":"Campaign Name","campaignStatus":"running","vldStartDate":1722311000,"vldEndDate":1722315000,"vldChargeableImps":1000,"vldChargedImps":100,"vldChargeableCost":1000,"vldChargedCost":100,"fundsAvailable":true}},
};

/** "Same VLD report exists" and "… is in processing" have answers of their own, see voter-reports.ts. */
export const vldGetCost: Contract = {
	of: 'iqmReport voterLevelDataReport: getCost',
	endpoint: 'POST /api/v3/ins/vld-reports/computation',
	document: 'IQM OpenAPI insights, getChargeableImpressionsDataForVLDReports',
	...computed,
	does: computesVoterReport,
};

/** "Same VLD report exists" and "… is in processing" have answers of their own, see voter-reports.ts. */
export const vldGenerate: Contract = {
	of: 'iqmReport voterLevelDataReport: generate',
	endpoint: 'POST /api/v3/ins/vld-report',
	document: 'IQM OpenAPI insights, generateVLDReports',
	...computed,
	does: generatesVoterReport,
};

const UNSUPPORTED = {
	status: 400,
	words: 'Unsupported file type provided. Please use fileType 1 for XLSX or 2 for CSV.',
};

/**
 * The words for a report that isn't ready are in the older file, with HTTP 200 and `success:false`;
 * the newest has a 422 instead, with words that belong to a list.
 */
export const vldDownload: Contract = {
	of: 'iqmReport voterLevelDataReport: download',
	endpoint: 'POST /api/v3/ins/vld-report/download',
	document: 'IQM OpenAPI insights, getVLDReportDownloadUrl',
	takes: { body: { fileTypeId: 'integer', reportId: 'integer' } },
	needs: ['fileTypeId', 'reportId'],
	// prettier-ignore
	sample: {"fileTypeId":1,"reportId":50},
	more: [{ fileTypeId: 2, reportId: 50 }],
	// prettier-ignore
	answer: {"success":true,"data":{"vldReportUrl":"https://xyz.abc.com/reports/abcd/2024-12-03/50_acbd_Report.xlsx?X-Amz-Algorithm=AWS4-HMAC"}},
	refuses: [
		{ asked: { fileTypeId: 3 }, ...UNSUPPORTED },
		{ asked: { fileTypeId: 4 }, ...UNSUPPORTED },
		{
			...{ asked: { reportId: 21 }, status: 422 },
			words: 'The provided VLD ID: 21 is not in the ready state.',
		},
	],
	does: 'by hand: older documents name report and file type differently, which a test may ask for',
};

export const vldSendEmail: Contract = {
	of: 'iqmReport voterLevelDataReport: sendEmail',
	endpoint: 'POST /api/v3/ins/vld-report/email',
	document: 'IQM OpenAPI insights, sendMailForVlDReport',
	takes: {
		body: {
			...{ reportId: 'integer', fileTypeId: 'integer' },
			// The length is from the older file's schema.
			emailIds: { each: { text: { most: 320 } } },
		},
	},
	needs: ['reportId', 'fileTypeId', 'emailIds'],
	// prettier-ignore
	sample: {"fileTypeId":1,"emailIds":["user1@email.com"],"reportId":50},
	more: [{ fileTypeId: 2, emailIds: ['user1@email.com'], reportId: 50 }],
	// prettier-ignore
	answer: {"success":true,"data":{"message":"VLD report e-mail sent successfully."}},
	does: 'by hand: older documents name report and file type differently, which a test may ask for',
};

export const vldDelete: Contract = {
	of: 'iqmReport voterLevelDataReport: delete',
	endpoint: 'DELETE /api/v3/ins/vld-report',
	document: 'IQM OpenAPI insights, deleteFailedVLDReport',
	takes: { query: { vldIds: { csv: 'integer' } } },
	needs: ['vldIds'],
	// By the name in the sample answer: there is no sample request.
	sample: { vldIds: '2' },
	more: [{ vldIds: '1,2' }],
	// prettier-ignore
	answer: {"success":true,"data":{"message":"255944_VLD_Insights_2 deleted successfully"}},
	does: deletesVoterReports,
};
