import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';

import type { Operation } from '../nodes/common/run/operation';
import type { Sources } from './costSources';
import { find, isKey, linesIn, linesOf, withoutNames } from './costSources';
import { isTitle, namesBy, tableLines, textIn, unitsOf } from './costTests';

/**
 * What an operation of AppLovin's nodes costs in lines. All of them are written by hand, mostly one to a
 * file, so the file is the measure, and not what each declaration reaches, as in costCode.ts.
 */

/** What the files of {@link sourcesNow} must hold for these tables. */
export const APPLOVIN_FOLDERS = ['nodes/AppLovin', 'sandbox/applovin-axon', 'sandbox/applovin-report', 'test'];

/** Each node with its engine tests. */
const NODES: Record<string, RegExp> = {
	AppLovinReport: /^test\/engine\/applovin\/report/,
	AppLovinAxonCampaign: /^test\/engine\/applovin\/axon\/campaign/,
	AppLovinAxonCreative: /^test\/engine\/applovin\/axon\/creative/,
	AppLovinCampaign: /^test\/engine\/applovin\/(campaign\/|\w*Campaign)/,
	AppLovinCreativeSet: /^test\/engine\/applovin\/(creativeSet\/|\w*CreativeSet)/,
};

/** What several nodes share: it arises once. */
const ROOMS = ['axonShared', 'axonTransport', 'reportTransport', 'shared', 'transport'];

const CONTRACTS = /^sandbox\/applovin-(?:axon|report)\/contracts\.ts$/;

/** An operation, and where it is written. */
export interface Written {
	/** As in the tables of the tests: "AppLovin Axon Campaign: Update". */
	title: string;
	node: string;
	/** What the form and saved workflows call it. */
	name: string;
	value: string;
	/** From the path on that follows the API's own. */
	endpoints: string[];
	/** From the root, with "/" between folders. */
	file: string;
}

const load = createRequire(__filename);
const inWords = (name: string) =>
	name.replace(/^[a-z]/, (letter) => letter.toUpperCase()).replace(/(?<=[a-z])(?=[A-Z])/g, ' ');

/** The words before an operation's name in the tables of the tests. */
function thingOf(node: string, resource: string): string {
	// The older nodes' things were named before there were others.
	const isOlder = node === 'AppLovinCampaign' || node === 'AppLovinCreativeSet';
	const title = inWords(node).replace('App Lovin', 'AppLovin');
	if (resource === '') return title;
	return isOlder ? `AppLovin ${inWords(resource)}` : `${title}: ${inWords(resource)}`;
}

/** All operations of AppLovin's nodes, from the files of their folders `operations`. */
export function appLovinOperations(): Written[] {
	const root = path.join(__dirname, '..');
	return Object.keys(NODES).flatMap((node) => {
		const folder = `nodes/AppLovin/${node}/operations`;
		const names = readdirSync(path.join(root, folder), { recursive: true }).map((name) =>
			String(name).replaceAll(path.sep, '/'),
		);
		return names
			.filter((name) => name.endsWith('.ts'))
			.sort()
			.flatMap((name) => {
				const file = `${folder}/${name}`;
				const exported = load(path.join(root, file)) as Record<string, unknown>;
				const resource = name.includes('/') ? name.split('/')[0] : '';
				return Object.values(exported)
					.filter(
						(value): value is Operation =>
							typeof value === 'object' && value !== null && 'execute' in value,
					)
					.map((one) => ({
						...{ title: `${thingOf(node, resource)}: ${one.name}`, node, file },
						...{ name: one.name, value: one.value },
						endpoints: [one.endpoint].flat().map((each) => each.replace(' /manage/v1/', ' /')),
					}));
			});
	});
}

/** Lines of one operation. Fractions of a line come from what several operations share. */
export interface AppLovinCost {
	/** Its file; operations in one file share it evenly. */
	own: number;
	/** An even share of all other files of its node. */
	shared: number;
	/** The documents' samples of its endpoints in the stand-in, shared by the operations that call them. */
	contract: number;
	/** Rows in the tables that cover all operations. */
	tables: number;
	/** Engine tests of its node that name only this operation. */
	engine: number;
}

const linesOfFiles = (sources: Sources, is: (file: string) => boolean): number =>
	[...sources]
		.filter(([file]) => is(file))
		.reduce((total, [, source]) => total + linesIn(source), 0);

/** The samples of the documents in the stand-in, by endpoint; the Reporting API's are all read by GET. */
function contractRows(sources: Sources): Array<{ endpoint: string; row: ts.Node }> {
	return [...sources]
		.filter(([file]) => CONTRACTS.test(file))
		.flatMap(([, source]) => find(source, ts.isObjectLiteralExpression))
		.flatMap((row) => {
			const named = row.properties
				.filter(ts.isPropertyAssignment)
				.find(({ name }) => name.getText() === 'endpoint');
			const text = named === undefined ? undefined : textIn(named.initializer);
			if (text === undefined) return [];
			return [{ endpoint: withoutNames(text.startsWith('/') ? `GET ${text}` : text), row }];
		});
}

/**
 * Engine tests that name only one operation: by its value as in costTests.ts, by its name as a title, or
 * by a helper in the same file that does so. Operations of one node with the same value share them.
 */
function engineLines(sources: Sources, written: Written[]): (one: Written) => number {
	const lines = new Map<string, number>();
	for (const [node, isTest] of Object.entries(NODES)) {
		const own = written.filter((one) => one.node === node);
		const values = [...new Set(own.map(({ value }) => value))];
		for (const [file, source] of sources) {
			if (!isTest.test(file) || !file.endsWith('.test.ts')) continue;
			const helpers = new Map<string, Set<string>>();
			const names = namesBy((at) => {
				if (ts.isIdentifier(at)) {
					const isMeant = !isKey(at) && !ts.isVariableDeclaration(at.parent);
					return isMeant ? [...(helpers.get(at.text) ?? [])] : [];
				}
				const text = textIn(at) ?? '';
				return values.filter(
					(value) =>
						text === value ||
						(isTitle(at) &&
							(text.startsWith(`${value} `) ||
								own.some((one) => one.value === value && one.name === text))),
				);
			});
			for (const { initializer, name } of find(source, ts.isVariableDeclaration)) {
				if (initializer && ts.isIdentifier(name)) helpers.set(name.text, names(initializer));
			}
			for (const value of values) {
				const key = `${node} ${value}`;
				lines.set(key, (lines.get(key) ?? 0) + linesOf(unitsOf(source, names, value)));
			}
		}
	}
	return ({ node, value }) => {
		const sharing = written.filter((one) => one.node === node && one.value === value).length;
		return (lines.get(`${node} ${value}`) ?? 0) / sharing;
	};
}

/** What each operation costs. */
export function appLovinCosts(sources: Sources, written: Written[]): Map<Written, AppLovinCost> {
	const files = new Set(written.map(({ file }) => file));
	const rows = contractRows(sources);
	const tables = tableLines(sources, written.map(({ title }) => title));
	const engine = engineLines(sources, written);
	return new Map(
		written.map((one) => {
			const { node, file, endpoints } = one;
			const source = sources.get(file);
			const others = linesOfFiles(
				sources,
				(each) => each.startsWith(`nodes/AppLovin/${node}/`) && !files.has(each),
			);
			const contract = endpoints.map((endpoint) => {
				const its = rows.filter((row) => row.endpoint === withoutNames(endpoint)).map(({ row }) => row);
				return linesOf(its) / written.filter((each) => each.endpoints.includes(endpoint)).length;
			});
			const cost: AppLovinCost = {
				own: source ? linesIn(source) / written.filter((each) => each.file === file).length : 0,
				shared: others / written.filter((each) => each.node === node).length,
				contract: contract.reduce((total, lines) => total + lines, 0),
				tables: tables(one),
				engine: engine(one),
			};
			return [one, cost];
		}),
	);
}

const PARTS: Array<[keyof AppLovinCost, string]> = [
	['own', 'own file'],
	['shared', 'node'],
	['contract', 'contract'],
	['tables', 'tables'],
	['engine', 'engine'],
];

const number = (value: number) => String(Math.round(value)).padStart(9);

/** @throws Error for an operation whose file is not among the sources */
export function appLovinTable(sources: Sources, written: Written[]): string[] {
	const costs = appLovinCosts(sources, written);
	const lost = [...costs].filter(([, { own }]) => own === 0);
	if (lost.length > 0) {
		throw new Error(`Not found in the sources: ${lost.map(([{ title }]) => title).join(', ')}`);
	}
	const width = Math.max(...written.map(({ title }) => title.length), 30);
	const sum = (cost: AppLovinCost) => PARTS.reduce((total, [part]) => total + cost[part], 0);
	const mean = (of: (cost: AppLovinCost) => number) =>
		number([...costs.values()].reduce((total, cost) => total + of(cost), 0) / costs.size);
	const row = (name: string, cells: string[]) => name.padEnd(width) + cells.join('');
	const once = (name: string, is: (file: string) => boolean) =>
		row(name, [number(linesOfFiles(sources, is))]);
	return [
		"AppLovin's operations: own file, share of their node's other files, contract in the stand-in,",
		'and tests that name them alone',
		row('', [...PARTS.map(([, name]) => name.padStart(9)), 'all'.padStart(9)]),
		...[...costs].map(([{ title }, cost]) =>
			row(title, [...PARTS.map(([part]) => number(cost[part])), number(sum(cost))]),
		),
		row('Mean', [...PARTS.map(([part]) => mean((cost) => cost[part])), mean(sum)]),
		'',
		"Paid once, what AppLovin's nodes share",
		...ROOMS.map((room) => once(room, (file) => file.startsWith(`nodes/AppLovin/${room}/`))),
		once(
			'stand-ins without contracts',
			(file) => file.startsWith('sandbox/applovin-') && !CONTRACTS.test(file),
		),
		'',
	];
}
