import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { idText } from '../../../../common/form/kinds';
import { ApiFailure } from '../../../../common/ground/errors';
import { isBlank, isObject, resultId } from '../../../../common/ground/values';
import { checkAsked } from '../../../shared/asked';
import { listIn } from '../../../transport/answerRows';
import { isoTime } from '../../insightTimes';

export const CAMPAIGN_ID = idText('Campaign ID', 'Campaign whose health to look at', {
	example: '582510',
	pick: 'searchInsightCampaigns',
});

export const SPLIT = 'Split Into Checks';

export const split: INodeProperties = {
	displayName: SPLIT,
	name: 'splitIntoChecks',
	type: 'boolean',
	default: true,
	description:
		'Whether to return one item for each check that found something, and none for a campaign without findings, instead of a single item with all of them',
};

/** A check; its ID is a number in some answers, and a UUID in others. */
function shownCheck({ checkId, ...check }: IDataObject): IDataObject {
	return { checkId: isBlank(checkId) ? null : String(checkId), ...check };
}

/**
 * What the checks of a campaign found: an item each, or one with all of them. `lastRun` as ISO text.
 *
 * @throws ApiFailure for an answer without checks, or about another campaign
 */
export function pulseOf(data: unknown, campaign: string, splits: boolean): IDataObject[] {
	const found = isObject(data) ? listIn(data, ['diagnosisResults']) : undefined;
	if (!isObject(data) || found === undefined) {
		throw new ApiFailure(`IQM has no pulse of campaign ${campaign}`, {
			description: "It may not have been checked yet: use 'Run', which needs a running campaign.",
		});
	}
	if (!isBlank(data.campaignId)) checkAsked('campaign', campaign, data.campaignId);
	const checks = found.map(shownCheck);
	const about = { campaignId: resultId(campaign), campaignName: data.campaignName };
	const lastRun = isoTime(data.lastRun);
	if (!splits) return [{ ...data, ...about, lastRun, diagnosisResults: checks }];
	const { timezoneId } = data;
	return checks.map((check) => ({ ...about, ...check, lastRun, timezoneId }));
}
