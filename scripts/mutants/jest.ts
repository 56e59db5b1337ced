import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** How a run of test files ended. */
export interface Ending {
	/** Whether a test failed, or the time was over, or the process broke down. */
	noticed: boolean;
	/** The test file that failed first, where that is known. */
	file?: string;
	/** The name of its first test that failed. */
	test?: string;
	timedOut: boolean;
}

interface JestResults {
	testResults: Array<{
		name: string;
		status: string;
		assertionResults: Array<{ status: string; fullName: string }>;
	}>;
}

/** Those that run, to be ended with this process. */
const running = new Set<() => void>();

/** Ends all test runs that are under way. */
export function endAll(): void {
	for (const end of running) end();
}

/** Longest time for a test that names none, in ms: a hang is found sooner than in the usual 60 s. */
const TEST_TIMEOUT_MS = 30_000;

async function finished(root: string, args: string[], sample: string, seconds: number) {
	// A process group of its own, so that whatever the tests have started ends with them.
	const child = spawn(process.execPath, args, {
		cwd: root,
		stdio: ['ignore', 'ignore', 'pipe'],
		detached: true,
		env: { ...process.env, SAMPLE: sample },
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
 * @param seconds longest time; what has not ended by then is counted as failed
 * @throws Error when jest could not run them
 */
export async function runTests(
	root: string,
	tests: string[],
	{ sample, seconds }: { sample: string; seconds: number },
): Promise<Ending> {
	const results = path.join(root, '.mutant-results.json');
	rmSync(results, { force: true });
	const { status, timedOut, words } = await finished(
		root,
		[
			path.join(root, 'node_modules/jest/bin/jest.js'),
			...['--selectProjects', 'unit', 'engine n8n-core 2.41'],
			...['--bail', '--runInBand', '--silent', '--json', `--outputFile=${results}`],
			`--cacheDirectory=${path.join(root, '.jest')}`,
			`--testTimeout=${TEST_TIMEOUT_MS}`,
			'--runTestsByPath',
			...tests,
		],
		sample,
		seconds,
	);
	if (timedOut) return { noticed: true, timedOut };
	if (status === 0) return { noticed: false, timedOut };
	let read: JestResults;
	try {
		read = JSON.parse(readFileSync(results, 'utf8')) as JestResults;
	} catch {
		if (/Validation Error|Cannot find module/.test(words)) throw new Error(words);
		// A test that ends its process leaves no results: noticed, though by nobody in particular.
		return { noticed: true, timedOut };
	}
	const failed = read.testResults.find((one) => one.status === 'failed');
	if (failed === undefined) throw new Error(`jest failed without a test that did: ${words}`);
	return {
		noticed: true,
		file: path.relative(root, failed.name).split(path.sep).join('/'),
		test: failed.assertionResults.find((one) => one.status === 'failed')?.fullName,
		timedOut,
	};
}
