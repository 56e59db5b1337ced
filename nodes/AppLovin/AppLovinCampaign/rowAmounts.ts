import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { AmountChange, ChangedAmount } from '../../common/form/amountChange';
import { changedAmount, changeInWords, isRelative, presentAmount } from '../../common/form/amountChange';
import { Previewed, wantsPreview } from '../../common/guard/preview';
import { isBlank, plainNumber } from '../../common/ground/values';
import type { OperationResult } from '../../common/run/operation';

/** What becomes of one amount of a row. */
export interface RowChange extends Pick<ChangedAmount, 'new' | 'reason'> {
	/** What identifies the row, under the API's names. */
	row: IDataObject;
	/** The API's name of the amount. */
	name: string;
	/** The form's word for it. */
	field: string;
	unit: string;
	/** Undefined if there was none, or it is not known. */
	old?: number;
}

/** How one amount of a row changes, and what it is now. */
export interface RowAmount extends AmountChange {
	row: IDataObject;
	present: unknown;
	/** What has the amount: "gb". */
	of: string;
	/** Why there is none that could be changed, if that is known. */
	whyNone?: string;
}

/**
 * Computes an amount from the present one.
 *
 * @throws InputError for Add or Percent where there is nothing to start from
 */
export function rowChange(given: RowAmount): RowChange {
	const { row, amount, by, present, of, whyNone } = given;
	const known = { row, name: amount.value, field: amount.name, unit: amount.unit };
	if (isRelative(given)) {
		return { ...known, ...changedAmount(given, presentAmount(given, present, of, whyNone), of) };
	}
	const old = plainNumber(present);
	return isBlank(present) || !(old > 0) ? { ...known, new: by } : { ...known, old, new: by };
}

/** Whether there is anything to send. */
export function isMoved({ old, new: wanted }: RowChange): boolean {
	return old !== wanted;
}

/** "3 → 3.3 (USD per install)" by row and field, as a preview shows it. */
export function linesOf(changes: RowChange[]): IDataObject {
	return Object.fromEntries(
		changes.map(({ row, field, unit, old, new: wanted, reason }) => [
			`${field} of ${Object.values(row).join(' in ')}`,
			old === undefined
				? `${wanted} (${unit})`
				: changeInWords({ amount: { value: '', name: field, decimals: 0, unit } }, { old, new: wanted, reason }),
		]),
	);
}

/** Old and new amounts in a result. */
export function shownOf(changes: RowChange[]): IDataObject {
	if (changes.length === 0) return {};
	const shown = changes.map(({ row, field, unit, old, new: wanted, reason }) => ({
		...row,
		field,
		...(old === undefined ? {} : { old }),
		new: wanted,
		unit,
		...(reason === undefined ? {} : { reason }),
	}));
	return { changes: shown };
}

/**
 * The result where everything stays as it is.
 *
 * @param more what else a preview and the result hold
 * @throws Previewed if the item previews
 */
export function nothingToSend(
	context: IExecuteFunctions,
	itemIndex: number,
	campaignId: string,
	changes: RowChange[],
	more: { lines?: IDataObject; shown?: IDataObject } = {},
): OperationResult {
	const lines = { ...linesOf(changes), ...more.lines };
	if (wantsPreview(context, itemIndex)) throw new Previewed([], { lines });
	const kept = { ...shownOf(changes), ...more.shown };
	const result = { campaign_id: campaignId, updated: false, unchanged: true, ...kept };
	return { results: [result], raw: {} };
}
