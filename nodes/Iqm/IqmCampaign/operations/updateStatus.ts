import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice, withoutDefault } from '../../../common/form/choice';
import type { Item } from '../../../common/run/item';
import { idsProperty, readIds } from '../../../verbs/several';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { writeOptionsCollection } from '../../shared/options';
import { CAMPAIGNS } from '../campaigns';
import { sendStatus } from '../campaignStatus';

const LABEL = 'New Status';

const STATUSES: INodePropertyOptions[] = [
	{ name: 'Paused', value: 'paused', description: 'Stops spending until it runs again' },
	{ name: 'Running', value: 'running', description: 'Spends money' },
];

const properties: INodeProperties[] = [
	idsProperty(CAMPAIGNS, 'pause or run'),
	{
		displayName: LABEL,
		name: 'status',
		type: 'options',
		options: withoutDefault(STATUSES),
		default: '',
		required: true,
		description: 'What the campaigns do from now on, for example Paused',
	},
	writeOptionsCollection(),
];

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const ids = readIds({ read: (name) => context.getNodeParameter(name, itemIndex, '') }, CAMPAIGNS);
	const value: unknown = context.getNodeParameter('status', itemIndex, '');
	return await sendStatus(context, itemIndex, ids, toChoice(value, LABEL, STATUSES));
}

/** Pauses campaigns or lets them run. */
export const updateStatus: Operation = {
	value: 'updateStatus',
	name: 'Update Status',
	action: 'Pause or run campaigns',
	description: 'Pause campaigns, or let paused ones run again',
	endpoint: 'PUT /api/v2/cmp/campaigns/update-status',
	document: 'Campaign API guideline, "Update Campaign Status"',
	writes: true,
	properties,
	execute,
};
