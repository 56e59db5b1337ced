import type { IDataObject } from 'n8n-workflow';

import { creativeSetStage, PNG, WAIT } from '../../../support/creativeSetStage';
import { fileItem } from '../../../support/harness';

/** What must not stand where an ID is wanted. */
const { run, sandbox, sent } = creativeSetStage();

describe('AppLovin Creative Set: ids', () => {
	const FORMS: Array<[string, string, string, IDataObject]> = [
		['creativeSet', 'create', 'campaign_id', { name: 'x' }],
		['creativeSet', 'update', 'creative_set_id', { updateFields: { name: 'x' } }],
		['creativeSet', 'get', 'campaign_id', { creative_set_id: 'abc' }],
		['creativeSet', 'get', 'creative_set_id', { campaign_id: 'abc' }],
		['creativeSet', 'getAll', 'campaign_id', {}],
		['creativeSet', 'updateSizes', 'creative_set_id', { enabledSizes: ['CTV'] }],
		['asset', 'upload', 'creative_set_id', {}],
		['asset', 'upload', 'campaign_id', { creative_set_id: 'abc', ...WAIT }],
		['asset', 'add', 'creative_set_id', { type: 'TXT_TITLE', asset: 'x' }],
		['asset', 'replace', 'creative_set_id', { source: 'file' }],
		['asset', 'delete', 'creative_set_id', { type: 'TXT_TITLE' }],
		['asset', 'getAll', 'creative_set_id', { campaign_id: 'abc' }],
		['asset', 'getAll', 'campaign_id', { creative_set_id: 'abc' }],
		['ad', 'get', 'ad_id', {}],
		['ad', 'getAll', 'creative_set_id', {}],
		['ad', 'update', 'ad_id', { updateFields: { name: 'x' } }],
	];

	it.each(FORMS)('%s %s sends nothing without %s', async (resource, operation, name, others) => {
		const EMPTY = ['={{ "" }}', '={{ null }}', '={{ undefined }}', '={{ " " }}', '={{ [] }}'];
		const file = fileItem('a.png', 'image/png', PNG);
		for (const value of [...EMPTY, '={{ "../campaigns" }}', '={{ "a?b" }}']) {
			const parameters =
				name === 'ad_id' ? { [name]: value } : { [name]: { __rl: true, mode: 'id', value } };
			const { error, items } = await run(resource, operation, { ...others, ...parameters }, [file]);
			expect([value, items, error?.message]).toEqual([
				value,
				[],
				expect.stringMatching(/is empty|must be an ID|but an ID has/) as string,
			]);
		}
		expect(sent()).toEqual([]);
		expect(sandbox.applovin.creativeSets.size).toBe(1);
	});
});
