import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollOnce } from '../../common/poll/polls';
import { listTriggerForm, openList } from '../shared/listTrigger';
import { REPORT_EVENTS } from './events';

const form = listTriggerForm(REPORT_EVENTS);

/** Starts a workflow when something that IQM takes its time to make is there: {@link openList}. */
export class IqmReportTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Report Trigger',
		name: 'iqmReportTrigger',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['trigger'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		// n8n shows this for the node of the same name too.
		description:
			'See spend and delivery on the IQM DSP, or start a workflow when an insight or a voter level data report is ready',
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/iqm-report-trigger.md',
		defaults: { name: 'IQM Report Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties: form.properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce(this, form, async (until) => await openList(this, until, REPORT_EVENTS));
	}
}
