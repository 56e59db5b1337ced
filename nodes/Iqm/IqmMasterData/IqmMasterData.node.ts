import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { RESOURCE_SUBTITLE } from '../../common/form/subtitle';
import { operationsOf, resourceProperties } from '../../common/run/operation';
import { runItems } from '../../common/run/runItems';
import { creative } from './operations/creative';
import { demographic } from './operations/demographic';
import { device } from './operations/device';
import { location } from './operations/location';
import { supply } from './operations/supply';
import { listSearch } from './pickers';

const resources = [creative, demographic, device, location, supply];

const operations = operationsOf(resources);

/** The lists behind the IDs in IQM's forms. */
export class IqmMasterData implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Master Data',
		name: 'iqmMasterData',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: RESOURCE_SUBTITLE,
		description:
			'Look up IDs on the IQM DSP: states, cities, ZIP codes, DMAs, ages, interests, devices, carriers, creative types, exchanges and categories',
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/iqm-master-data.md',
		defaults: { name: 'IQM Master Data' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties: resourceProperties(resources, 'location'),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
