import { dig, type Answer } from '../../../sandbox/client';
import { isObject, parseJson, type JsonObject, type JsonValue } from '../../../sandbox/json';
import { MASTER_LISTS } from '../../../sandbox/iqm/contracts/masterData';
import { requestOf } from '../../../sandbox/iqm/contracts/contract';
import { sandboxStage } from './sandboxStage';

const stage = sandboxStage(1_748_890_200_000);
const SEGMENT = '/api/v3/master/segment';
const V2 = '/api/v2/master/segment';

function rowsOf({ text }: Answer): JsonObject[] {
	const body = parseJson(text) ?? null;
	const places: JsonValue[] = [body, dig(body, 'data', 'data'), dig(body, 'responseObject', 'data')];
	const found = places.find((place) => Array.isArray(place));
	return Array.isArray(found) ? found.filter(isObject) : [];
}

const post = async (segment: string, body: JsonObject) =>
	rowsOf(await stage.client.post(`${SEGMENT}/${segment}`, body));
const get = async (path: string) => rowsOf(await stage.client.get(path));
const idsOf = (rows: JsonObject[]) => rows.map(({ id }) => id);
const namesOf = (rows: JsonObject[]) => rows.map(({ name }) => String(name));

describe('sandbox: lists of master data', () => {
	test('ids only come first, segmentIds filter', async () => {
		const [first, second, ...others] = await post('state', { ids: [30200005, 30200035] });
		// "Default value is -id", within those that come first, too.
		expect(idsOf([first, second])).toEqual([30200035, 30200005]);
		expect(others).toHaveLength(53);
		const only = { segmentIds: [30200005, 30200035], sortBy: '+id' };
		expect(namesOf(await post('state', only))).toEqual(['California', 'New York']);
		expect(idsOf(await get(`${V2}/age?ids=10100007,10100004`)).slice(0, 3)).toEqual([
			...[10100004, 10100007, 10100001],
		]);
		expect(idsOf(await get(`${V2}/age?segmentIds=10100007,10100004`))).toEqual([
			...[10100004, 10100007],
		]);
	});

	test('parentSegmentIds filter states by country, and all else by state', async () => {
		const states = await post('state', { parentSegmentIds: [30100003] });
		expect(namesOf(states)).toEqual(['Quebec', 'Ontario', 'British Columbia', 'Alberta']);
		const all = await post('state', { parentSegmentIds: [30100001], sortBy: '+id' });
		expect(all).toHaveLength(51);
		expect(all[30]).toMatchObject({ id: 30200031, abbreviation: 'NH', name: 'New Hampshire' });
		const ohio = { parentSegmentIds: [30200036] };
		expect(namesOf(await post('city', { ...ohio, searchField: 'col' }))).toEqual(['Columbus, OH']);
		expect(await post('congressional-district', ohio)).toHaveLength(15);
		expect((await post('county', ohio)).every(({ parentId }) => parentId === 30200036)).toBe(true);
		// A country is no parent of a city.
		expect(await post('city', { parentSegmentIds: [30100001] })).toEqual([]);
	});

	test('places have the names of other places', async () => {
		const found = async (list: string, searchField: string) =>
			namesOf(await post(list, { searchField, sortBy: '+id' })).filter((name) =>
				name.startsWith(searchField),
			);
		expect((await found('city', 'Springfield')).length).toBeGreaterThanOrEqual(8);
		expect(await found('city', 'Columbus')).toEqual(
			expect.arrayContaining(['OH', 'GA', 'IN', 'MS'].map((state) => `Columbus, ${state}`)),
		);
		expect(await found('city', 'Portland')).toEqual(
			expect.arrayContaining(['Portland, ME', 'Portland, OR']),
		);
		expect((await found('county', 'Washington,')).length).toBeGreaterThan(20);
		expect(await found('dma', 'Columbus')).toEqual([
			...['Columbus, GA', 'Columbus, OH', 'Columbus-Tupelo, MS'],
		]);
	});

	test('zipCodes are texts that keep their zeros', async () => {
		const zips = await post('zip', { zipCodes: ['01001', '02139'], sortBy: '+id' });
		expect(zips).toMatchObject([
			{ id: 30501001, name: '01001', parentId: 30200020 },
			{ id: 30502139, name: '02139', parentId: 30200020 },
		]);
		// Neither without its zero nor as a number: the latter is no array of texts.
		expect(await post('zip', { zipCodes: ['1001'] })).toEqual([]);
		const number = await stage.client.post(`${SEGMENT}/zip`, { zipCodes: [1001] });
		expect(number.status).toBe(422);
		// Only the samples have this key.
		expect(await post('zip', { zipIds: [30501001] })).toHaveLength(300);
	});

	test('pages hold 300 if nothing is said, 500 at most, and count themselves', async () => {
		const length = async (body: JsonObject) => (await post('zip', body)).length;
		expect(await length({})).toBe(300);
		expect(await length({ pageNo: 1, noOfEntries: 500 })).toBe(500);
		expect(await length({ pageNo: 1, noOfEntries: 1000 })).toBe(500);
		expect((await stage.client.post(`${SEGMENT}/zip`, { pageNo: -1 })).status).toBe(422);
		const counts = async (segment: string) => {
			const answer = await stage.client.post(`${SEGMENT}/${segment}`, { noOfEntries: 4 });
			return [dig(answer.body, 'data', 'totalRecords'), dig(answer.body, 'data', 'filteredRecords')];
		};
		for (const list of ['country', 'state', 'county', 'city', 'dma', 'house-district']) {
			expect([list, ...(await counts(list))]).toEqual([list, 4, 4]);
		}
		expect(await counts('zip')).toEqual([expect.any(Number), 4]);
		expect((await counts('zip'))[0]).toBeGreaterThan(5000);
		expect(await get(`${V2}/interest`)).toHaveLength(20);
		expect(await get(`${V2}/interest?noOfEntries=500`)).toHaveLength(88);
	});

	test('lists of v2 have its envelope, also where they refuse', async () => {
		const { body } = await stage.client.get(`${V2}/income?searchField=103`);
		expect(dig(body, 'statusCode')).toBe(200);
		// It "filters records by id, name".
		expect(dig(body, 'responseObject', 'totalRecords')).toBe(7);
		const wrong = await stage.client.get(`${V2}/income?sortBy=nothing`);
		expect([wrong.status, dig(wrong.body, 'responseObject', 'errorMsg')]).toEqual([
			...[422, 'Invalid sortBy value.'],
		]);
		const none = await stage.client.get(`${V2}/income?segmentIds=9`);
		expect([none.status, none.text]).toEqual([204, '']);
	});

	test('the older lists are arrays without an envelope', async () => {
		for (const path of [
			...['/api/device_types', '/api/device_os', '/api/network_types', '/api/manufacturers'],
			...['/api/countries/246/carriers', '/api/countries/246/states', '/api/dma_codes'],
		]) {
			const { status, text } = await stage.client.get(path);
			expect([path, status, text[0]]).toEqual([path, 200, '[']);
		}
		expect(idsOf(await get('/api/device_types'))).toEqual([13, 15, 11, 16, 12]);
		// The country has another id here than in the newer lists.
		expect(await get('/api/countries/30100001/states')).toEqual([]);
	});

	test('each state is in both lists, and the older one names the newer id', async () => {
		const legacy = await get('/api/countries/246/states');
		const states = await post('state', { parentSegmentIds: [30100001] });
		const newer = new Map(states.map(({ id, abbreviation }) => [id, abbreviation]));
		expect(legacy).toHaveLength(51);
		expect(legacy.filter((one) => newer.get(one.tblm_iqm_segment_id) !== one.abbreviation)).toEqual([]);
		const idOf = (abbreviation: string) => legacy.find((one) => one.abbreviation === abbreviation)?.id;
		// The ids that the documents' samples show.
		expect(['AL', 'AR', 'CO', 'KS', 'NE', 'NY', 'UT'].map(idOf)).toEqual([
			...[4660, 4664, 4666, 4678, 4689, 4694, 4709],
		]);
	});

	test('districts by state are a map, under ids of their own', async () => {
		const path = '/api/v2/master/district/list';
		const { body } = await stage.client.get(`${path}?stateIds=4660,4664&type=congressional`);
		const first = (state: string) => dig(body, 'responseObject', state, 'districtList', 0);
		expect(first('4660')).toEqual({
			...{ id: 350, geoCode: '101', districtName: 'Alabama-1', districtId: 'AL-1' },
		});
		expect(dig(first('4664'), 'id')).toBe(88);
		expect(idsOf(await post('congressional-district', { searchField: 'Alabama-1' }))).toEqual([
			30600502,
		]);
		const legacy = idsOf(await get('/api/countries/246/states')).join(',');
		const all = await stage.client.get(`${path}?stateIds=${legacy}&type=congressional`);
		const ids = Object.values(dig(all.body, 'responseObject') ?? {}).flatMap((state) =>
			idsOf((dig(state as JsonValue, 'districtList') ?? []) as JsonObject[]),
		);
		// The House has 435 seats, and the District of Columbia a delegate.
		expect([ids.length, new Set(ids).size]).toEqual([436, 436]);
		expect((await stage.client.get(`${path}?stateIds=4660&type=county`)).status).toBe(422);
	});

	test('places by type', async () => {
		const types = (await stage.client.get(`${SEGMENT}/locationtype`)).body;
		const all = (await stage.client.get(`${SEGMENT}/locationtype?isZipRequired=true`)).body;
		const idsIn = (body: JsonObject) => idsOf((dig(body, 'data') ?? []) as JsonObject[]);
		expect(idsIn(types)).toEqual([302, 304, 309, 303, 306, 307, 308]);
		expect(idsIn(all)).toEqual([...idsIn(types), 305]);
		const details = async (query: string) =>
			dig((await stage.client.get(`${SEGMENT}/locationtype-details?${query}`)).body, 'data');
		const found = await details('locationTypeIds=302,303&searchField=oregon');
		expect(Object.keys(found ?? {})).toEqual(['302']);
		expect(dig(await details('locationTypeIds=302&countryIds=30100003'), '302', 0, 'name')).toBe(
			'Alberta',
		);
		expect(dig(await details('searchField=01001&locationTypeIds=305'), '305', 0, 'id')).toBe(30501001);
		expect(await details('locationTypeIds=302,301')).toBeNull();
	});

	test('inventories by publisher', async () => {
		const ask = async (body: JsonObject) =>
			rowsOf(await stage.client.post('/api/v3/master/inventory', body));
		expect(idsOf(await ask({ publisherIds: [500], sortBy: '+id' }))).toEqual([
			...[1000, 1001, 1002, 1003, 1004],
		]);
		expect(idsOf(await ask({ inventoryIds: [18] }))).toEqual([18]);
		expect((await ask({ pageNo: -1 })).length).toBeGreaterThan(600);
	});

	test.each(MASTER_LISTS.map((list) => [list.endpoint, list] as const))(
		'%s has no id twice, and can be empty',
		async (_, list) => {
			const { method, path, body } = requestOf(list, undefined, list.path);
			const ask = async () =>
				body === undefined
					? await stage.client.get(path)
					: await stage.client.ask(method, path, { noOfEntries: 500 });
			const ids = idsOf(rowsOf(await ask()));
			expect(new Set(ids).size).toBe(ids.length);
			stage.sandbox.options.iqm.emptyLists = [path.split('?')[0]];
			const { status, text } = await ask();
			const content = parseJson(text) ?? null;
			const empty = [content, dig(content, 'data', 'data'), dig(content, 'data')];
			const isEmpty = (value: JsonValue) => isObject(value) && Object.keys(value).length === 0;
			const holdsNothing = empty.some((one) => (Array.isArray(one) ? one.length === 0 : isEmpty(one)));
			expect(status === 204 || holdsNothing || isEmpty(dig(content, 'responseObject'))).toBe(true);
		},
	);

	test('a test that has emptied a list leaves it full to others', async () => {
		stage.sandbox.options.iqm.emptyLists = ['/api/device_os'];
		expect(await get('/api/device_os')).toEqual([]);
		stage.sandbox.reset();
		await stage.client.login();
		expect(await get('/api/device_os')).toHaveLength(7);
	});
});
