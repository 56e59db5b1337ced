import type { IDataObject } from 'n8n-workflow';

import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmMasterData } from '../../../nodes/Iqm/IqmMasterData/IqmMasterData.node';
import { freshSandbox } from '../../support/freshSandbox';
import { runNode, sandboxCredential } from '../../support/harness';
import { openForm } from '../../support/openForm';
import type { Scenario, Stage } from '../../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../../support/scenarios';
import { skippedWaits } from '../../support/testClock';
import { tellJson, told } from '../../support/toldServer';
import { NO_SANDBOX } from '../../support/verbNode';

/** What a node has made or changed stands in the next node's list at once. */
const time = skippedWaits();
const sandbox = freshSandbox();
let stage: Stage;
beforeEach(async () => void (stage = await setStage(sandbox)));

const scenario = (name: string) => SCENARIOS.find((entry) => entry.name === name) as Scenario;
const run = async (name: string, parameters: IDataObject = {}) =>
	await runScenario(sandbox, scenario(name), stage, { parameters });
const ORDERS = '/api/v3/cmp/io/basic/list';
const ZONES = '/api/v3/master/timezones';
const asked = (wanted: string) => sandbox.requests.filter(({ path }) => path === wanted).length;

function lists(credential = sandboxCredential(sandbox)) {
	const form = openForm(sandbox, new IqmCampaign(), { credential });
	return {
		orders: async () =>
			(await form.search('searchInsertionOrders')).results.map(({ value }) => String(value)),
		zones: async () => await form.search('searchTimezones'),
	};
}

describe('the list of insertion orders', () => {
	it('holds an order that was made a moment ago, for one request more', async () => {
		const { orders, zones } = lists();
		const before = await orders();
		await zones();
		await run('Insertion Order: Create');
		sandbox.requests.length = 0;
		const after = await orders();
		expect(after).toHaveLength(before.length + 1);
		await orders();
		await zones();
		expect([asked(ORDERS), asked(ZONES)]).toEqual([1, 0]);
		expect(time.ahead).toBe(0);
	});

	it('is asked for anew when a write may have acted, although it failed', async () => {
		const { orders } = lists();
		await orders();
		sandbox.addFault({ method: 'POST', path: /\/cmp\/io\/add$/, kind: 'serverError', times: 9 });
		const { error } = await run('Insertion Order: Create');
		expect(error).toBeDefined();
		sandbox.requests.length = 0;
		await orders();
		expect(asked(ORDERS)).toBe(1);
	});

	it('is kept while nodes only read, and when another account is written to', async () => {
		const other = lists(sandboxCredential(sandbox, { workspaceHost: 'other.example.com' }));
		const { orders } = lists();
		await orders();
		await other.orders();
		await run('Campaign: Get');
		sandbox.requests.length = 0;
		await orders();
		await other.orders();
		expect(asked(ORDERS)).toBe(0);
		await run('Insertion Order: Create');
		sandbox.requests.length = 0;
		await other.orders();
		expect(asked(ORDERS)).toBe(0);
	});

	it('is kept when a write was only previewed', async () => {
		const { orders } = lists();
		await orders();
		await run('Insertion Order: Create', { options: { preview: true } });
		sandbox.requests.length = 0;
		await orders();
		expect(asked(ORDERS)).toBe(0);
	});
});

describe('master data', () => {
	it.each([
		['nothing', { success: true, data: null }],
		['no list', { success: true, data: { message: 'Try later' } }],
		['an empty list', { success: true, data: { data: [] } }],
	])('is asked for again after an answer with %s, not after a day', async (_, bad) => {
		const zones = { data: [{ id: 29, name: 'US/Eastern' }], totalRecords: 1 };
		const answers: unknown[] = [bad, { success: true, data: zones }];
		await told(
			(response) => tellJson(response, answers.shift()),
			async ({ baseUrl, heard }) => {
				const form = lists(sandboxCredential(NO_SANDBOX, { baseUrl }));
				await form.zones().catch(() => undefined);
				for (let times = 0; times < 2; times++) {
					expect((await form.zones()).results).toEqual([{ name: 'US/Eastern (29)', value: '29' }]);
				}
				expect(heard).toHaveLength(2);
			},
		);
	});

	it('reaches a run whose list was asked for by another one that is cancelled', async () => {
		const countries = { data: [{ id: 30_100_001, name: 'United States' }], totalRecords: 1 };
		const ask = { resource: 'location', operation: 'getAll', list: 'countries', returnAll: true };
		let isAsked: () => void = () => {};
		const asking = new Promise<void>((resolve) => (isAsked = resolve));
		await told(
			(response) => {
				isAsked();
				setTimeout(() => tellJson(response, { success: true, data: countries }), 200);
			},
			async ({ baseUrl }) => {
				const credential = sandboxCredential(NO_SANDBOX, { baseUrl });
				let cancel = (): void => {};
				const first = runNode(NO_SANDBOX, new IqmMasterData(), ask, {
					credential,
					onStart: (execution) => (cancel = () => execution.cancel()),
				}).catch(() => undefined);
				await asking;
				const second = runNode(NO_SANDBOX, new IqmMasterData(), ask, { credential });
				setTimeout(cancel, 50);
				await first;
				const { items, error } = await second;
				expect(error).toBeUndefined();
				expect(items.map(({ json }) => json.name)).toEqual(['United States']);
			},
		);
	});
});
