import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { appLovinCampaignStage, BASE } from '../../../support/appLovinCampaignStage';
import { ID } from '../../../support/appLovinForms';
import { cpuTime } from '../../../support/cpuTime';
import type { NodeRun, NodeRunOptions } from '../../../support/harness';
import { apiRequests, appLovinCredential, hintsOf } from '../../../support/harness';

/**
 * Each item is a row: rows of items for the same campaign go out together, at most 1,000 per request, and
 * each item ends on its own.
 */
const { bidsOf, makeCampaign, makeSample, run, sandbox, sourcesOf } = appLovinCampaignStage();

const CONTINUE: NodeRunOptions = { node: { onError: 'continueRegularOutput' } };
const itemsOf = (rows: IDataObject[]): INodeExecutionData[] => rows.map((json) => ({ json }));

const writes = () => apiRequests(sandbox).filter(({ method }) => method === 'POST');
const reads = () => apiRequests(sandbox).filter(({ method }) => method === 'GET');
const sentRows = (): IDataObject[][] => writes().map(({ json }) => json as unknown as IDataObject[]);

/** Each item of input has one item of output, in order. */
function expectOnePerItem({ items }: NodeRun, count: number): void {
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
		Array.from({ length: count }, (_, item) => ({ item })),
	);
}

const SOURCE = {
	campaign_id: '={{ $json.campaign_id }}',
	rowsFrom: 'item',
	app_id: '={{ $json.app_id }}',
	status: '={{ $json.status }}',
};
const BID = {
	campaign_id: ID,
	...{ rowsFrom: 'item', changeBy: 'set' },
	app_id: '={{ $json.app_id }}',
	country: '={{ $json.country }}',
	bid_value: '={{ $json.bid_value }}',
};

const sources = async (rows: IDataObject[], more: IDataObject = {}, options: NodeRunOptions = {}) =>
	await run('source', 'update', { ...SOURCE, ...more }, { items: itemsOf(rows), ...options });
const bids = async (rows: IDataObject[], more: IDataObject = {}, options: NodeRunOptions = {}) =>
	await run('sourceBid', 'update', { ...BID, ...more }, { items: itemsOf(rows), ...options });

/** The sample's sources as rows that pause them. */
const paused = (count: number): IDataObject[] =>
	sourcesOf()
		.slice(0, count)
		.map(({ app_id }) => ({ campaign_id: ID, app_id, status: 'paused' }));

describe('AppLovin Campaign: Source Update, each item a row', () => {
	it('turns 50 sources of 3 campaigns off in 3 requests', async () => {
		const ids = [await makeCampaign(), await makeCampaign(), await makeCampaign()];
		const rows = Array.from({ length: 50 }, (_, at): IDataObject => {
			const campaign_id = ids[at % 3];
			const source = sandbox.applovin.sources.get(campaign_id)?.[Math.floor(at / 3)];
			return { campaign_id, app_id: source?.app_id, status: 'paused' };
		});
		const done = await sources(rows);
		expect(done.error).toBeUndefined();
		expectOnePerItem(done, 50);
		expect(done.items.map(({ json }) => json)).toEqual(
			rows.map((row) => ({ ...row, status: false, updated: true })),
		);
		expect(apiRequests(sandbox).map(({ method, url }) => [method, url])).toEqual(
			ids.map((id) => ['POST', `${BASE}/sources/${id}`]),
		);
		for (const id of ids) {
			const own = rows.filter((row) => row.campaign_id === id);
			const sent = writes().find(({ url }) => url.endsWith(id))?.json;
			expect(sent).toEqual(own.map(({ app_id }) => ({ app_id, status: false })));
		}
		const off = ids.flatMap((id) => sandbox.applovin.sources.get(id) ?? []).filter(({ status }) => !status);
		expect(off).toHaveLength(50);
		expect(hintsOf(done)).toContainEqual(expect.stringContaining('50 items shared their requests'));
	});

	it('sends rows under their name if AppLovin wants that', async () => {
		await makeSample();
		sandbox.options.applovin.bodyFormat = 'wrapped';
		const { error } = await sources(paused(2), { options: { bodyFormat: 'wrapped' } });
		expect(error).toBeUndefined();
		expect(writes().map(({ json }) => json)).toEqual([
			{ sources: paused(2).map(({ app_id }) => ({ app_id, status: false })) },
		]);
	});

	it('sends one request per item if it is told to', async () => {
		await makeSample();
		const done = await sources(paused(3), { options: { combineItems: false } });
		expectOnePerItem(done, 3);
		expect(sentRows().map(({ length }) => length)).toEqual([1, 1, 1]);
	});

	it('names a source once that two items name, and keeps the order of contrary changes', async () => {
		await makeSample();
		const [one, other] = paused(2);
		const on = { ...one, status: 'active' };
		const done = await sources([one, one, on, other, one]);
		expect(done.error).toBeUndefined();
		expectOnePerItem(done, 5);
		const [a, b] = [one, other].map(({ app_id }) => app_id);
		expect(sentRows()).toEqual([
			[{ app_id: a, status: false }, { app_id: b, status: false }],
			[{ app_id: a, status: true }],
			[{ app_id: a, status: false }],
		]);
		expect(sourcesOf()[0].status).toBe(false);
	});

	it('ends only the row with an unknown app with an error', async () => {
		await makeSample();
		const rows = paused(8);
		rows[5].app_id = 'a1';
		const done = await sources(rows, {}, CONTINUE);
		expectOnePerItem(done, 8);
		const failed = done.items.filter(({ json }) => json.error !== undefined);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 5 }]);
		expect(failed[0].json.error).toContain('a1');
		expect(sourcesOf().slice(0, 5).every(({ status }) => !status)).toBe(true);
		// 1 and at most 2 · log2(8).
		expect(writes().length).toBeLessThanOrEqual(7);
	});

	it('splits nothing where there is no such campaign', async () => {
		await makeSample();
		const rows = paused(8).map((row) => ({ ...row, campaign_id: 'b2' }));
		const done = await sources(rows, {}, CONTINUE);
		expectOnePerItem(done, 8);
		expect(done.items.every(({ json }) => json.error !== undefined)).toBe(true);
		expect(writes()).toHaveLength(1);
	});

	it('splits nothing if it is not known whether it was done, and sends nothing again on Retry', async () => {
		await makeSample();
		sandbox.addFault({ path: /\/sources\//, kind: 'serverErrorAfter' });
		const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { error } = await sources(paused(4), {}, { node });
		expect(error?.description).toContain('may or may not have been created or changed');
		expect(error?.description).toContain('item 1, item 2, item 3');
		expect(writes()).toHaveLength(1);
	});

	it('tells of all that is wrong with a row at once, and sends nothing', async () => {
		await makeSample();
		const rows = [...paused(2), { campaign_id: ID, app_id: ' ', status: 'off' }];
		const { error } = await sources(rows);
		expect(error?.context?.itemIndex).toBe(2);
		expect(error?.message).toContain("'App' is empty");
		expect(error?.message).toContain("'Status'");
		expect(error?.message).not.toContain('Sources 1');
		expect(sandbox.requests).toHaveLength(0);
	});

	it('refuses a row without the value of an expression', async () => {
		await makeSample();
		const { error } = await sources([{ ...paused(1)[0], status: undefined }]);
		expect(error?.message).toContain("'Status' is empty: its expression returned no value");
		expect(sandbox.requests).toHaveLength(0);
	});

	it('lets nothing of a row whose form is wrong join the request of others', async () => {
		await makeSample();
		const waits = { options: { rateLimitWaitMinutes: '={{ $json.wait }}' } };
		const rows = paused(3).map((row, at) => ({ ...row, wait: at === 0 ? null : 10 }));
		const done = await sources(rows, waits, CONTINUE);
		expect(done.items.map(({ json }) => json.error !== undefined)).toEqual([true, false, false]);
		expect(sentRows().flat()).toHaveLength(2);
	});

	it('shows a combined request once, linked to all its items', async () => {
		await makeSample();
		const { items } = await sources(paused(3), { options: { preview: true } });
		expect(items).toHaveLength(1);
		expect(items[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		const { body, app_ids, campaign_id, summary } = items[0].json;
		expect(body).toEqual(paused(3).map(({ app_id }) => ({ app_id, status: false })));
		expect([app_ids, campaign_id]).toEqual([paused(3).map(({ app_id }) => app_id), ID]);
		expect(JSON.stringify(summary)).toContain(paused(3).map(({ app_id }) => app_id).join(', '));
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('AppLovin Campaign: Source Bid Update, each item a row', () => {
	const row = (at: number, bid_value: number | string, country = 'fr'): IDataObject => ({
		...{ app_id: sourcesOf()[at].app_id, country, bid_value },
	});

	it('sets 5,000 bids of one campaign in 6 requests, in little time', async () => {
		sandbox.options.applovin.sourceCount = 1_250;
		await makeSample();
		const rows = Array.from({ length: 5_000 }, (_, at) =>
			row(at % 1_250, (10_000 + at) / 10_000, ['fr', 'it', 'es', 'pl'][Math.floor(at / 1_250)]),
		);
		const began = cpuTime();
		const done = await bids(rows);
		const ms = cpuTime() - began;
		expect(done.error).toBeUndefined();
		expectOnePerItem(done, 5_000);
		expect(done.items[4_321].json).toEqual({
			...{ campaign_id: ID, ...rows[4_321], bid_override_percentage: 'default', updated: true },
		});
		expect([reads().length, writes().length]).toEqual([1, 5]);
		expect(sentRows().map(({ length }) => length)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
		expect(sentRows().flat()).toEqual(
			rows.map((one) => ({ ...one, bid_override_percentage: 'default' })),
		);
		// n8n's expressions take most of it; work that grows with the square would take minutes.
		expect(ms).toBeLessThan(30_000);
	}, 120_000);

	it('takes values and percentages, as Get Many lists them', async () => {
		await makeSample();
		const fields = { bid_override_percentage: '={{ $json.bid_override_percentage }}' };
		const rows = [
			{ ...row(0, 1.5), bid_override_percentage: 'default' },
			{ ...row(1, 'default'), bid_override_percentage: -20 },
		];
		const done = await bids(rows, fields);
		expect(done.error).toBeUndefined();
		expect(sentRows()).toEqual([rows]);
	});

	it('raises bids from one look at the present ones, and says what they were', async () => {
		await makeSample();
		const own = bidsOf().filter(({ bid_value }) => bid_value === 1.2345);
		const rows = own.slice(0, 4).map(({ app_id, country }) => ({ app_id, country, bid_value: 10 }));
		const done = await bids(rows, { changeBy: 'percent', atMost: '1.3' });
		expect(done.error).toBeUndefined();
		expectOnePerItem(done, 4);
		expect(sentRows().map((sent) => sent.map(({ bid_value }) => bid_value))).toEqual([
			[1.3, 1.3, 1.3, 1.3],
		]);
		const { app_id, country } = rows[2];
		const changes = [{ app_id, country, old: 1.2345, new: 1.3 }];
		expect(done.items[2].json).toMatchObject({ app_id, country, bid_value: 1.3, changes });
		// The targeting for the unit, then the bids until nothing new comes.
		expect(reads().map(({ path }) => path)).toEqual([
			`${BASE}/campaign_targets/${ID}`,
			...[1, 2].map(() => `${BASE}/source_bids/${ID}`),
		]);
		// Again: no bid passes the limit.
		sandbox.requests.length = 0;
		const again = await bids(rows, { changeBy: 'percent', atMost: '1.3' });
		expect(again.items[2].json).toMatchObject({ app_id, country, updated: false, unchanged: true });
		expect(writes()).toEqual([]);
	});

	it('refuses to raise a bid twice, and to start from one that another item has yet to set', async () => {
		await makeSample();
		const { app_id, country } = bidsOf()[0];
		const change = (how: string, bid_value: number) => ({ app_id, country, how, bid_value });
		const how = { changeBy: '={{ $json.how }}', atMost: '100' };
		const rows = [change('set', 2), change('add', 1), change('add', 1)];
		const done = await bids(rows, how, CONTINUE);
		expect(done.items.map(({ json }) => json.bid_value ?? 'error')).toEqual([2, 3, 'error']);
		expect(done.items[2].json.error).toContain('is changed by item 1 already');
		expect(sentRows().flat().map(({ bid_value }) => bid_value)).toEqual([2, 3]);
	});

	it('holds each row to the limit for bids, before anything is sent', async () => {
		await makeSample();
		const credential = appLovinCredential(sandbox, { highestBid: '2' });
		const done = await bids([row(0, 1), row(1, 3), row(2, 2)], {}, { credential, ...CONTINUE });
		expect(done.items[1].json.error).toContain('3');
		expect(sentRows().flat().map(({ bid_value }) => bid_value)).toEqual([1, 2]);
	});

	it('clears bids of items together', async () => {
		await makeSample();
		const rows = bidsOf().map(({ app_id, country }) => ({ app_id, country }));
		const { campaign_id, rowsFrom, app_id, country } = BID;
		const form = { campaign_id, rowsFrom, app_id, country };
		const done = await run('sourceBid', 'clear', form, { items: itemsOf(rows) });
		expect(done.error).toBeUndefined();
		expectOnePerItem(done, rows.length);
		expect(sentRows()).toEqual([
			rows.map((one) => ({ ...one, bid_value: 'default', bid_override_percentage: 'default' })),
		]);
		expect(bidsOf()).toEqual([]);
	});
});
