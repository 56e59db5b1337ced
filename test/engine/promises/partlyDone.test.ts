import type { IDataObject, INodeType } from 'n8n-workflow';

import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { answering } from '../../support/answering';
import { freshSandbox } from '../../support/freshSandbox';
import { runNode, sandboxCredential } from '../../support/harness';

/**
 * What IQM did for some of several things, says its answer, is not sent again by n8n's Retry On Fail:
 * the next time it would be refused for those that are done. What it did for none is tried again.
 */

const sandbox = freshSandbox();

const TRIES = 3;
const RETRY = { retryOnFail: true, maxTries: TRIES, waitBetweenTries: 1 };

interface Deletion {
	node: () => INodeType;
	form: IDataObject;
}

const ORDERS: Deletion = {
	node: () => new IqmInsertionOrder(),
	form: { operation: 'delete', ioIdsList: '1,2,3', confirmIds: '1,2,3' },
};
const CREATIVES: Deletion = {
	node: () => new IqmCreative(),
	form: { operation: 'delete', creativeIds: '1,2,3', confirmIds: '1,2,3' },
};
const CAMPAIGNS: Deletion = {
	node: () => new IqmCampaign(),
	form: { operation: 'delete', campaignIds: '1,2,3', confirmIds: '1,2,3' },
};
const AUDIENCES: Deletion = {
	node: () => new IqmMatchedAudience(),
	form: { operation: 'delete', audienceIds: '1,2,3', confirmIds: '1,2,3' },
};

/** IQM's answer about campaigns, of which these were changed. */
const updated = (...ids: number[]) => ({
	statusCode: 200,
	responseObject: {
		status: true,
		message: 'Campaign status updated successfully',
		updatedData: ids.map((campaignId) => ({ campaignId, status: 'deleted' })),
	},
});
const audiences = (done: number[], refused: number[]) => ({
	success: true,
	data: { successfulAudienceIds: done, failedAudienceIds: refused },
});

async function ask({ node, form }: Deletion, answer: IDataObject) {
	const { result, asked } = await answering(
		() => answer,
		async (baseUrl) =>
			await runNode(sandbox, node(), form, {
				node: RETRY,
				credential: sandboxCredential(sandbox, { baseUrl }),
			}),
	);
	return { ...result, asked: asked.filter(({ method }) => method !== 'GET').length };
}

it.each<[string, Deletion, IDataObject]>([
	['insertion orders', ORDERS, { success: true, data: '2 Insertion Orders deleted successfully' }],
	['insertion orders', ORDERS, { success: true, data: '1 failed, 2 deleted successfully' }],
	['creatives', CREATIVES, { success: true, data: '1 Creatives updated successfully' }],
	['campaigns', CAMPAIGNS, updated(1, 3)],
	['campaigns', CAMPAIGNS, updated()],
	['audiences', AUDIENCES, audiences([1, 3], [2])],
	// Nothing is known of 3.
	['audiences', AUDIENCES, audiences([], [1, 2])],
])('Delete of three %s is sent once: %#', async (_, thing, answer) => {
	const { error, items, asked } = await ask(thing, answer);
	expect(error).toBeDefined();
	expect(items).toEqual([]);
	expect(asked).toBe(1);
});

it.each<[string, Deletion, IDataObject]>([
	['insertion orders', ORDERS, { success: true, data: '0 Insertion Orders deleted successfully' }],
	['creatives', CREATIVES, { success: true, data: '0 Creatives updated successfully' }],
	['audiences', AUDIENCES, audiences([], [1, 2, 3])],
	['insertion orders', ORDERS, { success: false, data: 'Not now' }],
	['campaigns', CAMPAIGNS, { statusCode: 422, responseObject: { errorMsg: 'Not now' } }],
])('Delete of three %s that did nothing is tried again: %#', async (_, thing, answer) => {
	const { error, asked } = await ask(thing, answer);
	expect(error).toBeDefined();
	expect(asked).toBe(TRIES);
});
