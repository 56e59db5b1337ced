import { UserError } from 'n8n-workflow';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { inspectXlsx, type XlsxInspection } from '../../../nodes/tables/xlsx/inspectXlsx';
import { SharedTexts } from '../../../nodes/tables/xlsx/sharedTexts';
import {
	inlineRows,
	opened,
	sheetXml,
	stringsXml,
	withParts,
	workbookParts,
	workbookXml,
	zipOf,
	type Packed,
} from '../../support/xlsxFiles';

const MIB = 1024 * 1024;

async function inspect(rows: string, strings?: string): Promise<XlsxInspection> {
	return await inspectXlsx(opened(zipOf(workbookParts(rows, strings))));
}

async function problem(rows: string, strings?: string): Promise<string> {
	const error: unknown = await inspect(rows, strings).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(UserError);
	return (error as UserError).message;
}

const shared = (...texts: number[]) =>
	`<row>${texts.map((text) => `<c t="s"><v>${text}</v></c>`).join('')}</row>`;

describe('a cell of only spaces and control characters has no value', () => {
	const strings = (blank: string) => stringsXml('<t>a</t>', '<t>b</t>', blank, '<t>x</t>');
	const BLANKS = [
		['empty', ''],
		['spaces', '  '],
		['control characters', '\t\n&#13;'],
		['escaped control characters', '_x000D_ _x000a_'],
		['an escaped space', '_x0020_'],
	];
	const VALUES = ['_', '_x000', '_x0041_', ' _x000D_.', '_x00e9_', '_x000G_'];

	it.each([
		...BLANKS.map(([name, text]) => [name, `<t>${text}</t>`]),
		['no text', ''],
		['a short tag', '<t/>'],
		['in pieces', '<r><t> </t></r><r><t>_x00</t></r><r><t>0D_</t></r>'],
		['with its pronunciation', '<t/><rPh sb="0" eb="1"><t>x</t></rPh>'],
	])('shared: %s', async (_, blank) => {
		const rows = shared(2, 2) + shared(0, 1, 2) + shared(3, 2, 2) + shared(2, 2) + shared(2, 2, 2);
		expect(await inspect(rows, strings(blank))).toMatchObject({
			columns: ['a', 'b'],
			rows: 1,
			raggedRows: 0,
			filled: [true, false],
		});
	});

	it.each([
		...BLANKS.flatMap(([name, text]) => [
			[`inline: ${name}`, `<c t="inlineStr"><is><t>${text}</t></is></c>`],
			[`formula: ${name}`, `<c t="str"><f>A1</f><v>${text}</v></c>`],
		]),
		['inline: a short tag', '<c t="inlineStr"><is><t/></is></c>'],
		['formula: a short tag', '<c t="str"><v/></c>'],
		['a number', '<c><v> </v></c>'],
		['a boolean', '<c t="b"><v> </v></c>'],
		['a shared text', '<c t="s"><v> </v></c>'],
	])('%s', async (_, blank) => {
		const row = (...cells: string[]) => `<row>${cells.join('')}</row>`;
		const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
		const rows =
			row(blank, blank, blank) +
			row(text('a'), text('b'), blank) +
			row(text('x'), blank, blank) +
			row(blank).repeat(5);
		expect(await inspect(rows)).toMatchObject({
			columns: ['a', 'b'],
			rows: 1,
			raggedRows: 0,
			filled: [true, false],
		});
	});

	it.each(VALUES)('but %j is one', async (text) => {
		const rows = shared(0) + shared(0, 2) + shared(2) + inlineRows([[text]]);
		expect(await inspect(rows, strings(`<t>${text}</t>`))).toMatchObject({
			rows: 3,
			raggedRows: 1,
		});
	});

	it('but is a sample as it is in the file', async () => {
		const rows =
			inlineRows([
				['a', 'b', 'c', 'd'],
				['1', ' ', '\t\t', ''],
			]) + shared(1, 0);
		const { sampleValues, filled } = await inspect(rows, stringsXml('<t>  </t>', '<t>x</t>'));
		expect(sampleValues).toEqual([
			['1', 'x'],
			[' ', '  '],
			['\t\t', ''],
			['', ''],
		]);
		expect(filled).toEqual([true, false, false, false]);
	});

	it('takes no room, however many rows of them are in front of the table', async () => {
		const blanks = inlineRows([[' ']]).repeat(300_000) + inlineRows([['a']]);
		const rows = `${blanks}${inlineRows([[' ']]).repeat(300_000)}${inlineRows([['1']])}`;
		expect(await inspect(rows)).toMatchObject({ columns: ['a'], sampleValues: [['1']] });
	});

	it('knows them among many texts, the first of which alone are kept', async () => {
		const texts = Array.from({ length: 30_000 }, (_, i) =>
			i % 7 === 1 ? '<t> </t>' : `<t>${i}</t>`,
		);
		const rows = Array.from({ length: 30_000 }, (_, i) => shared(i)).join('');
		const { rows: found, sampleValues } = await inspect(
			shared(29_993) + shared(29_999) + rows,
			stringsXml(...texts),
		);
		expect(found).toBe(1 + texts.filter((text) => text !== '<t> </t>').length);
		expect(sampleValues).toEqual([['29999', '0', '2']]);
	});

	it('refuses one that comes after more texts than it can tell apart', () => {
		const texts = new SharedTexts();
		const add = () => {
			texts.open('si');
			texts.close('si');
		};
		add();
		for (let i = 1; i < 32 * MIB; i++) {
			texts.open('si');
			texts.text('x');
			texts.close('si');
		}
		expect([texts.isBlank(0), texts.isBlank(1), texts.isBlank(31 * MIB)]).toEqual([
			true,
			false,
			false,
		]);
		expect(add).toThrow(/more than 32 million texts/);
	});
});

describe('columns', () => {
	const cell = (place: string, value: string) =>
		`<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;

	it.each([
		['A', `<row>${cell('B1', 'a')}</row><row>${cell('A2', 'secret')}${cell('B2', '1')}</row>`],
		['AB', inlineRows([[...Array.from({ length: 27 }, (_, nth) => `name ${nth}`), '', 'last']])],
		['A', `<row>${cell('B2', 'a')}</row><row>${cell('B3', '1')}</row>`],
		['C', inlineRows([['a', 'b', '\u00a0', 'd']])],
	])('names the one without a name: %s', async (letters, rows) => {
		expect(await problem(rows)).toBe(
			`The header has no name for column ${letters} of the sheet 'People'. Give it one, or remove that column.`,
		);
	});

	it('names those that share a name, but no person', async () => {
		expect(
			await problem(inlineRows([['a', 'zip', ...'bcdefghijklmnopqrstuvwx', 'y', 'zip']])),
		).toBe('Columns B and AA of the sheet \'People\' are named "zip". Rename one.');
		expect(await problem(inlineRows([['a@secret.example', 'x', 'x']]))).toBe(
			"Columns B and C of the sheet 'People' are named the same. Rename one.",
		);
	});

	// "Total number of rows and columns on a worksheet: 1,048,576 rows by 16,384 columns"
	// (Excel specifications and limits).
	it('reads as many as Excel has', async () => {
		const header = Array.from({ length: 16_384 }, (_, i) => `<c><v>${i}</v></c>`).join('');
		const rows = `<row>${header}</row><row>${cell('XFD2', 'last')}</row>`;
		const { columns, sampleValues } = await inspect(rows);
		expect([columns.length, sampleValues[16_383]]).toEqual([16_384, ['last']]);
	});

	it.each([
		['in the header', `<row>${'<c><v>1</v></c>'.repeat(16_385)}</row>`],
		['in the header, by far', `<row>${'<c><v>1</v></c>'.repeat(200_000)}</row>`],
		['in a record', inlineRows([['a'], Array.from({ length: 16_385 }, () => 'x')])],
		['by its place', `${inlineRows([['a']])}<row>${cell('XFE2', 'x')}</row>`],
		['by a long place', `<row>${cell('AAAA1', 'x')}</row>`],
	])('refuses one more: %s', async (_, rows) => {
		expect(await problem(rows)).toBe(
			"The sheet 'People' has a cell to the right of column XFD, the last of the 16,384 columns that Excel has. Save it in Excel again, or as CSV UTF-8.",
		);
	});
});

describe('memory in the first rows', () => {
	/** How much more memory is in use after the run than before, garbage left out. */
	async function growth(run: () => Promise<unknown>): Promise<number> {
		setFlagsFromString('--expose-gc');
		const collect = runInNewContext('gc') as () => void;
		const used = () => {
			collect();
			const { heapUsed, external } = process.memoryUsage();
			return heapUsed + external;
		};
		const before = used();
		const kept = await run();
		const after = used();
		expect(kept).toBeDefined();
		return after - before;
	}

	it('is bounded, whatever cells there are', async () => {
		const rows = `<row>${'<c r="A1" t="s"><v>0</v></c>'.repeat(1_000_000)}</row>`;
		expect(await problem(rows, stringsXml('<t>a</t>'))).toMatch(/more than 8 million/);
	});

	it('does not keep what is around the values', async () => {
		const pad = 'x'.repeat(MIB);
		const text = (i: number) => `a name of some length ${i}`;
		const texts = Array.from({ length: 30 }, (_, i) => `<t>${text(i)}</t></si>${pad}<si><t>x</t>`);
		const header = texts.map((_, i) => `<c t="s"><v>${2 * i}</v></c>`).join('');
		const record = texts.map((_, i) => `<c t="str"><v>${text(i)}</v></c>${pad}`).join('');
		const parts = workbookParts(`<row>${header}</row><row>${record}</row>`, stringsXml(...texts));
		const bytes = zipOf(parts.map((part) => ({ ...part, stored: true })));
		let found: XlsxInspection | undefined;
		const grown = await growth(async () => {
			found = await inspectXlsx(opened(bytes, [MIB]));
			return found;
		});
		expect(found?.columns).toHaveLength(30);
		expect(grown).toBeLessThan(10 * MIB);
	});
});

describe('attributes', () => {
	it('are none inside the value of another', async () => {
		const sheet: Packed = { name: 'xl/workbook.xml', content: workbookXml(["a id='x' b", 'rId1']) };
		const rows = `<row><c s=" r='C1' t='s'" r = 'A1' t="n"><v>7</v></c><c x="1"><v>8</v></c></row>`;
		const content = sheetXml(`${rows}<row><c r="A2"><v>1</v></c></row>`);
		const parts = withParts(workbookParts(''), sheet, {
			name: 'xl/worksheets/sheet1.xml',
			content,
		});
		expect(await inspectXlsx(opened(zipOf(parts)))).toMatchObject({
			sheet: "a id='x' b",
			columns: ['7', '8'],
			sampleValues: [['1'], ['']],
		});
	});
});
