import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../common/run/item';
import type { Operation, OperationResult } from '../../common/run/operation';
import { pathId } from '../../common/send/door';
import { CAMPAIGN, contradicted, readThing } from '../shared/answered';
import { refuseContradictions } from '../shared/contradicted';
import { writeOptionsCollection } from '../shared/options';
import { appLovinRequest } from '../transport/request';
import { CODES } from './campaignFields';
import { answeredChange, campaignProperty, readCampaignId } from './campaignId';
import { READABLE_CAMPAIGN } from './simpleCampaign';

/**
 * Sends a change of one campaign, and reads its answer against what was sent.
 *
 * No document says whether other fields may be left out; its column "Required on Update" would demand
 * read-only ones such as yesterday's clicks.
 *
 * @param changes under the API's names
 * @param labels the form's words for them
 * @throws ApiFailure for an answer about another campaign, or one that says otherwise
 */
export async function changeCampaign(
	{ context, index: itemIndex }: Item,
	campaignId: string,
	changes: IDataObject,
	labels: Record<string, string>,
): Promise<OperationResult> {
	const { data, raw } = await appLovinRequest(
		context,
		{
			method: 'POST',
			path: `/campaign/${pathId(campaignId)}`,
			body: changes,
			writes: 'campaign',
			mayBeEmpty: true,
		},
		itemIndex,
	);
	const label = `campaign_id ${campaignId}`;
	const answered = answeredChange(data, campaignId, changes);
	const told = readThing(data, CAMPAIGN, campaignId);
	refuseContradictions('campaign', label, contradicted(changes, told, labels, CODES));
	return { results: [answered], raw, label };
}

/** The operation that switches a campaign on or off, and changes nothing else. */
export function switching(
	words: Pick<Operation, 'action' | 'description' | 'name' | 'value'>,
	status: boolean,
): Operation {
	return {
		...words,
		endpoint: 'POST /campaign/{campaign_id}',
		document: 'Campaign Management API, "/campaign/campaign_id"',
		writes: true,
		readable: READABLE_CAMPAIGN,
		properties: [campaignProperty, writeOptionsCollection()],
		async execute(item) {
			const campaignId = readCampaignId(item.context, item.index);
			return await changeCampaign(item, campaignId, { status }, { status: 'Status' });
		},
	};
}
