import '../test/support/quiet';
import 'reflect-metadata';

import type { INodeType, IRun } from 'n8n-workflow';
import { PackageDirectoryLoader } from 'n8n-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { RecordedRequest } from '../sandbox';
import { startSandbox } from '../sandbox';
import type { WorkflowJson } from '../test/support/engine';
import { Engine } from '../test/support/engine';

/**
 * Launches a campaign: runs the example workflow on n8n's engine (n8n-core) with n8n's own Manual
 * Trigger and HTTP Request nodes and this package as it is built, against the embedded sandbox.
 */
const ROOT = path.resolve(__dirname, '..');

/** Where the example workflows expect the sandbox; the demo puts it on any free port instead. */
const EXAMPLE_ADDRESS = 'http://127.0.0.1:4010';

/** How long the sandbox lets creative, audience and campaign wait for their approval. */
const APPROVAL_MS = 8_000;

const PACKAGE = 'n8n-nodes-iqm-applovin';

interface Step {
	node: string;
	result: string;
	id: string;
	seconds: number;
	ok: boolean;
}

const asJson = process.argv.includes('--json');
const say = (text = ''): void => {
	if (!asJson) process.stdout.write(`${text}\n`);
};

async function nodeTypes(): Promise<{ nodes: Record<string, INodeType>; loader: PackageDirectoryLoader }> {
	const loader = new PackageDirectoryLoader(ROOT);
	await loader.loadAll();
	const nodes: Record<string, INodeType> = {};
	for (const [name, { type }] of Object.entries(loader.nodeTypes)) {
		nodes[`${PACKAGE}.${name.replace(`${PACKAGE}.`, '')}`] = type as INodeType;
	}
	const require = createRequire(__filename);
	const own = (file: string, name: string): INodeType => {
		const module = require(`n8n-nodes-base/dist/nodes/${file}.node.js`) as Record<string, new () => INodeType>;
		return new module[name]();
	};
	nodes['n8n-nodes-base.manualTrigger'] = own('ManualTrigger/ManualTrigger', 'ManualTrigger');
	nodes['n8n-nodes-base.httpRequest'] = own('HttpRequest/HttpRequest', 'HttpRequest');
	return { nodes, loader };
}

/** The ids that a node's output holds, in the order in which a reader looks for them. */
const IDS = ['campaignId', 'matchedAudienceId', 'creativeId', 'ioId'];

function describe(run: IRun, node: string): Pick<Step, 'result' | 'id' | 'ok'> {
	const result = run.data.resultData.runData[node]?.at(-1);
	const error = result?.error ?? (result === undefined ? run.data.resultData.error : undefined);
	if (error) return { result: error.message, id: '', ok: false };
	const item = result?.data?.main[0]?.[0];
	// The node that fetches a file hands on the fields of the node before it.
	const file = item?.binary?.data;
	const json = file === undefined ? (item?.json ?? {}) : {};
	const key = IDS.find((name) => json[name] !== undefined);
	const words = [
		json.status,
		json.message,
		file && `${file.fileName ?? 'file'}, ${file.fileSize}`,
		json.ioTotalBudget && `budget ${String(json.ioTotalBudget)}`,
		json.originalFileName,
	].filter((word) => word !== undefined && word !== '');
	return {
		result: words.length > 0 ? words.join(', ') : 'done',
		id: key === undefined ? '' : `${key} ${String(json[key])}`,
		ok: true,
	};
}

function table(steps: Step[]): string {
	const rows = [
		['node', 'result', 'id', 'seconds'],
		...steps.map(({ node, result, id, seconds }) => [node, result, id, seconds.toFixed(1)]),
	];
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const lines = rows.map((row) =>
		row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd(),
	);
	return [lines[0], widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1)].join('\n');
}

async function main(): Promise<void> {
	const started = Date.now();
	const sandbox = await startSandbox({ iqm: { readyAfterMs: APPROVAL_MS } });
	const text = readFileSync(path.join(ROOT, 'examples', 'iqm-launch.json'), 'utf8');
	const workflow = JSON.parse(text.replaceAll(EXAMPLE_ADDRESS, sandbox.url)) as WorkflowJson;

	say('Launching a campaign on IQM: the real nodes on the real n8n engine, against a stand-in for');
	say(`IQM's API at ${sandbox.url} (20 requests a minute, approvals after ${APPROVAL_MS / 1_000} s).`);
	say();

	const { nodes, loader } = await nodeTypes();
	const { clientId, clientSecret, email, password } = sandbox.options.iqm;
	const engine = await new Engine({
		nodeTypes: nodes,
		credentialTypes: { iqmApi: loader.credentialTypes.iqmApi.type },
		credentials: { iqm: { clientId, clientSecret, email, password, baseUrl: sandbox.url } },
	}).start();

	const total = workflow.nodes.length;
	let count = 0;
	let begun = 0;
	const heartbeat = setInterval(() => {
		const waited = Math.round((Date.now() - begun) / 1_000);
		if (waited >= 5) say(`        waiting for the approval, ${waited} s so far`);
	}, 5_000);
	const times = new Map<string, number>();
	const run = await engine.run(workflow, {
		startNode: workflow.nodes[0].name,
		onNodeStart: (name) => {
			count += 1;
			begun = Date.now();
			say(`[${String(count).padStart(2)}/${total}] ${name} …`);
		},
		onNodeEnd: (name, { error }) => {
			times.set(name, (Date.now() - begun) / 1_000);
			say(`        ${error ? 'failed' : 'ok'} after ${times.get(name)?.toFixed(1)} s`);
		},
	});

	clearInterval(heartbeat);
	const steps = workflow.nodes
		.filter(({ name }) => times.has(name))
		.map(({ name }) => ({ node: name, ...describe(run, name), seconds: times.get(name) ?? 0 }));
	const failed = steps.length < total || steps.some(({ ok }) => !ok);
	report(steps, sandbox.requests, (Date.now() - started) / 1_000, failed);
	await sandbox.close();
	process.exit(failed ? 1 : 0);
}

function report(steps: Step[], requests: RecordedRequest[], seconds: number, failed: boolean): void {
	const calls = requests
		.filter(({ api }) => api === 'iqm')
		.map(({ method, path: called, status }) => ({ method, path: called, status }));
	if (asJson) {
		process.stdout.write(`${JSON.stringify({ ok: !failed, seconds, steps, requests: calls }, null, 2)}\n`);
		return;
	}
	say();
	say(table(steps));
	say();
	say(`${calls.length} requests reached the API:`);
	for (const { method, path: called, status } of calls) say(`  ${status} ${method} ${called}`);
	say();
	say(failed ? 'The launch failed.' : `The campaign runs. All of it took ${seconds.toFixed(0)} s.`);
	say();
	say('The same on a real account:');
	say('  1. Install n8n-nodes-iqm-applovin in n8n (Settings > Community Nodes).');
	say('  2. Import examples/iqm-launch.json (menu of a new workflow > Import from File).');
	say('  3. Create a credential "IQM API" and choose it in each IQM node.');
	say('  4. Replace "Fetch Banner" and "Fetch Audience File" by nodes that have your own files.');
	say('  5. Check budget, bid and dates in "Create Insertion Order" and "Create Campaign": they are');
	say('     real money then. Press "Execute workflow".');
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
	process.exit(1);
});
