import { closeSync, openSync, writeSync } from 'node:fs';

import { workbookParts, zipOf } from '../../test/support/xlsxFiles';

/** The files to measure: made-up people, in as many columns as a voter file. */
const BLOCK_CHARACTERS = 1024 * 1024;
const HEADER = ['voter-id', 'first-name', 'address', 'city', 'zip', 'state', 'phone', 'email'];
const MORE_COLUMNS = 16;

export interface Content {
	header: string;
	line: (i: number) => string;
}

export const phoneOf = (i: number): string =>
	`(${200 + (i % 700)}) 555-${String(i % 10_000).padStart(4, '0')}`;
export const emailOf = (i: number): string => `Bilbo.Baggins${i}@lotr.com`;

const person = (i: number): string[] => [
	String(23_457 + i),
	i % 7 === 0 ? 'José' : `Bilbo${i % 999}`,
	`${i % 9_999} The Shire Middle Earth`,
	'New York',
	`1${String(i % 10_000).padStart(4, '0')}`,
	'NY',
	phoneOf(i),
	emailOf(i),
];

const more = Array.from({ length: MORE_COLUMNS }, (_, nth) => `survey-${nth + 1}`);
const answers = more.map((_, nth) => ['likely', 'unlikely', 'no answer'][nth % 3]).join(',');

/** What is uploaded. Its records are so long that 1 GB has fewer than 5 million, IQM's limit. */
export const PEOPLE: Content = {
	header: [...HEADER, ...more].join(','),
	line: (i) => `${person(i).join(',')},${answers}`,
};

/** Kinds of files that differ in what takes time to read. */
export const KINDS: Record<string, Content> = {
	plain: { header: HEADER.join(','), line: (i) => person(i).join(',') },
	quoted: { header: HEADER.join(','), line: (i) => `"${person(i).join('","')}"` },
	'some quoted': {
		header: HEADER.join(','),
		line: (i) => person(i).join(',').replace('New York', '"New York, NY"'),
	},
	'short values': { header: 'a,b,c,d,e,f,g', line: (i) => `${i % 90},Y,2,N,1,${i % 7},M` },
	'an empty column': { header: `${HEADER.join(',')},x`, line: (i) => `${person(i).join(',')},` },
};

/** Writes a CSV file of at least this many bytes; returns the number of its records. */
export function writeCsv(file: string, bytes: number, { header, line }: Content): number {
	const handle = openSync(file, 'w');
	let block = `${header}\r\n`;
	let records = 0;
	let written = 0;
	while (written + block.length < bytes) {
		block += `${line(records++)}\r\n`;
		if (block.length < BLOCK_CHARACTERS) continue;
		written += writeSync(handle, block);
		block = '';
	}
	writeSync(handle, block);
	closeSync(handle);
	return records;
}

/** Writes a workbook whose sheet has this many bytes before compression. */
export function writeXlsx(file: string, bytes: number): void {
	const row = (values: string[]): string =>
		`<row>${values.map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`).join('')}</row>`;
	let rows = row(HEADER);
	for (let i = 0; rows.length < bytes; i++) rows += row(person(i));
	const handle = openSync(file, 'w');
	writeSync(handle, zipOf(workbookParts(rows)));
	closeSync(handle);
}

/** Writes a file that is a video by name only: nobody looks inside. */
export function writeVideo(file: string, bytes: number): void {
	const handle = openSync(file, 'w');
	const block = Buffer.alloc(1_000_000, 7);
	for (let written = 0; written < bytes;) written += writeSync(handle, block);
	closeSync(handle);
}
