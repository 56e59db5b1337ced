import type { IDataObject } from 'n8n-workflow';

import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import { putPresent } from '../../../../sandbox/iqm/contracts/present';
import { toolTypeOf } from '../../../support/agents';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRunOptions } from '../../../support/harness';
import { apiRequests, hintsOf, requestsTo, runNode, sandboxCredential } from '../../../support/harness';
import { onRequest } from '../../../support/onRequest';
import { skippedWaits } from '../../../support/testClock';

/** Generating a voter level data report, which is charged at once. */
const sandbox = freshSandbox({ iqm: { approvalAccess: false } });
skippedWaits();
beforeEach(() => putPresent(sandbox.iqm));

const COMPUTE = '/api/v3/ins/vld-reports/computation';
const GENERATE = '/api/v3/ins/vld-report';

const form: IDataObject = {
	resource: 'voterLevelDataReport',
	operation: 'generate',
	reportOf: 'campaign',
	campaignId: { __rl: true, mode: 'id', value: '451351' },
	vldStartDate: '2025-08-20T04:00:00Z',
	vldEndDate: '2025-08-27T03:59:59Z',
	highestCost: '1000',
};
const START = 1_755_662_400_000;
const END = 1_756_267_199_000;

const credential = (changes: IDataObject = {}) =>
	sandboxCredential(sandbox, { allowMoneyOperations: true, ...changes });
const run = async (changes: IDataObject = {}, options: NodeRunOptions = {}) =>
	await runNode(
		sandbox,
		new IqmReport(),
		{ ...form, ...changes },
		{ credential: credential(), ...options },
	);
const generated = () => sandbox.iqm.insight.generations;
const settings = () => sandbox.iqm.insight.settings;

describe('is refused before anything is sent', () => {
	afterEach(() => {
		expect(apiRequests(sandbox)).toEqual([]);
		expect(generated()).toEqual([]);
	});

	it('by a credential that does not speak of it', async () => {
		const { error } = await run({}, { credential: sandboxCredential(sandbox) });
		expect(error?.message).toBe(
			"The credential does not allow this operation: 'Allow Money Operations' is off",
		);
	});

	it.each([
		{ allowMoneyOperations: false },
		{ allowMoneyOperations: '' },
		{ allowMoneyOperations: false, allowAccessChanges: true },
	])('by the credential %j', async (changes) => {
		const { error } = await run({}, { credential: credential(changes) });
		expect(error?.message).toContain("'Allow Money Operations' is off");
		expect(error?.description).toContain("Turn on 'Allow Money Operations' in the credential");
	});

	it('even as a preview', async () => {
		const { error } = await run(
			{ options: { preview: true } },
			{ credential: sandboxCredential(sandbox) },
		);
		expect(error?.message).toContain("'Allow Money Operations' is off");
	});

	it('as a tool of an agent', async () => {
		const { error } = await runNode(sandbox, toolTypeOf(new IqmReport()), form, {
			credential: credential(),
		});
		expect(error?.message).toContain("AI agents can't use this operation as a tool");
	});

	it('with a value from a model', async () => {
		const { error } = await run({ highestCost: "={{ $fromAI('cost', 'how much') || '5' }}" });
		expect(error?.message).toBe("'Maximum Cost (Account Currency)' must not be filled by an AI model ($fromAI)");
	});

	it('without a highest cost', async () => {
		await expect(run({ highestCost: '' })).rejects.toThrow(
			/Parameter "Maximum Cost \(Account Currency\)" is required|The workflow has issues/,
		);
	});

	it.each([
		['0', "'Maximum Cost' must be above 0"],
		['a lot', "'Maximum Cost' must be a number"],
		['1,000', "'Maximum Cost' must be a number"],
		['={{ undefined }}', "'Maximum Cost' is empty: its expression returned no value"],
	])('with the highest cost %j', async (highestCost, words) => {
		const { error } = await run({ highestCost });
		expect(error?.message).toContain(words);
	});

	it('above the highest cost of the credential', async () => {
		const { error } = await run({}, { credential: credential({ highestReportCost: '999.99' }) });
		expect(error?.message).toBe(
			"'Maximum Cost' ('1000') is above 999.99, the limit for report costs in the credential",
		);
	});

	it('with an end before the start, and all that is wrong is told', async () => {
		const { error } = await run({ vldEndDate: '2025-08-01', highestCost: 'x' });
		expect(error?.message).toContain('2 problems found');
		expect(error?.message).toContain("'End' must be after 'Start'");
	});
});

describe('is refused once its price is known', () => {
	afterEach(() => {
		expect(requestsTo(sandbox, COMPUTE)).toHaveLength(1);
		expect(requestsTo(sandbox, GENERATE)).toEqual([]);
		expect(generated()).toEqual([]);
	});

	it('above the highest cost', async () => {
		settings().vldCost = 1000.01;
		const { error } = await run();
		expect(error?.message).toBe("The report would cost 1000.01, which is above 'Maximum Cost' (1000)");
	});

	it('without funds', async () => {
		settings().fundsAvailable = false;
		const { error } = await run();
		expect(error?.message).toBe('IQM says that there are not enough funds for this report');
		expect(error?.description).toContain('It would cost 1000');
	});

	it('unless IQM says that there are enough funds', async () => {
		(settings() as { fundsAvailable: unknown }).fundsAvailable = null;
		const { error } = await run();
		expect(error?.message).toBe(
			"IQM's response does not say whether there are enough funds for this report",
		);
	});

	it.each(['vldReportCreated', 'vldReportCreatable'] as const)(
		'when IQM says by %s that it can not be made',
		async (flag) => {
			settings().vldFlag = flag;
			settings().vldCreatable = false;
			const { error } = await run();
			expect(error?.message).toBe("IQM says that this report can't be generated");
		},
	);

	it('without a readable cost', async () => {
		(settings() as { vldCost: unknown }).vldCost = 'about 10';
		const { error } = await run();
		expect(error?.message).toContain("so 'Maximum Cost' can't be checked");
	});

	it('while another report of these days is processing', async () => {
		sandbox.iqm.insight.voterReports.set(60, {
			...{ vldId: 60, vldName: 'busy', campaignId: 451351 },
			...{ vldStartDate: START, vldEndDate: END - 86_400_000 },
			...{ madeAt: Date.now() + 60_000, outcome: 'ready' },
		});
		const { error } = await run();
		expect(error?.message).toContain('overlapping date range is processing');
		expect(error?.description).toContain('nothing was charged');
	});

	it('and a preview shows what it would cost', async () => {
		const { items, error } = await run({ options: { preview: true } });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				preview: true,
				method: 'POST',
				body: { campaignId: 451351, vldStartDate: START, vldEndDate: END },
				summary: expect.objectContaining({
					campaignId: 451351,
					vldStartDate: '2025-08-20T04:00:00Z',
					vldEndDate: '2025-08-27T03:59:59Z',
					vldChargeableCost: 1000,
					highestCost: 1000,
				}) as unknown,
			}),
		]);
	});
});

describe('goes out once', () => {
	it.each(['s', 'ms'] as const)('and finds the ID in the list, times in %s', async (times) => {
		settings().vldTimes = times;
		const { items, error } = await run();
		expect(error).toBeUndefined();
		const [{ vldId }] = generated();
		expect(items.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				vldId,
				generated: true,
				alreadyExisted: false,
				campaignId: 451351,
				vldStartDate: '2025-08-20T04:00:00Z',
				vldChargeableCost: 1000,
			}),
		]);
		expect(generated()).toHaveLength(1);
		expect(requestsTo(sandbox, GENERATE).map(({ json }) => json)).toEqual([
			{ campaignId: 451351, vldStartDate: START, vldEndDate: END },
		]);
	});

	it('and a list that does not have it yet is no error', async () => {
		settings().vldListedAfterMs = 60_000;
		const result = await run();
		expect(result.error).toBeUndefined();
		expect(result.items[0].json).toMatchObject({ vldId: null, generated: true });
		expect(hintsOf(result)).toEqual([expect.stringContaining('its ID is not in the list yet')]);
		expect(generated()).toHaveLength(1);
	});

	it('and a list that fails is no error either', async () => {
		sandbox.addFault({ path: /vld-reports$/, kind: 'html404' });
		const { items } = await run();
		expect(items[0].json.generated).toBe(true);
		expect(generated()).toHaveLength(1);
	});

	it('for a failed report, whose ID is known', async () => {
		const vldId = { __rl: true, mode: 'id', value: '1' };
		const { items, error } = await run({ reportOf: 'report', vldId });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ vldId: 1, generated: true });
		expect(requestsTo(sandbox, GENERATE).map(({ json }) => json)).toEqual([{ vldId: 1 }]);
	});

	it.each(['serverError', 'serverErrorAfter', 'reset', 'resetAfter', 'emptyAfter'] as const)(
		'whatever becomes of it: %s',
		async (kind) => {
			sandbox.addFault({ path: /vld-report$/, method: 'POST', kind });
			const { items, error } = await run({}, { node: { retryOnFail: true, maxTries: 3 } });
			expect(items).toEqual([]);
			expect(error?.description).toContain('may or may not have been created');
			expect(requestsTo(sandbox, GENERATE)).toHaveLength(1);
			expect(generated().length).toBe(kind.endsWith('After') ? 1 : 0);
		},
	);

	it('and a higher cost than was computed is told', async () => {
		settings().vldCostWhenGenerated = 1500;
		const { error } = await run();
		expect(error?.message).toBe(
			"IQM generated the report for 1500, which is above 'Maximum Cost' (1000)",
		);
		expect(error?.description).toContain('probably generated and charged');
		expect(generated()).toHaveLength(1);
	});

	it('and one that exists is returned, and not paid again', async () => {
		await run();
		const before = apiRequests(sandbox).length;
		const again = await run();
		expect(again.error).toBeUndefined();
		const [{ vldId }] = generated();
		expect(again.items[0].json).toMatchObject({ vldId, generated: false, alreadyExisted: true });
		expect(hintsOf(again)).toEqual([
			`The voter level data report of the campaign '451351' already exists (vldId ${vldId}) and was returned; nothing was created.`,
		]);
		expect(apiRequests(sandbox).slice(before).map(({ path }) => path)).toEqual([COMPUTE]);
		expect(generated()).toHaveLength(1);
	});

	const TWICE = { items: [{ json: {} }, { json: {} }] };
	const CONTINUING = { ...TWICE, node: { onError: 'continueRegularOutput' as const } };

	it.each([0, 60_000])('for two items that ask for the same, listed after %i ms', async (listedAfterMs) => {
		settings().vldListedAfterMs = listedAfterMs;
		const { items, error } = await run({}, TWICE);
		expect(error).toBeUndefined();
		expect(requestsTo(sandbox, GENERATE)).toHaveLength(1);
		const vldId = listedAfterMs === 0 ? generated()[0].vldId : null;
		expect(items.map(({ json }) => json)).toMatchObject([
			{ vldId, generated: true, alreadyExisted: false },
			{ vldId, generated: false, alreadyExisted: true },
		]);
	});

	it.each(['reset', 'resetAfter', 'emptyAfter'] as const)(
		'for two items that ask for the same, if the first gets no answer: %s',
		async (kind) => {
			sandbox.addFault({ path: /vld-report$/, method: 'POST', kind });
			const { items } = await run({}, CONTINUING);
			expect(requestsTo(sandbox, GENERATE)).toHaveLength(1);
			expect(JSON.stringify(items[0].json)).toContain('may or may not have been created');
			expect(JSON.stringify(items[1].json)).toContain(
				"An earlier item may or may not have created the voter level data report 'campaign 451351, 2025-08-20T04:00:00Z to 2025-08-27T03:59:59Z'",
			);
		},
	);

	it('for the next execution, if the last one a moment ago got no answer', async () => {
		sandbox.addFault({ path: /vld-report$/, method: 'POST', kind: 'reset' });
		await run();
		const { error } = await run();
		expect(error?.message).toContain('A run less than a minute ago may or may not have created');
		expect(error?.description).toContain('Nothing was sent now');
		expect(requestsTo(sandbox, GENERATE)).toHaveLength(1);
	});

	it('for two items that want the same failed report again', async () => {
		const vldId = { __rl: true, mode: 'id', value: '1' };
		const { items } = await run({ reportOf: 'report', vldId }, TWICE);
		expect(requestsTo(sandbox, GENERATE)).toHaveLength(1);
		expect(items.map(({ json }) => json)).toMatchObject([
			{ vldId: 1, generated: true },
			{ vldId: 1, generated: false },
		]);
	});

	it('and an older report of the same days, which failed, is not taken for the new one', async () => {
		settings().vldListedAfterMs = 60_000;
		// It is only in the list: the computation says that a report can be generated.
		const stop = onRequest(sandbox, ({ path }) => {
			if (path !== '/api/v3/ins/vld-reports') return;
			sandbox.iqm.insight.voterReports.set(5, {
				...{ vldId: 5, vldName: 'failed', campaignId: 451351, vldStartDate: START, vldEndDate: END },
				...{ madeAt: Date.now() - 86_400_000, outcome: 'failed' },
			});
		});
		const result = await run();
		stop();
		expect(result.error).toBeUndefined();
		expect(result.items[0].json).toMatchObject({ vldId: null, generated: true });
		expect(hintsOf(result)).toEqual([expect.stringContaining('its ID is not in the list yet')]);
	});
});
