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
import { audienceInsight } from './operations/audienceInsight';
import { biddingInsight } from './operations/biddingInsight';
import { campaignPulse } from './operations/campaignPulse';
import { performance } from './operations/performance';
import { report } from './operations/report';
import { reportField } from './operations/reportField';
import { reportSchedule } from './operations/reportSchedule';
import { voterLevelDataReport } from './operations/voterLevelDataReport';
import { listSearch, loadOptions } from './pickers';

const resources = [
	report,
	reportSchedule,
	reportField,
	performance,
	biddingInsight,
	audienceInsight,
	voterLevelDataReport,
	campaignPulse,
].filter(({ operations }) => operations.length > 0);

const operations = operationsOf(resources);

/** Reports, the dashboard's tables and insights of the IQM DSP. */
export class IqmReport implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'IQM Report',
		name: 'iqmReport',
		icon: { light: 'file:../iqm.svg', dark: 'file:../iqm.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: RESOURCE_SUBTITLE,
		description:
			'See spend and delivery on the IQM DSP: run and download reports, monitor pacing, get insights',
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/iqm-report.md',
		defaults: { name: 'IQM Report' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iqmApi', required: true }],
		properties: resourceProperties(resources, 'report'),
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
