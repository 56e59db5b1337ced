import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ApiFailure } from '../../common/errors';
import { idPicker } from '../../common/idPicker';
import { isBlank, isObject, toKey } from '../../common/values';
import { KEY_PATTERN } from '../shared/lists';

/** The campaign that an operation is about. */
export const campaignProperty: INodeProperties = idPicker(
	{
		displayName: 'Campaign',
		name: 'campaign_id',
		description: 'The campaign, from the list or by its ID of letters and digits',
	},
	'searchCampaigns',
	'29d66efc22ae53a201e1532265b83f12',
	KEY_PATTERN,
);

/** The chosen campaign's id. An empty one is an error: AppLovin would create a campaign. */
export function readCampaignId(context: IExecuteFunctions, itemIndex: number): string {
	return toKey(context.getNodeParameter('campaign_id', itemIndex, ''), 'Campaign');
}

/**
 * The object in an answer about one campaign.
 *
 * @param writes whether the answer is to a change
 * @throws ApiFailure when there is none, or when it is about another campaign
 */
export function answeredFor(data: unknown, campaignId: string, writes: boolean): IDataObject {
	const description = writes
		? `Check the campaign ${campaignId} in AppLovin before running again.`
		: "Check 'Campaign'.";
	if (!isObject(data)) {
		throw new ApiFailure(`AppLovin answered without the campaign ${campaignId}`, {
			description,
			mayHaveActed: writes,
		});
	}
	if (!isBlank(data.campaign_id) && String(data.campaign_id) !== campaignId) {
		throw new ApiFailure(
			`AppLovin answered for the campaign ${String(data.campaign_id)} instead of ${campaignId}`,
			{ description, mayHaveActed: writes },
		);
	}
	return { campaign_id: campaignId, ...data };
}
