import type { JsonObject } from '../json';
import { failure, okV3, type Reply } from '../reply';
import { idList, jsonBody, refuseUnknown, route, type Context, type Route } from './context';
import { orderDetails, ownOrder } from './insertion-order-view';
import {
	checkTypes,
	idsFirst,
	isWanted,
	matchesSearch,
	pageOf,
	readPaging,
	sortItems,
} from './lists';

const SORTABLE = ['ioId', 'ioName', 'ioStartTime', 'ioEndTime', 'ioTotalBudget'];
const LIST_FIELDS = [
	'ioId',
	'ioName',
	'ioStartTime',
	'ioEndTime',
	'ioTimeZoneId',
	'ioTotalBudget',
	'ioBudgetDistributionMethodId',
	'ioBudgetTypeId',
	'ioStatusId',
	'ioTotalImpressions',
	'isAutoSumIoTotalBudget',
];

const BODY_KEYS = new Set([
	'owIdList',
	'ioIdList',
	'ids',
	'ioBudgetTypeIdsList',
	'ioStatusIdsList',
	'isAllOwIds',
	// The table of the same operation has this spelling.
	'isAllOWIds',
	'pageNo',
	'noOfEntries',
	'offset',
	'searchField',
	'sortBy',
	'order',
	'sortCriteriaMap',
]);

/**
 * POST /api/v3/cmp/io/basic/list: Campaign API guidelines; all fields optional. Includes deleted and
 * expired orders unless the statuses are filtered: "List of ioStatusIds for which …".
 */
function list(context: Context): Reply {
	const { state, options } = context;
	const body = jsonBody(context);
	refuseUnknown(body, BODY_KEYS, 422);
	checkTypes(body, ['isAllOwIds', 'isAllOWIds']);
	const paging = readPaging(body, { entries: 20, max: 500 });
	const isAll = body.isAllOwIds === true || body.isAllOWIds === true;
	const filters: Array<[string, number[] | undefined]> = [
		['ioId', idList(body, 'ioIdList', 422)],
		['ioBudgetTypeId', idList(body, 'ioBudgetTypeIdsList', 422)],
		['ioStatusId', idList(body, 'ioStatusIdsList', 422)],
		['owId', isAll ? undefined : idList(body, 'owIdList', 422)],
	];
	const matching = [...state.insertionOrders.values()]
		.filter((order) => ownOrder(order.ioId, context) !== undefined)
		.map((order): JsonObject => ({ owId: options.owId, ...orderDetails(order, context) }))
		.filter((details) => filters.every(([key, ids]) => isWanted(ids, Number(details[key]))))
		.map((details) => Object.fromEntries(LIST_FIELDS.map((key) => [key, details[key] ?? null])))
		.filter((details) =>
			matchesSearch(body.searchField, String(details.ioName), Number(details.ioId)),
		);
	const sorted = sortItems(matching, body.sortBy ?? '-ioId', SORTABLE, body.order);
	if (!sorted) {
		// Documented for this very list: HTTP 200 with success:false.
		return { ...failure('v3', 422, 'Invalid sortBy value.'), status: 200 };
	}
	const ordered = idsFirst(sorted, idList(body, 'ids', 422), (details) => Number(details.ioId));
	const page = pageOf(ordered, paging);
	return okV3({
		totalRecords: ordered.length,
		ioBasicDetailsList: page,
		// The samples disagree about this number; here it is the length of the page.
		filteredRecords: page.length,
	});
}

export const insertionOrderListRoutes: Route[] = [route('POST', '/api/v3/cmp/io/basic/list', list)];
