import type { INodeExecutionData } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { answering } from '../../support/answering';
import { creativeStage, IMAGE, PNG } from '../../support/creativeStage';
import type { NodeRunOptions } from '../../support/harness';
import {
	apiRequests,
	fileItem,
	hintsOf,
	requestsTo,
	runNode,
	sandboxCredential,
} from '../../support/harness';
import { setStage } from '../../support/scenarios';
import { stoppedClock } from '../../support/testClock';

/**
 * Items that wait for a status are looked up together: the details of creatives take a list of IDs (quickstart
 * "Upload Creative and Create a Campaign", step 4), campaigns and audiences have lists that can be filtered by
 * ID (Campaign API guideline, "Get Basic Details of Campaigns"; Audience API guideline, "Audience Details
 * List").
 */
const time = stoppedClock();
const { run, sandbox } = creativeStage({ now: () => clock.now() });

const DETAILS = '/api/v2/crt/creatives/details';
const CONTINUE: NodeRunOptions = { node: { onError: 'continueRegularOutput' } };
const WAIT = { waitForStatus: true, longestWaitMinutes: 10, checkIntervalSeconds: 15 };
const READY_MS = 300_000;

const itemsOf = (ids: unknown[]): INodeExecutionData[] =>
	ids.map((id, at) => ({ json: { id: id as number, at } }));

/** Creatives that were all made now. */
async function upload(count: number): Promise<number[]> {
	const { items } = await run(IMAGE, [fileItem('a.png', 'image/png', PNG as Buffer)]);
	const first = Number(items[0].json.creativeId);
	const made = sandbox.iqm.creatives.get(first);
	if (made === undefined) throw new Error('No creative was made');
	for (let id = first + 1; id < first + count; id++) {
		sandbox.iqm.creatives.set(id, { ...made, creativeId: id });
	}
	return Array.from({ length: count }, (_, at) => first + at);
}

const links = (items: INodeExecutionData[]) => items.map(({ pairedItem }) => pairedItem);

describe('creatives', () => {
	const GET = { operation: 'get', creativeIds: '={{ $json.id }}', ...WAIT };

	it('waits for 50 with 21 looks', async () => {
		sandbox.options.iqm.readyAfterMs = READY_MS;
		const ids = await upload(50);
		const { items, error } = await run(GET, itemsOf(ids));
		expect(error).toBeUndefined();
		expect(links(items)).toEqual(ids.map((_, item) => ({ item })));
		expect(items.map(({ json }) => json.creativeId)).toEqual(ids);
		expect(new Set(items.map(({ json }) => json.status))).toEqual(new Set(['running']));
		expect(requestsTo(sandbox, DETAILS).length).toBeLessThanOrEqual(21);
	});

	it('holds the longest wait of each item', async () => {
		sandbox.options.iqm.readyAfterMs = READY_MS;
		const ids = await upload(3);
		const waits = { longestWaitMinutes: '={{ $json.at === 1 ? 1 : 10 }}' };
		const done = await run({ ...GET, ...waits }, itemsOf(ids), CONTINUE);
		expect(done.items[1].json.error).toContain('still pending after 60 seconds');
		expect(done.items.map(({ json }) => json.status)).toEqual(['running', undefined, 'running']);
	});

	it('ends a rejected one with its reason, and the node at once if it does not continue', async () => {
		sandbox.options.iqm.readyAfterMs = READY_MS;
		const ids = await upload(3);
		const bad = sandbox.iqm.creatives.get(ids[1]);
		if (bad !== undefined) {
			sandbox.iqm.creatives.set(ids[1], { ...bad, creativeName: 'reject me', madeAt: time.now - READY_MS });
		}
		const started = time.now;
		const { error } = await run(GET, itemsOf(ids));
		expect(error?.message).toContain(`Creative ${ids[1]} is rejected`);
		expect(error?.context?.itemIndex).toBe(1);
		expect(time.now - started).toBeLessThan(1_000);
		const all = await run(GET, itemsOf(ids), CONTINUE);
		expect(all.items.map(({ json }) => json.status)).toEqual(['running', undefined, 'running']);
	});

	it('gets many of them by one request, also without a wait, and names one that is missing', async () => {
		sandbox.options.iqm.readyAfterMs = 0;
		const ids = await upload(20);
		const done = await run(
			{ operation: 'get', creativeIds: '={{ $json.id }}' },
			itemsOf([...ids, 999_999]),
			CONTINUE,
		);
		expect(done.items).toHaveLength(21);
		expect(done.items[20].json.error).toContain('999999');
		expect(done.items.slice(0, 20).every(({ json }) => json.error === undefined)).toBe(true);
		// However IQM answers to one that it does not know.
		expect(requestsTo(sandbox, DETAILS).length).toBeLessThanOrEqual(2 + 2 * Math.ceil(Math.log2(21)));
	});
});

describe('campaigns', () => {
	const GET = { operation: 'get', campaignId: '={{ $json.id }}', ...WAIT };
	const LIST = '/api/v3/cmp/basic/list';

	async function addCampaigns(count: number): Promise<number[]> {
		const { campaignId } = await setStage(sandbox);
		const made = sandbox.iqm.campaigns.get(campaignId);
		if (made === undefined) throw new Error('No campaign on the stage');
		const ids = Array.from({ length: count }, (_, at) => 700_001 + at);
		const now = time.now;
		for (const id of ids) {
			sandbox.iqm.campaigns.set(id, { ...made, id, madeAt: now, decisions: [] });
		}
		return ids;
	}

	it('waits for 30 with one list a look, and reads each once', async () => {
		sandbox.options.iqm.readyAfterMs = 0;
		const ids = await addCampaigns(30);
		sandbox.options.iqm.readyAfterMs = READY_MS;
		const { items, error } = await runNode(sandbox, new IqmCampaign(), GET, { items: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.status)).toEqual(ids.map(() => 'running'));
		expect(requestsTo(sandbox, LIST).length).toBeLessThanOrEqual(21);
		const own = apiRequests(sandbox).filter(({ path }) => /\/cmp\/campaign\/7/.test(path));
		expect(own).toHaveLength(30);
	});

	it.each([
		['one that was rejected', true],
		['one that does not exist', false],
	])('ends the node at once for %s, however long the others would wait', async (_, exists) => {
		sandbox.options.iqm.readyAfterMs = 0;
		const ids = await addCampaigns(2);
		const made = sandbox.iqm.campaigns.get(ids[1]);
		sandbox.iqm.campaigns.delete(ids[1]);
		if (exists && made !== undefined) {
			const request = { ...made.request, campaignName: 'reject me' };
			sandbox.iqm.campaigns.set(ids[1], { ...made, request, madeAt: time.now - READY_MS });
		}
		sandbox.options.iqm.readyAfterMs = READY_MS;
		const started = time.now;
		const { error } = await runNode(sandbox, new IqmCampaign(), GET, { items: itemsOf(ids) });
		expect(error?.context?.itemIndex).toBe(1);
		expect(time.now - started).toBeLessThan(2_000);
	});

	it('tells the time of those that wait at once, not the sum', async () => {
		sandbox.options.iqm.readyAfterMs = 0;
		const ids = await addCampaigns(4);
		sandbox.options.iqm.readyAfterMs = READY_MS;
		// Two looks, one beside the other.
		const each = { ...GET, options: { rateLimitWaitMinutes: '={{ 5 + $json.at % 2 }}' } };
		const result = await runNode(sandbox, new IqmCampaign(), each, { items: itemsOf(ids) });
		const waited = /([\d.]+) (minutes|seconds) for a status/.exec(hintsOf(result).join());
		expect(waited?.[2]).toBe('minutes');
		expect(Number(waited?.[1])).toBeLessThanOrEqual(6);
	});

	it('tells an ID that does not exist at once', async () => {
		sandbox.options.iqm.readyAfterMs = 0;
		const [id] = await addCampaigns(1);
		const started = time.now;
		const done = await runNode(sandbox, new IqmCampaign(), GET, {
			items: itemsOf([id, 999_999]),
			...CONTINUE,
		});
		expect(done.items[0].json.status).toBe('running');
		expect(done.items[1].json.error).toBeDefined();
		expect(time.now - started).toBeLessThan(1_000);
	});

	it.each([200, 501])('lists %i whose IDs come as items with as few requests as there are pages', async (count) => {
		sandbox.options.iqm.readyAfterMs = 0;
		const ids = await addCampaigns(count);
		const before = requestsTo(sandbox, LIST).length;
		const list = { operation: 'getAll', filters: { campaignIds: '={{ $json.id }}' } };
		const { items, error } = await runNode(sandbox, new IqmCampaign(), list, { items: itemsOf(ids) });
		expect(error).toBeUndefined();
		expect(links(items)).toEqual(ids.map((_, item) => ({ item })));
		expect(items.map(({ json }) => json.campaignId)).toEqual(ids);
		expect(requestsTo(sandbox, LIST).length - before).toBe(Math.ceil(count / 500));
	});

	it('adds the figures of all that come as items by one request', async () => {
		sandbox.options.iqm.readyAfterMs = 0;
		const ids = await addCampaigns(20);
		const list = {
			...{ operation: 'getAll', filters: { campaignIds: '={{ $json.id }}' } },
			includeBudgets: true,
		};
		const done = await runNode(sandbox, new IqmCampaign(), list, { items: itemsOf(ids) });
		expect(done.error).toBeUndefined();
		expect(done.items.map(({ json }) => json.campaignId)).toEqual(ids);
		expect(requestsTo(sandbox, LIST)).toHaveLength(1);
		// IQM's table lacks new campaigns: an empty page shows that there is no more.
		expect(requestsTo(sandbox, '/api/v4/das/report/by-campaign').length).toBeLessThanOrEqual(2);
		expect(hintsOf(done).filter((hint) => hint.includes('No figures yet')).length).toBeLessThanOrEqual(1);
	});

	it('tells of rows that no item asked for, or that have no ID', async () => {
		const rows = [{ campaignId: 1 }, { campaignId: 2 }, { campaignId: 3 }, { name: 'without' }];
		const list = { operation: 'getAll', filters: { campaignIds: '={{ $json.id }}' } };
		const { result } = await answering(
			() => ({ success: true, data: { data: rows, totalRecords: rows.length } }),
			async (baseUrl) =>
				await runNode(sandbox, new IqmCampaign(), { ...list, returnAll: true }, {
					items: itemsOf([1, '2,3,9,10']),
					credential: sandboxCredential(sandbox, { baseUrl }),
				}),
		);
		expect(result.items.map(({ json }) => json.campaignId)).toEqual([1, 2, 3]);
		expect(hintsOf(result)).toContainEqual(expect.stringContaining('1 row that no item asked for'));
	});

	it('lists each item alone if its limit cuts it or the raw answer is wanted', async () => {
		sandbox.options.iqm.readyAfterMs = 0;
		const ids = await addCampaigns(4);
		const pairs = [`${ids[0]},${ids[1]}`, `${ids[2]},${ids[3]}`];
		const list = { operation: 'getAll', filters: { campaignIds: '={{ $json.id }}' }, limit: 1 };
		const cut = await runNode(sandbox, new IqmCampaign(), list, { items: itemsOf(pairs) });
		expect(cut.items).toHaveLength(2);
		const raw = { ...list, limit: 50, options: { rawResponse: true } };
		const whole = await runNode(sandbox, new IqmCampaign(), raw, { items: itemsOf(pairs) });
		expect(whole.items).toHaveLength(2);
		const asked = requestsTo(sandbox, LIST).map(({ json }) => (json as { campaignIds: number[] }).campaignIds);
		expect(asked.every((wanted) => wanted.length === 2)).toBe(true);
	});
});

it('waits for audiences with one list a look', async () => {
	sandbox.options.iqm.readyAfterMs = 0;
	const { audienceId } = await setStage(sandbox);
	const made = sandbox.iqm.audiences.get(audienceId);
	if (made === undefined) throw new Error('No audience on the stage');
	const ids = Array.from({ length: 10 }, (_, at) => 800_001 + at);
	for (const id of ids) sandbox.iqm.audiences.set(id, { ...made, id, madeAt: time.now });
	sandbox.options.iqm.readyAfterMs = READY_MS;
	const get = { operation: 'get', matchedAudienceId: '={{ $json.id }}', ...WAIT };
	const { items, error } = await runNode(sandbox, new IqmMatchedAudience(), get, {
		items: itemsOf(ids),
	});
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => String(json.status).toLowerCase())).toEqual(ids.map(() => 'ready'));
	expect(requestsTo(sandbox, '/api/v3/audience/list').length).toBeLessThanOrEqual(21);
});
