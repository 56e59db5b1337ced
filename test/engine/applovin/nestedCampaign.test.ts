import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { campaign, ID } from '../../support/appLovinForms';
import type { NestedWrite } from '../../support/appLovinNested';
import { testNested } from '../../support/appLovinNested';
import { appLovinServer } from '../../support/appLovinServer';

const CAMPAIGN = {
	resource: 'campaign',
	operation: 'update',
	campaign_id: ID,
	updateFields: { name: 'New' },
};
const PAUSE = { resource: 'campaign', operation: 'pause', campaign_id: ID };
const TARGET = {
	resource: 'target',
	operation: 'update',
	campaign_id: ID,
	bid_type: '',
	changeBy: 'set',
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
	changeBy: 'set',
	rowsFrom: 'fields',
	source_bids: { rows: [{ app_id: 'a1', country: 'gb', bid_value: '1.5' }] },
};

const WRITES: NestedWrite[] = [
	{
		name: 'Campaign: Update',
		node: AppLovinCampaign,
		parameters: CAMPAIGN,
		bad: [
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
			['another campaign', { data: { campaign_id: 'other' } }, 'for the campaign other'],
			[
				'a refusal in a list',
				{ campaigns: [campaign({ error: 'locked' })] },
				"'Error' is 'locked'",
			],
			['a refusal under its name', { campaign: { status: 'rejected' } }, "'rejected'"],
			['nothing but a failed status', { status: false, message: 'locked' }, '"locked"'],
		],
		good: [
			[
				'a campaign under data',
				{ data: campaign({ name: ' New' }) },
				campaign({ name: ' New' }),
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
		name: 'Campaign: Pause',
		node: AppLovinCampaign,
		parameters: PAUSE,
		bad: [
			[
				'a campaign under data',
				{ data: campaign({ status: true }) },
				'the campaign is still active',
			],
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
				{ data: campaign({ status: 0 }) },
				campaign({ status: 'Paused' }),
			],
			[
				'an envelope whose own status is true',
				{ status: true, data: campaign({ status: false }) },
				campaign({ status: 'Paused' }),
			],
			[
				'a campaign among others',
				[{ campaign_id: 'x', status: true }, campaign({ status: false })],
				campaign({ status: 'Paused' }),
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
];

testNested(appLovinServer(), WRITES);
