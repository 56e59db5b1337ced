import { appLovinTriggerStage, ASSETS, jsons, STATUS } from '../../../support/appLovinTriggerStage';

/**
 * IDs of AppLovin do not grow: whatever was dropped from a trigger's memory to keep it bounded, what it
 * does not know is told of. Better twice than never.
 */
const { client, sandbox, trigger } = appLovinTriggerStage();

it.each([{ event: 'newCampaign' }, STATUS])('%j tells of each campaign', async (parameters) => {
	const known = await client.makeCampaign();
	const workflow = trigger(parameters);
	await workflow.activate();
	workflow.crash();
	workflow.storeDropped('\uffff');
	const [one, other] = [await client.makeCampaign(), await client.makeCampaign()];
	const { items } = await workflow.activate('init');
	const ids = jsons(items).map(({ campaign_id }) => String(campaign_id));
	expect(ids.sort()).toEqual([one, other].map(String).sort());
	expect(ids).not.toContain(String(known));
});

it('tells of each asset', async () => {
	const campaign = await client.makeCampaign();
	const set = await client.makeCreativeSet(campaign, { name: 'Summer' });
	const workflow = trigger(ASSETS);
	await workflow.activate();
	workflow.crash();
	workflow.storeDropped('\uffff');
	await client.asset(set, [
		{ name: 'type', value: 'TXT_TITLE' },
		{ name: 'asset', value: 'Best app' },
	]);
	sandbox.applovin.decideAsset(set, 'TXT_TITLE', 'ready', 0);
	const { items } = await workflow.activate('init');
	expect(jsons(items)).toEqual([expect.objectContaining({ type: 'TXT_TITLE' })]);
});
