import type { JsonObject } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { route, type Context, type Route } from './context';
import { isEmptied } from './contracts/masterList';
import { idsFirst, isWanted, pageOf, readPaging, sortItems } from './lists';
import { BUDGET_TYPES, CREATIVE_TYPES, DATA_FORMATS } from './master-lists';

/** Master API guidelines: most lists put their records into `data.data`. */
function records(items: JsonObject[], page: JsonObject[]): Reply {
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

function csvIds(context: Context, key: string): number[] {
	const text = context.request.query.get(key) ?? '';
	if (!/^(\d+(,\d+)*)?$/.test(text)) {
		// Documented for the exchanges: 422 "invalid arguments ids!" with its field.
		throw new Refusal(422, `invalid arguments ${key}!`, { field: key });
	}
	return text === '' ? [] : text.split(',').map(Number);
}

/**
 * GET /api/v3/master/creativeTypes: "Upload Creative …" quickstart, step 2. Its sample holds the
 * audience data formats by mistake, and other documents show three more shapes. The query is that of
 * the TypeScript version of November 2024.
 */
function creativeTypes(context: Context): Reply {
	const { query } = context.request;
	const wanted = csvIds(context, 'creativeTypeIds');
	const all = isEmptied(context) ? [] : CREATIVE_TYPES;
	const matching = search(all, query.get('searchField')).filter((type) =>
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
	route('GET', '/api/v3/cmp/static/campaign/budget-type', budgetTypes),
	route('GET', '/api/v3/ua/profile', profile),
];
