import type { IDataObject } from 'n8n-workflow';

import { isBlank } from '../../common/ground/values';
import { isText, ratioOf } from './columns';

const MILLIONTH = 1e6;

/**
 * A value as it is returned: figures are text in the answers ("12.50") and become numbers, IDs and names
 * stay text (a leading zero is no figure's), and null and "" both mean that AppLovin says nothing.
 */
function valueOf(column: string, value: unknown): IDataObject[string] {
	if (isBlank(value)) return null;
	if (isText(column)) return String(value);
	const isNumber = typeof value === 'number' || /^\s*-?(0|[1-9]\d{0,14})(\.\d+)?\s*$/.test(String(value));
	return isNumber ? Number(value) : (value as string);
}

/**
 * A row with figures as numbers, and a ratio beside each column of ROAS that was asked for.
 *
 * @param roas columns of ROAS whose ratio is wanted; they need not be in the row themselves
 */
export function figured(row: IDataObject, roas: string[], isWeb = false): IDataObject {
	const values = Object.fromEntries(
		Object.entries(row).map(([column, value]) => [column, valueOf(column, value)]),
	) as IDataObject;
	const ratios = roas.flatMap((column) => {
		const ratio = ratioOf(column, isWeb);
		if (ratio === undefined) return [];
		const [revenue, cost] = [values[ratio.revenue], values.cost];
		const isKnown = typeof revenue === 'number' && typeof cost === 'number' && cost > 0;
		return [[ratio.name, isKnown ? Math.round((revenue / cost) * MILLIONTH) / MILLIONTH : null]];
	});
	return { ...values, ...(Object.fromEntries(ratios) as IDataObject) };
}
