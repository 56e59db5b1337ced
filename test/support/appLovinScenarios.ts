import type { IDataObject, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import type { Sandbox } from '../../sandbox';
import { sampleContent } from '../../sandbox';
import { AppLovinClient } from '../../sandbox/applovin/client';
import type { AppLovinCampaign as AppLovinCampaignRow } from '../../sandbox/applovin/state';
import { fileItem } from './harness';
import type { Scenario, Stage } from './scenarios';

const BASE = '/campaign_management/v1';
const plainItem = () => ({ json: {} });
const rl = (value: string) => ({ __rl: true, mode: 'id', value });

export interface AppLovinStage {
	campaignId: string;
	/** A campaign that runs. */
	runningId: string;
	setId: string;
	adId: string;
	appId: string;
	country: string;
}

/** Puts a campaign with a target, a creative set, an ad and sources into the sandbox. */
export async function setAppLovinStage(sandbox: Sandbox): Promise<Stage> {
	const client = new AppLovinClient(sandbox);
	sandbox.options.applovin.assetReadyAfterMs = 0;
	await client.login();
	const campaignId = await client.makeCampaign();
	await client.post(`/campaign_targets/${campaignId}`, {
		countries: [{ country: 'DEFAULT', bid: 2, budget: 100 }, { country: 'gb' }],
	});
	const runningId = [...campaignId].reverse().join('');
	const paused = sandbox.applovin.campaigns.get(campaignId) as AppLovinCampaignRow;
	sandbox.applovin.campaigns.set(runningId, { ...paused, campaign_id: runningId, status: true });
	const setId = await client.makeCreativeSet(campaignId);
	await client.asset(setId, [
		{ name: 'type', value: 'IMG_BANNER' },
		{ name: 'asset', value: 'https://res1.applovin.com/banner.png' },
	]);
	const ads = (await client.get(`/ads/${setId}`)).value as Array<{ id: number }>;
	const bids = (await client.get(`/source_bids/${campaignId}`)).value as Array<{
		app_id: string;
		country: string;
	}>;
	const stage: AppLovinStage = {
		campaignId,
		runningId,
		setId,
		adId: String(ads[0]?.id),
		appId: bids[0].app_id,
		country: bids[0].country,
	};
	sandbox.requests.length = 0;
	return stage as unknown as Stage;
}

interface Row {
	name: string;
	path: RegExp;
	node: new () => INodeType;
	parameters: (stage: AppLovinStage) => IDataObject;
	writes?: boolean;
	/** Counts the things it adds one of; without it, the operation changes an existing one. */
	count?: Scenario['count'];
	/** Whether an empty answer means "done". */
	emptyIsDone?: boolean;
	/** Whether the sandbox answers with content although the reply to the write may be empty. */
	hasReply?: boolean;
	item?: Scenario['item'];
	oncePerStage?: boolean;
}

const countAssets = (sandbox: Sandbox): number =>
	[...sandbox.applovin.assets.values()].reduce((sum, ofSet) => sum + ofSet.size, 0);

const campaign = ({ campaignId }: AppLovinStage) => rl(campaignId);
const inSet = ({ campaignId, setId }: AppLovinStage) => ({
	campaign_id: rl(campaignId),
	creative_set_id: rl(setId),
});
const path = (pattern: string) => new RegExp(`^${BASE}${pattern}$`);

const ROWS: Row[] = [
	{
		name: 'Campaign: Create',
		path: path('/campaign/'),
		node: AppLovinCampaign,
		writes: true,
		count: (sandbox) => sandbox.applovin.campaigns.size,
		parameters: () => ({
			resource: 'campaign',
			operation: 'create',
			ifItExists: 'create',
			name: 'Scenario campaign',
			platform: 'android',
			package_name: 'com.example.app',
			bid_type: 'CPI',
			tracking_method: 'adjust',
		}),
	},
	...['activate', 'pause'].map(
		(operation): Row => ({
			name: `Campaign: ${operation === 'pause' ? 'Pause' : 'Activate'}`,
			path: path('/campaign/\\w+'),
			emptyIsDone: true,
			hasReply: true,
			node: AppLovinCampaign,
			writes: true,
			parameters: (stage) => ({
				resource: 'campaign',
				operation,
				campaign_id: rl(operation === 'pause' ? stage.runningId : stage.campaignId),
			}),
		}),
	),
	{
		name: 'Campaign: Get',
		path: path('/campaign/\\w+'),
		node: AppLovinCampaign,
		parameters: (stage) => ({
			resource: 'campaign',
			operation: 'get',
			campaign_id: campaign(stage),
		}),
	},
	{
		name: 'Campaign: Get Many',
		path: path('/campaigns'),
		node: AppLovinCampaign,
		parameters: () => ({ resource: 'campaign', operation: 'getAll', returnAll: true }),
	},
	{
		name: 'Campaign: Update',
		path: path('/campaign/\\w+'),
		emptyIsDone: true,
		hasReply: true,
		node: AppLovinCampaign,
		writes: true,
		parameters: (stage) => ({
			resource: 'campaign',
			operation: 'update',
			campaign_id: campaign(stage),
			updateFields: { name: 'Renamed' },
		}),
	},
	{
		name: 'Target: Get',
		path: path('/campaign_targets/\\w+'),
		node: AppLovinCampaign,
		parameters: (stage) => ({
			resource: 'target',
			operation: 'get',
			campaign_id: campaign(stage),
		}),
	},
	{
		name: 'Target: Update',
		path: path('/campaign_targets/\\w+'),
		node: AppLovinCampaign,
		writes: true,
		emptyIsDone: true,
		parameters: (stage) => ({
			resource: 'target',
			operation: 'update',
			campaign_id: campaign(stage),
			bid_type: '',
			countries: {},
			// Bids and budgets are first compared with the present ones, which the same path returns.
			updateFields: { os_major_version_min: '9' },
		}),
	},
	{
		name: 'Source: Get Many',
		path: path('/sources/\\w+'),
		node: AppLovinCampaign,
		parameters: (stage) => ({
			resource: 'source',
			operation: 'getAll',
			campaign_id: campaign(stage),
			returnAll: false,
			limit: 5,
		}),
	},
	{
		name: 'Source: Update',
		path: path('/sources/\\w+'),
		node: AppLovinCampaign,
		writes: true,
		emptyIsDone: true,
		parameters: (stage) => ({
			resource: 'source',
			operation: 'update',
			campaign_id: campaign(stage),
			sources: { rows: [{ app_id: stage.appId, status: 'paused' }] },
		}),
	},
	{
		name: 'Source Bid: Get Many',
		path: path('/source_bids/\\w+'),
		node: AppLovinCampaign,
		parameters: (stage) => ({
			resource: 'sourceBid',
			operation: 'getAll',
			campaign_id: campaign(stage),
			returnAll: false,
			limit: 5,
		}),
	},
	{
		name: 'Source Bid: Update',
		path: path('/source_bids/\\w+'),
		node: AppLovinCampaign,
		writes: true,
		emptyIsDone: true,
		parameters: (stage) => ({
			resource: 'sourceBid',
			operation: 'update',
			campaign_id: campaign(stage),
			changeBy: 'set',
			source_bids: { rows: [{ app_id: stage.appId, country: stage.country, bid_value: '1.5' }] },
		}),
	},
	{
		name: 'Source Bid: Clear',
		path: path('/source_bids/\\w+'),
		node: AppLovinCampaign,
		writes: true,
		emptyIsDone: true,
		parameters: (stage) => ({
			resource: 'sourceBid',
			operation: 'clear',
			campaign_id: campaign(stage),
			source_bids: { rows: [{ app_id: stage.appId, country: stage.country }] },
		}),
	},
	{
		name: 'Creative Set: Create',
		path: path('/creative_set/'),
		node: AppLovinCreativeSet,
		writes: true,
		count: (sandbox) => sandbox.applovin.creativeSets.size,
		parameters: (stage) => ({
			resource: 'creativeSet',
			operation: 'create',
			ifItExists: 'create',
			campaign_id: campaign(stage),
			name: 'Scenario set',
		}),
	},
	{
		name: 'Creative Set: Update',
		path: path('/creative_set/\\w+'),
		emptyIsDone: true,
		hasReply: true,
		node: AppLovinCreativeSet,
		writes: true,
		parameters: (stage) => ({
			resource: 'creativeSet',
			operation: 'update',
			...inSet(stage),
			updateFields: { name: 'Renamed' },
		}),
	},
	{
		name: 'Creative Set: Get',
		path: path('/creative_sets/\\w+'),
		node: AppLovinCreativeSet,
		parameters: (stage) => ({ resource: 'creativeSet', operation: 'get', ...inSet(stage) }),
	},
	{
		name: 'Creative Set: Get Many',
		path: path('/creative_sets/\\w+'),
		node: AppLovinCreativeSet,
		parameters: (stage) => ({
			resource: 'creativeSet',
			operation: 'getAll',
			campaign_id: campaign(stage),
			returnAll: true,
		}),
	},
	{
		name: 'Creative Set: Update Sizes',
		path: path('/creative_set/\\w+/sizes'),
		node: AppLovinCreativeSet,
		writes: true,
		emptyIsDone: true,
		parameters: (stage) => ({
			resource: 'creativeSet',
			operation: 'updateSizes',
			...inSet(stage),
			enabledSizes: [],
			disabledSizes: ['BANNER'],
		}),
	},
	{
		name: 'Asset: Upload',
		path: path('/creative_set_assets/\\w+'),
		node: AppLovinCreativeSet,
		writes: true,
		count: countAssets,
		oncePerStage: true,
		item: () => fileItem('mrec.png', 'image/png', sampleContent('/samples/banner.png')),
		parameters: (stage) => ({
			resource: 'asset',
			operation: 'upload',
			ifItExists: 'create',
			...inSet(stage),
			binaryPropertyName: 'data',
		}),
	},
	{
		name: 'Asset: Add',
		path: path('/creative_set_assets/\\w+'),
		node: AppLovinCreativeSet,
		writes: true,
		count: countAssets,
		oncePerStage: true,
		parameters: (stage) => ({
			resource: 'asset',
			operation: 'add',
			ifItExists: 'create',
			...inSet(stage),
			type: 'TXT_TITLE',
			asset: 'Best app',
		}),
	},
	{
		name: 'Asset: Replace',
		path: path('/creative_set_assets/\\w+'),
		node: AppLovinCreativeSet,
		writes: true,
		parameters: (stage) => ({
			resource: 'asset',
			operation: 'replace',
			...inSet(stage),
			source: 'asset',
			type: 'IMG_BANNER',
			asset: 'https://res1.applovin.com/other.png',
		}),
	},
	{
		name: 'Asset: Remove',
		path: path('/creative_set_assets/\\w+'),
		node: AppLovinCreativeSet,
		writes: true,
		parameters: (stage) => ({
			resource: 'asset',
			operation: 'delete',
			// With a campaign, an empty answer makes the node look, which the tests of answers cover.
			creative_set_id: inSet(stage).creative_set_id,
			type: 'IMG_BANNER',
		}),
		oncePerStage: true,
	},
	{
		name: 'Asset: Get Many',
		path: path('/creative_sets/\\w+'),
		node: AppLovinCreativeSet,
		parameters: (stage) => ({
			resource: 'asset',
			operation: 'getAll',
			...inSet(stage),
			returnAll: true,
		}),
	},
	{
		name: 'Ad: Get',
		path: path('/ad/\\w+'),
		node: AppLovinCreativeSet,
		parameters: ({ adId }) => ({ resource: 'ad', operation: 'get', ad_id: adId }),
	},
	{
		name: 'Ad: Get Many',
		path: path('/ads/\\w+'),
		node: AppLovinCreativeSet,
		parameters: (stage) => ({
			resource: 'ad',
			operation: 'getAll',
			...inSet(stage),
			returnAll: true,
		}),
	},
	{
		name: 'Ad: Update',
		path: path('/ad/\\w+'),
		emptyIsDone: true,
		hasReply: true,
		node: AppLovinCreativeSet,
		writes: true,
		parameters: ({ adId }) => ({
			resource: 'ad',
			operation: 'update',
			ad_id: adId,
			updateFields: { status: 'paused' },
		}),
	},
];

/** Every AppLovin operation, for the fault table. */
export const APPLOVIN_SCENARIOS: Scenario[] = ROWS.map((row) => ({
	name: `AppLovin ${row.name}`,
	path: row.path,
	writes: row.writes === true,
	node: () => new row.node(),
	parameters: (stage) => row.parameters(stage as unknown as AppLovinStage),
	item: row.item ?? plainItem,
	count: row.count ?? (() => 0),
	changesOnly: row.writes === true && row.count === undefined,
	emptyIsDone: row.emptyIsDone,
	hasReply: row.hasReply,
	oncePerStage: row.oncePerStage,
	stage: setAppLovinStage,
}));
