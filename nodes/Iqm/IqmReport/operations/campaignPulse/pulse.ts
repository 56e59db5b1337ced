import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { idText } from '../../../../common/form/kinds';
import { ApiFailure } from '../../../../common/ground/errors';
import { isoText } from '../../../../common/ground/moments';
import { isBlank, isObject, resultId, toBoolean } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Simple } from '../../../../common/run/simple';
import { own, times } from '../../../../common/run/simple';
import { checkAsked } from '../../../shared/asked';
import { listIn } from '../../../transport/answerRows';

export const CAMPAIGN_ID = idText('Campaign', 'Campaign whose health to check', {
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
		'Whether to return one item for each check with findings, and none for a campaign without any, instead of a single item with all of them',
};

/** What the last checks found as it is shown at first: an item for each, or one with all of them. */
export function simplePulse({ read }: Item): Simple {
	const lastRun = { ...times(['lastRun']), ...own('timezoneId') };
	if (!toBoolean(read(split.name) ?? true, SPLIT)) {
		return { ...own('campaignId', 'campaignName', 'diagnosisResults'), ...lastRun };
	}
	return {
		...own('campaignId', 'campaignName', 'checkLabel', 'severity', 'category'),
		...own('checkDescription', 'recommendedActions'),
		...lastRun,
	};
}

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
		throw new ApiFailure(`IQM has no pulse for campaign ${campaign}`, {
			description: "It may not have been checked yet: use 'Run', which requires a running campaign.",
		});
	}
	if (!isBlank(data.campaignId)) checkAsked('campaign', campaign, data.campaignId);
	const checks = found.map(shownCheck);
	const about = { campaignId: resultId(campaign), campaignName: data.campaignName };
	const lastRun = isoText(data.lastRun);
	if (!splits) return [{ ...data, ...about, lastRun, diagnosisResults: checks }];
	const { timezoneId } = data;
	return checks.map((check) => ({ ...about, ...check, lastRun, timezoneId }));
}
