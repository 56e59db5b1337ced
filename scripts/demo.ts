import '../test/support/quiet';
import 'reflect-metadata';

import type { IDataObject, INodeType, IRun } from 'n8n-workflow';
import { PackageDirectoryLoader } from 'n8n-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { RecordedRequest } from '../sandbox';
import { startSandbox } from '../sandbox';
import type { WorkflowJson } from '../test/support/engine';
import { Engine } from '../test/support/engine';

/**
 * Launches a campaign on IQM and runs one on AppLovin: the example workflows on n8n's engine
 * (n8n-core) with n8n's own Manual Trigger and HTTP Request nodes and this package as it is built,
 * against the embedded sandbox.
 */
const ROOT = path.resolve(__dirname, '..');

/** Where the example workflows expect the sandbox; the demo puts it on any free port instead. */
const EXAMPLE_ADDRESS = 'http://127.0.0.1:4010';

/** How long the sandbox lets creative, audience, campaign and assets wait for their approval. */
const APPROVAL_MS = 8_000;

const ACTS = [
	{
		file: 'iqm-launch.json',
		title: 'Act 1: launch a campaign on IQM',
		end: 'The campaign runs.',
	},
	{
		file: 'applovin-rotate.json',
		title: 'Act 2: new creatives, a budget moved and a source switched off on AppLovin',
		end: 'The new ads are there, the budget has moved.',
	},
];

/** A note on the canvas, which does nothing. */
const NOTE = 'n8n-nodes-base.stickyNote';

const PACKAGE = 'n8n-nodes-iqm-applovin';

interface Step {
	act: string;
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

async function nodeTypes(): Promise<{
	nodes: Record<string, INodeType>;
	loader: PackageDirectoryLoader;
}> {
	const loader = new PackageDirectoryLoader(ROOT);
	await loader.loadAll();
	const nodes: Record<string, INodeType> = {};
	for (const [name, { type }] of Object.entries(loader.nodeTypes)) {
		nodes[`${PACKAGE}.${name.replace(`${PACKAGE}.`, '')}`] = type as INodeType;
	}
	const require = createRequire(__filename);
	const own = (file: string, name: string): INodeType => {
		const module = require(`n8n-nodes-base/dist/nodes/${file}.node.js`) as Record<
			string,
			new () => INodeType
		>;
		return new module[name]();
	};
	nodes['n8n-nodes-base.manualTrigger'] = own('ManualTrigger/ManualTrigger', 'ManualTrigger');
	nodes['n8n-nodes-base.httpRequest'] = own('HttpRequest/HttpRequest', 'HttpRequest');
	return { nodes, loader };
}

/** The ids that a node's output holds, in the order in which a reader looks for them. */
const IDS = [
	'campaignId',
	'matchedAudienceId',
	'creativeId',
	'ioId',
	'ad_id',
	'creative_set_id',
	'app_id',
	'campaign_id',
];

function describe(run: IRun, node: string): Pick<Step, 'result' | 'id' | 'ok'> {
	const result = run.data.resultData.runData[node]?.at(-1);
	const error = result?.error ?? (result === undefined ? run.data.resultData.error : undefined);
	if (error) return { result: error.message, id: '', ok: false };
	const items = result?.data?.main[0] ?? [];
	const item = items[0];
	// The node that fetches a file hands on the fields of the node before it.
	const file = item?.binary?.data;
	const json = file === undefined ? (item?.json ?? {}) : {};
	const key = IDS.find((name) => json[name] !== undefined);
	const words = [
		items.length > 1 && `${items.length} items`,
		json.type,
		typeof json.status === 'boolean' ? (json.status ? 'active' : 'paused') : json.status,
		json.template,
		json.message,
		file && `${file.fileName ?? 'file'}, ${file.fileSize}`,
		json.ioTotalBudget && `budget ${String(json.ioTotalBudget)}`,
		json.originalFileName,
		json.updated === true && changed(json),
	].filter((word) => word !== undefined && word !== '' && word !== false);
	return {
		result: words.length > 0 ? words.join(', ') : 'done',
		id: key === undefined ? '' : `${key} ${String(json[key])}`,
		ok: true,
	};
}

/** What an update of countries or sources has changed. */
function changed({ countries, sources }: IDataObject): string {
	const rows = (countries ?? sources ?? []) as IDataObject[];
	return rows
		.map(({ country, bid, budget, status }) =>
			[
				country,
				bid && `bid ${String(bid)}`,
				budget && `budget ${String(budget)}`,
				status === false && 'source paused',
			]
				.filter(Boolean)
				.join(' '),
		)
		.join(', ');
}

function shortened(text: string): string {
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function table(steps: Step[]): string {
	const rows = [
		['node', 'result', 'id', 'seconds'],
		...steps.map(({ node, result, id, seconds }) => [
			node,
			shortened(result),
			shortened(id),
			seconds.toFixed(1),
		]),
	];
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const lines = rows.map((row) =>
		row
			.map((cell, column) => cell.padEnd(widths[column]))
			.join('  ')
			.trimEnd(),
	);
	return [lines[0], widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1)].join(
		'\n',
	);
}

async function main(): Promise<void> {
	const started = Date.now();
	const sandbox = await startSandbox({
		iqm: { readyAfterMs: APPROVAL_MS },
		applovin: { assetReadyAfterMs: APPROVAL_MS },
	});
	say('The real nodes on the real n8n engine, against a stand-in for the APIs of IQM and AppLovin');
	say(`at ${sandbox.url} (IQM: 20 requests a minute; approvals take ${APPROVAL_MS / 1_000} s).`);

	const { nodes, loader } = await nodeTypes();
	const { iqm, applovin } = sandbox.options;
	const engine = await new Engine({
		nodeTypes: nodes,
		credentialTypes: {
			iqmApi: loader.credentialTypes.iqmApi.type,
			appLovinApi: loader.credentialTypes.appLovinApi.type,
		},
		credentials: {
			iqm: {
				clientId: iqm.clientId,
				clientSecret: iqm.clientSecret,
				email: iqm.email,
				password: iqm.password,
				baseUrl: sandbox.url,
			},
			applovin: {
				clientId: applovin.clientId,
				clientSecret: applovin.clientSecret,
				apiBaseUrl: `${sandbox.url}/campaign_management/v1`,
				oauthBaseUrl: sandbox.url,
			},
		},
	}).start();

	const steps: Step[] = [];
	let failed = false;
	for (const act of ACTS) {
		const text = readFileSync(path.join(ROOT, 'examples', act.file), 'utf8');
		const example = JSON.parse(text.replaceAll(EXAMPLE_ADDRESS, sandbox.url)) as WorkflowJson;
		const workflow = { ...example, nodes: example.nodes.filter(({ type }) => type !== NOTE) };
		say(`\n${act.title} (examples/${act.file})\n`);
		const done = await play(engine, workflow, act.file);
		steps.push(...done);
		failed = done.length < workflow.nodes.length || done.some(({ ok }) => !ok);
		say();
		say(table(done));
		say(`\n${failed ? 'This act failed.' : act.end}`);
		if (failed) break;
	}
	report(steps, sandbox.requests, (Date.now() - started) / 1_000, failed);
	await sandbox.close();
	process.exit(failed ? 1 : 0);
}

/** Runs one workflow and tells each step as it happens. */
async function play(engine: Engine, workflow: WorkflowJson, act: string): Promise<Step[]> {
	const total = workflow.nodes.length;
	const times = new Map<string, number>();
	let count = 0;
	let begun = 0;
	const heartbeat = setInterval(() => {
		const waited = Math.round((Date.now() - begun) / 1_000);
		if (waited >= 5) say(`        waiting for the approval, ${waited} s so far`);
	}, 5_000);
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
	return workflow.nodes
		.filter(({ name }) => times.has(name))
		.map(({ name }) => ({
			act,
			node: name,
			...describe(run, name),
			seconds: times.get(name) ?? 0,
		}));
}

function report(
	steps: Step[],
	requests: RecordedRequest[],
	seconds: number,
	failed: boolean,
): void {
	const calls = requests
		.filter(({ api }) => api === 'iqm' || api === 'applovin')
		.map(({ method, path: called, status }) => ({ method, path: called, status }));
	if (asJson) {
		const result = { ok: !failed, seconds, steps, requests: calls };
		process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
		return;
	}
	say(`\n${calls.length} requests reached the APIs:`);
	for (const { method, path: called, status } of calls) say(`  ${status} ${method} ${called}`);
	say(`\n${failed ? 'The demo failed' : 'All steps succeeded'} after ${seconds.toFixed(0)} s.`);
	say('\nThe same on a real account:');
	say('  1. Install n8n-nodes-iqm-applovin in n8n (Settings > Community Nodes).');
	say('  2. Import examples/iqm-launch.json or examples/applovin-rotate.json (menu of a new');
	say('     workflow > Import from File).');
	say('  3. Create the credential "IQM API" or "AppLovin API" and choose it in each node.');
	say('  4. Replace the nodes "Fetch …" by nodes that have your own files.');
	say('  5. Check budgets, bids and dates: they are real money then. Press "Execute workflow".');
}

main().catch((error: unknown) => {
	process.stderr.write(
		`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
	);
	process.exit(1);
});
