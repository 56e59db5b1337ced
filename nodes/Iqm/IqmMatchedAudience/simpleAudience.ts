import type { Simple } from '../../common/run/simple';
import { firstOf, ifThere, MARKS, own, time, times, word } from '../../common/run/simple';
import { STATUS_ID } from './audiences';

const IDS_OF_STATUSES = Object.entries(STATUS_ID).map(([name, value]) => ({ name, value }));
const STATUS_WORDS = Object.keys(STATUS_ID).map((name) => ({ name, value: name }));

const COMMON: Simple = {
	...own('matchedAudienceId', 'audienceName'),
	// The quickstart's answer has words, the current ones have IDs.
	status: firstOf(word('audienceStatusId', IDS_OF_STATUSES), word('status', STATUS_WORDS)),
	...own('rejectionReason', 'matchRate'),
};

/** An audience that is uploaded, or exists already. */
export const READABLE_AUDIENCE: Simple = {
	...COMMON,
	...own('fileTotalCount'),
	...MARKS,
};

/** Get Many: `POST /api/v3/audience/list`, with `createdAt` in milliseconds. */
export const SIMPLE_LISTED: Simple = {
	...COMMON,
	...own('uniques', 'fileTotalCount', 'cpm', 'organizationName'),
	...own('runningCampaignCount', 'pendingCampaignCount'),
	...own('pausedCampaignCount', 'expiredCampaignCount'),
	...times(['createdAt']),
};

/** Get: `GET /api/v2/audience/matched/{id}`, with times in seconds. */
export const SIMPLE_QUICKSTART: Simple = {
	...COMMON,
	...own('uniques', 'fileTotalCount', 'dataCost', 'organizationName'),
	createdAt: time('createdDate'),
	modifiedAt: time('modifiedDate'),
};

/** Get: `GET /api/v3/audience/matched/{audienceId}`, with what its options add. */
export const SIMPLE_CURRENT: Simple = {
	...COMMON,
	...own('reach', 'fileRowCount', 'cpm'),
	...ifThere('whitelistedCampaignIds', 'blacklistedCampaignIds'),
	...ifThere('organizationName', 'approvedOrRejectedByUserName'),
	...times(['createdAt', 'modifiedAt']),
};
