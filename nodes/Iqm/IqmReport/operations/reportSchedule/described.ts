import { idText } from '../../../../common/form/kinds';
import { act } from '../../../../verbs/act';
import { update as change } from '../../../../verbs/update';
import { checkLater } from '../../../shared/moments';
import { bySentence, IQM_VERBS } from '../../../shared/verbs';
import { PICKED } from '../report/savedReports';
import { bySchedule, checkSchedule, FIELDS, RUNNING_TOTAL, SCHEDULES } from './schedules';

/** A list of addresses replaces the present one. */
export const update = change(IQM_VERBS, {
	thing: SCHEDULES,
	endpoint: 'PATCH /api/v3/ra/report/email/schedule/{reportId}',
	document: 'IQM OpenAPI reports, updateReportScheduleEvent',
	path: { reportId: idText('Report', 'The saved report whose schedule changes', PICKED) },
	words: { description: 'Change to whom, when or as which file a report is sent by e-mail' },
	fields: { ...FIELDS, ...RUNNING_TOTAL },
	check(changes, wrong) {
		checkSchedule(changes, wrong);
		if (changes.eventEndDate === undefined) return;
		checkLater(changes.eventEndDate, FIELDS.eventEndDate.label, 'Choose a later end.');
	},
	judge: bySchedule,
});

/** The report itself stays. */
export const deleteSchedule = act(IQM_VERBS, {
	thing: SCHEDULES,
	endpoint: 'DELETE /api/v3/ra/report/email/schedule/{reportId}',
	document: 'IQM OpenAPI reports, deleteReportScheduleEvent',
	path: { reportId: idText('Report', 'The saved report that is no longer sent', PICKED) },
	words: {
		value: 'delete',
		name: 'Delete',
		action: 'Delete a report schedule',
		description: 'Stop sending a report by e-mail; the report itself stays',
	},
	fields: {},
	doing: () => ({ done: 'removed', writes: 'report schedule', result: { deleted: true } }),
	judge: bySentence(),
});

export const described = [update, deleteSchedule];
