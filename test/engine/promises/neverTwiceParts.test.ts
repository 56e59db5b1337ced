import type { IDataObject, INodeParameters, INodeType, IRun, IRunExecutionData } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { clock } from '../../../nodes/common/ground/clock';
import { IqmReport } from '../../../nodes/Iqm/IqmReport/IqmReport.node';
import { sampleContent } from '../../../sandbox';
import { putPresent } from '../../../sandbox/iqm/contracts/present';
import { ID, SET } from '../../support/appLovinForms';
import { appLovinServer } from '../../support/appLovinServer';
import { forRetry } from '../../support/forRetry';
import { freshSandbox } from '../../support/freshSandbox';
import type { NodeRun, NodeRunOptions } from '../../support/harness';
import { fileItem, requestsTo, runNode, sandboxCredential } from '../../support/harness';

/**
 * What an operation has made before it waits, reads or sends more is recorded at once: whatever ends
 * it there, the next run goes on with it and makes nothing again.
 */

const server = appLovinServer();
const sandbox = freshSandbox({
	iqm: { approvalAccess: false, readyAfterMs: 60_000 },
	now: () => clock.now(),
});
beforeEach(() => putPresent(sandbox.iqm));

type Run = (options?: NodeRunOptions) => Promise<NodeRun>;

const WAIT = { waitForStatus: true, longestWaitMinutes: 5, checkIntervalSeconds: 15 };
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const BANNER = sampleContent('/samples/banner.png') as Buffer;
const TOO_MANY = { status: 429, body: { message: 'slow down' } };

const details = ({ error }: NodeRun) => error?.context?.details as IDataObject | undefined;

const onReport =
	(parameters: IDataObject): Run =>
	async (options = {}) =>
		await runNode(sandbox, new IqmReport(), parameters, {
			credential: sandboxCredential(sandbox, { allowMoneyOperations: true }),
			...options,
		});

const onServer =
	(node: () => INodeType, parameters: IDataObject): Run =>
	async (options = {}) =>
		await server.run(node(), parameters, options);

/** Cancels an execution in its first pause; what n8n stores of it is returned once all has ended. */
async function cancelledInPause(run: Run): Promise<IRunExecutionData> {
	const { sleep } = clock;
	let cancel = (): void => {};
	let stored: IRunExecutionData | undefined;
	let hasPaused = false;
	clock.sleep = async (ms) => {
		hasPaused = true;
		cancel();
		await sleep(ms);
	};
	await run({
		onStart: (execution, data) => {
			cancel = () => execution.cancel();
			stored = data;
		},
	}).catch(() => undefined);
	for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
	clock.sleep = sleep;
	expect(hasPaused).toBe(true);
	return stored as IRunExecutionData;
}

/** "Retry execution" of what was cancelled. */
async function cancelledAndRetried(run: Run): Promise<NodeRun> {
	const data = await cancelledInPause(run);
	return await run({ previous: forRetry({ data } as IRun) });
}

const retried = async (run: Run, first: NodeRun) =>
	await run({ previous: forRetry(first.run), engine: first.engine });

const GENERATE = {
	resource: 'voterLevelDataReport',
	operation: 'generate',
	reportOf: 'campaign',
	campaignId: { __rl: true, mode: 'id', value: '451351' },
	vldStartDate: '2025-08-20T04:00:00Z',
	vldEndDate: '2025-08-27T03:59:59Z',
	highestCost: '1000',
};

describe('IQM Report, Audience Insight: Create', () => {
	const FORM = { resource: 'audienceInsight', operation: 'create', sourceIds: 567895, ...WAIT };
	const create = onReport(FORM);
	const adds = () => requestsTo(sandbox, '/api/v3/ins/insights/add');
	const ready = { insightId: 1003, status: 'Ready', audienceId: 567895 };

	it('waits on for the insight whose wait was cancelled', async () => {
		const { error, items } = await cancelledAndRetried(create);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject(ready);
		expect(adds()).toHaveLength(1);
	});

	it('returns the raw answer of the first run', async () => {
		const run = onReport({ ...FORM, options: { rawResponse: true } });
		const { items } = await cancelledAndRetried(run);
		expect(items[0].json).toMatchObject({ data: { insightsData: [{ id: 1003 }] } });
	});

	it('names the insight after the longest wait, and waits on in the next run', async () => {
		const run = onReport({ ...FORM, longestWaitMinutes: 0.5 });
		const first = await run();
		expect(first.error?.message).toContain('still processing');
		expect(details(first)).toEqual({ created: ['insightId 1003'] });
		const second = await retried(run, first);
		expect(second.items[0]?.json).toMatchObject(ready);
		expect(adds()).toHaveLength(1);
	});

	it("waits on by n8n's Retry On Fail", async () => {
		const { items } = await onReport({ ...FORM, longestWaitMinutes: 0.5 })({ node: RETRY });
		expect(items[0]?.json).toMatchObject(ready);
		expect(adds()).toHaveLength(1);
	});

	it('names the insight when a look fails, and looks again in the next run', async () => {
		const create = onReport({ ...FORM, ifItExists: 'create' });
		sandbox.addFault({ path: /insights\/list$/, kind: 'successFalse', message: 'planted', times: 1 });
		const first = await create();
		expect(first.error?.message).toBe('planted');
		expect(details(first)).toEqual({ created: ['insightId 1003'] });
		const second = await retried(create, first);
		expect(second.items[0]?.json).toMatchObject(ready);
		expect(adds()).toHaveLength(1);
	});

	it('forgets what it recorded of a part once the whole is recorded', async () => {
		const data = await cancelledInPause(create);
		const context = () => Object.values(data.executionData?.contextData ?? {})[0];
		expect(Object.keys(context().parts as IDataObject)).toEqual(['0:0']);
		const { run } = await create({ previous: forRetry({ data } as IRun) });
		expect(Object.values(run.data.executionData?.contextData ?? {})[0].parts).toEqual({});
	});

	it('does not take it for what another operation makes, to which the workflow was changed', async () => {
		const data = forRetry({ data: await cancelledInPause(create) } as IRun);
		for (const { node } of data.executionData?.nodeExecutionStack ?? []) {
			node.parameters = GENERATE as INodeParameters;
		}
		const { items } = await onReport(GENERATE)({ previous: data });
		expect(items[0]?.json).toMatchObject({ generated: true });
		expect(sandbox.iqm.insight.generations).toHaveLength(1);
	});
});

describe('IQM Report, Voter Level Data Report: Generate', () => {
	it('is charged once, and its ID is looked for again', async () => {
		sandbox.addFault({ path: /vld-reports$/, method: 'GET', kind: 'rateLimit', times: 1 });
		const { error, items } = await cancelledAndRetried(onReport(GENERATE));
		expect(error).toBeUndefined();
		const [{ vldId }] = sandbox.iqm.insight.generations;
		expect(items[0].json).toMatchObject({ vldId, generated: true, alreadyExisted: false });
		expect(sandbox.iqm.insight.generations).toHaveLength(1);
	});
});

describe('AppLovin Creative Set, assets', () => {
	const FORM = { resource: 'asset', ifItExists: 'create', campaign_id: ID, creative_set_id: SET };
	const ADD = { ...FORM, operation: 'add', type: 'TXT_TITLE', asset: 'New', ...WAIT };
	const node = () => new AppLovinCreativeSet();
	const title = (status: string) => ({ type: 'TXT_TITLE', asset: 'New', status });
	const NONE: IDataObject[] = [];

	/** Lets the server list these assets: before the request, in its answer, at each look. */
	function listing(...lists: IDataObject[][]): void {
		server.answer = ({ method }) => {
			const assets = lists[Math.min(server.asked.length, lists.length) - 1];
			return { body: method === 'POST' ? assets : [{ id: SET, assets }] };
		};
	}

	it('waits on for the asset whose wait was cancelled', async () => {
		listing(NONE, [title('processing')], [title('processing')], [title('ready')]);
		const { error, items } = await cancelledAndRetried(onServer(node, ADD));
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject(title('Ready'));
		expect(server.writes).toHaveLength(1);
		expect(server.asked).toHaveLength(4);
	});

	it('names the asset after the longest wait, and waits on in the next run', async () => {
		const run = onServer(node, { ...ADD, longestWaitMinutes: 0.25 });
		listing(NONE, [title('processing')], [title('processing')], [title('processing')], [title('ready')]);
		const first = await run();
		expect(first.error?.message).toContain('is still processing');
		expect(details(first)).toEqual({ created: ['TXT_TITLE'] });
		const second = await retried(run, first);
		expect(second.items[0]?.json).toMatchObject(title('Ready'));
		expect(server.writes).toHaveLength(1);
	});

	it('tells the new asset from the old one in the next run too', async () => {
		const old = { type: 'TXT_TITLE', asset: 'Old', status: 'ready' };
		listing([old], [old], [old], [old], [title('ready')]);
		const { items } = await cancelledAndRetried(onServer(node, ADD));
		expect(items[0]?.json).toMatchObject(title('Ready'));
		expect(server.asked).toHaveLength(5);
	});

	it('sends only the files that were not sent yet', async () => {
		const files = { ...fileItem('a.png', 'image/png', BANNER).binary };
		const { b } = fileItem('b.png', 'image/png', BANNER, 'b').binary ?? {};
		const run: Run = async (options = {}) =>
			await server.run(
				node(),
				{ ...FORM, operation: 'upload', binaryPropertyName: 'data,b' },
				{ items: [{ json: {}, binary: { ...files, b } }], ...options },
			);
		const assets = [
			{ type: 'IMG_MREC', asset: 'https://r.example/a.png', status: 'ready' },
			{ type: 'IMG_LEADER', asset: 'https://r.example/b.png', status: 'ready' },
		];
		server.answer = () =>
			server.writes.length === 2 ? TOO_MANY : { body: assets.slice(0, server.writes.length) };
		const { error, items } = await cancelledAndRetried(run);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.originalFileName)).toEqual(['a.png', 'b.png']);
		const sent = server.writes.map(({ body }) => /filename="(\w)\.png"/.exec(String(body))?.[1]);
		expect(sent).toEqual(['a', 'b', 'b']);
	});

	it('removes an asset once', async () => {
		const looks = [TOO_MANY, { body: [{ id: SET, assets: NONE }] }];
		server.answer = ({ method }) =>
			method === 'POST' ? { body: {} } : (looks.shift() ?? { status: 500 });
		const run = onServer(node, { ...FORM, operation: 'delete', type: 'TXT_TITLE' });
		const { error, items } = await cancelledAndRetried(run);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ deleted: true });
		expect(server.writes).toHaveLength(1);
	});
});

describe('AppLovin Campaign: Create', () => {
	const FORM = {
		resource: 'campaign',
		operation: 'create',
		name: 'My app US',
		platform: 'android',
		package_name: 'com.example.app',
		bid_type: 'CPI',
		tracking_method: 'ADJUST',
	};

	it.each(['create', 'return'])(
		'is created once and paused after all, if what already exists is to be: %s',
		async (ifItExists) => {
			let looks = 0;
			server.answer = ({ method, path }) => {
				if (path.endsWith('/campaigns')) {
					return { body: server.writes.length === 0 ? [] : [{ campaign_id: ID, name: FORM.name }] };
				}
				if (method === 'POST') return { body: { campaign_id: ID } };
				looks += 1;
				if (looks === 1) return TOO_MANY;
				return { body: { campaign_id: ID, status: server.writes.length < 2 } };
			};
			const run = onServer(() => new AppLovinCampaign(), { ...FORM, ifItExists });
			const { error, items } = await cancelledAndRetried(run);
			expect(error).toBeUndefined();
			expect(items[0].json).toMatchObject({ campaign_id: ID, pausedAfterCreation: true });
			expect(items[0].json).not.toHaveProperty('alreadyExisted');
			expect(server.writes.map(({ path }) => path.split('/campaign/')[1])).toEqual(['', ID]);
		},
	);
});

describe('AppLovin Campaign, source bids', () => {
	it('are raised once although the execution ends between two requests for them', async () => {
		const bids = Array.from({ length: 1_001 }, (_, index) => ({
			...{ app_id: `a${index}`, country: 'gb', bid_value: 2 },
			bid_override_percentage: 'default',
		}));
		server.targeting = { bid_type: 'CPI', countries: [{ country: 'gb' }] };
		server.answer = ({ method, query, body }) => {
			if (method === 'GET') {
				const offset = Number(query.get('offset'));
				return { body: { source_bids: bids.slice(offset), total_row_count: bids.length } };
			}
			if (server.writes.length === 2) return TOO_MANY;
			for (const { app_id, bid_value } of body as typeof bids) {
				const present = bids.find((bid) => bid.app_id === app_id);
				if (present !== undefined) present.bid_value = bid_value;
			}
			return { body: '' };
		};
		const rows = bids.map(({ app_id, country }) => ({ app_id, country, bid_value: 50 }));
		const raise = onServer(() => new AppLovinCampaign(), {
			...{ resource: 'sourceBid', operation: 'update', campaign_id: ID, changeBy: 'percent', atMost: '9' },
			...{ rowsFrom: 'json', rowsJson: JSON.stringify(rows), options: {} },
		});
		const run = await cancelledAndRetried(raise);
		expect(bids.some(({ bid_value }) => bid_value > 3)).toBe(false);
		expect(details(run)).toEqual({ created: [`source bids 1 to 1000 of campaign_id ${ID}`] });
		expect(run.error?.message).toContain('cancelled');
	});
});
