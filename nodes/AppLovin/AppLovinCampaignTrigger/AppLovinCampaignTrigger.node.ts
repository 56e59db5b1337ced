import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollOnce } from '../../common/poll/polls';
import { appLovinCredentials } from '../shared/authentication';
import { getCampaigns } from '../shared/pickers';
import { openEvent } from '../shared/trigger';
import { CAMPAIGN_EVENTS, properties } from './events';

/** Starts a workflow when something happens to a campaign, by polling: there are no webhooks. */
export class AppLovinCampaignTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AppLovin Campaign Trigger',
		name: 'appLovinCampaignTrigger',
		icon: { light: 'file:../applovin.svg', dark: 'file:../applovin.dark.svg' },
		group: ['trigger'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		// n8n shows this for the node of the same name too.
		description:
			"Run campaigns with AppLovin's older API, the only one with source bids, or start a workflow when one is activated, paused or created",
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/applovin-campaign-trigger.md',
		defaults: { name: 'AppLovin Campaign Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: appLovinCredentials,
		properties,
	};

	methods = { loadOptions: { getCampaigns } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const open = async (until: number) => await openEvent(this, CAMPAIGN_EVENTS, until);
		return await pollOnce(this, { properties }, open);
	}
}
