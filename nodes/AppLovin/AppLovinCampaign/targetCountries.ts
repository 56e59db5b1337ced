import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { Faults } from '../../common/ground/faults';
import { withUnit } from '../../common/ground/units';
import { isBlank, toBoolean, toUrl } from '../../common/ground/values';
import { BID_TYPES } from '../shared/choices';
import { toChoice, withoutDefault } from '../../common/form/choice';
import type { GivenBid } from './bidUnits';
import { checkUnit } from './bidUnits';
import type { AtMost } from './changeBy';
import { readAtMost, readRowAmount } from './changeBy';
import { DEFAULT_COUNTRY, TARGET_COUNTRIES } from './choice';
import { BID_DECIMALS, checkKeys, checkOnce, rowLabel, rowPlace } from './formRows';
import { ONLY_FORM } from './itemRows';

/** The label of the rows' field, for messages. */
export const COUNTRIES_LABEL = 'Countries';
const LABEL = COUNTRIES_LABEL;

const UNCHANGED = 'unchanged';
const ENABLE = 'enable';
const DISABLE = 'disable';

const onlyWhileServed: INodeProperties['displayOptions'] = { hide: { disabled: [DISABLE] } };

// The amounts are text, so that an empty one ("leave it as it is") differs from a mistaken 0.
export const countryFields: INodeProperties[] = [
	{
		displayName: 'Country',
		name: 'country',
		type: 'options',
		options: withoutDefault(TARGET_COUNTRIES),
		default: '',
		description:
			'The country to change, for example Germany (de), or DEFAULT for the values that all its countries share. Use one row per country.',
	},
	{
		displayName: 'Serve in Country',
		name: 'disabled',
		type: 'options',
		options: [
			{ name: 'Leave Unchanged', value: UNCHANGED },
			{
				name: 'No: Disable',
				value: DISABLE,
				description: 'Stops the campaign there. Get no longer returns the country.',
			},
			{ name: 'Yes: Enable', value: ENABLE, description: 'Adds the country, or enables it again' },
		],
		default: UNCHANGED,
		description: 'Whether to serve the campaign in the country, for example No to stop it there',
	},
	{
		displayName: withUnit('Bid', 'USD or Percent'),
		name: 'bid',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2.9',
		displayOptions: onlyWhileServed,
		description:
			"New bid, or the change to it, depending on 'How Amounts Change', for example 2.9. It is in percent for RET, ROAS_AD_BASED and ROAS_IAP (50 means 50%), in USD for other bid types. A goal below 2% needs a percent sign: 1.5%. Leave empty to keep the current bid.",
	},
	{
		displayName: withUnit('Daily Budget', 'USD'),
		name: 'budget',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1000',
		displayOptions: onlyWhileServed,
		description:
			"New daily budget, or the change to it, depending on 'How Amounts Change', for example 1000. Leave empty to keep the current budget.",
	},
	{
		displayName: 'Click URL',
		name: 'click_url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://app.adjust.com/123abc',
		displayOptions: onlyWhileServed,
		description:
			'New click tracking URL, including https:// and macros such as {CAMPAIGN_NAME}, for example https://app.adjust.com/123abc?campaign={CAMPAIGN_NAME}. Leave empty to keep the current one.',
	},
	{
		displayName: 'Impression URL',
		name: 'impression_url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://s2s.adjust.com/impression/123abc',
		displayOptions: onlyWhileServed,
		description:
			'New impression tracking URL, including https:// and macros such as {CAMPAIGN_NAME}, for example https://s2s.adjust.com/impression/123abc?campaign={CAMPAIGN_NAME}. Leave empty to keep the current one.',
	},
];

export const countriesProperty: INodeProperties = {
	displayName: LABEL,
	name: 'countries',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add country',
	default: {},
	displayOptions: ONLY_FORM,
	description:
		"What to change, by country; 'Countries Without a Row' decides what happens to the others. Enter the bid, the budget and each URL either once in the DEFAULT row or in each country's own row.",
	options: [{ displayName: 'Country', name: 'rows', values: countryFields }],
};

export const BID_TYPE_LABEL = 'Campaign Bid Type';

/** Only asked for to check the unit of the bids: it is read-only in the API. */
export const bidTypeProperty: INodeProperties = {
	displayName: BID_TYPE_LABEL,
	name: 'bid_type',
	type: 'options',
	options: [
		{ name: 'No Bid Is Set', value: '', description: 'Choose this if no row below sets a bid' },
		...BID_TYPES,
	],
	default: '',
	description:
		'Required if a row sets a bid, because it determines the unit: percent for RET, ROAS_AD_BASED and ROAS_IAP (50 means 50%), USD for the others. It is only compared with the bid type of the campaign, not changed.',
};

/** The values that stand either in DEFAULT or in the countries' own rows. */
export const VALUES: Record<string, string> = {
	bid: 'Bid',
	budget: 'Daily Budget',
	click_url: 'Click URL',
	impression_url: 'Impression URL',
};

/** All fields of a row. */
const TITLES = { country: 'Country', disabled: 'Serve in Country', ...VALUES };

/** Whether a country is switched off (true) or on (false); undefined leaves it as it is. */
function readDisabled(value: unknown, label: string): boolean | undefined {
	if (isBlank(value) || value === UNCHANGED) return undefined;
	if (value === DISABLE) return true;
	if (value === ENABLE) return false;
	return toBoolean(value, label);
}

const HOW_TO_STOP =
	"To stop spending there, set 'Serve in Country' to No; to keep the current value, leave it empty.";

const BID = { decimals: BID_DECIMALS, advice: HOW_TO_STOP, isBid: true };
const BUDGET = { decimals: 2, advice: HOW_TO_STOP, isBid: false };

/** What a form says about all its rows. */
export interface RowsFacts {
	bidType: unknown;
	/** As `readHow` returns it. */
	how: string;
	/** Whether the item is the only row; by default the rows are the form's. */
	isItem?: boolean;
}

function checkBid(bid: GivenBid, { bidType, how }: RowsFacts): number {
	if (isBlank(bidType)) {
		throw new InputError(
			`'${BID_TYPE_LABEL}' must be chosen when a bid is set`,
			'The unit of the bid depends on it: percent for RET and ROAS, USD for the others.',
		);
	}
	const type = toChoice(bidType, BID_TYPE_LABEL, BID_TYPES);
	if (how !== 'percent') checkUnit(bid, type);
	return bid.amount;
}

/** The amounts that are never passed, for Add and Percent. */
export const AT_MOST: Record<string, AtMost> = {
	bid: {
		displayName: 'At Most: Bid',
		name: 'atMostBid',
		unit: 'USD or Percent',
		hint: 'Required if a row changes a bid',
		example: '4',
	},
	budget: {
		displayName: 'At Most: Daily Budget',
		name: 'atMostBudget',
		unit: 'USD',
		hint: 'For each country; required if a row changes a daily budget',
		example: '1500',
	},
};

/** The amount that `name` never passes; `name` is one of {@link AT_MOST}. */
export function readRowsAtMost(value: unknown, name: string, facts: RowsFacts): number {
	const { displayName } = AT_MOST[name];
	if (name === 'budget') return readAtMost(value, displayName, BUDGET).amount;
	return checkBid(readAtMost(value, displayName, BID), { ...facts, how: 'set' });
}

/** A value of a row as it is sent. */
function readValue(value: unknown, name: string, label: string, facts: RowsFacts): number | string {
	if (name !== 'bid' && name !== 'budget') return toUrl(value, label);
	const given = readRowAmount(value, label, facts.how, name === 'bid' ? BID : BUDGET);
	return name === 'bid' ? checkBid(given, facts) : given.amount;
}

/**
 * One row as it is sent, without fields that the user left empty.
 *
 * @throws InputError for everything that is wrong with it
 */
function readCountry(row: IDataObject, index: number, facts: RowsFacts): IDataObject {
	const faults = new Faults();
	const number = facts.isItem ? undefined : index;
	const label = (field: string): string => rowLabel(LABEL, number, field);
	faults.attempt(() => checkKeys(row, TITLES, rowPlace(LABEL, number), []));
	const country = faults.rule(() => toChoice(row.country, label('Country'), TARGET_COUNTRIES));
	const disabled = faults.rule(() => readDisabled(row.disabled, label('Serve in Country')));
	const given = Object.keys(VALUES).filter((name) => name in row);
	const where = country ?? 'the country';

	if (disabled === true && country === DEFAULT_COUNTRY) {
		faults.wrong(
			`'${label('Serve in Country')}' is No for ${DEFAULT_COUNTRY}, which is not a country and can't be disabled`,
			'Disable each country in its own row. To pause the campaign everywhere, use Campaign: Pause.',
		);
	}
	if (disabled === true && given.length > 0) {
		faults.wrong(
			`'${label(VALUES[given[0]])}' is set for ${where}, which is disabled`,
			"A disabled country can't have other values.",
		);
	}
	faults.rule((wrong) => {
		if (disabled !== undefined || given.length > 0) return;
		wrong(
			`'${rowPlace(LABEL, number)}' changes nothing for ${where}`,
			"Enter a value, set 'Serve in Country' to Yes to serve it with the shared values, or remove the row.",
		);
	});
	const values = given.map((name) => {
		const read = () => readValue(row[name], name, label(VALUES[name]), facts);
		return [name, faults.rule(read)];
	});
	faults.throwAny();
	return {
		country,
		...(Object.fromEntries(values) as IDataObject),
		...(disabled === undefined ? {} : { disabled }),
	};
}

/**
 * `countries` as it is sent, or what its amounts change by. "A campaign either has a total budget shared by all countries, or each
 * country needs a specific budget. Therefore, the bid, budget, and URL values should either be in the
 * DEFAULT object or in each country-specific object." Here the rule is kept within one request; what
 * AppLovin already has is checked before sending.
 *
 * @throws InputError for everything that is wrong with the rows
 */
export function readCountries(rows: IDataObject[], facts: RowsFacts): IDataObject[] {
	const faults = new Faults();
	const countries = rows.flatMap((row, index): IDataObject[] => {
		const country = faults.attempt(() => readCountry(row, index, facts));
		return country === undefined ? [] : [country];
	});
	faults.attempt(() =>
		checkOnce(
			countries.map(({ country }) => String(country)),
			LABEL,
		),
	);
	const shared = countries.find(({ country }) => country === DEFAULT_COUNTRY) ?? {};
	for (const [name, title] of Object.entries(VALUES)) {
		if (shared[name] === undefined) continue;
		const own = countries.find((row) => row.country !== DEFAULT_COUNTRY && row[name] !== undefined);
		if (own === undefined) continue;
		faults.wrong(
			`'${title}' is set both for ${DEFAULT_COUNTRY} and for ${String(own.country)}`,
			'Set it either once in DEFAULT for all countries, or in the row of each country.',
		);
	}
	faults.throwAny();
	return countries;
}
