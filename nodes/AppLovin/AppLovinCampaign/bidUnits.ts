import { ApiFailure, InputError } from '../../common/ground/errors';
import { isBlank, quote, toAmount } from '../../common/ground/values';
import { BID_DECIMALS } from './formRows';

const PERCENT = 'percent';

/**
 * Units of bids by the campaign's `bid_type`: "On CPI campaigns, this is the CPI in USD. For RET,
 * ROAS_AD_BASED, and ROAS_IAP, this is the percent goal (50 =50%). For CPP and CPE, this is the goal
 * event value in USD." (Campaign Management API, Table of Fields for Countries Objects)
 */
const UNITS: Record<string, string> = {
	CPE: 'USD per goal event',
	CPI: 'USD per install',
	CPP_GOAL: 'USD per goal event',
	RET: PERCENT,
	ROAS_AD_BASED: PERCENT,
	ROAS_IAP: PERCENT,
};

/** The table of campaigns has CPP_GOAL, the table of countries CPP. */
const OTHER_NAMES: Record<string, string> = { CPP: 'CPP_GOAL' };

/** A percent goal below this was meant as a share of 1: 0.5 for 50%, 1.5 for 150%. */
const LEAST_PERCENT = 2;

/** A bid as entered: above 0, in a unit that only the campaign knows. */
export interface GivenBid {
	amount: number;
	/** Whether it was entered with its unit, as in "1.5%". */
	saysPercent: boolean;
	/** What messages call it. */
	label: string;
	/** Whether it is added to the present bid, and so may be below 0. */
	isDifference?: boolean;
}

/** A value without a percent sign behind its number. */
export function withoutSign(value: unknown): { number: unknown; saysPercent: boolean } {
	const text = typeof value === 'string' ? value.trim() : '';
	const saysPercent = /[\d.]\s*%$/.test(text);
	return { number: saysPercent ? text.slice(0, -1) : value, saysPercent };
}

/**
 * A bid with up to four decimals, and a percent sign if its unit was entered.
 *
 * @param advice what to do instead of entering 0
 * @throws InputError for anything but an amount above 0
 */
export function readGivenBid(value: unknown, label: string, advice: string): GivenBid {
	const { number, saysPercent } = withoutSign(value);
	return { amount: toAmount(number, label, advice, BID_DECIMALS), saysPercent, label };
}

/**
 * Refuses a bid that can't be meant in the unit of this bid type.
 *
 * @param bidType one that {@link knownBidType} has returned
 * @throws InputError that says how to write the bid
 */
export function checkUnit(
	{ amount, saysPercent, label, isDifference = false }: GivenBid,
	bidType: string,
): void {
	const unit = UNITS[bidType];
	if (unit !== PERCENT && saysPercent) {
		throw new InputError(
			`'${label}' must be a number, not '${amount}%': bids of ${bidType} are in ${unit}`,
			'Enter the amount in USD, without a sign, such as 2.9.',
		);
	}
	if (unit !== PERCENT || saysPercent || Math.abs(amount) >= LEAST_PERCENT) return;
	const meant = Math.round(amount * 10_000) / 100;
	throw new InputError(
		`'${label}' is ${amount}, which would be ${isDifference ? 'a change by' : 'a goal of'} ${amount}%: bids of ${bidType} are in percent`,
		`50 means 50%: enter 50, not 0.5, for half, and here ${meant} for ${meant}%. If ${amount}% is meant, enter it with its sign: ${amount}%.`,
	);
}

/** A bid type in the spelling of the form; undefined for anything else. */
export function knownBidType(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const name = value.trim().toUpperCase();
	const type = OTHER_NAMES[name] ?? name;
	return Object.hasOwn(UNITS, type) ? type : undefined;
}

/** The unit of a bid type that {@link knownBidType} has returned: "USD per install", "percent". */
export function unitOf(bidType: string): string {
	return UNITS[bidType];
}

/** A bid type with its unit, for messages: "CPI (USD per install)". */
export function inWords(bidType: string): string {
	return `${bidType} (${UNITS[bidType]})`;
}

/**
 * The bid type that AppLovin states for a campaign.
 *
 * @throws ApiFailure if the unit of the campaign's bids can't be known: 50 could be USD or percent
 */
export function toldBidType(value: unknown, campaignId: string): string {
	const type = knownBidType(value);
	if (type !== undefined) return type;
	throw new ApiFailure(
		isBlank(value)
			? `AppLovin's response is missing the bid type of campaign ${campaignId}, so the unit of its bids is not known`
			: `AppLovin returned the bid type ${quote(value)} of campaign ${campaignId}, whose unit is not known`,
		{
			description:
				'Nothing was changed: the bid could be read as USD or as percent. Set it in AppLovin, and use Target: Get to see what the campaign has.',
		},
	);
}
