import type { IDataObject } from 'n8n-workflow';

import { AppLovinReport } from '../../../nodes/AppLovin/AppLovinReport/AppLovinReport.node';
import { seedSources } from '../../../sandbox/applovin-report/seed';
import { appLovinCampaignStage } from '../../support/appLovinCampaignStage';
import { apiRequests, hintsOf, reportCredential, runNode } from '../../support/harness';

/**
 * From the report to the bids: items of Get Sources are taken as they are by the sources and source bids of
 * AppLovin Campaign (Reporting API, section 8: "already named … app_id, country").
 */
const { makeCampaign, run, sandbox } = appLovinCampaignStage();

const COHORT = { period: 'completeCohorts', returnAll: true };

async function report(form: IDataObject = {}) {
	const reportOnly = { reportCredential: reportCredential(sandbox) };
	return await runNode(sandbox, new AppLovinReport(), { operation: 'getSources', ...COHORT, ...form }, reportOnly);
}

beforeEach(async () => {
	await makeCampaign();
	sandbox.applovinReport.rows = seedSources(sandbox.applovin, Date.now(), 20);
	sandbox.requests.length = 0;
});

it('gives one item per campaign, source and country, with the IDs that source bids have', async () => {
	const { items, error } = await report({ minimumCost: 300 });
	expect(error).toBeUndefined();
	const [campaignId] = [...sandbox.applovin.campaigns.keys()];
	const apps = sandbox.applovin.sources.get(campaignId)?.map(({ app_id }) => app_id);
	expect(items.length).toBeGreaterThan(0);
	expect(items.length).toBeLessThan(25);
	for (const { json } of items) {
		expect(json).toMatchObject({ campaign_id: campaignId, country: 'us' });
		expect(apps).toContain(json.app_id);
		expect(Number(json.cost)).toBeGreaterThanOrEqual(300);
		expect(json.roas_7d_ratio).toBeCloseTo(Number(json.total_rev_7d) / Number(json.cost), 5);
	}
});

it('turns bad sources off and lowers the bids of others, by one request each', async () => {
	const { items } = await report({ checkCampaignIds: 'appLovinApi' });
	expect(items).toHaveLength(25);
	const [campaignId] = [...sandbox.applovin.campaigns.keys()];
	const bad = items.filter(({ json }) => Number(json.roas_7d_ratio) < 0.3);
	const poor = items.filter(({ json }) => Number(json.roas_7d_ratio) >= 0.3 && Number(json.roas_7d_ratio) < 0.6);
	sandbox.requests.length = 0;
	const row = { rowsFrom: 'item', campaign_id: '={{ $json.campaign_id }}', app_id: '={{ $json.app_id }}' };
	const off = await run('source', 'update', { ...row, status: 'paused' }, { items: bad });
	const lower = await run(
		'sourceBid',
		'update',
		{ ...row, country: '={{ $json.country }}', changeBy: 'set', bid_override_percentage: -20 },
		{ items: poor },
	);
	expect([off.error, lower.error]).toEqual([undefined, undefined]);
	expect(apiRequests(sandbox).filter(({ method }) => method === 'POST')).toHaveLength(2);
	expect(sandbox.applovin.sources.get(campaignId)?.filter(({ status }) => !status)).toHaveLength(bad.length);
	const lowered = sandbox.applovin.sourceBids.get(campaignId)?.filter((bid) => bid.bid_override_percentage === -20);
	expect(lowered).toHaveLength(poor.length);
});

it('names campaigns that the Campaign Management API does not list', async () => {
	const [first] = sandbox.applovinReport.rows;
	const dimensions = { ...first.dimensions, campaign_id_external: 'f'.repeat(32) };
	sandbox.applovinReport.rows.push({ ...first, day: sandbox.applovinReport.rows[10].day, dimensions });
	const checked = await report({ checkCampaignIds: 'appLovinApi' });
	expect(checked.error?.message).toContain('f'.repeat(32));
	expect((await report()).error).toBeUndefined();
});

it('reads and checks once for items that ask for the same', async () => {
	const checked = { operation: 'getSources', ...COHORT, checkCampaignIds: 'appLovinApi' };
	const items = Array.from({ length: 3 }, () => ({ json: {} }));
	const reportOnly = { reportCredential: reportCredential(sandbox) };
	const done = await runNode(sandbox, new AppLovinReport(), checked, { ...reportOnly, items });
	expect(done.error).toBeUndefined();
	expect(done.items).toHaveLength(75);
	expect(apiRequests(sandbox).filter(({ path }) => path.endsWith('/campaigns'))).toHaveLength(1);
	expect(apiRequests(sandbox).filter(({ path, query }) => path === '/report' && query.get('offset') === '0')).toHaveLength(1);
});

it('says that rows name no source, as they may on iOS', async () => {
	for (const row of sandbox.applovinReport.rows.slice(0, 20)) row.dimensions.external_placement_id = '';
	const done = await report();
	expect(hintsOf(done)).toContainEqual('1 row names no source, as installs on iOS may not: left out.');
	expect(done.items).toHaveLength(24);
	const whole = await report({ options: { includeUnnamed: true } });
	expect(whole.items.filter(({ json }) => json.app_id === null)).toHaveLength(1);
});

it('judges a source by all countries together if it is told to', async () => {
	const { rows } = sandbox.applovinReport;
	const [first] = rows;
	rows.push(
		...rows
			.filter(({ dimensions }) => dimensions.external_placement_id === first.dimensions.external_placement_id)
			.map((row) => ({ ...row, dimensions: { ...row.dimensions, country: 'de' } })),
	);
	expect((await report()).items).toHaveLength(26);
	const whole = await report({ byCountry: false });
	expect(whole.items).toHaveLength(25);
	expect(whole.items.every(({ json }) => !('country' in json))).toBe(true);
});
