import type { INodeParameters } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { brief, creativeSetStage } from '../../../support/creativeSetStage';
import { openForm } from '../../../support/openForm';

/** The lists of the form, from which campaigns and creative sets are picked. */
const { made, sandbox, sent, time } = creativeSetStage();
let campaign = '';
let set = '';
beforeEach(() => void ({ campaign, set } = made));

describe('AppLovin Creative Set: lists', () => {
	const open = (entered: INodeParameters) => {
		const parameters: INodeParameters = { authentication: 'appLovinApi', ...entered };
		const { search } = openForm(sandbox, new AppLovinCreativeSet(), { parameters });
		return {
			ads: async () => await search('searchAds'),
			campaigns: async (filter?: string) => await search('searchCampaigns', filter),
			sets: async (filter?: string) => await search('searchCreativeSets', filter),
		};
	};

	it('finds campaigns by name, with their status, asking once in 30 seconds', async () => {
		const { campaigns } = open({});
		const results = [{ name: expect.stringMatching(`^My app US \\(${campaign}\\) – (Active|Paused)$`), value: campaign }];
		expect(await campaigns()).toEqual({ results });
		expect(await campaigns('APP us')).toEqual({ results });
		expect(await campaigns('other')).toEqual({ results: [] });
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: '/campaigns' }]);
		time.now += 30_000;
		await campaigns();
		expect(sent()).toHaveLength(2);
	});

	it('finds the creative sets of the chosen campaign', async () => {
		const { sets } = open({ campaign_id: { __rl: true, mode: 'list', value: campaign } });
		const name = expect.stringContaining(`Set A (${set})`);
		expect(await sets('set')).toEqual({ results: [{ name, value: set }] });
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: `/creative_sets/${campaign}` }]);
	});

	it.each([
		['', 'Choose a campaign first'],
		['={{ $json.campaign_id }}', "The campaign is an expression, so its list can't be shown"],
	])('asks nothing for the campaign "%s" and says why', async (value, why) => {
		const { sets } = open({ campaign_id: { __rl: true, mode: 'id', value } });
		await expect(sets()).rejects.toThrow(why);
		expect(sent()).toEqual([]);
	});

	it('finds the ads of the chosen creative set', async () => {
		const { ads } = open({ creative_set_id: { __rl: true, mode: 'list', value: set } });
		const found = await ads().then(
			({ results }) => results.map(({ value }) => value),
			({ message }: Error) => message,
		);
		expect(found).toBe('This creative set has no ads yet: they are created once it has all its assets');
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: `/ads/${set}` }]);
		await expect(open({}).ads()).rejects.toThrow('Choose a creative set first');
	});

	it('finds the apps in which a campaign is shown', async () => {
		const parameters = { authentication: 'appLovinApi', campaign_id: { __rl: true, mode: 'list', value: campaign } };
		const form = openForm(sandbox, new AppLovinCampaign(), { parameters });
		const { results } = await form.search('searchApps');
		expect(results.length).toBeGreaterThan(0);
		expect(results[0].name).toMatch(/ – (Active|Paused)$/);
		expect(sent().map(({ path }) => path)).toEqual([expect.stringMatching(`/sources/${campaign}$`)]);
	});
});
