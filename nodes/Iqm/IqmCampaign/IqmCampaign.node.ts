import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { soleResourceProperties } from '../../common/operation';
import { runItems } from '../../common/runItems';
import { OPERATION_SUBTITLE } from '../../common/subtitle';
import {
	getCreatives,
	searchCountries,
	searchCreativeTypes,
	searchInsertionOrders,
	searchTimezones,
} from '../shared/lists';
import { create } from './operations/create';
import { get } from './operations/get';

const operations = [create, get];

/** Campaigns of the IQM DSP. */
export class IqmCampaign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Campaign',
		name: 'iqmCampaign',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: OPERATION_SUBTITLE,
		description: 'Create campaigns on the IQM DSP and follow their status',
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
		listSearch: { searchCountries, searchCreativeTypes, searchInsertionOrders, searchTimezones },
		loadOptions: { getCreatives },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
