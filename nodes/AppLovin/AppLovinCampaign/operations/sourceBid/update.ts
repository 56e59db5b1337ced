import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../../../common/ground/errors';
import type { Operation } from '../../../../common/run/operation';
import { isBlank, quote, toDecimal } from '../../../../common/ground/values';
import { bodyFormatOption } from '../../../shared/bodyFormat';
import { writeOptionsCollection } from '../../../shared/options';
import type { GivenBid } from '../../bidUnits';
import { readGivenBid } from '../../bidUnits';
import { campaignProperty } from '../../campaignId';
import type { RowsForm } from '../../formRows';
import { BID_DECIMALS, checkKeys, rowLabel, rowsProperties } from '../../formRows';
import { NO_OVERRIDE, sendSourceBids, sourceBidFields } from '../../sourceBidRows';

const BID = 'Bid Value';
const PERCENTAGE = 'Bid Override (Percent)';

/** At -100 percent nothing of the bid would be left. */
const LEAST_PERCENTAGE = -100;

const FORM: RowsForm = {
	name: 'source_bids',
	displayName: 'Source Bids',
	row: 'Source Bid',
	description: 'The bids to add or change. Each row has either a value or a percentage.',
	fields: [
		...sourceBidFields,
		// The amounts are text, so that an empty one differs from a mistaken 0.
		{
			displayName: BID,
			name: 'bid_value',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1.2345',
			description:
				"The bid in this app, above 0, in the unit of the campaign's bids: USD, or percent for RET, ROAS_AD_BASED and ROAS_IAP, where 50 means 50% and a goal below 2% needs its sign. For example 1.2345. Leave it empty to use the percentage.",
		},
		{
			displayName: PERCENTAGE,
			name: 'bid_override_percentage',
			type: 'string',
			default: '',
			placeholder: 'e.g. 10',
			description:
				"Percent over the campaign's bid, or under it when negative: 100 means twice the bid, 10 means 10% more, -20 means 20% less. Leave it empty to use the value.",
		},
	],
	example: '[{"app_id": "da605e6f950f1aec", "country": "gb", "bid_value": 1.2345}]',
};

/** All fields of a row. */
const TITLES = {
	app_id: 'App ID',
	country: 'Country',
	bid_value: BID,
	bid_override_percentage: PERCENTAGE,
};

function isSet(value: unknown): boolean {
	return !isBlank(value) && value !== NO_OVERRIDE;
}

function toPercentage(value: unknown, label: string): number {
	const percentage = toDecimal(value, label, BID_DECIMALS);
	if (percentage > LEAST_PERCENTAGE) return percentage;
	throw new InputError(
		`'${label}' must be above ${LEAST_PERCENTAGE}, not ${quote(value)}`,
		'-20 means 20% less than the bid. To end serving in an app, pause the source.',
	);
}

/**
 * "At most one of these values can be other than "default"." Without either, the override would be
 * cleared.
 */
function valuesOf(row: IDataObject, index: number): { values: IDataObject; bid?: GivenBid } {
	const place = `${FORM.displayName} ${index + 1}`;
	const { bid_value: bid, bid_override_percentage: percentage } = row;
	checkKeys(row, TITLES, place);
	if (isSet(bid) && isSet(percentage)) {
		throw new InputError(`'${place}' has both '${BID}' and '${PERCENTAGE}'`, 'Keep one of them.');
	}
	if (isSet(bid)) {
		const label = rowLabel(FORM.displayName, index, BID);
		const given = readGivenBid(bid, label, 'To remove an override use the operation Clear.');
		const values = { bid_value: given.amount, bid_override_percentage: NO_OVERRIDE };
		return { values, bid: given };
	}
	if (isSet(percentage)) {
		const label = rowLabel(FORM.displayName, index, PERCENTAGE);
		const over = toPercentage(percentage, label);
		return { values: { bid_value: NO_OVERRIDE, bid_override_percentage: over } };
	}
	throw new InputError(
		`'${place}' has neither '${BID}' nor '${PERCENTAGE}'`,
		'Enter one of them. To remove an override use the operation Clear.',
	);
}

/** Sets bids by app and country. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update source bids',
	description: 'Add or change bids that override those of a campaign in certain apps',
	endpoint: 'POST /source_bids/{campaign_id}',
	document: 'Campaign Management API, "/source_bids/campaign_id"',
	writes: true,
	properties: [
		campaignProperty,
		...rowsProperties(FORM),
		writeOptionsCollection([bodyFormatOption]),
	],
	execute: async ({ context, index: itemIndex }) => await sendSourceBids(context, itemIndex, FORM, valuesOf),
};
