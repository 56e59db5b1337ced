import type { INodeParameters } from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';

import { startSandbox, type Sandbox } from '../../../sandbox';
import { putPresent } from '../../../sandbox/iqm/contracts/present';
import { addAsset, addCampaign, addCreativeSet } from '../../../sandbox/applovin-axon/seed';
import { daysAgo, figuresOf, seedSources } from '../../../sandbox/applovin-report/seed';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import {
	appLovinAxonData,
	appLovinData,
	appLovinReportData,
	iqmData,
	readExample,
	stepsOf,
} from '../support/accounts';
import { itemsOf, UNFINISHED, type Execution, type N8nApi, type WorkflowJson } from '../support/api';
import { connect } from '../support/runningServers';

let api: N8nApi;
let sandbox: Sandbox;

beforeAll(async () => {
	api = await connect();
});

beforeEach(async () => {
	sandbox = await startSandbox({
		// Approved at once, because a node that waits looks again only after 15 seconds.
		iqm: { readyAfterMs: 0, requestsPerMinute: 1_000 },
		applovin: { assetReadyAfterMs: 0 },
	});
});

afterEach(async () => {
	await sandbox.close();
});

/** An example, or only the named nodes of it, with credentials of its own. */
async function exampleOf(file: string, only?: string[]): Promise<WorkflowJson> {
	const iqmApi = await api.createCredential('iqmApi', file, iqmData(sandbox));
	const appLovinApi = await api.createCredential('appLovinApi', file, appLovinData(sandbox));
	const accounts = {
		...{ iqmApi, appLovinApi },
		appLovinReportApi: await api.createCredential('appLovinReportApi', file, appLovinReportData(sandbox)),
		appLovinAxonApi: await api.createCredential('appLovinAxonApi', file, appLovinAxonData(sandbox)),
	};
	const example = readExample(file, sandbox, accounts);
	const isPlayed = (name: string) => only === undefined || only.includes(name);
	return {
		...example,
		nodes: example.nodes.filter(({ name }) => isPlayed(name)),
		connections: Object.fromEntries(
			Object.entries(example.connections)
				.filter(([from]) => isPlayed(from))
				.map(([from, { main }]) => [
					from,
					{ main: main.map((targets) => (targets ?? []).filter(({ node }) => isPlayed(node))) },
				]),
		),
	};
}

/** Expects every one of these nodes to have run once and succeeded, in this order, and nothing else. */
function expectPlayed(execution: Execution, nodes: string[]): void {
	expect(execution.data.resultData.error).toBeUndefined();
	expect(execution.status).toBe('success');
	const { runData } = execution.data.resultData;
	expect(Object.keys(runData)).toEqual(nodes);
	for (const runs of Object.values(runData)) {
		expect(runs.map(({ executionStatus }) => executionStatus)).toEqual(['success']);
	}
}

/** The execution once it has ended; on a busy machine n8n can say so a moment before it shows the node. */
async function finishedAfter(id: string, node: string): Promise<Execution> {
	for (let tries = 1; ; tries++) {
		const execution = await api.finished(id);
		if (node in execution.data.resultData.runData || tries === 10) return execution;
		await sleep(500);
	}
}

/** Runs an example, or only the named nodes of it, and expects every node to run once and succeed. */
async function play(file: string, only?: string[]): Promise<Execution> {
	const workflow = await exampleOf(file, only);
	const execution = await api.run(workflow);
	expectPlayed(execution, stepsOf(workflow));
	return execution;
}

/** What reached the sandbox, in order; every request must have been answered with success. */
function sent(): string[] {
	return sandbox.requests.map(({ method, path, status }) => {
		expect([200, 201]).toContain(status);
		return `${method} ${path}`;
	});
}

it('launches the campaign of iqm-launch.json, and makes nothing twice', async () => {
	const execution = await play('iqm-launch.json');
	const result = (node: string) => itemsOf(execution, node).map(({ json }) => json);

	const { insertionOrders, creatives, audiences, campaigns } = sandbox.iqm;
	expect(result('Create Insertion Order').map(({ ioId }) => ioId)).toEqual([
		...insertionOrders.keys(),
	]);
	expect(result('Upload Creative').map(({ creativeId }) => creativeId)).toEqual([
		...creatives.keys(),
	]);
	expect(
		result('Upload Matched Audience').map(({ matchedAudienceId }) => matchedAudienceId),
	).toEqual([...audiences.keys()]);
	expect(result('Create Campaign').map(({ campaignId }) => campaignId)).toEqual([
		...campaigns.keys(),
	]);
	for (const made of [insertionOrders, creatives, audiences, campaigns]) expect(made.size).toBe(1);
	expect(result('Wait for Creative')).toMatchObject([{ status: 'Running' }]);
	expect(result('Wait for Audience')).toMatchObject([{ status: 'Ready' }]);
	expect(result('Get Campaign')).toMatchObject([{ status: 'Running', budgetTotal: 1_000 }]);

	const [[ioId, order]] = insertionOrders;
	const [creativeId] = creatives.keys();
	const [[audienceId, audience]] = audiences;
	const [[campaignId, campaign]] = campaigns;
	expect(order.request).toMatchObject({ ioTotalBudget: 1_500, isAutoSumIoTotalBudget: false });
	expect(audience.file.filename).toBe('matched-audience-example.csv');
	expect(campaign.request).toMatchObject({
		ioId,
		creativeIds: String(creativeId),
		whiteListedCustomAudienceIds: String(audienceId),
		budgetTotal: 1_000,
	});
	expect(sent()).toEqual([
		'POST /api/v3/ua/login',
		'POST /api/v3/cmp/io/basic/list',
		'POST /api/v3/cmp/io/add',
		'GET /samples/banner.png',
		'POST /api/v3/crt/creatives/list',
		'POST /api/v2/crt/add/image/banner/creative',
		'GET /samples/matched-audience-example.csv',
		'POST /api/v3/audience/list',
		'POST /api/v2/audience/matched/add',
		'GET /api/v2/crt/creatives/details',
		`GET /api/v2/audience/matched/${audienceId}`,
		'POST /api/v3/cmp/basic/list',
		'POST /api/v2/cmp/campaigns/add',
		`GET /api/v2/cmp/campaign/${campaignId}`,
	]);
});

it('pauses what runs and reports it, as iqm-run.json does before the weekend', async () => {
	await play('iqm-launch.json');
	const [[campaignId, { request }]] = sandbox.iqm.campaigns;
	const figures = { campaignName: 'Spring banner', impressions: 18_400, clicks: 57, CTR: 0.31 };
	sandbox.iqm.figures.performanceRows = {
		campaign: [
			{ campaignId: campaignId + 1, ...figures, spent: 5.5 },
			{ campaignId, ...figures, spent: 46.25 },
		],
	};
	sandbox.requests.length = 0;
	const evening = ['Friday Evening', 'Get Running Campaigns', 'Pause Campaigns'];
	evening.push('Figures of the Week', 'Report');
	const execution = await play('iqm-run.json', evening);
	expect(itemsOf(execution, evening[1]).map(({ json }) => json)).toMatchObject([
		{ campaignId, campaignName: request.campaignName, status: 'Running' },
	]);
	expect(itemsOf(execution, evening[2]).map(({ json }) => json)).toMatchObject([
		{ campaignId, status: 'Paused' },
	]);
	expect(itemsOf(execution, evening[4]).map(({ json }) => json)).toEqual([
		{
			...{ campaignId, campaign: 'Spring banner', impressions: 18_400, clicks: 57 },
			...{ ctrPercent: 0.31, spent: 46.25 },
		},
	]);
	expect(sent().filter((request) => !request.endsWith('/login'))).toEqual([
		'POST /api/v3/cmp/basic/list',
		'PUT /api/v2/cmp/campaigns/update-status',
		'POST /api/v4/das/report/by-campaign',
		// Its two totals differ, for the other campaign is filtered out: so the end is looked at.
		'POST /api/v4/das/report/by-campaign',
	]);
});

it('rotates the creatives of applovin-rotate.json, and makes nothing twice', async () => {
	const execution = await play('applovin-rotate.json');
	const result = (node: string) => itemsOf(execution, node).map(({ json }) => json);

	const { campaigns, creativeSets, assets, ads, targets, sources } = sandbox.applovin;
	expect(result('Create Campaign').map(({ campaign_id }) => campaign_id)).toEqual([
		...campaigns.keys(),
	]);
	expect(result('Create Creative Set').map(({ creative_set_id }) => creative_set_id)).toEqual([
		...creativeSets.keys(),
	]);
	expect(result('Get Ads').map(({ ad_id: id }) => Number(id))).toEqual([...ads.keys()]);
	for (const made of [campaigns, creativeSets, ads]) expect(made.size).toBe(1);

	const [[campaignId, campaign]] = campaigns;
	const [setId] = creativeSets.keys();
	expect(campaign).toMatchObject({ status: false, bid_type: 'CPI' });
	const uploaded = [...(assets.get(setId)?.values() ?? [])].map(({ asset }) => asset).sort();
	expect(uploaded).toHaveLength(3);
	const waited = result('Wait for Assets');
	expect(waited.map(({ asset }) => asset).sort()).toEqual(uploaded);
	expect(waited.map(({ status }) => status)).toEqual(['Ready', 'Ready', 'Ready']);
	expect(Object.fromEntries(targets.get(campaignId)?.countries ?? [])).toMatchObject({
		us: { bid: 2.5, budget: 100 },
		gb: { bid: 2.9, budget: 90 },
	});
	const paused = (sources.get(campaignId) ?? []).filter(({ status }) => !status);
	expect(result('Get Sources').map(({ app_id }) => app_id)).toEqual(
		paused.map(({ app_id }) => app_id),
	);
	expect(paused).toHaveLength(1);

	const base = '/campaign_management/v1';
	expect(sent()).toEqual([
		'POST /oauth/v1/access_token',
		`GET ${base}/campaigns`,
		`POST ${base}/campaign/`,
		`GET ${base}/campaign_targets/${campaignId}`,
		`POST ${base}/campaign_targets/${campaignId}`,
		`GET ${base}/creative_sets/${campaignId}`,
		`POST ${base}/creative_set/`,
		// What the new set has already is looked for before each kind of asset.
		'GET /samples/banner.png',
		`GET ${base}/creative_sets/${campaignId}`,
		`POST ${base}/creative_set_assets/${setId}`,
		'GET /samples/video.mp4',
		`GET ${base}/creative_sets/${campaignId}`,
		`POST ${base}/creative_set_assets/${setId}`,
		`GET ${base}/creative_sets/${campaignId}`,
		`POST ${base}/creative_set_assets/${setId}`,
		`GET ${base}/creative_sets/${campaignId}`,
		`GET ${base}/ads/${setId}`,
		`GET ${base}/campaign_targets/${campaignId}`,
		`POST ${base}/campaign_targets/${campaignId}`,
		`GET ${base}/sources/${campaignId}`,
		`POST ${base}/sources/${campaignId}`,
	]);
});

it('lowers the bids of bad sources as applovin-source-bids.json does, by one request each', async () => {
	const client = new AppLovinClient(sandbox);
	await client.login();
	const campaignId = await client.makeCampaign();
	sandbox.applovinReport.rows = seedSources(sandbox.applovin, Date.now(), 20);
	sandbox.requests.length = 0;
	const execution = await api.run(await exampleOf('applovin-source-bids.json'));
	expect(execution.status).toBe('success');
	const result = (node: string) => itemsOf(execution, node).map(({ json }) => json);
	expect(result('Sources by Country')).toHaveLength(25);
	const off = sandbox.applovin.sources.get(campaignId)?.filter(({ status }) => !status) ?? [];
	expect(off.map(({ app_id }) => app_id)).toEqual(result('Far Below Goal').map(({ app_id }) => app_id));
	expect(off.length).toBeGreaterThan(0);
	const lowered = sandbox.applovin.sourceBids.get(campaignId)?.filter((bid) => bid.bid_override_percentage === -20);
	expect(lowered).toHaveLength(result('Below Goal').length);
	expect(sent().filter((request) => request.startsWith('POST') && !request.includes('/oauth/'))).toEqual([
		`POST /campaign_management/v1/sources/${campaignId}`,
		`POST /campaign_management/v1/source_bids/${campaignId}`,
	]);
});

it('previews other ROAS goals by country, as applovin-axon-scale.json does', async () => {
	const goal = {
		...{ goal_type: 'AD_ROAS', roas_day_target: 'DAY7' },
		country_code_to_goal_value: { US: '0.30', GB: '0.30' },
	};
	const { id, hashedId } = addCampaign(sandbox.applovinAxon, { goal });
	sandbox.applovinReport.rows = Object.entries({ us: 0.5, gb: 0.2, de: 0.2 }).map(([country, quality]) => ({
		day: daysAgo(9, Date.now()),
		dimensions: { campaign: 'US CPI', campaign_id_external: hashedId, platform: 'android', country },
		// What has cost little says little.
		metrics: figuresOf(country === 'de' ? 20 : 200, quality),
	}));
	const execution = await api.run(await exampleOf('applovin-axon-scale.json'));
	expect(execution.status).toBe('success');
	const result = (node: string) => itemsOf(execution, node).map(({ json }) => json);
	expect(result('With Campaign')).toHaveLength(2);
	const sentFor = (US: string, GB: string) => [
		expect.objectContaining({
			preview: true,
			body: { id: String(id), type: 'APP', goal: { country_code_to_goal_value: { US, GB } } },
		}),
	];
	expect(result('Lower the Goal')).toEqual(sentFor('0.27', '0.30'));
	expect(result('Raise the Goal')).toEqual(sentFor('0.30', '0.33'));
	expect(sent().filter((request) => request.startsWith('POST'))).toEqual([]);
});

it('uploads a video and turns weak creative sets off, as applovin-axon-creatives.json does', async () => {
	const file = 'applovin-axon-creatives.json';
	const { applovinAxon: state } = sandbox;
	addCampaign(state);
	const [weak, good] = [addCreativeSet(state), addCreativeSet(state)];
	const { id: assetId } = addAsset(state);
	for (const set of [weak, good]) set.assetIds = [assetId];
	sandbox.applovinReport.rows = [weak, good].map(({ hashedId }, at) => ({
		day: daysAgo(9, Date.now()),
		dimensions: { creative_set: `Set ${at}`, creative_set_id: hashedId, campaign: 'US CPI' },
		metrics: figuresOf(200, at === 0 ? 0.1 : 0.5),
	}));
	const monday = ['Every Monday', 'Figures of Sets', 'Weak Sets', 'Find Sets', 'Pause Sets'];
	const paused = await play(file, monday);
	expect(itemsOf(paused, 'Pause Sets').map(({ json }) => json)).toMatchObject([
		{ creative_set_id: String(weak.id), status: 'Paused' },
	]);
	expect([...state.creativeSets.values()].map(({ status }) => status)).toEqual(['PAUSED', 'LIVE']);

	const upload = await play(file, ['Start', 'Fetch Video', 'Upload Video']);
	const [{ json }] = itemsOf(upload, 'Upload Video');
	expect(state.assets.get(Number(json.asset_id))).toMatchObject({ resourceType: 'VIDEO' });
	// The same file again is found by its content.
	await play(file, ['Start', 'Fetch Video', 'Upload Video']);
	expect(state.uploads.size).toBe(1);
});

/** A row of a report of campaigns. */
const campaignRow = (campaignId: number, CTR: number, budgetCompletion: number) => ({
	...{ campaignId, campaign: `Campaign ${campaignId}`, impressions: 2_000, clicks: 4, spent: 5.5 },
	...{ CTR, budgetCompletion },
});

it('reports as iqm-morning-report.json does, and tells of what needs a look', async () => {
	sandbox.iqm.figures.reportRows = [
		campaignRow(1, 0.28, 20),
		campaignRow(2, 0.05, 20),
		campaignRow(3, 0.28, 95),
	];
	const execution = await play('iqm-morning-report.json');
	const result = (node: string) => itemsOf(execution, node).map(({ json }) => json);
	expect(result('Yesterday by Campaign').map(({ campaignId }) => campaignId)).toEqual([1, 2, 3]);
	expect(itemsOf(execution, 'Report as CSV').map(({ binary }) => binary?.data.mimeType)).toEqual([
		'text/csv',
	]);
	expect(result('Message')).toEqual([
		{
			campaignId: 2,
			text: 'Campaign 2 (2): 2000 impressions, CTR 0.05 %, 5.5 spent, 20 % of the budget used',
		},
		{
			campaignId: 3,
			text: 'Campaign 3 (3): 2000 impressions, CTR 0.28 %, 5.5 spent, 95 % of the budget used',
		},
	]);
});

it('previews more budget for a campaign behind its pace, as iqm-pacing-guard.json does', async () => {
	const pace = (campaignId: number, pacingPercentage: number) => ({
		...{ campaignId, campaignName: `Campaign ${campaignId}`, status: 'running' },
		...{ budgetDay: 50, pacingPercentage },
	});
	sandbox.iqm.figures.performanceRows = { campaign: [pace(1, 79.9), pace(2, 80)] };
	const before = ['Every Hour', 'Performance Today', 'Behind Its Pace', 'Preview Budget'];
	const execution = await play('iqm-pacing-guard.json', before);
	expect(itemsOf(execution, 'Preview Budget').map(({ json }) => json)).toMatchObject([
		{ preview: true, body: { campaignIds: '1' } },
	]);
	expect(sent().filter((request) => !request.includes('/ua/'))).toEqual([
		'POST /api/v4/das/report/by-campaign',
	]);
});

describe('iqm-pacing-guard.json', () => {
	const GUARD = 'iqm-pacing-guard.json';
	const UNTIL_WAIT = ['Every Hour', 'Performance Today', 'Behind Its Pace', 'Preview Budget'];
	UNTIL_WAIT.push('Message', 'Wait for Approval');
	const YES = 'Raise the daily budgets';
	const NO = 'Change nothing';

	/** Daily budgets of all campaigns in the sandbox, oldest first. */
	const budgets = () => [...sandbox.iqm.campaigns.values()].map(({ request }) => request.budgetDay);

	/** The bodies of all changes of budgets that reached the sandbox. */
	const changes = () =>
		sandbox.requests
			.filter(({ method, path }) => method === 'PUT' && path.endsWith('/update-budget'))
			.map(({ json }) => json);

	/** Two running campaigns behind their pace, with 50 and 40 a day, and one on it. */
	async function putCampaigns(): Promise<number[]> {
		await play('iqm-launch.json');
		const { campaigns, figures } = sandbox.iqm;
		const [first] = campaigns.values();
		for (const budgetDay of [40, 50]) {
			const id = sandbox.iqm.nextId('campaign');
			campaigns.set(id, { ...first, id, request: { ...first.request, budgetDay } });
		}
		const paces = [79.9, 10, 80];
		figures.performanceRows = {
			campaign: [...campaigns.values()].map(({ id, request }, index) => ({
				...{ campaignId: id, campaignName: `Campaign ${index + 1}`, status: 'running' },
				...{ impressions: 3_000 - index, budgetDay: request.budgetDay },
				pacingPercentage: paces[index],
			})),
		};
		sandbox.requests.length = 0;
		return [...campaigns.keys()];
	}

	/** Starts the guard with these changes to its waiting node, and returns it once it waits. */
	async function startGuard(parameters: INodeParameters = {}): Promise<Execution> {
		const workflow = await exampleOf(GUARD);
		const wait = workflow.nodes.find(({ name }) => name === 'Wait for Approval');
		Object.assign(wait?.parameters ?? {}, parameters);
		const id = await api.startWorkflow(await api.createWorkflow(workflow));
		const deadline = Date.now() + 120_000;
		for (;;) {
			const execution = await api.execution(id);
			if (execution.status === 'waiting') return execution;
			if (!UNFINISHED.has(execution.status) || Date.now() > deadline) {
				throw new Error(`The guard does not wait: it is ${execution.status}`);
			}
			await sleep(250);
		}
	}

	/** Fills in the form at this address as a person in a browser does. */
	async function decide(address: string, decision: string): Promise<void> {
		const body = new FormData();
		body.set('field-0', decision);
		const { status } = await fetch(address, { method: 'POST', body });
		expect(status).toBe(200);
	}

	it('raises the budgets of all campaigns behind their pace once, when somebody agrees', async () => {
		const [first, second] = await putCampaigns();
		const waiting = await startGuard();
		const [{ json }] = itemsOf(waiting, 'Message');
		const lines = [
			`Campaign 1 (${first}) is at 79.9 % of its pace: 50 → 60 a day`,
			`Campaign 2 (${second}) is at 10 % of its pace: 40 → 48 a day`,
		];
		expect(json.text).toBe(lines.join('\n'));
		const address = String(json.decideHere);
		// What shows a preview of the link in a message opens it too.
		const page = await fetch(address);
		expect(page.status).toBe(200);
		const html = await page.text();
		for (const text of [...lines.map((line) => line.split(':')[0]), YES, NO]) {
			expect(html).toContain(text);
		}
		expect((await api.execution(waiting.id)).status).toBe('waiting');
		expect(changes()).toEqual([]);

		await decide(address, YES);
		const execution = await api.finished(waiting.id);
		expectPlayed(execution, stepsOf(readExample(GUARD, sandbox, {})));
		expect(itemsOf(execution, 'Update Budget').map(({ json: { campaignId } }) => campaignId)).toEqual(
			[first, second],
		);
		const agreed = [
			{ campaignIds: String(first), dailyBudget: 60 },
			{ campaignIds: String(second), dailyBudget: 48 },
		];
		expect(changes()).toEqual(agreed);
		expect(budgets()).toEqual([60, 48, 50]);

		// Whoever opens the form or sends it again changes nothing more.
		await fetch(address);
		await decide(address, YES);
		expect(changes()).toEqual(agreed);
	});

	it.each([
		['somebody declines', {}, NO],
		['nobody answers in time', { resumeAmount: 1, resumeUnit: 'seconds' }, undefined],
	])('changes nothing when %s', async (_, parameters, decision) => {
		await putCampaigns();
		const waiting = await startGuard(parameters);
		const [{ json }] = itemsOf(waiting, 'Message');
		if (decision !== undefined) await decide(String(json.decideHere), decision);
		const execution = await finishedAfter(waiting.id, 'Agreed');
		expectPlayed(execution, [...UNTIL_WAIT, 'Agreed']);
		expect(itemsOf(execution, 'Agreed')).toEqual([]);
		// An answer that comes too late is none.
		await decide(String(json.decideHere), YES);
		expect(changes()).toEqual([]);
		expect(budgets()).toEqual([50, 40, 50]);
	});
});

it('makes the insight of iqm-audience-insight.json once, and gets its PDF', async () => {
	putPresent(sandbox.iqm);
	const before = sandbox.iqm.insight.insights.size;
	const execution = await play('iqm-audience-insight.json');
	expect(sandbox.iqm.insight.insights.size).toBe(before + 1);
	const [{ json, binary }] = itemsOf(execution, 'Download Insight');
	expect(json).toMatchObject({ mimeType: 'application/pdf' });
	expect(binary?.data.mimeType).toBe('application/pdf');
});
