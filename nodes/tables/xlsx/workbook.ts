import { UserError } from 'n8n-workflow';

import { attributeOf, readXml, type XmlReader } from './xml';
import { partName, ZipFile, type OpenFile, type ZipEntry } from './zip';

/** A sheet with cells; charts and dialogs are not listed. */
export interface Sheet {
	name: string;
	isHidden: boolean;
	/** The part that holds it. */
	path: string;
}

export interface Workbook {
	zip: ZipFile;
	/** In the order of the tabs. */
	sheets: Sheet[];
	/** The part that holds the texts of all sheets; a workbook may have none. */
	sharedStrings: string | undefined;
}

const MOST_LISTING_BYTES = 16 * 1024 * 1024;

/** The parts that a workbook refers to: kind and name, by the ID of the reference. */
type Relations = Map<string, { kind: string; path: string }>;

/**
 * Opens a workbook (ECMA-376, SpreadsheetML; also in its strict form): finds its sheets where the
 * workbook says they are, whatever the parts are named.
 *
 * @throws UserError if the file is not an XLSX; the message says what it is, if that can be told
 */
export async function openWorkbook(open: OpenFile): Promise<Workbook> {
	await checkStart(open);
	const zip = await ZipFile.read(open);
	const root = await readRelations(zip, '');
	const main = [...root.values()].find(({ kind }) => kind === 'officedocument');
	const path = main?.path ?? 'xl/workbook.xml';
	if (path.endsWith('.bin') || zip.entries.has('xl/workbook.bin')) {
		throw notXlsx('a binary workbook (XLSB)');
	}
	if (!zip.entries.has(path)) {
		const isOpenDocument = zip.entries.has('mimetype') && zip.entries.has('content.xml');
		throw notXlsx(isOpenDocument ? 'an OpenDocument file' : 'another ZIP file without a workbook');
	}

	const listed = await readSheetList(zip, path);
	const relations = await readRelations(zip, path);
	const sheets = listed.flatMap(({ id, name, isHidden }): Sheet[] => {
		const relation = relations.get(id);
		if (relation === undefined) throw missing(`the part of sheet '${name}'`);
		return relation.kind === 'worksheet' ? [{ name, isHidden, path: relation.path }] : [];
	});
	if (sheets.length === 0)
		throw notXlsx('a workbook (or another document) without a sheet of cells');
	const strings = [...relations.values()].find(({ kind }) => kind === 'sharedstrings');
	return { zip, sheets, sharedStrings: strings?.path };
}

/** The entry of a part that the workbook refers to. */
export function partOf({ zip }: Workbook, path: string): ZipEntry {
	const entry = zip.entries.get(path);
	if (entry === undefined) throw missing(`'${path}'`);
	return entry;
}

function notXlsx(what: string): UserError {
	return new UserError(
		`The file is not an Excel workbook (XLSX) but ${what}. Save it as XLSX or CSV UTF-8.`,
	);
}

function missing(what: string): UserError {
	return new UserError(`The file is damaged: it is missing ${what}. Save it in Excel again.`);
}

async function checkStart(open: OpenFile): Promise<void> {
	let start = Buffer.alloc(0);
	for await (const chunk of open()) {
		start = Buffer.concat([start, chunk.subarray(0, 1024)]);
		if (start.length >= 8) break;
	}
	const signature = start.toString('latin1', 0, 4);
	if (signature.startsWith('PK\x03\x04')) return;
	if (signature === '\xd0\xcf\x11\xe0') {
		throw notXlsx('an old Excel file (XLS), or a workbook with a password');
	}
	if (start.length === 0) throw notXlsx('empty');
	// Many sites call an HTML table named like a workbook an export to Excel.
	const isMarkup = /^(\xef\xbb\xbf)?\s*</.test(start.toString('latin1', 0, 64));
	if (isMarkup) throw notXlsx('an HTML or XML file');
	const isText = start.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
	throw notXlsx(isText ? 'a text file, such as a CSV with another name' : 'another file');
}

async function readListing(
	zip: ZipFile,
	path: string,
	open: (name: string, attributes: string) => void,
): Promise<void> {
	const entry = zip.entries.get(path);
	if (entry === undefined) return;
	if (entry.size > MOST_LISTING_BYTES) {
		throw new UserError(
			`'${entry.name}' in the file has ${entry.size} bytes, too many for a list.`,
		);
	}
	const reader: XmlReader = {
		open,
		close: () => undefined,
		text: () => undefined,
		wantsText: false,
		isDone: false,
	};
	await readXml(zip.content(entry), reader, `'${entry.name}' in the file`);
}

async function readSheetList(
	zip: ZipFile,
	path: string,
): Promise<Array<{ id: string; name: string; isHidden: boolean }>> {
	const sheets: Array<{ id: string; name: string; isHidden: boolean }> = [];
	await readListing(zip, path, (element, attributes) => {
		if (element !== 'sheet') return;
		const state = attributeOf(attributes, 'state') ?? 'visible';
		sheets.push({
			// Not `sheetId`, which is another number.
			id: attributeOf(attributes, 'id') ?? '',
			name: attributeOf(attributes, 'name') ?? '',
			isHidden: state !== 'visible',
		});
	});
	return sheets;
}

/** The parts that the part `path` refers to; '' means the whole file. */
async function readRelations(zip: ZipFile, path: string): Promise<Relations> {
	const folder = path.slice(0, path.lastIndexOf('/') + 1);
	const relations: Relations = new Map();
	const listing = `${folder}_rels/${path.slice(folder.length)}.rels`;
	await readListing(zip, listing, (element, attributes) => {
		if (element !== 'Relationship' || attributeOf(attributes, 'TargetMode') === 'External') return;
		const type = attributeOf(attributes, 'Type') ?? '';
		relations.set(attributeOf(attributes, 'Id') ?? '', {
			kind: type.slice(type.lastIndexOf('/') + 1).toLowerCase(),
			path: resolved(attributeOf(attributes, 'Target') ?? '', folder),
		});
	});
	return relations;
}

/** A reference's target, which is relative to the folder unless it begins with a slash. */
function resolved(target: string, folder: string): string {
	const steps: string[] = [];
	for (const step of (target.startsWith('/') ? target : folder + target).split(/[/\\]/)) {
		if (step === '..') steps.pop();
		else if (step !== '.' && step !== '') steps.push(step);
	}
	return partName(steps.join('/'));
}
