import { inflateRawSync } from 'node:zlib';
import { SAMPLE_RECORDS, type Table } from './csv';

/** The files in a ZIP archive, by name; undefined if it is not one. */
function unzip(archive: Buffer): Map<string, Buffer> | undefined {
	const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	if (end < 0) return undefined;
	const files = new Map<string, Buffer>();
	const count = archive.readUInt16LE(end + 10);
	let at = archive.readUInt32LE(end + 16);
	for (let i = 0; i < count; i++) {
		if (archive.readUInt32LE(at) !== 0x02014b50) return undefined;
		const method = archive.readUInt16LE(at + 10);
		const size = archive.readUInt32LE(at + 20);
		const nameLength = archive.readUInt16LE(at + 28);
		const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
		const local = archive.readUInt32LE(at + 42);
		const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
		const data = archive.subarray(start, start + size);
		files.set(name, method === 8 ? inflateRawSync(data) : data);
		at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
	}
	return files;
}

function unescapeXml(text: string): string {
	return text
		.replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
		.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&apos;/g, "'")
		.replace(/&amp;/g, '&');
}

/** "E-mail_x000D_" is how a workbook writes what XML can't hold (ECMA-376, part 1, ST_Xstring). */
function unescapeText(text: string): string {
	return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) =>
		String.fromCharCode(parseInt(hex, 16)),
	);
}

/** A part of the workbook, with line ends as an XML parser passes them on (XML 1.0, 2.11). */
function xmlOf(part: Buffer | undefined): string | undefined {
	return part?.toString('utf8').replace(/\r\n|\r/g, '\n');
}

function textOf(xml: string): string {
	const runs = [...xml.matchAll(/<t(?:\s[^>]*)?>([\s\S]*?)<\/t>/g)];
	return unescapeText(runs.map((run) => unescapeXml(run[1])).join(''));
}

/** A row with nothing else is not a record. */
const NOTHING = /^[\s\p{Cc}\p{Cf}]*$/u;

function columnIndex(reference: string): number {
	let index = 0;
	for (const letter of reference.replace(/\d+$/, '')) {
		index = index * 26 + letter.charCodeAt(0) - 64;
	}
	return index - 1;
}

/**
 * Reads the first sheet of an XLSX workbook: just enough to check the client's claims about header,
 * samples and count against the file.
 */
export function readXlsx(content: Buffer): Table {
	const broken: Table = { header: [], first: [], records: 0, problem: 'it is no XLSX workbook' };
	try {
		const files = unzip(content);
		const sheet = xmlOf(files?.get('xl/worksheets/sheet1.xml'));
		if (sheet === undefined) return broken;
		const shared = xmlOf(files?.get('xl/sharedStrings.xml')) ?? '';
		const strings = [...shared.matchAll(/<si>([\s\S]*?)<\/si>/g)].map((item) => textOf(item[1]));
		const rows: string[][] = [];
		let count = 0;
		for (const row of sheet.matchAll(/<row\b[^>]*?(?:\/>|>([\s\S]*?)<\/row>)/g)) {
			const cells: string[] = [];
			for (const cell of (row[1] ?? '').matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
				const reference = /\br="([A-Z]+\d+)"/.exec(cell[1])?.[1];
				const raw = unescapeXml(/<v>([\s\S]*?)<\/v>/.exec(cell[2] ?? '')?.[1] ?? '');
				const type = /\bt="(\w+)"/.exec(cell[1])?.[1];
				const value =
					type === 's' ? strings[Number(raw)] : type === 'inlineStr' ? textOf(cell[2]) : raw;
				cells[reference ? columnIndex(reference) : cells.length] = value ?? '';
			}
			const filled = Array.from(cells, (value) => value ?? '');
			if (filled.every((value) => NOTHING.test(value))) continue;
			count++;
			if (rows.length <= SAMPLE_RECORDS) rows.push(filled);
		}
		const [header = [], ...first] = rows;
		return { header, first, records: Math.max(0, count - 1) };
	} catch {
		return broken;
	}
}
