import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { Operation, Resource } from '../../common/run/operation';
import { operationsOf, resourceProperties } from '../../common/run/operation';
import { runItems } from '../../common/run/runItems';
import { RESOURCE_SUBTITLE } from '../../common/form/subtitle';
import { appLovinCredentials, authenticationProperty } from '../shared/authentication';
import { searchApps, searchCampaigns } from '../shared/pickers';
import { activate } from './operations/campaign/activate';
import { create } from './operations/campaign/create';
import { get } from './operations/campaign/get';
import { getAll } from './operations/campaign/getAll';
import { pause } from './operations/campaign/pause';
import { update } from './operations/campaign/update';
import { getAll as getSources } from './operations/source/getAll';
import { update as updateSources } from './operations/source/update';
import { clear as clearSourceBids } from './operations/sourceBid/clear';
import { getAll as getSourceBids } from './operations/sourceBid/getAll';
import { update as updateSourceBids } from './operations/sourceBid/update';
import { get as getTarget } from './operations/target/get';
import { update as updateTarget } from './operations/target/update';

function resource(name: string, value: string, preset: string, operations: Operation[]): Resource {
	return { name, value, preset, operations };
}

const resources = [
	resource('Campaign', 'campaign', 'getAll', [activate, create, get, getAll, pause, update]),
	resource('Source', 'source', 'getAll', [getSources, updateSources]),
	resource('Source Bid', 'sourceBid', 'getAll', [clearSourceBids, getSourceBids, updateSourceBids]),
	resource('Target', 'target', 'get', [getTarget, updateTarget]),
];
const operations = operationsOf(resources);

/** Campaigns of AppLovin AppDiscovery, their targeting and their sources. */
export class AppLovinCampaign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AppLovin Campaign',
		name: 'appLovinCampaign',
		icon: { light: 'file:../applovin.svg', dark: 'file:../applovin.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: RESOURCE_SUBTITLE,
		description:
			"Run campaigns with AppLovin's older Campaign Management API, the only one with source bids",
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/applovin-campaign.md',
		defaults: { name: 'AppLovin Campaign' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: appLovinCredentials,
		properties: [authenticationProperty, ...resourceProperties(resources, 'campaign')],
	};

	methods = { listSearch: { searchApps, searchCampaigns } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
