import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { RESOURCE_SUBTITLE } from '../../common/form/subtitle';
import type { Resource } from '../../common/run/operation';
import { operationsOf, resourceProperties } from '../../common/run/operation';
import { runItems } from '../../common/run/runItems';
import { getCampaigns, searchCampaigns } from '../axonShared/campaignPickers';
import { getAssets, getCreativeSets, searchCreativeSets } from '../axonShared/creativePickers';
import { AXON_CREDENTIAL } from '../axonTransport/request';
import { addToSets } from './operations/asset/addToSets';
import { getAll as getManyAssets } from './operations/asset/getAll';
import { getUploadResult } from './operations/asset/getUploadResult';
import { removeFromSets } from './operations/asset/removeFromSets';
import { upload } from './operations/asset/upload';
import { addToCampaigns } from './operations/creativeSet/addToCampaigns';
import { clone } from './operations/creativeSet/clone';
import { create } from './operations/creativeSet/create';
import { getAll as getManySets } from './operations/creativeSet/getAll';
import { getByCampaign } from './operations/creativeSet/getByCampaign';
import { removeFromCampaigns } from './operations/creativeSet/removeFromCampaigns';
import { update } from './operations/creativeSet/update';
import { updateStatus } from './operations/creativeSet/updateStatus';

const resources: Resource[] = [
	{
		value: 'asset',
		name: 'Asset',
		operations: [addToSets, getManyAssets, getUploadResult, removeFromSets, upload],
		preset: getManyAssets.value,
	},
	{
		value: 'creativeSet',
		name: 'Creative Set',
		operations: [addToCampaigns, clone, create, getByCampaign, getManySets, removeFromCampaigns, update, updateStatus],
		preset: getManySets.value,
	},
];
const operations = operationsOf(resources);

/** Creative sets and assets of AppLovin's Axon Campaign Management API. */
export class AppLovinAxonCreative implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AppLovin Axon Creative',
		name: 'appLovinAxonCreative',
		icon: { light: 'file:../applovin.svg', dark: 'file:../applovin.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: RESOURCE_SUBTITLE,
		description: "Upload assets and manage creative sets with AppLovin's current (Axon) API",
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/applovin-axon-creative.md',
		defaults: { name: 'AppLovin Axon Creative' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: AXON_CREDENTIAL, required: true }],
		properties: resourceProperties(resources, 'creativeSet'),
	};

	methods = {
		listSearch: { searchCampaigns, searchCreativeSets },
		loadOptions: { getAssets, getCampaigns, getCreativeSets },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
