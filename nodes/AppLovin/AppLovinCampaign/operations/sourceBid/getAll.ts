import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { optionsCollection } from '../../../shared/options';
import { campaignProperty, readCampaignId } from '../../campaignId';
import { limitProperties } from '../../../../common/form/limit';
import { readSourcePages } from '../../sourcePages';
import { SIMPLE_SOURCE_BID } from '../../simpleCampaign';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const campaignId = readCampaignId(context, itemIndex);
	const path = `/source_bids/${pathId(campaignId)}`;
	const { results, raw } = await readSourcePages(context, itemIndex, path, 'source_bids');
	return { results: results.map((row) => ({ campaign_id: campaignId, ...row })), raw };
}

/** Lists a campaign's bids by app, in pages by `limit` and `offset`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many source bids',
	description: "List the bids that override a campaign's own bids in certain apps and countries",
	endpoint: 'GET /source_bids/{campaign_id}',
	document: 'Campaign Management API, "/source_bids/campaign_id"',
	writes: false,
	simple: SIMPLE_SOURCE_BID,
	properties: [campaignProperty, ...limitProperties, optionsCollection()],
	execute,
};
