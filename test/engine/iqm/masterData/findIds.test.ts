import type { IDataObject } from 'n8n-workflow';

import { forgetProcessState, hintsOf } from '../../../support/harness';
import { CITIES, CODES, PLACES, runMaster, SEGMENT, withMasterData } from '../../../support/masterServer';

/** Names become IDs with as few requests as possible, and what is not clear is told. */
beforeEach(forgetProcessState);

const find = async (list: string, names: unknown, more: IDataObject = {}, resource = 'location') =>
	await runMaster(PLACES, resource, 'findIds', { list, names: names as IDataObject, ...more });

const shown = (items: Array<{ json: IDataObject }>) =>
	items.map(({ json: { name, found, id } }) => [name, found, id]);

const within = (id: string) => ({
	filters: { parentSegmentIds: { __rl: true, mode: 'id', value: id } },
});

it('tells cities with one name apart, and finds those with their state, in one part of the list', async () => {
	const { items, error, server } = await find('cities', [
		...Array.from({ length: 198 }, (_, at) => `town3x${at + 1}, ad`),
		'Springfield, AK',
		'Nowhere, AD',
	]);

	expect(error).toBeUndefined();
	expect(items).toHaveLength(200);
	expect(shown(items.slice(0, 2))).toEqual([
		['town3x1, ad', true, 30_402_102],
		['town3x2, ad', true, 30_402_103],
	]);
	expect(items.slice(0, 199).every(({ json }) => json.found === true)).toBe(true);
	expect(items[199].json).toEqual({ name: 'Nowhere, AD', found: false, id: null, matches: [], nearest: [] });
	// The states, and the cities of two of them: 1,400 rows in pages of 300.
	const asked = server.heard.map(({ path, body }) => [path.split('/').at(-1), body.parentSegmentIds]);
	expect(asked).toEqual([
		['state', [30_100_001]],
		...Array.from({ length: 5 }, () => ['city', [30_200_004, 30_200_011]]),
	]);
});

it('names every city of an unclear name with its state, and says so', async () => {
	const run = await find('cities', 'Springfield\nTown1x2; Sprinfeld');

	const [several, one, none] = run.items.map(({ json }) => json);
	expect([several.found, several.id]).toEqual([false, null]);
	expect((several.matches as IDataObject[]).map(({ name }) => name)).toEqual(
		['AA', 'AK', 'AU', 'BE', 'BO', 'BY'].map((code) => `Springfield, ${code}`),
	);
	expect([one.found, one.id]).toEqual([true, 30_400_703]);
	expect([none.found, none.id, none.matches]).toEqual([false, null, []]);
	expect(none.nearest).toContain('Springfield, AA');
	expect(hintsOf(run)).toEqual([
		"Not found in IQM's cities: 1 (Sprinfeld). 'nearest' lists similar names.",
		"Several cities have the same name: 1 (Springfield). 'matches' lists all of them.",
	]);
	// A search for each name.
	expect(run.server.heard.map(({ body }) => body.searchField)).toEqual([
		'Springfield',
		'Town1x2',
		'Sprinfeld',
	]);
});

it('reads the whole list where names of all states cost more', async () => {
	const names = CITIES.filter((_, at) => at % 250 === 7).map(({ name }) => name);
	const { items, server } = await find('cities', names);

	expect(names.length).toBeGreaterThan(CITIES.length / 300);
	expect(items.every(({ json }) => json.found === true)).toBe(true);
	// Its last page is full, so that only an empty one ends it.
	expect(server.heard).toHaveLength(CITIES.length / 300 + 1);
});

it('looks up the names of all items of a run together', async () => {
	const items = ['Town3x5, AD', 'Town3x6, AD', 'Town3x7, AD', 'Town3x8, AD', 'Town3x9, AD', 'Nowhere, AD'];
	const { items: out, server } = await runMaster(
		PLACES,
		'location',
		'findIds',
		{ list: 'cities', names: '={{ $json.city }}' },
		{ items: items.map((city) => ({ json: { city } })) },
	);

	expect(out.map(({ json, pairedItem }) => [json.name, json.found, pairedItem])).toEqual(
		items.map((name, item) => [name, name !== 'Nowhere, AD', { item }]),
	);
	expect(server.heard).toHaveLength(1 + 3);
});

it('asks for ZIP codes together, with their zeros', async () => {
	const numbers = Array.from({ length: 350 }, (_, at) => 1_001 + at);
	const { items, server } = await find('zips', [...numbers, '02201-1234', '30501003', '99999']);

	expect(shown(items.slice(0, 1))).toEqual([['1001', true, 30_501_001]]);
	expect(items[0].json.matches).toEqual([{ id: 30_501_001, name: '01001', parentId: 30_200_020 }]);
	expect(items.slice(0, 350).every(({ json }) => json.found === true)).toBe(true);
	expect(shown(items.slice(350))).toEqual([
		['02201-1234', false, null],
		['30501003', true, 30_501_003],
		['99999', false, null],
	]);
	const [first, second, byId] = server.heard.map(({ body }) => body);
	expect((first.zipCodes as string[]).slice(0, 2)).toEqual(['01001', '01002']);
	expect([(first.zipCodes as string[]).length, (second.zipCodes as string[]).length]).toEqual([299, 53]);
	expect(byId.segmentIds).toEqual([30_501_003]);
	expect(server.heard).toHaveLength(3);
});

it('takes codes of states, within one country or in all', async () => {
	const { items, server } = await find('states', 'AB\nState AC\nTA', within('30100001'));
	expect(shown(items)).toEqual([
		['AB', true, 30_200_002],
		['State AC', true, 30_200_003],
		['TA', false, null],
	]);
	expect(server.heard.map(({ body }) => body.parentSegmentIds)).toEqual([[30_100_001]]);

	const all = await find('states', 'AB\nTwin');
	expect(shown(all.items)).toEqual([
		['AB', false, null],
		['Twin', false, null],
	]);
	const matches = all.items.map(({ json }) => (json.matches as IDataObject[]).map(({ name, parent }) => [name, parent]));
	expect(matches).toEqual([
		[['State AB', undefined], ['Abroad', undefined]],
		[['Twin', 'Ninthland'], ['Twin', 'Eighthland']],
	]);
});

it('takes codes, names without their end and IDs of a short list, which it reads once', async () => {
	const { items, server } = await find('dmas', ['501', 'new york', 'New York,NY', 30_900_001, 'Portland']);
	expect(shown(items)).toEqual([
		['501', true, 30_900_002],
		['new york', true, 30_900_002],
		['New York,NY', true, 30_900_002],
		['30900001', true, 30_900_001],
		['Portland', false, null],
	]);
	expect(items[4].json.nearest).toEqual(['Portland-Auburn, ME']);
	expect(server.heard).toHaveLength(1);
});

it('asks nothing again within a day', async () => {
	await withMasterData(PLACES, async (run, heard) => {
		const form = { resource: 'location', operation: 'findIds', list: 'dmas', names: '501' };
		await run(form);
		const { items } = await run({ ...form, names: '500' });
		expect(shown(items)).toEqual([['500', true, 30_900_001]]);
		expect(heard).toHaveLength(1);
	});
});

it('finds categories by their IAB codes', async () => {
	const category = { id: 340, name: 'Adventure Travel (IAB20-1)', parentId: 339, iabCategoryId: 'IAB20-1', parentName: 'Travel' };
	const lists = { '/api/v3/master/adcategories': [category] };
	const form = { list: 'adCategories', names: 'IAB20-1\nadventure travel\n340' };
	const { items } = await runMaster(lists, 'supply', 'findIds', form);
	expect(items.map(({ json }) => json.id)).toEqual([340, 340, 340]);
});

it.each([
	['={{ "" }}', "'Names' is empty: its expression returned no value"],
	[';;', "'Names' is empty"],
	[[{ name: 'x' }], "'Names' must be a list of values"],
	[['AB', 'undefined'], "'Names' holds 'undefined'"],
])('refuses the names %j before it asks', async (names, words) => {
	const { error, server } = await find('cities', names);
	expect(error?.message).toContain(words);
	expect(server.heard).toEqual([]);
});

it('has districts by their codes', async () => {
	const districts = CODES.flatMap((code, state) =>
		Array.from({ length: 40 }, (_, at) => ({
			...{ id: 30_800_001 + state * 40 + at, name: `State ${code}-${at}` },
			...{ abbreviation: `${code}-${at}`, parentId: 30_200_001 + state },
		})),
	);
	const lists = { ...PLACES, [`${SEGMENT}/house-district`]: districts };
	const form = { list: 'houseDistricts', names: 'AC-3\nAC-4' };
	const { items, server } = await runMaster(lists, 'location', 'findIds', form);
	expect(shown(items)).toEqual([['AC-3', true, 30_800_084], ['AC-4', true, 30_800_085]]);
	expect(server.heard).toHaveLength(2);
});

const INTERESTS = '/api/v2/master/segment/interest';
const golf = { list: 'interests', names: 'Golf' };

it('takes no name for the only one in a list that IQM did not give to its end', async () => {
	const rows = [{ id: 5, name: 'Golf' }, { id: 6, name: 'Chess' }];
	const cut = { answer: { statusCode: 200, responseObject: { data: rows, totalRecords: 3 } } };
	const { items, error, server } = await runMaster({ [INTERESTS]: cut }, 'demographic', 'findIds', golf);
	expect(items).toEqual([]);
	expect(error?.message).toBe('IQM did not return all interests: others with the same name may be missing');
	// Asked for anew, in case that only what was kept is cut.
	expect(server.heard.map(({ query }) => query.pageNo)).toEqual(['1', '2', '1', '2']);
});

it.each([[null], [undefined], ['']])('finds no row whose ID is %j', async (id) => {
	const rows = [{ id, name: 'Golf' }] as IDataObject[];
	const { items } = await runMaster({ [INTERESTS]: rows }, 'demographic', 'findIds', golf);
	expect(shown(items)).toEqual([['Golf', false, null]]);
});

it('finds the same after a later node has changed what it gave', async () => {
	await withMasterData({ [INTERESTS]: [{ id: 5, name: 'Golf' }] }, async (run) => {
		const form = { resource: 'demographic', operation: 'findIds', ...golf };
		const raw = await run({ ...form, options: { rawResponse: true } });
		const [{ json }] = raw.items;
		(json.data as IDataObject[])[0].id = 6;
		expect(shown((await run(form)).items)).toEqual([['Golf', true, 5]]);
	});
});

it('finds the names of an item though those of another one can not be searched', async () => {
	const lists = { '/api/v3/master/inventory': [{ id: 1, name: 'news.example' }] };
	const form = { list: 'inventory', names: '={{ $json.name }}' };
	const { items } = await runMaster(lists, 'supply', 'findIds', form, {
		items: ['news.example', '\u2605'].map((name) => ({ json: { name } })),
		node: { onError: 'continueRegularOutput' },
	});
	expect(items[0].json).toMatchObject({ found: true, id: 1 });
	expect(items[1].json.error).toBe(
		"The names can't be looked up in IQM's inventory: it can't be searched for '\u2605'",
	);
});
