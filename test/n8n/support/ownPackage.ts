import {
	chmodSync,
	cpSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runCommand } from './cache';

export const ROOT = path.resolve(__dirname, '..', '..', '..');
export const PACKAGE = 'n8n-nodes-iqm-applovin';

/** This package as a user gets it: the tarball that `npm pack` makes. */
export interface OwnPackage {
	tarball: string;
	version: string;
	/** Folder with an `npm` that answers for this package in place of the registry. */
	programs: string;
}

/** What the package is made from. It is built in a copy: another build may be writing `dist`. */
const SOURCES = [
	'credentials',
	'nodes',
	'CHANGELOG.md',
	'LICENSE.md',
	'README.md',
	'gulpfile.js',
	'package.json',
	'tsconfig.build.json',
	'tsconfig.json',
];

/**
 * Builds and packs the package, and makes an `npm` for n8n's own installer: asked for this package
 * it hands out the tarball, everything else goes on to the real npm. So n8n downloads, unpacks,
 * strips, installs and registers the package by its own code, although no registry has it yet.
 *
 * It also answers `npm outdated`, which the editor has n8n run twice for every form of a community
 * node it opens: where no registry answers, those requests hang and take up all six connections
 * that a browser has to one host, so that no select gets its entries.
 */
export async function packOwnPackage(): Promise<OwnPackage> {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-package-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const copy = path.join(folder, 'source');
	for (const name of SOURCES) {
		cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
	}
	symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
	await runCommand(path.join(ROOT, 'node_modules', '.bin', 'gulp'), ['build', '--silent'], {
		cwd: copy,
	});
	const packed = await runCommand(
		'npm',
		['pack', '--json', '--silent', '--pack-destination', folder],
		{ cwd: copy },
	);
	const [{ filename, version }] = JSON.parse(packed) as Array<{
		filename: string;
		version: string;
	}>;
	const tarball = path.join(folder, filename);
	const npm = (await runCommand('sh', ['-c', 'command -v npm'], { cwd: ROOT })).trim();

	const programs = path.join(folder, 'bin');
	mkdirSync(programs);
	const script = path.join(programs, 'npm');
	writeFileSync(
		script,
		`#!/bin/sh
# Stands between n8n's installer and the registry, which does not have the package yet.
case "$1 $2" in
"view ${PACKAGE}@"*) echo '"${version}"' ;;
"pack ${PACKAGE}@"*) cp '${tarball}' . && echo '${filename}' ;;
"outdated "*) echo '{}' ;;
*) exec '${npm}' "$@" ;;
esac
`,
	);
	chmodSync(script, 0o755);
	return { tarball, version, programs };
}
