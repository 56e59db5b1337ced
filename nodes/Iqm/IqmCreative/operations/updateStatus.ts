import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice, withoutDefault } from '../../../common/form/choice';
import type { Item } from '../../../common/run/item';
import { idsProperty, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { writeOptionsCollection } from '../../shared/options';
import type { STATUS_ID } from '../creatives';
import { CREATIVES } from '../creatives';
import { sendStatus } from '../creativeStatus';

const LABEL = 'New Status';

const NEW_STATUSES: INodePropertyOptions[] = [
	{ name: 'Paused', value: 'paused', description: 'No campaign shows it until it runs again' },
	{ name: 'Running', value: 'running', description: 'Campaigns may show it' },
];

const properties: INodeProperties[] = [
	idsProperty(CREATIVES, 'pause or run'),
	{
		displayName: LABEL,
		name: 'status',
		type: 'options',
		options: withoutDefault(NEW_STATUSES),
		default: '',
		required: true,
		description: 'What the creatives do from now on, for example Paused',
	},
	writeOptionsCollection(),
];

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, CREATIVES);
	const value: unknown = context.getNodeParameter('status', itemIndex, '');
	const status = toChoice(value, LABEL, NEW_STATUSES) as keyof typeof STATUS_ID;
	return await sendStatus(context, itemIndex, ids, status);
}

/** Pauses creatives or lets them run. */
export const updateStatus: Operation = {
	value: 'updateStatus',
	name: 'Update Status',
	action: 'Pause or run creatives',
	description: 'Pause creatives, or let paused ones run again',
	endpoint: 'PATCH /api/v3/crt/creatives/update-status',
	document: 'Creative API guideline, "Update Creative Status"',
	writes: true,
	properties,
	execute,
};
