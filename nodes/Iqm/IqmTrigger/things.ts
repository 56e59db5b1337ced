import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import type { Fields } from '../../common/form/fields';
import { isBlank } from '../../common/ground/values';
import { STATUSES as CAMPAIGN_STATUSES } from '../IqmCampaign/campaigns';
import { CAMPAIGN_FILTERS } from '../IqmCampaign/operations/described';
import {
	STATUS_ID as CREATIVE_STATUS_ID,
	STATUSES as CREATIVE_STATUSES,
} from '../IqmCreative/creatives';
import { CREATIVE_FILTERS } from '../IqmCreative/operations/described';
import {
	MATCHED,
	STATUS_ID as AUDIENCE_STATUS_ID,
	STATUSES as AUDIENCE_STATUSES,
} from '../IqmMatchedAudience/audiences';
import { AUDIENCE_FILTERS } from '../IqmMatchedAudience/operations/described';
import { withoutValues } from '../IqmMatchedAudience/people';
import { distinctStatus } from '../shared/statuses';

/** One kind of thing that can be watched. */
export interface Thing {
	/** What messages call them. */
	things: string;
	changed: INodePropertyOptions;
	added: INodePropertyOptions;
	statuses: INodePropertyOptions[];
	/** The list: its path, the key of its rows, and the key that identifies a row. */
	path: string;
	rows: string;
	idName: string;
	/** That key's name in the output. */
	outputName: string;
	/** Filters of "Get Many" that make sense here too: not those by status or time. */
	filters: Fields;
	/** Filters that are always sent. */
	always: IDataObject;
	/** The filter for things with one of these statuses. */
	inStatuses(statuses: string[]): IDataObject;
	/**
	 * Sorted by ID, if the list's document offers that: in ascending order, things created while the
	 * pages are read come last.
	 */
	sortedById(direction: 'asc' | 'desc'): IDataObject;
	/** The row's status in words, or '' if it has none. */
	statusOf(row: IDataObject): string;
	/** The row as the event shows it, if that is less than IQM lists. */
	shown?(row: IDataObject): IDataObject;
}

/** Fields without some of them. */
function without(fields: Fields, ...names: string[]): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/**
 * `POST /api/v3/cmp/basic/list` (Campaign API guideline). Its first sample asks for no status, and the
 * answer includes a deleted campaign: nothing is left out unless a filter does so.
 */
const campaigns: Thing = {
	things: 'campaigns',
	changed: {
		name: 'Campaign Status Changed',
		value: 'campaignStatusChanged',
		description: 'When a campaign is approved, paused, rejected, deleted and the like',
	},
	added: {
		name: 'New Campaign',
		value: 'newCampaign',
		description: 'When a campaign was made, by whomever',
	},
	statuses: CAMPAIGN_STATUSES,
	path: '/api/v3/cmp/basic/list',
	rows: 'data',
	idName: 'campaignId',
	outputName: 'campaignId',
	filters: without(CAMPAIGN_FILTERS, 'status'),
	always: {},
	inStatuses: (status) => ({ status }),
	sortedById: () => ({}),
	statusOf: ({ status }) => (isBlank(status) ? '' : String(status).toLowerCase()),
};

/**
 * `POST /api/v3/crt/creatives/list` (Creative API guideline). It is not documented whether it leaves
 * out deleted creatives unless a status is asked for, so all of "Get Creative Status List" are asked
 * for.
 */
const creatives: Thing = {
	things: 'creatives',
	changed: {
		name: 'Creative Status Changed',
		value: 'creativeStatusChanged',
		description: 'When a creative is approved, paused, rejected or deleted',
	},
	added: {
		name: 'New Creative',
		value: 'newCreative',
		description: 'When a creative was made, by whomever',
	},
	statuses: CREATIVE_STATUSES,
	path: '/api/v3/crt/creatives/list',
	rows: 'filteredList',
	idName: 'creativeId',
	outputName: 'creativeId',
	filters: without(CREATIVE_FILTERS, 'creativeStatusIds', 'endTime', 'startTime'),
	always: { creativeStatusIds: Object.values(CREATIVE_STATUS_ID) },
	inStatuses: (statuses) => ({
		creativeStatusIds: statuses.map(
			(status) => CREATIVE_STATUS_ID[status as keyof typeof CREATIVE_STATUS_ID],
		),
	}),
	sortedById: (order) => ({ sortBy: order === 'asc' ? '+creativeId' : '-creativeId' }),
	statusOf: ({ creativeStatusId }) => distinctStatus(creativeStatusId, CREATIVE_STATUS_ID),
};

/**
 * `POST /api/v3/audience/list` with the type of matched audiences (Audience API guideline). Deleted
 * ones have no documented status: they are no longer listed, and no event is reported.
 */
const audiences: Thing = {
	things: 'matched audiences',
	changed: {
		name: 'Matched Audience Status Changed',
		value: 'matchedAudienceStatusChanged',
		description: 'When a matched audience is ready, was rejected or has failed',
	},
	added: {
		name: 'New Matched Audience',
		value: 'newMatchedAudience',
		description: 'When a matched audience was uploaded, by whomever',
	},
	statuses: AUDIENCE_STATUSES,
	path: '/api/v3/audience/list',
	rows: 'audienceList',
	idName: 'audienceId',
	outputName: 'matchedAudienceId',
	filters: without(AUDIENCE_FILTERS, 'audienceStatusIds'),
	always: { audienceTypeIds: [MATCHED] },
	inStatuses: (statuses) => ({
		audienceStatusIds: statuses.map((status) => AUDIENCE_STATUS_ID[status]),
	}),
	sortedById: () => ({}),
	statusOf: ({ audienceStatusId }) => distinctStatus(audienceStatusId, AUDIENCE_STATUS_ID),
	shown: withoutValues,
};

export const THINGS: Thing[] = [campaigns, creatives, audiences];
