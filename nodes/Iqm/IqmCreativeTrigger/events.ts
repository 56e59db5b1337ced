import { inWords } from '../../common/run/simpleEvent';
import type { CreativeStatus } from '../IqmCreative/creatives';
import { STATUS_ID, STATUSES } from '../IqmCreative/creatives';
import { CREATIVE_FILTERS } from '../IqmCreative/operations/described';
import { SIMPLE_CREATIVE } from '../IqmCreative/simpleCreative';
import type { ListTrigger } from '../shared/listTrigger';
import { without } from '../shared/listTrigger';
import { inBody } from '../shared/paging';
import { distinctStatus } from '../shared/statuses';
import type { Watched } from '../shared/watchList';

/**
 * `POST /api/v3/crt/creatives/list` (Creative API guideline). It is not documented whether it leaves
 * out deleted creatives unless a status is asked for, so all of "Get Creative Status List" are asked
 * for.
 */
const watched: Watched = {
	things: 'creatives',
	list: {
		method: 'POST',
		path: '/api/v3/crt/creatives/list',
		filters: { creativeStatusIds: Object.values(STATUS_ID) },
		idName: 'creativeId',
		pages: inBody('filteredList'),
	},
	outputName: 'creativeId',
	inStatuses: (statuses) => ({
		creativeStatusIds: statuses.map((status) => STATUS_ID[status as CreativeStatus]),
	}),
	sortedById: (order) => ({ sortBy: order === 'asc' ? '+creativeId' : '-creativeId' }),
	statusOf: ({ creativeStatusId }) => distinctStatus(creativeStatusId, STATUS_ID),
	simple: SIMPLE_CREATIVE,
	statusAs: inWords(STATUSES),
};

/** What can happen to a creative. */
export const CREATIVE_EVENTS: ListTrigger = {
	preset: 'creativeApproved',
	perRequest: '500 creatives',
	statuses: STATUSES,
	filters: without(CREATIVE_FILTERS, 'creativeStatusIds', 'endTime', 'startTime'),
	events: [
		{
			option: {
				name: 'Creative Approved',
				value: 'creativeApproved',
				description:
					'When a creative passes review and campaigns can use it; resuming a paused one does not count',
			},
			watched,
			into: ['running'],
			notAfter: ['deleted', 'paused'],
		},
		{
			option: {
				name: 'Creative Rejected',
				value: 'creativeRejected',
				description: 'When a creative is rejected in review',
			},
			watched,
			into: ['rejected'],
		},
		{
			option: {
				name: 'Creative Status Changed',
				value: 'creativeStatusChanged',
				description: 'When a creative is approved, paused, rejected or deleted',
			},
			watched,
			into: 'chosen',
		},
		{
			option: {
				name: 'New Creative',
				value: 'newCreative',
				description: 'When a creative is created by anyone',
			},
			watched,
			into: 'new',
		},
	],
};
