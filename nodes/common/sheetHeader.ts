import { UserError } from 'n8n-workflow';

import { columnLetters } from './cellText';
import { looksLikeData } from './header';
import type { CellValue, SheetReader } from './sheetReader';

/**
 * The names of the columns of the table in a sheet, A first, up to the last one that has a name.
 *
 * Columns without a name are an error even where they have no value either, as in a table that begins
 * at B2: what IQM makes of them is documented nowhere.
 *
 * @throws UserError that gives the letters of columns that have no name or the same
 */
export function headerOf(
	reader: SheetReader,
	sheet: string,
	textOf: (value: CellValue | undefined) => string,
): string[] {
	const [header] = reader.kept;
	const names = Array.from({ length: reader.width }, (_, column) => textOf(header.get(column)));
	const earlier = new Map<string, string>();
	for (const [column, name] of names.entries()) {
		const letters = columnLetters(column);
		if (name.trim() === '') {
			throw new UserError(
				`The header has no name for column ${letters} of the sheet '${sheet}'. Give it one, or remove that column.`,
			);
		}
		const first = earlier.get(name);
		if (first !== undefined) {
			// Clipped, because a sheet that is no table can have any text here.
			const shown = looksLikeData(names) ? 'the same' : `"${name.slice(0, 60)}"`;
			throw new UserError(
				`Columns ${first} and ${letters} of the sheet '${sheet}' are named ${shown}. Rename one.`,
			);
		}
		earlier.set(name, letters);
	}
	return names;
}
