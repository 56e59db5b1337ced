import { startSandbox, type Sandbox } from '../../../sandbox';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import type { JsonObject, JsonValue } from '../../../sandbox/json';

const ANDROID = {
	name: 'My app US',
	platform: 'android',
	package_name: 'com.example.app',
	bid_type: 'CPI',
	tracking_method: 'adjust',
};
const IOS = { platform: 'ios', package_name: '1234567890', bundle_id: 'com.example.app' };

function message(answer: { body: JsonObject }): JsonValue | undefined {
	const { error } = answer.body;
	return typeof error === 'object' && error !== null && 'message' in error ? error.message : null;
}

describe('sandbox: AppLovin campaigns', () => {
	let sandbox: Sandbox;
	let client: AppLovinClient;

	beforeAll(async () => {
		sandbox = await startSandbox({ now: () => 1_750_000_000_000 });
		client = new AppLovinClient(sandbox);
	});
	beforeEach(async () => {
		sandbox.reset();
		sandbox.options.applovin.requestsPerHour = 0;
		await client.login();
	});
	afterAll(() => sandbox.close());

	describe('campaign', () => {
		test('is created as asked, twice if asked twice, and answered with the real fields', async () => {
			const answer = await client.post('/campaign/', { ...ANDROID, status: false });
			expect(answer.status).toBe(200);
			expect(answer.body).toEqual({
				name: 'My app US',
				campaign_id: '29d66efc22ae53a201e1532265b83f12',
				package_name: 'com.example.app',
				bundle_id: '',
				platform: 'android',
				category: '',
				bid_type: 'CPI',
				tracking_method: 'adjust',
				status: false,
				created_at: '2025-06-15 15:06:40',
				impressions: 0,
				clicks: 0,
				installs: 0,
				spend: '0.0000',
				goal_period: 0,
			});
			const again = await client.post('/campaign/', { ...ANDROID, goal_period: 7 });
			expect(again.body).toMatchObject({
				campaign_id: expect.stringMatching(/^[0-9a-f]{32}$/),
				status: true,
				goal_period: 7,
			});
			expect(sandbox.applovin.campaigns.size).toBe(2);
			const all = await client.get('/campaigns');
			expect(all.value).toEqual([answer.body, again.body]);
			const one = await client.get(`/campaign/${String(again.body.campaign_id)}`);
			expect(one.body).toEqual(again.body);
		});

		test.each<[string, JsonObject]>([
			['an empty name', { name: ' ' }],
			['another platform', { platform: 'web' }],
			['a bid type of the text', { bid_type: 'CPP' }],
			['a tracking partner by its name', { tracking_method: 'singular' }],
			['a status as text', { status: 'true' }],
			['a category as number', { category: 803 }],
			['a goal period as text', { goal_period: '7' }],
			['a bundle id on android', { bundle_id: 'com.example.app' }],
			['ios without bundle id', { platform: 'ios', package_name: '1' }],
			['ios with a package name', { ...IOS, package_name: 'com.example.app' }],
			['an id', { campaign_id: '29d66efc22ae53a201e1532265b83f12' }],
			['an empty id', { campaign_id: '' }],
			['a counter', { clicks: 0 }],
			['an unknown field', { budget: 5 }],
		])('is not created with %s', async (_, changes) => {
			const answer = await client.post('/campaign/', { ...ANDROID, ...changes });
			expect(answer.status).toBe(400);
			expect(message(answer)).toEqual(expect.any(String));
			expect(sandbox.applovin.campaigns.size).toBe(0);
		});

		test.each(Object.keys(ANDROID))('is not created without %s', async (field) => {
			const body = Object.fromEntries(Object.entries(ANDROID).filter(([key]) => key !== field));
			const answer = await client.post('/campaign/', body);
			expect([answer.status, message(answer)]).toEqual([400, `${field} is required`]);
		});

		test('is created on ios with its bundle id', async () => {
			expect((await client.post('/campaign/', { ...ANDROID, ...IOS })).status).toBe(200);
		});

		test('is created only with the slash, unless that is optional', async () => {
			const answer = await client.post('/campaign', ANDROID);
			expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('<html>')]);
			expect((await client.post('/creative_set', {})).status).toBe(404);
			sandbox.options.applovin.createSlash = 'optional';
			expect((await client.post('/campaign', ANDROID)).status).toBe(200);
			expect((await client.post('/campaign/', ANDROID)).status).toBe(200);
		});

		test('changes what is sent and nothing else', async () => {
			const id = await client.makeCampaign();
			const path = `/campaign/${id}`;
			const answer = await client.post(path, { status: true });
			expect(answer.body).toMatchObject({ name: 'My app US', status: true, category: '803' });
			const all = { name: 'New', category: '1', tracking_method: 'kochava', status: false };
			expect((await client.post(path, all)).body).toMatchObject(all);
			const before = (await client.get(path)).body;
			for (const body of [
				{},
				{ campaign_id: id },
				{ bid_type: 'CPI' },
				{ platform: 'android' },
				{ goal_period: 1 },
				{ spend: '0.0000' },
				{ name: 'x', budget: 5 },
				{ name: 'x', status: 'false' },
				{ name: '' },
			]) {
				expect((await client.post(path, body)).status).toBe(400);
			}
			expect((await client.get(path)).body).toEqual(before);
			expect(sandbox.applovin.campaigns.size).toBe(1);
		});

		test('is not found under another id or method', async () => {
			await client.makeCampaign();
			for (const id of ['x', '..%2Fcampaigns', '%E0%A4%A', '29D66EFC22AE53A201E1532265B83F12']) {
				const answer = await client.get(`/campaign/${id}`);
				expect([answer.status, message(answer)]).toEqual([404, 'Campaign not found']);
				expect((await client.post(`/campaign/${id}`, { name: 'x' })).status).toBe(404);
			}
			expect((await client.post('/campaigns', ANDROID)).status).toBe(405);
			expect((await client.get('/campaigns/')).text).toContain('<html>');
		});

		test('wants a JSON object', async () => {
			expect((await client.post('/campaign/', [ANDROID])).status).toBe(400);
			const headers = { Authorization: `Bearer ${client.token}` };
			const path = '/campaign_management/v1/campaign/';
			const type = { 'Content-Type': 'application/json' };
			expect((await client.send('POST', path, '{', { ...headers, ...type })).status).toBe(400);
			expect((await client.send('POST', path, '', { ...headers, ...type })).status).toBe(400);
			const text = JSON.stringify(ANDROID);
			expect((await client.send('POST', path, text, headers)).status).toBe(415);
		});
	});
});
