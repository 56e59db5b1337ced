import { dig, type Answer } from '../../../sandbox/client';
import { rowsIn } from '../../../sandbox/iqm/contracts/behaviours';
import { performanceGetAll } from '../../../sandbox/iqm/contracts/performance';
import { PERFORMANCE_BY } from '../../../sandbox/iqm/contracts/performanceTwins';
import type { JsonObject } from '../../../sandbox/json';
import { errorOf, sandboxStage } from './sandboxStage';

const ROOT = '/api/v4/das/report';
const DAY = 86_400_000;
const START = 1_773_633_600_000;

describe("sandbox: IQM's tables of performance", () => {
	const stage = sandboxStage(START, ROOT);

	const during = (length: number, filters: JsonObject = {}): JsonObject => {
		return { startTimeEpochMillis: START, endTimeEpochMillis: START + length - 1, ...filters };
	};
	const table = async (asked: JsonObject = {}, filters: JsonObject = {}, by = 'campaign') =>
		await stage.ask('POST', `/by-${by}`, {
			...{ filters: during(DAY, filters), requestType: 'AGGREGATED_LIST', ...asked },
		});
	const ids = (answer: Answer, key = 'campaignId') =>
		rowsIn(answer.body, 'data.recordsList').map((row) => row[key]);
	const rows = [
		...[1, 2, 3].map((campaignId): JsonObject => {
			return {
				campaignId,
				campaignName: `C${campaignId}`,
				impressions: campaignId,
				status: 'running',
			};
		}),
		{ campaignId: 4, campaignName: 'Paused', impressions: 4, creativeType: '13', status: 'paused' },
	];
	const putRows = () => {
		stage.sandbox.iqm.figures.performanceRows.campaign = rows;
	};

	test('are filtered, sorted and paged', async () => {
		putRows();
		expect(ids(await table())).toEqual([4, 3, 2, 1]);
		const sort = { field: 'campaignId', order: 'ASC' };
		const page = { sort, pagination: { pageNo: 2, noOfEntries: 3 } };
		expect(ids(await table(page))).toEqual([4]);
		expect(ids(await table({ sort }, { campaignIds: [2, 4] }))).toEqual([2, 4]);
		expect(ids(await table({}, { campaignStatusList: ['paused'] }))).toEqual([4]);
		expect(ids(await table({}, { creativeTypeIds: [11] }))).toEqual([3, 2, 1]);
		expect(ids(await table({}, { creativeTypeIds: [0] }))).toEqual([4, 3, 2, 1]);
		expect(ids(await table({}, { searchField: 'paus' }))).toEqual([4]);
		expect(ids(await table({}, { ioIds: [1002] }, 'io'), 'ioId')).toEqual([1002]);
		expect(ids(await table({}, {}, 'customer'), 'owId')).toEqual([200058]);
	});

	const sampled = [performanceGetAll, ...Object.values(PERFORMANCE_BY)];
	test.each(sampled)('have rows for the sample of $endpoint', async ({ endpoint, sample }) => {
		const [method, path] = endpoint.split(' ');
		const answer = await stage.client.ask(method, path, sample);
		expect(rowsIn(answer.body, 'data.recordsList').length).toBeGreaterThan(0);
	});

	test('have totals and counts, the latter as false as a test wants', async () => {
		putRows();
		const total = await table({ requestType: 'AGGREGATED' }, { campaignIds: [2, 4] });
		expect(dig(total.body, 'data', 'recordsTotal', 'impressions')).toBe(6);
		expect(total.body.data).toMatchObject({ totalRecords: 4, filteredRecords: 2 });
		const { data: only } = (await table({ requestType: 'AGGREGATED_TOTAL' })).body;
		expect(only).toMatchObject({ totalRecords: 0, recordsTotal: { impressions: 10 } });
		expect(only).not.toHaveProperty('recordsList');
		expect((await table()).body.data).not.toHaveProperty('recordsTotal');
		stage.sandbox.iqm.figures.performanceTotal = 2;
		expect((await table()).body.data).toMatchObject({ totalRecords: 2, filteredRecords: 2 });
		stage.sandbox.iqm.figures.performanceTotal = null;
		expect((await table()).body.data).not.toHaveProperty('totalRecords');
	});

	test('tell priorities only if asked for with campaignRequest', async () => {
		const first = async (asked: JsonObject) =>
			dig((await table(asked)).body, 'data', 'recordsList', 0);
		expect(await first({ campaignRequest: true })).toMatchObject({ bidModelDataId: 965 });
		expect(await first({})).not.toHaveProperty('bidModelDataId');
	});

	test('refuse other periods, and words without meaning', async () => {
		const year = { endTimeEpochMillis: START + 365 * DAY };
		expect((await table({}, year)).status).toBe(200);
		const refused: JsonObject[] = [
			{ endTimeEpochMillis: START + 365 * DAY + 1 },
			{ endTimeEpochMillis: START },
			{ startTimeEpochMillis: START / 1000 },
			{ campaignTypeIds: [3] },
			{ unheardOf: 1 },
		];
		for (const filters of refused) expect((await table({}, filters)).status).toBe(422);
		const sort = { field: 'unheardOf', order: 'ASC' };
		expect(await errorOf(table({ sort }))).toEqual([422, 'Invalid sortBy value.']);
	});

	test('are files too, of all rows and these columns', async () => {
		putRows();
		const columns = [
			{ label: 'Name', value: 'campaignName' },
			{ label: 'Media eCPM', value: 'eCPM' },
		];
		const file = async (request: JsonObject, filters: JsonObject = {}, by = 'campaign') =>
			await stage.ask('POST', `/by-${by}-download`, {
				...{ requestType: 'AGGREGATED', filters: during(DAY, filters) },
				downloadRequest: { columns, fileType: 'csv', fileName: 'a', ...request },
			});
		const { url } = (await file({})).body.data as { url: string };
		expect(await (await fetch(url)).text()).toBe('Name,Media eCPM\nPaused,\nC3,\nC2,\nC1,\n');
		expect((await file({}, { campaignIds: [99] })).body).toEqual({ success: true, data: {} });
		const workbook = await file(
			{ columns: [{ label: 'ID', value: 'ioId' }], fileType: 'xlsx' },
			{},
			'io',
		);
		const sheet = (await fetch(dig(workbook.body, 'data', 'url') as string)).headers;
		expect(sheet.get('content-type')).toContain('spreadsheetml');
		expect((await file({ columns: [] })).status).toBe(422);
		expect((await file({ columns: [{ label: 'x', value: 'unheardOf' }] })).status).toBe(422);
	});

	const lengths: Array<[number, number, number]> = [
		[1, 24, DAY / 24],
		[11, 24, (11 * DAY) / 24],
		[12, 12, DAY],
		[24, 24, DAY],
		[44, 22, 2 * DAY],
		[75, 19, 4 * DAY],
		[360, 24, 15 * DAY],
		[365, 24, 16 * DAY],
	];
	test.each(lengths)('of %d days have %d points', async (days, count, length) => {
		const filters = during(days * DAY);
		const answer = await stage.ask('POST', '/metrics-timeline', { filters, dimension: 'CAMPAIGN' });
		const points = rowsIn(answer.body, 'data.recordsList');
		expect([points.length, dig(answer.body, 'data', 'totalRecords')]).toEqual([count, count]);
		expect(points[0]).toMatchObject({ startDate: START, endDate: START + length - 1000 });
		expect([points[0].impressions, points[1].impressions]).toEqual([21000, 0]);
		expect(points[1].startDate).toBe(START + length);
		const { endDate } = points[count - 1];
		expect(Number(endDate)).toBeGreaterThanOrEqual(START + days * DAY - 1000);
		expect(Number(endDate)).toBeLessThan(START + days * DAY);
	});

	test('show nothing of organizations of others', async () => {
		const ask = async (path: string, owIds: number[], dimension = 'IO') =>
			await stage.ask('POST', path, { filters: during(DAY, { owIds }), dimension });
		const shown = async (owIds: number[]) => {
			const [timeline, compared] = [
				await ask('/metrics-timeline', owIds),
				await ask('/metrics-comparison', owIds),
			];
			return [
				dig(timeline.body, 'data', 'totalRecords'),
				dig(compared.body, 'data', 'current', 'impressions'),
				dig(compared.body, 'data', 'previous', 'spent'),
			];
		};
		expect(await shown([])).toEqual([24, 500000, 48000]);
		expect(await shown([200058, 7])).toEqual([24, 500000, 48000]);
		expect(await shown([7])).toEqual([0, 0, 0]);
		expect((await ask('/metrics-comparison', [], 'INVALID_DIMENSION')).status).toBe(422);
	});
});
