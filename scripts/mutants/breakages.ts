import ts from 'typescript';

import type { Mutant } from './mutant';

/** A breakage of one piece of syntax: its place, the replacement, and its kind. */
type Breakage = [node: ts.Node | [start: number, end: number], replacement: string, kind: string];

const OPERATORS = new Map<ts.SyntaxKind, [string, string]>([
	[ts.SyntaxKind.LessThanToken, ['<=', 'boundary']],
	[ts.SyntaxKind.LessThanEqualsToken, ['<', 'boundary']],
	[ts.SyntaxKind.GreaterThanToken, ['>=', 'boundary']],
	[ts.SyntaxKind.GreaterThanEqualsToken, ['>', 'boundary']],
	[ts.SyntaxKind.EqualsEqualsEqualsToken, ['!==', 'comparison']],
	[ts.SyntaxKind.ExclamationEqualsEqualsToken, ['===', 'comparison']],
	[ts.SyntaxKind.AmpersandAmpersandToken, ['||', 'and/or']],
	[ts.SyntaxKind.BarBarToken, ['&&', 'and/or']],
	[ts.SyntaxKind.PlusToken, ['-', 'arithmetic']],
	[ts.SyntaxKind.MinusToken, ['+', 'arithmetic']],
]);

/** Methods whose last argument can be omitted, with another meaning. */
const LAST_ARGUMENT = /^(slice|join|sort|toSorted|split|includes|indexOf|lastIndexOf|startsWith|endsWith|toString|decode|parseInt|splice|fill|at)$/;

/** Methods whose call can be omitted. */
const WHOLE_CALL = /^(slice|filter|sort|reverse|trim|trimEnd|trimStart|toLowerCase|toUpperCase|normalize|flat|concat)$/;

/** Keys of a form whose values are words for the user. */
const WORDS = /^(displayName|description|hint|placeholder|action|subtitle|documentationUrl|icon|name)$/;

/** Types and imports run nothing. */
function runsNothing(node: ts.Node): boolean {
	return (
		ts.isTypeNode(node) ||
		ts.isInterfaceDeclaration(node) ||
		ts.isTypeAliasDeclaration(node) ||
		ts.isImportDeclaration(node) ||
		ts.isExportDeclaration(node)
	);
}

function isWords(node: ts.Node): boolean {
	return (
		ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && WORDS.test(node.name.text) &&
		(ts.isStringLiteralLike(node.initializer) || ts.isTemplateExpression(node.initializer))
	);
}

function conditionOf(node: ts.Node): ts.Expression | undefined {
	if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return node.expression;
	if (ts.isConditionalExpression(node) || ts.isForStatement(node)) return node.condition;
	return undefined;
}

/** A statement that only stops what would continue: `if (…) throw …`, `if (…) return;`. */
function isGuard(node: ts.Node): node is ts.IfStatement {
	if (!ts.isIfStatement(node) || node.elseStatement !== undefined) return false;
	const { thenStatement: then } = node;
	const last = ts.isBlock(then) ? then.statements.at(-1) : then;
	return (
		last !== undefined &&
		(ts.isThrowStatement(last) ||
			ts.isReturnStatement(last) ||
			ts.isContinueStatement(last) ||
			ts.isBreakStatement(last))
	);
}

function isInTry(node: ts.Node): boolean {
	for (let at = node; at.parent !== undefined && !ts.isFunctionLike(at); at = at.parent) {
		if (ts.isTryStatement(at.parent) && at.parent.tryBlock === at) return true;
	}
	return false;
}

/**
 * Without `await`, the result is the same for callers that await the function, unless an error is
 * caught.
 */
function isReturned(node: ts.AwaitExpression): boolean {
	return (ts.isReturnStatement(node.parent) || ts.isArrowFunction(node.parent)) && !isInTry(node);
}

function* ofOperator(node: ts.BinaryExpression): Generator<Breakage> {
	const { operatorToken, left } = node;
	const other = OPERATORS.get(operatorToken.kind);
	if (other !== undefined) yield [operatorToken, ...other];
	const { kind } = operatorToken;
	if (kind === ts.SyntaxKind.QuestionQuestionToken) yield [node, left.getText(), '?? left out'];
	if (kind === ts.SyntaxKind.AsteriskToken || kind === ts.SyntaxKind.SlashToken) {
		yield [node, left.getText(), 'unit'];
	}
}

function* ofCall(node: ts.CallExpression): Generator<Breakage> {
	const { expression, arguments: args } = node;
	if (!ts.isPropertyAccessExpression(expression)) return;
	const { name, expression: owner } = expression;
	if (LAST_ARGUMENT.test(name.text) && args.length > 0) {
		const rest = args.slice(0, -1).map((argument) => argument.getText());
		yield [[args.pos, args.end], rest.join(', '), 'argument left out'];
	}
	if (WHOLE_CALL.test(name.text) && !ts.isExpressionStatement(node.parent)) {
		yield [node, owner.getText(), 'call left out'];
	}
	if (owner.getText() === 'Math' && (name.text === 'max' || name.text === 'min')) {
		yield [name, name.text === 'max' ? 'min' : 'max', 'max/min'];
	}
}

function* ofDefault(node: ts.Node): Generator<Breakage> {
	const isDefault =
		ts.isParameter(node) ||
		ts.isBindingElement(node) ||
		(ts.isPropertyAssignment(node) && node.name.getText() === 'default');
	if (!isDefault || node.initializer === undefined) return;
	const { initializer } = node;
	if (ts.isStringLiteral(initializer)) {
		yield [initializer, initializer.text === '' ? "'changed'" : "''", 'default'];
	} else if (initializer.getText() === 'Infinity') {
		yield [initializer, '0', 'default'];
	}
}

/** Names of neighbouring keys in an object that is not a form: an API's keys. */
function* ofKeys(node: ts.ObjectLiteralExpression): Generator<Breakage> {
	const isForm = node.properties.some(({ name }) => name?.getText() === 'displayName');
	if (isForm) return;
	for (const [index, one] of node.properties.entries()) {
		const other = node.properties[index + 1];
		if (other === undefined || one.name === undefined || other.name === undefined) continue;
		if (!ts.isPropertyAssignment(one) || !ts.isPropertyAssignment(other)) continue;
		if (isWords(one) || isWords(other)) continue;
		const between = node.getSourceFile().text.slice(one.name.end, other.name.getStart());
		const swapped = `${other.name.getText()}${between}${one.name.getText()}`;
		yield [[one.name.getStart(), other.name.end], swapped, 'keys swapped'];
	}
}

function* ofStatement(node: ts.Node): Generator<Breakage> {
	const condition = conditionOf(node);
	if (condition !== undefined && condition.kind !== ts.SyntaxKind.TrueKeyword) {
		yield [condition, `!(${condition.getText()})`, 'condition negated'];
	}
	if (isGuard(node)) yield [node, ';', 'guard left out'];
	if (!ts.isExpressionStatement(node)) return;
	const { expression } = node;
	const call = ts.isAwaitExpression(expression) ? expression.expression : expression;
	const isSuper = ts.isCallExpression(call) && call.expression.kind === ts.SyntaxKind.SuperKeyword;
	if (ts.isCallExpression(call) && !isSuper) yield [node, ';', 'call left out'];
}

function* ofNode(node: ts.Node): Generator<Breakage> {
	yield* ofStatement(node);
	yield* ofDefault(node);
	if (ts.isBinaryExpression(node)) yield* ofOperator(node);
	if (ts.isCallExpression(node)) yield* ofCall(node);
	if (ts.isObjectLiteralExpression(node)) yield* ofKeys(node);
	if (ts.isAwaitExpression(node) && !isReturned(node)) {
		yield [node, node.expression.getText(), 'await left out'];
	}
	if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
		yield [node, node.operand.getText(), 'not left out'];
	}
	if (ts.isNumericLiteral(node)) {
		const value = Number(node.text);
		yield [node, String(value + 1), 'number'];
		yield [node, value === 0 ? '(-1)' : String(value - 1), 'number'];
	}
	if (node.kind === ts.SyntaxKind.TrueKeyword) yield [node, 'false', 'boolean'];
	if (node.kind === ts.SyntaxKind.FalseKeyword) yield [node, 'true', 'boolean'];
}

/** All breakages offered for one file, in order. The words of messages and forms are left alone. */
export function breakagesOf(file: string, text: string): Mutant[] {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const mutants: Mutant[] = [];
	const visit = (node: ts.Node): void => {
		if (runsNothing(node) || isWords(node)) return;
		for (const [where, replacement, kind] of ofNode(node)) {
			const [start, end] = Array.isArray(where) ? where : [where.getStart(), where.end];
			mutants.push({ file, start, end, replacement, kind });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return mutants;
}
