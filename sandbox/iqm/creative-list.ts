import { isInteger, type JsonObject } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import {
	idList,
	idParam,
	isOwn,
	jsonBody,
	refuseUnknown,
	route,
	type Context,
	type Route,
} from './context';
import { campaignIdsOf, creativeDetails, creativeRow } from './creative-view';
import { checkTypes, isWanted, matchesSearch, pageOf, readPaging, sortItems } from './lists';

/**
 * GET /api/v3/crt/creatives/{creativeId}: the document has a 422 for an unknown id and a 403
 * "Forbidden !", presumably for creatives of others. Deleted ones have a status.
 */
function get(context: Context): Reply {
	const creative = context.state.creatives.get(idParam(context) ?? -1);
	if (!creative) {
		throw new Refusal(422, `No creative details found for creativeId: ${context.params[0]}`);
	}
	if (!isOwn(creative, context)) throw new Refusal(403, 'Forbidden !');
	return okV3(creativeDetails(creative, context));
}

const BODY_KEYS = new Set([
	'pageNo',
	'noOfEntries',
	'sortBy',
	'order',
	'sortCriteriaMap',
	'searchField',
	'platformCreativeTypeIds',
	'creativeStatusIds',
	'creativeIds',
	'creativeGroupId',
	'campaignIds',
	'startTime',
	'endTime',
	'owIds',
	'allOwIds',
	'includeCreativeSourceDetails',
	'includeOrganizationDetails',
	'includeUserDetails',
]);

const FLAGS = [
	'allOwIds',
	'includeCreativeSourceDetails',
	'includeOrganizationDetails',
	'includeUserDetails',
];

const SORTABLE = ['creativeId', 'creativeName', 'createdAt', 'platformCreativeTypeId'];

/** "Start of date range filter in epoch milliseconds" */
function moment(body: JsonObject, key: string, fallback: number): number {
	const value = body[key];
	if (value === undefined || value === null) return fallback;
	if (!isInteger(value)) throw new Refusal(422, `Invalid ${key} value.`, { field: key });
	return value;
}

/** POST /api/v3/crt/creatives/list: creative guidelines; all fields optional. */
function list(context: Context): Reply {
	const { state, options } = context;
	const body = jsonBody(context);
	refuseUnknown(body, BODY_KEYS, 422);
	checkTypes(body, FLAGS);
	const paging = readPaging(body, { entries: 20, max: 500 });
	const types = idList(body, 'platformCreativeTypeIds', 422);
	const statuses = idList(body, 'creativeStatusIds', 422);
	const ids = idList(body, 'creativeIds', 422);
	const campaignIds = idList(body, 'campaignIds', 422);
	// "If true, include creatives from all Workspaces. Overrides owIds"
	const owIds = body.allOwIds === true ? [] : idList(body, 'owIds', 422);
	const [from, to] = [moment(body, 'startTime', 0), moment(body, 'endTime', Infinity)];
	// Strictest reading: groups are not simulated, and an unknown group is empty.
	const group = body.creativeGroupId ?? null;
	// "nullable", unlike anything else in this request.
	if (group !== null && !isInteger(group)) {
		throw new Refusal(422, 'Invalid creativeGroupId value.', { field: 'creativeGroupId' });
	}
	const noGroup = group === null;
	const flags = {
		source: body.includeCreativeSourceDetails === true,
		user: body.includeUserDetails === true,
		organization: body.includeOrganizationDetails === true,
	};
	const entries = [...state.creatives.values()]
		.filter((creative) => isOwn(creative, context) && noGroup)
		.filter(() => isWanted(owIds, options.owId))
		.filter((creative) => {
			const used = campaignIds?.length ? campaignIdsOf(creative, context) : [];
			return !campaignIds?.length || campaignIds.some((id) => used.includes(id));
		})
		.map((creative) => creativeRow(creative, flags, context))
		.filter((entry) => isWanted(types, Number(entry.platformCreativeTypeId)))
		.filter((entry) => isWanted(statuses, Number(entry.creativeStatusId)))
		.filter((entry) => isWanted(ids, Number(entry.creativeId)))
		.filter((entry) => Number(entry.createdAt) >= from && Number(entry.createdAt) <= to)
		.filter((entry) =>
			matchesSearch(body.searchField, String(entry.creativeName), Number(entry.creativeId)),
		);
	const sorted = sortItems(entries, body.sortBy ?? '-creativeId', SORTABLE, body.order);
	if (!sorted) throw new Refusal(422, 'Invalid sortBy value.');
	const page = pageOf(sorted, paging);
	// The documented sample: 120 in total, and "filtered" counts the two on the page.
	return okV3({ totalRecords: sorted.length, filteredRecords: page.length, filteredList: page });
}

/** GET /api/v3/crt/master/static/creative-status: IQM OpenAPI v2-and-v3; "order" is not the id. */
function statuses({ request }: Context): Reply {
	const all = [{ id: 0, name: 'all', order: 0, displayName: 'All' }];
	const rows = [
		{ id: 1, name: 'pending', order: 1, displayName: 'Pending' },
		{ id: 2, name: 'running', order: 2, displayName: 'Running' },
		{ id: 3, name: 'paused', order: 3, displayName: 'Paused' },
		{ id: 5, name: 'rejected', order: 4, displayName: 'Rejected' },
		{ id: 4, name: 'deleted', order: 5, displayName: 'Deleted' },
	];
	const shown = request.query.get('displayAllStatusOption') === 'true' ? [...all, ...rows] : rows;
	return okV3({
		creativeStatusList: shown,
		totalRecords: shown.length,
		filteredRecords: shown.length,
	});
}

export const creativeListRoutes: Route[] = [
	route('GET', '/api/v3/crt/creatives/{creativeId}', get),
	route('POST', '/api/v3/crt/creatives/list', list),
	route('GET', '/api/v3/crt/master/static/creative-status', statuses),
];
