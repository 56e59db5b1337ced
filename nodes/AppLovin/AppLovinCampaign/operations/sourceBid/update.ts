import type { IDataObject } from 'n8n-workflow';

import { isRelative } from '../../../../common/form/amountChange';
import { InputError } from '../../../../common/ground/errors';
import type { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation } from '../../../../common/run/operation';
import { withUnit } from '../../../../common/ground/units';
import { isBlank, quote, toDecimal } from '../../../../common/ground/values';
import { bodyFormatOption } from '../../../shared/bodyFormat';
import type { GivenBid } from '../../bidUnits';
import { campaignProperty } from '../../campaignId';
import { howProperties, readAtMost, readHow, readRowAmount } from '../../changeBy';
import type { RowsForm } from '../../formRows';
import { BID_DECIMALS, checkKeys, rowLabel, rowPlace, rowsOptions, rowsProperties } from '../../formRows';
import type { SourceBidForm } from '../../sourceBidRows';
import {
	BID_LABEL,
	NO_OVERRIDE,
	sendSourceBids,
	SOURCE_BID_KEYS,
	sourceBidFields,
} from '../../sourceBidRows';

const BID = BID_LABEL;
const PERCENTAGE = 'Bid Override';

/** At -100 percent nothing of the bid would be left. */
const LEAST_PERCENTAGE = -100;

const KIND = {
	decimals: BID_DECIMALS,
	advice: 'To remove a source bid, use the operation Clear.',
	isBid: true,
};

const AT_MOST = {
	displayName: 'At Most',
	name: 'atMost',
	unit: 'USD or Percent',
	example: '4',
};

const FORM: RowsForm = {
	name: 'source_bids',
	displayName: 'Source Bids',
	row: 'Source Bid',
	description: 'The source bids to add or change. Each row takes either a value or a percentage.',
	fields: [
		...sourceBidFields,
		// The amounts are text, so that an empty one differs from a mistaken 0.
		{
			displayName: withUnit(BID, 'USD or Percent'),
			name: 'bid_value',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1.2345',
			description:
				"The bid in this app, or the change to it, depending on 'How Amounts Change', for example 1.2345. It is in USD, or in percent for RET, ROAS_AD_BASED and ROAS_IAP: 50 means 50%, and a goal below 2% needs a percent sign. Leave empty to use the percentage.",
		},
		{
			displayName: withUnit(PERCENTAGE, 'Percent'),
			name: 'bid_override_percentage',
			type: 'string',
			default: '',
			placeholder: 'e.g. 10',
			description:
				"How far above the campaign's bid, or below it if negative: 100 doubles the bid, 10 raises it by 10%, -20 lowers it by 20%. Leave empty to use the value.",
		},
	],
	required: SOURCE_BID_KEYS,
	example: '[{"app_id": "da605e6f950f1aec", "country": "gb", "bid_value": 1.2345}]',
};

/** All fields of a row. */
const TITLES = {
	app_id: 'App',
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
		'-20 means 20% less than the bid. To stop serving in an app, pause the source.',
	);
}

/**
 * "At most one of these values can be other than "default"." Without either, the override would be
 * cleared.
 */
function valuesOf(
	row: IDataObject,
	index: number | undefined,
	how: string,
): { values: IDataObject; bid?: GivenBid } {
	const place = rowPlace(FORM.displayName, index);
	const { bid_value: bid, bid_override_percentage: percentage } = row;
	checkKeys(row, TITLES, place);
	if (isSet(bid) && isSet(percentage)) {
		throw new InputError(`'${place}' has both '${BID}' and '${PERCENTAGE}'`, 'Keep one of them.');
	}
	if (isSet(bid)) {
		const label = rowLabel(FORM.displayName, index, BID);
		const given = readRowAmount(bid, label, how, KIND);
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
		'Enter one of them. To remove a source bid, use the operation Clear.',
	);
}

function readForm({ read }: Item, faults: Faults): SourceBidForm {
	const how = faults.attempt(() => readHow(read)) ?? '';
	const atMost = isRelative({ how })
		? faults.attempt(() => readAtMost(read(AT_MOST.name), AT_MOST.displayName, KIND))
		: undefined;
	return { rows: FORM, how, atMost, valuesOf: (row, index) => valuesOf(row, index, how) };
}

/** Sets bids by app and country. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update source bids',
	description: "Add or change bids that override a campaign's own bids in certain apps",
	endpoint: 'POST /source_bids/{campaign_id}',
	document: 'Campaign Management API, "/source_bids/campaign_id"',
	writes: true,
	properties: [
		campaignProperty,
		...howProperties('No Bid Value Is Set', 'bid value', [AT_MOST]),
		...rowsProperties(FORM),
		rowsOptions([bodyFormatOption]),
	],
	execute: async (item) => await sendSourceBids(item, (faults) => readForm(item, faults)),
};
