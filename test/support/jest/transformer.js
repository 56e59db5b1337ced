const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

const OPTIONS = {
	loader: 'ts',
	format: 'cjs',
	target: 'es2022',
	sourcemap: 'external',
	sourcesContent: false,
	// Becomes a `require`, which Jest serves from the registry of the test file.
	supported: { 'dynamic-import': false },
};

/** A mock of a module takes effect before the imports of its file. */
const MOCKS = /^jest\.mock\(.*\);$/gm;

/**
 * TypeScript for Jest. Types are checked by `tsc`, not here. On a fresh clone, where nothing is
 * transformed yet, esbuild takes a fifth of the time that the TypeScript compiler takes.
 */
module.exports = {
	process(text, file) {
		const { code, map } = transformSync(text, { ...OPTIONS, sourcefile: file });
		const mocks = code.match(MOCKS)?.join('') ?? '';
		// All in the first line, so that no line gets another number.
		return { code: `"use strict";${mocks}${code.replace(MOCKS, '')}`, map };
	},

	getCacheKey(text, file) {
		const parts = [version, JSON.stringify(OPTIONS), String(MOCKS), file, text];
		return createHash('sha256').update(parts.join('\0')).digest('hex');
	},
};
