import type { IDataObject, INode, INodeExecutionData, INodeType } from 'n8n-workflow';
import { createRequire } from 'node:module';

import { IqmApi } from '../../credentials/IqmApi.credentials';
import { IqmCampaign } from '../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { Sandbox } from '../../sandbox';
import { sampleContent } from '../../sandbox';
import type { WorkflowJson } from './engine';
import { Engine } from './engine';
import { fileItem, sandboxCredential } from './harness';
import { CAMPAIGN_FORM, SCENARIOS } from './scenarios';

/** The workflow that a person builds: an order, a creative, an audience, a campaign, a higher budget. */
const PACKAGE = 'n8n-nodes-iqm-applovin';
const PEOPLE = 'FirstName,LastName,State,Zip\nAda,Lovelace,NY,10001\n';
const NO_STAGE = { ioId: 1, creativeId: 1, campaignId: 1, audienceId: 1 };

/** A node that always has the same file, as one that downloads it. */
function fileNode(fileName: string, mimeType: string, content: Buffer): INodeType {
	return {
		description: {
			displayName: 'File',
			name: 'file',
			group: ['input'],
			version: 1,
			description: 'A file',
			defaults: { name: 'File' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		execute: async () => {
			const item: INodeExecutionData = { ...fileItem(fileName, mimeType, content), pairedItem: 0 };
			return await Promise.resolve([[item]]);
		},
	};
}

/** The banner as its header would say it with another width. */
function wider(): Buffer {
	const content = Buffer.from(sampleContent('/samples/banner.png') as Buffer);
	content.writeUInt32BE(728, 16);
	return content;
}

const TYPES: Record<string, () => INodeType> = {
	[`${PACKAGE}.iqmInsertionOrder`]: () => new IqmInsertionOrder(),
	[`${PACKAGE}.iqmCreative`]: () => new IqmCreative(),
	[`${PACKAGE}.iqmMatchedAudience`]: () => new IqmMatchedAudience(),
	[`${PACKAGE}.iqmCampaign`]: () => new IqmCampaign(),
	'test.banner': () =>
		fileNode('mrec.png', 'image/png', sampleContent('/samples/banner.png') as Buffer),
	'test.otherBanner': () => fileNode('mrec.png', 'image/png', wider()),
	'test.people': () => fileNode('people.csv', 'text/csv', Buffer.from(PEOPLE)),
	'test.otherPeople': () =>
		fileNode('people.csv', 'text/csv', Buffer.from(`${PEOPLE}Alan,Turing,NY,10001\n`)),
};

export async function buildingEngine(sandbox: Sandbox): Promise<Engine> {
	const require = createRequire(__filename);
	const { ManualTrigger } = require(
		'n8n-nodes-base/dist/nodes/ManualTrigger/ManualTrigger.node.js',
	) as { ManualTrigger: new () => INodeType };
	const own = Object.entries(TYPES).map(([type, make]) => [type, make()]);
	return await new Engine({
		nodeTypes: {
			'n8n-nodes-base.manualTrigger': new ManualTrigger(),
			...(Object.fromEntries(own) as Record<string, INodeType>),
		},
		credentialTypes: { iqmApi: new IqmApi() },
		credentials: { iqm: sandboxCredential(sandbox) },
	}).start();
}

const picked = (value: string) => ({ __rl: true, mode: 'id', value });

/** The names of the nodes, in their order. */
export const ORDER = 'Order';
export const CREATIVE = 'Creative';
export const AUDIENCE = 'Audience';
export const CAMPAIGN = 'Campaign';
export const RAISE = 'Raise';

/** The daily budget once it was raised from 50. */
export const RAISED = 60;

const FORMS: Array<[string, string, IDataObject]> = [
	['Start', 'n8n-nodes-base.manualTrigger', {}],
	[
		ORDER,
		`${PACKAGE}.iqmInsertionOrder`,
		{ ...SCENARIOS[0].parameters(NO_STAGE), ifItExists: 'return' },
	],
	['Banner', 'test.banner', {}],
	[
		CREATIVE,
		`${PACKAGE}.iqmCreative`,
		{
			operation: 'upload',
			kind: 'image',
			ifItExists: 'return',
			binaryPropertyName: 'data',
			clickUrl: 'https://example.com',
		},
	],
	['People', 'test.people', {}],
	[
		AUDIENCE,
		`${PACKAGE}.iqmMatchedAudience`,
		{
			operation: 'upload',
			audienceName: 'People',
			ifItExists: 'return',
			binaryPropertyName: 'data',
			columnsFrom: 'name',
			emailsAndPhones: 'plain',
		},
	],
	[
		CAMPAIGN,
		`${PACKAGE}.iqmCampaign`,
		{
			...CAMPAIGN_FORM({ ioId: 1, creativeId: 1 }),
			ifItExists: 'return',
			ioId: picked("={{ $('Order').first().json.ioId }}"),
			creativeIds: "={{ $('Creative').first().json.creativeId }}",
			who: {
				whiteListedCustomAudienceIds: "={{ $('Audience').first().json.matchedAudienceId }}",
			},
		},
	],
	[
		RAISE,
		`${PACKAGE}.iqmCampaign`,
		{
			operation: 'updateBudget',
			campaignsFrom: 'ids',
			campaignIds: "={{ $('Campaign').first().json.campaignId }}",
			amountToChange: 'dailyBudget',
			changeBy: 'percent',
			percent: '20',
			atMost: String(RAISED),
		},
	],
];

/** The workflow, with changes to the forms of some nodes. */
export function buildingWorkflow(changes: Record<string, IDataObject> = {}): WorkflowJson {
	const nodes = FORMS.map(
		([name, type, parameters], at): INode => ({
			id: `node-${at}`,
			name,
			type,
			typeVersion: 1,
			position: [at * 200, 0],
			parameters: { ...parameters, ...changes[name] } as INode['parameters'],
			credentials: { iqmApi: { id: 'iqm', name: 'IQM' } },
		}),
	);
	const links = nodes.slice(1).map(({ name }, at) => [
		nodes[at].name,
		{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
	]);
	return {
		nodes,
		connections: Object.fromEntries(links) as WorkflowJson['connections'],
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	};
}
