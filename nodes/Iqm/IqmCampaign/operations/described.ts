import type { INodePropertyOptions } from 'n8n-workflow';

import { choice, choices, ids, idsText, moment, search, text } from '../../../common/form/kinds';
import { act, remove } from '../../../verbs/act';
import { list } from '../../../verbs/list';
import { CREATIVE_TYPES } from '../../shared/creativeTypes';
import { inBody, whole } from '../../shared/paging';
import { IQM_VERBS, sortedBy } from '../../shared/verbs';
import { CAMPAIGNS, STATUSES } from '../campaigns';
import { byUpdatedRows } from '../campaignStatus';
import { ADVANCED, PROGRAMMATIC_GUARANTEED } from '../form/fields';

/** Filters for lists of campaigns, the trigger's too. */
export const CAMPAIGN_FILTERS = {
	campaignIds: ids('Campaign IDs', 'Only these campaigns', { example: '537599,537600' }),
	campaignTypeIds: choices('Campaign Types', 'Only campaigns of these types', {
		of: [
			{ name: 'Advanced', value: ADVANCED },
			{ name: 'Programmatic Guaranteed', value: PROGRAMMATIC_GUARANTEED },
		],
		example: 'Advanced',
	}),
	creativeTypeIds: choices('Creative Types', 'Only campaigns with creatives of these types', {
		of: CREATIVE_TYPES,
		example: 'Video',
	}),
	ioIdsList: ids('Insertion Order IDs', 'Only campaigns of these insertion orders', {
		example: '17994',
	}),
	searchField: search('Text that the name or the ID of a campaign contains', {
		example: 'spring',
	}),
	status: choices('Statuses', 'Only campaigns with one of these statuses', {
		of: STATUSES,
		example: 'Running',
	}),
};

/**
 * Times in the rows are in seconds. The first sample asks for no status and its answer includes a
 * deleted campaign.
 */
export const getAll = list(IQM_VERBS, {
	thing: CAMPAIGNS,
	endpoint: 'POST /api/v3/cmp/basic/list',
	document: 'Campaign API guideline, "Get Basic Details of Campaigns"',
	words: {
		description: 'List campaigns with their status, all or those that fit the filters',
	},
	pages: inBody('data'),
	filters: CAMPAIGN_FILTERS,
	sorting: sortedBy(
		[
			{ name: 'Campaign ID', value: 'campaignId' },
			{ name: 'Created', value: 'createdAt' },
			{ name: 'End', value: 'endTime' },
			{ name: 'Modified', value: 'modifiedAt' },
			{ name: 'Name', value: 'name' },
			{ name: 'Start', value: 'startTime' },
			{ name: 'Status', value: 'status' },
		],
		'order',
	),
});

/** One row per status that campaigns have, and one for all of them. */
export const getCounts = list(IQM_VERBS, {
	thing: CAMPAIGNS,
	endpoint: 'POST /api/v3/cmp/campaigns/count',
	document: 'Campaign API guideline, "Get Campaign Count by Status"',
	words: {
		value: 'getCounts',
		name: 'Get Counts',
		action: 'Count campaigns by status',
		description: 'Count campaigns by status, all or those that fit the filters',
	},
	pages: whole('data'),
	filters: {
		campaignExpiredAfterEpoch: moment(
			'Expired After',
			'Leaves out campaigns that expired before this moment',
			{ unit: 'milliseconds', of: 'start', example: '2026-03-01T09:00:00' },
		),
		campaignTypeIds: idsText(
			'Campaign Type IDs',
			"Only campaigns of these types, 1 Advanced and 2 Programmatic Guaranteed, which needs 'Insertion Order IDs'",
			{ example: '1,2' },
		),
		ioIds: idsText(
			'Insertion Order IDs',
			"Only campaigns of these insertion orders, which needs 'Workspaces' to be all",
			{ example: '17994' },
		),
		owIds: text('Workspaces', 'IDs of organization workspaces with commas between them, or all', {
			example: 'all',
		}),
		searchField: search('Text that the name or the ID of a campaign contains', {
			example: 'spring',
		}),
	},
});

const NEW_STATUSES: INodePropertyOptions[] = [
	{ name: 'Paused', value: 'paused', description: 'Stops spending until it runs again' },
	{ name: 'Running', value: 'running', description: 'Spends money' },
];

/** The IDs travel as comma-separated text. */
export const updateStatus = act(IQM_VERBS, {
	thing: CAMPAIGNS,
	endpoint: 'PUT /api/v2/cmp/campaigns/update-status',
	document: 'Campaign API guideline, "Update Campaign Status"',
	words: {
		value: 'updateStatus',
		name: 'Update Status',
		action: 'Pause or run campaigns',
		description: 'Pause campaigns, or let paused ones run again',
		verb: 'pause or run',
	},
	fields: {
		status: choice<string>('New Status', 'What the campaigns do from now on', {
			of: NEW_STATUSES,
			example: 'Paused',
		}),
	},
	sends: (campaigns, { status }) => ({ campaignIds: campaigns.join(','), status }),
	doing: ({ status = '' }) => ({ done: status, writes: 'status of the campaign' }),
	judge: byUpdatedRows(({ status }) => String(status)),
});

/** Sets the status deleted, since IQM has no other way. */
export const deleteCampaigns = remove(IQM_VERBS, {
	thing: CAMPAIGNS,
	endpoint: 'PUT /api/v2/cmp/campaigns/update-status',
	document: 'Campaign API guideline, "Update Campaign Status"',
	doing: { writes: 'status of the campaign' },
	sends: (campaigns) => ({ campaignIds: campaigns.join(','), status: 'deleted' }),
	judge: byUpdatedRows(() => 'deleted'),
});

export const described = [getAll, getCounts, updateStatus, deleteCampaigns];
