import { jobsSection } from './jobsTable';
import { table } from './table';
import { rowOf, targetsOf } from './targets';
import type { Results, Row, Way } from './types';
import { LABELS, SLOW } from './types';

/** The machine that was measured on. */
export interface Machine {
	date: string;
	processors: string;
	memoryGb: number;
	system: string;
	node: string;
	n8nCore: string;
	nodesBase: string;
	curl: string;
}

const HOW = `Everything was measured in one run on this one machine. Each figure is of a process of its own: one of Node.js
has loaded all that it needs and has done the same with a file of 20 KB before. The median of three measurements is shown,
above 100 MB of one where it takes long. 1 MB is 1,000,000 bytes, 1 MiB is 1,048,576.

- **growth of memory**: the highest resident memory, looked at every 20 ms, less what it was before. For \`curl\` and \`wc\`
  it is all the memory of the program.
- **Uploads** run on n8n's own engine with this package as it is built. The file, people who do not exist in 24 columns
  and records of about 245 bytes, is in n8n's file system mode. The node reads the file once, to check it and to tell
  IQM about it, and then uploads it; n8n's HTTP Request node and \`curl\` only upload it. The server is another process on the
  same machine, which throws away what it gets and compares its length with what was announced.
- **Hash Before Upload** hashes the columns email and phone with SHA-256, which makes the file a third longer. IQM takes
  1 GiB at most, so that the largest file to be hashed is shorter. The file is read twice: for its checks and the length
  that it will have, and to be hashed and sent.
- **A report that comes back** is a CSV file behind a link, as IQM answers it. It streams into n8n's binary store;
  \`curl\` throws it away.
- **Inspection** is what the node does with a CSV file before it is sent, in chunks of 1 MiB. csv-parse's stream gets
  the same chunks; \`wc -l\` counts lines only.
- **Requests under a limit** run on a clock that jumps over the waiting, against the stand-in for IQM of
  this repository, which counts the requests of any 60 seconds.
- **One small request** is an execution of one node that gets one matched audience, from its start to its end.`;

function memory({ growthMiB, programMiB }: Row): string {
	return (growthMiB ?? programMiB)?.toFixed(0) ?? '–';
}

/**
 * Rows of one kind of measurement.
 *
 * @param compared what times are compared with: of the same size, or of the same kind of file
 */
function rowsOf(rows: Row[], ways: Way[], compared: Way): string[][] {
	return rows
		.filter(({ way }) => ways.includes(way))
		.map((row) => {
			const { way, kind, megabytes, seconds, failed } = row;
			const name = [kind, LABELS[way]].filter(Boolean).join(': ');
			if (failed !== undefined) return [`${name}: ${failed}`, `${megabytes}`, '–', '–', '–', '–'];
			const other = rows.find(
				(one) =>
					one.way === compared && one.megabytes === megabytes && one.kind === kind && !one.failed,
			);
			return [
				name,
				String(megabytes),
				seconds.toFixed(seconds < 10 ? 3 : 1),
				(megabytes / seconds).toFixed(0),
				memory(row),
				other === undefined
					? '–'
					: (seconds / other.seconds).toFixed(seconds < other.seconds ? 3 : 1),
			];
		});
}

const columns = (compared: string): string[] => [
	'what',
	'MB',
	'seconds',
	'MB/s',
	'growth of memory, MiB',
	`times ${compared}`,
];

/** Below this, in MB, an upload is over before its parts can be told apart. */
const SHORT_UP_TO = 100;

/** What the time of the largest uploads consists of, from the figures of their parts. */
function whereTimeGoes(rows: Row[], size: number): string[] {
	const at = (way: Way, megabytes: number) => rowOf(rows, way, megabytes)?.seconds ?? NaN;
	const shown = (seconds: number) => `${seconds.toFixed(2)} s`;
	const upload = at('node', size);
	const inspect = at('inspect', size);
	const lines = [
		`The upload of ${size} MB, ${shown(upload)}: ${shown(inspect)} inspection, ${shown(upload - inspect)} sending and the execution around it, for which \`curl -F\` takes ${shown(at('curl', size))}.`,
	];
	const hashed = rows.filter(({ way, failed }) => way === 'hashed' && !failed).at(-1);
	if (hashed !== undefined) {
		const share = hashed.megabytes / size;
		const [first, second] = [share * at('inspectToHash', size), share * at('hash', size)];
		const sha256 = at('sha256', hashed.megabytes);
		lines.push(
			`The hashed upload of ${hashed.megabytes} MB, ${shown(hashed.seconds)}: about ${shown(first)} inspection, the rest to find, judge, hash and replace the values while they are sent. Without the sending that takes ${shown(second)}, ${shown(sha256)} of it SHA-256 alone. (Both readings are taken from the figures for ${size} MB.)`,
		);
	}
	return lines;
}

/** The whole report as Markdown. */
export function report(results: Results, sizes: number[], machine: Machine): string {
	const { rows, limit, small, jobs } = results;
	const { date, processors, memoryGb, system, node, n8nCore, nodesBase, curl } = machine;
	const targets = targetsOf(results, sizes, Number(node.split('.')[0]));
	const general = rows.filter(({ kind }) => kind === undefined);
	const kinds = rows.filter(({ kind }) => kind !== undefined);
	const fast: Way[] = ['curl', 'node', 'httpRequest', 'plainToHash', 'hashed', 'sha256', 'video'];
	const largest = sizes[sizes.length - 1];
	const sections = [
		'# Benchmarks',
		`Measured on ${date} with \`npm run bench\` on ${processors}, ${memoryGb} GB, ${system}; Node.js ${node}, n8n-core ${n8nCore}, n8n-nodes-base ${nodesBase}, ${curl}.`,
		'## Targets',
		largest === 1_000
			? ''
			: `The targets are meant for 1000 MB; here they are compared with the figures of ${largest} MB.`,
		table(
			['what', 'target', 'measured', 'met'],
			targets.map(({ what, wanted, found, met }) => [
				what,
				wanted,
				found,
				met ? 'yes' : '**missed**',
			]),
		),
		'## Uploads to a server on the same machine',
		table(columns('`curl -F`'), rowsOf(general, fast, 'curl')),
		...(largest >= SHORT_UP_TO ? whereTimeGoes(general, largest) : []),
		`## Uploads to a server that takes ${SLOW} MB/s`,
		table(columns('`curl -F`'), rowsOf(general, ['curlSlow', 'nodeSlow'], 'curlSlow')),
		'## A report that comes back',
		table(columns('`curl -o`'), rowsOf(general, ['curlDown', 'download'], 'curlDown')),
		'## Reading a file of people',
		table(
			columns('`wc -l`'),
			rowsOf(general, ['inspect', 'wc', 'csvParse', 'inspectToHash', 'hash'], 'wc'),
		),
		'## Other kinds of files',
		table(columns('csv-parse'), rowsOf(kinds, ['inspect', 'csvParse', 'xlsx'], 'csvParse')),
		'## Requests',
		`${limit.requests} requests under a limit of ${limit.perMinute} a minute: ${limit.waitedSeconds.toFixed(2)} s of waiting, the least possible is ${limit.leastSeconds} s; ${limit.refused} answers 429.`,
		`One small request, median of ${small.count}: ${small.nodeMs.toFixed(1)} ms with IQM Matched Audience: Get, ${small.httpRequestMs.toFixed(1)} ms with n8n's HTTP Request node.`,
		jobsSection(jobs, date),
		'## How it was measured',
		HOW,
	];
	return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}
