import type { IDataObject } from 'n8n-workflow';

import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import { forgetProcessState, sandboxCredential } from '../../../support/harness';
import { openForm } from '../../../support/openForm';
import { runReport } from '../../../support/reportServer';
import { skippedWaits } from '../../../support/testClock';
import { tellsData } from '../../../support/toldReport';
import type { Heard } from '../../../support/toldServer';
import { told } from '../../../support/toldServer';
import { NO_SANDBOX } from '../../../support/verbNode';

/** A report whose metrics nobody has chosen: IQM refuses one without any. */
skippedWaits();
beforeEach(forgetProcessState);

const FIELDS_PATH = '/api/v3/ra/report/dimension-metrics/detail';
const metric = (key: string, defaultEnabled: unknown) => ({ id: 1, label: key, key, defaultEnabled });
const FIELDS = {
	metrics: [
		{ Budget: [metric('dailyBudget', false), metric('spent', 'true')] },
		{ Counts: [metric('clicks', true), metric('impressions', true), metric('reach', null)] },
	],
	dimensions: [],
};
const NONE = { ...FIELDS, metrics: [{ Budget: [metric('dailyBudget', false)] }] };
const DEFAULTS = ['spent', 'clicks', 'impressions'];
const ROWS = { totalRecords: 0, filteredRecords: 0, data: [] };

const answers =
	(fields: IDataObject, others: unknown) =>
	({ path }: Heard): unknown =>
		path === FIELDS_PATH ? fields : others;

/** Runs an operation with what the form holds untouched. */
const untouched = async (parameters: IDataObject, others: unknown = ROWS, fields: IDataObject = FIELDS) =>
	await runReport(answers(fields, others), { columns: undefined, ...parameters });

it("takes IQM's default metrics for a report of dimensions alone", async () => {
	const { heard, error } = await untouched({ operation: 'run' });
	expect(error).toBeUndefined();
	expect(heard.map(({ path }) => path)).toEqual([FIELDS_PATH, '/api/v3/ra/report/execute']);
	expect(heard[1].body).toMatchObject({ columns: DEFAULTS, sortBy: '-impressions' });
});

it('adds chosen metrics to them, each once, and asks for the list once for many items', async () => {
	const columns = ['reach', 'iqmDefaults', 'clicks'];
	const { heard } = await runReport(answers(FIELDS, ROWS), { operation: 'run', columns }, {
		items: [{ json: {} }, { json: {} }],
	});
	expect(heard.map(({ path }) => path)).toEqual([
		...[FIELDS_PATH, '/api/v3/ra/report/execute', '/api/v3/ra/report/execute'],
	]);
	expect(heard[2].body.columns).toEqual(['reach', ...DEFAULTS]);
});

it.each<[string, string, IDataObject, unknown]>([
	['download', '/api/v3/ra/report/download', { fileType: 1, binaryPropertyName: 'data' }, {}],
	['create', '/api/v3/ra/report/add', { ifItExists: 'create', reportName: 'Daily' }, 12],
])('%s sends what they are now', async (operation, path, fields, answer) => {
	const { heard, error } = await untouched({ operation, ...fields }, answer);
	expect(error).toBeUndefined();
	expect(heard.at(-1)).toMatchObject({ path, body: { columns: DEFAULTS } });
});

it('an update takes them where they are chosen, and never unasked', async () => {
	const update = { operation: 'update', reportId: '12', period: 'keep', listsMode: 'replace' };
	const saved = 'Report with id 12 updated successfully';
	const chosen = await untouched({ ...update, updateFields: { columns: ['iqmDefaults'] } }, saved);
	expect(chosen.heard.at(-1)?.body).toEqual({ columns: DEFAULTS });
	const other = await untouched({ ...update, updateFields: { reportName: 'New' } }, saved);
	expect(other.heard.map(({ body }) => body)).toEqual([{ reportName: 'New' }]);
});

it.each([
	[{ columns: '={{ [] }}' }, FIELDS, "'Metric Names or IDs' is empty", 0],
	[{}, NONE, 'IQM has no default metrics for this account', 1],
])('refuses %j', async (changes, fields, message, requests) => {
	const { error, heard } = await untouched({ operation: 'run', ...changes }, ROWS, fields);
	expect(error?.message).toContain(message);
	expect(heard).toHaveLength(requests);
});

it('offers them first among the metrics, and not for sorting', async () => {
	await told(tellsData(FIELDS), async ({ baseUrl }) => {
		const credential = sandboxCredential(NO_SANDBOX, { baseUrl });
		const form = openForm(NO_SANDBOX, new IqmReport(), { credential });
		const names = (await form.load('getReportMetricsOrDefaults')).map(({ name }) => name);
		expect(names.slice(0, 2)).toEqual(["IQM's Default Metrics", 'Budget: dailyBudget']);
		const values = (await form.load('getReportMetrics')).map(({ value }) => value);
		expect(values).toEqual(['dailyBudget', 'spent', 'clicks', 'impressions', 'reach']);
	});
});
