import { parse } from 'csv-parse';
import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { built } from './engine';
import { emailOf, PEOPLE, phoneOf, writeCsv, writeXlsx } from './files';
import { sampled } from './sampled';
import type { Figures, Job } from './types';

type Read = Extract<Job, { do: 'read' }>;

const CHUNK_BYTES = 1024 * 1024;
const TINY_BYTES = 20_000;
const BATCH = 100_000;

const open = (file: string) => createReadStream(file, { highWaterMark: CHUNK_BYTES });

const { inspectCsv } =
	built<typeof import('../../nodes/tables/csv/inspectCsv')>('nodes/tables/csv/inspectCsv');
const { inspectXlsx } = built<typeof import('../../nodes/tables/xlsx/inspectXlsx')>(
	'nodes/tables/xlsx/inspectXlsx',
);
const { hashCsv } = built<typeof import('../../nodes/tables/hash/hashFile')>('nodes/tables/hash/hashFile');

const PLAN = { algorithm: 'SHA256', columns: { phone: 'phone', email: 'email' } } as const;

/** Each returns how much it has found: records or bytes. */
const WAYS: Record<Read['way'], (file: string) => Promise<number>> = {
	inspect: async (file) => (await inspectCsv(open(file))).rows,
	inspectToHash: async (file) => (await inspectCsv(open(file), { toHash: () => PLAN })).rows,
	hash: async (file) => {
		let bytes = 0;
		for await (const chunk of hashCsv(open(file), PLAN)) bytes += chunk.length;
		return bytes;
	},
	csvParse: async (file) => {
		const options = { bom: true, relax_column_count: true, skip_empty_lines: true };
		let records = -1;
		const parser = open(file).pipe(parse(options));
		parser.on('data', () => records++);
		await new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject));
		return records;
	},
	xlsx: async (file) => (await inspectXlsx(() => open(file))).rows,
};

/** Reads a tiny file first, and then the file itself, measured. */
export async function measureReading({ way, file }: Read): Promise<Figures & { found: number }> {
	const tiny = path.join(tmpdir(), `tiny-${process.pid}`);
	if (way === 'xlsx') writeXlsx(tiny, TINY_BYTES);
	else writeCsv(tiny, TINY_BYTES, PEOPLE);
	await WAYS[way](tiny);
	let found = 0;
	const figures = await sampled(async () => {
		found = await WAYS[way](file);
	});
	return { ...figures, found };
}

/**
 * How long Node.js takes to hash just the values that an upload of this many records hashes, already
 * in the form to be hashed.
 */
export async function measureSha256(records: number): Promise<Figures> {
	let ms = 0;
	for (let from = 0; from < records; from += BATCH) {
		const values = Array.from({ length: Math.min(BATCH, records - from) }, (_, nth) => [
			emailOf(from + nth).toLowerCase(),
			phoneOf(from + nth).replace(/\D/g, ''),
		]).flat();
		const begun = performance.now();
		for (const value of values) hash('sha256', value, 'hex');
		ms += performance.now() - begun;
	}
	return { seconds: ms / 1_000 };
}
