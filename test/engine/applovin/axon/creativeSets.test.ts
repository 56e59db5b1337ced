import { axonCreativeStage, CONTINUING, SET_LIST, SET_UPDATE, withIds } from '../../../support/axonCreativeStage';

/** Creative sets: what each operation sends, and what comes of it. */
const { asset, campaign, heldSet, ofSets, sandbox, set, to, writes } = axonCreativeStage();

const CREATE = '/manage/v1/creative_set/create';
const CLONE = '/manage/v1/creative_set/clone';

const NEW = {
	useIn: 'campaign',
	campaign_id: '12345',
	type: 'APP',
	name: 'Set A',
	assetsFrom: 'ids',
	asset_ids: '70000001',
	ifItExists: 'return',
	additionalFields: { languages: ['ENGLISH'], countries: ['US'] },
};

describe('Get Many and Get by Campaign', () => {
	it('lists sets with their campaigns and assets', async () => {
		campaign();
		set({ campaignIds: [12345] });
		const { items, error } = await ofSets('getAll', { returnAll: true, simplify: true });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toMatchObject([
			{
				...{ creative_set_id: '39823', name: 'Set 39823', status: 'Live', type: 'App' },
				...{ campaign_ids: ['12345'], asset_ids: ['70000001'], languages: ['ENGLISH'], countries: ['US'] },
			},
		]);
	});

	it('filters', async () => {
		set();
		set({ status: 'PAUSED', fields: { name: 'Winter' } });
		set({ fields: { type: 'WEB', name: 'Winter' } });
		const found = async (filters: object) =>
			(await ofSets('getAll', { returnAll: true, filters: filters as never })).items.map(({ json }) => json.creative_set_id);
		expect(await found({ status: ['PAUSED'] })).toEqual(['39824']);
		expect(await found({ name: 'WINT', type: 'WEB' })).toEqual(['39825']);
		expect(await found({ ids: '39823,39825' })).toEqual(['39823', '39825']);
		expect(sandbox.requests.at(-1)?.query.get('ids')).toBe('39823,39825');
		expect(await found({ hashed_ids: heldSet(39824)?.hashedId })).toEqual(['39824']);
	});

	it('lists the sets of campaigns each once, from the whole list, by one listing for all items', async () => {
		for (let count = 0; count < 150; count++) set({ campaignIds: [count % 2 === 0 ? 12345 : 12346] });
		const { items, error } = await ofSets(
			'getByCampaign',
			{ campaignsFrom: 'ids', campaign_ids: '={{ $json.id }}', returnAll: true },
			{ items: withIds([12345, 12346, 12347]) },
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(150);
		expect(new Set(items.map(({ json }) => json.creative_set_id)).size).toBe(150);
		expect(sandbox.requests.every(({ path }) => path === SET_LIST)).toBe(true);
		expect(to(SET_LIST)).toHaveLength(3);
	});
});

describe('Create', () => {
	it('sends what the document shows, with the assets’ own types', async () => {
		campaign();
		asset({ assetType: 'HOSTED_HTML', resourceType: 'HTML' });
		const { items, error } = await ofSets('create', NEW);
		expect(error).toBeUndefined();
		expect(writes()).toEqual([
			[
				CREATE,
				{
					...{ type: 'APP', campaign_id: '12345', name: 'Set A', assets: [{ id: '70000001', type: 'HOSTED_HTML' }] },
					...{ languages: ['ENGLISH'], countries: ['US'] },
				},
			],
		]);
		expect(items[0].json).toMatchObject({ creative_set_id: '39823', name: 'Set A', type: 'App', version: 'V2' });
		expect(heldSet(39823)?.campaignIds).toEqual([12345]);
	});

	it('returns a set of the same name in the campaign, and creates nothing twice', async () => {
		campaign();
		asset();
		await ofSets('create', NEW);
		const { items, error } = await ofSets('create', NEW);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ creative_set_id: '39823', alreadyExisted: true });
		expect(to(CREATE)).toHaveLength(1);
		asset();
		const other = await ofSets('create', { ...NEW, asset_ids: '70000002' });
		expect(other.error?.message).toContain("does not match this form: 'Assets'");
	});

	it('pauses a set that AppLovin makes live although Paused was sent', async () => {
		sandbox.options.applovinAxon.setStatus = 'ignored';
		campaign();
		asset();
		const { items, error } = await ofSets('create', { ...NEW, additionalFields: { status: 'PAUSED' } });
		expect(error).toBeUndefined();
		expect(writes().map(([path, { status }]) => [path, status])).toEqual([[CREATE, 'PAUSED'], [SET_UPDATE, 'PAUSED']]);
		expect(items[0].json.status).toBe('Paused');
		expect(heldSet(39823)?.status).toBe('PAUSED');
	});

	it('creates one on its own, with a version where it is asked for', async () => {
		sandbox.options.applovinAxon.needsSetVersion = true;
		asset();
		const { error } = await ofSets('create', { ...NEW, useIn: 'none', additionalFields: { version: 'V2' } });
		expect(error).toBeUndefined();
		expect(writes()[0][1]).not.toHaveProperty('campaign_id');
		expect(writes()[0][1].version).toBe('V2');
	});

	it('does not create twice when the answer was lost', async () => {
		campaign();
		asset();
		sandbox.addFault({ kind: 'resetAfter', path: /creative_set\/create/ });
		const first = await ofSets('create', NEW);
		expect(first.error?.description).toContain('may or may not');
		expect(sandbox.applovinAxon.creativeSets.size).toBe(1);
		await ofSets('create', NEW);
		expect(sandbox.applovinAxon.creativeSets.size).toBe(1);
	});

	it.each([
		['51 assets', { asset_ids: Array.from({ length: 51 }, (_, at) => 70_000_001 + at) }, 'A creative set can have 50 assets, not 51'],
		['11 of a type', { asset_ids: Array.from({ length: 11 }, (_, at) => 70_000_001 + at) }, '10 assets of a type, not 11 of VID_SHORT_P'],
		['an asset that is not listed', { asset_ids: '99' }, 'AppLovin lists no asset 99'],
		['a rejected asset', { asset_ids: '70000060' }, 'AppLovin has rejected the asset 70000060'],
		['no asset', { asset_ids: '={{ [] }}' }, "'Asset IDs' is empty"],
		['a landing page of an app', { additionalFields: { creative_set_url: 'https://a.example' } }, "'Landing Page URL' is for creative sets of a website"],
		['a country that web sets may not name', { type: 'WEB', additionalFields: { countries: ['US', 'DE', 'GB'] } }, "'Countries' holds DE, GB"],
	])('refuses %s before anything is sent', async (_, changes, words) => {
		campaign();
		for (let at = 0; at < 51; at++) asset();
		asset({ id: 70_000_060, status: 'REJECTED' });
		const { error } = await ofSets('create', { ...NEW, ...changes } as never);
		expect(error?.message).toContain(words);
		expect(writes()).toEqual([]);
		expect(sandbox.applovinAxon.errorCount).toBe(0);
	});
});

describe('Update', () => {
	const change = (fields: object, listsMode = '') =>
		({ creative_set_id: '39823', listsMode, updateFields: fields }) as never;

	it('sends all assets with a new name', async () => {
		set();
		const { items, error } = await ofSets('update', change({ name: 'New' }));
		expect(error).toBeUndefined();
		expect(writes()).toEqual([
			[SET_UPDATE, { id: '39823', type: 'APP', assets: [{ id: '70000001', type: 'VID_SHORT_P' }], name: 'New' }],
		]);
		expect(items[0].json).toMatchObject({ creative_set_id: '39823', name: 'New', updated: true });
	});

	it.each([
		['add', '70000002', ['70000001', '70000002']],
		['remove', '70000001', ['70000003']],
		['replace', '70000002', ['70000002']],
	])('can %s assets', async (mode, ids, left) => {
		const [one, , third] = [asset(), asset(), asset()];
		set({ assetIds: mode === 'remove' ? [one.id, third.id] : [one.id] });
		const { items, error } = await ofSets('update', change({ assets: ids }, mode));
		expect(error).toBeUndefined();
		expect(writes()[0][1].assets).toEqual(left.map((id) => ({ id, type: 'VID_SHORT_P' })));
		expect(heldSet(39823)?.assetIds).toEqual(left.map(Number));
		expect(items[0].json.lists).toMatchObject([{ field: 'Assets', now: left }]);
	});

	it('changes countries and languages, and the status', async () => {
		set();
		const { error } = await ofSets('update', change({ countries: ['GB'], languages: ['GERMAN'], status: 'PAUSED' }, 'add'));
		expect(error).toBeUndefined();
		expect(writes()[0][1]).toMatchObject({ countries: ['US', 'GB'], languages: ['ENGLISH', 'GERMAN'], status: 'PAUSED' });
	});

	it.each([
		['the last asset away', { assets: '70000001' }, 'remove', 'would have no entries left'],
		['nothing', {}, '', 'There is nothing to update'],
		['a list without saying how', { countries: ['US'] }, '', "'How Lists Change' is empty"],
	])('refuses to take %s', async (_, fields, mode, words) => {
		set();
		const { error } = await ofSets('update', change(fields, mode));
		expect(error?.message).toContain(words);
		expect(writes()).toEqual([]);
	});
});

describe('Update Status', () => {
	it('sends type and assets of each set, each as it is listed in its turn', async () => {
		set();
		set({ fields: { type: 'WEB' } });
		const { items, error } = await ofSets(
			'updateStatus',
			{ creativeSetsFrom: 'ids', creative_set_ids: '={{ $json.id }}', status: 'PAUSED' },
			{ items: withIds([39823, 39824]) },
		);
		expect(error).toBeUndefined();
		expect(writes()).toEqual([
			[SET_UPDATE, { id: '39823', type: 'APP', assets: [{ id: '70000001', type: 'VID_SHORT_P' }], status: 'PAUSED' }],
			[SET_UPDATE, { id: '39824', type: 'WEB', assets: [{ id: '70000002', type: 'VID_SHORT_P' }], status: 'PAUSED' }],
		]);
		// One look-up for all, and one for each.
		expect(to(SET_LIST)).toHaveLength(3);
		expect(items.map(({ json }) => [json.status, json.previous_status])).toEqual([['Paused', 'Live'], ['Paused', 'Live']]);
	});

	it('stops at the fifth refusal and names what is left undone', async () => {
		const ids = Array.from({ length: 12 }, () => set().id);
		sandbox.addFault({ kind: 'forbidden', path: /creative_set\/update/, times: 12 });
		const { error } = await ofSets('updateStatus', { creativeSetsFrom: 'ids', creative_set_ids: ids.join(), status: 'PAUSED' });
		expect(to(SET_UPDATE)).toHaveLength(5);
		expect(error?.message).toMatch(/^12 of 12 creative sets were not paused – /);
		expect(error?.message).toContain('Left undone, nothing was sent');
	});

	it('meets no error answer for 200 wrong IDs', async () => {
		const ids = Array.from({ length: 200 }, (_, at) => 900_000 + at);
		const { items } = await ofSets(
			'updateStatus',
			{ creativeSetsFrom: 'ids', creative_set_ids: '={{ $json.id }}', status: 'PAUSED' },
			{ items: withIds(ids), ...CONTINUING },
		);
		expect(items).toHaveLength(200);
		expect(sandbox.applovinAxon.errorCount).toBe(0);
	});
});

it.each([
	['a rejected asset', 'REJECTED', 'holds the rejected asset 70000001'],
	['no asset', undefined, 'has no assets'],
	['no type', 'ACTIVE', 'does not show the type'],
])('does not send an update of a set with %s', async (what, status, words) => {
	if (status === undefined) set({ assetIds: [] });
	else set({ assetIds: [asset({ status: status as never }).id], ...(what === 'no type' ? { fields: { type: '' } } : {}) });
	const { error } = await ofSets('updateStatus', { creativeSetsFrom: 'ids', creative_set_ids: '39823', status: 'PAUSED' });
	expect(error?.message).toContain(words);
	expect(writes()).toEqual([]);
});

it.each(['{"countries":[]}', '{"languages":["GERMAN"]}', '{"campaign_id":"2"}'])('refuses Additional JSON %s', async (additionalJson) => {
	set();
	const { error } = await ofSets('update', { creative_set_id: '39823', updateFields: { additionalJson } as never });
	expect(error?.message).toContain('which Update does not change');
	expect(writes()).toEqual([]);
});

it.each([
	['an unknown campaign', { campaign_id: '99' }, 'AppLovin lists no campaign 99'],
	['a campaign of another type', { type: 'WEB', additionalFields: {} }, 'of the type WEB, the campaign 12345 of the type APP'],
	['an empty list', { additionalFields: { additionalJson: '{"countries":[]}' } }, 'to an empty list'],
])('does not create a set with %s', async (_, changes, words) => {
	campaign();
	asset();
	const { error } = await ofSets('create', { ...NEW, ...changes } as never);
	expect(error?.message).toContain(words);
	expect(writes()).toEqual([]);
});

describe('Clone', () => {
	const copy = { creative_set_id: '39823', campaign_id: '12346' };

	it('sends PAUSED and shows what the list says afterwards', async () => {
		campaign();
		campaign();
		set({ campaignIds: [12345] });
		const { items, error } = await ofSets('clone', copy);
		expect(error).toBeUndefined();
		expect(writes()).toEqual([[CLONE, { campaign_id: '12346', creative_set_id: '39823', status: 'PAUSED' }]]);
		expect(items[0].json).toMatchObject({ creative_set_id: '39824', cloned_from: '39823', status: 'Paused' });
	});

	it.each([
		['LIVE', { status: 'LIVE' }],
		['default', {}],
	])('sends %s as it is chosen', async (status, sent) => {
		campaign();
		campaign();
		set({ campaignIds: [12345] });
		const { items, error } = await ofSets('clone', { ...copy, status });
		expect(error).toBeUndefined();
		expect(writes()).toEqual([[CLONE, { campaign_id: '12346', creative_set_id: '39823', ...sent }]]);
		expect(items[0].json.status).toBe('Live');
	});

	it.each([
		['a campaign that is not listed', { campaign_id: '99' }, 'AppLovin lists no campaign 99'],
		['a set that is not listed', { creative_set_id: '99' }, 'AppLovin lists no creative set 99'],
		['a campaign of another type', {}, 'The creative set 39823 is of the type APP, the campaign 12346 of the type WEB'],
	])('asks for no copy that would cost an error answer: %s', async (_, changes, words) => {
		campaign();
		campaign({ type: 'WEB' });
		set({ campaignIds: [12345] });
		const { error } = await ofSets('clone', { ...copy, ...changes });
		expect(error?.message).toContain(words);
		expect(writes()).toEqual([]);
	});

	it('refuses a set that belongs to no campaign', async () => {
		campaign();
		campaign();
		set();
		const { error } = await ofSets('clone', copy);
		expect(error?.message).toContain('The creative set 39823 belongs to no campaign');
		expect(writes()).toEqual([]);
	});
});
