import { createHash } from 'node:crypto';

import * as fc from 'fast-check';

import { inspectCsv } from '../../../nodes/tables/csv/inspectCsv';
import { inspectXlsx } from '../../../nodes/tables/xlsx/inspectXlsx';
import { kindOfText, VALUE_KINDS, type ValueKind } from '../../../nodes/tables/valueKinds';
import { chunksOf, GENERATED_FILES, GENERATED_TIMEOUT_MS } from '../../support/csvFiles';
import { inlineRows, opened, stringsXml, workbookParts, zipOf } from '../../support/xlsxFiles';

const hex = (algorithm: string) => createHash(algorithm).update('ada').digest('hex');
const kindOf = (text: string) => VALUE_KINDS[kindOfText(text)];

const KINDS: Array<[ValueKind, string[]]> = [
	['MD5', [hex('md5'), hex('md5').toUpperCase(), ` ${hex('md5')}\u200b`, '1'.repeat(32)]],
	['SHA1', [hex('sha1'), `${hex('sha1')}\t`]],
	['SHA256', [hex('sha256'), `\u00a0${hex('sha256').toUpperCase()} `]],
	['SHA512', [hex('sha512')]],
	[
		'address',
		[
			'ada@x.example',
			' Ada <ADA@X.example>',
			'mailto:a@b',
			'a@b, c@d',
			'@',
			'a\uff20b.example',
			'5@5',
		],
	],
	[
		'exponent',
		[
			'3.45679E+09',
			'3,45679E+09',
			'1,5E+10',
			'3E+09',
			'2e+10',
			'3.456789012E9',
			'1.5e-7',
			'-1.2E+3',
			' 1e+21 ',
		],
	],
	['shortZip', ['2139', '501', '2139.0', ' 2139', '0501']],
	[
		'longZip',
		['21391234', '2139-1234', '5011234', '501-1234', '2139 1234', '21391234.0', '2139\u20131234'],
	],
	[
		'number',
		[
			'3456789012',
			'(345) 678-9012',
			'+1 345 678 9012',
			'345.678.9012',
			'345/678/9012',
			'13456789012',
			'+49 (0) 30 901820',
			'0114930901820',
			'345-678-9012 ext. 5',
			'345 678 9012x12',
			'tel:+13456789012',
			'Tel. 345 678 9012',
			'3456789012.0',
			'345\u2011678\u20119012',
			'275111234',
			'27511-1234',
		],
	],
	[
		'empty',
		['', ' ', '\t', '\u00a0', ' \u200b ', ' '.repeat(40)],
	],
	[
		'other',
		[
			' unknown',
			'unknown',
			'N/A',
			'-',
			'0',
			'27511',
			'021391',
			'Ada Lovelace',
			'LAL12345678',
			'12E4',
			'1E5',
			'E+09',
			hex('sha256').slice(1),
			`${hex('md5')}0`,
			`g${hex('md5').slice(1)}`,
			'1'.repeat(21),
			'()',
			'x'.repeat(600),
		],
	],
];

describe('what can be seen of a value', () => {
	it.each(KINDS.flatMap(([kind, values]) => values.map((value) => [value, kind] as const)))(
		'%j is %s',
		(value, kind) => {
			expect(kindOf(value)).toBe(kind);
		},
	);

	// Not x, which stands before an extension.
	it.each([...'abcdefghijklmnopqrstuvwyz', '_', '#', '*', '!'])(
		'is no number with %j between its digits',
		(sign) => {
			expect(kindOf(`345${sign}6789${sign}012`)).toBe('other');
			expect(kindOf(`345 678${sign}9012 13`)).toBe('other');
		},
	);

	it(
		'is seen from its bytes as from its text',
		() => {
			const value = fc.string({
				unit: fc.constantFrom(...'0123456789', ...'aefxAEt', ...'+-(). ,@/'),
				maxLength: 12,
			});
			// The sign that nobody sees makes no difference but that the text has to be read.
			const property = fc.property(value, (text) => {
				expect(kindOf(text)).toBe(kindOf(`${text}\u200b`));
			});
			fc.assert(property, { numRuns: 10 * GENERATED_FILES });
		},
		GENERATED_TIMEOUT_MS,
	);
});

describe('the kinds of values in a column', () => {
	const values = [
		'ada@x.example',
		hex('md5'),
		'',
		'unknown',
		hex('md5'),
		'2139',
		hex('sha1'),
		'3E+09',
	];
	const expected = {
		address: [1, 1],
		MD5: [2, 2],
		shortZip: [1, 5],
		SHA1: [1, 6],
		exponent: [1, 7],
	};
	const watch = (header: string[]) => header.slice(1);

	/** Each kind that says something with how often it is there and where first. */
	function found(watched: Awaited<ReturnType<typeof inspectCsv>>['watched']) {
		const [column, ...others] = watched;
		expect([column.column, column.index, others]).toEqual(['v', 1, []]);
		return Object.fromEntries(
			VALUE_KINDS.flatMap((kind) => {
				if (['empty', 'other'].includes(kind) || column.count(kind) === 0) return [];
				return [[kind, [column.count(kind), column.first(kind)]]];
			}),
		);
	}

	it.each([
		['plain', (value: string) => `,${value}\n`],
		['in quotes', (value: string) => `x,"${value}"\r\n`],
		['beside quotes', (value: string) => `"x",${value}\n`],
		['of another length', (value: string) => `x,${value},y\n`],
	])('of a CSV are counted in all records: %s', async (name, write) => {
		const file = Buffer.from(`n,v\n,\n${values.map(write).join('')}`);
		for (const sizes of [[1], [9], [file.length]]) {
			const { watched } = await inspectCsv(chunksOf(file, sizes), { watch });
			// In the first the record without a value is none.
			const numbered = name === 'plain' ? expected : shifted(expected);
			expect(found(watched)).toEqual(numbered);
		}
	});

	function shifted(kinds: Record<string, number[]>): Record<string, number[]> {
		const shift = (first: number) => (first > 2 ? first + 1 : first);
		return Object.fromEntries(
			Object.entries(kinds).map(([kind, [count, first]]) => [kind, [count, shift(first)]]),
		);
	}

	it('of a CSV are counted far beyond the samples', async () => {
		const file = Buffer.from(`n,v\n${`1,${hex('sha256')}\n`.repeat(100_000)}2,a@b\n`);
		const { watched } = await inspectCsv(chunksOf(file, [65_536]), { watch });
		expect(found(watched)).toEqual({ SHA256: [100_000, 1], address: [1, 100_001] });
	});

	const numbered = shifted(expected);

	it.each(['inline', 'shared'])('of a workbook too: %s texts', async (how) => {
		const rows = [['n', 'v'], [' ', '\u00a0'], ...values.map((value) => ['x', value])];
		const texts = rows.flat();
		const cell = (nth: number) => `<c t="s"><v>${nth}</v></c>`;
		const shared = rows.map((_, nth) => `<row>${cell(2 * nth)}${cell(2 * nth + 1)}</row>`).join('');
		const strings = stringsXml(
			...texts.map((text) => `<r><t>${text.slice(0, 1)}</t></r><r><t>${text.slice(1)}</t></r>`),
		);
		const parts =
			how === 'inline' ? workbookParts(inlineRows(rows)) : workbookParts(shared, strings);
		for (const sizes of [[1], [65_536]]) {
			const { watched } = await inspectXlsx(opened(zipOf(parts), sizes), { watch });
			expect(found(watched)).toEqual(numbered);
		}
	});

	it('of a workbook too where they are numbers, and the header is not among the first texts', async () => {
		const many = Array.from({ length: 6_000 }, (_, nth) => `<t>${nth}</t>`);
		const strings = stringsXml(...many, '<t>n</t>', '<t>v</t>', '<t>a@b</t>');
		const row = (...cells: string[]) => `<row>${cells.map((one) => `<c${one}</c>`).join('')}</row>`;
		const rows =
			row(' t="s"><v>6000</v>', ' t="s"><v>6001</v>') +
			row('><v>1</v>', '><v>2139</v>') +
			row('><v>1</v>', '><v>3.456789012E9</v>') +
			row('><v>1</v>', '><v>1E+22</v>') +
			row('><v>1</v>', ' t="str"><v>3.45679E+09</v>') +
			row('><v>1</v>', ' t="b"><v>1</v>') +
			row('><v>1</v>', ' t="s"><v>6002</v>');
		const inspection = await inspectXlsx(opened(zipOf(workbookParts(rows, strings))), { watch });
		expect(inspection).toMatchObject({ columns: ['n', 'v'], rows: 6 });
		expect(found(inspection.watched)).toEqual({
			shortZip: [1, 1],
			number: [1, 2],
			exponent: [2, 3],
			address: [1, 6],
		});
	});
});
