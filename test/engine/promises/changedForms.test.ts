import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import {
	AUDIENCE,
	buildingEngine,
	buildingWorkflow,
	CAMPAIGN,
	CREATIVE,
	ORDER,
} from '../../support/buildingStage';
import { APPLOVIN_SCENARIOS } from '../../support/appLovinScenarios';
import { Editor, failureOf } from '../../support/editor';
import type { Engine } from '../../support/engine';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests } from '../../support/harness';
import { plant } from '../../support/randomFaultsStage';
import { runScenario, setStage } from '../../support/scenarios';
import { skippedWaits } from '../../support/testClock';

/**
 * A person changes a form and presses "Execute step" again: what the old form made is never returned as
 * if it were what the new one asks for. It is an error that says what differs and what to do.
 */
const sandbox = freshSandbox({ now: () => clock.now() });
const time = skippedWaits();

const LAG_MS = 30_000;
let engine: Engine;
let lag = { stop: (): void => {} };

beforeAll(async () => {
	engine = await buildingEngine(sandbox);
});
beforeEach(() => {
	sandbox.options.iqm.readyAfterMs = 0;
	lag = plant(sandbox, () => undefined, () => '', LAG_MS);
});
afterEach(() => lag.stop());

const picked = (value: string) => ({ __rl: true, mode: 'id', value });

/** The node, what changes in its form, and what the error says of it. */
const FORMS: Array<[string, IDataObject, string]> = [
	[ORDER, { ioTotalBudget: '6000' }, "'Total Budget' is '5000', not '6000'"],
	[ORDER, { ioStartTime: '2030-02-01T00:00:00Z' }, "'Start' is '2030-01-01T00:00:00Z', not"],
	[ORDER, { ioEndTime: '2032-02-01T00:00:00Z' }, "'End' is '2032-01-01T00:00:00Z', not"],
	[ORDER, { ioTimeZoneId: picked('30') }, "'Time Zone' is '29', not '30'"],
	[CAMPAIGN, { budgetDay: '55' }, "'Daily Budget' is '50', not '55'"],
	[CAMPAIGN, { budgetTotal: '1100' }, "'Total Budget' is '1000', not '1100'"],
	[CAMPAIGN, { maxBid: '11' }, "'Max Bid' is '10', not '11'"],
	[CAMPAIGN, { startTime: '2031-01-02T00:00:00Z' }, "'Start' is"],
	[CAMPAIGN, { endTime: '2031-02-02T00:00:00Z' }, "'End' is"],
	[CAMPAIGN, { countryId: picked('30100002') }, "'Country' is"],
	[CAMPAIGN, { deviceTypeChoice: 'chosen', deviceType: '13' }, "'Device"],
	[CAMPAIGN, { who: {} }, "'Audiences' is"],
	[CAMPAIGN, { endTimeChoice: 'none' }, "'End' is '2031-02-01T00:00:00Z', not 'not set'"],
	[CREATIVE, { kind: 'vast', source: 'url', creativeName: 'mrec', creativeSource: 'https://example.com/vast.xml' }, "'Kind' is 'Image', not"],
];

/** The node, which file comes instead, and what the error says of it. */
const FILES: Array<[string, string, string, string]> = [
	[CREATIVE, 'Banner', 'test.otherBanner', "'Width' is"],
	[AUDIENCE, 'People', 'test.otherPeople', "'Number of Records' is '1', not '2'"],
];

const counts = () =>
	[
		sandbox.iqm.insertionOrders,
		sandbox.iqm.creatives,
		sandbox.iqm.audiences,
		sandbox.iqm.campaigns,
	].map(({ size }) => size);

/** Runs the workflow to a node, changes it, and presses again after this time. */
async function pressAgain(name: string, afterMs: number, change: (editor: Editor) => void) {
	const editor = new Editor(engine, buildingWorkflow());
	expect(failureOf(await editor.press(name))).toBeUndefined();
	sandbox.requests.length = 0;
	change(editor);
	time.ahead += afterMs;
	const run = await editor.press(name);
	lag.stop();
	const writes = apiRequests(sandbox).filter(
		({ method, path }) => method !== 'GET' && !path.endsWith('/list'),
	);
	return { failure: failureOf(run), writes, description: run.data.resultData.error?.description };
}

describe.each([
	['while lists lag', 0],
	['once lists show it', 2 * LAG_MS],
])('%s', (_, afterMs) => {
	it.each(FORMS)('%s with %j: an error that says so', async (name, form, words) => {
		const { failure, writes, description } = await pressAgain(name, afterMs, (editor) => {
			const node = editor.workflow.nodes.find((one) => one.name === name);
			Object.assign(node?.parameters ?? {}, form);
			editor.edit(name);
		});
		expect(failure).toEqual({ node: name, message: expect.stringContaining(words) as string });
		expect(failure?.message).toContain('already exists');
		expect(description).toContain('Update');
		expect(writes).toEqual([]);
		expect(Math.max(...counts())).toBe(1);
	});

	it.each(FILES)('%s with another file of %s (%s): an error that says so', async (name, from, type, words) => {
		const { failure, writes, description } = await pressAgain(name, afterMs, (editor) => {
			const node = editor.workflow.nodes.find((one) => one.name === from);
			if (node !== undefined) node.type = type;
			editor.edit(from);
		});
		expect(failure).toEqual({ node: name, message: expect.stringContaining(words) as string });
		expect(description).toContain('Rename');
		expect(writes).toEqual([]);
	});

	it('returns what it made where the form is as before', async () => {
		const { failure } = await pressAgain(CAMPAIGN, afterMs, (editor) => editor.reload());
		expect(failure).toBeUndefined();
		expect(counts()).toEqual([1, 1, 1, 1]);
	});
});

it.each([
	['countries', "'Countries' is"],
	['languages', "'Languages' is"],
])('a creative set for fewer %s than the form asks for: an error that says so', async (name, words) => {
	const scenario = APPLOVIN_SCENARIOS.find((one) => one.name === 'AppLovin Creative Set: Create');
	if (scenario === undefined) throw new Error('There is no such scenario');
	lag.stop();
	const stage = await (scenario.stage ?? setStage)(sandbox);
	const press = async (additionalFields: IDataObject) =>
		await runScenario(sandbox, scenario, stage, {
			parameters: { ifItExists: 'return', additionalFields },
		});
	const value = name === 'countries' ? ['us'] : ['en'];
	expect((await press({ [name]: value })).error).toBeUndefined();
	expect((await press({})).error?.message).toContain(words);
});
