import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { Resource } from '../../common/run/operation';
import { operationsOf, resourceProperties } from '../../common/run/operation';
import { runItems } from '../../common/run/runItems';
import { RESOURCE_SUBTITLE } from '../../common/form/subtitle';
import { appLovinCredentials, authenticationProperty } from '../shared/authentication';
import { searchAds, searchCampaigns, searchCreativeSets } from '../shared/pickers';
import { get as getAd } from './operations/ad/get';
import { getAll as getAds } from './operations/ad/getAll';
import { update as updateAd } from './operations/ad/update';
import { add } from './operations/asset/add';
import { getAll as getAssets } from './operations/asset/getAll';
import { remove } from './operations/asset/remove';
import { replace } from './operations/asset/replace';
import { upload } from './operations/asset/upload';
import { create } from './operations/creativeSet/create';
import { get } from './operations/creativeSet/get';
import { getAll } from './operations/creativeSet/getAll';
import { update } from './operations/creativeSet/update';
import { updateSizes } from './operations/creativeSet/updateSizes';

const resources: Resource[] = [
	{ value: 'ad', name: 'Ad', operations: [getAd, getAds, updateAd], preset: 'get' },
	{
		value: 'asset',
		name: 'Asset',
		operations: [add, getAssets, remove, replace, upload],
		preset: getAssets.value,
	},
	{
		value: 'creativeSet',
		name: 'Creative Set',
		operations: [create, get, getAll, update, updateSizes],
		preset: 'create',
	},
];
const operations = operationsOf(resources);

/** Creative sets of AppLovin's Campaign Management API, with their assets and ads. */
export class AppLovinCreativeSet implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AppLovin Creative Set',
		name: 'appLovinCreativeSet',
		icon: { light: 'file:../applovin.svg', dark: 'file:../applovin.dark.svg' },
		group: ['transform'],
		version: 1,
		// "updateSizes" and "creativeSet" as "update sizes: creative set".
		subtitle: RESOURCE_SUBTITLE,
		description: "Manage creative sets, assets and ads with AppLovin's older Campaign Management API",
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/applovin-creative-set.md',
		defaults: { name: 'AppLovin Creative Set' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: appLovinCredentials,
		properties: [authenticationProperty, ...resourceProperties(resources, 'creativeSet')],
	};

	methods = { listSearch: { searchAds, searchCampaigns, searchCreativeSets } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
