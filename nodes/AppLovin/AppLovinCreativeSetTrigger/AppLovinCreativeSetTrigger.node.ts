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
import { ASSET_EVENTS, properties } from './events';

/** Starts a workflow when an asset was processed, by polling: there are no webhooks. */
export class AppLovinCreativeSetTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AppLovin Creative Set Trigger',
		name: 'appLovinCreativeSetTrigger',
		icon: { light: 'file:../applovin.svg', dark: 'file:../applovin.dark.svg' },
		group: ['trigger'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		// n8n shows this for the node of the same name too.
		description:
			"Manage creative sets, assets and ads with AppLovin's older Campaign Management API, or start a workflow when an asset is ready or fails",
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/applovin-creative-set-trigger.md',
		defaults: { name: 'AppLovin Creative Set Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: appLovinCredentials,
		properties,
	};

	methods = { loadOptions: { getCampaigns } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const open = async (until: number) => await openEvent(this, ASSET_EVENTS, until);
		return await pollOnce(this, { properties }, open);
	}
}
