import type { INode } from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { SandboxClient } from '../../../sandbox/client';
import { iqmData, readExample } from '../support/accounts';
import { itemsOf, N8nApi, type Execution } from '../support/api';
import { ensureN8n } from '../support/cache';
import { packOwnPackage } from '../support/ownPackage';
import { line } from '../support/runningServers';
import { N8nServer } from '../support/server';

/**
 * The trigger as a server runs it: polls each minute, n8n's own database as its memory, a shutdown
 * and a crash in between. On a server of its own, since it is ended twice.
 */
const LIST = '/api/v3/cmp/basic/list';
const STEPS = ['Campaign Is Approved', 'Raise Daily Budget', 'Get Campaign'];

/** Longest time until a poll is due, its execution has ended and both are stored. */
const POLL_MS = 120_000;

let sandbox: Sandbox;
let client: SandboxClient;
let server: N8nServer;
let api: N8nApi;
let workflowId: string;

beforeAll(async () => {
	const installation = await ensureN8n(line());
	const { version, programs } = await packOwnPackage();
	sandbox = await startSandbox({ iqm: { requestsPerMinute: 1_000, readyAfterMs: 1_000_000_000 } });
	client = new SandboxClient(sandbox);
	await client.login();
	server = await N8nServer.create(installation, { programs });
	await server.start();
	api = await N8nApi.connect(server.url);
	await api.installOwnPackage(version);
});

afterAll(async () => {
	await server?.dispose();
	await sandbox?.close();
});

/** A campaign that waits for its approval. */
async function makeCampaign(campaignName: string): Promise<number> {
	const creativeId = await client.makeImage();
	sandbox.iqm.decide('creative', creativeId, 'running');
	const ioId = await client.makeOrder();
	return await client.makeCampaign({ campaignName, ioId, creativeIds: String(creativeId) });
}

const polls = (): number => sandbox.requests.filter(({ path }) => path === LIST).length;

/** Waits until `done`, which must come with the next poll. */
async function within(what: string, done: () => boolean | Promise<boolean>): Promise<void> {
	const deadline = Date.now() + POLL_MS;
	while (!(await done())) {
		if (Date.now() > deadline) throw new Error(`${what}: not within ${POLL_MS / 1_000} s`);
		await sleep(1_000);
	}
}

/** The executions so far, oldest first, once there are so many and all have ended. */
async function executions(count: number): Promise<Execution[]> {
	await within(`execution ${count}`, async () => {
		return (await api.executions(workflowId)).length >= count;
	});
	const listed = await api.executions(workflowId);
	expect(listed).toHaveLength(count);
	return await Promise.all(listed.map(async ({ id }) => await api.finished(id)));
}

/** Waits for one more poll that finds nothing to tell. */
async function quietPoll(): Promise<void> {
	const before = polls();
	await within('a poll', () => polls() > before);
	// Its execution, if there were one, would begin at once.
	await sleep(3_000);
}

const eventsOf = (execution: Execution) => itemsOf(execution, STEPS[0]).map(({ json }) => json);

it('reports each approval once: by polls, and after a shutdown and a crash', async () => {
	const first = await makeCampaign('Spring banner');
	const second = await makeCampaign('Spring video');
	const iqmApi = await api.createCredential('iqmApi', 'IQM', iqmData(sandbox));
	const example = readExample('iqm-run.json', sandbox, { iqmApi });
	const nodes: INode[] = example.nodes.filter(({ name }) => STEPS.includes(name));
	nodes[0].parameters.pollTimes = { item: [{ mode: 'everyMinute' }] };
	const connections = Object.fromEntries(
		Object.entries(example.connections).filter(([from]) => STEPS.includes(from)),
	);
	workflowId = await api.activate({ ...example, nodes, connections });
	// n8n 2.x activates after it has answered.
	await within('the poll at the activation', () => polls() > 0);

	sandbox.iqm.decide('campaign', first, 'running');
	const [raised] = await executions(1);
	expect(raised).toMatchObject({ status: 'success', mode: 'trigger' });
	expect(eventsOf(raised)).toEqual([
		expect.objectContaining({
			event: 'Campaign Approved',
			campaignId: first,
			campaignName: 'Spring banner',
			status: 'Running',
			previousStatus: 'Pending',
		}),
	]);
	expect(itemsOf(raised, STEPS[2]).map(({ json }) => json)).toMatchObject([
		{ campaignId: first, status: 'Running', budgetDay: 75 },
	]);
	await quietPoll();

	await server.stop();
	sandbox.iqm.decide('campaign', second, 'running');
	await server.start();
	const [, afterShutdown] = await executions(2);
	expect(eventsOf(afterShutdown)).toMatchObject([
		{ campaignId: second, status: 'Running', previousStatus: 'Pending' },
	]);

	server.kill();
	await server.stop();
	const beforeStart = polls();
	await server.start();
	await within('the poll at the start', () => polls() > beforeStart);
	await quietPoll();
	expect(await executions(2)).toHaveLength(2);
	const password = sandbox.options.iqm.password;
	expect(server.log).not.toContain(password);
});

it('shows an example in the editor', async () => {
	const execution = await api.finished(await api.startWorkflow(workflowId));
	expect(execution.data.resultData.error).toBeUndefined();
	expect(execution).toMatchObject({ status: 'success', mode: 'manual' });
	expect(eventsOf(execution)).toHaveLength(2);
});
