import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';

import { IqmCampaign } from '../../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmMatchedAudience } from '../../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { Asked } from '../../../support/answering';
import { answering } from '../../../support/answering';
import { campaignStage } from '../../../support/campaignStage';
import type { NodeRunOptions } from '../../../support/harness';
import { runNode, sandboxCredential } from '../../../support/harness';
import { stoppedClock } from '../../../support/testClock';

/** What items that share requests must not do to each other. */
const time = stoppedClock();
const { addCampaign, run, sandbox, stage, writes } = campaignStage();

const FIRST = 500_001;
const idsOf = (count: number): number[] => Array.from({ length: count }, (_, at) => FIRST + at);
const itemsOf = (ids: unknown[]): INodeExecutionData[] =>
	ids.map((id, at) => ({ json: { id: id as number, at } }));
const PAUSE = { operation: 'updateStatus', campaignIds: '={{ $json.id }}', status: 'paused' };
const GET = { operation: 'get', campaignId: '={{ $json.id }}' };
const GET_CREATIVE = { operation: 'get', creativeIds: '={{ $json.id }}' };
const WAIT = { waitForStatus: true, longestWaitMinutes: 10, checkIntervalSeconds: 15 };
const CONTINUE: NodeRunOptions = { node: { onError: 'continueRegularOutput' } };
const REFUSED = { statusCode: 400, responseObject: { errorMsg: 'Campaign has ended' } };

async function onServer(
	answer: (asked: Asked) => unknown,
	parameters: IDataObject,
	ids: unknown[],
	options: NodeRunOptions = {},
	node: INodeType = new IqmCampaign(),
) {
	return await answering(answer, async (baseUrl) => {
		const credential = { ...sandboxCredential(sandbox), baseUrl };
		return await runNode(sandbox, node, parameters, { items: itemsOf(ids), credential, ...options });
	});
}

/** Pauses all but the bad ones; a request with one of those is refused. */
const without = (bad: number[]) => ({ body }: Asked): unknown => {
	const ids = String(body.campaignIds).split(',').map(Number);
	if (ids.some((id) => bad.includes(id))) return REFUSED;
	const updatedData = ids.map((campaignId) => ({ campaignId, status: 'paused' }));
	return { statusCode: 200, responseObject: { status: true, updatedData } };
};

it.each([
	['combineItems', '={{ $json.at === 0 }}'],
	['rawResponse', '={{ $json.at === 1 }}'],
])('keeps the order of contrary changes if %s differs from item to item', async (option, value) => {
	addCampaign(FIRST);
	const status = "={{ $json.at === 0 ? 'running' : 'paused' }}";
	await run({ ...PAUSE, status, options: { [option]: value } }, { items: itemsOf([FIRST, FIRST]) });
	expect(writes().map(({ json }) => (json as IDataObject).status)).toEqual(['running', 'paused']);
});

it('does not take time of others, or of retries, that cannot help: an address that nobody answers', async () => {
	const credential = sandboxCredential(sandbox, { baseUrl: 'http://127.0.0.1:9' });
	for (const [node, parameters] of [
		[new IqmCampaign(), PAUSE],
		[new IqmCreative(), GET_CREATIVE],
	] as Array<[INodeType, IDataObject]>) {
		const started = time.now;
		await runNode(sandbox, node, parameters, { items: itemsOf(idsOf(100)), credential });
		// One item alone takes 7 seconds.
		expect(time.now - started).toBeLessThan(60_000);
	}
});

it('does not fail the others for an ID that is too large: status of creatives', async () => {
	const { result } = await onServer(
		() => ({ success: true, data: { message: '1 creative updated successfully' } }),
		{ operation: 'updateStatus', creativeIds: '={{ $json.id }}', status: 'paused' },
		['1', '9007199254740993'],
		CONTINUE,
		new IqmCreative(),
	);
	expect(result.items.map(({ json }) => json.error !== undefined)).toEqual([false, true]);
});

it('does not fail the others for an ID that is too large: wait for campaigns', async () => {
	sandbox.options.iqm.readyAfterMs = 0;
	const { items } = await run(
		{ ...GET, ...WAIT },
		{ items: itemsOf([stage.campaignId, '9007199254740993']), ...CONTINUE },
	);
	expect(items[0].json.error).toBeUndefined();
});

it('does not send again what an answer leaves open', async () => {
	const { asked } = await onServer(
		() => ({ statusCode: 200, responseObject: {} }),
		{ operation: 'updateEndDate', campaignIds: '={{ $json.id }}', endDate: '2031-03-01T00:00:00Z' },
		idsOf(4),
		CONTINUE,
	);
	expect(asked).toHaveLength(1);
});

it('does not fail items for what an answer says about the campaign of another one', async () => {
	const { result } = await onServer(
		() => ({
			statusCode: 200,
			responseObject: { status: true, reason: [{ id: FIRST + 1, errorMessage: 'Has ended' }] },
		}),
		{ operation: 'updateEndDate', campaignIds: '={{ $json.id }}', endDate: '2031-03-01T00:00:00Z' },
		idsOf(2),
		CONTINUE,
	);
	expect(result.items.map(({ json }) => json.error !== undefined)).toEqual([false, true]);
});

it('does not give up on a batch because of another one', async () => {
	// All of the first 100, and the last of ten more.
	const bad = [...idsOf(100), FIRST + 109];
	const { result } = await onServer(without(bad), PAUSE, idsOf(110), CONTINUE);
	expect(result.items.filter(({ json }) => json.error === undefined)).toHaveLength(9);
});

it('asks no more often than without others if all reads are refused', async () => {
	const forbidden = { statusCode: 403, responseObject: { errorMsg: 'Forbidden' } };
	const same = await onServer(() => forbidden, GET_CREATIVE, Array(100).fill(1), {}, new IqmCreative());
	const different = await onServer(() => forbidden, GET_CREATIVE, idsOf(200), {}, new IqmCreative());
	expect(same.asked.length).toBeLessThanOrEqual(100);
	expect(different.asked.length).toBeLessThanOrEqual(200);
});

/** The Audience API guideline, "Delete Audience", shows both lists; `errors` is IQM's sign of a failure. */
it('lists for each item what was deleted of its own only, of a failed request', async () => {
	const remove = {
		...{ operation: 'delete', audiencesFrom: 'ids' },
		...{ audienceIds: '={{ $json.id }}', confirmIds: '={{ $json.id }}' },
	};
	const { result } = await onServer(
		() => ({
			success: true,
			data: { successfulAudienceIds: [11, 12], failedAudienceIds: [] },
			errors: ['Audience service is busy'],
		}),
		remove,
		[11, 12, 13],
		CONTINUE,
		new IqmMatchedAudience(),
	);
	const created = result.items.map(({ json }) => (json.details as IDataObject).created);
	expect(created).toEqual([['matchedAudienceId 11 deleted'], ['matchedAudienceId 12 deleted'], []]);
});
