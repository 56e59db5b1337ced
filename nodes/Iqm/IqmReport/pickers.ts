import {
	getCampaigns,
	getCustomers,
	getInsertionOrders,
	getInsightCampaigns,
	getVerticals,
} from '../shared/idLists';
import {
	searchInsertionOrders,
	searchInsightCampaigns,
	searchReports,
	searchTimezones,
} from '../shared/pickers';
import {
	getEligibleAudiences,
	getInsights,
	searchEligibleAudiences,
	searchInsights,
} from './operations/audienceInsight/pickers';
import {
	getReportDimensions,
	getReportMetrics,
	getReportMetricsOrDefaults,
	getReportSortings,
} from './operations/reportField/pickers';
import { voterReportLists, voterReportSearches } from './operations/voterLevelDataReport/pickers';
import { getPerformanceColumns } from './operations/performance/download';

/** The node's searchable lists, by the name that parameters refer to. */
export const listSearch = {
	searchEligibleAudiences,
	searchInsertionOrders,
	searchInsightCampaigns,
	searchInsights,
	searchReports,
	searchTimezones,
	...voterReportSearches,
};

/** The node's lists that come whole. */
export const loadOptions = {
	getPerformanceColumns,
	getReportDimensions,
	getReportMetrics,
	getReportMetricsOrDefaults,
	getReportSortings,
	getCampaigns,
	getCustomers,
	getEligibleAudiences,
	getInsertionOrders,
	getInsightCampaigns,
	getInsights,
	getVerticals,
	...voterReportLists,
};
