import { parse } from 'csv-parse';
import { spawnSync } from 'node:child_process';
import {
	closeSync,
	createReadStream,
	mkdtempSync,
	openSync,
	readFileSync,
	rmSync,
	statSync,
	writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';

import { hashCsv } from '../nodes/common/hashFile';
import { inspectCsv } from '../nodes/common/inspectCsv';
import { inspectXlsx } from '../nodes/common/inspectXlsx';
import { workbookParts, zipOf } from '../test/support/xlsxFiles';

/**
 * Measures how fast files of people are inspected and hashed, how that compares with csv-parse's
 * stream, and how much memory it takes: `npx tsx scripts/measureFiles.ts [megabytes]`. Each figure is
 * of a process of its own. Speed is told by the clock and by processor time, which other programs on
 * the machine disturb less. The two that are compared get the same chunks out of memory, and what
 * they have read a second time counts, when their code is compiled.
 */
const MEGABYTES = Number(process.argv[2] ?? 200);
const CHUNK_BYTES = 1024 * 1024;
const HEADER = ['voter-id', 'first-name', 'address', 'city', 'zip', 'state', 'phone', 'email'];

type Line = (i: number) => string;
const person = (i: number) => [
	String(23_457 + i),
	i % 7 === 0 ? 'José' : `Bilbo${i % 999}`,
	`${i % 9_999} The Shire Middle Earth`,
	'New York',
	`1${String(i % 10_000).padStart(4, '0')}`,
	'NY',
	`(${200 + (i % 700)}) 555-${String(i % 10_000).padStart(4, '0')}`,
	`Bilbo.Baggins${i}@lotr.com`,
];

const FILES: Record<string, { header: string; line: Line }> = {
	plain: { header: HEADER.join(','), line: (i) => person(i).join(',') },
	quoted: { header: HEADER.join(','), line: (i) => `"${person(i).join('","')}"` },
	'some quoted': {
		header: HEADER.join(','),
		line: (i) => person(i).join(',').replace('New York', '"New York, NY"'),
	},
	'short values': { header: 'a,b,c,d,e,f,g', line: (i) => `${i % 90},Y,2,N,1,${i % 7},M` },
	'an empty column': { header: `${HEADER.join(',')},x`, line: (i) => `${person(i).join(',')},` },
};

function writeCsv(file: string, { header, line }: { header: string; line: Line }): void {
	const handle = openSync(file, 'w');
	let block = `${header}\r\n`;
	for (let i = 0, written = 0; written < MEGABYTES * 1e6; i++) {
		block += `${line(i)}\r\n`;
		if (block.length < CHUNK_BYTES) continue;
		written += writeSync(handle, block);
		block = '';
	}
	closeSync(handle);
}

/** A workbook with a sheet of that size before it is packed. */
function writeXlsx(file: string): void {
	const row: Line = (i) =>
		`<row>${person(i)
			.map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`)
			.join('')}</row>`;
	const header = HEADER.map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('');
	let rows = `<row>${header}</row>`;
	for (let i = 0; rows.length < MEGABYTES * 1e6; i++) rows += row(i);
	const handle = openSync(file, 'w');
	writeSync(handle, zipOf(workbookParts(rows)));
	closeSync(handle);
}

const read = (file: string) => createReadStream(file, { highWaterMark: CHUNK_BYTES });
const PLAN = {
	algorithm: 'SHA256',
	columns: { phone: 'phone', email: 'email' },
} as const;

type Way = (file: string) => Promise<number>;

/** What is measured, each with the number of records that it found. */
const WAYS: Record<string, Way> = {
	inspect: async (file) => (await inspectCsv(read(file))).rows,
	'hash, counting': async (file) =>
		(await inspectCsv(hashCsv(read(file), { ...PLAN, realRecords: 3 }).chunks)).rows,
	hash: async (file) => {
		const { chunks, counts } = hashCsv(read(file), PLAN);
		for await (const chunk of chunks) if (chunk.length === 0) throw new Error('an empty chunk');
		return counts[0].hashed;
	},
	'inspect XLSX': async (file) => (await inspectXlsx(() => read(file))).rows,
};

/** The same out of memory. */
const COMPARED: Record<string, (chunks: Buffer[]) => Promise<number>> = {
	'inspect from memory': async (chunks) => (await inspectCsv(Readable.from(chunks))).rows,
	'csv-parse from memory': async (chunks) => {
		const options = { bom: true, relax_column_count: true, skip_empty_lines: true };
		let records = -1;
		const parser = Readable.from(chunks).pipe(parse(options));
		parser.on('data', () => records++);
		await new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject));
		return records;
	},
};

async function prepared(way: string, file: string): Promise<() => Promise<number>> {
	if (way in WAYS) return async () => await WAYS[way](file);
	const bytes = readFileSync(file);
	const chunks: Buffer[] = [];
	for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
		chunks.push(bytes.subarray(at, at + CHUNK_BYTES));
	}
	await COMPARED[way](chunks);
	return async () => await COMPARED[way](chunks);
}

interface Figures {
	records: number;
	seconds: number;
	processorSeconds: number;
	growthMiB: number;
}

async function measure(way: string, file: string): Promise<void> {
	const run = await prepared(way, file);
	const base = process.memoryUsage().rss;
	let peak = base;
	const watch = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss);
	}, 10);
	const usage = process.cpuUsage();
	const started = process.hrtime.bigint();
	const records = await run();
	const seconds = Number(process.hrtime.bigint() - started) / 1e9;
	const { user, system } = process.cpuUsage(usage);
	clearInterval(watch);
	const figures: Figures = {
		records,
		seconds,
		processorSeconds: (user + system) / 1e6,
		growthMiB: (peak - base) / 2 ** 20,
	};
	console.log(JSON.stringify(figures));
}

function figuresOf(way: string, file: string): Figures {
	const args = [...process.execArgv, __filename, '--measure', way, file];
	const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
	if (stdout === '') throw new Error(stderr);
	return JSON.parse(stdout) as Figures;
}

function main(): void {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-measure-'));
	const file = path.join(folder, 'people');
	const tell = (name: string, way: string, more: (figures: Figures) => string = () => '') => {
		const figures = figuresOf(way, file);
		const megabytes = statSync(file).size / 1e6;
		console.log(
			[
				`${name}: ${way}`.padEnd(40),
				`${megabytes.toFixed(0)} MB, ${figures.records} records`.padEnd(28),
				`${(megabytes / figures.seconds).toFixed(0)} MB/s`.padStart(9),
				`${(megabytes / figures.processorSeconds).toFixed(0)} MB/processor second`.padStart(25),
				`+${figures.growthMiB.toFixed(0)} MiB`.padStart(10),
				more(figures),
			].join(' '),
		);
		return figures;
	};
	try {
		console.log(`Node ${process.versions.node}, chunks of 1 MiB`);
		for (const [name, content] of Object.entries(FILES)) {
			writeCsv(file, content);
			tell(name, 'inspect');
			const { processorSeconds } = tell(name, 'inspect from memory');
			tell(
				name,
				'csv-parse from memory',
				(slow) => `${(slow.processorSeconds / processorSeconds).toFixed(1)} times as long`,
			);
			if (name !== 'plain') continue;
			tell(name, 'hash, counting');
			tell(name, 'hash');
		}
		writeXlsx(file);
		tell(
			'workbook',
			'inspect XLSX',
			({ seconds }) => `${(MEGABYTES / seconds).toFixed(0)} MB of XML a second`,
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const [, , mode, way, file] = process.argv;
if (mode === '--measure') void measure(way, file);
else main();
