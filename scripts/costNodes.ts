import type { Operation } from '../nodes/common/run/operation';
import type { Sources } from './costSources';
import { linesIn } from './costSources';

/**
 * What a whole node costs, in whole files: also nodes whose resources each have a folder, where
 * described and hand-written operations stand side by side. Files belong to the node whose things
 * their names hold.
 */

/** Words in the names of a node's files; those of an earlier node do not count for a later one. */
const WORDS: Array<[string, RegExp]> = [
	['IqmMasterData', /master/i],
	['IqmReport', /report|insight|performance|voter|pulse/i],
	['IqmInsertionOrder', /order/i],
	['IqmMatchedAudience', /audience/i],
	['IqmCreative', /creative/i],
	['IqmCampaign', /campaign/i],
];

const STAND_IN = /^sandbox\/iqm\//;
const TESTS = /^test\/(engine\/iqm|sandbox\/iqm|unit\/iqm|support)\//;

const ownerOf = (file: string) => WORDS.find(([, words]) => words.test(file))?.[0];

/** @param operationsOf the operations that a node offers */
export function nodesTable(
	sources: Sources,
	operationsOf: (node: string) => Array<Pick<Operation, 'value'>>,
): string[] {
	const lines = (is: (file: string) => boolean) =>
		[...sources]
			.filter(([file]) => is(file))
			.reduce((total, [, source]) => total + linesIn(source), 0);
	const row = (name: string, cells: Array<number | string>) =>
		name.padEnd(20) + cells.map((cell) => String(cell).padStart(12)).join('');
	return [
		'Whole nodes, in lines; the last four columns are for each operation',
		row('', ['operations', 'nodes', 'stand-in', 'tests', 'nodes', 'stand-in', 'tests', 'all']),
		...WORDS.map(([node]) => {
			const count = operationsOf(node).length;
			const parts = [
				lines((file) => file.startsWith(`nodes/Iqm/${node}/`)),
				lines((file) => STAND_IN.test(file) && ownerOf(file) === node),
				lines((file) => TESTS.test(file) && ownerOf(file) === node),
			];
			const all = parts.reduce((total, part) => total + part, 0);
			return row(node, [count, ...parts, ...[...parts, all].map((part) => Math.round(part / count))]);
		}),
		'',
	];
}
