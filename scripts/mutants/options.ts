import { parseArgs } from 'node:util';

export const HELP = `Breaks the code in small ways, one at a time, and counts which of the breakages the tests notice.

npm run test:mutants -- [options]

  --count 150          how many breakages that compile are tried
  --seed 1             chooses which; the same seed and code choose the same ones
  --room nodes/common  only in files whose path begins with this; several: separated by commas
  --workers 2          how many are tried beside each other
  --seconds 240        longest time for a few test files; a breakage that takes longer is noticed
  --whole              whole tables of the engine tests, which take several times as long; otherwise
                       the rows of SAMPLE, or of the seed
  --list               names the breakages and tries none
  --help               this text

Works in copies under the temporary folder: the sources here are only read. A breakage that nothing
notices takes all tests that import its file: 1 to 10 minutes for one of a shared file.
The exit code is 0, however many are not noticed, unless it could not run.`;

export interface Options {
	count: number;
	seed: number;
	/** Beginnings of paths relative to the project's root; empty means everywhere. */
	rooms: string[];
	workers: number;
	/** For one run of a few test files. */
	seconds: number;
	/** The value of SAMPLE (test/support/sample.ts) for the tests. */
	sample: string;
	list: boolean;
	help: boolean;
}

function whole(name: string, text: string, least: number): number {
	const value = Number(text);
	if (Number.isSafeInteger(value) && value >= least) return value;
	throw new Error(`--${name} must be a whole number from ${least} on, not '${text}'`);
}

/** @throws Error that says what is wrong with the options */
export function readOptions(args: string[], { SAMPLE }: NodeJS.ProcessEnv): Options {
	const { values } = parseArgs({
		args,
		options: {
			count: { type: 'string', default: '150' },
			seed: { type: 'string', default: '1' },
			room: { type: 'string', default: '' },
			workers: { type: 'string', default: '2' },
			seconds: { type: 'string', default: '240' },
			whole: { type: 'boolean', default: false },
			list: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const seed = whole('seed', values.seed, 0);
	return {
		count: whole('count', values.count, 1),
		seed,
		rooms: values.room.split(',').filter((room) => room !== ''),
		workers: whole('workers', values.workers, 1),
		seconds: whole('seconds', values.seconds, 10),
		sample: values.whole ? 'all' : (SAMPLE ?? String(seed)),
		list: values.list,
		help: values.help,
	};
}
