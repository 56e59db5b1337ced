import { UserError } from 'n8n-workflow';
import { deflateRawSync } from 'node:zlib';

import { inflate } from '../../../nodes/tables/xlsx/inflate';
import { inspectXlsx } from '../../../nodes/tables/xlsx/inspectXlsx';
import type { OpenFile } from '../../../nodes/tables/xlsx/zip';
import { chunksOf, joined } from '../../support/csvFiles';
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
	type Packed,
} from '../../support/xlsxFiles';

const MIB = 1024 * 1024;
const ROWS =
	'<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c><v>7</v></c><c><v>8</v></c></row>';
const PARTS = workbookParts(ROWS, stringsXml('<t>name</t>', '<t>zip</t>'));

async function columnsOf(bytes: Buffer, sizes?: number[]): Promise<string[]> {
	return (await inspectXlsx(opened(bytes, sizes))).columns;
}

async function problem(bytes: Buffer): Promise<string> {
	const error: unknown = await columnsOf(bytes).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(UserError);
	return (error as UserError).message;
}

/** Bytes that no compression makes smaller. */
function noise(length: number): Buffer {
	const bytes = Buffer.alloc(length);
	let state = 1;
	for (let at = 0; at < length; at++) {
		state = (state * 48_271) % 0x7fffffff;
		bytes[at] = state >> 8;
	}
	return bytes;
}

describe('inspectXlsx: how the ZIP file is made', () => {
	const each = (how: Partial<Packed>) => PARTS.map((part) => ({ ...part, ...how }));

	it.each([
		['compressed', zipOf(PARTS)],
		['stored', zipOf(each({ stored: true }))],
		['sizes after the content', zipOf(each({ sizesFollow: true }))],
		['stored, sizes after the content', zipOf(each({ stored: true, sizesFollow: true }))],
		['ZIP64 entries', zipOf(each({ zip64: true }))],
		['ZIP64 places', zipOf(each({ zip64: 'place' }))],
		['ZIP64 throughout', zipOf(each({ zip64: true }), { zip64: true })],
		['in another order', zipOf([...PARTS].reverse())],
		['a comment that looks like an end', zipOf(PARTS, { comment: 'PK\x05\x06'.padEnd(30, '.') })],
		['names in capitals', zipOf(PARTS.map((part) => ({ ...part, name: part.name.toUpperCase() })))],
		[
			'backslashes',
			zipOf(PARTS.map((part) => ({ ...part, name: part.name.replace(/\//g, '\\') }))),
		],
		['slashes in front', zipOf(PARTS.map((part) => ({ ...part, name: `/${part.name}` })))],
	])('%s', async (_, bytes) => {
		expect(await columnsOf(bytes)).toEqual(['name', 'zip']);
		expect(await columnsOf(bytes, [1, 3])).toEqual(['name', 'zip']);
	});

	it('finds a workbook by another name, and without a list of the whole', async () => {
		const other = PARTS.filter(({ name }) => name !== 'xl/workbook.xml');
		const renamed = withParts(
			other,
			{ name: '_rels/.rels', content: relations(['rId1', 'officeDocument', '/xl/workbook2.xml']) },
			{ name: 'xl/workbook2.xml', content: workbookXml(['People', 'rId1']) },
			{
				name: 'xl/_rels/workbook2.xml.rels',
				content: relations(
					['rId1', 'worksheet', 'worksheets/sheet1.xml'],
					['rId2', 'sharedStrings', 'sharedStrings.xml'],
				),
			},
		);
		expect(await columnsOf(zipOf(renamed))).toEqual(['name', 'zip']);
		const without = PARTS.filter(({ name }) => name !== '_rels/.rels');
		expect(await columnsOf(zipOf(without))).toEqual(['name', 'zip']);
	});

	it.each([
		['in front', 0],
		['in the middle', 3],
		['at the end', PARTS.length],
	])('reads parts that are far from both ends: a picture of 3 MiB %s', async (_, place) => {
		const picture = { name: 'xl/media/image1.png', content: noise(3 * MIB), stored: true };
		const parts = [...PARTS.slice(0, place), picture, ...PARTS.slice(place)];
		const far = place === 3 ? [picture, ...parts, { ...picture, name: 'b.png' }] : parts;
		const bytes = zipOf(far);
		for (const sizes of [[65_536], [MIB], [bytes.length]]) {
			expect(await columnsOf(bytes, sizes)).toEqual(['name', 'zip']);
		}
	});
});

it('inspectXlsx reads a sheet that begins near the start and is longer than what is kept', async () => {
	const rows = inlineRows([['a'], ...Array.from({ length: 60 }, () => ['x'.repeat(40_000)])]);
	const parts = workbookParts(rows).map((part) => ({ ...part, stored: true }));
	const picture = { name: 'b.png', content: noise(3 * MIB), stored: true };
	const bytes = zipOf([...parts, picture]);
	expect(await inspectXlsx(opened(bytes))).toMatchObject({ columns: ['a'], rows: 60 });
});

describe('inspectXlsx: what is not XLSX', () => {
	it.each([
		['a CSV with another name', Buffer.from('name,zip\r\nBilbo,1\n'), /a text file, such as a CSV/],
		[
			'an old Excel file',
			Buffer.from('d0cf11e0a1b11ae1', 'hex'),
			/XLS\), or a workbook with a pass/,
		],
		['an HTML page', Buffer.from('\ufeff <html><table>'), /an HTML or XML file/],
		['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), /but another file/],
		['nothing', Buffer.alloc(0), /but empty/],
		['another ZIP file', zipOf([{ name: 'a.txt', content: 'a' }]), /another ZIP file/],
		[
			'an empty ZIP file',
			Buffer.concat([Buffer.from('PK\x03\x04'), zipOf([])]),
			/another ZIP file/,
		],
		[
			'a binary workbook',
			zipOf([{ name: 'xl/workbook.bin', content: 'a' }]),
			/a binary workbook \(XLSB\)/,
		],
		[
			'an OpenDocument file',
			zipOf([
				{ name: 'mimetype', content: 'application/vnd', stored: true },
				{ name: 'content.xml', content: '<a/>' },
			]),
			/an OpenDocument file/,
		],
		[
			'a workbook of charts',
			zipOf(
				withParts(PARTS, {
					name: 'xl/_rels/workbook.xml.rels',
					content: relations(['rId1', 'chartsheet', 'chartsheets/sheet1.xml']),
				}),
			),
			/without a sheet of cells/,
		],
	])('%s', async (_, bytes, message) => {
		const text = await problem(bytes);
		expect(text).toMatch(message);
		expect(text).toMatch(
			/^The file is not an Excel workbook \(XLSX\) but .*Save it as XLSX or CSV UTF-8/,
		);
	});
});

describe('inspectXlsx: damaged files', () => {
	const sheet = (content: string, more: Partial<Packed>) =>
		zipOf(withParts(PARTS, { name: 'xl/worksheets/sheet1.xml', content, ...more }));
	const rows = sheetXml(ROWS);
	const list = (says: Packed['says']) => {
		const content = workbookXml(['People', 'rId1']);
		return zipOf(withParts(PARTS, { name: 'xl/workbook.xml', content, says }));
	};

	it('cut off anywhere', async () => {
		const bytes = zipOf(PARTS);
		for (let length = 4; length < bytes.length; length += 37) {
			expect(await problem(bytes.subarray(0, length))).toMatch(/damaged or cut off/);
		}
	});

	it.each([
		['encrypted', sheet(rows, { says: { flags: 1 } }), /is encrypted. Remove the password/],
		['another method', sheet(rows, { says: { method: 9 } }), /by method 9, which is not supported/],
		['no DEFLATE', sheet(rows, { stored: true, says: { method: 8 } }), /sheet1.xml' .*is damaged/],
		['less than it says', list({ size: 99_999 }), /workbook.xml' .* does not have the 99999 bytes/],
		['more than it says', list({ size: 99 }), /workbook.xml' .* does not have the 99 bytes/],
		[
			'more than is read',
			sheet(rows, { zip64: true, says: { size: 2 ** 33 + 1 } }),
			/more than the/,
		],
		['a place beyond the end', sheet(rows, { says: { compressedSize: 99_999 } }), /damaged/],
	])('%s', async (_, bytes, message) => {
		expect(await problem(bytes)).toMatch(message);
	});

	it('whose list of sheets is larger than is read', async () => {
		const entry = { content: '<a/>', says: { size: 20 * MIB } };
		const parts = withParts(PARTS, { name: 'xl/workbook.xml', ...entry });
		expect(await problem(zipOf(parts))).toMatch(/workbook.xml' .* 20971520 bytes, too many/);
	});

	it('never in a list that claims more entries than there are', async () => {
		const bytes = zipOf(PARTS);
		bytes.writeUInt16LE(PARTS.length + 1, bytes.length - 12);
		expect(await problem(bytes)).toMatch(/its directory \(ZIP\) is not complete/);
	});

	it('with a directory that is too long to be kept', async () => {
		const many = Array.from({ length: 9_000 }, (_, i) => ({
			name: `${'long'.repeat(20)}${i}`,
			content: '',
			stored: true,
		}));
		expect(await problem(zipOf([...PARTS, ...many]))).toMatch(/too long for a workbook/);
	});
});

describe('inspectXlsx: memory and passes', () => {
	/** Counts what is read, and how often a reading was begun and ended. */
	function counted(bytes: Buffer) {
		const seen = { begun: 0, ended: 0, bytes: 0 };
		const open: OpenFile = async function* () {
			seen.begun++;
			try {
				for await (const chunk of chunksOf(bytes, [65_536])) {
					seen.bytes += chunk.length;
					yield chunk;
				}
			} finally {
				seen.ended++;
			}
		};
		return { seen, open };
	}

	it('reads a small file twice: for its start, and once for everything', async () => {
		const { seen, open } = counted(zipOf(PARTS));
		await inspectXlsx(open);
		expect(seen).toMatchObject({ begun: 2, ended: 2 });
	});

	/** A workbook in which no part but the lists is near an end, with this many texts of 1 MiB. */
	function largeParts(rows: string, ...texts: string[]): Packed[] {
		const all = workbookParts(`${rows}${noise(2 * MIB).toString('base64')}`, stringsXml(...texts));
		return [...all, { name: 'end', content: noise(2 * MIB), stored: true }];
	}
	const large = () => `<t>${noise(MIB).toString('base64')}</t>`;

	it('reads a large file once for the texts, once for the sheet', async () => {
		const texts = ['<t>name</t>', '<t>zip</t>', large(), large()];
		const { seen, open } = counted(zipOf(largeParts(ROWS, ...texts)));
		expect((await inspectXlsx(open)).columns).toEqual(['name', 'zip']);
		expect(seen).toMatchObject({ begun: 4, ended: 4 });
	});

	it('reads the texts again when it needs one beyond the first, up to that one', async () => {
		const rows = ROWS.replaceAll('<v>1</v>', '<v>3</v>').replaceAll('<v>0</v>', '<v>2</v>');
		const few = ['<t> </t>', large(), '<t>name</t>', '<t>zip</t>'];
		const many = Array.from({ length: 5 }, large);
		const bytes = zipOf(largeParts(rows, ...few, ...many));
		const { seen, open } = counted(bytes);
		expect((await inspectXlsx(open)).columns).toEqual(['name', 'zip']);
		expect(seen).toMatchObject({ begun: 5, ended: 5 });
		expect(seen.bytes).toBeLessThan(3.2 * bytes.length);
	});

	it('does not unpack a bomb into memory', async () => {
		const [start, after] = sheetXml(`${inlineRows([['a'], ['1']])}<row>#</row>`).split('#');
		const blanks = Buffer.alloc(300 * MIB, ' ');
		const content = Buffer.concat([Buffer.from(start), blanks, Buffer.from(after)]);
		const parts = withParts(PARTS, { name: 'xl/worksheets/sheet1.xml', content });
		const bytes = zipOf(parts);
		expect(bytes.length).toBeLessThan(MIB);
		const before = process.memoryUsage().rss;
		let most = 0;
		const watch = setInterval(() => {
			most = Math.max(most, process.memoryUsage().rss - before);
		}, 5);
		const found = await inspectXlsx(opened(bytes));
		clearInterval(watch);
		expect(found.rows).toBe(1);
		expect(most).toBeLessThan(100 * MIB);
	});

	it('hands on what made the source fail', async () => {
		const bytes = zipOf(withParts(PARTS, { name: 'pad', content: noise(3 * MIB), stored: true }));
		let turn = 0;
		const open: OpenFile = async function* () {
			if (++turn > 2) throw new RangeError('the store is gone');
			yield* chunksOf(bytes, [65_536]);
		};
		const far = zipOf(
			[{ name: 'a', content: noise(2 * MIB), stored: true }].concat(PARTS as never, {
				name: 'b',
				content: noise(2 * MIB),
				stored: true,
			}),
		);
		const failing: OpenFile = async function* () {
			if (++turn > 2) throw new RangeError('the store is gone');
			yield* chunksOf(far, [65_536]);
		};
		expect((await inspectXlsx(open)).columns).toEqual(['name', 'zip']);
		turn = 0;
		await expect(inspectXlsx(failing)).rejects.toThrow(new RangeError('the store is gone'));
	});
});

describe('inflate', () => {
	it('gives back what was packed, and ends its source', async () => {
		const content = noise(MIB);
		const packed = deflateRawSync(content);
		expect((await joined(inflate(chunksOf(packed, [1000, 1]), 'it'))).equals(content)).toBe(true);
	});

	it('does not take in more than it needs', async () => {
		const packed = deflateRawSync(noise(8 * MIB));
		let given = 0;
		let taken = 0;
		async function* source(): AsyncGenerator<Uint8Array> {
			for await (const chunk of chunksOf(packed, [65_536])) {
				given += chunk.length;
				yield chunk;
			}
		}
		for await (const chunk of inflate(source(), 'it')) {
			taken += chunk.length;
			expect(given).toBeLessThan(taken + MIB / 2);
		}
		expect(taken).toBe(8 * MIB);
	});

	it('ends its source when it is not read to the end', async () => {
		let ended = false;
		async function* source(): AsyncGenerator<Uint8Array> {
			try {
				yield* chunksOf(deflateRawSync(noise(MIB)), [1000]);
			} finally {
				ended = true;
			}
		}
		for await (const chunk of inflate(source(), 'it')) {
			expect(chunk.length).toBeGreaterThan(0);
			break;
		}
		expect(ended).toBe(true);
	});

	it('distinguishes damage from a source that fails', async () => {
		const packed = deflateRawSync(noise(MIB));
		const cut = inflate(chunksOf(packed.subarray(0, 5000), [999]), 'The part');
		await expect(joined(cut)).rejects.toThrow(new UserError('The part is damaged.'));
		async function* failing(): AsyncGenerator<Uint8Array> {
			yield packed.subarray(0, 5000);
			throw new RangeError('gone');
		}
		await expect(joined(inflate(failing(), 'it'))).rejects.toThrow(new RangeError('gone'));
	});
});
