import { startSandbox, type Sandbox } from '../../../sandbox';
import { REPORT_CONTRACTS } from '../../../sandbox/applovin-report/contracts';
import { figuresOf, manyRows, seedRows, seedSources } from '../../../sandbox/applovin-report/seed';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import type { JsonObject } from '../../../sandbox/json';

/** The stand-in for the Reporting API does what the facts on it say, section by section. */
const NOW = Date.parse('2026-03-02T08:00:00Z');
const CAMPAIGN = '0123456789abcdef0123456789abcdef';
let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ now: () => NOW });
	sandbox.applovinReport.rows = [
		{
			day: '2026-03-01',
			dimensions: {
				...{ campaign: 'US CPI', campaign_id_external: CAMPAIGN, external_placement_id: 'da605e6f95' },
				...{ app_id_external: 'f950f1ae', application: 'Some Game', country: 'us' },
			},
			metrics: { cost: 81.2, conversions: 29, ad_rev_0d: 11.75, impressions: 10_000, clicks: 300 },
		},
	];
	sandbox.applovinReport.assetRows = [
		{
			day: '2026-03-01',
			dimensions: { asset_id: '70000001', asset_name: 'a.mp4', campaign_id: CAMPAIGN },
			metrics: { impressions: 1_000, clicks: 40, cost: 5 },
		},
	];
	sandbox.applovinReport.playableRows = [
		{
			day: '2026-03-01',
			dimensions: { asset_id: '70000002', html_name: 'play.html' },
			metrics: { spend: 3, completed: 12, completed_rate: 0 },
		},
	];
});
afterEach(() => sandbox.close());

async function get(path: string, query: Record<string, string>, key = 'sandbox-applovin-report-key') {
	const address = new URLSearchParams({ api_key: key, ...query });
	const response = await fetch(`${sandbox.url}${path}?${address}`);
	const text = await response.text();
	const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
	return {
		status: response.status,
		text,
		trace: response.headers.get('x-trace-id'),
		body: (isJson ? JSON.parse(text) : undefined) as JsonObject | undefined,
	};
}

const QUERY = { report_type: 'advertiser', format: 'json', start: '2026-03-01', end: '2026-03-01' };
const report = async (query: Record<string, string>) => await get('/report', { ...QUERY, ...query });
const rows = async (query: Record<string, string>) => (await report(query)).body?.results as JsonObject[];

it.each(REPORT_CONTRACTS.map((one) => [`${one.endpoint}, section ${one.section}`, one] as const))(
	'%s',
	async (_, { endpoint, query, answer }) => {
		const reply = await get(endpoint, query);
		expect(reply.status).toBe(200);
		expect(reply.trace).toMatch(/^[0-9a-f]{32}$/);
		expect(reply.body).toEqual(answer);
	},
);

describe('section 2: the key', () => {
	it('is refused if it is wrong or missing, with the address in the words', async () => {
		const reply = await get('/report', QUERY, 'wrong');
		expect(reply.status).toBe(401);
		expect(reply.text).toContain('api_key=wrong');
	});

	it.each(['message', 'error', 'detail', 'text'] as const)('has its words in %s', async (errorBody) => {
		Object.assign(sandbox.options.applovinReport, { errorBody, echoesAddress: false });
		const reply = await get('/report', QUERY, 'wrong');
		if (errorBody === 'text') expect(reply.text).toBe('Invalid key');
		else expect(reply.body?.[errorBody]).toBe('Invalid key');
	});

	it('tells apps from shops: /accountInfo and /webReport', async () => {
		expect(await get('/accountInfo', {})).toMatchObject({ status: 403, text: 'not a web account' });
		expect((await get('/webReport', { ...QUERY, columns: 'cost' })).status).toBe(403);
		sandbox.options.applovinReport.account = 'web';
		expect((await get('/accountInfo', {})).body).toEqual({ account_id: '12345' });
		expect((await get('/webReport', { ...QUERY, columns: 'campaign,cost,chka_7d', attribution_mode: 'click' })).status).toBe(200);
		expect((await get('/playableMetrics', { ...QUERY, columns: 'asset_id' })).status).toBe(403);
	});
});

describe('section 3: parameters', () => {
	it.each<[string, Record<string, string>]>([
		['no report_type, which means publisher', { report_type: '', columns: 'campaign,cost' }],
		['no format', { format: '', columns: 'cost' }],
		['no columns', {}],
		['an unknown column', { columns: 'cost,costs' }],
		['a column of WEB', { columns: 'chka_7d' }],
		['a goal without its campaign', { columns: 'campaign_bid_goal' }],
		['46 days back', { start: '2026-01-15', columns: 'cost' }],
		['hours of 31 days ago', { start: '2026-01-30', columns: 'hour,cost' }],
		['another day_column', { day_column: 'event_day', columns: 'cost' }],
		['an offset beside the limit', { columns: 'cost', limit: '10', offset: '5' }],
		['attribution_mode', { columns: 'cost', attribution_mode: 'click' }],
		['a sort by what was not asked for', { columns: 'cost', sort_day: 'ASC' }],
		['a parameter that no table has', { columns: 'cost', page: '2' }],
		['the fixed range of assets', { columns: 'cost', range: 'yesterday' }],
		['a bound, which only reports of assets have', { columns: 'cost', filter_greater_than_cost: '5' }],
	])('refuses %s', async (_, query) => {
		const sent = { ...QUERY, ...query };
		const filled = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== ''));
		expect((await get('/report', filled)).status).toBe(400);
	});

	it.each(['/assetReport', '/assetAnalyticsReport', '/playableMetrics'])('refuses what no table has: %s', async (path) => {
		const query: Record<string, string> = path === '/assetReport' ? { range: 'yesterday' } : { start: '2026-03-01', end: '2026-03-01' };
		expect((await get(path, { ...query, columns: 'asset_id' })).status).toBe(200);
		expect((await get(path, { ...query, columns: 'asset_id', attribution_mode: 'click' })).status).toBe(400);
	});

	it('refuses a parameter that comes twice', async () => {
		const twice = `${new URLSearchParams({ api_key: 'sandbox-applovin-report-key', ...QUERY })}&columns=cost&columns=day`;
		expect((await fetch(`${sandbox.url}/report?${twice}`)).status).toBe(400);
	});

	it('takes 45 days back, 90 for the web, and "now" and Unix seconds', async () => {
		expect((await report({ start: '2026-01-16', end: 'now', columns: 'cost' })).status).toBe(200);
		expect((await report({ start: String(NOW / 1_000 - 86_400), columns: 'cost' })).status).toBe(200);
		sandbox.options.applovinReport.account = 'web';
		expect((await report({ start: '2025-12-02', columns: 'cost' })).status).toBe(200);
		expect((await report({ start: '2025-12-01', columns: 'cost' })).status).toBe(400);
	});

	it('filters, excludes, compares numbers and drops rows of zeros', async () => {
		sandbox.applovinReport.rows.push({ day: '2026-03-01', dimensions: { campaign: 'B', country: 'gb' }, metrics: { cost: 0 } });
		expect(await rows({ columns: 'country,cost', filter_country: 'gb,fr' })).toEqual([{ country: 'gb', cost: '0.00' }]);
		expect(await rows({ columns: 'country,cost', filter_not_country: 'gb' })).toHaveLength(1);
		expect(await rows({ columns: 'country,cost', not_zero: '1' })).toHaveLength(1);
		expect(await rows({ columns: 'country,cost,clicks', having: 'cost > 10 AND clicks > 5' })).toHaveLength(1);
		expect(await rows({ columns: 'country,cost,clicks', having: 'cost > 100 OR clicks = 0' })).toHaveLength(1);
	});

	it('sorts as text: "9" after "10"', async () => {
		sandbox.applovinReport.rows = [9, 10].map((conversions) => ({ day: '2026-03-01', dimensions: { campaign: `C${conversions}` }, metrics: { conversions } }));
		const sorted = await rows({ columns: 'campaign,conversions', sort_conversions: 'DESC' });
		expect(sorted.map((row) => row.conversions)).toEqual(['9', '10']);
	});

	it('has both views: by the day of the event, and of the install', async () => {
		const [row] = sandbox.applovinReport.rows;
		sandbox.applovinReport.rows = [{ ...row, basis: 'cohort' }];
		expect(await rows({ columns: 'cost' })).toEqual([]);
		expect(await rows({ columns: 'cost', day_column: 'day' })).toHaveLength(1);
	});
});

describe('section 4: figures', () => {
	it('adds up rows of the same dimensions, and computes ratios from sums', async () => {
		sandbox.applovinReport.rows = [10, 30].map((cost) => ({ day: '2026-03-01', dimensions: { campaign: 'A', country: String(cost) }, metrics: figuresOf(cost, 0.5) }));
		const [total] = await rows({ columns: 'campaign,cost,total_rev_7d,roas_7d,ad_roas_7d,average_cpa,ctr' });
		expect(total).toEqual({ campaign: 'A', cost: '40.00', total_rev_7d: '20.00', roas_7d: '50', ad_roas_7d: '30', average_cpa: '2.50', ctr: '0.04' });
		sandbox.options.applovinReport.roasUnit = 'multiplier';
		expect(await rows({ columns: 'roas_7d' })).toEqual([{ roas_7d: '0.5' }]);
	});

	it('answers null where nothing can be divided, and "" where nothing is known', async () => {
		sandbox.applovinReport.rows = [{ day: '2026-03-01', dimensions: { platform: null }, metrics: { cost: 0 } }];
		expect(await rows({ columns: 'platform,country,cost,average_cpa' })).toEqual([
			{ platform: null, country: '', cost: '0.00', average_cpa: null },
		]);
	});
});

it.each([
	['null', null],
	['empty', ''],
	['zero', '0.00'],
] as const)('section 4: answers %s for revenue of which nothing is known', async (unknown, value) => {
	Object.assign(sandbox.options.applovinReport, { unknown });
	const [row] = sandbox.applovinReport.rows;
	sandbox.applovinReport.rows = [{ ...row, metrics: { cost: 5 } }, { ...row, metrics: { cost: 7 } }];
	expect(await rows({ columns: 'campaign,cost,total_rev_7d' })).toEqual([
		{ campaign: 'US CPI', cost: '12.00', total_rev_7d: value },
	]);
	// What is known of one row counts for the whole.
	sandbox.applovinReport.rows[1].metrics.ad_rev_7d = 3;
	expect((await rows({ columns: 'campaign,total_rev_7d' }))[0].total_rev_7d).toBe('3.00');
});

describe('section 5: pages and trouble', () => {
	it.each([0, 50])('reads 12,000 rows in pages below the limit, %i of each on the page before', async (overlap) => {
		Object.assign(sandbox.options.applovinReport, { maxRows: 500, overlap });
		sandbox.applovinReport.rows = manyRows(12_000, NOW);
		const query = { start: '2026-02-01', columns: 'external_placement_id,cost', sort_external_placement_id: 'ASC' };
		const first = await rows({ ...query, limit: '1000', offset: '0' });
		expect(first).toHaveLength(500);
		const seen = new Set(first.map((row) => row.external_placement_id));
		let pages = 1;
		for (let offset = 500; ; offset += 500, pages++) {
			const page = await rows({ ...query, limit: '500', offset: String(offset) });
			if (page.length === 0) break;
			for (const row of page) seen.add(row.external_placement_id);
		}
		expect(seen.size).toBe(12_000);
		expect(pages).toBeGreaterThanOrEqual(overlap === 0 ? 24 : 26);
	}, 60_000);

	it('has no order but the one that is asked for', async () => {
		sandbox.applovinReport.rows = manyRows(10, NOW);
		const ask = async () => (await rows({ start: '2026-02-01', columns: 'application' })).map((row) => row.application);
		expect(await ask()).not.toEqual(await ask());
	});

	it('has met every kind of wrong success', async () => {
		const answers = async (kind: string) => {
			Object.assign(sandbox.options.applovinReport, { answers: kind });
			return await report({ columns: 'cost' });
		};
		expect(await answers('innerCode')).toMatchObject({ status: 200, body: { code: 500 } });
		expect(await answers('empty')).toMatchObject({ status: 200, text: '' });
		expect((await answers('html')).text).toContain('<html>');
		expect((await answers('bareArray')).body).toEqual([{ cost: '81.20' }]);
	});

	it('writes CSV', async () => {
		expect((await report({ columns: 'campaign,cost', format: 'csv' })).text).toBe('campaign,cost\nUS CPI,81.20\n');
	});
});

it('section 7: has sources under the IDs of the Campaign Management API', async () => {
	const client = new AppLovinClient(sandbox);
	await client.login();
	await client.post('/campaign/', { name: 'x', platform: 'android', package_name: 'com.example.app', bid_type: 'CPI', tracking_method: 'adjust' });
	sandbox.applovinReport.rows = seedSources(sandbox.applovin, NOW);
	const [id] = [...sandbox.applovin.campaigns.keys()];
	const found = await rows({ columns: 'campaign_id_external,external_placement_id,cost' });
	expect(found).toHaveLength(25);
	const apps = sandbox.applovin.sources.get(id)?.map(({ app_id }) => app_id);
	expect(found.every((row) => row.campaign_id_external === id && apps?.includes(String(row.external_placement_id)))).toBe(true);
	expect(seedRows({ now: NOW, days: 2 })).toHaveLength(20);
});
