import type { IDataObject } from 'n8n-workflow';

import { idText } from '../../../../common/form/kinds';
import { inAnyCase } from '../../../../common/form/presentLists';
import { isObject } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import { act } from '../../../../verbs/act';
import { update as change } from '../../../../verbs/update';
import { checkLater } from '../../../shared/moments';
import { bySentence, IQM_VERBS } from '../../../shared/verbs';
import { savedReport } from '../report/reports';
import { PICKED } from '../report/savedReports';
import { bySchedule, checkSchedule, FIELDS, READABLE_SCHEDULE, RUNNING_TOTAL, SCHEDULES } from './schedules';

/** The addresses of a schedule stand in its report (IQM OpenAPI reports, getReport). */
async function readSchedule(item: Item, reportId: string): Promise<IDataObject> {
	const { reportSchedulingEventDetails: schedule } = await savedReport(item, reportId);
	return isObject(schedule) ? schedule : {};
}

export const update = change(IQM_VERBS, {
	thing: SCHEDULES,
	endpoint: 'PATCH /api/v3/ra/report/email/schedule/{reportId}',
	document: 'IQM OpenAPI reports, updateReportScheduleEvent',
	path: { reportId: idText('Report', 'The saved report whose schedule changes', PICKED) },
	words: { description: 'Change the recipients, timing or file type of a scheduled report' },
	fields: { ...FIELDS, ...RUNNING_TOTAL },
	check(changes, wrong) {
		checkSchedule(changes, wrong);
		if (changes.eventEndDate === undefined) return;
		checkLater(changes.eventEndDate, FIELDS.eventEndDate.label, 'Choose a later end.');
	},
	judge: bySchedule,
	readable: READABLE_SCHEDULE,
	lists: {
		read: readSchedule,
		facts: {
			subscriberEmails: {
				empty: 'none',
				toEmpty: "To stop sending the report, use the operation 'Delete'.",
				keyOf: inAnyCase,
			},
		},
	},
});

/** The report itself stays. */
export const deleteSchedule = act(IQM_VERBS, {
	thing: SCHEDULES,
	endpoint: 'DELETE /api/v3/ra/report/email/schedule/{reportId}',
	document: 'IQM OpenAPI reports, deleteReportScheduleEvent',
	path: { reportId: idText('Report', 'The saved report to stop sending', PICKED) },
	words: {
		value: 'delete',
		name: 'Delete',
		action: 'Delete a report schedule',
		description: 'Stop sending a report by email; the report itself is kept',
	},
	fields: {},
	doing: () => ({ done: 'removed', writes: 'report schedule', result: { deleted: true } }),
	judge: bySentence(),
});

export const described = [update, deleteSchedule];
