import type { ICredentialDataDecryptedObject, IDataObject, INodeType } from 'n8n-workflow';

import { IqmCampaign } from '../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { Sandbox } from '../../sandbox';
import { sampleContent } from '../../sandbox';
import { campaignBody, dig, SandboxClient } from '../../sandbox/client';
import type { NodeRun, NodeRunOptions } from './harness';
import { fileItem, runNode, sandboxCredential } from './harness';

/** Things that exist in the sandbox before an operation runs. */
export interface Stage {
	ioId: number;
	creativeId: number;
	campaignId: number;
	audienceId: number;
}

/** One operation with the smallest input that works, for tests that cover all of them. */
export interface Scenario {
	name: string;
	/** Path of its only request. */
	path: RegExp;
	writes: boolean;
	/** Faults after which the operation tries a second documented request. */
	secondWayAfter?: string[];
	node: () => INodeType;
	parameters: (stage: Stage) => IDataObject;
	item: () => NonNullable<NodeRunOptions['items']>[number];
	/** Whether it changes an existing thing and so adds no object. */
	changesOnly?: boolean;
	/** Whether an empty answer means "done", since no document shows another. */
	emptyIsDone?: boolean;
	/** Whether the sandbox answers with content although the reply to the write may be empty. */
	hasReply?: boolean;
	/** Whether the API refuses the same input a second time, such as an existing type of asset. */
	oncePerStage?: boolean;
	/** Paths that are read first, to look something up; with a method where a write has the same path. */
	reads?: string[];
	/** What the credential must allow, beyond its defaults. */
	credential?: IDataObject;
	/** Whether it is one of the Axon API, where no 4xx is answered by asking again. */
	isAxon?: boolean;
	/** Sets the stage in the sandbox; {@link setStage} by default. */
	stage?: (sandbox: Sandbox) => Promise<Stage>;
	/** How many objects of its kind the sandbox holds. */
	count: (sandbox: Sandbox) => number;
}

/** Whether a request is one of those that look something up first. */
export const isReadOf = (
	{ reads = [] }: Pick<Scenario, 'reads'>,
	method: string,
	path: string,
): boolean => reads.includes(path) || reads.includes(`${method} ${path}`);

const plainItem = () => ({ json: {} });
const id = (value: number) => ({ __rl: true, mode: 'id', value: String(value) });
const sample = (path: string) => sampleContent(path) as Buffer;

export const CAMPAIGN_FORM = ({ ioId, creativeId }: Pick<Stage, 'ioId' | 'creativeId'>) => ({
	operation: 'create',
	ifItExists: 'create',
	campaignName: 'Scenario campaign',
	ioId: id(ioId),
	creativeType: id(11),
	creativesFrom: 'ids',
	creativeIds: String(creativeId),
	advertiserDomain: 'https://example.com',
	countryId: id(30100001),
	startTime: '2031-01-01T00:00:00Z',
	endTime: '2031-02-01T00:00:00Z',
	timezone: id(29),
	budgetTypeId: 1,
	totalBudgetPacing: false,
	budgetDay: 50,
	budgetTotal: 1000,
	maxBid: 10,
	isAgreementChecked: true,
});

export const SCENARIOS: Scenario[] = [
	{
		name: 'Insertion Order: Create',
		path: /\/cmp\/io\/add$/,
		writes: true,
		node: () => new IqmInsertionOrder(),
		item: plainItem,
		parameters: () => ({
			operation: 'create',
			ifItExists: 'create',
			ioName: 'Scenario order',
			ioStartTime: '2030-01-01T00:00:00Z',
			ioEndTime: '2032-01-01T00:00:00Z',
			ioTimeZoneId: id(29),
			ioBudgetTypeId: 1,
			isAutoSumIoTotalBudget: false,
			ioTotalBudget: 5000,
		}),
		count: (sandbox) => sandbox.iqm.insertionOrders.size,
	},
	{
		name: 'Campaign: Create',
		path: /\/cmp\/campaigns\/add$/,
		writes: true,
		node: () => new IqmCampaign(),
		item: plainItem,
		parameters: CAMPAIGN_FORM,
		count: (sandbox) => sandbox.iqm.campaigns.size,
	},
	{
		name: 'Campaign: Get',
		path: /\/cmp\/campaign\/\d+$/,
		writes: false,
		node: () => new IqmCampaign(),
		item: plainItem,
		parameters: ({ campaignId }) => ({ operation: 'get', campaignId: String(campaignId) }),
		count: (sandbox) => sandbox.iqm.campaigns.size,
	},
	{
		name: 'Creative: Get Types',
		path: /\/master\/creativeTypes$/,
		writes: false,
		node: () => new IqmCreative(),
		item: plainItem,
		parameters: () => ({ operation: 'getTypes' }),
		count: (sandbox) => sandbox.iqm.creatives.size,
	},
	{
		name: 'Creative: Upload (image)',
		path: /\/crt\/add\/image\/banner\/creative$/,
		writes: true,
		node: () => new IqmCreative(),
		item: () => fileItem('banner.png', 'image/png', sample('/samples/banner.png')),
		parameters: () => ({
			operation: 'upload',
			ifItExists: 'create',
			kind: 'image',
			binaryPropertyName: 'data',
			clickUrl: 'https://example.com',
		}),
		count: (sandbox) => sandbox.iqm.creatives.size,
	},
	{
		name: 'Creative: Upload (VAST)',
		path: /\/v3\/crt\/creatives$/,
		writes: true,
		node: () => new IqmCreative(),
		item: plainItem,
		parameters: () => ({
			operation: 'upload',
			ifItExists: 'create',
			kind: 'vast',
			source: 'url',
			creativeName: 'Scenario VAST',
			creativeSource: 'https://example.com/vast.xml',
		}),
		count: (sandbox) => sandbox.iqm.creatives.size,
	},
	{
		name: 'Creative: Get',
		path: /\/crt\/creatives\/details$/,
		writes: false,
		node: () => new IqmCreative(),
		item: plainItem,
		parameters: ({ creativeId }) => ({ operation: 'get', creativeIds: String(creativeId) }),
		count: (sandbox) => sandbox.iqm.creatives.size,
	},
	{
		name: 'Matched Audience: Get Columns',
		path: /\/matched\/column-list$/,
		writes: false,
		// The newer guideline has a GET in place of the quickstart's POST.
		secondWayAfter: ['html404'],
		node: () => new IqmMatchedAudience(),
		item: plainItem,
		parameters: () => ({ operation: 'getColumns' }),
		count: (sandbox) => sandbox.iqm.audiences.size,
	},
	{
		name: 'Matched Audience: Upload',
		path: /\/audience\/matched\/add$/,
		writes: true,
		node: () => new IqmMatchedAudience(),
		item: () =>
			fileItem(
				'people.csv',
				'text/csv',
				Buffer.from('FirstName,LastName,State,Zip\nAda,Lovelace,NY,10001\n'),
			),
		parameters: () => ({
			operation: 'upload',
			ifItExists: 'create',
			audienceName: 'Scenario audience',
			binaryPropertyName: 'data',
			columnsFrom: 'name',
			emailsAndPhones: 'plain',
		}),
		count: (sandbox) => sandbox.iqm.audiences.size,
	},
	{
		name: 'Matched Audience: Get',
		path: /\/audience\/matched\/\d+$/,
		writes: false,
		node: () => new IqmMatchedAudience(),
		item: plainItem,
		parameters: ({ audienceId }) => ({ operation: 'get', matchedAudienceId: String(audienceId) }),
		count: (sandbox) => sandbox.iqm.audiences.size,
	},
];

/** Puts one of each object into the sandbox, without any of the nodes. */
export async function setStage(sandbox: Sandbox): Promise<Stage> {
	const client = new SandboxClient(sandbox);
	await client.login();
	const ioId = await client.makeOrder();
	const creativeId = await client.makeImage();
	sandbox.options.iqm.readyAfterMs = 0;
	const body = { campaignName: 'Staged campaign', ioId, creativeIds: String(creativeId) };
	const campaign = await client.post('/api/v2/cmp/campaigns/add', campaignBody(body));
	const campaignId = Number(dig(campaign.body, 'responseObject', 'data'));
	const file = Buffer.from('FullAddress\n"1 Main St, New York, 10001, NY"\n');
	const audience = await client.form('/api/v2/audience/matched/add', [
		{ name: 'file', value: file, filename: 'people.csv', contentType: 'text/csv' },
		{ name: 'columns', value: '{"FullAddress":"Residence_FullAddress"}' },
		{
			name: 'metadata',
			value: JSON.stringify({
				columns: ['FullAddress'],
				fileName: 'people.csv',
				fileSize: file.length,
				columnValues: { FullAddress: ['1 Main St, New York, 10001, NY'] },
				rows: 1,
			}),
		},
		{ name: 'audienceName', value: 'Staged audience' },
		{ name: 'isSingleColumnEnabled', value: 'true' },
		{ name: 'fileTotalCount', value: '1' },
	]);
	const audienceId = Number(dig(audience.body, 'responseObject', 'id'));
	if (Number.isNaN(campaignId) || Number.isNaN(audienceId)) {
		throw new Error(`The sandbox refused the stage: ${campaign.text} ${audience.text}`);
	}
	sandbox.requests.length = 0;
	return { ioId, creativeId, campaignId, audienceId };
}

/** Runs a scenario with one item or, given a number, with that many. */
export async function runScenario(
	sandbox: Sandbox,
	scenario: Scenario,
	stage: Stage,
	options: NodeRunOptions & { count?: number; parameters?: IDataObject } = {},
): Promise<NodeRun> {
	const { count = 1, parameters, ...others } = options;
	const allowed = scenario.credential as ICredentialDataDecryptedObject | undefined;
	const { credential = allowed && sandboxCredential(sandbox) } = options;
	return await runNode(
		sandbox,
		scenario.node(),
		{ ...scenario.parameters(stage), ...parameters },
		{
			items: Array.from({ length: count }, () => scenario.item()),
			...others,
			credential: credential && { ...credential, ...allowed },
		},
	);
}
