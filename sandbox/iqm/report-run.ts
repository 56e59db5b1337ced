import { valueAt, type JsonObject, type JsonValue } from '../json';
import { json, okV3, Refusal, type Reply } from '../reply';
import { workbook } from '../workbook';
import type { Context, Route } from './context';
import { rowsIn } from './contracts/behaviours';
import type { Handler } from './contracts/contract';
import * as contracts from './contracts/reports';
import { routesOf } from './contracts/routes';
import { linkTo } from './links';
import { pageOf, readPaging } from './lists';
import { checkComplete, checkDefinition, dimensionsOf } from './report-definition';
import { isMetric } from './report-keys';
import { reportWith } from './report-store';

const SAMPLED = rowsIn(contracts.reportsRun.answer, 'data.data');

/** The campaigns of the sample request beside those of the sample answer. */
const ROWS: JsonObject[] = [
	...SAMPLED,
	...[123, 234, 345].flatMap((campaignId, index) =>
		SAMPLED.slice(0, 2).map((row): JsonObject => {
			return { ...row, campaignId, campaignName: `Campaign ${campaignId}`, impressions: 100 + index };
		}),
	),
];

const [DAILY, AGGREGATED, WEEKLY] = [1, 2, 3];

/** What tells a row's period: monthly reports show none in the documents. */
function period({ date, ...row }: JsonObject, requestType: JsonValue): JsonObject {
	if (requestType === DAILY) return { ...row, date: date ?? null };
	return requestType === WEEKLY ? { ...row, dateRange: '08/31/2025 - 09/06/2025' } : row;
}

/** Whether a row holds one of the values; a row without the key, or a filter without values, does. */
function fits(row: JsonObject, key: string, values: JsonValue | undefined): boolean {
	const wanted = Array.isArray(values) ? values : [];
	return wanted.length === 0 || !(key in row) || wanted.includes(row[key]);
}

const ROW_IDS: Record<string, string> = { campaign: 'campaignId', deviceType: 'deviceTypeId' };

function isAsked(row: JsonObject, definition: JsonObject, asked: JsonObject): boolean {
	const filters = valueAt(asked, 'filters') ?? {};
	const searched = String(asked.searchField ?? '').toLowerCase();
	const dimensions = dimensionsOf(definition.dimensions) ?? [];
	return (
		fits(row, 'campaignId', valueAt(filters, 'campaignIds')) &&
		fits(row, 'creativeTypeId', valueAt(filters, 'creativeTypeIds')) &&
		fits(row, 'status', valueAt(filters, 'campaignStatuses')) &&
		dimensions.every(({ filter, value }) => fits(row, ROW_IDS[filter] ?? `${filter}Id`, value)) &&
		Object.values(row).some((value) => String(value).toLowerCase().includes(searched))
	);
}

/** "+impressions" is the default of the table, "-impressions" that of the schema. */
function sorted(rows: JsonObject[], { sortBy = '+impressions', order }: JsonObject): JsonObject[] {
	const match = /^([+-]?)(\w+)$/.exec(String(sortBy));
	if (!match) throw new Refusal(422, 'Invalid sortBy value.');
	const [, sign, key] = match;
	if (!isMetric(key) && !rows.some((row) => key in row)) {
		throw new Refusal(422, 'Invalid sortBy value.');
	}
	const direction = sign === '-' || (sign === '' && order === 'desc') ? -1 : 1;
	const place = (row: JsonObject) => row[key] ?? 0;
	return [...rows].sort((a, b) => {
		if (place(a) === place(b)) return 0;
		return (place(a) < place(b) ? -1 : 1) * direction;
	});
}

/** The definition that a request means; dates and all else beside an id change nothing in it. */
function definitionOf(context: Context, asked: JsonObject, noColumns: string): JsonObject {
	if (asked.id !== undefined) return reportWith(context, asked.id);
	checkComplete(asked);
	checkDefinition(asked, noColumns);
	return asked;
}

function rowsFor({ state }: Context, definition: JsonObject, asked: JsonObject): JsonObject[] {
	const { reportRows } = state.figures;
	const rows =
		reportRows ?? ROWS.map((row) => period(row, definition.requestType ?? AGGREGATED));
	return sorted(
		rows.filter((row) => isAsked(row, definition, asked)),
		asked,
	);
}

function totalOf(rows: JsonObject[], totalRecords: number): JsonObject {
	const sampled = valueAt(contracts.reportsRun.answer, 'data.total');
	const sums = ['impressions', 'clicks', 'spent'].map((key): [string, number] => [
		key,
		rows.reduce((sum, row) => sum + Number(row[key] ?? 0), 0),
	]);
	return { ...(sampled as JsonObject), ...Object.fromEntries(sums), totalRecords };
}

const run: Handler = (context, asked) => {
	const { figures } = context.state;
	const definition = definitionOf(context, asked, 'Please select columns for report creation');
	const paging = readPaging(asked, { entries: 50, max: 1000 });
	figures.beforeReportPage?.(paging.pageNo);
	const rows = rowsFor(context, definition, asked);
	const { reportTotal = rows.length } = figures;
	return okV3({
		total: totalOf(rows, rows.length),
		data: pageOf(rows, paging),
		...(reportTotal === null ? {} : { totalRecords: reportTotal }),
	});
};

function cell(value: JsonValue | undefined): string {
	const text = String(value ?? '');
	return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Answers with a link to a file with these columns. */
export function fileOf(
	context: Context,
	rows: JsonObject[],
	columns: Array<{ label: string; value: string }>,
	{ type, name }: { type: 'csv' | 'xlsx'; name: string },
): Reply {
	const table = [
		columns.map(({ label }): JsonValue => label),
		...rows.map((row) => columns.map(({ value }) => row[value] ?? null)),
	];
	const content =
		type === 'csv'
			? Buffer.from(table.map((row) => `${row.map(cell).join(',')}\n`).join(''))
			: workbook(table);
	const media =
		type === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
	const url = linkTo({ type: media, name: `${name}.${type}`, content }, context);
	return json(200, { success: true, data: { url } });
}

const download: Handler = (context, asked) => {
	const definition = definitionOf(context, asked, 'Please select columns for report download');
	const rows = rowsFor(context, definition, asked);
	// "no url key when there is no data"
	if (rows.length === 0) return okV3({});
	const columns = Object.keys(rows[0]).map((key) => ({ label: key, value: key }));
	const name = `${String(definition.reportName ?? 'reportname')}__${context.now}`;
	return fileOf(context, rows, columns, { type: asked.fileType === 2 ? 'xlsx' : 'csv', name });
};

export const reportRunRoutes: Route[] = routesOf([
	{ ...contracts.reportsRun, does: () => run },
	{ ...contracts.reportsDownload, does: () => download },
]);
