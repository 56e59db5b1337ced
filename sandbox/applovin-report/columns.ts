/** Columns of the reports, from the tables of the Reporting page: dimensions are text, metrics are added up. */

const words = (text: string): string[] => text.trim().split(/\s+/);

const WINDOWS = words('0d 1d 2d 3d 7d 14d 28d 30d 90d 1y');
const WINDOWS_OF_SALES = WINDOWS.filter((window) => window !== '28d');
const RETENTION = words('1d 3d 7d 14d 28d');
const WEB_WINDOWS = words('0d 1d 2d 3d 7d 14d 28d');

const each = (names: string, windows: string[]): string[] =>
	words(names).flatMap((name) => windows.map((window) => `${name}_${window}`));

export interface Columns {
	dimensions: string[];
	metrics: string[];
}

/** 4.1 and 4.2. */
const APP: Columns = {
	dimensions: words(`day hour campaign campaign_id_external campaign_type campaign_ad_type campaign_package_name
		campaign_store_id campaign_bid_goal campaign_roas_goal optimization_day_target target_event
		bidding_and_billing_method creative_set creative_set_id custom_page_id ad_creative_type ad_type platform
		country device_type placement_type size traffic_source application app_id_external external_placement_id`),
	metrics: [
		...words('impressions clicks ctr conversions conversion_rate cost average_cpc average_cpa sales first_purchase target_event_count'),
		...each('roas ad_roas iap_roas ad_rev iap_rev total_rev unique_purchasers', WINDOWS),
		...each('sales cpp cost_per_target_event target_event_count', WINDOWS_OF_SALES),
		...each('ret', RETENTION),
	],
};

/** 4.3. */
const WEB: Columns = {
	dimensions: words(`audience_strategy campaign campaign_bid_goal campaign_id_external campaign_type country
		creative_set creative_set_id custom_page_id day hour optimization_day_target placement_type platform
		target_event`),
	metrics: [
		...words(`average_cpc clicks cost ctr impressions sales cost_per_target_event_0d target_event_count_0d
			new_visitor_rate`),
		...each('chka chka_usd cost_per_chka cpp roas sales', WEB_WINDOWS),
		...['nc_d0', 'nc_d7'].flatMap((name) => words('checkouts checkout_rev cpp roas').map((end) => `${name}_${end}`)),
		...['nc_percent_d0', 'nc_percent_d7'].flatMap((name) => words('checkouts checkout_rev').map((end) => `${name}_${end}`)),
	],
};

/** 4.4; `campaign_package_name` for apps only. */
const ASSETS: Columns = {
	dimensions: words('asset_id asset_name asset_url campaign campaign_id campaign_package_name creative_set creative_set_id'),
	metrics: words('impressions clicks ctr cost'),
};

/** 4.5; "most also as `_rate`". */
const PLAYABLE_COUNTS = words(`html_loading html_loaded html_displayed completed challenge_started challenge_failed
	challenge_retry challenge_solved challenge_pass_25 challenge_pass_50 challenge_pass_75 cta_clicked endcard_shown
	redirect_count black_view_error rendering_error runtime_error`);
const PLAYABLES: Columns = {
	dimensions: words('asset_id html_name original_url day country platform device_model os_version'),
	metrics: [
		...words('impressions spend average_duration total_interactions unique_interactions unique_redirects'),
		...words('completion_rate cta_click_rate redirect_rate'),
		...PLAYABLE_COUNTS,
		...PLAYABLE_COUNTS.map((name) => `${name}_rate`),
	],
};

/** A few of those that a publisher has: enough to notice that nobody asked for the advertiser's. */
const PUBLISHER: Columns = {
	dimensions: words('day hour application package_name platform country ad_type size device_type zone zone_id'),
	metrics: words('impressions clicks ctr revenue ecpm'),
};

export const COLUMNS = { app: APP, web: WEB, assets: ASSETS, playables: PLAYABLES, publisher: PUBLISHER };

/** "needs column campaign". */
export const NEEDS: Record<string, string> = { campaign_bid_goal: 'campaign', campaign_roas_goal: 'campaign' };
