import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { AppLovinAxonCreative } from '../../nodes/AppLovin/AppLovinAxonCreative/AppLovinAxonCreative.node';
import type { Sandbox } from '../../sandbox';
import type { AxonStage } from './axonCampaignScenarios';
import { setAxonStage } from './axonCampaignScenarios';
import { fileItem } from './harness';
import type { Scenario, Stage } from './scenarios';

interface Row {
	name: string;
	path: string;
	resource: 'asset' | 'creativeSet';
	parameters: (stage: AxonStage) => IDataObject;
	writes?: boolean;
	count?: Scenario['count'];
	/** What it reads before or after it writes. */
	reads?: string[];
	item?: INodeExecutionData;
	/** Whether its answer may be empty. */
	isLink?: boolean;
	/** Whether it reads the page after the last row too. */
	hasLastPage?: boolean;
}

const LISTS = {
	sets: '/manage/v1/creative_set/list',
	assets: '/manage/v1/asset/list',
	campaigns: '/manage/v1/campaign/list',
};
const sets = (id: string) => ({ creativeSetsFrom: 'ids', creative_set_ids: id });
const campaigns = (id: string) => ({ campaignsFrom: 'ids', campaign_ids: id });
const assets = (id: string) => ({ assetsFrom: 'ids', asset_ids: id });
const picked = (id: string) => ({ __rl: true, mode: 'id', value: id });
const UPDATE = '/creative_set/update';
const UPLOAD = 'c7a3';

/** The stage of Axon scenarios, and an upload that is finished. */
async function setCreativeStage(sandbox: Sandbox): Promise<Stage> {
	const stage = await setAxonStage(sandbox);
	const files = [{ name: 'a.mp4', assetId: Number((stage as unknown as AxonStage).assetId) }];
	sandbox.applovinAxon.uploads.set(UPLOAD, { id: UPLOAD, looks: 9, files });
	return stage;
}

/** Faults after which a read goes on, or is asked again: then its last page is asked for too. */
const GOES_ON = ['rateLimit', 'rateLimitRetryAfter', 'reset', 'resetAfter', 'serverError', 'serverErrorAfter', 'slow', 'slowAfter'];

const SET_ROWS: Array<Omit<Row, 'resource'>> = [
	{
		name: 'Get Many',
		path: '/creative_set/list',
		parameters: ({ setId }) => ({ operation: 'getAll', returnAll: true, filters: { ids: setId } }),
	},
	{
		name: 'Get by Campaign',
		path: '/creative_set/list',
		hasLastPage: true,
		parameters: ({ campaignId }) => ({ operation: 'getByCampaign', ...campaigns(campaignId), returnAll: true }),
	},
	{
		name: 'Create',
		path: '/creative_set/create',
		writes: true,
		count: (sandbox) => sandbox.applovinAxon.creativeSets.size,
		reads: [LISTS.assets, LISTS.sets, LISTS.campaigns],
		parameters: ({ campaignId, assetId }) => ({
			operation: 'create',
			...{ useIn: 'campaign', campaign_id: picked(campaignId), type: 'APP', name: 'Scenario set' },
			...assets(assetId),
			...{ ifItExists: 'create', additionalFields: { countries: ['US'] } },
		}),
	},
	{
		name: 'Update',
		path: UPDATE,
		writes: true,
		reads: [LISTS.sets],
		parameters: ({ setId }) => ({
			operation: 'update',
			...{ creative_set_id: picked(setId), listsMode: '', updateFields: { name: 'Renamed set' } },
		}),
	},
	{
		name: 'Update Status',
		path: UPDATE,
		writes: true,
		reads: [LISTS.sets],
		parameters: ({ setId }) => ({ operation: 'updateStatus', ...sets(setId), status: 'PAUSED' }),
	},
	{
		name: 'Clone',
		path: '/creative_set/clone',
		writes: true,
		count: (sandbox) => sandbox.applovinAxon.creativeSets.size,
		reads: [LISTS.sets, LISTS.campaigns],
		parameters: ({ setId, byCountryId }) => ({
			operation: 'clone',
			...{ creative_set_id: picked(setId), campaign_id: picked(byCountryId), status: 'PAUSED' },
		}),
	},
	{
		name: 'Add to Campaigns',
		path: '/creative_set/add-to-campaigns',
		writes: true,
		isLink: true,
		reads: Object.values(LISTS),
		parameters: ({ setId, byCountryId }) => ({ operation: 'addToCampaigns', ...sets(setId), ...campaigns(byCountryId) }),
	},
	{
		name: 'Remove From Campaigns',
		path: '/creative_set/remove-from-campaigns',
		writes: true,
		isLink: true,
		reads: Object.values(LISTS),
		parameters: ({ setId, campaignId }) => ({
			...{ operation: 'removeFromCampaigns', ...sets(setId), removeFrom: 'chosen', ...campaigns(campaignId) },
		}),
	},
	{
		name: 'Remove From All Campaigns',
		path: '/creative_set/remove-from-all-campaigns',
		writes: true,
		isLink: true,
		reads: Object.values(LISTS),
		parameters: ({ setId }) => ({ operation: 'removeFromCampaigns', ...sets(setId), removeFrom: 'all' }),
	},
];

const ASSET_ROWS: Array<Omit<Row, 'resource'>> = [
	{
		name: 'Get Many',
		path: '/asset/list',
		parameters: ({ assetId }) => ({ operation: 'getAll', returnAll: true, filters: { ids: assetId } }),
	},
	{
		name: 'Get Upload Result',
		path: '/asset/upload_result',
		parameters: () => ({ operation: 'getUploadResult', upload_id: UPLOAD }),
	},
	{
		name: 'Upload',
		path: '/asset/upload',
		writes: true,
		count: (sandbox) => sandbox.applovinAxon.uploads.size,
		reads: ['/manage/v1/asset/upload_result', LISTS.assets],
		item: fileItem('spot.mp4', 'video/mp4', Buffer.from('scenario video')),
		parameters: () => ({ operation: 'upload', binaryPropertyName: 'data', ifItExists: 'create' }),
	},
	{
		name: 'Add to Creative Sets',
		path: '/asset/add-to-creative-sets',
		writes: true,
		isLink: true,
		reads: Object.values(LISTS),
		parameters: ({ setId, otherAssetId }) => ({ operation: 'addToSets', ...assets(otherAssetId), ...sets(setId) }),
	},
	{
		name: 'Remove From Creative Sets',
		path: '/asset/remove-from-creative-sets',
		writes: true,
		isLink: true,
		reads: Object.values(LISTS),
		parameters: ({ setId, assetId }) => ({
			...{ operation: 'removeFromSets', ...assets(assetId), removeFrom: 'chosen', ...sets(setId) },
		}),
	},
	{
		name: 'Remove From All Creative Sets',
		path: '/asset/remove-from-all-creative-sets',
		writes: true,
		isLink: true,
		reads: Object.values(LISTS),
		parameters: ({ assetId }) => ({ operation: 'removeFromSets', ...assets(assetId), removeFrom: 'all' }),
	},
];

const ROWS: Row[] = [
	...SET_ROWS.map((row): Row => ({ ...row, name: `Creative Set: ${row.name}`, resource: 'creativeSet' })),
	...ASSET_ROWS.map((row): Row => ({ ...row, name: `Asset: ${row.name}`, resource: 'asset' })),
];

export const AXON_CREATIVE_SCENARIOS: Scenario[] = ROWS.map(
	({ name, path, resource, writes = false, parameters, count, reads = [], item = { json: {} }, isLink, hasLastPage }): Scenario => ({
		name: `AppLovin Axon Creative: ${name}`,
		path: new RegExp(`^/manage/v1${path}$`),
		writes,
		isAxon: true,
		node: () => new AppLovinAxonCreative(),
		parameters: (stage) => ({ resource, ...parameters(stage as unknown as AxonStage) }),
		item: () => structuredClone(item),
		count: count ?? (() => 0),
		changesOnly: writes && count === undefined,
		reads: writes ? reads : [],
		stage: setCreativeStage,
		...(isLink === true ? { emptyIsDone: true } : {}),
		...(hasLastPage === true ? { secondWayAfter: GOES_ON } : {}),
	}),
);
