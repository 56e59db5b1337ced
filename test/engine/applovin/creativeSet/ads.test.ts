import type { IDataObject } from 'n8n-workflow';

import { brief, creativeSetStage, outputOf } from '../../../support/creativeSetStage';

/** Ad > Get, Get Many and Update. */
const { give, made, prepare, run, sandbox, sent } = creativeSetStage();
let set = '';
beforeEach(() => void ({ set } = made));

describe('AppLovin Creative Set: ads', () => {
	const ad = () => [...sandbox.applovin.ads.values()][0];
	const row = (changes: IDataObject = {}) => ({
		ad_id: String(ad().id),
		...ad(),
		creative_set_name: 'Set A',
		...changes,
	});

	beforeEach(async () => {
		give('IMG_MREC', 'IMG_LEADER');
		await prepare(async (client) => await client.get(`/ads/${set}`));
		expect(sandbox.applovin.ads.size).toBe(2);
	});

	it('gets one', async () => {
		const { items, error } = await run('ad', 'get', { ad_id: ad().id });
		expect(error).toBeUndefined();
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: `/ad/${ad().id}` }]);
		expect(outputOf(items)).toEqual([row()]);
	});

	it('lists those of a set', async () => {
		const { items, error } = await run('ad', 'getAll', { creative_set_id: set, returnAll: true });
		expect(error).toBeUndefined();
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: `/ads/${set}` }]);
		expect(outputOf(items)).toHaveLength(2);
		expect(items[0].json).toEqual(row());
		const some = await run('ad', 'getAll', { creative_set_id: set, limit: 1 });
		expect(some.items).toHaveLength(1);
	});

	it.each<[IDataObject, IDataObject]>([
		[{ name: 'New name' }, { name: 'New name' }],
		[{ status: 'paused' }, { status: false }],
		[
			{ name: 'New name', status: 'active' },
			{ name: 'New name', status: true },
		],
		[{ status: false }, { status: false }],
	])('updates %j', async (updateFields, json) => {
		const { items, error } = await run('ad', 'update', { ad_id: String(ad().id), updateFields });
		expect(error).toBeUndefined();
		expect(sent().map(brief)).toEqual([{ method: 'POST', path: `/ad/${ad().id}`, json }]);
		const status = row(json).status ? 'Active' : 'Paused';
		expect(outputOf(items)).toEqual([row({ ...json, status })]);
	});

	it.each<[IDataObject, RegExp]>([
		[{}, /nothing to update/],
		[{ status: '' }, /'Status' is empty/],
		[{ status: 'on' }, /'Status' must be Active or Paused/],
		[{ name: '' }, /'Name' is empty/],
	])('refuses to update %j', async (updateFields, message) => {
		const { error } = await run('ad', 'update', { ad_id: String(ad().id), updateFields });
		expect(error?.message).toMatch(message);
		expect(sent()).toEqual([]);
	});

	it("reports AppLovin's own words", async () => {
		const { error } = await run('ad', 'get', { ad_id: '5' });
		expect(error?.message).toContain('Ad not found');
		expect(error?.httpCode).toBe('404');
	});
});
