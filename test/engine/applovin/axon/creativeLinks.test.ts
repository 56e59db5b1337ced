import { axonCreativeStage, CONTINUING, withIds } from '../../../support/axonCreativeStage';

/** What puts creative sets into campaigns, and assets into creative sets. */
const { asset, campaign, heldSet, ofAssets, ofSets, sandbox, set, writes } = axonCreativeStage();

const SETS = '/manage/v1/creative_set';
const ASSETS = '/manage/v1/asset';

const sets = (ids: unknown) => ({ creativeSetsFrom: 'ids', creative_set_ids: ids as string });
const campaigns = (ids: unknown) => ({ campaignsFrom: 'ids', campaign_ids: ids as string });
const assets = (ids: unknown) => ({ assetsFrom: 'ids', asset_ids: ids as string });

it.each(['empty', 'object'] as const)('adds sets to campaigns, whatever the answer (%s)', async (reply) => {
	sandbox.options.applovinAxon.associationReply = reply;
	campaign();
	set();
	const { items, error } = await ofSets('addToCampaigns', { ...sets('39823'), ...campaigns('12345') });
	expect(error).toBeUndefined();
	expect(writes()).toEqual([[`${SETS}/add-to-campaigns`, { campaign_ids: [12345], creative_set_ids: [39823] }]]);
	expect(items.map(({ json }) => json)).toEqual([{ creative_set_id: '39823', campaign_ids: ['12345'], added: true }]);
	expect(heldSet(39823)?.campaignIds).toEqual([12345]);
});

it('sends IDs as text if the option says so', async () => {
	campaign();
	set();
	await ofSets('addToCampaigns', { ...sets('39823'), ...campaigns('12345'), options: { idsAs: 'text' } });
	expect(writes()[0][1]).toEqual({ campaign_ids: ['12345'], creative_set_ids: ['39823'] });
});

it('splits 60 sets and 25 campaigns into four requests', async () => {
	const ofCampaigns = Array.from({ length: 25 }, () => campaign().id);
	const ofAll = Array.from({ length: 60 }, () => set().id);
	const { items, error } = await ofSets('addToCampaigns', { ...sets(ofAll), ...campaigns(ofCampaigns) });
	expect(error).toBeUndefined();
	expect(writes().map(([, body]) => [(body.campaign_ids as []).length, (body.creative_set_ids as []).length])).toEqual([
		[20, 50],
		[20, 10],
		[5, 50],
		[5, 10],
	]);
	expect(items).toHaveLength(60);
	expect(ofAll.every((id) => heldSet(id)?.campaignIds.length === 25)).toBe(true);
});

it('adds the sets of 60 items to a campaign by two requests', async () => {
	campaign();
	const all = Array.from({ length: 60 }, () => set().id);
	const { items, error } = await ofSets(
		'addToCampaigns',
		{ ...sets('={{ $json.id }}'), ...campaigns('12345') },
		{ items: withIds(all) },
	);
	expect(error).toBeUndefined();
	expect(writes()).toHaveLength(2);
	expect(items).toHaveLength(60);
});

it('removes sets from chosen campaigns, one set per request, or from all by one', async () => {
	const [one, other] = [campaign().id, campaign().id];
	set({ campaignIds: [one, other] });
	set({ campaignIds: [one, other] });
	const chosen = await ofSets('removeFromCampaigns', { ...sets('39823,39824'), removeFrom: 'chosen', ...campaigns('12345') });
	expect(chosen.error).toBeUndefined();
	expect(writes()).toEqual([
		[`${SETS}/remove-from-campaigns`, { creative_set_id: 39823, campaign_ids: [12345] }],
		[`${SETS}/remove-from-campaigns`, { creative_set_id: 39824, campaign_ids: [12345] }],
	]);
	expect(heldSet(39823)?.campaignIds).toEqual([other]);
	sandbox.requests.length = 0;
	const { items, error } = await ofSets('removeFromCampaigns', { ...sets('39823,39824'), removeFrom: 'all' });
	expect(error).toBeUndefined();
	expect(writes()).toEqual([[`${SETS}/remove-from-all-campaigns`, { creative_set_ids: [39823, 39824] }]]);
	expect(items[1].json).toEqual({ creative_set_id: '39824', all_campaigns: true, removed: true });
	expect(heldSet(39824)?.campaignIds).toEqual([]);
});

it('adds assets to sets, ten per request', async () => {
	set();
	const all = Array.from({ length: 11 }, (_, at) => asset({ assetType: at % 2 === 0 ? 'VID_LONG_P' : 'HOSTED_HTML' }).id);
	const { items, error } = await ofAssets('addToSets', { ...assets(all), ...sets('39823') });
	expect(error).toBeUndefined();
	expect(writes().map(([path, body]) => [path, (body.asset_ids as []).length, body.creative_set_ids])).toEqual([
		[`${ASSETS}/add-to-creative-sets`, 10, [39823]],
		[`${ASSETS}/add-to-creative-sets`, 1, [39823]],
	]);
	expect(items).toHaveLength(11);
	expect(heldSet(39823)?.assetIds).toHaveLength(12);
});

it('removes assets from chosen sets, or from all', async () => {
	const [one, other] = [asset().id, asset().id];
	set({ assetIds: [one, other] });
	const chosen = await ofAssets('removeFromSets', { ...assets([one]), removeFrom: 'chosen', ...sets('39823') });
	expect(chosen.error).toBeUndefined();
	expect(writes()).toEqual([[`${ASSETS}/remove-from-creative-sets`, { asset_id: one, creative_set_ids: [39823] }]]);
	expect(heldSet(39823)?.assetIds).toEqual([other]);
	set({ assetIds: [one, other] });
	sandbox.requests.length = 0;
	const { items, error } = await ofAssets('removeFromSets', { ...assets([one]), removeFrom: 'all' });
	expect(error).toBeUndefined();
	expect(writes()).toEqual([[`${ASSETS}/remove-from-all-creative-sets`, { asset_ids: [one] }]]);
	expect(items[0].json).toEqual({ asset_id: String(one), all_creative_sets: true, removed: true });
});

it('says what was done when a later request is refused', async () => {
	const ofCampaigns = Array.from({ length: 21 }, () => campaign().id);
	set();
	sandbox.addFault({ kind: 'slow', path: /add-to-campaigns/, delayMs: 1 });
	sandbox.addFault({ kind: 'forbidden', path: /add-to-campaigns/ });
	const { error } = await ofSets('addToCampaigns', { ...sets('39823'), ...campaigns(ofCampaigns) });
	expect(writes()).toHaveLength(2);
	expect(heldSet(39823)?.campaignIds).toHaveLength(20);
	expect((error?.context?.details as { created: string[] }).created[0]).toContain('creative_set_id 39823 added (campaign_id 12345, ');
});

it('meets no errors with 200 wrong IDs', async () => {
	const { items } = await ofSets(
		'addToCampaigns',
		{ ...sets('39823'), ...campaigns('={{ $json.id }}') },
		{ items: withIds(Array.from({ length: 200 }, (_, at) => 900_000 + at)), ...CONTINUING },
	);
	expect(items).toHaveLength(200);
	expect(sandbox.applovinAxon.errorCount).toBe(0);
});

it.each([
	['no campaign', { ...campaigns('={{ null }}') }, "'Campaign IDs' is empty"],
	['an ID that a number can’t hold', { ...sets('12345678901234567890') }, '12345678901234567890'],
	['a name', { ...sets('Spring') }, "'Creative Set IDs' must hold IDs of digits only"],
])('refuses %s', async (_, changes, words) => {
	const { error } = await ofSets('addToCampaigns', { ...sets('39823'), ...campaigns('12345'), ...changes });
	expect(error?.message).toContain(words);
	expect(sandbox.requests).toEqual([]);
});

it('keeps a wrong ID from failing the items that share its request', async () => {
	campaign();
	set();
	const { items } = await ofSets(
		'addToCampaigns',
		{ ...sets('={{ $json.id }}'), ...campaigns('12345') },
		{ items: withIds([39823, 99]), ...CONTINUING },
	);
	expect(items.map(({ json }) => json.message ?? json.added)).toEqual([true, 'AppLovin lists no creative set 99']);
	expect(heldSet(39823)?.campaignIds).toEqual([12345]);
});

it('refuses a rejected asset, and a set in a campaign of another type, before anything is sent', async () => {
	campaign();
	set({ fields: { type: 'WEB' } });
	const bad = asset({ status: 'REJECTED' }).id;
	const one = await ofAssets('addToSets', { ...assets([bad]), ...sets('39823') });
	expect(one.error?.message).toContain('AppLovin has rejected the asset');
	const two = await ofSets('addToCampaigns', { ...sets('39823'), ...campaigns('12345') });
	expect(two.error?.message).toBe('The creative set 39823 is of the type WEB, the campaign 12345 of the type APP');
	expect(writes()).toEqual([]);
});
