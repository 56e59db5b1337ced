import type { JsonValue } from '../json';

/** What a document shows of one endpoint, copied and not interpreted. */
export interface AxonContract {
	endpoint: string;
	/** Where it stands: facts on the Axon Campaign Management API. */
	section: string;
	query?: Record<string, string>;
	body?: JsonValue;
	/** What the sample answers; `undefined` where the answer is "to be ignored, may be empty". */
	answer?: JsonValue;
	/** Keys that the sample's answer has among others ("..}"). */
	some?: true;
}

// prettier-ignore
export const AXON_CONTRACTS: AxonContract[] = [
	{ endpoint: 'POST /campaign/create', section: '3, "POST /manage/v1/campaign/create"',
		body: {"type":"APP","name":"US CPI","platform":"ANDROID","package_name":"com.example.game","start_date":"2026-03-02T00:00:00","is_continuous_delivery":true, "bidding_strategy":"TARGET_GOAL_WITH_CPI_BILLING","budget":{"daily_budget_for_all_countries":"100.00"},"goal":{"goal_type":"CPI","goal_value_for_all_countries":"2.50"}, "targeting":[{"country_code":"US"}],"tracking":{"tracking_method":"ADJUST","impression_url":"https://view.adjust.com/..","click_url":"https://app.adjust.com/.."}},
		answer: {"id":"12345"} },
	{ endpoint: 'POST /campaign/update', section: '3, "PAUSED"',
		body: {"id":"12345","type":"APP","status":"PAUSED"}, answer: {"id":"12345"} },
	{ endpoint: 'POST /campaign/update', section: '3, "country_code_to_daily_budget"',
		body: {"id":"12345","type":"APP","budget":{"country_code_to_daily_budget":{"US":"80","GB":"20"}}}, answer: {"id":"12345"} },
	{ endpoint: 'GET /campaign/list', section: '3, official sample (O6)',
		query: {"ids":"12345","page":"1","size":"100"},
		answer: [{"id":"12345","name":"test campaign","status":"LIVE","platform":"IOS","budget": {"daily_budget_for_all_countries":"5000","country_code_to_daily_budget":{}},"goal":{"goal_value_for_all_countries":"10","goal_type":"CPI","country_code_to_goal_value":{}}, "tracking":{"tracking_method":"APPSFLYER","impression_url":"https://impression.appsflyer.com/.."}}], some: true },
	{ endpoint: 'GET /campaign/list', section: '3, "[]"', query: {"page":"2","size":"100"}, answer: [] },
	{ endpoint: 'POST /campaign/create', section: '3, "WEB create (G)"',
		body: {"type":"WEB","name":"Shop US","start_date":"2026-03-02T00:00:00","is_continuous_delivery":true,"bidding_strategy":"AUTO_BIDDING_WITH_CPM_BILLING", "website_url":"https://shop.example","budget":{"daily_budget_for_all_countries":"200"},"goal":{"goal_type":"CHK_ROAS","goal_value_for_all_countries":"1.2","roas_day_target":"DAY7"}, "targeting":[{"country_code":"US"}],"audience_strategy":"PROSPECTING"},
		answer: {"id":"12346"} },
	{ endpoint: 'GET /campaign/catalog_info', section: '2, row 4',
		answer: {"catalogs":[{"id":"1","name":"Shop","type":"DPA","variant_sets":[{"id":"2","name":"All","catalog_id":"1","total_variants":10,"total_items":5}]}]} },
	{ endpoint: 'POST /creative_set/create', section: '4, "creative_set/create"',
		body: {"type":"APP","campaign_id":"12345","name":"Set A","assets":[{"id":"70000001","type":"HOSTED_HTML"}],"languages":["ENGLISH"],"countries":["US"]},
		answer: {"id":"39823","version":"V2"} },
	{ endpoint: 'POST /creative_set/update', section: '4, "creative_set/update"',
		body: {"id":"39823","type":"APP","status":"PAUSED","assets":[{"id":"70000001"}]}, answer: {"id":"39823","version":"V2"} },
	{ endpoint: 'POST /creative_set/clone', section: '4, "Clone"',
		body: {"campaign_id":"12345","creative_set_id":"39823","status":"LIVE"}, answer: {"id":"39824","version":"V2"} },
	{ endpoint: 'POST /creative_set/add-to-campaigns', section: '4, "add-to-campaigns"', body: {"campaign_ids":[12345],"creative_set_ids":[39823]} },
	{ endpoint: 'POST /creative_set/remove-from-campaigns', section: '2, row 11', body: {"campaign_ids":[12345],"creative_set_id":39823} },
	{ endpoint: 'POST /creative_set/remove-from-all-campaigns', section: '2, row 12', body: {"creative_set_ids":[39823]} },
	{ endpoint: 'POST /asset/add-to-creative-sets', section: '5, "add-to-creative-sets"', body: {"asset_ids":[70000001],"creative_set_ids":[39823]} },
	{ endpoint: 'POST /asset/remove-from-creative-sets', section: '2, row 17', body: {"asset_id":70000001,"creative_set_ids":[39823]} },
	{ endpoint: 'POST /asset/remove-from-all-creative-sets', section: '2, row 18', body: {"asset_ids":[70000001]} },
];
