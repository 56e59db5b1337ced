import type { INodeParameters } from 'n8n-workflow';

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
			campaigns: async (filter?: string) => await search('searchCampaigns', filter),
			sets: async (filter?: string) => await search('searchCreativeSets', filter),
		};
	};

	it('finds campaigns by name, asking once in five minutes', async () => {
		const { campaigns } = open({});
		const results = [{ name: `My app US (${campaign})`, value: campaign }];
		expect(await campaigns()).toEqual({ results });
		expect(await campaigns('APP us')).toEqual({ results });
		expect(await campaigns('other')).toEqual({ results: [] });
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: '/campaigns' }]);
		time.now += 5 * 60_000;
		await campaigns();
		expect(sent()).toHaveLength(2);
	});

	it('finds the creative sets of the chosen campaign', async () => {
		const { sets } = open({ campaign_id: { __rl: true, mode: 'list', value: campaign } });
		expect(await sets('set')).toEqual({ results: [{ name: `Set A (${set})`, value: set }] });
		expect(sent().map(brief)).toEqual([{ method: 'GET', path: `/creative_sets/${campaign}` }]);
	});

	it.each(['', '={{ $json.campaign_id }}'])('asks nothing for the campaign "%s"', async (value) => {
		const { sets } = open({ campaign_id: { __rl: true, mode: 'id', value } });
		expect(await sets()).toEqual({ results: [] });
		expect(sent()).toEqual([]);
	});
});
