import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const BENCH = path.resolve(__dirname, '../../scripts/bench');
const CALL = /built<typeof import\('([^']+)'\)>\(\s*'([^']+)',?\s*\)/g;

const pairs = readdirSync(BENCH).flatMap((file) =>
	[...readFileSync(path.join(BENCH, file), 'utf8').matchAll(CALL)].map(
		([, typed, loaded]) => [file, path.relative('../..', typed), loaded] as const,
	),
);

// The compiler checks the type's path, nothing checks the path that is loaded: it would
// be missed first when the benchmarks run, and those are no part of `npm test`.
describe('Files that the benchmarks load as built', () => {
	it('are found at all', () => expect(pairs.length).toBeGreaterThan(3));

	it.each(pairs)('%s loads the file whose type it names: %s', (_file, typed, loaded) => {
		expect(loaded).toBe(typed);
	});
});
