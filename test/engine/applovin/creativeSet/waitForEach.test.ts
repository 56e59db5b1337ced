import type { INodeExecutionData } from 'n8n-workflow';

import { creativeSetStage, WAIT } from '../../../support/creativeSetStage';

/** Items that wait together have sent their assets already. */
const { made, prepare, run, sandbox, time } = creativeSetStage();

const ADD = {
	...WAIT,
	campaign_id: '={{ $json.campaign }}',
	creative_set_id: '={{ $json.set }}',
	type: 'TXT_TITLE',
	asset: '={{ $json.text }}',
};

const itemOf = (set: string, text: string): INodeExecutionData => ({
	json: { campaign: made.campaign, set, text },
});

it('does not say that nothing was sent for an item that has sent its asset', async () => {
	sandbox.options.applovin.assetReadyAfterMs = 60_000;
	let other = '';
	await prepare(async (client) => {
		other = await client.makeCreativeSet(made.campaign);
	});
	const { error } = await run('asset', 'add', ADD, [itemOf(made.set, 'One'), itemOf(other, '')]);
	expect(error?.description).toContain('item 0 → TXT_TITLE');
	expect(error?.description).not.toContain('Nothing was sent for item 0');
});

it.each([false, true])('replaces one asset by two items, one after the other (Raw Response %s)', async (rawResponse) => {
	sandbox.options.applovin.assetReadyAfterMs = 60_000;
	const form = { ...WAIT, type: 'TXT_TITLE', asset: 'Zero', waitForStatus: false };
	await run('asset', 'add', { ...form, campaign_id: made.campaign, creative_set_id: made.set }, [{ json: {} }]);
	time.now += 120_000;
	const replace = { ...ADD, source: 'asset', options: { rawResponse } };
	const { error, items } = await run(
		'asset',
		'replace',
		replace,
		[itemOf(made.set, 'One'), itemOf(made.set, 'Two')],
		{ node: { onError: 'continueRegularOutput' } },
	);
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.error)).toEqual([undefined, undefined]);
});
