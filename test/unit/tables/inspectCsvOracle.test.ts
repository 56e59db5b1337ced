import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { UserError } from 'n8n-workflow';

import { inspectCsv, type CsvInspection } from '../../../nodes/tables/csv/inspectCsv';
import {
	anyChunkSizes,
	anyHeader,
	anyStyle,
	anyText,
	chunksOf as chunks,
	csvBytes,
	endSigns,
	GENERATED_FILES,
	GENERATED_TIMEOUT_MS,
	isBlankRecord,
	written,
} from '../../support/csvFiles';

describe('inspectCsv against csv-parse', () => {
	const OPTIONS = { bom: true, relax_column_count: true, skip_empty_lines: true };

	const isVisible = (character: string) => !/[\s\p{Cc}\p{Cf}]/u.test(character);

	/** What inspectCsv has to say, worked out from the records that csv-parse finds. */
	function expected(
		records: string[][],
		samples = 3,
		delimiter = ',',
	): Omit<CsvInspection, 'size' | 'hasBom' | 'encoding'> {
		const header = records.findIndex((values) => !isBlankRecord(values, ',;\t|'));
		const columns = records[header];
		const rows = records.slice(header + 1).filter((values) => !isBlankRecord(values, delimiter));
		const ragged = rows.flatMap((row, i) => (row.length === columns.length ? [] : [i + 1]));
		return {
			columns,
			rows: rows.length,
			sampleValues: columns.map((_, c) => rows.slice(0, samples).map((row) => row[c] ?? '')),
			delimiter: ',',
			filled: columns.map((_, c) => rows.some((row) => [...(row[c] ?? '')].some(isVisible))),
			raggedRows: ragged.length,
			watched: [],
			hashes: [],
			emptiedRows: 0,
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
			const unsigned = csvBytes([header, ...lines], { ...style, endSign: { text: '', at: 0 } });
			return { ...rest, bytes, unsigned, hasBom: style.bom, delimiter };
		});

	it(
		'finds the same records in well-formed files',
		async () => {
			await fc.assert(
				fc.asyncProperty(
					csvFile,
					async ({ bytes, unsigned, hasBom, delimiter, sizes, samples }) => {
						const records: string[][] = parse(unsigned, { ...OPTIONS, delimiter });
						expect(await inspectCsv(chunks(bytes, sizes), { samples })).toEqual({
							...expected(records, samples, delimiter),
							size: bytes.length,
							hasBom,
							encoding: bytes.some((byte) => byte > 127) ? 'UTF-8' : 'ASCII',
							delimiter,
						});
					},
				),
				{ numRuns: GENERATED_FILES },
			);
		},
		GENERATED_TIMEOUT_MS,
	);

	const soup = fc.string({
		unit: fc.constantFrom('a', 'é', ' ', ',', ',', '"', '"', '""', '\n', '\r', '\r\n', '\u00a0'),
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

	const signs = fc.string({
		unit: fc.constantFrom('a', 'é', ' ', '\t', ',', '\n', '\r\n', '\x1a', '\x1a'),
		maxLength: 20,
	});

	it(
		'leaves an end-of-file mark out of the value that it ends, and keeps it anywhere else',
		async () => {
			await fc.assert(
				fc.asyncProperty(signs, anyChunkSizes, async (text, sizes) => {
					const unsigned = text.replace(endSigns, '');
					const options = { ...OPTIONS, record_delimiter: ['\r\n', '\n', '\r'] };
					const records: string[][] = parse(`h1,h2\nx,y\n${unsigned}`, options);
					const bytes = Buffer.from(`h1,h2\nx,y\n${text}`);
					expect(await inspectCsv(chunks(bytes, sizes))).toMatchObject(expected(records));
				}),
				{ numRuns: GENERATED_FILES },
			);
		},
		GENERATED_TIMEOUT_MS,
	);
});
