import { NOBODYS, type Contract, type Instead, type Keys } from './contract';

/** What the schemas of a report's definition have, sent or saved. */
const DEFINITION: Keys = {
	...{ reportName: 'text', startDate: 'integer', endDate: 'integer', dimensions: 'text' },
	...{ customerIds: { orNull: { each: 'integer' } }, columns: { each: 'text' } },
	// Table and samples have "0" and "1", the schemas’ descriptions "1" and "2".
	...{ timezoneId: 'integer', requestType: [1, 2, 3, 4], reportAggregated: ['0', '1'] },
	...{ owId: 'integer', createdByUOWId: 'integer', modifiedByUOWId: 'integer' },
	...{ timezoneName: 'text', organizationName: 'text' },
};

const EXECUTED: Keys = {
	...DEFINITION,
	...{ id: 'integer', resultType: 'text', fileType: [1, 2], internalRequest: 'boolean' },
	...{ pageNo: 'integer', noOfEntries: 'integer', sortBy: 'text', searchField: 'text' },
	// Only the samples have it.
	order: ['asc', 'desc'],
	filters: {
		keys: {
			...{ campaignIds: { each: 'integer' }, creativeTypeIds: { each: 'integer' } },
			campaignStatuses: { each: 'text' },
		},
	},
};

const SAVED: Keys = {
	...DEFINITION,
	id: 'integer',
	customerDetails: {
		orNull: {
			each: {
				keys: {
					...{ owId: 'integer', organizationName: 'text', organizationLogo: 'text' },
					...{ statusId: 'integer', status: 'text', supportEmail: 'text' },
					...{ timezone: 'integer', organizationType: 'text' },
				},
			},
		},
	},
	reportSchedulingEventDetails: {
		keys: {
			...{ reportId: 'integer', subscriberEmails: { each: 'text' }, fileType: [1, 2] },
			...{ deliveryFrequency: [1, 2, 3, 4], deliveryDay: 'text', eventEndDate: 'integer' },
			...{ runningTotalEnabled: 'boolean', earliestCampaignStartDate: 'integer' },
		},
	},
};

const METRICS_ONLY =
	'"exact `key` values" of metrics, of which some are dimensions, and the list of keys has others';

/** The samples' columns without those that are dimensions, under the names that the list of keys has. */
function metrics(...value: string[]): Instead {
	return { key: 'columns', value, why: METRICS_ONLY };
}

const NO_REPORT = 'Report does not exists for the given id';

/** "Required unless `id` is supplied": so nothing is needed always. */
export const reportsRun: Contract = {
	of: 'iqmReport report: run',
	endpoint: 'POST /api/v3/ra/report/execute',
	document: 'IQM OpenAPI reports, executeReportData',
	takes: { body: EXECUTED },
	// prettier-ignore
	sample: {"startDate":1670410001000,"endDate":1675766802000,"dimensions":"[{\"filter\":\"campaign\"},{\"filter\":\"gender\",\"value\":[10200002]},{\"filter\":\"deviceType\",\"value\":[20300001,20300003]}]","columns":["campaignId","campaignName","deviceType","completeCount","gender","startTime","endTime","maxBid","budgetDay","VCR","eCPC","totalECPC","budgetTotal","impressions","clicks","winRate","reach"],"customerIds":[201353,201352],"filters":{"campaignIds":[123,234,345],"creativeTypeIds":[11],"campaignStatuses":["expired","running"]},"searchField":"123","requestType":1,"reportAggregated":"0","timezoneId":11,"timezoneName":"UTC","order":"desc","sortBy":"impressions","noOfEntries":50,"pageNo":1},
	instead: [
		metrics(
			...['completeCount', 'maxBid', 'dailyBudget', 'VCR', 'eCPC', 'totalECPC', 'totalBudget'],
			...['impressions', 'clicks', 'winRate', 'reach'],
		),
	],
	more: [
		{ id: 3219 },
		// From the quickstart about reports, with dates of its own time zone.
		// prettier-ignore
		{"customerIds":[],"startDate":1749614400000,"endDate":1757649599000,"dimensions":"[{\"filter\":\"campaign\"}]","columns":["impressions","clicks","CTR","VCR","spent","dataCost","mediaSpent","eCPM"],"requestType":3,"reportAggregated":"0","timezoneName":"US/Eastern","timezoneId":29,"pageNo":1,"noOfEntries":20,"sortBy":"-impressions"},
	],
	// prettier-ignore
	answer: {"success":true,"data":{"total":{"CTR":0.26809,"date":null,"deviceTypeId":null,"VCR":51.452171,"budgetDay":null,"gender":null,"budgetPacing":null,"dataCost":0,"totalRecords":135,"campaignTimezone":null,"eCPM":4.50311429853875,"totalECPM":4.50311429853875,"bidImpressions":4678583,"startTime":null,"mediaSpent":8485.86672119556,"eCPC":1.67970441828891,"totalECPC":1.67970441828891,"deviceType":null,"startCount":351095,"campaignType":null,"campaignId":null,"spent":8485.86672119556,"impressions":1884444,"eCPCV":0.0215601437130939,"completeCount":180646,"budgetTotal":null,"maxBid":null,"clicks":5052,"endTime":null,"campaignName":null,"status":null},"data":[{"CTR":0.2796,"date":"2022-01-30","deviceTypeId":20300001,"VCR":0,"budgetDay":0.07,"gender":"Unknown","budgetPacing":true,"dataCost":0,"totalRecords":null,"campaignTimezone":"America/Costa_Rica","eCPM":3,"totalECPM":3,"bidImpressions":628344,"startTime":1643428296,"mediaSpent":457.098,"eCPC":1.073,"totalECPC":1.073,"deviceType":"Mobile","startCount":0,"campaignType":"cpm","campaignId":15474,"spent":457.098,"impressions":152366,"eCPCV":0,"completeCount":0,"budgetTotal":1549,"maxBid":3,"clicks":426,"endTime":1644192000,"campaignName":"Costa Rica MEMES COMPILADOS Profile: All Gender: All Ages: 18 to 45 Geo: Heredia, Alajuela, Cartago and San Jose","status":"expired"},{"CTR":0.2122,"date":"2022-01-30","deviceTypeId":20300001,"VCR":0,"budgetDay":0.21,"gender":"Unknown","budgetPacing":true,"dataCost":0,"totalRecords":null,"campaignTimezone":"America/Costa_Rica","eCPM":3,"totalECPM":3,"bidImpressions":271620,"startTime":1643423160,"mediaSpent":418.488,"eCPC":1.41381081081081,"totalECPC":1.41381081081081,"deviceType":"Mobile","startCount":0,"campaignType":"cpm","campaignId":15472,"spent":418.488,"impressions":139496,"eCPCV":0,"completeCount":0,"budgetTotal":1548,"maxBid":3,"clicks":296,"endTime":1644192000,"campaignName":"Costa Rica Universidad Latina Profile: All Gender: All Ages: 18 to 75 Geo: All Costa Rica","status":"expired"},{"CTR":0.1065,"date":"2022-01-30","deviceTypeId":20300001,"VCR":0,"budgetDay":0.43,"gender":"Unknown","budgetPacing":true,"dataCost":0,"totalRecords":null,"campaignTimezone":"America/Costa_Rica","eCPM":3.00002495259008,"totalECPM":3.00002495259008,"bidImpressions":239865,"startTime":1643431623,"mediaSpent":360.687,"eCPC":2.8178671875,"totalECPC":2.8178671875,"deviceType":"Mobile","startCount":0,"campaignType":"cpm","campaignId":15477,"spent":360.687,"impressions":120228,"eCPCV":0,"completeCount":0,"budgetTotal":1551,"maxBid":3,"clicks":128,"endTime":1644192000,"campaignName":"Costa Rica TICOS AL DIA 24-25 ENE Profile: All Gender: All Ages: 18 to 25 and 60+ and over Geo: Heredia, Alajuela, Cartago and San Jose","status":"expired"},{"CTR":0.3118,"date":"2022-01-31","deviceTypeId":20300001,"VCR":0,"budgetDay":0.07,"gender":"Unknown","budgetPacing":true,"dataCost":0,"totalRecords":null,"campaignTimezone":"America/Costa_Rica","eCPM":3,"totalECPM":3,"bidImpressions":280562,"startTime":1643428296,"mediaSpent":219.363,"eCPC":0.962118421052632,"totalECPC":0.962118421052632,"deviceType":"Mobile","startCount":0,"campaignType":"cpm","campaignId":15474,"spent":219.363,"impressions":73121,"eCPCV":0,"completeCount":0,"budgetTotal":1549,"maxBid":3,"clicks":228,"endTime":1644192000,"campaignName":"Costa Rica MEMES COMPILADOS Profile: All Gender: All Ages: 18 to 45 Geo: Heredia, Alajuela, Cartago and San Jose","status":"expired"},{"CTR":0.3154,"date":"2022-01-30","deviceTypeId":20300001,"VCR":0,"budgetDay":1,"gender":"Unknown","budgetPacing":true,"dataCost":0,"totalRecords":null,"campaignTimezone":"America/Costa_Rica","eCPM":3,"totalECPM":3,"bidImpressions":233754,"startTime":1643131598,"mediaSpent":211.161,"eCPC":0.951175675675676,"totalECPC":0.951175675675676,"deviceType":"Mobile","startCount":0,"campaignType":"cpm","campaignId":15455,"spent":211.161,"impressions":70387,"eCPCV":0,"completeCount":0,"budgetTotal":1749,"maxBid":3,"clicks":222,"endTime":1644192000,"campaignName":"Costa Rica MEMES COMPILADOS Profile: Undecided Gender: All Ages: 18 to 35 Geo: Heredia, Alajuela, Cartago, San Jose","status":"expired"}],"totalRecords":135}},
	varies: {
		date: 'of daily reports only',
		dateRange: 'of weekly reports only',
	},
	refuses: [
		{
			without: ['columns', 'id'],
			status: 422,
			words: 'Please select columns for report creation',
			field: 'columns',
		},
		{
			asked: { columns: [] },
			status: 422,
			words: 'Please select columns for report creation',
			field: 'columns',
		},
	],
	does: 'by hand: a definition is read from the body or from a saved report',
};

/** Its sample is printed with a comma too many, without which it is JSON. */
export const reportsDownload: Contract = {
	of: 'iqmReport report: download',
	endpoint: 'POST /api/v3/ra/report/download',
	document: 'IQM OpenAPI v2-and-v3, downloadReport',
	takes: { body: EXECUTED },
	// prettier-ignore
	sample: {"startDate":1670410001000,"endDate":1675766802000,"dimensions":"[{\"filter\":\"campaign\"},{\"filter\":\"gender\",\"value\":[10200002]},{\"filter\":\"deviceType\",\"value\":[20300001,20300003]}]","columns":["campaignId","campaignName","deviceType","completeCount","gender","startTime","endTime","maxBid","budgetDay","VCR","eCPC","budgetTotal","impressions","clicks","winRate"],"customerIds":[201353,201352],"requestType":1,"reportAggregated":"0","timezoneId":11,"timezoneName":"UTC","order":"desc","sortBy":"impressions","noOfEntries":50,"pageNo":1},
	instead: [
		metrics(
			...['completeCount', 'maxBid', 'dailyBudget', 'VCR', 'eCPC', 'totalBudget'],
			...['impressions', 'clicks', 'winRate'],
		),
	],
	more: [{ id: 123 }],
	// prettier-ignore
	answer: {"success":true,"data":{"url":"https://bucketname.s3.amazonaws.com/csv/123/reportname__1677643612992.csv"}},
	varies: { url: 'not when there is no data' },
	refuses: [
		{
			without: ['columns', 'id'],
			status: 422,
			words: 'Please select columns for report download',
			field: 'columns',
		},
		{
			asked: { columns: [] },
			status: 422,
			words: 'Please select columns for report download',
			field: 'columns',
		},
	],
	does: 'by hand: a definition is read from the body or from a saved report',
};

/** The sample without a schedule; schedules have an operation of their own. */
export const reportsCreate: Contract = {
	of: 'iqmReport report: create',
	endpoint: 'POST /api/v3/ra/report/add',
	document: 'IQM OpenAPI reports, saveReport',
	takes: { body: SAVED },
	needs: [
		...['reportName', 'startDate', 'endDate', 'dimensions', 'columns', 'requestType'],
		...['reportAggregated', 'timezoneId'],
	],
	// prettier-ignore
	sample: {"reportName":"Campaign by Gender by Device type ","startDate":1650177200000,"endDate":1666938296000,"dimensions":"[{\"filter\":\"campaign\",\"value\":[287846,287610,278417,270798]},{\"filter\":\"gender\",\"value\":[10200002]},{\"filter\":\"device_type\",\"value\":[20300001,20300003]}]","columns":["gender","deviceType","campaignId","campaignName","startTime","endTime","maxBid","budgetDay","budgetTotal","impressions","clicks"],"requestType":1,"reportAggregated":"0","timezoneId":29,"timezoneName":"US/Eastern"},
	instead: [
		{
			key: 'dimensions',
			// prettier-ignore
			value: "[{\"filter\":\"campaign\",\"value\":[287846,287610,278417,270798]},{\"filter\":\"gender\",\"value\":[10200002]},{\"filter\":\"deviceType\",\"value\":[20300001,20300003]}]",
			why: 'the sample of executeReportData, whose key is deviceType',
		},
		metrics('maxBid', 'dailyBudget', 'totalBudget', 'impressions', 'clicks'),
	],
	// prettier-ignore
	answer: {"success":true,"data":1002},
	does: 'by hand: the definition is checked, and a schedule may come with it',
};

export const reportsGet: Contract = {
	of: 'iqmReport report: get',
	endpoint: 'GET /api/v3/ra/report/{reportId}',
	document: 'IQM OpenAPI reports, getReport',
	takes: {},
	sample: {},
	path: { reportId: 123 },
	// prettier-ignore
	answer: {"success":true,"data":{"id":123,"reportName":"Campaign by Gender by Device type","startDate":1650177000,"endDate":1666938000,"dimensions":"[{\"filter\":\"campaign\"},{\"filter\":\"gender\",\"value\":[10200002]},{\"filter\":\"device_type\",\"value\":[20300001,20300003]}]","columns":["gender","deviceType","campaignId","campaignName","startTime","endTime","maxBid","budgetDay","budgetTotal","impressions","clicks"],"timezoneId":29,"requestType":1,"reportSchedulingEventDetails":{"eventId":18,"deliveryFrequency":3,"fileType":2,"subscriberEmails":["demoUser1@gmail.com","demoUser2@iqm.com"],"eventEndDate":1671148799,"deliveryDay":"Friday","runningTotalEnabled":true,"earliestCampaignStartDate":1670674108900}}},
	varies: {
		reportAggregated: 'the sample has none, the schema has it',
		timezoneName: 'the sample has none, the schema has it',
		customerIds: 'the sample has none, the schema has it',
	},
	refuses: [{ path: { reportId: NOBODYS }, status: 422, words: NO_REPORT }],
	does: 'by hand: the schedule stands in the report',
};

export const reportsGetAll: Contract = {
	of: 'iqmReport report: getAll',
	endpoint: 'POST /api/v3/ra/reports/list',
	document: 'IQM OpenAPI reports, fetchReportList',
	takes: {
		body: {
			...{ sortCriteriaMap: { map: 'text' }, owId: 'integer', uowId: 'integer' },
			...{ customerIds: { anyOf: [['all'], { csv: 'integer' }] }, searchField: 'text' },
			...{ pageNo: 'integer', noOfEntries: 'integer', sortBy: 'text', order: ['asc', 'desc'] },
		},
	},
	// prettier-ignore
	sample: {"customerIds":"123,234,345","pageNo":1,"noOfEntries":30,"sortBy":"+id","searchField":"search field"},
	// prettier-ignore
	answer: {"success":true,"data":{"data":[{"id":1,"reportName":"Campaign by Gender by Device type","startDate":1650177200,"endDate":1666938296,"dimensions":"[{\"filter\":\"campaign\",\"value\":[123,234,345,456]},{\"filter\":\"gender\",\"value\":[10200002]},{\"filter\":\"device_type\",\"value\":[20300001,20300003]}]","customerIds":null,"customerDetails":null,"timezoneId":11,"reportSchedulingEventDetails":{"eventId":29,"deliveryFrequency":3,"fileType":2,"subscriberEmails":["demoUser1@gmail.com","demoUser2@iqm.com"],"eventEndDate":1671148799999,"deliveryDay":"Friday"}},{"id":2,"reportName":"Campaigns by Zip Codes with filters","startDate":1660521600,"endDate":1668470399,"dimensions":"[{\"filter\": \"campaign\"}, {\"value\": [123, 234, 345, 456], \"filter\": \"zip5\"}]","customerIds":null,"customerDetails":null,"timezoneId":12,"reportSchedulingEventDetails":{}},{"id":3,"reportName":"Creatives by Income Ranges and Operating System with filters","startDate":1660521600,"endDate":1668470399,"timezoneId":11,"dimensions":"[{\"filter\": \"creative\"}, {\"value\": [10300002, 10300003], \"filter\": \"income_group\"}, {\"value\": [20200001, 20200002, 20200003], \"filter\": \"os\"}]","customerIds":[200,201],"customerDetails":[{"owId":200,"organizationName":"Test Organization","organizationLogo":"https://iqm-web-assets-c92d6b6cbde1-stage.s3.amazonaws.com/organization-profile/200/1637314301025.png","statusId":1,"status":"Active","supportEmail":"demoSupport@gmail.com","timezone":29}],"reportSchedulingEventDetails":{}}],"totalRecords":3,"filteredRecords":3}},
	varies: {
		eventId: 'of reports with a schedule only',
		deliveryFrequency: 'of reports with a schedule only',
		fileType: 'of reports with a schedule only',
		subscriberEmails: 'of reports with a schedule only',
		eventEndDate: 'of reports with a schedule only',
		deliveryDay: 'of reports with a schedule only',
	},
	rows: { at: 'data.data', id: 'id', size: 'noOfEntries' },
	refuses: [{ asked: { sortBy: 'nothing' }, status: 422, words: 'Invalid sortBy value.' }],
	does: 'by hand: the schedule stands in the report',
};

/** Every key is optional. */
export const reportsUpdate: Contract = {
	of: 'iqmReport report: update',
	endpoint: 'PATCH /api/v3/ra/report/{reportId}',
	document: 'IQM OpenAPI reports, updateReport',
	takes: { body: SAVED },
	// From the sample answer.
	path: { reportId: 123 },
	// prettier-ignore
	sample: {"startDate":1642013200000,"reportName":"Updated report name 1","timezoneId":29,"timezoneName":"US/Eastern","dimensions":"[{\"filter\": \"campaign\"}, {\"filter\": \"creative\"}]","columns":["campaignId","campaignName","startTime","endTime"],"customerIds":[12345],"requestType":1,"reportAggregated":"0"},
	instead: [metrics('impressions')],
	// prettier-ignore
	answer: {"success":true,"data":"Report with id 123 updated successfully"},
	does: 'by hand: the definition is checked',
};

export const reportsDuplicate: Contract = {
	of: 'iqmReport report: duplicate',
	endpoint: 'POST /api/v3/ra/report/duplicate',
	document: 'IQM OpenAPI v2-and-v3, duplicateReport',
	takes: { body: SAVED },
	needs: ['id'],
	// prettier-ignore
	sample: {"id":123,"reportName":"Report name"},
	more: [{ id: 123 }],
	// prettier-ignore
	answer: {"success":true,"data":"Report duplicated successfully with id 124"},
	refuses: [{ asked: { id: NOBODYS }, status: 422, words: 'Report does not exists' }],
	does: 'by hand: the sentence holds the new id',
};

export const reportsDelete: Contract = {
	of: 'iqmReport report: delete',
	endpoint: 'DELETE /api/v3/ra/report/{reportId}',
	document: 'IQM OpenAPI reports, deleteReport',
	takes: {},
	sample: {},
	// From the sample answer.
	path: { reportId: 123 },
	// prettier-ignore
	answer: {"success":true,"data":"Report with id 123 deleted successfully"},
	refuses: [{ path: { reportId: NOBODYS }, status: 422, words: NO_REPORT }],
	does: 'by hand: the schedule is deleted with it',
};
