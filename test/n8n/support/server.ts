import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import {
	appendFileSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { NOT_KEPT } from './api';
import type { Installation } from './cache';
import { runCommand } from './cache';

/** Starts and stops real n8n processes, on loopback only. */

const START_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 20_000;

/** A port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

export interface ServerOptions {
	/** n8n's user folder (its data, key and community packages); a new one if left out. */
	folder?: string;
	/** The process's kind: n8n itself, or in queue mode one of its helpers. */
	command?: 'start' | 'worker' | 'webhook';
	args?: string[];
	port?: number;
	/** More of n8n's settings; they win over the ones below. */
	env?: Record<string, string>;
	/** A folder that is looked in for programs before all others. */
	programs?: string;
}

export interface RunningServer {
	url: string;
	folder: string;
	installation: Installation;
	env: Record<string, string>;
}

/**
 * The developer's own n8n must not interfere with the tests: only what is not a setting of n8n is
 * kept.
 */
function inherited(): Record<string, string> {
	const foreign =
		/^(N8N_|DB_|QUEUE_|EXECUTIONS_|GENERIC_|WEBHOOK_|NODE_|npm_|CREDENTIALS_|OFFLOAD_)/;
	return Object.fromEntries(
		Object.entries(process.env).filter(
			(entry): entry is [string, string] => entry[1] !== undefined && !foreign.test(entry[0]),
		),
	);
}

export class N8nServer {
	private process: ChildProcess | undefined;
	/** Where everything goes that this process writes. */
	readonly logFile: string;

	private constructor(
		readonly installation: Installation,
		readonly folder: string,
		readonly port: number,
		readonly command: string,
		private readonly args: string[],
		private readonly env: Record<string, string>,
		private readonly ownsFolder: boolean,
	) {
		this.logFile = path.join(folder, `${command}-${port}.log`);
		writeFileSync(this.logFile, '');
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	get pid(): number | undefined {
		return this.process?.pid;
	}

	/** Everything that this process has written so far. */
	get log(): string {
		return readFileSync(this.logFile, 'utf8');
	}

	static async create(installation: Installation, options: ServerOptions = {}): Promise<N8nServer> {
		const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'n8n-server-'));
		mkdirSync(folder, { recursive: true });
		const port = options.port ?? (await freePort());
		const own = inherited();
		const places = [options.programs, path.dirname(installation.node), own.PATH];
		const env = {
			...own,
			PATH: places.filter(Boolean).join(path.delimiter),
			N8N_USER_FOLDER: folder,
			N8N_PORT: String(port),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_HOST: '127.0.0.1',
			N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}`,
			WEBHOOK_URL: `http://127.0.0.1:${port}`,
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			N8N_SECURE_COOKIE: 'false',
			N8N_ENCRYPTION_KEY: 'a key for tests only',
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_HIRING_BANNER_ENABLED: 'false',
			N8N_DYNAMIC_BANNERS_ENABLED: 'false',
			N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
			// Saves the compilation of isolated-vm, which takes minutes.
			N8N_EXPRESSION_ENGINE: 'legacy',
			GENERIC_TIMEZONE: 'UTC',
			// It asks a host of n8n's for a list at every start; 1.x does not have it.
			...(installation.line === '2' ? { N8N_DISABLED_MODULES: 'mcp-registry' } : {}),
			...options.env,
		};
		return new N8nServer(
			installation,
			folder,
			port,
			options.command ?? 'start',
			options.args ?? [],
			env,
			options.folder === undefined,
		);
	}

	/** Starts the process and waits until it answers. Throws with its last words if it does not. */
	async start(): Promise<this> {
		const child = spawn(
			this.installation.node,
			[this.installation.cli, this.command, ...this.args],
			{ cwd: this.folder, env: this.env, stdio: ['ignore', 'pipe', 'pipe'] },
		);
		this.process = child;
		const note = (chunk: Buffer): void => appendFileSync(this.logFile, chunk);
		child.stdout.on('data', note);
		child.stderr.on('data', note);
		process.once('exit', this.kill);
		await this.untilReady();
		return this;
	}

	private async untilReady(): Promise<void> {
		const deadline = Date.now() + START_TIMEOUT_MS;
		while (Date.now() < deadline) {
			if (this.process?.exitCode !== null) break;
			if (await this.answers()) return;
			await sleep(500);
		}
		await this.stop();
		throw new Error(
			`n8n ${this.command} did not start. Its last words:\n${this.log.slice(-4_000)}`,
		);
	}

	private async answers(): Promise<boolean> {
		if (this.command === 'worker') return this.log.includes('worker is now ready');
		const page = this.command === 'start' ? '/rest/settings' : '/healthz';
		try {
			const response = await fetch(`${this.url}${page}`, {
				headers: NOT_KEPT,
				signal: AbortSignal.timeout(5_000),
			});
			return response.ok && (response.headers.get('content-type') ?? '').includes('json');
		} catch {
			return false;
		}
	}

	/** Ends the process at once, as a crash of the machine does. */
	readonly kill = (): void => {
		this.process?.kill('SIGKILL');
	};

	/** Ends the process in order, or at once if it takes too long. */
	async stop(): Promise<void> {
		const child = this.process;
		process.removeListener('exit', this.kill);
		if (child && child.exitCode === null && child.signalCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGTERM');
			const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
			await ended;
			clearTimeout(late);
		}
		this.process = undefined;
	}

	/** Stops the process and removes its folder, if the folder was made for it. */
	async dispose(): Promise<void> {
		await this.stop();
		if (this.ownsFolder) rmSync(this.folder, { recursive: true, force: true });
	}

	/** What another process needs to know to use this server. */
	get running(): RunningServer {
		const { url, folder, installation, env } = this;
		return { url, folder, installation, env };
	}
}

/** n8n's command line on a server's data, such as `import:workflow`, beside the running server. */
export async function n8nCli({ installation, folder, env }: RunningServer, ...args: string[]) {
	return await runCommand(installation.node, [installation.cli, ...args], {
		cwd: folder,
		env: {
			...env,
			N8N_PORT: String(await freePort()),
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		},
	});
}
