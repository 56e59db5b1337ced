import {
	countsInsights,
	createsInsights,
	deletesInsights,
	eligibleAudienceRows,
	insightRows,
	linksAudienceFile,
	linksInsightFile,
	regeneratesInsight,
	sendsInsight,
	showsAudience,
	showsBidding,
} from '../insights';
import { lists, same } from './behaviours';
import { NOBODYS, THEIRS, type Contract, type Keys, type Shape } from './contract';

/** The texts say milliseconds; strictest reading: seconds are refused. */
const MILLISECONDS: Shape = { integer: { least: 100_000_000_000 } };

const PAGES: Keys = {
	...{ searchField: 'text', pageSize: 'integer', pageNo: 'integer', sortBy: 'text' },
};

const INVALID_SORT = { status: 422, words: 'Invalid sortBy value.' };

/** The request is the Insights API guideline's way to write one; the answer is the newest sample. */
export const biddingGet: Contract = {
	of: 'iqmReport biddingInsight: get',
	endpoint: 'GET /api/v3/ins/campaign/bid-insights/{campaignId}',
	document: 'IQM OpenAPI insights, getCampaignBiddingInsight',
	takes: { query: { dateRangeStart: MILLISECONDS, dateRangeEnd: MILLISECONDS } },
	needs: ['dateRangeStart', 'dateRangeEnd'],
	sample: { dateRangeStart: 1_773_633_600_000, dateRangeEnd: 1_773_719_999_000 },
	path: { campaignId: 451_351 },
	// prettier-ignore
	answer: {"success":true,"data":{"totalRequests":100,"rejectionList":{"campaignSettings":{"title":"Campaign Settings","rejectedBids":0,"description":"Campaign is filtered due to Campaign Settings set in the campaign.","subReasonInfo":{}},"ioBudget":{"title":"IO Budget","rejectedBids":0,"description":"Insertion Order budget","subReasonInfo":{}},"inventoryTargeting":{"title":"Inventory Targeting","rejectedBids":0,"description":"Campaign is filtered due to Inventory Targeting.","subReasonInfo":{}},"campaignBidPrice":{"title":"Campaign Bid Price","rejectedBids":0,"description":"Campaign is filtered because the bid price is lower than the floor price received from the exchange.","subReasonInfo":{}},"locationTargeting":{"title":"Location Targeting","rejectedBids":0,"description":"Campaign is filtered due to Location Targeting.","subReasonInfo":{}},"deviceTargeting":{"title":"Device Targeting","rejectedBids":0,"description":"Campaign is filtered due to Device Targeting.","subReasonInfo":{}},"creativeSettings":{"title":"Creative Settings","rejectedBids":100,"description":"Campaign is filtered due to non-matching creative dimensions found in the request","subReasonInfo":{"creativeDimension":{"title":"Creative Dimensions","droppedRequests":100,"description":"Campaign is filtered due to non-matching creative dimensions found in the request."}}},"advanceTargeting":{"title":"Advanced Targeting","rejectedBids":0,"description":"Advanced targeting","subReasonInfo":{}},"audienceTargeting":{"title":"Audience Targeting","rejectedBids":0,"description":"Campaign is filtered due to Audience Targeting.","subReasonInfo":{}},"bidStrategy":{"title":"Bid Strategy","rejectedBids":0,"description":"Campaign is filtered due to bid strategy setting applied in campaign.","subReasonInfo":{}},"campaignBudget":{"title":"Campaign Budget","rejectedBids":0,"description":"Campaign is filtered because the campaign budget is now unavailable for further bidding.","subReasonInfo":{}},"demographicsTargeting":{"title":"Demographics Targeting","rejectedBids":0,"description":"Campaign is filtered due to Demographics Targeting.","subReasonInfo":{}},"undefined":{"title":"Undefined","rejectedBids":0,"description":"Campaign is filtered due to Undefined reasons.","subReasonInfo":{}}},"topMainReasons":{"creativeSettings":100},"topSubReasons":{"creativeDimension":100},"totalBids":0,"lostBids":0,"totalWins":0}},
	refuses: [
		{
			asked: { dateRangeStart: 1_773_719_999_000, dateRangeEnd: 1_773_633_600_000 },
			...{ status: 422, words: 'Date Range End must be greater than Date Range Start' },
		},
	],
	does: showsBidding,
};

export const insightsGetAll: Contract = {
	of: 'iqmReport audienceInsight: getAll',
	endpoint: 'GET /api/v3/ins/insights/list',
	document: 'IQM OpenAPI insights, getInsightsDetailList',
	takes: { query: PAGES },
	// The defaults of the document, which has no sample request.
	sample: { pageSize: 20, pageNo: 1, sortBy: '-id' },
	// prettier-ignore
	answer: {"success":true,"data":{"totalRecords":1,"filterRecords":1,"insightsData":[{"id":123,"typeId":1,"statusId":2,"name":"demo_insights","sourceId":123,"createdAt":1687848574780}]}},
	rows: { at: 'data.insightsData', id: 'id', size: 'pageSize' },
	refuses: [{ asked: { sortBy: 'nothing' }, ...INVALID_SORT }],
	does: lists({
		from: insightRows,
		search: { searchField: ['name', 'id'] },
		sorts: ['id', 'name', 'sourceId', 'createdAt'],
		counts: { totalRecords: 'all', filterRecords: 'matching' },
	}),
};

export const insightsGetEligibleAudiences: Contract = {
	of: 'iqmReport audienceInsight: getEligibleAudiences',
	endpoint: 'GET /api/v3/ins/audiences/list',
	document: 'IQM OpenAPI insights, getInsightsCreateEligibleAudienceList',
	takes: { query: PAGES },
	// The defaults of the document, which has no sample request.
	sample: { pageSize: 20, pageNo: 1, sortBy: '-id' },
	// prettier-ignore
	answer: {"success":true,"data":{"totalRecords":10,"filteredRecords":3,"insightsData":[{"id":12345,"audienceName":"audience1","matchRate":58.99,"uniques":52432},{"id":12365,"audienceName":"audience2","matchRate":78.88,"uniques":72786},{"id":12376,"audienceName":"audience3","matchRate":34.88,"uniques":31122}]}},
	varies: { insightsStatus: 'in the schema only: of audiences that have an insight' },
	rows: { at: 'data.insightsData', id: 'id', size: 'pageSize' },
	refuses: [{ asked: { sortBy: 'nothing' }, ...INVALID_SORT }],
	does: lists({
		from: eligibleAudienceRows,
		search: { searchField: ['audienceName', 'id'] },
		sorts: ['id', 'name', 'matchRate', 'uniques'],
		sortsAs: { name: 'audienceName' },
		counts: { totalRecords: 'all', filteredRecords: 'matching' },
	}),
};

export const insightsGetCounts: Contract = {
	of: 'iqmReport audienceInsight: getCounts',
	endpoint: 'GET /api/v3/ins/insights/type-wise-count',
	document: 'IQM OpenAPI insights, getInsightsTypeWiseCount',
	takes: {},
	sample: {},
	// prettier-ignore
	answer: {"success":true,"data":{"1":32,"3":20}},
	does: countsInsights,
};

export const insightsCreate: Contract = {
	of: 'iqmReport audienceInsight: create',
	endpoint: 'POST /api/v3/ins/insights/add',
	document: 'IQM OpenAPI insights, createInsightsDetails',
	takes: {
		body: {
			...{ insightsTypeId: 'integer', sourceIds: { each: 'integer' } },
			...{ owId: 'integer', uowId: 'integer' },
		},
	},
	needs: ['insightsTypeId', 'sourceIds'],
	// prettier-ignore
	sample: {"insightsTypeId":1,"sourceIds":[567895,925436,123677]},
	// prettier-ignore
	answer: {"success":true,"data":{"invalidSourceIds":[1233],"insightsData":[{"id":1003,"typeId":1,"statusId":1,"sourceName":"Audience - 1","name":"Audience - 1_insights","sourceId":12345,"createdAt":1689155409179},{"id":1100,"typeId":1,"statusId":1,"sourceName":"audience 2","name":"audience 2_insights","sourceId":54321,"createdAt":1689155409179}]}},
	refuses: [
		{ asked: { insightsTypeId: 3 }, status: 422, words: 'Insights type is not valid' },
		{ asked: { insightsTypeId: 99 }, status: 422, words: 'Insights type is not valid' },
	],
	does: createsInsights,
};

const INVALID_ID = { status: 422, words: 'Please provide valid insights id value.' };

/** The parameters are the older documents': the newest has them only in the form that a logo needs. */
export const insightsDownload: Contract = {
	of: 'iqmReport audienceInsight: download',
	endpoint: 'POST /api/v3/ins/insights/download',
	document: 'IQM OpenAPI insights, downloadInsights',
	takes: {
		query: { insightsId: 'integer', audienceId: 'integer', fileType: ['pdf', 'xlsx'] },
		file: 'customLogoFile',
	},
	needs: ['fileType'],
	// The id is from the list's sample, since this one has no request.
	sample: { insightsId: 123, fileType: 'pdf' },
	more: [{ insightsId: 123, fileType: 'xlsx' }],
	// prettier-ignore
	answer: {"success":true,"data":{"insightsReportUrl":"https://domain.com/insights.pdf"}},
	refuses: [{ asked: { insightsId: NOBODYS }, ...INVALID_ID }],
	does: linksInsightFile,
};

export const insightsRegenerate: Contract = {
	of: 'iqmReport audienceInsight: regenerate',
	endpoint: 'POST /api/v3/ins/insights/regenerate/{insightsId}',
	document: 'IQM OpenAPI insights, regenerateInsights',
	takes: {},
	sample: {},
	// One of the ids that the sample for deleting has; there is no sample request.
	path: { insightsId: 34 },
	// prettier-ignore
	answer: {"success":true,"data":"Insights regenerated successfully."},
	does: regeneratesInsight,
};

/** The ids are from the sample answer: there is no sample request. */
export const insightsDelete: Contract = {
	of: 'iqmReport audienceInsight: delete',
	endpoint: 'DELETE /api/v3/ins/insights/delete',
	document: 'IQM OpenAPI insights, deleteInsights',
	takes: { query: { insightIds: { each: 'integer' } } },
	needs: ['insightIds'],
	sample: { insightIds: [35, 34] },
	more: [{ insightIds: [35, 34, 33, 1] }],
	// prettier-ignore
	answer: {"success":true,"data":{"deletedIds":[35,34],"invalidIds":[33,1]}},
	refuses: [
		{
			...{ asked: { insightIds: [] }, status: 422 },
			words: 'The provided list of insightIds is empty.',
		},
	],
	does: deletesInsights,
};

/** The older file has neither request nor answer; they are the guideline's. */
export const audienceGet: Contract = {
	of: 'iqmReport audienceInsight: getAudience',
	endpoint: 'GET /api/v3/ins/audience/matched/{audienceId}',
	document: 'IQM Insights API guideline, "Get Matched Audience Details"',
	takes: {},
	sample: {},
	// From the sample of creating an insight: "Data Trust NY 4 Cols" is its source's name, too.
	path: { audienceId: 1_099_461 },
	// prettier-ignore
	answer: {"success":true,"data":{"matchedAudienceData":{"audienceName":"Data Trust NY 4 Cols","matchRate":90.0,"uniques":90,"createdDate":1728010319,"fileTotalCount":100,"dataCost":2.0,"audienceStatusName":"Ready","s3FileName":"1728010319692_DataTrust_NY_4_Cols.csv"}}},
	// The older OpenAPI file, getMatchedAudienceDetailsByAudienceId.
	refuses: [{ path: { audienceId: THEIRS }, status: 403, words: 'Forbidden !' }],
	does: showsAudience,
};

export const audienceDownloadFile: Contract = {
	of: 'iqmReport audienceInsight: downloadAudienceFile',
	endpoint: 'GET /api/v3/ins/audience/matched/download/{audienceId}',
	document: 'IQM Insights API guideline, "Get Matched Audience File URL"',
	takes: {},
	sample: {},
	// It is in the sample's address, which is cut off here before its signature.
	path: { audienceId: 1_099_461 },
	// prettier-ignore
	answer: {"success":true,"data":{"audienceFileUrl":"https://iqm-data-lake-stage.s3.amazonaws.com/CAM-FILES/Client%3D202029/Audience%3D1099461/1728010319692_DataTrust_NY_4_Cols.csv"}},
	does: linksAudienceFile,
};

/** The parameters are the older documents': the newest has them only in the form that a logo needs. */
export const insightsSendEmail: Contract = {
	of: 'iqmReport audienceInsight: sendEmail',
	endpoint: 'POST /api/v3/ins/send-email',
	document: 'IQM OpenAPI insights, sendInsightsEmail',
	takes: {
		query: {
			...{ id: 'integer', audienceId: 'integer', attachmentType: ['pdf', 'xlsx'] },
			recipientEmails: { csv: 'text' },
		},
		file: 'file',
	},
	needs: ['attachmentType', 'recipientEmails'],
	// There is no sample request.
	sample: { id: 123, attachmentType: 'pdf', recipientEmails: 'user1@email.com,user2@email.com' },
	// prettier-ignore
	answer: {"success":true,"data":"Insights-1 pdf email sent successfully."},
	refuses: [{ asked: { id: NOBODYS }, ...INVALID_ID }],
	does: sendsInsight,
};

/** One of three lists; the others are `MORE_VALUE_LISTS` in insight-values.ts. */
export const insightsGetValueList: Contract = {
	of: 'iqmReport audienceInsight: getValueList',
	endpoint: 'GET /api/v3/ins/static/insights/status/list',
	document: 'IQM OpenAPI insights, getInsightsStatus',
	takes: {},
	sample: {},
	// prettier-ignore
	answer: {"success":true,"data":{"totalRecords":3,"filterRecords":3,"insightsStatusData":[{"id":1,"name":"processing","label":"Processing","order":1},{"id":2,"name":"ready","label":"Ready","order":2},{"id":3,"name":"failed","label":"Failed","order":3}]}},
	rows: { at: 'data.insightsStatusData', id: 'id' },
	does: same,
};
