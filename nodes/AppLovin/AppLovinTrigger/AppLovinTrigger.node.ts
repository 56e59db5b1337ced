import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { pollOnce } from '../../common/poll/polls';
import { appLovinCredentials, authenticationProperty } from '../shared/authentication';
import { getCampaigns } from '../shared/pickers';
import { ALL_STATUSES, eventProperties } from './event';
import { assetProcessed } from './events/assetProcessed';
import { campaignStatusChanged } from './events/campaignStatusChanged';
import { newCampaign } from './events/newCampaign';
import { openWatch } from './openWatch';

/** Parameters that may be left empty, and how each says "all". */
const none = {
	assetStatuses: `For both choose '${ALL_STATUSES}'.`,
	campaignStatuses: `For both choose '${ALL_STATUSES}'.`,
};

const events = [assetProcessed, campaignStatusChanged, newCampaign];
const properties = [authenticationProperty, ...eventProperties(events, assetProcessed.value)];

/** Fires on changes at AppLovin AppDiscovery, by polling: there are no webhooks. */
export class AppLovinTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AppLovin Trigger',
		name: 'appLovinTrigger',
		icon: { light: 'file:../applovin.svg', dark: 'file:../applovin.dark.svg' },
		group: ['trigger'],
		version: 1,
		// "campaignStatusChanged" as "campaign status changed".
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description:
			'Starts the workflow when an AppLovin AppDiscovery asset is ready or failed, a campaign changed its status or is new',
		defaults: { name: 'AppLovin Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: appLovinCredentials,
		properties,
	};

	methods = { loadOptions: { getCampaigns } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const open = async (until: number) => await openWatch(this, events, until);
		return await pollOnce(this, { properties, none }, open);
	}
}
