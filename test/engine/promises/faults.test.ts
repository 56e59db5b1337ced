import type { IDataObject } from 'n8n-workflow';

import type { FaultKind } from '../../../sandbox';
import { APPLOVIN_SCENARIOS } from '../../support/appLovinScenarios';
import { freshSandbox } from '../../support/freshSandbox';
import { ALL_SCENARIOS, unalike } from '../../support/allScenarios';
import { onRequest } from '../../support/onRequest';
import { sampleOf } from '../../support/sample';
import type { Scenario } from '../../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../../support/scenarios';
import { skippedWaits } from '../../support/testClock';

/**
 * Every fault of the sandbox against every operation: what the node does, how many requests of the
 * operation go out, and how many objects exist afterwards. The pauses between tries pass on a
 * virtual clock.
 */
skippedWaits();
const sandbox = freshSandbox();

interface Row {
	fault: FaultKind;
	/** `ok`, or words of the error message. */
	read: string;
	write: string;
	/** Requests of the operation that go out. */
	readSends: number;
	writeSends: number;
	/** Objects that a write leaves behind. */
	made: 0 | 1;
	/** Whether the write's error says that nobody knows whether it happened. */
	unsure: boolean;
}

const row = (
	fault: FaultKind,
	[read, readSends]: [string, number],
	[write, writeSends, made, unsure]: [string, number, 0 | 1, boolean],
): Row => ({ fault, read, write, readSends, writeSends, made, unsure });

const TABLE: Row[] = [
	row('rateLimit', ['ok', 2], ['ok', 2, 1, false]),
	row('rateLimitRetryAfter', ['ok', 2], ['ok', 2, 1, false]),
	row('serverError', ['ok', 2], ['', 1, 0, true]),
	row('serverErrorAfter', ['ok', 2], ['', 1, 1, true]),
	row('reset', ['ok', 2], ['No response from', 1, 0, true]),
	row('resetAfter', ['ok', 2], ['No response from', 1, 1, true]),
	row('slow', ['ok', 1], ['ok', 1, 1, false]),
	row('slowAfter', ['ok', 1], ['ok', 1, 1, false]),
	row('html', ['a web page', 1], ['a web page', 1, 0, true]),
	row('html404', ['HTTP status 404', 1], ['HTTP status 404', 1, 0, false]),
	row('successFalse', ['planted refusal', 1], ['planted refusal', 1, 0, false]),
	row('expiredToken', ['ok', 2], ['ok', 2, 1, false]),
	row('empty', ['an empty response', 1], ['an empty response', 1, 0, true]),
	row('emptyAfter', ['an empty response', 1], ['an empty response', 1, 1, true]),
	row('notJson', ['not JSON', 1], ['not JSON', 1, 0, true]),
	row('redirect', ['redirect', 1], ['redirect', 1, 0, false]),
	row('forbidden', ['planted refusal', 1], ['planted refusal', 1, 0, false]),
];

/** What differs for the Axon API, where each error answer counts against the account. */
const AXON_TABLE: Row[] = [
	row('rateLimit', ['ok', 2], ['planted refusal', 1, 0, false]),
	row('rateLimitRetryAfter', ['ok', 2], ['planted refusal', 1, 0, false]),
	// Its errors are in headers, also of a success.
	row('successFalse', ['planted refusal', 1], ['planted refusal', 1, 0, true]),
	row('expiredToken', ['planted refusal', 1], ['planted refusal', 1, 0, false]),
];

/** What differs for the Reporting API, whose login is a key, and which may fail inside a success. */
const REPORT_TABLE: Row[] = [
	row('expiredToken', ['planted refusal', 1], ['planted refusal', 1, 0, false]),
	row('empty', ['ok', 2], ['an empty response', 1, 0, true]),
	row('emptyAfter', ['ok', 2], ['an empty response', 1, 1, true]),
];

const ROWS = TABLE.map((entry) => [entry.fault, entry] as const);

const CALM = { iqm: SCENARIOS[3], applovin: APPLOVIN_SCENARIOS[2] };

/** What the table says of a scenario, where it differs from the rest: see the fields of Scenario. */
function expected(scenario: Scenario, usual: Row) {
	const table = scenario.isAxon === true ? AXON_TABLE : scenario.hasKey === true ? REPORT_TABLE : [];
	const own = table.find(({ fault }) => fault === usual.fault);
	const entry = own ?? usual;
	// Half of an empty answer is the whole of it.
	const empty = [
		...['empty', 'emptyAfter'],
		...(scenario.hasReply === true ? [] : ['resetAfter']),
	].includes(entry.fault);
	const done = scenario.emptyIsDone === true && empty;
	return {
		words: done ? 'ok' : scenario.writes ? entry.write : entry.read,
		sends:
			(scenario.writes ? entry.writeSends : entry.readSends) +
			(scenario.secondWayAfter?.includes(entry.fault) ? 1 : 0),
		made: scenario.writes && !scenario.changesOnly ? entry.made : 0,
		unsure: scenario.writes && entry.unsure && !done,
	};
}

async function meet(scenario: Scenario, fault: FaultKind, node: object) {
	const stage = await (scenario.stage ?? setStage)(sandbox);
	const before = scenario.count(sandbox);
	// The login that n8n does first would otherwise look like the renewal after the fault.
	const calm = APPLOVIN_SCENARIOS.includes(scenario) ? CALM.applovin : CALM.iqm;
	const warm = await runScenario(sandbox, calm, stage);
	sandbox.requests.length = 0;
	const message = 'planted refusal';
	sandbox.addFault({
		path: scenario.path,
		kind: fault,
		delayMs: 30,
		retryAfterSeconds: 7,
		message,
	});
	const { error, items } = await runScenario(sandbox, scenario, stage, {
		node,
		engine: withNode(warm.engine, scenario),
	});
	const sends = sandbox.requests.filter(({ path }) => scenario.path.test(path)).length;
	return { error, items, sends, made: scenario.count(sandbox) - before, stage };
}

/** The engine of an earlier run, with its login, for another node. */
function withNode(engine: Awaited<ReturnType<typeof runScenario>>['engine'], scenario: Scenario) {
	const node = scenario.node();
	Object.assign(engine.setup.credentials.iqm, scenario.credential);
	engine.setup.nodeTypes[`n8n-nodes-iqm-applovin.${node.description.name}`] = node;
	return engine;
}

const FAULTED = unalike(ALL_SCENARIOS).map((scenario) => [scenario.name, scenario] as const);

describe.each(FAULTED)('%s', (_, scenario) => {
	it.each(sampleOf(ROWS, 9, scenario.name))('%s', async (fault, entry) => {
		const { error, items, sends, made } = await meet(scenario, fault, {});
		const expectation = expected(scenario, entry);
		expect([sends, made]).toEqual([expectation.sends, expectation.made]);
		if (expectation.words === 'ok') {
			expect(error).toBeUndefined();
			expect(items.length).toBeGreaterThan(0);
			return;
		}
		expect(items).toHaveLength(0);
		expect(error?.message).toContain(expectation.words);
		expect(error?.context?.itemIndex).toBe(0);
		const text = `${error?.description}`;
		if (expectation.unsure) {
			expect(text).toContain('may or may not have been created');
		} else {
			expect(text).not.toContain('may or may not');
		}
	});
});

/** n8n's own Retry On Fail runs the node again for all items, as often as five times. */
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

describe.each(
	ALL_SCENARIOS.filter(({ writes }) => writes).map((scenario) => [scenario.name, scenario] as const),
)("%s with n8n's Retry On Fail", (_, scenario) => {
	it.each(sampleOf(ROWS, 9, `${scenario.name}, again`))(
		'%s: never twice',
		async (fault, entry) => {
			const { error, sends, made } = await meet(scenario, fault, RETRY);
			const expectation = expected(scenario, entry);
			if (expectation.unsure) {
				// What may have happened is not sent again in any try.
				expect(error?.description).toContain('may or may not have been created');
				expect([sends, made]).toEqual([1, expectation.made]);
			} else {
				expect(error).toBeUndefined();
				if (expectation.words === 'ok') expect(made).toBe(expectation.made);
				else expect(made).toBe(scenario.changesOnly ? 0 : 1);
			}
		},
	);
});

const OFTEN = ALL_SCENARIOS.filter(({ writes, oncePerStage }) => writes && !oncePerStage).map(
	(scenario) => [scenario.name, scenario] as const,
);
describe.each(sampleOf(OFTEN, 3))("%s with n8n's Retry On Fail, two items", (_, scenario) => {
	it('does not send again what an earlier item of the failed try has made', async () => {
		const stage = await (scenario.stage ?? setStage)(sandbox);
		const before = scenario.count(sandbox);
		// Item 0 works, item 1 is refused once, then n8n runs the node again for both.
		const seen = sandbox.requests.length;
		let refused = false;
		const stop = onRequest(sandbox, ({ path }) => {
			if (refused || !scenario.path.test(path)) return;
			refused = true;
			// A success with an error in its headers may have acted.
			const kind = scenario.isAxon === true ? 'forbidden' : 'successFalse';
			sandbox.addFault({ path: scenario.path, kind });
		});
		const { options } = scenario.parameters(stage);
		const parameters = { options: { ...(options as IDataObject), combineItems: false } };
		const { error, items } = await runScenario(sandbox, scenario, stage, {
			...{ node: RETRY, count: 2, parameters },
		});
		stop();
		expect(error).toBeUndefined();
		const paired = items.map(({ pairedItem }) => JSON.stringify(pairedItem));
		expect([...new Set(paired)]).toEqual(['{"item":0}', '{"item":1}']);
		const sends = sandbox.requests.slice(seen).filter(({ path }) => scenario.path.test(path));
		expect(sends).toHaveLength(3);
		expect(scenario.count(sandbox) - before).toBe(scenario.changesOnly ? 0 : 2);
	});
});
