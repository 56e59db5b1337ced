import type { IDataObject } from 'n8n-workflow';

import { isRelative } from '../../common/form/amountChange';
import { claimChanges } from '../../common/run/changedOnce';
import type { Item } from '../../common/run/item';
import { knownBidType, unitOf } from './bidUnits';
import { DEFAULT_COUNTRY } from './choice';
import { BID_DECIMALS } from './formRows';
import type { Countries } from './presentTargets';
import type { RowChange } from './rowAmounts';
import { isMoved, rowChange } from './rowAmounts';
import { VALUES } from './targetCountries';
import { presentFor } from './targetRules';

/** The amounts of a country. */
const AMOUNTS = ['bid', 'budget'];

/** Whether any of the rows sets an amount. */
export function haveAmounts(rows: IDataObject[]): boolean {
	return rows.some((row) => AMOUNTS.some((name) => name in row));
}

/** The amounts that rows set, by the API's names. */
export function amountsIn(rows: IDataObject[]): string[] {
	return AMOUNTS.filter((name) => rows.some((row) => name in row));
}

/** How a form's rows change amounts. */
export interface TargetForm {
	campaignId: string;
	rows: IDataObject[];
	bidType: unknown;
	/** As `readHow` returns it. */
	how: string;
	/** Whether the item is the only row; by default the rows are the form's. */
	isItem?: boolean;
	/** What an amount never passes, by the API's names. */
	atMost: Record<string, number>;
}

/** Why a country has no amount of its own; undefined if it may have one. */
function whyNone(name: string, code: string, before: Countries): string | undefined {
	if (code === DEFAULT_COUNTRY || before.get(code)?.[name] !== undefined) return undefined;
	if (!before.has(code)) return 'the campaign is not served there yet';
	const shared = before.get(DEFAULT_COUNTRY)?.[name];
	return shared === undefined ? undefined : `it shares the one in ${DEFAULT_COUNTRY}`;
}

function changesOf(
	row: IDataObject,
	{ bidType, how, atMost }: TargetForm,
	before: Countries,
): RowChange[] {
	const code = String(row.country);
	return AMOUNTS.filter((name) => name in row).map((name) => {
		const type = knownBidType(bidType);
		const unit = name === 'budget' ? 'USD per day' : type === undefined ? '' : unitOf(type);
		const decimals = name === 'budget' ? 2 : BID_DECIMALS;
		return rowChange({
			amount: { value: name, name: VALUES[name], decimals, unit },
			how,
			by: Number(row[name]),
			atMost: atMost[name],
			row: { country: code },
			present: before.get(code)?.[name],
			of: code,
			whyNone: whyNone(name, code, before),
		});
	});
}

/** The row with the amounts that it leads to; undefined if nothing of it is left to send. */
function sentRow(
	row: IDataObject,
	changes: RowChange[],
	how: string,
): IDataObject | undefined {
	const after = { ...row };
	for (const change of changes) {
		if (!isRelative({ how }) || isMoved(change)) after[change.name] = change.new;
		else delete after[change.name];
	}
	return Object.keys(after).length > 1 ? after : undefined;
}

/**
 * Rows as they are sent, computed from the campaign's present amounts.
 *
 * @throws InputError for an amount that an earlier item changes by Add or Percent too, and where there
 *   is none to start from; ApiFailure if the targeting can't be read
 */
export async function plannedRows(
	item: Item,
	form: TargetForm,
): Promise<{ rows: IDataObject[]; changes: RowChange[] }> {
	const { campaignId, rows, how } = form;
	if (isRelative({ how })) {
		for (const name of amountsIn(rows)) {
			const codes = rows.filter((row) => name in row).map(({ country }) => String(country));
			const ids = codes.map((code) => `${code} of campaign ${campaignId}`);
			claimChanges(item, VALUES[name], 'country', ids);
		}
	}
	const { countries } = await presentFor(item.context, item.index, campaignId, form);
	const planned = rows.map((row) => {
		const changes = changesOf(row, form, countries);
		return { sent: sentRow(row, changes, how), changes };
	});
	return {
		rows: planned.map(({ sent }) => sent).filter((row) => row !== undefined),
		changes: planned.flatMap(({ changes }) => changes),
	};
}
