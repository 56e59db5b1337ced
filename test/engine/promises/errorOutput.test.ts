import type { IConnections, IDataObject, INode, INodeExecutionData, INodeType } from 'n8n-workflow';

import { IqmApi } from '../../../credentials/IqmApi.credentials';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import type { FaultKind } from '../../../sandbox';
import { sampleContent } from '../../../sandbox';
import { Engine } from '../../support/engine';
import { freshSandbox } from '../../support/freshSandbox';
import { fileItem, sandboxCredential } from '../../support/harness';
import type { Scenario, Stage } from '../../support/scenarios';
import { SCENARIOS, setStage } from '../../support/scenarios';

/**
 * Every input item ends as results or as exactly one error, and each where it belongs: in the error
 * branch, in the item, or as the node's error.
 */
const sandbox = freshSandbox();
let stage: Stage;
beforeEach(async () => void (stage = await setStage(sandbox)));

type OnError = 'continueErrorOutput' | 'continueRegularOutput' | 'stopWorkflow';

const START = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [(this as unknown as { getInputData(): INodeExecutionData[] }).getInputData()];
	},
} as unknown as INodeType;

/** Runs a node after another one: only then does n8n add what it knows of the input to an error. */
async function runAfter(
	nodeType: INodeType,
	parameters: IDataObject,
	items: INodeExecutionData[],
	onError: OnError,
	others: Partial<INode> = {},
) {
	const type = `n8n-nodes-iqm-applovin.${nodeType.description.name}`;
	const engine = await new Engine({
		nodeTypes: { [type]: nodeType, start: START },
		credentialTypes: { iqmApi: new IqmApi() },
		credentials: { iqm: sandboxCredential(sandbox) },
	}).start();
	const node = (name: string, nodeTypeName: string, values: object) =>
		({
			id: name,
			name,
			type: nodeTypeName,
			typeVersion: 1,
			position: [0, 0],
			parameters: values,
		}) as INode;
	const run = await engine.run(
		{
			nodes: [
				node('Start', 'start', {}),
				{
					...node('Under test', type, parameters),
					credentials: { iqmApi: { id: 'iqm', name: 'IQM' } },
					onError,
					...others,
				},
			],
			connections: {
				Start: { main: [[{ node: 'Under test', type: 'main', index: 0 }]] },
			} as IConnections,
		},
		{ input: items },
	);
	const result = run.data.resultData.runData['Under test']?.[0];
	const [first = [], failed = []] = (result?.data?.main ?? []).map((output) => output ?? []);
	return { first, failed, error: run.data.resultData.error };
}

const sourceOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;

/** Three items of which the middle one can't be right: it lacks what the operation needs first. */
const NEEDS: Record<string, string> = {
	'Insertion Order: Create': 'ioName',
	'Campaign: Create': 'campaignName',
	'Campaign: Get': 'campaignId',
	'Creative: Upload (image)': 'binaryPropertyName',
	'Creative: Upload (VAST)': 'creativeSource',
	'Creative: Get': 'creativeIds',
	'Matched Audience: Upload': 'audienceName',
	'Matched Audience: Get': 'matchedAudienceId',
};

function withWrongItem(scenario: Scenario): [IDataObject, INodeExecutionData[]] {
	const parameters = scenario.parameters(stage);
	const field = NEEDS[scenario.name];
	const items = [parameters[field], '', parameters[field]].map((value, index) => ({
		...scenario.item(),
		json: { value: value as string, index },
	}));
	const byIds = field === 'creativeIds' ? { creativesFrom: 'ids' } : {};
	return [{ ...parameters, ...byIds, [field]: '={{ $json.value }}' }, items];
}

describe.each(
	SCENARIOS.filter(({ name }) => name in NEEDS).map(
		(scenario) => [scenario.name, scenario] as const,
	),
)('%s', (_, scenario) => {
	it.each([false, true])('sends each item to its branch, Raw Response: %s', async (rawResponse) => {
		const [parameters, items] = withWrongItem(scenario);
		const { first, failed, error } = await runAfter(
			scenario.node(),
			{ ...parameters, options: { rawResponse } },
			items,
			'continueErrorOutput',
		);
		expect(error).toBeUndefined();
		expect(first.map(sourceOf)).toEqual([0, 2]);
		expect(failed.map(sourceOf)).toEqual([1]);
		const { json } = failed[0];
		expect(json).toMatchObject({ index: 1, error: expect.stringContaining("'") as string });
		expect(String(json.message)).toContain(String(json.error));
	});

	it('keeps the failed item in its place with "Continue"', async () => {
		const [parameters, items] = withWrongItem(scenario);
		const { first, failed, error } = await runAfter(
			scenario.node(),
			parameters,
			items,
			'continueRegularOutput',
		);
		expect(error).toBeUndefined();
		expect(failed).toEqual([]);
		expect(first.map(sourceOf)).toEqual([0, 1, 2]);
		expect(Object.keys(first[1].json).sort()).toEqual(['details', 'error', 'message']);
	});

	it('ends the node with the item that failed, in the same words', async () => {
		const [parameters, items] = withWrongItem(scenario);
		const soft = await runAfter(scenario.node(), parameters, items, 'continueErrorOutput');
		const { error, first } = await runAfter(scenario.node(), parameters, items, 'stopWorkflow');
		expect(first).toEqual([]);
		expect(error?.message).toBe(soft.failed[0].json.error);
		expect((error as { context?: IDataObject } | undefined)?.context?.itemIndex).toBe(1);
	});
});

const FAULTS: FaultKind[] = [
	'serverErrorAfter',
	'resetAfter',
	'html',
	'html404',
	'successFalse',
	'emptyAfter',
	'notJson',
	'redirect',
	'forbidden',
];

describe.each(
	SCENARIOS.filter(({ writes }) => writes).map((entry) => [entry.name, entry] as const),
)('%s', (_, scenario) => {
	it.each(FAULTS)('%s of one item spoils no other', async (kind) => {
		sandbox.addFault({ path: scenario.path, kind, message: 'planted refusal' });
		const { first, failed, error } = await runAfter(
			scenario.node(),
			scenario.parameters(stage),
			[scenario.item(), scenario.item(), scenario.item()],
			'continueErrorOutput',
		);
		expect(error).toBeUndefined();
		expect(failed.map(sourceOf)).toEqual([0]);
		expect(first.map(sourceOf)).toEqual([1, 2]);
		expect(String(failed[0].json.error).length).toBeGreaterThan(5);
	});
});

describe('the words of an error', () => {
	const order = SCENARIOS[0];
	// n8n replaces messages that hold one of these codes, even inside of another word.
	const WORDS = [
		"You can't approvePermissions here",
		'ENOENT: the field is missing',
		'EEXIST, EACCES and ECONNREFUSED',
		'the getaddrinfo of ETIMEDOUT',
	];

	it.each(WORDS)('survive: %s', async (message) => {
		const plant = () => sandbox.addFault({ path: order.path, kind: 'successFalse', message });
		const run = async (onError: OnError) => {
			plant();
			return await runAfter(order.node(), order.parameters(stage), [order.item()], onError);
		};
		expect((await run('stopWorkflow')).error?.message).toBe(message);
		expect((await run('continueErrorOutput')).failed[0].json.error).toBe(message);
		expect((await run('continueRegularOutput')).first[0].json.error).toBe(message);
	});

	it.each(WORDS)('survive where a value holds them: %s', async (value) => {
		const parameters = { ...order.parameters(stage), ioTotalBudget: value };
		const { error } = await runAfter(order.node(), parameters, [order.item()], 'stopWorkflow');
		expect(error?.message).toContain(value);
	});
});

describe('a partial failure', () => {
	const files = () => {
		const sound = sampleContent('/samples/audio.mp3') as Buffer;
		const good = fileItem('good.mp3', 'audio/mpeg', sound, 'good');
		const bad = fileItem('bad.mp3', 'audio/mpeg', Buffer.from('no sound'), 'bad');
		return { json: {}, binary: { ...good.binary, ...bad.binary } };
	};
	const parameters = {
		operation: 'upload',
		ifItExists: 'create',
		kind: 'audio',
		source: 'file',
		binaryPropertyName: 'good, bad',
		duration: 15,
		clickUrl: 'https://example.com',
	};

	it.each([false, true])('is one error that names what was made, Raw Response: %s', async (raw) => {
		const { first, failed, error } = await runAfter(
			new IqmCreative(),
			{ ...parameters, options: { rawResponse: raw } },
			[files()],
			'continueErrorOutput',
		);
		expect(error).toBeUndefined();
		const made = [...sandbox.iqm.creatives.keys()].at(-1);
		expect(first).toEqual([]);
		expect(failed).toHaveLength(1);
		expect(failed[0].json.error).toContain('IQM did not create 1 of 2 creatives');
		expect(failed[0].json.message).toContain(`creativeId ${made} (good.mp3)`);
	});
});
