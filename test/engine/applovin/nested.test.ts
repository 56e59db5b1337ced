import type { IDataObject, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { appLovinServer } from '../../support/appLovinServer';

/**
 * Answers to writes that hold what they say one level down or in other forms: they are read against the
 * request like any other, and none that is good is taken for a bad one.
 */
const server = appLovinServer();

const RETRY = { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } };
const ID = '29d66efc22ae53a201e1532265b83f12';
const SET = 'a5bb9f1b3ff0f6e4c5f2b1a0d9e8c7b6';

type Node = new () => INodeType;

const CAMPAIGN = {
	resource: 'campaign',
	operation: 'update',
	campaign_id: ID,
	updateFields: { name: 'New', status: 'paused' },
};
const RENAME = { ...CAMPAIGN, updateFields: { name: 'New' } };
const NEW_SET = { resource: 'creativeSet', operation: 'create', campaign_id: ID, name: 'New' };
const OLD_SET = {
	resource: 'creativeSet',
	operation: 'update',
	creative_set_id: SET,
	updateFields: { name: 'New' },
};
const AD = {
	resource: 'ad',
	operation: 'update',
	ad_id: '7',
	updateFields: { name: 'New', status: 'active' },
};
const TARGET = {
	resource: 'target',
	operation: 'update',
	campaign_id: ID,
	bid_type: '',
	countries: {
		rows: [
			{ country: 'gb', budget: '100', click_url: 'https://a.example?c={CAMPAIGN_NAME}%20x&d=1' },
		],
	},
	devices: 'unchanged',
	updateFields: { os_major_version_min: '10' },
};
const SOURCES = {
	resource: 'source',
	operation: 'update',
	campaign_id: ID,
	rowsFrom: 'fields',
	sources: { rows: [{ app_id: 'a1', status: 'paused' }] },
};
const BIDS = {
	resource: 'sourceBid',
	operation: 'update',
	campaign_id: ID,
	bid_type: 'CPI',
	rowsFrom: 'fields',
	source_bids: { rows: [{ app_id: 'a1', country: 'gb', bid_value: '1.5' }] },
};
const SIZES = {
	resource: 'creativeSet',
	operation: 'updateSizes',
	creative_set_id: SET,
	enabledSizes: ['INTER'],
	disabledSizes: ['BANNER'],
};
const TEXT = {
	resource: 'asset',
	operation: 'add',
	creative_set_id: SET,
	type: 'TXT_TITLE',
	asset: 'Best app',
};
const REMOVE = { resource: 'asset', operation: 'delete', creative_set_id: SET, type: 'TXT_TITLE' };

interface Write {
	name: string;
	node: Node;
	parameters: IDataObject;
	/** Answers that repeat what was sent with another meaning, and words of the error. */
	bad: Array<[string, unknown, string]>;
	/** Good answers, and fields of the result. */
	good: Array<[string, unknown, IDataObject]>;
}

async function send(node: Node, parameters: IDataObject, body: unknown) {
	server.answer = () => ({ body });
	server.targeting = { bid_type: 'CPI', countries: [{ country: 'gb' }] };
	const result = await server.run(new node(), parameters, RETRY);
	expect(server.writes).toHaveLength(1);
	return result;
}

const campaign = (changes: IDataObject) => ({ campaign_id: ID, ...changes });
const title = (asset: string, status = 'ready') => ({ type: 'TXT_TITLE', asset, status });

const WRITES: Write[] = [
	{
		name: 'Campaign: Update',
		node: AppLovinCampaign,
		parameters: CAMPAIGN,
		bad: [
			[
				'a campaign under data',
				{ data: campaign({ status: true }) },
				'the campaign is still active',
			],
			[
				'a campaign under its name',
				{ campaign: { name: 'Old' } },
				"'Campaign Name' is 'Old', not 'New'",
			],
			[
				'a list of campaigns',
				{ campaigns: [{ campaign_id: 'x' }, campaign({ name: 'Old' })] },
				"'Campaign Name' is 'Old'",
			],
			['a bare list of one', [{ name: 'Old' }], "'Campaign Name' is 'Old'"],
			['two levels', { response: { data: { status: 1 } } }, 'the campaign is still active'],
			[
				'beside a good envelope',
				{ status: 'success', result: { status: true } },
				'the campaign is still active',
			],
			['another campaign', { data: { campaign_id: 'other' } }, 'for the campaign other'],
			[
				'a refusal in a list',
				{ campaigns: [campaign({ error: 'locked' })] },
				"'Error' is 'locked'",
			],
			['a refusal under its name', { campaign: { status: 'rejected' } }, "'rejected'"],
		],
		good: [
			[
				'a campaign under data',
				{ data: campaign({ name: ' New', status: 0 }) },
				campaign({ status: 0 }),
			],
			[
				'an envelope whose own status is true',
				{ status: true, data: campaign({ status: false }) },
				campaign({ status: false }),
			],
			[
				'a campaign among others',
				[{ campaign_id: 'x', status: true }, campaign({ status: false })],
				campaign({ status: false }),
			],
			[
				'a campaign beside its account',
				{ account: { name: 'ACME', status: true }, campaign: { name: 'New' } },
				campaign({ name: 'New' }),
			],
			['no error one level down', { data: campaign({ error: false }) }, campaign({})],
			['an empty envelope', { success: true, data: null }, campaign({ success: true })],
		],
	},
	{
		name: 'Campaign: Update of the name alone',
		node: AppLovinCampaign,
		parameters: RENAME,
		bad: [
			['nothing but a failed status', { status: false, message: 'locked' }, '"locked"'],
		],
		good: [],
	},
	{
		name: 'Creative Set: Create',
		node: AppLovinCreativeSet,
		parameters: NEW_SET,
		bad: [
			['a new set under data', { data: { id: SET, name: 'Old' } }, "'Name' is 'Old', not 'New'"],
		],
		good: [
			[
				'a new set under its name',
				{ creative_set: { id: SET, name: 'New' } },
				{ creative_set_id: SET },
			],
		],
	},
	{
		name: 'Creative Set: Update',
		node: AppLovinCreativeSet,
		parameters: OLD_SET,
		bad: [
			[
				'a set under its name',
				{ creative_set: { id: SET, name: 'Old' } },
				"'Name' is 'Old', not 'New'",
			],
			['a set in a list', { creative_sets: [{ name: 'Old' }] }, "'Name' is 'Old', not 'New'"],
			['another set', { data: { id: 'other' } }, 'for the creative set other'],
		],
		good: [
			[
				'a set with ads of other names',
				{ data: { id: SET, name: 'New', ads: [{ name: 'Ad', status: false }] } },
				{ creative_set_id: SET },
			],
		],
	},
	{
		name: 'Ad: Update',
		node: AppLovinCreativeSet,
		parameters: AD,
		bad: [
			['an ad under data', { data: { id: 7, status: false } }, 'the ad is still paused'],
			['an ad under its name', { ad: { name: 'Old' } }, "'Name' is 'Old', not 'New'"],
			['an ad in a list', { ads: [{ id: 7, name: 'Old' }] }, "'Name' is 'Old', not 'New'"],
		],
		good: [
			[
				'an envelope with the ID of the request',
				{ id: 'r-1', data: { name: 'New', status: true } },
				{ ad_id: '7', name: 'New' },
			],
			[
				'an ad with its set',
				{ ad: { id: 7, name: 'New', creative_set: { name: 'Set' } } },
				{ ad_id: '7' },
			],
		],
	},
	{
		name: 'Target: Update',
		node: AppLovinCampaign,
		parameters: TARGET,
		bad: [
			[
				'targets under data',
				{ data: { countries: [{ country: 'gb', budget: 1 }] } },
				"'Countries 1: Daily Budget' is '1', not '100'",
			],
			[
				'targets as a list',
				{ campaign_targets: [{ country: 'gb', budget: 1 }] },
				"'Countries 1: Daily Budget' is '1'",
			],
			[
				'targets in a list',
				{ campaign_targets: [{ countries: [{ country: 'gb', budget: 1 }] }] },
				"'Countries 1: Daily Budget' is '1'",
			],
			[
				'a version under its name',
				{ campaign_targets: { os_major_version_min: 9 } },
				"'Lowest OS Version' is '9', not '10'",
			],
			[
				'countries by their code',
				{ countries: { GB: { budget: 1 } } },
				"'Countries 1: Daily Budget' is '1'",
			],
			['targets of another', { data: { campaign_id: 'other' } }, 'for the campaign other'],
			['targets that failed', { campaign_targets: { error: 'locked' } }, "'Error' is 'locked'"],
		],
		good: [
			[
				'targets with more than was sent',
				{
					campaign_targets: {
						countries: [
							{
								country: 'GB',
								budget: '100.00',
								name: 'United Kingdom',
								code: 826,
								click_url: 'https://a.example/?c={CAMPAIGN_NAME}+x&amp;d=1',
							},
						],
					},
				},
				{ updated: true },
			],
			[
				'targets with the country of the campaign',
				{ campaign: { campaign_id: ID, country: 'us', status: false } },
				{ updated: true },
			],
			[
				'countries by their code',
				{ countries: { gb: { budget: 100 }, fr: { budget: 5 } } },
				{ updated: true },
			],
		],
	},
	{
		name: 'Source: Update',
		node: AppLovinCampaign,
		parameters: SOURCES,
		bad: [
			[
				'sources under data',
				{ data: { sources: [{ app_id: 'a1', status: true }] } },
				"'Sources 1: Status' is 'true', not 'false'",
			],
			[
				'sources as data',
				{ data: [{ app_id: 'a1', status: true }] },
				"'Sources 1: Status' is 'true'",
			],
			['one source', { app_id: 'a1', status: true }, "'Sources 1: Status' is 'true'"],
			[
				'one source under its name',
				{ source: { app_id: 'a1', status: true } },
				"'Sources 1: Status' is 'true'",
			],
			[
				'sources by their app',
				{ sources: { a1: { status: true } } },
				"'Sources 1: Status' is 'true'",
			],
			[
				'a source that is unknown',
				{ data: [{ app_id: 'a1', status: false, result: 'not_found' }] },
				"'Sources 1: Error' is 'not_found'",
			],
			[
				'a row that failed',
				{ results: [{ error: 'a1 is unknown' }] },
				"'Sources' is 'a1 is unknown', not 'none'",
			],
			['sources that failed', { status: false, message: 'locked' }, '"locked"'],
		],
		good: [
			[
				'sources under data',
				{ status: 'ok', data: { sources: [{ app_id: 'a1', status: 'paused', source: 'x' }] } },
				{ updated: true },
			],
			[
				'a campaign that is paused',
				{ campaign: campaign({ status: false }) },
				{ updated: true },
			],
		],
	},
	{
		name: 'Source Bid: Update',
		node: AppLovinCampaign,
		parameters: BIDS,
		bad: [
			[
				'bids under data',
				{ data: { source_bids: [{ app_id: 'a1', country: 'GB', bid_value: 2 }] } },
				"'Source Bids 1: Bid Value' is '2', not '1.5'",
			],
			[
				'a bid that is gone',
				[{ app_id: 'a1', country: 'gb', bid_value: null }],
				"'Source Bids 1: Bid Value' holds no value, not '1.5'",
			],
		],
		good: [],
	},
	{
		name: 'Creative Set: Update Sizes',
		node: AppLovinCreativeSet,
		parameters: SIZES,
		bad: [
			[
				'sizes in small letters',
				{ sizes: { banner: 'enabled' } },
				"'Size BANNER' is 'enabled', not 'false'",
			],
			[
				'sizes under data',
				{ data: { sizes: { INTER: false } } },
				"'Size INTER' is 'false', not 'true'",
			],
			[
				'sizes in rows',
				{ sizes: [{ size: 'BANNER', enabled: true }] },
				"'Size BANNER' is 'true', not 'false'",
			],
			[
				'sizes in bare rows',
				[{ name: 'inter', status: 'disabled' }],
				"'Size INTER' is 'disabled', not 'true'",
			],
			[
				'sizes that are off in rows',
				[{ size: 'INTER', disabled: true }],
				"'Size INTER' is 'false', not 'true'",
			],
			['sizes as objects', { BANNER: { enabled: 1 } }, "'Size BANNER' is '1', not 'false'"],
			['a list of one size in rows', { sizes: [{ BANNER: true }] }, "'Size BANNER' is 'true'"],
			[
				'a list of enabled sizes',
				{ enabled_sizes: ['INTER', 'BANNER'] },
				"'Size BANNER' is 'true', not 'false'",
			],
			[
				'a list of disabled sizes',
				{ disabled: 'INTER,BANNER' },
				"'Size INTER' is 'false', not 'true'",
			],
			[
				'a list without an enabled size',
				{ sizes: ['CTV'] },
				"'Size INTER' is 'left out', not 'true'",
			],
			['sizes of another set', { data: { id: 'other' } }, 'for the creative set other'],
			['sizes that failed', { status: false, message: 'locked' }, '"locked"'],
		],
		good: [
			[
				'sizes in small letters',
				{ sizes: { banner: 'disabled', inter: 'ENABLED' } },
				{ updated: true },
			],
			[
				'sizes in rows',
				{ sizes: [{ name: 'BANNER', status: 'paused' }, { name: 'INTER', active: 1 }] },
				{ updated: true },
			],
			['lists of sizes', { enabled: ['inter', 'CTV'], disabled: ['BANNER'] }, { updated: true }],
			['the sizes that are on', { sizes: ['INTER'] }, { updated: true }],
			['an empty list of sizes', { id: SET, sizes: [] }, { updated: true }],
			[
				'a set that is called like a size',
				{ id: SET, name: 'Banner', status: true, sizes: { BANNER: false } },
				{ updated: true },
			],
			[
				'a list of sets called so',
				[{ id: SET, name: 'Banner', status: true, sizes: { BANNER: false } }],
				{ updated: true },
			],
		],
	},
	{
		name: 'Asset: Add',
		node: AppLovinCreativeSet,
		parameters: TEXT,
		bad: [
			['an asset under data', { data: { assets: [title('Old')] } }, "is 'Old', not 'Best app'"],
			[
				'an asset in its set',
				{ creative_set: { id: SET, assets: [title('Old')] } },
				"is 'Old', not 'Best app'",
			],
			['an asset that failed', [title('Best app', 'error')], 'could not process TXT_TITLE'],
			[
				'an asset that was turned down',
				[title('Best app', 'Rejected')],
				'could not process TXT_TITLE',
			],
		],
		good: [
			['assets under data', { data: [title('Best app')] }, { status: 'ready' }],
			[
				'assets of which another failed',
				[title('Best app', 'processing'), { type: 'IMG_ICON', asset: 'x', status: 'error' }],
				{ status: 'processing' },
			],
		],
	},
	{
		name: 'Asset: Remove',
		node: AppLovinCreativeSet,
		parameters: REMOVE,
		bad: [],
		good: [
			['no assets any more', { assets: null }, { deleted: true }],
			['assets one level down', { data: { assets: [] } }, { deleted: true }],
		],
	},
];

describe.each(WRITES.map((write) => [write.name, write] as const))('%s', (_title, write) => {
	const { node, parameters, bad, good } = write;

	for (const [title, body, words] of bad) {
		it(`reads ${title} against the request`, async () => {
			const { error, items } = await send(node, parameters, body);
			expect(items).toEqual([]);
			expect(error?.message).toContain(words);
			expect(error?.description).toMatch(/before running again|Already done in this run/);
		});
	}

	for (const [title, body, json] of good) {
		it(`takes ${title} for good`, async () => {
			const { error, items } = await send(node, parameters, body);
			expect(error).toBeUndefined();
			expect(items.map((item) => item.json)).toEqual([expect.objectContaining(json)]);
			expect(items[0].json).not.toHaveProperty('error');
		});
	}
});

const hintsOf = ({ run }: Awaited<ReturnType<typeof send>>) =>
	run.data.resultData.runData['Node under test'].at(-1)?.hints?.map(({ message }) => message) ?? [];

it('says that a list of sizes leaves open whether a disabled one is on', async () => {
	const result = await send(AppLovinCreativeSet, SIZES, { sizes: ['INTER', 'BANNER'] });
	expect(result.error).toBeUndefined();
	expect(hintsOf(result)).toEqual([expect.stringContaining('AppLovin lists BANNER')]);
});

it('names all assets that were sent where one of them failed', async () => {
	const { error } = await send(AppLovinCreativeSet, TEXT, [title('Best app', 'error')]);
	expect(error?.description).toContain('All assets were sent');
	expect(error?.context?.details).toEqual({ created: ['TXT_TITLE'] });
});
