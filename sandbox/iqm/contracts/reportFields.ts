import type { Contract } from './contract';

const GROUP = 'each entry holds one group, and groups differ between organizations';
const SOME = 'the sample has entries without it';

export const reportFieldsGetAll: Contract = {
	of: 'iqmReport reportField: getAll',
	endpoint: 'GET /api/v3/ra/report/dimension-metrics/detail',
	document: 'IQM OpenAPI reports, getDimensionAndMetricDetails',
	takes: {},
	sample: {},
	// prettier-ignore
	answer: {"success":true,"data":{"metrics":[{"Budget":[{"id":1,"label":"Daily Budget","order":1,"fieldDataType":"currencyUSD","aggregationType":"sum","description":"Amount up to which you allow platform to spend on average each day","defaultEnabled":false,"key":"dailyBudget","dependentDimensions":[1,2,43,44]},{"id":2,"label":"Total Budget","order":2,"defaultEnabled":false,"key":"totalBudget","dependentDimensions":[1,2,43,44]}]},{"Counts":[{"id":5,"label":"Impressions","order":1,"defaultEnabled":true,"key":"impressions","dependentDimensions":null}]}],"dimensions":[{"Campaign Specifics":[{"id":1,"label":"Campaign","order":1,"isFilterSupported":true,"isRowToColumn":false,"isCustomerDependent":true,"fieldDataType":"text","description":"Campaign Name","groupId":1,"key":"campaign"},{"id":2,"label":"Campaign ID","order":2,"isFilterSupported":true,"isRowToColumn":false,"isCustomerDependent":true,"fieldDataType":"text","description":"Unique system-generated number assigned to each Campaign","groupId":1,"key":"campaignId"}]},{"Locations":[{"id":34,"label":"Country","order":1,"isFilterSupported":true,"isRowToColumn":false,"isCustomerDependent":false,"fieldDataType":"country","description":"Country the ad ran in","groupId":29,"key":"country"},{"id":35,"label":"State","order":2,"isFilterSupported":true,"isRowToColumn":false,"isCustomerDependent":false,"fieldDataType":"regionCode","description":"State the ad ran in","groupId":30,"key":"state"}]}]}},
	varies: {
		...{ Budget: GROUP, Counts: GROUP, 'Campaign Specifics': GROUP, Locations: GROUP },
		// The description names these groups.
		...{ Performance: GROUP, Spending: GROUP, Cost: GROUP, Video: GROUP },
		...{ 'Insertion Order Specifics': GROUP, 'Creative Specifics': GROUP, Demographics: GROUP },
		...{ Technologies: GROUP, fieldDataType: SOME, aggregationType: SOME, description: SOME },
	},
	does: 'by hand: it holds the keys that reports take, too',
};

export const reportFieldsGetCustomFields: Contract = {
	of: 'iqmReport reportField: getCustomFields',
	endpoint: 'POST /api/v3/ra/conversion/custom-field/list',
	document: 'IQM OpenAPI v2-and-v3, getConversionCustomFieldsDetailsList',
	takes: {
		body: {
			// Only the sample has the second, only table and schema have the first.
			...{ owIds: { each: 'integer' }, customerIds: { each: 'integer' } },
			...{ searchField: 'text', sortBy: 'text', pageNo: 'integer', noOfEntries: 'integer' },
			...{ sortByFields: { map: 'text' }, sortByFieldsLinkedHashMap: { map: 'text' } },
			...{ searchBy: { each: 'text' }, pagination: 'text', offset: 'integer' },
			order: ['asc', 'desc'],
		},
	},
	// prettier-ignore
	sample: {"customerIds":[123,234,345],"pageNo":1,"noOfEntries":30,"sortBy":"+id","searchField":"Pixel"},
	// prettier-ignore
	answer: {"success":true,"data":{"totalRecords":10,"filterRecords":3,"customFieldData":[{"id":3114,"pixelName":"Pixel Conversion 1","customFieldName":"sample_one"},{"id":3114,"pixelName":"Pixel Conversion 1","customFieldName":"sample_two"},{"id":3221,"pixelName":"Pixel Conversion 2","customFieldName":"product_sales"}]}},
	// An id is a pixel's, and repeats.
	rows: { at: 'data.customFieldData', id: 'customFieldName', size: 'noOfEntries' },
	refuses: [{ asked: { sortBy: 'nothing' }, status: 422, words: 'Invalid sortBy value.' }],
	does: 'by hand: the rows have no id of their own',
};

/** The first of three; the others are in twins.ts. */
export const reportFieldsGetValueList: Contract = {
	of: 'iqmReport reportField: getValueList',
	endpoint: 'GET /api/v3/rb/static/report-request-type',
	document: 'IQM OpenAPI v2-and-v3, getRequestType',
	takes: {},
	sample: {},
	// prettier-ignore
	answer: {"success":true,"data":[{"name":"daily","id":1,"label":"Daily"},{"name":"total","id":2,"label":"Aggregated"}]},
	rows: { at: 'data', id: 'id' },
	does: 'by hand: it is the sample answer',
};
