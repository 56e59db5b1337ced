import { searchTimezones } from '../shared/pickers';
import { getPerformanceColumns } from './operations/performance/download';

/** The node's searchable lists, by the name that parameters refer to. */
export const listSearch = { searchTimezones };

/** The node's lists that come whole. */
export const loadOptions = { getPerformanceColumns };
