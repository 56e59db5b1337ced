import { asked } from '../../../common/form/field';
import type { Facts, Field } from '../../../common/form/field';
import { flag, money, preset, url, whole } from '../../../common/form/kinds';
import { toIdNumber, toText } from '../../../common/ground/values';
import type { Spend } from '../../../common/guard/spend';
import type { Group } from './group';
import { idsText } from './kinds';

/** A cap on a number of events. */
const limit = (label: string, description: string, example: string): Field<number> =>
	whole(label, description, { example, note: 'Enter 0 for no limit' });

/** An optional amount, without the hint that required ones carry. */
const amount = (
	label: string,
	description: string,
	facts: Facts & { counts: Spend | { none: string } },
): Field<number> => asked(money(label, description, facts), { hint: undefined });

/**
 * How much is bid, and when bidding stops: quickstart "Upload Creative and Create a Campaign", step 5.
 */
export const bidding: Group = {
	name: 'biddingAndCaps',
	displayName: 'Bidding and Caps',
	placeholder: 'Add bidding field or cap',
	fields: {
		bidOptimization: flag('Optimize Bids', 'IQM optimizes the bid price based on its analysis'),
		bidPacing: flag('Pace Bids', "the day's budget is spent equally every hour"),
		isBidShading: flag('Shade Bids', 'IQM lowers bids to what it expects to be enough'),
		minBid: amount('Lowest Bid', 'Lowest bid', { counts: 'bid', example: '0.5' }),
		allowedMinBid: amount('Lowest Allowed Bid', 'Lowest bid that is allowed', {
			counts: 'bid',
			example: '0.25',
		}),
		totalCPM: amount('CPM Cap', 'Most to pay for a thousand impressions', {
			counts: { none: 'it only lowers what the bids let through' },
			example: '10',
		}),
		impressionCapping: limit(
			'Impressions per Inventory',
			'Most impressions in one inventory',
			'1000',
		),
		maxDayImpressions: limit('Impressions per Day', 'Most impressions a day', '50000'),
		maxDayClicks: limit('Clicks per Day', 'Most clicks a day', '5000'),
		maxDayConversions: limit('Conversions per Day', 'Most conversions a day', '500'),
		totalImpressions: limit('Impressions in Total', 'Most impressions of the campaign', '1000000'),
		totalClicks: limit('Clicks in Total', 'Most clicks of the campaign', '100000'),
		totalConversions: limit('Conversions in Total', 'Most conversions of the campaign', '10000'),
	},
};

/** What counts as a success: same table. */
export const conversions: Group = {
	name: 'conversions',
	displayName: 'Conversions',
	placeholder: 'Add conversion field',
	fields: {
		conversionType: preset(
			'Conversion Type',
			'What counts as a conversion',
			{
				of: [
					{ name: 'Install', value: 'install', description: "Needs 'App URL'" },
					{ name: 'Non-Install', value: 'non-install' },
				],
				first: 'non-install',
				toValue: toText,
			},
		),
		conversionTypeId: preset(
			'Conversion Source',
			'How conversions are reported; needed with conversion IDs',
			{
				of: [
					{ name: 'Pixel', value: 1 },
					{ name: 'Postback', value: 2 },
				],
				first: 1,
				toValue: toIdNumber,
			},
		),
		conversionIds: idsText('Conversion IDs', 'Conversions that the campaign counts', {
			example: '101,102',
		}),
		appURL: url('App URL', 'Address of the inventory, needed for installs', {
			example: 'https://apps.apple.com/app/id123456',
		}),
		targetCPI: amount('Target Cost per Install', 'Cost per install to aim for', {
			counts: { none: 'it is an aim, not an amount that is spent' },
			example: '2',
			note: "IQM's newer documents want a whole number",
		}),
	},
};
