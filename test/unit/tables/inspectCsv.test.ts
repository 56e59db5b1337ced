import { UserError } from 'n8n-workflow';

import { inspectCsv, type CsvInspection } from '../../../nodes/tables/csv/inspectCsv';
import { cpuTime } from '../../support/cpuTime';
import { chunksOf as chunks } from '../../support/csvFiles';

const MIB = 1024 * 1024;

const CHUNKINGS = [[1], [2, 3], [MIB]];

/** Inspects with small and large chunks, which must agree, and hands back the one result. */
async function inspect(file: string | Uint8Array, samples?: number): Promise<CsvInspection> {
	const bytes = Buffer.from(file);
	const results = await Promise.all(
		CHUNKINGS.map(async (sizes) => await inspectCsv(chunks(bytes, sizes), { samples })),
	);
	expect(results[1]).toEqual(results[0]);
	expect(results[2]).toEqual(results[0]);
	return results[0];
}

async function problem(file: string | Uint8Array): Promise<string> {
	const bytes = Buffer.from(file);
	const messages = await Promise.all(
		CHUNKINGS.map(async (sizes) => {
			const error: unknown = await inspectCsv(chunks(bytes, sizes)).then(
				() => undefined,
				(reason: unknown) => reason,
			);
			expect(error).toBeInstanceOf(UserError);
			return (error as UserError).message;
		}),
	);
	expect(new Set(messages).size).toBe(1);
	return messages[0];
}

describe('inspectCsv: what it reports', () => {
	it('reports header, rows, the first three values per column and size', async () => {
		const file = 'first-name,zip\nBilbo,10001\nFrodo,10010\nSamwise,10011\nMerry,10012\n';
		expect(await inspect(file)).toEqual({
			columns: ['first-name', 'zip'],
			rows: 4,
			sampleValues: [
				['Bilbo', 'Frodo', 'Samwise'],
				['10001', '10010', '10011'],
			],
			size: Buffer.byteLength(file),
			delimiter: ',',
			hasBom: false,
			encoding: 'ASCII',
			filled: [true, true],
			raggedRows: 0,
			watched: [],
			hashes: [],
			emptiedRows: 0,
		});
	});

	it.each([
		[0, [[], []]],
		[1, [['1'], ['2']]],
		[
			9,
			[
				['1', '3'],
				['2', '4'],
			],
		],
	])('returns as many samples as asked for: %d', async (samples, expected) => {
		expect((await inspect('a,b\n1,2\n3,4', samples)).sampleValues).toEqual(expected);
	});

	it('counts no rows in a file with only a header', async () => {
		for (const file of ['a,b', 'a,b\n', 'a,b\r\n\r\n']) {
			const { rows, columns, sampleValues } = await inspect(file);
			expect({ rows, columns, sampleValues }).toEqual({
				rows: 0,
				columns: ['a', 'b'],
				sampleValues: [[], []],
			});
		}
	});

	it('removes a byte order mark, even before a quote, and counts it in the size', async () => {
		expect(await inspect('\ufeff"a",b\n1,2')).toMatchObject({
			columns: ['a', 'b'],
			hasBom: true,
			size: 12,
		});
	});

	it('says which columns are blank throughout', async () => {
		const file = 'a,b,c,d,e,f\n,1, ,"",""""," \t"\n2,,,, ,"\n"\n';
		expect((await inspect(file)).filled).toEqual([true, true, false, false, true, false]);
	});

	it('finds a value far beyond the samples', async () => {
		expect((await inspect(`a,b\n${'1,\n'.repeat(1000)}1,x\n`)).filled).toEqual([true, true]);
	});

	it('counts records that are too short or long, and pads and cuts their samples', async () => {
		expect(await inspect('a,b\n1,2\n3\n4,5,6\n')).toMatchObject({
			rows: 3,
			raggedRows: 2,
			firstRaggedRow: 2,
			sampleValues: [
				['1', '3', '4'],
				['2', '', '5'],
			],
		});
	});

	it('takes a delimiter at the end of a line as one more, empty value', async () => {
		expect(await inspect('a,b\n1,2,\n')).toMatchObject({ rows: 1, firstRaggedRow: 1 });
		expect(await inspect('a,b\n1,')).toMatchObject({ rows: 1, raggedRows: 0 });
	});
});

describe('inspectCsv: lines', () => {
	it.each(['\n', '\r\n', '\r'])('reads lines that end with %j', async (end) => {
		const { columns, rows, sampleValues } = await inspect(['a,b', '1,2', '"3",4'].join(end));
		expect({ columns, rows, sampleValues }).toEqual({
			columns: ['a', 'b'],
			rows: 2,
			sampleValues: [
				['1', '3'],
				['2', '4'],
			],
		});
		expect((await inspect(['a,b', '1,2', '"3",4', ''].join(end))).rows).toBe(2);
	});

	it('reads a file that mixes line ends, as joining two files makes it', async () => {
		expect(await inspect('a,b\r\n1,2\n3,"4"\r\n5,6\r7,8')).toMatchObject({
			rows: 4,
			raggedRows: 0,
			sampleValues: [
				['1', '3', '5'],
				['2', '4', '6'],
			],
		});
	});

	it('skips empty lines, even before the header', async () => {
		expect(await inspect('\n\r\n\na,b\n\n1,2\n\n\n3,4\n\n')).toMatchObject({
			columns: ['a', 'b'],
			rows: 2,
		});
	});
});

describe('inspectCsv: files longer than the pieces that are read', () => {
	const rows = 150_000;
	const file = Buffer.from(`a,b\n${'12,"3 4"\r\n'.repeat(rows)}`);

	it.each([65_536, 777_777, MIB, MIB + 1, file.length])('in chunks of %d bytes', async (size) => {
		const found = await inspectCsv(chunks(file, [size]));
		expect(found).toMatchObject({ rows, raggedRows: 0, size: file.length });
	});
});

describe('inspectCsv: quotes', () => {
	it('keeps delimiters, line breaks and doubled quotes inside a quoted value', async () => {
		const { columns, rows, sampleValues } = await inspect(
			'"a,1","b\r\n2"\n"x\ny","say ""hi"""\n"""",7\n',
		);
		expect(columns).toEqual(['a,1', 'b\r\n2']);
		expect(rows).toBe(2);
		expect(sampleValues).toEqual([
			['x\ny', '"'],
			['say "hi"', '7'],
		]);
	});

	it('takes a quote inside an unquoted value as a character', async () => {
		const { sampleValues } = await inspect('a,b\n5" pipe, "x"\n');
		expect(sampleValues).toEqual([['5" pipe'], [' "x"']]);
	});

	it('does so beyond the samples too', async () => {
		const file = 'a,b\n1,2\n1,5",6"\n1,"5,6"\n1,5""\n';
		expect(await inspect(file, 0)).toMatchObject({ rows: 4, raggedRows: 1, firstRaggedRow: 2 });
	});

	it('names record and column where text follows a closing quote, not the text', async () => {
		expect(await problem('a,b\n1,2\n\n3,"secret" Smith\n')).toBe(
			'Record 2 after the header, column 2: text follows a closing quote. ' +
				'Write a quote inside a value twice ("").',
		);
		expect(await problem('"a"x,b\n')).toMatch(/^Header, column 1: text follows/);
	});

	it('names the record and the column where an unclosed quote opens', async () => {
		expect(await problem('a,b\n1,2\n3,"4\n5,6\n7,8\n')).toBe(
			'Record 2 after the header, column 2: a quote is opened here and never closed.',
		);
		expect(await problem('a,"b\n1,2\n')).toMatch(/^Header, column 2: a quote is opened/);
	});
});

describe('inspectCsv: delimiter', () => {
	it.each([
		['a,b;c,d\n', ',', ['a', 'b;c', 'd']],
		['a;b,c;d\n', ';', ['a', 'b,c', 'd']],
		['a\tb\n', '\t', ['a', 'b']],
		['a;"b,c,d";e\n', ';', ['a', 'b,c,d', 'e']],
		['"a ""x"", y";b\n', ';', ['a "x", y', 'b']],
		['a,b;c\n', ',', ['a', 'b;c']],
		['a|b|c,d\n', '|', ['a', 'b', 'c,d']],
		['a";b";c,d\n', ';', ['a"', 'b"', 'c,d']],
		['email\n', ',', ['email']],
		['\n\na;b\n', ';', ['a', 'b']],
	])('finds it in %j', async (file, delimiter, columns) => {
		expect(await inspect(file)).toMatchObject({ delimiter, columns });
	});

	it('looks at the header only', async () => {
		expect(await inspect('a,b\n1;2;3;4,5\n')).toMatchObject({ delimiter: ',', raggedRows: 0 });
	});
});

describe('inspectCsv: files that are refused', () => {
	it('refuses an empty file', async () => {
		for (const file of ['', '\ufeff', '\n\r\n']) {
			expect(await problem(file)).toMatch(/is empty/);
		}
	});

	it('refuses an Excel workbook', async () => {
		expect(await problem('PK\x03\x04\x14\0\0\0')).toMatch(/Excel \(XLSX\).*ends in \.xlsx/);
		expect((await inspect('PK\n1')).columns).toEqual(['PK']);
	});

	it.each([
		['with a little-endian mark', Buffer.from('\ufeffa,b\n1,2', 'utf16le')],
		['with a big-endian mark', Buffer.from('\ufeffa,b\n1,2', 'utf16le').swap16()],
		['without NUL bytes', Buffer.from('\ufeff名前', 'utf16le').swap16()],
		['without a mark', Buffer.from('a,b\n1,2', 'utf16le')],
		['appended to UTF-8', Buffer.concat([Buffer.from('a,b\n'), Buffer.from('1,2', 'utf16le')])],
	])('refuses UTF-16 %s', async (_, file) => {
		expect(await problem(file)).toMatch(/is UTF-16.*Save it as CSV UTF-8/);
	});

	it('refuses binary data, even without a line end and far inside the file', async () => {
		const binary = Buffer.alloc(MIB + 1, 'x\0');
		await expect(inspectCsv(chunks(binary, [65_536]))).rejects.toThrow(/NUL bytes/);
		const late = Buffer.alloc(MIB + 2, 'x\n');
		late[MIB + 1] = 0;
		await expect(inspectCsv(chunks(late, [65_536]))).rejects.toThrow(/NUL bytes/);
	});

	it('refuses a record of more than 16 MiB, however it comes', async () => {
		const file = Buffer.from(`a,b\n${'1,2\n'.repeat(9)}${'x'.repeat(16.5 * MIB)},2\n1,2\n`);
		for (const sizes of [[MIB / 2], [MIB], [file.length]]) {
			await expect(inspectCsv(chunks(file, sizes))).rejects.toThrow('the record exceeds 16 MiB');
			const toHash = () => ({ algorithm: 'SHA256', columns: { b: 'email' } }) as const;
			await expect(inspectCsv(chunks(file, sizes), { toHash })).rejects.toThrow('exceeds 16 MiB');
		}
	});

	it('reads thousands of columns at once', async () => {
		const names = Array.from({ length: 20_000 }, (_, nth) => `c${nth}`);
		const start = cpuTime();
		const file = Buffer.from(`${names.join()}\n${names.join()}\n`);
		const found = await inspectCsv(chunks(file, [65_536]));
		expect(found.filled.every(Boolean)).toBe(true);
		expect(cpuTime() - start).toBeLessThan(1_000);
	});

	it('refuses other encodings in the header', async () => {
		expect(await problem(Buffer.from('a,Straße\n1,2', 'latin1'))).toBe(
			'Header, column 2: not UTF-8 text. Save the file as CSV UTF-8.',
		);
		expect(await problem(Buffer.from('\xe9,b\n1,2', 'latin1'))).toMatch(/^Header, column 1: not/);
	});

	it('refuses the line that only Excel understands', async () => {
		for (const file of ['sep=;\nname;email\n', '\ufeffsep=,\r\na,b\r\n', '"sep=;"\na;b\n']) {
			expect(await problem(file)).toMatch(/^The first line of the file is 'sep='/);
		}
		expect((await inspect('sep=x\n1')).columns).toEqual(['sep=x']);
	});

	it('names the first record that is not UTF-8, even among the samples', async () => {
		const sample = await inspect(Buffer.from('a,b\n1,2\nJosé,2\nJosé,3', 'latin1'));
		expect(sample).toMatchObject({
			encoding: 'not UTF-8',
			firstNotUtf8Row: 2,
			sampleValues: [
				['1', 'Jos\ufffd', 'Jos\ufffd'],
				['2', '2', '3'],
			],
		});
		const file = (text: string) =>
			Buffer.from(`name,b\n${'Bilbo,2\n'.repeat(9)}${text},2\nLotho,2\n`, 'latin1');
		expect(await inspect(file('José'))).toMatchObject({
			rows: 11,
			encoding: 'not UTF-8',
			firstNotUtf8Row: 10,
		});
		expect((await inspect(file('"José"'))).firstNotUtf8Row).toBe(10);
		expect((await inspect(Buffer.from('n\na\na\na\na\nJos\xe9', 'latin1'))).firstNotUtf8Row).toBe(
			5,
		);
		const first = `name,b\n${'"Bilbo",2\n'.repeat(9)}\xe9lan,2\n`;
		expect((await inspect(Buffer.from(first, 'latin1'))).firstNotUtf8Row).toBe(10);
		const utf8 = await inspect(Buffer.from(file('José').toString('latin1')));
		expect(utf8.encoding).toBe('UTF-8');
		expect(utf8).not.toHaveProperty('firstNotUtf8Row');
		expect((await inspect(file('Jose'))).encoding).toBe('ASCII');
	});

	it('refuses an old Excel file and says what it is', async () => {
		const file = Buffer.from('d0cf11e0a1b11ae10000', 'hex');
		expect(await problem(file)).toMatch(/old Excel \(XLS\).*as CSV UTF-8/);
	});

	it('accepts non-ASCII UTF-8 whose characters are split between chunks', async () => {
		expect(await inspect('Straße,名前\nJosé,🧝\n')).toMatchObject({
			columns: ['Straße', '名前'],
			sampleValues: [['José'], ['🧝']],
		});
	});

	it('refuses repeated header names and names both columns', async () => {
		expect(await problem('zip,name,zip\n')).toBe('Columns 1 and 3 are named "zip". Rename one.');
		expect((await inspect('zip,Zip\n')).columns).toEqual(['zip', 'Zip']);
		expect(await problem(`${'x'.repeat(999)},${'x'.repeat(999)}\n`)).not.toMatch(/x{61}/);
	});

	it('refuses a header without a name for a column', async () => {
		for (const file of ['a,b,\n', 'a,b," "\n', 'a,b,']) {
			expect(await problem(file)).toBe('The header has no name for column 3. Give it one.');
		}
	});

	it('refuses a header that does not end, before reading more than it keeps', async () => {
		let read = 0;
		let closed = false;
		async function* endless(): AsyncGenerator<Uint8Array> {
			try {
				for (;;) {
					read += 65_536;
					yield Buffer.alloc(65_536, 'x');
				}
			} finally {
				closed = true;
			}
		}
		await expect(inspectCsv(endless())).rejects.toThrow(/does not look like a CSV/);
		expect(read).toBeLessThanOrEqual(MIB + 65_536);
		expect(closed).toBe(true);
	});

	it.each([
		['one long value', '"x', 'x'],
		['endless empty values', '', ','],
	])('does not keep a sample record without end: %s', async (_, start, filler) => {
		async function* endless(): AsyncGenerator<Uint8Array> {
			yield Buffer.from(`a,b\n1,2\n${start}`);
			for (;;) yield Buffer.alloc(65_536, filler);
		}
		await expect(inspectCsv(endless())).rejects.toThrow(/^Record 2 after the header, .* 1 MiB/);
	});

	it('ends at a record of more than 16 MiB beyond the samples', async () => {
		async function* endless(): AsyncGenerator<Uint8Array> {
			yield Buffer.from('a,b\n1,2\n1,2\n1,2\n3,"');
			for (;;) yield Buffer.alloc(MIB, 'x\n');
		}
		await expect(inspectCsv(endless())).rejects.toThrow(
			'Record 4 after the header, column 2: the record exceeds 16 MiB. A quote is probably not closed.',
		);
	});

	it('takes long records beyond the samples', async () => {
		const file = Buffer.concat([
			Buffer.from('a,b\n1,2\n3,"'),
			Buffer.alloc(3 * MIB, 'x\n'),
			Buffer.from('"\n5,6\n'),
		]);
		const result = await inspectCsv(chunks(file, [65_536]), { samples: 1 });
		expect(result).toMatchObject({ rows: 3, raggedRows: 0, size: file.length });
	});
});
