import type { IDataObject } from 'n8n-workflow';

import { IqmMasterData } from '../../../../nodes/Iqm/IqmMasterData/IqmMasterData.node';
import { forgetProcessState, hintsOf, sandboxCredential } from '../../../support/harness';
import type { Lists } from '../../../support/masterServer';
import { PLACES, runMaster, SEGMENT, tellsLists, withMasterData } from '../../../support/masterServer';
import { openForm } from '../../../support/openForm';
import { told } from '../../../support/toldServer';
import { NO_SANDBOX } from '../../../support/verbNode';

/** Lists of master data: to their ends, filtered by IQM or here, in the shape of each document. */
beforeEach(forgetProcessState);

const all = async (lists: Lists, resource: string, list: string, filters: IDataObject = {}) =>
	await runMaster(lists, resource, 'getAll', { list, filters, returnAll: true });

const names = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.name);

const parent = (id: unknown) => ({ parentSegmentIds: { __rl: true, mode: 'id', value: id } });

it.each([
	['counties', 'county', 3_142, 11],
	['cities', 'city', 35_700, 120],
])('reads all %s in pages of 300', async (list, path, rows, requests) => {
	const { items, server } = await all(PLACES, 'location', list);
	expect(items).toHaveLength(rows);
	expect(new Set(items.map(({ json }) => json.id)).size).toBe(rows);
	expect(server.heard).toHaveLength(requests);
	expect(server.heard[1]).toMatchObject({
		path: `${SEGMENT}/${path}`,
		body: { pageNo: 2, noOfEntries: 300, sortBy: '+id' },
	});
});

it('lets IQM filter by state, name and ID', async () => {
	const filters = { ...parent('30200003'), searchField: 'Town2x69', segmentIds: '30402091,30402092' };
	const { items, server } = await all(PLACES, 'location', 'cities', filters);
	expect(names(items)).toEqual(['Town2x690, AC', 'Town2x691, AC']);
	expect(server.heard.map(({ body }) => body)).toEqual([
		{
			...{ pageNo: 1, noOfEntries: 300, sortBy: '+id', searchField: 'Town2x69' },
			...{ segmentIds: [30_402_091, 30_402_092], parentSegmentIds: [30_200_003] },
		},
	]);
});

it('says that Limit ended the list', async () => {
	const run = await runMaster(PLACES, 'location', 'getAll', { list: 'counties', limit: 2 });
	expect(run.items).toHaveLength(2);
	expect(run.server.heard).toHaveLength(1);
	expect(hintsOf(run)).toEqual([
		"'Limit' ended the list after 2: there are more. Raise 'Limit', or turn on 'Return All'.",
	]);
});

it('reads the older lists in pages of 500, with IDs as text', async () => {
	const interests = Array.from({ length: 620 }, (_, at) => ({ id: 10_800_001 + at, name: `I${at}` }));
	const lists = { '/api/v2/master/segment/interest': interests };
	const { items, server } = await all(lists, 'demographic', 'interests');
	expect(items).toHaveLength(620);
	expect(server.heard.map(({ query }) => query)).toEqual([
		{ sortBy: 'id', pageNo: '1', noOfEntries: '500' },
		{ sortBy: 'id', pageNo: '2', noOfEntries: '500' },
	]);

	const some = await all(lists, 'demographic', 'interests', { segmentIds: '10800002,10800003' });
	expect(names(some.items)).toEqual(['I1', 'I2']);
	expect(some.server.heard[0].query.segmentIds).toBe('10800002,10800003');
});

it('chooses ethnicities by their group here, since IQM does not', async () => {
	const lists = {
		'/api/v2/master/segment/ethnicity': [
			{ id: 10_600_001, name: 'Afghan', parentId: 10_799_998 },
			{ id: 10_600_002, name: 'African/American', parentId: 10_700_003 },
		],
	};
	const { items } = await all(lists, 'demographic', 'ethnicities', parent('10700003'));
	expect(names(items)).toEqual(['African/American']);
});

const SYSTEMS = [
	{ name: 'Android', id: 11 },
	{ name: 'iOS', id: 12 },
	{ name: 'Roku', id: 15 },
];

it.each([
	[{}, [11, 12, 15]],
	[{ searchField: 'os' }, [12]],
	[{ segmentIds: '15,11' }, [11, 15]],
])('filters a list that comes whole, and bare, by %j', async (filters, ids) => {
	const lists = { '/api/device_os': { answer: SYSTEMS } };
	const { items, server } = await all(lists, 'device', 'osForCampaigns', filters);
	expect(items.map(({ json }) => json.id)).toEqual(ids);
	expect(server.heard[0].query).toEqual({});
});

it('lists carriers of the United States, or of each country that is given', async () => {
	const lists = {
		'/api/countries/246/carriers': { answer: [{ id: 292, name: 'AT&T Mobility', country_id: 246 }] },
		'/api/countries/7/carriers': { answer: [{ id: 1, name: 'Other', country_id: 7 }] },
	};
	expect(names((await all(lists, 'device', 'carriersForCampaigns')).items)).toEqual(['AT&T Mobility']);
	const two = await all(lists, 'device', 'carriersForCampaigns', parent('={{ [7, 246] }}'));
	expect(two.error).toBeUndefined();
	expect(names(two.items)).toEqual(['Other', 'AT&T Mobility']);
});

it('has each of the three lists of sizes', async () => {
	const data = {
		standardDimensions: [{ id: 1, name: '320x50' }],
		creativeDurations: [{ id: 2, name: 'Upto 15s' }],
		videoPlayerSizes: [{ id: 4, name: 'HD' }],
	};
	const lists = { '/api/v3/master/creative-sizes': { answer: { success: true, data } } };
	await withMasterData(lists, async (run, heard) => {
		const found = [];
		for (const list of ['bannerSizes', 'creativeDurations', 'videoPlayerSizes']) {
			const { items } = await run({ resource: 'creative', operation: 'getAll', list });
			found.push(...names(items));
		}
		expect(found).toEqual(['320x50', 'Upto 15s', 'HD']);
		// One answer has all three, and is kept.
		expect(heard).toHaveLength(1);
	});
});

it('puts locations of several types in one list, with the IDs of their types', async () => {
	const data = { 302: [{ id: 30_200_001, name: 'Alaska' }], 304: [{ id: 30_400_001, name: 'Adak, AK' }] };
	const lists = { [`${SEGMENT}/locationtype-details`]: { answer: { success: true, data } } };
	const filters = { ...parent('30100001'), locationTypeIds: [302, 304], searchField: 'a' };
	const { items, server } = await all(lists, 'location', 'locationsByType', filters);
	expect(items.map(({ json }) => json)).toEqual([
		{ id: 30_200_001, name: 'Alaska', locationTypeId: 302 },
		{ id: 30_400_001, name: 'Adak, AK', locationTypeId: 304 },
	]);
	expect(server.heard[0].query).toEqual({
		...{ searchField: 'a', countryIds: '30100001', locationTypeIds: '302,304' },
	});
});

it('asks for exchanges and categories by their own keys', async () => {
	const exchanges = [{ id: 84, name: 'Vidazoo', urlName: 'vidazoo' }, { id: 1, name: 'iQM', urlName: 'test' }];
	const lists = { '/api/v3/master/exchanges': { answer: { success: true, data: { data: exchanges } } } };
	const { items, server } = await all(lists, 'supply', 'exchanges', { segmentIds: '84,1' });
	expect(items[0].json).toEqual({ id: 84, name: 'Vidazoo', urlName: 'vidazoo' });
	expect(server.heard[0].query.exchangeIds).toBe('84,1');
});

describe('what is kept', () => {
	const form = { resource: 'location', operation: 'getAll', list: 'dmas' };

	it('is a whole list, for all items and runs, but not for Raw Response', async () => {
		await withMasterData(PLACES, async (run, heard) => {
			await run(form, { items: [{ json: {} }, { json: {} }] });
			await run(form);
			expect(heard).toHaveLength(1);
			const { items } = await run({ ...form, options: { rawResponse: true } });
			expect(heard).toHaveLength(2);
			expect(items[0].json).toMatchObject({ pages: [{ success: true }] });
		});
	});

	it.each([
		['without rows', { success: true, data: { data: [], totalRecords: 0, filteredRecords: 0 } }],
		['without a list', { success: true, data: {} }],
	])('is no answer %s', async (_, answer) => {
		const lists: Lists = { [`${SEGMENT}/dma`]: { answer } };
		await withMasterData(lists, async (run, heard) => {
			await run(form);
			lists[`${SEGMENT}/dma`] = PLACES[`${SEGMENT}/dma`];
			const { items } = await run(form);
			expect(items).toHaveLength(2);
			expect(heard).toHaveLength(2);
		});
	});
});

describe('the picker of what rows belong to', () => {
	const opened = async <T>(list: string, work: (form: ReturnType<typeof openForm>) => Promise<T>) =>
		await told(tellsLists(PLACES), async ({ baseUrl }) => {
			const credential = sandboxCredential(NO_SANDBOX, { baseUrl });
			const parameters = { resource: 'location', operation: 'getAll', list };
			return await work(openForm(NO_SANDBOX, new IqmMasterData(), { credential, parameters }));
		});

	it('lists countries for states, and states for cities', async () => {
		const countries = await opened('states', async (form) => await form.search('searchMasterParents'));
		expect(countries.results.map(({ name }) => name)).toContain('Ninthland (30100009)');
		const states = await opened('cities', async (form) => await form.search('searchMasterParents', 'state ac'));
		expect(states.results.map(({ value }) => value)).toEqual(['30200003']);
	});

	it('says that some have none', async () => {
		await opened('timezones', async (form) => {
			await expect(form.search('searchMasterParents')).rejects.toThrow('IQM has no list of these');
		});
	});
});
