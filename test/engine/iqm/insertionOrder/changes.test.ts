import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmInsertionOrder } from '../../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { answering } from '../../../support/answering';
import { apiRequests } from '../../../support/harness';
import { EMPTY, formOf, iqmStage, picked } from '../../../support/iqmStage';

/** Listing, changing, copying and deleting insertion orders (Campaign API guideline). */
const { limited, list, run, sandbox, sent, stage, writes } = iqmStage(
	() => new IqmInsertionOrder(),
);

beforeEach(() => {
	for (const ioId of [1, 2, 3]) addOrder(ioId);
});

/** An order like that of the stage. */
function addOrder(ioId: number, changes: IDataObject = {}): void {
	const staged = sandbox.iqm.insertionOrders.get(stage.ioId);
	if (staged === undefined) throw new Error('No order on the stage');
	const details = { ...staged.details, ioId, ...(changes as typeof staged.details) };
	sandbox.iqm.insertionOrders.set(ioId, { ...staged, ioId, details });
}

const IO = '/api/v3/cmp/io';

const FORMS: Record<string, IDataObject> = {
	get: { ioId: picked(1) },
	update: { ioId: picked(1), updateFields: { ioName: 'Renamed' } },
	updateEndDate: {
		ioIdsList: '1,2,3',
		ioEndTime: '2031-03-01T00:00:00Z',
		ioTimezoneId: picked(29),
	},
	updateBudget: {
		ioIdsList: '1,2,3',
		amountToChange: 'ioTotalBudget',
		changeBy: 'set',
		amount: 100000,
	},
	duplicate: {
		ioId: picked(123456),
		ioExistingCampaignIds: '25859',
		ioStartTime: '2031-01-15T00:00:00Z',
		ioTimeZoneId: picked(29),
	},
	delete: { ioIdsList: '1,2,3', confirmIds: '3,2,1' },
};
const form = formOf(FORMS);

const each = (fields: IDataObject) => [1, 2, 3].map((ioId) => ({ ioId, ...fields }));
const impressions = { amountToChange: 'ioTotalImpressions', changeBy: 'set', amount: 1690 };

it.each<[string, IDataObject, string, string, unknown, IDataObject[]]>([
	['get', {}, 'GET', `${IO}/1`, undefined, []],
	[
		'update',
		{
			updateFields: {
				ioName: 'IO Name 1',
				ioStartTime: '2023-08-01T13:55:48Z',
				ioEndTime: '={{ 1990898888 }}',
				ioTotalBudget: '={{ "1000" }}',
				ioTimeZoneId: picked(29),
				additionalJson: '{"isAutoSumIoTotalBudget": false}',
			},
		},
		'PATCH',
		`${IO}/1`,
		{
			ioName: 'IO Name 1',
			ioStartTime: 1690898148000,
			ioEndTime: 1990898888000,
			ioTotalBudget: 1000,
			ioTimeZoneId: 29,
			isAutoSumIoTotalBudget: false,
		},
		[{ ioId: 1, updated: true, ioName: 'IO Name 1', message: 'IO Name 1 saved successfully.' }],
	],
	[
		'updateEndDate',
		{},
		'PATCH',
		`${IO}/update-end-date`,
		{ ioIdsList: [1, 2, 3], ioEndTime: 1930089600000, ioTimezoneId: 29 },
		each({ ioEndTime: '2031-03-01T00:00:00Z', updated: true }),
	],
	[
		'updateBudget',
		{},
		'PATCH',
		`${IO}/update-budget`,
		{ ioIdsList: [1, 2, 3], budget: 100000, budgetUpdateType: 'set' },
		each({ updated: true, field: 'Total Budget', new: 100000 }),
	],
	[
		'updateBudget',
		// The document's sample has 169089.909, which no account can be charged.
		{ amount: 169089.91, changeBy: "={{ 'SET' }}", percent: 0, atMost: 0 },
		'PATCH',
		`${IO}/update-budget`,
		{ ioIdsList: [1, 2, 3], budget: 169089.91, budgetUpdateType: 'set' },
		each({ new: 169089.91 }),
	],
	[
		'duplicate',
		{},
		'POST',
		`${IO}/duplicate`,
		{
			ioId: 123456,
			ioExistingCampaignIds: [25859],
			ioStartTime: 1926201600000,
			ioTimeZoneId: 29,
		},
		[{ ioId: 123457, existingIoId: 123456, campaignIds: [25860] }],
	],
	[
		'delete',
		{},
		'POST',
		`${IO}/delete`,
		{ ioIdsList: [1, 2, 3] },
		each({ deleted: true, message: '3 Insertion Orders deleted successfully' }),
	],
])('%s of %j sends %s %s, times in ms', async (operation, changes, method, url, body, results) => {
	const { items, error } = await run(form(operation, changes));
	expect(error).toBeUndefined();
	expect(sent()).toEqual([[method, url, body]]);
	expect(items).toHaveLength(results.length || 1);
	for (const [index, json] of results.entries()) expect(items[index].json).toMatchObject(json);
	for (const { pairedItem } of items) expect(pairedItem).toEqual({ item: 0 });
});

it('sends impressions without a budget', async () => {
	for (const ioId of [1, 2, 3]) addOrder(ioId, { ioBudgetTypeId: 2, ioTotalImpressions: 10 });
	const { error } = await run(form('updateBudget', impressions));
	expect(error).toBeUndefined();
	expect(sent()[0][2]).toEqual({
		ioIdsList: [1, 2, 3],
		ioTotalImpressions: 1690,
		budgetUpdateType: 'set',
	});
});

it.each(['updateEndDate', 'updateBudget', 'delete'])('%s takes ids in any form', async (name) => {
	for (const ioIdsList of [[3, '2', 3, 1], '={{ ["3", 2, 1] }}', '003, 2\n1,02', '[3,"2",1]']) {
		const { items } = await run(form(name, { ioIdsList, options: { preview: true } }));
		expect(items[0].json.body).toMatchObject({ ioIdsList: [3, 2, 1] });
	}
	expect(sandbox.requests).toEqual([]);
});

/** What n8n wants typed where an expression decides how. */
const ANY_WAY = { percent: 0, atMost: 0 };

const SEVERAL = ['updateEndDate', 'updateBudget', 'delete'];
const INPUT: Array<[string, string, IDataObject, string]> = [
	...SEVERAL.flatMap((name): typeof INPUT => [
		['no ids', name, { ioIdsList: EMPTY }, "'Insertion Order IDs' is empty"],
		['ids with letters', name, { ioIdsList: '1,b' }, "digits only, not 'b'"],
		['broken JSON', name, { ioIdsList: '[1,2' }, 'is not valid JSON'],
		['an id of 0', name, { ioIdsList: '1,0' }, 'must be an ID above 0'],
		['half an id', name, { ioIdsList: 1.5 }, "not '1.5'"],
	]),
	...['get', 'update', 'duplicate'].flatMap((name): typeof INPUT => [
		['no order', name, { ioId: picked(EMPTY) }, "'Insertion Order' is empty"],
		['an order by name', name, { ioId: 'Spring' }, "'Insertion Order' must be an ID of digits"],
		['JSON as order', name, { ioId: '[1,2]' }, 'must be an ID of digits only'],
		['a path as order', name, { ioId: '1/../2' }, 'must be an ID of digits only'],
		['an order of 0', name, { ioId: '={{ Number(null) }}' }, 'must be an ID above 0'],
		['a huge order', name, { ioId: '12345678901234567890' }, 'too large for an ID'],
	]),
	['no confirmation', 'delete', { confirmIds: EMPTY }, "'Confirm IDs' is empty: its expression returned no value"],
	['half a confirmation', 'delete', { confirmIds: '1,2' }, "not '1,2'"],
	['others confirmed', 'delete', { confirmIds: '1,2,4' }, "not '1,2,4'"],
	['no change', 'update', { updateFields: {} }, 'There is nothing to update'],
	['no name', 'update', { updateFields: { ioName: '' } }, "'Insertion Order Name' is empty"],
	['a total of 0', 'update', { updateFields: { ioTotalBudget: 0 } }, 'must be above 0'],
	[
		'a long name',
		'update',
		{ updateFields: { ioName: 'x'.repeat(256) } },
		'255 characters, not 256',
	],
	[
		'a past end',
		'update',
		{ updateFields: { ioEndTime: '2020-01-01T00:00:00Z' } },
		"'End' is in the past: 2020-01-01 00:00 UTC",
	],
	[
		'a past end as JSON',
		'update',
		{ updateFields: { additionalJson: '{"ioEndTime": 1690898888000}' } },
		"'End' is in the past",
	],
	['seconds', 'update', { updateFields: { additionalJson: '{"ioEndTime": 1690898888}' } }, 'milli'],
	['another id', 'update', { updateFields: { additionalJson: '{"ioId": 2}' } }, "sets 'ioId'"],
	[
		'an end before the start',
		'update',
		{ updateFields: { ioStartTime: '2031-01-02T00:00:00Z', ioEndTime: '2031-01-01T00:00:00Z' } },
		"'End' must be after 'Start'",
	],
	[
		'a total of a sum',
		'update',
		{ updateFields: { isAutoSumIoTotalBudget: true, ioTotalBudget: 10 } },
		"'Total Budget' can't be set while",
	],
	['no end', 'updateEndDate', { ioEndTime: EMPTY }, "'New End' is empty: its expression returned no value"],
	['a past end', 'updateEndDate', { ioEndTime: '2020-01-01T00:00:00Z' }, 'is in the past'],
	['no time zone', 'updateEndDate', { ioTimezoneId: picked(EMPTY) }, "'Time Zone' is empty"],
	['no way', 'updateBudget', { ...ANY_WAY, changeBy: EMPTY }, "'How' is empty"],
	[
		'an unknown way',
		'updateBudget',
		{ ...ANY_WAY, changeBy: '={{ "less" }}' },
		'one of add, set, percent',
	],
	[
		'a spread',
		'updateBudget',
		{ ...ANY_WAY, changeBy: '={{ "spread" }}' },
		"'How' must be one of",
	],
	[
		'an unknown total',
		'updateBudget',
		{ amountToChange: '={{ "dailyBudget" }}' },
		"'What to Change' must be one of",
	],
	['a budget of 0', 'updateBudget', { amount: 0 }, "'Amount' must be above 0"],
	['less than nothing', 'updateBudget', { amount: -5 }, "'Amount' must be above 0"],
	['no impressions', 'updateBudget', { ...impressions, amount: 0 }, 'at least 1'],
	['no cap', 'updateBudget', { changeBy: 'add', atMost: EMPTY }, "'At Most' is empty"],
	['no campaigns', 'duplicate', { ioExistingCampaignIds: EMPTY }, "'Campaigns to Copy' is empty"],
	['campaigns by name', 'duplicate', { ioExistingCampaignIds: 'a' }, 'IDs of digits only'],
	[
		'a past start',
		'duplicate',
		{ ioStartTime: '2020-01-01T00:00:00Z' },
		"'Start' is in the past",
	],
	['a past end', 'duplicate', { ioEndTime: '2020-01-01T00:00:00Z' }, "'End' is in the past"],
	['no start', 'duplicate', { ioStartTime: EMPTY }, "'Start' is empty: its expression returned no value"],
	[
		'an end before it',
		'duplicate',
		{ ioEndTime: '2031-01-14T00:00:00Z' },
		"'End' must be after 'Start'",
	],
];
it.each(INPUT)('refuses %s before any request of %s', async (_, operation, changes, message) => {
	const { error } = await run(form(operation, changes));
	expect(error?.message).toContain(message);
	expect(sandbox.requests).toEqual([]);
});

it.each(SEVERAL)("%s shows IQM's words, and what they leave open", async (operation) => {
	const changes = { ioIdsList: '1,99', confirmIds: '1,99' };
	const { items } = await run(form(operation, changes), {
		node: { onError: 'continueRegularOutput' },
	});
	expect(items[0]).toMatchObject({
		json: { error: 'Invalid IO ids.', details: { created: [] } },
		pairedItem: { item: 0 },
	});
	expect((items[0].json.details as IDataObject).description).toContain(
		'The request was for 2 insertion orders: check in IQM whether the others were',
	);
});

describe('a copy without an end', () => {
	/** IQM OpenAPI cmp, POST /api/v3/cmp/io/duplicate: "duplicate io without end date". */
	it('sends the sample', async () => {
		const { now } = clock;
		clock.now = () => 1698295604000;
		try {
			const { items, error } = await run(
				form('duplicate', {
					ioId: picked(241),
					ioExistingCampaignIds: '12345,54321',
					ioStartTime: '2023-10-26T04:46:44.000Z',
					ioEndTimeChoice: 'none',
					ioTimeZoneId: picked(105),
					options: { preview: true },
				}),
			);
			expect(error).toBeUndefined();
			expect(items[0].json.body).toEqual({
				ioStartTime: 1698295604000,
				ioId: 241,
				ioTimeZoneId: 105,
				ioExistingCampaignIds: [12345, 54321],
			});
		} finally {
			clock.now = now;
		}
	});

	it('is refused by IQM for an order that has expired: "End date is mandatory for expired IO"', async () => {
		addOrder(123456, { ioStartTime: 1, ioEndTime: 2 });
		const { error } = await run(form('duplicate', { ioEndTimeChoice: 'none' }));
		expect(error?.message).toContain('End date is mandatory for expired IO');
	});

	it('is promised no end by the form, since no document says which it has', () => {
		const texts = new IqmInsertionOrder().description.properties
			.filter(({ displayOptions }) => displayOptions?.show?.operation?.includes('duplicate'))
			.filter(({ name }) => name.startsWith('ioEndTime'))
			.map((property) => JSON.stringify(property));
		expect(texts).toHaveLength(2);
		for (const text of texts) expect(text).not.toMatch(/keeps|As the Original/);
	});
});

it('lists the copies when IQM left campaigns out, and does not copy again', async () => {
	const staged = sandbox.iqm.campaigns.get(stage.campaignId);
	if (staged === undefined) throw new Error('No campaign on the stage');
	sandbox.iqm.campaigns.set(7, { ...staged, id: 7 });
	sandbox.iqm.decide('campaign', 7, 'deleted');
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const { error } = await run(form('duplicate', { ioExistingCampaignIds: '25859,7' }), { node });
	expect(error?.message).toBe('IQM copied the insertion order, but 1 of 2 campaigns');
	expect(error?.description).toContain('ioId 123457, campaignId 25860');
	expect(writes()).toHaveLength(1);
});

/** Deletes against a server that answers every request but the login with `data`. */
async function deleteAnswered(ids: string, data: string) {
	const { result } = await answering(
		() => ({ success: true, data }),
		async (baseUrl) =>
			await run(form('delete', { ioIdsList: ids, confirmIds: ids }), limited({ baseUrl })),
	);
	return result;
}

it.each<[string, string, number]>([
	['1', '2026 Spring deleted successfully', 1],
	['1', '1 Insertion Order deleted successfully', 1],
	['1,2', '2 Insertion Orders deleted successfully', 2],
	['1,2', 'Deleted', 2],
	['1,2,3', '2 Insertion Orders deleted successfully', 0],
])('reads of the orders %s: %s', async (ids, sentence, count) => {
	const { items, error } = await deleteAnswered(ids, sentence);
	expect(items).toHaveLength(count);
	if (count === 0) expect(error?.message).toContain('IQM deleted 2 of 3 insertion orders');
});

describe('spend limits of the credential', () => {
	const limit = { highestTotalBudget: '100' };
	const add = (amount: number, atMost = 1_000_000) => ({
		ioIdsList: 1,
		changeBy: 'add',
		amount,
		atMost,
	});
	const fields = (updateFields: IDataObject) => ({ updateFields });
	const copy = { ioId: picked(1) };

	it.each<[string, IDataObject, IDataObject, IDataObject, boolean]>([
		['update', limit, {}, fields({ ioTotalBudget: 101 }), false],
		['update', limit, {}, fields({ additionalJson: '{"ioTotalBudget": "101"}' }), false],
		['update', limit, {}, fields({ ioTotalBudget: 100 }), true],
		['updateBudget', limit, {}, { amount: 101 }, false],
		['updateBudget', limit, {}, { amount: 100 }, true],
		['updateBudget', limit, { ioTotalBudget: 91 }, add(10), false],
		['updateBudget', limit, { ioTotalBudget: 90 }, add(10), true],
		['updateBudget', limit, { ioTotalBudget: 95 }, add(10, 100), true],
		['updateBudget', limit, { ioTotalBudget: 500 }, add(-10), false],
		['updateBudget', limit, { ioTotalBudget: 500 }, add(-400), true],
		// Nothing in money caps an order that sums up its campaigns, or that counts impressions.
		['update', limit, {}, fields({ isAutoSumIoTotalBudget: true }), false],
		['update', limit, {}, fields({ additionalJson: '{"isAutoSumIoTotalBudget":"true"}' }), false],
		['update', limit, {}, fields({ isAutoSumIoTotalBudget: false }), true],
		['update', { highestBid: '1' }, {}, fields({ isAutoSumIoTotalBudget: true }), true],
		['update', limit, { ioBudgetTypeId: 2 }, fields({ ioTotalImpressions: 9 }), false],
		['updateBudget', limit, { ioBudgetTypeId: 2 }, { ...impressions, ioIdsList: 1 }, false],
		['duplicate', limit, { isAutoSumIoTotalBudget: true }, copy, false],
		['duplicate', limit, { isBudgetAutoSum: true, ioTotalBudget: 1 }, copy, false],
		['duplicate', limit, { ioBudgetTypeId: 2, ioTotalBudget: null }, copy, false],
		['duplicate', limit, { ioTotalBudget: 101 }, copy, false],
		['duplicate', limit, { ioTotalBudget: 100 }, copy, true],
		['duplicate', { highestBid: '9' }, { ioTotalBudget: 100 }, copy, false],
		['duplicate', { highestDailyBudget: '49' }, { ioTotalBudget: 100 }, copy, false],
		['duplicate', { highestTotalBudget: '999' }, { ioTotalBudget: 100 }, copy, true],
	])('%s under %j of %j, given %j, goes out: %s', async (operation, limits, has, given, goes) => {
		addOrder(1, has);
		const staged = sandbox.iqm.campaigns.get(stage.campaignId);
		if (staged) staged.request = { ...staged.request, ioId: 1, budgetTotal: 100 };
		const { error } = await run(form(operation, given), limited(limits));
		const changes = writes().filter(({ path }) => !path.endsWith('/basic/list'));
		expect(changes).toHaveLength(goes ? 1 : 0);
		if (goes) return;
		expect(error?.message).toMatch(
			/is above \d+, the limit for|limits .* can't be checked|to check against 100|no total budget of its own/,
		);
	});

	it('refuses the copy of a campaign above the limit', async () => {
		addOrder(stage.ioId, { ioTotalBudget: 100 });
		const { error } = await run(form('duplicate'), limited(limit));
		expect(error?.message).toContain("'Total Budget of campaign 25859' ('1000') is above 100");
		expect(writes()).toEqual([]);
	});
});

it.each(['update', 'duplicate', ...SEVERAL])('a preview of %s sends no write', async (operation) => {
	const changes: IDataObject = { options: { preview: true } };
	const reads = operation === 'updateBudget';
	if (reads) Object.assign(changes, { changeBy: 'add', amount: 5, atMost: 10_000 });
	const limits = { highestDailyBudget: '1', highestTotalBudget: '10000', highestBid: '1' };
	for (const options of [{}, limited(limits)]) {
		const { items } = await run(form(operation, changes), options);
		expect(items).toEqual([
			{ json: expect.objectContaining({ preview: true }), pairedItem: { item: 0 } },
		]);
	}
	// What was is part of what a preview of Add and Percent says.
	expect(sent().map(([, url]) => url)).toEqual(
		reads ? [`${IO}/basic/list`, `${IO}/basic/list`] : [],
	);
});

describe('getAll', () => {
	it('reads 1,200 orders in three pages of 500', async () => {
		for (let ioId = 4; ioId < 1200; ioId++) addOrder(ioId);
		const { items, error } = await list({ returnAll: true });
		expect(error).toBeUndefined();
		expect(new Set(items.map(({ json }) => json.ioId)).size).toBe(1200);
		expect(sent()).toEqual(
			[1, 2, 3].map((pageNo) => [
				'POST',
				`${IO}/basic/list`,
				{ pageNo, noOfEntries: 500, sortBy: '-ioId' },
			]),
		);
	});

	it('asks for as many as the limit says', async () => {
		for (let ioId = 4; ioId < 50; ioId++) addOrder(ioId);
		const { items } = await list({ limit: 10 });
		expect(items).toHaveLength(10);
		expect(sent().map(([, , body]) => body)).toEqual([
			{ pageNo: 1, noOfEntries: 10, sortBy: '-ioId' },
		]);
	});

	it("sends the sample's filters", async () => {
		const filters = {
			ioIdList: '12,34',
			searchField: 'io name',
			ioBudgetTypeIdsList: [2],
			ioStatusIdsList: '1,2,3',
		};
		const { items } = await list({ filters, limit: 20 });
		expect(items).toEqual([]);
		expect(sent()[0][2]).toEqual({
			pageNo: 1,
			noOfEntries: 20,
			ioIdList: [12, 34],
			searchField: 'io name',
			sortBy: '-ioId',
			ioBudgetTypeIdsList: [2],
			ioStatusIdsList: [1, 2, 3],
		});
	});

	it.each(['ioId', 'ioEndTime', 'ioName', 'ioStartTime', 'ioTotalBudget'])(
		'sorts by %s',
		async (sortBy) => {
			const { error } = await list({ options: { sortBy, order: 'asc' } });
			expect(error).toBeUndefined();
			// "for descending order user -(minus) and +(plus)(ascii value '%2B') for ascending order"
			expect(apiRequests(sandbox)[0].json).toMatchObject({ sortBy: `+${sortBy}` });
		},
	);

	it.each<[IDataObject, string]>([
		[{ filters: { ioStatusIdsList: ['9'] } }, "not '9'"],
		[{ filters: { ioIdList: '[1,2' } }, 'is not valid JSON'],
		[{ options: { order: '={{ "up" }}' } }, "'Order' must be one of asc, desc"],
	])('refuses %j before any request', async (parameters, message) => {
		const { error } = await list(parameters);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});
