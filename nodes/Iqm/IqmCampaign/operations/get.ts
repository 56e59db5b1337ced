import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { ApiFailure } from '../../../common/ground/errors';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { isBlank, isObject, toBoolean, toId } from '../../../common/ground/values';
import { readWaitOptions, waitForStatus, waitProperties } from '../../../common/run/waitForStatus';
import { checkAsked } from '../../shared/asked';
import { optionsCollection } from '../../shared/options';
import type { IqmReply } from '../../transport/request';
import { iqmRequest, pathId } from '../../transport/request';
import { STATUSES } from '../campaigns';

/** No other status follows these. */
const FINAL = ['completed', 'deleted', 'expired', 'rejected'];

const properties: INodeProperties[] = [
	{
		displayName: 'Campaign ID',
		name: 'campaignId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 537599',
		description: 'ID of the campaign as Create returns it, for example 537599',
	},
	{
		displayName: 'Include Spend',
		name: 'isSpentRequired',
		type: 'boolean',
		default: false,
		description: 'Whether IQM adds what the campaign has spent',
	},
	...waitProperties(STATUSES, 'running'),
	optionsCollection(),
];

interface Look {
	status: string;
	reason: string | undefined;
	campaign: IDataObject;
	raw: unknown;
}

function readCampaign({ data, raw }: IqmReply, asked: string): Look {
	if (!isObject(data) || isBlank(data.id)) {
		throw new ApiFailure(`IQM answered without the campaign ${asked}`, {
			description: "Check 'Campaign ID'.",
		});
	}
	checkAsked('campaign', asked, data.id);
	return {
		status: String(data.status ?? 'without a status').toLowerCase(),
		reason: isBlank(data.rejectionReason) ? undefined : String(data.rejectionReason),
		campaign: { campaignId: data.id, ...data },
		raw,
	};
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const read = (name: string, preset: unknown): unknown =>
		context.getNodeParameter(name, itemIndex, preset);
	const campaignId = toId(read('campaignId', ''), 'Campaign ID');
	const withSpend = toBoolean(read('isSpentRequired', false), 'Include Spend');
	const wait = readWaitOptions(context, itemIndex, STATUSES);

	const look = async (): Promise<Look> =>
		readCampaign(
			await iqmRequest(
				context,
				{
					method: 'GET',
					path: `/api/v2/cmp/campaign/${pathId(campaignId)}`,
					...(withSpend ? { query: { isSpentRequired: true } } : {}),
				},
				itemIndex,
			),
			campaignId,
		);
	const { campaign, raw } =
		wait === undefined
			? await look()
			: await waitForStatus({
					...wait,
					read: look,
					failed: FINAL,
					signal: context.getExecutionCancelSignal(),
					what: `Campaign ${campaignId}`,
				});
	return { results: [campaign], raw };
}

/** Returns a campaign, and waits for its approval if asked to. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a campaign',
	description: 'Get a campaign and its status, or wait until it is approved',
	endpoint: 'GET /api/v2/cmp/campaign/{campaignId}',
	document: 'Quickstart "Create a Campaign", step 4 "Check Campaign Status"',
	writes: false,
	properties,
	execute,
};
