import type { Otherwise } from './contractForms';

/** How forms of saved reports differ from the documents' samples. */
const SAVED_REPORTS: Record<string, Otherwise> = {
	'iqmReport report: duplicate': { named: { id: 'reportId' } },
};

/** The samples end in 2022; an end that has passed is refused. */
const LATER = 1_893_455_999_000;

/** How forms of schedules differ from the documents' samples. */
const REPORT_SCHEDULES: Record<string, Otherwise> = {
	'iqmReport reportSchedule: create': { asked: { eventEndDate: LATER } },
};

/** How forms of report fields differ from the documents' samples. */
const REPORT_FIELDS: Record<string, Otherwise> = {
	// The sample has `customerIds` where its own table has `owIds`, which is asked for.
	'iqmReport reportField: getCustomFields': { unasked: ['customerIds'] },
	'iqmReport reportField: getValueList': { chosen: { list: 'requestType' } },
};

export const REPORT_OTHERWISE: Record<string, Otherwise> = {
	...SAVED_REPORTS,
	...REPORT_SCHEDULES,
	...REPORT_FIELDS,
};
