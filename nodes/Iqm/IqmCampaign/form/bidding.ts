import type { Field, Group } from './field';
import { row } from './field';

/** A cap on a number of events. */
function limit(name: string, displayName: string, description: string, example: string): Field {
	return { ...row('count', name, displayName, description, example), note: 'Enter 0 for no limit' };
}

/** How much is bid and when it stops: quickstart "Upload Creative and Create a Campaign", step 5. */
export const bidding: Group = {
	name: 'biddingAndCaps',
	displayName: 'Bidding and Caps',
	placeholder: 'Add bidding field or cap',
	fields: [
		row(
			'boolean',
			'bidOptimization',
			'Optimize Bids',
			'Whether IQM optimizes the bid price based on its analysis',
		),
		row(
			'boolean',
			'bidPacing',
			'Pace Bids',
			"Whether the day's budget is spent equally every hour",
		),
		row(
			'boolean',
			'isBidShading',
			'Shade Bids',
			'Whether IQM lowers bids to what it expects to be enough',
		),
		row('money', 'minBid', 'Lowest Bid', "Lowest bid, in the account's currency", '0.5'),
		row(
			'money',
			'allowedMinBid',
			'Lowest Allowed Bid',
			"Lowest bid that is allowed, in the account's currency",
			'0.25',
		),
		row(
			'money',
			'totalCPM',
			'CPM Cap',
			"Most to pay for a thousand impressions, in the account's currency",
			'10',
		),
		limit(
			'impressionCapping',
			'Impressions per Inventory',
			'Most impressions in one inventory',
			'1000',
		),
		limit('maxDayImpressions', 'Impressions per Day', 'Most impressions a day', '50000'),
		limit('maxDayClicks', 'Clicks per Day', 'Most clicks a day', '5000'),
		limit('maxDayConversions', 'Conversions per Day', 'Most conversions a day', '500'),
		limit(
			'totalImpressions',
			'Impressions in Total',
			'Most impressions of the campaign',
			'1000000',
		),
		limit('totalClicks', 'Clicks in Total', 'Most clicks of the campaign', '100000'),
		limit('totalConversions', 'Conversions in Total', 'Most conversions of the campaign', '10000'),
	],
};

/** What counts as a success: the same table. */
export const conversions: Group = {
	name: 'conversions',
	displayName: 'Conversions',
	placeholder: 'Add conversion field',
	fields: [
		{
			...row('text', 'conversionType', 'Conversion Type', 'What counts as a conversion'),
			options: [
				{ name: 'Install', value: 'install', description: "Needs 'App URL'" },
				{ name: 'Non-Install', value: 'non-install' },
			],
			default: 'non-install',
		},
		{
			...row(
				'id',
				'conversionTypeId',
				'Conversion Source',
				'How conversions are reported; needed with conversion IDs',
			),
			options: [
				{ name: 'Pixel', value: 1 },
				{ name: 'Postback', value: 2 },
			],
			default: 1,
		},
		row(
			'ids',
			'conversionIds',
			'Conversion IDs',
			'Conversions that the campaign counts',
			'101,102',
		),
		row(
			'url',
			'appURL',
			'App URL',
			'Address of the inventory, needed for installs',
			'https://apps.apple.com/app/id123456',
		),
		{
			...row(
				'money',
				'targetCPI',
				'Target Cost per Install',
				"Cost per install to aim for, in the account's currency",
				'2',
			),
			note: "IQM's newer documents want a whole number",
		},
	],
};
