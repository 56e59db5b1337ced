import { searchTimezones } from '../shared/pickers';
import {
	getReportDimensions,
	getReportMetrics,
	searchReports,
} from './operations/reportField/pickers';

/** The node's searchable lists, by the name that parameters refer to. */
export const listSearch = { searchReports, searchTimezones };

/** The node's lists that come whole. */
export const loadOptions = { getReportDimensions, getReportMetrics };
