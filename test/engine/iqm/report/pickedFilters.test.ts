import type { IDataObject } from 'n8n-workflow';

import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import { forgetProcessState, sandboxCredential } from '../../../support/harness';
import { openForm } from '../../../support/openForm';
import { runReport } from '../../../support/reportServer';
import { skippedWaits } from '../../../support/testClock';
import type { Heard } from '../../../support/toldServer';
import { tellJson, told } from '../../../support/toldServer';
import { NO_SANDBOX } from '../../../support/verbNode';

/** Campaigns, insertion orders and customers that a filter picks by name. */
skippedWaits();
beforeEach(forgetProcessState);

const PERIOD = { period: 'custom', startTimeEpochMillis: '2026-03-01', endTimeEpochMillis: '2026-03-02' };
const COLUMNS = { columns: ['all'], fileType: 'csv', binaryPropertyName: 'data' };
const ANSWERS: IDataObject = {
	...{ totalRecords: 0, filteredRecords: 0, recordsList: [], data: [] },
	...{ current: {}, previous: {} },
};

const run = async (resource: string, operation: string, fields: IDataObject, answer: unknown = ANSWERS) =>
	await runReport(() => answer, { resource, operation, ...fields });

describe('Performance', () => {
	it.each([
		['getAll', {}],
		['getTimeline', { options: { timezoneId: '29' } }],
		['compare', {}],
		['download', COLUMNS],
	])('%s sends what was picked as IDs', async (operation, fields) => {
		const { heard, error } = await run('performance', operation, {
			...{ ...PERIOD, ...fields },
			filters: {
				pickedCampaigns: ['582510', '582511'],
				pickedInsertionOrders: '=10374, 10375',
				pickedOrganizations: '={{ [200058] }}',
			},
		});
		expect(error).toBeUndefined();
		const { startTimeEpochMillis, endTimeEpochMillis, ...filters } = heard[0].body.filters as IDataObject;
		expect(Number(endTimeEpochMillis)).toBeGreaterThan(Number(startTimeEpochMillis));
		expect(filters).toEqual({
			...{ campaignIds: [582510, 582511], ioIds: [10374, 10375], owIds: [200058] },
		});
	});

	it.each<[IDataObject, string]>([
		[{ pickedCampaigns: [] }, "'Campaign Names or IDs' is empty"],
		[{ pickedCampaigns: '={{ undefined }}' }, "'Campaign Names or IDs' is empty"],
		[{ pickedInsertionOrders: '={{ [] }}' }, "'Insertion Order Names or IDs' is empty"],
		[{ pickedOrganizations: ['x'] }, "'Customer Names or IDs' must hold IDs of digits only, not 'x'"],
		[
			{ pickedCampaigns: ['1'], campaignIds: '2' },
			"'Campaign Names or IDs' and 'Campaign IDs' are both set",
		],
		[
			{ pickedOrganizations: ['1'], owIds: '1' },
			"'Customer Names or IDs' and 'Customer IDs' are both set",
		],
	])('refuses %j before anything is sent', async (filters, message) => {
		const { error, server } = await run('performance', 'getAll', { ...PERIOD, filters });
		expect(error?.message).toContain(message);
		expect(server.heard).toEqual([]);
	});
});

describe('Report', () => {
	const filters = { pickedCampaigns: ['7', '8'], pickedCustomers: ['5'] };

	it.each(['run', 'download'])('%s sends what was picked as IDs', async (operation) => {
		const fields = operation === 'run' ? {} : { fileType: 1, binaryPropertyName: 'data' };
		const { heard, error } = await run('report', operation, { ...fields, filters });
		expect(error).toBeUndefined();
		expect(heard[0].body).toMatchObject({ customerIds: [5], filters: { campaignIds: [7, 8] } });
	});

	it('saves picked customers, and changes to them', async () => {
		const created = await run(
			...(['report', 'create'] as const),
			{ ifItExists: 'create', reportName: 'Daily', additionalFields: { pickedCustomers: ['5', '6'] } },
			12,
		);
		expect(created.heard[0].body).toMatchObject({ customerIds: [5, 6] });
		expect(created.heard[0].body).not.toHaveProperty('pickedCustomers');
		const updated = await run(
			...(['report', 'update'] as const),
			{ reportId: '12', period: 'keep', listsMode: 'replace', updateFields: { pickedCustomers: ['9'] } },
			'Report with id 12 updated successfully',
		);
		expect(updated.heard[0].body).toEqual({ customerIds: [9] });
	});

	it('refuses what was both picked and entered', async () => {
		const both = { pickedCustomers: ['5'], customerIds: '6' };
		const { error, server } = await run('report', 'run', { filters: both });
		expect(error?.message).toBe("'Customer Names or IDs' and 'Customer IDs' are both set");
		expect(server.heard).toEqual([]);
	});
});

describe('the lists', () => {
	const rowsOf: Record<string, (index: number) => IDataObject> = {
		'/api/v3/cmp/basic/list': (id) => ({
			...{ campaignId: id, name: `Campaign ${id}` },
			status: id % 2 === 0 ? 'running' : 'paused',
		}),
		'/api/v3/cmp/io/basic/list': (id) => ({ ioId: id, ioName: `Order ${id}`, ioStatusId: 1 + (id % 2) }),
		'/api/v3/ua/customer/basic/list': (id) => ({
			...{ owId: id, organizationName: `Customer ${id}`, owStatusId: 1 + (id % 2) },
			ownerUserEmail: 'owner@example.com',
		}),
	};

	/** Opens a list of that many things, which the server lists in the order of their IDs. */
	async function open(method: string, count: number) {
		const heard: Heard[] = [];
		return await told(
			(response, one) => {
				heard.push(one);
				const { pageNo, noOfEntries } = one.body as Record<string, number>;
				const ids = Array.from({ length: count }, (_, index) => count - index);
				const page = ids.slice((pageNo - 1) * noOfEntries, pageNo * noOfEntries).map(rowsOf[one.path]);
				const data = { totalRecords: count, filteredRecords: count, data: page, ioBasicDetailsList: page };
				tellJson(response, { success: true, data });
			},
			async ({ baseUrl }) => {
				const credential = sandboxCredential(NO_SANDBOX, { baseUrl });
				const options = await openForm(NO_SANDBOX, new IqmReport(), { credential }).load(method);
				return { options, heard };
			},
		);
	}

	it.each([
		['getCampaigns', 'Campaign', [' – Running', ' – Paused'], { sortBy: 'campaignId', order: 'desc' }],
		['getInsertionOrders', 'Order', [' – Active', ' – Expired'], { sortBy: '-ioId' }],
		['getCustomers', 'Customer', ['', ''], { owStatusIds: [] }],
	])('%s shows names with IDs, running ones first and the newest first', async (method, what, [runs, rests], body) => {
		const { options, heard } = await open(method, 4);
		expect(options.map(({ name }) => name)).toEqual(
			[4, 2, 3, 1].map((id) => `${what} ${id} (${id})${id % 2 === 0 ? runs : rests}`),
		);
		expect(options.map(({ value }) => value)).toEqual(['4', '2', '3', '1']);
		expect(heard.map((one) => one.body)).toEqual([{ ...body, pageNo: 1, noOfEntries: 500 }]);
	});

	it('show the newest 1,000 by two requests, and say so', async () => {
		const { options, heard } = await open('getCampaigns', 1_200);
		expect([options.length, heard.length]).toEqual([1_001, 2]);
		expect(options.at(-1)).toEqual({
			name: 'Only the newest 1,000 are listed: enter others by ID',
			value: '',
		});
	});
});
