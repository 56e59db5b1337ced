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
import { getMatchedAudiences } from '../shared/idLists';
import { searchMatchedAudiences } from '../shared/pickers';
import { described, getAll } from './operations/described';
import { getColumnKeys, getDataFormats, getNpiPartners, getVoterPartners } from './columnPickers';
import { get } from './operations/get';
import { getColumns } from './operations/getColumns';
import { upload } from './operations/upload';

const operations = [get, getColumns, upload, ...described];

/** Matched audiences of the IQM DSP: people from a user's file. */
export class IqmMatchedAudience implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Matched Audience',
		name: 'iqmMatchedAudience',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: OPERATION_SUBTITLE,
		description: 'Upload lists of people to the IQM DSP as matched audiences, list, rename and delete them',
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/iqm-matched-audience.md',
		defaults: { name: 'IQM Matched Audience' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties: soleResourceProperties({
			name: 'Matched Audience',
			value: 'matchedAudience',
			preset: getAll.value,
			operations,
		}),
	};

	methods = {
		listSearch: { searchMatchedAudiences },
		loadOptions: {
			getColumnKeys,
			getDataFormats,
			getMatchedAudiences,
			getNpiPartners,
			getVoterPartners,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
