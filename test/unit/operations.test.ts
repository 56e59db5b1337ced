import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { AXON_MONEY } from '../../nodes/AppLovin/axonTransport/account';
import { MONEY as APPLOVIN_MONEY } from '../../nodes/AppLovin/transport/account';
import { MONEY as IQM_MONEY } from '../../nodes/Iqm/transport/account';
import { scenariosOf } from '../support/allScenarios';
import type { Source } from '../support/operations';
import { namesIn, OFFERED, sourcesOf, WRITTEN } from '../support/operations';
import { CONTRACTS } from '../../sandbox/iqm/contracts';
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
	amount: 'sent under the name of the field that is chosen, which is money',
	amountToChange: 'a choice',
	minimumCost: 'leaves out rows of a report',
	atMostBid: 'a cap: it lowers what is set',
	atMostBudget: 'a cap: it lowers what is set',
	bidding_strategy: 'a choice',
	budgetFor: 'a choice',
	countryBudgets: 'sent as country_code_to_daily_budget, whose sum is limited',
	daily_budget: 'sent as daily_budget_for_all_countries',
	bidOptimization: 'switches',
	bidPacing: 'switches',
	bid_type: 'a choice',
	budgetTypeId: 'a choice',
	highestCost: 'a cap that is not sent: the request states the computed cost as what it spends',
	ioBudgetDistributionMethodId: 'a choice',
	ioBudgetTypeId: 'a choice',
	isBidShading: 'switches',
	source_bids: 'a collection',
	targetCPI: 'a cost to aim for: Max Bid bounds what is paid',
	totalBudgetPacing:
		'spends what the total budget allows: spendsPerDay holds it to the daily limit',
	totalCPM: 'a cap: it lowers what is paid',
};

const MONEY_WORDS = /(?<!pre)bid|budget|cost|cpm|cpi|price|spend|amount/i;

/** The word of an endpoint's path that stands in its tests however they put it together. */
function pathWord({ path: address }: Source): string {
	const words = address.split('/').filter((word) => /^[\w-]+$/.test(word));
	return words.at(-1) ?? '';
}

const ADDRESS = { iqm: /^\/api(\/v[2-4])?(\/[\w-]+|\/{\w+})+$/, applovin: /^(\/[\w-]+|\/{\w+})+\/?$/ };

/** How IQM's documents are named, and AppLovin's one. */
const DOCUMENT = {
	report: /^(Reporting|Campaign Management) API, "\/[\w/]+"$/,
	axon: /^Axon Campaign Management API, "\/[\w/-]+"$/,
	iqm: /^(Quickstart "[^"]+", step \d "[^"]+"|(Campaign|Creative|Audience|Insights|Reports) API guideline, "[^"]+"|IQM OpenAPI [\w-]+, [\w-]+)/,
	applovin: /^Campaign Management API, "\/[\w/]+"$/,
};

it('finds every operation that is written in the description of a node', () => {
	expect(OFFERED.map(({ title }) => title).sort()).toEqual([...WRITTEN.keys()].sort());
	expect(OFFERED.length).toBeGreaterThan(50);
});

describe.each(OFFERED.map((offered) => [offered.title, offered] as const))(
	'%s',
	(title, offered) => {
		const { nodeName, name, operation, properties } = offered;
		const written = WRITTEN.get(title);
		const writes = written?.writes === true;
		const sources = written === undefined ? [] : sourcesOf(written);
		const isIqm = nodeName.startsWith('IQM');
		const isAxon = nodeName.startsWith('AppLovin Axon');
		const isReport = nodeName === 'AppLovin Report';

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
			const money = isIqm ? IQM_MONEY : isAxon ? AXON_MONEY : APPLOVIN_MONEY;
			const { amounts, relative, uncapped } = money;
			const known = { ...amounts, ...relative, ...uncapped, ...NO_MONEY };
			const unknown = namesIn(properties).filter(
				(parameter) => MONEY_WORDS.test(parameter) && !Object.hasOwn(known, parameter),
			);
			expect(unknown).toEqual([]);
		});

		it('names its endpoints, and a document for each', () => {
			expect(sources.length).toBeGreaterThan(0);
			expect([written?.document].flat()).toHaveLength(sources.length);
			for (const { method, path: address, document, outside } of sources) {
				expect(method).toMatch(/^(GET|POST|PATCH|PUT|DELETE)$/);
				expect(address).toMatch(isIqm ? ADDRESS.iqm : ADDRESS.applovin);
				expect(document).toMatch(DOCUMENT[isIqm ? 'iqm' : isAxon ? 'axon' : isReport ? 'report' : 'applovin']);
				expect(outside).toBe(isIqm && !document.startsWith('Quickstart'));
			}
		});

		// A contract's sample goes through the node: engine/promises/roundTrip.
		it('has an engine test, or a contract', () => {
			if (CONTRACTS.some(({ of }) => of === title)) return;
			const words = [`'${operation}'`, ...sources.map(pathWord)];
			const found = ENGINE_TESTS.some((text) => words.every((word) => text.includes(word)));
			expect([words, found]).toEqual([words, true]);
		});

		it('is listed in the README, with the mark of its document', () => {
			const [, table] = README.split(`| [**${nodeName}**](`);
			const { resourceName } = offered;
			const rows = table
				.split(/\n\| \[|\n\n/)[0]
				.split('\n')
				.filter((row) => resourceName === undefined || row.includes(`| ${resourceName}: `));
			const cells = rows.map(
				(row) =>
					row
						.split('|')
						.at(-2)
						?.trim()
						.replace(/^[^,]*: /, '') ?? '',
			);
			const words = cells.flatMap((words) => words.split(', '));
			const found = words.filter((word) => word.replace(/ [¹²³⁴]/g, '') === name);
			expect([words, found]).not.toEqual([words, []]);
			if (isIqm)
				expect(found).toEqual([expect.stringMatching(sources[0].outside ? /⁴$/ : /[^⁴]$/)]);
			else expect(found.join()).not.toContain('⁴');
		});
	},
);
