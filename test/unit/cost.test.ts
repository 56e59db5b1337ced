import ts from 'typescript';

import type { Written } from '../../scripts/costAppLovin';
import { appLovinCosts, appLovinOperations, appLovinTable } from '../../scripts/costAppLovin';
import type { Sources } from '../../scripts/costSources';
import { linesIn, sourcesNow } from '../../scripts/costSources';
import { OFFERED } from '../support/operations';

/** The part of `npm run cost` that counts AppLovin's operations. */

const sourcesOf = (files: Record<string, string[]>): Sources =>
	new Map(
		Object.entries(files).map(([file, lines]) => [
			file,
			ts.createSourceFile(file, `${lines.join('\n')}\n`, ts.ScriptTarget.ES2022, true),
		]),
	);

const FOLDER = 'nodes/AppLovin/AppLovinAxonCampaign';
const operation = (name: string, value: string, changes: Partial<Written> = {}): Written => ({
	...{ title: `AppLovin Axon Campaign: ${name}`, node: 'AppLovinAxonCampaign', name, value },
	...{ endpoints: ['POST /campaign/update'], file: `${FOLDER}/operations/${value}.ts` },
	...changes,
});
const budget = operation('Update Budget', 'updateBudget');
const goal = operation('Update Goal', 'updateGoal');
const OPERATIONS = [budget, goal];

const NODE = {
	[budget.file]: ['// 1', '// 2', '// 3'],
	[goal.file]: ['// 1'],
	[`${FOLDER}/amounts.ts`]: ['// 1', '// 2', '// 3', '// 4'],
	'nodes/AppLovin/axonShared/pages.ts': ['// 1', '// 2'],
};

const costsOf = (files: Record<string, string[]>, written = OPERATIONS) =>
	appLovinCosts(sourcesOf({ ...NODE, ...files }), written);

it('counts an operation’s own file, and its share of the other files of its node', () => {
	const costs = costsOf({});
	expect(costs.get(budget)).toMatchObject({ own: 3, shared: 2 });
	expect(costs.get(goal)).toMatchObject({ own: 1, shared: 2 });
});

it('shares a file that holds several operations', () => {
	const both = OPERATIONS.map((one) => ({ ...one, file: budget.file }));
	const costs = costsOf({}, both);
	expect(both.map((one) => costs.get(one)?.own)).toEqual([1.5, 1.5]);
});

it('shares the samples of an endpoint between the operations that call it', () => {
	const create = operation('Create', 'create', { endpoints: ['POST /campaign/create'] });
	const costs = costsOf(
		{
			'sandbox/applovin-axon/contracts.ts': [
				'export const AXON_CONTRACTS = [',
				"	{ endpoint: 'POST /campaign/update',",
				"		body: { id: '12345' } },",
				"	{ endpoint: 'POST /campaign/create' },",
				'];',
			],
		},
		[...OPERATIONS, create],
	);
	expect([...costs.values()].map(({ contract }) => contract)).toEqual([1, 1, 1]);
});

it('knows that the Reporting API is read by GET', () => {
	const assets = operation('Get Assets', 'getAssets', { endpoints: ['GET /assetReport'] });
	const contracts = ["export const ROWS = [{ endpoint: '/assetReport' }];"];
	const costs = costsOf({ 'sandbox/applovin-report/contracts.ts': contracts }, [assets]);
	expect(costs.get(assets)?.contract).toBe(1);
});

it('counts rows and tests that name one operation alone: by value, title or helper', () => {
	const costs = costsOf({
		'test/support/rows.ts': [
			'const ROWS = [',
			"	['AppLovin Axon Campaign: Update Budget', 1],",
			"	['AppLovin Axon Campaign: Update Goal', 'AppLovin Axon Campaign: Update Budget'],",
			'];',
		],
		'test/engine/applovin/axon/campaignAmounts.test.ts': [
			"const raise = () => ({ operation: 'updateGoal' });",
			"describe('Update Budget', () => {",
			"	it('is sent', () => {});",
			'});',
			"it('goes up', () => {",
			'	run(raise());',
			'});',
			"it('both', () => run(raise(), 'updateBudget'));",
			"it('has a key', () => run({ raise: 1 }));",
		],
		'test/engine/applovin/axon/creativeSets.test.ts': ["it('updateGoal', () => {});"],
	});
	expect(costs.get(budget)).toMatchObject({ tables: 1, engine: 3 });
	expect(costs.get(goal)).toMatchObject({ tables: 0, engine: 4 });
});

it('prints what nodes share once, and ends if an operation is not found', () => {
	const table = appLovinTable(sourcesOf(NODE), OPERATIONS);
	expect(table.filter((line) => line.startsWith('axonShared'))).toEqual([
		expect.stringMatching(/^axonShared +2$/),
	]);
	expect(table.find((line) => line.startsWith('Mean'))).toMatch(/^Mean +2 +2 +0 +0 +0 +4$/);
	const lost = operation('Create', 'create');
	expect(() => appLovinTable(sourcesOf(NODE), [lost])).toThrow(
		'Not found in the sources: AppLovin Axon Campaign: Create',
	);
});

describe('the nodes as they are', () => {
	const written = appLovinOperations();

	it('have each of their operations in the table', () => {
		const offered = OFFERED.filter(({ nodeName }) => /^AppLovin /.test(nodeName)).map(
			({ node, operation: value }) => `${node}: ${value}`,
		);
		const counted = written.map(({ node, value }) => `${node.replace('App', 'app')}: ${value}`);
		expect(counted.sort()).toEqual(offered.sort());
		expect(new Set(written.map(({ title }) => title)).size).toBe(written.length);
	});

	it('are counted whole', () => {
		const sources = sourcesNow(['nodes/AppLovin']);
		const costs = [...appLovinCosts(sources, written)];
		for (const node of new Set(written.map((one) => one.node))) {
			const lines = [...sources]
				.filter(([file]) => file.startsWith(`nodes/AppLovin/${node}/`))
				.reduce((total, [, source]) => total + linesIn(source), 0);
			const counted = costs
				.filter(([one]) => one.node === node)
				.reduce((total, [, { own, shared }]) => total + own + shared, 0);
			expect(counted).toBeCloseTo(lines);
		}
	});
});
