import type {
	IExecuteFunctions,
	INodeCredentialDescription,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { OPERATION_SUBTITLE } from '../../common/form/subtitle';
import { soleResourceProperties } from '../../common/run/operation';
import { runItems } from '../../common/run/runItems';
import { REPORT_CREDENTIAL } from '../reportTransport/request';
import { checkCredentials } from './knownCampaigns';
import { getAssets } from './operations/getAssets';
import { getCampaigns } from './operations/getCampaigns';
import { getCreativeSets } from './operations/getCreativeSets';
import { getCustom } from './operations/getCustom';
import { getSources } from './operations/getSources';
import { readOnce } from './sharedReport';

const operations = [getAssets, getCampaigns, getCreativeSets, getCustom, getSources].map(readOnce);

/** The older API's credentials are only for checking IDs against it. */
const credentials: INodeCredentialDescription[] = [
	{ name: REPORT_CREDENTIAL, required: true },
	...checkCredentials,
];

/** Figures of AppLovin's Reporting API. */
export class AppLovinReport implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AppLovin Report',
		name: 'appLovinReport',
		icon: { light: 'file:../applovin.svg', dark: 'file:../applovin.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: OPERATION_SUBTITLE,
		description: 'See what AppLovin campaigns, sources, creative sets and assets cost and bring: installs, revenue and ROAS',
		documentationUrl:
			'https://github.com/n8n-nodes-iqm-applovin/n8n-nodes-iqm-applovin/blob/main/docs/nodes/applovin-report.md',
		defaults: { name: 'AppLovin Report' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties: soleResourceProperties({
			name: 'Report',
			value: 'report',
			operations,
			preset: getCampaigns.value,
		}),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
