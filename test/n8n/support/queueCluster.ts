import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { N8nApi } from './api';
import { ensureN8n, type Line } from './cache';
import { packOwnPackage } from './ownPackage';
import { N8nServer } from './server';
import { startServices, type Services } from './services';

/**
 * n8n's queue mode as an operator runs it: main, a webhook process and workers, each in a folder of
 * its own as containers are, with one PostgreSQL, one Redis and one folder for files.
 */

export interface ClusterOptions {
	workers: number;
	/** Executions that one worker runs at a time. */
	concurrency: number;
	/** Settings of all processes. */
	env?: Record<string, string>;
}

export class QueueCluster {
	api!: N8nApi;
	webhook!: N8nServer;
	/** Those that live, oldest first. */
	workers: N8nServer[] = [];
	private readonly dead: N8nServer[] = [];

	private constructor(
		readonly main: N8nServer,
		private readonly services: Services,
		private readonly files: string,
		private readonly programs: string,
		private readonly options: ClusterOptions,
	) {}

	/** Starts everything, with this package installed through main. Takes one to two minutes. */
	static async start(line: Line, options: ClusterOptions): Promise<QueueCluster> {
		const installation = await ensureN8n(line);
		const { version, programs } = await packOwnPackage();
		const files = mkdtempSync(path.join(tmpdir(), 'n8n-files-'));
		const services = await startServices();
		const env = { ...sharedSettings(services, files, line), ...options.env };
		const main = await N8nServer.create(installation, { programs, env });
		const cluster = new QueueCluster(main, services, files, programs, { ...options, env });
		try {
			await main.start();
			cluster.api = await N8nApi.connect(main.url);
			await cluster.api.installOwnPackage(version);
			await cluster.startHelpers();
			return cluster;
		} catch (error) {
			await cluster.dispose();
			throw error;
		}
	}

	/**
	 * A helper has main's community packages, as an image or a volume gives them; only with n8n's
	 * setting for it does it fetch them itself, at its start.
	 */
	private async create(command: 'webhook' | 'worker', env: Record<string, string>) {
		const helper = await N8nServer.create(this.main.installation, {
			command,
			programs: this.programs,
			args: command === 'worker' ? [`--concurrency=${this.options.concurrency}`] : [],
			env: { ...this.options.env, ...env },
		});
		if (env.N8N_REINSTALL_MISSING_PACKAGES !== 'true') {
			const packages = path.join('.n8n', 'nodes');
			const [from, to] = [this.main, helper].map(({ folder }) => path.join(folder, packages));
			cpSync(from, to, { recursive: true });
		}
		return helper;
	}

	/** Starts one more worker, as an orchestrator does in place of one that died. */
	async startWorker(env: Record<string, string> = {}): Promise<N8nServer> {
		const worker = await this.create('worker', env);
		this.workers.push(worker);
		return await worker.start();
	}

	/** Kills the oldest worker as a crash does, and returns it. */
	killWorker(): N8nServer {
		const [victim] = this.workers.splice(0, 1);
		victim.kill();
		this.dead.push(victim);
		return victim;
	}

	/** What the workers have written since the last restart of the helpers, the dead ones too. */
	get workerLogs(): string[] {
		return [...this.dead, ...this.workers].map(({ log }) => log);
	}

	private async startHelpers(env: Record<string, string> = {}): Promise<void> {
		this.webhook = await this.create('webhook', env);
		const workers = Array.from({ length: this.options.workers }, async () => this.startWorker(env));
		await Promise.all([this.webhook.start(), ...workers]);
	}

	private async disposeHelpers(): Promise<void> {
		const helpers = [this.webhook, ...this.workers.splice(0), ...this.dead.splice(0)];
		await Promise.all(helpers.map(async (helper) => helper?.dispose()));
	}

	/** Replaces the webhook process and the workers by new ones with these settings in addition. */
	async restartHelpers(env: Record<string, string>): Promise<void> {
		await this.disposeHelpers();
		await this.startHelpers(env);
	}

	/** Ends all processes and removes what they have written. */
	async dispose(): Promise<void> {
		await this.disposeHelpers();
		await this.main.dispose();
		await this.services.stop();
		rmSync(this.files, { recursive: true, force: true });
	}
}

function sharedSettings(services: Services, files: string, line: Line): Record<string, string> {
	return {
		...services.env,
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		[line === '1' ? 'N8N_BINARY_DATA_STORAGE_PATH' : 'N8N_STORAGE_PATH']: files,
	};
}
