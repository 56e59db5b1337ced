import type { IDataObject } from 'n8n-workflow';

import type { AmountChange, ChangedAmount } from '../../common/form/amountChange';
import {
	changedAmount,
	changeInWords,
	isRelative,
	presentAmount,
} from '../../common/form/amountChange';
import { InputError } from '../../common/ground/errors';
import { Faults } from '../../common/ground/faults';
import { isBlank, isObject, plainNumber, quote } from '../../common/ground/values';
import { decimalText } from '../axonShared/values';

/** Stands for the one amount that all countries share. */
export const SHARED = '*';

/** An amount of campaigns that is either one for all countries or one for each. */
export interface CountryAmount {
	/** The API's name of the object that holds both forms: `budget`. */
	part: string;
	/** The API's names of its two forms. */
	all: string;
	map: string;
	/** The fewest decimals that are sent. */
	decimals: number;
	/** Its unit in words for this campaign: "USD per day". */
	unitOf(campaign: IDataObject): string;
	/** @throws InputError for a new amount that this campaign can't have */
	check(amount: number, campaign: IDataObject, country: string | undefined): void;
	/** @throws InputError for a change whose unit is not the campaign's */
	checkChange(change: AmountChange, campaign: IDataObject): void;
}

/** One amount of a campaign that is to be changed. */
export interface AmountRow {
	/** An upper-case code, or {@link SHARED}. */
	country: string;
	change: AmountChange;
}

/** What becomes of it. */
export interface PlannedRow extends Omit<ChangedAmount, 'old'> {
	country: string;
	/** Undefined if there was none. */
	old?: number;
}

/** What becomes of a campaign's amounts. */
export interface Plan {
	/** The complete object as it is sent; undefined if nothing changes. */
	fields: IDataObject | undefined;
	/** By country; an error for each that can't be changed. */
	rows: Map<string, PlannedRow | InputError>;
	/** Whether the campaign gets the other of the two forms. */
	isSwitched: boolean;
}

/** The amounts that a campaign has now. */
interface Present {
	shared: unknown;
	byCountry: Record<string, unknown>;
	/** Where it is served; empty if the list does not say so. */
	served: string[];
	name: string;
}

type Held = Pick<CountryAmount, 'map' | 'part'>;

/** The amounts by country that AppLovin lists, those of removed countries too, by upper-case code. */
export function heldAmounts(campaign: IDataObject, { part, map }: Held): Array<[string, unknown]> {
	const held = isObject(campaign[part]) ? campaign[part][map] : undefined;
	return Object.entries(isObject(held) ? held : {}).map(([code, value]) => [code.toUpperCase(), value]);
}

function presentOf(campaign: IDataObject, amount: CountryAmount): Present {
	const { part, all } = amount;
	const held = isObject(campaign[part]) ? campaign[part] : {};
	const { targeting } = campaign;
	const codes = Array.isArray(targeting) ? targeting.filter(isObject) : [];
	const served = codes
		.map(({ country_code: code }) => String(code ?? '').toUpperCase())
		.filter(Boolean);
	return {
		shared: isBlank(held[all]) ? undefined : held[all],
		// The amount of a country that was removed stays listed, and AppLovin refuses it if it is sent again.
		byCountry: Object.fromEntries(
			heldAmounts(campaign, amount).filter(
				([code]) => served.length === 0 || served.includes(code),
			),
		),
		served,
		name: `campaign ${String(campaign.id)}`,
	};
}

/** The countries that have an amount of their own. */
export function ownCountries(campaign: IDataObject, amount: CountryAmount): string[] {
	return Object.keys(presentOf(campaign, amount).byCountry);
}

/** Why a country has no amount that could be changed; undefined if it has one. */
function whyNone(country: string, { shared, byCountry, served }: Present): string | undefined {
	const hasMap = Object.keys(byCountry).length > 0;
	if (country === SHARED) {
		return isBlank(shared) && hasMap ? "it has one by country: choose 'By Country'" : undefined;
	}
	if (!isBlank(byCountry[country])) return undefined;
	if (served.length > 0 && !served.includes(country)) return 'the campaign is not served there';
	return hasMap ? undefined : "the campaign has one for all countries: choose 'All Countries'";
}

function planned(
	{ country, change }: AmountRow,
	campaign: IDataObject,
	amount: CountryAmount,
	present: Present,
): PlannedRow {
	const { shared, byCountry, served, name } = present;
	const of = country === SHARED ? name : `${country} in ${name}`;
	amount.checkChange(change, campaign);
	const now = country === SHARED ? shared : byCountry[country];
	if (isRelative(change)) {
		const old = presentAmount(change, now, of, whyNone(country, present));
		const changed = changedAmount(change, old, of);
		if (changed.new !== old) amount.check(changed.new, campaign, country);
		return { country, ...changed };
	}
	if (country !== SHARED && served.length > 0 && !served.includes(country)) {
		throw new InputError(
			`'${change.amount.name}' can't be set for ${of}: the campaign is not served there`,
			'Nothing was sent for it. Add the country with Update first.',
		);
	}
	amount.check(change.by, campaign, country);
	const old = plainNumber(now);
	return { country, new: change.by, ...(old > 0 ? { old } : {}) };
}

/**
 * Another country's amount as it is sent again: text as AppLovin gave it, to the last digit, since
 * nobody asked to change it. AppLovin takes amounts as text only, so a number becomes text, without what
 * a float left.
 *
 * @throws InputError for one that is no plain number: "5,000" can be read in two ways, and is refused
 */
function kept(
	[country, value]: [string, unknown],
	{ decimals }: Pick<CountryAmount, 'decimals'>,
	name: string,
): string {
	const number = plainNumber(value);
	if (Number.isFinite(number)) return typeof value === 'string' ? value : decimalText(number, decimals);
	throw new InputError(
		`AppLovin lists ${quote(value)} for ${country} in ${name}, which can't be sent again with the others`,
		`Nothing was sent for it. Set ${country} too, in 'Countries' of the same item.`,
	);
}

/** @throws InputError if a campaign would be left without an amount for some of its countries */
function checkComplete(
	rows: PlannedRow[],
	{ byCountry, shared, served, name }: Present,
	label: string,
): void {
	if (Object.keys(byCountry).length > 0) return;
	const missing = served.filter((code) => rows.every(({ country }) => country !== code));
	if (missing.length === 0) return;
	const now = isBlank(shared) ? 'none yet' : `one for all countries (${String(shared)})`;
	throw new InputError(
		`'${label}' of ${name} is ${now}: by country, it must be set for each of its countries, and ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`,
		"Nothing was sent for it. Name them all in 'Countries' of one item, or choose 'All Countries'.",
	);
}

/**
 * What changes make of a campaign's amounts. The API takes either form as a whole, so the amounts of all
 * other countries are sent again as they are.
 *
 * @param rows all of one form
 * @param label the form's word for the amount: "Daily Budget"
 */
export function planAmounts(
	campaign: IDataObject,
	amount: CountryAmount,
	rows: AmountRow[],
	label: string,
): Plan {
	const present = presentOf(campaign, amount);
	const found = new Map<string, PlannedRow | InputError>();
	const attempt = (country: string, read: () => PlannedRow): void => {
		const faults = new Faults();
		const row = faults.attempt(read);
		found.set(country, row ?? faults.asError());
	};
	for (const row of rows) attempt(row.country, () => planned(row, campaign, amount, present));
	const good = () =>
		[...found.values()].filter((row) => !(row instanceof InputError)) as PlannedRow[];
	const isShared = rows.some(({ country }) => country === SHARED);
	if (!isShared) {
		for (const { country } of good()) {
			attempt(country, () => {
				checkComplete(good(), present, label);
				return found.get(country) as PlannedRow;
			});
		}
	}
	const moved = good().filter(
		(row) => row.old === undefined || row.old !== row.new || isSet(rows, row),
	);
	if (moved.length === 0) return { fields: undefined, rows: found, isSwitched: false };
	const { part, all, map, decimals } = amount;
	const asText = ({ new: value }: PlannedRow): string => decimalText(value, decimals);
	const hasMap = Object.keys(present.byCountry).length > 0;
	if (isShared) {
		return { fields: { [part]: { [all]: asText(moved[0]) } }, rows: found, isSwitched: hasMap };
	}
	const own = new Map(moved.map((row) => [row.country, asText(row)]));
	const others = Object.entries(present.byCountry).map((entry) => [
		entry[0],
		own.get(entry[0]) ?? kept(entry, amount, present.name),
	]);
	const whole = Object.fromEntries([...others, ...own]) as IDataObject;
	return {
		fields: { [part]: { [map]: whole } },
		rows: found,
		isSwitched: !hasMap && present.shared !== undefined,
	};
}

/**
 * The amounts by country for a campaign that is served elsewhere from now on: those of its countries as
 * they were read, and no others. No document says what becomes of the amount of a removed country: one
 * that stays would count again, unseen, once the country is added again.
 *
 * @param codes where the campaign is served from now on
 * @param added which of them are new: what AppLovin still lists for them counts again
 * @returns the complete object as it is sent; undefined if it can stay as it is
 * @throws InputError for an amount that can't be sent again
 */
export function amountsOf(
	campaign: IDataObject,
	amount: Held & Pick<CountryAmount, 'decimals'>,
	codes: string[],
	added: string[],
): IDataObject | undefined {
	const all = heldAmounts(campaign, amount);
	const own = all.filter(([code]) => codes.includes(code));
	const isSame = own.length === all.length && own.every(([code]) => !added.includes(code));
	if (isSame || own.length === 0) return undefined;
	const name = `campaign ${String(campaign.id)}`;
	const sent = own.map((entry) => [entry[0], kept(entry, amount, name)]);
	return { [amount.part]: { [amount.map]: Object.fromEntries(sent) as IDataObject } };
}

/** Whether an amount is set, and so sent even if it is the present one. */
function isSet(rows: AmountRow[], { country }: PlannedRow): boolean {
	return rows.some((row) => row.country === country && !isRelative(row.change));
}

/** The other form that a campaign still has after it was given one; undefined if it has none. */
export function leftForm(
	campaign: IDataObject,
	amount: CountryAmount,
	isShared: boolean,
): string | undefined {
	const { shared, byCountry } = presentOf(campaign, amount);
	const codes = Object.keys(byCountry);
	if (isShared) return codes.length > 0 ? `amounts for ${codes.join(', ')}` : undefined;
	return isBlank(shared) || plainNumber(shared) === 0
		? undefined
		: `${String(shared)} for all countries`;
}

/** A planned amount in words, as a preview shows it: "50 → 60 (USD per day)". */
export function rowInWords(
	{ old, new: wanted, reason }: PlannedRow,
	change: AmountChange,
	unit: string,
): string {
	if (old === undefined) return `${wanted} (${unit})`;
	return changeInWords({ amount: { ...change.amount, unit } }, { old, new: wanted, reason });
}
