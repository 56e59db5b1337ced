import type { IDataObject } from 'n8n-workflow';

import { hintsOf } from '../../../support/harness';
import { runReport, SENT } from '../../../support/reportServer';
import { skippedWaits } from '../../../support/testClock';
import type { Heard } from '../../../support/toldServer';

/** The rows of a report, page by page: none is lost, none is merged with an equal one. */
skippedWaits();

/** Every seventh row equals the one before it. */
const rowAt = (at: number): IDataObject => {
	const own = at % 7 === 6 ? at - 1 : at;
	return { campaignId: own, campaign: `campaign ${own}`, impressions: 100_000 - own };
};

const rowsOf = (count: number): IDataObject[] => Array.from({ length: count }, (_, at) => rowAt(at));

type Totals = (all: number, page: number, pageNo: number) => IDataObject;

/** A server with these rows, in pages of at most `cap`, whatever is asked for. */
const serving =
	(rows: IDataObject[], totals: Totals, cap = 1_000) =>
	({ body }: Heard): IDataObject => {
		const size = Math.min(Number(body.noOfEntries), cap);
		const from = (Number(body.pageNo) - 1) * size;
		const data = rows.slice(from, from + size);
		return { total: { impressions: 7 }, data, ...totals(rows.length, data.length, Number(body.pageNo)) };
	};

const RIGHT: Totals = (all) => ({ totalRecords: all, filteredRecords: all });

const all = { operation: 'run', returnAll: true };

it.each<[string, Totals]>([
	['the right total', RIGHT],
	['no total', () => ({})],
	['an empty total', () => ({ totalRecords: null, filteredRecords: '' })],
	['a total that is too small', () => ({ totalRecords: 3, filteredRecords: 3 })],
	['totals of something else', (_, page) => ({ totalRecords: 1_498, filteredRecords: page })],
	['the rows so far as its total', (_, page, pageNo) => ({ totalRecords: (pageNo - 1) * 1_000 + page })],
	['a total that only the last page has right', (count, _, pageNo) => ({ totalRecords: pageNo < 19 ? 12 : count })],
])('19,000 rows, equal ones among them, with %s', async (_, totals) => {
	const rows = rowsOf(19_000);
	const { items, error, heard } = await runReport(serving(rows, totals), all);
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json)).toEqual(rows);
	expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
	expect(heard.map(({ body }) => [body.pageNo, body.noOfEntries])).toEqual(
		Array.from({ length: heard.length }, (__, at) => [at + 1, 1_000]),
	);
	expect(heard.length).toBeLessThanOrEqual(20);
});

it('pages that the server cuts are read to the empty one', async () => {
	const { items, heard } = await runReport(serving(rowsOf(1_400), () => ({}), 500), all);
	expect(items).toHaveLength(1_400);
	expect(heard).toHaveLength(4);
});

it('a short page with an agreeing total is the end: one request', async () => {
	const { items, heard } = await runReport(serving(rowsOf(4), RIGHT), all);
	expect(items).toHaveLength(4);
	expect(heard.map(({ body }) => body)).toEqual([{ ...SENT, pageNo: 1, noOfEntries: 1_000 }]);
});

it('1,500 equal rows are all kept', async () => {
	const rows = Array.from({ length: 1_500 }, () => ({ impressions: 0 }));
	const { items } = await runReport(serving(rows, RIGHT, 100), all);
	expect(items).toHaveLength(1_500);
});

it('an empty first page with a total is no empty report', async () => {
	const { items, error } = await runReport(serving([], () => ({ totalRecords: 5, filteredRecords: 5 })), all);
	expect(items).toEqual([]);
	expect(error?.message).toBe(
		'IQM returned 0 rows of the report, but reports a total of 5: rows are missing',
	);
});

it.each([RIGHT, () => ({})])('an empty first page without a total, or with one of 0, is an empty report', async (totals) => {
	const { items, error } = await runReport(serving([], totals), all);
	expect([items, error]).toEqual([[], undefined]);
});

it('a total that is too small is told, with all rows', async () => {
	const run = await runReport(serving(rowsOf(2_500), () => ({ totalRecords: 3 })), all);
	expect(run.items).toHaveLength(2_500);
	expect(hintsOf(run)).toEqual([
		'IQM returned 2,500 rows of the report, but reports a total of 3. All returned rows are included.',
	]);
});

it('fewer rows than IQM counts are an error', async () => {
	const { items, error, heard } = await runReport(
		serving(rowsOf(2_500), () => ({ totalRecords: 2_600 })),
		all,
	);
	expect(items).toEqual([]);
	expect(error?.message).toBe(
		'IQM returned 2,500 rows of the report, but reports a total of 2,600: rows are missing',
	);
	expect(error?.description).toContain("Use 'Download'");
	expect(heard).toHaveLength(4);
});

it('rows that move down while pages are read are an error', async () => {
	const rows: IDataObject[] = rowsOf(2_500).map((row, at) => ({ ...row, at }));
	const { items, error } = await runReport((heard) => {
		if (heard.body.pageNo === 2) rows.unshift({ campaignId: 0, campaign: 'new', impressions: 1, at: -1 });
		return serving(rows, RIGHT)(heard);
	}, all);
	expect(items).toEqual([]);
	expect(error?.message).toBe(
		"The report's rows shifted while its pages were read: rows may be missing or duplicated",
	);
	expect(error?.description).toContain("Use 'Download'");
});

it('rows that move up while pages are read are an error', async () => {
	const rows: IDataObject[] = rowsOf(2_500).map((row, at) => ({ ...row, at }));
	const { items, error } = await runReport((heard) => {
		if (heard.body.pageNo === 2) rows.shift();
		return serving(rows, RIGHT)(heard);
	}, all);
	expect(items).toEqual([]);
	// As many as IQM counts in the end, but one of them is gone and another was never seen.
	expect(error?.message).toContain("The report's rows shifted while its pages were read");
});

it('figures that change while pages are read are told', async () => {
	const run = await runReport((heard) => {
		const answer = serving(rowsOf(1_500), RIGHT)(heard);
		return { ...answer, total: { impressions: heard.body.pageNo } };
	}, all);
	expect(run.items).toHaveLength(1_500);
	expect(hintsOf(run)).toEqual([expect.stringContaining("The report's figures changed")]);
});

it('a server that ignores the page number is an error', async () => {
	const rows = rowsOf(1_000);
	const { error, heard } = await runReport(() => ({ data: rows }), all);
	expect(error?.message).toBe('IQM returned the same page of the report again');
	expect(heard).toHaveLength(2);
});

it.each<[string, Totals, number]>([
	['25,000 rows', RIGHT, 1],
	['more than 20,000 rows', () => ({}), 21],
])('%s are left to Download', async (rows, totals, requests) => {
	const { items, error, heard } = await runReport(serving(rowsOf(25_000), totals), all);
	expect(items).toEqual([]);
	expect(error?.message).toContain(`The report has ${rows}`);
	expect(error?.description).toContain("Use 'Download'");
	expect(heard).toHaveLength(requests);
});

it('exactly 20,000 rows are read', async () => {
	const { items, error } = await runReport(serving(rowsOf(20_000), RIGHT), all);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(20_000);
});

it.each<[number, number, Totals, string[]]>([
	[7, 30, RIGHT, ["'Limit' ended the report after 7 rows: there are more. Raise 'Limit', or turn on 'Return All'."]],
	[7, 7, RIGHT, []],
	[1_500, 30_000, RIGHT, [expect.stringContaining('there are more') as string]],
	[7, 30, () => ({}), [expect.stringContaining('there may be more') as string]],
])('Limit %i of %i rows', async (limit, count, totals, hints) => {
	const run = await runReport(serving(rowsOf(count), totals), {
		operation: 'run',
		returnAll: false,
		limit,
	});
	expect(run.items.map(({ json }) => json)).toEqual(rowsOf(limit));
	expect(hintsOf(run)).toEqual(hints);
});
