// Three projects: the plain unit tests, and the engine tests twice, once on each n8n line that the
// package supports. Only the copies of n8n-core and n8n-workflow differ between the two.
const { readdirSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const path = require('node:path');

const { SAMPLE = 'all' } = process.env;

/** Engine tests whose subject is what n8n itself does, which differs between its lines. */
const OF_N8N =
	/(credential|promises.(cancel|createIfMissing|errorOutput|faults|neverTwice|randomFaults|secrets))\.test/;

/**
 * Engine tests that a sample leaves to the newer line: each second one, the others after the next
 * commit. `SAMPLE` is explained in test/support/sample.ts.
 */
const onNewerLineOnly = readdirSync(path.join(__dirname, 'test', 'engine'), { recursive: true })
	.filter((name) => name.endsWith('.test.ts') && !OF_N8N.test(name))
	.sort()
	.filter((_, index) => SAMPLE !== 'all' && (index + Number(SAMPLE)) % 2 === 1)
	.map((name) => `/test/engine/${name.replaceAll(path.sep, '/')}$`);

const core1 = '<rootDir>/node_modules/n8n-core-1';

const shared = {
	rootDir: __dirname,
	testEnvironment: 'node',
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json', diagnostics: false }],
	},
	setupFiles: ['<rootDir>/test/support/quiet.ts'],
	moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
};

module.exports = {
	testTimeout: 60_000,
	// n8n-core 1.122 leaves a timer of its own behind, which would keep the process alive.
	forceExit: true,
	// Tests wait for sockets, timers and files about a third of their time, so there is one worker more
	// than there are cores. Module registries of n8n-core add up in a worker until it is mostly busy
	// with collecting them.
	maxWorkers: Math.min(availableParallelism(), 8) + 1,
	workerIdleMemoryLimit: '1500MB',
	projects: [
		{ ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/{unit,sandbox}/**/*.test.ts'] },
		{
			...shared,
			displayName: 'engine n8n-core 2.41',
			testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
			globals: { N8N_LINE: '2' },
		},
		{
			...shared,
			displayName: 'engine n8n-core 1.122',
			testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
			testPathIgnorePatterns: ['/node_modules/', ...onNewerLineOnly],
			globals: { N8N_LINE: '1' },
			moduleNameMapper: {
				'^n8n-core$': core1,
				'^@n8n/di$': `${core1}/node_modules/@n8n/di`,
				'^n8n-workflow$': `${core1}/node_modules/n8n-workflow`,
			},
		},
	],
};
