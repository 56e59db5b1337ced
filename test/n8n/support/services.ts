import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import {
	accessSync,
	chownSync,
	constants,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
} from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { runCommand } from './cache';
import { freePort } from './server';

/** PostgreSQL and Redis for n8n's queue mode: own instances on loopback, gone after the test. */

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const HOST = '127.0.0.1';
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** The user that Debian's package makes; PostgreSQL refuses to run as root. */
const POSTGRES_USER = 'postgres';

export interface Services {
	/** n8n's settings that lead to both. */
	env: Record<string, string>;
	/** Ends both and removes their data. */
	stop: () => Promise<void>;
}

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/**
 * Finds a program in PATH or in one of the other folders.
 *
 * @throws Error that says which Debian package has it
 */
export function findProgram(name: string, debianPackage: string, elsewhere: string[] = []): string {
	const folders = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), ...elsewhere];
	const found = folders.map((folder) => path.join(folder, name)).find(isProgram);
	if (found !== undefined) return found;
	throw new Error(
		`The queue mode tests need '${name}', which is neither in PATH nor in ${DEBIAN_POSTGRES}/*/bin. On Debian and Ubuntu: apt-get install ${debianPackage}`,
	);
}

/** Debian keeps PostgreSQL's own programs out of PATH; the newest version comes first. */
function postgresFolders(): string[] {
	if (!existsSync(DEBIAN_POSTGRES)) return [];
	return readdirSync(DEBIAN_POSTGRES)
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(DEBIAN_POSTGRES, version, 'bin'));
}

interface Identity {
	uid: number;
	gid: number;
}

/** Who PostgreSQL runs as: oneself, but for root its own user. */
function postgresIdentity(): Identity | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const ids = ['-u', '-g'].map((flag) =>
		Number(spawnSync('id', [flag, POSTGRES_USER], { encoding: 'utf8' }).stdout || Number.NaN),
	);
	if (ids.some(Number.isNaN)) {
		throw new Error(
			`PostgreSQL does not run as root, and there is no user '${POSTGRES_USER}'. On Debian and Ubuntu: apt-get install postgresql`,
		);
	}
	return { uid: ids[0], gid: ids[1] };
}

/** Whether something takes connections there. */
async function listens(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = createConnection({ host: HOST, port });
		const end = (answer: boolean): void => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', () => end(true));
		socket.once('error', () => end(false));
	});
}

/** A program that serves until it is stopped. */
class Service {
	private readonly child: ChildProcess;
	private words = '';

	constructor(
		private readonly program: string,
		args: string[],
		private readonly port: number,
		options: { cwd: string; identity?: Identity },
	) {
		const { cwd, identity } = options;
		this.child = spawn(program, args, { cwd, ...identity, stdio: ['ignore', 'pipe', 'pipe'] });
		const note = (chunk: Buffer): void => void (this.words += chunk.toString());
		this.child.stdout?.on('data', note);
		this.child.stderr?.on('data', note);
		process.once('exit', this.kill);
	}

	private readonly kill = (): void => void this.child.kill('SIGKILL');

	async untilReady(): Promise<void> {
		const deadline = Date.now() + START_TIMEOUT_MS;
		while (Date.now() < deadline && this.child.exitCode === null) {
			if (await listens(this.port)) return;
			await sleep(100);
		}
		await this.stop();
		throw new Error(`${this.program} did not start. Its last words:\n${this.words.slice(-2_000)}`);
	}

	/** Both take SIGINT as "end now, in order"; PostgreSQL would wait for its clients on SIGTERM. */
	async stop(): Promise<void> {
		process.removeListener('exit', this.kill);
		if (this.child.exitCode !== null || this.child.signalCode !== null) return;
		const ended = new Promise((resolve) => this.child.once('exit', resolve));
		this.child.kill('SIGINT');
		const late = setTimeout(this.kill, STOP_TIMEOUT_MS);
		await ended;
		clearTimeout(late);
	}
}

/** Nobody's data is at stake, so nothing is forced to disk. */
const POSTGRES_SETTINGS = [
	'fsync=off',
	'synchronous_commit=off',
	'full_page_writes=off',
	'max_connections=200',
	'unix_socket_directories=',
	`listen_addresses=${HOST}`,
];

async function startPostgres(folder: string): Promise<{ service: Service; port: number }> {
	const elsewhere = postgresFolders();
	const initdb = findProgram('initdb', 'postgresql', elsewhere);
	const postgres = findProgram('postgres', 'postgresql', elsewhere);
	const identity = postgresIdentity();
	const data = path.join(folder, 'postgres');
	mkdirSync(data);
	if (identity) {
		chownSync(folder, identity.uid, identity.gid);
		chownSync(data, identity.uid, identity.gid);
	}
	await runCommand(
		initdb,
		['-D', data, '-U', POSTGRES_USER, '-E', 'UTF8', '--no-locale', '--auth=trust', '--no-sync'],
		{ cwd: data, ...identity },
	);
	const port = await freePort();
	const settings = POSTGRES_SETTINGS.flatMap((setting) => ['-c', setting]);
	const args = ['-D', data, '-p', String(port), ...settings];
	const service = new Service(postgres, args, port, { cwd: data, identity });
	await service.untilReady();
	return { service, port };
}

async function startRedis(folder: string): Promise<{ service: Service; port: number }> {
	const redis = findProgram('redis-server', 'redis-server');
	const port = await freePort();
	const args = ['--port', String(port), '--bind', HOST, '--save', '', '--appendonly', 'no'];
	const service = new Service(redis, args, port, { cwd: folder });
	await service.untilReady();
	return { service, port };
}

/**
 * Starts a new PostgreSQL and a new Redis on free ports of the loopback interface.
 *
 * @throws Error that says what to install when a program is missing
 */
export async function startServices(): Promise<Services> {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-services-'));
	const running: Service[] = [];
	const stop = async (): Promise<void> => {
		await Promise.all(running.map(async (service) => service.stop()));
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		const redis = await startRedis(folder);
		running.push(redis.service);
		const postgres = await startPostgres(folder);
		running.push(postgres.service);
		return {
			env: {
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: HOST,
				DB_POSTGRESDB_PORT: String(postgres.port),
				DB_POSTGRESDB_DATABASE: 'postgres',
				DB_POSTGRESDB_USER: POSTGRES_USER,
				DB_POSTGRESDB_PASSWORD: '',
				EXECUTIONS_MODE: 'queue',
				QUEUE_BULL_REDIS_HOST: HOST,
				QUEUE_BULL_REDIS_PORT: String(redis.port),
			},
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
