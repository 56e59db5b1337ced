import type { JsonObject } from '../../json';
import { Refusal } from '../../reply';
import { idsIn } from '../campaign-values';
import { isOwn, type Context } from '../context';
import { isWanted, matchesSearch } from '../lists';
import { campaignStatus } from '../status';
import { lists, rowsIn } from './behaviours';
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

/** The answer is the guidelines': the OpenAPI file shows none. */
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

/** The rows of the sample answer, each with the present number of campaigns. */
function countByStatus(context: Context, asked: JsonObject): JsonObject[] {
	const { owIds, ioIds, campaignTypeIds, campaignExpiredAfterEpoch, searchField } = asked;
	// "with owIds = all", "ioIds also required": strictest reading: anything else is an error.
	if (ioIds !== undefined && owIds !== 'all') throw new Refusal(422, 'Invalid owIds.');
	if (campaignTypeIds !== undefined && ioIds === undefined) throw new Refusal(422, 'Invalid ioIds.');
	const after = Number(campaignExpiredAfterEpoch ?? 0);
	const owns = owIds === 'all' || isWanted(idsIn(owIds), context.options.owId);
	const statuses = [...context.state.campaigns.values()]
		.filter((campaign) => owns && isOwn(campaign, context))
		.filter(({ request }) => isWanted(idsIn(ioIds), Number(request.ioId)))
		.filter(({ request }) => isWanted(idsIn(campaignTypeIds), request.campaignType ?? 1))
		.filter(({ id, request }) => matchesSearch(searchField, String(request.campaignName), id))
		.map((campaign) => ({
			status: campaignStatus(campaign, context),
			// The campaign has seconds, the request milliseconds.
			end: Number(campaign.request.endTime ?? 0) * 1000,
		}))
		.filter(({ status, end }) => status !== 'expired' || end >= after)
		.map(({ status }) => status);
	return rowsIn(campaignsGetCounts.answer, 'data')
		.map((row): JsonObject => {
			const isAll = row.status_key === 'all';
			const count = statuses.filter((status) => isAll || status === row.status_key).length;
			return { ...row, status_count: count };
		})
		// The sample of its twin in v2 leaves out statuses that no campaign has.
		.filter((row) => row.status_key === 'all' || Number(row.status_count) > 0);
}

export const campaignsGetCounts: Contract = {
	of: 'iqmCampaign campaign: getCounts',
	endpoint: 'POST /api/v3/cmp/campaigns/count',
	document: 'IQM Campaign API guidelines, Get Campaign Count by Status',
	takes: {
		body: {
			...{ owIds: { anyOf: [['all'], { csv: 'integer' }] }, ioIds: { csv: 'integer' } },
			...{ campaignTypeIds: { csv: 'integer' }, campaignExpiredAfterEpoch: 'integer' },
			searchField: 'text',
		},
	},
	// prettier-ignore
	sample: {"owIds":"all","ioIds":"1,2,3"},
	// prettier-ignore
	answer: {"success":true,"data":[{"order":0,"status_key":"running","status_label":"Running","status_count":10},{"order":1,"status_key":"pending","status_label":"Pending","status_count":11},{"order":2,"status_key":"paused","status_label":"Paused","status_count":22},{"order":5,"status_key":"deleted","status_label":"Deleted","status_count":33},{"order":6,"status_key":"expired","status_label":"Expired","status_count":44},{"order":3,"status_key":"draft","status_label":"Draft","status_count":55},{"order":7,"status_key":"rejected","status_label":"Rejected","status_count":66},{"order":8,"status_key":"all","status_label":"ALL","status_count":77}]},
	rows: { at: 'data', id: 'status_key' },
	does: lists({ from: countByStatus }),
};
