import type { INodePropertyOptions } from 'n8n-workflow';

import { choice, choices, ids, moment, search } from '../../../common/form/kinds';
import { isBlank } from '../../../common/ground/values';
import { act, remove } from '../../../verbs/act';
import { get } from '../../../verbs/get';
import { list } from '../../../verbs/list';
import { asNumbers } from '../../../verbs/several';
import { CREATIVE_TYPES, creativeTypeRows } from '../../shared/creativeTypes';
import { inBody } from '../../shared/paging';
import { withPickers } from '../../shared/pickedIds';
import { statusWord } from '../../shared/statuses';
import { bySentence, IQM_VERBS, sortedBy } from '../../shared/verbs';
import type { CreativeStatus } from '../creatives';
import { CREATIVES, STATUS_ID, STATUSES } from '../creatives';
import { READABLE_CREATIVE, SIMPLE_CREATIVE } from '../simpleCreative';

/** IQM's documents have a type's name under three different keys. */
export const getTypes = get(IQM_VERBS, {
	thing: CREATIVES,
	endpoint: 'GET /api/v3/master/creativeTypes',
	document: 'Quickstart "Upload Creative and Create a Campaign", step 2 "Request creative types"',
	words: {
		value: 'getTypes',
		name: 'Get Types',
		action: 'Get creative types',
		description: 'List creative types with their IDs',
	},
	results: (data) =>
		creativeTypeRows(data).map((row) => {
			const id = Number(row.id);
			const name = [row.name, row.displayName, row.label].find((text) => !isBlank(text));
			return { ...row, id, name: name ?? String(id), creativeTypeId: id };
		}),
});

const CREATED = { unit: 'milliseconds', of: 'start' } as const;

/** Filters for lists of creatives, the trigger's too. */
export const CREATIVE_FILTERS = withPickers({
	campaignIds: ids('Campaign IDs', 'Only creatives of these campaigns', {
		example: '537599,537600',
	}),
	creativeIds: ids('Creative IDs', 'Only these creatives', { example: '148246,148971' }),
	creativeStatusIds: choices<number>(
		'Statuses',
		'Only creatives with one of these statuses',
		{ of: STATUSES, send: STATUS_ID, example: 'Running' },
	),
	endTime: moment('Created Before', 'Only creatives created before this time', {
		...CREATED,
		example: '2026-03-31T18:00:00',
	}),
	platformCreativeTypeIds: choices('Creative Types', 'Only creatives of these types', {
		of: CREATIVE_TYPES,
		example: 'Video',
	}),
	searchField: search('Only creatives whose name or ID contains this text', {
		example: 'spring',
	}),
	startTime: moment('Created After', 'Only creatives created after this time', {
		...CREATED,
		example: '2026-03-01T09:00:00',
	}),
});

/** `createdAt` is in milliseconds; `status` is the status ID in words. */
export const getAll = list(IQM_VERBS, {
	thing: CREATIVES,
	endpoint: 'POST /api/v3/crt/creatives/list',
	document: 'Creative API guideline, "Get List of Creatives and Details"',
	words: {
		description: 'List creatives with their status, all of them or those that match the filters',
	},
	pages: inBody('filteredList'),
	filters: CREATIVE_FILTERS,
	byIds: 'creativeIds',
	sorting: sortedBy(
		[
			{ name: 'Creative ID', value: 'creativeId' },
			{ name: 'Created', value: 'createdAt' },
			{ name: 'Name', value: 'creativeName' },
		],
		{ ascending: '+', preset: '-creativeId' },
	),
	shown: (row) => ({ ...row, status: statusWord(row.creativeStatusId, STATUS_ID) }),
	simple: SIMPLE_CREATIVE,
});

const NEW_STATUSES: INodePropertyOptions[] = [
	{ name: 'Paused', value: 'paused', description: 'Campaigns stop showing it until it is resumed' },
	{ name: 'Running', value: 'running', description: 'Campaigns can show it' },
];

/** A status is sent as its ID; the answer is a sentence with a count and no IDs. */
const byStatus = (statusOf: (status: unknown) => CreativeStatus) =>
	bySentence({
		said: 'changed',
		sent: ({ status }) => ({
			creativeStatusId: STATUS_ID[statusOf(status)],
			status: statusOf(status),
		}),
		labels: { creativeStatusId: 'Status', status: 'Status' },
	});

export const updateStatus = act(IQM_VERBS, {
	thing: CREATIVES,
	endpoint: 'PATCH /api/v3/crt/creatives/update-status',
	document: 'Creative API guideline, "Update Creative Status"',
	words: {
		value: 'updateStatus',
		name: 'Update Status',
		action: 'Pause or resume creatives',
		description: 'Pause creatives or resume paused ones, by their status',
		verb: 'pause or resume',
	},
	fields: {
		status: choice<CreativeStatus>('New Status', 'New status of the creatives', {
			of: NEW_STATUSES,
			example: 'Paused',
		}),
	},
	sends: (creatives, { status = 'paused' }) => ({
		creativeIds: asNumbers(creatives, CREATIVES),
		creativeStatusId: STATUS_ID[status],
	}),
	doing: ({ status = 'paused' }) => ({ done: status, writes: 'status of the creative' }),
	judge: byStatus((status) => status as CreativeStatus),
	readable: READABLE_CREATIVE,
});

/** The status deleted "is how to remove a Creative". */
export const deleteCreatives = remove(IQM_VERBS, {
	thing: CREATIVES,
	endpoint: 'PATCH /api/v3/crt/creatives/update-status',
	document: 'Creative API guideline, "Update Creative Status"',
	doing: { writes: 'status of the creative', result: { status: 'deleted' } },
	sends: (creatives) => ({
		creativeIds: asNumbers(creatives, CREATIVES),
		creativeStatusId: STATUS_ID.deleted,
	}),
	judge: byStatus(() => 'deleted'),
	readable: READABLE_CREATIVE,
});

export const described = [getTypes, getAll, updateStatus, deleteCreatives];
