import * as fc from 'fast-check';
import { UserError } from 'n8n-workflow';

import { inspectXlsx, type XlsxInspection } from '../../../nodes/tables/xlsx/inspectXlsx';
import { anyChunkSizes, GENERATED_FILES, GENERATED_TIMEOUT_MS } from '../../support/csvFiles';
import {
	inlineRows,
	opened,
	relations,
	sheetXml,
	stringsXml,
	withParts,
	workbookParts,
	workbookXml,
	zipOf,
} from '../../support/xlsxFiles';

/** Inspects with chunks of different sizes, which must agree. */
async function inspect(
	rows: string,
	strings?: string,
	options?: { sheet?: string; samples?: number },
): Promise<XlsxInspection> {
	const parts = workbookParts(rows, strings);
	const bytes = zipOf(parts);
	// What is stored reaches the XML in small pieces too.
	const stored = zipOf(parts.map((part) => ({ ...part, stored: true })));
	const [one, ...others] = await Promise.all([
		inspectXlsx(opened(bytes), options),
		inspectXlsx(opened(bytes, [7, 1]), options),
		inspectXlsx(opened(stored, [stored.length > 100_000 ? 9_999 : 1]), options),
	]);
	for (const other of others) expect({ ...other, size: one.size }).toEqual(one);
	return one;
}

async function problem(rows: string, strings?: string): Promise<string> {
	const error: unknown = await inspect(rows, strings).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(UserError);
	return (error as UserError).message;
}

const HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';

describe('inspectXlsx: what it reports', () => {
	it('reports header, rows, samples, size and sheets', async () => {
		const rows = inlineRows([
			['name', 'zip'],
			['Bilbo', '10001'],
			['Frodo', '10010'],
			['Samwise', '10011'],
			['Merry', '10012'],
		]);
		expect(await inspect(rows)).toEqual({
			columns: ['name', 'zip'],
			rows: 4,
			sampleValues: [
				['Bilbo', 'Frodo', 'Samwise'],
				['10001', '10010', '10011'],
			],
			size: zipOf(workbookParts(rows)).length,
			filled: [true, true],
			raggedRows: 0,
			watched: [],
			sheet: 'People',
			sheets: [{ name: 'People', isHidden: false }],
		});
		expect((await inspect(rows, undefined, { samples: 1 })).sampleValues).toEqual([
			['Bilbo'],
			['10001'],
		]);
	});

	it('reads every kind of cell', async () => {
		const cells = [
			'<c r="A2" t="s"><v>2</v></c>',
			'<c r="B2" t="inlineStr"><is><r><rPr><b/></rPr><t>Bag</t></r><r><t xml:space="preserve"> End</t></r><rPh sb="0" eb="2"><t>no</t></rPh></is></c>',
			'<c r="C2" t="str"><f>A2&amp;"&lt;v&gt;"</f><v>A &amp; B &#x1F9DD;&#10;_x0041_</v></c>',
			'<c r="D2" s="3"><v>46056</v></c>',
			'<c r="E2" t="n"><v>1.5551234567E10</v></c>',
			'<c r="F2" t="b"><v>1</v></c><c r="G2" t="b"><v>0</v></c>',
			'<c r="H2" t="e"><v>#N/A</v></c>',
			'<c r="I2" t="inlineStr"><is><t><![CDATA[a < b & c]]></t></is></c>',
			'<c r="J2"><v>0.10000000000000001</v></c>',
			'<c r="K2" t="d"><v>2026-02-03</v></c>',
			'<c r=""><v>1E20</v></c><c><v>1E21</v></c><c><v>9007199254740993</v></c><c><v>0.0000001</v></c>',
		];
		const header = [...'abcdefghijklmno'].map(
			(name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`,
		);
		const { sampleValues } = await inspect(
			`<row>${header.join('')}</row><row r="2">${cells.join('')}</row>`,
			stringsXml('<t>no</t>', '<t>no</t>', '<t>shared</t>'),
		);
		expect(sampleValues.map(([first]) => first)).toEqual([
			'shared',
			'Bag End',
			'A & B 🧝\nA',
			'46056',
			'15551234567',
			'TRUE',
			'FALSE',
			'#N/A',
			'a < b & c',
			'0.1',
			'2026-02-03',
			'100000000000000000000',
			'1e+21',
			'9007199254740992',
			'1e-7',
		]);
	});

	it('joins the pieces of a shared text and leaves out how it is pronounced', async () => {
		const strings = stringsXml(
			'<r><t>first</t></r><r><rPr><sz val="1"/></rPr><t xml:space="preserve"> name</t></r>',
			'<t>名前</t><rPh sb="0" eb="2"><t>なまえ</t></rPh><phoneticPr fontId="1"/>',
		);
		expect((await inspect(HEADER, strings)).columns).toEqual(['first name', '名前']);
	});

	it('puts values into the columns that their cells name, even beyond Z', async () => {
		const header = Array.from({ length: 28 }, (_, i) => `<c><v>${i + 1}</v></c>`).join('');
		const rows = `<row>${header}</row><row><c r="C2"><v>3</v></c><c r="AB2"><v>28</v></c></row>`;
		const { columns, sampleValues, filled } = await inspect(rows);
		expect(columns).toHaveLength(28);
		expect(sampleValues.flatMap(([value], i) => (value === '' ? [] : [[i, value]]))).toEqual([
			[2, '3'],
			[27, '28'],
		]);
		expect(filled.filter((one) => one)).toHaveLength(2);
	});

	it('counts rows that have a value, not those that are formatted only', async () => {
		const rows =
			'<row r="1"/><row r="2" ht="9"><c r="A2" s="1"/></row>' +
			inlineRows([['a', 'b']]) +
			'<row><c r="A4"><v>1</v></c></row><row><c r="A5" s="4"/><c r="B5" t="s"></c></row>' +
			'<row><c r="B6"><f>1+1</f><v></v></c></row><row r="900"><c r="B900"><v>2</v></c></row>' +
			'<row r="1048576" spans="1:2"><c r="B1048576" s="1"/></row>';
		expect(await inspect(rows)).toMatchObject({
			rows: 2,
			sampleValues: [
				['1', ''],
				['', '2'],
			],
		});
	});

	it('says which columns are blank throughout, even where they hold shared texts', async () => {
		const strings = stringsXml('<t>a</t>', '<t>b</t>', '<t> </t>', '<t/>', '<t>x</t>');
		const header = `<row>${[0, 1].map((i) => `<c t="s"><v>${i}</v></c>`).join('')}<c><v>3</v></c><c><v>4</v></c></row>`;
		const row = (...texts: number[]) =>
			`<row>${texts.map((i) => `<c t="s"><v>${i}</v></c>`).join('')}<c t="str"><v> </v></c></row>`;
		const rows = header + row(2, 2, 3).repeat(9) + row(2, 4, 3);
		expect((await inspect(rows, strings)).filled).toEqual([false, true, false, false]);
	});

	it('reports rows that have a value outside the header', async () => {
		const rows = inlineRows([['a', 'b'], ['1', '2'], ['1'], ['1', '2', '3'], ['1', '2', '', '4']]);
		expect(await inspect(rows)).toMatchObject({ rows: 4, raggedRows: 2, firstRaggedRow: 3 });
	});

	it('reads prefixes, comments, quotes and > in attributes', async () => {
		const sheet =
			'<?xml version="1.0"?><!-- <row> --><x:worksheet xmlns:x="m"><x:sheetData>' +
			`<x:row a='>"'><x:c r='A1' b="/>'" t='inlineStr'><x:is><x:t>it&apos;s "a"</x:t></x:is></x:c></x:row>` +
			'<x:row><x:c\n r = "A2"\n><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>';
		const parts = workbookParts('');
		const bytes = zipOf(withParts(parts, { name: 'xl/worksheets/sheet1.xml', content: sheet }));
		for (const sizes of [[1], [65_536]]) {
			expect(await inspectXlsx(opened(bytes, sizes))).toMatchObject({
				columns: [`it's "a"`],
				sampleValues: [['7']],
			});
		}
	});
});

describe('inspectXlsx: what it refuses', () => {
	it.each([
		['an empty sheet', '', /The sheet 'People' is empty/],
		['rows without values', '<row r="1"><c r="A1" s="1"/></row>', /The sheet 'People' is empty/],
		[
			'repeated names',
			inlineRows([['zip', 'a', 'zip']]),
			/Columns A and C of the sheet 'People' are named "zip"/,
		],
	])('%s', async (_, rows, message) => {
		expect(await problem(rows)).toMatch(message);
	});

	it('a shared text that is not there', async () => {
		const message = "The file is damaged: it is missing text shown in sheet 'People'.";
		expect(await problem(HEADER, stringsXml('<t>a</t>'))).toContain(message);
		expect(await problem(HEADER)).toContain(message);
		for (const number of ['one', '-1', '0.5', '1']) {
			const later = `<row><c t="s"><v>${number}</v></c></row>`;
			const rows = inlineRows([['a'], ['1'], ['2'], ['3'], ['4']]) + later;
			expect(await problem(rows, stringsXml('<t>a</t>'))).toContain(message);
		}
	});

	it.each([
		['UTF-16', Buffer.from(`\ufeff${sheetXml('<row/>')}`, 'utf16le'), /not in UTF-8/],
		['UTF-16 without a mark', Buffer.from(sheetXml('<row/>'), 'utf16le'), /not in UTF-8/],
		['Latin-1', Buffer.from(sheetXml(inlineRows([['Stra\xdfe']])), 'latin1'), /not in UTF-8/],
		['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>', /document type/],
		['an endless tag', `<worksheet ${'a'.repeat(70_000)}`, /endless tag/],
		['a sheet that ends in the middle', sheetXml('').split('</sheetData>')[0], /is cut off/],
	])('%s', async (_, content, message) => {
		const parts = withParts(workbookParts(''), { name: 'xl/worksheets/sheet1.xml', content });
		await expect(inspectXlsx(opened(zipOf(parts)))).rejects.toThrow(message);
	});

	it('more text than is kept', async () => {
		const long = `<row><c t="inlineStr"><is><t>${'x'.repeat(60_000)}</t></is></c></row>`;
		const rows = `${inlineRows([['a']])}${long.repeat(200)}`;
		expect((await inspect(rows)).rows).toBe(200);
		const bytes = zipOf(workbookParts(rows));
		await expect(inspectXlsx(opened(bytes), { samples: 200 })).rejects.toThrow(/8 million/);
	});
});

describe('inspectXlsx: sheets', () => {
	const sheetAt = (name: string, column: string) => ({
		name,
		content: sheetXml(inlineRows([[column]])),
	});
	const parts = withParts(
		workbookParts(''),
		{
			name: 'xl/workbook.xml',
			content: workbookXml(
				['Hidden', 'rId3', 'state="hidden"'],
				['Chart', 'rId4'],
				['A &amp; B', 'rId1'],
				['Last', 'rId2'],
				['Deep', 'rId5', 'state="veryHidden"'],
			),
		},
		{
			name: 'xl/_rels/workbook.xml.rels',
			content: relations(
				['rId4', 'chartsheet', 'chartsheets/sheet1.xml'],
				['rId2', 'worksheet', 'worksheets/sheet1.xml'],
				['rId1', 'worksheet', '/xl/worksheets/sheet7.xml'],
				['rId3', 'worksheet', '../xl/./worksheets/Sheet3.xml'],
				['rId5', 'worksheet', 'worksheets/sheet9.xml'],
			),
		},
		sheetAt('xl/worksheets/sheet1.xml', 'last'),
		sheetAt('xl/worksheets/sheet7.xml', 'first seen'),
		sheetAt('xl/worksheets/sheet3.xml', 'hidden'),
	);
	const bytes = zipOf(parts);

	it('takes the first one that is visible, wherever it is', async () => {
		expect(await inspectXlsx(opened(bytes))).toMatchObject({
			columns: ['first seen'],
			sheet: 'A & B',
			sheets: [
				{ name: 'Hidden', isHidden: true },
				{ name: 'A & B', isHidden: false },
				{ name: 'Last', isHidden: false },
				{ name: 'Deep', isHidden: true },
			],
		});
	});

	it.each([
		['Last', 'last'],
		['Hidden', 'hidden'],
		[' a & b', 'first seen'],
		['A\u00a0&  B', 'first seen'],
	])('takes the one that is named: %s', async (sheet, column) => {
		expect((await inspectXlsx(opened(bytes), { sheet })).columns).toEqual([column]);
	});

	it('says which there are when the named one does not exist', async () => {
		await expect(inspectXlsx(opened(bytes), { sheet: 'Voters' })).rejects.toThrow(
			"The workbook has no sheet 'Voters'. Its sheets are 'Hidden', 'A & B', 'Last', 'Deep'.",
		);
		await expect(inspectXlsx(opened(bytes), { sheet: 'Deep' })).rejects.toThrow(
			"is missing 'xl/worksheets/sheet9.xml'",
		);
	});
});

describe('inspectXlsx: any table', () => {
	const text = fc.string({
		unit: fc.constantFrom(
			...['a', 'é', '名', '🧝', '<', '&', '"', "'", '>', ';', ' ', '\u00a0'],
			...['\r\n', '\r', '\n'],
		),
		minLength: 1,
		maxLength: 5,
	});
	/** As XML 1.0, section 2.11, has line ends read. */
	const asRead = (value: string) => value.replace(/\r\n|\r/g, '\n');
	const how = fc.constantFrom('shared', 'inline', 'str', 'cdata');
	const cell = fc.record({ text, how });
	const escaped = (value: string) =>
		value
			.replace(/&/g, '&amp;')
			.replace(/</g, '&lt;')
			.replace(/é/g, '&#xe9;')
			.replace(/"/g, '&quot;');

	const table = fc
		.uniqueArray(
			text.filter((name) => name.trim() !== ''),
			{ minLength: 1, maxLength: 4, selector: asRead },
		)
		.chain((names) =>
			fc.record({
				names: fc.constant(names),
				rows: fc.array(fc.tuple(...names.map(() => fc.option(cell, { nil: undefined }))), {
					maxLength: 6,
				}),
				places: fc.boolean(),
				stored: fc.boolean(),
				prefix: fc.constantFrom('', 'x:'),
				sizes: anyChunkSizes,
			}),
		);

	it(
		'is read as it was written',
		async () => {
			await fc.assert(
				fc.asyncProperty(table, async ({ names, rows, places, stored, prefix, sizes }) => {
					const strings: string[] = [];
					const write = (value: string, as: string, place: string) => {
						const plain = escaped(value);
						if (as === 'shared') {
							return `<c${place} t="s"><v>${strings.push(`<t>${plain}</t>`) - 1}</v></c>`;
						}
						if (as === 'str') return `<c${place} t="str"><v>${plain}</v></c>`;
						const inside = as === 'cdata' ? `<![CDATA[${value}]]>` : plain;
						return `<c${place} t="inlineStr"><is><t>${inside}</t></is></c>`;
					};
					const lines = [names.map((name) => ({ text: name, how: 'shared' })), ...rows];
					const xml = lines.map((line, r) => {
						const cells = line.map((one, c) => {
							const place = places ? ` r="${'ABCD'[c]}${r + 1}"` : '';
							if (one === undefined) return places ? '' : '<c s="1"/>';
							return write(one.text, one.how, place);
						});
						return `<row${places ? ` r="${r + 1}"` : ''}>${cells.join('')}</row>`;
					});
					const prefixed = (markup: string) => markup.replace(/<(\/?)(?=[a-z])/g, `<$1${prefix}`);
					const bytes = zipOf(
						withParts(
							workbookParts(''),
							{
								name: 'xl/worksheets/sheet1.xml',
								// CDATA has its own < in it.
								content: sheetXml(xml.join('')).includes('CDATA')
									? sheetXml(xml.join(''))
									: prefixed(sheetXml(xml.join(''))),
							},
							{ name: 'xl/sharedStrings.xml', content: stringsXml(...strings) },
						).map((part) => ({ ...part, stored })),
					);
					const hasText = (one?: { text: string }) => /\S/.test(one?.text ?? '');
					const valueOf = (one?: { text: string }) => asRead(one?.text ?? '');
					const valued = rows.filter((row) => row.some(hasText));
					expect(await inspectXlsx(opened(bytes, sizes))).toMatchObject({
						columns: names.map(asRead),
						rows: valued.length,
						sampleValues: names.map((_, c) => valued.slice(0, 3).map((row) => valueOf(row[c]))),
						filled: names.map((_, c) => valued.some((row) => hasText(row[c]))),
						raggedRows: 0,
					});
				}),
				{ numRuns: GENERATED_FILES },
			);
		},
		GENERATED_TIMEOUT_MS,
	);
});
