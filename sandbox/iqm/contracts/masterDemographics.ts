import {
	AGE_ROWS,
	ETHNICITY_GROUP_ROWS,
	ETHNICITY_ROWS,
	GENDER_ROWS,
	INCOME_ROWS,
	INTEREST_ROWS,
	LANGUAGE_ROWS,
} from '../master/people';
import type { Contract } from './contract';
import { masterList, SEGMENT_BODY, SEGMENT_QUERY, V2, V2_ROWS, V3_ROWS } from './masterList';

/** What people are, all but gender in the v2 envelope. */
export const MASTER_DEMOGRAPHICS: Record<string, Contract> = {
	gender: {
		of: 'iqmMasterData demographic: getAll',
		endpoint: 'POST /api/v3/master/segment/gender',
		document: 'IQM OpenAPI master, getGenderSegmentDetails',
		takes: { body: SEGMENT_BODY },
		// prettier-ignore
		sample: {"pageNo":1,"noOfEntries":2,"sortBy":"id","searchField":"","campaignId":null,"segmentIds":[],"ids":[]},
		more: [
			// prettier-ignore
			{"pageNo":1,"noOfEntries":2,"sortBy":"+id","searchField":"","campaignId":null,"segmentIds":[9],"ids":[]},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":10200001,"name":"Male"},{"id":10200002,"name":"Female"}],"totalRecords":3,"filteredRecords":2}},
		rows: V3_ROWS,
		does: masterList({ rows: GENDER_ROWS }),
	},
	age: {
		of: 'iqmMasterData demographic: getAll',
		endpoint: 'GET /api/v2/master/segment/age',
		document: 'IQM OpenAPI master, getMasterSegmentAge',
		takes: { query: SEGMENT_QUERY },
		sample: {},
		// prettier-ignore
		answer: {"statusCode":200,"responseObject":{"data":[{"id":10100001,"name":"13-17"},{"id":10100002,"name":"18-24"}],"totalRecords":8,"filteredRecords":2}},
		rows: V2_ROWS,
		does: masterList({ rows: AGE_ROWS, ...V2, sort: '+name' }),
	},
	language: {
		of: 'iqmMasterData demographic: getAll',
		endpoint: 'GET /api/v2/master/segment/language',
		document: 'IQM OpenAPI master, getMasterSegmentLanguage',
		takes: { query: SEGMENT_QUERY },
		sample: {},
		// prettier-ignore
		answer: {"statusCode":200,"responseObject":{"data":[{"id":10500007,"name":"Arabic"},{"id":10500034,"name":"Chinese"}],"totalRecords":12,"filteredRecords":2}},
		rows: V2_ROWS,
		does: masterList({ rows: LANGUAGE_ROWS, ...V2 }),
	},
	interest: {
		of: 'iqmMasterData demographic: getAll',
		endpoint: 'GET /api/v2/master/segment/interest',
		document: 'IQM OpenAPI master, getMasterSegmentInterest',
		takes: { query: SEGMENT_QUERY },
		sample: {},
		// prettier-ignore
		answer: {"statusCode":200,"responseObject":{"data":[{"id":10800011,"name":"Coloring"},{"id":10800012,"name":"Computer programming"}],"totalRecords":379,"filteredRecords":2}},
		rows: V2_ROWS,
		does: masterList({ rows: INTEREST_ROWS, ...V2 }),
	},
	income: {
		of: 'iqmMasterData demographic: getAll',
		endpoint: 'GET /api/v2/master/segment/income',
		document: 'IQM OpenAPI master, getMasterSegmentIncome',
		takes: { query: SEGMENT_QUERY },
		sample: {},
		// prettier-ignore
		answer: {"statusCode":200,"responseObject":{"data":[{"id":10300001,"name":"Less than $25000"},{"id":10300002,"name":"$25001 - $50000"}],"totalRecords":7,"filteredRecords":2}},
		rows: V2_ROWS,
		does: masterList({ rows: INCOME_ROWS, ...V2 }),
	},
	ethnicity: {
		of: 'iqmMasterData demographic: getAll',
		endpoint: 'GET /api/v2/master/segment/ethnicity',
		document: 'IQM OpenAPI master, getMasterSegmentEthnicity',
		takes: { query: SEGMENT_QUERY },
		sample: {},
		// prettier-ignore
		answer: {"statusCode":200,"responseObject":{"data":[{"id":10600001,"name":"Afghan","parentId":10799998},{"id":10600002,"name":"African/American","parentId":10700003}],"totalRecords":219,"filteredRecords":2}},
		varies: { parentId: 'the guideline has rows without it' },
		rows: V2_ROWS,
		does: masterList({ rows: ETHNICITY_ROWS, ...V2 }),
	},
	ethnicityGroup: {
		of: 'iqmMasterData demographic: getAll',
		endpoint: 'GET /api/v2/master/segment/ethnicity-group',
		document: 'IQM OpenAPI master, getMasterSegmentEthnicityGroup',
		takes: { query: SEGMENT_QUERY },
		sample: {},
		// prettier-ignore
		answer: {"statusCode":200,"responseObject":{"data":[{"id":10700001,"name":"European"},{"id":10700002,"name":"Hispanic"},{"id":10700003,"name":"African-American"},{"id":10700004,"name":"Asian"},{"id":10799998,"name":"Other"},{"id":10799999,"name":"Unknown"}],"totalRecords":6,"filteredRecords":0}},
		rows: V2_ROWS,
		does: masterList({ rows: ETHNICITY_GROUP_ROWS, ...V2 }),
	},
};
