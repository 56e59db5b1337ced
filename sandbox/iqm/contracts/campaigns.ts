import type { Contract, Keys } from './contract';

export const campaignsGetAll: Contract = {
	of: 'iqmCampaign campaign: getAll',
	endpoint: 'POST /api/v3/cmp/basic/list',
	document: 'IQM OpenAPI cmp, getCampaignBasicDetailList',
	takes: {
		body: {
			...{ pageNo: 'integer', noOfEntries: 'integer', searchField: 'text' },
			...{ sortBy: 'text', order: ['asc', 'desc'], sortCriteriaMap: { map: 'text' } },
			...{ campaignIds: { each: 'integer' }, ids: { each: 'integer' } },
			...{ owIds: { each: 'integer' }, isAllOwIds: 'boolean', status: { each: 'text' } },
			...{ creativeTypeIds: { each: 'integer' }, campaignTypeIds: { each: 'integer' } },
			ioIdsList: { each: 'integer' },
			responseFields: {
				each: [
					...['id', 'campaignId', 'name', 'creativeTypeId', 'status', 'startTime', 'endTime'],
					...['createdAt', 'modifiedAt', 'owId', 'organizationName', 'organizationLogo'],
				],
			},
		},
	},
	// prettier-ignore
	sample: {"status":["running"],"pageNo":1,"noOfEntries":5,"ids":"292694"},
	instead: [
		{ key: 'ids', value: [292694], why: 'the table and the schema: "Array of Integer"' },
	],
	more: [
		// prettier-ignore
		{"isAllOwIds":true,"owIds":[],"searchField":"","pageNo":1,"noOfEntries":50},
		// prettier-ignore
		{"isAllOwIds":false,"owIds":[200002],"searchField":"","pageNo":1,"noOfEntries":50},
	],
	// prettier-ignore
	answer: {"success":true,"data":{"data":[{"campaignId":123456,"name":"Campaign-1","creativeTypeId":11,"campaignTypeId":1,"status":"running","startTime":1666347943,"endTime":1672462800,"createdAt":1666347950,"modifiedAt":1668747600,"owId":201427,"organizationName":"Organization - 1","organizationLogo":"https://iqm-web-assets-c92d6b6cbde1-stage.s3.amazonaws.com/organization-profile/4831/1668757546029.jpg","ioId":1,"ioStatusId":1,"timezoneId":11,"ioBudgetTypeId":1,"ioName":"Name Insertion Order"},{"campaignId":456789,"name":"Campaign-2","creativeTypeId":14,"campaignTypeId":1,"status":"running","startTime":1668043201,"endTime":1701331200,"createdAt":1668042554,"modifiedAt":1668758400,"owId":201427,"organizationName":"Organization - 1","organizationLogo":"https://iqm-web-assets-c92d6b6cbde1-stage.s3.amazonaws.com/organization-profile/4831/1668757546029.jpg","ioId":1,"ioStatusId":1,"timezoneId":11,"ioBudgetTypeId":1,"ioName":"Name Insertion Order"}],"totalRecords":546,"filteredRecords":2}},
	rows: { at: 'data.data', id: 'campaignId', size: 'noOfEntries' },
	does: 'by hand: a campaign is filtered by what it is now, which the clock decides',
};

const STATUS_KEYS: Keys = {
	...{ campaignIds: { csv: 'integer' }, status: ['running', 'rejected', 'paused', 'deleted'] },
	...{ rejectionReason: 'text', endDate: 'integer', adCategoryIds: { csv: 'integer' } },
	// "Key is campaignId and value is map with key as 'adCategoryIds'"
	campaignAdCategories: { map: { keys: { adCategoryIds: { csv: 'integer' } } } },
};

// "`draft` is NOT a valid target status -- passing it throws a 400 (Invalid status)."
const DRAFT = { asked: { status: 'draft' }, status: 400, words: 'Invalid status' };

const statusAnswer = {
	// prettier-ignore
	answer: {"statusCode":200,"responseObject":{"updatedData":[{"campaignId":562280,"status":"deleted"}],"status":true}},
};

/** The answer is that of the guidelines: the OpenAPI file shows none. */
export const campaignsUpdateStatus: Contract = {
	of: 'iqmCampaign campaign: updateStatus',
	endpoint: 'PUT /api/v2/cmp/campaigns/update-status',
	document: 'IQM OpenAPI cmp, updateCampaignStatus',
	takes: { body: STATUS_KEYS },
	// The table marks all others as optional.
	needs: ['campaignIds', 'status'],
	// prettier-ignore
	sample: {"campaignIds":"440264,440133","status":"running","adCategoryIds":"1,2,3"},
	...statusAnswer,
	refuses: [DRAFT],
	does: 'by hand: what a status may become depends on what it is and on who asks',
};

export const campaignsDelete: Contract = {
	of: 'iqmCampaign campaign: delete',
	endpoint: 'PUT /api/v2/cmp/campaigns/update-status',
	document: 'IQM Campaign API guidelines, Update Campaign Status ("the main endpoint for deleting")',
	takes: { body: STATUS_KEYS },
	needs: ['campaignIds', 'status'],
	// prettier-ignore
	sample: {"campaignIds":"562280","status":"deleted"},
	...statusAnswer,
	refuses: [DRAFT],
	does: 'by hand: what a status may become depends on what it is and on who asks',
};
