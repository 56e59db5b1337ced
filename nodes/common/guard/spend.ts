import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

import { InputError } from '../ground/errors';
import { withUnit } from '../ground/units';
import { isAbove, isBlank, isObject, plainNumber, quote, saidBoolean, sumOfMoney, toNumber } from '../ground/values';

/** What a credential can limit. Amounts are in the account's currency. */
export type Spend = 'dailyBudget' | 'totalBudget' | 'bid' | 'reportCost';

/** The highest amounts that a credential allows; a missing one means no limit. */
export type SpendLimits = Partial<Record<Spend, number>>;

interface LimitField {
	name: string;
	displayName: string;
	/** In the plural, for sentences. */
	what: string;
	example: number;
}

const FIELDS: Record<Spend, LimitField> = {
	dailyBudget: {
		name: 'highestDailyBudget',
		displayName: 'Daily Budget Limit',
		what: 'daily budgets',
		example: 500,
	},
	totalBudget: {
		name: 'highestTotalBudget',
		displayName: 'Total Budget Limit',
		what: 'total budgets',
		example: 10_000,
	},
	bid: { name: 'highestBid', displayName: 'Bid Limit', what: 'bids', example: 15 },
	reportCost: {
		name: 'highestReportCost',
		displayName: 'Report Cost Limit',
		what: 'report costs',
		example: 100,
	},
};

/** A unit other than the account's currency, in title case, and what else to know. */
interface LimitUnit {
	unit: string;
	note?: string;
}

function limitField(spend: Spend, { unit, note }: LimitUnit): INodeProperties {
	const { name, displayName, what, example } = FIELDS[spend];
	const refused = `Nodes refuse ${what} above this amount, whether they come from a form, an expression, Additional JSON or an AI agent`;
	const sentences = [refused, ...(note === undefined ? [] : [note]), 'Leave empty for no limit'];
	const description = `${sentences.join('. ')}.`;
	return {
		displayName: withUnit(displayName, unit),
		name,
		// Text, so that an empty field, which means no limit, differs from a limit of 0.
		type: 'string',
		default: '',
		placeholder: `e.g. ${example}`,
		hint: 'Leave empty for no limit',
		description,
	};
}

/** The credential's fields for these limits. */
export function spendLimitFields(
	spends: Spend[],
	units: Partial<Record<Spend, LimitUnit>> = {},
): INodeProperties[] {
	return spends.map((spend) => limitField(spend, units[spend] ?? { unit: 'Account Currency' }));
}

/**
 * Reads a credential's limits.
 *
 * @throws InputError for a limit that is not an amount: ignoring it would silently lift the limit
 */
export function readSpendLimits(credentials: ICredentialDataDecryptedObject): SpendLimits {
	const limits: SpendLimits = {};
	for (const spend of Object.keys(FIELDS) as Spend[]) {
		const { name, displayName } = FIELDS[spend];
		const value = credentials[name];
		if (isBlank(value)) continue;
		const limit = toNumber(value, displayName);
		if (limit < 0) throw new InputError(`'${displayName}' must not be below 0, not ${limit}`);
		limits[spend] = limit;
	}
	return limits;
}

/** Every field with one of these names, anywhere in a request, under its label. */
function fieldsIn(
	body: unknown,
	names: Record<string, Spend>,
	labels: Record<string, string>,
): KnownAmount[] {
	if (Array.isArray(body)) return body.flatMap((entry) => fieldsIn(entry, names, labels));
	if (!isObject(body)) return [];
	return Object.entries(body).flatMap(([key, value]) => {
		const name = labels[key] ?? key;
		const own = Object.hasOwn(names, key) ? [{ spend: names[key], name, value }] : [];
		return [...own, ...fieldsIn(value, names, labels)];
	});
}

/** What an API's requests say about money, by field name. */
export interface MoneyFields {
	amounts: Record<string, Spend>;
	/** Objects of amounts by country, each of which is limited. */
	maps?: Record<string, Spend>;
	/** Objects of amounts by country that are spent together: their sum is limited. */
	sums?: Record<string, Spend>;
	/** Percentages of an amount that the request does not hold, so that the limit can't be checked. */
	relative: Record<string, Spend>;
	/** Fields that, once switched on or above 0, replace an amount: spending then has no cap. */
	uncapped: Record<string, Spend>;
	/** Words in place of an amount that set none. */
	noAmounts: string[];
	/** The forms' labels of all of these, without units: messages say them in place of the API's names. */
	labels: Record<string, string>;
}

/** An amount that a request sets without holding it, such as that of the campaign it duplicates. */
export interface KnownAmount {
	spend: Spend;
	/** How messages name it: by the form's label. */
	name: string;
	value: unknown;
}

function checkAmount(
	{ spend, name, value }: KnownAmount,
	noAmounts: string[],
	limit: number | undefined,
): void {
	if (limit === undefined || isBlank(value) || noAmounts.includes(String(value))) return;
	const { displayName, what } = FIELDS[spend];
	// Text such as "1,000" would exceed no limit, and "0x10" can be read in two ways.
	const amount = plainNumber(value);
	if (Number.isNaN(amount)) {
		throw new InputError(
			`'${name}' must be a number, not ${quote(value)}: the credential limits ${what} to ${limit}`,
			'Nothing was sent. Enter the amount without separators or a currency sign, such as 1000.50.',
		);
	}
	if (!isAbove(amount, limit)) return;
	throw new InputError(
		`'${name}' (${quote(value)}) is above ${limit}, the limit for ${what} in the credential`,
		`Nothing was sent. Lower it, or raise '${displayName}' in the credential.`,
	);
}

/** Objects of amounts as their amounts, named with their keys: "Goal (US)". */
function entriesOf({ spend, name, value }: KnownAmount): KnownAmount[] {
	if (!isObject(value)) return [{ spend, name, value }];
	return Object.entries(value).map(([key, entry]) => ({ spend, name: `${name} (${key})`, value: entry }));
}

/** The sum of an object of amounts; what is no amount is refused on its own. */
function sumOf(amount: KnownAmount): KnownAmount[] {
	const entries = entriesOf(amount);
	const sum = sumOfMoney(...entries.map(({ value }) => plainNumber(value)));
	return entries.length < 2 ? [] : [{ ...amount, name: `${amount.name} (Sum of All Countries)`, value: sum }];
}

/** Whether a field without a readable amount sets nothing: switched off, or not above 0. */
function setsNothing(value: unknown, noAmounts: string[]): boolean {
	if (isBlank(value) || saidBoolean(value) === false) return true;
	if (noAmounts.includes(String(value))) return true;
	return plainNumber(value) <= 0;
}

/**
 * Refuses a request that sets more money than the credential allows. It looks at the request itself,
 * so it does not matter where a value came from.
 *
 * @param known amounts that the request sets without holding them
 * @throws InputError that names field, value and limit
 */
export function checkSpend(
	body: unknown,
	fields: MoneyFields,
	limits: SpendLimits,
	known: KnownAmount[] = [],
): void {
	const { labels } = fields;
	const summed = fieldsIn(body, fields.sums ?? {}, labels);
	const maps = [...fieldsIn(body, fields.maps ?? {}, labels), ...summed].flatMap(entriesOf);
	for (const amount of [...fieldsIn(body, fields.amounts, labels), ...maps, ...summed.flatMap(sumOf), ...known]) {
		checkAmount(amount, fields.noAmounts, limits[amount.spend]);
	}
	for (const { spend, name, value } of fieldsIn(body, fields.uncapped, labels)) {
		const limit = limits[spend];
		if (limit === undefined || setsNothing(value, fields.noAmounts)) continue;
		const { displayName, what } = FIELDS[spend];
		throw new InputError(
			`'${name}' (${quote(value)}) leaves no amount to check against ${limit}, the limit for ${what} in the credential`,
			`Nothing was sent. Set a budget instead, or clear '${displayName}' in the credential.`,
		);
	}
	for (const { spend, name, value } of fieldsIn(body, fields.relative, labels)) {
		if (limits[spend] === undefined || setsNothing(value, fields.noAmounts)) continue;
		const { displayName, what } = FIELDS[spend];
		throw new InputError(
			`'${name}' (${quote(value)}) raises an amount by a percentage, so the limit for ${what} in the credential can't be checked`,
			`Nothing was sent. Enter the amount itself, or clear '${displayName}' in the credential.`,
		);
	}
}
