import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollOnce } from '../../common/poll/polls';
import { getMatchedAudiences } from '../shared/idLists';
import { listTriggerForm, openList } from '../shared/listTrigger';
import { AUDIENCE_EVENTS } from './events';

const form = listTriggerForm(AUDIENCE_EVENTS);

/** Starts a workflow when something happens to a matched audience: {@link openList}. */
export class IqmMatchedAudienceTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Matched Audience Trigger',
		name: 'iqmMatchedAudienceTrigger',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['trigger'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		// n8n shows this for the node of the same name too.
		description:
			'Upload lists of people to the IQM DSP as matched audiences, or start a workflow when one is ready, rejected or created',
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/iqm-matched-audience-trigger.md',
		defaults: { name: 'IQM Matched Audience Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties: form.properties,
	};

	methods = { loadOptions: { getMatchedAudiences } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollOnce(this, form, async (until) => await openList(this, until, AUDIENCE_EVENTS));
	}
}
