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
import { getInsertionOrders } from '../shared/idLists';
import { searchInsertionOrders, searchTimezones } from '../shared/pickers';
import { create } from './operations/create';
import { described } from './operations/described';
import { duplicate } from './operations/duplicate';
import { updateBudget } from './operations/updateBudget';

const operations = [create, duplicate, updateBudget, ...described];

/** Insertion orders of the IQM DSP. */
export class IqmInsertionOrder implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Insertion Order',
		name: 'iqmInsertionOrder',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: OPERATION_SUBTITLE,
		description:
			'Create, list, update and duplicate insertion orders on the IQM DSP: the budget and flight dates that campaigns share',
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/iqm-insertion-order.md',
		defaults: { name: 'IQM Insertion Order' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties: soleResourceProperties({
			name: 'Insertion Order',
			value: 'insertionOrder',
			preset: 'create',
			operations,
		}),
	};

	methods = {
		listSearch: { searchInsertionOrders, searchTimezones },
		loadOptions: { getInsertionOrders },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
