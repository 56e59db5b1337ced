import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { OPERATION_SUBTITLE } from '../../common/form/subtitle';
import { soleResourceProperties } from '../../common/run/operation';
import { runItems } from '../../common/run/runItems';
import { getCampaigns, searchCampaigns } from '../axonShared/campaignPickers';
import { AXON_CREDENTIAL } from '../axonTransport/request';
import { searchCatalogs, searchVariantSets } from './catalogs';
import { create } from './operations/create';
import { getAll } from './operations/getAll';
import { getCatalogs } from './operations/getCatalogs';
import { getChangeLog } from './operations/getChangeLog';
import { update } from './operations/update';
import { updateBudget } from './operations/updateBudget';
import { updateGoal } from './operations/updateGoal';
import { updateStatus } from './operations/updateStatus';

const operations = [
	create,
	getAll,
	getCatalogs,
	getChangeLog,
	update,
	updateBudget,
	updateGoal,
	updateStatus,
];

const preset = getAll.value;

/** Campaigns of AppLovin's Axon Campaign Management API. */
export class AppLovinAxonCampaign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AppLovin Axon Campaign',
		name: 'appLovinAxonCampaign',
		icon: { light: 'file:../applovin.svg', dark: 'file:../applovin.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: OPERATION_SUBTITLE,
		description:
			"Create and run campaigns with AppLovin's current (Axon) API: status, budgets and goals",
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/applovin-axon-campaign.md',
		defaults: { name: 'AppLovin Axon Campaign' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: AXON_CREDENTIAL, required: true }],
		properties: soleResourceProperties({ name: 'Campaign', value: 'campaign', operations, preset }),
	};

	methods = {
		listSearch: { searchCampaigns, searchCatalogs, searchVariantSets },
		loadOptions: { getCampaigns },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
