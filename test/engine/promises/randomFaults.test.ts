import * as fc from 'fast-check';

import type { Case } from '../../support/randomFaultsCase';
import { anyCase, CALM, OPERATIONS, WRITE_SCENARIOS } from '../../support/randomFaultsCase';
import { checkRun } from '../../support/randomFaultsRules';
import { Tally } from '../../support/randomFaultsTally';
import { isWhole } from '../../support/sample';
import type { Told, World } from '../../support/randomFaultsWorld';
import { openWorld } from '../../support/randomFaultsWorld';

/**
 * Random faults at random places, through every operation that creates or changes something, with
 * random items and settings: nothing is done twice, and every item ends as results or as one error
 * that tells what is there. What is there is read from the sandbox's state, not from the node.
 *
 * FAULT_RUNS sets how many runs; FAULT_SEED and FAULT_PATH, which a failure prints, repeat one.
 */
const { FAULT_RUNS, FAULT_SEED, FAULT_PATH } = process.env;
const RUNS = Number(FAULT_RUNS ?? (isWhole ? 500 : 100));

/** With fewer runs, not all operations and faults can come up. */
const ENOUGH_FOR_ALL = 500;

/** Most runs that go into making a counterexample shorter. */
const MOST_SHRINKS = 400;

let world: World;
beforeAll(async () => {
	world = await openWorld();
	// Pauses are a little random, and a run must be the same whenever it is repeated.
	jest.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterAll(async () => {
	jest.restoreAllMocks();
	await world.close();
});

it('knows every operation that creates or changes something', () => {
	const known = [...OPERATIONS.values()].map(({ scenario }) => scenario);
	expect([...new Set(known)].sort()).toEqual(WRITE_SCENARIOS.map(({ name }) => name).sort());
});

/** What random runs have found and what was mended since. */
const FOUND: Record<string, Partial<Case>> = {
	"'If It Exists Already' and 'Retry execution' at once, while lists lag": {
		operation: 'Insertion Order: Create',
		keys: [0, 0],
		presses: 1,
		pressedAfterMs: 1_000,
		returnsExisting: true,
		lagMs: 30_000,
		faults: [null, null, 'forbidden'],
	},
	'a preview of several uploads': {
		operation: 'AppLovin Axon Creative: Asset: Upload',
		keys: [0, 0],
		preview: true,
	},
};

it.each(Object.entries(FOUND))('keeps the rules: %s', async (_, found) => {
	const what = { ...CALM, ...found };
	checkRun(world.sandbox, await world.run(what), what);
});

/** What happened, for whoever has to understand a counterexample. */
function story({ sent, last }: Told): string {
	const requests = sent.map(
		({ request: { method, path, status }, fault = '' }) => `${method} ${path} ${status} ${fault}`,
	);
	const outputs = last.outputs.map((items) =>
		items.map(({ json, pairedItem }) => JSON.stringify({ json, pairedItem })),
	);
	const { message, description } = last.error ?? {};
	return [...requests, ...outputs.flat(), message, description].filter(Boolean).join('\n');
}

it(
	`does nothing twice and loses nothing in ${RUNS} runs with random faults`,
	async () => {
		const tally = new Tally();
		let failures = 0;
		const property = fc.asyncProperty(anyCase, async (what: Case) => {
			if (failures > 0 && ++failures > MOST_SHRINKS) return;
			const told = await world.run(what);
			try {
				const outcomes = checkRun(world.sandbox, told, what);
				if (failures === 0) tally.add(what, told, outcomes);
			} catch (error) {
				failures ||= 1;
				throw new Error(`${(error as Error).message}\n\n${story(told)}`);
			}
		});
		const details = await fc.check(property, {
			numRuns: RUNS,
			...(FAULT_SEED === undefined ? {} : { seed: Number(FAULT_SEED) }),
			...(FAULT_PATH === undefined ? {} : { path: FAULT_PATH }),
		});
		if (details.failed) {
			const { seed, counterexamplePath, errorInstance } = details;
			const again = `FAULT_SEED=${seed} FAULT_PATH=${counterexamplePath} npx jest test/engine/randomFaults`;
			const words = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
			throw new Error(`${fc.defaultReportMessage(details)}\n\n${words}\n\nAgain: ${again}`);
		}
		if (FAULT_RUNS !== undefined) process.stdout.write(`\n${String(tally)}\n`);
		if (FAULT_PATH !== undefined) return;
		// Only all of the runs, each with its faults, say anything.
		expect([details.numRuns, tally.runs, details.interrupted]).toEqual([RUNS, RUNS, false]);
		if (RUNS >= ENOUGH_FOR_ALL) expect(tally.lacking()).toEqual([]);
	},
	60_000 + RUNS * 250,
);
