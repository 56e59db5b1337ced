import type { INodePropertyOptions } from 'n8n-workflow';

/**
 * Windows whose figures can be complete within the 45 days that a report may go back (Reporting API,
 * table of columns; 90d and 1y can not), and their days after the install.
 */
export const WINDOWS: Array<INodePropertyOptions & { value: string; days: number }> = [
	{ name: 'Install Day', value: '0d', days: 0 },
	{ name: '1 Day', value: '1d', days: 1 },
	{ name: '2 Days', value: '2d', days: 2 },
	{ name: '3 Days', value: '3d', days: 3 },
	{ name: '7 Days', value: '7d', days: 7 },
	{ name: '14 Days', value: '14d', days: 14 },
	{ name: '28 Days', value: '28d', days: 28 },
	{ name: '30 Days', value: '30d', days: 30 },
];

/** Columns that split rows, beyond those of an operation. */
export const MORE_DIMENSIONS: INodePropertyOptions[] = [
	{ name: 'Ad Type', value: 'ad_type' },
	{ name: 'Ad Type of the Campaign', value: 'campaign_ad_type', description: 'User acquisition or retargeting' },
	{ name: 'Application', value: 'application', description: 'The app that showed the ad' },
	{ name: 'Bid Goal', value: 'campaign_bid_goal', description: 'In USD' },
	{ name: 'Bidding and Billing Method', value: 'bidding_and_billing_method' },
	{ name: 'Campaign Type', value: 'campaign_type', description: 'For example CPP, CPE or a kind of ROAS' },
	{ name: 'Country', value: 'country' },
	{ name: 'Creative Set', value: 'creative_set' },
	{ name: 'Creative Type', value: 'ad_creative_type', description: 'For example PLAYABLE or VIDEO' },
	{ name: 'Custom Page ID', value: 'custom_page_id' },
	{ name: 'Device Type', value: 'device_type' },
	{ name: 'Optimization Day Target', value: 'optimization_day_target' },
	{ name: 'Package Name', value: 'campaign_package_name' },
	{ name: 'Placement Size', value: 'size' },
	{ name: 'Placement Type', value: 'placement_type' },
	{ name: 'Platform', value: 'platform' },
	{ name: 'ROAS Goal', value: 'campaign_roas_goal', description: 'In percent' },
	{ name: 'Store ID', value: 'campaign_store_id' },
	{ name: 'Target Event', value: 'target_event' },
	{ name: 'Traffic Source', value: 'traffic_source' },
];

/** Figures beyond those of an operation. */
const MORE_FIGURES: INodePropertyOptions[] = [
	{ name: 'Average Cost per Click', value: 'average_cpc' },
	{ name: 'Average Cost per Install', value: 'average_cpa' },
	{ name: 'Click-Through Rate', value: 'ctr' },
	{ name: 'First Purchases', value: 'first_purchase' },
	{ name: 'Install Rate', value: 'conversion_rate', description: 'Installs per impression' },
	{ name: 'Sales', value: 'sales' },
	{ name: 'Target Events', value: 'target_event_count' },
];

/** Figures of a window: each is returned for all chosen windows. */
const WINDOWED: INodePropertyOptions[] = [
	{ name: 'Ad Revenue (Each Window)', value: 'ad_rev_{window}' },
	{ name: 'Cost per Purchaser (Each Window)', value: 'cpp_{window}' },
	{ name: 'In-App Revenue (Each Window)', value: 'iap_rev_{window}' },
	{ name: 'Purchasers (Each Window)', value: 'unique_purchasers_{window}' },
	{ name: 'Retention (Each Window)', value: 'ret_{window}', description: 'Not for the install day, 2 and 30 days' },
	{ name: 'ROAS as AppLovin Counts It (Each Window)', value: 'roas_{window}', description: 'It is unclear whether it is in percent: the ratio beside it is computed from the same row' },
];

export const MORE_COLUMNS: INodePropertyOptions[] = [...MORE_DIMENSIONS, ...MORE_FIGURES, ...WINDOWED].sort(
	(a, b) => a.name.localeCompare(b.name),
);

const WITHOUT: Record<string, string[]> = {
	'cpp_{window}': ['28d'],
	'ret_{window}': ['0d', '2d', '30d'],
};

/** A column for each window that it has. */
export function inWindows(column: string, windows: string[]): string[] {
	if (!column.includes('{window}')) return [column];
	return windows
		.filter((window) => !(WITHOUT[column] ?? []).includes(window))
		.map((window) => column.replace('{window}', window));
}

interface Ratio {
	name: string;
	/** The column that is divided by the cost. */
	revenue: string;
}

/**
 * The ratio that stands beside a column of ROAS. The documents and clients disagree on the unit of the
 * column (percent or a multiplier), so it is computed from the same row: 0.3 means 30%.
 *
 * @param isWeb whether revenue is that of a shop's checkouts
 */
export function ratioOf(column: string, isWeb = false): Ratio | undefined {
	const app = /^(ad_|iap_|)roas_(\d+d|1y)$/.exec(column);
	const shop = /^(nc_d\d+)_roas$/.exec(column);
	const name = `${column}_ratio`;
	if (shop !== null) return { name, revenue: `${shop[1]}_checkout_rev` };
	if (app === null) return undefined;
	const [, kind, window] = app;
	if (isWeb) return { name, revenue: `chka_usd_${window}` };
	return { name, revenue: `${kind === '' ? 'total_' : kind}rev_${window}` };
}

/** What a column can't be without: "needs column campaign"; a ratio is made of its revenue and the cost. */
function neededBy(column: string, isWeb: boolean): string[] {
	if (/^campaign_(bid|roas)_goal$/.test(column)) return ['campaign'];
	const ratio = ratioOf(column, isWeb);
	return ratio === undefined ? [] : ['cost', ratio.revenue];
}

/** Columns, each once and behind those that it can't be without. */
export function withNeeded(columns: string[], isWeb = false): string[] {
	return [...new Set(columns.flatMap((column) => [...neededBy(column, isWeb), column]))];
}

const TEXTS =
	/^(?:ad_creative_type|ad_type|application|audience_strategy|bidding_and_billing_method|campaign|campaign_ad_type|campaign_package_name|campaign_type|country|creative_set|day|device_model|device_type|hour|optimization_day_target|os_version|placement_type|platform|size|target_event|traffic_source)$|(?:^|_)(?:id|external|name|url)$/;

/** Whether a column holds a name, an ID or a time, however much it looks like a number. */
export const isText = (column: string): boolean => TEXTS.test(column);

const FIGURES =
	/^(?:clicks|completed|conversions|cost|ctr|cta_clicked|endcard_shown|first_purchase|impressions|sales|spend|target_event_count)$|^(?:ad_rev|ad_roas|average|challenge|chka|cost_per|cpp|html_(?:displayed|loaded|loading)|iap|nc|ret|roas|sales|target_event_count|total|unique)_|_(?:count|error|rate)$/;

/**
 * Whether a column may split rows. A column that the documents do not name may: rows that only it tells
 * apart would otherwise count as one.
 */
export const maySplit = (column: string): boolean => isText(column) || !FIGURES.test(column);
