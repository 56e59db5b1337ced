import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from '../support/ownTypes';

/** What `npm test` leaves out with a sample, `npm run test:whole -- --rest` runs. */

interface Project {
	displayName: string;
	testPathIgnorePatterns?: string[];
}

const FILES = readdirSync(path.join(ROOT, 'test'), { recursive: true })
	.map((name) => `test/${String(name).replaceAll(path.sep, '/')}`)
	.filter((file) => file.endsWith('.ts') && !file.startsWith('test/n8n/'));
const TESTS = FILES.filter((file) => /^test\/engine\/.*\.test\.ts$/.test(file));

/** Files that a sample may change: they import it or read the variable. */
const SAMPLED = FILES.filter((file) =>
	/\/sample'|env\.SAMPLE\b|\bSAMPLE\b[^;]*\} = process\.env/.test(
		readFileSync(path.join(ROOT, file), 'utf8'),
	),
).filter((file) => file !== 'test/support/sample.ts' && file !== 'test/unit/rest.test.ts');

/** The engine tests that run with these settings, as "line: file". */
function runsWith(settings: Record<string, string>): Set<string> {
	jest.resetModules();
	delete process.env.SAMPLE;
	Object.assign(process.env, settings);
	const { projects } = jest.requireActual<{ projects: Project[] }>('../../jest.config.js');
	for (const name of Object.keys(settings)) delete process.env[name];
	const runs = projects
		.filter(({ displayName }) => displayName.startsWith('engine'))
		.flatMap(({ displayName, testPathIgnorePatterns = [] }) => {
			const patterns = testPathIgnorePatterns.map((pattern) => new RegExp(pattern));
			return TESTS.filter((file) => !patterns.some((pattern) => pattern.test(`/${file}`))).map(
				(file) => `${displayName}: ${file}`,
			);
		});
	return new Set(runs);
}

it('only test files sample, not what they share', () => {
	expect(SAMPLED.filter((file) => !TESTS.includes(file))).toEqual([]);
});

it.each(['0', '1'])('after sample %s, the rest is all that it left out', (sample) => {
	const whole = runsWith({});
	const first = runsWith({ SAMPLE: sample });
	const rest = runsWith({ REST_OF: sample });
	const isSampled = (run: string) => SAMPLED.some((file) => run.endsWith(`: ${file}`));

	expect(whole.size).toBe(2 * TESTS.length);
	expect(first.size).toBeLessThan(whole.size);
	const ranWhole = [...first].filter((run) => !isSampled(run));
	expect([...whole].filter((run) => !ranWhole.includes(run)).sort()).toEqual([...rest].sort());
});
