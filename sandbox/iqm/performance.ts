import { isObject, valueAt, type JsonObject, type JsonValue } from '../json';
import { okV3, Refusal } from '../reply';
import type { Context, Route } from './context';
import { rowsIn } from './contracts/behaviours';
import type { Contract, Handler } from './contracts/contract';
import * as contracts from './contracts/performance';
import { PERFORMANCE_BY, PERFORMANCE_FILE_BY } from './contracts/performanceTwins';
import { routesOf } from './contracts/routes';
import { pageOf, readPaging } from './lists';
import { checkPeriod, hasAccess, rangeOf } from './performance-range';
import { compare, timeline } from './performance-trend';
import { fileOf } from './report-run';

type By = 'campaign' | 'customer' | 'io';

/** What a table's rows are asked for by, and the contracts of the table and its file. */
interface Table {
	id: string;
	name: string;
	contract: Contract;
	file: Contract;
	rows: JsonObject[];
}

const SAMPLED = rowsIn(contracts.performanceGetAll.answer, 'data.recordsList');

const TABLES: Record<By, Table> = {
	campaign: {
		...{ id: 'campaignId', name: 'campaignName' },
		...{ contract: contracts.performanceGetAll, file: contracts.performanceDownload },
		// The campaigns of the sample request beside those of the sample answer.
		rows: [
			...SAMPLED,
			...[1, 2, 3].map((id): JsonObject => {
				const ids = { campaignId: id, ioId: id, owId: id, verticalId: 1 + (id % 2) };
				return { ...SAMPLED[1], ...ids, campaignName: `Campaign ${id}`, campaignTypeId: 1 };
			}),
		],
	},
	io: {
		...{ id: 'ioId', name: 'ioName' },
		...{ contract: PERFORMANCE_BY.io, file: PERFORMANCE_FILE_BY.io },
		rows: rowsIn(PERFORMANCE_BY.io.answer, 'data.recordsList'),
	},
	customer: {
		...{ id: 'owId', name: 'organizationName' },
		...{ contract: PERFORMANCE_BY.customer, file: PERFORMANCE_FILE_BY.customer },
		rows: rowsIn(PERFORMANCE_BY.customer.answer, 'data.recordsList'),
	},
};

/** The keys of rows that a filter is about; a row with none of them is let through. */
const FILTERED: Record<string, string[]> = {
	...{ owIds: ['owId'], ioIds: ['ioId'], campaignIds: ['campaignId'], verticalIds: ['verticalId'] },
	...{ campaignTypeIds: ['campaignTypeId'], campaignStatusList: ['status'] },
	campaignBudgetTypeIds: ['budgetTypeId', 'ioBudgetTypeId'],
	creativeTypeIds: ['creativeType'],
};

/** "0=all"; a row's type of creatives is a text. */
function fits(row: JsonObject, filter: string, wanted: JsonValue): boolean {
	const key = FILTERED[filter]?.find((one) => one in row);
	if (key === undefined || !Array.isArray(wanted) || wanted.length === 0) return true;
	if (filter === 'creativeTypeIds' && wanted.includes(0)) return true;
	return wanted.map(String).includes(String(row[key]));
}

function rowsOf(by: By, { state }: Context): JsonObject[] {
	return state.figures.performanceRows[by] ?? TABLES[by].rows;
}

function matching(by: By, context: Context, filters: JsonObject): JsonObject[] {
	const { id, name } = TABLES[by];
	const searched = String(filters.searchField ?? '').toLowerCase();
	return rowsOf(by, context)
		.filter((row) => Object.entries(filters).every(([key, wanted]) => fits(row, key, wanted)))
		.filter((row) => `${String(row[id])} ${String(row[name])}`.toLowerCase().includes(searched));
}

/** By any key that rows have; without a sort, by that of every sample. */
function sorted(by: By, context: Context, rows: JsonObject[], sort: JsonValue): JsonObject[] {
	const { field = 'impressions', order = 'DESC' } = isObject(sort) ? sort : {};
	const known = [...TABLES[by].rows, ...rowsOf(by, context)];
	const key = String(field);
	if (!known.some((row) => key in row)) throw new Refusal(422, 'Invalid sortBy value.');
	const direction = order === 'DESC' ? -1 : 1;
	const place = (row: JsonObject) => row[key] ?? 0;
	return [...rows].sort((a, b) => {
		if (place(a) === place(b)) return 0;
		return (place(a) < place(b) ? -1 : 1) * direction;
	});
}

const ADDED = ['impressions', 'clicks', 'spent', 'mediaSpent'];

/** The sample's total with these rows' sums, as far as tables of all kinds have them. */
function totalOf(by: By, rows: JsonObject[]): JsonObject {
	const sampled = valueAt(TABLES[by].contract.answer, 'data.recordsTotal');
	const total = isObject(sampled) ? { ...sampled } : {};
	for (const key of ADDED) total[key] = rows.reduce((sum, row) => sum + Number(row[key] ?? 0), 0);
	return 'filteredRecordsTotal' in total ? { ...total, filteredRecordsTotal: rows.length } : total;
}

const PRIORITIES = ['campaignPriority', 'bidModelDataId'];

/** "campaignRequest" brings what the sample without it does not have. */
function shown(row: JsonObject, campaignRequest: JsonValue): JsonObject {
	if (campaignRequest === true) return row;
	const entries = Object.entries(row).filter(([key]) => !PRIORITIES.includes(key));
	return Object.fromEntries(entries);
}

function table(by: By): Handler {
	return (context, asked) => {
		const { campaignRequest = false, requestType, sort = null, pagination } = asked;
		const { filters } = rangeOf(asked);
		checkPeriod(asked);
		const found = sorted(by, context, matching(by, context, filters), sort);
		const paging = readPaging(isObject(pagination) ? pagination : {}, { entries: 50, max: 500 });
		const recordsTotal = shown(totalOf(by, found), campaignRequest);
		// The samples' totals alone count no rows.
		if (requestType === 'AGGREGATED_TOTAL') {
			return okV3({ totalRecords: 0, filteredRecords: 0, recordsTotal });
		}
		const { performanceTotal: total } = context.state.figures;
		const counts = {
			totalRecords: total ?? rowsOf(by, context).length,
			filteredRecords: total ?? found.length,
		};
		return okV3({
			...(total === null ? {} : counts),
			...(requestType === 'AGGREGATED' ? { recordsTotal } : {}),
			recordsList: pageOf(found, paging).map((row) => shown(row, campaignRequest)),
		});
	};
}

function columnsIn(by: By, value: JsonValue): Array<{ label: string; value: string }> {
	const places = rowsIn(TABLES[by].file.sample, 'downloadRequest.columns');
	const columns = rowsIn(value, 'columns').map((column) => ({
		...{ label: String(column.label ?? ''), value: String(column.value ?? '') },
	}));
	if (columns.length === 0) throw new Refusal(422, 'Invalid columns.', { field: 'columns' });
	const unknown = columns.find((column) => !places.some((place) => place.value === column.value));
	if (unknown) throw new Refusal(422, `Invalid column: ${unknown.value}`, { field: 'columns' });
	return columns;
}

/** Columns are called eCPM, eCPC and eCPCV, the same in rows ecpm, ecpc and ecpcv. */
function cells(row: JsonObject): JsonObject {
	const { ecpm = null, ecpc = null, ecpcv = null } = row;
	return { eCPM: ecpm, eCPC: ecpc, eCPCV: ecpcv, ...row };
}

function download(by: By): Handler {
	return (context, asked) => {
		const { downloadRequest = null, requestType, sort = null } = asked;
		if (requestType === undefined) {
			const field = 'requestType';
			throw new Refusal(422, `The field '${field}' cannot be empty.`, { field });
		}
		const { filters } = rangeOf(asked);
		checkPeriod(asked);
		const columns = columnsIn(by, downloadRequest);
		const { fileType, fileName = `${by}_report` } = isObject(downloadRequest)
			? downloadRequest
			: {};
		if (fileType === undefined) throw new Refusal(422, 'Invalid fileType.', { field: 'fileType' });
		const rows = sorted(by, context, matching(by, context, filters), sort);
		if (rows.length === 0) return okV3({});
		const type = fileType === 'xlsx' ? 'xlsx' : 'csv';
		return fileOf(context, rows.map(cells), columns, { type, name: String(fileName) });
	};
}

/** Whose figures there are: the organizations of all tables' rows. */
function owners(context: Context): JsonValue[] {
	const bys: By[] = ['campaign', 'io', 'customer'];
	return bys.flatMap((by) => rowsOf(by, context)).map((row) => row.owId ?? null);
}

const getTimeline: Handler = (context, asked) => {
	const { filters, start, end } = rangeOf(asked);
	const points = hasAccess(context, filters, owners(context)) ? timeline(start, end) : [];
	return okV3({ totalRecords: points.length, recordsList: points });
};

const getComparison: Handler = (context, asked) => {
	const { filters } = rangeOf(asked);
	return okV3(compare(hasAccess(context, filters, owners(context))));
};

export const performanceRoutes: Route[] = routesOf([
	...(['campaign', 'io', 'customer'] as const).flatMap((by): Contract[] => [
		{ ...TABLES[by].contract, does: () => table(by) },
		{ ...TABLES[by].file, does: () => download(by) },
	]),
	{ ...contracts.performanceGetTimeline, does: () => getTimeline },
	{ ...contracts.performanceCompare, does: () => getComparison },
]);
