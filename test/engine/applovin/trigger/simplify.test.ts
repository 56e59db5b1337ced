import { appLovinTriggerStage, ASSETS, STATUS } from '../../../support/appLovinTriggerStage';

/** What the triggers of the older API say with Simplify on. */

const { client, pollNext, sandbox, time, trigger } = appLovinTriggerStage();

it('tells a campaign as Get Many does, with the event in words', async () => {
	const id = await client.makeCampaign();
	sandbox.applovin.decideCampaign(id, true, time.now);
	const workflow = trigger({ ...STATUS, simplify: true });
	await workflow.activate();
	sandbox.applovin.decideCampaign(id, false, time.now);

	const [told] = await pollNext(workflow);

	expect(told).toMatchObject({
		...{ campaign_id: id, status: 'Paused', event: 'Campaign Status Changed' },
		...{ previousStatus: 'Active', spend: expect.any(Number) as number },
	});
	expect(Object.keys(told)).toEqual([
		...['campaign_id', 'name', 'status', 'platform', 'package_name', 'bid_type', 'tracking_method'],
		...['spend', 'impressions', 'clicks', 'installs', 'created_at'],
		...['event', 'previousStatus', 'observedAt'],
	]);
});

it('tells a new campaign without a status before', async () => {
	const workflow = trigger({ event: 'newCampaign', simplify: true });
	await workflow.activate();
	await client.makeCampaign();
	const [told] = await pollNext(workflow);
	expect(told).toMatchObject({ event: 'New Campaign', status: expect.stringMatching(/Active|Paused/) as string });
	expect(told).not.toHaveProperty('previousStatus');
});

it('tells an asset by what became of it, with its set and campaign', async () => {
	const campaign = await client.makeCampaign();
	const set = await client.makeCreativeSet(campaign, { name: 'Summer' });
	const workflow = trigger({ ...ASSETS, simplify: true });
	await workflow.activate();
	await client.asset(set, [
		{ name: 'type', value: 'TXT_TITLE' },
		{ name: 'asset', value: 'Best app' },
	]);
	sandbox.applovin.decideAsset(set, 'TXT_TITLE', 'error', time.now);

	expect(await pollNext(workflow)).toEqual([
		{
			...{ creative_set_id: set, campaign_id: campaign, type: 'TXT_TITLE', status: 'Failed' },
			...{ asset: 'Best app', creative_set_name: 'Summer', event: 'Asset Failed' },
			...{ previousStatus: null, observedAt: new Date(time.now).toISOString() },
		},
	]);
});
