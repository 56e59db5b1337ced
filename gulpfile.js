const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { promisify } = require('node:util');

const gulp = require('gulp');

const run = promisify(execFile);

/** An old dist could hold files whose sources are gone, and they would be shipped. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

async function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	try {
		await run(process.execPath, [tsc, '--project', 'tsconfig.build.json']);
	} catch (error) {
		throw new Error(`TypeScript found mistakes:\n${error.stdout}`);
	}
}

const icons = () =>
	gulp
		.src(['nodes/**/*.svg', 'credentials/**/*.svg'], { base: '.', encoding: false })
		.pipe(gulp.dest('dist'));

/** n8n reads category, aliases and links of a node from the .node.json beside it. */
const codex = () => gulp.src('nodes/**/*.node.json', { base: '.' }).pipe(gulp.dest('dist'));

exports.build = gulp.series(clean, gulp.parallel(compile, icons, codex));
exports.default = exports.build;
