import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollOnce } from '../../common/poll/polls';
import { ALL_STATUSES, properties } from './form';
import { openWatch } from './openWatch';

/**
 * Starts a workflow when a campaign, creative or matched audience is new or has changed its status.
 *
 * IQM has no webhooks: the trigger reads the whole list at each poll and compares it with what it
 * remembers in the node's static data. It can't see a change that is undone before the next poll, or
 * the order of changes between two polls. The first poll after an activation, and after a restart of
 * n8n, reports what has happened since the last one; after a change of the form, the node's name or
 * the account, it starts afresh with what is there then.
 */
export class IqmTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Trigger',
		name: 'iqmTrigger',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description:
			'Start a workflow when a campaign, creative or matched audience on the IQM DSP is new or changes its status',
		defaults: { name: 'IQM Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const none = { statuses: `For all choose '${ALL_STATUSES}'.` };
		const open = async (until: number) => await openWatch(this, until);
		return await pollOnce(this, { properties, none }, open);
	}
}
