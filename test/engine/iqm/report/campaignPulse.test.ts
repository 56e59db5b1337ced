import type { IDataObject } from 'n8n-workflow';

import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import { putPresent } from '../../../../sandbox/iqm/contracts/present';
import { freshSandbox } from '../../../support/freshSandbox';
import { apiRequests, runNode, sandboxCredential } from '../../../support/harness';
import { picked } from '../../../support/iqmStage';
import { tellJson, told } from '../../../support/toldServer';

const sandbox = freshSandbox({ iqm: { approvalAccess: false } });
beforeEach(() => putPresent(sandbox.iqm));

const parametersOf = (operation: string, others: IDataObject): IDataObject => ({
	...{ resource: 'campaignPulse', operation, splitIntoChecks: true },
	...others,
});

/** Runs an operation against a server that answers with this. */
async function answered(json: unknown, operation: string, others: IDataObject, status = 200) {
	return await told(
		(response) => tellJson(response, json, status),
		async ({ baseUrl, heard }) => {
			const credential = sandboxCredential(sandbox, { baseUrl });
			const run = await runNode(sandbox, new IqmReport(), parametersOf(operation, others), {
				credential,
			});
			return { ...run, heard };
		},
	);
}

const CHECK = { checkLabel: 'Low CTR', severity: 'Critical', category: 'PERFORMANCE' };
const PULSE = {
	...{ lastRun: 1774245600000, campaignName: 'Summer', campaignId: 582510, timezoneId: 29 },
	diagnosisResults: [
		{ checkId: 1, ...CHECK },
		{ checkId: 'b6c2-9', ...CHECK },
	],
};

describe('IQM Report, Campaign Pulse: Get', () => {
	it('returns an item for each finding, with its time as text', async () => {
		const { items } = await answered({ success: true, data: PULSE }, 'get', {
			campaignId: picked('582510'),
		});

		const about = { campaignId: 582510, campaignName: 'Summer', timezoneId: 29 };
		const lastRun = '2026-03-23T06:00:00Z';
		expect(items.map(({ json }) => json)).toEqual([
			{ checkId: '1', ...CHECK, ...about, lastRun },
			{ checkId: 'b6c2-9', ...CHECK, ...about, lastRun },
		]);
	});

	it('returns all findings in one item if wanted', async () => {
		const { items } = await answered({ success: true, data: PULSE }, 'get', {
			...{ campaignId: picked('582510'), splitIntoChecks: false },
		});

		expect(items).toHaveLength(1);
		expect(items[0].json.diagnosisResults).toHaveLength(2);
		expect(items[0].json.lastRun).toBe('2026-03-23T06:00:00Z');
	});

	it.each([
		[{ success: true, data: null }, 'IQM has no pulse for campaign 5'],
		[{ success: true, data: PULSE }, 'IQM returned the campaign 582510, not 5'],
		[{ success: false, error: 'CampaignIds are not valid' }, 'CampaignIds are not valid'],
	])('takes %j for an error', async (json, words) => {
		const { error } = await answered(json, 'get', { campaignId: picked('5') });
		expect(error?.message).toBe(words);
	});
});

describe('IQM Report, Campaign Pulse: Get Counts', () => {
	it('says of which campaigns IQM said nothing', async () => {
		const rows = [{ campaignId: 582510, severityCount: { Critical: 3 } }];
		const { items, heard } = await answered({ success: true, data: rows }, 'getCounts', {
			campaignIds: '7,582510,7',
		});

		expect(heard[0].query).toEqual({ campaignIds: '7,582510' });
		expect(items.map(({ json }) => json)).toEqual([
			{ campaignId: 7, found: false, severityCount: {} },
			{ campaignId: 582510, found: true, severityCount: { Critical: 3 } },
		]);
	});
});

describe('IQM Report, Campaign Pulse: Run', () => {
	const WAYS: Array<[IDataObject, string, string, IDataObject]> = [
		[
			{ runFor: 'campaigns', campaignIds: '334740,334741' },
			...(['POST', '/api/v3/das/campaign-pulse/diagnosis'] as const),
			{ campaignIds: [334740, 334741] },
		],
		[
			{ runFor: 'insertionOrder', ioId: picked('625') },
			...(['POST', '/api/v3/das/campaign-pulse/diagnosis'] as const),
			{ ioId: 625 },
		],
		[
			{ runFor: 'campaign', campaignId: picked('582510') },
			...(['GET', '/api/v3/das/campaign-pulse/run/582510'] as const),
			{},
		],
	];

	it.each(WAYS)('for %j sends %s %s once, also if IQM fails', async (way, method, path, body) => {
		const { error, heard } = await answered({ success: false }, 'run', way, 500);

		expect(heard).toHaveLength(1);
		expect(heard[0]).toMatchObject({ method, path, body });
		expect(error?.description).toContain('may or may not have been');
	});

	it('returns what the checks of one campaign found', async () => {
		const { items } = await answered({ success: true, data: PULSE }, 'run', WAYS[2][0]);
		expect(items.map(({ json }) => json.checkId)).toEqual(['1', 'b6c2-9']);
	});

	it('says that the checks of several were started, which answers with nothing', async () => {
		const started = await answered({ success: true, data: null }, 'run', WAYS[0][0]);
		expect(started.items.map(({ json }) => json)).toEqual([
			{ campaignId: 334740, started: true },
			{ campaignId: 334741, started: true },
		]);

		const order = await answered({ success: true, data: null }, 'run', WAYS[1][0]);
		expect(order.items.map(({ json }) => json)).toEqual([{ ioId: 625, started: true }]);
	});

	it.each([
		{ runFor: 'campaigns', campaignIds: ' , ' },
		{ runFor: 'insertionOrder', ioId: picked('0') },
		{ runFor: 'all' },
	])('never checks all campaigns for want of an ID: %j', async (way) => {
		const { error, heard } = await answered({ success: true, data: null }, 'run', way);

		expect(error).toBeDefined();
		expect(heard).toEqual([]);
	});

	it('shows what it would send, even where it is a GET', async () => {
		const { items } = await runNode(
			sandbox,
			new IqmReport(),
			parametersOf('run', { ...WAYS[2][0], options: { preview: true } }),
		);

		expect(items[0].json).toMatchObject({ preview: true, method: 'GET' });
		expect(apiRequests(sandbox)).toEqual([]);
	});
});
