import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { optionsCollection } from '../../../shared/options';
import { appLovinRequest } from '../../../transport/request';
import { answeredFor, campaignProperty, readCampaignId } from '../../campaignId';
import { SIMPLE_CAMPAIGN } from '../../simpleCampaign';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const campaignId = readCampaignId(context, itemIndex);
	const { data, raw } = await appLovinRequest(
		context,
		{ method: 'GET', path: `/campaign/${pathId(campaignId)}` },
		itemIndex,
	);
	return { results: [answeredFor(data, campaignId)], raw };
}

/** Returns a campaign. Its counters are yesterday's; spend is text. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a campaign',
	description: "Get a campaign with its status and yesterday's results",
	endpoint: 'GET /campaign/{campaign_id}',
	document: 'Campaign Management API, "/campaign/campaign_id"',
	writes: false,
	simple: SIMPLE_CAMPAIGN,
	properties: [campaignProperty, optionsCollection()],
	execute,
};
