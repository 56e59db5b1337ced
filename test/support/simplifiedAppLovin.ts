import { picked } from './iqmStage';
import * as samples from './simpleSamples';
import type { Simplified } from './simplified';
import { always } from './simplified';

const IN_CAMPAIGN = { campaign_id: picked('29d6') };
const IN_SET = { ...IN_CAMPAIGN, creative_set_id: picked('a5bb') };

const SHOWN_CAMPAIGN = {
	...{ campaign_id: '058cd4a5231b2bbad752dcf4c53ab60a', name: 'IAP ROAS D0', status: 'Paused' },
	...{ platform: 'Android', package_name: 'com.example.digaround', bid_type: 'ROAS_IAP' },
	...{ tracking_method: 'Singular', spend: 46.25, impressions: 12, clicks: 3, installs: 1 },
	// No document names its time zone.
	created_at: '2023-07-13 00:00:00',
};

const SHOWN_SET = {
	...{ creative_set_id: 'a5bb', campaign_id: '29d6', name: 'Set A', countries: ['gb'] },
	...{ languages: ['en'], product_page: '', sizes: { INTER: true, BANNER: false } },
	...{ asset_count: 2, ad_count: 1 },
};

const SHOWN_AD = {
	...{ ad_id: '1000001', name: 'Ad 1', status: 'Active', size: 'INTER', template: 'Standard' },
	...{ creative_set_id: 'a5bb', creative_set_name: 'Set A' },
};

export const SIMPLIFIED_APPLOVIN: Simplified[] = [
	{
		of: 'appLovinCampaign campaign: get',
		parameters: { campaign_id: picked('058cd4a5231b2bbad752dcf4c53ab60a') },
		answer: always(samples.APPLOVIN_CAMPAIGN),
		result: SHOWN_CAMPAIGN,
	},
	{
		of: 'appLovinCampaign campaign: getAll',
		answer: always([samples.APPLOVIN_CAMPAIGN]),
		result: SHOWN_CAMPAIGN,
	},
	{
		of: 'appLovinCampaign target: get',
		parameters: IN_CAMPAIGN,
		answer: always({
			bid_type: 'CPI',
			countries: [{ country: 'DEFAULT', budget: 1000 }, { country: 'gb', bid: 2.9 }],
			os_major_version_min: 9,
		}),
		result: {
			...{ campaign_id: '29d6', bid_type: 'CPI', bid_unit: 'USD per install' },
			countries: [{ country: 'DEFAULT', budget: 1000 }, { country: 'gb', bid: 2.9 }],
			...{ device_types: null, os_major_version_min: 9 },
		},
	},
	{
		of: 'appLovinCampaign source: getAll',
		parameters: IN_CAMPAIGN,
		answer: always([{ app_id: 'da60', app_id_external: '7', status: true }]),
		result: { campaign_id: '29d6', app_id: 'da60', app_id_external: '7', status: 'Active' },
	},
	{
		of: 'appLovinCampaign sourceBid: getAll',
		parameters: IN_CAMPAIGN,
		answer: always([
			{ app_id: 'da60', country: 'gb', bid_value: 1.2345, bid_override_percentage: 'default' },
		]),
		result: {
			...{ campaign_id: '29d6', app_id: 'da60', app_id_external: null, country: 'gb' },
			...{ bid_value: 1.2345, bid_override_percentage: 'default' },
		},
	},
	{
		of: 'appLovinCreativeSet creativeSet: get',
		parameters: { ...IN_SET, options: { templates: ['Banner: Standard'] } },
		answer: always([samples.APPLOVIN_SET]),
		result: {
			...SHOWN_SET,
			missingAssets: [{ template: 'Banner: Standard', missing: ['IMG_BANNER'] }],
		},
	},
	{
		of: 'appLovinCreativeSet creativeSet: getAll',
		parameters: IN_CAMPAIGN,
		answer: always([samples.APPLOVIN_SET]),
		result: SHOWN_SET,
	},
	{
		of: 'appLovinCreativeSet ad: get',
		parameters: { ad_id: picked('1000001') },
		answer: always(samples.APPLOVIN_AD),
		result: SHOWN_AD,
	},
	{
		of: 'appLovinCreativeSet ad: getAll',
		parameters: IN_SET,
		answer: always([samples.APPLOVIN_AD]),
		result: SHOWN_AD,
	},
	{
		of: 'appLovinCreativeSet asset: getAll',
		parameters: IN_SET,
		answer: always([samples.APPLOVIN_SET]),
		result: {
			...{ creative_set_id: 'a5bb', campaign_id: '29d6', type: 'VID_LONG_L' },
			...{ status: 'Processing', asset: 'https://res1.example.com/v23.mp4' },
		},
	},
];
