import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { soleResourceProperties } from '../../common/run/operation';
import { runItems } from '../../common/run/runItems';
import { OPERATION_SUBTITLE } from '../../common/form/subtitle';
import { getCampaigns, getInsertionOrders } from '../shared/idLists';
import {
	getRunningCreatives,
	searchCampaigns,
	searchCountries,
	searchCreativeTypes,
	searchInsertionOrders,
	searchTimezones,
} from '../shared/pickers';
import { create } from './operations/create';
import { createDraft } from './operations/createDraft';
import { described } from './operations/described';
import { duplicate } from './operations/duplicate';
import { get } from './operations/get';
import { update } from './operations/update';
import { updateBudget } from './operations/updateBudget';
import { updateEndDate } from './operations/updateEndDate';
import { campaignPickers } from './pickers';

const operations = [
	create,
	createDraft,
	duplicate,
	get,
	update,
	updateBudget,
	updateEndDate,
	...described,
];

/** Campaigns of the IQM DSP. */
export class IqmCampaign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Campaign',
		name: 'iqmCampaign',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: OPERATION_SUBTITLE,
		description: 'Create, list, update, pause and duplicate campaigns on the IQM DSP',
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/iqm-campaign.md',
		defaults: { name: 'IQM Campaign' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties: soleResourceProperties({
			name: 'Campaign',
			value: 'campaign',
			preset: 'create',
			operations,
		}),
	};

	methods = {
		listSearch: {
			searchCampaigns,
			searchCountries,
			searchCreativeTypes,
			searchInsertionOrders,
			searchTimezones,
		},
		loadOptions: { getCampaigns, getInsertionOrders, getRunningCreatives, ...campaignPickers },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
