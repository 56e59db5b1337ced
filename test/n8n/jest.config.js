// Tests on real n8n servers: minutes long, so they are no part of `npm test`. The first two projects
// run the same files, each on the server of its line that `serverSetup` starts; the last starts its own.
const path = require('node:path');

const root = path.resolve(__dirname, '..', '..');
const shared = {
	rootDir: root,
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': '<rootDir>/test/support/jest/transformer.js' },
	moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

/**
 * Forms, pickers, triggers and agents' tools run on the newer line, and before a release on the older one
 * too (`N8N_LINES=both`): on both they take fifteen minutes more, and the engine tests know both lines.
 */
const onNewerLineOnly =
	process.env.N8N_LINES === 'both'
		? []
		: ['agentTool', 'editor\\w*', 'trigger'].map((name) => `/test/n8n/server/${name}\\.test\\.ts$`);

const onLine = (line, displayName) => ({
	...shared,
	displayName,
	testMatch: ['<rootDir>/test/n8n/server/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', ...(line === '1' ? onNewerLineOnly : [])],
	globals: { N8N_LINE: line },
	// jest runs a set-up file once, however many projects name it: hence one file a line.
	globalSetup: `<rootDir>/test/n8n/support/setUpLine${line}.ts`,
	globalTeardown: '<rootDir>/test/n8n/support/serverTeardown.ts',
});

module.exports = {
	rootDir: root,
	testTimeout: 600_000,
	// Two cores carry one n8n at work and one browser, not more.
	maxWorkers: 1,
	projects: [
		onLine('1', 'n8n 1.123'),
		onLine('2', 'n8n 2.40'),
		{ ...shared, displayName: 'editor', testMatch: ['<rootDir>/test/n8n/command/**/*.test.ts'] },
		{ ...shared, displayName: 'queue', testMatch: ['<rootDir>/test/n8n/queue/**/*.test.ts'] },
	],
};
