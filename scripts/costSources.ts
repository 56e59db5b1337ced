import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The parsed files of one state of the repository, and their references to each other. */

const ROOT = path.join(__dirname, '..');
const FOLDERS = ['nodes/Iqm', 'nodes/common', 'nodes/verbs', 'sandbox/iqm', 'test'];

/** An operation that has been rewritten as described, and what is known of it in both states. */
export interface Subject {
	/** As in the tables of the tests: "Insertion Order: Get Many". */
	title: string;
	/** Folder of its node under nodes/Iqm. */
	node: string;
	/** Its value in saved workflows. */
	value: string;
	endpoint: string;
}

/** The parsed files by path from the root, with "/" between folders. */
export type Sources = Map<string, ts.SourceFile>;

const wanted = (file: string) => file.endsWith('.ts') && !file.startsWith('test/n8n/');

const parsed = (file: string, text: string): [string, ts.SourceFile] => [
	file,
	ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true),
];

/** The files as they are on the disk. */
export function sourcesNow(folders = FOLDERS): Sources {
	const files = folders.flatMap((folder) =>
		readdirSync(path.join(ROOT, folder), { recursive: true }).map(
			(name) => `${folder}/${String(name).replaceAll(path.sep, '/')}`,
		),
	);
	return new Map(
		files
			.filter(wanted)
			.sort()
			.map((file) => parsed(file, readFileSync(path.join(ROOT, file), 'utf8'))),
	);
}

/** The files as of a commit; undefined if the clone does not reach back that far. */
export function sourcesAt(commit: string): Sources | undefined {
	const git = (...args: string[]) =>
		execFileSync('git', args, {
			cwd: ROOT,
			encoding: 'utf8',
			maxBuffer: 64 * 1024 * 1024,
			stdio: ['ignore', 'pipe', 'ignore'],
		});
	try {
		git('cat-file', '-e', `${commit}^{commit}`);
	} catch {
		return undefined;
	}
	const files = git('ls-tree', '-r', '--name-only', commit, '--', ...FOLDERS).split('\n');
	return new Map(
		files.filter(wanted).map((file) => parsed(file, git('show', `${commit}:${file}`))),
	);
}

/** Lines of a file, not counting an empty last one. */
export const linesIn = (source: ts.SourceFile): number =>
	source.text.split('\n').length - (source.text.endsWith('\n') ? 1 : 0);

/** First and last line of a node, its comments included. */
export function spanOf(node: ts.Node): [number, number] {
	const source = node.getSourceFile();
	const comments = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
	// A comment at the end of the line before belongs to that line.
	const own = comments.find(({ pos }) => /^\s*$/.test(lineUpTo(source.text, pos)));
	const start = Math.min(node.getStart(source), own?.pos ?? Infinity);
	const line = (position: number) => source.getLineAndCharacterOfPosition(position).line;
	return [line(start), line(node.getEnd())];
}

const lineUpTo = (text: string, position: number) =>
	text.slice(text.lastIndexOf('\n', position - 1) + 1, position);

/** How many lines these nodes occupy; a line with two of them counts once. */
export function linesOf(nodes: Iterable<ts.Node>): number {
	const lines = new Set<string>();
	for (const node of nodes) {
		const [first, last] = spanOf(node);
		for (let line = first; line <= last; line++) {
			lines.add(`${node.getSourceFile().fileName}:${line}`);
		}
	}
	return lines.size;
}

/** An endpoint without the names of its slots: nodes and stand-in name them differently. */
export const withoutNames = (endpoint: string) => endpoint.replace(/\{\w+\}/g, '{}');

/** All nodes of this sort under a node. */
export function find<T extends ts.Node>(root: ts.Node, is: (node: ts.Node) => node is T): T[] {
	const found: T[] = [];
	const visit = (node: ts.Node): void => {
		if (is(node)) found.push(node);
		ts.forEachChild(node, visit);
	};
	visit(root);
	return found;
}

/** A statement at the top level of a file that declares something. */
export type Declaration = ts.Statement;

function namesOf(statement: ts.Statement): string[] {
	if (ts.isVariableStatement(statement)) {
		return statement.declarationList.declarations.map(({ name }) => name.getText());
	}
	const named =
		ts.isFunctionDeclaration(statement) ||
		ts.isClassDeclaration(statement) ||
		ts.isInterfaceDeclaration(statement) ||
		ts.isTypeAliasDeclaration(statement) ||
		ts.isEnumDeclaration(statement);
	return named && statement.name ? [statement.name.text] : [];
}

/** Whether an identifier is the name of a key and so refers to nothing. */
export function isKey(node: ts.Identifier): boolean {
	const { parent } = node;
	return (
		(ts.isPropertyAccessExpression(parent) && parent.name === node) ||
		((ts.isPropertyAssignment(parent) ||
			ts.isPropertySignature(parent) ||
			ts.isMethodDeclaration(parent)) &&
			parent.name === node)
	);
}

/** The file that a relative import refers to; undefined if it is none of these. */
function resolved(from: string, specifier: string, sources: Sources): string | undefined {
	const target = path.posix.join(path.posix.dirname(from), specifier);
	return [`${target}.ts`, `${target}/index.ts`].find((file) => sources.has(file));
}

export interface Graph {
	/** The declaration that a name refers to in a file: declared there, or imported. */
	meaning: (file: string, name: string) => Declaration | undefined;
	/** Every declaration that one refers to, directly or indirectly; none behind a gate. */
	reach: (from: Declaration, gates: Set<Declaration>) => Set<Declaration>;
	declarations: (file: string) => Declaration[];
}

/** Who refers to whom among the declarations of these files. */
export function graphOf(sources: Sources): Graph {
	const declared = new Map<string, Map<string, Declaration>>();
	const imported = new Map<string, Map<string, [string, string]>>();
	for (const [file, source] of sources) {
		const own = new Map<string, Declaration>();
		const others = new Map<string, [string, string]>();
		for (const statement of source.statements) {
			for (const name of namesOf(statement)) own.set(name, statement);
			if (!ts.isImportDeclaration(statement)) continue;
			const target = resolved(file, (statement.moduleSpecifier as ts.StringLiteral).text, sources);
			const bindings = statement.importClause?.namedBindings;
			if (target === undefined || !bindings || !ts.isNamedImports(bindings)) continue;
			for (const { name, propertyName } of bindings.elements) {
				others.set(name.text, [target, (propertyName ?? name).text]);
			}
		}
		declared.set(file, own);
		imported.set(file, others);
	}
	const meaning = (file: string, name: string) => {
		const there = imported.get(file)?.get(name);
		return there ? declared.get(there[0])?.get(there[1]) : declared.get(file)?.get(name);
	};
	const known = new Map<Declaration, Set<Declaration>>();
	const references = (from: Declaration) => {
		const found = known.get(from) ?? new Set();
		if (known.has(from)) return found;
		known.set(from, found);
		const visit = (node: ts.Node): void => {
			if (ts.isIdentifier(node) && !isKey(node)) {
				const meant = meaning(from.getSourceFile().fileName, node.text);
				if (meant && meant !== from) found.add(meant);
			}
			ts.forEachChild(node, visit);
		};
		visit(from);
		return found;
	};
	return {
		meaning,
		reach(from, gates) {
			const reached = new Set([from]);
			for (const one of reached) {
				for (const next of references(one)) if (!gates.has(next)) reached.add(next);
			}
			return reached;
		},
		declarations: (file) => [...new Set(declared.get(file)?.values() ?? [])],
	};
}
