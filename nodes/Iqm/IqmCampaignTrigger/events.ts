import { isBlank } from '../../common/ground/values';
import { inWords } from '../../common/run/simpleEvent';
import { STATUSES } from '../IqmCampaign/campaigns';
import { CAMPAIGN_FILTERS } from '../IqmCampaign/operations/described';
import { SIMPLE_LISTED } from '../IqmCampaign/simpleCampaign';
import type { ListTrigger } from '../shared/listTrigger';
import { without } from '../shared/listTrigger';
import { inBody } from '../shared/paging';
import type { Watched } from '../shared/watchList';

/**
 * `POST /api/v3/cmp/basic/list` (Campaign API guideline). Its first sample asks for no status, and the
 * answer includes a deleted campaign: nothing is left out unless a filter does so.
 */
const watched: Watched = {
	things: 'campaigns',
	list: {
		method: 'POST',
		path: '/api/v3/cmp/basic/list',
		filters: {},
		idName: 'campaignId',
		pages: inBody('data'),
	},
	outputName: 'campaignId',
	inStatuses: (status) => ({ status }),
	sortedById: () => ({}),
	statusOf: ({ status }) => (isBlank(status) ? '' : String(status).toLowerCase()),
	simple: SIMPLE_LISTED,
	statusAs: inWords(STATUSES),
};

/** What can happen to a campaign. */
export const CAMPAIGN_EVENTS: ListTrigger = {
	preset: 'campaignApproved',
	perRequest: '500 campaigns',
	statuses: STATUSES,
	filters: without(CAMPAIGN_FILTERS, 'status'),
	events: [
		{
			option: {
				name: 'Campaign Approved',
				value: 'campaignApproved',
				description: 'When a campaign passes review; resuming a paused one does not count',
			},
			watched,
			into: ['running'],
			notAfter: ['completed', 'deleted', 'expired', 'paused'],
		},
		{
			option: {
				name: 'Campaign Rejected',
				value: 'campaignRejected',
				description: 'When a campaign is rejected in review',
			},
			watched,
			into: ['rejected'],
		},
		{
			option: {
				name: 'Campaign Status Changed',
				value: 'campaignStatusChanged',
				description: 'When a campaign is approved, paused, rejected, deleted or otherwise changes its status',
			},
			watched,
			into: 'chosen',
		},
		{
			option: {
				name: 'New Campaign',
				value: 'newCampaign',
				description: 'When a campaign is created by anyone',
			},
			watched,
			into: 'new',
		},
	],
};
