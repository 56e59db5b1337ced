import type { IDataObject, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { sampleContent } from '../../../sandbox';
import type { Asked } from '../../support/answering';
import { answering } from '../../support/answering';
import { freshSandbox } from '../../support/freshSandbox';
import { appLovinCredential, fileItem, runNode, sandboxCredential } from '../../support/harness';
import { picked } from '../../support/iqmStage';
import { openForm } from '../../support/openForm';
import { CAMPAIGN_FORM } from '../../support/scenarios';

/** IDs beyond 2^53, which a number can't hold exactly: they stay text all the way. */
const sandbox = freshSandbox();

const ID = '9007199254740993';
const OTHER = '9223372036854775807';
/** As a number in the answer: see {@link answering}. */
const NUMBER = `#${ID}#`;
const OTHER_NUMBER = `#${OTHER}#`;

async function run(
	node: INodeType,
	parameters: IDataObject,
	answer: (asked: Asked) => unknown,
	items?: Parameters<typeof runNode>[3],
) {
	return await answering(answer, async (baseUrl) => {
		const isIqm = node.description.name.startsWith('iqm');
		const credential = isIqm
			? sandboxCredential(sandbox, { baseUrl })
			: appLovinCredential(sandbox, { apiBaseUrl: baseUrl, oauthBaseUrl: baseUrl });
		return await runNode(sandbox, node, parameters, { ...items, credential });
	});
}

const v2 = (responseObject: unknown) => ({ statusCode: 200, responseObject });
const v3 = (data: unknown) => ({ success: true, data });

type Case = [
	name: string,
	node: () => INodeType,
	parameters: IDataObject,
	answer: unknown,
	result: IDataObject,
];

const CAMPAIGN = CAMPAIGN_FORM({ ioId: 17994, creativeId: 676384 });

const ORDER = {
	operation: 'create',
	ifItExists: 'create',
	ioName: 'Order',
	ioStartTime: '2030-01-01T00:00:00Z',
	ioEndTime: '2031-01-01T00:00:00Z',
	ioTimeZoneId: picked(29),
	ioBudgetTypeId: 1,
	isAutoSumIoTotalBudget: false,
	ioTotalBudget: 5000,
};

const CASES: Case[] = [
	[
		'IQM Campaign: create',
		() => new IqmCampaign(),
		CAMPAIGN,
		v2({ data: NUMBER, message: 'Campaign saved successfully.', status: 'pending' }),
		{ campaignId: ID, status: 'Pending' },
	],
	[
		'IQM Campaign: get',
		() => new IqmCampaign(),
		{ operation: 'get', campaignId: ID },
		v2({ id: NUMBER, campaignName: 'C', status: 'running', ioId: OTHER_NUMBER }),
		{ id: ID, ioId: OTHER },
	],
	[
		'IQM Campaign: getAll',
		() => new IqmCampaign(),
		{ operation: 'getAll' },
		v3({ data: [{ campaignId: NUMBER }, { campaignId: 7 }], totalRecords: 2, filteredRecords: 2 }),
		{ campaignId: ID },
	],
	[
		'IQM Campaign: updateStatus',
		() => new IqmCampaign(),
		{ operation: 'updateStatus', campaignIds: ID, status: 'paused' },
		v2({ updatedData: [{ campaignId: NUMBER, status: 'paused' }], status: true }),
		{ campaignId: ID, status: 'Paused' },
	],
	[
		'IQM Campaign: duplicate',
		() => new IqmCampaign(),
		{
			operation: 'duplicate',
			campaignIds: ID,
			ioId: picked(1),
			startDate: '2031-01-01T00:00:00Z',
			timeZoneId: picked(29),
		},
		v2({ duplicatedCampaignIds: [OTHER_NUMBER], status: true }),
		{ campaignId: OTHER, existingCampaignId: ID },
	],
	[
		'IQM Insertion Order: create',
		() => new IqmInsertionOrder(),
		ORDER,
		v3({ ioId: NUMBER, ioName: 'Order' }),
		{ ioId: ID },
	],
	[
		'IQM Insertion Order: update',
		() => new IqmInsertionOrder(),
		{ operation: 'update', ioId: picked(ID), updateFields: { ioName: 'Other' } },
		v3('Other saved successfully.'),
		{ ioId: ID, updated: true },
	],
	[
		'IQM Insertion Order: duplicate',
		() => new IqmInsertionOrder(),
		{
			operation: 'duplicate',
			ioId: picked(1),
			ioExistingCampaignIds: '2',
			ioStartTime: '2031-01-01T00:00:00Z',
			ioTimeZoneId: picked(29),
		},
		v3({ duplicatedIOId: NUMBER, duplicatedCampaignIds: [OTHER_NUMBER] }),
		{ ioId: ID, campaignIds: [OTHER] },
	],
	[
		'IQM Creative: getAll',
		() => new IqmCreative(),
		{ operation: 'getAll' },
		v3({ filteredList: [{ creativeId: NUMBER, creativeStatusId: 2 }], totalRecords: 1 }),
		{ creativeId: ID },
	],
	[
		'IQM Creative: update',
		() => new IqmCreative(),
		{ operation: 'update', creativeId: ID, updateFields: { creativeName: 'Other' } },
		v3({ message: 'Other creative updated successfully' }),
		{ creativeId: ID, updated: true },
	],
	[
		'IQM Matched Audience: getAll',
		() => new IqmMatchedAudience(),
		{ operation: 'getAll' },
		v3({ audienceList: [{ audienceId: NUMBER, audienceStatusId: 3 }], totalRecords: 1 }),
		{ audienceId: ID },
	],
	[
		'AppLovin Campaign: getAll',
		() => new AppLovinCampaign(),
		{ resource: 'campaign', operation: 'getAll' },
		[{ campaign_id: NUMBER, name: 'C' }],
		{ campaign_id: ID },
	],
	[
		'AppLovin Campaign: get',
		() => new AppLovinCampaign(),
		{ resource: 'campaign', operation: 'get', campaign_id: picked(ID) },
		{ campaign_id: NUMBER, name: 'C', account: OTHER_NUMBER },
		{ campaign_id: ID, account: OTHER },
	],
	[
		'AppLovin Campaign: create',
		() => new AppLovinCampaign(),
		{
			resource: 'campaign',
			operation: 'create',
			ifItExists: 'create',
			name: 'C',
			platform: 'android',
			package_name: 'com.example.app',
			bid_type: 'CPI',
			tracking_method: 'adjust',
		},
		{ campaign_id: NUMBER, name: 'C', status: false },
		{ campaign_id: ID },
	],
	[
		'AppLovin Source: getAll',
		() => new AppLovinCampaign(),
		{ resource: 'source', operation: 'getAll', campaign_id: picked('abc') },
		{ limit: 50, offset: 0, sources: [{ app_id: NUMBER, status: true }], total_row_count: 1 },
		{ app_id: ID },
	],
	[
		'AppLovin Ad: getAll',
		() => new AppLovinCreativeSet(),
		{ resource: 'ad', operation: 'getAll', creative_set_id: picked('abc') },
		[{ id: NUMBER, creative_set_id: OTHER_NUMBER, status: true }],
		{ ad_id: ID, creative_set_id: OTHER },
	],
];

describe.each(CASES)('%s', (_name, node, parameters, answer, expected) => {
	it('returns IDs beyond 2^53 as text', async () => {
		const { result } = await run(node(), parameters, () => answer);
		expect(result.error).toBeUndefined();
		expect(result.items[0].json).toMatchObject(expected);
	});

	it('returns them as text in "Raw Response" too', async () => {
		const options = { rawResponse: true };
		const { result } = await run(node(), { ...parameters, options }, () => answer);
		expect(result.error).toBeUndefined();
		const text = JSON.stringify(result.items[0].json);
		const ids = [...JSON.stringify(answer).matchAll(/#(\d+)#/g)].map(([, id]) => `"${id}"`);
		for (const id of ids) expect(text).toContain(id);
	});
});

it('returns the IDs of uploaded creatives and audiences as text', async () => {
	const image = fileItem('a.png', 'image/png', sampleContent('/samples/banner.png') as Buffer);
	const creative = await run(
		new IqmCreative(),
		{
			operation: 'upload',
			ifItExists: 'create',
			kind: 'image',
			binaryPropertyName: 'data',
			clickUrl: 'https://example.com',
		},
		() => v3({ data: [NUMBER], message: 'saved' }),
		{ items: [image] },
	);
	expect(creative.result.error).toBeUndefined();
	expect(creative.result.items[0].json.creativeId).toBe(ID);

	const people = 'FirstName,LastName,State,Zip\nAda,Lovelace,NY,10001\n';
	const audience = await run(
		new IqmMatchedAudience(),
		{
			operation: 'upload',
			ifItExists: 'create',
			audienceName: 'A',
			binaryPropertyName: 'data',
			columnsFrom: 'name',
			emailsAndPhones: 'plain',
		},
		() => v2({ id: NUMBER, message: 'saved' }),
		{ items: [fileItem('people.csv', 'text/csv', Buffer.from(people))] },
	);
	expect(audience.result.error).toBeUndefined();
	expect(audience.result.items[0].json.matchedAudienceId).toBe(ID);
});

it('offers them in a list to pick from', async () => {
	const { result } = await answering(
		() => v3({ ioBasicDetailsList: [{ ioId: NUMBER, ioName: 'Order' }], totalRecords: 1 }),
		async (baseUrl) =>
			await openForm(sandbox, new IqmCampaign(), {
				credential: sandboxCredential(sandbox, { baseUrl }),
			}).search('searchInsertionOrders'),
	);
	expect(result.results).toEqual([{ name: `Order (${ID})`, value: ID }]);
});

it('sends them where they travel as text', async () => {
	const { asked } = await run(
		new IqmCampaign(),
		{ operation: 'updateStatus', campaignIds: `7,${ID}`, status: 'paused' },
		() => v2({ updatedData: [], status: true }),
	);
	expect(asked[0].body.campaignIds).toBe(`7,${ID}`);
	const { asked: got } = await run(
		new IqmInsertionOrder(),
		{ operation: 'get', ioId: picked(ID) },
		() => v3({ ioId: NUMBER }),
	);
	expect(got[0].path).toBe(`/api/v3/cmp/io/${ID}`);
});

it.each([
	[() => new IqmCampaign(), { operation: 'get', campaignId: `={{ ${ID} }}` }, 'Campaign'],
	[
		() => new IqmInsertionOrder(),
		{ operation: 'get', ioId: { __rl: true, mode: 'id', value: `={{ ${ID} }}` } },
		'Insertion Order',
	],
	[
		() => new AppLovinCampaign(),
		{
			resource: 'campaign',
			operation: 'get',
			campaign_id: { __rl: true, mode: 'id', value: `={{ ${ID} }}` },
		},
		'Campaign',
	],
	[
		() => new IqmCreative(),
		{ operation: 'updateStatus', creativeIds: `={{ [${ID}] }}`, status: 'paused' },
		'Creative IDs',
	],
])('refuses a number that has lost its digits (%#)', async (node, form, label) => {
	const { result, asked } = await run(node(), form, () => v3({}));
	expect(result.error?.message).toBe(
		`'${label}' holds the number 9007199254740992, which is too large to be exact`,
	);
	expect(result.error?.description).toContain('Enter it as text.');
	expect(asked).toEqual([]);
});

it.each([
	[() => new IqmInsertionOrder(), { operation: 'delete', ioIdsList: ID, confirmIds: ID }],
	[() => new IqmCampaign(), { ...CAMPAIGN, ioId: picked(ID) }],
	[() => new IqmCreative(), { operation: 'getAll', filters: { creativeIds: ID } }],
	[
		() => new IqmCampaign(),
		{
			operation: 'update',
			campaignId: '1',
			additionalFields: { additionalJson: `{"pmpDealIds": [${ID}]}` },
		},
	],
])('refuses text where the API takes a number (%#)', async (node, form) => {
	const { result, asked } = await run(node(), form, () => v3({}));
	expect(result.error?.message).toContain(`is too large for an ID here: '${ID}'`);
	expect(asked).toEqual([]);
});
