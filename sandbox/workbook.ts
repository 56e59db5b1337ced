import { crc32 } from 'node:zlib';
import type { JsonValue } from './json';

function header(signature: number, size: number, put: (bytes: Buffer) => void): Buffer {
	const bytes = Buffer.alloc(size);
	bytes.writeUInt32LE(signature, 0);
	put(bytes);
	return bytes;
}

/** A ZIP archive of these files, by name, which are stored as they are. */
function zip(files: Record<string, string>): Buffer {
	const [local, central]: [Buffer[], Buffer[]] = [[], []];
	let at = 0;
	for (const [name, text] of Object.entries(files)) {
		const [path, data] = [Buffer.from(name), Buffer.from(text)];
		const common = (bytes: Buffer, from: number) => {
			bytes.writeUInt16LE(20, from);
			bytes.writeUInt32LE(crc32(data), from + 10);
			bytes.writeUInt32LE(data.length, from + 14);
			bytes.writeUInt32LE(data.length, from + 18);
			bytes.writeUInt16LE(path.length, from + 22);
		};
		const start = at;
		const entry = header(0x02014b50, 46, (bytes) => {
			bytes.writeUInt16LE(20, 4);
			common(bytes, 6);
			bytes.writeUInt32LE(start, 42);
		});
		const head = header(0x04034b50, 30, (bytes) => common(bytes, 4));
		local.push(head, path, data);
		central.push(entry, path);
		at += head.length + path.length + data.length;
	}
	const directory = Buffer.concat(central);
	const end = header(0x06054b50, 22, (bytes) => {
		bytes.writeUInt16LE(central.length / 2, 8);
		bytes.writeUInt16LE(central.length / 2, 10);
		bytes.writeUInt32LE(directory.length, 12);
		bytes.writeUInt32LE(at, 16);
	});
	return Buffer.concat([...local, directory, end]);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PART = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function relationship(target: string, kind: string): string {
	const one = `<Relationship Id="rId1" Type="${OFFICE}/${kind}" Target="${target}"/>`;
	return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${one}</Relationships>`;
}

function cell(value: JsonValue): string {
	if (value === null) return '<c/>';
	if (typeof value === 'number') return `<c><v>${value}</v></c>`;
	const text = (typeof value === 'string' ? value : JSON.stringify(value))
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;');
	return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** An XLSX workbook with one sheet of these rows. */
export function workbook(rows: JsonValue[][]): Buffer {
	const sheet = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
	const parts = [
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
		`<Override PartName="/xl/workbook.xml" ContentType="${PART}.sheet.main+xml"/>`,
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${PART}.worksheet+xml"/>`,
	].join('');
	const sheets = '<sheets><sheet name="Report" sheetId="1" r:id="rId1"/></sheets>';
	return zip({
		'[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types">${parts}</Types>`,
		'_rels/.rels': relationship('xl/workbook.xml', 'officeDocument'),
		'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${sheets}</workbook>`,
		'xl/_rels/workbook.xml.rels': relationship('worksheets/sheet1.xml', 'worksheet'),
		'xl/worksheets/sheet1.xml': `${XML}<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`,
	});
}
