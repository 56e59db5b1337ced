import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { INodeType } from 'n8n-workflow';

import type { Operation } from '../nodes/common/run/operation';
import { APPLOVIN_FOLDERS, appLovinOperations, appLovinTable } from './costAppLovin';
import { contractLines, handLines, nodeLines, operationsIn, routesIn } from './costCode';
import { nodesTable } from './costNodes';
import type { Sources, Subject } from './costSources';
import { graphOf, linesIn, sourcesAt, sourcesNow } from './costSources';
import { engineLines, standInLines, tableLines } from './costTests';

/**
 * What an IQM operation costs in lines: `npm run cost`. It counts the described operations
 * (`operations/described.ts`), as they are now and as they were when each was written by hand;
 * costCode.ts and costTests.ts hold the rules. Their common basis is printed separately: its cost
 * arises once. A second table is of AppLovin's operations, whose rules are in costAppLovin.ts.
 */
const BEFORE = 'a5a4c64';

const load = createRequire(__filename);
const NODES = path.join(__dirname, '../nodes/Iqm');

function subjects(): Subject[] {
	return readdirSync(NODES).flatMap((node) => {
		if (!/^Iqm[A-Z]/.test(node)) return [];
		if (!readdirSync(path.join(NODES, node)).includes('operations')) return [];
		const file = path.join(NODES, node, 'operations/described');
		// Nodes with several resources have rooms, which were never written by hand before.
		if (!existsSync(`${file}.ts`)) return [];
		const exported = load(file) as Record<string, unknown>;
		const thing = node.replace('Iqm', '').replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
		return Object.values(exported)
			.filter(
				(value): value is Operation =>
					typeof value === 'object' && value !== null && 'execute' in value,
			)
			.map(({ name, value, endpoint }) => ({
				title: `${thing}: ${name}`,
				node,
				value,
				endpoint: [endpoint].flat()[0],
			}));
	});
}

/** Lines of one operation. Fractions of a line come from texts that several operations share. */
interface Cost {
	nodes: number;
	/** Its contract in the stand-in. */
	contract: number;
	/** Its hand-written behaviour in the stand-in. */
	byHand: number;
	/** Rows in the tables that cover all operations. */
	tables: number;
	/** Engine tests of its thing that name only this operation. */
	engine: number;
	/** Tests of the stand-in that name only its endpoint. */
	standIn: number;
}

/** What each of these operations costs in this state of the repository. */
function costsIn(sources: Sources, subjects: Subject[]): Map<Subject, Cost> {
	const graph = graphOf(sources);
	const written = operationsIn(sources, graph);
	const nodes = nodeLines(sources, graph);
	const byHand = handLines(sources, graph);
	const contract = contractLines(sources);
	const tables = tableLines(sources, subjects.map(({ title }) => title));
	const engine = engineLines(sources, (node) =>
		written.filter((one) => one.node === node).map(({ value }) => value),
	);
	const endpoints = subjects.map(({ endpoint }) => endpoint);
	const standIn = standInLines(
		sources,
		routesIn(sources, graph).map(({ endpoint }) => endpoint),
	);
	const sharing = (subject: Subject) =>
		endpoints.filter((endpoint) => endpoint === subject.endpoint).length;
	return new Map(
		subjects.map((subject): [Subject, Cost] => [
			subject,
			{
				nodes: nodes(subject),
				contract: contract(subject),
				byHand: byHand(subject.endpoint) / sharing(subject),
				tables: tables(subject),
				engine: engine(subject),
				standIn: standIn(subject) / sharing(subject),
			},
		]),
	);
}

const PARTS: Array<[keyof Cost, string]> = [
	['nodes', 'nodes'],
	['contract', 'contract'],
	['byHand', 'by hand'],
	['tables', 'tables'],
	['engine', 'engine'],
	['standIn', 'stand-in'],
];

const sum = (cost: Cost) => PARTS.reduce((total, [part]) => total + cost[part], 0);
const number = (value: number) => String(Math.round(value)).padStart(9);

function table(title: string, costs: Map<Subject, Cost>): string[] {
	const width = Math.max(...[...costs.keys()].map((subject) => subject.title.length));
	const row = (name: string, cells: string[]) => name.padEnd(width) + cells.join('');
	const mean = (of: (cost: Cost) => number) =>
		number([...costs.values()].reduce((total, cost) => total + of(cost), 0) / costs.size);
	return [
		title,
		row('', [...PARTS.map(([, name]) => name.padStart(9)), 'all'.padStart(9)]),
		...[...costs].map(([subject, cost]) =>
			row(subject.title, [...PARTS.map(([part]) => number(cost[part])), number(sum(cost))]),
		),
		row('Mean', [...PARTS.map(([part]) => mean((cost) => cost[part])), mean(sum)]),
		'',
	];
}

/** The common basis of operations, in whole files: what grew as their own lines became fewer. */
const MACHINERY: Array<[string, RegExp]> = [
	['verbs and kinds of fields', /^nodes\/verbs\/|^nodes\/common\/form\/kinds\.ts$/],
	['what operations of IQM share', /^nodes\/Iqm\/shared\//],
	[
		'engine of the contracts',
		/^sandbox\/iqm\/contracts\/(behaviours|check|contract|index|present|routes)\.ts$/,
	],
	['tests of all contracts', /^test\/sandbox\/iqm\/contract\w*\.test\.ts$/],
];

function machinery(title: string, sources: Sources): string[] {
	const counts = MACHINERY.map(([name, files]): [string, number] => [
		name,
		[...sources]
			.filter(([file]) => files.test(file))
			.reduce((total, [, source]) => total + linesIn(source), 0),
	]);
	const all = counts.reduce((total, [, lines]) => total + lines, 0);
	const row = (name: string, count: number) => `${name.padEnd(30)}${number(count)}`;
	return [title, ...counts.map(([name, count]) => row(name, count)), row('all', all), ''];
}

/** What the form of a node offers, whichever way its operations are written. */
function operationsOf(node: string): Array<{ value: string }> {
	const file = path.join(NODES, node, `${node}.node.ts`);
	const Node = (load(file) as Record<string, new () => INodeType>)[node];
	return new Node().description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [] }) => options as Array<{ value: string }>);
}

const described = subjects();
const before = sourcesAt(BEFORE);
const now = sourcesNow();
/** Those that were there already. */
const existing = (costs: Map<Subject, Cost>) =>
	new Map([...costs].filter(([, cost]) => cost.nodes > 0));

const costsNow = costsIn(now, described);
const lost = [...costsNow].filter(([, { nodes, contract }]) => nodes === 0 || contract === 0);
if (lost.length > 0) {
	throw new Error(`Not found in the sources: ${lost.map(([{ title }]) => title).join(', ')}`);
}

const lines = [
	'Lines of an operation under nodes/, in the stand-in (contract, behaviour by hand), and in tests',
	'that name it alone (tables of all operations, on the engine, of the stand-in).',
	'',
	...(before
		? table(`Before (${BEFORE})`, existing(costsIn(before, described)))
		: [`This clone does not reach back to ${BEFORE}: no comparison.`, '']),
	...table('Now', costsNow),
	...nodesTable(now, operationsOf),
	...appLovinTable(sourcesNow(APPLOVIN_FOLDERS), appLovinOperations()),
	...(before ? machinery(`Paid once, before (${BEFORE})`, before) : []),
	...machinery('Paid once, now', now),
];
process.stdout.write(lines.join('\n'));
