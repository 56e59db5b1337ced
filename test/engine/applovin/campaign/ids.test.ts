import type { IDataObject } from 'n8n-workflow';

import { appLovinCampaignStage } from '../../../support/appLovinCampaignStage';
import { picked } from '../../../support/iqmStage';

/** What must not stand where an ID of a campaign is wanted. */
const { makeSample, run, sandbox } = appLovinCampaignStage();

/** Every operation that takes an id, with input that is good but for the id. */
const WITH_ID: Array<[string, string, IDataObject]> = [
	['campaign', 'get', {}],
	['campaign', 'activate', {}],
	['campaign', 'pause', {}],
	['campaign', 'update', { updateFields: { name: 'New name' } }],
	['target', 'get', {}],
	[
		'target',
		'update',
		{
			changeBy: 'set',
			countries: { rows: [{ country: 'DEFAULT', budget: '10' }] },
			devices: 'unchanged',
		},
	],
	['source', 'getAll', { returnAll: true }],
	['source', 'update', { sources: { rows: [{ app_id: 'a1', status: 'paused' }] } }],
	['sourceBid', 'getAll', { returnAll: true }],
	[
		'sourceBid',
		'update',
		{ changeBy: 'set', source_bids: { rows: [{ app_id: 'a1', country: 'gb', bid_value: '1' }] } },
	],
	['sourceBid', 'clear', { source_bids: { rows: [{ app_id: 'a1', country: 'gb' }] } }],
];

describe.each(WITH_ID)('AppLovin Campaign: %s %s', (resource, operation, parameters) => {
	it.each([
		['an empty text', '={{ "" }}', 'is empty'],
		['space', '={{ "  " }}', 'is empty'],
		['null', '={{ null }}', 'is empty'],
		['a missing field', '={{ $json.nothing }}', 'is empty'],
		['a path', '={{ "../campaign/" }}', 'letters and digits'],
		['a query', '={{ "a?b" }}', 'letters and digits'],
		['a list', '={{ ["a", "b"] }}', 'letters and digits'],
	])('sends nothing with %s as campaign', async (_, value, words) => {
		await makeSample();
		const { error } = await run(resource, operation, {
			campaign_id: picked(value),
			...parameters,
		});
		expect(error?.message).toContain("'Campaign'");
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
		expect(sandbox.applovin.campaigns.size).toBe(1);
	});
});
