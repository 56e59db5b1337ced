import { createHash } from 'node:crypto';

export interface AppLovinToken {
	accessToken: string;
	scopes: string[];
	expiresAt: number;
}

export interface AppLovinRefreshToken {
	/** The access token that was issued with it. */
	accessToken: string;
	scopes: string[];
	redirectUri: string;
	expiresAt: number;
	used: boolean;
}

export interface AppLovinCode {
	scopes: string[];
	redirectUri: string;
	expiresAt: number;
	used: boolean;
}

/** A campaign as the API answers it: the fields of the only row known from practice. */
export interface AppLovinCampaign {
	name: string;
	campaign_id: string;
	package_name: string;
	bundle_id: string;
	platform: string;
	category: string;
	bid_type: string;
	tracking_method: string;
	status: boolean;
	created_at: string;
	/** This and the next three are yesterday's: 0 for a new campaign, unless a test sets them. */
	impressions: number;
	clicks: number;
	installs: number;
	spend: string;
	goal_period: number;
}

export interface AppLovinCreativeSet {
	id: string;
	campaign_id: string;
	name: string;
	countries: string[];
	languages: string[];
	product_page: string;
	/** What clients have switched, whether or not the set has ads of that size. */
	switched: Map<string, boolean>;
}

/** "processing", "error", "ready": "Table of Asset Object Fields". */
export type AppLovinAssetStatus = 'processing' | 'error' | 'ready';

/** From `at` on this status applies, until a later decision; without one, the clock decides. */
interface Decision<Status> {
	at: number;
	status: Status;
}

export interface AppLovinAsset {
	type: string;
	/** Address, hash or text. */
	asset: string;
	/** Whether its processing will end in `error`. */
	fails: boolean;
	/** When its processing began. */
	madeAt: number;
	/** In chronological order. */
	decisions?: Array<Decision<AppLovinAssetStatus>>;
	file?: { filename: string; size: number; sha256: string };
}

export interface AppLovinAd {
	id: number;
	name: string;
	creative_set_id: string;
	size: string;
	template: string;
	status: boolean;
}

export interface AppLovinTargetCountry {
	bid?: number;
	budget?: number;
	click_url?: string;
	impression_url?: string;
}

export interface AppLovinTargets {
	/** By country code or "DEFAULT", without disabled ones. */
	countries: Map<string, AppLovinTargetCountry>;
	device_types: string[];
	os_major_version_min: number | null;
}

export interface AppLovinSource {
	app_id: string;
	app_id_external: string;
	status: boolean;
}

export interface AppLovinSourceBid {
	app_id: string;
	app_id_external: string;
	bid_override_percentage: number | 'default';
	bid_value: number | 'default';
	country: string;
}

/** The campaign id in the document's example: the first campaign gets it. */
const SAMPLE_CAMPAIGN_ID = '29d66efc22ae53a201e1532265b83f12';
const FIRST_AD = 1_000_001;

function noGrants() {
	return { client_credentials: 0, authorization_code: 0, refresh_token: 0 };
}

/** Everything that clients have made, for tests to count whether something exists twice. */
export class AppLovinState {
	readonly campaigns = new Map<string, AppLovinCampaign>();
	readonly creativeSets = new Map<string, AppLovinCreativeSet>();
	/** By creative set, then by asset type. */
	readonly assets = new Map<string, Map<string, AppLovinAsset>>();
	/** They appear with the first request after the assets of a template have become ready. */
	readonly ads = new Map<number, AppLovinAd>();
	/** This and the next two by campaign. */
	readonly targets = new Map<string, AppLovinTargets>();
	readonly sources = new Map<string, AppLovinSource[]>();
	readonly sourceBids = new Map<string, AppLovinSourceBid[]>();
	/** Access tokens. */
	readonly tokens = new Map<string, AppLovinToken>();
	readonly refreshTokens = new Map<string, AppLovinRefreshToken>();
	readonly codes = new Map<string, AppLovinCode>();
	/** Tokens issued, by grant type. */
	grants = noGrants();
	/** Refresh tokens that were refused: used, expired or unknown. */
	refusedRefreshes = 0;
	/** Number of lists answered, which determines the rotation of `listOrder`. */
	listsAnswered = 0;
	private campaignDecisions: Array<Decision<boolean> & { id: string }> = [];
	private next = { campaign: 1, creativeSet: 1, ad: FIRST_AD };

	/** 32 hexadecimal digits, the same in every run. */
	nextHexId(kind: 'campaign' | 'creativeSet'): string {
		const number = this.next[kind]++;
		if (kind === 'campaign' && number === 1) return SAMPLE_CAMPAIGN_ID;
		return createHash('md5').update(`${kind} ${number}`).digest('hex');
	}

	nextAdId(): number {
		return this.next.ad++;
	}

	/**
	 * For tests: decides how the processing of a set's asset ends at a moment of the sandbox's clock.
	 * An update of the asset begins a new processing, to which this does not apply.
	 */
	decideAsset(
		creativeSetId: string,
		type: string,
		status: AppLovinAssetStatus,
		at = Date.now(),
	): void {
		const asset = this.assets.get(creativeSetId)?.get(type);
		if (!asset) throw new Error(`The sandbox has no ${type} in ${creativeSetId}`);
		asset.decisions = [...(asset.decisions ?? []), { at, status }].sort((a, b) => a.at - b.at);
	}

	/**
	 * For tests: switches a campaign on (true) or off at a moment of the sandbox's clock, as its owner
	 * does on AppLovin's own pages.
	 */
	decideCampaign(id: string, status: boolean, at = Date.now()): void {
		if (!this.campaigns.has(id)) throw new Error(`The sandbox has no campaign ${id}`);
		this.campaignDecisions = [...this.campaignDecisions, { id, status, at }].sort(
			(a, b) => a.at - b.at,
		);
	}

	/** Carries out the decisions about campaigns up to `now`; called before every request. */
	settle(now: number): void {
		const due = this.campaignDecisions.filter(({ at }) => at <= now);
		for (const { id, status } of due) {
			const campaign = this.campaigns.get(id);
			if (campaign) campaign.status = status;
		}
		this.campaignDecisions = this.campaignDecisions.filter(({ at }) => at > now);
	}

	reset(): void {
		const { campaigns, creativeSets, assets, ads, targets, sources, sourceBids } = this;
		const { tokens, refreshTokens, codes } = this;
		for (const map of [campaigns, creativeSets, assets, ads, targets, sources, sourceBids]) {
			map.clear();
		}
		for (const map of [tokens, refreshTokens, codes]) map.clear();
		this.grants = noGrants();
		this.refusedRefreshes = 0;
		this.listsAnswered = 0;
		this.campaignDecisions = [];
		this.next = { campaign: 1, creativeSet: 1, ad: FIRST_AD };
	}
}
