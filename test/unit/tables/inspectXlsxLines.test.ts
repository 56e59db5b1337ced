import { inspectXlsx, type XlsxInspection } from '../../../nodes/tables/xlsx/inspectXlsx';
import { readXlsx } from '../../../sandbox/xlsx';
import {
	inlineRows,
	opened,
	stringsXml,
	withParts,
	workbookParts,
	workbookXml,
	zipOf,
	type Packed,
} from '../../support/xlsxFiles';

/** Inspects with chunks that cut every line break, and with such that cut none. */
async function inspect(parts: Packed[], sheet?: string): Promise<XlsxInspection> {
	const stored = parts.map((part) => ({ ...part, stored: true }));
	const [one, ...others] = await Promise.all([
		inspectXlsx(opened(zipOf(parts)), { sheet }),
		inspectXlsx(opened(zipOf(stored), [1]), { sheet }),
		inspectXlsx(opened(zipOf(stored), [2, 3]), { sheet }),
	]);
	for (const other of others) expect({ ...other, size: one.size }).toEqual(one);
	return one;
}

/** What stands in the XML, and what it is read as. */
const BREAKS = [
	['CR LF', 'a\r\nb', 'a\nb'],
	['a lone CR', 'a\rb', 'a\nb'],
	['LF', 'a\nb', 'a\nb'],
	['two CR', 'a\r\rb', 'a\n\nb'],
	['CR CR LF', 'a\r\r\nb', 'a\n\nb'],
	['LF CR', 'a\n\rb', 'a\n\nb'],
	['a reference to CR', 'a&#13;b', 'a\rb'],
	['a reference to CR in hexadecimal', 'a&#xD;&#xa;b', 'a\r\nb'],
	['a reference to CR in front of LF', 'a&#13;\nb', 'a\r\nb'],
	['CR in front of a reference to LF', 'a\r&#10;b', 'a\n\nb'],
	['an escaped CR', 'a_x000D_b', 'a\rb'],
	['an escaped CR in front of CR LF', 'a_x000D_\r\nb', 'a\r\nb'],
	['what only looks like one', 'a_x005F_x000D_b', 'a_x000D_b'],
] as const;

describe('line breaks in a workbook are read as XML 1.0, section 2.11, says', () => {
	describe.each(BREAKS)('%s', (_, written, value) => {
		it('in shared texts: header, samples, and pieces', async () => {
			const [first, second] = [written.slice(0, 2), written.slice(2)];
			const cells = [0, 1].map((text) => `<c t="s"><v>${text}</v></c>`).join('');
			// A break of two characters must not be one within two pieces.
			const pieces = /^a(\r\n|&|_)/.test(written)
				? `<t>${written}</t>`
				: `<r><t>${first}</t></r><r><t>${second}</t></r>`;
			const strings = stringsXml(`<t xml:space="preserve">${written}</t>`, '<t>n</t>', pieces);
			const row = '<row><c t="s"><v>2</v></c><c><v>1</v></c></row>';
			const parts = workbookParts(`<row>${cells}</row>${row}`, strings);
			const found = await inspect(parts);
			expect([found.columns, found.sampleValues]).toEqual([
				[value, 'n'],
				[[value], ['1']],
			]);
			expect(readXlsx(zipOf(parts))).toMatchObject({
				header: [value, 'n'],
				first: [[value, '1']],
			});
		});

		it('in inline texts and in results of formulas', async () => {
			const formula = `<row><c t="str"><f>A1</f><v>${written}</v></c></row>`;
			const cdata = `<row><c t="inlineStr"><is><t><![CDATA[${written}]]></t></is></c></row>`;
			const isPlain = !/&|_x/.test(written);
			const rows = inlineRows([[written], [written]]) + formula + (isPlain ? cdata : '');
			const found = await inspect(workbookParts(rows));
			expect(found.columns).toEqual([value]);
			expect(found.sampleValues).toEqual([Array(isPlain ? 3 : 2).fill(value)]);
		});
	});

	it('so that a row of nothing but line breaks is none', async () => {
		const rows = inlineRows([['a'], ['\r\n\r'], ['&#13;'], ['1']]);
		expect(await inspect(workbookParts(rows))).toMatchObject({ rows: 1, sampleValues: [['1']] });
	});

	it('between tags and attributes too', async () => {
		const rows =
			'<row\r\n>\r<c\rr="A1"\r\nt="str"\r><v>a</v\r\n></c></row>\r\n<row><c><v>1</v></c></row>';
		expect(await inspect(workbookParts(rows))).toMatchObject({ columns: ['a'], rows: 1 });
	});
});

describe("white space in an attribute's value is a blank (XML 1.0, section 3.3.3)", () => {
	it.each([
		['CR LF', 'First\r\nsheet', 'First sheet'],
		['CR', 'First\rsheet', 'First sheet'],
		['LF and a tab', 'First\n\tsheet', 'First  sheet'],
		['but not as a reference', 'First&#10;sheet', 'First\nsheet'],
	])('%s', async (_, written, name) => {
		const parts = withParts(workbookParts(inlineRows([['a'], ['1']])), {
			name: 'xl/workbook.xml',
			content: workbookXml([written, 'rId1']),
		});
		expect(await inspect(parts, name)).toMatchObject({ sheet: name, columns: ['a'] });
	});
});

describe('blanks of all kinds make no row, as in a CSV', () => {
	it.each(['\u00a0', '\u3000 ', '\u200b', '\u2028', '\u0085', '_x00A0_', '&#xa0;'])(
		'%j',
		async (blank) => {
			const shared = '<row><c t="s"><v>0</v></c></row>';
			const rows = `${shared}${inlineRows([[blank], ['a', 'b', blank], [blank, blank], ['1']])}${shared}`;
			expect(await inspect(workbookParts(rows, stringsXml(`<t>${blank}</t>`)))).toMatchObject({
				columns: ['a', 'b'],
				rows: 1,
				raggedRows: 0,
				filled: [true, false],
			});
		},
	);
});
