import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { answering } from '../../../support/answering';
import { campaignStage, PATH } from '../../../support/campaignStage';
import type { NodeRun, NodeRunOptions } from '../../../support/harness';
import { hintsOf, sandboxCredential } from '../../../support/harness';

/**
 * Items that ask for the same final state share requests, at most 100 IDs each: IQM takes the IDs as
 * comma-separated text and states no number (Campaign API guideline, "Update Campaign Status", "Change
 * Campaign Budget").
 */
const { addCampaign, limited, run, sandbox, stage, writes } = campaignStage();

const FIRST = 500_001;
const idsOf = (count: number): number[] => Array.from({ length: count }, (_, at) => FIRST + at);
const itemsOf = (ids: unknown[]): INodeExecutionData[] =>
	ids.map((id, at) => ({ json: { id: id as number, at } }));

const PAUSE = { operation: 'updateStatus', campaignIds: '={{ $json.id }}', status: 'paused' };
const BUDGET = {
	operation: 'updateBudget',
	campaignIds: '={{ $json.id }}',
	amountToChange: 'dailyBudget',
	changeBy: 'set',
	amount: '60',
};
const CONTINUE: NodeRunOptions = { node: { onError: 'continueRegularOutput' } };

function addCampaigns(ids: number[]): void {
	for (const id of ids) addCampaign(id);
}

/** The IDs of each request. */
const sentIds = (): string[][] =>
	writes().map(({ json }) => String((json as IDataObject).campaignIds).split(','));

/** Each item of input has one item of output, in order. */
function expectOnePerItem({ items }: NodeRun, count: number): void {
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
		Array.from({ length: count }, (_, item) => ({ item })),
	);
}

it('pauses 200 campaigns of 200 items in two requests', async () => {
	addCampaigns(idsOf(200));
	const done = await run(PAUSE, { items: itemsOf(idsOf(200)) });
	expect(done.error).toBeUndefined();
	expectOnePerItem(done, 200);
	expect(done.items[199].json).toEqual({ campaignId: FIRST + 199, status: 'Paused' });
	expect(sentIds().map(({ length }) => length)).toEqual([100, 100]);
	expect(hintsOf(done)).toContainEqual(
		expect.stringContaining('200 items shared their requests'),
	);
});

it('sets ten different budgets of 200 campaigns in ten requests', async () => {
	addCampaigns(idsOf(200));
	const amounts = { amount: '={{ 60 + $json.at % 10 }}' };
	const done = await run({ ...BUDGET, ...amounts }, { items: itemsOf(idsOf(200)) });
	expect(done.error).toBeUndefined();
	expectOnePerItem(done, 200);
	expect(done.items[13].json).toMatchObject({ campaignId: FIRST + 13, new: 63 });
	expect(writes()).toHaveLength(10);
});

it('sends one request per item if it is told to', async () => {
	addCampaigns(idsOf(3));
	await run({ ...PAUSE, options: { combineItems: false } }, { items: itemsOf(idsOf(3)) });
	expect(sentIds()).toHaveLength(3);
});

it('gives each item its own raw answer', async () => {
	addCampaigns(idsOf(2));
	const { items } = await run({ ...PAUSE, options: { rawResponse: true } }, { items: itemsOf(idsOf(2)) });
	expect(sentIds()).toEqual(idsOf(2).map((id) => [String(id)]));
	expect(JSON.stringify(items[1].json)).toContain(String(FIRST + 1));
	expect(JSON.stringify(items[1].json)).not.toContain(`${FIRST},`);
});

it('never combines what is added, spread or a percentage', async () => {
	addCampaigns(idsOf(2));
	const spread = { ...BUDGET, amountToChange: 'totalBudget', changeBy: 'spread' };
	await run(spread, { items: itemsOf(idsOf(2)) });
	expect(sentIds()).toEqual(idsOf(2).map((id) => [String(id)]));
	const add = { ...BUDGET, changeBy: 'add', amount: '1', atMost: '1000' };
	await run(add, { items: itemsOf(idsOf(2)) });
	expect(writes()).toHaveLength(4);
});

it('names a campaign once that two items name, and keeps the order of contrary changes', async () => {
	addCampaigns(idsOf(2));
	const status = { status: "={{ $json.at === 2 ? 'running' : 'paused' }}" };
	const ids = [FIRST, FIRST, FIRST, FIRST + 1, FIRST];
	const done = await run({ ...PAUSE, ...status }, { items: itemsOf(ids) });
	expect(done.error).toBeUndefined();
	expectOnePerItem(done, 5);
	expect(writes().map(({ json }) => json)).toEqual([
		{ campaignIds: `${FIRST},${FIRST + 1}`, status: 'paused' },
		{ campaignIds: String(FIRST), status: 'running' },
		{ campaignIds: String(FIRST), status: 'paused' },
	]);
});

it.each(['add', 'spread'])('sends what earlier items set before an amount is changed by %s', async (changeBy) => {
	addCampaigns(idsOf(1));
	const what = changeBy === 'add' ? 'dailyBudget' : 'totalBudget';
	const mixed = {
		...{ ...BUDGET, amountToChange: what, atMost: '1000', percent: '1' },
		changeBy: `={{ $json.at === 1 ? '${changeBy}' : 'set' }}`,
		amount: '={{ $json.at === 1 ? 965 : 970 }}',
	};
	const { items, error } = await run(mixed, { items: itemsOf([FIRST, FIRST]) });
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({ new: 970 });
	if (changeBy === 'add') expect(items[1].json).toMatchObject({ old: 970, new: 1000 });
	const sent = writes().filter(({ method }) => method === 'PUT').map(({ json }) => (json as IDataObject)[what]);
	expect(sent).toEqual(changeBy === 'add' ? [970, 1000] : [970, 965]);
});

it('sends nothing if the form of a later item is wrong', async () => {
	addCampaigns(idsOf(3));
	const { error } = await run(PAUSE, { items: itemsOf([FIRST, FIRST + 1, 'x']) });
	expect(error?.message).toContain('must hold IDs of digits only');
	expect(writes()).toEqual([]);
});

it.each([
	['pauses and resumes', "={{ $json.at === 1 ? 'running' : 'paused' }}"],
	['pauses', 'paused'],
])('sends nothing if the form of a later item is wrong, of what %s one thing either', async (_, status) => {
	addCampaigns(idsOf(1));
	const { error } = await run({ ...PAUSE, status }, { items: itemsOf([FIRST, FIRST, 'x']) });
	expect(error?.message).toContain('must hold IDs of digits only');
	expect(writes()).toEqual([]);
});

it('sends later changes after those that wait for earlier ones', async () => {
	addCampaigns(idsOf(2));
	const ids = [FIRST, `${FIRST},${FIRST + 1}`, FIRST + 1, FIRST];
	const status = "={{ ['paused', 'running', 'paused', 'running'][$json.at] }}";
	const done = await run({ ...PAUSE, status }, { items: itemsOf(ids) });
	expect(done.error).toBeUndefined();
	const sent = writes().map(({ json }) => json as IDataObject);
	const of = (id: number) =>
		sent.filter(({ campaignIds }) => String(campaignIds).includes(String(id))).map((one) => one.status);
	expect(of(FIRST)).toEqual(['paused', 'running']);
	expect(of(FIRST + 1)).toEqual(['running', 'paused']);
	expect(sent).toHaveLength(3);
});

it('sends 60 contrary changes in as many requests as there are changes', async () => {
	addCampaigns(idsOf(60));
	const status = "={{ $json.at < 60 ? 'paused' : 'running' }}";
	await run({ ...PAUSE, status }, { items: itemsOf([...idsOf(60), ...idsOf(60)]) });
	expect(sentIds().map(({ length }) => length)).toEqual([60, 60]);
});

it.each([
	['sends no other batch', {}, 1],
	['sends the other batches if it continues', CONTINUE, 3],
])('after an unknown outcome, %s', async (_, options, requests) => {
	addCampaigns(idsOf(150));
	sandbox.addFault({ path: /update-status$/, kind: 'resetAfter' });
	const status = "={{ $json.at < 140 ? 'paused' : 'running' }}";
	const done = await run({ ...PAUSE, status }, { items: itemsOf(idsOf(150)), ...options });
	expect(sentIds()).toHaveLength(requests);
	if (requests > 1) {
		expectOnePerItem(done, 150);
		expect(done.items.slice(100).every(({ json }) => json.error === undefined)).toBe(true);
		return;
	}
	expect(done.error?.context?.itemIndex).toBe(0);
	expect(done.error?.description).toContain('It is not known whether it was done for item 1');
	expect(done.error?.description).not.toContain('item 100');
});

it('shows what each item said in a combined preview', async () => {
	addCampaigns(idsOf(2));
	const preview = {
		...PAUSE,
		campaignsFrom: "={{ $json.at === 0 ? 'ids' : 'list' }}",
		pickedCampaigns: '={{ [$json.id] }}',
		options: { preview: true },
	};
	const { items } = await run(preview, { items: itemsOf(idsOf(2)) });
	expect(items).toHaveLength(1);
	for (const id of idsOf(2)) {
		expect(JSON.stringify(items[0].json.summary)).toContain(String(id));
	}
});

it('checks limits per item, before anything is sent', async () => {
	addCampaigns(idsOf(3));
	const amounts = { amount: '={{ $json.at === 1 ? 500 : 60 }}' };
	const capped = limited({ highestDailyBudget: 100 });
	const done = await run(
		{ ...BUDGET, ...amounts },
		{ items: itemsOf(idsOf(3)), ...capped, ...CONTINUE },
	);
	expect(done.items[1].json.error).toContain('500');
	expect(sentIds()).toEqual([[String(FIRST), String(FIRST + 2)]]);
});

it('ends the one that a success leaves out with an error, without sending anything again', async () => {
	addCampaigns(idsOf(199));
	const done = await run(PAUSE, { items: itemsOf(idsOf(200)), ...CONTINUE });
	expectOnePerItem(done, 200);
	expect(done.items.filter(({ json }) => json.error !== undefined)).toHaveLength(1);
	expect(done.items[199].json.error).toContain(`campaign ${FIRST + 199}`);
	expect(writes()).toHaveLength(2);
});

it('lists all others as done if the node ends with the first that was refused', async () => {
	addCampaigns(idsOf(3).slice(0, 2));
	const { error } = await run(PAUSE, { items: itemsOf([FIRST + 2, FIRST, FIRST + 1]) });
	expect(error?.context?.itemIndex).toBe(0);
	expect(error?.description).toContain(`item 1 → campaignId ${FIRST} paused`);
	expect(error?.description).toContain(`item 2 → campaignId ${FIRST + 1} paused`);
});

it('shows a combined request once, linked to all its items', async () => {
	addCampaigns(idsOf(3));
	const preview = { ...PAUSE, options: { preview: true } };
	const { items } = await run(preview, { items: itemsOf(idsOf(3)) });
	expect(items).toHaveLength(1);
	expect(items[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	expect(items[0].json.body).toEqual({ campaignIds: idsOf(3).join(','), status: 'paused' });
	expect(JSON.stringify(items[0].json.summary)).toContain(idsOf(3).join(', '));
	expect(writes()).toEqual([]);
});

it('sends nothing again on Retry', async () => {
	addCampaigns(idsOf(2));
	const items = itemsOf([...idsOf(2), FIRST + 2]);
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const { error } = await run(PAUSE, { items, node });
	expect(error?.message).toContain(`campaign ${FIRST + 2}`);
	expect(sentIds()).toEqual([idsOf(3).map(String)]);
});

it('sends nothing again of what was cut off in the middle of a split, and goes on with the other half', async () => {
	addCampaigns(idsOf(4));
	const path = /update-status$/;
	sandbox.addFault({ path, kind: 'successFalse' });
	sandbox.addFault({ path, kind: 'resetAfter' });
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1, ...CONTINUE.node };
	const done = await run(PAUSE, { items: itemsOf(idsOf(4)), node });
	expectOnePerItem(done, 4);
	for (const { json } of done.items.slice(0, 2)) {
		expect(JSON.stringify(json)).toContain('may or may not have been created or changed');
	}
	expect(done.items.slice(2).map(({ json }) => json.status)).toEqual(['Paused', 'Paused']);
	const [all, first, second] = [idsOf(4), idsOf(2), idsOf(4).slice(2)];
	expect(sentIds()).toEqual([all, first, second].map((ids) => ids.map(String)));
});

it('names the items of which nothing is known beside the one that ends the node', async () => {
	addCampaigns(idsOf(3));
	const path = /update-status$/;
	sandbox.addFault({ path, kind: 'successFalse', times: 2 });
	sandbox.addFault({ path, kind: 'resetAfter' });
	const status = { status: "={{ $json.at === 2 ? 'running' : 'paused' }}" };
	const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
	const { error } = await run({ ...PAUSE, ...status }, { items: itemsOf(idsOf(3)), node });
	expect(error?.context?.itemIndex).toBe(1);
	expect(error?.description).toContain('may or may not have been');
	expect(sentIds().filter((ids) => ids.includes(String(FIRST + 1)))).toHaveLength(2);
});

/** Pauses campaigns on a server that refuses every request for one of the bad ones. */
async function pauseWithBad(count: number, bad: number[], refusal: unknown) {
	const credential = (baseUrl: string) => ({ ...sandboxCredential(sandbox), baseUrl });
	return await answering(
		({ body }) => {
			const ids = String(body.campaignIds).split(',').map(Number);
			if (ids.some((id) => bad.includes(id))) return refusal;
			const updatedData = ids.map((campaignId) => ({ campaignId, status: 'paused' }));
			return { statusCode: 200, responseObject: { status: true, updatedData } };
		},
		async (baseUrl) =>
			await run(PAUSE, {
				items: itemsOf(idsOf(count)),
				credential: credential(baseUrl),
				...CONTINUE,
			}),
	);
}

const REFUSALS: Array<[string, unknown]> = [
	['refuses all', { statusCode: 400, responseObject: { errorMsg: 'Campaign has ended' } }],
	['says that nothing was done', { statusCode: 200, responseObject: { status: false, message: 'Campaign has ended' } }],
	['refuses without an envelope', { success: false, error: 'Campaign has ended' }],
];

it.each(REFUSALS)('splits a request whose answer %s until the bad ones are alone', async (_, refusal) => {
	const bad = [FIRST + 50, FIRST + 177];
	const { result, asked } = await pauseWithBad(200, [bad[0]], refusal);
	const failed = result.items.filter(({ json }) => json.error !== undefined);
	expectOnePerItem(result, 200);
	expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 50 }]);
	expect(failed[0].json.error).toContain('Campaign has ended');
	// 2 and at most 2 · log2(100) more.
	expect(asked.length).toBeLessThanOrEqual(16);
	const both = await pauseWithBad(200, bad, refusal);
	expect(both.result.items.filter(({ json }) => json.error !== undefined)).toHaveLength(2);
	expect(both.asked.length).toBeLessThanOrEqual(30);
});

it('splits nothing if it is not known whether it was done', async () => {
	const odd = { statusCode: 500, responseObject: { errorMsg: 'Internal error' } };
	const { result, asked } = await pauseWithBad(100, [FIRST + 7], odd);
	expect(asked).toHaveLength(1);
	expectOnePerItem(result, 100);
	expect(result.items.every(({ json }) => String(json.error).includes('Internal error'))).toBe(true);
	expect(JSON.stringify(result.items[99].json)).toContain('may or may not');
});

it('splits nothing at an answer about the login', async () => {
	const refusal = { statusCode: 401, responseObject: { errorMsg: 'Unauthorized' } };
	const { asked } = await pauseWithBad(100, [FIRST + 7], refusal);
	expect(asked.length).toBeLessThanOrEqual(2);
});

it('keeps apart what items ask of different addresses and in different ways', async () => {
	addCampaigns(idsOf(2));
	const waits = { options: { rateLimitWaitMinutes: '={{ 5 + $json.at }}' } };
	await run({ ...PAUSE, ...waits }, { items: itemsOf(idsOf(2)) });
	expect(sentIds()).toHaveLength(2);
	expect(writes()[0].url).toBe(`${PATH}/update-status`);
	expect(stage.campaignId).toBeDefined();
});

it('says of an item that it was not tried alone where refusals do not end', async () => {
	const { result } = await pauseWithBad(200, idsOf(200), { statusCode: 400, responseObject: { errorMsg: 'Campaign has ended' } });
	const descriptions = result.items.map(({ json }) => (json.details as IDataObject).description ?? JSON.stringify(json));
	expect(descriptions.some((one) => String(one).includes('it was not tried alone'))).toBe(true);
});
