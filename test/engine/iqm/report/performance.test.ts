import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import type { NodeRunOptions } from '../../../support/harness';
import { forgetProcessState, runNode, sandboxCredential } from '../../../support/harness';
import { freshSandbox } from '../../../support/freshSandbox';
import { bytesOf, fileOf } from '../../../support/storedFile';
import { skippedWaits } from '../../../support/testClock';
import type { Teller, ToldServer } from '../../../support/toldServer';
import { told, tellJson } from '../../../support/toldServer';

/** Performance of the node IQM Report against a server that answers as told. */
skippedWaits();
const sandbox = freshSandbox();
const real = clock.now;
/** In New York it is still the 14th. */
const NOW = Date.parse('2026-03-15T02:00:00Z');
beforeEach(() => {
	forgetProcessState();
	clock.now = () => NOW;
});
afterEach(() => void (clock.now = real));

const ZONES = [
	{ id: 29, name: 'US/Eastern', label: 'US/Eastern' },
	{ id: 105, name: 'Asia/Kolkata', label: 'Asia/Kolkata' },
];

const run = async (
	operation: string,
	parameters: IDataObject,
	answer: Teller,
	options: NodeRunOptions = {},
) =>
	await told(
		(response, heard) => {
			if (heard.path === '/api/v3/master/timezones') {
				return void tellJson(response, { success: true, data: { data: ZONES } });
			}
			answer(response, heard);
		},
		async (server) => {
			const credential = sandboxCredential(sandbox, { baseUrl: server.baseUrl });
			const run = await runNode(
				sandbox,
				new IqmReport(),
				{ resource: 'performance', operation, ...parameters },
				{ credential, timezone: 'America/New_York', ...options },
			);
			const [item] = run.items;
			const file = item?.binary === undefined ? undefined : await bytesOf(fileOf(item));
			return { ...run, file, server, hints: hintsOf(run) };
		},
	);

const hintsOf = ({ run }: { run: { data: { resultData: unknown } } }): string =>
	JSON.stringify((run.data.resultData as { runData: unknown }).runData);

const data = (data: unknown): Teller => (response) => tellJson(response, { success: true, data });

const reports = ({ heard }: ToldServer) => heard.filter(({ path }) => path.includes('/das/'));

const DAY = { startTimeEpochMillis: 1_773_374_400_000, endTimeEpochMillis: 1_773_460_799_000 };

it('knows which day yesterday is', () => {
	expect(new Date(DAY.startTimeEpochMillis).toISOString()).toBe('2026-03-13T04:00:00.000Z');
	expect(new Date(DAY.endTimeEpochMillis).toISOString()).toBe('2026-03-14T03:59:59.000Z');
});

describe('Get Many', () => {
	const ROW = {
		campaignId: 582_315,
		status: 'pending',
		startTime: 1_773_214_800,
		endTime: 0,
		ioStartTime: 1_715_054_400_000,
		pacingPercentage: 12.5,
		percentageOfTotalSpent: 0.28,
	};

	it.each([
		['campaign', 'by-campaign'],
		['io', 'by-io'],
		['customer', 'by-customer'],
	])('asks for rows by %s', async (groupBy, path) => {
		const { items, error, server } = await run(
			'getAll',
			{ groupBy },
			data({ totalRecords: 1, filteredRecords: 1, recordsList: [ROW] }),
		);
		expect(error).toBeUndefined();
		expect(server.heard.map((heard) => [heard.path, heard.body])).toEqual([
			[
				`/api/v4/das/report/${path}`,
				{
					pagination: { pageNo: 1, noOfEntries: 50 },
					sort: { field: 'impressions', order: 'DESC' },
					filters: DAY,
					requestType: 'AGGREGATED_LIST',
				},
			],
		]);
		expect(items.map(({ json }) => json)).toEqual([
			{
				...ROW,
				startTime: '2026-03-11T07:40:00Z',
				endTime: null,
				ioStartTime: '2024-05-07T04:00:00Z',
			},
		]);
	});

	it('sends all filters, the order and what else was asked for', async () => {
		const filters = {
			campaignStatusList: ['running', 'paused'],
			campaignIds: '1,2',
			ioIds: '3',
			owIds: '4',
			creativeTypeIds: [11, 14],
			campaignTypeIds: [1],
			campaignBudgetTypeIds: [2],
			verticalIds: '5',
			searchField: 'spring',
		};
		const options = {
			campaignRequest: true,
			requestType: 'AGGREGATED',
			sortBy: 'CTR',
			order: 'asc',
			timezoneId: { __rl: true, mode: 'id', value: '105' },
		};
		const parameters = {
			period: 'custom',
			startTimeEpochMillis: '2026-03-01',
			endTimeEpochMillis: '2026-03-02T12:00:00',
			filters,
			options,
		};
		const recordsTotal = { impressions: 7, startTime: null };
		const { items, error, server } = await run(
			'getAll',
			parameters,
			data({ totalRecords: 1, filteredRecords: 1, recordsTotal, recordsList: [ROW] }),
		);
		expect(error).toBeUndefined();
		expect(reports(server)[0].body).toEqual({
			pagination: { pageNo: 1, noOfEntries: 50 },
			sort: { field: 'CTR', order: 'ASC' },
			filters: {
				...filters,
				campaignIds: [1, 2],
				ioIds: [3],
				owIds: [4],
				verticalIds: [5],
				startTimeEpochMillis: Date.parse('2026-03-01T00:00:00+05:30'),
				endTimeEpochMillis: Date.parse('2026-03-02T12:00:00+05:30'),
			},
			requestType: 'AGGREGATED',
			campaignRequest: true,
		});
		expect(items.map(({ json }) => json)[1]).toEqual({ ...recordsTotal, isTotal: true });
	});

	it('reads to the end, and keeps rows without an ID', async () => {
		const pages = [
			Array.from({ length: 500 }, (_, index) => ({ campaignId: index + 1 })),
			[{ clicks: 1 }, { clicks: 1 }],
		];
		const { items, server } = await run('getAll', { returnAll: true }, (response, { body }) => {
			const { pageNo } = body.pagination as { pageNo: number };
			data({ totalRecords: 502, filteredRecords: 502, recordsList: pages[pageNo - 1] })(
				response,
				undefined as never,
			);
		});
		expect(items).toHaveLength(502);
		expect(server.heard.map(({ body }) => body.pagination)).toEqual([
			{ pageNo: 1, noOfEntries: 500 },
			{ pageNo: 2, noOfEntries: 500 },
		]);
	});

	it('says that there is more than the limit allows', async () => {
		const { items, hints } = await run(
			'getAll',
			{ limit: 1 },
			data({ totalRecords: 9, filteredRecords: 9, recordsList: [ROW] }),
		);
		expect(items).toHaveLength(1);
		expect(hints).toContain("'Limit' ended the list after 1: there are more");
	});

	it('returns the total alone', async () => {
		const { items, server } = await run(
			'getAll',
			{ options: { requestType: 'AGGREGATED_TOTAL' } },
			data({ recordsTotal: { spent: 3 } }),
		);
		expect(items.map(({ json }) => json)).toEqual([{ spent: 3, isTotal: true }]);
		expect(server.heard[0].body.requestType).toBe('AGGREGATED_TOTAL');
	});

	it('says so if there is no total', async () => {
		const { error } = await run(
			'getAll',
			{ options: { requestType: 'AGGREGATED_TOTAL' } },
			data({ recordsList: [] }),
		);
		expect(error?.message).toContain("IQM's response is missing the total");
	});

	it('counts a day that is not over', async () => {
		const { server } = await run('getAll', { period: 'today' }, data({ recordsList: [] }));
		expect(server.heard[0].body.filters).toEqual({
			startTimeEpochMillis: Date.parse('2026-03-14T00:00:00-04:00'),
			endTimeEpochMillis: Date.parse('2026-03-14T23:59:59-04:00'),
		});
	});
});

describe('what is wrong is told before anything is sent', () => {
	const custom = (startTimeEpochMillis: string, endTimeEpochMillis: string) => ({
		period: 'custom',
		startTimeEpochMillis,
		endTimeEpochMillis,
	});

	it.each([
		['a long period', custom('2025-01-01', '2026-01-01'), 'The period has 366 days'],
		['times in the wrong order', custom('2026-03-02', '2026-03-01'), "'End' must be after 'Start'"],
		['a period without a start', custom('={{ "" }}', '2026-03-01'), "'Start' is empty"],
		['a filter without a value', { filters: { campaignIds: '' } }, "'Campaign IDs' is empty"],
		['statuses without one', { filters: { campaignStatusList: [] } }, "'Campaign Statuses' is empty"],
		[
			'a priority of orders',
			{ groupBy: 'io', options: { campaignRequest: true } },
			"'Include Priority' is only for campaigns",
		],
		[
			'two things',
			{ ...custom('2026-03-02', '2026-03-01'), groupBy: 'io', options: { campaignRequest: true } },
			'2 problems found',
		],
	])('%s', async (_, parameters, words) => {
		const { error, server } = await run('getAll', parameters, data({ recordsList: [] }));
		expect(error?.message).toContain(words);
		expect(server.heard).toEqual([]);
	});

	it('a period of 365 days is sent, also if clocks change', async () => {
		const { error, server } = await run(
			'getAll',
			custom('2025-03-20', '2026-03-19'),
			data({ recordsList: [] }),
		);
		expect(error).toBeUndefined();
		expect(server.heard).toHaveLength(1);
	});
});

describe('Get Timeline', () => {
	const POINT = { startDate: 1_773_374_400_000, endDate: 1_773_377_999_000, impressions: 5, CTR: 3 };
	const answer = data({ totalRecords: 1, recordsList: [POINT] });

	it('returns an item per point, in the workflow’s time zone as IQM lists it', async () => {
		const { items, error, server } = await run('getTimeline', { dimension: 'IO' }, answer);
		expect(error).toBeUndefined();
		expect(reports(server).map(({ path, body }) => [path, body])).toEqual([
			[
				'/api/v4/das/report/metrics-timeline',
				{ filters: DAY, dimension: 'IO', timezoneId: 29 },
			],
		]);
		expect(items.map(({ json }) => json)).toEqual([
			{ ...POINT, startDate: '2026-03-13T00:00:00-04:00', endDate: '2026-03-13T00:59:59-04:00' },
		]);
	});

	it('counts the days of the chosen time zone', async () => {
		const options = { timezoneId: { __rl: true, mode: 'id', value: '105' } };
		const { server } = await run('getTimeline', { options }, answer);
		expect(reports(server)[0].body).toEqual({
			filters: {
				startTimeEpochMillis: Date.parse('2026-03-14T00:00:00+05:30'),
				endTimeEpochMillis: Date.parse('2026-03-14T23:59:59+05:30'),
			},
			dimension: 'CAMPAIGN',
			timezoneId: 105,
		});
	});

	it('refuses a time zone that IQM does not list', async () => {
		const { error, server } = await run('getTimeline', {}, answer, { timezone: 'Asia/Tokyo' });
		expect(error?.message).toContain("IQM does not list the workflow's time zone, Asia/Tokyo");
		expect(reports(server)).toEqual([]);
	});
});

describe('Compare', () => {
	it('adds by how much each figure grew', async () => {
		const current = { impressions: 500_000, clicks: 15, spent: 3 };
		const previous = { impressions: 480_000, clicks: 30, spent: 0 };
		const { items, server, hints } = await run('compare', {}, data({ current, previous }));
		expect(reports(server).map(({ path, body }) => [path, body])).toEqual([
			['/api/v4/das/report/metrics-comparison', { filters: DAY, dimension: 'CAMPAIGN' }],
		]);
		expect(items.map(({ json }) => json)).toEqual([
			{
				startDate: '2026-03-13T00:00:00-04:00',
				endDate: '2026-03-13T23:59:59-04:00',
				current,
				previous,
				changePercent: { impressions: 4.17, clicks: -50, spent: null },
			},
		]);
		expect(hints).not.toContain('All figures are 0');
	});

	it('says that a period which is not over is compared with a whole one', async () => {
		const figures = data({ current: { impressions: 5 }, previous: { impressions: 10 } });
		expect((await run('compare', { period: 'today' }, figures)).hints).toContain('The period is not over yet');
		expect((await run('compare', { period: 'yesterday' }, figures)).hints).not.toContain('not over yet');
	});

	it('says what zeros alone may mean', async () => {
		const zeros = { impressions: 0, clicks: 0 };
		const { hints } = await run('compare', {}, data({ current: zeros, previous: zeros }));
		expect(hints).toContain('All figures are 0: either nothing was delivered');
	});

	it('refuses an answer without both periods', async () => {
		const { error } = await run('compare', {}, data({ current: {} }));
		expect(error?.message).toContain("IQM's response is missing the figures of both periods");
	});
});

describe('Download', () => {
	const file: Teller = (response, heard) => {
		if (!heard.path.startsWith('/api/')) return void response.writeHead(200).end('a,b\n1,2\n');
		const url = `http://${heard.headers.host}/bucket/a.csv?X-Amz-Signature=planted`;
		data({ url })(response, heard);
	};

	it.each([
		['campaign', 'by-campaign-download', 71, { label: 'ID', value: 'campaignId' }, 'Campaign'],
		['io', 'by-io-download', 41, { label: 'ID', value: 'ioId' }, 'InsertionOrders'],
		['customer', 'by-customer-download', 36, { label: 'ID', value: 'owId' }, 'Customer'],
	])('puts all columns by %s into a file', async (groupBy, part, count, first, fileName) => {
		const parameters = { groupBy, columns: ['all'], binaryPropertyName: 'data' };
		const { items, error, server, file: bytes } = await run('download', parameters, file);
		expect(error).toBeUndefined();
		const [{ path, body }] = server.heard;
		expect(path).toBe(`/api/v4/das/report/${part}`);
		const { downloadRequest, ...others } = body as { downloadRequest: { columns: unknown[] } };
		expect(others).toEqual({
			sort: { field: 'impressions', order: 'DESC' },
			filters: DAY,
			requestType: 'AGGREGATED_LIST',
		});
		expect(downloadRequest).toMatchObject({ fileType: 'csv', fileName });
		expect(downloadRequest.columns).toHaveLength(count);
		expect(downloadRequest.columns[0]).toEqual(first);
		expect(items[0].json).toMatchObject({ hasData: true, fileName: `${fileName}.csv` });
		expect(JSON.stringify(items)).not.toContain('planted');
		expect(String(bytes)).toBe('a,b\n1,2\n');
	});

	it('takes some columns, in their order', async () => {
		const { server, items } = await run(
			'download',
			{
				columns: ['spent', 'campaignId'],
				fileType: 'xlsx',
				binaryPropertyName: 'data',
				options: { fileName: 'mine' },
			},
			file,
		);
		expect(server.heard[0].body.downloadRequest).toEqual({
			columns: [
				{ label: 'Total Advertiser Spent', value: 'spent' },
				{ label: 'ID', value: 'campaignId' },
			],
			fileType: 'xlsx',
			fileName: 'mine',
		});
		expect(items[0].json.fileName).toBe('mine.xlsx');
	});

	it('says that there is no data', async () => {
		const { items, error } = await run(
			'download',
			{ columns: ['all'], binaryPropertyName: 'data' },
			data({}),
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json, binary }) => [json.hasData, binary])).toEqual([[false, undefined]]);
	});

	it.each([
		['none', '={{ [] }}', "'Columns' is empty"],
		['one of another table', ['ioPacingPercentage'], "'Columns'"],
		['all beside others', ['all', 'spent'], "'Columns' holds 'all' together with other values"],
	])('refuses columns: %s', async (_, columns, words) => {
		const { error, server } = await run('download', { columns, binaryPropertyName: 'data' }, file);
		expect(error?.message).toContain(words);
		expect(server.heard).toEqual([]);
	});
});
