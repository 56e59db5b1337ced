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
import { getCampaigns, getCreatives } from '../shared/idLists';
import { searchCreatives } from '../shared/pickers';
import { described, getAll } from './operations/described';
import { duplicate } from './operations/duplicate';
import { get } from './operations/get';
import { update } from './operations/update';
import { upload } from './operations/upload';

const operations = [duplicate, get, update, upload, ...described];

/** Creatives of the IQM DSP. */
export class IqmCreative implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Creative',
		name: 'iqmCreative',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: OPERATION_SUBTITLE,
		description:
			'Upload creatives to the IQM DSP, track their approval, list, update, pause and duplicate them',
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/iqm-creative.md',
		defaults: { name: 'IQM Creative' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties: soleResourceProperties({
			name: 'Creative',
			value: 'creative',
			preset: getAll.value,
			operations,
		}),
	};

	methods = {
		listSearch: { searchCreatives },
		loadOptions: { getCampaigns, getCreatives },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
