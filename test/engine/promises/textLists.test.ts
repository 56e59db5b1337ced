import type { IDataObject } from 'n8n-workflow';

import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { freshSandbox } from '../../support/freshSandbox';
import { runNode } from '../../support/harness';
import { picked } from '../../support/iqmStage';
import { CAMPAIGN_FORM } from '../../support/scenarios';

/** Lists of texts and IDs as users paste them, shown by previews: nothing is sent. */
const sandbox = freshSandbox();

/** How the fields reach a campaign: by each operation, from the form and from "Additional JSON". */
const CREATE = CAMPAIGN_FORM({ ioId: 17994, creativeId: 676384 });
const asJson = (fields: IDataObject) => ({
	additionalFields: { additionalJson: JSON.stringify(fields) },
});
/** A campaign that is only previewed itself, so that nothing is read for the preview either. */
const CHANGED = { operation: 'update', campaignId: 'preview-x1', listsMode: 'replace' };
type Way = [name: string, form: (group: string, fields: IDataObject) => IDataObject];
const WAYS: Way[] = [
	['create', (group, fields) => ({ ...CREATE, [group]: fields })],
	['create with Additional JSON', (_, fields) => ({ ...CREATE, ...asJson(fields) })],
	['createDraft', (group, fields) => ({ ...CREATE, operation: 'createDraft', [group]: fields })],
	['update', (group, fields) => ({ ...CHANGED, [group]: fields })],
	['update with Additional JSON', (_, fields) => ({ ...CHANGED, ...asJson(fields) })],
];

const preview = async (parameters: IDataObject) =>
	await runNode(sandbox, new IqmCampaign(), { ...parameters, options: { preview: true } });

const TAKEN: Array<[group: string, name: string, value: unknown, sent: unknown]> = [
	['where', 'whiteListedZipcodes', '02139\t35005', '02139,35005'],
	['where', 'whiteListedZipcodes', '02139 35005', '02139,35005'],
	['where', 'blackListedZipcodes', '"02139";"35005"\r\n02139', '02139,35005'],
	['where', 'whiteListedZipcodes', ['02139', 35005], '02139,35005'],
	['where', 'whiteListedDmaIds', '1;2\t3 4', '1,2,3,4'],
	['where', 'whiteListedZipcodes', '[02139,35005]', '02139,35005'],
	['onWhat', 'whiteListedIp', 'http://1.2.3.4、[::1]:80', '1.2.3.4,::1'],
	['onWhat', 'inventoryKeywords', '[US] phones', ['[US] phones']],
	['onWhat', 'whiteListedSiteDomain', '<https://example.com>', 'example.com'],
	['onWhat', 'whiteListedIp', '203.0.113.7\n10.0.0.0/8;::1', '203.0.113.7,10.0.0.0/8,::1'],
	[
		'onWhat',
		'blackListedSiteDomain',
		'https://www.Example.com/path?x=1\texample.org:443',
		'www.example.com,example.org',
	],
	['onWhat', 'whiteListedAppId', 'https://apps.apple.com/app/id1234, 5', '1234,5'],
	[
		'onWhat',
		'blackListedPackageName',
		'["https://play.google.com/store/apps/details?id=com.example.app","com.b.c"]',
		'com.example.app,com.b.c',
	],
	['onWhat', 'whiteListedDeviceId', 'abc-1\u2028abc-2', 'abc-1,abc-2'],
	['onWhat', 'whiteListedDeviceId', '1;b', '1,b'],
	['onWhat', 'inventoryKeywords', 'New York;\tbaby food', ['New York', 'baby food']],
	['who', 'languageIds', '["1", 2]', '1,2'],
];

describe.each(WAYS)('IQM Campaign: %s', (_way, form) => {
	it.each(TAKEN)('%s %s takes %j', async (group, name, value, sent) => {
		const { items, error } = await preview(form(group, { [name]: value } as IDataObject));
		expect(error).toBeUndefined();
		expect((items[0].json.body as IDataObject)[name]).toEqual(sent);
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['where', 'whiteListedZipcodes', 'Boston', "'Zip Codes' must hold zip"],
		[
			'where',
			'whiteListedZipcodes',
			'["02139"',
			"'Zip Codes' is not valid JSON",
		],
		['where', 'whiteListedZipcodes', ',', "'Zip Codes' holds no value, only"],
		['where', 'whiteListedDmaIds', ' ; ', "'DMAs' holds no value, only"],
		['onWhat', 'inventoryKeywords', '[a, b]', "'Inventory Keywords' must be a list such as"],
		['where', 'blackListedZipcodes', [['02139']], "'Zip Codes Blocked' must be a list"],
		['onWhat', 'whiteListedIp', '300.1.1.1', "'IP Addresses' must hold IP addresses"],
		['onWhat', 'blackListedIp', '10.0.0.0/33', "'IP Addresses Blocked' must hold IP addresses"],
		['onWhat', 'whiteListedSiteDomain', 'foo bar', "'Site Domains' must hold domains"],
		['onWhat', 'blackListedSiteDomain', 'a@b.com', "'Site Domains Blocked' must hold domains"],
		['onWhat', 'whiteListedAppId', 'com.a.b', "'Apple App IDs' must hold numeric"],
		['onWhat', 'whiteListedPackageName', 'a b', "'Android Package Names' must hold"],
		['where', 'whiteListedDmaIds', '1|2', "'DMAs' must hold IDs of digits"],
		['onWhat', 'inventoryUrls', 'example.com', "'Inventory URLs' must be a URL"],
	])('%s %s refuses %j', async (group, name, value, message) => {
		const { error } = await preview(form(group, { [name]: value } as IDataObject));
		expect(error?.message).toContain(message);
		expect(sandbox.requests).toEqual([]);
	});
});

it.each(WAYS.slice(0, 3))('%s refuses a zip code that has lost its zero', async (_, form) => {
	const { error } = await preview(form('where', { whiteListedZipcodes: '2139,35005' }));
	expect(error?.message).toBe(
		"'Zip Codes' must hold zip codes of five digits for the United States, not '2139', which has lost the leading zero of 02139",
	);
	expect(error?.description).toContain('Enter zip codes as text');
});

it.each([
	[
		() => new IqmCampaign(),
		{ operation: 'updateStatus', campaignIds: '7;8\t9 10', status: 'paused' },
		{ campaignIds: '7,8,9,10' },
	],
	[
		() => new IqmInsertionOrder(),
		{
			operation: 'updateEndDate',
			ioIdsList: '7;8\n9 10',
			ioEndTime: '2031-01-01',
			ioTimezoneId: picked(29),
		},
		{ ioIdsList: [7, 8, 9, 10] },
	],
	[
		() => new AppLovinCreativeSet(),
		{
			resource: 'creativeSet',
			operation: 'create',
			ifItExists: 'create',
			campaign_id: picked('abc'),
			name: 'Set',
			additionalFields: { languages: '={{ \'["EN","de"]\' }}', countries: '={{ "us;de\tfr gb" }}' },
		},
		{ countries: ['us', 'de', 'fr', 'gb'], languages: ['en', 'de'] },
	],
])('reads IDs and codes with any separator: %#', async (node, parameters, body) => {
	const { items, error } = await runNode(sandbox, node(), {
		...parameters,
		options: { preview: true },
	});
	expect(error).toBeUndefined();
	expect(items[0].json.body).toMatchObject(body);
});
