import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollOnce } from '../../common/poll/polls';
import { getCampaigns, getInsertionOrders } from '../shared/idLists';
import { listTriggerForm, openList } from '../shared/listTrigger';
import { CAMPAIGN_EVENTS } from './events';

const form = listTriggerForm(CAMPAIGN_EVENTS);

/** Starts a workflow when something happens to a campaign: {@link openList}. */
export class IqmCampaignTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Campaign Trigger',
		name: 'iqmCampaignTrigger',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['trigger'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		// n8n shows this for the node of the same name too.
		description:
			'Create, list, update, pause and duplicate campaigns on the IQM DSP, or start a workflow when one is approved, rejected or created',
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/iqm-campaign-trigger.md',
		defaults: { name: 'IQM Campaign Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties: form.properties,
	};

	methods = { loadOptions: { getCampaigns, getInsertionOrders } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce(this, form, async (until) => await openList(this, until, CAMPAIGN_EVENTS));
	}
}
