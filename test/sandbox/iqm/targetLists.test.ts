import { requestOf } from '../../../sandbox/iqm/contracts/contract';
import { TARGET_LISTS } from '../../../sandbox/iqm/contracts/targetLists';
import { dig } from '../../../sandbox/client';
import { isObject, valueAt, type JsonObject, type JsonValue } from '../../../sandbox/json';
import { errorOf, sandboxStage } from './sandboxStage';

const stage = sandboxStage(1_748_890_200_000);

const answerOf = async (list: string, asked: JsonObject = {}) => {
	const { method, path, body } = requestOf(TARGET_LISTS[list], asked);
	return body === undefined
		? await stage.client.get(path)
		: await stage.client.ask(method, path, body);
};

async function rowsOf(list: string, asked: JsonObject = {}): Promise<JsonObject[]> {
	const { at = '' } = TARGET_LISTS[list].rows ?? {};
	const rows = valueAt((await answerOf(list, asked)).body, at);
	return Array.isArray(rows) ? rows.filter(isObject) : [];
}

const idsOf = async (list: string, asked: JsonObject = {}): Promise<JsonValue[]> =>
	(await rowsOf(list, asked)).map((row) => row[TARGET_LISTS[list].rows?.id ?? '']);

/** The rows of the sample answer, in which some lists are found only by asking for them. */
const SAMPLED: Array<[string, JsonObject]> = [
	['inventoryGroup', { ids: '176178' }],
	['pmpDeal', { ids: [115] }],
	['conversion', { conversionIds: '2539' }],
	['vertical', {}],
	['politicalAdvertiser', { advertiserIds: '11112,11110' }],
	['customer', { owIds: [20001, 20002], owStatusIds: [] }],
	['prebidSegment', { prebidSegmentIds: [158, 156] }],
];

describe('sandbox: lists whose ids campaigns take', () => {
	test('are all asked for here', () => {
		expect(SAMPLED.map(([list]) => list)).toEqual(Object.keys(TARGET_LISTS));
	});

	test.each(SAMPLED)('%s has the rows of its sample, word for word', async (list, asked) => {
		const { answer, rows } = TARGET_LISTS[list];
		const sampled = valueAt(answer, rows?.at ?? '');
		expect(await rowsOf(list, asked)).toEqual(
			list === 'vertical' ? expect.arrayContaining(sampled as JsonValue[]) : sampled,
		);
	});

	test.each(SAMPLED)('%s has a dozen rows, no id twice, and can be empty', async (list) => {
		const { endpoint, rows } = TARGET_LISTS[list];
		const asked: JsonObject =
			list === 'prebidSegment' ? { searchField: 'i' } : rows?.size ? { [rows.size]: 500 } : {};
		const ids = await idsOf(list, asked);
		expect(ids.length).toBeGreaterThanOrEqual(10);
		expect(new Set(ids).size).toBe(ids.length);
		stage.sandbox.options.iqm.emptyLists = [endpoint.split(' ')[1]];
		expect(await idsOf(list, asked)).toEqual([]);
	});

	test.each([
		['inventoryGroup', 50],
		['pmpDeal', 50],
		['conversion', 20],
		['politicalAdvertiser', 10],
	])('%s goes on behind the page of %d that it answers by default', async (list, length) => {
		const first = await idsOf(list);
		expect(first).toHaveLength(length);
		const [next] = await idsOf(list, { pageNo: 2 });
		expect(next).toBeDefined();
		expect(first).not.toContain(next);
	});

	test('inventory groups: CTV, and what an account excludes, only if asked for', async () => {
		const all = await idsOf('inventoryGroup', { pageSize: 500 });
		expect(all).not.toContain(180006);
		expect(all).not.toContain(180007);
		expect(await idsOf('inventoryGroup', { groupTypeIds: '4' })).toEqual([180006]);
		expect(await idsOf('inventoryGroup', { groupTypeIds: '2' })).toEqual([180004, 180003]);
		const excluded = { ids: '180007', provideAccountLevelExcludedGroup: true };
		expect(await idsOf('inventoryGroup', excluded)).toEqual([180007]);
		expect(await idsOf('inventoryGroup', { groupFilterId: 1 })).toEqual([180004, 180002]);
		expect(await idsOf('inventoryGroup', { groupFilterId: 2, ids: '180001,180002' })).toEqual([
			180001,
		]);
		const empty = { ids: '127583,189947', excludeEmptyGroups: true };
		expect(await idsOf('inventoryGroup', empty)).toEqual([189947]);
	});

	test('inventory groups: without statistics as in the sample, and counted', async () => {
		const asked = { includeStatistics: false, searchField: 'editbynisha' };
		expect(await rowsOf('inventoryGroup', asked)).toEqual([
			{
				...{ groupTypeId: 3, created: null, modifiedDate: null, owId: 0, impressions: 0 },
				...{ isAccountLevelExcluded: null, distribution: {}, campaignWhitelistCount: 0 },
				...{ campaignBlacklistCount: 0, whiteListedCampaignIds: null },
				...{ blackListedCampaignIds: null, sharedCount: 0, uniques: 0, reach: 0 },
				...{ inventories: 0, deals: 0, contextualInventories: 0, count: 0, id: 170302 },
				...{ name: 'Inventory Group - Open exchange - editByNisha', isShared: false },
			},
		]);
		const { status, body } = await answerOf('inventoryGroup', asked);
		expect([status, dig(body, 'data', 'totalRecords'), dig(body, 'data', 'filteredRecords')]).toEqual(
			[201, 59, 1],
		);
	});

	test('inventory groups: an empty text is the default', async () => {
		const asked = { ids: '', searchField: '', sortBy: '', groupTypeIds: '' };
		expect(await idsOf('inventoryGroup', asked)).toEqual(await idsOf('inventoryGroup'));
	});

	test('PMP deals: by words in three keys, by group, status and IQM’s own id', async () => {
		expect(await idsOf('pmpDeal', { searchKeywords: ['sports', 'PODCASTS'] })).toEqual([466, 462, 461]);
		expect(await idsOf('pmpDeal', { searchKeywords: ['1476907757380667148'] })).toEqual([115]);
		expect(await idsOf('pmpDeal', { groupId: 180003 })).toEqual([461, 115]);
		expect(await idsOf('pmpDeal', { groupId: 180005 })).toEqual([]);
		expect(await idsOf('pmpDeal', { active: false })).toEqual([465]);
		expect(await idsOf('pmpDeal', { dealStatuses: ['inUse', 'inActive'] })).toEqual([465, 115]);
		// 464 has it as the exchange's id.
		expect(await idsOf('pmpDeal', { ids: [461] })).toEqual([461]);
		expect(await idsOf('pmpDeal', { exchanges: [78], creativeTypes: [3] })).toEqual([461]);
		expect(await idsOf('pmpDeal', { owIds: [7] })).toEqual([]);
		const sorted = await rowsOf('pmpDeal', { sortBy: '-dealId', noOfEntries: 1 });
		expect(sorted[0].dealId).toBe('EX-SPORTS-2');
	});

	test('conversions: by type, status, partner, name and id', async () => {
		expect(await idsOf('conversion', { typeIds: '2' })).toEqual([2607, 2606, 2605, 2604]);
		expect(await idsOf('conversion', { statusIds: '2' })).toEqual([2607, 2602]);
		expect(await idsOf('conversion', { typeIds: '1', statusIds: '2' })).toEqual([2602]);
		expect(await idsOf('conversion', { postbackPartnerIds: '1,3' })).toEqual([2606, 2604]);
		expect(await idsOf('conversion', { searchField: 'sign-up', sortBy: '+id' })).toEqual([
			...[2601, 2602],
		]);
		expect(await idsOf('conversion', { searchField: '2603' })).toEqual([2603]);
	});

	test('verticals: in their order, without pages', async () => {
		const orders = (await rowsOf('vertical')).map(({ order }) => Number(order));
		expect(orders).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
		const ids = await idsOf('vertical');
		expect([ids[0], ids[1], ids[10]]).toEqual([1, 2, 17]);
		expect((await stage.client.get('/api/v3/ua/static/verticals?pageNo=1')).status).toBe(422);
	});

	test('political advertisers: by name', async () => {
		expect(await idsOf('politicalAdvertiser', { searchField: 'hg' })).toEqual([11112, 11110]);
		expect(await idsOf('politicalAdvertiser', { searchField: 'Committee 09' })).toEqual([
			...[11091, 11090],
		]);
	});

	test('customers: by status, by id and by name, those invited only if asked for', async () => {
		expect(await idsOf('customer', { noOfEntries: 3 })).toEqual([20001, 20011, 20012]);
		expect(await idsOf('customer', { owStatusIds: [3] })).toEqual([20002, 20021]);
		expect(await idsOf('customer', { owStatusIds: [1, 2], owIds: [20001, 20002] })).toEqual([20001]);
		expect(await idsOf('customer', { ids: [20012] })).toEqual([20012]);
		expect(await idsOf('customer', { searchField: 'customer 09' })).toEqual([20019, 20020]);
		expect(await idsOf('customer', { searchField: '20013' })).toEqual([20013]);
		expect(await idsOf('customer', { owStatusIds: [], pageNo: 2, noOfEntries: 12 })).toEqual([20021]);
	});

	test('customers: counted as in the samples, with running campaigns only if asked for', async () => {
		const asked = { owStatusIds: [1, 2], owIds: [20001], searchField: 'Agency' };
		const { body } = await answerOf('customer', asked);
		expect([dig(body, 'data', 'totalRecords'), dig(body, 'data', 'filteredRecords')]).toEqual([13, 1]);
		const running = async (more: JsonObject) =>
			(await rowsOf('customer', { ids: [20001, 20002], owStatusIds: [], ...more })).map(
				({ runningCampaigns }) => runningCampaigns,
			);
		expect(await running({})).toEqual([0, 0]);
		expect(await running({ provideRunningCampaigns: true })).toEqual([4, 10]);
	});

	test('prebid segments: only what is searched for, those withdrawn only if asked for', async () => {
		const words =
			'Invalid input. Please provide either a search field, prebid segment IDs or audience IDs to search.';
		const none: JsonObject[] = [{}, { searchField: '' }, { prebidSegmentIds: [], audienceIds: [] }];
		for (const asked of none) {
			expect(await errorOf(answerOf('prebidSegment', asked))).toEqual([422, words]);
		}
		expect(await idsOf('prebidSegment', { searchField: 'alcohol' })).toEqual([158, 172]);
		expect(await idsOf('prebidSegment', { searchField: 'adult', prebidSegmentIds: [10] })).toEqual([
			...[156, 173, 10],
		]);
		expect(await idsOf('prebidSegment', { audienceIds: [1139208] })).toEqual([247, 248]);
		const withdrawn = { prebidSegmentIds: [150] };
		expect(await idsOf('prebidSegment', withdrawn)).toEqual([]);
		expect(await idsOf('prebidSegment', { ...withdrawn, showInActiveSegments: true })).toEqual([
			...[150],
		]);
	});
});
