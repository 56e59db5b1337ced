import { hashCsv } from '../../../nodes/tables/hash/hashFile';
import { inspectCsv, type CsvInspection } from '../../../nodes/tables/csv/inspectCsv';
import { inspectXlsx } from '../../../nodes/tables/xlsx/inspectXlsx';
import { cpuTime } from '../../support/cpuTime';
import { chunksOf, joined } from '../../support/csvFiles';
import { inlineRows, opened, workbookParts, zipOf } from '../../support/xlsxFiles';

/** Inspects in small and large chunks, which must agree. */
async function inspect(file: string, samples?: number): Promise<CsvInspection> {
	const bytes = Buffer.from(file);
	const results = await Promise.all(
		[[1], [2, 3], [bytes.length]].map(
			async (sizes) => await inspectCsv(chunksOf(bytes, sizes), { samples }),
		),
	);
	for (const result of results) expect(result).toEqual(results[0]);
	return results[0];
}

/** Lines of a file with the columns email and zip that are no records. */
const BLANKS = [
	[','],
	[' , '],
	['""'],
	['"",""'],
	['" "," "'],
	[',,,,'],
	['\t'],
	['"\n","\r\n"'],
	['\u00a0,\u3000'],
	['\u200b'],
	['""""'],
	['","'],
	['\x1a'],
	['\u001a\u001a\u001a'],
];

describe('a record of nothing but delimiters, blanks and quotes does not count', () => {
	it.each(BLANKS)('%j', async (blank) => {
		const header = 'email,zip';
		const person = 'ada@example.com,27511';
		const none = { rows: 1, raggedRows: 0, sampleValues: [['ada@example.com'], ['27511']] };
		for (const lines of [
			[header, person, blank, blank],
			[header, blank, blank, blank, blank, person],
			[blank, header, blank, person, ''],
			['', blank, '', header, '', blank, '', person],
		]) {
			for (const end of ['\n', '\r\n', '\r']) {
				const found = await inspect(lines.join(end));
				expect(found).toMatchObject({ ...none, columns: ['email', 'zip'], filled: [true, true] });
				expect(found).not.toHaveProperty('firstRaggedRow');
			}
		}
		expect(await inspect(`${header}\n${blank}\n${blank}`)).toMatchObject({
			rows: 0,
			sampleValues: [[], []],
		});
	});

	it.each(BLANKS)('nor beyond the first records, however they are read: %j', async (blank) => {
		for (const person of ['a,b', '"a",b', 'a,"b"', ',b', '\u00e9,b']) {
			const people = `${person}\n${blank}\n`.repeat(20);
			expect(await inspect(`h1,h2\nx,y\n${people}`, 0)).toMatchObject({ rows: 21, raggedRows: 0 });
			const ragged = await inspect(`h1,h2\nx,y\n${people}1,2,3\n`, 0);
			expect(ragged).toMatchObject({ rows: 22, raggedRows: 1, firstRaggedRow: 22 });
		}
	});

	it.each(['-', '0', "''", '.', '\u00e9', ';', '\u2014', '\ufffd'])(
		'but %j is a value',
		async (value) => {
			expect(await inspect(`a,b\n${value},\n,${value}\n`)).toMatchObject({
				rows: 2,
				filled: [true, true],
			});
		},
	);

	it('whatever the separator is', async () => {
		for (const separator of [';', '\t', '|']) {
			const file = `a,b\n1,2\n,\n"",""\n`.replaceAll(',', separator);
			expect(await inspect(file)).toMatchObject({ rows: 1, delimiter: separator });
		}
		// Another separator is a value.
		expect(await inspect('a;b\n1;2\n,;,\n')).toMatchObject({ rows: 2 });
		// In front of the header nobody knows which it is.
		expect(await inspect(',,\na;b\n1;2\n')).toMatchObject({ rows: 1, columns: ['a', 'b'] });
	});

	it('just as in the same table as a workbook', async () => {
		const rows = [
			['', ''],
			['email', 'zip'],
			['ada@example.com', '27511'],
			['', ''],
			['\u00a0', ' '],
			['eve@example.com', ''],
			['', '\t'],
		];
		const csv = await inspect(rows.map((row) => row.join()).join('\r\n'));
		const xlsx = await inspectXlsx(opened(zipOf(workbookParts(inlineRows(rows)))));
		const { columns, rows: count, sampleValues, filled, raggedRows } = xlsx;
		expect(csv).toMatchObject({ columns, rows: count, sampleValues, filled, raggedRows });
		expect(csv.rows).toBe(2);
	});

	it('is not counted among the records that errors number', async () => {
		const source = chunksOf(Buffer.from('a,b\n1,2\n,\n""\n3,"4" x\n'), [5]);
		await expect(inspectCsv(source)).rejects.toThrow(/^Record 2 after the header, column 2: text/);
		const latin = Buffer.from('a,b\n1,2\n,\n,\nJos\xe9,3\n', 'latin1');
		expect(await inspectCsv(chunksOf(latin, [3]))).toMatchObject({ firstNotUtf8Row: 2, rows: 2 });
	});

	it('does not count as a header either', async () => {
		for (const file of [',\n', '"",""\r\n ;\n', '\ufeff,\n\x1a', '\x1a', ' ']) {
			await expect(inspectCsv(chunksOf(Buffer.from(file), [1]))).rejects.toThrow(/is empty/);
		}
	});

	it('takes no more time than others', async () => {
		const time = async (line: string): Promise<number> => {
			const file = Buffer.from(`a,b\n1,2\n${line.repeat(200_000)}`);
			const start = cpuTime();
			await inspectCsv(chunksOf(file, [file.length]));
			return cpuTime() - start;
		};
		await time('1,2\n,\n');
		const regular = await time('1,2\n3,4\n');
		for (const line of ['1,2\n,\n', '1,2\n,,,\n', '1,2\n1\n']) {
			expect(await time(line)).toBeLessThan(20 * regular + 500);
		}
	});
});

describe('an end-of-file mark belongs to no value', () => {
	it.each([
		'a,b\n1,2\x1a',
		'a,b\n1,2\n\x1a',
		'a,b\r\n1,2\r\n\x1a\r\n',
		'a,b\n1,2\x1a\n',
		'a,b\n1,2\x1a\x1a\x1a\x1a',
		'a,b\n1,2\x1a  \n\n',
		'a,b\n1,"2"\x1a',
		'a,b\n1,"2"\n\x1a\x1a',
		'a,b\n1,"2"\x1a\r\n',
	])('%j', async (file) => {
		for (const samples of [3, 0]) {
			expect(await inspect(file, samples)).toMatchObject({
				rows: 1,
				raggedRows: 0,
				sampleValues: samples === 0 ? [[], []] : [['1'], ['2']],
				size: Buffer.byteLength(file),
			});
		}
		// What is not hashed is sent as it is.
		const plan = { algorithm: 'MD5', columns: {} } as const;
		const sent = await joined(hashCsv(chunksOf(Buffer.from(file), [4]), plan));
		expect(sent.toString()).toBe(file);
	});

	it('and leaves no value where there is none', async () => {
		expect(await inspect('a,b\n1,\x1a')).toMatchObject({
			sampleValues: [['1'], ['']],
			filled: [true, false],
		});
	});

	it('in a quoted value it is a character', async () => {
		expect((await inspect('a\n"x\x1a"\n')).sampleValues).toEqual([['x\x1a']]);
		await expect(inspect('a,b\n"x"\x1a,2\n')).rejects.toThrow(/text follows a closing quote/);
	});
});
