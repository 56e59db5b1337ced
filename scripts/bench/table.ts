/** A Markdown table with columns of equal width; the first column is text, the others are figures. */
export function table(header: string[], rows: string[][]): string {
	const all = [header, ...rows];
	const widths = header.map((_, column) => Math.max(...all.map((row) => row[column].length)));
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const padded = (row: string[]) =>
		line(
			row.map((cell, column) =>
				column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
			),
		);
	const rule = widths.map((width, column) =>
		column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
	);
	return [padded(header), line(rule), ...rows.map(padded)].join('\n');
}
