import path from 'node:path';
import ts from 'typescript';

import type { Mutant } from './mutant';
import { mutated } from './mutant';

/** Complaints about unused things: errors only because tsconfig.json says so. */
const UNUSED = new Set([6133, 6138, 6192, 6196, 6198, 6199]);

/**
 * Type-checks mutants, each in the one file that it changes.
 *
 * @param root the project's folder, with its tsconfig.json
 */
export function typeChecker(root: string): (mutant: Mutant) => boolean {
	const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile) as {
		config: object;
	};
	const parsed = ts.parseJsonConfigFileContent(config, ts.sys, root);
	const sources = parsed.fileNames.filter((file) =>
		/^(nodes|credentials)[\\/]/.test(path.relative(root, file)),
	);
	const changed = new Map<string, string>();
	let version = 0;
	const versions = new Map<string, number>();
	const service = ts.createLanguageService({
		getCompilationSettings: () => parsed.options,
		getScriptFileNames: () => sources,
		getScriptVersion: (file) => String(versions.get(file) ?? 0),
		getScriptSnapshot: (file) => {
			const text = changed.get(file) ?? ts.sys.readFile(file);
			return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
		},
		getCurrentDirectory: () => root,
		getDefaultLibFileName: ts.getDefaultLibFilePath,
		fileExists: ts.sys.fileExists,
		readFile: ts.sys.readFile,
		readDirectory: ts.sys.readDirectory,
		directoryExists: ts.sys.directoryExists,
		getDirectories: ts.sys.getDirectories,
	});
	const put = (file: string, text: string | undefined): void => {
		if (text === undefined) changed.delete(file);
		else changed.set(file, text);
		versions.set(file, ++version);
	};
	return (mutant) => {
		const file = sources.find((one) => path.relative(root, one) === path.normalize(mutant.file));
		if (file === undefined) throw new Error(`tsconfig.json does not include ${mutant.file}`);
		put(file, mutated(ts.sys.readFile(file) ?? '', mutant));
		try {
			return ![
				...service.getSyntacticDiagnostics(file),
				...service.getSemanticDiagnostics(file),
			].some(({ code }) => !UNUSED.has(code));
		} finally {
			put(file, undefined);
		}
	};
}
