import type { Results, Row, Way } from './types';
import { SLOW } from './types';

/** A figure and what it should be. */
export interface Target {
	what: string;
	/** The bound, and its source. */
	wanted: string;
	found: string;
	met: boolean;
}

const mib = (value: number): string => `${value.toFixed(0)} MiB`;
const inSeconds = (value: number): string => `${value.toFixed(2)} s`;
const rate = (value: number): string => `${value.toFixed(0)} MB/s`;

/** How much resident memory an upload may take, in MiB: newer lines of Node.js collect garbage later. */
function mostGrowthMiB(nodeMajor: number): number {
	return nodeMajor < 22 ? 64 : 128;
}

/** The row of a measurement that has figures; special kinds of files are ignored. */
export function rowOf(rows: Row[], way: Way, megabytes: number): Row | undefined {
	const isWanted = (row: Row) => row.way === way && row.megabytes === megabytes;
	return rows.find((row) => isWanted(row) && row.kind === undefined && row.failed === undefined);
}

/**
 * What the figures of the largest file and of the requests should be. A missing figure has missed its
 * target.
 *
 * @param sizes in MB, ascending
 */
export function targetsOf({ rows, limit }: Results, sizes: number[], nodeMajor: number): Target[] {
	const size = sizes[sizes.length - 1];
	const targets: Target[] = [];
	const add = (
		what: string,
		found: number,
		bound: { most: number } | { least: number },
		why: string,
		show: (value: number) => string,
	): void => {
		const [sign, value] = 'most' in bound ? ['≤', bound.most] : ['≥', bound.least];
		const shown = (one: number) => (Number.isNaN(one) ? 'not measured' : show(one));
		targets.push({
			what,
			wanted: [`${sign} ${shown(value)}`, why && `(${why})`].filter(Boolean).join(' '),
			found: shown(found),
			met: sign === '≤' ? found <= value : found >= value,
		});
	};
	const at = (way: Way, megabytes = size) => rowOf(rows, way, megabytes);
	const seconds = (way: Way, megabytes = size): number => at(way, megabytes)?.seconds ?? NaN;
	const speed = (way: Way): number => size / seconds(way);
	const growth = (way: Way, megabytes = size): number => at(way, megabytes)?.growthMiB ?? NaN;

	const most = mostGrowthMiB(nodeMajor);
	const upload = `upload of ${size} MB`;
	const onNode = `on Node.js ${nodeMajor}`;
	add(`${upload}: growth of memory`, growth('node'), { most }, onNode, mib);
	if (size > 100 && sizes.includes(100)) {
		const bound = { most: 1.2 * growth('node', 100) };
		add(`${upload}: growth of memory`, growth('node'), bound, '1.2 × that of 100 MB', mib);
	}
	const fast = { most: 2.5 * seconds('curl') };
	add(`${upload}: time`, seconds('node'), fast, '2.5 × `curl -F`', inSeconds);
	const slow = { most: 1.1 * (seconds('curlSlow') + seconds('inspect')) };
	const slowly = '1.1 × `curl -F` and inspection';
	add(`${upload} at ${SLOW} MB/s: time`, seconds('nodeSlow'), slow, slowly, inSeconds);

	const inspection = `inspection of ${size} MB`;
	add(inspection, speed('inspect'), { least: 100 }, '', rate);
	const parsed = { least: 20 * speed('csvParse') };
	add(inspection, speed('inspect'), parsed, '20 × csv-parse’s stream', rate);

	const hashedRows = rows.filter(({ way }) => way === 'hashed');
	const hashed = hashedRows[hashedRows.length - 1]?.megabytes ?? size;
	const plain = at('plainToHash', hashed)?.seconds ?? seconds('node', hashed);
	const hashing = { most: 2 * plain + seconds('sha256', hashed) };
	const what = `hashed upload of ${hashed} MB: time`;
	add(what, seconds('hashed', hashed), hashing, '2 × plain upload, and SHA-256', inSeconds);
	const held = `hashed upload of ${hashed} MB: growth of memory`;
	add(held, growth('hashed', hashed), { most }, onNode, mib);

	for (const { megabytes, growthMiB = NaN } of rows.filter(({ way }) => way === 'video')) {
		add(`video of ${megabytes} MB: growth of memory`, growthMiB, { most: 128 }, '', mib);
	}

	for (const { megabytes, growthMiB = NaN } of rows.filter(({ way }) => way === 'download')) {
		add(`report of ${megabytes} MB: growth of memory`, growthMiB, { most: 64 }, '', mib);
	}

	const requests = `${limit.requests} requests at ${limit.perMinute} a minute`;
	const waiting = { most: 1.02 * limit.leastSeconds };
	add(`${requests}: waiting`, limit.waitedSeconds, waiting, '1.02 × the least possible', inSeconds);
	add(`${requests}: answers 429`, limit.refused, { most: 0 }, '', String);
	return targets;
}
