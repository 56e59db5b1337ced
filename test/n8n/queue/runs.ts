import type { INode } from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Sandbox } from '../../../sandbox';
import { iqmData, readExample } from '../support/accounts';
import { UNFINISHED, type ListedExecution, type WorkflowJson } from '../support/api';
import type { QueueCluster } from '../support/queueCluster';

/** What the queue tests run: workflows behind a webhook whose objects name the run that made them. */

/** Every object carries it, so that an object that exists twice is seen. */
const NAME = "=run {{ $('Start').item.json.query.run }}, execution {{ $execution.id }}";
const NAME_PATTERN = /^run (\d+), execution (\d+)$/;

function nodeOf({ nodes }: WorkflowJson, name: string): INode {
	const node = nodes.find((candidate) => candidate.name === name);
	if (!node) throw new Error(`The example has no node '${name}' any more`);
	return node;
}

/**
 * The example that launches a campaign, begun by a webhook that takes the banner, and cut down to
 * the named nodes in this order. The banner reaches the workers through n8n's store of files:
 * the webhook process writes it, a worker reads it.
 *
 * @param steps names of the example's nodes
 */
export async function webhookWorkflow(
	cluster: QueueCluster,
	sandbox: Sandbox,
	path: string,
	steps: string[],
): Promise<string> {
	const iqmApi = await cluster.api.createCredential('iqmApi', path, iqmData(sandbox));
	const example = readExample('iqm-launch.json', sandbox, { iqmApi });
	const start: INode = {
		...nodeOf(example, 'Start'),
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
	};
	const nodes = [start, ...steps.map((name) => nodeOf(example, name))];
	for (const { name, parameters } of nodes) {
		// Every run has names of its own, and each request counts against the rate limit.
		if (/^(Create|Upload) /.test(name)) parameters.ifItExists = 'create';
		if (name === 'Create Insertion Order') parameters.ioName = NAME;
		if (name === 'Upload Creative') parameters.creativeName = NAME;
		if (name === 'Upload Matched Audience') parameters.audienceName = NAME;
		if (name === 'Create Campaign') parameters.campaignName = NAME;
	}
	const links = nodes
		.slice(1)
		.map(({ name }, index) => [
			nodes[index].name,
			{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
		]);
	return await cluster.api.activate({
		name: path,
		nodes,
		connections: Object.fromEntries(links) as WorkflowJson['connections'],
		settings: { executionOrder: 'v1' },
	});
}

/** The whole launch; the banner is uploaded first, because later nodes hand no files on. */
export const LAUNCH = [
	'Upload Creative',
	'Create Insertion Order',
	'Fetch Audience File',
	'Upload Matched Audience',
	'Wait for Creative',
	'Wait for Audience',
	'Create Campaign',
	'Get Campaign',
];

/** n8n may answer the activation before its webhook process knows the webhook: 404 until then. */
async function post(url: string, body: FormData): Promise<void> {
	const deadline = Date.now() + 60_000;
	for (;;) {
		const response = await fetch(url, { method: 'POST', body });
		if (response.ok) return;
		if (response.status !== 404 || Date.now() > deadline) {
			throw new Error(`Webhook: ${response.status} ${await response.text()}`);
		}
		await sleep(500);
	}
}

/** Calls the webhook once for each run, ten at a time, with the banner as its file. */
export async function callWebhook(
	{ webhook }: QueueCluster,
	sandbox: Sandbox,
	path: string,
	runs: number,
): Promise<void> {
	const banner = await (await fetch(`${sandbox.url}/samples/banner.png`)).blob();
	const open = Array.from({ length: runs }, (_, index) => index + 1);
	const call = async (): Promise<void> => {
		for (let run = open.shift(); run !== undefined; run = open.shift()) {
			const body = new FormData();
			body.append('data', banner, 'banner.png');
			await post(`${webhook.url}/webhook/${path}?run=${run}`, body);
		}
	};
	await Promise.all(Array.from({ length: 10 }, call));
}

/** Waits until `done` says yes of the workflow's executions; returns them, done or not. */
export async function waitFor(
	cluster: QueueCluster,
	workflowId: string,
	timeoutMs: number,
	done: (executions: ListedExecution[]) => boolean,
): Promise<ListedExecution[]> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const executions = await cluster.api.executions(workflowId);
		if (done(executions) || Date.now() > deadline) return executions;
		await sleep(2_000);
	}
}

/** Waits until none of so many executions is under way any more. */
export async function waitForEnd(
	cluster: QueueCluster,
	workflowId: string,
	runs: number,
	timeoutMs: number,
): Promise<ListedExecution[]> {
	return await waitFor(
		cluster,
		workflowId,
		timeoutMs,
		(all) => all.length >= runs && all.every(({ status }) => !UNFINISHED.has(status)),
	);
}

export function countByStatus(executions: ListedExecution[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { status } of executions) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}

/** The names of all objects in the sandbox, by kind. */
export function createdNames({ iqm }: Sandbox): Record<string, string[]> {
	const { insertionOrders, creatives, audiences, campaigns } = iqm;
	return {
		orders: [...insertionOrders.values()].map(({ request }) => String(request.ioName)),
		creatives: [...creatives.values()].map(({ creativeName }) => creativeName),
		audiences: [...audiences.values()].map(({ audienceName }) => audienceName),
		campaigns: [...campaigns.values()].map(({ request }) => String(request.campaignName)),
	};
}

/** Runs that have made an object of one kind more than once; empty is how it should be. */
export function duplicates(sandbox: Sandbox): string[] {
	return Object.entries(createdNames(sandbox)).flatMap(([kind, names]) => {
		const runs = names.map((name) => NAME_PATTERN.exec(name)?.[1] ?? name);
		return runs.filter((run, at) => runs.indexOf(run) < at).map((run) => `${kind} of run ${run}`);
	});
}

/** The ids of the executions that made the objects of one kind, once for each object. */
export function makers(names: string[]): string[] {
	return names.map((name) => NAME_PATTERN.exec(name)?.[2] ?? name);
}

/** Executions that workers have begun, once for each beginning, from the workers' own logs. */
export function begun(logs: string[]): string[] {
	return logs.flatMap((log) =>
		[...log.matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id),
	);
}

/**
 * Lets every execution create an insertion order whose answer is late, and kills a worker when all
 * orders exist: what it was working on has been created, and nobody has noted it.
 *
 * @returns the workflow's id and how many of its executions the killed worker had begun
 */
export async function killWhileCreating(
	cluster: QueueCluster,
	sandbox: Sandbox,
	path: string,
	runs: number,
): Promise<{ workflow: string; lost: number }> {
	const workflow = await webhookWorkflow(cluster, sandbox, path, ['Create Insertion Order']);
	// Every order has to be under way when the worker dies: none may wait for a second login.
	sandbox.options.iqm.singleToken = false;
	sandbox.addFault({ path: /\/io\/add$/, kind: 'slowAfter', delayMs: 20_000, times: runs });
	await callWebhook(cluster, sandbox, path, runs);
	const deadline = Date.now() + 120_000;
	while (sandbox.iqm.insertionOrders.size < runs && Date.now() < deadline) await sleep(100);
	const own = (await cluster.api.executions(workflow)).map(({ id }) => id);
	const { log } = cluster.killWorker();
	return { workflow, lost: begun([log]).filter((id) => own.includes(id)).length };
}
