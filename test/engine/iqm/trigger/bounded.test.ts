import { told, triggerStage } from '../../../support/triggerStage';

/**
 * Once campaigns were dropped from a trigger's memory to keep it bounded, one with a lower ID is taken
 * for one that came back, since IQM counts its IDs up; a newer one is told of.
 */
const stage = triggerStage();
beforeEach(() => stage.reset());

it.each(['newCampaign', 'campaignStatusChanged'])(
	'%s tells of what is newer than what was dropped, and of that alone',
	async (event) => {
		const known = stage.addCampaign('running');
		const workflow = stage.trigger({ event });
		await workflow.activate();
		workflow.crash();
		const back = stage.addCampaign('running');
		workflow.storeDropped(String(back));
		const newer = stage.addCampaign('draft');
		expect([known, back, newer].sort((a, b) => a - b)).toEqual([known, back, newer]);
		expect(told(await workflow.activate('init'))).toEqual([`${newer}: draft`]);
		// From then on it is known like any other.
		stage.setStatus(back, 'paused');
		const next = event === 'newCampaign' ? undefined : [`${back}: paused`];
		expect(told(await workflow.poll())).toEqual(next);
		const newest = stage.addCampaign('draft');
		expect(told(await workflow.poll())).toEqual([`${newest}: draft`]);
	},
);
