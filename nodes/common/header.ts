import { UserError } from 'n8n-workflow';

/**
 * Whether a header holds a person, because the file has none: then its names are not shown. Told by an
 * e-mail address, the digits of a phone number, or a ZIP code.
 */
export function looksLikeData(columns: string[]): boolean {
	return columns.some(
		(name) =>
			/@|(\d[\s()./\u2010-\u2015\u2212-]*){9}/.test(name) || /^\s*\d{5}(-\d{4})?\s*$/.test(name),
	);
}

/**
 * Checks that every column has a name and that no two have the same.
 *
 * @throws UserError that gives the positions, the first being 1
 */
export function checkHeader(columns: string[]): void {
	const positions = new Map<string, number>();
	columns.forEach((name, index) => {
		const position = index + 1;
		if (name.trim() === '') {
			throw new UserError(`The header has no name for column ${position}. Give it one.`);
		}
		const earlier = positions.get(name);
		if (earlier !== undefined) {
			const both = `${earlier} and ${position}`;
			// Clipped, because a file that is no table can have any text here.
			const shown = looksLikeData(columns) ? 'the same' : `"${name.slice(0, 60)}"`;
			throw new UserError(`Columns ${both} are named ${shown}. Rename one.`);
		}
		positions.set(name, position);
	});
}
