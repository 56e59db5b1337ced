import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const FOLDERS = ['nodes', 'credentials', 'sandbox', 'scripts', 'test'];

/** Files of these folders of the project, as paths from its root on with slashes. */
export function sourcesIn(root: string, folders: string[]): string[] {
	return folders.flatMap((folder) =>
		readdirSync(path.join(root, folder), { recursive: true })
			.map((name) => `${folder}/${String(name).split(path.sep).join('/')}`)
			.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')),
	).sort();
}

/**
 * A module whose name is not a literal: any node or credential type, since tests find these in folders
 * and in package.json (test/support/ownTypes.ts).
 */
const ANY_MODULE = /requireActual(<[^(]*)?\((?!')|createRequire\([^)]*\)\((?!')/;

/** Which files each file is imported by. */
export type Importers = Map<string, Set<string>>;

/** Reads the imports of all sources of the project, at any depth of their syntax. */
export function importersIn(root: string): Importers {
	const sources = sourcesIn(root, FOLDERS);
	const known = new Set(sources);
	const entries = sources.filter((file) => /\.(node|credentials)\.ts$/.test(file));
	const importers: Importers = new Map(sources.map((file) => [file, new Set()]));
	for (const file of sources) {
		const text = readFileSync(path.join(root, file), 'utf8');
		const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
		const imported = names
			.filter((name) => name.startsWith('.'))
			.map((name) => path.posix.join(path.posix.dirname(file), name))
			.map((name) => [`${name}.ts`, `${name}/index.ts`, name].find((one) => known.has(one)));
		const takesAny = file.startsWith('test/') && ANY_MODULE.test(text);
		for (const one of [...imported, ...(takesAny ? entries : [])]) {
			if (one !== undefined) importers.get(one)?.add(file);
		}
	}
	return importers;
}

/** How many imports lie between a file and each file that it reaches. */
export function distancesFrom(importers: Importers, file: string): Map<string, number> {
	const distances = new Map([[file, 0]]);
	for (const [at, distance] of distances) {
		for (const next of importers.get(at) ?? []) {
			if (!distances.has(next)) distances.set(next, distance + 1);
		}
	}
	return distances;
}

/** Words in a path that say what it is about: `iqm`, `campaign`. */
function wordsOf(file: string): Set<string> {
	const words = file
		.replace(/\.(test|node|credentials)?\.?ts$/, '')
		.split(/[/_-]|(?<=[a-z0-9])(?=[A-Z])/)
		.map((word) => word.toLowerCase());
	return new Set(words.filter((word) => !['nodes', 'test', 'common', 'operations'].includes(word)));
}

/**
 * The tests that can notice a change of a file, the most likely first: unit tests, then engine tests
 * of the same thing, then others, then those of promises.
 */
export function testsFor(importers: Importers, file: string): string[] {
	const distances = distancesFrom(importers, file);
	const own = wordsOf(file);
	const rank = (test: string): number => {
		const kind = ['test/unit/', 'test/engine/promises/'].findIndex((folder) =>
			test.startsWith(folder),
		);
		const shared = [...wordsOf(test)].filter((word) => own.has(word)).length;
		// Unit tests take a second or two, however far from the file they are.
		return [-30, 30, 0][kind === -1 ? 2 : kind] + (distances.get(test) ?? 0) - 2 * shared;
	};
	return [...distances.keys()]
		.filter((test) => /^test\/(unit|engine)\/.*\.test\.ts$/.test(test))
		.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
