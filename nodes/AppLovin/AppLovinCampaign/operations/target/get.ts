import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { optionsCollection } from '../../../shared/options';
import { appLovinRequest } from '../../../transport/request';
import { answeredFor, campaignProperty, readCampaignId } from '../../campaignId';
import { SIMPLE_TARGET } from '../../simpleCampaign';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const campaignId = readCampaignId(context, itemIndex);
	const { data, raw } = await appLovinRequest(
		context,
		{ method: 'GET', path: `/campaign_targets/${pathId(campaignId)}` },
		itemIndex,
	);
	return { results: [answeredFor(data, campaignId)], raw };
}

/**
 * Returns a campaign's targeting. The answer does not name the campaign and leaves out disabled
 * countries.
 */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get the targeting of a campaign',
	description: 'Get the active countries of a campaign with their bids, budgets and tracking URLs',
	endpoint: 'GET /campaign_targets/{campaign_id}',
	document: 'Campaign Management API, "/campaign_targets/campaign_id"',
	writes: false,
	simple: SIMPLE_TARGET,
	properties: [campaignProperty, optionsCollection()],
	execute,
};
