import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../../nodes/common/ground/values';
import { scenariosOf } from '../../support/allScenarios';
import { freshSandbox } from '../../support/freshSandbox';
import { OFFERED, WRITTEN } from '../../support/operations';
import { runScenario, setStage } from '../../support/scenarios';

/** What is created or changed comes back in a person's words, without a switch for it. */
const sandbox = freshSandbox();

/** Each value with its key, at any depth. */
function valuesOf(value: unknown, key = ''): Array<[string, unknown]> {
	if (Array.isArray(value)) return value.flatMap((one) => valuesOf(one, key));
	if (!isObject(value)) return [[key, value]];
	return Object.entries(value).flatMap(([name, inner]) => valuesOf(inner, name));
}

const TIME = /(?:[tT]ime|[dD]ate|At|_at|Shift|Check)$/;

const isRaw = ([key, value]: [string, unknown]): boolean =>
	(TIME.test(key) && typeof value === 'number') ||
	(key === 'status' && !(typeof value === 'string' && /^[A-Z]/.test(value)));

const SCENARIOS = OFFERED.filter(({ title }) => WRITTEN.get(title)?.writes === true)
	.flatMap((offered) => scenariosOf(offered))
	.map((scenario) => [scenario.name, scenario] as const);

async function results(scenario: (typeof SCENARIOS)[number][1], parameters: IDataObject = {}): Promise<IDataObject[]> {
	const stage = await (scenario.stage ?? setStage)(sandbox);
	const { items, error } = await runScenario(sandbox, scenario, stage, { parameters });
	expect(error).toBeUndefined();
	return items.map(({ json }) => json);
}

it.each(SCENARIOS)('%s: times are ISO text, and statuses are words of the form', async (_, scenario) => {
	const found = valuesOf(await results(scenario));
	expect(found.length).toBeGreaterThan(0);
	expect(found.filter(isRaw)).toEqual([]);
});

const named = (name: string) => SCENARIOS.find(([title]) => title === name)?.[1] ?? SCENARIOS[0][1];

describe.each([
	// The list by which it is found does not have it.
	['Campaign: Create', 'maxBid'],
	['Campaign: Create Draft', 'maxBid'],
	['Insertion Order: Create', 'ioStartTime'],
])('%s', (name, key) => {
	it('returns what exists with the same values first as what is made', async () => {
		const scenario = named(name);
		const stage = await (scenario.stage ?? setStage)(sandbox);
		const form = { parameters: { ifItExists: 'return' } };
		const made = (await runScenario(sandbox, scenario, stage, form)).items[0].json;
		const { items, error } = await runScenario(sandbox, scenario, stage, form);
		expect(error).toBeUndefined();
		const { alreadyExisted, ...existing } = items[0].json;
		expect(alreadyExisted).toBe(true);
		const first = Object.keys(made).slice(0, 10);
		expect(Object.keys(existing).filter((key) => first.includes(key))).toEqual(first);
		// The stage's campaigns are approved the moment they are submitted.
		const same = first.filter((key) => key !== 'status');
		expect(same.map((key) => existing[key])).toEqual(same.map((key) => made[key]));
	});

	it('returns the whole answer with Raw Response', async () => {
		const scenario = named(name);
		const stage = await (scenario.stage ?? setStage)(sandbox);
		const parameters = { ifItExists: 'return', options: { rawResponse: true } };
		await runScenario(sandbox, scenario, stage, { parameters });
		const { items } = await runScenario(sandbox, scenario, stage, { parameters });
		expect(JSON.stringify(items[0].json)).toMatch(new RegExp(`"${key}":\\d+`));
	});
});
