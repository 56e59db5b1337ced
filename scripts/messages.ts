import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The texts of the code, with holes in place of values, and how to find a message among them. */

const ROOT = path.join(__dirname, '..');
const HOLE = '…';

export interface Text {
	/** From the root of the repository. */
	file: string;
	line: number;
	/** As written, each hole as "…". */
	text: string;
	/** The parts between the holes. */
	parts: string[];
}

export interface Found extends Text {
	/** Where the values in the holes are written in turn: mostly labels. */
	labels: Text[];
}

function partsOf(node: ts.Node): string[] | undefined {
	if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
	if (!ts.isTemplateExpression(node)) return undefined;
	return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
}

function textsIn(file: string): Text[] {
	const source = ts.createSourceFile(
		file,
		readFileSync(path.join(ROOT, file), 'utf8'),
		ts.ScriptTarget.ES2022,
	);
	const texts: Text[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
		const parts = partsOf(node);
		if (parts !== undefined) {
			const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
			texts.push({ file, line: line + 1, text: parts.join(HOLE), parts });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return texts;
}

/** Every text in what the package ships, in the order of files and lines. */
export function textsOf(folders = ['credentials', 'nodes']): Text[] {
	return folders
		.flatMap((folder) =>
			readdirSync(path.join(ROOT, folder), { recursive: true })
				.map(String)
				.filter((name) => name.endsWith('.ts'))
				.sort()
				.map((name) => path.join(folder, name)),
		)
		.flatMap(textsIn);
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Number of letters outside a text's holes: the more of them agree, the surer the match. */
const letters = (parts: string[]) => parts.join('').replace(/[^\p{L}]/gu, '').length;

/** Texts with fewer letters match any message. */
const LEAST_LETTERS = 8;

/** The values in the holes if the text produces the message; otherwise undefined. */
function holesIn({ parts }: Text, message: string): string[] | undefined {
	if (letters(parts) < LEAST_LETTERS) return undefined;
	const match = new RegExp(parts.map(escaped).join('(.{0,200}?)'), 'su').exec(message);
	if (match === null) return undefined;
	const holes = match.slice(1);
	// A label inside the message does not produce it.
	return letters(parts) * 2 < letters([message]) - letters(holes) ? undefined : holes;
}

/** The longest run of the message's words that is in a text, as a number of words. */
function commonRun({ text }: Text, words: string[]): number {
	let longest = 0;
	for (let start = 0; start + longest < words.length; start++) {
		while (
			start + longest < words.length &&
			text.includes(words.slice(start, start + longest + 1).join(' '))
		) {
			longest += 1;
		}
	}
	return longest;
}

/** How many words in a row a text must share to be worth showing if no text produces the message. */
const LEAST_RUN = 3;

/**
 * The texts that produce a message or contain the given words, best match first; if there are none,
 * those that share the most words in a row with it.
 *
 * @param words a whole message, or some words of one, as they were shown
 * @param most how many are wanted
 */
export function findMessage(texts: Text[], words: string, most = 5): Found[] {
	const found = texts.flatMap((text) => {
		const holes = holesIn(text, words);
		if (holes === undefined && !text.text.includes(words)) return [];
		const values = new Set((holes ?? []).map((hole) => hole.trim()));
		const labels = texts.filter((other) => other.parts.length === 1 && values.has(other.text));
		return [{ ...text, labels: labels.slice(0, most) }];
	});
	if (found.length > 0) {
		return found.sort((one, other) => letters(other.parts) - letters(one.parts)).slice(0, most);
	}
	const single = words.split(/\s+/);
	return texts
		.map((text) => ({ text: { ...text, labels: [] }, run: commonRun(text, single) }))
		.filter(({ run }) => run >= LEAST_RUN)
		.sort((one, other) => other.run - one.run)
		.slice(0, most)
		.map(({ text }) => text);
}
