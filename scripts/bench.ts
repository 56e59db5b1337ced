import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

import { jobsSection, withJobs } from './bench/jobsTable';
import { DEFAULT_OUT, HELP, readOptions } from './bench/options';
import type { Options } from './bench/options';
import { runPlan } from './bench/plan';
import { cleanUp, measured } from './bench/processes';
import type { Machine } from './bench/report';
import { report } from './bench/report';
import { targetsOf } from './bench/targets';
import type { JobRow } from './bench/types';

/** Measures how fast this package uploads, inspects and asks, what jobs take, and how much memory it takes. */
const ROOT = path.resolve(__dirname, '..');

function versionOf(name: string): string {
	const main = createRequire(__filename).resolve(name);
	const folder = main.slice(0, main.lastIndexOf(`node_modules${path.sep}${name}`));
	const file = path.join(folder, 'node_modules', name, 'package.json');
	return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function machine(): Machine {
	const processors = os.cpus();
	return {
		date: new Date().toISOString().slice(0, 10),
		processors: `${processors.length} × ${processors[0].model}`,
		memoryGb: Math.round(os.totalmem() / 1e9),
		system: `${os.type()} ${os.release()} ${os.arch()}`,
		node: process.versions.node,
		n8nCore: versionOf('n8n-core'),
		nodesBase: versionOf('n8n-nodes-base'),
		curl: execFileSync('curl', ['--version'], { encoding: 'utf8' }).split(' (')[0],
	};
}

/** Does the jobs only, and puts them into the report of the last whole run. */
async function mainJobs(file: string): Promise<void> {
	const rows = await measured<JobRow[]>({ do: 'jobs' });
	const section = jobsSection(rows, new Date().toISOString().slice(0, 10));
	process.stdout.write(`${section}\n`);
	writeFileSync(file, withJobs(readFileSync(file, 'utf8'), section));
}

async function main({ sizes, out, jobs }: Options): Promise<void> {
	if (jobs) return await mainJobs(path.resolve(ROOT, out ?? DEFAULT_OUT));
	const place = machine();
	const results = await runPlan(sizes, (text) => process.stderr.write(`${text}\n`));
	const text = report(results, sizes, place);
	process.stdout.write(text);
	if (out === undefined) process.stderr.write('Written nowhere: --out FILE writes it.\n');
	else writeFileSync(path.resolve(ROOT, out), text);
	const [major] = place.node.split('.').map(Number);
	const isMissed = targetsOf(results, sizes, major).some(({ met }) => !met);
	const isFailed = results.rows.some(({ failed }) => failed !== undefined);
	if (isFailed || (isMissed && sizes.includes(1_000))) process.exitCode = 1;
}

function readArguments(): Options {
	try {
		return readOptions(process.argv.slice(2));
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}\n`);
		process.exit(2);
	}
}

const options = readArguments();
if (options.help) {
	process.stdout.write(`${HELP}\n`);
	process.exit(0);
}
void main(options)
	.catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		process.exitCode = 1;
	})
	.finally(() => void cleanUp().finally(() => process.exit()));
