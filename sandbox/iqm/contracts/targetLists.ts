import { isInteger, type JsonObject, type JsonValue } from '../../json';
import { json, Refusal } from '../../reply';
import type { Context } from '../context';
import {
	ADVERTISER_ROWS,
	CONVERSION_ROWS,
	DEAL_ROWS,
	DEALS_IN,
	GROUP_ROWS,
	INACTIVE_PREBID_ROWS,
	PARTNER_OF,
	PREBID_ROWS,
	PREBID_SEGMENTS_IN,
	VERTICAL_ROWS,
} from '../target-rows';
import { lists, type Listing } from './behaviours';
import type { Behaviour, Contract, Shape } from './contract';
import { CUSTOMER_LIST } from './customerList';
import { isEmptied } from './masterList';

const INTEGERS: Shape = { each: 'integer' };
/** A text of ids, which by default is empty. */
const IDS: Shape = { anyOf: [{ csv: 'integer' }, ['']] };

/** The entries of an array or of a comma-separated text. */
function entriesOf(value: JsonValue | undefined): string[] {
	const entries = typeof value === 'string' ? value.split(',') : [value ?? []].flat();
	return entries.map(String).filter((entry) => entry !== '');
}

/** Whether one of the values is asked for; nothing asked for is everything. */
function isAskedFor(asked: JsonValue | undefined, ...values: unknown[]): boolean {
	const entries = entriesOf(asked);
	return entries.length === 0 || values.some((value) => entries.includes(String(value)));
}

function holdsText(row: JsonObject, keys: string[], searched: string): boolean {
	const wanted = searched.toLowerCase();
	const isIn = (key: string) => String(row[key] ?? '').toLowerCase().includes(wanted);
	return keys.some(isIn);
}

/** {@link lists} that a test may empty. An empty text, where it is the default, stands for no value. */
function listsOf(
	from: (asked: JsonObject, context: Context) => JsonObject[],
	list: Omit<Listing, 'from'>,
): Behaviour {
	const listed = lists({
		...list,
		from: (context, asked) => (isEmptied(context) ? [] : from(asked, context)),
	});
	return (contract) => (context, asked) => {
		const given = Object.entries(asked).filter(([, value]) => value !== '');
		return listed(contract)(context, Object.fromEntries(given));
	};
}

/** "0 - All Groups 1 - Share by Admin 2 - Own Groups"; whatever narrows the list narrows its total. */
function groupsFor(asked: JsonObject): JsonObject[] {
	const { groupFilterId = 0, groupTypeIds = '1,2,3', includeStatistics = true } = asked;
	const rows = GROUP_ROWS.filter(
		({ id, groupTypeId, isShared, isAccountLevelExcluded, count }) =>
			isAskedFor(groupTypeIds, groupTypeId) &&
			isAskedFor(asked.ids, id) &&
			(groupFilterId === 0 || isShared === (groupFilterId === 1)) &&
			(asked.excludeEmptyGroups !== true || count !== 0) &&
			(asked.provideAccountLevelExcludedGroup === true || isAccountLevelExcluded !== true),
	);
	if (includeStatistics === true) return rows;
	// What the sample "without statistics" leaves out.
	return rows.map((row) => ({
		...row,
		...{ created: null, modifiedDate: null, owId: 0, distribution: {}, count: 0, deals: 0 },
		...{ whiteListedCampaignIds: null, blackListedCampaignIds: null, contextualInventories: 0 },
	}));
}

function statusOf({ active, assignedToCampaigns }: JsonObject): string {
	if (active !== true) return 'inActive';
	return [assignedToCampaigns ?? []].flat().length > 0 ? 'inUse' : 'unUsed';
}

function dealsFor(asked: JsonObject, { options }: Context): JsonObject[] {
	const held = isInteger(asked.groupId) ? (DEALS_IN[asked.groupId] ?? []) : undefined;
	const words = [...entriesOf(asked.searchField), ...[asked.searchKeywords ?? []].flat().map(String)];
	const searched = ['dealId', 'dealName', 'description'];
	return DEAL_ROWS.filter(
		(row) =>
			(held === undefined || held.includes(Number(row.id))) &&
			isAskedFor(asked.dealStatuses, statusOf(row)) &&
			isAskedFor(asked.owIds, options.owId, ...[row.assignedToCustomers].flat()) &&
			(words.length === 0 || words.some((word) => holdsText(row, searched, word))),
	);
}

const TYPES: Record<string, string> = { 1: 'Pixel', 2: 'Postback' };
const STATUSES: Record<string, string> = { 1: 'Active', 2: 'Pending' };

function conversionsFor(asked: JsonObject): JsonObject[] {
	const isOf = (ids: JsonValue | undefined, names: Record<string, string>, value: unknown) =>
		isAskedFor(ids, ...Object.keys(names).filter((id) => names[id] === value));
	return CONVERSION_ROWS.filter(
		({ id, type, status, postbackPartnerName }) =>
			isAskedFor(asked.conversionIds, id) &&
			isOf(asked.typeIds, TYPES, type) &&
			isOf(asked.statusIds, STATUSES, status) &&
			isOf(asked.postbackPartnerIds, PARTNER_OF, postbackPartnerName),
	);
}

const advertisersFor = ({ advertiserIds }: JsonObject): JsonObject[] =>
	ADVERTISER_ROWS.filter(({ id }) => isAskedFor(advertiserIds, id));

const NOTHING_SEARCHED =
	'Invalid input. Please provide either a search field, prebid segment IDs or audience IDs to search.';

/**
 * Those with one of the ids, and those found by the text: the sample asks for 156 and "risk" and is
 * answered with 158, too. An empty text searches for nothing.
 */
const prebidSegments: Behaviour = (contract) => (context, asked) => {
	const text = String(asked.searchField ?? '');
	const ids = entriesOf(asked.prebidSegmentIds);
	const audienceIds = entriesOf(asked.audienceIds);
	if (text === '' && ids.length === 0 && audienceIds.length === 0) {
		throw new Refusal(422, NOTHING_SEARCHED);
	}
	const inAudiences = audienceIds.flatMap((id) => PREBID_SEGMENTS_IN[Number(id)] ?? []).map(String);
	const wanted = [...ids, ...inAudiences];
	const inactive = asked.showInActiveSegments === true ? INACTIVE_PREBID_ROWS : [];
	const rows = isEmptied(context) ? [] : [...PREBID_ROWS, ...inactive];
	const found = rows.filter(
		(row) =>
			wanted.includes(String(row.prebidSegmentId)) ||
			(text !== '' && holdsText(row, ['prebidSegmentName', 'description'], text)),
	);
	return json(200, { ...(contract.answer as JsonObject), data: found });
};

/** No document names the longest page of one of these lists; it is 500, as in those that do. */
const MAX = 500;
/** The operation that takes the ids; none has asked for a list yet. */
const CAMPAIGN = 'iqmCampaign campaign: create';

/**
 * Lists whose ids campaigns take, audiences (verticals) or reports (customers); held to their
 * documents without being among the contracts of operations, as none asks for them yet. Audience
 * segment groups and conversion tags, which campaigns take too, have no documented list.
 */
export const TARGET_LISTS: Record<string, Contract> = {
	inventoryGroup: {
		of: CAMPAIGN,
		endpoint: 'GET /api/v3/inv/groups/list',
		document: 'IQM OpenAPI inventory, getInventoryGroups',
		takes: {
			query: {
				...{ groupFilterId: [0, 1, 2], groupTypeIds: IDS, ids: IDS, sortBy: 'text' },
				...{ provideAccountLevelExcludedGroup: 'boolean', includeStatistics: 'boolean' },
				...{ excludeEmptyGroups: 'boolean', searchField: 'text', owId: 'integer' },
				...{ pageSize: 'integer', pageNo: 'integer' },
			},
		},
		// prettier-ignore
		sample: {"searchField":"Inventory Group - Open exchange","pageSize":1},
		more: [
			// prettier-ignore
			{"includeStatistics":false,"searchField":"Inventory Group - Open exchange","pageSize":1},
			// prettier-ignore
			{"includeStatistics":false,"provideAccountLevelExcludedGroup":true,"pageSize":1,"ids":"127583"},
		],
		// prettier-ignore
		answer: {"success":true,"data":{"totalRecords":371,"filteredRecords":6,"inventoryGroupList":[{"groupTypeId":1,"created":1720032375,"modifiedDate":"2024-07-03T13:18:26.9350000","owId":201427,"impressions":0,"isAccountLevelExcluded":null,"distribution":{"countries":[{"label":"United States","value":99.49},{"label":"Canada","value":0.19},{"label":"Mexico","value":0.07},{"label":"United Kingdom","value":0.07},{"label":"India","value":0.07}],"deviceTypes":[{"label":"Mobile","value":44.17},{"label":"Connected TV","value":36.12},{"label":"Desktop","value":12.8},{"label":"Unknown","value":4.81},{"label":"Tablet","value":2.1}],"trafficTypes":[{"label":"App","value":69.58},{"label":"Web","value":30.42}],"creativeTypes":[{"label":"Video","value":60.07},{"label":"Banner","value":26.75},{"label":"Native","value":8.18},{"label":"Audio","value":5}]},"campaignWhitelistCount":0,"campaignBlacklistCount":0,"whiteListedCampaignIds":[503885,486112,478890],"blackListedCampaignIds":[],"sharedCount":0,"uniques":0,"reach":0,"inventories":0,"deals":0,"contextualInventories":0,"count":0,"id":176178,"name":"Inventory Group - Open exchange - 3 campaign","isShared":false}]}},
		status: 201,
		varies: Object.fromEntries(
			['countries', 'deviceTypes', 'trafficTypes', 'creativeTypes'].map((key) => [
				key,
				'not without statistics',
			]),
		),
		rows: { at: 'data.inventoryGroupList', id: 'id', size: 'pageSize' },
		refuses: [
			{ asked: { sortBy: 'unheardOf' }, status: 422, words: 'Invalid sortBy value.', field: 'sortBy' },
		],
		does: listsOf(groupsFor, {
			search: { searchField: ['name'] },
			sorts: ['id', 'name', 'created', 'modifiedDate'],
			pages: { entries: 50, max: MAX },
			counts: { totalRecords: 'all', filteredRecords: 'matching' },
		}),
	},
	pmpDeal: {
		of: CAMPAIGN,
		endpoint: 'POST /api/v3/inv/pmp/deals/list',
		document: 'IQM OpenAPI inventory, getPMPDealList',
		takes: {
			body: {
				...{ groupId: 'integer', active: 'boolean', searchKeywords: { each: 'text' } },
				...{ creativeTypes: INTEGERS, exchanges: INTEGERS, ids: INTEGERS, owIds: INTEGERS },
				dealStatuses: { each: ['inUse', 'unUsed', 'inActive'] },
				...{ pageNo: 'integer', noOfEntries: 'integer', sortBy: 'text', searchField: 'text' },
				...{ order: ['asc', 'desc'], sortCriteriaMap: { map: 'text' } },
			},
		},
		// prettier-ignore
		sample: {"groupId":1,"active":true,"searchKeywords":["keyword1","keyword2"],"creativeTypes":[1,2,3],"exchanges":[1,2,3,4],"ids":[1,2,3,4],"dealStatuses":["inUse","unUsed","inActive"],"sortBy":"-dealId","noOfEntries":2,"pageNo":1},
		// prettier-ignore
		answer: {"success":true,"data":{"filteredRecords":1,"filteredList":[{"id":115,"dealId":"1476907757380667148","dealName":"85%+ Completion","description":"85%+ Completion","cpm":20,"dealCurationTypeId":1,"creativeTypes":[1,2,3],"exchanges":[88],"active":true,"shared":false,"created":1597658148,"assignedToCustomers":[1,2],"assignedToCampaigns":[11223,65333]}]}},
		rows: { at: 'data.filteredList', id: 'id', size: 'noOfEntries' },
		refuses: [{ asked: { sortBy: 'unheardOf' }, status: 422, words: 'Invalid sortBy value.' }],
		does: listsOf(dealsFor, {
			filters: {
				...{ active: 'active', creativeTypes: 'creativeTypes', exchanges: 'exchanges' },
				ids: 'id',
			},
			sorts: ['id', 'dealId', 'dealName', 'created'],
			pages: { entries: 50, max: MAX },
			counts: { filteredRecords: 'matching' },
		}),
	},
	conversion: {
		of: CAMPAIGN,
		endpoint: 'GET /api/v3/conversion/list',
		document: 'IQM OpenAPI conversion, getConversionList',
		takes: {
			query: {
				...{ searchField: 'text', limit: 'integer', pageNo: 'integer', sortBy: 'text' },
				...{ conversionIds: IDS, typeIds: IDS, statusIds: IDS, postbackPartnerIds: IDS },
			},
		},
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"id":2539,"name":"conversion-197","postbackPartnerName":null,"status":"Active","type":"Pixel","created":1677805806,"totalConversion":0,"owId":201352,"createdByUowId":6255,"modifiedByUowId":6255,"uuid":"8f3165d0-b714-440e-bc1d-621127fa5fad","pixelConversionScript":"<script src='https://pxl.stage.iqm.com/i/pixel/8f3165d0-b714-440e-bc1d-621127fa5fad?cv={CONVERSION_VALUE}' async></script>","attributedConversion":0,"attributedViewThroughConversion":0,"attributedClickThroughConversion":0,"pixelFinancialMetric":"test_metric","postbackPartnerLogoUrl":"https://logo-bucket/partners/kochava.com","campaignCount":0}],"totalRecords":8,"filteredRecords":1}},
		rows: { at: 'data.data', id: 'id', size: 'limit' },
		does: listsOf(conversionsFor, {
			search: { searchField: ['id', 'name'] },
			sorts: ['created', 'id', 'name'],
			pages: { entries: 20, max: MAX },
			counts: { totalRecords: 'all', filteredRecords: 'matching' },
		}),
	},
	vertical: {
		of: 'iqmMatchedAudience matchedAudience: upload',
		endpoint: 'GET /api/v3/ua/static/verticals',
		document: 'IQM OpenAPI user, getVerticals',
		takes: {},
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":[{"name":"political","id":1,"label":"Political","order":1,"description":"This caters to advertisers from the political domain targeting users for for issue advocacy, persuasion, event promotion, fundraising and other type of campaigns"},{"name":"healthcare","id":2,"label":"Healthcare","order":2,"description":"This caters to advertisers from domains such as pharmaceutical and medical equipment manufacturers targeting healthcare professionals."},{"name":"specialty","id":17,"label":"Specialty","order":11,"description":"This caters to advertisers from niche domains such as automobiles, finance, retail, travel, B2B and others."}]},
		rows: { at: 'data', id: 'id' },
		does: listsOf(() => VERTICAL_ROWS, {}),
	},
	politicalAdvertiser: {
		of: CAMPAIGN,
		endpoint: 'GET /api/v3/ua/organization/advertisers/list',
		document: 'IQM OpenAPI user, getAdvertiserProfiles',
		takes: {
			query: { searchField: 'text', limit: 'integer', pageNo: 'integer', advertiserIds: IDS },
		},
		sample: {},
		// prettier-ignore
		answer: {"success":true,"data":{"data":[{"advertiserName":"HG2","website":"http://www.zws.iqm.com","chiefName":"Ajay","contactNumber":"1234567892","address":"ghar2","politicalIdentifier":"asdffv-@#%-c%^2~:","id":11112,"legalInfo":"na","links":["www.iqm.com"]},{"advertiserName":"HG","website":"http://www.zws.iqm.com","chiefName":"Ajay Khatri","contactNumber":"1234567890","address":"ghar","politicalIdentifier":null,"id":11110,"legalInfo":"noting","links":["www.iqm.com"]}],"totalRecords":2,"filteredRecords":2}},
		rows: { at: 'data.data', id: 'id', size: 'limit' },
		does: listsOf(advertisersFor, {
			search: { searchField: ['advertiserName'] },
			pages: { entries: 10, max: MAX },
			counts: { totalRecords: 'all', filteredRecords: 'matching' },
		}),
	},
	customer: CUSTOMER_LIST,
	prebidSegment: {
		of: CAMPAIGN,
		endpoint: 'POST /api/v3/audience/prebid/segments/search/list',
		document: 'IQM OpenAPI audience, getPrebidSegmentDetailsBySearch',
		takes: {
			body: {
				...{ searchField: 'text', prebidSegmentIds: INTEGERS, audienceIds: INTEGERS },
				...{ customerOwId: 'integer', showInActiveSegments: 'boolean' },
			},
		},
		// prettier-ignore
		sample: {"prebidSegmentIds":[156,157],"searchField":"risk","showInActiveSegments":true},
		more: [
			// prettier-ignore
			{"prebidSegmentIds":[156,157],"searchField":"risk","customerOwId":201332},
		],
		// prettier-ignore
		answer: {"success":true,"data":[{"prebidSegmentId":158,"prebidSegmentName":"Avoid High and Moderate risk Alcohol content pages","description":"Avoid High and Moderate risk Alcohol content pages","parentPathKey":"Brand Safety > Display","cpm":0.05,"leaf":true,"creativeTypeIds":[11,14],"prebidRootId":1,"providerId":1},{"prebidSegmentId":156,"prebidSegmentName":"Avoid High and Moderate risk Adult content pages","description":"Avoid High and Moderate risk Adult content pages","parentPathKey":"Brand Safety > Display","cpm":0.05,"leaf":true,"creativeTypeIds":[11,14],"prebidRootId":1,"providerId":1}]},
		rows: { at: 'data', id: 'prebidSegmentId' },
		refuses: [
			{
				without: ['prebidSegmentIds', 'searchField', 'audienceIds'],
				...{ status: 422, words: NOTHING_SEARCHED },
			},
		],
		does: prebidSegments,
	},
};
