import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

import { ROOT } from './ownTypes';

/** Who imports whom in what ships and in the stand-in, file by file and room by room. */

const FOLDERS = ['credentials', 'nodes', 'sandbox'];

/** Texts of files by path from the root, with "/" between folders. */
export type Files = Map<string, string>;

/** The TypeScript files of {@link FOLDERS}. */
export function filesOnDisk(): Files {
	return new Map(
		FOLDERS.flatMap((folder) =>
			readdirSync(path.join(ROOT, folder), { recursive: true })
				.map((name) => `${folder}/${String(name).replaceAll(path.sep, '/')}`)
				.filter((file) => file.endsWith('.ts'))
				.sort()
				.map((file): [string, string] => [file, readFileSync(path.join(ROOT, file), 'utf8')]),
		),
	);
}

/** Cached by text, since most files are the same from one graph to the next. */
const SPECIFIERS = new Map<string, string[]>();

/** The modules that a file names: imports, re-exports, `import()`, types, `require`. */
function specifiersIn(file: string, text: string): string[] {
	const known = SPECIFIERS.get(text);
	if (known) return known;
	const found: string[] = [];
	SPECIFIERS.set(text, found);
	const visit = (node: ts.Node): void => {
		const named =
			ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
				? node.moduleSpecifier
				: ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
					? node.argument.literal
					: ts.isCallExpression(node) && /^(import|require)$/.test(node.expression.getText())
						? node.arguments[0]
						: undefined;
		if (named && ts.isStringLiteralLike(named)) found.push(named.text);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
	return found;
}

/** The room that a file belongs to; the stand-in and the credentials are one room each. */
export function roomOf(file: string): string {
	const [root, first, second] = file.split('/');
	if (root !== 'nodes') return root;
	return first === 'tables' || first === 'verbs' ? `nodes/${first}` : `nodes/${first}/${second}`;
}

/** The rooms of nodes/common, from the ground up (nodes/common/README.md). */
const COMMON = ['ground', 'file', 'guard', 'send', 'form', 'poll', 'run'];

const NODES = COMMON.length + 2;

/**
 * How high a room lies: it only imports from lower ones. Nodes lie on one floor and may borrow from
 * each other, but not in a circle. Undefined for a room without an assigned place.
 */
export function floorOf(room: string): number | undefined {
	const [root, api, name] = room.split('/');
	if (root === 'sandbox') return 0;
	if (root === 'credentials') return NODES;
	if (api === 'tables') return 1;
	if (api === 'verbs') return COMMON.length;
	if (api === 'common') return COMMON.includes(name) ? COMMON.indexOf(name) : undefined;
	if (name === 'transport') return COMMON.length;
	// The doors of AppLovin's other APIs read its words as the first one does.
	if (/^(?:axon|report)Transport$/.test(name)) return COMMON.length + 0.5;
	if (name === 'axonShared') return COMMON.length + 1;
	if (name === 'shared') return COMMON.length + 0.9;
	return name?.startsWith(api) ? NODES : undefined;
}

export interface Arrow {
	from: string;
	to: string;
}

/** Every import of one of these files by another; a relative import of a missing file is an error. */
export function arrowsOf(files: Files): Arrow[] {
	return [...files].flatMap(([from, text]) =>
		specifiersIn(from, text)
			.filter((specifier) => specifier.startsWith('.'))
			.map((specifier) => {
				const target = path.posix.join(path.posix.dirname(from), specifier);
				const to = [target, `${target}.ts`, `${target}/index.ts`].find((file) => files.has(file));
				if (to !== undefined) return { from, to };
				if (/^(credentials|nodes|sandbox)\//.test(target)) {
					throw new Error(`${from} imports '${specifier}', which is not there`);
				}
				return { from, to: target };
			}),
	);
}

/** Arrows between rooms, with the number of imports each one stands for. */
export function roomsOf(arrows: Arrow[]): Map<string, Map<string, number>> {
	const rooms = new Map<string, Map<string, number>>();
	for (const { from, to } of arrows) {
		const [source, target] = [roomOf(from), roomOf(to)];
		if (source === target) continue;
		const counts = rooms.get(source) ?? new Map<string, number>();
		rooms.set(source, counts.set(target, (counts.get(target) ?? 0) + 1));
	}
	return rooms;
}

/** One circle among these arrows, as "a → b → a"; undefined if there is none. */
export function circleIn(arrows: Arrow[]): string | undefined {
	const next = new Map<string, Set<string>>();
	for (const { from, to } of arrows) next.set(from, (next.get(from) ?? new Set()).add(to));
	const done = new Set<string>();
	const visit = (one: string, way: string[]): string | undefined => {
		if (way.includes(one)) return [...way.slice(way.indexOf(one)), one].join(' → ');
		if (done.has(one)) return undefined;
		for (const other of next.get(one) ?? []) {
			const found = visit(other, [...way, one]);
			if (found !== undefined) return found;
		}
		done.add(one);
		return undefined;
	};
	for (const one of next.keys()) {
		const found = visit(one, []);
		if (found !== undefined) return found;
	}
	return undefined;
}

const apiOf = (file: string) => /^nodes\/(Iqm|AppLovin)\//.exec(file)?.[1];
const rootOf = (file: string) => file.split('/')[0];
const DOOR = 'nodes/tables/index.ts';

/** Why this import is forbidden; undefined if it is not. */
function faultOf({ from, to }: Arrow): string | undefined {
	const [source, target] = [roomOf(from), roomOf(to)];
	if (!FOLDERS.includes(rootOf(to))) return rootOf(from) === 'sandbox' ? undefined : 'is not in the package';
	if ((rootOf(from) === 'sandbox') !== (rootOf(to) === 'sandbox')) {
		return 'stand-in and nodes know nothing of each other';
	}
	if (apiOf(from) && apiOf(to) && apiOf(from) !== apiOf(to)) return 'no API knows another';
	if (source === target) return undefined;
	if (target === 'nodes/tables' && to !== DOOR) return `${DOOR} is the door`;
	if (target === 'nodes/tables' && apiOf(from) === undefined) return 'only a node reads tables';
	if (source === 'nodes/tables' && target !== 'nodes/common/ground') {
		return 'tables stand on the ground';
	}
	const [low, high] = [floorOf(target), floorOf(source)];
	if (low === undefined || high === undefined) {
		return `${low === undefined ? target : source} has no floor`;
	}
	const borrows = low === NODES && apiOf(to) !== undefined && apiOf(from) !== undefined;
	return low < high || (low === high && borrows) ? undefined : 'leads up';
}

/** Every breach of the rules of the house, one sentence each. */
export function breachesIn(files: Files): string[] {
	const arrows = arrowsOf(files);
	const forbidden = arrows.flatMap((arrow) => {
		const fault = faultOf(arrow);
		return fault === undefined ? [] : [`${arrow.from} → ${arrow.to}: ${fault}`];
	});
	const between = arrows
		.map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to) }))
		.filter(({ from, to }) => from !== to);
	const circles = [circleIn(arrows), circleIn(between)].flatMap((circle) => circle ?? []);
	return [...forbidden, ...circles.map((circle) => `in a circle: ${circle}`)];
}

/** The rooms from the top down, each with its floor, its files and the rooms that it imports from. */
export function drawn(files: Files): string {
	const rooms = [...new Set([...files.keys()].map(roomOf))];
	const arrows = roomsOf(arrowsOf(files));
	const lines = rooms
		.map((room) => ({ room, floor: floorOf(room) ?? Infinity }))
		.sort((a, b) => b.floor - a.floor || a.room.localeCompare(b.room))
		.map(({ room, floor }) => {
			const count = [...files.keys()].filter((file) => roomOf(file) === room).length;
			const targets = [...(arrows.get(room) ?? [])]
				.sort(([, a], [, b]) => b - a)
				.map(([target, imports]) => `${target.replace('nodes/', '')} ${imports}`);
			const name = `${floor}  ${room} (${count})`.padEnd(44);
			return `${name}${targets.length > 0 ? `→ ${targets.join(', ')}` : ''}`.trimEnd();
		});
	const total = [...arrows.values()].reduce((sum, targets) => sum + targets.size, 0);
	return [`${rooms.length} rooms, ${total} arrows`, ...lines].join('\n');
}
