import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { UserError } from 'n8n-workflow';

import { inspectCsv, type CsvInspection } from '../../nodes/common/inspectCsv';
import {
	anyChunkSizes,
	anyHeader,
	anyStyle,
	anyText,
	chunksOf as chunks,
	csvBytes,
	GENERATED_FILES,
	GENERATED_TIMEOUT_MS,
	written,
} from '../support/csvFiles';

describe('inspectCsv against csv-parse', () => {
	const OPTIONS = { bom: true, relax_column_count: true, skip_empty_lines: true };

	const isVisible = (character: string) => character > ' ';

	/** What inspectCsv has to say, worked out from the records that csv-parse finds. */
	function expected(
		records: string[][],
		samples = 3,
	): Omit<CsvInspection, 'size' | 'hasBom' | 'encoding'> {
		const [columns, ...rows] = records;
		const ragged = rows.flatMap((row, i) => (row.length === columns.length ? [] : [i + 1]));
		return {
			columns,
			rows: rows.length,
			sampleValues: columns.map((_, c) => rows.slice(0, samples).map((row) => row[c] ?? '')),
			delimiter: ',',
			filled: columns.map((_, c) => rows.some((row) => [...(row[c] ?? '')].some(isVisible))),
			raggedRows: ragged.length,
			hashes: [],
			...(ragged.length > 0 ? { firstRaggedRow: ragged[0] } : {}),
		};
	}

	const cell = fc.record({ value: anyText, quoted: fc.boolean() });

	const csvFile = fc
		.record({
			style: anyStyle,
			names: anyHeader,
			quoteNames: fc.boolean(),
			// As many values as the header, or any number of them.
			rows: fc.oneof(
				fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
				fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { maxLength: 12 }),
			),
			isFilled: fc.boolean(),
			samples: fc.nat({ max: 3 }),
			sizes: anyChunkSizes,
		})
		.map(({ names, quoteNames, isFilled, rows, ...rest }) => {
			// One column shows no delimiter, and then it is taken to be the comma.
			const delimiter = names.length === 1 ? ',' : rest.style.delimiter;
			const style = { ...rest.style, delimiter } as const;
			const header = names.map((value) => written({ value, quoted: quoteNames }));
			const isRegular = rows.every((row) => row.length === 5);
			const lines = rows.map((row) => (isRegular ? row.slice(0, names.length) : row).map(written));
			// Once every column has had a value, records are read in another way.
			if (isFilled) lines.unshift(names.map(() => 'x'));
			const bytes = csvBytes([header, ...lines], style);
			return { ...rest, bytes, hasBom: style.bom, delimiter };
		});

	it(
		'finds the same records in well-formed files',
		async () => {
			await fc.assert(
				fc.asyncProperty(csvFile, async ({ bytes, hasBom, delimiter, sizes, samples }) => {
					const records: string[][] = parse(bytes, { ...OPTIONS, delimiter });
					expect(await inspectCsv(chunks(bytes, sizes), { samples })).toEqual({
						...expected(records, samples),
						size: bytes.length,
						hasBom,
						encoding: bytes.some((byte) => byte > 127) ? 'UTF-8' : 'ASCII',
						delimiter,
					});
				}),
				{ numRuns: GENERATED_FILES },
			);
		},
		GENERATED_TIMEOUT_MS,
	);

	const soup = fc.string({
		unit: fc.constantFrom('a', 'é', ' ', ',', ',', '"', '"', '""', '\n', '\r', '\r\n'),
		maxLength: 30,
	});

	it(
		'finds the same records, or also an error, in any text',
		async () => {
			// csv-parse settles on the first line end it meets unless it is told all three.
			const mixed = { ...OPTIONS, record_delimiter: ['\r\n', '\n', '\r'] };
			const strict = (bytes: Buffer): string[][] | string => {
				try {
					return parse(bytes, mixed);
				} catch (error) {
					return (error as { code: string }).code;
				}
			};
			await fc.assert(
				fc.asyncProperty(soup, anyChunkSizes, async (text, sizes) => {
					const bytes = Buffer.from(`h1,h2\nx,y\n${text}`);
					const encoding = /^[\0-\x7f]*$/.test(text) ? 'ASCII' : 'UTF-8';
					const rest = { size: bytes.length, hasBom: false, encoding };
					const samples = text.length % 3;
					const found = await inspectCsv(chunks(bytes, sizes), { samples }).catch(
						(error: unknown) => {
							expect(error).toBeInstanceOf(UserError);
							return undefined;
						},
					);
					const result = strict(bytes);
					if (typeof result !== 'string') {
						expect(found).toEqual({ ...expected(result, samples), ...rest });
					} else if (result !== 'INVALID_OPENING_QUOTE') {
						expect(found).toBeUndefined();
					} else if (found) {
						// A quote inside an unquoted value, which csv-parse takes only when relaxed.
						const relaxed: string[][] = parse(bytes, { ...mixed, relax_quotes: true });
						expect(found).toMatchObject(expected(relaxed, samples));
					}
				}),
				{ numRuns: GENERATED_FILES },
			);
		},
		GENERATED_TIMEOUT_MS,
	);
});
