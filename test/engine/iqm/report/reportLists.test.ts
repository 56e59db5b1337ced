import type { IDataObject } from 'n8n-workflow';

import { DEFINED, runReport } from '../../../support/reportServer';
import { skippedWaits } from '../../../support/testClock';

/** What Report Update does to the dimensions, metrics and customers that a saved report has already. */
skippedWaits();

const REPORT = {
	id: 123,
	timezoneId: 29,
	dimensions: '[{"filter":"campaign"},{"filter":"device_type","value":[20300001]}]',
	columns: ['impressions', 'clicks'],
	customerIds: [5, 6],
};

/** An update's form has none of the fields of a new definition. */
const NONE = Object.fromEntries(Object.keys(DEFINED).map((name) => [name, undefined]));

const update = async (
	listsMode: string,
	updateFields: IDataObject,
	{ report = {}, ...others }: IDataObject & { report?: IDataObject } = {},
) =>
	await runReport(
		({ method }) =>
			method === 'GET' ? { ...REPORT, ...report } : 'Report with id 123 updated successfully',
		{
			...(NONE as unknown as IDataObject),
			...{ resource: 'report', operation: 'update', reportId: '123', period: 'keep' },
			...{ listsMode, updateFields },
			...others,
		},
	);

type Case = [mode: string, given: IDataObject, body: IDataObject, lists: IDataObject];

it.each<Case>([
	[
		'add',
		{ columns: ['clicks', 'spent'] },
		{ columns: ['impressions', 'clicks', 'spent'] },
		{
			field: 'Metric Names or IDs',
			before: ['impressions', 'clicks'],
			now: ['impressions', 'clicks', 'spent'],
		},
	],
	[
		'remove',
		{ columns: ['clicks', 'spent'] },
		{ columns: ['impressions'] },
		{ field: 'Metric Names or IDs', before: ['impressions', 'clicks'], now: ['impressions'] },
	],
	[
		'add',
		{
			dimensions: ['gender', 'deviceType'],
			dimensionFilters: { rows: [{ filter: 'gender', value: '7' }] },
		},
		{
			dimensions:
				'[{"filter":"campaign"},{"filter":"device_type","value":[20300001]},{"filter":"gender","value":[7]}]',
		},
		{
			field: 'Dimension Names or IDs',
			before: ['campaign', 'device_type'],
			now: ['campaign', 'device_type', 'gender'],
		},
	],
	[
		'remove',
		{ dimensions: ['campaign'] },
		{ dimensions: '[{"filter":"device_type","value":[20300001]}]' },
		{ field: 'Dimension Names or IDs', before: ['campaign', 'device_type'], now: ['device_type'] },
	],
	[
		'add',
		{ customerIds: '06, 7' },
		{ customerIds: [5, 6, 7] },
		{ field: 'Customer IDs', before: [5, 6], now: [5, 6, 7] },
	],
	[
		'remove',
		{ pickedCustomers: [5] },
		{ customerIds: [6] },
		{ field: 'Customer IDs', before: [5, 6], now: [6] },
	],
])('can %s %j', async (mode, given, body, list) => {
	const { heard, items, error } = await update(mode, given);
	expect(error).toBeUndefined();
	expect(heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
		'GET /api/v3/ra/report/123',
		'PATCH /api/v3/ra/report/123',
	]);
	expect(heard[1].body).toEqual(body);
	expect(items[0].json).toMatchObject({ reportId: 123, updated: true, lists: [list] });
});

it('replaces without a look, and needs no choice where no list changes', async () => {
	const replaced = await update('replace', { columns: ['spent'] });
	expect(replaced.heard.map(({ method, body }) => [method, body])).toEqual([
		['PATCH', { columns: ['spent'] }],
	]);
	const named = await update('', { reportName: 'New' });
	expect(named.heard.map(({ method, body }) => [method, body])).toEqual([
		['PATCH', { reportName: 'New' }],
	]);
});

it('reads a report once for its lists and its time zone', async () => {
	const march = { period: 'custom', startDate: '2026-03-01', endDate: '2026-03-31' };
	const { heard, error } = await update('add', { columns: ['spent'] }, march);
	expect(error).toBeUndefined();
	expect(heard.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
	expect(heard[1].body).toMatchObject({
		columns: ['impressions', 'clicks', 'spent'],
		startDate: Date.parse('2026-03-01T05:00:00Z'),
	});
});

it.each([
	['add', 'impressions, clicks → impressions, clicks, spent', ['impressions', 'clicks', 'spent']],
	['replace', 'impressions, clicks → spent', ['spent']],
])('shows in a preview what was and what will be: %s', async (mode, line, columns) => {
	const options = { preview: true };
	const { heard, items } = await update(mode, { columns: ['spent'] }, { options });
	expect(heard.map(({ method }) => method)).toEqual(['GET']);
	expect(items[0].json).toMatchObject({
		summary: { 'Metric Names or IDs': line },
		body: { columns },
	});
});

it.each<[string, IDataObject, IDataObject, string, string]>([
	[
		'remove',
		{ columns: ['impressions', 'clicks'] },
		{},
		"'Metric Names or IDs' of report 123 would have no entries left",
		'A report has at least one metric.',
	],
	[
		'add',
		{ customerIds: '7' },
		{ customerIds: null },
		"'Customer IDs' of report 123 includes everything: it has no entries, and adding some would exclude all others",
		"Choose 'Replace Existing'",
	],
	[
		'remove',
		{ customerIds: '5,6' },
		{},
		"'Customer IDs' of report 123 would have no entries left",
		'Without any, the report would cover all customers',
	],
	[
		'add',
		{ dimensions: ['gender'] },
		{ dimensions: null },
		"IQM does not show 'Dimension Names or IDs' of report 123, so nothing can be added to it",
		'enter the whole list',
	],
	[
		'add',
		{ dimensions: ['campaign'], dimensionFilters: { rows: [{ filter: 'campaign', value: '7' }] } },
		{},
		"'Dimension Filters' restricts campaign, which is already a dimension of report 123",
		"replace 'Dimension Names or IDs' as a whole",
	],
])('refuses after a look to %s %j', async (mode, given, report, message, advice) => {
	const { heard, error } = await update(mode, given, { report });
	expect(error?.message).toBe(message);
	expect(error?.description).toContain(advice);
	expect(heard.map(({ method }) => method)).toEqual(['GET']);
});

it.each<[string, IDataObject, string]>([
	[
		'',
		{ columns: ['spent'], pickedCustomers: [5] },
		"'How Lists Change' is empty, but 'Metric Names or IDs', 'Customer IDs' would change",
	],
	[
		'remove',
		{ dimensions: ['campaign'], dimensionFilters: { rows: [{ filter: 'campaign', value: '7' }] } },
		"'Dimension Filters' can't be combined with removing dimensions",
	],
])('refuses before a look: %j with %j', async (mode, given, message) => {
	const { heard, error } = await update(mode, given);
	expect(error?.message).toBe(message);
	expect(heard).toEqual([]);
});
