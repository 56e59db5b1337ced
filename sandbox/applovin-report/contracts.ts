import type { JsonValue } from '../json';

/** What the documents show of the Reporting API, copied and not interpreted; the key is masked there. */
export interface ReportContract {
	endpoint: string;
	section: string;
	query: Record<string, string>;
	answer?: JsonValue;
}

// prettier-ignore
export const REPORT_CONTRACTS: ReportContract[] = [
	{ endpoint: '/report', section: '5, "Example"',
		query: { report_type: 'advertiser', format: 'json', start: '2026-03-01', end: '2026-03-01', columns: 'day,campaign,campaign_id_external,external_placement_id,app_id_external,application,country,cost,conversions,total_rev_0d', filter_campaign_id_external: '0123456789abcdef0123456789abcdef', not_zero: '1', limit: '1000', offset: '0' },
		answer: {"code":200,"count":1,"results":[{"day":"2026-03-01","campaign":"US CPI","campaign_id_external":"0123456789abcdef0123456789abcdef", "external_placement_id":"da605e6f95","app_id_external":"f950f1ae","application":"Some Game","country":"us","cost":"81.20","conversions":"29","total_rev_0d":"11.75"}]} },
	{ endpoint: '/report', section: '2, "Test of a credential"',
		query: { report_type: 'advertiser', start: '2026-03-01', end: '2026-03-01', format: 'json', columns: 'day,cost', limit: '1' },
		answer: {"code":200,"count":1,"results":[{"day":"2026-03-01","cost":"81.20"}]} },
	{ endpoint: '/assetReport', section: '1, "range"', query: { range: 'yesterday', columns: 'asset_id,cost' },
		answer: {"code":200,"count":1,"results":[{"asset_id":"70000001","cost":"5.00"}]} },
	{ endpoint: '/assetAnalyticsReport', section: '1', query: { start: '2026-03-01', end: '2026-03-01', columns: 'asset_id,asset_name,campaign_id,impressions,clicks,ctr,cost' },
		answer: {"code":200,"count":1,"results":[{"asset_id":"70000001","asset_name":"a.mp4","campaign_id":"0123456789abcdef0123456789abcdef","impressions":"1000","clicks":"40","ctr":"0.04","cost":"5.00"}]} },
	{ endpoint: '/playableMetrics', section: '1', query: { start: '2026-03-01', end: '2026-03-01', columns: 'asset_id,html_name,spend,completed,completed_rate' },
		answer: {"code":200,"count":1,"results":[{"asset_id":"70000002","html_name":"play.html","spend":"3.00","completed":"12","completed_rate":"0"}]} },
];
