import { parseArgs } from 'node:util';

export const DEFAULT_OUT = 'docs/benchmarks.md';
const SIZES = [10, 100, 1_000];

export const HELP = `Measures uploads, inspection and requests of this package against curl, n8n's HTTP
Request node, wc and csv-parse, each in a process of its own, against a server on this machine.

npm run bench -- [options]

  --sizes 10,100,1000  sizes of the files in MB, at most 1000 (this is the default)
  --quick              the same as --sizes 10
  --jobs               only the table of jobs at 20 requests a minute, which takes a minute: its
                       section of ${DEFAULT_OUT} is replaced
  --out FILE           where the tables are written; default ${DEFAULT_OUT}, but only
                       if 1000 is among the sizes, since most targets are for that size
  --help               this text

Needs curl, and for a moment as much disk in the temporary folder as the largest file twice.
The exit code is 1 when a target for 1000 MB was missed or something could not be measured.`;

export interface Options {
	/** In MB, ascending. */
	sizes: number[];
	out?: string;
	/** Whether only the jobs are done. */
	jobs: boolean;
	help: boolean;
}

/** @throws Error that says what is wrong with the options */
export function readOptions(args: string[]): Options {
	const { values } = parseArgs({
		args,
		options: {
			sizes: { type: 'string' },
			quick: { type: 'boolean', default: false },
			jobs: { type: 'boolean', default: false },
			out: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	const { quick, jobs, help } = values;
	if (quick && values.sizes !== undefined)
		throw new Error('--quick and --sizes exclude each other');
	const chosen = values.sizes?.split(',').map(Number) ?? (quick ? [10] : SIZES);
	for (const size of chosen) {
		if (Number.isInteger(size) && size >= 1 && size <= 1_000) continue;
		throw new Error(`--sizes takes whole numbers from 1 to 1000 with commas, not ${values.sizes}`);
	}
	const sizes = [...new Set(chosen)].sort((one, other) => one - other);
	const out = values.out ?? (jobs || sizes.includes(1_000) ? DEFAULT_OUT : undefined);
	return { sizes, out, jobs, help };
}
