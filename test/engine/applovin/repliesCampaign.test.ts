import type { IDataObject } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { campaign, CREATE, ID, RETRY } from '../../support/appLovinForms';
import type { Write } from '../../support/appLovinReplies';
import { testReplies } from '../../support/appLovinReplies';
import { appLovinServer } from '../../support/appLovinServer';

/** Answers to writes of AppLovin Campaign that repeat what was sent, or do not. */
const server = appLovinServer();

const row = (changes: IDataObject) => ({ app_id: 'a1', country: 'gb', ...changes });

const WRITES: Write[] = [
	{
		name: 'Campaign: Create',
		node: AppLovinCampaign,
		parameters: CREATE,
		good: campaign({ name: ' My app US ', status: 'PAUSED', bid_type: 'cpi', platform: 'Android' }),
		bad: [
			[campaign({ name: 'Other', status: false }), "'Campaign Name' is 'Other', not 'My app US'"],
			[campaign({ status: false, package_name: 'com.other' }), "'Package Name' is"],
			[campaign({ status: false, bid_type: 'ROAS_IAP' }), "'Bid Type' is 'ROAS_IAP', not 'CPI'"],
		],
		other: { name: 'My app US' },
		mayBeEmpty: false,
		touched: `campaign_id ${ID}`,
	},
	{
		name: 'Campaign: Update',
		node: AppLovinCampaign,
		parameters: {
			resource: 'campaign',
			operation: 'update',
			campaign_id: ID,
			updateFields: { name: 'New', category: '803' },
		},
		good: campaign({ name: 'New', category: 803 }),
		bad: [
			[campaign({ category: null }), "'Category' holds no value, not '803'"],
			[{ name: 'Old' }, "'Campaign Name' is 'Old', not 'New'"],
		],
		other: { campaign_id: 'another', name: 'New' },
		mayBeEmpty: true,
		touched: `campaign_id ${ID}`,
	},
	{
		name: 'Campaign: Pause',
		node: AppLovinCampaign,
		parameters: { resource: 'campaign', operation: 'pause', campaign_id: ID },
		good: campaign({ status: 0 }),
		bad: [
			[campaign({ status: true }), 'AppLovin reported that the campaign is still active'],
			[campaign({ status: 1 }), 'the campaign is still active'],
			[campaign({ status: 'ACTIVE' }), 'the campaign is still active'],
			[campaign({ status: 'pending' }), "'Status' is 'pending', not 'false'"],
		],
		other: { campaign_id: 'another', status: false },
		mayBeEmpty: true,
		touched: `campaign_id ${ID}`,
	},
	{
		name: 'Campaign: Activate',
		node: AppLovinCampaign,
		parameters: { resource: 'campaign', operation: 'activate', campaign_id: ID },
		good: campaign({ status: 'enabled' }),
		bad: [
			[campaign({ status: false }), 'AppLovin reported that the campaign is still paused'],
			[campaign({ status: '0' }), 'the campaign is still paused'],
		],
		other: { campaign_id: 'another', status: true },
		mayBeEmpty: true,
		touched: `campaign_id ${ID}`,
	},
	{
		name: 'Target: Update',
		node: AppLovinCampaign,
		parameters: {
			resource: 'target',
			operation: 'update',
			campaign_id: ID,
			bid_type: '',
			changeBy: 'set',
			countries: {
				rows: [
					{ country: 'gb', budget: '100', click_url: 'https://a.example/?c={CAMPAIGN_ID}' },
					{ country: 'fr', disabled: 'disable' },
				],
			},
			devices: 'all',
			updateFields: { os_major_version_min: '10' },
		},
		good: {
			countries: [
				{ country: 'GB', budget: '100.00', click_url: 'https://a.example/?c=%7BCAMPAIGN_ID%7D' },
				{ country: 'de', budget: 5 },
			],
			device_types: null,
			os_major_version_min: '10',
		},
		bad: [
			[{ countries: [{ country: 'gb', budget: 1000 }] }, "'Countries 1: Daily Budget' is '1000'"],
			[[{ country: 'gb', budget: 1 }], "'Countries 1: Daily Budget' is '1', not '100'"],
			[{ countries: [{ country: 'fr' }] }, "'Countries 2: Disabled' is 'false', not 'true'"],
			[{ device_types: ['phone'] }, "'Device Types' is"],
			[{ os_major_version_min: null }, "'Lowest OS Version' holds no value, not '10'"],
		],
		other: { campaign_id: 'another' },
		mayBeEmpty: true,
	},
	{
		name: 'Source: Update',
		node: AppLovinCampaign,
		parameters: {
			resource: 'source',
			operation: 'update',
			campaign_id: ID,
			rowsFrom: 'fields',
			sources: {
				rows: [
					{ app_id: 'a1', status: 'paused' },
					{ app_id: 'a2', status: 'active' },
				],
			},
		},
		good: {
			sources: [
				{ app_id: 'a2', status: 'enabled' },
				{ app_id: 'x', status: false },
				{ app_id: 'a1', status: 0 },
			],
		},
		bad: [
			[{ sources: [{ app_id: 'a1', status: true }] }, "'Sources 1: Status' is 'true', not 'false'"],
			[[{ app_id: 'a2', status: '0' }], "'Sources 2: Status' is '0', not 'true'"],
			[[{ app_id: 'a1', error: 'unknown app' }], "'Sources 1: Error' is 'unknown app'"],
			[[{ app_id: 'x', status: false }], "'Sources' is 'x', not 'a1'"],
			[[{ app_id: 'a1', status: false }], "'Sources' is 'left out', not 'a2'"],
			[[{ error: 'app a1 is unknown' }], "'Sources' is 'app a1 is unknown', not 'none'"],
			[[{ app_id: 'a1', status: false, code: 404 }], "'Sources 1: Error' is '404'"],
		],
		other: { campaign_id: 'another' },
		mayBeEmpty: true,
	},
	{
		name: 'Source Bid: Update',
		node: AppLovinCampaign,
		parameters: {
			resource: 'sourceBid',
			operation: 'update',
			campaign_id: ID,
			changeBy: 'set',
			rowsFrom: 'fields',
			source_bids: {
				rows: [
					{ app_id: 'a1', country: 'gb', bid_value: '1.5' },
					{ app_id: 'a1', country: 'de', bid_override_percentage: '-20' },
				],
			},
		},
		good: [
			row({ bid_value: '1.50', bid_override_percentage: null }),
			row({ country: 'DE', bid_value: 'default', bid_override_percentage: '-20' }),
		],
		bad: [
			[[row({ bid_value: 2.5 })], "'Source Bids 1: Bid Value' is '2.5', not '1.5'"],
			[
				{ source_bids: [row({ bid_override_percentage: 10 })] },
				"'Source Bids 1: Bid Override' is '10', not",
			],
			[
				[row({ country: 'de', bid_override_percentage: 20 })],
				"'Source Bids 2: Bid Override' is '20', not '-20'",
			],
		],
		other: [{ campaign_id: 'another', ...row({}) }],
		mayBeEmpty: true,
	},
	{
		name: 'Source Bid: Clear',
		node: AppLovinCampaign,
		parameters: {
			resource: 'sourceBid',
			operation: 'clear',
			campaign_id: ID,
			rowsFrom: 'fields',
			source_bids: { rows: [{ app_id: 'a1', country: 'gb' }] },
		},
		good: { source_bids: [row({ bid_value: 'default', bid_override_percentage: 'default' })] },
		bad: [[[row({ bid_value: 1.5 })], "'Source Bids 1: Bid Value' is '1.5', not empty"]],
		other: { campaign_id: 'another' },
		mayBeEmpty: true,
	},
];

testReplies(server, WRITES);

it('names in the error what a refused creation may have made', async () => {
	server.answer = () => ({ body: { campaign_id: ID, errors: ['no budget'] } });
	const { error } = await server.run(new AppLovinCampaign(), CREATE, RETRY);
	expect(error?.message).toBe('["no budget"]');
	expect(error?.context?.details).toEqual({ created: [`campaign_id ${ID}`] });
	expect(server.writes).toHaveLength(1);
});
