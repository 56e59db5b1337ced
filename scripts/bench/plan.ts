import { statSync, unlinkSync } from 'node:fs';
import { devNull } from 'node:os';
import path from 'node:path';

import type { Content } from './files';
import { KINDS, PEOPLE, writeCsv, writeVideo, writeXlsx } from './files';
import { folder, measured, runProgram, startSink } from './processes';
import type { Figures, Job, JobRow, LimitFigures, Results, Row, SmallFigures, Way } from './types';
import { LABELS, SLOW } from './types';

/** Slow measurements of larger files (in MB) are done once instead of three times. */
const OFTEN_UP_TO = 100;
const LONG: Way[] = ['curlSlow', 'nodeSlow', 'csvParse', 'httpRequest', 'video'];

/** A file grows when hashed: IQM's limit of 1 GiB applies to what is sent. */
const MOST_TO_HASH = 760;

const VIDEO_MEGABYTES = 400;
const REPORT_MEGABYTES = 100;
const SMALL_REQUESTS = 200;

const median = (values: number[]): number | undefined =>
	values.sort((one, other) => one - other).at(Math.floor(values.length / 2));

function medians(all: Figures[]): Figures {
	const failed = all.find((figures) => figures.failed !== undefined);
	if (failed !== undefined) return failed;
	const of = (name: 'seconds' | 'growthMiB' | 'programMiB') =>
		median(all.flatMap((figures) => figures[name] ?? []));
	const seconds = of('seconds') ?? NaN;
	return { seconds, growthMiB: of('growthMiB'), programMiB: of('programMiB') };
}

async function curl(file: string, sink: string): Promise<Figures> {
	const part = `file=@${file};type=text/csv`;
	const args = ['-sS', '-f', '-o', devNull, '-w', '%{time_total}', '-F', part, `${sink}/upload`];
	const { output, ...figures } = await runProgram('curl', args);
	return { ...figures, seconds: Number(output) || figures.seconds };
}

const fileOf = (name: string): string => path.join(folder, name);

/** Measures everything, reports each figure as soon as it is known, and returns all of them. */
export async function runPlan(sizes: number[], say: (text: string) => void): Promise<Results> {
	const rows: Row[] = [];
	const [fast, slow] = await Promise.all([startSink(), startSink(SLOW)]);

	const take = async (
		way: Way,
		megabytes: number,
		measure: () => Promise<Figures>,
		kind?: string,
	): Promise<void> => {
		const runs = megabytes <= OFTEN_UP_TO || !LONG.includes(way) ? 3 : 1;
		const all: Figures[] = [];
		while (all.length < runs) all.push(await measure());
		const row = { way, megabytes, runs, ...(kind === undefined ? {} : { kind }), ...medians(all) };
		rows.push(row);
		const found = row.failed ?? `${row.seconds.toFixed(2)} s`;
		const where = way === 'nodeSlow' || way === 'curlSlow' ? ` at ${SLOW} MB/s` : '';
		say(`${megabytes} MB, ${[kind, LABELS[way]].filter(Boolean).join(', ')}${where}: ${found}`);
	};
	const job = (wanted: Job) => async () =>
		await measured<Figures>(wanted).catch((error: Error): Figures => {
			const [failed] = error.message.split('\n');
			return { seconds: NaN, failed };
		});
	const upload = (way: 'plain' | 'hashed' | 'httpRequest', file: string, sink: string) =>
		job({ do: 'upload', way, file, sink });
	const read = (way: Extract<Job, { do: 'read' }>['way'], file: string) =>
		job({ do: 'read', way, file });

	const uploadsOf = async (size: number, file: string, records: number): Promise<void> => {
		await take('curl', size, async () => await curl(file, fast));
		await take('node', size, upload('plain', file, fast));
		await take('httpRequest', size, upload('httpRequest', file, fast));
		await take('curlSlow', size, async () => await curl(file, slow));
		await take('nodeSlow', size, upload('plain', file, slow));
		if (size <= MOST_TO_HASH) {
			await take('hashed', size, upload('hashed', file, fast));
			await take('sha256', size, job({ do: 'sha256', records }));
		}
	};
	const readingOf = async (size: number, file: string): Promise<void> => {
		await take('inspect', size, read('inspect', file));
		await take('wc', size, async () => await runProgram('wc', ['-l', file]));
		await take('csvParse', size, read('csvParse', file));
		await take('inspectToHash', size, read('inspectToHash', file));
		await take('hash', size, read('hash', file));
	};
	/** The hashed upload, unless a file of this size would become too long. */
	const hashedOf = async (size: number, file: string, records: number): Promise<void> => {
		await take('plainToHash', size, upload('plain', file, fast));
		await take('hashed', size, upload('hashed', file, fast));
		await take('sha256', size, job({ do: 'sha256', records }));
	};
	const withCsv = async (
		size: number,
		content: Content,
		use: (file: string, records: number) => Promise<void>,
	): Promise<void> => {
		const file = fileOf('people.csv');
		const records = writeCsv(file, size * 1e6, content);
		await use(file, records);
		unlinkSync(file);
	};

	for (const size of sizes) {
		await withCsv(size, PEOPLE, async (file, records) => {
			await uploadsOf(size, file, records);
			await readingOf(size, file);
		});
		if (size <= MOST_TO_HASH) continue;
		await withCsv(MOST_TO_HASH, PEOPLE, async (file, records) => {
			await hashedOf(MOST_TO_HASH, file, records);
		});
	}

	const largest = sizes[sizes.length - 1];
	const video = fileOf('video.mp4');
	const videoSize = Math.min(largest, VIDEO_MEGABYTES);
	writeVideo(video, videoSize * 1e6);
	await take('video', videoSize, job({ do: 'upload', way: 'video', file: video, sink: fast }));
	unlinkSync(video);

	const reportSize = Math.min(largest, REPORT_MEGABYTES);
	const curlDown = async (): Promise<Figures> =>
		await runProgram('curl', ['-sSf', '-o', devNull, `${fast}/file/${reportSize * 1e6}`]);
	await take('curlDown', reportSize, curlDown);
	await take('download', reportSize, job({ do: 'download', megabytes: reportSize, sink: fast }));

	const kindSize = Math.min(largest, OFTEN_UP_TO);
	for (const [kind, content] of Object.entries(KINDS)) {
		await withCsv(kindSize, content, async (file) => {
			await take('inspect', kindSize, read('inspect', file), kind);
			await take('csvParse', kindSize, read('csvParse', file), kind);
		});
	}
	const workbook = fileOf('people.xlsx');
	writeXlsx(workbook, kindSize * 1e6);
	const packed = `XLSX of ${(statSync(workbook).size / 1e6).toFixed(0)} MB, unpacked`;
	await take('xlsx', kindSize, read('xlsx', workbook), packed);
	unlinkSync(workbook);

	const limit = await measured<LimitFigures>({ do: 'limit' });
	say(`${limit.requests} requests: ${limit.waitedSeconds} s of waiting`);
	say('Doing jobs at 20 requests a minute …');
	const jobs = await measured<JobRow[]>({ do: 'jobs' });
	const small = async (way: 'node' | 'httpRequest'): Promise<number> =>
		(await measured<{ ms: number }>({ do: 'small', way, count: SMALL_REQUESTS, sink: fast })).ms;
	const figures: SmallFigures = {
		count: SMALL_REQUESTS,
		nodeMs: await small('node'),
		httpRequestMs: await small('httpRequest'),
	};
	return { rows, limit, small: figures, jobs };
}
