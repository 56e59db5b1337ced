import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';

import { AppLovinApi } from '../../credentials/AppLovinApi.credentials';
import { IqmApi } from '../../credentials/IqmApi.credentials';
import { clock } from '../../nodes/common/ground/clock';
import type { Sandbox } from '../../sandbox';
import { Engine } from './engine';
import {
	apiRequests,
	appLovinCredential,
	forgetProcessState,
	runNode,
	sandboxCredential,
	testSandbox,
} from './harness';
import { PER_HOUR, PER_MINUTE } from './jobLimits';
import type { Job } from './jobs';
import type { VirtualClock } from './virtualClock';
import { startVirtualClock } from './virtualClock';

const HOUR = 3_600_000;

/** What a job took. */
export interface JobFigures {
	/** Logins not counted. */
	requests: number;
	waitedSeconds: number;
	/** Answers of 429. */
	refused: number;
	/** Items with an error. */
	failed: number;
	/** How many things are as the job wants them. */
	done: number;
}

/** The stand-in with a job's things in it, and the job's items. */
async function staged<T>(
	job: Job,
	use: (stage: { sandbox: Sandbox; items: IDataObject[]; time: VirtualClock }) => Promise<T>,
): Promise<T> {
	forgetProcessState();
	const time = startVirtualClock(clock);
	const sandbox = await testSandbox({ now: time.now });
	try {
		const items = await job.stage(sandbox, () => time.now() + 2 * HOUR);
		// What was sent to set the stage is no longer in the stand-in's windows.
		time.pass(2 * HOUR - 600_000);
		return await use({ sandbox, items, time });
	} finally {
		await sandbox.close();
		time.stop();
		forgetProcessState();
	}
}

/** By its whole name: outside jest, one that ends in ".node" would be that of the JSON file beside it. */
function newNode(name: Job['node']): INodeType {
	const api = name.startsWith('Iqm') ? 'Iqm' : 'AppLovin';
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const module = require(`../../nodes/${api}/${name}/${name}.node.ts`) as Record<string, new () => INodeType>;
	return new module[name]();
}

const toItem = (json: IDataObject): INodeExecutionData => ({ json });

/**
 * Does a job with the package's node on n8n's engine, against the stand-in with its limits, on a clock
 * that jumps over all waiting.
 */
export async function runJob(job: Job): Promise<JobFigures> {
	return await staged(job, async ({ sandbox, items, time }) => {
		const iqm = sandboxCredential(sandbox, { requestsPerMinute: PER_MINUTE });
		const applovin = appLovinCredential(sandbox, { requestsPerHour: PER_HOUR });
		const credential = job.api === 'iqm' ? iqm : applovin;
		const node = newNode(job.node);
		// A stored login, as an account in use has one.
		const { engine } =
			job.api === 'iqm'
				? await runNode(sandbox, newNode('IqmCreative'), { operation: 'getTypes' }, { credential })
				: { engine: undefined };
		const type = `n8n-nodes-iqm-applovin.${node.description.name}`;
		if (engine !== undefined) engine.setup.nodeTypes[type] = node;
		time.pass(600_000);
		sandbox.options.iqm.requestsPerMinute = PER_MINUTE;
		sandbox.options.applovin.requestsPerHour = PER_HOUR;
		sandbox.requests.length = 0;
		const begun = time.now();
		const run = await runNode(sandbox, node, job.parameters, {
			credential,
			engine,
			items: items.map(toItem),
			node: job.settings,
		});
		if (run.error) throw new Error(`${job.name}: ${run.error.message}`);
		const results = run.items.map(({ json }) => json);
		return {
			requests: apiRequests(sandbox).length,
			waitedSeconds: (time.now() - begun) / 1_000,
			refused: sandbox.requests.filter(({ status }) => status === 429).length,
			failed: results.filter(({ error }) => error !== undefined).length,
			done: job.done.count(sandbox, results),
		};
	});
}

const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';

/** More items at once would open as many connections: the node sends all of them in parallel. */
const ITEMS_AT_ONCE = 100;

/**
 * Does a job with n8n's own HTTP Request node, without limits, which that node does not keep.
 *
 * @returns the requests it sent; undefined if they are computed
 */
export async function runJobByHttpRequest(job: Job): Promise<number | undefined> {
	const { http, api } = job;
	if (typeof http === 'number') return undefined;
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const { HttpRequest } = require('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js') as {
		HttpRequest: new () => INodeType;
	};
	return await staged(job, async ({ sandbox, items }) => {
		const type = api === 'iqm' ? new IqmApi() : new AppLovinApi();
		const data: ICredentialDataDecryptedObject =
			api === 'iqm' ? sandboxCredential(sandbox) : appLovinCredential(sandbox);
		const engine = await new Engine({
			nodeTypes: { [HTTP_REQUEST]: new HttpRequest() },
			credentialTypes: { [type.name]: type },
			credentials: { api: data },
		}).start();
		const address = String(data[api === 'iqm' ? 'baseUrl' : 'apiBaseUrl']);
		const input = items.map((item) => toItem(http(item)));
		const results: IDataObject[] = [];
		sandbox.requests.length = 0;
		for (let first = 0; first < input.length; first += ITEMS_AT_ONCE) {
			const run = await engine.run(
				{
					nodes: [
						{
							id: '1',
							name: 'HTTP Request',
							type: HTTP_REQUEST,
							typeVersion: 4.2,
							position: [0, 0],
							parameters: {
								method: http(items[0]).method,
								url: `=${address}{{ $json.path }}`,
								authentication: 'predefinedCredentialType',
								nodeCredentialType: type.name,
								sendBody: true,
								specifyBody: 'json',
								jsonBody: '={{ JSON.stringify($json.body) }}',
								options: {},
							},
							credentials: { [type.name]: { id: 'api', name: type.displayName } },
						},
					],
					connections: {},
				},
				{ input: input.slice(first, first + ITEMS_AT_ONCE) },
			);
			const { error, runData } = run.data.resultData;
			results.push(...(runData['HTTP Request'][0].data?.main[0] ?? []).map(({ json }) => json));
			if (error) throw new Error(`${job.name}: ${error.message}`);
		}
		if (job.done.count(sandbox, results) !== job.done.wanted) throw new Error(`${job.name}: not done`);
		return apiRequests(sandbox).length;
	});
}
