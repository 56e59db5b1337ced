import type { Simple } from '../../../../common/run/simple';
import { own, time, times, within, word } from '../../../../common/run/simple';
import { FREQUENCIES } from '../reportSchedule/schedules';
import { REQUEST_TYPES } from './definition';

const SCHEDULE = 'reportSchedulingEventDetails';

/** When it is sent by e-mail; to whom, only the whole result says. */
const SCHEDULED: Simple = {
	deliveryFrequency: within(SCHEDULE, word('deliveryFrequency', FREQUENCIES)),
	deliveryDay: within(SCHEDULE, 'deliveryDay'),
	eventEndDate: within(SCHEDULE, time('eventEndDate')),
};

/** A saved report as Get shows it at first. */
export const SIMPLE_REPORT: Simple = {
	...own('reportId', 'reportName', 'dimensions', 'columns'),
	requestType: word('requestType', REQUEST_TYPES),
	...times(['startDate', 'endDate'], 'timezoneName'),
	...own('timezoneId', 'timezoneName', 'customerIds'),
	...SCHEDULED,
};

/** The same in Get Many, whose rows lack metrics and span. */
export const SIMPLE_LISTED: Simple = {
	...own('reportId', 'reportName', 'dimensions'),
	...times(['startDate', 'endDate']),
	...own('timezoneId', 'customerIds'),
	...SCHEDULED,
};
