// Three projects: the plain unit tests, and the engine tests twice, once on each n8n line that the
// package supports. Only the copies of n8n-core and n8n-workflow differ between the two.
const { readdirSync, readFileSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const path = require('node:path');

/** `REST_OF` is the `SAMPLE` of an earlier run: then only what that run left out is run. */
const { SAMPLE = 'all', REST_OF } = process.env;

/** Engine tests whose subject is what n8n itself does, which differs between its lines. */
const OF_N8N =
	/(credential|promises.(building|cancel|ifItExists|errorOutput|faults|neverTwice|neverTwiceParts|randomFaults|secrets))\.test/;

const ENGINE = path.join(__dirname, 'test', 'engine');
const engineTests = readdirSync(ENGINE, { recursive: true })
	.filter((name) => name.endsWith('.test.ts'))
	.sort();

/**
 * Engine tests that a sample leaves to the newer line: three of four, others after the next commit.
 * `SAMPLE` is explained in test/support/sample.ts.
 */
const leftToNewerLine = (sample) =>
	engineTests
		.filter((name) => sample !== 'all' && !OF_N8N.test(name))
		.filter((_, index) => (index + Number(sample)) % 4 !== 0);

/** Engine tests without a table of which a sample runs a part. */
const withoutTable = engineTests.filter(
	(name) => !/\/sample'/.test(readFileSync(path.join(ENGINE, name), 'utf8')),
);

const onNewerLineOnly = leftToNewerLine(SAMPLE);

/** Engine tests that a run with the sample `REST_OF` left nothing out of, by line. */
const ranWhole = {
	1: withoutTable.filter((name) => !leftToNewerLine(REST_OF).includes(name)),
	2: withoutTable,
};

/** Engine tests that do not run on a line, as patterns of their paths. */
const leftOut = (line) =>
	[...(line === '1' ? onNewerLineOnly : []), ...(REST_OF === undefined ? [] : ranWhole[line])].map(
		(name) => `/test/engine/${name.replaceAll(path.sep, '/')}$`,
	);

const core1 = '<rootDir>/node_modules/n8n-core-1';

const shared = {
	rootDir: __dirname,
	testEnvironment: '<rootDir>/test/support/jest/environment.js',
	runtime: '<rootDir>/test/support/jest/runtime.js',
	transform: { '^.+\\.ts$': '<rootDir>/test/support/jest/transformer.js' },
	setupFiles: ['<rootDir>/test/support/quiet.ts'],
	moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
};

module.exports = {
	testTimeout: 60_000,
	// n8n-core 1.122 leaves a timer of its own behind, which would keep the process alive.
	forceExit: true,
	// Tests wait for sockets, timers and files about a third of their time, so there is one worker more
	// than there are cores. A worker that has grown is replaced by one that must load n8n again.
	maxWorkers: Math.min(availableParallelism(), 8) + 1,
	workerIdleMemoryLimit: '1500MB',
	projects: [
		{ ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/{unit,sandbox}/**/*.test.ts'] },
		{
			...shared,
			displayName: 'engine n8n-core 2.41',
			testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
			testPathIgnorePatterns: ['/node_modules/', ...leftOut('2')],
			globals: { N8N_LINE: '2' },
		},
		{
			...shared,
			displayName: 'engine n8n-core 1.122',
			testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
			testPathIgnorePatterns: ['/node_modules/', ...leftOut('1')],
			globals: { N8N_LINE: '1' },
			moduleNameMapper: {
				'^n8n-core$': core1,
				'^@n8n/di$': `${core1}/node_modules/@n8n/di`,
				'^n8n-workflow$': `${core1}/node_modules/n8n-workflow`,
			},
		},
	],
};
