import type { IDataObject } from 'n8n-workflow';

import { DEFINED, runReport, SENT } from '../../../support/reportServer';
import { skippedWaits } from '../../../support/testClock';

/** Reports that are saved in IQM, and changed there. */
skippedWaits();

const DEFINITION = Object.fromEntries(Object.entries(SENT).filter(([name]) => name !== 'sortBy'));

const create = { operation: 'create', ifItExists: 'create', reportName: 'Daily Spend' };

it('creates a report', async () => {
	const { items, heard } = await runReport(() => 1_002, {
		...create,
		additionalFields: { customerIds: '5,6' },
	});
	expect(heard).toHaveLength(1);
	expect(heard[0]).toMatchObject({ method: 'POST', path: '/api/v3/ra/report/add' });
	expect(heard[0].body).toEqual({ ...DEFINITION, reportName: 'Daily Spend', customerIds: [5, 6] });
	expect(items).toHaveLength(1);
	expect(items[0].json).toMatchObject({
		...{ reportId: 1_002, reportName: 'Daily Spend', columns: ['impressions', 'spent'] },
		...{ startDate: '2025-06-11T00:00:00-04:00', endDate: '2025-09-11T23:59:59-04:00' },
	});
});

it.each([{}, null, 'Saved', 0])('an answer without an ID (%j) is an error, and it may exist', async (data) => {
	const { items, error, heard } = await runReport(() => data, create);
	expect(items).toEqual([]);
	expect(error?.description).toMatch(/It was probably created|may or may not|check/i);
	expect(heard).toHaveLength(1);
});

const SAVED = { id: 8, reportName: 'Daily Spend ', ...DEFINITION };

/** A server with these reports, of which one is read by itself. */
const listing = (rows: IDataObject[], read: IDataObject = SAVED) =>
	({ path, method }: { path: string; method: string }) => {
		if (method === 'GET') return read;
		if (path.endsWith('/add')) return 1_002;
		return { totalRecords: rows.length, filteredRecords: rows.length, data: rows };
	};

it.each<[string, IDataObject[], IDataObject, number]>([
	['returns the report of that name', [{ id: 7, reportName: ' daily Spend' }, { id: 8, reportName: 'Daily Spend ' }], { reportId: 8, alreadyExisted: true }, 0],
	['creates what is missing', [{ id: 7, reportName: 'Daily Spend 2' }], { reportId: 1_002 }, 1],
])('with Return It %s', async (_, rows, result, writes) => {
	const { items, heard } = await runReport(listing(rows), { ...create, ifItExists: 'return' });
	expect(items.map(({ json }) => json)).toEqual([expect.objectContaining(result)]);
	expect(heard.filter(({ path }) => path.endsWith('/add'))).toHaveLength(writes);
	expect(heard[0].path).toBe('/api/v3/ra/reports/list');
});

it('does not return a report of that name for other days', async () => {
	const other = { ...SAVED, endDate: 1_757_649_599_000 + 86_400_000 };
	const { error, heard } = await runReport(listing([{ id: 8, reportName: 'Daily Spend' }], other), {
		...create,
		ifItExists: 'return',
	});
	expect(error?.message).toContain("'Last Day' is '2025-09-13T03:59:59Z', not '2025-09-12T03:59:59Z'");
	expect(heard.some(({ path }) => path.endsWith('/add'))).toBe(false);
});

it('previews a report without saving it', async () => {
	const { items, heard } = await runReport(() => 1, { ...create, options: { preview: true } });
	expect(heard).toEqual([]);
	expect(items[0].json).toMatchObject({ preview: true, method: 'POST', body: { reportName: 'Daily Spend' } });
	expect(items[0].json.summary).toMatchObject({
		'First Day': '2025-06-11 (US/Eastern)',
		'Last Day': '2025-09-11 (US/Eastern)',
	});
});

it('refuses a wrong report before anything is sent', async () => {
	const { error, server } = await runReport(() => 1, {
		...create,
		timezoneId: 'x',
		requestType: 9,
		additionalFields: { customerIds: 'a' },
	});
	expect(error?.message).toContain('3 problems found');
	expect(server.heard).toEqual([]);
});

const update = {
	resource: 'report',
	operation: 'update',
	reportId: '123',
	period: 'keep',
	listsMode: 'replace',
};
const UPDATED = 'Report with id 123 updated successfully';

/** An update's form has none of the fields of a new definition. */
async function runUpdate(
	parameters: IDataObject,
	report: IDataObject = { id: 123, timezoneId: 29 },
	sentence = UPDATED,
) {
	const none = Object.fromEntries(Object.keys(DEFINED).map((name) => [name, undefined]));
	return await runReport(({ method }) => (method === 'GET' ? report : sentence), {
		...(none as IDataObject),
		...update,
		...parameters,
	});
}

it.each<[IDataObject, IDataObject]>([
	[{ reportName: 'New' }, { reportName: 'New' }],
	[
		{
			dimensions: ['campaign', 'gender'],
			dimensionFilters: { rows: [{ filter: 'gender', value: [10200002] }] },
		},
		{ dimensions: '[{"filter":"campaign"},{"filter":"gender","value":[10200002]}]' },
	],
	[
		{ columns: ['clicks'], requestType: 1, customerIds: '5', reportAggregated: '1' },
		{ columns: ['clicks'], requestType: 1, customerIds: [5], reportAggregated: '1' },
	],
])('sends only %j', async (updateFields, body) => {
	const { items, heard, error } = await runUpdate({ updateFields });
	expect(error).toBeUndefined();
	expect(heard).toHaveLength(1);
	expect(heard[0]).toMatchObject({ method: 'PATCH', path: '/api/v3/ra/report/123', body });
	expect(Object.keys(heard[0].body)).toEqual(Object.keys(body));
	expect(items[0].json).toEqual({ reportId: 123, updated: true, ...body, message: UPDATED });
});

it('an answer about another report is an error', async () => {
	const { error, items } = await runUpdate({ updateFields: { reportName: 'New' } }, undefined, 'Report with id 124 updated successfully');
	expect(items).toEqual([]);
	expect(error?.message).toBe('IQM answered about the report 124, not about 123');
});

const march = { period: 'custom', startDate: '2026-03-01', endDate: '2026-03-31' };

it("puts new days into the report's own time zone", async () => {
	const { heard, items } = await runUpdate(march);
	expect(heard.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
	expect(heard[1].body).toEqual({
		startDate: Date.parse('2026-03-01T05:00:00Z'),
		endDate: Date.parse('2026-04-01T03:59:59Z'),
	});
	expect(items[0].json).toMatchObject({ startDate: '2026-03-01T00:00:00-05:00', endDate: '2026-03-31T23:59:59-04:00' });
});

it('puts new days into a new time zone', async () => {
	const { heard } = await runUpdate({ ...march, updateFields: { timezoneId: 149 } });
	expect(heard.map(({ method, body }) => [method, body])).toEqual([
		[
			'PATCH',
			{
				startDate: Date.parse('2026-02-28T21:00:00Z'),
				endDate: Date.parse('2026-03-31T20:59:59Z'),
				timezoneId: 149,
				timezoneName: 'Africa/Addis_Ababa',
			},
		],
	]);
});

it.each<[IDataObject, string]>([
	[{}, 'There is nothing to update'],
	[{ updateFields: { timezoneId: 149 } }, "'Time Zone' changes, but 'Period' does not"],
	[
		{ updateFields: { dimensionFilters: { rows: [{ filter: 'gender', value: '1' }] } } },
		"'Dimension Filters' filters by 'gender', which is not among 'Dimension Names or IDs'",
	],
	[{ ...march, endDate: '2026-02-01', reportId: 'x' }, '2 problems found'],
])('refuses %j before anything is sent', async (parameters, message) => {
	const { error, server } = await runUpdate(parameters);
	expect(error?.message).toContain(message);
	expect(server.heard).toEqual([]);
});
