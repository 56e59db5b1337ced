import type { IDataObject } from 'n8n-workflow';

import { hintsOf } from '../../../support/harness';
import { DEFINED, runReport, SENT } from '../../../support/reportServer';
import { stoppedClock } from '../../../support/testClock';

/** Which report is run, and how its rows come out. */
const time = stoppedClock();

const ROW = {
	CTR: 0.2796,
	date: '2022-01-30',
	spent: 457.098,
	budgetPacing: true,
	startTime: 1_643_428_296,
	endTime: 0,
	campaignId: 15_474,
	campaign: 'Mèmes',
	status: 'expired',
};

const ANSWER = {
	total: { CTR: 0.26809, spent: 8_485.86672119556, totalRecords: 1, startTime: null, campaignId: null },
	totalRecords: 1,
	filteredRecords: 1,
	data: [{ ...ROW, totalRecords: null }],
};

const run = { operation: 'run' };
const page = { pageNo: 1, noOfEntries: 50 };

it('sends a new definition, and returns an item for each row', async () => {
	const { items, heard } = await runReport(() => ANSWER, {
		...run,
		dimensions: ['campaign', 'gender'],
		columns: ['clicks', 'spent'],
		requestType: 1,
		dimensionFilters: { rows: [{ filter: 'gender', value: '10200002, 10200003' }] },
		filters: {
			campaignIds: '123,234',
			campaignStatuses: ['running', 'expired'],
			creativeTypeIds: [11],
			customerIds: [201353],
			searchField: 'spring',
		},
		options: { reportAggregated: '1' },
	});
	expect(heard).toHaveLength(1);
	expect(heard[0]).toMatchObject({ method: 'POST', path: '/api/v3/ra/report/execute' });
	expect(heard[0].body).toEqual({
		...{ ...SENT, ...page },
		dimensions: '[{"filter":"campaign"},{"filter":"gender","value":[10200002,10200003]}]',
		columns: ['clicks', 'spent'],
		requestType: 1,
		reportAggregated: '1',
		customerIds: [201353],
		filters: {
			campaignIds: [123, 234],
			campaignStatuses: ['running', 'expired'],
			creativeTypeIds: [11],
		},
		searchField: 'spring',
		sortBy: '-clicks',
	});
	expect(items.map(({ json }) => json)).toEqual([{ ...ROW, startTime: '2022-01-29T03:51:36Z', endTime: null }]);
});

it('adds the total as an item of its own, if asked to', async () => {
	const { items } = await runReport(() => ANSWER, { ...run, options: { includeTotal: true } });
	expect(items).toHaveLength(2);
	expect(items[0].json).not.toHaveProperty('isTotal');
	expect(items[1].json).toEqual({
		...{ isTotal: true, CTR: 0.26809, spent: 8_485.86672119556 },
		...{ startTime: null, campaignId: null },
	});
});

it.each<[unknown, unknown]>([
	[['campaign', 'creative'], ['impressions', 'CTR']],
	['={{ ["campaign", "creative"] }}', '={{ ["impressions", "CTR"] }}'],
	['=["campaign","creative"]', '=impressions, CTR'],
])('takes dimensions %j and metrics %j', async (dimensions, columns) => {
	const { heard, error } = await runReport(() => ANSWER, {
		...run,
		dimensions: dimensions as string,
		columns: columns as string,
	});
	expect(error).toBeUndefined();
	expect(heard[0].body).toMatchObject({
		dimensions: '[{"filter":"campaign"},{"filter":"creative"}]',
		columns: ['impressions', 'CTR'],
		sortBy: '-impressions',
	});
});

it('sorts as chosen', async () => {
	const options = { sortBy: 'spent', order: '+' };
	const { heard } = await runReport(() => ANSWER, { ...run, options });
	expect(heard[0].body.sortBy).toBe('+spent');
});

it("takes the days in the report's time zone", async () => {
	time.now = Date.parse('2026-03-09T03:30:00Z');
	// In New York it is still the eighth, on which the clocks went forward.
	const parameters = { ...run, period: 'yesterday', startDate: '', endDate: '' };
	const { heard } = await runReport(() => ANSWER, parameters, { timezone: 'Asia/Tokyo' });
	expect(heard[0].body).toMatchObject({
		startDate: Date.parse('2026-03-07T05:00:00Z'),
		endDate: Date.parse('2026-03-08T04:59:59Z'),
	});
	const addis = await runReport(() => ANSWER, { ...parameters, timezoneId: 149 });
	expect(addis.heard[0].body).toMatchObject({
		startDate: Date.parse('2026-03-07T21:00:00Z'),
		endDate: Date.parse('2026-03-08T20:59:59Z'),
		timezoneId: 149,
		timezoneName: 'Africa/Addis_Ababa',
	});
});

it.each([
	['2026-03-02T00:00:00+01:00', '2026-03-01'],
	["={{ DateTime.fromISO('2026-03-02', { zone: 'Europe/Berlin' }) }}", '2026-03-01'],
	['2026-03-02T00:00:00Z', '2026-03-01'],
	['2026-03-02T09:00:00+01:00', undefined],
	['2026-03-02', undefined],
	['2026-03-02T00:00:00', undefined],
	['2026-03-02T00:00:00-05:00', undefined],
])('tells if the first day is another one in the zone of the report: %s', async (startDate, counted) => {
	const told = await runReport(() => ANSWER, { ...run, period: 'custom', startDate, endDate: '2026-03-05' });
	expect(told.error).toBeUndefined();
	const hints = counted === undefined ? [] : [`shows 2026-03-02, but in the report's time zone (US/Eastern) it is still ${counted}`];
	expect(hintsOf(told)).toEqual(hints.map((words) => expect.stringContaining(words) as unknown));
});

it('says that a period is still running', async () => {
	const running = await runReport(() => ANSWER, { ...run, period: 'today' });
	expect(hintsOf(running)).toEqual([expect.stringContaining('The period is not over yet')]);
	expect(hintsOf(await runReport(() => ANSWER, { ...run, period: 'yesterday' }))).toEqual([]);
});

it('asks for the time zones once for many items', async () => {
	const items = [{ json: {} }, { json: {} }, { json: {} }];
	const { heard, server } = await runReport(() => ANSWER, run, { items });
	expect(heard).toHaveLength(3);
	expect(server.heard).toHaveLength(4);
});

it('no row is no item, and no error', async () => {
	const empty = { totalRecords: 0, filteredRecords: 0, data: [] };
	const { items, error, heard } = await runReport(() => empty, { ...run, options: { includeTotal: true } });
	expect([items, error, heard.length]).toEqual([[], undefined, 1]);
});

const SAVED: IDataObject = {
	id: 3_219,
	reportName: 'Old',
	startDate: 1_650_177_000,
	endDate: 1_666_938_000,
	dimensions: '[{"filter":"campaign"},{"filter":"gender","value":[10200002]}]',
	columns: ['spent', 'clicks'],
	timezoneId: 29,
	requestType: 3,
	reportSchedulingEventDetails: { eventId: 18, subscriberEmails: ['ada@example.com'] },
};

const saved = { ...run, definition: 'saved', reportId: { __rl: true, mode: 'id', value: '3219' } };

it('runs a saved report for new dates, without its ID', async () => {
	const { heard, items } = await runReport(({ method }) => (method === 'GET' ? SAVED : ANSWER), saved);
	expect(items).toHaveLength(1);
	expect(heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
		'GET /api/v3/ra/report/3219',
		'POST /api/v3/ra/report/execute',
	]);
	expect(heard[1].body).toEqual({
		...{ ...SENT, ...page },
		dimensions: SAVED.dimensions,
		columns: ['spent', 'clicks'],
		requestType: 3,
		sortBy: '-spent',
	});
});

it("takes a saved report's customers and aggregation, which filters and options replace", async () => {
	const report = { ...SAVED, customerIds: [5, 6], reportAggregated: '1' };
	const answer = ({ method }: { method: string }): IDataObject => (method === 'GET' ? report : ANSWER);
	const { heard } = await runReport(answer, saved);
	expect(heard[1].body).toMatchObject({ customerIds: [5, 6], reportAggregated: '1' });
	const own = await runReport(answer, {
		...saved,
		filters: { customerIds: '7' },
		options: { reportAggregated: '0' },
	});
	expect(own.heard[1].body).toMatchObject({ customerIds: [7], reportAggregated: '0' });
});

it.each<[string, IDataObject, string]>([
	['another report', { ...SAVED, id: 4 }, 'IQM returned the report 4, not 3219'],
	[
		'a report without its parts',
		{ id: 3219, columns: [], dimensions: '[]' },
		'The saved report 3219 has no dimensions, no metrics, no span of a row, no time zone',
	],
])('refuses %s', async (_, report, message) => {
	const { error, heard } = await runReport(() => report, saved);
	expect(error?.message).toBe(message);
	expect(heard).toHaveLength(1);
});

it('tells all wrong values at once, before anything is sent', async () => {
	const { error, server } = await runReport(() => ANSWER, {
		...run,
		dimensions: ['campaign'],
		columns: '={{ [{ a: 1 }] }}',
		requestType: 9,
		timezoneId: 'x',
		startDate: '2026-02-30',
		endDate: 'soon',
		dimensionFilters: { rows: [{ filter: 'gender', value: '1' }] },
		filters: { campaignIds: 'many' },
		options: { reportAggregated: '2' },
	});
	expect(server.heard).toEqual([]);
	for (const words of [
		'8 problems found',
		"'Metric Names or IDs' must be a list of values, not '[{\"a\":1}]'",
		"'One Row Per' must be one of 1, 4, 3, 2, not '9'",
		"'Time Zone' must be an ID of digits only, not 'x'",
		"'First Day' is not a date: '2026-02-30'",
		"'Last Day' is not a date: 'soon'",
		"'Dimension Filters' filters by 'gender', which is not among 'Dimension Names or IDs'",
		"'Campaign IDs' must hold IDs of digits only, not 'many'",
		"'Aggregate First Dimension' must be one of 0, 1, not '2'",
	]) {
		expect(error?.message).toContain(words);
	}
});

it.each<[IDataObject, string]>([
	[{ startDate: '2026-02-02', endDate: '2026-02-01' }, "'Last Day' (2026-02-01) lies before 'First Day' (2026-02-02)"],
	[{ startDate: '2024-01-01', endDate: '2025-01-01' }, 'The period has 367 days'],
	[{ dimensionFilters: { rows: [{ filter: 'campaign', value: '' }] } }, "'Dimension Filters 1: Values' is empty"],
	[
		{ dimensionFilters: { rows: [{ filter: 'campaign', value: '1' }, { filter: 'campaign', value: '2' }] } },
		"'Dimension Filters' has two rows for 'campaign'",
	],
	[{ dimensions: '={{ [] }}' }, "'Dimension Names or IDs' is empty"],
	[{ limit: 0 }, "'Limit'"],
])('refuses %j before anything is sent', async (wrong, message) => {
	const { error, server } = await runReport(() => ANSWER, { ...DEFINED, ...run, ...wrong });
	expect(error?.message).toContain(message);
	expect(server.heard).toEqual([]);
});

it.each<[number, string]>([
	[8, "'Time Zone' is 8, which is not one of IQM's time zones"],
	[7, "'Time Zone' is 'Mars/Olympus_Mons', which n8n does not know"],
])('refuses time zone %i', async (timezoneId, message) => {
	const { error, heard } = await runReport(() => ANSWER, { ...run, timezoneId });
	expect(error?.message).toBe(message);
	expect(heard).toEqual([]);
});
