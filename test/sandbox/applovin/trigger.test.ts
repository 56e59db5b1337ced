import { startSandbox, type Sandbox } from '../../../sandbox';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import { dig } from '../../../sandbox/client';
import { png } from '../../../sandbox/raster';

// What a trigger watches, and what a test can decide about it.
describe('sandbox: AppLovin statuses that change by themselves', () => {
	const start = 1_750_000_000_000;
	let now = start;
	let sandbox: Sandbox;
	let client: AppLovinClient;
	let campaign: string;
	let set: string;

	beforeAll(async () => {
		sandbox = await startSandbox({ now: () => now });
		client = new AppLovinClient(sandbox);
	});
	beforeEach(async () => {
		sandbox.reset();
		sandbox.options.applovin.requestsPerHour = 0;
		now = start;
		await client.login();
		campaign = await client.makeCampaign();
		set = await client.makeCreativeSet(campaign);
	});
	afterAll(() => sandbox.close());

	const addText = async (asset: string, more: Record<string, string> = {}) =>
		await client.asset(
			set,
			Object.entries({ type: 'TXT_TITLE', asset, ...more }).map(([name, value]) => ({
				name,
				value,
			})),
		);
	const addImage = async () =>
		await client.asset(set, [
			{
				name: 'file',
				value: png(320, 50, [1, 2, 3]),
				filename: 'banner.png',
				contentType: 'image/png',
			},
		]);
	const asset = async (index = 0) =>
		dig((await client.get(`/creative_sets/${campaign}`)).value, 0, 'assets', index);
	const assetStatus = async () => dig(await asset(), 'status');
	const campaignStatus = async () => dig((await client.get('/campaigns')).value, 0, 'status');

	// "The Campaign Management API processes assets asynchronously. It begins by setting the status to
	// processing. It finishes by setting the status to either error (for failure) or ready (for
	// success)."
	test('an asset is processed until the moment that was decided, and ends as decided', async () => {
		await addText('Best app');
		sandbox.applovin.decideAsset(set, 'TXT_TITLE', 'processing', start);
		sandbox.applovin.decideAsset(set, 'TXT_TITLE', 'error', start + 60_000);
		now = start + 59_999;
		expect(await assetStatus()).toBe('processing');
		now += 1;
		expect(await assetStatus()).toBe('error');
		expect((await addText('x', { update: 'true' })).status).toBe(200);
		expect(await assetStatus()).toBe('processing');
		now += 2_000;
		expect(await assetStatus()).toBe('ready');
	});

	// "After you upload all required assets for an ad template …, the ads are automatically created."
	test('ads appear once a decision has made their assets ready', async () => {
		await addImage();
		sandbox.applovin.decideAsset(set, 'IMG_BANNER', 'processing', start);
		now = start + 1_800_000;
		expect((await client.get(`/ads/${set}`)).value).toEqual([]);
		sandbox.applovin.decideAsset(set, 'IMG_BANNER', 'ready', now);
		expect((await client.get(`/ads/${set}`)).value).toHaveLength(1);
	});

	// "Asset URL, hash, or text string": the document does not say which of them when.
	test('a file may be a hash until it is processed, and an address from then on', async () => {
		sandbox.options.applovin.processingAsset = 'hash';
		await addImage();
		expect(dig(await asset(), 'asset')).toMatch(/^[0-9a-f]{32}$/);
		now += 2_000;
		expect(dig(await asset(), 'asset')).toMatch(/^https:\/\/.*banner\.png$/);
		await addText('Best app');
		expect(dig(await asset(1), 'asset')).toBe('Best app');
	});

	// "status: Whether the campaign is active or not".
	test('a campaign is switched from outside at a moment, and by later requests again', async () => {
		expect(await campaignStatus()).toBe(false);
		sandbox.applovin.decideCampaign(campaign, false, start + 20_000);
		sandbox.applovin.decideCampaign(campaign, true, start + 10_000);
		now = start + 9_999;
		expect(await campaignStatus()).toBe(false);
		now += 1;
		expect(await campaignStatus()).toBe(true);
		now = start + 20_000;
		expect(await campaignStatus()).toBe(false);
		await client.post(`/campaign/${campaign}`, { status: true });
		expect(await campaignStatus()).toBe(true);
		now += 1_800_000;
		expect(await campaignStatus()).toBe(true);
	});

	test('nothing is decided about what is not there, and a reset forgets decisions', async () => {
		expect(() => sandbox.applovin.decideCampaign('x', true)).toThrow('has no campaign x');
		expect(() => sandbox.applovin.decideAsset(set, 'TXT_TITLE', 'ready')).toThrow('no TXT_TITLE');
		sandbox.applovin.decideCampaign(campaign, true, start + 1_000);
		sandbox.reset();
		await client.login();
		expect(await client.makeCampaign()).toBe(campaign);
		now += 1_000;
		expect(await campaignStatus()).toBe(false);
	});

	// "Issue a GET request to this endpoint to view all campaigns": no order is mentioned.
	test('lists hold the same in another order at each request', async () => {
		const other = await client.makeCampaign({ name: 'Other' });
		const order = async () =>
			((await client.get('/campaigns')).value as Array<{ campaign_id: string }>).map(
				(row) => row.campaign_id,
			);
		expect(await order()).toEqual([campaign, other]);
		expect(await order()).toEqual([campaign, other]);
		sandbox.options.applovin.listOrder = 'turning';
		const [first, second] = [await order(), await order()];
		expect(first).not.toEqual(second);
		for (const one of [first, second]) expect([...one].sort()).toEqual([campaign, other].sort());
		expect((await client.get(`/creative_sets/${other}`)).value).toEqual([]);
	});
});
