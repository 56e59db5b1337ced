import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import { forgetProcessState, hintsOf, sandboxCredential } from '../../../support/harness';
import { openForm } from '../../../support/openForm';
import { skippedWaits } from '../../../support/testClock';
import { runReport, tellsData } from '../../../support/toldReport';
import type { Teller } from '../../../support/toldServer';
import { told } from '../../../support/toldServer';
import { NO_SANDBOX } from '../../../support/verbNode';

/** The fields of reports, as operations and as lists of an open form. */
skippedWaits();
beforeEach(forgetProcessState);

const FIELDS = {
	metrics: [
		{
			Budget: [
				{ id: 1, label: 'Daily Budget', key: 'dailyBudget', description: 'A day', dependentDimensions: [1, 2] },
				{ id: 2, label: 'Total Budget', key: 'totalBudget' },
			],
		},
		{ Counts: [{ id: 5, label: 'Impressions', key: 'impressions', dependentDimensions: null }] },
	],
	dimensions: [
		{ 'Campaign Specifics': [{ id: 1, label: 'Campaign', key: 'campaign', isFilterSupported: true }] },
		{ Locations: [{ id: 34, label: '', key: 'country' }] },
	],
};

async function form(
	data: unknown,
	work: (form: ReturnType<typeof openForm>, heard: Array<{ path: string; body: unknown }>) => Promise<void>,
): Promise<void> {
	await told(tellsData(data), async ({ baseUrl, heard }) => {
		const credential = sandboxCredential(NO_SANDBOX, { baseUrl });
		await work(openForm(NO_SANDBOX, new IqmReport(), { credential }), heard);
	});
}

describe('Get Many', () => {
	it.each([
		['both', ['campaign', 'country', 'dailyBudget', 'totalBudget', 'impressions']],
		['dimensions', ['campaign', 'country']],
		['metrics', ['dailyBudget', 'totalBudget', 'impressions']],
	])('lists %s one by one, with kind and group', async (kind, keys) => {
		const { items, error } = await runReport(tellsData(FIELDS), 'reportField', 'getAll', { kind });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.key)).toEqual(keys);
		expect(items.map(({ json }) => json)).toEqual(
			expect.arrayContaining([
				kind === 'dimensions'
					? { kind: 'dimension', group: 'Locations', key: 'country', label: '', id: 34 }
					: {
							...{ kind: 'metric', group: 'Budget', key: 'dailyBudget', label: 'Daily Budget' },
							...{ id: 1, description: 'A day', dependentDimensions: [1, 2] },
						},
			]),
		);
	});

	it('fails for an answer without them', async () => {
		const answer = tellsData({ metrics: FIELDS.metrics });
		const { error } = await runReport(answer, 'reportField', 'getAll', { kind: 'both' });
		expect(error?.message).toBe("IQM's response is missing the dimensions of reports");
	});
});

describe('Get Custom Fields', () => {
	it('keeps all fields of a pixel, whose ID repeats', async () => {
		const rows = [
			{ id: 3114, pixelName: 'Pixel Conversion 1', customFieldName: 'sample_one' },
			{ id: 3114, pixelName: 'Pixel Conversion 1', customFieldName: 'sample_two' },
			{ id: 3221, pixelName: 'Pixel Conversion 2', customFieldName: 'product_sales' },
		];
		const pages: Teller = (response, heard) => {
			const customFieldData = heard.body.pageNo === 1 ? rows : [];
			tellsData({ totalRecords: 10, filterRecords: 3, customFieldData })(response, heard);
		};
		const run = await runReport(pages, 'reportField', 'getCustomFields', {
			returnAll: true,
			filters: { owIds: '7, 8', searchField: 'Pixel' },
		});
		const { items, error, server } = run;
		expect(error).toBeUndefined();
		// 10 are those of all pixels: only 3 fit the search.
		expect(hintsOf(run)).toEqual([]);
		expect(server.heard[0].body).toEqual({
			owIds: [7, 8],
			searchField: 'Pixel',
			sortBy: '-id',
			pageNo: 1,
			noOfEntries: 500,
		});
		expect(items.map(({ json }) => json)).toEqual(
			rows.map(({ id, ...row }) => ({ conversionId: id, ...row })),
		);
	});
});

describe('Get Value List', () => {
	it.each([
		['requestType', 'report-request-type', { id: 1, name: 'daily', label: 'Daily' }],
		['fileType', 'report-file-type', { id: 2, name: 'xlsx', displayName: 'XLS' }],
		['deliveryFrequency', 'report-delivery-frequency', { id: 3, name: 'WEEK', label: 'Weekly until' }],
	])('lists %s', async (list, path, { displayName, ...row }: Record<string, unknown>) => {
		const answer = tellsData([{ ...row, ...(displayName === undefined ? {} : { displayName }) }]);
		const { items, error, server } = await runReport(answer, 'reportField', 'getValueList', { list });
		expect(error).toBeUndefined();
		expect(server.heard[0].path).toBe(`/api/v3/rb/static/${path}`);
		expect(items[0].json).toEqual({ list, ...row, label: row.label ?? displayName });
	});

	it('asks which list is meant', async () => {
		const { error, server } = await runReport(tellsData([]), 'reportField', 'getValueList', {
			list: 'prices',
		});
		expect(error?.message).toContain("'List' must be one of deliveryFrequency, fileType, requestType");
		expect(server.heard).toEqual([]);
	});
});

describe('an open form', () => {
	it('lists dimensions and metrics with their groups, by one request', async () => {
		await form(FIELDS, async ({ load }, heard) => {
			expect(await load('getReportDimensions')).toEqual([
				{ name: 'Campaign Specifics: Campaign', value: 'campaign' },
				{ name: 'Locations: country', value: 'country' },
			]);
			expect(await load('getReportMetrics')).toEqual([
				{ name: 'Budget: Daily Budget', value: 'dailyBudget', description: 'A day' },
				{ name: 'Budget: Total Budget', value: 'totalBudget' },
				{ name: 'Counts: Impressions', value: 'impressions' },
			]);
			expect(heard).toHaveLength(1);
		});
	});

	it('sorts by none of the metrics at first, which n8n must know to not mark it red', async () => {
		await form(FIELDS, async ({ load }) => {
			const [first, ...metrics] = await load('getReportSortings');
			expect(first).toEqual({ name: 'Please Choose', value: '' });
			expect(metrics).toEqual(await load('getReportMetrics'));
		});
	});

	it('searches saved reports by name', async () => {
		const data = { data: [{ id: 3, reportName: 'Weekly' }], totalRecords: 1, filteredRecords: 1 };
		await form(data, async ({ search }, heard) => {
			expect(await search('searchReports', 'week')).toEqual({
				results: [{ name: 'Weekly (3)', value: '3' }],
				paginationToken: undefined,
			});
			expect(heard[0]).toMatchObject({
				path: '/api/v3/ra/reports/list',
				body: { searchField: 'week', sortBy: '-id', pageNo: 1, noOfEntries: 100 },
			});
		});
	});
});
