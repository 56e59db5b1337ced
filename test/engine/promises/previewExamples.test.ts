import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import packageJson from '../../../package.json';
import { AppLovinApi } from '../../../credentials/AppLovinApi.credentials';
import { IqmApi } from '../../../credentials/IqmApi.credentials';
import { readExample, stepsOf } from '../../n8n/support/accounts';
import type { WorkflowJson } from '../../support/engine';
import { Engine } from '../../support/engine';
import { freshSandbox } from '../../support/freshSandbox';
import { appLovinCredential, sandboxCredential } from '../../support/harness';
import { OFFERED } from '../../support/operations';
import { loadOwn, ROOT } from '../../support/ownTypes';
import { setStage } from '../../support/scenarios';
import { skippedWaits } from '../../support/testClock';

/**
 * The examples with Preview on in every node that writes, and in all of them but one: what a preview
 * made up reaches no API, and nothing is written but by the one node, where it needs nothing made up.
 */
const sandbox = freshSandbox();
skippedWaits();

const PREFIX = `${packageJson.name}.`;
const FILES = readdirSync(path.join(ROOT, 'examples')).filter((file) => file.endsWith('.json'));

/** n8n's own nodes that only pass items on, as far as previews are concerned. */
const PASSING = ['convertToFile', 'filter', 'scheduleTrigger', 'splitOut', 'wait'];

function passing(name: string): INodeType {
	return {
		description: {
			...{ displayName: name, name, group: ['transform'], version: 1, description: name },
			...{ defaults: { name }, inputs: ['main'], outputs: ['main'], properties: [] },
		},
		async execute() {
			return await Promise.resolve([
				this.getInputData().map((item, index): INodeExecutionData => ({ ...item, pairedItem: index })),
			]);
		},
	};
}

let engine: Engine;
beforeAll(async () => {
	const require = createRequire(__filename);
	const base = (file: string): INodeType => {
		const module = require(`n8n-nodes-base/dist/nodes/${file}.node.js`) as Record<
			string,
			new () => INodeType
		>;
		return new module[path.basename(file)]();
	};
	engine = await new Engine({
		nodeTypes: {
			...Object.fromEntries(
				packageJson.n8n.nodes
					.map((built) => loadOwn<INodeType>(built))
					.map((type) => [PREFIX + type.description.name, type]),
			),
			...Object.fromEntries(PASSING.map((name) => [`n8n-nodes-base.${name}`, passing(name)])),
			[`${PREFIX}iqmCampaignTrigger`]: passing('iqmCampaignTrigger'),
			'n8n-nodes-base.manualTrigger': base('ManualTrigger/ManualTrigger'),
			'n8n-nodes-base.merge': base('Merge/Merge'),
			'n8n-nodes-base.set': base('Set/Set'),
			'n8n-nodes-base.httpRequest': base('HttpRequest/HttpRequest'),
		},
		credentialTypes: { iqmApi: new IqmApi(), appLovinApi: new AppLovinApi() },
		credentials: {},
	}).start();
});

/** Whether a node of an example writes: then its form has Preview. */
function writes({ type, parameters }: WorkflowJson['nodes'][number]): boolean {
	const [name, { resource, operation }] = [type.replace(PREFIX, ''), parameters];
	const offered = OFFERED.find(
		(one) =>
			one.node === name &&
			one.operation === operation &&
			(resource === undefined || one.resource === resource),
	);
	return JSON.stringify(offered?.properties ?? []).includes('"name":"preview"');
}

const CASES = FILES.flatMap((file) => {
	const { nodes } = readExample(file, { url: '' } as never, {}) as unknown as WorkflowJson;
	const writing = nodes.filter(writes).map(({ name }) => name);
	return writing.length === 0 ? [] : [undefined, ...writing].map((sends) => ({ file, sends }));
});

/** All that the sandbox holds, as text. */
function state(): string {
	const { iqm, applovin } = sandbox;
	return JSON.stringify(
		[
			...[iqm.insertionOrders, iqm.campaigns, iqm.creatives, iqm.audiences],
			...[applovin.campaigns, applovin.creativeSets, applovin.assets, applovin.ads],
			...[applovin.targets, applovin.sources, applovin.sourceBids],
		].map((map) => [...(map as Map<unknown, unknown>)]),
	);
}

/** Runs an example from its first node, with Preview on in all nodes that write but one. */
async function preview(file: string, sends?: string) {
	const { campaignId } = await setStage(sandbox);
	engine.setup.credentials.iqm = sandboxCredential(sandbox);
	engine.setup.credentials.applovin = appLovinCredential(sandbox);
	const example = readExample(file, sandbox, {}) as unknown as WorkflowJson;
	const steps = stepsOf(example as never);
	const nodes = example.nodes.filter(({ name }) => steps.includes(name));
	for (const node of nodes) {
		const options = node.parameters.options as IDataObject | undefined;
		if (writes(node)) node.parameters.options = { ...options, preview: node.name !== sends };
		// So that what comes after a refusal gets its turn too.
		if (node.type.startsWith(PREFIX)) node.onError = 'continueRegularOutput';
	}
	const before = state();
	sandbox.requests.length = 0;
	const run = await engine.run({ ...example, nodes }, {
		startNode: nodes[0].name,
		input: [{ json: { campaignId, campaignName: 'Staged campaign', budgetDay: 50 } }],
	});
	const outputs = new Map<string, IDataObject[]>();
	for (const { name } of nodes.filter(writes)) {
		const items = run.data.resultData.runData[name]?.at(-1)?.data?.main[0] ?? [];
		outputs.set(name, items.map(({ json }) => json));
	}
	return { before, outputs };
}

const MADE_UP = /preview-[0-9a-f]{8}|900719925474/;
const refused: string[] = [];

it.each(CASES)('$file, where only $sends sends', async ({ file, sends }) => {
	const { before, outputs } = await preview(file, sends);
	const seen = sandbox.requests.map(({ method, path: url, json }) => JSON.stringify([method, url, json]));
	expect(seen.filter((request) => MADE_UP.test(request))).toEqual([]);
	for (const [name, items] of outputs) {
		if (name === sends) continue;
		for (const json of items) expect([name, json.preview ?? json.error]).not.toEqual([name, undefined]);
	}
	const own = outputs.get(sends ?? '') ?? [];
	if (own.some(({ error }) => /holds preview-/.test(JSON.stringify(error ?? '')))) refused.push(`${file}: ${sends}`);
	const isSent = own.some(({ error }) => error === undefined);
	if (!isSent) expect(state()).toBe(before);
});

it('finds nodes of the examples that need what a preview made up', () => {
	expect(refused).toEqual(expect.arrayContaining(['iqm-launch.json: Create Campaign']));
	expect(refused.length).toBeGreaterThan(3);
});
