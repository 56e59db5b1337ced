import type { IDataObject } from 'n8n-workflow';

import { campaignStage } from '../../../support/campaignStage';
import { apiRequests } from '../../../support/harness';

/** Listing campaigns (Campaign API guideline). */
const { addCampaign, list, sandbox, sent } = campaignStage();

describe('IQM Campaign: getAll', () => {
	const LIST = '/api/v3/cmp/basic/list';

	it('reads 1,200 campaigns in three pages of 500', async () => {
		for (let id = 1; id < 1200; id++) addCampaign(id);
		const { items, error } = await list({ returnAll: true });
		expect(error).toBeUndefined();
		expect(new Set(items.map(({ json }) => json.campaignId)).size).toBe(1200);
		expect(sent()).toEqual(
			// "Sort the result set by specific field" (IQM OpenAPI cmp, basic/list) names no field.
			[1, 2, 3].map((pageNo) => ['POST', LIST, { pageNo, noOfEntries: 500 }]),
		);
	});

	it('asks for as many as the limit says', async () => {
		for (let id = 1; id < 50; id++) addCampaign(id);
		const { items } = await list({ limit: 10 });
		expect(items).toHaveLength(10);
		expect(items[0].json).toMatchObject({ campaignId: 25859, startTime: 1925000000 });
		expect(sent().map(([, , body]) => body)).toEqual([{ pageNo: 1, noOfEntries: 10 }]);
	});

	it('sends filters as arrays of numbers, and statuses as words', async () => {
		const filters = {
			campaignIds: '25859, 7',
			campaignTypeIds: [1],
			creativeTypeIds: '11,14',
			ioIdsList: [123456],
			searchField: 'Staged',
			status: ['Running'],
		};
		const { items } = await list({ filters, options: { sortBy: 'name', order: 'asc' } });
		expect(sent()[0][2]).toEqual({
			campaignIds: [25859, 7],
			campaignTypeIds: [1],
			creativeTypeIds: [11, 14],
			ioIdsList: [123456],
			searchField: 'Staged',
			status: ['running'],
			sortBy: 'name',
			order: 'asc',
			pageNo: 1,
			noOfEntries: 50,
		});
		expect(items).toHaveLength(1);
	});

	it.each<[IDataObject, IDataObject]>([
		[{ order: 'asc' }, { order: 'asc' }],
		[{ sortBy: 'name' }, { sortBy: 'name', order: 'desc' }],
	])('sends no field that was not chosen: %j', async (options, sorting) => {
		await list({ options });
		expect(sent()[0][2]).toEqual({ pageNo: 1, noOfEntries: 50, ...sorting });
	});

	it.each(['campaignId', 'createdAt', 'endTime', 'modifiedAt', 'name', 'startTime', 'status'])(
		'sorts by %s',
		async (sortBy) => {
			const { error } = await list({ options: { sortBy, order: 'asc' } });
			expect(error).toBeUndefined();
			expect(apiRequests(sandbox)[0].json).toMatchObject({ sortBy });
		},
	);

	it.each<[IDataObject, string]>([
		[{ filters: { status: ['stopped'] } }, "not 'stopped'"],
		[{ filters: { campaignIds: 'Spring' } }, "'Campaign IDs' must hold IDs of digits only"],
		[{ options: { sortBy: '={{ "budget" }}' } }, "'Sort By' must be one of"],
		[{ limit: 0 }, "'Limit' must be a whole number of at least 1"],
	])('refuses %j before any request', async (parameters, message) => {
		const { error } = await list(parameters);
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});
