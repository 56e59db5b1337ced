import * as fc from 'fast-check';

import { clock } from '../../../nodes/common/ground/clock';
import { anyMoves, type Move } from '../../support/buildingMoves';
import {
	buildingEngine,
	buildingWorkflow,
} from '../../support/buildingStage';
import { changesOfBudget, checkBuilt } from '../../support/buildingRules';
import { Editor, failureOf } from '../../support/editor';
import type { Engine } from '../../support/engine';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests, forgetProcessState } from '../../support/harness';
import { plant } from '../../support/randomFaultsStage';
import { isWhole } from '../../support/sample';

/**
 * A person builds a workflow and presses "Execute step" of its nodes again and again, as they come to
 * mind, while IQM's lists lag: in the end there is one of each thing.
 */
const sandbox = freshSandbox({ now: () => clock.now() });

const LAG_MS = 30_000;
const PRESSES = 40;
const SEQUENCES = isWhole ? 60 : 12;
const { BUILDING_SEED = '1', BUILDING_PATH } = process.env;

let engine: Engine;
let now = 0;
let lag = { show: (): void => {}, stop: (): void => {} };
const real = { ...clock };

/** Everything as if nothing had ever been made. */
function anew(lagMs = LAG_MS): void {
	lag.stop();
	sandbox.reset();
	forgetProcessState();
	sandbox.options.iqm.readyAfterMs = 0;
	now = Date.UTC(2026, 0, 1);
	lag = plant(sandbox, () => undefined, () => '', lagMs);
}

beforeAll(async () => {
	clock.now = () => now;
	clock.sleep = async (ms) => {
		now += ms;
		await new Promise((resolve) => setImmediate(resolve));
	};
	engine = await buildingEngine(sandbox);
});
afterAll(() => void Object.assign(clock, real));
beforeEach(() => anew());
afterEach(() => lag.stop());

async function make(editor: Editor, { before, at, press }: Move) {
	if (before === 'wait') now += 1_000;
	else if (before === 'waitLong') now += LAG_MS;
	else if (before !== 'nothing') editor[before](at);
	return failureOf(await editor.press(press));
}

it(
	`makes one of each thing, in ${SEQUENCES} sequences of ${PRESSES} presses`,
	async () => {
		let asked = 0;
		let raised = 0;
		const property = fc.asyncProperty(
			anyMoves(PRESSES),
			async (moves) => {
				anew();
				const editor = new Editor(engine, buildingWorkflow());
				for (const move of moves) {
					const failure = await make(editor, move);
					lag.show();
					checkBuilt(sandbox, failure);
				}
				if (changesOfBudget(sandbox).length > 0) raised += 1;
				asked += apiRequests(sandbox).length;
			},
		);
		await fc.assert(property, {
			numRuns: SEQUENCES,
			seed: Number(BUILDING_SEED),
			// Making a counterexample shorter takes a run for each try.
			interruptAfterTimeLimit: 300_000,
			...(BUILDING_PATH === undefined ? {} : { path: BUILDING_PATH }),
		});
		// The presses must have reached IQM, or they say nothing.
		expect(asked).toBeGreaterThan(SEQUENCES * PRESSES);
		expect(raised).toBe(SEQUENCES);
	},
	120_000 + SEQUENCES * 10_000,
);
