/**
 * `npm test` runs a sample of the tables in which every operation meets every fault, and `npm run
 * test:whole` all of them. The sample changes with each commit and with n8n's line, so that a few
 * commits cover all rows.
 */
const { N8N_LINE } = globalThis as { N8N_LINE?: string };

/** What chooses the rows: `all`, or a whole number that scripts/run.mjs derives from the commit. */
const { SAMPLE = 'all' } = process.env;

/** Whether all rows run. */
export const isWhole = SAMPLE === 'all';

/** A number that is the same for equal texts. */
const numberOf = (text: string) =>
	[...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);

/**
 * One row in this many, or all of them.
 *
 * @param rows one `it` each
 * @param oneIn how many rows each row in the sample stands for
 * @param table distinguishes tables with the same rows, so that each has another sample
 */
export function sampleOf<Row>(rows: readonly Row[], oneIn: number, table = ''): Row[] {
	if (isWhole || rows.length === 0) return [...rows];
	const step = Math.min(oneIn, rows.length);
	const first = (Number(SAMPLE) + Number(N8N_LINE ?? 0) * 3 + numberOf(table)) % step;
	return rows.filter((_, index) => index % step === first);
}
