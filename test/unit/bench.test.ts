import { readOptions } from '../../scripts/bench/options';
import { jobsSection, minutes, withJobs } from '../../scripts/bench/jobsTable';
import { table } from '../../scripts/bench/table';
import { targetsOf } from '../../scripts/bench/targets';
import type { Results, Row, Way } from '../../scripts/bench/types';

const row = (way: Way, megabytes: number, seconds: number, growthMiB?: number): Row => ({
	way,
	megabytes,
	seconds,
	growthMiB,
	runs: 1,
});

/** Every figure is at its bound. */
const AT_BOUND: Results = {
	rows: [
		row('node', 100, 1, 50),
		row('curl', 1_000, 2),
		row('node', 1_000, 5, 60),
		row('curlSlow', 1_000, 40),
		row('nodeSlow', 1_000, 1.1 * (40 + 2.5)),
		row('inspect', 1_000, 2.5),
		row('csvParse', 1_000, 50),
		row('plainToHash', 760, 4),
		row('hashed', 760, 11, 64),
		row('sha256', 760, 3),
		row('video', 400, 1, 128),
	],
	limit: { requests: 60, perMinute: 20, waitedSeconds: 122.4, leastSeconds: 120, refused: 0 },
	small: { count: 200, nodeMs: 1, httpRequestMs: 1 },
	jobs: [],
};

const missed = (results: Results, major = 20): string[] =>
	targetsOf(results, [10, 100, 1_000], major)
		.filter(({ met }) => !met)
		.map(({ what, wanted }) => `${what}: ${wanted}`);

const withRow = (changed: Row): Results => ({
	...AT_BOUND,
	rows: AT_BOUND.rows.map((one) =>
		one.way === changed.way && one.megabytes === changed.megabytes ? changed : one,
	),
});

describe('the targets of the benchmarks', () => {
	it('are met by figures at their bounds', () => {
		expect(missed(AT_BOUND)).toEqual([]);
	});

	it.each<[string, Row, string[]]>([
		[
			'memory',
			row('node', 1_000, 5, 64.5),
			[
				'upload of 1000 MB: growth of memory: ≤ 64 MiB (on Node.js 20)',
				'upload of 1000 MB: growth of memory: ≤ 60 MiB (1.2 × that of 100 MB)',
			],
		],
		['time', row('node', 1_000, 5.01, 60), ['upload of 1000 MB: time: ≤ 5.00 s (2.5 × `curl -F`)']],
		[
			'time at 25 MB/s',
			row('nodeSlow', 1_000, 47),
			['upload of 1000 MB at 25 MB/s: time: ≤ 46.75 s (1.1 × `curl -F` and inspection)'],
		],
		[
			'speed compared with csv-parse',
			row('csvParse', 1_000, 49),
			['inspection of 1000 MB: ≥ 408 MB/s (20 × csv-parse’s stream)'],
		],
		[
			'time of a hashed upload',
			row('hashed', 760, 11.1, 64),
			['hashed upload of 760 MB: time: ≤ 11.00 s (2 × plain upload, and SHA-256)'],
		],
		[
			'memory of a hashed upload',
			row('hashed', 760, 11, 64.5),
			['hashed upload of 760 MB: growth of memory: ≤ 64 MiB (on Node.js 20)'],
		],
		[
			'memory of a video',
			row('video', 400, 1, 129),
			['video of 400 MB: growth of memory: ≤ 128 MiB'],
		],
	])('are missed: %s', (_, changed, wanted) => {
		expect(missed(withRow(changed))).toEqual(wanted);
	});

	it('are missed by requests that wait too long or are refused', () => {
		const limit = { ...AT_BOUND.limit, waitedSeconds: 123, refused: 1 };
		expect(missed({ ...AT_BOUND, limit })).toEqual([
			'60 requests at 20 a minute: waiting: ≤ 122.40 s (1.02 × the least possible)',
			'60 requests at 20 a minute: answers 429: ≤ 0',
		]);
	});

	it('are missed by what could not be measured', () => {
		const failed = { ...row('curl', 1_000, NaN), failed: 'no curl' };
		expect(missed(withRow(failed))).toEqual([
			'upload of 1000 MB: time: ≤ not measured (2.5 × `curl -F`)',
		]);
	});

	it('allow more memory on newer lines of Node.js', () => {
		const more = withRow(row('node', 1_000, 5, 128));
		expect(missed(more, 24)).toEqual([
			'upload of 1000 MB: growth of memory: ≤ 60 MiB (1.2 × that of 100 MB)',
		]);
	});
});

describe('the options of the benchmarks', () => {
	it('write the figures of all sizes only', () => {
		expect(readOptions([])).toEqual({
			sizes: [10, 100, 1_000],
			out: 'docs/benchmarks.md',
			jobs: false,
			help: false,
		});
		expect(readOptions(['--quick'])).toEqual({
			...{ sizes: [10], out: undefined },
			...{ jobs: false, help: false },
		});
		expect(readOptions(['--sizes', '100,10', '--out', 'x.md'])).toEqual({
			sizes: [10, 100],
			out: 'x.md',
			jobs: false,
			help: false,
		});
	});

	it.each([['0'], ['1001'], ['ten'], ['10,'], ['1.5']])('refuse the size %s', (size) => {
		expect(() => readOptions(['--sizes', size])).toThrow('--sizes takes whole numbers');
	});
});

it('draws a table', () => {
	expect(table(['what', 'MB'], [['`wc -l`', '1000']])).toBe(
		['| what    |   MB |', '| ------- | ---: |', '| `wc -l` | 1000 |'].join('\n'),
	);
});

describe('the table of jobs', () => {
	const section = jobsSection(
		[
			{
				name: 'pause',
				least: { requests: 2, seconds: 0 },
				because: 'halves',
				node: { requests: 200, seconds: 544.5 },
				refused: 1,
				http: { requests: 1_000, seconds: 2_940 },
				isComputed: true,
			},
		],
		'2030-01-01',
	);

	it('shows requests and waiting, and what is computed', () => {
		expect(section).toContain('| pause |     2 |    0:00 |       200 |    9:05 |       1,000* |   49:00 |');
		expect(section).toContain('on 2030-01-01; 1 answers 429');
		expect(section).toContain('- pause: halves');
		expect([59.6, 60, 7_201].map(minutes)).toEqual(['1:00', '1:00', '120:01']);
	});

	it('replaces that of an earlier run, or is added before the last section', () => {
		const before = '# Benchmarks\n\n## Requests\n\n60\n\n## How\n\nLike this.\n';
		const once = withJobs(before, section);
		expect(once).toBe(`# Benchmarks\n\n## Requests\n\n60\n\n${section}\n\n## How\n\nLike this.\n`);
		expect(withJobs(once, section)).toBe(once);
	});

	it('alone is written into the figures of the last whole run', () => {
		expect(readOptions(['--jobs'])).toMatchObject({ jobs: true, out: 'docs/benchmarks.md' });
	});
});
