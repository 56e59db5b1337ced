import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Copy } from './copy';
import type { Importers } from './imports';
import { testsFor } from './imports';
import type { Ending } from './jest';
import { runTests } from './jest';
import type { Mutant } from './mutant';
import { mutated } from './mutant';

/** The result for one mutant. */
export interface Verdict extends Ending {
	mutant: Mutant;
	/** How many test files could notice it. */
	tests: number;
	seconds: number;
}

/** How many test files one run of jest gets: few at first, since most mutants end there. */
const FIRST_RUNS = [2, 4, 8];
const LATER_RUN = 12;

/** Test files in groups, one for each run of jest. */
export function groupsOf(tests: string[]): string[][] {
	const groups: string[][] = [];
	for (let at = 0; at < tests.length; at += groups.at(-1)?.length ?? 0) {
		groups.push(tests.slice(at, at + (FIRST_RUNS[groups.length] ?? LATER_RUN)));
	}
	return groups;
}

/** Tries mutants in one copy of the project, one at a time. */
export class Trial {
	/** Test files that have noticed something on their own, and whether they pass with intact code. */
	private readonly passing = new Map<string, boolean>();

	constructor(
		private readonly copy: Copy,
		private readonly importers: Importers,
		private readonly settings: { sample: string; seconds: number },
	) {}

	/** Test files that fail with intact code: they say nothing about a mutant. */
	get failing(): string[] {
		return [...this.passing].filter(([, passes]) => !passes).map(([file]) => file);
	}

	/** @throws Error if the tests could not be run */
	async of(mutant: Mutant): Promise<Verdict> {
		const started = Date.now();
		const all = testsFor(this.importers, mutant.file);
		const groups = groupsOf(all);
		let ending: Ending = { noticed: false, timedOut: false };
		while (groups.length > 0 && !ending.noticed) {
			const tests = groups[0].filter((file) => this.passing.get(file) !== false);
			if (tests.length > 0) ending = await this.run(mutant, tests);
			if (!ending.noticed) {
				groups.shift();
			} else if (ending.file === undefined && tests.length > 1) {
				// Running each test file alone shows which one crashed or took too long.
				groups.splice(0, 1, ...tests.map((file) => [file]));
				ending = { noticed: false, timedOut: false };
			} else if (!(await this.passes(ending.file ?? tests[0]))) {
				ending = { noticed: false, timedOut: false };
			} else {
				ending.file ??= tests[0];
			}
		}
		const seconds = Math.round((Date.now() - started) / 1_000);
		return { ...ending, mutant, tests: all.length, seconds };
	}

	private async run(mutant: Mutant, tests: string[]): Promise<Ending> {
		const text = readFileSync(path.join(this.copy.root, mutant.file), 'utf8');
		this.copy.write(mutant.file, mutated(text, mutant));
		try {
			return await runTests(this.copy.root, tests, this.settings);
		} finally {
			this.copy.restore(mutant.file);
		}
	}

	private async passes(file: string): Promise<boolean> {
		const known = this.passing.get(file);
		if (known !== undefined) return known;
		const { noticed } = await runTests(this.copy.root, [file], this.settings);
		this.passing.set(file, !noticed);
		return !noticed;
	}
}
