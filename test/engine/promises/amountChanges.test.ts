import type { IDataObject, IRun, IRunExecutionData } from 'n8n-workflow';

import { BOTH, campaignStage, change, form, PATH } from '../../support/campaignStage';
import { forRetry } from '../../support/forRetry';

/** Amounts are changed by what they are, once, and never beyond the amount that is never passed. */
const { addCampaign, run, sandbox, sent, writes } = campaignStage();

const [A, B] = BOTH.split(',').map(Number);
const UPDATE = `${PATH}/update-budget`;
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

beforeEach(() => {
	addCampaign(A, { budgetDay: 50, budgetTotal: 1_000, maxBid: 10 });
	addCampaign(B, { budgetDay: 80, budgetTotal: 2_000, maxBid: 12 });
});

const amountOf = (id: number, name = 'budgetDay') =>
	sandbox.iqm.campaigns.get(id)?.request[name];
const bodies = () => writes().map(({ json }) => json as IDataObject);
const update = async (changes: IDataObject, options = {}) =>
	await run(form('updateBudget', changes), options);
const jsonOf = ({ items }: { items: Array<{ json: IDataObject }> }) => items.map(({ json }) => json);

/** One refusal that has changed nothing, of the request with this number. */
function refuse(number: number): void {
	let seen = 0;
	const test = (path: string) => path === UPDATE && ++seen === number;
	const path = { lastIndex: 0, test } as unknown as RegExp;
	sandbox.addFault({ path, kind: 'successFalse' });
}

it('raises by percent: one request for each different new amount', async () => {
	addCampaign(7, { budgetDay: 50, budgetTotal: 1_000 });
	const result = await update({
		campaignIds: [A, B, 7],
		...change('dailyBudget', 'percent', '20', '500'),
	});
	expect(result.error).toBeUndefined();
	expect(bodies()).toEqual([
		{ campaignIds: `${A},7`, dailyBudget: 60 },
		{ campaignIds: String(B), dailyBudget: 96 },
	]);
	const says = { field: 'Daily Budget', updated: true };
	expect(jsonOf(result)).toEqual([
		{ campaignId: A, ...says, old: 50, new: 60, budgetDay: 60 },
		{ campaignId: B, ...says, old: 80, new: 96, budgetDay: 96 },
		{ campaignId: 7, ...says, old: 50, new: 60, budgetDay: 60 },
	]);
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 0 },
		{ item: 0 },
	]);
});

it.each<[string, IDataObject, string, number, number]>([
	['budgetDay', change('dailyBudget', 'add', '0.1'), 'dailyBudget', 50.2, 50.3],
	['budgetDay', change('dailyBudget', 'percent', '-20'), 'dailyBudget', 50, 40],
	['budgetTotal', change('totalBudget', 'percent', '12.5'), 'totalBudget', 333.3333, 375],
	['maxBid', change('maxBid', 'percent', '10'), 'maxBid', 1.15, 1.27],
	['maxBid', change('maxBid', 'add', '-2'), 'maxBid', 10, 8],
])('changes %s by %j', async (name, changes, sentAs, old, wanted) => {
	addCampaign(A, { budgetDay: 50, budgetTotal: 1_000, [name]: old });
	const result = await update({ campaignIds: A, ...changes });
	expect(result.error).toBeUndefined();
	expect(bodies()).toEqual([{ campaignIds: String(A), [sentAs]: wanted }]);
	expect(jsonOf(result)[0]).toMatchObject({ old, new: wanted, updated: true });
	expect(amountOf(A, name)).toBe(wanted);
});

it.each<[string, string]>([
	['dailyImpressions', 'maxDayImpressions'],
	['totalImpressions', 'totalImpressions'],
])('changes %s as whole numbers', async (what, name) => {
	addCampaign(A, { budgetTypeId: 2, totalImpressions: 105, maxDayImpressions: 105 });
	const result = await update({ campaignIds: A, ...change(what, 'percent', '10') });
	expect(result.error).toBeUndefined();
	expect(bodies()).toEqual([{ campaignIds: String(A), [what]: 116 }]);
	expect(amountOf(A, name)).toBe(116);
});

describe('At Most', () => {
	it('ends repeating: each new execution raises until it is reached, then sends nothing', async () => {
		const raise = change('dailyBudget', 'percent', '30', '75');
		const says = [];
		for (let time = 0; time < 4; time++) {
			const result = await update({ campaignIds: A, ...raise });
			expect(result.error).toBeUndefined();
			says.push(jsonOf(result)[0]);
		}
		expect(bodies().map(({ dailyBudget }) => dailyBudget)).toEqual([65, 75]);
		expect(amountOf(A)).toBe(75);
		expect(says.map(({ old, new: wanted, updated }) => [old, wanted, updated])).toEqual([
			[50, 65, true],
			[65, 75, true],
			[75, 75, false],
			[75, 75, false],
		]);
		expect(says[1].reason).toBe("It would be 84.5; 'At Most' is 75");
		expect(says[2]).toEqual({
			campaignId: A,
			field: 'Daily Budget',
			old: 75,
			new: 75,
			updated: false,
			unchanged: true,
			reason: "It is 75 already; 'At Most' is 75",
		});
	});

	it('leaves what is above it as it is, beside others that change', async () => {
		const result = await update({ ...change('dailyBudget', 'add', '10', '70') });
		expect(jsonOf(result).map(({ new: wanted, unchanged }) => [wanted, unchanged])).toEqual([
			[60, undefined],
			[80, true],
		]);
		expect(bodies()).toEqual([{ campaignIds: String(A), dailyBudget: 60 }]);
	});

	it.each(['add', 'percent'])('is asked for by %s, and not by others', async (how) => {
		const { atMost, ...without } = change('dailyBudget', how, '10');
		expect(atMost).toBe(1_000_000);
		// n8n does not even start the node; its older line does not say why.
		const refusal = await update({ campaignIds: A, ...without }).then(
			(result) => String(result.error?.message),
			String,
		);
		expect(refusal).toMatch(/^WorkflowHasIssuesError.*(At Most|fix them first)/s);
		const { error: empty } = await update({ campaignIds: A, ...without, atMost: "={{ '' }}" });
		expect(empty?.message).toContain("'At Most' is empty");
		expect(sandbox.requests).toEqual([]);
		const { error } = await update({ campaignIds: A, ...change('dailyBudget', 'set', '10') });
		expect(error).toBeUndefined();
	});
});

describe('what can not be changed', () => {
	it.each<[string, IDataObject, IDataObject, string]>([
		['no total', { budgetTotal: null }, { amountToChange: 'totalBudget' }, 'it has none'],
		['a daily budget of 0', { budgetDay: 0 }, {}, "it is '0'"],
		['an unreadable bid', { maxBid: 'much' }, { amountToChange: 'maxBid' }, "it is 'much'"],
		['no impressions', {}, { amountToChange: 'totalImpressions' }, "it is '0'"],
		[
			'a total that is spread evenly',
			{ totalBudgetPacing: true },
			{},
			'has no daily budget',
		],
	])('is a clear error before anything is sent: %s', async (_, has, changes, words) => {
		addCampaign(B, { budgetTotal: 1_000, ...has });
		const campaignIds = 'amountToChange' in changes ? String(B) : BOTH;
		const { error, items } = await update({
			campaignIds,
			...change('dailyBudget', 'percent', '20'),
			...changes,
		});
		expect(items).toEqual([]);
		expect(error?.message).toContain(`of campaign ${B} can't be changed by 'Percent' or 'Add'`);
		expect(error?.message).toContain(words);
		expect(error?.description).toContain('Nothing was sent');
		expect(writes()).toEqual([]);
	});

	it('is a draft', async () => {
		const staged = sandbox.iqm.campaigns.get(A);
		if (staged === undefined) throw new Error('No campaign');
		const decisions = [{ at: 0, status: 'draft' as const }];
		sandbox.iqm.campaigns.set(A, { ...staged, decisions });
		const { error } = await update(change('dailyBudget', 'percent', '20'));
		expect(error?.message).toContain('the campaign is draft');
		expect(writes()).toEqual([]);
	});

	it.each<[IDataObject, string]>([
		[change('dailyBudget', 'add', '-50'), "'Daily Budget' of campaign 440264 is 50"],
		[change('dailyBudget', 'add', '951'), "'Daily Budget' (1001) of campaign 440264 must not be above"],
		[change('totalBudget', 'add', '-951'), "'Daily Budget' (50) of campaign 440264 must not be above"],
	])('is one that would be too low or too high: %j', async (changes, words) => {
		const { error } = await update({ campaignIds: A, ...changes });
		expect(error?.message).toContain(words);
		expect(writes()).toEqual([]);
	});
});

describe('the same campaign twice', () => {
	const items = (...ids: Array<number | string>) => ids.map((id) => ({ json: { id } }));
	const raise = { campaignIds: '={{ $json.id }}', ...change('dailyBudget', 'percent', '20') };
	const node = { onError: 'continueRegularOutput' as const };

	it('is refused for the second item, before anything is sent for it', async () => {
		const result = await update(raise, { items: items(A, `${B},0${A}`, B), node });
		const [first, second, third] = jsonOf(result);
		expect(first).toMatchObject({ campaignId: A, old: 50, new: 60 });
		expect(second.error).toBe(
			"'Daily Budget' of campaign '440264' is changed by item 0 already: this item would change it a second time",
		);
		// The refused item changes nothing, so the next one may.
		expect(third).toMatchObject({ campaignId: B, old: 80, new: 96 });
		expect(bodies()).toHaveLength(2);
		expect(sent().filter(([method]) => method === 'GET')).toHaveLength(2);
	});

	it('is refused in one item', async () => {
		for (const campaignIds of [`${A},${A}`, `${A}, 0${A}`, `={{ [${A}, "${A}"] }}`]) {
			const { error } = await update({ ...change('maxBid', 'add', '1'), campaignIds });
			expect(error?.message).toBe(
				`'Campaign IDs' names campaign ${A} twice: it would change twice`,
			);
		}
		expect(sandbox.requests).toEqual([]);
	});

	it('gets the same new amount as often as is asked for', async () => {
		const set = { campaignIds: '={{ $json.id }}', ...change('dailyBudget', 'set', '60') };
		const run = async (combineItems: boolean) =>
			await update({ ...set, options: { combineItems } }, { items: items(A, `${A},${A}`) });
		const { error } = await run(false);
		expect(error).toBeUndefined();
		expect(bodies()).toHaveLength(2);
		const together = await run(true);
		expect(together.items).toHaveLength(2);
		expect(bodies()).toHaveLength(3);
	});

	it('may have different amounts changed', async () => {
		const what = "={{ $itemIndex === 0 ? 'maxBid' : 'dailyBudget' }}";
		const { error } = await update({ ...raise, amountToChange: what }, { items: items(A, A) });
		expect(error).toBeUndefined();
		expect([amountOf(A, 'maxBid'), amountOf(A)]).toEqual([12, 60]);
	});

	it('is returned by a retry as it was recorded', async () => {
		sandbox.addFault({ path: new RegExp(UPDATE), kind: 'serverErrorAfter' });
		const raiseAll = { items: items(A, B), node: { ...RETRY, ...node } };
		const first = await update(raise, raiseAll);
		expect(jsonOf(first)[0].error).toBeDefined();
		expect(jsonOf(first)[1]).toMatchObject({ campaignId: B, new: 96 });
		expect(amountOf(A)).toBe(60);
		expect(bodies()).toHaveLength(2);
	});
});

describe('a request that fails', () => {
	const raise = change('dailyBudget', 'percent', '20');

	it('is sent again by Retry On Fail only where nothing has happened, from what is there then', async () => {
		refuse(1);
		const { error } = await update(raise, { node: RETRY });
		expect(error).toBeUndefined();
		expect([amountOf(A), amountOf(B)]).toEqual([60, 96]);
		expect(bodies().map(({ dailyBudget }) => dailyBudget)).toEqual([60, 60, 96]);
	});

	it('is not sent again if it may have acted', async () => {
		sandbox.addFault({ path: new RegExp(UPDATE), kind: 'resetAfter' });
		const { error } = await update(raise, { node: RETRY });
		expect(error?.description).toContain('may or may not have been');
		expect(error?.description).toContain(`Nothing was sent for the campaigns ${B}.`);
		expect(bodies()).toHaveLength(1);
		expect([amountOf(A), amountOf(B)]).toEqual([60, 80]);
	});

	it('goes on with the rest, and changes nothing twice', async () => {
		refuse(2);
		const { error, items } = await update(raise, { node: RETRY });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => [json.old, json.new])).toEqual([
			[50, 60],
			[80, 96],
		]);
		expect([amountOf(A), amountOf(B)]).toEqual([60, 96]);
		expect(bodies().map(({ dailyBudget }) => dailyBudget)).toEqual([60, 96, 96]);
	});

	it('sends none of those again that came before it', async () => {
		addCampaign(7, { budgetDay: 100 });
		refuse(3);
		const { error } = await update({ ...raise, campaignIds: [A, B, 7] }, { node: RETRY });
		expect(error).toBeUndefined();
		expect(bodies().map(({ dailyBudget }) => dailyBudget)).toEqual([60, 96, 120, 120]);
	});

	it('goes on in Retry execution too, and the error lists what was done', async () => {
		refuse(2);
		const first = await update(raise);
		expect(first.error?.description).toContain(`Already done in this run: campaignId ${A} changed`);
		const again = await update(raise, { previous: forRetry(first.run) });
		expect(again.error).toBeUndefined();
		expect([amountOf(A), amountOf(B)]).toEqual([60, 96]);
	});
});

describe('a preview', () => {
	const preview = { options: { preview: true } };

	it('says what was and what will be, with every request, and sends no write', async () => {
		const { items, error } = await update({
			...change('dailyBudget', 'percent', '20', '90'),
			...preview,
		});
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({
			preview: true,
			summary: {
				'What to Change': 'Daily Budget',
				How: 'Percent',
				'Daily Budget of campaign 440264': "50 → 60 (account's currency)",
				'Daily Budget of campaign 440133':
					"80 → 90 (account's currency). It would be 96; 'At Most' is 90",
			},
			requests: [
				{ method: 'PUT', body: { campaignIds: String(A), dailyBudget: 60 } },
				{ method: 'PUT', body: { campaignIds: String(B), dailyBudget: 90 } },
			],
		});
		expect(writes()).toEqual([]);
	});

	it('says so if nothing would change', async () => {
		const { items } = await update({
			campaignIds: A,
			...change('dailyBudget', 'add', '10', '40'),
			...preview,
		});
		expect(items[0].json).toMatchObject({
			preview: true,
			campaignId: A,
			summary: { 'Daily Budget': expect.stringContaining('stays 50') as string },
		});
		expect(items[0].json).not.toHaveProperty('method');
		expect(writes()).toEqual([]);
	});

	it('says a new amount without a look', async () => {
		const { items } = await update(preview);
		expect(items[0].json.summary).toMatchObject({ 'Daily Budget': "60 (account's currency)" });
		expect(sandbox.requests).toEqual([]);
	});

	it('looks nothing up for what is only previewed', async () => {
		const { items, error } = await update({
			campaignIds: 'preview-12345678',
			...change('dailyBudget', 'percent', '20'),
			...preview,
		});
		expect(error).toBeUndefined();
		expect(items[0].json.incomplete).toContain('only previewed');
		expect(sandbox.requests).toEqual([]);
	});

	it('keeps nothing from being done in earnest by Retry execution', async () => {
		const raise = change('dailyBudget', 'percent', '20');
		const campaignIds = `={{ $itemIndex === 0 ? ${A} : 'x' }}`;
		const items = [{ json: {} }, { json: {} }];
		const first = await update({ ...raise, ...preview, campaignIds }, { items });
		expect(first.error?.message).toContain("not 'x'");
		addCampaign(A, { budgetDay: 100 });
		const both = { ...raise, campaignIds: `={{ $itemIndex === 0 ? ${A} : ${B} }}` };
		const previous = forRetry(first.run);
		const [next] = previous.executionData?.nodeExecutionStack ?? [];
		// "Retry with currently saved workflow": the option has been switched off.
		Object.assign(next.node.parameters, both, { options: {} });
		const again = await update(both, { items, previous });
		expect(again.error).toBeUndefined();
		expect([amountOf(A), amountOf(B)]).toEqual([120, 96]);
	});
});

it('says the raw answers of several requests', async () => {
	const { items } = await update({
		...change('dailyBudget', 'percent', '20'),
		options: { rawResponse: true },
	});
	expect(items).toHaveLength(1);
	expect(items[0].json.responses).toHaveLength(2);
});

it('says what was changed before, where the execution is cancelled on the way of a later request', async () => {
	let seen = 0;
	const test = (path: string) => path === UPDATE && ++seen === 2;
	sandbox.addFault({
		path: { lastIndex: 0, test } as unknown as RegExp,
		kind: 'slowAfter',
		delayMs: 300,
	});
	const raise = { campaignIds: BOTH, ...change('dailyBudget', 'add', '5', '500') };
	let cancel = (): void => {};
	let stored: IRunExecutionData | undefined;
	const cut = update(raise, {
		onStart: (execution: { cancel(): void }, data: IRunExecutionData) => {
			cancel = () => execution.cancel();
			stored = data;
		},
	}).catch(() => undefined);
	for (let tries = 0; tries < 200 && writes().length < 2; tries++) {
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	cancel();
	await cut;
	await new Promise((resolve) => setTimeout(resolve, 400));
	const { error } = await update(raise, { previous: forRetry({ data: stored } as IRun) });
	expect(error?.message).toContain('cancelled while the budget of the campaign was being sent');
	expect(error?.context?.details).toEqual({ created: [`campaignId ${A} changed`] });
	expect(writes()).toHaveLength(2);
});
