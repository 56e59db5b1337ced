import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { SAMPLE_PATHS, sampleContent, startSandbox, type Sandbox } from '../../sandbox';
import { CsvScanner, type Table } from '../../sandbox/csv';
import { imageSize, looksLike } from '../../sandbox/media';
import { readXlsx } from '../../sandbox/xlsx';

function scan(text: string | Buffer, chunkSize = 7): Table {
	const scanner = new CsvScanner();
	const bytes = Buffer.from(text);
	for (let at = 0; at < bytes.length; at += chunkSize) {
		scanner.write(bytes.subarray(at, at + chunkSize));
	}
	return scanner.end();
}

describe('sandbox: reading CSV', () => {
	test.each<[string, string, Partial<Table>]>([
		[
			'plain',
			'a,b\n1,2\n3,4\n',
			{
				first: [
					['1', '2'],
					['3', '4'],
				],
				records: 2,
			},
		],
		['no last line break', 'a\n1', { records: 1 }],
		['CRLF', 'a,b\r\n1,2\r\n', { first: [['1', '2']], records: 1 }],
		['CR', 'a\r1\r2', { first: [['1'], ['2']], records: 2 }],
		['a byte order mark', '\ufeffa,b\n1,2', { header: ['a', 'b'] }],
		['quotes', 'a,b\n"1,\n""x""",2\n', { first: [['1,\n"x"', '2']], records: 1 }],
		['a quoted empty cell', 'a,b\n"",1\n', { first: [['', '1']], records: 1 }],
		['blank lines', 'a\n\n1\n\n\n2\n\n', { records: 2 }],
		['blank records', ',\n"",""\n"a",b\n1,2\n,\n""," "\n\u00a0,\n3,\n', { records: 2 }],
		['nothing but delimiters', 'a,b\n,\n,\n', { records: 0 }],
		['an end-of-file mark', 'a,b\r\n1,2\r\n\x1a', { first: [['1', '2']], records: 1 }],
		['an end-of-file mark after a cell', 'a,b\n1,2\x1a\x1a', { first: [['1', '2']], records: 1 }],
		[
			'an end-of-file mark after a quote',
			'a,b\n1,"2"\x1a\r\n',
			{ first: [['1', '2']], records: 1 },
		],
		['many records', `a\n${'x\n'.repeat(5000)}`, { first: [['x'], ['x'], ['x']], records: 5000 }],
		['empty', '', { header: [], records: 0 }],
		['umlauts', 'ä\nß\n', { header: ['ä'], first: [['ß']] }],
	])('%s', (_, text, expected) => {
		for (const size of [1, 3, 64]) expect(scan(text, size)).toMatchObject(expected);
	});

	test.each([
		['a\n"1', 'a quoted cell is never closed'],
		['a\n"1"x', 'text follows a closing quote'],
		['a\n1\n1,2\n', 'record 2 has more cells than the header'],
	])('names what is wrong with %j', (text, problem) => {
		expect(scan(text).problem).toBe(problem);
	});

	test('reads the same as an independent parser', () => {
		const unit = fc.constantFrom('a', 'ü', ',', '"', '\n', '\r', ' ');
		const cell = fc.string({ unit, maxLength: 5 });
		const row = fc.array(cell, { minLength: 2, maxLength: 2 });
		const rows = fc.array(row, { minLength: 1, maxLength: 6 });
		const lineEnd = fc.constantFrom('\n', '\r\n');
		const chunk = fc.integer({ min: 1, max: 9 });
		const quote = (value: string) => `"${value.replace(/"/g, '""')}"`;
		const property = fc.property(rows, lineEnd, chunk, (data, end, size) => {
			const text = data.map((cells) => cells.map(quote).join(',') + end).join('');
			const isRecord = (cells: string[]) => /[aü]/.test(cells.join(''));
			const [header = [], ...records] = (parse(text) as string[][]).filter(isRecord);
			const expected = { header, first: records.slice(0, 3), records: records.length };
			expect(scan(text, size)).toEqual(expected);
		});
		fc.assert(property);
	});
});

describe('sandbox: reading XLSX', () => {
	function zip(files: Record<string, string>): Buffer {
		const locals: Buffer[] = [];
		const central: Buffer[] = [];
		let offset = 0;
		for (const [name, content] of Object.entries(files)) {
			const data = deflateRawSync(content);
			const local = Buffer.alloc(30);
			local.writeUInt32LE(0x04034b50, 0);
			local.writeUInt16LE(8, 8);
			local.writeUInt16LE(name.length, 26);
			const entry = Buffer.alloc(46);
			entry.writeUInt32LE(0x02014b50, 0);
			entry.writeUInt16LE(8, 10);
			entry.writeUInt32LE(data.length, 20);
			entry.writeUInt16LE(name.length, 28);
			entry.writeUInt32LE(offset, 42);
			central.push(entry, Buffer.from(name));
			locals.push(local, Buffer.from(name), data);
			offset += 30 + name.length + data.length;
		}
		const directory = Buffer.concat(central);
		const end = Buffer.alloc(22);
		end.writeUInt32LE(0x06054b50, 0);
		end.writeUInt16LE(Object.keys(files).length, 10);
		end.writeUInt32LE(directory.length, 12);
		end.writeUInt32LE(offset, 16);
		return Buffer.concat([...locals, directory, end]);
	}

	test('header, first records and count', () => {
		const workbook = zip({
			'xl/sharedStrings.xml': `<sst><si><t>zip</t></si>
				<si><r><t>st</t></r><r><t xml:space="preserve">ate</t></r></si></sst>`,
			'xl/worksheets/sheet1.xml': `<worksheet><sheetData>
				<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
					<c r="C1" t="inlineStr"><is><t>a &amp; b</t></is></c></row>
				<row r="2"><c r="A2"><v>10001</v></c><c r="C2"><v>2</v></c></row>
				<row r="3"/>
				<row r="4"><c r="A4"><v>1</v></c></row>
				<row r="5"><c r="B5"/><c r="A5"><v>2</v></c></row>
				<row r="6"><c r="A6"><v>3</v></c></row>
			</sheetData></worksheet>`,
		});
		expect(readXlsx(workbook)).toEqual({
			header: ['zip', 'state', 'a & b'],
			first: [['10001', '', '2'], ['1'], ['2', '']],
			records: 4,
		});
	});

	test('a file that is not a workbook', () => {
		expect(readXlsx(Buffer.from('PK')).problem).toMatch(/no XLSX/);
		expect(readXlsx(zip({ 'a.txt': '' })).problem).toMatch(/no XLSX/);
	});
});

describe('sandbox: sample files', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterAll(() => sandbox.close());

	test('come over HTTP with their type', async () => {
		const types: Record<string, string> = {};
		for (const path of SAMPLE_PATHS) {
			const response = await fetch(sandbox.url + path);
			types[path.slice(9)] = String(response.headers.get('content-type'));
			expect(Buffer.from(await response.arrayBuffer()).equals(sampleContent(path))).toBe(true);
		}
		expect(types).toEqual({
			'banner.png': 'image/png',
			'banner.jpg': 'image/jpeg',
			'banner.gif': 'image/gif',
			'video.mp4': 'video/mp4',
			'audio.mp3': 'audio/mpeg',
			'vast.xml': 'application/xml',
			'creative.html': 'text/html; charset=utf-8',
			'matched-audience-example.csv': 'text/csv',
		});
		expect((await fetch(`${sandbox.url}/samples/vast.xml`, { method: 'POST' })).status).toBe(404);
	});

	test('are what they say', () => {
		const size = { width: 300, height: 250 };
		expect(imageSize(sampleContent('/samples/banner.png'))).toEqual({ type: 'png', ...size });
		expect(imageSize(sampleContent('/samples/banner.jpg'))).toEqual({ type: 'jpeg', ...size });
		expect(imageSize(sampleContent('/samples/banner.gif'))).toEqual({ type: 'gif', ...size });
		expect(imageSize(Buffer.from('GIF'))).toBeUndefined();
		expect(looksLike('mp4', sampleContent('/samples/video.mp4'))).toBe(true);
		expect(looksLike('mp3', sampleContent('/samples/audio.mp3'))).toBe(true);
		expect(() => sampleContent('/samples/none')).toThrow();
	});

	test('the video is as large and long as the VAST says of its own', () => {
		const video = sampleContent('/samples/video.mp4');
		const vast = sampleContent('/samples/vast.xml').toString();
		expect(vast).toContain('<Duration>00:00:16</Duration>');
		expect(vast).toContain('width="640" height="360"');
		// ISO/IEC 14496-12, 8.2.2 and 8.3.2: what follows the type is version, flags and times first.
		const [movie, track] = ['mvhd', 'tkhd'].map((type) => video.indexOf(type) + 4);
		expect(video.readUInt32BE(movie + 16) / video.readUInt32BE(movie + 12)).toBe(16);
		expect([76, 80].map((at) => video.readUInt32BE(track + at) / 0x10000)).toEqual([640, 360]);
		const types: string[] = [];
		for (let at = 0; at < video.length; at += video.readUInt32BE(at)) {
			types.push(video.toString('latin1', at + 4, at + 8));
		}
		expect(types).toEqual(['ftyp', 'moov', 'free', 'mdat']);
	});

	test('the audience file is the quickstart’s: 1,777 bytes, 16 columns, 5 rows', () => {
		const csv = sampleContent('/samples/matched-audience-example.csv');
		expect(csv.length).toBe(1777);
		const [header, ...rows] = parse(csv) as string[][];
		expect(header).toHaveLength(16);
		expect(rows).toHaveLength(5);
		const sha256 = (value: string) => createHash('sha256').update(value).digest('hex');
		for (const row of rows) {
			const cell = (name: string) => row[header.indexOf(name)];
			expect(cell('phone-sha256')).toBe(sha256(cell('phone')));
			expect(cell('email-sha256')).toBe(sha256(cell('email').toLowerCase()));
		}
	});
});
