import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import { ApiFailure, InputError } from '../../common/ground/errors';
import { wantsPreview } from '../../common/guard/preview';
import type { KnownAmount } from '../../common/guard/spend';
import { isAbove, plainNumber, quote, sumOfMoney } from '../../common/ground/values';
import { BID_TYPES } from '../shared/choices';
import { checkLimits, spendLimits } from '../transport/request';
import { inWords, toldBidType } from './bidUnits';
import { DEFAULT_COUNTRY } from './choice';
import type { Countries, PresentTargets } from './presentTargets';
import { readTargets, withRows } from './presentTargets';
import { rowLabel, rowPlace } from './formRows';
import { BID_TYPE_LABEL, COUNTRIES_LABEL, VALUES } from './targetCountries';

/** Longer lists of countries are not given in a message. */
const MOST_LISTED = 10;

function listed(codes: string[]): string {
	const more = codes.length - MOST_LISTED;
	const shown = codes.slice(0, MOST_LISTED).join(', ');
	return more > 0 ? `${shown} and ${more} more` : shown;
}

const serves = ({ disabled }: IDataObject): boolean => disabled === false;
const valuesIn = (row: IDataObject): string[] => Object.keys(VALUES).filter((name) => name in row);

/** A form's rows, and what it says about the campaign. */
interface RowsOfForm {
	rows: IDataObject[];
	bidType: unknown;
	/** Whether the item is the only row; by default the rows are the form's. */
	isItem?: boolean;
}

/** Refuses a form that assumes another unit for the campaign's bids than theirs. */
function checkBidType(formType: unknown, { bidType }: PresentTargets, campaignId: string): void {
	const own = toldBidType(bidType, campaignId);
	const chosen = toChoice(formType, BID_TYPE_LABEL, BID_TYPES);
	if (chosen === own) return;
	throw new InputError(
		`The campaign bids on ${inWords(own)}, but '${BID_TYPE_LABEL}' says ${inWords(chosen)}`,
		`Nothing was sent. Choose ${own}, and enter the bids in its unit; or choose another campaign.`,
	);
}

/** Refuses values for a country that is not served and that the row does not switch on. */
function checkServed({ rows, isItem }: RowsOfForm, before: Countries): void {
	rows.forEach((row, index) => {
		const [name] = valuesIn(row);
		const code = String(row.country);
		if (name === undefined || code === DEFAULT_COUNTRY) return;
		if (serves(row) || before.has(code)) return;
		throw new InputError(
			`'${rowLabel(COUNTRIES_LABEL, isItem ? undefined : index, VALUES[name])}' is set for ${code}, where the campaign is not served`,
			"Nothing was sent. Set 'Serve in Country' to Yes in this row to serve the campaign there too, or choose another country.",
		);
	});
}

/** The countries with a value of their own. */
function having(name: string, countries: Countries): string[] {
	return [...countries]
		.filter(([code, values]) => code !== DEFAULT_COUNTRY && values[name] !== undefined)
		.map(([code]) => code);
}

/**
 * Refuses a value that the request would leave both in DEFAULT and in a country. A value that is
 * already in both is not the request's fault.
 */
function checkPlaces(rows: IDataObject[], before: Countries): void {
	const after = withRows(before, rows);
	for (const [name, title] of Object.entries(VALUES)) {
		const shared = after.get(DEFAULT_COUNTRY)?.[name];
		if (shared === undefined) continue;
		const wasShared = before.get(DEFAULT_COUNTRY)?.[name] !== undefined;
		const own = having(name, after);
		const added = own.filter((code) => !wasShared || before.get(code)?.[name] === undefined);
		if (added.length === 0) continue;
		throw wasShared
			? new InputError(
					`'${title}' is set for ${listed(added)}, but the campaign has one in ${DEFAULT_COUNTRY} (${quote(shared)}), which its countries share`,
					`Nothing was sent. Set it in a row for ${DEFAULT_COUNTRY} instead. To give each country its own, change that in AppLovin itself: nothing here takes it out of ${DEFAULT_COUNTRY}.`,
				)
			: new InputError(
					`'${title}' is set for ${DEFAULT_COUNTRY}, but the campaign has its own in ${listed(added)}`,
					`Nothing was sent. Set it in a row for each of these countries instead, or disable them.`,
				);
	}
}

/** What a campaign may spend a day in all its countries; an amount in DEFAULT is for all of them. */
function dailyBudget(countries: Countries): number {
	const amounts = [...countries].flatMap(([code, { budget }]) => {
		if (budget === undefined) return [];
		const amount = plainNumber(budget);
		if (Number.isFinite(amount) && amount >= 0) return [amount];
		throw new ApiFailure(
			`AppLovin returned the daily budget ${quote(budget)} for ${code}, so the limit for daily budgets in the credential can't be checked`,
			{ description: 'Nothing was changed.' },
		);
	});
	return sumOfMoney(...amounts);
}

/** Refuses to switch on a country whose own budget can't be seen: AppLovin hides disabled ones. */
function checkBudgetsKnown({ rows, isItem }: RowsOfForm, before: Countries): void {
	const after = withRows(before, rows);
	if (after.get(DEFAULT_COUNTRY)?.budget !== undefined) return;
	rows.forEach((row, index) => {
		const { country, budget } = row;
		if (!serves(row) || budget !== undefined) return;
		if (country === DEFAULT_COUNTRY || before.has(String(country))) return;
		throw new InputError(
			`'${rowPlace(COUNTRIES_LABEL, isItem ? undefined : index)}' serves ${String(country)} without a '${VALUES.budget}', so the limit for daily budgets in the credential can't be checked`,
			'Nothing was sent. Enter its daily budget in the row: the country may come back with the one it had before.',
		);
	});
}

/**
 * The campaign's daily budget once the rows are applied, if it is above the limit: rows that do not
 * raise it are no reason to refuse it.
 */
function dailyBudgetAbove(limit: number, form: RowsOfForm, before: Countries): KnownAmount[] {
	const { rows } = form;
	if (!rows.some((row) => 'budget' in row || serves(row))) return [];
	checkBudgetsKnown(form, before);
	const after = withRows(before, rows);
	const value = dailyBudget(after);
	if (!isAbove(value, limit) || !isAbove(value, dailyBudget(before))) return [];
	const count = having('budget', after).length;
	const name = `${VALUES.budget} of the campaign's ${count} countries together`;
	return [{ spend: 'dailyBudget', name, value }];
}

/**
 * The campaign's targeting as it is now, which the rows of a form fit.
 *
 * @param form.bidType what the form says about the campaign
 * @throws InputError for another unit of bids than the form's, and for a country that is not served;
 *   ApiFailure if the targeting can't be read
 */
export async function presentFor(
	context: IExecuteFunctions,
	itemIndex: number,
	campaignId: string,
	form: RowsOfForm,
): Promise<{ countries: Countries }> {
	const { rows, bidType } = form;
	const present = await readTargets(context, itemIndex, campaignId);
	if (rows.some((row) => 'bid' in row)) checkBidType(bidType, present, campaignId);
	const { countries } = present;
	if (countries === undefined) {
		throw new ApiFailure(
			`AppLovin's response is missing a list of the countries of the campaign ${campaignId}`,
			{ description: 'Nothing was changed. Use Target: Get to see what AppLovin returns.' },
		);
	}
	checkServed(form, countries);
	return { countries };
}

/**
 * Checks a request against the campaign's current targeting: the unit of its bids, the countries it is
 * served in, values in DEFAULT or in each country, and the credential's limit for all its daily
 * budgets together. A preview, which sends nothing, reads nothing either.
 *
 * @param changes the request as it is sent
 * @param form what the form says about the campaign and its rows
 * @throws InputError for a broken rule; ApiFailure if the targeting can't be read
 */
export async function checkAgainstCampaign(
	context: IExecuteFunctions,
	itemIndex: number,
	campaignId: string,
	changes: IDataObject,
	form: Pick<RowsOfForm, 'bidType' | 'isItem'>,
): Promise<void> {
	if (wantsPreview(context, itemIndex)) return;
	const rows = (changes.countries ?? []) as IDataObject[];
	const { dailyBudget: limit } = await spendLimits(context, itemIndex);
	const sets = rows.some((row) => valuesIn(row).length > 0);
	if (!sets && !(limit !== undefined && rows.some(serves))) return;

	await checkLimits(context, changes, itemIndex);
	const { countries } = await presentFor(context, itemIndex, campaignId, { ...form, rows });
	checkPlaces(rows, countries);
	if (limit === undefined) return;
	await checkLimits(context, changes, itemIndex, dailyBudgetAbove(limit, { ...form, rows }, countries));
}
