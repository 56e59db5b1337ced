import type { INodeProperties } from 'n8n-workflow';

import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { toBoolean, toId } from '../../../common/ground/values';
import { readWaitOptions, waitProperties } from '../../../common/run/waitForStatus';
import { asNumbers } from '../../../verbs/several';
import type { StatusList } from '../../shared/listedStatuses';
import { waitInList } from '../../shared/listedStatuses';
import { inBody } from '../../shared/paging';
import { optionsCollection } from '../../shared/options';
import { CAMPAIGN, campaignProperty, CAMPAIGNS, STATUSES } from '../campaigns';
import { fetchCampaign } from '../oneCampaign';
import { SIMPLE_CAMPAIGN } from '../simpleCampaign';

/** No other status follows these. */
const FINAL = ['completed', 'deleted', 'expired', 'rejected'];

const properties: INodeProperties[] = [
	campaignProperty,
	{
		displayName: 'Include Spend',
		name: 'isSpentRequired',
		type: 'boolean',
		default: false,
		description: 'Whether to include how much the campaign has spent',
	},
	...waitProperties(STATUSES, 'running'),
	optionsCollection(),
];

/** The list that shows the status of campaigns (Campaign API guideline, "Get Basic Details of Campaigns"). */
const STATUS_LIST: StatusList = {
	method: 'POST',
	path: '/api/v3/cmp/basic/list',
	filters: (ids) => ({ campaignIds: asNumbers(ids, CAMPAIGNS) }),
	idName: 'campaignId',
	pages: inBody('data'),
	statusOf: ({ status }) => String(status ?? '').toLowerCase(),
};

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const read = (name: string, preset: unknown): unknown =>
		context.getNodeParameter(name, itemIndex, preset);
	const campaignId = toId(read('campaignId', ''), CAMPAIGN);
	const withSpend = toBoolean(read('isSpentRequired', false), 'Include Spend');
	const wait = readWaitOptions(context, itemIndex, STATUSES);

	const query = withSpend ? { isSpentRequired: true } : undefined;
	const look = async () => await fetchCampaign(context, itemIndex, campaignId, query);
	const { campaign, raw } =
		wait === undefined
			? await look()
			: await waitInList(
					{
						...{ item, id: campaignId, wait, read: look },
						...{ failed: FINAL, what: `Campaign ${campaignId}` },
					},
					STATUS_LIST,
				);
	return { results: [campaign], raw };
}

/** Returns a campaign, and waits for its approval if asked to. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a campaign',
	description: 'Get a campaign with its status, or wait until it is approved',
	endpoint: 'GET /api/v2/cmp/campaign/{campaignId}',
	document: 'Quickstart "Create a Campaign", step 4 "Check Campaign Status"',
	writes: false,
	simple: SIMPLE_CAMPAIGN,
	properties,
	execute,
};
