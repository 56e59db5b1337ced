import type { IAuthenticate, IDataObject } from 'n8n-workflow';

type IAuthenticateFunction = Extract<IAuthenticate, (...args: never[]) => unknown>;

import { AppLovinReportApi } from '../../../credentials/AppLovinReportApi.credentials';
import { AppLovinReport } from '../../../nodes/AppLovin/AppLovinReport/AppLovinReport.node';
import { daysAgo, figuresOf, manyRows, seedRows } from '../../../sandbox/applovin-report/seed';
import type { ReportRow } from '../../../sandbox';
import { clock } from '../../../nodes/common/ground/clock';
import { answering } from '../../support/answering';
import { freshSandbox } from '../../support/freshSandbox';
import type { NodeRun, NodeRunOptions } from '../../support/harness';
import { hintsOf, reportCredential, runNode } from '../../support/harness';
import { pressTest } from '../../support/pressTest';
import { stoppedClock } from '../../support/testClock';
import { told } from '../../support/toldServer';

/**
 * AppLovin Report on n8n's engine. Sections are those of the facts on the Reporting API: 3 parameters,
 * 4 columns, 5 paging and answers, 8 operations.
 */
const time = stoppedClock();
const sandbox = freshSandbox({ now: () => clock.now() });
const CAMPAIGN = '0123456789abcdef0123456789abcdef';

beforeEach(() => {
	time.now = Date.parse('2026-03-20T08:00:00Z');
});

async function run(operation: string, parameters: IDataObject = {}, options: NodeRunOptions = {}): Promise<NodeRun> {
	const form = { operation, returnAll: true, ...parameters };
	return await runNode(sandbox, new AppLovinReport(), form, options);
}

const jsonOf = ({ items }: NodeRun): IDataObject[] => items.map(({ json }) => json);
const queries = (): IDataObject[] => sandbox.requests.map(({ query }) => Object.fromEntries(query) as IDataObject);

/** So many items, each of which asks for another app. */
const manyApps = (count: number): [IDataObject, NodeRunOptions] => [
	{ filters: { campaign_package_name: '={{ "app" + $json.at }}' } },
	{ items: Array.from({ length: count }, (_, at) => ({ json: { at } })) },
];

function row(days: number, dimensions: ReportRow['dimensions'], metrics: ReportRow['metrics']): ReportRow {
	return { day: daysAgo(days, time.now), dimensions, metrics };
}

const SOURCE = {
	...{ campaign: 'US CPI', campaign_id_external: CAMPAIGN, application: 'Some Game', platform: 'android' },
	...{ app_id_external: 'f950f1ae', external_placement_id: 'da605e6f95', country: 'us' },
};

describe('requests as section 3 and the example of section 5 have them', () => {
	it('Get Campaigns: yesterday, by day, figures as numbers and IDs as text', async () => {
		sandbox.applovinReport.rows = [
			row(1, { ...SOURCE, campaign_id_external: '12345678901234567890123456789012' }, figuresOf(40, 0.5)),
			row(2, SOURCE, figuresOf(10, 1)),
		];
		const done = await run('getCampaigns');
		expect(done.error).toBeUndefined();
		expect(jsonOf(done)).toEqual([
			{
				...{ day: '2026-03-19', campaign: 'US CPI', platform: 'android', country: 'us' },
				campaign_id_external: '12345678901234567890123456789012',
				...{ cost: 40, impressions: 8_000, clicks: 320, conversions: 16 },
				...{ total_rev_7d: 20, roas_7d_ratio: 0.5 },
			},
		]);
		expect(sandbox.requests[0].path).toBe('/report');
		expect(queries()[0]).toEqual({
			...{ api_key: 'sandbox-applovin-report-key', report_type: 'advertiser', format: 'json' },
			...{ start: '2026-03-19', end: '2026-03-19', not_zero: '1', limit: '1000', offset: '0' },
			columns: 'day,campaign,campaign_id_external,platform,country,cost,impressions,clicks,conversions,total_rev_7d',
			...{ sort_day: 'ASC', sort_campaign: 'ASC', sort_campaign_id_external: 'ASC' },
			...{ sort_platform: 'ASC', sort_country: 'ASC' },
		});
	});

	it.each<[string, IDataObject, [string, string]]>([
		['yesterday', {}, ['2026-03-19', '2026-03-19']],
		['the last 7 days', { period: 'last7Days' }, ['2026-03-13', '2026-03-19']],
		['the last 14 days', { period: 'last14Days' }, ['2026-03-06', '2026-03-19']],
		['the last 28 days', { period: 'last28Days' }, ['2026-02-20', '2026-03-19']],
		['the last 45 days', { period: 'last45Days' }, ['2026-02-03', '2026-03-19']],
		// Section 8: "cohort, days -8..-14, columns cost, conversions, total_rev_7d".
		['cohorts of 7 days', { period: 'completeCohorts' }, ['2026-03-06', '2026-03-12']],
		['cohorts of the longest window', { period: 'completeCohorts', windows: ['0d', '28d'], installDays: 2 }, ['2026-02-18', '2026-02-19']],
		['days of one\'s own', { period: 'custom', start: '2026-03-01T23:00:00+02:00', end: '2026-03-02' }, ['2026-03-01', '2026-03-02']],
	])('%s', async (_, form, [start, end]) => {
		const done = await run('getCampaigns', form);
		expect(done.error).toBeUndefined();
		expect(queries()[0]).toMatchObject({ start, end });
		expect(queries()[0].day_column).toBe(form.period === 'completeCohorts' ? 'day' : undefined);
	});

	it('Get Creative Sets: by install, with more columns and filters', async () => {
		sandbox.applovinReport.rows = seedRows({ now: time.now });
		const done = await run('getCreativeSets', {
			...{ period: 'last14Days', day_column: 'day', windows: ['0d', '7d'] },
			additionalColumns: ['platform', 'ret_{window}', 'roas_{window}', 'campaign_roas_goal'],
			filters: { country: 'us', platform: ['android', 'ios'] },
			options: { includeZero: true },
		});
		expect(done.error).toBeUndefined();
		expect(queries()[0]).toMatchObject({
			...{ day_column: 'day', filter_country: 'us', filter_platform: 'android,ios' },
			columns:
				'creative_set,creative_set_id,campaign,campaign_id_external,cost,impressions,clicks,conversions,total_rev_0d,total_rev_7d,platform,ret_7d,roas_0d,roas_7d,campaign_roas_goal',
		});
		expect(queries()[0].not_zero).toBeUndefined();
		expect(jsonOf(done)).toHaveLength(3);
		const [first] = jsonOf(done);
		// The unit of roas_7d is not documented; the ratio's is.
		expect(first.roas_7d_ratio).toBeCloseTo(Number(first.total_rev_7d) / Number(first.cost), 5);
		expect(Number(first.roas_7d)).toBeCloseTo(Number(first.roas_7d_ratio) * 100, 2);
	});

	it('Get Assets: a request per day, with the day added', async () => {
		const asset = { asset_id: '70000001', asset_name: 'a.mp4', campaign_id: CAMPAIGN, creative_set_id: 'ab' };
		sandbox.applovinReport.assetRows = [1, 2, 3].map((ago) => row(ago, asset, { impressions: 100 * ago, clicks: 4, cost: ago }));
		const done = await run('getAssets', { period: 'custom', start: '2026-03-17', end: '2026-03-19', filters: { asset_id: '70000001' } });
		expect(done.error).toBeUndefined();
		expect(jsonOf(done).map(({ day, cost, asset_id, asset_url }) => ({ day, cost, asset_id, asset_url }))).toEqual(
			['2026-03-17', '2026-03-18', '2026-03-19'].map((day, at) => ({ day, cost: 3 - at, asset_id: '70000001', asset_url: null })),
		);
		const whole = await run('getAssets', { period: 'last7Days', byDay: false });
		expect(jsonOf(whole)).toEqual([expect.objectContaining({ cost: 6, impressions: 600 })]);
		expect(sandbox.requests.every(({ path }) => path === '/assetAnalyticsReport')).toBe(true);
		expect(queries()[0]).toMatchObject({ start: '2026-03-17', end: '2026-03-17', filter_asset_id: '70000001' });
	});
});

describe('Get Custom', () => {
	it('reads any columns, sorted as asked, with a ratio beside each ROAS', async () => {
		sandbox.applovinReport.rows = ['us', 'gb'].map((country) => row(1, { ...SOURCE, country }, figuresOf(20, 0.5)));
		const done = await run('getCustom', {
			columns: 'country,roas_7d,ad_roas_0d',
			sort: { rows: [{ column: 'country', order: 'DESC' }] },
			columnFilters: { rows: [{ column: 'campaign', match: 'not', values: 'Other' }] },
			options: { having: 'cost > 10' },
		});
		expect(done.error).toBeUndefined();
		expect(jsonOf(done)[0]).toEqual({
			...{ country: 'us', cost: 20, total_rev_7d: 10, roas_7d: 50, ad_rev_0d: 1.2, ad_roas_0d: 6 },
			...{ roas_7d_ratio: 0.5, ad_roas_0d_ratio: 0.06 },
		});
		expect(queries()[0]).toMatchObject({
			...{ sort_country: 'DESC', filter_not_campaign: 'Other', having: 'cost > 10' },
			columns: 'country,cost,total_rev_7d,roas_7d,ad_rev_0d,ad_roas_0d',
		});
	});

	it('reads the web report, 90 days back', async () => {
		sandbox.options.applovinReport.account = 'web';
		sandbox.applovinReport.rows = [row(80, { campaign: 'Shop' }, { cost: 10, chka_usd_7d: 25 })];
		const done = await run('getCustom', {
			...{ report: 'webReport', period: 'custom', start: '2025-12-25', end: '2026-01-10' },
			...{ attribution_mode: 'click', columns: ['campaign', 'roas_7d'] },
		});
		expect(done.error).toBeUndefined();
		expect(jsonOf(done)).toEqual([{ campaign: 'Shop', cost: 10, chka_usd_7d: 25, roas_7d: 250, roas_7d_ratio: 2.5 }]);
		expect(queries()[0]).toMatchObject({ attribution_mode: 'click', report_type: 'advertiser' });
	});

	it.each<[string, IDataObject, IDataObject]>([
		// Section 1: "Cohort by default, day_column=event_day makes it real time: the inverse of /report".
		['playables by event', { report: 'playableMetrics', columns: 'asset_id,completed' }, { day_column: 'event_day' }],
		['assets of a fixed range', { report: 'assetReport', range: 'last_7d', columns: 'asset_id,cost' }, { range: 'last_7d' }],
		['assets above a figure', { report: 'assetAnalyticsReport', columns: 'asset_id,cost', columnFilters: { rows: [{ column: 'cost', match: 'above', values: '5' }] } }, { filter_greater_than_cost: '5' }],
	])('%s', async (_, form, query) => {
		const done = await run('getCustom', form);
		expect(done.error).toBeUndefined();
		expect(sandbox.requests[0].path).toBe(`/${String(form.report)}`);
		expect(queries()[0]).toMatchObject(query);
		expect(queries()[0].report_type).toBeUndefined();
	});

	it('reads playables by install, without a day column', async () => {
		sandbox.applovinReport.playableRows = [{ ...row(1, { asset_id: '007' }, { completed: 12 }), basis: 'cohort' }];
		const done = await run('getCustom', { report: 'playableMetrics', day_column: 'day', columns: 'asset_id,completed' });
		expect(jsonOf(done)).toEqual([{ asset_id: '007', completed: 12 }]);
		expect(queries()[0].day_column).toBeUndefined();
	});

	it('tells the account of a web key, and why an app key has none', async () => {
		const refused = await run('getCustom', { report: 'accountInfo' });
		expect(refused.error?.message).toContain('not a web account');
		sandbox.options.applovinReport.account = 'web';
		expect(jsonOf(await run('getCustom', { report: 'accountInfo' }))).toEqual([{ account_id: '12345' }]);
	});
});

describe('what is wrong is told before anything is sent', () => {
	it.each<[string, string, IDataObject, string]>([
		['46 days back', 'getCampaigns', { period: 'custom', start: '2026-02-02', end: '2026-03-01' }, 'more than 45 days back'],
		['91 days back', 'getCustom', { report: 'webReport', columns: 'cost', period: 'custom', start: '2025-12-19', end: '2026-03-01' }, 'more than 90 days back'],
		['cohorts too far back', 'getSources', { period: 'completeCohorts', windows: ['30d'], installDays: 20 }, 'more than 45 days back'],
		['cohorts without a window', 'getSources', { period: 'completeCohorts', windows: [] }, "'Revenue After' is empty"],
		['a last day before the first', 'getAssets', { period: 'custom', start: '2026-03-02', end: '2026-03-01' }, 'is before'],
		['a last day after today', 'getAssets', { period: 'custom', start: '2026-03-02', end: '2026-03-21' }, 'is after today'],
		['no day', 'getAssets', { period: 'custom', start: '2026-02-30', end: 'soon' }, "'First Day' must be a day"],
		['an unknown column', 'getCampaigns', { additionalColumns: ['costs'] }, 'costs'],
		['a sort by what is not asked for', 'getCustom', { columns: 'cost', sort: { rows: [{ column: 'day', order: 'ASC' }] } }, 'not among the columns'],
		['a comparison that only asset reports have', 'getCustom', { columns: 'cost', columnFilters: { rows: [{ column: 'cost', match: 'above', values: '5' }] } }, 'only asset reports'],
		['a value with a comma', 'getCustom', { columns: 'cost', columnFilters: { rows: [{ column: 'campaign', match: 'is', values: '={{ ["a,b"] }}' }] } }, 'holds a comma'],
		['hours of 31 days ago', 'getCustom', { columns: 'hour,cost', period: 'last45Days' }, 'more than 30 days back'],
		['a lost filter', 'getCampaigns', { filters: { country: '={{ undefined }}' } }, 'Countries'],
		['a lost value of a filter', 'getCustom', { columns: 'cost', columnFilters: { rows: [{ column: 'country', match: 'is', values: '={{ [] }}' }] } }, 'Values'],
	])('%s', async (_, operation, form, words) => {
		const { error } = await run(operation, form);
		expect(`${error?.message} ${error?.description}`).toContain(words);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('section 5: pages', () => {
	const ALL = { period: 'custom', start: '2026-03-01', end: '2026-03-19', windows: [] };

	it.each([
		[10_000, 0],
		[1_000, 7],
		[500, 50],
	])('reads each of 12,000 rows once where the server takes %i and %i overlap', async (maxRows, overlap) => {
		Object.assign(sandbox.options.applovinReport, { maxRows, overlap });
		sandbox.applovinReport.rows = manyRows(12_000, time.now);
		const done = await run('getSources', ALL);
		expect(done.error).toBeUndefined();
		expect(done.items).toHaveLength(12_000);
		expect(new Set(done.items.map(({ json }) => json.app_id)).size).toBe(12_000);
	}, 60_000);

	it.each([
		['text', (at: number): string => `group ${at}`],
		['digits', (at: number): string => String(at).padStart(5, '0')],
	])('keeps rows that only a column tells apart which the documents do not name: %s', async (_, valueAt) => {
		const all = Array.from({ length: 2_500 }, (_row, at) => ({ day: '2026-03-19', age_group: valueAt(at), cost: '1.5' }));
		const { result, asked } = await answering(
			({ path }) => {
				const query = new URL(path, 'http://localhost').searchParams;
				const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
				return { code: 200, results: all.slice(offset, offset + limit) };
			},
			async (baseUrl) =>
				await run('getCustom', { columns: 'day,age_group,cost' }, { credential: reportCredential({ url: baseUrl }) }),
		);
		expect(jsonOf(result).map(({ age_group }) => age_group)).toEqual(all.map(({ age_group }) => age_group));
		expect(asked[0].path).toContain('sort_age_group=ASC');
		expect(asked[0].path).not.toContain('sort_cost');
	});

	it('stops at its limit and says that there is more', async () => {
		sandbox.applovinReport.rows = manyRows(30, time.now);
		const done = await run('getSources', { ...ALL, returnAll: false, limit: 20 });
		expect(done.items).toHaveLength(20);
		expect(hintsOf(done)).toContainEqual(expect.stringContaining('There are more rows than the 20'));
		expect(sandbox.requests).toHaveLength(1);
	});

	it('returns nothing of an empty report', async () => {
		const done = await run('getSources', ALL);
		expect([done.error, done.items]).toEqual([undefined, []]);
		expect(sandbox.requests).toHaveLength(1);
	});

	it('ends with an error where the server shortens its pages on the way: rows would be missing', async () => {
		const all = manyRows(400, time.now).map(({ dimensions }) => dimensions);
		const { result } = await answering(
			({ path }) => {
				const query = new URL(path, 'http://localhost').searchParams;
				const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
				const most = offset === 0 ? 200 : 120;
				return { code: 200, results: all.slice(offset, offset + Math.min(limit, most)) };
			},
			async (baseUrl) =>
				await run('getSources', ALL, { credential: reportCredential({ url: baseUrl }) }),
		);
		expect(result.error?.message).toContain('shorter pages than before');
	});
});

describe('answers', () => {
	it.each([
		['innerCode', 'The report could not be made'],
		['empty', 'an empty response'],
		['html', 'a web page instead of JSON'],
	] as const)('a success that is none is an error: %s', async (answers, words) => {
		sandbox.options.applovinReport.answers = answers;
		const { error } = await run('getCampaigns');
		expect(error?.message).toContain(words);
	});

	it.each([
		['rows that are none', { code: 200, results: ['x', null] }],
		['rows that are counted only', { code: 200, count: 5, results: [] }],
	])('takes %s for no empty report', async (_, body) => {
		const { result } = await answering(
			() => body,
			async (baseUrl) => await run('getCampaigns', {}, { credential: reportCredential({ url: baseUrl }) }),
		);
		expect(result.error?.message).toContain('missing rows');
	});

	it('asks in lower case, as reports have countries', async () => {
		await run('getCampaigns', { filters: { country: 'US, us, De', platform: 'IOS' } });
		expect(queries()[0]).toMatchObject({ filter_country: 'us,de', filter_platform: 'ios' });
	});

	it('takes a bare array', async () => {
		sandbox.options.applovinReport.answers = 'bareArray';
		sandbox.applovinReport.rows = [row(1, SOURCE, figuresOf(40, 0.5))];
		expect((await run('getCampaigns')).items).toHaveLength(1);
	});

	it.each(['message', 'error', 'detail', 'text'] as const)('quotes AppLovin without the key in its address: %s', async (errorBody) => {
		sandbox.options.applovinReport.errorBody = errorBody;
		const done = await run('getCustom', { columns: 'costs' });
		expect(done.error?.message).toContain('Invalid column: costs');
		expect(done.error?.message).toContain('api_key=***');
		expect(done.error?.description).toContain('trace ID');
		expect(JSON.stringify([done.error, done.error?.cause, done.error?.context, done.error?.stack])).not.toContain('sandbox-applovin-report-key');
	});

	it.each(['serverError', 'reset', 'rateLimit', 'resetAfter'] as const)('reads again after %s', async (kind) => {
		sandbox.addFault({ path: /report/, kind });
		sandbox.applovinReport.rows = [row(1, SOURCE, figuresOf(40, 0.5))];
		expect((await run('getCampaigns')).items).toHaveLength(1);
	});

	describe('inside a success ("HTTP 200 may still carry `code` != 200, an empty body or HTML")', () => {
		/** Runs Get Campaigns against a server whose first answers are these bodies with status 200. */
		const after = async (bodies: string[], headers: Record<string, string> = {}, form: IDataObject = {}) =>
			await told(
				(response) => {
					const good = JSON.stringify({ code: 200, results: [{ campaign: 'US' }, { campaign: 'UK' }] });
					response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(bodies.shift() ?? good);
				},
				async ({ baseUrl, heard }) => {
					const credential = reportCredential({ url: baseUrl });
					const started = clock.now();
					const done = await run('getCampaigns', { returnAll: false, limit: 1, ...form }, { credential });
					return { ...done, asked: heard.length, waitedMs: clock.now() - started };
				},
			);
		const coded = (code: unknown): string => JSON.stringify({ code, message: 'Not now' });

		it.each([
			['429', coded(429)],
			['500', coded(500)],
			['503 as text', coded('503')],
			['nothing', ''],
			['spaces', ' \n'],
		])('what passes is asked for again: %s', async (_, body) => {
			const { error, items, asked } = await after([body]);
			expect(error).toBeUndefined();
			expect(items).toHaveLength(1);
			expect(asked).toBe(2);
		});

		it('as often as where the status says it', async () => {
			const inside = await after(Array.from({ length: 9 }, () => coded(503)));
			expect([inside.asked, inside.error?.message]).toEqual([4, 'Not now']);
			sandbox.addFault({ path: /report/, kind: 'serverError', times: 9 });
			await run('getCampaigns');
			expect(sandbox.requests).toHaveLength(4);
		});

		it('a 429 is waited out as AppLovin asks, and told as a refusal', async () => {
			const done = await after([coded(429)], { 'retry-after': '12' });
			expect(done.waitedMs).toBe(12_000);
			expect(hintsOf(done)).toContainEqual(expect.stringContaining('(1 of them refused as too many) and waited 12 seconds'));
		});

		it('where both were waited for, AppLovin is the reason', async () => {
			sandbox.addFault({ path: /report/, kind: 'rateLimitRetryAfter', retryAfterSeconds: 12 });
			expect(hintsOf(await run('getCampaigns', ...manyApps(70)))).toEqual([
				expect.stringContaining('for its rate limit.'),
			]);
		});

		it('a 429 is waited for no longer than the form allows', async () => {
			const { error, asked } = await after([coded(429)], { 'retry-after': '90' }, { options: { rateLimitWaitMinutes: 1 } });
			expect(asked).toBe(1);
			expect(error?.httpCode).toBe('429');
		});

		it.each([
			['400', coded(400)],
			['401', coded(401)],
			['another number', coded(1_001)],
			['a web page', '<!DOCTYPE html><p>Hello</p>'],
		])('what does not pass is asked for once: %s', async (_, body) => {
			const { error, asked } = await after([body]);
			expect(error).toBeDefined();
			expect(asked).toBe(1);
		});
	});

	it('tells a wrong key, and sends it nowhere else', async () => {
		const wrong = await run('getCampaigns', {}, { credential: reportCredential(sandbox, { apiKey: 'wrong-key-of-mine' }) });
		expect(wrong.error?.description).toContain('Report Key');
		expect(wrong.error?.message).not.toContain('wrong-key-of-mine');
		sandbox.requests.length = 0;
		sandbox.addFault({ path: /report/, kind: 'redirect' });
		const moved = await run('getCampaigns');
		expect(moved.error?.message).toContain('redirect');
		expect(sandbox.requests.filter(({ path }) => path === '/redirected')).toEqual([]);
	});
});

describe('items that ask for the same', () => {
	const BY_COUNTRY = { filters: { country: '={{ $json.country }}' } };
	const of = (...countries: string[]): NodeRunOptions => ({ items: countries.map((country) => ({ json: { country } })) });
	const linked = ({ items }: NodeRun) => items.map(({ json, pairedItem }) => [json.country, pairedItem]);

	beforeEach(() => {
		sandbox.applovinReport.rows = ['us', 'gb'].map((country) => row(1, { ...SOURCE, country }, figuresOf(20, 0.5)));
	});

	it('share its requests, each with results of its own', async () => {
		const alone = await run('getCampaigns', BY_COUNTRY, of('us'));
		const requests = sandbox.requests.length;
		sandbox.requests.length = 0;
		const done = await run('getCampaigns', BY_COUNTRY, of('us', 'US', 'gb', 'us', 'gb'));
		expect(done.error).toBeUndefined();
		expect(linked(done)).toEqual([
			...[['us', { item: 0 }], ['us', { item: 1 }], ['gb', { item: 2 }]],
			...[['us', { item: 3 }], ['gb', { item: 4 }]],
		]);
		expect(done.items[3].json).toEqual(alone.items[0].json);
		expect(done.items[3].json).not.toBe(done.items[0].json);
		// 'US' is written in another way, and so not the same.
		expect(sandbox.requests).toHaveLength(3 * requests);
		expect(hintsOf(done)).toEqual([`Sent ${3 * requests} requests to AppLovin. 4 items shared their requests.`]);
	});

	it.each<[string, IDataObject]>([
		['getAssets', { period: 'last7Days' }],
		['getCreativeSets', {}],
		['getCustom', { columns: 'day,cost' }],
		['getCustom', { columns: 'day,cost', options: { rawResponse: true } }],
		['getSources', { minimumCost: 10 }],
	])('with %s and %j', async (operation, form) => {
		sandbox.applovinReport.assetRows = [row(2, { asset_id: '70000001' }, { cost: 5 })];
		const alone = await run(operation, form);
		expect(alone.items.length).toBeGreaterThan(0);
		const requests = sandbox.requests.length;
		sandbox.requests.length = 0;
		const done = await run(operation, form, of('us', 'us', 'us'));
		expect(done.error).toBeUndefined();
		expect(done.items.map(({ json, pairedItem }) => [json, pairedItem])).toEqual(
			[0, 1, 2].flatMap((item) => alone.items.map(({ json }) => [json, { item }])),
		);
		expect(sandbox.requests).toHaveLength(requests);
	});

	it('do not share a failure', async () => {
		sandbox.addFault({ path: /report/, kind: 'serverError', times: 4 });
		const done = await run('getCampaigns', BY_COUNTRY, { ...of('us', 'us', 'us'), node: { onError: 'continueRegularOutput' } });
		expect(done.items.map(({ json }) => json.country)).toEqual([undefined, 'us', 'us']);
		expect(done.items[0].json.error).toBeDefined();
	});

	it('do not share with other runs', async () => {
		const first = await run('getCampaigns', BY_COUNTRY, of('us', 'us'));
		const requests = sandbox.requests.length;
		await run('getCampaigns', BY_COUNTRY, { ...of('us', 'us'), engine: first.engine });
		expect(sandbox.requests).toHaveLength(2 * requests);
	});

	it('tell each its own fault', async () => {
		const done = await run('getCampaigns', { filters: { country: '={{ $json.country.trim() }}' } }, {
			items: [{ json: { country: 'us' } }, { json: {} }, { json: { country: 'us' } }],
			node: { onError: 'continueRegularOutput' },
		});
		expect(done.items.map(({ json }) => json.country)).toEqual(['us', undefined, 'us']);
		expect(JSON.stringify(done.items[1].json)).toContain('Countries');
	});
});

it('tells whose pace it keeps: AppLovin publishes no limit', async () => {
	const done = await run('getCampaigns', ...manyApps(61));
	expect(done.error).toBeUndefined();
	expect(hintsOf(done)).toEqual([
		"Sent 61 requests to AppLovin and waited 61 seconds for this node's own pace of 60 requests a minute.",
	]);
});

describe('the credential', () => {
	const press = async (changes: IDataObject = {}) =>
		await pressTest(new AppLovinReportApi(), reportCredential(sandbox, changes));

	it('asks for one row of yesterday', async () => {
		expect(await press()).toBe('OK');
		const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
		expect(queries()).toEqual([
			{
				...{ api_key: 'sandbox-applovin-report-key', report_type: 'advertiser', format: 'json' },
				...{ start: yesterday, end: yesterday, columns: 'day,cost', limit: '1' },
			},
		]);
	});

	it('says what is wrong', async () => {
		expect(await press({ apiKey: 'wrong-key-of-mine' })).not.toBe('OK');
		sandbox.options.applovinReport.answers = 'html';
		expect(await press()).toContain('A web page answers there');
	});

	it.each([
		['a refusal', '{"code":403,"message":"Invalid key"}', 'check that'],
		['too many requests', '{"code":429}', 'test again in a minute'],
		['an internal error', '{"code":503,"results":[]}', 'internal error'],
		['nothing', '', 'with nothing'],
		['a report', '{"code":200,"count":1,"results":[{"day":"2026-03-19","cost":"5.00"}]}', 'OK'],
		['a report without rows', '{"code":200,"count":0,"results":[]}', 'OK'],
		['a report without a code', '{"results":[{"day":"2026-03-19","cost":"5.00"}]}', 'OK'],
		['a bare array', '[{"day":"2026-03-19","cost":"5.00"}]', 'OK'],
		['a bare array with the cost first', '[{"cost":"4.00"}]', 'OK'],
		['a bare, empty array', '[]', 'OK'],
	])('reads what a success says: %s', async (_, body, words) => {
		const said = await told(
			(response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(body),
			async ({ baseUrl }) => await press({ baseUrl }),
		);
		expect(said).toContain(words);
	});

	it('keeps the key at its host', async () => {
		const credential = reportCredential(sandbox);
		const sign = async (url: string) =>
			await (new AppLovinReportApi().authenticate as IAuthenticateFunction)(credential, { url });
		await expect(sign('https://example.com/report')).rejects.toThrow('it was not sent');
		expect(await sign(`${sandbox.url}/report`)).toMatchObject({ qs: { api_key: credential.apiKey } });
	});
});
