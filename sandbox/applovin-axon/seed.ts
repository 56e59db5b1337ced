import type { AppLovinAxonState, AxonAsset, AxonCampaign, AxonCreativeSet } from './state';

/** The campaign of the official sample row, as a create for Android would make it. */
const FIELDS: AxonCampaign['fields'] = {
	type: 'APP',
	name: 'US CPI',
	platform: 'ANDROID',
	package_name: 'com.example.game',
	start_date: '2026-03-02T00:00:00',
	is_continuous_delivery: true,
	bidding_strategy: 'TARGET_GOAL_WITH_CPI_BILLING',
	budget: { daily_budget_for_all_countries: '100.00' },
	goal: { goal_type: 'CPI', goal_value_for_all_countries: '2.50' },
	targeting: [{ country_code: 'US' }, { country_code: 'GB' }],
	tracking: {
		tracking_method: 'ADJUST',
		impression_url: 'https://view.adjust.com/..',
		click_url: 'https://app.adjust.com/..',
	},
};

/** For tests: a campaign that exists already. */
export function addCampaign(
	state: AppLovinAxonState,
	fields: AxonCampaign['fields'] = {},
	others: Partial<AxonCampaign> = {},
): AxonCampaign {
	const id = others.id ?? state.nextId('campaign');
	const campaign: AxonCampaign = {
		...{ id, hashedId: state.hashedId('campaign', id), createdAt: Date.parse('2026-03-01T00:00:00Z') },
		...{ status: 'LIVE', archived: false, fields: { ...FIELDS, ...fields } },
		...others,
	};
	state.campaigns.set(id, campaign);
	return campaign;
}

/** For tests: an asset that was uploaded and approved. */
export function addAsset(state: AppLovinAxonState, others: Partial<AxonAsset> = {}): AxonAsset {
	const id = others.id ?? state.nextId('asset');
	const asset: AxonAsset = {
		...{ id, name: `asset-${id}.mp4`, resourceType: 'VIDEO', assetType: 'VID_SHORT_P' },
		...{ uploadedAt: Date.parse('2026-03-01T00:00:00Z'), hash: state.hashedId('asset', id).padEnd(40, '0') },
		...{ size: 1_000, status: 'ACTIVE' },
		...others,
	};
	state.assets.set(id, asset);
	return asset;
}

/** For tests: a creative set that exists already. */
export function addCreativeSet(state: AppLovinAxonState, others: Partial<AxonCreativeSet> = {}): AxonCreativeSet {
	const id = others.id ?? state.nextId('set');
	const set: AxonCreativeSet = {
		...{ id, hashedId: state.hashedId('set', id), createdAt: Date.parse('2026-03-01T00:00:00Z') },
		...{ status: 'LIVE', version: 'V2', campaignIds: [], assetIds: [] },
		...others,
		fields: { type: 'APP', name: `Set ${id}`, languages: ['ENGLISH'], countries: ['US'], ...others.fields },
	};
	state.creativeSets.set(id, set);
	return set;
}
