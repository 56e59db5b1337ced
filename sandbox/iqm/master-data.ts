import type { JsonObject } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { idList, jsonBody, route, type Context, type Route } from './context';
import { idsFirst, isWanted, pageOf, readPaging, sortItems, type Paging } from './lists';
import {
	AD_CATEGORIES,
	BUDGET_TYPES,
	COUNTRIES,
	CREATIVE_TYPES,
	DATA_FORMATS,
	EXCHANGES,
	TIMEZONES,
	TRAFFIC_TYPES,
} from './master-lists';

/** Master API guidelines: most lists put their records into `data.data`. */
function records(items: JsonObject[], page = items): Reply {
	return okV3({ data: page, totalRecords: items.length, filteredRecords: page.length });
}

function search(items: JsonObject[], text: unknown): JsonObject[] {
	if (typeof text !== 'string' || text === '') return items;
	return items.filter((item) => String(item.name).toLowerCase().includes(text.toLowerCase()));
}

function sorted(items: JsonObject[], sortBy: unknown, order?: unknown): JsonObject[] {
	if (![undefined, null, 'asc', 'desc'].includes(order as string | null | undefined)) {
		throw new Refusal(422, 'Invalid order value.', { field: 'order' });
	}
	const result = sortItems(items, sortBy, ['id', 'name'], order);
	if (!result) throw new Refusal(422, 'Invalid sortBy value.');
	return result;
}

/** The POST lists: filter by one list of ids, put those of another first, search, sort, page. */
function postList(items: JsonObject[], filterKey: string, sortBy: string) {
	return (context: Context): Reply => {
		const body = jsonBody(context);
		// "The default value of -1 will return all records": no paging then.
		const all = body.pageNo === -1 || (body.pageNo ?? body.noOfEntries) === undefined;
		const paging: Paging = all
			? { pageNo: 1, noOfEntries: items.length }
			: readPaging(body, { entries: 300, max: 500 });
		const wanted = idList(body, filterKey, 422);
		const matching = search(items, body.searchField).filter((item) =>
			isWanted(wanted, Number(item.id)),
		);
		const ordered = idsFirst(
			sorted(matching, body.sortBy ?? sortBy, body.order),
			idList(body, 'ids', 422),
			(item) => Number(item.id),
		);
		return records(ordered, pageOf(ordered, paging));
	};
}

function csvIds(context: Context, key: string): number[] {
	const text = context.request.query.get(key) ?? '';
	if (!/^(\d+(,\d+)*)?$/.test(text)) {
		// Documented for the exchanges: 422 "invalid arguments ids!" with its field.
		throw new Refusal(422, `invalid arguments ${key}!`, { field: key });
	}
	return text === '' ? [] : text.split(',').map(Number);
}

/** GET /api/v3/master/exchanges: "totalRecords" is the page in its sample, "filtered" is all. */
function exchanges(context: Context): Reply {
	const { query } = context.request;
	const paging = readPaging(Object.fromEntries(query), { entries: 20, max: 500 });
	const wanted = csvIds(context, 'exchangeIds');
	const matching = search(EXCHANGES, query.get('searchField')).filter(
		(item) => wanted.length === 0 || wanted.includes(Number(item.id)),
	);
	const ordered = idsFirst(
		sorted(matching, query.get('sortBy') ?? '-id', query.get('order')),
		csvIds(context, 'ids'),
		(item) => Number(item.id),
	);
	const page = pageOf(ordered, paging);
	return okV3({ data: page, totalRecords: page.length, filteredRecords: ordered.length });
}

/**
 * GET /api/v3/master/creativeTypes: "Upload Creative …" quickstart, step 2. Its sample holds the
 * audience data formats by mistake, and other documents show three more shapes. The query is that of
 * the TypeScript version of November 2024.
 */
function creativeTypes(context: Context): Reply {
	const { query } = context.request;
	const wanted = csvIds(context, 'creativeTypeIds');
	const matching = search(CREATIVE_TYPES, query.get('searchField')).filter((type) =>
		isWanted(wanted, Number(type.id)),
	);
	const types = idsFirst(
		sorted(matching, query.get('sortBy') ?? '-id', query.get('order')),
		csvIds(context, 'ids'),
		(type) => Number(type.id),
	);
	const page = pageOf(types, readPaging(Object.fromEntries(query), { entries: 20, max: 500 }));
	switch (context.options.creativeTypesShape) {
		case 'seedSample':
			return okV3(DATA_FORMATS);
		case 'array':
			return okV3(page);
		case 'data':
			return records(types, page);
		case 'creativeTypeList':
			return okV3({
				totalRecords: types.length,
				filteredRecords: page.length,
				creativeTypeList: page.map((type, index) => ({
					id: type.id,
					name: String(type.name).toLowerCase(),
					order: index + 1,
					displayName: type.name,
					rtbCreativeTypeId: type.rtbTypeId,
				})),
			});
	}
}

/** GET /api/v3/ua/profile: user guidelines, excerpt. */
function profile({ options }: Context): Reply {
	return okV3({
		owId: options.owId,
		status: 1,
		firstName: 'Sandbox',
		lastName: 'Buyer',
		displayName: 'Sandbox Buyer',
		email: options.email,
		organizationName: 'Sandbox Organization',
		isWorkspaceOwnerOrg: false,
		organizationTimezone: 29,
		mfaEnabled: false,
	});
}

function budgetTypes(): Reply {
	const count = BUDGET_TYPES.length;
	return okV3({ totalRecords: count, filteredRecords: count, budgetTypeData: BUDGET_TYPES });
}

export const masterDataRoutes: Route[] = [
	route('GET', '/api/v3/master/creativeTypes', creativeTypes),
	route('GET', '/api/v3/master/timezones', () => records(TIMEZONES)),
	route('GET', '/api/v3/master/traffic-types', () => records(TRAFFIC_TYPES)),
	route('GET', '/api/v3/master/exchanges', exchanges),
	route('POST', '/api/v3/master/segment/country', postList(COUNTRIES, 'segmentIds', '+id')),
	route('POST', '/api/v3/master/adcategories', postList(AD_CATEGORIES, 'adCategoryIds', '-id')),
	route('GET', '/api/v3/cmp/static/campaign/budget-type', budgetTypes),
	route('GET', '/api/v3/ua/profile', profile),
];
