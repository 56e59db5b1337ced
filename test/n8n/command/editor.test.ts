import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { stepsOf } from '../support/accounts';
import { N8nApi, type WorkflowJson } from '../support/api';
import { ROOT } from '../support/ownPackage';
import { freePort } from '../support/server';

/** `npm run editor` in the hands of somebody who reads what it prints, executes and presses Ctrl+C. */

const READY = 'Stop with Ctrl+C';

class Command {
	readonly child: ChildProcess;
	output = '';

	/** In a process group of its own, as a terminal starts it. */
	constructor(program: string, args: string[]) {
		this.child = spawn(program, args, { cwd: ROOT, detached: true });
		for (const stream of [this.child.stdout, this.child.stderr]) {
			stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
		}
	}

	get group(): number {
		return this.child.pid ?? NaN;
	}

	/** The processes of the group as `ps` shows them, without those that only await their parent. */
	processes(): Array<{ pid: number; line: string }> {
		const { stdout } = spawnSync('ps', ['-eo', 'pgid,pid,stat,args'], { encoding: 'utf8' });
		return stdout
			.split('\n')
			.map((line) => ({ line, words: line.trim().split(/\s+/) }))
			.filter(({ words }) => Number(words[0]) === this.group && !words[2].startsWith('Z'))
			.map(({ line, words }) => ({ line, pid: Number(words[1]) }));
	}

	async until(text: string): Promise<void> {
		while (!this.output.includes(text)) {
			if (this.child.exitCode !== null) throw new Error(`It has ended:\n${this.output}`);
			await sleep(200);
		}
	}

	/** The exit code; null if a signal ended it. */
	async ended(): Promise<number | null> {
		const { child } = this;
		if (child.exitCode === null && child.signalCode === null) {
			await new Promise((resolve) => child.once('exit', resolve));
		}
		return child.exitCode;
	}

	/** What is left of the group after the time that ending in order may take. */
	async leftOver(): Promise<string[]> {
		const deadline = Date.now() + 120_000;
		while (this.processes().length > 0 && Date.now() < deadline) await sleep(200);
		return this.processes().map(({ line }) => line);
	}

	/** The value beside a name in the block that is printed at the end. */
	printed(name: string): string {
		const line = this.output.split('\n').find((text) => text.startsWith(`  ${name}  `));
		return line?.slice(name.length + 2).trim() ?? `(no ${name})`;
	}

	dispose(): void {
		try {
			process.kill(-this.group, 'SIGKILL');
		} catch {
			// It has ended, as it should have.
		}
	}
}

async function isListening(url: string): Promise<boolean> {
	return await fetch(url).then(
		() => true,
		() => false,
	);
}

const EDITOR = ['--import', 'tsx', 'scripts/editor.ts'];

describe('npm run editor', () => {
	let command: Command;
	const start = (program: string, args: string[]): Command =>
		(command = new Command(program, args));
	const ports = async (): Promise<string[]> => [
		...['--port', String(await freePort())],
		...['--sandbox-port', String(await freePort())],
	];

	afterEach(() => command.dispose());

	it('opens an n8n in which an example succeeds, and Ctrl+C ends everything', async () => {
		start(process.execPath, [...EDITOR, '--no-open', ...(await ports())]);
		await command.until(READY);
		const url = command.printed('n8n');
		const log = command.printed("n8n's log");
		expect(existsSync(log)).toBe(true);

		const login = await fetch(`${url}/rest/login`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({
				emailOrLdapLoginId: command.printed('E-mail'),
				password: command.printed('Password'),
			}),
		});
		expect(login.status).toBe(200);

		const api = await N8nApi.connect(url);
		const credentials = (await api.get('/credentials')) as Array<{ name: string; type: string }>;
		expect(credentials.map(({ name, type }) => [type, name]).sort()).toEqual([
			['appLovinApi', 'AppLovin (sandbox)'],
			['iqmApi', 'IQM (sandbox)'],
		]);
		for (const name of ['IQM: launch a campaign', 'AppLovin: rotate creatives, move a budget']) {
			const link = command.printed(name);
			expect(link).toContain(`${url}/workflow/`);
			const workflow = (await api.get(`/workflows/${link.split('/').at(-1)}`)) as WorkflowJson;
			expect(workflow.name).toBe(name);
			const execution = await api.finished(await api.startWorkflow(workflow.id ?? ''));
			expect(execution.data.resultData.error?.message).toBeUndefined();
			expect(execution.status).toBe('success');
			expect(Object.keys(execution.data.resultData.runData).sort()).toEqual(
				stepsOf(workflow).sort(),
			);
		}

		const [sandbox] = command.printed('Sandbox').split(' ');
		expect(await isListening(sandbox)).toBe(true);
		process.kill(-command.group, 'SIGINT');
		expect(await command.ended()).toBe(0);
		expect(await command.leftOver()).toEqual([]);
		expect(await isListening(url)).toBe(false);
		expect(await isListening(sandbox)).toBe(false);
		// n8n's folder went, and the log with it.
		expect(existsSync(log)).toBe(false);
	});

	it('takes the next port if one is taken, and says so when n8n dies', async () => {
		const [, port, ...rest] = await ports();
		const other = createServer().listen(Number(port), '127.0.0.1');
		try {
			start(process.execPath, [...EDITOR, '--no-open', '--port', port, ...rest]);
			await command.until(READY);
		} finally {
			other.close();
		}
		expect(command.output).toContain(`Port ${port} is taken: n8n takes `);
		expect(command.printed('n8n')).not.toContain(`:${port}`);
		expect(await isListening(command.printed('n8n'))).toBe(true);

		const n8n = command.processes().find(({ line }) => line.endsWith('bin/n8n start'));
		process.kill(n8n?.pid ?? NaN, 'SIGKILL');
		expect(await command.ended()).toBe(1);
		expect(command.output).toContain('n8n ended by itself. Its last words:\n');
		expect(command.output).toContain('Editor is now accessible via');
		expect(await command.leftOver()).toEqual([]);
	});

	it('ends everything when only npm is told to end', async () => {
		start('npm', ['run', 'editor', '--', '--no-open', ...(await ports())]);
		await command.until(READY);
		const url = command.printed('n8n');
		process.kill(command.group, 'SIGTERM');
		expect(await command.leftOver()).toEqual([]);
		expect(await isListening(url)).toBe(false);
	});

	it('ends everything when it is killed while n8n starts', async () => {
		start(process.execPath, [...EDITOR, '--no-open', ...(await ports())]);
		await command.until('Starting n8n');
		while (!command.processes().some(({ line }) => line.endsWith('bin/n8n start'))) {
			await sleep(100);
		}
		process.kill(command.group, 'SIGKILL');
		expect(await command.leftOver()).toEqual([]);
	});

	it.each([
		[['--n8n', '3'], '--n8n takes 1 or 2, not "3".'],
		[['--port', 'http'], '--port takes a port from 1 to 65535, not "http".'],
		[['--browser'], "Unknown option '--browser'."],
	])('refuses %j', async (args, message) => {
		start(process.execPath, [...EDITOR, ...args]);
		expect(await command.ended()).toBe(1);
		expect(command.output.split('\n')[0]).toBe(message);
	});
});
