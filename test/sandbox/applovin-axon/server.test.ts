import { startSandbox, type AppLovinAxonState, type Sandbox } from '../../../sandbox';
import { AxonClient } from '../../../sandbox/applovin-axon/client';
import { without } from '../../../sandbox/applovin-axon/context';
import { AXON_CONTRACTS } from '../../../sandbox/applovin-axon/contracts';
import { addAsset, addCampaign, addCreativeSet } from '../../../sandbox/applovin-axon/seed';
import type { JsonObject } from '../../../sandbox/json';

/** What the facts on the Axon API demand of a stand-in (section 10), and what they say of errors (section 1). */
let now: number;
let sandbox: Sandbox;
let client: AxonClient;
let state: AppLovinAxonState;

beforeEach(async () => {
	now = Date.parse('2026-03-01T12:00:00Z');
	sandbox = await startSandbox({ now: () => now });
	client = new AxonClient(sandbox);
	state = sandbox.applovinAxon;
});
afterEach(() => sandbox.close());

const NEW = AXON_CONTRACTS[0].body as JsonObject;
const WEB = AXON_CONTRACTS[5].body as JsonObject;

describe('access', () => {
	it('is refused without the key, for another account and at unknown paths, always with 403', async () => {
		for (const reply of [
			await new AxonClient(sandbox, undefined, 'Bearer x').get('/campaign/list'),
			await new AxonClient(sandbox, { account_id: '7' }).get('/campaign/list'),
			await client.get('/campaign/get'),
			await client.post('/campaign/list', {}),
		]) {
			expect(reply).toMatchObject({ status: 403, text: '', code: null });
			expect(reply.trace).toMatch(/^[0-9a-f]{32}$/);
		}
		expect(state.errorCount).toBe(4);
	});

	it('needs account_id in each query', async () => {
		const reply = await new AxonClient(sandbox, {}).get('/campaign/list');
		expect(reply).toMatchObject({ status: 400, code: '100001', words: expect.stringContaining('account_id') });
	});
});

describe('limits', () => {
	it('blocks the account for a day after 100 errors in 5 minutes', async () => {
		for (let count = 0; count < 99; count++) await client.get('/campaign/list', { size: '101' });
		expect((await client.get('/campaign/list')).status).toBe(200);
		await client.get('/campaign/list', { size: '101' });
		expect(await client.get('/campaign/list')).toMatchObject({ status: 429, code: '100007' });
		now += 24 * 3_600_000 - 1_000;
		expect((await client.get('/campaign/list')).status).toBe(429);
		now += 1_000;
		expect((await client.get('/campaign/list')).status).toBe(200);
	});

	it('forgets errors after 5 minutes', async () => {
		for (let count = 0; count < 99; count++) await client.get('/campaign/list', { size: '0' });
		now += 5 * 60_000;
		await client.get('/campaign/list', { size: '0' });
		expect((await client.get('/campaign/list')).status).toBe(200);
		expect(state.errorCount).toBe(100);
	});

	it('answers 429 for ten minutes from the request 1,001 of a minute', async () => {
		sandbox.options.applovinAxon.requestsPerMinute = 5;
		for (let count = 0; count < 5; count++) expect((await client.get('/asset/list')).status).toBe(200);
		expect(await client.get('/asset/list')).toMatchObject({ status: 429, code: null });
		now += 9 * 60_000;
		expect((await client.get('/asset/list')).status).toBe(429);
		now += 60_000;
		expect((await client.get('/asset/list')).status).toBe(200);
	});
});

describe('campaigns', () => {
	it.each<[string, JsonObject]>([
		['an id', { ...NEW, id: '7' }],
		['an unknown field', { ...NEW, budgets: {} }],
		['an unknown enum', { ...NEW, platform: 'ios' }],
		['both forms of a budget', { ...NEW, budget: { daily_budget_for_all_countries: '1', country_code_to_daily_budget: { US: '1' } } }],
		['no budget', { ...NEW, budget: {} }],
		['both forms of a goal', { ...NEW, goal: { goal_type: 'CPI', goal_value_for_all_countries: '1', country_code_to_goal_value: { US: '1' } } }],
		['a number as money', { ...NEW, budget: { daily_budget_for_all_countries: 100 } }],
		['a thousands separator', { ...NEW, budget: { daily_budget_for_all_countries: '5,000' } }],
		['float noise', { ...NEW, goal: { goal_type: 'CPI', goal_value_for_all_countries: '0.30000000000000004' } }],
		['a CPI of 200', { ...NEW, goal: { goal_type: 'CPI', goal_value_for_all_countries: '200' } }],
		['a ROAS in percent', { ...NEW, bidding_strategy: 'AUTO_BIDDING_WITH_CPM_BILLING', goal: { goal_type: 'AD_ROAS', roas_day_target: 'DAY7', goal_value_for_all_countries: '100' } }],
		['a ROAS of 0.1', { ...NEW, goal: { goal_type: 'AD_ROAS', roas_day_target: 'DAY7', goal_value_for_all_countries: '0.1' } }],
		['CPE with CPI billing', { ...NEW, goal: { goal_type: 'CPE', event_target: 'e', goal_value_for_all_countries: '1' } }],
		['regions and metros', { ...NEW, targeting: [{ country_code: 'US', region_codes: ['CA'], metro_names: ['x'] }] }],
		['regions of another country', { ...NEW, targeting: [{ country_code: 'GB', region_codes: ['CA'] }] }],
		['a lower-case country', { ...NEW, targeting: [{ country_code: 'us' }] }],
		['no end', without(NEW, 'is_continuous_delivery')],
		['both ends', { ...NEW, end_date: '2026-04-01T00:00:00' }],
		['a start of yesterday', { ...NEW, start_date: '2026-02-28T00:00:00' }],
		['another form of time', { ...NEW, start_date: '2026-03-02' }],
		['an http address', { ...NEW, tracking: { tracking_method: 'ADJUST', impression_url: 'http://a.b', click_url: 'https://a.b' } }],
		['an iTunes ID for Android', { ...NEW, itunes_id: '1' }],
		['a platform for WEB', { ...WEB, platform: 'IOS' }],
		['CPI billing for WEB', { ...WEB, bidding_strategy: 'TARGET_GOAL_WITH_CPI_BILLING' }],
		['DAY28 for WEB', { ...WEB, goal: { ...(WEB.goal as JsonObject), roas_day_target: 'DAY28' } }],
	])('refuses %s', async (_, body) => {
		expect(await client.post('/campaign/create', body)).toMatchObject({ status: 400, code: '100001' });
		expect(state.campaigns.size).toBe(0);
		expect(state.errorCount).toBe(1);
	});

	it('starts LIVE whatever is sent, and is paused by an update', async () => {
		await client.post('/campaign/create', { ...NEW, status: 'PAUSED' });
		expect(state.campaigns.get(12345)?.status).toBe('LIVE');
		await client.post('/campaign/update', { id: '12345', type: 'APP', status: 'PAUSED' });
		expect(state.campaigns.get(12345)?.status).toBe('PAUSED');
	});

	it.each([
		['without a type', { status: 'PAUSED' }],
		['of another type', { type: 'WEB', status: 'PAUSED' }],
		['of the goal type', { type: 'APP', goal: { goal_type: 'CPP', goal_value_for_all_countries: '1' } }],
		['of the bidding strategy', { type: 'APP', bidding_strategy: 'AUTO_BIDDING_WITH_CPM_BILLING' }],
		['of a country that is not targeted', { type: 'APP', budget: { country_code_to_daily_budget: { DE: '1' } } }],
	])('refuses an update %s', async (_, body) => {
		addCampaign(state);
		expect((await client.post('/campaign/update', { id: '12345', ...body })).status).toBe(400);
	});

	it.each(['replaces', 'keeps'] as const)('an update of the budget in one form %s the other', async (how) => {
		sandbox.options.applovinAxon.budgetUpdate = how;
		addCampaign(state);
		await client.post('/campaign/update', { id: '12345', type: 'APP', budget: { country_code_to_daily_budget: { US: '5' } } });
		const { budget } = state.campaigns.get(12345)?.fields ?? {};
		expect(Object.keys(budget as object)).toHaveLength(how === 'keeps' ? 2 : 1);
	});

	it('lists by ids or hashed_ids, without archived ones, `[]` past the end', async () => {
		const [first, second] = [addCampaign(state), addCampaign(state)];
		addCampaign(state, {}, { archived: true });
		expect((await client.get('/campaign/list')).body).toHaveLength(2);
		expect((await client.get('/campaign/list', { size: '1', page: '2' })).body).toMatchObject([{ id: String(second.id) }]);
		expect((await client.get('/campaign/list', { page: '2' })).body).toEqual([]);
		expect((await client.get('/campaign/list', { hashed_ids: first.hashedId })).body).toMatchObject([{ id: String(first.id) }]);
		const both = { ids: '12345', hashed_ids: first.hashedId };
		for (const query of [both, { ids: 'x' }, { ids: Array.from({ length: 101 }, () => '1').join() }, { page: '0' }, { size: '101' }]) {
			expect((await client.get('/campaign/list', query as Record<string, string>)).status).toBe(400);
		}
	});

	it('answers amounts and IDs as numbers if it is told to', async () => {
		Object.assign(sandbox.options.applovinAxon, { amounts: 'numbers', ids: 'numbers' });
		addCampaign(state);
		expect((await client.get('/campaign/list')).body).toMatchObject([
			{ id: 12345, budget: { daily_budget_for_all_countries: 100 }, goal: { goal_value_for_all_countries: 2.5, goal_type: 'CPI' } },
		]);
	});

	it('logs changes, newest first, of the last 7 days or of both dates', async () => {
		await client.post('/campaign/create', NEW);
		now += 8 * 86_400_000;
		await client.post('/campaign/update', { id: '12345', type: 'APP', status: 'PAUSED' });
		await client.post('/campaign/update', { id: '12345', type: 'APP', name: 'New' });
		const rows = (await client.get('/operation_logs/campaign')).body as JsonObject[];
		expect(rows.map((row) => row.operation_type)).toEqual(['UPDATE_CAMPAIGN', 'UPDATE_CAMPAIGN_STATUS']);
		expect(rows[0]).toMatchObject({ campaign_id: '12345', campaign_name: 'New', detail: { before: { name: 'US CPI' }, after: { name: 'New' } } });
		const dates = { start_date: '2026-03-01', end_date: '2026-03-09' };
		expect((await client.get('/operation_logs/campaign', dates)).body).toHaveLength(3);
		for (const query of [{ start_date: '2026-03-01' }, { start_date: '2026-01-01', end_date: '2026-03-01' }]) {
			expect((await client.get('/operation_logs/campaign', query as Record<string, string>)).status).toBe(400);
		}
	});

	it('has words in the body if it is told to', async () => {
		sandbox.options.applovinAxon.errorWords = 'body';
		const response = await fetch(`${sandbox.url}/manage/v1/campaign/list?account_id=12345&page=0`, {
			headers: { authorization: 'sandbox-applovin-axon-key' },
		});
		expect(await response.text()).toContain('Invalid page');
		expect(response.headers.get('x-al-error-message')).toBeNull();
	});
});

describe('creative sets', () => {
	const SET = { type: 'APP', name: 'Set A', assets: [{ id: '70000001' }] };

	it.each<[string, JsonObject]>([
		['no assets', { ...SET, assets: [] }],
		['an unknown asset', { ...SET, assets: [{ id: '7' }] }],
		['a rejected asset', { ...SET, assets: [{ id: '70000002' }] }],
		['51 assets', { ...SET, assets: Array.from({ length: 51 }, (_, at) => ({ id: String(70_000_100 + at) })) }],
		['11 of a type', { ...SET, assets: Array.from({ length: 11 }, (_, at) => ({ id: String(70_000_100 + at) })) }],
		['a language code', { ...SET, languages: ['en'] }],
		['a landing page for an app', { ...SET, creative_set_url: 'https://a.b' }],
		['Germany for WEB', { ...SET, type: 'WEB', countries: ['DE'] }],
		['a campaign of another type', { ...SET, type: 'WEB', campaign_id: '12345' }],
	])('refuses %s', async (_, body) => {
		addCampaign(state);
		addAsset(state);
		addAsset(state, { status: 'REJECTED' });
		for (let at = 0; at < 51; at++) addAsset(state, { id: 70_000_100 + at });
		const reply = await client.post('/creative_set/create', body);
		expect(reply).toMatchObject({ status: 400, code: '100001' });
		if (_ === 'a rejected asset') {
			// Section 1: what one client has seen.
			expect(reply.words).toBe('CAMPAIGN_MANAGEMENT_API_VALIDATION_ERROR. Invalid asset ids: [70000002(asset status: rejected)]');
		}
	});

	it('takes a set without a campaign, wants assets in each update and a campaign for a clone', async () => {
		addCampaign(state);
		addAsset(state);
		await client.post('/creative_set/create', SET);
		expect((await client.post('/creative_set/update', { id: '39823', type: 'APP', name: 'B' })).status).toBe(400);
		const clone = { campaign_id: '12345', creative_set_id: '39823' };
		expect((await client.post('/creative_set/clone', clone)).status).toBe(400);
		await client.post('/creative_set/add-to-campaigns', { campaign_ids: ['12345'], creative_set_ids: ['39823'] });
		expect((await client.post('/creative_set/clone', clone)).body).toEqual({ id: '39824', version: 'V2' });
		expect(state.creativeSets.get(39824)).toMatchObject({ status: 'LIVE', campaignIds: [12345], assetIds: [70000001] });
	});

	it('doubles and drops rows by campaign', async () => {
		addCampaign(state);
		for (let count = 0; count < 3; count++) addCreativeSet(state, { campaignIds: [12345] });
		expect((await client.get('/creative_set/list_by_campaign_id', { ids: '12345' })).body).toMatchObject({
			campaign_count: 1,
			campaigns: { 12345: [{ id: '39823' }, { id: '39823' }, { id: '39824' }] },
		});
	});

	it('associates at most 20 campaigns and 50 sets', async () => {
		for (let at = 0; at < 21; at++) addCampaign(state);
		addCreativeSet(state);
		const ids = [...state.campaigns.keys()];
		expect((await client.post('/creative_set/add-to-campaigns', { campaign_ids: ids, creative_set_ids: [39823] })).status).toBe(400);
		expect((await client.post('/creative_set/remove-from-campaigns', { campaign_ids: ids.slice(1), creative_set_ids: [39823] })).status).toBe(400);
		expect((await client.post('/creative_set/remove-from-campaigns', { campaign_ids: ids.slice(1), creative_set_id: 39823 })).status).toBe(200);
	});
});

describe('assets', () => {
	const file = (name: string, type = 'video/mp4', content = name): [Blob, string] => [new Blob([content], { type }), name];
	const form = (...files: Array<[Blob, string]>): FormData => {
		const data = new FormData();
		for (const [blob, name] of files) data.append('files', blob, name);
		return data;
	};

	it('finishes an upload at the third look, with mixed results, and counts what failed as an error', async () => {
		const { body } = await client.post('/asset/upload', form(file('a.mp4'), file('fail.mp4'), file('b.txt', 'text/plain')));
		const upload_id = (body as JsonObject).upload_id as string;
		for (const status of ['PENDING', 'PENDING']) {
			expect((await client.get('/asset/upload_result', { upload_id })).body).toMatchObject({ upload_status: status, summary: { total: 3, pending: 3 } });
		}
		const done = await client.get('/asset/upload_result', { upload_id });
		expect(done).toMatchObject({
			status: 200,
			body: {
				upload_status: 'FINISHED',
				summary: { total: 3, success: 1, failed: 2, pending: 0 },
				details: [
					{ id: '70000001', name: 'a.mp4', resource_type: 'VIDEO', file_status: 'SUCCESS' },
					{ name: 'fail.mp4', file_status: 'FAILURE', error_message: expect.any(String) },
					{ name: 'b.txt', file_status: 'FAILURE' },
				],
			},
		});
		await client.get('/asset/upload_result', { upload_id });
		expect(state.errorCount).toBe(2);
	});

	it('refuses equal names, another part, no file and 41 files', async () => {
		const other = new FormData();
		other.append('file', ...file('a.mp4'));
		const many = Array.from({ length: 41 }, (_, at) => file(`${at}.mp4`));
		for (const body of [form(file('a.mp4'), file('a.mp4', 'video/mp4', 'b')), other, form(), form(...many)]) {
			expect((await client.post('/asset/upload', body)).status).toBe(400);
		}
		expect(state.assets.size).toBe(0);
	});

	it('lists assets with their SHA-1, in review first', async () => {
		await client.post('/asset/upload', form(file('a.mp4', 'video/mp4', 'abc'), file('reject.png', 'image/png')));
		const listed = async () => (await client.get('/asset/list')).body;
		expect(await listed()).toMatchObject([
			// SHA-1 of "abc": FIPS 180, example.
			{ status: 'IN_REVIEW', asset_hash: 'a9993e364706816aba3e25717850c26c9cd0d89d', asset_type: 'VID_SHORT_P' },
			{ status: 'IN_REVIEW' },
		]);
		now += 2_000;
		expect(await listed()).toMatchObject([{ status: 'ACTIVE' }, { status: 'REJECTED', violation_reasons: [expect.any(String)] }]);
		for (const resource_type of ['video', 'VIDEO']) {
			expect((await client.get('/asset/list', { resource_type })).body).toHaveLength(1);
		}
	});
});

it('acts before the connection is cut, and begins anew after a reset', async () => {
	sandbox.addFault({ path: /campaign\/create/, kind: 'resetAfter' });
	await expect(client.post('/campaign/create', NEW)).rejects.toThrow();
	expect(state.campaigns.size).toBe(1);
	sandbox.addFault({ path: /campaign\/list/, kind: 'serverError' });
	expect(await client.get('/campaign/list')).toMatchObject({ status: 500, words: 'Internal Server Error' });
	expect(state.errorCount).toBe(1);
	sandbox.reset();
	expect([state.campaigns.size, state.errorCount]).toEqual([0, 0]);
});
