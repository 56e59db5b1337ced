import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { MONEY as APPLOVIN_MONEY } from '../../nodes/AppLovin/transport/account';
import { MONEY as IQM_MONEY } from '../../nodes/Iqm/transport/account';
import { namesIn, OFFERED, scenariosOf, WRITTEN } from '../support/operations';
import { ROOT } from '../support/ownTypes';

/**
 * What must hold for every operation there is or will be: whoever adds one and forgets its faults,
 * its preview, its limits or its document learns it here.
 */
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const README = read('README.md');
const ENGINE_TESTS = readdirSync(path.join(ROOT, 'test/engine'), { recursive: true })
	.map(String)
	.filter((file) => file.endsWith('.test.ts'))
	.map((file) => read(`test/engine/${file}`));

/** Parameters that sound like money and set none, with the reason. */
const NO_MONEY: Record<string, string> = {
	bidOptimization: 'switches',
	bidPacing: 'switches',
	bid_type: 'a choice',
	biddingAndCaps: 'a collection',
	budgetTypeId: 'a choice',
	budgetUpdateType: 'a choice',
	ioBudgetDistributionMethodId: 'a choice',
	ioBudgetTypeId: 'a choice',
	isBidShading: 'switches',
	source_bids: 'a collection',
	targetCPI: 'a cost to aim for: Max Bid bounds what is paid',
	totalBudgetPacing:
		'spends what the total budget allows: spendsPerDay holds it to the daily limit',
	totalBudgetUpdateType: 'a choice',
	totalCPM: 'a cap: it lowers what is paid',
};

const MONEY_WORDS = /(?<!pre)bid|budget|cost|cpm|cpi|price|spend|amount/i;

/** The words of an endpoint's path that stand in its tests however they put it together. */
function pathWords(docstring: string): string[] {
	const endpoint = /`(?:GET|POST|PATCH|PUT|DELETE)\s+(\/[^\s`]*)`?/.exec(docstring)?.[1] ?? '';
	const words = endpoint
		.split('?')[0]
		.split('/')
		.filter((word) => /^[\w-]+$/.test(word));
	return words.slice(-1);
}

it('finds every operation that is written in the description of a node', () => {
	expect(OFFERED.map(({ title }) => title).sort()).toEqual([...WRITTEN.keys()].sort());
	expect(OFFERED.length).toBeGreaterThan(50);
});

describe.each(OFFERED.map((offered) => [offered.title, offered] as const))(
	'%s',
	(title, offered) => {
		const { nodeName, name, operation, properties } = offered;
		const written = WRITTEN.get(title);
		const writes = written?.operation.writes === true;
		const docstring = written?.docstring ?? '';
		const isIqm = nodeName.startsWith('IQM');

		it('meets every fault in the fault table', () => {
			const scenarios = scenariosOf(offered);
			expect(scenarios.length).toBeGreaterThan(0);
			for (const scenario of scenarios) expect(scenario.writes).toBe(writes);
		});

		it('has a preview exactly if it writes', () => {
			const options = properties.find((property) => property.name === 'options');
			expect(namesIn(options?.options as typeof properties).includes('preview')).toBe(writes);
		});

		it('sets money only in fields that the spend limits know', () => {
			if (!writes) return;
			const { amounts, relative, uncapped } = isIqm ? IQM_MONEY : APPLOVIN_MONEY;
			const known = { ...amounts, ...relative, ...uncapped, ...NO_MONEY };
			const unknown = namesIn(properties).filter(
				(parameter) => MONEY_WORDS.test(parameter) && !Object.hasOwn(known, parameter),
			);
			expect(unknown).toEqual([]);
		});

		it('names its endpoint, and its document', () => {
			expect(docstring).toMatch(/`(GET|POST|PATCH|PUT|DELETE) \//);
			if (isIqm) expect(docstring).toMatch(/quickstart|guideline/);
		});

		it('has an engine test', () => {
			const words = [`'${operation}'`, ...pathWords(docstring)];
			const found = ENGINE_TESTS.some((text) => words.every((word) => text.includes(word)));
			expect([words, found]).toEqual([words, true]);
		});

		it('is listed in the README, with the mark of its document', () => {
			if (!isIqm) return;
			const [, table] = README.split(`| **${nodeName}** |`);
			const rows = `| **${nodeName}** |${table.split(/\n\| \*\*|\n\n/)[0]}`
				.split('\n')
				.map((line) => ({ line, cell: line.split('|')[2].trim() }));
			const row = rows.find(({ cell }) =>
				cell
					.replace(/ \([^)]*\)| [¹²³⁴]/g, '')
					.split(', ')
					.includes(name),
			);
			expect([rows, row]).toEqual([rows, expect.anything()]);
			const isOutside = docstring.includes('outside the quickstarts');
			if (isOutside) expect(row?.line).toContain('⁴');
			else expect(row?.cell).not.toContain('⁴');
		});
	},
);
