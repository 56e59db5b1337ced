import { reportFieldsGetValueList } from './reportFields';
import { reportsGetAll } from './reports';
import type { Contract } from './contract';

/** The GET beside the POST that lists reports: "Pagination will not be applied with value -1". */
export const LIST_OF_REPORTS: Contract = {
	...reportsGetAll,
	endpoint: 'GET /api/v3/ra/reports/list',
	document: 'IQM OpenAPI reports, getReportList',
	takes: {
		query: {
			...{ customerIds: { anyOf: [['all'], { csv: 'integer' }] }, searchField: 'text' },
			...{ sortBy: 'text', limit: 'integer', pageNo: 'integer' },
		},
	},
	sample: {},
};

/** The other value lists of reports. */
export const VALUE_LISTS: Contract[] = [
	{
		...reportFieldsGetValueList,
		endpoint: 'GET /api/v3/rb/static/report-file-type',
		document: 'IQM OpenAPI v2-and-v3, getFileType',
		// prettier-ignore
		answer: {"success":true,"data":[{"name":"csv","id":1,"label":"CSV"},{"name":"xlsx","id":2,"label":"XLS"}]},
	},
	{
		...reportFieldsGetValueList,
		endpoint: 'GET /api/v3/rb/static/report-delivery-frequency',
		document: 'IQM OpenAPI v2-and-v3, getDeliveryFrequency',
		// prettier-ignore
		answer: {"success":true,"data":[{"name":"One Time Now","id":1,"label":"One time now"},{"name":"DAY","id":2,"label":"Daily until"},{"name":"WEEK","id":3,"label":"Weekly until"},{"name":"MONTH","id":4,"label":"Monthly until"}]},
	},
];
