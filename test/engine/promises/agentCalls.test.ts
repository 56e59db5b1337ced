import type { IDataObject, INode, INodeType } from 'n8n-workflow';

import { IqmApi } from '../../../credentials/IqmApi.credentials';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import type { Call } from '../../support/agents';
import { agentWorkflow, holdingAgent, nodeOf, passOn, toolTypeOf } from '../../support/agents';
import { Engine } from '../../support/engine';
import { freshSandbox } from '../../support/freshSandbox';
import { requestsTo, sandboxCredential } from '../../support/harness';
import { picked } from '../../support/iqmStage';
import { setStage } from '../../support/scenarios';

/** What an AI agent gets that calls its tool more than once: a write once, a read as often as it asks. */

const ADD = '/api/v3/cmp/io/add';
const ADDING = /io\/add$/;
const TYPE = 'n8n-nodes-iqm-applovin.iqmInsertionOrderTool';

const CREATE = {
	operation: 'create',
	ifItExists: 'create',
	ioName: "={{ $fromAI('name', 'the name', 'string') }}",
	ioStartTime: '2030-01-01T00:00:00Z',
	ioEndTime: '2031-01-01T00:00:00Z',
	ioTimeZoneId: picked(29),
	ioBudgetTypeId: 1,
	isAutoSumIoTotalBudget: false,
	ioTotalBudget: 1000,
};

const sandbox = freshSandbox();

const orders = () =>
	[...sandbox.iqm.insertionOrders.values()].map(({ details }) => String(details.ioName));

/** Runs an agent that does `work` and returns the words of what it was answered. */
async function agent(
	parameters: IDataObject,
	work: (call: Call) => Promise<string[]>,
	settings: Partial<INode> = {},
) {
	const nodeTypes: Record<string, INodeType> = {
		agent: holdingAgent(work),
		passOn,
		[TYPE]: toolTypeOf(new IqmInsertionOrder()),
	};
	const engine = await new Engine({
		nodeTypes,
		credentialTypes: { iqmApi: new IqmApi() },
		credentials: { iqm: sandboxCredential(sandbox) },
	}).start();
	const { data } = await engine.run(agentWorkflow(nodeOf('Order', TYPE, parameters, settings)));
	expect(data.resultData.error).toBeUndefined();
	const items = data.resultData.runData.Agent?.at(-1)?.data?.main[0] ?? [];
	return items.map(({ json }) => String(json.words));
}

describe('two calls at once', () => {
	/** Makes the answer to each creation wait, so that the calls overlap. */
	const slowly = () =>
		sandbox.addFault({ path: ADDING, kind: 'slow', delayMs: 150, times: 10 });

	it('with the same arguments create one order, and both are told of it', async () => {
		slowly();
		const answers = await agent(CREATE, async (call) =>
			await Promise.all([call({ name: 'a' }), call({ name: 'a' }), call({ name: 'a ' })]),
		);
		expect(orders()).toEqual(['a']);
		expect(requestsTo(sandbox, ADD)).toHaveLength(1);
		expect(answers[0]).toContain('ioId');
		expect(new Set(answers).size).toBe(1);
	});

	it('with the same arguments, the first of which may have acted, are not sent again', async () => {
		sandbox.addFault({ path: ADDING, kind: 'serverErrorAfter', times: 1 });
		const answers = await agent(CREATE, async (call) =>
			await Promise.all([call({ name: 'a' }), call({ name: 'a' })]),
		);
		expect(requestsTo(sandbox, ADD)).toHaveLength(1);
		for (const words of answers) expect(words).toContain('may or may not have been created');
	});

	it('with the same arguments try again what was refused', async () => {
		sandbox.addFault({ path: ADDING, kind: 'successFalse', message: 'planted refusal', times: 1 });
		const answers = await agent(CREATE, async (call) =>
			await Promise.all([call({ name: 'a' }), call({ name: 'a' })]),
		);
		expect(orders()).toEqual(['a']);
		expect(answers[0]).toContain('planted refusal');
		expect(answers[1]).toContain('ioId');
	});

	it('with other arguments do not wait for each other', async () => {
		await agent(CREATE, async (call) =>
			await Promise.all([call({ name: 'a' }), call({ name: 'b' })]),
		);
		expect(orders().sort()).toEqual(['a', 'b']);
	});
});

it('a value that can not be evaluated is an answer like any other error', async () => {
	const parameters = { ...CREATE, ioName: "={{ $('Nowhere').item.json.name }}" };
	const settings: Partial<INode> = { onError: 'continueRegularOutput' };
	const [words] = await agent(parameters, async (call) => [await call({})], settings);
	expect(words).toContain('"details"');
	expect(words).toContain("Referenced node doesn't exist");
	expect(sandbox.requests).toEqual([]);
});

describe('a read', () => {
	it.each([
		['get', (ioId: number): IDataObject => ({ operation: 'get', ioId: picked(ioId) })],
		['getAll', (): IDataObject => ({ operation: 'getAll', returnAll: true })],
	])('%s tells what is there now each time that it is asked', async (_, parameters) => {
		const { ioId } = await setStage(sandbox);
		const details = sandbox.iqm.insertionOrders.get(ioId)?.details as IDataObject;
		const answers = await agent(parameters(ioId), async (call) => {
			details.ioName = 'before';
			const first = await call({});
			details.ioName = 'after';
			return [first, await call({})];
		});
		expect(answers[0]).toContain('"before"');
		expect(answers[1]).toContain('"after"');
		expect(answers[1]).not.toContain('"before"');
	});
});
