import ts from 'typescript';

import type { Sources, Subject } from './costSources';
import { find, linesOf, withoutNames } from './costSources';

/** The rules that assign lines of tests to one operation. */

const TESTS = new Set(['describe', 'it', 'test']);

/** Whether a node is something that can belong to one operation: a test, a row, a named form. */
function isUnit(node: ts.Node): boolean {
	if (ts.isCallExpression(node)) {
		return TESTS.has(/^\w+/.exec(node.expression.getText())?.[0] ?? '');
	}
	return ts.isArrayLiteralExpression(node.parent) || ts.isPropertyAssignment(node);
}

/** The largest units of a file that name only this. */
export function unitsOf(source: ts.SourceFile, names: (node: ts.Node) => Set<string>, name: string) {
	const found: ts.Node[] = [];
	const visit = (node: ts.Node): void => {
		const named = names(node);
		if (!named.has(name)) return;
		if (named.size === 1 && isUnit(node)) found.push(node);
		else ts.forEachChild(node, visit);
	};
	ts.forEachChild(source, visit);
	return found;
}

export const textIn = (node: ts.Node) => (ts.isStringLiteralLike(node) ? node.text : undefined);

/** What a node and everything within it name, according to `of`. */
export function namesBy(of: (node: ts.Node) => string[]): (node: ts.Node) => Set<string> {
	const known = new Map<ts.Node, Set<string>>();
	const names = (node: ts.Node): Set<string> => {
		const found = known.get(node) ?? new Set(of(node));
		if (known.has(node)) return found;
		known.set(node, found);
		ts.forEachChild(node, (child) => names(child).forEach((name) => found.add(name)));
		return found;
	};
	return names;
}

/** Rows of tables, anywhere under test/, that begin with or contain an operation's title. */
export function tableLines(
	sources: Sources,
	titles: string[],
): (subject: Pick<Subject, 'title'>) => number {
	const names = namesBy((node) => titles.filter((title) => textIn(node) === title));
	const files = [...sources].filter(([file]) => file.startsWith('test/'));
	const isRow = (node: ts.Node) =>
		ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node);
	return ({ title }) =>
		linesOf(files.flatMap(([, source]) => unitsOf(source, names, title)).filter(isRow));
}

const THINGS: Record<string, RegExp> = {
	IqmInsertionOrder: /order/i,
	IqmCampaign: /campaign/i,
	IqmCreative: /creative/i,
	IqmMatchedAudience: /audience/i,
};

/**
 * Engine tests with the thing's name in their path, if they name only one of its operations: as a
 * text, as a key of a table of forms, or at the start or end of their title.
 */
export function engineLines(sources: Sources, valuesOf: (node: string) => string[]) {
	return ({ node, value }: Subject) => {
		const values = valuesOf(node);
		const names = namesBy((one) => {
			const isKey = ts.isPropertyAssignment(one.parent) && one.parent.name === one;
			const text = isKey ? one.getText() : (textIn(one) ?? '');
			return values.filter(
				(each) =>
					text === each ||
					text.endsWith(`: ${each}`) ||
					(isTitle(one) && text.startsWith(`${each} `)),
			);
		});
		const files = [...sources].filter(
			([file]) =>
				/^test\/engine\/.*\.test\.ts$/.test(file) &&
				!/applovin|promises/i.test(file) &&
				THINGS[node].test(file),
		);
		return linesOf(files.flatMap(([, source]) => unitsOf(source, names, value)));
	};
}

/** Whether a text is the first argument of a test. */
export function isTitle(node: ts.Node): boolean {
	const { parent } = node;
	return ts.isCallExpression(parent) && parent.arguments[0] === node && isUnit(parent);
}

/** Whether a call sends with this method to an address that ends in a value. */
function sendsTo(node: ts.Node, method: string): boolean {
	if (!ts.isCallExpression(node)) return false;
	const [first, second] = node.arguments;
	const last = second && ts.isTemplateExpression(second) ? second.templateSpans.at(-1) : undefined;
	return first !== undefined && textIn(first) === method && last?.literal.text === '';
}

/** Whether a text is the end of an endpoint's path, or the whole of it. */
const isEnd = (text: string, path: string) =>
	/^\/[a-z][\w/-]{2,}$/i.test(text) && (path.endsWith(text) || text.endsWith(path));

/** Endpoints that tests may name by the same end of a path belong to different areas. */
const areaOf = (endpoint: string) => /\/v\d\/(cmp\/io\b|\w+)/.exec(endpoint)?.[1];

/**
 * Tests of the stand-in that name only one endpoint: by the end of its path, by its method if the path
 * ends in a value (except GET, which every test uses to look), or by a helper in the same file that
 * does so.
 */
export function standInLines(sources: Sources, routes: string[]) {
	return ({ endpoint, node }: Subject) => {
		const known = routes.filter((one) => areaOf(one) === areaOf(endpoint));
		const own = known.find((one) => withoutNames(one) === withoutNames(endpoint)) ?? endpoint;
		const area = new RegExp(`${THINGS[node].source}|listTypes|masterData`, 'i');
		const files = [...sources].filter(
			([file]) =>
				/^test\/(sandbox\/iqm\/|unit\/sandbox)/.test(file) &&
				area.test(file) &&
				!/applovin/i.test(file),
		);
		const units = files.flatMap(([, source]) => {
			const helpers = new Map<string, Set<string>>();
			const names = namesBy((one) => {
				if (ts.isIdentifier(one)) return [...(helpers.get(one.text) ?? [])];
				const text = textIn(one) ?? (ts.isTemplateTail(one) ? one.text : '');
				const [ending] = text.split('?');
				return known.filter((each) => {
					const [method, path] = each.split(' ');
					const valued = path.endsWith('}') || method === 'DELETE';
					return valued ? method !== 'GET' && sendsTo(one, method) : isEnd(ending, path);
				});
			});
			for (const { initializer, name } of find(source, ts.isVariableDeclaration)) {
				if (initializer && ts.isIdentifier(name)) helpers.set(name.text, names(initializer));
			}
			return unitsOf(source, names, own);
		});
		return linesOf(units);
	};
}
