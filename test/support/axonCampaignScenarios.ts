import type { IDataObject } from 'n8n-workflow';

import { AppLovinAxonCampaign } from '../../nodes/AppLovin/AppLovinAxonCampaign/AppLovinAxonCampaign.node';
import type { Sandbox } from '../../sandbox';
import { AxonClient } from '../../sandbox/applovin-axon/client';
import { addAsset, addCampaign, addCreativeSet } from '../../sandbox/applovin-axon/seed';
import { LIST, NEW_APP } from './axonStage';
import type { Scenario, Stage } from './scenarios';

export interface AxonStage {
	campaignId: string;
	/** One that has budgets and a ROAS goal by country. */
	byCountryId: string;
	/** A creative set of the first campaign, with one asset. */
	setId: string;
	assetId: string;
	/** An asset that no set uses. */
	otherAssetId: string;
}

/** Puts campaigns, two changes of one, a catalog, a creative set and assets into the sandbox. */
export async function setAxonStage(sandbox: Sandbox): Promise<Stage> {
	const { applovinAxon: state } = sandbox;
	const { id } = addCampaign(state);
	const byCountry = addCampaign(state, {
		budget: { country_code_to_daily_budget: { US: '80', GB: '20' } },
		goal: {
			goal_type: 'AD_ROAS',
			country_code_to_goal_value: { US: '0.3', GB: '0.25' },
			roas_day_target: 'DAY7',
		},
	});
	state.catalogs = [{ id: '501', name: 'Shop', type: 'DPA', variant_sets: [] }];
	const [asset, other] = [addAsset(state), addAsset(state)];
	const set = addCreativeSet(state, { campaignIds: [id], assetIds: [asset.id] });
	const client = new AxonClient(sandbox);
	for (const status of ['PAUSED', 'LIVE']) {
		await client.post('/campaign/update', { id: String(id), type: 'APP', status });
	}
	sandbox.requests.length = 0;
	return {
		...{ campaignId: String(id), byCountryId: String(byCountry.id), setId: String(set.id) },
		...{ assetId: String(asset.id), otherAssetId: String(other.id) },
	} as unknown as Stage;
}

interface Row {
	name: string;
	path: string;
	parameters: (stage: AxonStage) => IDataObject;
	writes?: boolean;
	count?: Scenario['count'];
}

const ids = (id: string) => ({ campaignsFrom: 'ids', campaign_ids: id });
const UPDATE = '/campaign/update';

const ROWS: Row[] = [
	{
		name: 'Create',
		path: '/campaign/create',
		writes: true,
		count: (sandbox) => sandbox.applovinAxon.campaigns.size,
		parameters: () => ({ ...NEW_APP, name: 'Scenario campaign', ifItExists: 'create' }),
	},
	{
		name: 'Get Many',
		path: '/campaign/list',
		parameters: ({ campaignId }) => ({
			operation: 'getAll',
			returnAll: true,
			filters: { ids: campaignId },
		}),
	},
	{
		name: 'Update',
		path: UPDATE,
		writes: true,
		parameters: ({ campaignId }) => ({
			operation: 'update',
			campaign_id: { __rl: true, mode: 'id', value: campaignId },
			listsMode: '',
			updateFields: { name: 'Renamed' },
		}),
	},
	{
		name: 'Update Status',
		path: UPDATE,
		writes: true,
		parameters: ({ campaignId }) => ({
			operation: 'updateStatus',
			...ids(campaignId),
			status: 'PAUSED',
		}),
	},
	{
		name: 'Update Budget',
		path: UPDATE,
		writes: true,
		parameters: ({ campaignId }) => ({
			operation: 'updateBudget',
			...ids(campaignId),
			...{ budgetFor: 'all', changeBy: 'set', amount: '90' },
		}),
	},
	{
		name: 'Update Goal',
		path: UPDATE,
		writes: true,
		parameters: ({ byCountryId }) => ({
			operation: 'updateGoal',
			...ids(byCountryId),
			...{
				goalFor: 'byCountry',
				countries: ['US'],
				goalUnit: 'multiplier',
				changeBy: 'set',
				amount: '0.35',
			},
		}),
	},
	{
		name: 'Get Change Log',
		path: '/operation_logs/campaign',
		parameters: () => ({ operation: 'getChangeLog', limit: 1 }),
	},
	{
		name: 'Get Catalogs',
		path: '/campaign/catalog_info',
		parameters: () => ({ operation: 'getCatalogs' }),
	},
];

export const AXON_CAMPAIGN_SCENARIOS: Scenario[] = ROWS.map(
	({ name, path, writes = false, parameters, count }): Scenario => ({
		name: `AppLovin Axon Campaign: ${name}`,
		path: new RegExp(`^/manage/v1${path}$`),
		writes,
		isAxon: true,
		node: () => new AppLovinAxonCampaign(),
		parameters: (stage) => parameters(stage as unknown as AxonStage),
		item: () => ({ json: {} }),
		count: count ?? (() => 0),
		changesOnly: writes && count === undefined,
		reads: writes ? [LIST] : [],
		stage: setAxonStage,
	}),
);
