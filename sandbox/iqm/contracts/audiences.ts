import { NOBODYS, THEIRS, type Contract } from './contract';

export const audiencesGetAll: Contract = {
	of: 'iqmMatchedAudience matchedAudience: getAll',
	endpoint: 'POST /api/v3/audience/list',
	document: 'IQM OpenAPI audience, getAudienceList',
	takes: {
		body: {
			...{ pageNo: 'integer', noOfEntries: 'integer', searchField: 'text' },
			// Only the "minimal" sample has these two, no table or schema does.
			...{ pageNumber: 'integer', pageSize: 'integer' },
			...{ sortBy: 'text', order: ['asc', 'desc'], sortCriteriaMap: { map: 'text' } },
			...{ audienceIds: { each: 'integer' }, audienceStatusIds: { each: 'integer' } },
			...{ audienceTypeIds: { each: 'integer' }, audienceSubtypeIds: { each: 'integer' } },
			...{ dataPartnerIds: { each: 'integer' }, owIds: { each: 'integer' } },
			...{ searchFields: { each: 'text' }, includeGenericAudience: 'boolean' },
			audienceTypeIdsWithAllSubtypes: { each: 'integer' },
		},
	},
	// prettier-ignore
	sample: {"audienceIds":[1003879,1003880],"audienceTypeIds":[1,2],"audienceSubtypeIds":[3,4],"owIds":[12345,67890],"audienceStatusIds":[1,2],"includeGenericAudience":true,"audienceTypeIdsWithAllSubtypes":[9],"pageNo":1,"noOfEntries":20,"sortBy":"audienceName","searchFields":["test audience",123456]},
	instead: [
		{
			key: 'searchFields',
			value: ['test audience', '123456'],
			why: 'the schema: an array of texts',
		},
	],
	more: [{ pageNumber: 1, pageSize: 20 }],
	// prettier-ignore
	answer: {"success":true,"data":{"totalRecords":16,"filteredRecords":2,"audienceList":[{"audienceId":1142057,"audienceName":"asdf","audienceStatusId":3,"createdAt":1755598239000,"uniques":0,"cpm":0.07,"audienceTypeId":1,"audienceSubtypeId":2,"verticalId":10,"organizationName":"devaldhealthcare","isEditAccess":true,"isApprovalAccess":false,"rejectionReason":"Invalid data format","includedCampaignList":[101,102,103],"excludedCampaignList":[201,202],"runningCampaignCount":3,"pendingCampaignCount":1,"pausedCampaignCount":0,"expiredCampaignCount":0,"matchRate":59.17,"fileTotalCount":10000,"s3FileName":"1751006475705_Sample_File.csv","insightId":1585,"insightStatusId":2,"dataPartnerId":1}]}},
	varies: {
		audienceSubtypeId: 'of some verticals only',
		verticalId: 'the sandbox’s organization has none',
		rejectionReason: 'of rejected audiences only',
		insightId: 'of audiences with insights only',
		insightStatusId: 'of audiences with insights only',
		dataPartnerId: 'of audiences with voter or NPI ids only',
	},
	rows: { at: 'data.audienceList', id: 'audienceId', size: 'noOfEntries' },
	refuses: [
		{ asked: { noOfEntries: -1 }, status: 422, words: 'Invalid page size', form: 'error' },
		{ asked: { pageNo: 0 }, status: 422, words: 'Invalid page size', form: 'error' },
		{
			...{ asked: { audienceStatusIds: [99] }, status: 422, words: 'Invalid status ID: 99' },
			...{ field: 'statusIds', form: 'error' },
		},
		{
			...{ asked: { audienceTypeIds: [15] }, status: 422, words: 'Invalid audience type ID: 15' },
			...{ field: 'audienceTypeIds', form: 'error' },
		},
	],
	does: 'by hand: an audience is filtered by what it is now, which the clock decides',
};

const WRONG_LENGTH = 'Audience name must be between 1 and 255 characters.';
const NOT_FOUND =
	'No active audience found with the provided ID or the audience is not accessible';

/** There is also a 403 for users who are not advertisers; the sandbox's user is one. */
export const audiencesRename: Contract = {
	of: 'iqmMatchedAudience matchedAudience: rename',
	endpoint: 'PATCH /api/v3/audience/{audienceId}/update-name',
	document: 'IQM OpenAPI audience, updateAudienceName',
	takes: { body: { audienceName: { text: { most: 255 } } } },
	needs: ['audienceName'],
	// prettier-ignore
	sample: {"audienceName":"Sample Audience"},
	// From the list's sample, since this one has no id.
	path: { audienceId: 1142057 },
	more: [{ audienceName: '1' }],
	// prettier-ignore
	answer: {"success":true,"data":{"message":"Changes saved successfully"}},
	refuses: [
		{ asked: { audienceName: '   ' }, status: 422, words: WRONG_LENGTH },
		// The document has as many dots.
		{
			asked: { audienceName: `This audience name is way too long ${'.'.repeat(254)}` },
			status: 422,
			words: WRONG_LENGTH,
		},
		{ path: { audienceId: NOBODYS }, status: 422, words: NOT_FOUND },
		{ path: { audienceId: THEIRS }, status: 422, words: NOT_FOUND },
	],
	does: 'by hand: a deleted audience can’t be renamed',
};

/** The ids are from the sample answer: there is no sample request. */
export const audiencesDelete: Contract = {
	of: 'iqmMatchedAudience matchedAudience: delete',
	endpoint: 'DELETE /api/v3/audience',
	document: 'IQM OpenAPI audience, deleteAudiences',
	takes: { query: { audienceIds: { each: 'integer' } } },
	needs: ['audienceIds'],
	sample: { audienceIds: [123456, 123457] },
	// prettier-ignore
	answer: {"success":true,"data":{"successfulAudienceIds":[123456,123457],"failedAudienceIds":[]}},
	refuses: [
		{
			without: ['audienceIds'],
			status: 400,
			words: "Missing required parameter: 'audienceIds'. Type: Set",
			field: 'audienceIds',
		},
	],
	does: 'by hand: what a running campaign needs can’t be deleted, and a success says so',
};
