import type { IConnections, IDataObject, INode, INodeType } from 'n8n-workflow';

import { IqmApi } from '../../../credentials/IqmApi.credentials';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import type { RecordedRequest } from '../../../sandbox';
import { agentWorkflow, asking, holding, nodeOf, passOn, to, toolTypeOf } from '../../support/agents';
import { Engine } from '../../support/engine';
import { forRetry } from '../../support/forRetry';
import { freshSandbox } from '../../support/freshSandbox';
import { requestsTo, runNode, sandboxCredential } from '../../support/harness';

/** Whatever runs a node again, in one execution each order is created once. */

const ADD = '/api/v3/cmp/io/add';
const TYPE = 'n8n-nodes-iqm-applovin.iqmInsertionOrder';
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const NOW_NAME = '={{ $json.name }} {{ $now.toMillis() }}';

const FORM = {
	operation: 'create',
	ifItExists: 'create',
	ioName: '={{ $json.name }}',
	ioStartTime: '2030-01-01T00:00:00Z',
	ioEndTime: '2031-01-01T00:00:00Z',
	ioTimeZoneId: { __rl: true, mode: 'id', value: '29' },
	ioBudgetTypeId: 1,
	isAutoSumIoTotalBudget: false,
	ioTotalBudget: 1000,
};

const sandbox = freshSandbox();

const named = (...names: string[]) => names.map((name) => ({ json: { name } }));
const orders = () =>
	[...sandbox.iqm.insertionOrders.values()].map(({ details }) => String(details.ioName));
const nameIn = ({ json }: RecordedRequest) => String((json as IDataObject | undefined)?.ioName);

/** Lets every request for an order of this name fail, be it before or after it was acted on. */
function failFor(name: string, kind: 'successFalse' | 'serverErrorAfter', times: number): void {
	let left = times;
	const fault = {
		kind,
		path: /io\/add$/,
		message: 'planted refusal',
		times,
	};
	// The sandbox picks a fault by its path; the name is in the body, which it has read by then.
	fault.path.test = (path: string) => {
		const request = sandbox.requests.at(-1);
		if (left === 0 || path !== ADD || request === undefined) return false;
		if (!nameIn(request).startsWith(name)) return false;
		left -= 1;
		return true;
	};
	sandbox.addFault(fault);
}

const run = async (changes: object, options = {}) =>
	await runNode(sandbox, new IqmInsertionOrder(), { ...FORM, ...changes }, options);

describe("n8n's Retry On Fail", () => {
	it('creates what has failed and nothing else, even when the values change with each try', async () => {
		failFor('b', 'successFalse', 2);
		const { items, error } = await run(
			{ ioName: NOW_NAME },
			{ items: named('a', 'b', 'c'), node: RETRY },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(items.map(({ json }) => json.ioName)).toEqual(orders());
		expect(orders().map((name) => name[0])).toEqual(['a', 'b', 'c']);
		expect(requestsTo(sandbox, ADD).map((request) => nameIn(request)[0])).toEqual([
			'a',
			'b',
			'b',
			'b',
			'c',
		]);
	});

	it('never sends again what may have been created, even when the values change', async () => {
		failFor('b', 'serverErrorAfter', 1);
		const { error } = await run(
			{ ioName: NOW_NAME },
			{ items: named('a', 'b', 'c'), node: { ...RETRY, maxTries: 5 } },
		);
		expect(error?.message).toBe('planted refusal');
		expect(error?.description).toContain('may or may not have been created');
		expect(error?.description).toMatch(/Already done in this run: item 0 → ioId \d+\./);
		expect(orders().map((name) => name[0])).toEqual(['a', 'b']);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'])(
		'still does so with %s',
		async (onError) => {
			failFor('a', 'serverErrorAfter', 1);
			// n8n tries again when the first item failed.
			await run({ ioName: NOW_NAME }, { items: named('a', 'b'), node: { ...RETRY, onError } });
			expect(orders().map((name) => name[0])).toEqual(['a', 'b']);
		},
	);

	it('creates nothing twice when an option fails only after the order was made', async () => {
		const options = { rawResponse: "={{ $('Nowhere').item.json.raw }}" };
		const { error } = await run({ options }, { items: named('a'), node: RETRY });
		expect(error).toBeDefined();
		expect(error?.context?.itemIndex).toBe(0);
		expect(orders().length).toBeLessThanOrEqual(1);
		expect(requestsTo(sandbox, ADD).length).toBeLessThanOrEqual(1);
	});
});

describe('"Retry execution"', () => {
	it('goes on with the item that failed', async () => {
		failFor('b', 'successFalse', 1);
		const first = await run({ ioName: NOW_NAME }, { items: named('a', 'b') });
		expect(first.error?.message).toBe('planted refusal');

		const { items, error } = await run(
			{ ioName: NOW_NAME },
			{ previous: forRetry(first.run), engine: first.engine },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.ioName)).toEqual(orders());
		expect(orders().map((name) => name[0])).toEqual(['a', 'b']);
	});

	it('never sends again what may have been created, however often it is pressed', async () => {
		failFor('b', 'serverErrorAfter', 1);
		let last = await run({ ioName: NOW_NAME }, { items: named('a', 'b') });
		for (let press = 0; press < 3; press++) {
			last = await run(
				{ ioName: NOW_NAME },
				{ previous: forRetry(last.run), engine: last.engine, node: RETRY },
			);
			expect(last.error?.description).toContain('may or may not have been created');
		}
		expect(orders().map((name) => name[0])).toEqual(['a', 'b']);
		expect(requestsTo(sandbox, ADD)).toHaveLength(2);
	});

	it('is another execution only when it is started anew', async () => {
		await run({}, { items: named('a') });
		await run({}, { items: named('a') });
		expect(orders()).toEqual(['a', 'a']);
	});
});

async function engineWith(
	nodeTypes: Record<string, INodeType>,
	limits: IDataObject = {},
): Promise<Engine> {
	return await new Engine({
		nodeTypes: { [TYPE]: new IqmInsertionOrder(), passOn, ...nodeTypes },
		credentialTypes: { iqmApi: new IqmApi() },
		credentials: { iqm: sandboxCredential(sandbox, limits) },
	}).start();
}

const { SplitInBatches } =
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	require('n8n-nodes-base/dist/nodes/SplitInBatches/SplitInBatches.node.js') as {
		SplitInBatches: new () => INodeType;
	};

/** n8n's "Loop Over Items", one at a time. */
const LOOP = nodeOf('Loop', 'n8n-nodes-base.splitInBatches', { batchSize: 1 }, { typeVersion: 3 });

describe('a loop', () => {
	const connections = {
		Start: { main: [[to('Loop')]] },
		Loop: { main: [[], [to('Order')]] },
		Order: { main: [[to('Loop')]] },
	} as IConnections;
	const workflow = (order: Partial<INode>) => ({
		nodes: [
			nodeOf('Start', 'passOn', {}),
			LOOP,
			nodeOf('Order', TYPE, { ...FORM, ioName: NOW_NAME }, order),
		],
		connections,
	});
	const loopEngine = async () =>
		await engineWith({ 'n8n-nodes-base.splitInBatches': new SplitInBatches() });

	it('creates one order in each round, and in a failed round only once', async () => {
		failFor('b', 'successFalse', 1);
		const engine = await loopEngine();
		const { data } = await engine.run(workflow(RETRY), { input: named('a', 'b', 'c') });
		expect(data.resultData.error).toBeUndefined();
		expect(data.resultData.runData.Order).toHaveLength(3);
		expect(orders().map((name) => name[0])).toEqual(['a', 'b', 'c']);
	});

	it('goes on in the round that failed with "Retry execution"', async () => {
		failFor('b', 'successFalse', 1);
		const engine = await loopEngine();
		const first = await engine.run(workflow({}), { input: named('a', 'b', 'c') });
		expect(first.data.resultData.error?.message).toBe('planted refusal');
		const second = await engine.run(workflow({}), { previous: forRetry(first) });
		expect(second.data.resultData.error).toBeUndefined();
		expect(orders().map((name) => name[0])).toEqual(['a', 'b', 'c']);
	});

	it('stops for good in a round whose order may have been created', async () => {
		failFor('b', 'serverErrorAfter', 1);
		const engine = await loopEngine();
		const first = await engine.run(workflow(RETRY), { input: named('a', 'b', 'c') });
		const second = await engine.run(workflow(RETRY), { previous: forRetry(first) });
		expect(second.data.resultData.error?.message).toBe('planted refusal');
		expect(orders().map((name) => name[0])).toEqual(['a', 'b']);
	});

	it('creates for each of two branches that lead into the node', async () => {
		const engine = await loopEngine();
		const { data } = await engine.run(
			{
				nodes: [
					nodeOf('Start', 'passOn', {}),
					nodeOf('Left', 'passOn', {}),
					nodeOf('Right', 'passOn', {}),
					nodeOf('Order', TYPE, FORM),
				],
				connections: {
					Start: { main: [[to('Left'), to('Right')]] },
					Left: { main: [[to('Order')]] },
					Right: { main: [[to('Order')]] },
				} as IConnections,
			},
			{ input: named('a') },
		);
		expect(data.resultData.error).toBeUndefined();
		expect(orders()).toEqual(['a', 'a']);
	});
});

/** Agents that make the calls they are told to. */
describe("an AI agent's tool", () => {
	const TOOL_FORM = { ...FORM, ioName: "={{ $fromAI('name', 'the name', 'string') }}" };

	const workflow = (tool: object, node: Partial<INode>) =>
		agentWorkflow(nodeOf('Order', `${TYPE}Tool`, tool, node));

	const KINDS = [
		['an agent that holds the tool', holding],
		['an agent that asks the engine', (calls: IDataObject[]) => asking(calls, 'Order')],
	] as const;

	describe.each(KINDS)('%s', (_, agent) => {
		const call = async (
			calls: IDataObject[],
			tool: object = TOOL_FORM,
			node: Partial<INode> = {},
			input = named('x'),
			limits: IDataObject = {},
		) => {
			const types = { agent: agent(calls), [`${TYPE}Tool`]: toolTypeOf(new IqmInsertionOrder()) };
			const engine = await engineWith(types, limits);
			const { data } = await engine.run(workflow(tool, node), { input });
			return data.resultData.runData;
		};

		it('creates one order for each of two calls with different arguments', async () => {
			await call([{ name: 'a' }, { name: 'b' }]);
			expect(orders()).toEqual(['a', 'b']);
		});

		it('creates one order for two calls with the same arguments', async () => {
			await call([{ name: 'a' }, { name: 'a' }]);
			expect(orders()).toEqual(['a']);
		});

		it('creates one for two calls that differ in more than the name, with "If It Exists Already"', async () => {
			const tool = {
				...TOOL_FORM,
				ioTotalBudget: "={{ $fromAI('budget', 'the budget', 'number') }}",
				ifItExists: 'return',
			};
			const calls = [
				{ name: 'a', budget: 50 },
				{ name: 'a ', budget: 60 },
			];
			await call(calls, tool);
			expect(orders()).toEqual(['a']);
		});

		it('stays below the limit of the credential, and tells the model', async () => {
			const tool = {
				...TOOL_FORM,
				ioTotalBudget: "={{ $fromAI('budget', 'the budget', 'number') }}",
			};
			const limits = { highestTotalBudget: '100' };
			const calls = [
				{ name: 'a', budget: 101 },
				{ name: 'b', budget: 100 },
			];
			const runData = await call(
				calls,
				tool,
				{ onError: 'continueRegularOutput' },
				named('x'),
				limits,
			);
			expect(orders()).toEqual(['b']);
			expect(JSON.stringify(runData)).toContain('is above 100, the limit for total budgets');
		});

		it('never sends again what may have been created, in any try or call', async () => {
			failFor('a', 'serverErrorAfter', 1);
			const runData = await call([{ name: 'a' }, { name: 'a' }], TOOL_FORM, RETRY);
			expect(orders()).toEqual(['a']);
			expect(requestsTo(sandbox, ADD)).toHaveLength(1);
			expect(JSON.stringify(runData)).toContain('planted refusal');
		});

		it('never does so, even when the values change with each try', async () => {
			failFor('a', 'serverErrorAfter', 1);
			const tool = { ...TOOL_FORM, ioName: "={{ $fromAI('name', 'the name', 'string') + $now }}" };
			await call([{ name: 'a' }], tool, RETRY);
			expect(orders()).toHaveLength(1);
		});

		it('tries again what was refused', async () => {
			failFor('a', 'successFalse', 1);
			await call([{ name: 'a' }], TOOL_FORM, RETRY);
			expect(orders()).toEqual(['a']);
			expect(requestsTo(sandbox, ADD)).toHaveLength(2);
		});

		it('creates one order in each round of a loop whose values the agent does not choose', async () => {
			const engine = await engineWith({
				agent: agent([{}]),
				[`${TYPE}Tool`]: toolTypeOf(new IqmInsertionOrder()),
				'n8n-nodes-base.splitInBatches': new SplitInBatches(),
			});
			const { nodes, connections } = workflow(
				{ ...FORM, ioName: "={{ $('Loop').first(1).json.name }}" },
				{},
			);
			await engine.run(
				{
					nodes: [...nodes, LOOP],
					connections: {
						...connections,
						Start: { main: [[to('Loop')]] },
						Loop: { main: [[], [to('Agent')]] },
						Agent: { main: [[to('Loop')]] },
					} as IConnections,
				},
				{ input: named('a', 'b') },
			);
			expect(orders()).toEqual(['a', 'b']);
		});
	});
});
