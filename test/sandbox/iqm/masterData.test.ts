import { startSandbox, type Sandbox } from '../../../sandbox';
import { dig, SandboxClient } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';

describe('sandbox: IQM master data', () => {
	let sandbox: Sandbox;
	let client: SandboxClient;

	beforeAll(async () => {
		sandbox = await startSandbox({ iqm: { requestsPerMinute: 0 } });
		client = new SandboxClient(sandbox);
		await client.login();
	});
	afterAll(() => sandbox.close());

	const ids = (body: JsonObject) => {
		const list = dig(body, 'data', 'data');
		return Array.isArray(list) ? list.map((item) => dig(item, 'id')) : list;
	};

	test('creative types come in any of the four shapes', async () => {
		const ask = async () => (await client.get('/api/v3/master/creativeTypes')).body;
		expect(ids(await ask())).toEqual([17, 15, 14, 13, 11]);
		sandbox.options.iqm.creativeTypesShape = 'array';
		expect(dig(await ask(), 'data', 4)).toEqual({ id: 11, name: 'Image', rtbTypeId: 1 });
		sandbox.options.iqm.creativeTypesShape = 'creativeTypeList';
		expect(dig(await ask(), 'data', 'creativeTypeList', 4)).toMatchObject({
			id: 11,
			name: 'image',
			displayName: 'Image',
		});
		sandbox.options.iqm.creativeTypesShape = 'seedSample';
		expect(dig(await ask(), 'data', 1)).toEqual({
			id: 2,
			label: 'Hashed (MD5)',
			keyName: 'MD5',
		});
	});

	test('timezones, traffic types, budget types and the profile', async () => {
		expect(ids((await client.get('/api/v3/master/timezones')).body)).toContain(29);
		expect(ids((await client.get('/api/v3/master/traffic-types')).body)).toEqual([11, 14, 13, 12]);
		const budget = await client.get('/api/v3/cmp/static/campaign/budget-type');
		expect(dig(budget.body, 'data', 'budgetTypeData', 1, 'name')).toBe('impression');
		const profile = await client.get('/api/v3/ua/profile');
		expect(dig(profile.body, 'data', 'owId')).toBe(200001);
	});

	test('countries and ad categories by filter, search and page', async () => {
		const countries = async (body: JsonObject) =>
			ids((await client.post('/api/v3/master/segment/country', body)).body);
		// "Default value is -id."
		expect(await countries({})).toEqual([
			...[30100006, 30100005, 30100004, 30100003, 30100002, 30100001],
		]);
		expect(await countries({ searchField: 'united', sortBy: '+id' })).toEqual([30100001, 30100004]);
		expect(await countries({ segmentIds: [9] })).toEqual([]);
		expect(await countries({ pageNo: 2, noOfEntries: 4 })).toEqual([30100002, 30100001]);
		expect(await countries({ ids: [30100003], noOfEntries: 1 })).toEqual([30100003]);
		expect(await countries({ sortBy: '-name', noOfEntries: 1 })).toEqual([30100001]);
		const categories = await client.post('/api/v3/master/adcategories', { pageNo: -1 });
		const all = ids(categories.body);
		expect(all).toEqual(expect.arrayContaining([340, 339, 113, 112, 12]));
		// "The default value of -1 will return all records."
		expect(ids((await client.post('/api/v3/master/adcategories', {})).body)).toEqual(all);
		const wrong = await client.post('/api/v3/master/adcategories', { sortBy: '?' });
		expect(wrong.status).toBe(422);
		expect((await client.post('/api/v3/master/adcategories', { ids: '9' })).status).toBe(422);
	});

	test('exchanges by page', async () => {
		const path = '/api/v3/master/exchanges';
		// A page has 20 by default.
		expect(ids((await client.get(path)).body)).toHaveLength(20);
		const page = await client.get(`${path}?pageNo=4&noOfEntries=10`);
		expect(ids(page.body)).toEqual([1]);
		expect(dig(page.body, 'data', 'totalRecords')).toBe(1);
		expect(dig(page.body, 'data', 'filteredRecords')).toBe(31);
		expect(ids((await client.get(`${path}?exchangeIds=1,84&sortBy=%2Bid`)).body)).toEqual([1, 84]);
		// A bare plus in a query is a space: only %2B sorts.
		expect((await client.get(`${path}?sortBy=+id`)).status).toBe(200);
		const wrong = await client.get(`${path}?ids=a`);
		expect(wrong.status).toBe(422);
		expect(dig(wrong.body, 'errorObjects', 0)).toEqual({
			error: 'invalid arguments ids!',
			field: 'ids',
		});
	});
});
