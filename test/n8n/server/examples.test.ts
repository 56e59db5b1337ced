import { startSandbox, type Sandbox } from '../../../sandbox';
import { putPresent } from '../../../sandbox/iqm/contracts/present';
import { appLovinData, iqmData, readExample, stepsOf } from '../support/accounts';
import { itemsOf, type Execution, type N8nApi, type WorkflowJson } from '../support/api';
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

/**
 * Runs an example, or only the named nodes of it, with credentials of its own and expects every node
 * to run once and succeed.
 */
async function play(file: string, only?: string[]): Promise<Execution> {
	const iqmApi = await api.createCredential('iqmApi', file, iqmData(sandbox));
	const appLovinApi = await api.createCredential('appLovinApi', file, appLovinData(sandbox));
	const example = readExample(file, sandbox, { iqmApi, appLovinApi });
	const isPlayed = (name: string) => only === undefined || only.includes(name);
	const workflow: WorkflowJson = {
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
	const execution = await api.run(workflow);
	expect(execution.data.resultData.error).toBeUndefined();
	expect(execution.status).toBe('success');
	const { runData } = execution.data.resultData;
	expect(Object.keys(runData)).toEqual(stepsOf(workflow));
	for (const runs of Object.values(runData)) {
		expect(runs.map(({ executionStatus }) => executionStatus)).toEqual(['success']);
	}
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
	expect(result('Wait for Creative')).toMatchObject([{ status: 'running' }]);
	expect(result('Wait for Audience')).toMatchObject([{ status: 'Ready' }]);
	expect(result('Get Campaign')).toMatchObject([{ status: 'running', budgetTotal: 1_000 }]);

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
		'POST /api/v3/cmp/io/add',
		'GET /samples/banner.png',
		'POST /api/v2/crt/add/image/banner/creative',
		'GET /samples/matched-audience-example.csv',
		'POST /api/v2/audience/matched/add',
		'GET /api/v2/crt/creatives/details',
		`GET /api/v2/audience/matched/${audienceId}`,
		'POST /api/v2/cmp/campaigns/add',
		`GET /api/v2/cmp/campaign/${campaignId}`,
	]);
});

it('pauses what runs, as iqm-run.json does before the weekend', async () => {
	await play('iqm-launch.json');
	const [[campaignId, { request }]] = sandbox.iqm.campaigns;
	sandbox.requests.length = 0;
	const evening = ['Friday Evening', 'Get Running Campaigns', 'Pause Campaigns'];
	const execution = await play('iqm-run.json', evening);
	expect(itemsOf(execution, evening[1]).map(({ json }) => json)).toMatchObject([
		{ campaignId, name: request.campaignName, status: 'running' },
	]);
	expect(itemsOf(execution, evening[2]).map(({ json }) => json)).toMatchObject([
		{ campaignId, status: 'paused' },
	]);
	expect(sent().filter((request) => !request.endsWith('/login'))).toEqual([
		'POST /api/v3/cmp/basic/list',
		'PUT /api/v2/cmp/campaigns/update-status',
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
	expect(result('Get Ads').map(({ id }) => id)).toEqual([...ads.keys()]);
	for (const made of [campaigns, creativeSets, ads]) expect(made.size).toBe(1);

	const [[campaignId, campaign]] = campaigns;
	const [setId] = creativeSets.keys();
	expect(campaign).toMatchObject({ status: false, bid_type: 'CPI' });
	const uploaded = [...(assets.get(setId)?.values() ?? [])].map(({ asset }) => asset).sort();
	expect(uploaded).toHaveLength(3);
	const waited = result('Wait for Assets');
	expect(waited.map(({ asset }) => asset).sort()).toEqual(uploaded);
	expect(waited.map(({ status }) => status)).toEqual(['ready', 'ready', 'ready']);
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
		`POST ${base}/campaign/`,
		`GET ${base}/campaign_targets/${campaignId}`,
		`POST ${base}/campaign_targets/${campaignId}`,
		`POST ${base}/creative_set/`,
		'GET /samples/banner.png',
		`POST ${base}/creative_set_assets/${setId}`,
		'GET /samples/video.mp4',
		`POST ${base}/creative_set_assets/${setId}`,
		`POST ${base}/creative_set_assets/${setId}`,
		`GET ${base}/creative_sets/${campaignId}`,
		`GET ${base}/ads/${setId}`,
		`GET ${base}/campaign_targets/${campaignId}`,
		`POST ${base}/campaign_targets/${campaignId}`,
		`GET ${base}/sources/${campaignId}`,
		`POST ${base}/sources/${campaignId}`,
	]);
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
			text: 'Campaign 2: 2000 impressions, CTR 0.05 %, 5.5 spent, 20 % of the budget used',
		},
		{
			campaignId: 3,
			text: 'Campaign 3: 2000 impressions, CTR 0.28 %, 5.5 spent, 95 % of the budget used',
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

it('makes the insight of iqm-audience-insight.json once, and gets its PDF', async () => {
	putPresent(sandbox.iqm);
	const before = sandbox.iqm.insight.insights.size;
	const execution = await play('iqm-audience-insight.json');
	expect(sandbox.iqm.insight.insights.size).toBe(before + 1);
	const [{ json, binary }] = itemsOf(execution, 'Download Insight');
	expect(json).toMatchObject({ mimeType: 'application/pdf' });
	expect(binary?.data.mimeType).toBe('application/pdf');
});
