import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollOnce } from '../../common/poll/polls';
import { getCampaigns } from '../axonShared/campaignPickers';
import { openAxonEvent } from '../axonShared/trigger';
import { AXON_CREDENTIAL } from '../axonTransport/request';
import { CAMPAIGN_EVENTS, properties } from './events';

/** Starts a workflow when somebody changes a campaign, by polling the change log: there are no webhooks. */
export class AppLovinAxonCampaignTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AppLovin Axon Campaign Trigger',
		name: 'appLovinAxonCampaignTrigger',
		icon: { light: 'file:../applovin.svg', dark: 'file:../applovin.dark.svg' },
		group: ['trigger'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		// n8n shows this for the node of the same name too.
		description:
			"Create and run campaigns with AppLovin's current (Axon) API, or start a workflow when one is changed",
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/applovin-axon-campaign-trigger.md',
		defaults: { name: 'AppLovin Axon Campaign Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: AXON_CREDENTIAL, required: true }],
		properties,
	};

	methods = { loadOptions: { getCampaigns } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const open = async (until: number) => await openAxonEvent(this, CAMPAIGN_EVENTS, until);
		return await pollOnce(this, { properties }, open);
	}
}
