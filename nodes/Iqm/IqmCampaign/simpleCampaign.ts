import type { INodePropertyOptions } from 'n8n-workflow';

import type { Simple } from '../../common/run/simple';
import { firstOf, ifThere, MARKS, own, time, times, word } from '../../common/run/simple';
import { BUDGET_TYPES } from '../shared/budgetTypes';
import { CREATIVE_TYPES } from '../shared/creativeTypes';
import { STATUSES } from './campaigns';
import { ADVANCED, PROGRAMMATIC_GUARANTEED } from './form/fields';

export const CAMPAIGN_TYPES: INodePropertyOptions[] = [
	{ name: 'Advanced', value: ADVANCED },
	{ name: 'Programmatic Guaranteed', value: PROGRAMMATIC_GUARANTEED },
];

/**
 * Figures of a campaign in IQM's "Performance by campaign" (IQM OpenAPI dashboard,
 * dashboard-report-by-campaign-v2), for a list that lacks them.
 */
export const FIGURES = [
	'budgetTotal',
	'budgetDay',
	'spent',
	'percentageOfTotalSpent',
	'pacingPercentage',
];

/** Get: `GET /api/v2/cmp/campaign/{campaignId}`, whose times are in seconds. */
export const SIMPLE_CAMPAIGN: Simple = {
	...own('campaignId', 'campaignName'),
	status: word('status', STATUSES),
	...own('rejectionReason', 'ioId', 'ioName'),
	campaignType: firstOf(word('campaignTypeId', CAMPAIGN_TYPES), word('campaignType', CAMPAIGN_TYPES)),
	creativeType: word('creativeType', CREATIVE_TYPES),
	...own('creativeIds'),
	...times(['startTime', 'endTime']),
	...own('timezone'),
	budgetType: word('budgetTypeId', BUDGET_TYPES),
	...own('budgetTotal', 'budgetDay', 'totalImpressions', 'maxBid'),
	...ifThere('spent'),
	createdAt: time('createDate'),
};

/** What is created or changed, as the request and IQM's answer state it: times are in seconds. */
export const READABLE_CAMPAIGN: Simple = {
	...own('campaignId', 'campaignName'),
	status: word('status', STATUSES),
	...own('ioId', 'ioName'),
	...times(['startTime', 'endTime']),
	...own('timezone'),
	budgetType: word('budgetTypeId', BUDGET_TYPES),
	...own('budgetTotal', 'budgetDay', 'totalImpressions', 'maxBid'),
	creativeType: word('creativeType', CREATIVE_TYPES),
	...own('creativeIds'),
	...MARKS,
};

/** Get Many: `POST /api/v3/cmp/basic/list`. A campaign's name is called as Get calls it. */
export const SIMPLE_LISTED: Simple = {
	...own('campaignId'),
	campaignName: firstOf('name'),
	status: word('status', STATUSES),
	...own('ioId', 'ioName'),
	campaignType: word('campaignTypeId', CAMPAIGN_TYPES),
	creativeType: word('creativeTypeId', CREATIVE_TYPES),
	...times(['startTime', 'endTime']),
	...own('timezoneId'),
	budgetType: word('ioBudgetTypeId', BUDGET_TYPES),
	...ifThere(...FIGURES),
	...own('owId', 'organizationName'),
	...times(['createdAt', 'modifiedAt']),
};
