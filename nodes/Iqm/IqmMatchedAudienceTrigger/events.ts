import { inWords } from '../../common/run/simpleEvent';
import { MATCHED, STATUS_ID, STATUSES } from '../IqmMatchedAudience/audiences';
import { AUDIENCE_FILTERS } from '../IqmMatchedAudience/operations/described';
import { withoutValues } from '../IqmMatchedAudience/people';
import { SIMPLE_LISTED } from '../IqmMatchedAudience/simpleAudience';
import type { ListTrigger } from '../shared/listTrigger';
import { without } from '../shared/listTrigger';
import { inBody } from '../shared/paging';
import { distinctStatus } from '../shared/statuses';
import type { Watched } from '../shared/watchList';

/**
 * `POST /api/v3/audience/list` with the type of matched audiences (Audience API guideline). Deleted
 * ones have no documented status: they are no longer listed, and no event is reported.
 */
const watched: Watched = {
	things: 'matched audiences',
	list: {
		method: 'POST',
		path: '/api/v3/audience/list',
		filters: { audienceTypeIds: [MATCHED] },
		idName: 'audienceId',
		pages: inBody('audienceList'),
	},
	outputName: 'matchedAudienceId',
	inStatuses: (statuses) => ({ audienceStatusIds: statuses.map((status) => STATUS_ID[status]) }),
	sortedById: () => ({}),
	statusOf: ({ audienceStatusId }) => distinctStatus(audienceStatusId, STATUS_ID),
	shown: withoutValues,
	simple: SIMPLE_LISTED,
	statusAs: inWords(STATUSES),
};

/** What can happen to a matched audience. */
export const AUDIENCE_EVENTS: ListTrigger = {
	preset: 'matchedAudienceReady',
	perRequest: '500 audiences',
	statuses: STATUSES,
	filters: without(AUDIENCE_FILTERS, 'audienceStatusIds'),
	events: [
		{
			option: {
				name: 'Matched Audience Ready',
				value: 'matchedAudienceReady',
				description: 'When campaigns can target a matched audience',
			},
			watched,
			into: ['Ready'],
		},
		{
			option: {
				name: 'Matched Audience Rejected or Failed',
				value: 'matchedAudienceRejectedOrFailed',
				description: 'When a matched audience is rejected or fails to build',
			},
			watched,
			into: ['Failed', 'Rejected'],
		},
		{
			option: {
				name: 'Matched Audience Status Changed',
				value: 'matchedAudienceStatusChanged',
				description: 'When a matched audience is ready, is rejected or fails',
			},
			watched,
			into: 'chosen',
		},
		{
			option: {
				name: 'New Matched Audience',
				value: 'newMatchedAudience',
				description: 'When a matched audience is created by anyone',
			},
			watched,
			into: 'new',
		},
	],
};
