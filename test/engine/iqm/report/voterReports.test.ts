import type { IDataObject } from 'n8n-workflow';

import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import { putPresent } from '../../../../sandbox/iqm/contracts/present';
import { toolTypeOf } from '../../../support/agents';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRunOptions } from '../../../support/harness';
import { apiRequests, requestsTo, runNode } from '../../../support/harness';
import { bytesOf, fileOf } from '../../../support/storedFile';
import { skippedWaits } from '../../../support/testClock';

/** Voter level data reports: all but generating them. */
const sandbox = freshSandbox({ iqm: { approvalAccess: false } });
const time = skippedWaits();
beforeEach(() => putPresent(sandbox.iqm));

const DOWNLOAD = '/api/v3/ins/vld-report/download';
const EMAIL = '/api/v3/ins/vld-report/email';
const picked = (value: number) => ({ __rl: true, mode: 'id', value: String(value) });

const FORMS: Record<string, IDataObject> = {
	getAll: { returnAll: true },
	getCost: {
		...{ reportOf: 'campaign', campaignId: picked(451351) },
		...{ vldStartDate: '2025-08-20', vldEndDate: '2025-08-26' },
	},
	getEligibleCampaigns: {},
	download: { reportId: picked(50), fileTypeId: 2, binaryPropertyName: 'data' },
	sendEmail: { reportId: picked(50), fileTypeId: 1, emailIds: 'a@example.com, b@example.com' },
	delete: { vldIds: '2', confirmIds: '2' },
};
const formOf = (operation: string, changes: IDataObject = {}) => ({
	...{ resource: 'voterLevelDataReport', operation, ...FORMS[operation], ...changes },
});
const run = async (operation: string, changes: IDataObject = {}, options: NodeRunOptions = {}) =>
	await runNode(sandbox, new IqmReport(), formOf(operation, changes), options);
const settings = () => sandbox.iqm.insight.settings;

it.each([false, true])('lists reports with their status in words; old names: %s', async (old) => {
	settings().vldOldNames = old;
	const { items, error } = await run('getAll');
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.vldId)).toEqual([50, 21, 10, 9, 2, 1]);
	expect(items[0].json).toMatchObject({ vldName: '451351_VLD_Insights_50', status: 'ready' });
	expect(items[5].json).toMatchObject({ status: 'failed' });
	expect(items[0].json.startDate).toMatch(/^20\d\d-\d\d-\d\dT.*Z$/);
	const [{ query }] = requestsTo(sandbox, '/api/v3/ins/vld-reports');
	expect(Object.fromEntries(query)).toEqual({ sortBy: '-vldId', pageNo: '1', noOfEntries: '200' });
});

it('lists eligible campaigns of some statuses', async () => {
	const all = await run('getEligibleCampaigns');
	expect(all.error).toBeUndefined();
	expect(all.items.map(({ json }) => json)).toContainEqual(
		expect.objectContaining({ campaignId: 451351, status: 'running' }),
	);
	const some = await run('getEligibleCampaigns', { filters: { statuses: ['paused'] } });
	expect(new Set(some.items.map(({ json }) => json.status))).toEqual(new Set(['paused']));
	expect(some.items.length).toBeLessThan(all.items.length);
});

it('a cost is read, and nothing is generated', async () => {
	const { items, error } = await run('getCost');
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json)).toEqual([
		expect.objectContaining({
			...{ campaignId: 451351, vldChargeableCost: 1000, fundsAvailable: true },
			...{ creatable: true, alreadyExists: false },
			...{ vldStartDate: '2025-08-20T04:00:00Z', vldEndDate: '2025-08-27T03:59:59Z' },
		}),
	]);
	expect(items[0].json).not.toHaveProperty('vldReportCreated');
	expect(sandbox.iqm.insight.generations).toEqual([]);
});

describe('download', () => {
	it('stores the file, and no item holds its rows or its link', async () => {
		const { items, error } = await run('download', { options: { rawResponse: true } });
		expect(error).toBeUndefined();
		const file = fileOf(items[0]);
		expect((await bytesOf(file)).toString()).toContain('Voter ID');
		expect(items[0].json).toMatchObject({ vldId: 50, mimeType: 'text/csv' });
		expect(JSON.stringify(items[0].json)).not.toMatch(/http|Bilbo/);
		expect(requestsTo(sandbox, DOWNLOAD).map(({ json }) => json)).toEqual([
			{ reportId: 50, fileTypeId: 2 },
		]);
	});

	it('1 is XLSX here', async () => {
		const { items } = await run('download', { fileTypeId: 1 });
		expect(fileOf(items[0]).fileExtension).toBe('xlsx');
	});

	const waiting = () => {
		const report = sandbox.iqm.insight.voterReports.get(21);
		if (report === undefined) throw new Error('No report that is waiting');
		report.madeAt = Date.now() + 3_600_000;
		return report;
	};

	it.each([200, 422] as const)('is an error before it is ready, with HTTP %i', async (status) => {
		settings().vldNotReadyStatus = status;
		waiting();
		const { error } = await run('download', { reportId: picked(21) });
		expect(error?.message).toBe('The provided VLD ID: 21 is not in the ready state.');
		expect(error?.description).toContain("turn on 'Wait for Status'");
		expect(requestsTo(sandbox, DOWNLOAD)).toHaveLength(1);
	});

	it.each([200, 422] as const)('waits until it is ready, with HTTP %i', async (status) => {
		settings().vldNotReadyStatus = status;
		const report = waiting();
		const wait = { waitForStatus: true, longestWaitMinutes: 5, checkIntervalSeconds: 30 };
		const ended = await run('download', { reportId: picked(21), ...wait });
		expect(ended.error?.message).toContain('report 21 is still not ready after 5 minutes');
		expect(requestsTo(sandbox, DOWNLOAD)).toHaveLength(11);
		report.madeAt = 0;
		const { items, error } = await run('download', { reportId: picked(21), ...wait });
		expect(error).toBeUndefined();
		expect(fileOf(items[0]).mimeType).toBe('text/csv');
		expect(time.ahead).toBeGreaterThan(270_000);
	});

	it('tries the older names once', async () => {
		settings().vldOldBodies = true;
		const { items, error } = await run('download');
		expect(error).toBeUndefined();
		expect(items[0].binary).toHaveProperty('data');
		expect(requestsTo(sandbox, DOWNLOAD).map(({ json }) => json)).toEqual([
			{ reportId: 50, fileTypeId: 2 },
			{ vldId: 50, fileTypeId: 2, fileType: 2 },
		]);
	});
});

describe('mail', () => {
	it('goes to each address once', async () => {
		const emailIds = ['a@example.com', 'A@example.com', 'b@example.com'];
		const { items, error } = await run('sendEmail', { emailIds: `={{ ${JSON.stringify(emailIds)} }}` });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({
			...{ vldId: 50, sent: true, message: 'VLD report e-mail sent successfully.' },
		});
		expect(sandbox.iqm.insight.emails).toHaveLength(1);
		const [{ recipients, fileType }] = sandbox.iqm.insight.emails;
		expect([recipients.length, fileType]).toEqual([2, 'xlsx']);
	});

	it('a preview shows the addresses, and nothing is sent', async () => {
		const { items } = await run('sendEmail', { options: { preview: true } });
		expect(items[0].json.body).toMatchObject({ emailIds: ['a@example.com', 'b@example.com'] });
		expect(sandbox.iqm.insight.emails).toEqual([]);
	});

	it.each([
		['buyer', "must contain only email addresses, not 'buyer'"],
		['a@b', 'must contain only email addresses'],
		['Buyer <a@example.com>', 'must contain only email addresses'],
		[Array.from({ length: 16 }, (_, at) => `a${at}@example.com`).join(','), 'accepts 15 at most'],
		[',', "'Recipients'"],
	])('is refused for %s', async (emailIds, words) => {
		const { error } = await run('sendEmail', { emailIds });
		expect(error?.message).toContain(words);
		expect(apiRequests(sandbox)).toEqual([]);
	});

	it.each(['serverErrorAfter', 'resetAfter'] as const)('is never repeated: %s', async (kind) => {
		sandbox.addFault({ path: /vld-report\/email$/, kind });
		const { error } = await run('sendEmail', {}, { node: { retryOnFail: true, maxTries: 3 } });
		expect(error?.description).toContain('may or may not');
		expect(requestsTo(sandbox, EMAIL)).toHaveLength(1);
		expect(sandbox.iqm.insight.emails).toHaveLength(1);
	});
});

describe('as a tool of an agent', () => {
	it.each(['download', 'sendEmail'])('%s is refused', async (operation) => {
		const { error } = await runNode(sandbox, toolTypeOf(new IqmReport()), formOf(operation));
		expect(error?.message).toContain("AI agents can't use this operation as a tool");
		expect(apiRequests(sandbox)).toEqual([]);
	});

	it('and hidden, while others are offered', () => {
		const { properties } = new IqmReport().description;
		const selector = properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes('voterLevelDataReport'),
		);
		const hidden = (selector?.options ?? []).filter(
			(option) => 'displayOptions' in option && option.displayOptions !== undefined,
		);
		expect(hidden.map((option) => 'value' in option && option.value).sort()).toEqual([
			...['download', 'generate', 'sendEmail'],
		]);
	});
});

describe('deleting', () => {
	it.each([['2'], ['1,2']])('failed reports %s, whose IDs are entered twice', async (vldIds) => {
		const { items, error } = await run('delete', { vldIds, confirmIds: vldIds });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.vldId)).toEqual(vldIds.split(',').map(Number));
		expect(sandbox.iqm.insight.voterReports.has(2)).toBe(false);
	});

	it('is refused with other IDs', async () => {
		const { error } = await run('delete', { confirmIds: '1' });
		expect(error?.message).toContain("'Confirm IDs' must hold the same IDs");
		expect(apiRequests(sandbox)).toEqual([]);
	});

	it('one that is ready is an error in the words of IQM', async () => {
		const { error } = await run('delete', { vldIds: '50', confirmIds: '50' });
		expect(error?.message).toBe('Invalid VLD IDs. (field vldIds)');
	});
});
