import '../test/support/quiet';
import 'reflect-metadata';

import type { INodeExecutionData, INodeType } from 'n8n-workflow';
import { PackageDirectoryLoader } from 'n8n-core';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { RecordedRequest, Sandbox } from '../sandbox';
import { startSandbox } from '../sandbox';
import { seedSources } from '../sandbox/applovin-report/seed';
import { AppLovinClient } from '../sandbox/applovin/client';
import { readExample, stepsOf } from '../test/n8n/support/accounts';
import type { RunOptions, WorkflowJson } from '../test/support/engine';
import { Engine } from '../test/support/engine';
import { PolledWorkflow } from '../test/support/polls';
import type { Step } from './demoSteps';
import { describe, reportTable, rowsOf, table } from './demoSteps';

/**
 * Launches a campaign on IQM, runs and reports it, and rotates creatives on AppLovin: the example
 * workflows on n8n's engine (n8n-core), with n8n's own Manual Trigger, Schedule Trigger, HTTP Request
 * and Edit Fields nodes and the built package, against the embedded sandbox.
 */
const ROOT = path.resolve(__dirname, '..');

/** How long creative, audience, campaign and assets wait for their approval in the sandbox. */
const APPROVAL_MS = 8_000;

const LAUNCH = 'iqm-launch.json';
const RUN = 'iqm-run.json';
const BIDS = 'applovin-source-bids.json';
const ROTATE = 'applovin-rotate.json';

/** The node of {@link RUN} that ends it: a row for each campaign. */
const REPORT = 'Report';

const PACKAGE = 'n8n-nodes-iqm-applovin';

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
	nodes['n8n-nodes-base.scheduleTrigger'] = own('Schedule/ScheduleTrigger', 'ScheduleTrigger');
	nodes['n8n-nodes-base.filter'] = own('Filter/Filter', 'Filter');
	nodes['n8n-nodes-base.set'] = own('Set/Set', 'Set');
	nodes['n8n-nodes-base.httpRequest'] = own('HttpRequest/HttpRequest', 'HttpRequest');
	return { nodes, loader };
}

/** The real engine with the package's own credentials and nodes, all set up for this sandbox. */
async function engineFor(sandbox: Sandbox): Promise<Engine> {
	const { nodes, loader } = await nodeTypes();
	const { iqm, applovin, applovinReport } = sandbox.options;
	return await new Engine({
		nodeTypes: nodes,
		credentialTypes: {
			iqmApi: loader.credentialTypes.iqmApi.type,
			appLovinApi: loader.credentialTypes.appLovinApi.type,
			appLovinReportApi: loader.credentialTypes.appLovinReportApi.type,
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
			'applovin-report': { apiKey: applovinReport.reportKey, baseUrl: sandbox.url },
		},
	}).start();
}

/** An example without its notes, with the credentials that {@link engineFor} stores. */
function exampleFor(sandbox: Sandbox, file: string): WorkflowJson {
	const example = readExample(file, sandbox, {});
	const steps = stepsOf(example);
	return { ...example, nodes: example.nodes.filter(({ name }) => steps.includes(name)) };
}

/** The example's trigger as n8n polls it: there every few minutes, here when the demo says so. */
function pollerOf({ nodes }: WorkflowJson, engine: Engine): PolledWorkflow {
	const { type, parameters, credentials } = nodes[0];
	const { nodeTypes: known, credentials: stored } = engine.setup;
	const settings = { credentials };
	return new PolledWorkflow(known[type], parameters, stored.iqm, 'onEmission', settings, engine);
}

async function polled(poller: PolledWorkflow): Promise<INodeExecutionData[]> {
	const { items, error } = await poller.poll();
	if (error === undefined) return items ?? [];
	say(error.message);
	throw error;
}

/**
 * Plays the ad server, which counts what the campaigns brought: the sandbox shows no ads. A campaign
 * of somebody else is among the rows, so that a report of too much would be noticed.
 *
 * @returns ids of the launched campaigns
 */
function serveAds({ iqm }: Sandbox): number[] {
	const launched = [...iqm.campaigns.values()];
	const row = { impressions: 18_400, clicks: 57, CTR: 0.31, spent: 46.25 };
	iqm.figures.performanceRows.campaign = [
		{ campaignId: 4711, campaignName: 'Autumn banner', ...row },
		...launched.map(({ id, request }) => ({
			...{ campaignId: id, campaignName: request.campaignName, ...row },
		})),
	];
	return launched.map(({ id }) => id);
}

/**
 * Plays the weeks before the demo: a campaign runs on AppLovin, and its sources have cost and brought
 * something on each day.
 */
async function servePastWeeks(sandbox: Sandbox): Promise<void> {
	const client = new AppLovinClient(sandbox);
	await client.login();
	await client.makeCampaign({ name: 'Winter install' });
	sandbox.applovinReport.rows = seedSources(sandbox.applovin, Date.now(), 20);
	sandbox.requests.splice(-2);
}

async function main(): Promise<void> {
	const started = Date.now();
	const sandbox = await startSandbox({
		iqm: { readyAfterMs: APPROVAL_MS },
		applovin: { assetReadyAfterMs: APPROVAL_MS },
	});
	say('The real nodes on the real n8n engine, against a stand-in for the APIs of IQM and AppLovin');
	say(`at ${sandbox.url} (IQM: 20 requests a minute; approvals take ${APPROVAL_MS / 1_000} s).`);
	const engine = await engineFor(sandbox);
	const steps: Step[] = [];

	/** Reports the result of a part of an act. */
	const close = (done: Step[], nodes: number, end: string, holds = true): boolean => {
		steps.push(...done);
		const ok = holds && done.length === nodes && done.every((step) => step.ok);
		say();
		say(table(done));
		say(`\n${ok ? end : 'This act failed.'}`);
		return ok;
	};

	const launch = exampleFor(sandbox, LAUNCH);
	const run = exampleFor(sandbox, RUN);
	const bids = exampleFor(sandbox, BIDS);
	const rotate = exampleFor(sandbox, ROTATE);
	const evening = run.nodes.find(({ type }) => type.endsWith('.scheduleTrigger'));
	const poller = pollerOf(run, engine);

	const ok = await (async () => {
		say(`\nAct 1: launch a campaign on IQM (examples/${LAUNCH})\n`);
		// As n8n does when the workflow of act 2 is activated: the trigger notes what exists.
		await poller.activate();
		const launched = await play(engine, launch, LAUNCH, {
			afterNode: async (name) => {
				if (name === 'Create Campaign') await polled(poller);
			},
		});
		if (!close(launched, launch.nodes.length, 'The campaign runs.')) return false;

		say(`\nAct 2: run it (examples/${RUN})\n`);
		const events = await polled(poller);
		say(`The trigger looks and finds ${events.length} change${events.length === 1 ? '' : 's'}.`);
		const raised = await play(engine, run, RUN, { mode: 'trigger', input: events });
		const served = serveAds(sandbox);
		say('It is Friday evening. As no ads are shown here, the demo makes up what an ad server counts.');
		const paused = await play(engine, run, RUN, { mode: 'trigger', startNode: evening?.name });
		const { rows = [] } = paused.find(({ node }) => node === REPORT) ?? {};
		const isWhole = rows.map(({ campaignId }) => campaignId).join() === served.join();
		const end = 'The budget was raised when IQM had approved the campaign; now it is paused.';
		if (!close([...raised, ...paused], run.nodes.length, end, isWhole)) return false;
		say(`\nThe report of what was launched:\n\n${reportTable(rows)}`);

		say('\nAct 3: a report of sources, worse ones cheaper and the worst off on AppLovin');
		say(`(examples/${BIDS})\n`);
		await servePastWeeks(sandbox);
		const lowered = await play(engine, bids, BIDS, { mode: 'trigger' });
		const saving = 'The worst source is off, bids in poor ones are 20 % lower.';
		if (!close(lowered, bids.nodes.length, saving)) return false;

		say('\nThen: new creatives, a budget moved and a source switched off');
		say(`(examples/${ROTATE})\n`);
		const rotated = await play(engine, rotate, ROTATE);
		return close(rotated, rotate.nodes.length, 'The new ads are there, the budget has moved.');
	})();
	report(steps, sandbox.requests, (Date.now() - started) / 1_000, !ok);
	await sandbox.close();
	process.exit(ok ? 0 : 1);
}

interface PlayOptions extends Pick<RunOptions, 'mode' | 'input' | 'startNode'> {
	/** Awaited before the next node. */
	afterNode?: (name: string) => Promise<void>;
}

/** Runs one workflow and reports each step as it happens. */
async function play(
	engine: Engine,
	workflow: WorkflowJson,
	act: string,
	{ afterNode, ...options }: PlayOptions = {},
): Promise<Step[]> {
	const times = new Map<string, number>();
	let begun = 0;
	const heartbeat = setInterval(() => {
		const waited = Math.round((Date.now() - begun) / 1_000);
		if (waited >= 5) say(`        waiting for the approval, ${waited} s so far`);
	}, 5_000);
	const run = await engine.run(workflow, {
		startNode: workflow.nodes[0].name,
		...options,
		onNodeStart: (name) => {
			begun = Date.now();
			const at = workflow.nodes.findIndex((node) => node.name === name) + 1;
			say(`[${String(at).padStart(2)}/${workflow.nodes.length}] ${name} …`);
		},
		onNodeEnd: async (name, { error }) => {
			times.set(name, (Date.now() - begun) / 1_000);
			say(`        ${error ? 'failed' : 'ok'} after ${times.get(name)?.toFixed(1)} s`);
			await afterNode?.(name);
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
			...(name === REPORT ? { rows: rowsOf(run, name) } : {}),
		}));
}

function report(
	steps: Step[],
	requests: RecordedRequest[],
	seconds: number,
	failed: boolean,
): void {
	const calls = requests
		.filter(({ api }) => api === 'iqm' || api.startsWith('applovin'))
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
	say('  2. Import the workflows of examples/ (menu of a new workflow > Import from File).');
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
