import { same } from './contracts/behaviours';
import type { Contract } from './contracts/contract';

const list = {
	...{ of: 'iqmReport audienceInsight: getValueList', takes: {}, sample: {}, does: same },
};

/** The lists of values beside that of the contract: an operation has one contract. */
export const MORE_VALUE_LISTS: Contract[] = [
	{
		...list,
		endpoint: 'GET /api/v3/ins/static/insights/type/list',
		document: 'IQM Insights API guideline, "Get List of Insights Types"; the OpenAPI file has one type',
		// prettier-ignore
		answer: {"success":true,"data":{"totalRecords":2,"filteredRecords":2,"insightsTypeData":[{"id":1,"name":"audiences","label":"Audience Insights","order":1},{"id":3,"name":"voter_level_data","label":"Voter Level Data","order":3}]}},
	},
	{
		...list,
		endpoint: 'GET /api/v3/ins/static/report-status',
		document: 'IQM OpenAPI insights, getReportStatuses',
		// prettier-ignore
		answer: {"success":true,"data":[{"id":1,"name":"failed","displayName":"Failed","order":1},{"id":2,"name":"processing","displayName":"Processing","order":2},{"id":3,"name":"ready","displayName":"Ready","order":3},{"id":4,"name":"failed_insufficient_funds","displayName":"Failed","order":4}]},
	},
];
