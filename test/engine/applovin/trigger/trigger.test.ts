import { byId } from '../../../../nodes/common/poll/watch';
import {
	appLovinTriggerStage,
	ASSETS,
	jsons,
	MINUTE,
	STATUS,
} from '../../../support/appLovinTriggerStage';
import { apiRequests } from '../../../support/harness';
import { onRequest } from '../../../support/onRequest';
import { SAVE_MODES } from '../../../support/polls';

const { client, pollNext, sandbox, time, trigger } = appLovinTriggerStage();

const addText = async (set: string, type: string, asset: string) =>
	await client.asset(set, [
		{ name: 'type', value: type },
		{ name: 'asset', value: asset },
	]);

describe('an asset is ready or failed', () => {
	let campaign: string;
	let set: string;
	beforeEach(async () => {
		campaign = await client.makeCampaign();
		set = await client.makeCreativeSet(campaign, { name: 'Summer' });
	});

	// "The Campaign Management API processes assets asynchronously. It begins by setting the status to
	// processing. It finishes by setting the status to either error (for failure) or ready (for
	// success)."
	it('reports each asset once, with the API’s own object and the ids it belongs to', async () => {
		await addText(set, 'TXT_BUTTON', 'Finished before');
		time.now += MINUTE;
		const workflow = trigger(ASSETS);
		expect((await workflow.activate()).items).toBeUndefined();
		await addText(set, 'TXT_TITLE', 'Best app');
		await addText(set, 'TXT_SUBTITLE', 'Never ends');
		await addText(set, 'TXT_RATING', '4.5');
		sandbox.applovin.decideAsset(set, 'TXT_SUBTITLE', 'processing', time.now);
		sandbox.applovin.decideAsset(set, 'TXT_RATING', 'processing', time.now);
		sandbox.applovin.decideAsset(set, 'TXT_RATING', 'error', time.now + 90_000);
		const row = { campaign_id: campaign, creative_set_id: set, creative_set_name: 'Summer' };
		expect(await pollNext(workflow)).toEqual([
			{
				...row,
				type: 'TXT_TITLE',
				asset: 'Best app',
				event: 'assetReady',
				status: 'ready',
				previousStatus: null,
				observedAt: new Date(time.now).toISOString(),
			},
		]);
		expect(await pollNext(workflow)).toEqual([
			{
				...row,
				type: 'TXT_RATING',
				asset: '4.5',
				event: 'assetFailed',
				status: 'error',
				previousStatus: 'processing',
				observedAt: new Date(time.now).toISOString(),
			},
		]);
		expect(await pollNext(workflow)).toEqual([]);
	});

	it('reports the assets of a campaign that is made later, and a replaced asset', async () => {
		const workflow = trigger(ASSETS);
		await workflow.activate();
		const later = await client.makeCreativeSet(await client.makeCampaign({ name: 'Later' }));
		await addText(later, 'TXT_TITLE', 'First');
		expect(await pollNext(workflow)).toMatchObject([{ creative_set_id: later, asset: 'First' }]);
		await client.asset(later, [
			{ name: 'type', value: 'TXT_TITLE' },
			{ name: 'asset', value: 'Second' },
			{ name: 'update', value: 'true' },
		]);
		expect(await pollNext(workflow)).toMatchObject([{ asset: 'Second', previousStatus: null }]);
	});

	// "Asset URL, hash, or text string": the document does not say which of them when.
	it('reports a file that is a hash before it is an address once, in lists of any order', async () => {
		Object.assign(sandbox.options.applovin, { processingAsset: 'hash', listOrder: 'turning' });
		const workflow = trigger(ASSETS);
		await workflow.activate();
		const value = '<!doctype html><title>x</title>';
		const file = { name: 'file', value, filename: 'play.html', contentType: 'text/html' };
		await client.asset(set, [file]);
		await addText(set, 'TXT_TITLE', 'Best app');
		sandbox.applovin.decideAsset(set, 'HOSTED_HTML', 'processing', time.now);
		sandbox.applovin.decideAsset(set, 'HOSTED_HTML', 'ready', time.now + 2 * MINUTE);
		expect(await pollNext(workflow)).toHaveLength(1);
		expect(await pollNext(workflow)).toMatchObject([{ type: 'HOSTED_HTML', status: 'ready' }]);
		for (let poll = 0; poll < 5; poll++) expect(await pollNext(workflow)).toEqual([]);
	});

	it('reports only chosen campaigns, statuses and types', async () => {
		const other = await client.makeCreativeSet(await client.makeCampaign());
		const workflow = trigger({
			event: 'assetFailed',
			campaigns: 'chosen',
			campaignIds: [campaign],
			filters: { types: ['TXT_TITLE'] },
		});
		await workflow.activate();
		sandbox.requests.splice(0);
		await addText(set, 'TXT_TITLE', 'This will fail');
		await addText(set, 'TXT_BUTTON', 'This will fail');
		await addText(other, 'TXT_TITLE', 'This will fail');
		expect(await pollNext(workflow)).toMatchObject([{ creative_set_id: set, type: 'TXT_TITLE' }]);
		const reads = apiRequests(sandbox).filter(({ method }) => method === 'GET');
		expect(reads.map(({ path }) => path)).toEqual([
			`/campaign_management/v1/creative_sets/${campaign}`,
		]);
	});

	it.each([
		['assetReady', 'TXT_TITLE'],
		['assetFailed', 'TXT_BUTTON'],
	])('%s tells of those assets alone', async (event, type) => {
		const workflow = trigger({ event });
		await workflow.activate();
		await addText(set, 'TXT_TITLE', 'Best app');
		await addText(set, 'TXT_BUTTON', 'This will fail');
		expect(await pollNext(workflow)).toEqual([expect.objectContaining({ event, type })]);
		expect(await pollNext(workflow)).toEqual([]);
	});

	it('costs one request per campaign and one for the list, and says so beyond 200', async () => {
		const { campaigns } = sandbox.applovin;
		const [first] = campaigns.values();
		for (let index = 1; index < 200; index++) {
			campaigns.set(`c${index}`, { ...first, campaign_id: `c${index}` });
		}
		const workflow = trigger(ASSETS);
		sandbox.requests.splice(0);
		await workflow.activate();
		expect(apiRequests(sandbox)).toHaveLength(201);
		campaigns.set('c200', { ...first, campaign_id: 'c200' });
		await expect(pollNext(workflow)).rejects.toThrow('There are 201 campaigns');
		campaigns.delete('c200');
		expect(await pollNext(workflow)).toEqual([]);
	});

	it('says so when AppLovin is too slow for one poll', async () => {
		for (let index = 0; index < 20; index++) await client.makeCampaign();
		const stop = onRequest(sandbox, () => (time.now += 4_000));
		const activated = trigger(ASSETS).activate();
		await expect(activated).rejects.toThrow('AppLovin responds too slowly');
		stop();
	});

	it('refuses more than 10,000 assets in clear words, and forgets nothing', async () => {
		const workflow = trigger(ASSETS);
		await workflow.activate();
		const before = workflow.stored;
		const assets = sandbox.applovin.assets.get(set);
		for (let index = 0; index <= 10_000; index++) {
			const asset = { type: 'TXT_TITLE', asset: `Title ${index}`, fails: false, madeAt: time.now };
			assets?.set(`${index}`, asset);
		}
		await expect(pollNext(workflow)).rejects.toThrow('The campaigns have 10,001 assets');
		expect(workflow.stored).toBe(before);
		assets?.delete('10000');
		expect(await pollNext(workflow)).toHaveLength(10_000);
		expect(await pollNext(workflow)).toEqual([]);
		expect(workflow.stored.length).toBeLessThan(250_000);
	});
});

describe('a campaign changes its status', () => {
	it('reports each change once, with the campaign as AppLovin lists it', async () => {
		const id = await client.makeCampaign();
		const workflow = trigger(STATUS);
		expect((await workflow.activate()).items).toBeUndefined();
		sandbox.applovin.decideCampaign(id, true, time.now + 30_000);
		expect(await pollNext(workflow)).toEqual([
			{
				...sandbox.applovin.campaigns.get(id),
				event: 'campaignStatusChanged',
				status: true,
				previousStatus: false,
				observedAt: new Date(time.now).toISOString(),
			},
		]);
		expect(await pollNext(workflow)).toEqual([]);
	});

	it.each(SAVE_MODES)('takes nothing back when two polls overlap (stored %s)', async (mode) => {
		const id = await client.makeCampaign();
		const workflow = trigger(STATUS, mode);
		await workflow.activate();
		await pollNext(workflow);
		sandbox.addFault({ path: /campaigns$/, kind: 'slowAfter', delayMs: 300 });
		const slow = workflow.poll();
		while (sandbox.faults.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
		sandbox.applovin.decideCampaign(id, true, time.now);
		const polled = new Set(await Promise.all([workflow.poll(), slow]));
		const told = [...polled].flatMap(({ items }) => jsons(items));
		told.push(...(await pollNext(workflow)), ...(await pollNext(workflow)));
		expect(told.map(({ status }) => status)).toEqual([true]);
	});

	it('reports only chosen campaigns, statuses, names and platforms', async () => {
		const ids = [
			await client.makeCampaign({ name: 'A ROAS' }),
			await client.makeCampaign({ name: 'Other' }),
			await client.makeCampaign({
				...{ name: 'C ROAS', platform: 'ios', package_name: '123', bundle_id: 'com.example.c' },
			}),
			await client.makeCampaign({ name: 'D roas' }),
		];
		const campaignIds = ids.slice(0, 3).join(',');
		const filters = { name: 'roas', platform: 'android' };
		const workflow = trigger({
			...{ event: 'campaignPaused', campaigns: 'chosen', campaignIds },
			filters,
		});
		await workflow.activate();
		for (const id of ids) {
			sandbox.applovin.decideCampaign(id, true, time.now);
			sandbox.applovin.decideCampaign(id, false, time.now + 2 * MINUTE);
		}
		expect(await pollNext(workflow)).toEqual([]);
		expect(await pollNext(workflow)).toMatchObject([{ campaign_id: ids[0], status: false }]);
		sandbox.applovin.campaigns.delete(ids[1]);
		await expect(pollNext(workflow)).rejects.toThrow(`AppLovin lists no campaign ${ids[1]}`);
	});

	it.each([
		['Campaign Names or IDs', { campaigns: 'chosen', campaignIds: [] }],
		['Campaign Names or IDs', { campaigns: 'chosen', campaignIds: ['../x'] }],
		['Trigger On', { event: 'campaignStopped' }],
		['Platform', { filters: { platform: 'web' } }],
	])('refuses a wrong value in %s before anything is sent', async (label, parameters) => {
		sandbox.requests.splice(0);
		await expect(trigger({ ...STATUS, ...parameters }).activate()).rejects.toThrow(label);
		expect(sandbox.requests).toHaveLength(0);
	});
});

it('reports a new campaign once', async () => {
	await client.makeCampaign();
	const workflow = trigger({ event: 'newCampaign' });
	await workflow.activate();
	const id = await client.makeCampaign({ name: 'New' });
	expect(await pollNext(workflow)).toEqual([
		{
			...sandbox.applovin.campaigns.get(id),
			event: 'newCampaign',
			observedAt: new Date(time.now).toISOString(),
		},
	]);
	sandbox.applovin.decideCampaign(id, true, time.now);
	expect(await pollNext(workflow)).toEqual([]);
});

it.each([
	['campaignActivated', true],
	['campaignPaused', false],
])('%s reports a change into that status alone, and new ones that have it', async (event, status) => {
	const ids = [await client.makeCampaign(), await client.makeCampaign()];
	sandbox.applovin.decideCampaign(ids[1], true, time.now);
	const workflow = trigger({ event });
	await workflow.activate();
	expect(await pollNext(workflow)).toEqual([]);
	sandbox.applovin.decideCampaign(ids[0], true, time.now);
	sandbox.applovin.decideCampaign(ids[1], false, time.now);
	const made = await client.makeCampaign();
	const changed = { event, status, previousStatus: !status };
	expect(await pollNext(workflow)).toEqual(
		[
			{ ...changed, campaign_id: status ? ids[0] : ids[1] },
			...(status ? [] : [{ event, status, previousStatus: null, campaign_id: made }]),
		]
			.sort((a, b) => byId(a.campaign_id, b.campaign_id))
			.map((one) => expect.objectContaining(one) as unknown),
	);
	expect(await pollNext(workflow)).toEqual([]);
});

describe('a chosen campaign that is gone', () => {
	let ids: string[];
	let sets: string[];
	const chosen = (on: object) => ({ ...on, campaigns: 'chosen', campaignIds: ids });
	const remove = (id: string) => sandbox.applovin.campaigns.delete(id);
	beforeEach(async () => {
		ids = [await client.makeCampaign(), await client.makeCampaign()];
		sets = [await client.makeCreativeSet(ids[0]), await client.makeCreativeSet(ids[1])];
	});

	it.each(SAVE_MODES)('is reported once, and the events of the others are still reported (%s)', async (mode) => {
		const types = ['TXT_TITLE', 'TXT_BUTTON'];
		for (const [on, words, change] of [
			[
				ASSETS,
				'AppLovin has no creative sets of campaign',
				async () => await addText(sets[0], types.shift() ?? '', 'Best app'),
			],
			[
				STATUS,
				'AppLovin lists no campaign',
				async () => {
					const status = sandbox.applovin.campaigns.get(ids[0])?.status;
					sandbox.applovin.decideCampaign(ids[0], status !== true, time.now);
				},
			],
		] as const) {
			const workflow = trigger(chosen(on), mode);
			await workflow.activate();
			await pollNext(workflow);
			const kept = sandbox.applovin.campaigns.get(ids[1]);
			remove(ids[1]);
			await change();
			const before = workflow.emissions.length;
			time.now += MINUTE;
			await workflow.poll();
			const told = workflow.emissions.slice(before);
			expect(told.flatMap(({ items }) => jsons(items))).toMatchObject([{ campaign_id: ids[0] }]);
			expect(workflow.failures).toEqual([expect.stringContaining(`${words} ${ids[1]}`)]);

			// Nothing more is said about it, even where nothing else happens.
			expect(await pollNext(workflow)).toEqual([]);
			await change();
			expect(await pollNext(workflow)).toHaveLength(1);
			expect(workflow.failures).toHaveLength(1);

			// Once it has come back it counts again.
			if (kept !== undefined) sandbox.applovin.campaigns.set(ids[1], kept);
			await pollNext(workflow);
			remove(ids[1]);
			await expect(pollNext(workflow)).rejects.toThrow(ids[1]);
			if (kept !== undefined) sandbox.applovin.campaigns.set(ids[1], kept);
		}
	});

	it.each([ASSETS, STATUS])('is an error at each poll where nothing else is left: %j', async (on) => {
		const workflow = trigger(chosen(on));
		await workflow.activate();
		ids.forEach(remove);
		await expect(pollNext(workflow)).rejects.toThrow(ids[0]);
		await expect(pollNext(workflow)).rejects.toThrow(ids[0]);
	});

	it.each([ASSETS, STATUS])('is an error at the activation of a new trigger: %j', async (on) => {
		remove(ids[1]);
		await expect(trigger(chosen(on)).activate()).rejects.toThrow(ids[1]);
	});
});

describe('statuses in other forms', () => {
	it.each([
		[0, 1],
		['0', '1'],
		['inactive', 'active'],
		['PAUSED', 'ENABLED'],
		['false', 'true'],
	])('of campaigns are read: %j and %j', async (off, on) => {
		const id = await client.makeCampaign();
		const campaign = sandbox.applovin.campaigns.get(id) as { status: unknown };
		campaign.status = off;
		const workflow = trigger({ event: 'campaignActivated' });
		await workflow.activate();
		campaign.status = false;
		expect(await pollNext(workflow)).toEqual([]);
		campaign.status = on;
		expect(await pollNext(workflow)).toMatchObject([{ status: on, previousStatus: false }]);
		campaign.status = true;
		expect(await pollNext(workflow)).toEqual([]);
	});

	it('of campaigns are refused where they are neither, and nothing is missed', async () => {
		const id = await client.makeCampaign();
		const campaign = sandbox.applovin.campaigns.get(id) as { status: unknown };
		const workflow = trigger(STATUS);
		await workflow.activate();
		campaign.status = 'suspended';
		await expect(pollNext(workflow)).rejects.toThrow(`${id} with the status 'suspended'`);
		campaign.status = true;
		expect(await pollNext(workflow)).toHaveLength(1);
	});

	it('of assets are read in capital letters, and refused where they are unknown', async () => {
		const campaign = await client.makeCampaign();
		const set = await client.makeCreativeSet(campaign);
		const workflow = trigger(ASSETS);
		await workflow.activate();
		await addText(set, 'TXT_TITLE', 'Best app');
		for (const [status, event] of [
			['READY ', 'assetReady'],
			['Failed', 'assetFailed'],
		]) {
			sandbox.applovin.decideAsset(set, 'TXT_TITLE', status as never, time.now);
			expect(await pollNext(workflow)).toMatchObject([{ event }]);
		}
		sandbox.applovin.decideAsset(set, 'TXT_TITLE', 'lost' as never, time.now);
		await expect(pollNext(workflow)).rejects.toThrow("with the unknown status 'lost'");
	});
});

describe('a test event in the editor', () => {
	it.each([
		...[ASSETS, STATUS, { event: 'newCampaign' }],
		...[{ event: 'assetReady' }, { event: 'campaignActivated' }],
	])(
		'has the shape of an event: %j',
		async (on) => {
			const id = await client.makeCampaign();
			const set = await client.makeCreativeSet(id);
			await addText(set, 'TXT_TITLE', 'Best app');
			if (on.event === 'campaignActivated') {
				const running = await client.makeCampaign();
				sandbox.applovin.decideCampaign(running, true, time.now);
			}
			time.now += MINUTE;
			const workflow = trigger(on);
			const [sample] = jsons((await workflow.fetchTestEvent()).items);
			expect(workflow.stored).toBe('{}');
			await workflow.activate();
			await addText(set, 'TXT_BUTTON', 'Play');
			sandbox.applovin.decideCampaign(id, true, time.now);
			if (on.event === 'newCampaign') await client.makeCampaign();
			const [event] = await pollNext(workflow);
			expect(Object.keys(sample).sort()).toEqual(Object.keys(event).sort());
			expect(sample.event).toBe(event.event);
		},
	);

	it('says so when there is nothing to show', async () => {
		await client.makeCampaign();
		const { error, items } = await trigger(ASSETS).fetchTestEvent();
		expect(items).toBeUndefined();
		expect(error?.message).toContain('There are no assets yet');
	});
});

describe.each(SAVE_MODES)('a memory that n8n stores %s', (mode) => {
	it.each(['serverError', 'html', 'forbidden', 'notJson'] as const)(
		'is not touched by a poll that fails halfway: %s',
		async (kind) => {
			const sets: string[] = [];
			for (let index = 0; index < 3; index++) {
				sets.push(await client.makeCreativeSet(await client.makeCampaign()));
			}
			const workflow = trigger(ASSETS, mode);
			await workflow.activate();
			// With durable cursors n8n keeps nothing of the poll at activation.
			await pollNext(workflow);
			const before = [workflow.stored, workflow.cursor];
			for (const set of sets) await addText(set, 'TXT_TITLE', 'Best app');
			const last = [...sandbox.applovin.campaigns.keys()].at(-1);
			sandbox.addFault({ path: new RegExp(`/creative_sets/${last}$`), kind, times: 9 });
			await expect(pollNext(workflow)).rejects.toThrow(/AppLovin|Forbidden/);
			expect([workflow.stored, workflow.cursor]).toEqual(before);
			sandbox.faults.splice(0);
			expect(await pollNext(workflow)).toHaveLength(3);
		},
	);
});
