import ts from 'typescript';

import type { Declaration, Graph, Sources, Subject } from './costSources';
import { find, linesIn, linesOf, withoutNames } from './costSources';

/** The rules that assign lines of nodes and of the stand-in to one operation. */

/** The value of an operation, from its exported name: `deleteOrders` is "delete". */
const valueOf = (name: string) => (name.startsWith('delete') ? 'delete' : name);

interface Written {
	node: string;
	value: string;
	declaration: Declaration;
	/** Its share of the lines in which the node's class lists it. */
	entry: number;
}

/** The operations in the folders `operations` that the classes of IQM's nodes list. */
export function operationsIn(sources: Sources, graph: Graph): Written[] {
	return [...sources].flatMap(([file, source]) => {
		const node = /^nodes\/Iqm\/(\w+)\/\1\.node\.ts$/.exec(file)?.[1];
		if (node === undefined) return [];
		const list = source.statements.find(
			(one) => ts.isVariableStatement(one) && /^const operations\b/.test(one.getText()),
		);
		const imports = source.statements.filter(
			(statement): statement is ts.ImportDeclaration =>
				ts.isImportDeclaration(statement) && /\.\/operations\//.test(statement.getText()),
		);
		const names = imports.flatMap((statement) => {
			const bindings = statement.importClause?.namedBindings;
			const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
			return elements.map(({ name }) => ({
				name: name.text,
				share: linesOf([statement]) / elements.length,
			}));
		});
		return names.flatMap(({ name, share }) => {
			const declaration = graph.meaning(file, name);
			const place = list ? linesOf([list]) / names.length : 0;
			if (declaration === undefined) return [];
			const members = listedIn(declaration);
			if (members.length === 0) {
				return [{ node, value: valueOf(name), declaration, entry: share + place }];
			}
			const from = declaration.getSourceFile().fileName;
			return members.flatMap((member) => {
				const one = graph.meaning(from, member);
				const entry = (share + place) / members.length;
				return one ? [{ node, value: valueOf(member), declaration: one, entry }] : [];
			});
		});
	});
}

/** The names in a list such as `described`, which a node takes as a whole; none if it is no list. */
function listedIn(declaration: Declaration): string[] {
	if (!ts.isVariableStatement(declaration)) return [];
	const [{ initializer }] = declaration.declarationList.declarations;
	if (initializer === undefined || !ts.isArrayLiteralExpression(initializer)) return [];
	return initializer.elements.filter(ts.isIdentifier).map(({ text }) => text);
}

/** The declarations that only one of these reaches, for each of them. */
function ownedBy(graph: Graph, gates: Set<Declaration>, others: Declaration[]) {
	const reached = [...gates, ...others].map(
		(from): [Declaration, Set<Declaration>] => [from, graph.reach(from, gates)],
	);
	const users = new Map<Declaration, Declaration[]>();
	for (const [from, all] of reached) {
		for (const one of all) users.set(one, [...(users.get(one) ?? []), from]);
	}
	return (of: Declaration) =>
		[...graph.reach(of, gates)].filter((one) => users.get(one)?.every((user) => user === of));
}

/**
 * An operation's lines in its node's folder: its declaration, what only it reaches there, an even
 * share of the rest of its file (imports, and what the file's operations share), and its entry in the
 * node's class. A trigger that reaches the same does not count as another user.
 */
export function nodeLines(sources: Sources, graph: Graph): (subject: Subject) => number {
	const written = operationsIn(sources, graph);
	const classes = [...sources.keys()]
		.filter((file) => file.endsWith('.node.ts') && !file.includes('Trigger'))
		.flatMap((file) => graph.declarations(file));
	const owned = ownedBy(graph, new Set(written.map(({ declaration }) => declaration)), classes);
	const ofIts = (one: Written) =>
		owned(one.declaration).filter((declaration) =>
			declaration.getSourceFile().fileName.startsWith(`nodes/Iqm/${one.node}/`),
		);
	return ({ node, value }) => {
		const one = written.find((each) => each.node === node && each.value === value);
		if (!one) return 0;
		const file = one.declaration.getSourceFile();
		const sharing = written.filter(({ declaration }) => declaration.getSourceFile() === file);
		const taken = sharing.flatMap(ofIts).filter((each) => each.getSourceFile() === file);
		const rest = linesIn(file) - linesOf(taken);
		return linesOf(ofIts(one)) + rest / sharing.length + one.entry;
	};
}

const isCallOf = (node: ts.Node, name: string): node is ts.CallExpression =>
	ts.isCallExpression(node) && node.expression.getText() === name;

/** The hand-written routes of the stand-in for IQM, each with the function that answers. */
export function routesIn(sources: Sources, graph: Graph) {
	return [...sources]
		.filter(([file]) => file.startsWith('sandbox/iqm/'))
		.flatMap(([file, source]) =>
			find(source, (node) => isCallOf(node, 'route')).flatMap((call) => {
				const [method, address, handler] = call.arguments;
				if (!ts.isStringLiteral(method) || !ts.isStringLiteral(address)) return [];
				const handle = ts.isIdentifier(handler) ? graph.meaning(file, handler.text) : undefined;
				return [{ endpoint: `${method.text} ${address.text}`, call, handle }];
			}),
		);
}

/**
 * The hand-written stand-in of an endpoint: its line among the routes, the function that answers, and
 * what only that function reaches.
 */
export function handLines(sources: Sources, graph: Graph): (endpoint: string) => number {
	const routes = routesIn(sources, graph);
	const gates = new Set(routes.flatMap(({ handle }) => handle ?? []));
	const others = [...sources.keys()]
		.filter((file) => /^sandbox\/iqm\/(router|contracts\/)/.test(file))
		.flatMap((file) => graph.declarations(file));
	const owned = ownedBy(graph, gates, others);
	return (endpoint) => {
		const place = routes.find((one) => withoutNames(one.endpoint) === withoutNames(endpoint));
		if (!place) return 0;
		return linesOf([place.call, ...(place.handle ? owned(place.handle) : [])]);
	};
}

/** An operation's contract, with an even share of what the contracts in its file share. */
export function contractLines(sources: Sources): (subject: Subject) => number {
	const files = [...sources]
		.filter(([file]) => file.startsWith('sandbox/iqm/contracts/'))
		.map(([, source]) => ({
			source,
			contracts: source.statements.filter((one) =>
				/^export const \w+: Contract = /.test(one.getText()),
			),
		}));
	return ({ node, value }) => {
		const name = new RegExp(`\\bof: '${node} \\w+: ${value}'`, 'i');
		const isIts = (one: ts.Node) => name.test(one.getText());
		for (const { source, contracts } of files) {
			const own = contracts.find(isIts);
			if (!own) continue;
			return linesOf([own]) + (linesIn(source) - linesOf(contracts)) / contracts.length;
		}
		return 0;
	};
}
