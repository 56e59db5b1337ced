import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { idPicker } from '../../common/form/idPicker';
import { isObject, toKey } from '../../common/ground/values';
import { CAMPAIGN, readThing } from '../shared/answered';
import { KEY_PATTERN } from '../shared/pickers';
import { partsOf, THINGS } from '../transport/envelope';

/** The campaign that an operation acts on. */
export const campaignProperty: INodeProperties = idPicker(
	{
		displayName: 'Campaign',
		name: 'campaign_id',
		description: 'The campaign, picked from the list or entered by ID',
	},
	'searchCampaigns',
	'29d66efc22ae53a201e1532265b83f12',
	KEY_PATTERN,
);

/** The chosen campaign's id. An empty one is an error: with it, AppLovin would create a campaign. */
export function readCampaignId(context: IExecuteFunctions, itemIndex: number): string {
	return toKey(context.getNodeParameter('campaign_id', itemIndex, ''), 'Campaign');
}

function nextStep(campaignId: string, writes: boolean): string {
	return writes
		? `Check the campaign ${campaignId} in AppLovin before running again.`
		: "Check 'Campaign'.";
}

function otherCampaign(other: string, campaignId: string, writes: boolean): ApiFailure {
	return new ApiFailure(`AppLovin answered for the campaign ${other} instead of ${campaignId}`, {
		description: nextStep(campaignId, writes),
		mayHaveActed: writes,
		created: writes ? [`campaign_id ${campaignId}`] : [],
	});
}

/**
 * Refuses an answer about another campaign; an answer that names none counts as being about this one.
 *
 * @param writes whether the answer is to a change
 * @throws ApiFailure that names both
 */
export function checkAnswered(data: unknown, campaignId: string, writes: boolean): void {
	const other = partsOf(data, THINGS)
		.map(({ fields }) => CAMPAIGN.idOf(fields))
		.find((id) => id !== '' && id !== campaignId);
	if (other !== undefined) throw otherCampaign(other, campaignId, writes);
}

/**
 * The object in an answer about one campaign.
 *
 * @throws ApiFailure if there is none, or if it is about another campaign
 */
export function answeredFor(data: unknown, campaignId: string): IDataObject {
	checkAnswered(data, campaignId, false);
	if (isObject(data) && Object.keys(data).length > 0) return { campaign_id: campaignId, ...data };
	throw new ApiFailure(`AppLovin's response is missing the campaign ${campaignId}`, {
		description: nextStep(campaignId, false),
	});
}

/**
 * The campaign in the answer to a change of it. An answer without content means that the change was
 * made: the result is then what was sent.
 *
 * @throws ApiFailure for an answer that is about another campaign or is not an object
 */
export function answeredChange(data: unknown, campaignId: string, sent: IDataObject): IDataObject {
	const told = readThing(data, CAMPAIGN, campaignId);
	const other = told?.id ?? '';
	if (other !== '' && other !== campaignId) throw otherCampaign(other, campaignId, true);
	if (told !== undefined) return { campaign_id: campaignId, ...told.thing };
	if (data === undefined || isObject(data)) {
		return { campaign_id: campaignId, updated: true, ...sent };
	}
	throw new ApiFailure(`AppLovin's response is missing the campaign ${campaignId}`, {
		description: nextStep(campaignId, true),
		mayHaveActed: true,
		created: [`campaign_id ${campaignId}`],
	});
}
