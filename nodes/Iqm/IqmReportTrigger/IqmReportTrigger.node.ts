import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollOnce } from '../../common/poll/polls';
import { openWatch, properties } from './openWatch';

/**
 * Starts a workflow when something that IQM takes its time to make is there: it reads the whole list at
 * each poll and compares it with what it remembers in the node's static data, as the IQM Trigger does.
 */
export class IqmReportTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Report Trigger',
		name: 'iqmReportTrigger',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description:
			'See what was spent on the IQM DSP, or start a workflow when an insight or a voter level data report is ready',
		defaults: { name: 'IQM Report Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce(this, { properties }, async (until) => await openWatch(this, until));
	}
}
