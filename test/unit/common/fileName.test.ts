import * as fc from 'fast-check';

import { extensionOf, nameOfFile, namingAdvice } from '../../../nodes/common/file/fileName';

const BYTES = 'application/octet-stream';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('nameOfFile', () => {
	it.each([
		['people.csv', BYTES, 'people.csv', 'csv'],
		['people.CSV', BYTES, 'people.CSV', 'csv'],
		['people.csv ', BYTES, 'people.csv', 'csv'],
		['people.csv\n', BYTES, 'people.csv', 'csv'],
		['people.csv\u200b', BYTES, 'people.csv', 'csv'],
		['people.csv\u00a0', BYTES, 'people.csv', 'csv'],
		['people.csv.', BYTES, 'people.csv', 'csv'],
		['"people.csv"', BYTES, 'people.csv', 'csv'],
		['people.csv"', BYTES, 'people.csv', 'csv'],
		['people.csv?sig=abc', BYTES, 'people.csv', 'csv'],
		['people.csv?sig=a/b.c%2Fd', BYTES, 'people.csv', 'csv'],
		['people.csv?name=other.xlsx', BYTES, 'people.csv', 'csv'],
		['people.csv ?sig=abc', BYTES, 'people.csv', 'csv'],
		['people.csv?', BYTES, 'people.csv', 'csv'],
		['people.csv#sheet', BYTES, 'people.csv', 'csv'],
		['people.csv;charset=utf-8', BYTES, 'people.csv', 'csv'],
		['people.csv; charset=utf-8', BYTES, 'people.csv', 'csv'],
		['people.csv&sig=abc', BYTES, 'people.csv', 'csv'],
		['https://x.example/y/people.csv?x=1', BYTES, 'people.csv', 'csv'],
		['https://x.example/y/people.csv#a.png', BYTES, 'people.csv', 'csv'],
		['https://x.example/M%C3%A4rz%20people.csv', BYTES, 'M\u00e4rz people.csv', 'csv'],
		['https://x.example/100%.csv', BYTES, '100%.csv', 'csv'],
		['exports/2026/people.csv?sig=abc', BYTES, 'people.csv', 'csv'],
		['C:\\exports\\people.csv', BYTES, 'people.csv', 'csv'],
		['../../people.csv', BYTES, 'people.csv', 'csv'],
		['a\u0000b\r\n.csv', BYTES, 'a_b__.csv', 'csv'],
		['What now?.csv', BYTES, 'What now?.csv', 'csv'],
		['Report #3.csv', BYTES, 'Report #3.csv', 'csv'],
		['Tom & Ann; v1.2.csv', BYTES, 'Tom & Ann; v1.2.csv', 'csv'],
		['W\u00e4hler \u5e83\u544a.csv', BYTES, 'W\u00e4hler \u5e83\u544a.csv', 'csv'],
		['people.csv', 'application/vnd.ms-excel', 'people.csv', 'csv'],
		['people.csv', 'image/png', 'people.csv', 'csv'],
		['people.txt', 'text/csv', 'people.txt.csv', 'csv'],
		['people.TXT', 'text/csv; charset=utf-8', 'people.TXT.csv', 'csv'],
		['people.txt?sig=abc', 'application/csv', 'people.txt.csv', 'csv'],
		['people.txt', XLSX, 'people.txt.xlsx', 'xlsx'],
		['people.txt', 'text/plain', 'people.txt', 'txt'],
		['people.txt', BYTES, 'people.txt', 'txt'],
		['people.txt?name=other.csv', BYTES, 'people.txt', 'txt'],
		['people.tsv', 'text/csv', 'people.tsv', 'tsv'],
		['people.xls', 'text/csv', 'people.xls', 'xls'],
		['people.csv.gz', 'text/csv', 'people.csv.gz', 'gz'],
		['download', 'text/csv', 'download.csv', 'csv'],
		['download', 'text/csv; charset=utf-8', 'download.csv', 'csv'],
		['download', ' Text/CSV ', 'download.csv', 'csv'],
		['download', 'application/csv', 'download.csv', 'csv'],
		['download', XLSX, 'download.xlsx', 'xlsx'],
		['download?id=7', 'text/csv', 'download.csv', 'csv'],
		['download?file=people.csv', BYTES, 'download.csv', 'csv'],
		['export.php', 'text/csv', 'export.php.csv', 'csv'],
		['people.2027', 'text/csv', 'people.2027.csv', 'csv'],
		['https://x.example/download?id=7', 'text/csv', 'download.csv', 'csv'],
		['https://x.example/?id=7', 'text/csv', 'data.csv', 'csv'],
		['https://x.example', 'text/csv', 'data.csv', 'csv'],
		['exports/', 'text/csv', 'data.csv', 'csv'],
		['..', 'text/csv', 'data.csv', 'csv'],
		['banner', 'image/jpeg', 'banner.jpg', 'jpg'],
		['banner.jpeg', 'image/jpeg', 'banner.jpeg', 'jpeg'],
		['at 2.51.28 PM', 'image/png', 'at 2.51.28 PM.png', 'png'],
		['spot', 'video/mp4', 'spot.mp4', 'mp4'],
		['spot', 'video/quicktime', 'spot.mov', 'mov'],
		['jingle', 'audio/mpeg', 'jingle.mp3', 'mp3'],
		['jingle', 'audio/x-wav', 'jingle.wav', 'wav'],
		['game', 'text/html', 'game.html', 'html'],
		['people', 'text/plain', 'people.txt', 'txt'],
		['people', BYTES, 'people', ''],
		['people', 'application/vnd.ms-excel', 'people', ''],
		['people', 'constructor', 'people', ''],
		['people.constructor', BYTES, 'people.constructor', 'constructor'],
		['people.v2', BYTES, 'people.v2', 'v2'],
		['', 'text/csv', 'data.csv', 'csv'],
		['  ', 'image/png', 'data.png', 'png'],
		['', BYTES, '', ''],
	])('reads %j of type %j as %j', (fileName, mimeType, sent, extension) => {
		expect(nameOfFile({ fileName, mimeType }, 'data')).toEqual({ fileName: sent, extension });
	});

	it.each([
		[undefined, 'csv', 'text/csv', 'data.csv'],
		[undefined, 'csv', undefined, 'data.csv'],
		[undefined, '.CSV', BYTES, 'data.csv'],
		[undefined, ' csv ', BYTES, 'data.csv'],
		[undefined, 'csv?sig=abc', BYTES, 'data.csv'],
		[undefined, 'csv', 'text/plain', 'data.csv'],
		[undefined, 'csv', 'application/vnd.ms-excel', 'data.csv'],
		[undefined, 'txt', 'text/plain', 'data.txt'],
		[undefined, 'bin', 'text/csv', 'data.csv'],
		[undefined, 'bin', BYTES, ''],
		[undefined, undefined, undefined, ''],
		['download', 'xlsx', BYTES, 'download.xlsx'],
		['people.txt', 'txt', 'text/csv', 'people.txt.csv'],
		['people.txt', 'txt', 'text/plain', 'people.txt'],
		['people.txt', 'csv', BYTES, 'people.txt.csv'],
		['people.csv', 'xls', 'application/vnd.ms-excel', 'people.csv'],
		['people.csv?sig=abc', 'csv?sig=abc', BYTES, 'people.csv'],
	])('reads %j with the file extension %j of type %j as %j', (fileName, ext, mimeType, sent) => {
		const facts = { fileName, fileExtension: ext, mimeType };
		expect(nameOfFile(facts, 'data').fileName).toBe(sent);
	});

	it('gives one part without control characters, that ends in its extension', () => {
		const text = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.stringMatching(/^[a?#;&./\\: "=%\n]{0,20}(\.csv)?[?#;&./\\: "=%\n]{0,9}$/),
		);
		fc.assert(
			fc.property(text, fc.constantFrom('text/csv', BYTES), (fileName, mimeType) => {
				const named = nameOfFile({ fileName, mimeType }, 'data');
				expect(named.fileName).not.toMatch(/[/\\\p{Cc}]/u);
				expect(extensionOf(named.fileName)).toBe(named.extension);
				if (mimeType === 'text/csv') expect(named.fileName).not.toBe('');
			}),
			{ numRuns: 2000 },
		);
	});
});

it.each([
	['data', "$input.item.binary.data.fileName = 'a.csv'"],
	['my file', '$input.item.binary["my file"].fileName = \'a.csv\''],
])('advises how to name the file in %s', (field, words) => {
	expect(namingAdvice('a.csv', field)).toContain(words);
});
