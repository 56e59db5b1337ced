import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** How a run of test files ended. */
export interface Ending {
	/** Whether a test failed, time ran out, or the process crashed. */
	noticed: boolean;
	/** The test file that failed first, if known. */
	file?: string;
	/** The name of its first test that failed. */
	test?: string;
	timedOut: boolean;
}

/** What reporter.cjs writes down. */
interface FirstFailure {
	file: string;
	test?: string;
}

/** Thrown by test runs once {@link endAll} was called: they say nothing. */
export class Interrupted extends Error {}

/** The test runs under way, to be ended with this process. */
const running = new Set<() => void>();

let isOver = false;

/** Ends all test runs that are under way and lets no more begin. */
export function endAll(): void {
	isOver = true;
	for (const end of running) end();
}

/**
 * The longest time for a test that states none, in ms: a hang is found sooner than in the usual 60 s.
 */
const TEST_TIMEOUT_MS = 30_000;

const failureFile = (root: string): string => path.join(root, '.mutant-failure.json');

async function finished(root: string, args: string[], sample: string, seconds: number) {
	// A process group of its own, so that everything the tests have started ends with them.
	const child = spawn(process.execPath, args, {
		cwd: root,
		stdio: ['ignore', 'ignore', 'pipe'],
		detached: true,
		env: { ...process.env, SAMPLE: sample, MUTANT_FAILURE: failureFile(root) },
	});
	let words = '';
	child.stderr.on('data', (chunk: Buffer) => (words = (words + String(chunk)).slice(-4_000)));
	const end = (): void => {
		try {
			process.kill(-(child.pid ?? 0), 'SIGKILL');
		} catch {
			// It has ended by itself.
		}
	};
	running.add(end);
	let timedOut = false;
	const timer = setTimeout(() => {
		timedOut = true;
		end();
	}, seconds * 1_000);
	try {
		const status = await new Promise<number | null>((resolve, reject) => {
			child.on('error', reject);
			child.on('close', resolve);
		});
		return { status, timedOut, words };
	} finally {
		clearTimeout(timer);
		running.delete(end);
	}
}

/**
 * Runs test files of a copy one after the other until one fails, unit tests and the engine tests on
 * n8n's newer line.
 *
 * @param sample the value of SAMPLE (test/support/sample.ts)
 * @param seconds the longest time; a run that has not ended by then counts as failed
 * @throws Error if jest could not run them, {@link Interrupted} once everything is to end
 */
export async function runTests(
	root: string,
	tests: string[],
	{ sample, seconds }: { sample: string; seconds: number },
): Promise<Ending> {
	if (isOver) throw new Interrupted();
	rmSync(failureFile(root), { force: true });
	const { status, timedOut, words } = await finished(
		root,
		[
			path.join(root, 'node_modules/jest/bin/jest.js'),
			...['--selectProjects', 'unit', 'engine n8n-core 2.41'],
			...['--bail', '--runInBand', '--silent'],
			`--reporters=${path.join(root, 'scripts/mutants/reporter.cjs')}`,
			`--cacheDirectory=${path.join(root, '.jest')}`,
			`--testTimeout=${TEST_TIMEOUT_MS}`,
			'--runTestsByPath',
			...tests,
		],
		sample,
		seconds,
	);
	if (isOver) throw new Interrupted();
	if (timedOut) return { noticed: true, timedOut };
	if (status === 0) return { noticed: false, timedOut };
	// A test that ends its process leaves no report: noticed, but it is unknown by which test.
	if (!existsSync(failureFile(root))) {
		if (/Validation Error|No tests found/.test(words)) throw new Error(words);
		return { noticed: true, timedOut };
	}
	const { file, test } = JSON.parse(readFileSync(failureFile(root), 'utf8')) as FirstFailure;
	return {
		noticed: true,
		file: path.relative(root, file).split(path.sep).join('/'),
		test,
		timedOut,
	};
}
