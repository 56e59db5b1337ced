import { freshSandbox } from '../../support/freshSandbox';
import { plant } from '../../support/randomFaultsStage';
import type { Scenario, Stage } from '../../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../../support/scenarios';
import { skippedWaits } from '../../support/testClock';

/**
 * A run reads a list of names once for all its items, and its rate limit may spread them over many
 * minutes. What other executions of the process have made since that list was read is known all the
 * same, however long ago that is.
 */
const sandbox = freshSandbox();
const time = skippedWaits();

const LONG_MS = 10 * 60_000;
const NAMES = ['First', 'Second'];

const ORDER = SCENARIOS.find(({ name }) => name === 'Insertion Order: Create') as Scenario;

let stage: Stage;
beforeEach(async () => void (stage = await setStage(sandbox)));

/** Presses the node once, for these names. */
async function press(names: string[]) {
	return await runScenario(sandbox, ORDER, stage, {
		parameters: { ifItExists: 'return', ioName: '={{ $json.name }}' },
		items: names.map((name) => ({ json: { name } })),
		node: { onError: 'continueRegularOutput' },
	});
}

const creations = () => sandbox.requests.filter(({ path }) => ORDER.path.test(path));

/** Runs for both names; while the first is made, another execution runs, and much time passes. */
async function longRun(meanwhile: () => Promise<unknown>) {
	sandbox.addFault({ path: ORDER.path, kind: 'slow', delayMs: 700, times: 1 });
	const long = press(NAMES);
	for (let tries = 0; tries < 200 && creations().length === 0; tries++) {
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	expect(creations()).toHaveLength(1);
	await meanwhile();
	time.ahead += LONG_MS;
	return await long;
}

it('returns what another execution has made since the list was read', async () => {
	let other: unknown;
	const { items } = await longRun(async () => {
		const { items } = await press(['Second']);
		other = items[0].json.ioId;
	});
	expect(items[0].json.alreadyExisted).toBeUndefined();
	expect(items[1].json).toMatchObject({ ioId: other, alreadyExisted: true });
	expect(creations()).toHaveLength(2);
});

it('makes nothing that another execution may have made since the list was read', async () => {
	const { items } = await longRun(async () => {
		const { stop } = plant(
			sandbox,
			({ path }) => (ORDER.path.test(path) ? 'resetAfter' : undefined),
			() => '',
			0,
		);
		await press(['Second']);
		stop();
	});
	expect(items[1].json.error).toBe(
		"A run while this one was running may or may not have created the insertion order 'Second'",
	);
	expect(creations()).toHaveLength(2);
});
