import { UserError } from 'n8n-workflow';

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
			throw new UserError(`Columns ${both} are named "${name.slice(0, 60)}". Rename one.`);
		}
		positions.set(name, position);
	});
}
