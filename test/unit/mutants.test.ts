import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { breakagesOf } from '../../scripts/mutants/breakages';
import { choose, shares } from '../../scripts/mutants/choose';
import { Copy } from '../../scripts/mutants/copy';
import type { Importers } from '../../scripts/mutants/imports';
import { importersIn, testsFor } from '../../scripts/mutants/imports';
import type { Mutant } from '../../scripts/mutants/mutant';
import { diffOf, mutated, placeOf, roomOf } from '../../scripts/mutants/mutant';
import { readOptions } from '../../scripts/mutants/options';
import { lineOf, reportOf } from '../../scripts/mutants/report';
import { groupsOf } from '../../scripts/mutants/trial';

/** `npm run test:mutants`: which breakages there are, which are chosen, and who may notice them. */

/** The file's text after each of its breakages of one kind. */
const broken = (text: string, kind: string) =>
	breakagesOf('nodes/x.ts', text)
		.filter((mutant) => mutant.kind === kind)
		.map((mutant) => mutated(text, mutant));

it.each([
	['condition negated', 'if (a) b();', ['if (!(a)) b();']],
	['condition negated', 'const x = a ? b : c;', ['const x = !(a) ? b : c;']],
	['condition negated', 'while (true) a();', []],
	['boundary', 'x = a < b;', ['x = a <= b;']],
	['boundary', 'x = a >= b;', ['x = a > b;']],
	['comparison', 'x = a === b;', ['x = a !== b;']],
	['and/or', 'x = a && b;', ['x = a || b;']],
	['?? left out', 'x = a ?? b;', ['x = a;']],
	['number', 'x = 500;', ['x = 501;', 'x = 499;']],
	['number', 'x = 0;', ['x = 1;', 'x = (-1);']],
	['guard left out', 'if (a) throw b;', [';']],
	['guard left out', 'if (a) { c(); return; }', [';']],
	['guard left out', 'if (a) c(); else return;', []],
	['call left out', 'a(b);', [';']],
	['call left out', 'await a(b);', [';']],
	['call left out', 'class A extends B { constructor() { super(); } }', []],
	['call left out', 'x = a.trim();', ['x = a;']],
	['default', "function f(a = 'b') {}", ["function f(a = '') {}"]],
	['default', "x = { default: '' };", ["x = { default: 'changed' };"]],
	['default', 'const { a = Infinity } = b;', ['const { a = 0 } = b;']],
	['boolean', 'x = { stream: true };', ['x = { stream: false };']],
	['unit', 'x = a * 1_000;', ['x = a;']],
	['unit', 'x = a / 1_000;', ['x = a;']],
	['await left out', 'async () => { await a; }', ['async () => { a; }']],
	['await left out', 'async () => await a', []],
	[
		'await left out',
		'async () => { try { return await a; } catch {} }',
		['async () => { try { return a; } catch {} }'],
	],
	['keys swapped', 'x = { a: 1, b: 2 };', ['x = { b: 1, a: 2 };']],
	['keys swapped', "x = { displayName: 'A', default: 2 };", []],
	['argument left out', "x = a.join(', ');", ['x = a.join();']],
	['argument left out', 'x = a.slice(0, MOST);', ['x = a.slice(0);']],
	['max/min', 'x = Math.max(a, b);', ['x = Math.min(a, b);']],
	['not left out', 'x = !a;', ['x = a;']],
])('%s: %s', (kind, text, after) => {
	expect(broken(text, kind)).toEqual(after);
});

it('leaves types, imports and words as they are', () => {
	const text = `import a from 'b'; type A = { a: true; b: 1 }; x = { description: \`\${a ? 1 : 2}\` };`;
	expect(breakagesOf('nodes/x.ts', text)).toEqual([]);
});

const TEXT = 'const a = 1;\nif (a < 2) {\n\tthrow b;\n}\nc();\n';
const of = (kind: string): Mutant => {
	const found = breakagesOf('nodes/common/send/x.ts', TEXT).find((one) => one.kind === kind);
	if (found === undefined) throw new Error(`No breakage ${kind}`);
	return found;
};

it('tells the place and the lines that differ', () => {
	expect(placeOf(TEXT, of('boundary'))).toBe('nodes/common/send/x.ts:2');
	expect(diffOf(TEXT, of('boundary'))).toBe('    - if (a < 2) {\n    + if (a <= 2) {');
	expect(diffOf(TEXT, of('guard left out'))).toBe('    - if (a < 2) {\n    - throw b;\n    - }\n    + ;');
	expect(roomOf('nodes/common/send/x.ts')).toBe('nodes/common/send');
	expect(roomOf('nodes/Iqm/IqmCampaign/operations/x.ts')).toBe('nodes/Iqm/IqmCampaign');
	expect(roomOf('credentials/x.ts')).toBe('credentials');
});

describe('the choice', () => {
	const many = (room: string, count: number): Mutant[] =>
		Array.from({ length: count }, (_, start) => ({
			file: `${room}/x.ts`,
			start,
			end: start,
			replacement: '',
			kind: 'number',
		}));
	const all = [...many('nodes/a/b', 70), ...many('nodes/a/c', 20), ...many('credentials', 10)];
	const any = () => true;
	const sizes = ({ mutants }: { mutants: Mutant[] }) =>
		['nodes/a/b', 'nodes/a/c', 'credentials'].map(
			(room) => mutants.filter(({ file }) => roomOf(file) === room).length,
		);

	it.each([
		[[70, 20, 10], 10, [7, 2, 1]],
		[[1, 1, 1], 2, [1, 1, 0]],
		[[5, 5], 100, [5, 5]],
		[[], 5, []],
	])('shares %j out of %i as %j', (rooms, count, parts) => {
		expect(shares(rooms, count)).toEqual(parts);
	});

	it('is spread over rooms by their size, and the same for the same seed', () => {
		const chosen = choose(all, { count: 20, seed: 3 }, any);
		expect(sizes(chosen)).toEqual([14, 4, 2]);
		expect(choose(all, { count: 20, seed: 3 }, any)).toEqual(chosen);
		expect(choose(all, { count: 20, seed: 4 }, any)).not.toEqual(chosen);
		expect(new Set(chosen.mutants).size).toBe(20);
	});

	it('takes another of the room for what does not compile, and counts it', () => {
		const chosen = choose(all, { count: 20, seed: 3 }, ({ start }) => start % 2 === 0);
		expect(sizes(chosen)).toEqual([14, 4, 2]);
		expect(chosen.mutants.every(({ start }) => start % 2 === 0)).toBe(true);
		expect(chosen.invalid.get('nodes/a/b')).toBeGreaterThan(0);
		expect(choose(all, { count: 20, seed: 3 }, () => false).mutants).toEqual([]);
	});
});

describe('who may notice it', () => {
	const importers: Importers = new Map(
		Object.entries({
			'nodes/common/send/retry.ts': ['nodes/Iqm/transport/request.ts', 'test/unit/common/retry.test.ts'],
			'nodes/Iqm/transport/request.ts': [
				'nodes/Iqm/IqmCampaign/campaign.ts',
				'nodes/Iqm/IqmCreative/creative.ts',
			],
			'nodes/Iqm/IqmCampaign/campaign.ts': [
				'test/engine/promises/faults.test.ts',
				'test/engine/iqm/campaign/update.test.ts',
				'test/support/scenarios.ts',
			],
			'nodes/Iqm/IqmCreative/creative.ts': ['test/engine/iqm/creative/changes.test.ts'],
			'test/support/scenarios.ts': ['test/engine/iqm/answers.test.ts', 'test/n8n/server/x.test.ts'],
		}).map(([file, by]) => [file, new Set(by)]),
	);

	it('are unit tests, then those of the same thing, then others, then promises', () => {
		expect(testsFor(importers, 'nodes/common/send/retry.ts')).toEqual([
			'test/unit/common/retry.test.ts',
			'test/engine/iqm/campaign/update.test.ts',
			'test/engine/iqm/creative/changes.test.ts',
			'test/engine/iqm/answers.test.ts',
			'test/engine/promises/faults.test.ts',
		]);
		expect(testsFor(importers, 'nodes/Iqm/IqmCreative/creative.ts')).toEqual([
			'test/engine/iqm/creative/changes.test.ts',
		]);
	});

	it('are, for what only forms hold, the tests that take all nodes from package.json', () => {
		const tests = testsFor(
			importersIn(path.join(__dirname, '../..')),
			'nodes/Iqm/IqmCampaign/form/targeting.ts',
		);
		const firstOfEngine = tests.findIndex((test) => test.startsWith('test/engine/'));
		expect(tests.slice(0, firstOfEngine)).toEqual(
			expect.arrayContaining(
				['savedNames', 'docs', 'descriptions', 'operations', 'examples'].map(
					(name) => `test/unit/${name}.test.ts`,
				),
			),
		);
		expect(tests.slice(firstOfEngine).filter((test) => test.startsWith('test/unit/'))).toEqual([]);
	});

	it('run a few at first, each once', () => {
		const tests = Array.from({ length: 40 }, (_, index) => `${index}.test.ts`);
		const groups = groupsOf(tests);
		expect(groups.map(({ length }) => length)).toEqual([2, 4, 8, 12, 12, 2]);
		expect(groups.flat()).toEqual(tests);
		expect(groupsOf([])).toEqual([]);
	});
});

it('breaks a copy alone, which ends with nothing left behind', () => {
	const root = mkdtempSync(path.join(tmpdir(), 'project-'));
	const file = path.join('nodes', 'x.ts');
	for (const folder of ['nodes', 'node_modules', '.git', 'dist']) mkdirSync(path.join(root, folder));
	writeFileSync(path.join(root, file), 'sound');
	writeFileSync(path.join(root, 'node_modules', 'module.js'), 'shared');
	const copy = new Copy(root);
	const read = (name: string) => readFileSync(path.join(copy.root, name), 'utf8');
	try {
		copy.write(file, 'broken');
		expect(read(file)).toBe('broken');
		expect(readFileSync(path.join(root, file), 'utf8')).toBe('sound');
		copy.restore(file);
		expect(read(file)).toBe('sound');
		expect(read('node_modules/module.js')).toBe('shared');
		expect(['.git', 'dist'].filter((name) => existsSync(path.join(copy.root, name)))).toEqual([]);
		copy.remove();
		expect(existsSync(copy.root)).toBe(false);
		expect(existsSync(path.join(root, 'node_modules', 'module.js'))).toBe(true);
	} finally {
		copy.remove();
		rmSync(root, { recursive: true });
	}
});

it('reports by room, with each survivor', () => {
	const mutants = [of('boundary'), of('guard left out'), of('call left out')];
	const verdict = { tests: 3, seconds: 4, timedOut: false };
	const verdicts = [
		{ ...verdict, mutant: mutants[0], noticed: false },
		{ ...verdict, mutant: mutants[1], noticed: true, file: 'test/unit/x.test.ts' },
	];
	const invalid = new Map([['credentials', 2]]);
	const report = reportOf(verdicts, { mutants, invalid }, () => TEXT);
	expect(report).toContain('| credentials | 0 | 0 | 0 | 2 |');
	expect(report).toContain('| nodes/common/send | 2 | 1 | 1 | 0 |');
	expect(report).toContain('| all | 2 | 1 | 1 | 2 |');
	expect(report).toContain('interrupted: 1');
	expect(report).toContain('nodes/common/send/x.ts:2  boundary, 3 test files\n    - if (a < 2) {');
	expect(report).not.toContain('throw b');
	expect(verdicts.map((one) => lineOf(one, TEXT))).toEqual([
		'nodes/common/send/x.ts:2  boundary: SURVIVED (4 s)',
		'nodes/common/send/x.ts:2  guard left out: noticed by test/unit/x.test.ts (4 s)',
	]);
});

describe('options', () => {
	it('have defaults, and the rows of large tables change with the seed', () => {
		expect(readOptions([], {})).toMatchObject({ count: 150, seed: 1, workers: 2, sample: '1' });
		expect(readOptions(['--seed', '7', '--room', 'a,b'], {})).toMatchObject({
			seed: 7,
			sample: '7',
			rooms: ['a', 'b'],
		});
		expect(readOptions([], { SAMPLE: '4' }).sample).toBe('4');
		expect(readOptions(['--whole'], { SAMPLE: '4' }).sample).toBe('all');
	});

	it.each([['--count', '0'], ['--workers', 'two'], ['--seed', '1.5'], ['--nonsense', '1']])(
		'%s %s are an error',
		(...args) => {
			expect(() => readOptions(args, {})).toThrow(args[0]);
		},
	);
});
