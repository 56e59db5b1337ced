import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollOnce } from '../../common/poll/polls';
import { getCampaigns, getCreatives } from '../shared/idLists';
import { listTriggerForm, openList } from '../shared/listTrigger';
import { CREATIVE_EVENTS } from './events';

const form = listTriggerForm(CREATIVE_EVENTS);

/** Starts a workflow when something happens to a creative: {@link openList}. */
export class IqmCreativeTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Creative Trigger',
		name: 'iqmCreativeTrigger',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['trigger'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		// n8n shows this for the node of the same name too.
		description:
			'Upload creatives to the IQM DSP, list, update, pause and duplicate them, or start a workflow when one is approved, rejected or created',
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/iqm-creative-trigger.md',
		defaults: { name: 'IQM Creative Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties: form.properties,
	};

	methods = { loadOptions: { getCampaigns, getCreatives } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce(this, form, async (until) => await openList(this, until, CREATIVE_EVENTS));
	}
}
