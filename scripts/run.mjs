// Entry of the npm scripts that must work on a fresh clone: installs what is missing, then runs.
// Plain JavaScript with Node.js' own modules only, since nothing else may be there yet.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [task, ...args] = process.argv.slice(2);
const quiet = args.includes('--json');

/** Progress goes to standard error, so that `--json` leaves standard output to the result. */
const say = (text) => process.stderr.write(`${text}\n`);

function run(command, commandArgs, options = {}) {
	const { status, error } = spawnSync(command, commandArgs, {
		cwd: root,
		stdio: 'inherit',
		...options,
	});
	if (error) say(error.message);
	if (status !== 0) process.exit(status ?? 1);
}

const bin = (name) =>
	path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
const tool = (name, ...toolArgs) =>
	run(bin(name), toolArgs, { shell: process.platform === 'win32' });

/** A different number for each commit, which chooses a sample of the tests (test/support/sample.ts). */
function commitNumber() {
	const { stdout, status } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root });
	// An unpacked archive has no commits.
	return status === 0 ? String(Number.parseInt(String(stdout).slice(0, 8), 16)) : '0';
}

/** The sample of `npm test`: the one asked for, else the commit's. */
const sample = () => process.env.SAMPLE ?? commitNumber();

/** Runs tools side by side, and ends with the first status that is not a success. */
async function together(...commands) {
	const ends = commands.map(
		async ([name, ...toolArgs]) =>
			await new Promise((resolve) => {
				const options = { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' };
				spawn(bin(name), toolArgs, options)
					.on('error', ({ message }) => resolve(say(message) ?? 1))
					.on('exit', (status) => resolve(status ?? 1));
			}),
	);
	const failed = (await Promise.all(ends)).find((status) => status !== 0);
	if (failed !== undefined) process.exit(failed);
}

function newest(folder) {
	return readdirSync(path.join(root, folder), { recursive: true })
		.map((file) => statSync(path.join(root, folder, String(file))).mtimeMs)
		.reduce((latest, time) => Math.max(latest, time), 0);
}

function install() {
	const [major] = process.versions.node.split('.').map(Number);
	if (major < 20) {
		say(`Node.js 20 or newer is needed, this is ${process.versions.node}.`);
		process.exit(1);
	}
	const installed = path.join(root, 'node_modules', '.package-lock.json');
	const wanted = path.join(root, 'package-lock.json');
	if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
	say('Installing the development dependencies: once, about 1.1 GB and 1 to 5 minutes …');
	const started = Date.now();
	run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
		shell: process.platform === 'win32',
		stdio: ['ignore', quiet ? 'ignore' : 2, 2],
	});
	say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function build() {
	const marker = path.join(root, 'dist', 'credentials', 'IqmApi.credentials.js');
	const sources = Math.max(newest('nodes'), newest('credentials'));
	if (existsSync(marker) && statSync(marker).mtimeMs > sources) return;
	say('Building the package …');
	run(bin('gulp'), ['build', '--silent'], { shell: process.platform === 'win32' });
}

const tasks = {
	demo() {
		build();
		tool('tsx', 'scripts/demo.ts', ...args);
	},
	async test() {
		say('Linting and checking types …');
		await together(['eslint', '.'], ['tsc', '--noEmit']);
		process.env.SAMPLE = sample();
		say(`Testing, of large tables a sample (SAMPLE=${process.env.SAMPLE} repeats it) …`);
		tool('jest', ...args);
	},
	whole() {
		const others = args.filter((arg) => arg !== '--rest');
		if (others.length < args.length) {
			process.env.REST_OF = sample();
			delete process.env.SAMPLE;
			say(`Testing what SAMPLE=${process.env.REST_OF} left out …`);
		}
		tool('jest', 'test/engine', ...others);
	},
	faults() {
		// For each of n8n's lines, each in a process of its own.
		process.env.FAULT_RUNS ??= '5000';
		tool('jest', 'test/engine/promises/randomFaults', '--maxWorkers=2', ...args);
	},
	files() {
		process.env.GENERATED_FILES ??= '10000';
		const suites = ['inspectCsvOracle', 'inspectXlsx', 'hashFile', 'hashValue', 'valueKinds'];
		const files = suites.map((name) => `test/unit/tables/${name}.test.ts`);
		tool('jest', ...files, '--selectProjects', 'unit', ...args);
	},
	sandbox() {
		tool('tsx', 'sandbox/cli.ts', '--port', '4010', ...args);
	},
	docs() {
		tool('tsx', 'scripts/docs.ts', ...args);
	},
	mutants() {
		tool('tsx', 'scripts/mutants.ts', ...args);
	},
	where() {
		tool('tsx', 'scripts/where.ts', ...args);
	},
	cost() {
		tool('tsx', 'scripts/cost.ts', ...args);
	},
	bench() {
		build();
		tool('tsx', 'scripts/bench.ts', ...args);
	},
	n8n() {
		tool('jest', '--config', 'test/n8n/jest.config.js', ...args);
	},
	async editor() {
		// In this very process: a child between npm and n8n would miss some of the signals.
		process.argv.splice(2, 1);
		const tsx = await import('tsx/cjs/api');
		tsx.require('./editor.ts', import.meta.url);
	},
	package() {
		tool('gulp', 'build', '--silent');
		run(process.execPath, ['scripts/check-package.mjs']);
	},
};

if (!Object.hasOwn(tasks, task)) {
	say(`Unknown task '${task}'. Known: ${Object.keys(tasks).join(', ')}.`);
	process.exit(1);
}
install();
await tasks[task]();
