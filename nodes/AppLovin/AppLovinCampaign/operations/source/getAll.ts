import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { optionsCollection } from '../../../shared/options';
import { campaignProperty, readCampaignId } from '../../campaignId';
import { limitProperties } from '../../../../common/form/limit';
import { readSourcePages } from '../../sourcePages';
import { SIMPLE_SOURCE } from '../../simpleCampaign';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const campaignId = readCampaignId(context, itemIndex);
	const path = `/sources/${pathId(campaignId)}`;
	const { results, raw } = await readSourcePages(context, itemIndex, path, 'sources');
	return { results: results.map((row) => ({ campaign_id: campaignId, ...row })), raw };
}

/** Lists the apps in which a campaign is served, in pages by `limit` and `offset`. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many sources',
	description: 'List the apps that serve a campaign, and whether each is active',
	endpoint: 'GET /sources/{campaign_id}',
	document: 'Campaign Management API, "/sources/campaign_id"',
	writes: false,
	simple: SIMPLE_SOURCE,
	properties: [campaignProperty, ...limitProperties, optionsCollection()],
	execute,
};
