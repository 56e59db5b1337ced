import type { INodePropertyOptions } from 'n8n-workflow';

import { withAll } from '../../../../common/form/choice';
import type { GroupBy } from './groups';

/** Headings of a file's columns, by the API's names. */
type Columns = Record<string, string>;

/** Columns that all tables have, with the same headings. */
const COMMON: Columns = {
	impressions: 'Impressions',
	clicks: 'Clicks',
	dataCost: 'Data Cost',
	prebidCost: 'Pre-bid Cost',
	mediaSpent: 'Media Cost',
	thirdPartyCost: '3rd Party Cost',
	pldInsightsCost: 'PLD Insights Cost',
	aqInsightsCost: 'AQ Insights Cost',
	vldInsightsCost: 'VLD Insights Cost',
	spent: 'Total Advertiser Spent',
	adServingCost: 'Ad Serving Cost',
	platformMediaEarning: 'Platform Media Earnings',
	platformTotalEarning: 'Total Platform Earnings',
	platformPLDInsightsEarnings: 'Platform PLD Insights Earnings',
	platformAQInsightsEarnings: 'Platform AQ Insights Earnings',
	platformVLDInsightsEarnings: 'Platform VLD Insights Earnings',
	platformBidShadingEarning: 'Platform Bid Shading Earnings',
	workspaceTotalEarning: 'Total Workspace Earnings',
	workspacePLDInsightsEarnings: 'Workspace PLD Insights Earnings',
	workspaceAQInsightsEarnings: 'Workspace AQ Insights Earnings',
	workspaceVLDInsightsEarnings: 'Workspace VLD Insights Earnings',
	workspaceBidShadingEarning: 'Workspace Bid Shading Earnings',
	workspaceMediaEarning: 'Workspace Media Earnings',
};

const CAMPAIGN: Columns = {
	campaignId: 'ID',
	campaignName: 'Campaign Name',
	ioName: 'Insertion Order Name',
	ioEndTime: 'IO End Time',
	status: 'Status',
	creativesCount: 'Creatives',
	campaignTimezone: 'Time Zone',
	startTime: 'Start Time',
	endTime: 'End Time',
	optimizationMethod: 'Optimization Method',
	bidShading: 'Bid Shading',
	budgetDayCombined: 'Daily Budget',
	budgetTotalCombined: 'Total Budget',
	maxBid: 'Max Bid Price',
	minBid: 'Min Bid Price',
	organizationBidShadingSaving: 'Bid Shading Saving',
	percentageOfTotalSpent: 'Budget Completion',
	pacingPercentage: 'Campaign Pacing',
	dailyPacingPercentage: 'Daily Pacing',
	workspaceSLSInsightsEarnings: 'Workspace SLS Insights Earnings',
	platformSLSInsightsEarnings: 'Platform SLS Insights Earnings',
	ivtImpressions: 'IVT Impressions',
	ivtClicks: 'IVT Clicks',
	reach: 'Reach',
	CTR: 'CTR',
	winRate: 'Win Rate',
	VCR: 'VCR',
	frequency: 'Frequency',
	slsInsightsCost: 'SLS Insights Cost',
	workspaceSpent: 'Workspace Spent',
	platformSpent: 'Platform Spent',
	eCPM: 'Media eCPM',
	totalECPM: 'Total eCPM',
	eCPC: 'Media eCPC',
	totalECPC: 'Total eCPC',
	eCPCV: 'CPCV',
	startCount: 'Video Start',
	firstCount: 'Video 25%',
	midCount: 'Video 50%',
	thirdCount: 'Video 75%',
	completeCount: 'Video 100%',
	audioVideoViewed: 'Hours viewed',
	totalAttributedConversion: 'Attributed Conversions',
	totalAttributedViewThroughConversion: 'Attributed View Through Conversions',
	totalAttributedClickThroughConversion: 'Attributed Click Through Conversions',
	costPerAttributedConversion: 'Cost Per Attributed Conversion',
	totalAttributedConversionRate: 'Attributed Conversion Rate',
	budgetTypeId: 'Budget Type',
};

const IO: Columns = {
	ioId: 'ID',
	ioName: 'Insertion Order Name',
	organizationName: 'Organization Name',
	ioStatusId: 'Status',
	campaignsCount: 'Campaigns',
	ioStartTime: 'Start Date',
	ioEndTime: 'End Date',
	ioTotalBudget: 'Total Budget',
	ioPacingPercentage: 'IO Pacing',
	workspaceSLSInsightsEarnings: 'Workspace SLS Earnings',
	platformSLSInsightsEarnings: 'Platform SLS Earnings',
	slsInsightsCost: 'SLS Cost',
	ivtImpressions: 'IVT Impressions',
	ivtClicks: 'IVT Clicks',
	reach: 'Reach',
	frequency: 'Frequency',
	totalAttributedConversion: 'Attributed Conversions',
	budgetTypeId: 'Budget Type',
};

const CUSTOMER: Columns = {
	owId: 'ID',
	organizationName: 'Advertiser Name',
	budgetTotal: 'Total Budget',
	budgetDay: 'Daily Budget',
	organizationBidShadingSaving: 'Bid Shading Saving',
	CTR: 'CTR',
	winRate: 'Win Rate',
	VCR: 'VCR',
	slsInsightsCost: 'SLS Insights Cost',
	workspaceSpent: 'Workspace Spent',
	platformSpent: 'Platform Spent',
	platformSLSInsightsEarnings: 'Platform SLS Insights Earnings',
	workspaceSLSInsightsEarnings: 'Workspace SLS Insights Earnings',
};

/**
 * The columns of each table ("Supported column fields and labels", IQM OpenAPI dashboard,
 * dashboard-report-by-campaign-download and its siblings).
 */
export const COLUMNS: Record<GroupBy, Columns> = {
	campaign: { ...CAMPAIGN, ...COMMON },
	io: { ...IO, ...COMMON },
	customer: { ...CUSTOMER, ...COMMON },
};

/** The choices of a table's columns. */
export function columnChoices(groupBy: GroupBy): INodePropertyOptions[] {
	return Object.entries(COLUMNS[groupBy])
		.map(([value, name]) => ({ name, value }))
		.sort((a, b) => a.name.localeCompare(b.name));
}

/** The same with one that stands for all of them. */
export function columnChoicesOrAll(groupBy: GroupBy): INodePropertyOptions[] {
	return withAll(columnChoices(groupBy), 'All Columns');
}
