// Three projects: the plain unit tests, and the engine tests twice, once on each n8n line that the
// package supports. Only the copies of n8n-core and n8n-workflow differ between the two.
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
	projects: [
		{ ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.ts'] },
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
			globals: { N8N_LINE: '1' },
			moduleNameMapper: {
				'^n8n-core$': core1,
				'^@n8n/di$': `${core1}/node_modules/@n8n/di`,
				'^n8n-workflow$': `${core1}/node_modules/n8n-workflow`,
			},
		},
	],
};
