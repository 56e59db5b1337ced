import type { JsonObject } from '../json';
import { failure, okV3, Refusal, type Reply } from '../reply';
import {
	idList,
	isOwn,
	jsonBody,
	refuseUnknown,
	route,
	textList,
	type Context,
	type Route,
} from './context';
import { orderStatusId, ownOrder } from './insertion-order-view';
import {
	checkTypes,
	idsFirst,
	isWanted,
	matchesSearch,
	pageOf,
	readPaging,
	sortItems,
} from './lists';
import type { Campaign } from './state';
import { campaignStatus } from './status';

const BODY_KEYS = new Set([
	'pageNo',
	'noOfEntries',
	'sortBy',
	'order',
	'sortCriteriaMap',
	'searchField',
	'campaignIds',
	'owIds',
	'isAllOwIds',
	'status',
	'creativeTypeIds',
	'campaignTypeIds',
	'ioIdsList',
	'ids',
	'responseFields',
]);

/** "allowed values are `id`, `campaignId`, …": responseFields. */
const RESPONSE_FIELDS = [
	'id',
	'campaignId',
	'name',
	'creativeTypeId',
	'status',
	'startTime',
	'endTime',
	'createdAt',
	'modifiedAt',
	'owId',
	'organizationName',
	'organizationLogo',
];

const SORTABLE = RESPONSE_FIELDS.filter((field) => !field.startsWith('organization'));

/** In seconds as in every sample, although the newer schema says milliseconds. */
function entryOf(campaign: Campaign, context: Context): JsonObject {
	const { request } = campaign;
	const order = ownOrder(Number(request.ioId), context);
	return {
		campaignId: campaign.id,
		name: request.campaignName,
		creativeTypeId: request.creativeType,
		campaignTypeId: request.campaignType ?? 1,
		status: campaignStatus(campaign, context),
		startTime: request.startTime,
		endTime: request.endTime ?? 0,
		createdAt: Math.floor(campaign.madeAt / 1000),
		modifiedAt: Math.floor((campaign.modifiedAt ?? campaign.madeAt) / 1000),
		owId: context.options.owId,
		organizationName: 'Sandbox Organization',
		organizationLogo: 'https://cdn.sandbox.example/avatar/SO.png',
		ioId: Number(request.ioId),
		ioStatusId: order ? orderStatusId(order, context) : null,
		timezoneId: request.timezone ?? null,
		ioBudgetTypeId: order?.details.ioBudgetTypeId ?? null,
		ioName: order?.details.ioName ?? null,
	};
}

/**
 * POST /api/v3/cmp/basic/list: IQM OpenAPI cmp, "basic details of the campaigns". Its first sample
 * asks for all and the answer includes a deleted campaign: nothing is left out unless a filter does
 * so.
 */
function list(context: Context): Reply {
	const { state, options } = context;
	const body = jsonBody(context);
	refuseUnknown(body, BODY_KEYS, 422);
	checkTypes(body, ['isAllOwIds']);
	const paging = readPaging(body, { entries: 20, max: 500 });
	// Strictest reading: a status in another spelling is not an error, but one that no campaign has.
	const statuses = textList(body, 'status', 422);
	const fields = textList(body, 'responseFields', 422);
	if (fields?.some((field) => !RESPONSE_FIELDS.includes(field))) {
		throw new Refusal(422, 'Invalid responseFields value.', { field: 'responseFields' });
	}
	const [ids, first] = [idList(body, 'campaignIds', 422), idList(body, 'ids', 422)];
	const [types, kinds] = [
		idList(body, 'creativeTypeIds', 422),
		idList(body, 'campaignTypeIds', 422),
	];
	const orders = idList(body, 'ioIdsList', 422);
	const owIds = body.isAllOwIds === true ? [] : idList(body, 'owIds', 422);
	const own: JsonObject[] = [...state.campaigns.values()]
		.filter((campaign) => isOwn(campaign, context))
		.map((campaign) => ({ ...entryOf(campaign, context), id: campaign.id }));
	const matching = own
		.filter((entry) => isWanted(ids, entry.id) && isWanted(statuses, entry.status))
		.filter((entry) => isWanted(types, entry.creativeTypeId) && isWanted(orders, entry.ioId))
		.filter((entry) => isWanted(kinds, entry.campaignTypeId) && isWanted(owIds, options.owId))
		.filter((entry) => matchesSearch(body.searchField, String(entry.name), Number(entry.id)));
	const sorted = sortItems(matching, body.sortBy ?? '-id', SORTABLE, body.order);
	if (!sorted) {
		// The schema of the HTTP 200 has `errorObjects`, and there is no 4xx in it.
		return { ...failure('v3', 422, 'Invalid sortBy value.'), status: 200 };
	}
	const ordered = idsFirst(sorted, first, (entry) => Number(entry.id));
	const page = pageOf(ordered, paging).map(({ id, ...entry }) =>
		fields?.length
			? Object.fromEntries(fields.map((field) => [field, field === 'id' ? id : entry[field]]))
			: entry,
	);
	// One sample has 546 in total and 2 "filtered", another 2 and 50: neither shows where the end is.
	return okV3({ data: page, totalRecords: own.length, filteredRecords: page.length });
}

export const campaignListRoutes: Route[] = [route('POST', '/api/v3/cmp/basic/list', list)];
