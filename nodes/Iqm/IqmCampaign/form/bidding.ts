import { asked } from '../../../common/form/field';
import type { Facts, Field } from '../../../common/form/field';
import { flag, money, preset, url, whole } from '../../../common/form/kinds';
import { toIdNumber, toText } from '../../../common/ground/values';
import type { Spend } from '../../../common/guard/spend';
import type { Group } from './group';
import { picks } from './kinds';

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
	fields: {
		bidOptimization: flag('Bid Optimization', 'IQM optimizes the bid price based on its own analysis'),
		bidPacing: flag('Hourly Pacing', "the day's budget is spread evenly over its hours"),
		isBidShading: flag('Bid Shading', 'IQM lowers bids to what it expects to be enough to win'),
		minBid: amount('Min Bid', 'Lowest bid for a bid request', { counts: 'bid', example: '0.5' }),
		totalCPM: amount('CPM Cap', 'Most to pay for a thousand impressions', {
			counts: { none: 'it only lowers what the bids let through' },
			example: '10',
		}),
		impressionCapping: limit(
			'Impression Cap per Inventory',
			'Most impressions on one site or app',
			'1000',
		),
		maxDayImpressions: limit('Daily Impression Cap', 'Most impressions a day', '50000'),
		maxDayClicks: limit('Daily Click Cap', 'Most clicks a day', '5000'),
		maxDayConversions: limit('Daily Conversion Cap', 'Most conversions a day', '500'),
		totalImpressions: limit('Total Impression Cap', 'Most impressions of the campaign', '1000000'),
		totalClicks: limit('Total Click Cap', 'Most clicks of the campaign', '100000'),
		totalConversions: limit('Total Conversion Cap', 'Most conversions of the campaign', '10000'),
	},
};

/** What counts as a success: same table. */
export const conversions: Group = {
	fields: {
		allowedMinBid: amount('Lowest Allowed Bid', 'Lowest bid that is allowed', {
			counts: 'bid',
			example: '0.25',
		}),
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
			'How conversions are reported; needed with conversions',
			{
				of: [
					{ name: 'Pixel', value: 1 },
					{ name: 'Postback', value: 2 },
				],
				first: 1,
				toValue: toIdNumber,
			},
		),
		conversionIds: picks(
			'Conversions',
			'getConversions',
			"Conversions that the campaign counts, all of one source",
		),
		appURL: url('App URL', 'Address of the inventory, needed for installs', {
			example: 'https://apps.apple.com/app/id123456',
		}),
		targetCPI: amount('Target CPI', 'Cost per install to aim for', {
			counts: { none: 'it is an aim, not an amount that is spent' },
			example: '2',
			note: 'A whole number is safest',
		}),
	},
};
