import type { ChildProcess } from 'node:child_process';
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Figures, Job } from './types';

/**
 * The processes and the folder of a run. The children also write only into that folder, so that
 * nothing is left once they are ended.
 */
const children = new Set<ChildProcess>();
export const folder = mkdtempSync(path.join(tmpdir(), 'n8n-bench-'));
const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };

function kept(child: ChildProcess): ChildProcess {
	children.add(child);
	child.once('exit', () => children.delete(child));
	return child;
}

/** Ends all children, waits for them, and removes the folder. */
export async function cleanUp(): Promise<void> {
	await Promise.all(
		[...children].map(async (child) => {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGKILL');
			await ended;
		}),
	);
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
] as const) {
	process.on(signal, () => void cleanUp().finally(() => process.exit(code)));
}
process.on('exit', () => {
	for (const child of children) child.kill('SIGKILL');
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Starts a script in this folder and waits for its first message. */
async function started<T>(
	script: string,
	args: string[],
): Promise<{ child: ChildProcess; said: T }> {
	const options = { env, execArgv: process.execArgv, stdio: 'pipe' as const };
	const stdio: Array<'ignore' | 'pipe' | 'ipc'> = ['ignore', 'ignore', 'pipe', 'ipc'];
	const child = kept(fork(path.join(__dirname, script), args, { ...options, stdio }));
	let errors = '';
	child.stderr?.on('data', (chunk: Buffer) => {
		errors += chunk.toString();
	});
	const said = await new Promise<T>((resolve, reject) => {
		child.once('message', (message) => resolve(message as T));
		child.once('exit', (code) =>
			setImmediate(() => reject(new Error(errors.trim() || `${script} ended with ${code}`))),
		);
	});
	return { child, said };
}

/** Has a new process measure something. */
export async function measured<T>(job: Job): Promise<T> {
	const { child, said } = await started<T>('measure.ts', [JSON.stringify(job)]);
	if (children.has(child)) await new Promise((resolve) => child.once('exit', resolve));
	return said;
}

/** Starts a server that throws away what it receives; returns its address. */
export async function startSink(megabytesPerSecond = 0): Promise<string> {
	const { said } = await started<{ url: string }>('sink.ts', [String(megabytesPerSecond)]);
	return said.url;
}

function peakMiB(pid: number | undefined): number {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
	} catch {
		// It has ended, or this is not Linux.
		return 0;
	}
}

/** Runs another program; its memory is only known on Linux. */
export async function runProgram(
	command: string,
	args: string[],
): Promise<Figures & { output: string }> {
	const begun = performance.now();
	const child = kept(spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
	let peak = 0;
	let output = '';
	let errors = '';
	child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	const watch = setInterval(() => (peak = Math.max(peak, peakMiB(child.pid))), 5);
	const failed = await new Promise<string | undefined>((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('close', (code) =>
			resolve(code === 0 ? undefined : `${command}: ${errors.trim() || `exit code ${code}`}`),
		);
	});
	clearInterval(watch);
	children.delete(child);
	return {
		seconds: (performance.now() - begun) / 1_000,
		output,
		...(peak > 0 ? { programMiB: peak } : {}),
		...(failed === undefined ? {} : { failed }),
	};
}
