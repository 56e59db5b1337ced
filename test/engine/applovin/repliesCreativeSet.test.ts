import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { ID, REMOVE, set, SET } from '../../support/appLovinForms';
import type { Write } from '../../support/appLovinReplies';
import { testReplies } from '../../support/appLovinReplies';
import { appLovinServer } from '../../support/appLovinServer';

/** Answers to writes of AppLovin Creative Set that repeat what was sent, or do not. */
const server = appLovinServer();

const WRITES: Write[] = [
	{
		name: 'Creative Set: Create',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'creativeSet',
			operation: 'create',
			ifItExists: 'create',
			campaign_id: ID,
			name: 'Set A',
			additionalFields: { countries: ['gb', 'za'] },
		},
		good: { creative_set_id: SET, name: 'Set A', countries: ['ZA', 'gb'] },
		bad: [
			[set({ name: 'Set B' }), "'Name' is 'Set B', not 'Set A'"],
			[set({ countries: [] }), `'Countries' holds no value, not '["gb","za"]'`],
			[set({ campaign_id: 'another' }), "'Campaign' is 'another'"],
		],
		other: { name: 'Set A' },
		mayBeEmpty: false,
		touched: `creative_set_id ${SET}`,
	},
	{
		name: 'Creative Set: Update',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'creativeSet',
			operation: 'update',
			creative_set_id: SET,
			updateFields: {
				name: 'Z\u00fcrich',
				allCountries: true,
				additionalJson: '{"sizes": {"INTER": true, "BANNER": false}}',
			},
		},
		good: set({ name: 'Zu\u0308rich', countries: null, sizes: { INTER: 1 } }),
		bad: [
			[set({ countries: ['gb'] }), "'Countries' is"],
			[set({ sizes: { BANNER: true } }), "'sizes' is"],
			[{ name: 'Old' }, "'Name' is 'Old'"],
		],
		other: { id: 'another', name: 'Z\u00fcrich' },
		mayBeEmpty: true,
		touched: `creative_set_id ${SET}`,
	},
	{
		name: 'Creative Set: Update Sizes',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'creativeSet',
			operation: 'updateSizes',
			creative_set_id: SET,
			enabledSizes: ['INTER'],
			disabledSizes: ['BANNER'],
		},
		good: { INTER: 'true', BANNER: 0, CTV: true },
		bad: [
			[{ BANNER: true }, "'Size BANNER' is 'true', not 'false'"],
			[set({ sizes: { INTER: false } }), "'Size INTER' is 'false', not 'true'"],
		],
		other: { creative_set_id: 'another' },
		mayBeEmpty: true,
	},
	{
		name: 'Ad: Update',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'ad',
			operation: 'update',
			ad_id: '7',
			updateFields: { name: 'New', status: 'active' },
		},
		good: { id: '7', name: 'New', status: '1' },
		bad: [
			[{ id: 7, status: false }, 'AppLovin reported that the ad is still paused'],
			[{ id: 7, name: 'Old' }, "'Name' is 'Old', not 'New'"],
		],
		other: { id: 8, name: 'New', status: true },
		mayBeEmpty: true,
		touched: 'ad_id 7',
	},
	{
		name: 'Asset: Add',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'asset',
			operation: 'add',
			ifItExists: 'create',
			creative_set_id: SET,
			type: 'TXT_TITLE',
			asset: 'Best app',
		},
		good: [{ type: 'TXT_TITLE', asset: ' Best app', status: 'processing' }],
		bad: [
			[[{ type: 'TXT_TITLE', asset: 'Old', status: 'ready' }], "is 'Old', not 'Best app'"],
			[[{ type: 'TXT_BUTTON', asset: 'Best app', status: 'ready' }], 'does not list the TXT_TITLE'],
		],
		other: { assets: [] },
		mayBeEmpty: false,
	},
	{
		name: 'Asset: Replace',
		node: AppLovinCreativeSet,
		parameters: {
			resource: 'asset',
			operation: 'replace',
			creative_set_id: SET,
			source: 'asset',
			type: 'TXT_RATING',
			asset: '4',
		},
		good: { assets: [{ type: 'TXT_RATING', asset: 4, status: 'ready' }] },
		bad: [[[{ type: 'TXT_RATING', asset: '4.5', status: 'ready' }], "is '4.5', not '4.0'"]],
		other: [],
		mayBeEmpty: false,
	},
	{
		name: 'Asset: Remove',
		node: AppLovinCreativeSet,
		parameters: REMOVE,
		good: [{ type: 'TXT_BUTTON', asset: 'Play', status: 'ready' }],
		bad: [],
		other: { id: 'another' },
		mayBeEmpty: false,
	},
];

testReplies(server, WRITES);
