import { startSandbox, type Sandbox } from '../../../sandbox';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import type { JsonObject } from '../../../sandbox/json';

const IOS = { platform: 'ios', package_name: '1234567890', bundle_id: 'com.example.app' };

describe('sandbox: AppLovin targeting', () => {
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

	describe('targets', () => {
		let path: string;
		const GB = { country: 'gb', bid: 2.9 };
		const DEFAULT = { country: 'DEFAULT', budget: 1000 };
		const post = (...countries: JsonObject[]) => client.post(path, { countries });

		beforeEach(async () => {
			path = `/campaign_targets/${await client.makeCampaign()}`;
		});

		test('are an object without the campaign’s id, at first without countries', async () => {
			expect((await client.get(path)).body).toEqual({
				bid_type: 'CPI',
				countries: [],
				os_major_version_min: null,
			});
		});

		test('are updated country by country, and hide disabled ones', async () => {
			const answer = await post(DEFAULT, GB, { country: 'fr', bid: 1 });
			expect([answer.status, answer.text]).toEqual([200, '']);
			await post({ country: 'fr', disabled: true }, { country: 'de', bid: 3 });
			await post({ country: 'gb', bid: 4 });
			expect((await client.get(path)).body.countries).toEqual([
				{ country: 'DEFAULT', budget: 1000, disabled: false },
				{ country: 'gb', bid: 4, disabled: false },
				{ country: 'de', bid: 3, disabled: false },
			]);
		});

		test('keep the macros of addresses', async () => {
			const click_url = 'https://app.adjust.com/123abc?campaign={CAMPAIGN_NAME}%20({CAMPAIGN_ID})';
			await post({ ...DEFAULT, click_url }, GB);
			expect((await client.get(path)).body.countries).toContainEqual({
				...DEFAULT,
				click_url,
				disabled: false,
			});
		});

		test.each<[string, JsonObject[]]>([
			['a budget in both places', [DEFAULT, { ...GB, budget: 5 }]],
			['a bid in one country of two', [DEFAULT, GB, { country: 'fr' }]],
			['no budget at all', [GB]],
			['no bid at all', [DEFAULT, { country: 'gb' }]],
			[
				'an address in one country of two',
				[DEFAULT, { ...GB, click_url: 'https://a.example' }, { country: 'fr', bid: 1 }],
			],
			['an upper-case country', [DEFAULT, { ...GB, country: 'GB' }]],
			['an unknown country', [DEFAULT, { ...GB, country: 'uk' }]],
			['no country', [{ bid: 1 }]],
			['a country twice', [DEFAULT, GB, GB]],
			['a bid as text', [DEFAULT, { ...GB, bid: '2.9' }]],
			['a bid of 0', [DEFAULT, { ...GB, bid: 0 }]],
			['an address without protocol', [{ ...DEFAULT, click_url: 'a.example' }, GB]],
			['an address with a space', [{ ...DEFAULT, impression_url: 'https://a.example/b c' }, GB]],
			['disabled as text', [DEFAULT, { ...GB, disabled: 'true' }]],
			['an unknown field', [DEFAULT, { ...GB, currency: 'USD' }]],
		])('are refused with %s, and nothing is changed', async (_, countries) => {
			expect((await post(...countries)).status).toBe(400);
			expect((await client.get(path)).body.countries).toEqual([]);
		});

		test('are checked against what is stored', async () => {
			await post(DEFAULT, GB);
			expect((await post({ country: 'gb', budget: 5 })).status).toBe(400);
			expect((await post({ country: 'fr' })).status).toBe(400);
			expect((await post({ country: 'DEFAULT', budget: 5 })).status).toBe(200);
			expect((await client.get(path)).body.countries).toEqual([
				{ country: 'DEFAULT', budget: 5, disabled: false },
				{ country: 'gb', bid: 2.9, disabled: false },
			]);
		});

		// "Table of Fields for Countries Objects", `disabled`: "To disable countries, set this value to
		// true on update." Whether DEFAULT counts as one of them is written nowhere.
		test('keep DEFAULT, which is no country that could be disabled', async () => {
			await post(DEFAULT, GB);
			const answer = await post({ country: 'DEFAULT', disabled: true }, { ...GB, budget: 5 });
			expect(answer.status).toBe(400);
			expect((await client.get(path)).body.countries).toEqual([
				{ ...DEFAULT, disabled: false },
				{ ...GB, disabled: false },
			]);
		});

		test('have devices on ios alone, a read-only bid type and a version', async () => {
			const ios = `/campaign_targets/${await client.makeCampaign(IOS)}`;
			expect((await client.get(ios)).body.device_types).toEqual([]);
			await client.post(ios, { device_types: ['phone', 'other'], os_major_version_min: 9 });
			expect((await client.get(ios)).body).toMatchObject({
				device_types: ['phone', 'other'],
				os_major_version_min: '9',
			});
			await client.post(ios, { device_types: [] });
			expect((await client.get(ios)).body.device_types).toEqual([]);
			expect((await client.post(path, { device_types: ['phone'] })).status).toBe(400);
			for (const body of [
				{},
				{ bid_type: 'CPI' },
				{ campaign_id: 'x' },
				{ device_types: ['desktop'] },
				{ device_types: 'phone' },
				{ os_major_version_min: '9' },
				{ countries: GB },
				{ countries: ['gb'] },
			]) {
				expect((await client.post(ios, body)).status).toBe(400);
			}
			expect((await client.get('/campaign_targets/x')).status).toBe(404);
		});

		test('answer an update as told', async () => {
			sandbox.options.applovin.writeReply = 'object';
			const object = await post(DEFAULT, GB);
			expect(object.body).toEqual((await client.get(path)).body);
			sandbox.options.applovin.writeReply = 'rows';
			expect((await post(GB)).value).toEqual(object.body.countries);
		});
	});

	describe('sources and source bids', () => {
		let id: string;
		const rowsOf = async (path: string): Promise<JsonObject[]> => {
			const { value } = await client.get(path);
			return Array.isArray(value) ? (value as JsonObject[]) : [];
		};

		beforeEach(async () => {
			id = await client.makeCampaign();
		});

		test('are bare lists without limit and offset', async () => {
			const sources = await rowsOf(`/sources/${id}`);
			expect(sources).toHaveLength(25);
			expect(sources[0]).toEqual({
				app_id: expect.stringMatching(/^[0-9a-f]{52}$/),
				app_id_external: expect.stringMatching(/^[0-9a-f]{34}$/),
				status: true,
			});
			const bids = await rowsOf(`/source_bids/${id}`);
			expect(bids).toHaveLength(25);
			expect(bids.slice(0, 2)).toMatchObject([
				{ bid_value: 1.2345, bid_override_percentage: 'default', country: 'us' },
				{ bid_value: 'default', bid_override_percentage: 10, country: 'gb' },
			]);
		});

		// "Table of /sources/campaign_id?limit=xxxx&offset=yyyy Response Body Fields", total_row_count:
		// "Number of source bid overrides associated with this campaign."
		test('the total of sources is that of the overrides, as its table says', async () => {
			const [{ app_id, country }] = (await rowsOf(`/source_bids/${id}`)) as Array<{
				app_id: string;
				country: string;
			}>;
			const cleared = { app_id, country, bid_value: 'default', bid_override_percentage: 'default' };
			await client.post(`/source_bids/${id}`, [cleared]);
			const page = (await client.get(`/sources/${id}?limit=100`)).body as { sources: unknown[] };
			expect(page).toMatchObject({ total_row_count: 24 });
			expect(page.sources).toHaveLength(25);
		});

		test.each(['sources', 'source_bids'])('%s come in pages with limit or offset', async (name) => {
			const all = await rowsOf(`/${name}/${id}`);
			const page = async (query: string) => (await client.get(`/${name}/${id}?${query}`)).body;
			const total_row_count = 25;
			expect(await page('limit=2&offset=24')).toEqual({
				limit: 2,
				offset: 24,
				[name]: all.slice(24),
				total_row_count,
			});
			expect(await page('limit=2&offset=2000')).toMatchObject({ [name]: [], total_row_count });
			expect(await page('limit=3')).toMatchObject({ offset: 0, [name]: all.slice(0, 3) });
			expect(await page('offset=20')).toMatchObject({ limit: 5000, [name]: all.slice(20) });
			sandbox.options.applovin.maxPageRows = 10;
			expect(await page('limit=20')).toMatchObject({ limit: 10, [name]: all.slice(0, 10) });
			for (const query of ['limit=0', 'limit=-1', 'limit=x', 'offset=', 'offset=1.5']) {
				expect((await client.get(`/${name}/${id}?${query}`)).status).toBe(400);
			}
		});

		test('can be as many as wanted', async () => {
			sandbox.options.applovin.sourceCount = 0;
			const empty = await client.makeCampaign();
			expect((await client.get(`/sources/${empty}`)).value).toEqual([]);
			expect((await client.get('/sources/x')).status).toBe(404);
		});

		test('switch sources', async () => {
			const [{ app_id }] = await rowsOf(`/sources/${id}`);
			const body = [{ app_id, app_id_external: 'ignored', status: false }];
			const answer = await client.post(`/sources/${id}`, body);
			expect([answer.status, answer.text]).toEqual([200, '']);
			const after = await rowsOf(`/sources/${id}`);
			expect(after.map((row) => row.status).filter((status) => status === false)).toHaveLength(1);
			expect(after[0].app_id_external).not.toBe('ignored');
			for (const wrong of [
				[],
				{ sources: body },
				[{ app_id: 'x', status: true }],
				[{ app_id, status: 'false' }],
				[{ app_id }],
				[{ app_id, status: true, country: 'gb' }],
				[...body, ...body],
				['x'],
			]) {
				expect((await client.post(`/sources/${id}`, wrong)).status).toBe(400);
			}
			expect(await rowsOf(`/sources/${id}`)).toEqual(after);
		});

		test('add, change and clear bids', async () => {
			const [, , { app_id }] = await rowsOf(`/sources/${id}`);
			const path = `/source_bids/${id}`;
			const bid = { app_id, country: 'fr', bid_value: 2, bid_override_percentage: 'default' };
			await client.post(path, [bid]);
			expect(await rowsOf(path)).toHaveLength(26);
			const change = { ...bid, bid_value: 'default', bid_override_percentage: -50 };
			await client.post(path, [change, { ...change, country: 'it' }]);
			expect(await rowsOf(path)).toHaveLength(27);
			expect(await rowsOf(path)).toContainEqual(expect.objectContaining(change));
			const clear = { ...bid, bid_value: 'default' };
			await client.post(path, [clear, { ...clear, country: 'it' }]);
			expect(await rowsOf(path)).toHaveLength(25);
			for (const wrong of [
				{ ...bid, bid_override_percentage: 10 },
				{ ...bid, bid_override_percentage: 'none' },
				{ ...bid, bid_value: '2' },
				{ ...bid, bid_value: 0 },
				{ ...change, bid_override_percentage: -100 },
				{ app_id, country: 'fr', bid_value: 2 },
				{ ...bid, country: 'FR' },
				{ ...bid, country: 'DEFAULT' },
				{ ...bid, app_id: 'x' },
			]) {
				expect((await client.post(path, [wrong])).status).toBe(400);
			}
			expect(await rowsOf(path)).toHaveLength(25);
		});

		test('take only the wrapped form when told to, and answer as told', async () => {
			const [source] = await rowsOf(`/sources/${id}`);
			const bid = {
				app_id: source.app_id,
				country: 'fr',
				bid_value: 2,
				bid_override_percentage: 'default',
			};
			Object.assign(sandbox.options.applovin, { bodyFormat: 'wrapped', writeReply: 'object' });
			expect((await client.post(`/sources/${id}`, [source])).status).toBe(400);
			const wrapped = { sources: [source] };
			expect((await client.post(`/sources/${id}`, { ...wrapped, x: 1 })).status).toBe(400);
			expect((await client.post(`/sources/${id}`, wrapped)).body).toEqual(wrapped);
			expect((await client.post(`/source_bids/${id}`, { sources: [bid] })).status).toBe(400);
			sandbox.options.applovin.writeReply = 'rows';
			const rows = await client.post(`/source_bids/${id}`, { source_bids: [bid] });
			expect(rows.value).toEqual([{ ...bid, app_id_external: source.app_id_external }]);
		});
	});
});
