import type { Contract, Keys, Refused } from './contract';

const IDS = { each: 'integer' } as const;

/** One schema for all reports of the dashboard; the two times are epoch milliseconds. */
const FILTERS = {
	keys: {
		...{ startTimeEpochMillis: 'integer', endTimeEpochMillis: 'integer', searchField: 'text' },
		...{ owIds: IDS, ioIds: IDS, campaignIds: IDS, verticalIds: IDS, creativeTypeIds: IDS },
		campaignStatusList: { each: 'text' },
		// "1=Advanced, 2=Programmatic Guaranteed (PG)", "1=Budget, 2=Impression"
		...{ campaignTypeIds: { each: [1, 2] }, campaignBudgetTypeIds: { each: [1, 2] } },
	},
} as const satisfies { keys: Keys };

const REQUEST: Keys = {
	sort: { keys: { field: 'text', order: ['ASC', 'DESC'] } },
	filters: FILTERS,
	requestType: ['AGGREGATED', 'AGGREGATED_LIST', 'AGGREGATED_TOTAL'],
	download: 'boolean',
};

/** What the schemas of the dashboard's tables have. */
const TABLE: Keys = {
	pagination: { keys: { pageNo: 'integer', noOfEntries: 'integer' } },
	...REQUEST,
};

/** Though their schemas have `pagination`, they do "not support pagination parameters". */
const TABLE_FILE: Keys = {
	...REQUEST,
	downloadRequest: {
		keys: {
			columns: { each: { keys: { label: 'text', value: 'text' } } },
			...{ fileType: ['csv', 'xlsx'], fileName: 'text' },
		},
	},
};

const DIMENSION = ['CAMPAIGN', 'IO', 'CUSTOMER', 'WORKSPACE', 'EXCHANGE'];

const UNSORTED: Refused = {
	asked: { sort: { field: 'unheardOf', order: 'DESC' } },
	...{ status: 422, words: 'Invalid sortBy value.' },
};

/** Without `rows`: its pages are asked for in an object of their own, and those of {@link Contract} in a key. */
export const performanceGetAll: Contract = {
	of: 'iqmReport performance: getAll',
	endpoint: 'POST /api/v4/das/report/by-campaign',
	document: 'IQM OpenAPI dash, dashboard-report-by-campaign-v2',
	takes: { body: { ...TABLE, campaignRequest: 'boolean' } },
	needs: ['filters', 'requestType'],
	// prettier-ignore
	sample: {"pagination":{"pageNo":1,"noOfEntries":50},"sort":{"field":"impressions","order":"DESC"},"filters":{"owIds":[1,2,3,4],"startTimeEpochMillis":1660834800000,"endTimeEpochMillis":1660834800001,"searchField":"","campaignTypeIds":[1],"campaignBudgetTypeIds":[1,2],"campaignStatusList":["pending","running"],"creativeTypeIds":[11,13,14,17],"ioIds":[1,2,3],"campaignIds":[1,2,3],"verticalIds":[1,2]},"requestType":"AGGREGATED","campaignRequest":true},
	more: [
		// prettier-ignore
		{"pagination":{"pageNo":1,"noOfEntries":50},"sort":{"field":"impressions","order":"DESC"},"filters":{"owIds":[1,2,3,4],"startTimeEpochMillis":1660834800000,"endTimeEpochMillis":1660834800001,"searchField":"","campaignTypeIds":[1],"campaignBudgetTypeIds":[1,2],"campaignStatusList":["pending","running"],"creativeTypeIds":[11,13,14,17],"ioIds":[1,2,3],"campaignIds":[1,2,3],"verticalIds":[1,2]},"requestType":"AGGREGATED_LIST"},
		// prettier-ignore
		{"pagination":{"pageNo":1,"noOfEntries":50},"sort":{"field":"impressions","order":"DESC"},"filters":{"owIds":[1,2,3,4],"startTimeEpochMillis":1660834800000,"endTimeEpochMillis":1660834800001},"requestType":"AGGREGATED_TOTAL"},
	],
	// prettier-ignore
	answer: {"success":true,"data":{"totalRecords":200,"filteredRecords":200,"recordsTotal":{"impressions":0,"bidImpressions":285,"clicks":0,"startCount":0,"firstCount":0,"midCount":0,"thirdCount":0,"completeCount":0,"reach":null,"dataCost":0,"prebidCost":0,"spent":0,"mediaSpent":0,"budgetDay":2185975387.14,"budgetTotal":1.25574558558992e+201,"winRate":0,"totalECPC":0,"frequency":null,"totalECPM":0,"audioVideoViewed":0,"ivtImpressions":0,"ivtClicks":0,"adServingCost":0,"vldInsightsCost":583.164,"pldInsightsCost":0,"slsInsightsCost":0,"aqInsightsCost":0,"costPerAttributedConversion":0,"totalAttributedConversionRate":0,"totalAttributedConversion":0,"totalAttributedViewThroughConversion":0,"totalAttributedClickThroughConversion":0,"organizationBidShadingSaving":0,"platformSpent":0,"platformMediaEarning":0,"platformBidShadingEarning":0,"platformTotalEarning":0,"workspaceSpent":0,"workspaceMediaEarning":0,"workspaceBidShadingEarning":0,"workspaceTotalEarning":0,"campaignId":null,"campaignName":null,"startTime":null,"endTime":null,"campaignType":null,"status":null,"dailyImpression":null,"campaignTimezone":null,"creativeType":null,"budgetPacing":null,"owId":null,"bidShading":null,"ioId":null,"ioName":null,"ioStartTime":null,"ioEndTime":null,"ioTotalBudget":null,"ioTotalImpressions":null,"ioTimezone":null,"ioStatusId":null,"ioBudgetDistributionMethod":null,"ioAutoSumTotalBudget":null,"organizationName":null,"percentageOfTotalSpent":null,"defaultMinBid":null,"maxBid":null,"minBid":null,"baseBid":null,"budgetTypeId":null,"campaignTypeId":null,"targetImpression":null,"budgetDayCombined":null,"budgetTotalCombined":null,"expectedSpent":null,"actualSpent":null,"pacingPercentage":null,"remainingDuration":null,"campaignDuration":null,"expectedDailySpent":null,"actualDailySpent":null,"dailyPacingPercentage":null,"dailyRemainingDuration":null,"dailyCampaignDuration":null,"workspacePLDInsightsEarnings":0,"platformPLDInsightsEarnings":0,"workspaceVLDInsightsEarnings":1.164,"platformVLDInsightsEarnings":582,"workspaceSLSInsightsEarnings":0,"platformSLSInsightsEarnings":0,"workspaceAQInsightsEarnings":0,"platformAQInsightsEarnings":0,"aiGoalId":null,"modelledDimensionIds":null,"optimizationMethod":null,"creativesCount":null,"isEligibleForAQInsightsReport":null,"isEligibleForPLDInsightsReport":null,"isEligibleForSLSInsightsReport":null,"isEligibleForVLDInsightsReport":null,"CTR":0,"VCR":0,"ecpm":0,"ecpc":0,"ecpcv":0,"campaignPriority":1,"bidModelDataId":965},"recordsList":[{"impressions":0,"bidImpressions":0,"clicks":0,"startCount":0,"firstCount":0,"midCount":0,"thirdCount":0,"completeCount":0,"reach":0,"dataCost":0,"prebidCost":0,"spent":0,"mediaSpent":0,"budgetDay":0,"budgetTotal":1020,"winRate":0,"totalECPC":0,"frequency":0,"totalECPM":0,"audioVideoViewed":0,"ivtImpressions":0,"ivtClicks":0,"adServingCost":0,"vldInsightsCost":0,"pldInsightsCost":0,"slsInsightsCost":0,"aqInsightsCost":0,"costPerAttributedConversion":0,"totalAttributedConversionRate":0,"totalAttributedConversion":0,"totalAttributedViewThroughConversion":0,"totalAttributedClickThroughConversion":0,"organizationBidShadingSaving":0,"platformSpent":null,"platformMediaEarning":null,"platformBidShadingEarning":null,"platformTotalEarning":null,"workspaceSpent":null,"workspaceMediaEarning":null,"workspaceBidShadingEarning":null,"workspaceTotalEarning":null,"campaignId":582315,"campaignName":"P n","startTime":1773214800,"endTime":0,"campaignType":"cpm","status":"pending","dailyImpression":0,"campaignTimezone":"US/Eastern","creativeType":"13","budgetPacing":false,"owId":201427,"bidShading":false,"ioId":10374,"ioName":"DD","ioStartTime":1715054400000,"ioEndTime":0,"ioTotalBudget":386836.845,"ioTotalImpressions":0,"ioTimezone":29,"ioStatusId":1,"ioBudgetDistributionMethod":1,"ioAutoSumTotalBudget":true,"organizationName":"Stage Shared Advertiser","workspaceOrganizationName":"IQM Corporation","verticalId":1,"verticalName":"Healthcare","workspaceOwId":201899,"percentageOfTotalSpent":0,"defaultMinBid":0,"maxBid":55,"minBid":0,"baseBid":0,"budgetTypeId":1,"campaignTypeId":2,"targetImpression":0,"budgetDayCombined":0,"budgetTotalCombined":1020,"expectedSpent":0,"actualSpent":0,"pacingPercentage":0,"remainingDuration":0,"campaignDuration":0,"expectedDailySpent":0,"actualDailySpent":0,"dailyPacingPercentage":0,"dailyRemainingDuration":0,"dailyCampaignDuration":0,"workspacePLDInsightsEarnings":null,"platformPLDInsightsEarnings":null,"workspaceVLDInsightsEarnings":null,"platformVLDInsightsEarnings":null,"workspaceSLSInsightsEarnings":null,"platformSLSInsightsEarnings":null,"workspaceAQInsightsEarnings":null,"platformAQInsightsEarnings":null,"aiGoalId":0,"modelledDimensionIds":null,"optimizationMethod":null,"creativesCount":2,"isEligibleForAQInsightsReport":null,"isEligibleForPLDInsightsReport":null,"isEligibleForSLSInsightsReport":null,"isEligibleForVLDInsightsReport":null,"CTR":0,"VCR":0,"ecpm":0,"ecpc":0,"ecpcv":0,"campaignPriority":1,"bidModelDataId":965,"campaignPulseResult":{"Critical":0,"Medium":0}},{"impressions":0,"bidImpressions":0,"clicks":0,"startCount":0,"firstCount":0,"midCount":0,"thirdCount":0,"completeCount":0,"reach":0,"dataCost":0,"prebidCost":0,"spent":0,"mediaSpent":0,"budgetDay":50234,"budgetTotal":4002345,"winRate":0,"totalECPC":0,"frequency":0,"totalECPM":0,"audioVideoViewed":0,"ivtImpressions":0,"ivtClicks":0,"adServingCost":0,"vldInsightsCost":0,"pldInsightsCost":0,"slsInsightsCost":0,"aqInsightsCost":0,"costPerAttributedConversion":0,"totalAttributedConversionRate":0,"totalAttributedConversion":0,"totalAttributedViewThroughConversion":0,"totalAttributedClickThroughConversion":0,"organizationBidShadingSaving":0,"platformSpent":null,"platformMediaEarning":null,"platformBidShadingEarning":null,"platformTotalEarning":null,"workspaceSpent":null,"workspaceMediaEarning":null,"workspaceBidShadingEarning":null,"workspaceTotalEarning":null,"campaignId":582153,"campaignName":"testCampaign copy","startTime":1773806400,"endTime":1775188800,"campaignType":"cpm","status":"running","dailyImpression":0,"campaignTimezone":"US/Eastern","creativeType":"11","budgetPacing":false,"owId":201427,"bidShading":false,"ioId":10,"ioName":"new group","ioStartTime":1680011620000,"ioEndTime":0,"ioTotalBudget":8019815,"ioTotalImpressions":0,"ioTimezone":420,"ioStatusId":1,"ioBudgetDistributionMethod":1,"ioAutoSumTotalBudget":true,"organizationName":"Stage Shared Advertiser","workspaceOrganizationName":"IQM Corporation","verticalId":1,"verticalName":"Healthcare","workspaceOwId":201899,"percentageOfTotalSpent":0,"defaultMinBid":0,"maxBid":45,"minBid":1,"baseBid":0,"budgetTypeId":1,"campaignTypeId":1,"targetImpression":0,"budgetDayCombined":50234,"budgetTotalCombined":4002345,"expectedSpent":0,"actualSpent":0,"pacingPercentage":0,"remainingDuration":0,"campaignDuration":0,"expectedDailySpent":29303.1666666667,"actualDailySpent":0,"dailyPacingPercentage":0,"dailyRemainingDuration":10,"dailyCampaignDuration":24,"workspacePLDInsightsEarnings":null,"platformPLDInsightsEarnings":null,"workspaceVLDInsightsEarnings":null,"platformVLDInsightsEarnings":null,"workspaceSLSInsightsEarnings":null,"platformSLSInsightsEarnings":null,"workspaceAQInsightsEarnings":null,"platformAQInsightsEarnings":null,"aiGoalId":0,"modelledDimensionIds":[1,7,8],"optimizationMethod":null,"creativesCount":1,"isEligibleForAQInsightsReport":null,"isEligibleForPLDInsightsReport":null,"isEligibleForSLSInsightsReport":null,"isEligibleForVLDInsightsReport":null,"CTR":0,"VCR":0,"ecpm":0,"ecpc":0,"ecpcv":0,"campaignPriority":1,"bidModelDataId":965,"campaignPulseResult":{"Critical":5,"Medium":3}}]}},
	varies: {
		recordsTotal: 'not of lists alone',
		recordsList: 'not of totals alone',
		campaignPriority: 'only if asked for with campaignRequest',
		bidModelDataId: 'only if asked for with campaignRequest',
		thirdPartyCost: 'in the samples of lists alone and totals alone',
	},
	refuses: [UNSORTED],
	does: 'by hand: rows are filtered and added up',
};

export const performanceGetTimeline: Contract = {
	of: 'iqmReport performance: getTimeline',
	endpoint: 'POST /api/v4/das/report/metrics-timeline',
	document: 'IQM OpenAPI dash, dashboard-report-metrics-timeline',
	takes: { body: { filters: FILTERS, dimension: DIMENSION, timezoneId: 'integer' } },
	needs: ['filters', 'dimension'],
	// prettier-ignore
	sample: {"filters":{"startTimeEpochMillis":1773633600000,"endTimeEpochMillis":1773719999000},"dimension":"CAMPAIGN","timezoneId":29},
	more: [
		// prettier-ignore
		{"filters":{"startTimeEpochMillis":1771041600000,"endTimeEpochMillis":1773719999000,"campaignStatusList":["running","paused"],"owIds":[200058,200062],"campaignIds":[582510,582511]},"dimension":"CAMPAIGN","timezoneId":29},
	],
	// prettier-ignore
	answer: {"success":true,"data":{"totalRecords":24,"recordsList":[{"startDate":1773633600000,"endDate":1773636599000,"impressions":21000,"clicks":630,"spent":2100,"mediaSpent":1890,"startCount":0,"firstCount":0,"midCount":0,"thirdCount":0,"completeCount":0,"winRate":28.5,"CTR":3,"eCPM":90,"totalECPM":100,"eCPC":3,"totalECPC":3.5,"eCPCV":0,"VCR":0,"totalAttributedConversion":0,"workspaceSpent":1750,"platformSpent":210,"platformMediaEarning":189,"workspaceMediaEarning":945}]}},
	does: 'by hand: how long a point is depends on the range',
};

export const performanceCompare: Contract = {
	of: 'iqmReport performance: compare',
	endpoint: 'POST /api/v4/das/report/metrics-comparison',
	document: 'IQM OpenAPI dash, dashboard-report-metrics-comparison',
	takes: { body: { filters: FILTERS, dimension: DIMENSION } },
	needs: ['filters', 'dimension'],
	// prettier-ignore
	sample: {"filters":{"startTimeEpochMillis":1773719999000,"endTimeEpochMillis":1773806399000,"campaignIds":[582510]},"dimension":"CAMPAIGN"},
	more: [
		// prettier-ignore
		{"filters":{"startTimeEpochMillis":1773633600000,"endTimeEpochMillis":1774238399000,"searchField":"temp-camp","creativeTypeIds":[11,13,14,17],"campaignTypeIds":[1],"campaignIds":[582510,582511,582512],"campaignStatusList":["running"],"owIds":[200058,200062,200153,200178],"ioIds":[],"verticalIds":[]},"dimension":"CAMPAIGN"},
	],
	// prettier-ignore
	answer: {"success":true,"data":{"current":{"impressions":500000,"clicks":15000,"spent":50000,"CTR":3,"totalECPC":3.33,"totalECPM":100,"winRate":285,"mediaSpent":45000},"previous":{"impressions":480000,"clicks":14400,"spent":48000,"CTR":3,"totalECPC":3.33,"totalECPM":100,"winRate":280,"mediaSpent":43200}}},
	does: 'by hand: without access everything is zero',
};

export const performanceDownload: Contract = {
	of: 'iqmReport performance: download',
	endpoint: 'POST /api/v4/das/report/by-campaign-download',
	document: 'IQM OpenAPI dash, dashboard-report-by-campaign-download',
	takes: { body: { ...TABLE_FILE, campaignRequest: 'boolean' } },
	needs: ['filters', 'downloadRequest'],
	// prettier-ignore
	sample: {"sort":{"field":"impressions","order":"DESC"},"filters":{"startTimeEpochMillis":1773896400000,"endTimeEpochMillis":1773982799000,"campaignStatusList":["running"]},"downloadRequest":{"columns":[{"label":"ID","value":"campaignId"},{"label":"Campaign Name","value":"campaignName"},{"label":"Insertion Order Name","value":"ioName"},{"label":"IO End Time","value":"ioEndTime"},{"label":"Status","value":"status"},{"label":"Creatives","value":"creativesCount"},{"label":"Time Zone","value":"campaignTimezone"},{"label":"Start Time","value":"startTime"},{"label":"End Time","value":"endTime"},{"label":"Optimization Method","value":"optimizationMethod"},{"label":"Bid Shading","value":"bidShading"},{"label":"Daily Budget","value":"budgetDayCombined"},{"label":"Total Budget","value":"budgetTotalCombined"},{"label":"Max Bid Price","value":"maxBid"},{"label":"Min Bid Price","value":"minBid"},{"label":"Bid Shading Saving","value":"organizationBidShadingSaving"},{"label":"Budget Completion","value":"percentageOfTotalSpent"},{"label":"Campaign Pacing","value":"pacingPercentage"},{"label":"Daily Pacing","value":"dailyPacingPercentage"},{"label":"Workspace Media Earnings","value":"workspaceMediaEarning"},{"label":"Total Workspace Earnings","value":"workspaceTotalEarning"},{"label":"Workspace PLD Insights Earnings","value":"workspacePLDInsightsEarnings"},{"label":"Workspace SLS Insights Earnings","value":"workspaceSLSInsightsEarnings"},{"label":"Workspace VLD Insights Earnings","value":"workspaceVLDInsightsEarnings"},{"label":"Workspace Bid Shading Earnings","value":"workspaceBidShadingEarning"},{"label":"Workspace AQ Insights Earnings","value":"workspaceAQInsightsEarnings"},{"label":"Platform Media Earnings","value":"platformMediaEarning"},{"label":"Total Platform Earnings","value":"platformTotalEarning"},{"label":"Platform PLD Insights Earnings","value":"platformPLDInsightsEarnings"},{"label":"Platform SLS Insights Earnings","value":"platformSLSInsightsEarnings"},{"label":"Platform VLD Insights Earnings","value":"platformVLDInsightsEarnings"},{"label":"Platform Bid Shading Earnings","value":"platformBidShadingEarning"},{"label":"Platform AQ Insights Earnings","value":"platformAQInsightsEarnings"},{"label":"Impressions","value":"impressions"},{"label":"IVT Impressions","value":"ivtImpressions"},{"label":"Clicks","value":"clicks"},{"label":"IVT Clicks","value":"ivtClicks"},{"label":"Reach","value":"reach"},{"label":"CTR","value":"CTR"},{"label":"Win Rate","value":"winRate"},{"label":"VCR","value":"VCR"},{"label":"Frequency","value":"frequency"},{"label":"Total Advertiser Spent","value":"spent"},{"label":"Ad Serving Cost","value":"adServingCost"},{"label":"Data Cost","value":"dataCost"},{"label":"Pre-bid Cost","value":"prebidCost"},{"label":"Media Cost","value":"mediaSpent"},{"label":"3rd Party Cost","value":"thirdPartyCost"},{"label":"PLD Insights Cost","value":"pldInsightsCost"},{"label":"SLS Insights Cost","value":"slsInsightsCost"},{"label":"VLD Insights Cost","value":"vldInsightsCost"},{"label":"AQ Insights Cost","value":"aqInsightsCost"},{"label":"Workspace Spent","value":"workspaceSpent"},{"label":"Platform Spent","value":"platformSpent"},{"label":"Media eCPM","value":"eCPM"},{"label":"Total eCPM","value":"totalECPM"},{"label":"Media eCPC","value":"eCPC"},{"label":"Total eCPC","value":"totalECPC"},{"label":"CPCV","value":"eCPCV"},{"label":"Video Start","value":"startCount"},{"label":"Video 25%","value":"firstCount"},{"label":"Video 50%","value":"midCount"},{"label":"Video 75%","value":"thirdCount"},{"label":"Video 100%","value":"completeCount"},{"label":"Hours viewed","value":"audioVideoViewed"},{"label":"Attributed Conversions","value":"totalAttributedConversion"},{"label":"Attributed View Through Conversions","value":"totalAttributedViewThroughConversion"},{"label":"Attributed Click Through Conversions","value":"totalAttributedClickThroughConversion"},{"label":"Cost Per Attributed Conversion","value":"costPerAttributedConversion"},{"label":"Attributed Conversion Rate","value":"totalAttributedConversionRate"},{"label":"Budget Type","value":"budgetTypeId"}],"fileType":"xlsx","fileName":"Campaign"}},
	instead: [
		{
			...{ key: 'requestType', value: 'AGGREGATED' },
			why: '"startTimeEpochMillis, endTimeEpochMillis, and requestType are required"',
		},
	],
	// prettier-ignore
	answer: {"success":true,"data":{"url":"https://example.com/download/campaign_report.xlsx"}},
	varies: { url: 'not when there is no data, as of the reports' },
	refuses: [UNSORTED],
	does: 'by hand: makes a file',
};
