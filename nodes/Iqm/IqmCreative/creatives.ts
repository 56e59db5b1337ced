import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { idPicker } from '../../common/form/idPicker';
import type { Thing } from '../../verbs/describe';

/** Statuses of creatives (Creative API guideline, "Get Creative Status List"). */
export const STATUSES: INodePropertyOptions[] = [
	{ name: 'Deleted', value: 'deleted' },
	{ name: 'Paused', value: 'paused' },
	{ name: 'Pending', value: 'pending' },
	{ name: 'Rejected', value: 'rejected' },
	{ name: 'Running', value: 'running', description: 'Approved: campaigns can use it' },
];

/** Their ids: `PATCH /api/v3/crt/creatives/update-status`, "1=pending, 2=running, …". */
export const STATUS_ID = { pending: 1, running: 2, paused: 3, deleted: 4, rejected: 5 } as const;

export type CreativeStatus = keyof typeof STATUS_ID;

export const CREATIVES: Thing = {
	one: 'creative',
	many: 'creatives',
	idName: 'creativeId',
	ids: {
		name: 'creativeIds',
		label: 'Creative IDs',
		example: '148246,148971',
		pick: {
			from: 'creativesFrom',
			label: 'Creatives From',
			name: 'pickedCreatives',
			load: 'getCreatives',
			first: 'running',
		},
	},
};

/** Label of the creative that an operation acts on. */
export const CREATIVE = 'Creative';

/** The one creative that an operation acts on. */
export const creativeProperty: INodeProperties = idPicker(
	{ displayName: CREATIVE, name: 'creativeId', description: 'The creative, for example 148246' },
	'searchCreatives',
	'148246',
);
