import { GONE, NOBODYS, THEIRS, type Contract, type Keys, type Refused } from './contract';

/**
 * The sample answer of January 2024 holds the data formats of audiences by mistake; this is the one
 * that replaced it in November 2024, with the query of the TypeScript next to it.
 */
export const creativesGetTypes: Contract = {
	of: 'iqmCreative creative: getTypes',
	endpoint: 'GET /api/v3/master/creativeTypes',
	document: 'Upload Creative and Create a Campaign quickstart, Request Creative Types',
	takes: {
		query: {
			...{ creativeTypeIds: { csv: 'integer' }, ids: { csv: 'integer' }, searchField: 'text' },
			...{ pageNo: 'integer', noOfEntries: 'integer', sortBy: 'text', order: ['asc', 'desc'] },
		},
	},
	sample: {},
	// prettier-ignore
	answer: {"success":true,"data":{"data":[{"id":17,"name":"Audio","rtbTypeId":2},{"id":15,"name":"Native","rtbTypeId":4},{"id":14,"name":"Video","rtbTypeId":3},{"id":13,"name":"HTML","rtbTypeId":1},{"id":11,"name":"Image","rtbTypeId":1}],"totalRecords":5,"filteredRecords":5}},
	rows: { at: 'data.data', id: 'id', size: 'noOfEntries' },
	does: 'by hand: an option chooses between the four shapes that documents show',
};

export const creativesGetAll: Contract = {
	of: 'iqmCreative creative: getAll',
	endpoint: 'POST /api/v3/crt/creatives/list',
	document: 'IQM OpenAPI creative, getCreatives_1',
	takes: {
		body: {
			...{ pageNo: 'integer', noOfEntries: 'integer', searchField: 'text' },
			...{ sortBy: 'text', order: ['asc', 'desc'], sortCriteriaMap: { map: 'text' } },
			...{ platformCreativeTypeIds: { each: 'integer' }, creativeStatusIds: { each: 'integer' } },
			...{ creativeIds: { each: 'integer' }, creativeGroupId: { orNull: 'integer' } },
			...{ campaignIds: { each: 'integer' }, startTime: 'integer', endTime: 'integer' },
			...{ owIds: { each: 'integer' }, allOwIds: 'boolean' },
			...{ includeCreativeSourceDetails: 'boolean', includeOrganizationDetails: 'boolean' },
			includeUserDetails: 'boolean',
		},
	},
	// prettier-ignore
	sample: {"pageNo":1,"noOfEntries":2,"sortBy":"-creativeId","searchField":"creative","platformCreativeTypeIds":[11,13,14,15,17],"creativeStatusIds":[1,2,3,4],"creativeIds":[130141,130142],"creativeGroupId":null,"campaignIds":[20141],"startTime":1734998399000,"endTime":1735206867000,"includeCreativeSourceDetails":true,"includeOrganizationDetails":false,"includeUserDetails":false},
	more: [
		// prettier-ignore
		{"pageNo":1,"noOfEntries":2,"sortBy":"-creativeId","searchField":"creative","platformCreativeTypeIds":[11,13,14,15,17],"creativeStatusIds":[1,2,3,4],"creativeIds":[130141,130142],"creativeGroupId":null,"campaignIds":[20141],"startTime":1734998399000,"endTime":1735206867000,"owIds":[201353],"allOwIds":true,"includeOrganizationDetails":true,"includeUserDetails":true},
	],
	// prettier-ignore
	answer: {"success":true,"data":{"totalRecords":120,"filteredRecords":2,"filteredList":[{"creativeId":130141,"creativeName":"Creative 1","platformCreativeTypeId":11,"creativeStatusId":2,"creativePreviewFlag":1,"creativeSourceType":"file","creativeSource":"https://cdn-cfy-p0.iqm.com/image/457/3W8FRdl_1671813949060.gif","creativeThumbnailSource":"https://d3jme5si7t6llb.cloudfront.net/Screenshots/201353/136x82/3W8FRdl_1671813949060.gif","creativeCardSource":"https://d3jme5si7t6llb.cloudfront.net/Screenshots/201353/278x220/3W8FRdl_1671813949060.gif","createdAt":1671813949233,"modifiedAt":"2023-12-13T02:23:26.000+00:00","clickUrl":"https://example.com/id=130141","creativeHeight":50,"creativeWidth":320,"campaignDetails":{"campaignIds":[20141]},"userDetails":{"uowId":981},"organizationDetails":{"owId":201353}},{"creativeId":130142,"creativeName":"Creative 2","platformCreativeTypeId":14,"creativeStatusId":2,"creativePreviewFlag":1,"creativeSourceType":"file","creativeSource":"&lt;VAST xmlns=&quot;http://www.iab.com/VAST&quot; version=&quot;4.0&quot;&gt; &lt;Ad conditionalAd=&quot;false&quot; id=&quot;{IAA_CREATIVE_ID}&quot; sequence=&quot;1&quot;&gt; &lt;InLine&gt; &lt;AdSystem version=&quot;4.0&quot;&gt;4.0&lt;/AdSystem&gt; &lt;Impression id=&quot;Impression-ID&quot;&gt; &lt;![CDATA[http://example.com/track/impression]]&gt; &lt;/Impression&gt; &lt;/InLine&gt; &lt;/Ad&gt; &lt;/VAST&gt;","creativeThumbnailSource":"https://d3jme5si7t6llb.cloudfront.net/Screenshots/201353/136x82/EQ4SWN1_1671813949262.png","creativeCardSource":"https://d3jme5si7t6llb.cloudfront.net/Screenshots/201353/278x220/EQ4SWN1_1671813949262.png","createdAt":1671813949351,"modifiedAt":"2023-12-13T02:23:26.000+00:00","clickUrl":"https://example.com/id=130142","duration":16,"campaignDetails":{"campaignIds":[20141]},"userDetails":{"uowId":981},"organizationDetails":{"owId":201353}}]}},
	varies: {
		creativeSource: 'with includeCreativeSourceDetails only',
		creativeWidth: 'the sample’s video has none',
		creativeHeight: 'the sample’s video has none',
		duration: 'the sample’s image has none',
		userName: 'with includeUserDetails only',
		userEmail: 'with includeUserDetails only',
		hasEditAccess: 'with includeUserDetails only',
		hasApprovalAccess: 'with includeUserDetails only',
		organizationName: 'with includeOrganizationDetails only',
		organizationLogo: 'with includeOrganizationDetails only',
	},
	rows: { at: 'data.filteredList', id: 'creativeId', size: 'noOfEntries' },
	does: 'by hand: a creative is filtered by what it is now, which the clock decides',
};

const STATUS_KEYS: Keys = {
	...{ creativeIds: { each: 'integer' }, creativeStatusId: [1, 2, 3, 4, 5] },
	creativeRejectionReason: { text: { most: 255 } },
};

const INVALID_IDS = 'Invalid creative ids found. Please provide valid creative ids';

const STATUS_REFUSALS: Refused[] = [
	{ asked: { creativeIds: [NOBODYS] }, status: 422, words: INVALID_IDS },
	{ asked: { creativeIds: [THEIRS] }, status: 422, words: INVALID_IDS },
	{
		asked: { creativeIds: [GONE] },
		status: 422,
		words:
			'Creative/s not in running/pending/paused/rejected state. Please pass valid creative/s.',
	},
];

/** An advertiser may pause and resume; the sample rejects, which takes more rights. */
export const creativesUpdateStatus: Contract = {
	of: 'iqmCreative creative: updateStatus',
	endpoint: 'PATCH /api/v3/crt/creatives/update-status',
	document: 'IQM OpenAPI creative, updateCreativeStatus',
	takes: { body: STATUS_KEYS },
	needs: ['creativeIds', 'creativeStatusId'],
	as: 'approver',
	// prettier-ignore
	sample: {"creativeIds":[688549],"creativeStatusId":5,"creativeRejectionReason":"Harmful content found!"},
	// prettier-ignore
	answer: {"success":true,"data":{"message":"asdf creative updated successfully"}},
	refuses: [
		...STATUS_REFUSALS,
		{
			without: ['creativeRejectionReason'],
			status: 400,
			words:
				'Rejection reason not provided. Please provide the reason for rejecting the creative/s.',
		},
		{
			as: 'advertiser',
			status: 403,
			words:
				'Logged in user does not have access to reject/approve/pause/delete/restore the creative',
		},
	],
	does: 'by hand: what a status may become depends on what it is and on who asks',
};

export const creativesDelete: Contract = {
	of: 'iqmCreative creative: delete',
	endpoint: 'PATCH /api/v3/crt/creatives/update-status',
	document: 'IQM OpenAPI creative, updateCreativeStatus ("Set creativeStatusId to 4")',
	takes: { body: STATUS_KEYS },
	needs: ['creativeIds', 'creativeStatusId'],
	// prettier-ignore
	sample: {"creativeIds":[688549],"creativeStatusId":4},
	// prettier-ignore
	answer: {"success":true,"data":{"message":"asdf creative updated successfully"}},
	refuses: STATUS_REFUSALS,
	does: 'by hand: what a status may become depends on what it is and on who asks',
};
