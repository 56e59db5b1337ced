import { NOBODYS, THEIRS, type Contract, type Keys } from './contract';

const PAGING: Keys = {
	...{ pageNo: 'integer', noOfEntries: 'integer', offset: 'integer' },
	...{ sortBy: 'text', order: ['asc', 'desc'], sortCriteriaMap: { map: 'text' } },
};

export const ordersGet: Contract = {
	of: 'iqmInsertionOrder insertionOrder: get',
	endpoint: 'GET /api/v3/cmp/io/{ioId}',
	document: 'IQM OpenAPI cmp, getBasicIODetailsById',
	takes: {},
	sample: {},
	path: { ioId: 985 },
	// prettier-ignore
	answer: {"success":true,"data":{"ioId":985,"ioName":"TEST UPDATE","ioStartTime":1793251767612,"ioEndTime":1794251767612,"ioTotalBudget":0,"ioTimeZoneId":29,"isAutoSumIoTotalBudget":true,"ioBudgetDistributionMethodId":1,"ioBudgetTypeId":1,"ioStatusId":1,"ioTotalImpressions":0,"owId":201427,"createdByUowId":9480,"modifiedByUowId":9480,"isIoPrioritise":true,"ioNextPerformanceCheck":1708606327000,"ioLastPriorityShift":1704976116958,"ioCurrentPriority":4}},
	refuses: [{ path: { ioId: NOBODYS }, status: 422, words: 'Invalid insertion order id.' }],
	does: 'by hand: the status follows the clock, and the budget the campaigns',
};

export const ordersGetAll: Contract = {
	of: 'iqmInsertionOrder insertionOrder: getAll',
	endpoint: 'POST /api/v3/cmp/io/basic/list',
	document: 'IQM OpenAPI cmp, getIOBasicDetailsList',
	takes: {
		body: {
			...PAGING,
			...{ owIdList: { each: 'integer' }, ioIdList: { each: 'integer' }, ids: { each: 'integer' } },
			...{ ioBudgetTypeIdsList: { each: 'integer' }, ioStatusIdsList: { each: 'integer' } },
			// The schema has the first spelling, the table the second.
			...{ isAllOwIds: 'boolean', isAllOWIds: 'boolean' },
			searchField: 'text',
		},
	},
	// prettier-ignore
	sample: {"pageNo":1,"noOfEntries":20,"ioIdList":[12,34],"ids":[2],"searchField":"io name","sortBy":"-ioId","ioBudgetTypeIdsList":[2],"ioStatusIdsList":[1,2,3]},
	more: [
		// prettier-ignore
		{"pageNo":1,"noOfEntries":2,"owIdList":[1236,4356],"ioIdList":[12,34],"ids":[2],"isAllOwIds":false,"searchField":"io name","ioBudgetTypeIdsList":[2],"ioStatusIdsList":[2],"sortBy":"-ioId"},
		// prettier-ignore
		{"pageNo":1,"noOfEntries":2,"ioIdList":[12,34],"ids":[2],"isAllOwIds":true,"searchField":"io name","ioBudgetTypeIdsList":[2],"ioStatusIdsList":[2,1],"sortBy":"-ioId"},
	],
	// prettier-ignore
	answer: {"success":true,"data":{"totalRecords":3,"ioBasicDetailsList":[{"ioId":1630,"ioName":"phase 2 test","ioStartTime":1792179297123,"ioEndTime":1793179297123,"ioTimeZoneId":29,"ioTotalBudget":0,"ioBudgetDistributionMethodId":1,"ioBudgetTypeId":2,"ioStatusId":1,"ioTotalImpressions":0,"isAutoSumIoTotalBudget":true},{"ioId":741,"ioName":"testdatasync","ioStartTime":1692860161542,"ioEndTime":1696226400000,"ioTimeZoneId":21,"ioTotalBudget":100001,"ioBudgetDistributionMethodId":1,"ioBudgetTypeId":2,"ioTotalImpressions":0,"ioStatusId":1,"isAutoSumIoTotalBudget":true},{"ioId":738,"ioName":"IO Bharat","ioStartTime":1693251767612,"ioEndTime":1693353600000,"ioTimeZoneId":29,"ioTotalBudget":1100,"ioBudgetDistributionMethodId":1,"ioBudgetTypeId":2,"ioStatusId":2,"ioTotalImpressions":0,"isAutoSumIoTotalBudget":true}],"filteredRecords":3}},
	rows: { at: 'data.ioBasicDetailsList', id: 'ioId', size: 'noOfEntries' },
	refuses: [
		// The HTTP status is documented; the words are those of the advanced list of orders.
		{ asked: { sortBy: 'nothing' }, status: 200, words: 'Invalid sortBy value.' },
	],
	does: 'by hand: an order is filtered by what it is now, which the clock and its campaigns decide',
};

export const ordersUpdate: Contract = {
	of: 'iqmInsertionOrder insertionOrder: update',
	endpoint: 'PATCH /api/v3/cmp/io/{ioId}',
	document: 'IQM OpenAPI cmp, editIODetails',
	takes: {
		body: {
			...{ ioName: { text: { most: 255 } }, ioStartTime: 'integer', ioEndTime: 'integer' },
			...{ ioTotalBudget: { number: { least: 0 } }, isAutoSumIoTotalBudget: 'boolean' },
			...{ ioTimeZoneId: 'integer', ioTotalImpressions: 'integer' },
		},
	},
	// prettier-ignore
	sample: {"ioName":"IO Name 1","ioStartTime":1690898148000,"ioEndTime":1690898888000,"ioTotalBudget":1000,"ioTotalImpressions":0,"ioTimeZoneId":29,"isAutoSumIoTotalBudget":true},
	// From the sample for reading an order, since this one has no id.
	path: { ioId: 985 },
	instead: [
		{
			key: 'isAutoSumIoTotalBudget',
			value: false,
			why: 'the table beside it: "When true, do NOT include ioTotalBudget."',
		},
	],
	// prettier-ignore
	answer: {"success":true,"data":"IO Name 1 saved successfully."},
	refuses: [{ path: { ioId: NOBODYS }, status: 422, words: 'Invalid ioId.' }],
	does: 'by hand: budget, sum and dates have rules among each other',
};

export const ordersUpdateEndDate: Contract = {
	of: 'iqmInsertionOrder insertionOrder: updateEndDate',
	endpoint: 'PATCH /api/v3/cmp/io/update-end-date',
	document: 'IQM OpenAPI v2-and-v3, updateIOEndDate',
	takes: {
		body: {
			...{ ioIdsList: { each: 'integer' }, ioEndTime: 'integer' },
			// With a small z, unlike everywhere else.
			...{ ioTimezoneId: 'integer', ioOwId: 'integer' },
		},
	},
	// "if the end-date is updated the timezone id is a required field"
	needs: ['ioIdsList', 'ioEndTime', 'ioTimezoneId'],
	// prettier-ignore
	sample: {"ioIdsList":[1,2,3],"ioEndTime":1690898148000,"ioTimezoneId":29},
	// prettier-ignore
	answer: {"success":true,"data":"EndDate updated successfully"},
	refuses: [
		{ asked: { ioIdsList: [] }, status: 422, words: 'IO Ids list can not be empty.' },
		{ asked: { ioIdsList: [THEIRS] }, status: 403, words: 'Forbidden!' },
	],
	does: 'by hand: an end must lie after the start of each order',
};

export const ordersDelete: Contract = {
	of: 'iqmInsertionOrder insertionOrder: delete',
	endpoint: 'POST /api/v3/cmp/io/delete',
	document: 'IQM OpenAPI cmp, updateIOStatusToDelete',
	takes: { body: { ioIdsList: { each: 'integer' }, owIdsList: { each: 'integer' } } },
	needs: ['ioIdsList'],
	// prettier-ignore
	sample: {"ioIdsList":[1,2,3]},
	// prettier-ignore
	answer: {"success":true,"data":"3 Insertion Orders deleted successfully"},
	refuses: [
		{ asked: { ioIdsList: [NOBODYS] }, status: 422, words: 'Invalid IO ids.' },
		{ asked: { ioIdsList: [THEIRS] }, status: 403, words: 'Forbidden!' },
	],
	does: 'by hand: the campaigns of an order are deleted with it',
};
