import { PER_HOUR, PER_MINUTE } from '../../test/support/jobLimits';
import { table } from './table';
import type { JobRow } from './types';

/** Minutes and seconds: 9:05. */
export function minutes(seconds: number): string {
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

const count = (value: number): string => value.toLocaleString('en');

export const JOBS_HEADING = `## Jobs at ${PER_MINUTE} requests a minute`;

/** The section of the report on jobs, as Markdown. */
export function jobsSection(rows: JobRow[], date: string): string {
	const refused = rows.reduce((sum, row) => sum + row.refused, 0);
	const header = ['job', 'least', 'waiting', 'this node', 'waiting', 'HTTP Request', 'waiting'];
	const lines = rows.map(({ name, least, node, http, isComputed }) => [
		name,
		...[count(least.requests), minutes(least.seconds)],
		...[count(node.requests), minutes(node.seconds)],
		...[`${count(http.requests)}${isComputed ? '*' : ''}`, minutes(http.seconds)],
	]);
	const reasons = rows.map(({ name, because }) => `- ${name}: ${because}`);
	return [
		JOBS_HEADING,
		`Requests and waiting (minutes:seconds) for jobs whose items come one by one, counted on ${date}; ${refused} answers 429.`,
		table(header, lines),
		`The node runs on n8n's engine with one item for each thing, with a stored login, against the stand-in of this repository, which counts, on a clock that jumps over the waiting; at AppLovin the limit is ${count(PER_HOUR)} requests an hour. n8n's HTTP Request node was run with the same items and without a limit, which it does not keep; its waiting is the least for so many requests, which its *Batching* can reach if nothing else uses the account. An asterisk marks requests that are computed: a look at each creative every 15 seconds, a create each without a look, a request for each row.`,
		'The least is:',
		reasons.join('\n'),
	].join('\n\n');
}

/** A report with its section on jobs replaced, or with one added before the last section. */
export function withJobs(report: string, section: string): string {
	const sections = report.trimEnd().split(/\n\n(?=## )/);
	const others = sections.filter((one) => !one.startsWith(JOBS_HEADING));
	const end = others.length - 1;
	return `${[...others.slice(0, end), section, others[end]].join('\n\n')}\n`;
}
