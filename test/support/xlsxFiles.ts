import { deflateRawSync } from 'node:zlib';

import type { OpenFile } from '../../nodes/tables/xlsx/zip';
import { chunksOf } from './csvFiles';

/** A file in a ZIP file, and how it is stored. */
export interface Packed {
	name: string;
	content: string | Buffer;
	stored?: boolean;
	/** The sizes follow the content instead of preceding it, as when a server streams. */
	sizesFollow?: boolean;
	/** Sizes and offset, or only the offset, are in the directory's ZIP64 field. */
	zip64?: boolean | 'place';
	/** What the directory says instead of the truth. */
	says?: Partial<{ method: number; flags: number; size: number; compressedSize: number }>;
}

/** A ZIP file by PKWARE's APPNOTE.TXT. Checksums are 0. */
export function zipOf(files: Packed[], end: { comment?: string; zip64?: boolean } = {}): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const file of files) {
		const content = Buffer.from(file.content as string);
		const data = file.stored === true ? content : deflateRawSync(content);
		const name = Buffer.from(file.name);
		const method = file.says?.method ?? (file.stored === true ? 0 : 8);
		const flags = file.says?.flags ?? (file.sizesFollow === true ? 8 : 0);
		const sizes = {
			compressed: file.says?.compressedSize ?? data.length,
			whole: file.says?.size ?? content.length,
		};
		const known = file.sizesFollow !== true;

		const local = Buffer.alloc(30);
		local.writeUInt32LE(0x04034b50, 0);
		local.writeUInt16LE(flags, 6);
		local.writeUInt16LE(method, 8);
		local.writeUInt32LE(known ? data.length : 0, 18);
		local.writeUInt32LE(known ? content.length : 0, 22);
		local.writeUInt16LE(name.length, 26);
		// Longer than in the directory, which is allowed.
		const localExtra = Buffer.from('PAD\0\x04\0abcd', 'latin1');
		local.writeUInt16LE(localExtra.length, 28);
		const follows = Buffer.alloc(known ? 0 : 16);
		if (!known) {
			follows.writeUInt32LE(0x08074b50, 0);
			follows.writeUInt32LE(data.length, 8);
			follows.writeUInt32LE(content.length, 12);
		}
		parts.push(local, name, localExtra, data, follows);

		const inField = [...(file.zip64 === true ? [sizes.whole, sizes.compressed] : []), offset];
		const extra = Buffer.alloc(file.zip64 ? 4 + 8 * inField.length : 0);
		if (file.zip64) {
			extra.writeUInt16LE(1, 0);
			extra.writeUInt16LE(8 * inField.length, 2);
			inField.forEach((value, nth) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * nth));
		}
		const inZip64 = (value: number) => (file.zip64 === true ? 0xffffffff : value);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(flags, 8);
		entry.writeUInt16LE(method, 10);
		entry.writeUInt32LE(inZip64(sizes.compressed), 20);
		entry.writeUInt32LE(inZip64(sizes.whole), 24);
		entry.writeUInt16LE(name.length, 28);
		entry.writeUInt16LE(extra.length, 30);
		entry.writeUInt32LE(file.zip64 ? 0xffffffff : offset, 42);
		directory.push(entry, name, extra);
		offset = parts.reduce((sum, part) => sum + part.length, 0);
	}
	const listing = Buffer.concat(directory);
	return Buffer.concat([...parts, listing, endOf(files.length, listing.length, offset, end)]);
}

function endOf(
	count: number,
	length: number,
	offset: number,
	{ comment = '', zip64 = false }: { comment?: string; zip64?: boolean },
): Buffer {
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(zip64 ? 0xffff : count, 10);
	end.writeUInt32LE(zip64 ? 0xffffffff : length, 12);
	end.writeUInt32LE(zip64 ? 0xffffffff : offset, 16);
	end.writeUInt16LE(Buffer.byteLength(comment), 20);
	const plain = Buffer.concat([end, Buffer.from(comment)]);
	if (!zip64) return plain;
	const large = Buffer.alloc(56 + 20);
	large.writeUInt32LE(0x06064b50, 0);
	large.writeBigUInt64LE(44n, 4);
	large.writeBigUInt64LE(BigInt(count), 32);
	large.writeBigUInt64LE(BigInt(length), 40);
	large.writeBigUInt64LE(BigInt(offset), 48);
	large.writeUInt32LE(0x07064b50, 56);
	large.writeBigUInt64LE(BigInt(offset + length), 64);
	large.writeUInt32LE(1, 72);
	return Buffer.concat([large, plain]);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export const relations = (...each: Array<[id: string, kind: string, target: string]>) =>
	`${HEAD}<Relationships xmlns="${PACKAGE}">${each
		.map(
			([id, kind, target]) =>
				`<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
		)
		.join('')}</Relationships>`;

/** `sheets`: name, ID of the relation, further attributes. */
export const workbookXml = (...sheets: Array<[name: string, id: string, more?: string]>) =>
	`${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
		.map(([name, id, more = '']) => `<sheet name="${name}" sheetId="9" ${more} r:id="${id}"/>`)
		.join('')}</sheets></workbook>`;

export const sheetXml = (rows: string) =>
	`${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:C3"/><sheetData>${rows}</sheetData><pageMargins left="1"/></worksheet>`;

export const stringsXml = (...items: string[]) =>
	`${HEAD}<sst xmlns="${MAIN}">${items.map((item) => `<si>${item}</si>`).join('')}</sst>`;

/** Rows of texts as inline strings: the shortest way to make a sheet. */
export const inlineRows = (rows: string[][]) =>
	rows
		.map(
			(row) =>
				`<row>${row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`,
		)
		.join('');

/** The parts of a workbook with one sheet, named and ordered as in Excel. */
export function workbookParts(rows: string, strings?: string): Packed[] {
	return [
		{ name: '[Content_Types].xml', content: '<Types/>' },
		{ name: '_rels/.rels', content: relations(['rId1', 'officeDocument', 'xl/workbook.xml']) },
		{ name: 'xl/workbook.xml', content: workbookXml(['People', 'rId1']) },
		{
			name: 'xl/_rels/workbook.xml.rels',
			content: relations(
				['rId1', 'worksheet', 'worksheets/sheet1.xml'],
				['rId2', 'sharedStrings', 'sharedStrings.xml'],
			),
		},
		{ name: 'xl/worksheets/sheet1.xml', content: sheetXml(rows) },
		...(strings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', content: strings }]),
	];
}

/** The parts with some of them replaced by name. */
export function withParts(parts: Packed[], ...others: Packed[]): Packed[] {
	const kept = parts.filter(({ name }) => others.every((other) => other.name !== name));
	return [...kept, ...others];
}

/** Opens the bytes as a file that is read in chunks of these sizes. */
export const opened =
	(bytes: Buffer, sizes = [64 * 1024]): OpenFile =>
	() =>
		chunksOf(bytes, sizes);
