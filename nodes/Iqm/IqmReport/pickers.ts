import { voterReportSearches } from './operations/voterLevelDataReport/pickers';
import { searchTimezones } from '../shared/pickers';

/** The node's searchable lists, by the name that parameters refer to. */
export const listSearch = {
	searchTimezones,
	...voterReportSearches,
};

/** The node's lists that come whole. */
export const loadOptions = {};
