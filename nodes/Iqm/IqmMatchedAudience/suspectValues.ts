import type { ColumnKinds, ValueKind } from '../../tables';
import type { ColumnMap } from './mapping';
import { findColumn } from './mapping';
import { keyNamed } from './systemFields';

/** Values of a mapped column that a spreadsheet has probably spoilt. */
export interface SuspectValues {
	column: string;
	kind: 'zipWithoutLeadingZero' | 'scientificNotation';
	count: number;
}

const ZIP = 'Residence_Addresses_Zip';

/** Phone numbers, ZIP codes and IDs look like numbers but are not. */
function isNumberLike(key: string): boolean {
	return /^Phone$|Telephones|Zip|ID$/i.test(key);
}

/** Whether a field's values are examined. */
function isWatched(key: string): boolean {
	return key === 'Email' || isNumberLike(key);
}

/**
 * The columns of the file whose values are examined in every record.
 *
 * @param chosen the mapping that the user chose; undefined if columns are mapped by their names
 */
export function columnsToWatch(header: string[], chosen: ColumnMap | undefined): string[] {
	if (chosen === undefined) return header.filter((name) => isWatched(keyNamed(name) ?? ''));
	return chosen.flatMap(([name, key]) => (isWatched(key) ? (findColumn(name, header) ?? []) : []));
}

const KINDS: Array<{
	kind: SuspectValues['kind'];
	values: ValueKind[];
	isSuspect: (key: string) => boolean;
}> = [
	{
		kind: 'zipWithoutLeadingZero',
		values: ['shortZip', 'longZip'],
		isSuspect: (key) => key === ZIP,
	},
	{ kind: 'scientificNotation', values: ['exponent'], isSuspect: isNumberLike },
];

/**
 * What spreadsheets have done to values of the mapped columns: United States ZIP codes, which have
 * five or nine digits, lose their leading zeros; long numbers lose their last digits.
 */
export function suspectValues(columns: ColumnMap, watched: ColumnKinds[]): SuspectValues[] {
	return columns.flatMap(([column, key]) => {
		const kinds = watched.find((one) => one.column === column);
		if (kinds === undefined) return [];
		return KINDS.flatMap(({ kind, values, isSuspect }) => {
			const count = values.reduce((sum, value) => sum + kinds.count(value), 0);
			return count > 0 && isSuspect(key) ? [{ column, kind, count }] : [];
		});
	});
}

const IN_WORDS: Record<SuspectValues['kind'], [one: string, many: string]> = {
	zipWithoutLeadingZero: [
		'looks like a ZIP code that lost its leading zero',
		'look like ZIP codes that lost their leading zero',
	],
	scientificNotation: [
		'is a number in scientific notation (such as 3.45679E+09)',
		'are numbers in scientific notation (such as 3.45679E+09)',
	],
};

/** The hint for the user, in plain words. */
export function suspectsInWords(suspects: SuspectValues[], fileName: string): string {
	const found = suspects.map(({ column, kind, count }) => {
		const [one, many] = IN_WORDS[kind];
		return count === 1 ? `1 value of '${column}' ${one}` : `${count} values of '${column}' ${many}`;
	});
	return `In '${fileName}' ${found.join(', and ')}. IQM will probably not match anyone by them. Format the column as text in Excel before filling it, and export the file again.`;
}
