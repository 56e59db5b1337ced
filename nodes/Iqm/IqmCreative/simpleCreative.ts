import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../common/ground/values';
import type { Find, Simple } from '../../common/run/simple';
import { firstOf, MARKS, numbered, own, time, within, word } from '../../common/run/simple';
import { CREATIVE_TYPES } from '../shared/creativeTypes';
import { STATUS_ID, STATUSES } from './creatives';

/** Where the current answer about one creative has its measures: one of these, by its type. */
const DETAILS = ['imageDetails', 'htmlDetails', 'html5Details', 'videoDetails', 'audioDetails'];

const inDetails = (key: string): Find[] => DETAILS.map((details) => within(details, key));

/** The campaigns that use a creative; the quickstart's answer has their names beside their IDs. */
function campaignIds({ campaigns, campaignDetails }: IDataObject): unknown {
	if (Array.isArray(campaigns)) {
		return campaigns.filter(isObject).map(({ campaignId }) => campaignId);
	}
	return isObject(campaignDetails) ? campaignDetails.campaignIds : null;
}

/**
 * A creative as Get, in both generations of the API, and Get Many show it at first. The current
 * generation has `createdAt` in milliseconds, the older one `createdOn` and `modifiedDate` in seconds.
 */
export const SIMPLE_CREATIVE: Simple = {
	...own('creativeId', 'creativeName'),
	status: firstOf(
		word('creativeStatusId', numbered(STATUSES, STATUS_ID)),
		word('status', STATUSES),
	),
	rejectionReason: firstOf('rejectionReason', 'creativeRejectionReason'),
	creativeType: firstOf(
		word('platformCreativeTypeId', CREATIVE_TYPES),
		word('creativeTypeId', CREATIVE_TYPES),
	),
	creativeTypeId: firstOf('platformCreativeTypeId', 'creativeTypeId'),
	width: firstOf('width', 'creativeWidth', ...inDetails('creativeWidth')),
	height: firstOf('height', 'creativeHeight', ...inDetails('creativeHeight')),
	duration: firstOf('duration', ...inDetails('duration')),
	...own('clickUrl'),
	campaignIds: firstOf(campaignIds),
	createdAt: firstOf(time('createdAt'), time('createdOn')),
	modifiedAt: firstOf(time('modifiedAt'), time('modifiedDate')),
};

/** A creative that is uploaded or changed, or exists already. */
export const READABLE_CREATIVE: Simple = {
	...own('creativeId', 'creativeName'),
	status: word('status', STATUSES),
	creativeType: word('creativeTypeId', CREATIVE_TYPES),
	...own('width', 'height', 'duration', 'clickUrl', 'originalFileName'),
	...MARKS,
};
