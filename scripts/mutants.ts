import { readFileSync } from 'node:fs';
import path from 'node:path';

import { breakagesOf } from './mutants/breakages';
import { choose } from './mutants/choose';
import { typeChecker } from './mutants/compiles';
import { Copy } from './mutants/copy';
import { importersIn, sourcesIn } from './mutants/imports';
import { endAll, Interrupted } from './mutants/jest';
import { diffOf, placeOf } from './mutants/mutant';
import type { Options } from './mutants/options';
import { HELP, readOptions } from './mutants/options';
import { lineOf, reportOf } from './mutants/report';
import type { Verdict } from './mutants/trial';
import { Trial } from './mutants/trial';

const ROOT = path.join(__dirname, '..');

const say = (words: string): void => void process.stderr.write(`${words}\n`);
const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

async function main({ rooms, count, seed, workers, list, sample, seconds }: Options): Promise<void> {
	const files = sourcesIn(ROOT, ['credentials', 'nodes']).filter(
		(file) => rooms.length === 0 || rooms.some((room) => file.startsWith(room)),
	);
	if (files.length === 0) throw new Error(`There are no sources in ${rooms.join(', ')}`);
	const all = files.flatMap((file) => breakagesOf(file, textOf(file)));
	say(`${all.length} breakages in ${files.length} files; choosing ${count} with seed ${seed} …`);
	const choice = choose(all, { count, seed }, typeChecker(ROOT));
	if (list) {
		for (const mutant of choice.mutants) {
			const text = textOf(mutant.file);
			process.stdout.write(`${placeOf(text, mutant)}  ${mutant.kind}\n${diffOf(text, mutant)}\n`);
		}
		return;
	}

	const waiting = [...choice.mutants];
	const verdicts: Verdict[] = [];
	const importers = importersIn(ROOT);
	const copies: Copy[] = [];
	const failing = new Set<string>();
	process.once('SIGINT', endAll).once('SIGTERM', endAll);

	const work = async (): Promise<void> => {
		const copy = new Copy(ROOT);
		copies.push(copy);
		const trial = new Trial(copy, importers, { sample, seconds });
		for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
			const verdict = await trial.of(mutant);
			verdicts.push(verdict);
			const line = lineOf(verdict, textOf(mutant.file));
			say(`${verdicts.length}/${choice.mutants.length}  ${line}`);
		}
		for (const file of trial.failing) failing.add(file);
	};
	say(`Trying ${waiting.length}; large tables of the tests: SAMPLE=${sample} …`);
	const ends = await Promise.allSettled(
		Array.from({ length: workers }, async () => {
			try {
				await work();
			} catch (error) {
				endAll();
				throw error;
			}
		}),
	);
	for (const copy of copies) copy.remove();
	for (const end of ends) {
		// After an interruption, what is known so far is reported.
		if (end.status === 'rejected' && !(end.reason instanceof Interrupted)) throw end.reason;
	}
	for (const file of failing) say(`Without a breakage too it fails, and was left out: ${file}`);
	process.stdout.write(`${reportOf(verdicts, choice, textOf)}\n`);
}

async function start(): Promise<void> {
	const options = readOptions(process.argv.slice(2), process.env);
	if (options.help) process.stdout.write(`${HELP}\n`);
	else await main(options);
}

start().catch((error: unknown) => {
	say(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
