import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { isBlank, toAmount, toBoolean, toUrl } from '../../common/ground/values';
import { BID_TYPES } from '../shared/choices';
import { toChoice, withoutDefault } from '../../common/form/choice';
import { checkUnit, readGivenBid } from './bidUnits';
import { DEFAULT_COUNTRY, TARGET_COUNTRIES } from './choice';
import { checkKeys, checkOnce, rowLabel } from './formRows';

/** The label of the rows' field, for messages. */
export const COUNTRIES_LABEL = 'Countries';
const LABEL = COUNTRIES_LABEL;

const UNCHANGED = 'unchanged';
const ENABLE = 'enable';
const DISABLE = 'disable';

const onlyWhileServed: INodeProperties['displayOptions'] = { hide: { disabled: [DISABLE] } };

// The amounts are text, so that an empty one ("leave it as it is") differs from a mistaken 0.
const fields: INodeProperties[] = [
	{
		displayName: 'Country',
		name: 'country',
		type: 'options',
		options: withoutDefault(TARGET_COUNTRIES),
		default: '',
		description:
			'The country whose values change, for example Germany (de), or DEFAULT for the values that its countries share. Each stands in one row only.',
	},
	{
		displayName: 'Serve Here',
		name: 'disabled',
		type: 'options',
		options: [
			{ name: 'Leave Unchanged', value: UNCHANGED },
			{
				name: 'No: Disable',
				value: DISABLE,
				description: 'Ends the campaign there. Get does not return the country any more.',
			},
			{ name: 'Yes: Enable', value: ENABLE, description: 'Adds the country, or takes it back' },
		],
		default: UNCHANGED,
		description: 'Whether the campaign is served in the country, for example No to end it there',
	},
	{
		displayName: 'Bid',
		name: 'bid',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2.9',
		displayOptions: onlyWhileServed,
		description:
			"New bid, above 0; empty leaves it unchanged. The unit depends on the campaign's bid type: percent for RET, ROAS_AD_BASED and ROAS_IAP, where 50 means 50%, else USD, for example 2.9. A goal below 2% needs its sign: 1.5%.",
	},
	{
		displayName: 'Daily Budget',
		name: 'budget',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1000',
		displayOptions: onlyWhileServed,
		description: 'New budget per day in USD, above 0, for example 1000. Empty leaves it unchanged.',
	},
	{
		displayName: 'Click URL',
		name: 'click_url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://app.adjust.com/123abc',
		displayOptions: onlyWhileServed,
		description:
			'New address that tracks clicks, with https:// and macros such as {CAMPAIGN_NAME} as they are, for example https://app.adjust.com/123abc?campaign={CAMPAIGN_NAME}. Empty leaves it unchanged.',
	},
	{
		displayName: 'Impression URL',
		name: 'impression_url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://s2s.adjust.com/impression/123abc',
		displayOptions: onlyWhileServed,
		description:
			'New address that tracks impressions, with https:// and macros such as {CAMPAIGN_NAME} as they are, for example https://s2s.adjust.com/impression/123abc?campaign={CAMPAIGN_NAME}. Empty leaves it unchanged.',
	},
];

export const countriesProperty: INodeProperties = {
	displayName: LABEL,
	name: 'countries',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add country',
	default: {},
	description:
		"What changes, by country. Countries without a row stay as they are. Bid, budget and each address stand either in the row DEFAULT or in the countries' own rows.",
	options: [{ displayName: 'Country', name: 'rows', values: fields }],
};

export const BID_TYPE_LABEL = 'Bid Type of the Campaign';

/** Only asked for to check the unit of the bids: it is read-only in the API. */
export const bidTypeProperty: INodeProperties = {
	displayName: BID_TYPE_LABEL,
	name: 'bid_type',
	type: 'options',
	options: [
		{ name: 'No Bid Is Set', value: '', description: 'Enough while no row below sets a bid' },
		...BID_TYPES,
	],
	default: '',
	description:
		'Needed when a row sets a bid, because the unit of bids depends on it: percent for RET, ROAS_AD_BASED and ROAS_IAP, where 50 means 50%, else USD. It is not sent, but compared with what the campaign has.',
};

/** The values that stand either in DEFAULT or in the countries' own rows. */
export const VALUES: Record<string, string> = {
	bid: 'Bid',
	budget: 'Daily Budget',
	click_url: 'Click URL',
	impression_url: 'Impression URL',
};

/** All fields of a row. */
const TITLES = { country: 'Country', disabled: 'Serve Here', ...VALUES };

/** Whether a country is switched off (true) or on (false); undefined leaves it as it is. */
function readDisabled(value: unknown, label: string): boolean | undefined {
	if (isBlank(value) || value === UNCHANGED) return undefined;
	if (value === DISABLE) return true;
	if (value === ENABLE) return false;
	return toBoolean(value, label);
}

const HOW_TO_STOP =
	"To stop spending there set 'Serve Here' to No; to leave the value as it is leave it empty.";

function readBid(value: unknown, label: string, bidType: unknown): number {
	const bid = readGivenBid(value, label, HOW_TO_STOP);
	if (isBlank(bidType)) {
		throw new InputError(
			`'${BID_TYPE_LABEL}' must be chosen when a bid is set`,
			'The unit of the bid depends on it: percent for RET and ROAS, USD for the others.',
		);
	}
	checkUnit(bid, toChoice(bidType, BID_TYPE_LABEL, BID_TYPES));
	return bid.amount;
}

/** One row as it is sent, without fields that the user left empty. */
function readCountry(row: IDataObject, index: number, bidType: unknown): IDataObject {
	const label = (field: string): string => rowLabel(LABEL, index, field);
	checkKeys(row, TITLES, `${LABEL} ${index + 1}`, []);
	const country = toChoice(row.country, label('Country'), TARGET_COUNTRIES);
	const disabled = readDisabled(row.disabled, label('Serve Here'));

	if (disabled === true && country === DEFAULT_COUNTRY) {
		throw new InputError(
			`'${label('Serve Here')}' is No for ${DEFAULT_COUNTRY}, which is no country that could be disabled`,
			'Disable countries in rows of their own. To pause the campaign everywhere use Campaign: Update.',
		);
	}

	const given = Object.keys(VALUES).filter((name) => name in row);
	if (disabled === true && given.length > 0) {
		throw new InputError(
			`'${label(VALUES[given[0]])}' is set for ${country}, which is disabled`,
			'A country that is disabled has no other values.',
		);
	}
	if (disabled === undefined && given.length === 0) {
		throw new InputError(
			`'${LABEL} ${index + 1}' changes nothing for ${country}`,
			"Enter a value, set 'Serve Here' to Yes to target it with the shared values, or remove the row.",
		);
	}
	const values = given.map((name) => {
		if (name === 'bid') return [name, readBid(row.bid, label(VALUES.bid), bidType)];
		if (name === 'budget') {
			return [name, toAmount(row.budget, label(VALUES.budget), HOW_TO_STOP)];
		}
		return [name, toUrl(row[name], label(VALUES[name]))];
	});
	return {
		country,
		...(Object.fromEntries(values) as IDataObject),
		...(disabled === undefined ? {} : { disabled }),
	};
}

/**
 * `countries` as it is sent. "A campaign either has a total budget shared by all countries, or each
 * country needs a specific budget. Therefore, the bid, budget, and URL values should either be in the
 * DEFAULT object or in each country-specific object." Here the rule is kept within one request; what
 * AppLovin already has is checked before sending.
 */
export function readCountries(rows: IDataObject[], bidType: unknown): IDataObject[] {
	const countries = rows.map((row, index) => readCountry(row, index, bidType));
	checkOnce(
		countries.map(({ country }) => String(country)),
		LABEL,
	);
	const shared = countries.find(({ country }) => country === DEFAULT_COUNTRY) ?? {};
	for (const [name, title] of Object.entries(VALUES)) {
		if (shared[name] === undefined) continue;
		const own = countries.find((row) => row.country !== DEFAULT_COUNTRY && row[name] !== undefined);
		if (own === undefined) continue;
		throw new InputError(
			`'${title}' is set both for ${DEFAULT_COUNTRY} and for ${String(own.country)}`,
			'Set it either once in DEFAULT for all countries, or in the row of each country.',
		);
	}
	return countries;
}
