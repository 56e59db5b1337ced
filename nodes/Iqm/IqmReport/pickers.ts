import { searchInsertionOrders, searchTimezones } from '../shared/pickers';
import * as audienceInsight from './operations/audienceInsight/pickers';
import * as biddingInsight from './operations/biddingInsight/pickers';
import {
	getReportDimensions,
	getReportMetrics,
	searchReports,
} from './operations/reportField/pickers';
import { voterReportSearches } from './operations/voterLevelDataReport/pickers';
import { getPerformanceColumns } from './operations/performance/download';

/** The node's searchable lists, by the name that parameters refer to. */
export const listSearch = {
	searchInsertionOrders,
	searchReports,
	searchTimezones,
	...audienceInsight,
	...biddingInsight,
	...voterReportSearches,
};

/** The node's lists that come whole. */
export const loadOptions = { getPerformanceColumns, getReportDimensions, getReportMetrics };
