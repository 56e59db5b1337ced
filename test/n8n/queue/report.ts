import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';

import type { Sandbox } from '../../../sandbox';
import { ROOT } from '../support/ownPackage';
import type { ListedExecution } from '../support/api';
import { countByStatus, createdNames, duplicates } from './runs';

/** What one run of the queue tests has measured. */
export interface Figures {
	run: string;
	/** How many executions ended in each state. */
	executions: Record<string, number>;
	requests: number;
	logins: number;
	created: number;
	duplicates: number;
	/** Answers with status 429; the nodes wait and send again. */
	rateLimited: number;
	/** Executions that n8n itself began a second time. */
	rerun: number;
	/** From the first request until now. */
	seconds: number;
}

/**
 * Takes the figures of a run from the sandbox that it spoke to.
 *
 * @param begun ids of executions as the workers began them, once for each beginning
 */
export function measure(
	run: string,
	sandbox: Sandbox,
	executions: ListedExecution[],
	begun: string[],
): Figures {
	const [first] = sandbox.requests;
	const requests = sandbox.requests.filter(({ api }) => api === 'iqm');
	return {
		run,
		executions: countByStatus(executions),
		requests: requests.length,
		logins: sandbox.iqm.logins,
		created: Object.values(createdNames(sandbox)).flat().length,
		duplicates: duplicates(sandbox).length,
		rateLimited: requests.filter(({ status }) => status === 429).length,
		rerun: begun.length - new Set(begun).size,
		seconds: Math.round((Date.now() - first.at) / 1_000),
	};
}

const HEAD = [
	'run',
	'executions',
	'requests',
	'logins',
	'objects created',
	'created twice',
	'429 (waited, sent again)',
	'executions run again by n8n',
	'seconds',
];

function table(rows: Figures[]): string {
	const cells = rows.map((row) => [
		row.run,
		Object.entries(row.executions)
			.map(([status, count]) => `${count} ${status}`)
			.join(', '),
		...[
			row.requests,
			row.logins,
			row.created,
			row.duplicates,
			row.rateLimited,
			row.rerun,
			row.seconds,
		],
	]);
	return [HEAD, HEAD.map(() => '---'), ...cells]
		.map((line) => `| ${line.join(' | ')} |`)
		.join('\n');
}

/** Prints the figures; with WRITE_REPORT=1 they go into docs/queue-mode.md as well. */
export function report(rows: Figures[]): void {
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${gigabytes} GB`;
	const measured = `Measured on ${new Date().toISOString().slice(0, 10)} on ${machine}.`;
	const text = `${measured}\n\n${table(rows)}\n`;
	process.stderr.write(`\n${text}\n`);
	if (process.env.WRITE_REPORT !== '1') return;
	const folder = path.join(ROOT, 'docs');
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'queue-mode.md'), `# Queue mode, measured\n\n${text}`);
}
