import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Installs real n8n servers, once per machine, into a cache folder outside the repository, so that
 * they can't be mistaken for the package's own dependencies and survive a fresh clone.
 */

/** The two lines of n8n that the package supports. */
export type Line = '1' | '2';
export const LINES: Line[] = ['1', '2'];

/** Node.js that each line runs on: 1.x is tested on the oldest one, 2.x needs 24. */
const NODE_VERSIONS: Record<Line, string> = { '1': '20.20.2', '2': '24.21.0' };

const SERVERS = path.resolve(__dirname, '..', 'servers');

export const CACHE =
	process.env.N8N_TEST_CACHE ?? path.join(homedir(), '.cache', 'n8n-nodes-iqm-applovin');

export interface Installation {
	line: Line;
	/** n8n's own version, such as `2.40.7`. */
	version: string;
	/** The Node.js binary that runs it. */
	node: string;
	/** The script that is n8n's command line. */
	cli: string;
	/** Folder whose node_modules holds n8n. */
	folder: string;
}

type Say = (text: string) => void;

/** Progress goes to standard error, so that standard output stays the result. */
export const sayToStderr: Say = (text) => void process.stderr.write(`${text}\n`);

/** Runs a command to its end; its output is shown only when it fails. Rejects with that output. */
export async function runCommand(
	command: string,
	args: string[],
	options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<string> {
	return await new Promise((resolve, reject) => {
		const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		let errors = '';
		child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
		child.on('error', reject);
		child.on('close', (code) => {
			if (code === 0) resolve(output);
			else
				reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${errors}${output}`));
		});
	});
}

/** Reports every 30 seconds that something is still running: npm is silent for minutes. */
async function withHeartbeat<T>(say: Say, what: string, work: () => Promise<T>): Promise<T> {
	const started = Date.now();
	const seconds = (): number => Math.round((Date.now() - started) / 1_000);
	const timer = setInterval(() => say(`  … ${what}, ${seconds()} s so far`), 30_000);
	try {
		const result = await work();
		say(`  ${what}: done in ${seconds()} s`);
		return result;
	} finally {
		clearInterval(timer);
	}
}

const NPM_QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** The Node.js of a line: the one that runs now if it is of that major version, else the registry's. */
async function ensureNode(line: Line, say: Say): Promise<string> {
	const wanted = NODE_VERSIONS[line];
	const major = wanted.split('.')[0];
	if (process.versions.node.split('.')[0] === major) return process.execPath;
	const name = `node-${process.platform}-${process.arch}`;
	const folder = path.join(CACHE, `node-${wanted}`);
	const binary = path.join(folder, 'node_modules', name, 'bin', 'node');
	if (existsSync(binary)) return binary;
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
	await withHeartbeat(say, `downloading Node.js ${wanted}`, async () =>
		runCommand('npm', ['install', `${name}@${wanted}`, ...NPM_QUIET], { cwd: folder }),
	);
	return binary;
}

/** The name of a folder that holds exactly what a lock file asks for. */
function folderOf(line: Line): string {
	const lock = readFileSync(path.join(SERVERS, `n8n-${line}`, 'package-lock.json'));
	const hash = createHash('sha256').update(lock).digest('hex').slice(0, 10);
	return path.join(CACHE, `n8n-${line}-${hash}`);
}

/** Installs one n8n as its lock file says; sqlite3 excepted, which has to be compiled or fetched. */
async function installN8n(line: Line, say: Say): Promise<string> {
	const folder = folderOf(line);
	if (existsSync(path.join(folder, 'installed'))) return folder;
	// A folder without the marker is what an interrupted installation left behind.
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		copyFileSync(path.join(SERVERS, `n8n-${line}`, file), path.join(folder, file));
	}
	await withHeartbeat(say, `installing n8n ${line}.x (about 2 GB)`, async () =>
		runCommand('npm', ['ci', ...NPM_QUIET, '--engine-strict=false'], { cwd: folder }),
	);
	writeFileSync(path.join(folder, 'installed'), '');
	return folder;
}

/**
 * n8n keeps its data in SQLite through a native module. It speaks Node-API, so one build serves
 * every Node.js: it is made once and copied.
 */
async function ensureSqlite(folder: string, say: Say): Promise<void> {
	const module = (root: string): string =>
		path.join(root, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');
	const target = module(folder);
	if (existsSync(target)) return;
	const builder = path.join(CACHE, 'sqlite3-5.1.7');
	if (!existsSync(module(builder))) {
		mkdirSync(builder, { recursive: true });
		writeFileSync(path.join(builder, 'package.json'), '{ "private": true }\n');
		await withHeartbeat(say, 'fetching or compiling sqlite3', async () => {
			await runCommand('npm', ['install', 'sqlite3@5.1.7', ...NPM_QUIET], { cwd: builder });
			await runCommand('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
				cwd: builder,
				env: { ...process.env, JOBS: 'max' },
			});
		});
	}
	mkdirSync(path.dirname(target), { recursive: true });
	copyFileSync(module(builder), `${target}.new`);
	renameSync(`${target}.new`, target);
}

/**
 * One real n8n, installed if it is not there yet: minutes the first time, at once afterwards.
 *
 * @throws Error with npm's own output when the installation fails.
 */
export async function ensureN8n(line: Line, say: Say = sayToStderr): Promise<Installation> {
	const node = await ensureNode(line, say);
	const folder = await installN8n(line, say);
	await ensureSqlite(folder, say);
	const n8n = path.join(folder, 'node_modules', 'n8n');
	const manifest = JSON.parse(readFileSync(path.join(n8n, 'package.json'), 'utf8')) as {
		version: string;
	};
	return { line, version: manifest.version, node, cli: path.join(n8n, 'bin', 'n8n'), folder };
}
