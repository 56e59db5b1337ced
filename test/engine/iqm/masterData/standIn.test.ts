import type { IDataObject } from 'n8n-workflow';

import { IqmMasterData } from '../../../../nodes/Iqm/IqmMasterData/IqmMasterData.node';
import type { MasterKey } from '../../../../nodes/Iqm/shared/masterLists';
import { MASTER_LISTS } from '../../../../nodes/Iqm/shared/masterLists';
import { MASTER_LISTS as DOCUMENTED } from '../../../../sandbox/iqm/contracts/masterData';
import { CITY_ROWS } from '../../../../sandbox/iqm/master/places';
import { freshSandbox } from '../../../support/freshSandbox';
import { apiRequests, hintsOf, runNode } from '../../../support/harness';

/** Every list against the stand-in, which answers and refuses as the documents say. */
const sandbox = freshSandbox();

const run = async (resource: string, operation: string, parameters: IDataObject) =>
	await runNode(sandbox, new IqmMasterData(), { resource, operation, ...parameters });

/** Where the documents have each list. */
const ADDRESSES: Record<MasterKey, string> = {
	countries: 'POST /api/v3/master/segment/country',
	states: 'POST /api/v3/master/segment/state',
	counties: 'POST /api/v3/master/segment/county',
	cities: 'POST /api/v3/master/segment/city',
	zips: 'POST /api/v3/master/segment/zip',
	dmas: 'POST /api/v3/master/segment/dma',
	dmasForCampaigns: 'GET /api/dma_codes',
	congressionalDistrictsForCampaigns: 'GET /api/v2/master/district/list',
	senateDistrictsForCampaigns: 'GET /api/v2/master/district/list',
	houseDistrictsForCampaigns: 'GET /api/v2/master/district/list',
	congressionalDistricts: 'POST /api/v3/master/segment/congressional-district',
	senateDistricts: 'POST /api/v3/master/segment/senate-district',
	houseDistricts: 'POST /api/v3/master/segment/house-district',
	locationTypes: 'GET /api/v3/master/segment/locationtype',
	locationsByType: 'GET /api/v3/master/segment/locationtype-details',
	timezones: 'GET /api/v3/master/timezones',
	olderStates: 'GET /api/countries/246/states',
	ages: 'GET /api/v2/master/segment/age',
	genders: 'POST /api/v3/master/segment/gender',
	incomes: 'GET /api/v2/master/segment/income',
	ethnicities: 'GET /api/v2/master/segment/ethnicity',
	ethnicityGroups: 'GET /api/v2/master/segment/ethnicity-group',
	languages: 'GET /api/v2/master/segment/language',
	interests: 'GET /api/v2/master/segment/interest',
	deviceTypesForCampaigns: 'GET /api/device_types',
	deviceTypes: 'POST /api/v3/master/segment/device-type',
	osForCampaigns: 'GET /api/device_os',
	os: 'GET /api/v2/master/segment/device-os',
	manufacturersForCampaigns: 'GET /api/manufacturers',
	manufacturers: 'GET /api/v2/master/segment/device-manufacturer',
	carriersForCampaigns: 'GET /api/countries/246/carriers',
	carriers: 'GET /api/v2/master/segment/device-carrier',
	networkTypesForCampaigns: 'GET /api/network_types',
	connectionTypes: 'GET /api/v2/master/segment/connection-type',
	creativeTypes: 'GET /api/v3/master/creativeTypes',
	rtbCreativeTypes: 'GET /api/v3/master/rtb-creative-types',
	bannerSizes: 'GET /api/v3/master/creative-sizes',
	creativeDurations: 'GET /api/v3/master/creative-sizes',
	videoPlayerSizes: 'GET /api/v3/master/creative-sizes',
	skippability: 'GET /api/v3/master/creative/video/skippability',
	rollPositions: 'GET /api/v3/master/creative/video/roll-position',
	playerSizeSegments: 'GET /api/v3/master/creative/video/player-size',
	playbackMethods: 'GET /api/v3/master/creative/video/playback-method',
	placementTypes: 'GET /api/v3/master/creative/video/placement-type',
	exchanges: 'GET /api/v3/master/exchanges',
	adCategories: 'POST /api/v3/master/adcategories',
	inventory: 'POST /api/v3/master/inventory',
	trafficTypes: 'GET /api/v3/master/traffic-types',
	channels: 'GET /api/v3/master/segment/channel',
	inventoryTypes: 'GET /api/v3/master/inventory-types',
	dealCurationTypes: 'GET /api/v3/master/deal-curation-type',
};

const LISTS = Object.entries(MASTER_LISTS) as Array<[MasterKey, (typeof MASTER_LISTS)[MasterKey]]>;

it('has every documented list', () => {
	const own = new Set(LISTS.map(([, { endpoint }]) => endpoint.replace('{countryId}', '{country_id}')));
	expect(DOCUMENTED.map(({ endpoint }) => endpoint).filter((one) => !own.has(one as never))).toEqual([]);
});

it.each(LISTS)('reads %s to its end', async (list, { resource, about, document, within }) => {
	const { items, error } = await run(resource, 'getAll', { list, returnAll: true });

	expect(error).toBeUndefined();
	expect(items.length).toBeGreaterThan(0);
	for (const { json } of items) expect([typeof json.id, typeof json.name]).toEqual(['number', 'string']);
	const requests = apiRequests(sandbox);
	// What IQM gives only by states needs their list before.
	const [first] = within?.isNeeded ? requests.splice(0, 2).slice(1) : requests;
	expect(`${first.method} ${first.path}`).toBe(ADDRESSES[list]);
	const pages = Math.ceil(Math.min(items.length, about) / 300);
	expect(requests.length).toBeLessThanOrEqual(Math.max(1, pages) + 1);
	const contract = DOCUMENTED.find(({ endpoint }) =>
		ADDRESSES[list].endsWith(endpoint.replace('{country_id}', '246')),
	);
	if (contract !== undefined) expect(document).toBe(contract.document);
});

it.each(LISTS)('finds an ID in %s by the name of its row', async (list, { resource }) => {
	const { items } = await run(resource, 'getAll', { list, limit: 1 });
	const [{ json }] = items;
	const found = await run(resource, 'findIds', { list, names: [json.name] });
	const [result] = found.items.map((item) => item.json);
	expect((result.matches as IDataObject[]).map(({ id }) => id)).toContain(json.id);
	// Locations of several types are not filtered by IDs, and too many to read.
	if (list === 'locationsByType') return;
	const byId = await run(resource, 'findIds', { list, names: String(json.id) });
	expect(byId.items[0].json).toMatchObject({ found: true, id: json.id });
});

it('says that there may be more than Limit, though both totals are the length of the page', async () => {
	const cut = await run('location', 'getAll', { list: 'cities', limit: 20 });
	expect(hintsOf(cut)).toEqual([expect.stringContaining("'Limit' ended the list after 20")]);
});

it('finds 200 real places, those with the same name too: each is right, or told', async () => {
	const doubles = CITY_ROWS.filter(({ name }) => String(name).startsWith('Springfield'));
	const full = [...doubles, ...CITY_ROWS.filter((row) => !doubles.includes(row))].slice(0, 195);
	const names = [...full.map(({ name }) => String(name)), ...['Springfield', 'Manchester', 'Dover']];
	const { items, error } = await run('location', 'findIds', {
		list: 'cities',
		names: [...names, 'Springfeld', 'Atlantis, OH'],
	});

	expect(error).toBeUndefined();
	expect(items).toHaveLength(200);
	const results = items.map(({ json }) => json);
	expect(results.slice(0, 195).map(({ id }) => id)).toEqual(full.map(({ id }) => id));
	expect(results.slice(195, 198).map(({ found, matches }) => [found, (matches as []).length])).toEqual([
		[false, 21],
		[false, 3],
		[false, 2],
	]);
	expect(results.slice(198).map(({ found, id, matches }) => [found, id, matches])).toEqual([
		[false, null, []],
		[false, null, []],
	]);
	// Names without a state among them: all of the list, which is short here.
	expect(apiRequests(sandbox).map(({ path }) => path)).toEqual([
		'/api/v3/master/segment/city',
		'/api/v3/master/segment/city',
		'/api/v3/master/segment/city',
	]);
});

it('finds ZIP codes that a table has made numbers of', async () => {
	const { items } = await run('location', 'findIds', { list: 'zips', names: [1001, '01002', 99939] });
	expect(items.map(({ json }) => json.id)).toEqual([30_501_001, 30_501_002, 30_599_939]);
});
