import type { INodePropertyOptions } from 'n8n-workflow';

import type { Field } from '../../../common/form/kinds';
import { choice, choices, ids, idsText, moment, search, text } from '../../../common/form/kinds';
import { act, remove } from '../../../verbs/act';
import { list } from '../../../verbs/list';
import { CREATIVE_TYPES } from '../../shared/creativeTypes';
import { inBody, whole } from '../../shared/paging';
import { withPickers } from '../../shared/pickedIds';
import { IQM_VERBS, sortedBy } from '../../shared/verbs';
import { CAMPAIGNS, STATUSES } from '../campaigns';
import { byUpdatedRows } from '../campaignStatus';
import { offeringFigures } from '../figures';
import { CAMPAIGN_TYPES, READABLE_CAMPAIGN, SIMPLE_LISTED } from '../simpleCampaign';

/** Choices that are sent as comma-separated text. */
function asText({ label, ask, read }: Field<Array<number | string>>): Field<string> {
	return { label, ask, list: 'text', read: (value, zone) => read(value, zone).join(',') };
}

/** Filters for lists of campaigns, the trigger's too. */
export const CAMPAIGN_FILTERS = withPickers({
	campaignIds: ids('Campaign IDs', 'Only these campaigns', { example: '537599,537600' }),
	campaignTypeIds: choices('Campaign Types', 'Only campaigns of these types', {
		of: CAMPAIGN_TYPES,
		example: 'Advanced',
	}),
	creativeTypeIds: choices('Creative Types', 'Only campaigns with creatives of these types', {
		of: CREATIVE_TYPES,
		example: 'Video',
	}),
	ioIdsList: ids('Insertion Order IDs', 'Only campaigns of these insertion orders', {
		example: '17994',
	}),
	searchField: search('Only campaigns whose name or ID contains this text', {
		example: 'spring',
	}),
	status: choices('Statuses', 'Only campaigns with one of these statuses', {
		of: STATUSES,
		example: 'Running',
	}),
});

/**
 * Times in the rows are in seconds. The first sample asks for no status and its answer includes a
 * deleted campaign.
 */
const listed = list(IQM_VERBS, {
	thing: CAMPAIGNS,
	endpoint: 'POST /api/v3/cmp/basic/list',
	document: 'Campaign API guideline, "Get Basic Details of Campaigns"',
	words: {
		description: 'List campaigns with their status, all of them or those that match the filters',
	},
	pages: inBody('data'),
	filters: CAMPAIGN_FILTERS,
	byIds: 'campaignIds',
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
	simple: SIMPLE_LISTED,
});

export const getAll = offeringFigures(listed);

/** One row per status that campaigns have, and one for all of them. */
export const getCounts = list(IQM_VERBS, {
	thing: CAMPAIGNS,
	endpoint: 'POST /api/v3/cmp/campaigns/count',
	document: 'Campaign API guideline, "Get Campaign Count by Status"',
	words: {
		value: 'getCounts',
		name: 'Get Counts',
		action: 'Count campaigns by status',
		description: 'Count campaigns by status, all of them or those that match the filters',
	},
	pages: whole('data'),
	filters: withPickers({
		campaignExpiredAfterEpoch: moment(
			'Expired After',
			'Only campaigns that have not expired before this time',
			{ unit: 'milliseconds', of: 'start', example: '2026-03-01T09:00:00' },
		),
		campaignTypeIds: asText(
			choices('Campaign Types', "Only campaigns of these types; requires 'Insertion Order IDs'", {
				of: CAMPAIGN_TYPES,
				example: 'Advanced',
			}),
		),
		ioIds: idsText(
			'Insertion Order IDs',
			"Only campaigns of these insertion orders; requires 'Workspaces' to be all",
			{ example: '17994' },
		),
		owIds: text('Workspaces', 'IDs of organization workspaces, separated by commas, or all', {
			example: 'all',
		}),
		searchField: search('Only campaigns whose name or ID contains this text', {
			example: 'spring',
		}),
	}),
});

const NEW_STATUSES: INodePropertyOptions[] = [
	{ name: 'Paused', value: 'paused', description: 'Stops spending until it is resumed' },
	{ name: 'Running', value: 'running', description: 'Delivers ads and spends money' },
];

/** The IDs travel as comma-separated text. */
export const updateStatus = act(IQM_VERBS, {
	thing: CAMPAIGNS,
	endpoint: 'PUT /api/v2/cmp/campaigns/update-status',
	document: 'Campaign API guideline, "Update Campaign Status"',
	words: {
		value: 'updateStatus',
		name: 'Update Status',
		action: 'Pause or resume campaigns',
		description: 'Pause campaigns or resume paused ones, by their status',
		verb: 'pause or resume',
	},
	fields: {
		status: choice<string>('New Status', 'New status of the campaigns', {
			of: NEW_STATUSES,
			example: 'Paused',
		}),
	},
	sends: (campaigns, { status }) => ({ campaignIds: campaigns.join(','), status }),
	doing: ({ status = '' }) => ({ done: status, writes: 'status of the campaign' }),
	judge: byUpdatedRows(({ status }) => String(status)),
	readable: READABLE_CAMPAIGN,
});

/** Sets the status deleted, since IQM has no other way. */
export const deleteCampaigns = remove(IQM_VERBS, {
	thing: CAMPAIGNS,
	endpoint: 'PUT /api/v2/cmp/campaigns/update-status',
	document: 'Campaign API guideline, "Update Campaign Status"',
	doing: { writes: 'status of the campaign' },
	sends: (campaigns) => ({ campaignIds: campaigns.join(','), status: 'deleted' }),
	judge: byUpdatedRows(() => 'deleted'),
	readable: READABLE_CAMPAIGN,
});

export const described = [getAll, getCounts, updateStatus, deleteCampaigns];
